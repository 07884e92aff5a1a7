/* test_preprocess.c: the C of --emit-preprocess, compiled, against what --run does to a picture. */
#include "fixture.h"
#include "guarded.h"
#include "media/media.h"

#include <dlfcn.h>

#define NETWORK(input, preprocess)                                                                           \
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"input\":" input ",\"preprocess\":" preprocess "}"

/* Crops smaller than the resized picture, as large, larger (black is around it then); every kind of input. */
static const char *const networks[] = {
    NETWORK("{\"height\":28,\"width\":28}", "{\"mean\":[0.485,0.456,0.406],\"std\":[0.229,0.224,0.225]}"),
    NETWORK("{\"height\":28,\"width\":28}", "{\"filter\":\"bicubic\",\"input\":\"u8_nhwc\",\"resize\":31}"),
    NETWORK(
        "{\"height\":20,\"width\":33}",
        "{\"filter\":\"bicubic\",\"order\":\"bgr\",\"mean\":[0.1,0.2,0.3],\"std\":[1,2,3],\"resize\":33}"),
    NETWORK("{\"height\":30,\"width\":21}", "{\"resize\":12,\"mean\":[0.1,0.2,0.3],\"std\":[1,2,3]}"),
    NETWORK("{\"height\":16,\"width\":17}",
            "{\"resize\":9,\"order\":\"bgr\",\"input\":\"u8_nhwc\",\"filter\":\"bicubic\"}"),
    NETWORK("{\"channels\":1,\"height\":28,\"width\":28}", "{\"mean\":[0.1307],\"std\":[0.3081]}"),
};

static const int sizes[][2] = { { 1, 1 },   { 1, 40 },  { 40, 1 },  { 3, 5 },    { 28, 28 },  { 32, 32 },
                                { 33, 31 }, { 57, 97 }, { 97, 57 }, { 300, 41 }, { 41, 300 }, { 200, 200 } };

#ifdef __x86_64__
#define NATIVE "-march=native" /* fuses multiply-adds; on others compilers do without being asked */
#else
#define NATIVE ""
#endif

typedef size_t Bytes(int width, int height);
typedef int Prepare(const unsigned char *pixels, int width, int height, size_t stride, void *workspace,
                    void *input);

typedef struct {
    const Spec *spec;
    Bytes *bytes;
    Prepare *preprocess;
} Compiled;

static Compiled compile(Fixture *f, const char *network, const char *flags, void **library) {
    const Spec *spec = make_spec(f, network);
    Compiled c = { .spec = spec };
    *library = load_compiled(f, flags, emit_preprocess_c(&f->arena, spec, "net.h"),
                             emit_preprocess_header(&f->arena, spec));
    void *bytes = dlsym(*library, "net_preprocess_bytes"), *preprocess = dlsym(*library, "net_preprocess");
    assert_non_null(bytes);
    assert_non_null(preprocess);
    memcpy(&c.bytes, &bytes, sizeof bytes);
    memcpy(&c.preprocess, &preprocess, sizeof preprocess);
    return c;
}

/* Rows that are `gap` bytes longer than their pixels: a picture in a larger one. */
static void compare(Fixture *f, const Compiled *c, int width, int height, size_t gap) {
    const size_t row = (size_t)width * (size_t)c->spec->channels, stride = row + gap,
                 all = stride * (size_t)height;
    unsigned char *pixels = guarded_alloc(&f->arena, all - gap, FLUSH_END);
    unsigned char *plain = arena_alloc(&f->arena, row * (size_t)height);
    uint64_t state = (uint64_t)(width * 1000 + height);
    for (size_t i = 0; i < all - gap; i++) pixels[i] = (unsigned char)split_mix(&state);
    for (int y = 0; y < height; y++) memcpy(plain + (size_t)y * row, pixels + (size_t)y * stride, row);
    Picture picture = { width, height, c->spec->channels, plain };
    size_t bytes = input_image_bytes(c->spec), needed = c->bytes(width, height);
    void *wanted = arena_alloc(&f->arena, bytes), *got = guarded_alloc(&f->arena, bytes, FLUSH_END);
    assert_true(picture_fit(&f->arena, c->spec, "picture", &picture, &f->diag));
    picture_store(c->spec, picture.pixels, wanted);
    assert_true(needed > 0);
    void *workspace = guarded_alloc(&f->arena, (needed + 3) / 4 * 4, FLUSH_END);
    memset(workspace, 0xff, needed);
    memset(got, 0xff, bytes);
    assert_int_equal(c->preprocess(pixels, width, height, stride, workspace, got), 1);
    if (memcmp(got, wanted, bytes)) fail_msg("%dx%d: other bytes", width, height);
}

static void pictures_become_what_run_makes_of_them(void **state) {
    Fixture *f = *state;
    static const char *const flags[] = { "-std=c99 -Wall -Wextra -Werror",
                                         "-std=gnu11 -O3 " NATIVE " -Wall -Wextra -Wshadow -Werror" };
    for (int n = 0; n < COUNT_OF(networks) * COUNT_OF(flags); n++) {
        void *library;
        const Compiled c = compile(f, networks[n / COUNT_OF(flags)], flags[n % COUNT_OF(flags)], &library);
        for (int i = 0; i < COUNT_OF(sizes); i++) compare(f, &c, sizes[i][0], sizes[i][1], i % 2 ? 7 : 0);
        dlclose(library);
        reset_fixture(f);
    }
}

static void what_is_no_picture_is_refused(void **state) {
    Fixture *f = *state;
    void *library;
    const Compiled c = compile(f, networks[0], "-std=c99", &library);
    static const int wrong[][2] = { { 0, 5 },       { 5, 0 },       { -1, 5 },         { 5, -2147483647 },
                                    { 1 << 28, 2 }, { 1 << 27, 3 }, { 2147483647, 1 }, { 1, 1 << 28 } };
    for (int i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(c.bytes(wrong[i][0], wrong[i][1]), 0);
        assert_int_equal(c.preprocess(NULL, wrong[i][0], wrong[i][1], 0, NULL, NULL), 0);
    }
    assert_true(c.bytes(1 << 14, 1 << 14) > 0);
    assert_true(c.bytes(1, 1 << 18) > 0); /* 32 * 2^23 pixels */
    assert_int_equal(c.bytes(1, (1 << 18) + 1), 0);
    dlclose(library);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pictures_become_what_run_makes_of_them),
        TEST(what_is_no_picture_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

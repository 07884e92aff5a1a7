/* test_source.c: images one by one: folders, reading ahead, the order of channels, EXIF that lies. */
#define _GNU_SOURCE
#include "fixture.h"
#include "media/folder.h"
#include "media/media.h"
#include "media/orientation.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#define IMAGES "tests/oracle/images/"

static const double means[] = { 0.25, 0.5, 0.75 }, deviations[] = { 0.5, 1, 2 };

static Spec spec_of(int height, int width, bool bgr) {
    return (Spec){ .path = "net.json",
                   .channels = 3,
                   .height = height,
                   .width = width,
                   .batch = 2,
                   .preprocess = { .mean = means, .std = deviations, .resize = height, .bgr = bgr } };
}

static const char *make_folder(Arena *arena) {
    char *path = arena_printf(arena, "/tmp/test_source.XXXXXX");
    assert_non_null(mkdtemp(path));
    return path;
}

static void add_file(Arena *arena, const char *folder, const char *name, FileView file) {
    FILE *stream = fopen(arena_printf(arena, "%s/%s", folder, name), "wb");
    assert_non_null(stream);
    if (file.size) assert_int_equal(fwrite(file.bytes, 1, file.size, stream), file.size);
    assert_int_equal(fclose(stream), 0);
}

static FileView file_of(Fixture *f, const char *path) {
    FileView file = { 0 };
    if (!file_read(&f->arena, path, &file, &f->diag)) fail_msg("%s", f->diag.message);
    return file;
}

static void remove_folder(Arena *arena, const char *path) {
    assert_int_equal(system(arena_printf(arena, "rm -r %s", path)), 0);
}

/* ---- Folders ---- */

static void folders_are_listed_by_bytes(void **state) {
    Fixture *f = *state;
    const char *path = make_folder(&f->arena);
    static const char *const names[] = { "b/z.png", "b-.png",   "b.JPEG", "a/a.jpg",     "a/.x.png",
                                         "a/b.txt", ".c/d.png", "a/.png", "a/x.png.txt", "B.Jpg" };
    static const char *const wanted[] = { "B.Jpg", "a/a.jpg", "b-.png", "b.JPEG", "b/z.png" };
    static const char *const folders[] = { "a", "b", ".c" };
    for (int i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(mkdir(arena_printf(&f->arena, "%s/%s", path, folders[i]), 0700), 0);
    for (int i = 0; i < COUNT_OF(names); i++) add_file(&f->arena, path, names[i], (FileView){ 0 });
    assert_int_equal(symlink("..", arena_printf(&f->arena, "%s/a/circle", path)), 0);
    Folder folder;
    if (!folder_list(&f->arena, path, &folder, &f->diag)) fail_msg("%s", f->diag.message);
    assert_int_equal(folder.count, COUNT_OF(wanted));
    assert_int_equal(folder.others, 2);
    for (int i = 0; i < COUNT_OF(wanted); i++)
        assert_string_equal(folder.paths[i] + folder.prefix, wanted[i]);
    remove_folder(&f->arena, path);
}

/* ---- Reading ahead ---- */

static bool no_threads;

static bool no_memory;

/* These take the C library's place. Arenas have their first chunk by this one. */
void *aligned_alloc(size_t alignment, size_t size) {
    void *memory;
    return no_memory || posix_memalign(&memory, alignment, size) ? NULL : memory;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *context) {
    typedef int Create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    void *create = dlsym(RTLD_NEXT, "pthread_create");
    return no_threads ? EAGAIN : (*(Create **)&create)(thread, attributes, run, context);
}

enum { PICTURES = 60, BAD = 7 }; /* every seventh is none */

static const char *make_pictures(Fixture *f) {
    static const char *const kinds[] = { "tiny.png", "oriented-6.jpg", "cmyk.jpg", "tall.png" };
    const char *path = make_folder(&f->arena);
    for (int i = 0; i < PICTURES; i++) {
        FileView file = i % BAD ? file_of(f, arena_printf(&f->arena, IMAGES "%s", kinds[i % COUNT_OF(kinds)]))
                                : (FileView){ (const unsigned char *)"text", 4 };
        add_file(&f->arena, path, arena_printf(&f->arena, "%02d.png", i), file);
    }
    return path;
}

static void check_next(Fixture *f, const ImageSource *source, Ahead *ahead, int image) {
    float wanted[3 * 8 * 8], got[3 * 8 * 8];
    Diag first = { .arena = &f->arena }, second = { .arena = &f->arena };
    bool good = source_read(source, image, &f->arena, wanted, &first);
    assert_int_equal(good, image % BAD != 0);
    assert_int_equal(ahead_next(ahead, got, &second), good);
    if (good)
        assert_memory_equal(got, wanted, sizeof got);
    else
        assert_string_equal(second.message, first.message);
    assert_int_equal(first.status, second.status);
}

static void check_ahead(Fixture *f, int ready, int images) {
    const char *path = make_pictures(f);
    Spec spec = spec_of(8, 8, false);
    const ImageSource *source = source_open(&f->arena, &spec, path, &f->diag);
    assert_non_null(source);
    assert_int_equal(source->count, PICTURES);
    Ahead *ahead = ahead_start(&f->arena, source, ready);
    for (int i = 0; i < images; i++) check_next(f, source, ahead, i);
    ahead_stop(ahead);
    ahead_stop(ahead); /* as arena_free will do again */
    remove_folder(&f->arena, path);
    reset_fixture(f);
}

static void read_ahead_is_what_reading_gives(void **state) {
    static const int ready[] = { 0, 1, 8, PICTURES, 1000 };
    for (int i = 0; i < COUNT_OF(ready); i++) check_ahead(*state, ready[i], PICTURES);
}

static void read_ahead_stops_anywhere(void **state) {
    static const int images[] = { 0, 1, 7, 30, PICTURES - 1 };
    for (int i = 0; i < COUNT_OF(images); i++) check_ahead(*state, 4, images[i]);
}

static void without_threads_it_reads_itself(void **state) {
    no_threads = true;
    check_ahead(*state, 4, PICTURES);
    no_threads = false;
}

/* Valgrind puts its own aligned_alloc in the place of ours. */
static void without_memory_one_image_fails(void **state) {
    if (strstr(getenv("LD_PRELOAD") ? getenv("LD_PRELOAD") : "", "vgpreload")) skip();
    Fixture *f = *state;
    const char *path = make_pictures(f);
    float floats[3 * 8 * 8];
    Spec spec = spec_of(8, 8, false);
    const ImageSource *source = source_open(&f->arena, &spec, path, &f->diag);
    no_threads = true;
    Ahead *ahead = ahead_start(&f->arena, source, 4);
    Diag first = { .arena = &f->arena }, second = first, third = first;
    no_memory = true; /* the message still fits into the test's arena */
    bool good = ahead_next(ahead, floats, &first);
    no_memory = no_threads = false;
    assert_false(good);
    assert_int_equal(first.status, STATUS_SYSTEM);
    assert_string_equal(first.message, arena_printf(&f->arena, "%s/00.png: out of memory", path));
    assert_true(ahead_next(ahead, floats, &second));
    assert_true(ahead_next(ahead, floats, &third));
    remove_folder(&f->arena, path);
}

/* ---- Channels ---- */

/* Channel c of a network that wants blue first is channel 2 - c of the picture; means are the network's. */
static void check_order(Fixture *f, const char *path, int height, int width) {
    Spec rgb = spec_of(height, width, false), bgr = spec_of(height, width, true);
    size_t count = (size_t)height * (size_t)width;
    Input plain, turned;
    if (!input_load(&f->arena, &rgb, path, &plain, &f->diag) ||
        !input_load(&f->arena, &bgr, path, &turned, &f->diag))
        fail_msg("%s", f->diag.message);
    for (size_t c = 0; c < 3; c++)
        for (size_t i = 0; i < count; i++) {
            double pixel = (double)plain.floats[(2 - c) * count + i] * deviations[2 - c] + means[2 - c];
            double got = (double)turned.floats[c * count + i] * deviations[c] + means[c];
            assert_true(pixel - got < 1e-6 && got - pixel < 1e-6);
        }
}

static void blue_may_come_first(void **state) {
    check_order(*state, IMAGES "tiny.png", 7, 5);
    check_order(*state, IMAGES "cat-png_bilinear_9_7x7x3.npy", 7, 7);    /* has the input's size */
    check_order(*state, IMAGES "cat-png_bilinear_65_32x32x3.npy", 9, 8); /* is resized */
}

static void pixels_without_a_mean_get_a_note(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(8, 8, false);
    Input input;
    assert_true(input_load(&f->arena, &spec, IMAGES "tiny.png", &input, &f->diag));
    assert_int_equal(f->diag.note_count, 0);
    spec.preprocess.plain = true;
    assert_true(input_load(&f->arena, &spec, "random:1", &input, &f->diag));
    assert_int_equal(f->diag.note_count, 0);
    assert_true(input_load(&f->arena, &spec, IMAGES "tiny.png", &input, &f->diag));
    assert_int_equal(f->diag.note_count, 1);
    assert_non_null(strstr(f->diag.notes[0], "net.json: preprocess has no mean and std"));
}

/* ---- EXIF ---- */

/* One entry of IFD 0, big-endian: tag, type, count, value. */
static const unsigned char exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                                      1,   18,  0,   3,   0, 0, 0,   1,   0, 6,  0, 0, 0, 0, 0, 0 };

static void damaged_exif_is_upright(void **state) {
    (void)state;
    assert_int_equal(exif_orientation(exif, sizeof exif), 6);
    for (size_t size = 0; size < 26; size++) assert_int_equal(exif_orientation(exif, size), 1);
    for (size_t at = 0; at < sizeof exif; at++)
        for (int value = 0; value < 256; value += 5) {
            unsigned char changed[sizeof exif];
            memcpy(changed, exif, sizeof exif);
            changed[at] = (unsigned char)value;
            int orientation = exif_orientation(changed, sizeof changed);
            assert_true(orientation >= 1 && orientation <= 8);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(folders_are_listed_by_bytes),      TEST(read_ahead_is_what_reading_gives),
        TEST(read_ahead_stops_anywhere),        TEST(without_threads_it_reads_itself),
        TEST(without_memory_one_image_fails),   TEST(blue_may_come_first),
        TEST(pixels_without_a_mean_get_a_note), TEST(damaged_exif_is_upright),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_image.c: pictures against Pillow's and torchvision's results (tests/oracle/images/references.txt), and
 * PNG in every legal kind, written here. Damaged files are in tests/invalid-inputs. */
#include "media/image.h"
#include "media/npy.h"
#include "media/resize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <png.h>

#define FOLDER "tests/oracle/images/"

static Picture decode(Arena *arena, FileView file, int channels) {
    Picture picture = { 0 };
    Diag diag = { .arena = arena };
    if (!image_decode(arena, "picture", file, channels, &picture, &diag)) fail_msg("%s", diag.message);
    return picture;
}

typedef struct {
    char picture[64], filter[16], array[96];
    int resize, height, width, channels;
} Reference;

static void check_reference(const Reference *r) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    FileView file = { 0 };
    Npy wanted = { 0 };
    if (!file_read(&arena, arena_printf(&arena, FOLDER "%s", r->picture), &file, &diag) ||
        !npy_load(&arena, arena_printf(&arena, FOLDER "%s", r->array), &wanted, &diag))
        fail_msg("%s", diag.message);
    Picture picture = decode(&arena, file, r->channels);
    Filter filter = strcmp(r->filter, "bicubic") == 0 ? FILTER_BICUBIC : FILTER_BILINEAR;
    if (r->resize && !resize_short_side(&arena, r->picture, &picture, r->resize, filter, &diag))
        fail_msg("%s", diag.message);
    picture = center_crop(&arena, picture, r->width, r->height);
    assert_int_equal(wanted.count, (size_t)r->width * (size_t)r->height * (size_t)r->channels);
    assert_int_equal(picture.channels, r->channels);
    assert_non_null(wanted.data);
    if (memcmp(picture.pixels, wanted.data, wanted.count) != 0) fail_msg("differs from %s", r->array);
    arena_free(&arena);
}

static void pictures_equal_pillows(void **state) {
    (void)state;
    FILE *list = fopen(FOLDER "references.txt", "r");
    assert_non_null(list);
    Reference r;
    int count = 0;
    while (fscanf(list, "%63s %15s %d %d %d %d %95s", r.picture, r.filter, &r.resize, &r.height, &r.width,
                  &r.channels, r.array) == 7) {
        check_reference(&r);
        count++;
    }
    assert_true(feof(list) && count >= 30);
    fclose(list);
}

/* ---- PNG in every kind ---- */

enum { WIDTH = 11, HEIGHT = 9, COLOURS = 2 };
static const png_color palette[COLOURS] = { { 1, 2, 3 }, { 250, 100, 50 } };

static void append(png_structp png, png_bytep bytes, size_t count) {
    text_append(png_get_io_ptr(png), (const char *)bytes, count);
}

/* Bytes as they lie in a file: noise; of a palette's indices only as many bits as there are colours. */
static unsigned char noise(int y, size_t i, int type) {
    unsigned char value = (unsigned char)((unsigned)(y * 7919 + (int)i * 104729 + 13) * 2654435761u >> 24);
    return type == PNG_COLOR_TYPE_PALETTE ? value & 1 : value;
}

static FileView write_png(Arena *arena, int type, int depth, int interlace) {
    Text *text = arena_alloc(arena, sizeof *text);
    *text = (Text){ .arena = arena };
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    unsigned char rows[HEIGHT][WIDTH * 8], *pointers[HEIGHT];
    png_set_write_fn(png, text, append, NULL);
    png_set_IHDR(png, info, WIDTH, HEIGHT, depth, type, interlace, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, palette, COLOURS);
    png_set_gAMA(png, info, 1.0); /* to be ignored */
    for (int y = 0; y < HEIGHT; y++) {
        pointers[y] = rows[y];
        for (size_t i = 0; i < sizeof rows[y]; i++) rows[y][i] = noise(y, i, type);
    }
    png_write_info(png, info);
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_packing(png); /* rows then hold a byte a pixel */
    png_write_image(png, pointers);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return (FileView){ (const unsigned char *)text->bytes, text->length };
}

/* The 8 bits wanted of channel c of a pixel, from the rows that write_png wrote. */
static int wanted_value(int type, int depth, int y, int x, int c) {
    size_t channels = type & PNG_COLOR_MASK_COLOR ? 3 : 1;
    if (type & PNG_COLOR_MASK_ALPHA) channels++;
    size_t position = (size_t)x * channels + (type & PNG_COLOR_MASK_COLOR ? (size_t)c : 0);
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_color colour = palette[noise(y, (size_t)x, type)];
        return c == 0 ? colour.red : c == 1 ? colour.green : colour.blue;
    }
    int upper = noise(y, 2 * position, type); /* of 16 bits: stored first */
    if (depth == 16 && type == PNG_COLOR_TYPE_GRAY)
        return upper ? 255 : noise(y, 2 * position + 1, type); /* clipped */
    if (depth == 16) return upper;
    if (depth == 8) return noise(y, position, type);
    size_t bit = (size_t)x * (size_t)depth;
    int value = noise(y, bit / 8, type) >> (8 - depth - (int)(bit % 8)) & ((1 << depth) - 1);
    return value * 255 / ((1 << depth) - 1);
}

static int grey(const int v[3]) { return (v[0] * 19595 + v[1] * 38470 + v[2] * 7471 + 0x8000) >> 16; }

static void check_png(int type, int depth, int interlace) {
    Arena arena = { 0 };
    FileView file = write_png(&arena, type, depth, interlace);
    Picture colours = decode(&arena, file, 3), greys = decode(&arena, file, 1);
    assert_int_equal(colours.width, WIDTH);
    assert_int_equal(colours.height, HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int wanted[3];
        for (int c = 0; c < 3; c++) {
            wanted[c] = wanted_value(type, depth, i / WIDTH, i % WIDTH, c);
            if (colours.pixels[3 * i + c] != wanted[c]) fail_msg("type %d depth %d pixel %d", type, depth, i);
        }
        if (greys.pixels[i] != grey(wanted)) fail_msg("grey of type %d depth %d pixel %d", type, depth, i);
    }
    arena_free(&arena);
}

static void every_kind_of_png(void **state) {
    (void)state;
    static const struct {
        int type, depths[5];
    } kinds[] = { { PNG_COLOR_TYPE_GRAY, { 1, 2, 4, 8, 16 } },
                  { PNG_COLOR_TYPE_RGB, { 8, 16 } },
                  { PNG_COLOR_TYPE_PALETTE, { 1, 2, 4, 8 } },
                  { PNG_COLOR_TYPE_GRAY_ALPHA, { 8, 16 } },
                  { PNG_COLOR_TYPE_RGB_ALPHA, { 8, 16 } } };
    for (int i = 0; i < COUNT_OF(kinds); i++)
        for (int d = 0; d < 5 && kinds[i].depths[d]; d++)
            for (int interlace = 0; interlace < 2; interlace++)
                check_png(kinds[i].type, kinds[i].depths[d], interlace);
}

/* ---- Running out of memory ---- */

static int allowance = -1; /* chunks that arenas may still get; -1: any number */

/* Takes the C library's place for the arenas. */
void *aligned_alloc(size_t alignment, size_t size) {
    void *memory;
    if (allowance == 0) return NULL;
    if (allowance > 0) allowance--;
    return posix_memalign(&memory, alignment, size) ? NULL : memory;
}

static bool decode_within(Arena *arena, FileView file, int chunks) {
    jmp_buf no_memory;
    Picture picture;
    Diag diag = { .arena = arena };
    arena->no_memory = &no_memory;
    if (setjmp(no_memory)) {
        arena->no_memory = NULL;
        return false;
    }
    allowance = chunks;
    arena_alloc(arena, 40000); /* so that the picture does not fit into the first chunk */
    assert_true(image_decode(arena, "picture", file, 1, &picture, &diag));
    arena->no_memory = NULL;
    return true;
}

/* The address sanitizer tells whether what the libraries hold is freed. Valgrind puts its own aligned_alloc
 * in the place of ours. */
static void running_out_of_memory_leaks_nothing(void **state) {
    (void)state;
    if (strstr(getenv("LD_PRELOAD") ? getenv("LD_PRELOAD") : "", "vgpreload")) skip();
    static const char *const paths[] = { FOLDER "cat.png", FOLDER "cat.jpg", FOLDER "progressive.jpg" };
    for (int i = 0; i < COUNT_OF(paths); i++) {
        Arena files = { 0 };
        Diag diag = { .arena = &files };
        FileView file = { 0 };
        assert_true(file_read(&files, paths[i], &file, &diag));
        bool decoded = false;
        for (int chunks = 0; !decoded; chunks++) {
            Arena arena = { 0 };
            decoded = decode_within(&arena, file, chunks);
            arena_free(&arena);
            assert_true(chunks > 0 || !decoded);
        }
        allowance = -1;
        arena_free(&files);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_equal_pillows),
        cmocka_unit_test(every_kind_of_png),
        cmocka_unit_test(running_out_of_memory_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

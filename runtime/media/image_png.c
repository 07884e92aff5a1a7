/* image_png.c: PNG through libpng. Its simplified interface is not used because that applies gamma, and
 * blends where alpha is removed. */
#include "image.h"

#include <png.h>
#include <string.h>

/* Lives in the arena, not in a register, across libpng's longjmp; the arena destroys what libpng holds even
 * when it runs out of memory in between. */
typedef struct {
    png_structp png;
    png_infop info;
    const char *path;
    FileView file;
    size_t at;
    Diag *diag;
} Decoder;

bool image_is_png(FileView file) {
    return file.size >= 8 && png_sig_cmp((png_bytep)(uintptr_t)file.bytes, 0, 8) == 0;
}

static void destroy(void *object) {
    Decoder *decoder = object;
    if (decoder->png) png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}

static PNG_NORETURN void on_error(png_structp png, png_const_charp message) {
    Decoder *decoder = png_get_error_ptr(png);
    diag_fail(decoder->diag, STATUS_INPUT, "%s: not a readable PNG picture: %s", decoder->path, message);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

static void read_bytes(png_structp png, png_bytep bytes, size_t count) {
    Decoder *decoder = png_get_io_ptr(png);
    if (count > decoder->file.size - decoder->at) png_error(png, "the file is cut off");
    memcpy(bytes, decoder->file.bytes + decoder->at, count);
    decoder->at += count;
}

/* 8 bits, grey or RGB, no alpha. */
static void set_transforms(png_structp png) {
    png_set_strip_16(png);
    png_set_palette_to_rgb(png);
    png_set_expand_gray_1_2_4_to_8(png);
    png_set_strip_alpha(png);
}

static bool decode(Arena *arena, Decoder *decoder, Picture *picture) {
    png_structp png = decoder->png;
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_read_fn(png, decoder, read_bytes);
    png_read_info(png, decoder->info);
    set_transforms(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, decoder->info);
    unsigned char **rows = image_rows(arena, decoder->path, png_get_image_width(png, decoder->info),
                                      png_get_image_height(png, decoder->info),
                                      png_get_channels(png, decoder->info), picture, decoder->diag);
    if (!rows) return false;
    png_read_image(png, rows);
    png_read_end(png, NULL);
    return true;
}

bool png_decode(Arena *arena, const char *path, FileView file, Picture *picture, Diag *diag) {
    Decoder *decoder = arena_alloc(arena, sizeof *decoder);
    *decoder = (Decoder){ .path = path, .file = file, .diag = diag };
    arena_defer(arena, destroy, decoder);
    decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning);
    if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
    bool done = decoder->info ? decode(arena, decoder, picture)
                              : diag_fail(diag, STATUS_SYSTEM, "%s: libpng cannot be started", path);
    destroy(decoder);
    return done;
}

/* image_png.c: PNG through libpng. Its simplified interface is not used because that applies gamma, and
 * blends where alpha is removed. */
#include "image.h"
#include "orientation.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

/* Lives in the arena, not in a register, across libpng's longjmp; the arena destroys what libpng holds even
 * when it runs out of memory in between. */
typedef struct {
    png_structp png;
    png_infop info;
    const char *path;
    FileView file;
    size_t at;
    bool no_memory; /* which libpng may call by any name */
    Diag *diag;
} Decoder;

bool image_is_png(FileView file) {
    return file.size >= 8 && png_sig_cmp((png_bytep)(uintptr_t)file.bytes, 0, 8) == 0;
}

static void destroy(void *object) {
    Decoder *decoder = object;
    if (decoder->png) png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}

static png_voidp take_memory(png_structp png, png_alloc_size_t bytes) {
    Decoder *decoder = png_get_mem_ptr(png);
    void *memory = malloc(bytes);
    if (!memory) decoder->no_memory = true;
    return memory;
}

static void free_memory(png_structp png, png_voidp memory) { (void)png, free(memory); }

static PNG_NORETURN void on_error(png_structp png, png_const_charp message) {
    Decoder *decoder = png_get_error_ptr(png);
    if (decoder->no_memory) diag_fail(decoder->diag, STATUS_SYSTEM, "%s: out of memory", decoder->path);
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

/* Of what is beside the pixels only the orientation: texts and profiles may be large once unpacked. */
static void skip_chunks(png_structp png) {
    static const png_byte exif[] = "eXIf";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, exif, 1);
}

/* Whether it is grey of 16 bits, which Pillow does not shift to 8 bits, but clips. */
static bool is_deep_grey(const Decoder *decoder) {
    return png_get_bit_depth(decoder->png, decoder->info) == 16 &&
           png_get_color_type(decoder->png, decoder->info) == PNG_COLOR_TYPE_GRAY;
}

/* 8 bits, grey or RGB, no alpha; grey of 16 bits stays. */
static void set_transforms(png_structp png, bool deep_grey) {
    if (!deep_grey) png_set_strip_16(png);
    png_set_palette_to_rgb(png);
    png_set_expand_gray_1_2_4_to_8(png);
    png_set_strip_alpha(png);
}

/* In place: a byte of each two, the larger one first. */
static void clip_deep_grey(Picture *picture, unsigned char *pixels) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) pixels[i] = pixels[2 * i] ? 255 : pixels[2 * i + 1];
    picture->channels = 1;
}

static int orientation_of(Arena *arena, const Decoder *decoder) {
    static const char head[6] = "Exif";
    png_bytep exif = NULL;
    png_uint_32 size = 0;
    if (!png_get_eXIf_1(decoder->png, decoder->info, &size, &exif)) return 1;
    unsigned char *bytes = arena_alloc(arena, sizeof head + size);
    memcpy(bytes, head, sizeof head);
    memcpy(bytes + sizeof head, exif, size);
    return exif_orientation(bytes, sizeof head + size);
}

static bool decode(Arena *arena, Decoder *decoder, Picture *picture) {
    png_structp png = decoder->png;
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_read_fn(png, decoder, read_bytes);
    skip_chunks(png);
    png_read_info(png, decoder->info);
    bool deep_grey = is_deep_grey(decoder);
    set_transforms(png, deep_grey);
    png_set_interlace_handling(png);
    png_read_update_info(png, decoder->info);
    int bytes = deep_grey ? 2 : png_get_channels(png, decoder->info);
    unsigned char **rows =
        image_rows(arena, decoder->path, decoder->file, png_get_image_width(png, decoder->info),
                   png_get_image_height(png, decoder->info), bytes, picture, decoder->diag);
    if (!rows) return false;
    png_read_image(png, rows);
    png_read_end(png, decoder->info);
    if (deep_grey) clip_deep_grey(picture, rows[0]);
    const int orientation = orientation_of(arena, decoder);
    *picture = picture_upright(arena, *picture, orientation);
    if (orientation && !decoder->no_memory) return true; /* else what is beside the pixels may be missing */
    return diag_fail(decoder->diag, STATUS_SYSTEM, "%s: out of memory", decoder->path);
}

bool png_decode(Arena *arena, const char *path, FileView file, Picture *picture, Diag *diag) {
    Decoder *decoder = arena_alloc(arena, sizeof *decoder);
    *decoder = (Decoder){ .path = path, .file = file, .diag = diag };
    arena_defer(arena, destroy, decoder);
    decoder->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning, decoder,
                                            take_memory, free_memory);
    if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
    bool done = decoder->info ? decode(arena, decoder, picture)
                              : diag_fail(diag, STATUS_SYSTEM, "%s: out of memory", path);
    destroy(decoder);
    return done;
}

/* image_jpeg.c: JPEG through libjpeg. */
#include "image.h"
#include "orientation.h"

#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

enum { MAX_SCANS = 1000 }; /* of a progressive file: more only serve to keep a reader busy */

/* Lives in the arena, not in a register, across longjmp; the arena destroys what libjpeg holds even when it
 * runs out of memory in between. */
typedef struct {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    const char *path;
    Diag *diag;
} Decoder;

bool image_is_jpeg(FileView file) {
    return file.size >= 3 && file.bytes[0] == 0xff && file.bytes[1] == 0xd8 && file.bytes[2] == 0xff;
}

static void destroy(void *object) { jpeg_destroy_decompress(&((Decoder *)object)->jpeg); }

static _Noreturn void on_error(j_common_ptr jpeg) {
    Decoder *decoder = jpeg->client_data;
    char message[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, message);
    if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
        diag_fail(decoder->diag, STATUS_SYSTEM, "%s: out of memory", decoder->path);
    diag_fail(decoder->diag, STATUS_INPUT, "%s: not a readable JPEG picture: %s", decoder->path, message);
    longjmp(decoder->failed, 1);
}

/* libjpeg goes on after a warning with grey in place of what is missing; only these leave the picture whole.
 */
static void on_message(j_common_ptr jpeg, int level) {
    int code = jpeg->err->msg_code;
    bool harmless = code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR;
    if (level < 0 && !harmless) on_error(jpeg);
}

static void on_progress(j_common_ptr jpeg) {
    Decoder *decoder = jpeg->client_data;
    if (decoder->jpeg.input_scan_number <= MAX_SCANS) return;
    diag_fail(decoder->diag, STATUS_INPUT, "%s: expected a JPEG picture of at most %d scans", decoder->path,
              MAX_SCANS);
    longjmp(decoder->failed, 1);
}

static void set_up(Decoder *decoder) {
    decoder->jpeg.err = jpeg_std_error(&decoder->errors);
    decoder->jpeg.client_data = decoder;
    decoder->errors.error_exit = on_error;
    decoder->errors.emit_message = on_message;
    decoder->progress.progress_monitor = on_progress;
}

/* Four components come as CMYK (libjpeg makes it of YCCK, too). */
static bool choose_colours(Decoder *decoder) {
    static const J_COLOR_SPACE spaces[] = { [1] = JCS_GRAYSCALE, [3] = JCS_RGB, [4] = JCS_CMYK };
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    int components = jpeg->num_components;
    if (components != 1 && components != 3 && components != 4)
        return diag_fail(decoder->diag, STATUS_INPUT,
                         "%s: expected a JPEG picture of 1, 3 or 4 components, got %d", decoder->path,
                         components);
    jpeg->out_color_space = spaces[components];
    jpeg->dct_method = JDCT_ISLOW;
    return true;
}

/* Of the first EXIF marker, as in Pillow. */
static int orientation_of(const struct jpeg_decompress_struct *jpeg) {
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
        if (marker->data_length >= 6 && memcmp(marker->data, "Exif", 5) == 0)
            return exif_orientation(marker->data, marker->data_length);
    return 1;
}

/* a * b / 255, rounded. */
static int share_of(int a, int b) {
    int product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

/* Adobe's programs store ink inverted, and others follow: 255 is no ink. Pillow takes every file so. In
 * place: three bytes of each four. */
static void cmyk_to_rgb(Picture *picture, unsigned char *pixels) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        int light = pixels[4 * i + 3];
        for (size_t c = 0; c < 3; c++)
            pixels[3 * i + c] = (unsigned char)(light - share_of(255 - pixels[4 * i + c], light));
    }
    picture->channels = 3;
}

static bool decode(Arena *arena, Decoder *decoder, FileView file, Picture *picture) {
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    if (setjmp(decoder->failed)) return false;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &decoder->progress;
    jpeg_mem_src(jpeg, file.bytes, file.size);
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(jpeg, TRUE);
    if (!choose_colours(decoder)) return false;
    unsigned char **rows = image_rows(arena, decoder->path, file, jpeg->image_width, jpeg->image_height,
                                      jpeg->num_components, picture, decoder->diag);
    if (!rows) return false;
    int orientation = orientation_of(jpeg); /* finishing frees the markers */
    jpeg_start_decompress(jpeg);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, rows + jpeg->output_scanline, jpeg->output_height - jpeg->output_scanline);
    jpeg_finish_decompress(jpeg);
    if (picture->channels == 4) cmyk_to_rgb(picture, rows[0]);
    *picture = picture_upright(arena, *picture, orientation);
    return orientation || diag_fail(decoder->diag, STATUS_SYSTEM, "%s: out of memory", decoder->path);
}

bool jpeg_decode(Arena *arena, const char *path, FileView file, Picture *picture, Diag *diag) {
    Decoder *decoder = arena_alloc(arena, sizeof *decoder);
    decoder->path = path;
    decoder->diag = diag;
    set_up(decoder);
    arena_defer(arena, destroy, decoder);
    bool done = decode(arena, decoder, file, picture);
    destroy(decoder);
    return done;
}

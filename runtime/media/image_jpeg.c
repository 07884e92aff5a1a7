/* image_jpeg.c: JPEG through libjpeg. */
#include "image.h"

#include <stdio.h>

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

static bool choose_colours(Decoder *decoder) {
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    if (jpeg->num_components != 1 && jpeg->num_components != 3)
        return diag_fail(decoder->diag, STATUS_INPUT, "%s: expected a JPEG picture in grey or RGB, got %s",
                         decoder->path, jpeg->num_components == 4 ? "CMYK" : "another number of components");
    jpeg->out_color_space = jpeg->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    return true;
}

static bool decode(Arena *arena, Decoder *decoder, FileView file, Picture *picture) {
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    if (setjmp(decoder->failed)) return false;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &decoder->progress;
    jpeg_mem_src(jpeg, file.bytes, file.size);
    jpeg_read_header(jpeg, TRUE);
    if (!choose_colours(decoder)) return false;
    unsigned char **rows = image_rows(arena, decoder->path, jpeg->image_width, jpeg->image_height,
                                      jpeg->num_components, picture, decoder->diag);
    if (!rows) return false;
    jpeg_start_decompress(jpeg);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, rows + jpeg->output_scanline, jpeg->output_height - jpeg->output_scanline);
    jpeg_finish_decompress(jpeg);
    return true;
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

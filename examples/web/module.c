/* module.c: a network as a WebAssembly module: all that JavaScript needs to call it (network.mjs).
 *
 * build.sh compiles it with the network's C: -DNAME=resnet18 -DMACRO=RESNET18, and the two headers included.
 * Everything lies in arrays of the module but pictures, whose size only the page knows. */
#include <stdlib.h>

#define GLUE(a, b)     a##b
#define JOIN(a, b)     GLUE(a, b)
#define SIZE(what)     JOIN(MACRO, what)
#define FUNCTION(what) JOIN(NAME, what)
#define EXPORT(name)   __attribute__((export_name(#name))) name

enum { PIXEL = SIZE(_CHANNELS) == 1 ? 1 : 3, RGBA = 4 };

static _Alignas(64) unsigned char weights[SIZE(_WEIGHTS_BYTES)], workspace[SIZE(_WORKSPACE_BYTES)];
static float input[SIZE(_INPUT_FLOATS)], output[SIZE(_OUTPUT_FLOATS)];

int EXPORT(classes)(void) { return SIZE(_CLASSES); }
float *EXPORT(scores)(void) { return output; }

/* The network's own input, floats as its header has them, for those who do without pictures. */
float *EXPORT(input_at)(void) { return input; }
int EXPORT(input_floats)(void) { return SIZE(_INPUT_FLOATS); }
void EXPORT(run_input)(void) { FUNCTION(_run)(weights, workspace, input, output); }

/* Where the weights file belongs, how long it is, and whether it is this network's: 0. */
unsigned char *EXPORT(weights_at)(void) { return weights; }
int EXPORT(weights_bytes)(void) { return sizeof weights; }
int EXPORT(weights_check)(void) { return FUNCTION(_weights_check)(weights, sizeof weights); }

/* Room for a picture of RGBA, as a canvas has it; NULL: too large. */
unsigned char *EXPORT(open_picture)(int width, int height) {
    const size_t room = FUNCTION(_preprocess_bytes)(width, height);
    return room ? malloc((size_t)width * (size_t)height * RGBA) : NULL;
}

void EXPORT(close_picture)(unsigned char *picture) { free(picture); }

/* Grey as Pillow's "L" has it: ITU-R BT.601. */
static void take_pixel(unsigned char *to, const unsigned char *rgba) {
    if (PIXEL == 1)
        to[0] = (unsigned char)((rgba[0] * 19595 + rgba[1] * 38470 + rgba[2] * 7471 + 0x8000) >> 16);
    for (int c = 0; c < PIXEL && PIXEL > 1; c++) to[c] = rgba[c];
}

/* Resizes, crops and runs: `scores` are then the picture's. 0: no memory. */
int EXPORT(run_picture)(unsigned char *picture, int width, int height) {
    const size_t pixels = (size_t)width * (size_t)height;
    void *room = malloc(FUNCTION(_preprocess_bytes)(width, height));
    if (!room) return 0;
    for (size_t i = 0; i < pixels; i++) take_pixel(picture + i * PIXEL, picture + i * RGBA); /* in place */
    const int good = FUNCTION(_preprocess)(picture, width, height, (size_t)width * PIXEL, room, input);
    free(room);
    if (good) run_input();
    return good;
}

/* image.c: the input, and how a picture becomes one. */
#include "keys.h"

#include <float.h>

const char *const filter_names[] = { "bilinear", "bicubic", NULL };
const char *const channel_orders[] = { "rgb", "bgr", NULL };
const char *const input_names[] = { "f32_nchw", "u8_nhwc", NULL };

static const char one_a_channel[] = " (one a channel)";

/* A deviation of numbers from 0 to 1 is at most 0.5; those of pixels to 255 are beyond. */
#define LEAST_STD 1e-6
#define MOST_STD  4.0

void read_input(const Node *root, Spec *spec) {
    static const char *const keys[] = { "channels", "height", "width", NULL };
    Node input = read_object(root, "input", keys);
    spec->channels = 3;
    spec->height = spec->width = 224;
    read_integer(&input, "channels", 1, MAX_CHANNELS, &spec->channels);
    read_integer(&input, "height", 1, MAX_SIZE, &spec->height);
    read_integer(&input, "width", 1, MAX_SIZE, &spec->width);
}

/* The crop is the input's size; written out it can only say the same. */
static void check_crop(const Node *preprocess, const Spec *spec) {
    Node crop = member(preprocess, "crop");
    int size = spec->height;
    read_integer(preprocess, "crop", 1, MAX_SIZE, &size);
    if (!crop.value) return;
    if (spec->height != spec->width)
        fail_expected(&crop, "no crop (it is the input's %dx%d)", spec->height, spec->width);
    else if (size != spec->height)
        fail_expected(&crop, "%d (the input's height and width)", spec->height);
}

/* Torchvision's 256 for 224, and the same share of other sizes, rounded. */
static int default_resize(const Spec *spec) {
    int crop = spec->height > spec->width ? spec->height : spec->width;
    return (crop * 256 + 112) / 224;
}

/* A number a channel. Those of pixels from 0 to 255, 123.675 and so on, would go unnoticed. */
static void read_unit(const Node *preprocess, const char *key, double least, double most, const Spec *spec,
                      double *numbers) {
    Node array = member(preprocess, key);
    read_numbers(preprocess, key, one_a_channel, spec->channels, -DBL_MAX, DBL_MAX, numbers);
    for (int c = 0; array.value && c < spec->channels; c++) {
        Node node = item(&array, (size_t)c);
        if (numbers[c] < least || numbers[c] > most)
            fail_expected(&node, "%g to %g (of pixels scaled to 0..1)", least, most);
    }
}

static void read_mean_and_std(const Node *preprocess, Spec *spec) {
    double *mean = arena_array(preprocess->source->arena, double, spec->channels);
    double *std = arena_array(preprocess->source->arena, double, spec->channels);
    for (int c = 0; c < spec->channels; c++) std[c] = 1;
    read_unit(preprocess, "mean", 0, 1, spec, mean);
    read_unit(preprocess, "std", LEAST_STD, MOST_STD, spec, std);
    spec->preprocess.mean = mean;
    spec->preprocess.std = std;
    spec->preprocess.plain = !has(preprocess, "mean") && !has(preprocess, "std");
}

static void read_order(const Node *preprocess, Spec *spec) {
    Node node = member(preprocess, "order");
    int order = 0;
    read_choice(preprocess, "order", channel_orders, &order);
    if (order != 0 && spec->channels != 3)
        fail_expected(&node, "\"rgb\" (the input has %d channel%s, not 3)", spec->channels,
                      spec->channels == 1 ? "" : "s");
    spec->preprocess.bgr = order != 0;
}

void read_preprocess(const Node *root, Spec *spec) {
    static const char *const keys[] = { "mean", "std", "resize", "crop", "filter", "order", "input", NULL };
    Node preprocess = read_object(root, "preprocess", keys);
    int filter = FILTER_BILINEAR, input = INPUT_F32_NCHW;
    read_mean_and_std(&preprocess, spec);
    spec->preprocess.resize = default_resize(spec);
    read_integer(&preprocess, "resize", 1, 2 * MAX_SIZE, &spec->preprocess.resize);
    check_crop(&preprocess, spec);
    read_choice(&preprocess, "filter", filter_names, &filter);
    spec->preprocess.filter = (Filter)filter;
    read_order(&preprocess, spec);
    read_choice(&preprocess, "input", input_names, &input);
    spec->preprocess.input = (InputKind)input;
}

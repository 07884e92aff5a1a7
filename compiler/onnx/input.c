/* input.c: the graph's input: the image, of sizes that the file fixes or leaves open. */
#include "parts.h"

#include <string.h>

enum { MOST_SIZE = 65536, MOST_BATCH = 4096, OPEN_SIZE = 224 };

static const Onnx__TensorShapeProto *shape_of(const Reader *r, const char *name) {
    for (size_t i = 0; i < r->model->graph->n_input; i++) {
        const Onnx__ValueInfoProto *input = r->model->graph->input[i];
        if (input->name && !strcmp(input->name, name) && input->type && input->type->tensor_type)
            return input->type->tensor_type->shape;
    }
    return NULL;
}

/* 0: open. */
static int64_t size_of(const Onnx__TensorShapeProto *shape, int axis) {
    const Onnx__DimensionProto *dim = shape->dim[axis];
    return dim->has_dim_value && dim->dim_value > 0 ? dim->dim_value : 0;
}

static bool is_channels(int64_t size) { return size == 1 || size == 3 || size == 4; }

/* TensorFlow's order, where only that gives an image of few channels. */
static bool is_channels_last(const Onnx__TensorShapeProto *shape) {
    return is_channels(size_of(shape, 3)) && !is_channels(size_of(shape, 1));
}

/* An open size is taken, which a note says. */
static bool take_size(Reader *r, const char *what, int64_t size, int otherwise, int most, int *taken) {
    *taken = size ? (int)(size > most ? most + 1 : size) : otherwise;
    if (*taken <= most && *taken > 0) return true;
    return refuse_file(r->model, "the input's %s: expected 1 to %d, got %lld", what, most, (long long)size);
}

bool read_image_input(Reader *r, const char *name) {
    const Onnx__TensorShapeProto *shape = shape_of(r, name);
    Shape image;
    if (!shape || shape->n_dim != 4)
        return refuse_file(r->model, "input %s: expected an image [batch, channels, height, width]",
                           name_text(r->arena, name));
    bool last = is_channels_last(shape);
    int c = last ? 3 : 1, h = last ? 1 : 2, w = h + 1;
    if (!take_size(r, "batch", size_of(shape, 0), 1, MOST_BATCH, &r->batch) ||
        !take_size(r, "channels", size_of(shape, c), 3, MOST_CHANNELS, &image.channels) ||
        !take_size(r, "height", size_of(shape, h), OPEN_SIZE, MOST_SIZE, &image.height) ||
        !take_size(r, "width", size_of(shape, w), OPEN_SIZE, MOST_SIZE, &image.width))
        return false;
    if (!size_of(shape, 0)) diag_note(r->model->diag, "%s: the batch is open: taken as 1", r->model->path);
    if (!size_of(shape, h) || !size_of(shape, w))
        diag_note(r->model->diag, "%s: the image's size is open: taken as %dx%d", r->model->path,
                  image.height, image.width);
    if (last)
        diag_note(r->model->diag,
                  "%s: reads [batch, height, width, channels]; the compiled network reads "
                  "[batch, channels, height, width]",
                  r->model->path);
    Value value = image_value(r, add_part(r, OP_INPUT, NULL, -1, image));
    static const Axis order[4] = { AXIS_N, AXIS_H, AXIS_W, AXIS_C };
    const size_t sizes[4] = { (size_t)r->batch, (size_t)image.height, (size_t)image.width,
                              (size_t)image.channels };
    for (int i = 0; last && i < 4; i++) {
        value.axis[i] = order[i];
        value.dims[i] = sizes[i];
    }
    set_named(r, name, value);
    return true;
}

/* part.c: what is computed, one operator at a time. */
#include "parts.h"

#include <string.h>

int add_part(Reader *r, OpKind kind, const OnnxNode *node, int in, Shape shape) {
    if (r->part_count == r->part_room) {
        int room = r->part_room ? 2 * r->part_room : 256;
        Part *parts = arena_array(r->arena, Part, room);
        if (r->part_count) memcpy(parts, r->parts, (size_t)r->part_count * sizeof *parts);
        r->parts = parts;
        r->part_room = room;
    }
    r->parts[r->part_count] = (Part){ .kind = kind,
                                      .node = node,
                                      .in = { in, -1 },
                                      .shape = shape,
                                      .kernel = { 1, 1 },
                                      .stride = { 1, 1 },
                                      .dilation = { 1, 1 },
                                      .groups = 1 };
    return r->part_count++;
}

Value image_value(const Reader *r, int part) {
    Shape shape = r->parts[part].shape;
    return (Value){ .part = part,
                    .rank = 4,
                    .dims = { (size_t)r->batch, (size_t)shape.channels, (size_t)shape.height,
                              (size_t)shape.width },
                    .axis = { AXIS_N, AXIS_C, AXIS_H, AXIS_W },
                    .step = { 1, 1 } };
}

bool set_part(Reader *r, const OnnxNode *node, int part) {
    return set_value(r, node, 0, image_value(r, part));
}

bool is_vector(const Part *part) { return part->shape.height == 1 && part->shape.width == 1; }

bool is_image(const Reader *r, const Value *value) {
    (void)r;
    if (value->constant || value->rank != 4) return false;
    for (int i = 0; i < 4; i++)
        if (value->axis[i] != (Axis)i) return false;
    return true;
}

/* ---- What waits for its operator ---- */

/* The same one for all that read it under different names. */
static int activation_of(Reader *r, const OnnxNode *node, int in, Activation activation, double slope) {
    int known = r->parts[in].activated;
    if (known && r->parts[known].activation == activation && r->parts[known].slope == slope) return known;
    int part = add_part(r, OP_ACTIVATION, node, in, r->parts[in].shape);
    r->parts[part].activation = activation;
    r->parts[part].slope = slope;
    return r->parts[in].activated = part;
}

static bool settle_function(Reader *r, Value *value) {
    Activation activation;
    double slope = 0;
    if (!find_activation(value->samples, &activation, &slope))
        return refuse_node(r->model, value->maker,
                           "ends an elementwise function that no spec has: expected ReLU or its kin");
    value->samples = NULL;
    if (activation != ACTIVATION_NONE)
        value->part = activation_of(r, value->maker, value->part, activation, slope);
    return true;
}

/* As a shortcut without weights has it, here with no more channels. */
static bool settle_step(Reader *r, const OnnxNode *node, Value *value) {
    Shape shape = r->parts[value->part].shape;
    shape.height = (shape.height + value->step[0] - 1) / value->step[0];
    shape.width = (shape.width + value->step[1] - 1) / value->step[1];
    int part = add_part(r, OP_ZERO_PAD, node, value->part, shape);
    for (int i = 0; i < 2; i++) {
        r->parts[part].stride[i] = value->step[i];
        value->step[i] = 1;
    }
    value->part = part;
    return true;
}

bool settle(Reader *r, const OnnxNode *node, Value *value) {
    if (value->pad != PAD_NONE)
        return refuse_node(r->model, node,
                           "reads a padded value: expected a convolution or a pool behind a Pad");
    if (value->samples && !settle_function(r, value)) return false;
    return (value->step[0] == 1 && value->step[1] == 1) || settle_step(r, node, value);
}

/* ---- Inputs ---- */

static Value *computed_input(Reader *r, const OnnxNode *node, size_t index) {
    Value *value = input_value(r, node, index);
    if (value && value->constant) refuse_node(r->model, node, "expected an input that depends on the image");
    return value && !value->constant && settle(r, node, value) ? value : NULL;
}

int input_image(Reader *r, const OnnxNode *node, size_t index) {
    const Value *value = computed_input(r, node, index);
    if (!value) return -1;
    if (is_image(r, value)) return value->part;
    refuse_node(r->model, node, "expected [batch, channels, height, width], got %s in another order",
                shape_text(r->arena, value->dims, value->rank));
    return -1;
}

/* An image's channels, rows and columns in this order, whatever the file's shape says. */
int input_row(Reader *r, const OnnxNode *node, size_t index) {
    const Value *value = computed_input(r, node, index);
    if (!value) return -1;
    Shape shape = r->parts[value->part].shape;
    bool row =
        value->rank == 2 && value->dims[0] == (size_t)r->batch && value->dims[1] == shape_floats(shape);
    if (row) return value->part;
    refuse_node(r->model, node, "expected [%d, %zu], got %s", r->batch, shape_floats(shape),
                shape_text(r->arena, value->dims, value->rank));
    return -1;
}

/* pads.c: Pad and Slice, which wait for the window, or the shortcut without weights, that they belong to. */
#include "parts.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PIXELS = 65536 };

/* Which the format says of all numbers here; NaN is none. */
static bool is_whole(double number) { return number == trunc(number); }

/* ---- Pad ---- */

/* Before and behind, an axis of the value each. */
typedef struct {
    double before[MAX_RANK], behind[MAX_RANK];
} Pads;

static const double *pad_numbers(Reader *r, const OnnxNode *node, size_t *count) {
    const Onnx__AttributeProto *given = attribute(node, "pads");
    if (!given) return input_numbers(r, node, 1, count);
    double *numbers = arena_array(r->arena, double, given->n_ints);
    for (size_t i = 0; i < given->n_ints; i++) numbers[i] = (double)given->ints[i];
    *count = given->n_ints;
    return numbers;
}

static bool is_pad(double number) { return is_whole(number) && fabs(number) <= MOST_PIXELS; }

/* Of all axes, or, since operator set 18, of those that are listed. */
static bool read_pads(Reader *r, const OnnxNode *node, int rank, Pads *pads) {
    size_t count = 0, listed = 0;
    const double *numbers = pad_numbers(r, node, &count), *axes = input_numbers(r, node, 3, &listed);
    size_t axis_count = axes ? listed : (size_t)rank;
    *pads = (Pads){ { 0 }, { 0 } };
    if (!numbers || count != 2 * axis_count || axis_count > MAX_RANK)
        return refuse_node(r->model, node, "expected constant pads, two an axis");
    for (size_t i = 0; i < axis_count; i++) {
        double axis = axes ? axes[i] : (double)i;
        if (!(axis >= -rank && axis < rank)) return refuse_node(r->model, node, "expected axes of its input");
        if (!is_pad(numbers[i]) || !is_pad(numbers[i + axis_count]))
            return refuse_node(r->model, node, "expected pads of %d or less", MOST_PIXELS);
        int at = (int)(axis < 0 ? axis + rank : axis);
        pads->before[at] = numbers[i];
        pads->behind[at] = numbers[i + axis_count];
    }
    return true;
}

static bool pad_kind(Reader *r, const OnnxNode *node, PadKind *kind) {
    size_t count = 0;
    const double *number = input_numbers(r, node, 2, &count);
    double value = number && count == 1 ? *number : attribute_float(node, "value", 0);
    bool constant = !attribute(node, "mode") || attribute_is(node, "mode", "constant");
    if (attribute_is(node, "mode", "reflect")) return *kind = PAD_REFLECT, true;
    *kind = value == 0 ? PAD_ZERO : PAD_LOW;
    if (constant && (value == 0 || value < -1e30)) return true;
    return refuse_node(r->model, node, "expected zeros, minus infinity or a reflected border");
}

/* More channels: the shortcut of option A, behind the step that waits. */
static bool pad_channels(Reader *r, const OnnxNode *node, const Value *value, int before, int behind) {
    Shape shape = r->parts[value->part].shape;
    if (before < 0 || behind < 0) return refuse_node(r->model, node, "expected channels to be added");
    shape.channels += before + behind;
    if (shape.channels > MOST_CHANNELS)
        return refuse_node(r->model, node, "expected %d channels or less", MOST_CHANNELS);
    shape.height = (shape.height + value->step[0] - 1) / value->step[0];
    shape.width = (shape.width + value->step[1] - 1) / value->step[1];
    int part = add_part(r, OP_ZERO_PAD, node, value->part, shape);
    for (int i = 0; i < 2; i++) r->parts[part].stride[i] = value->step[i];
    r->parts[part].before[0] = before;
    return set_part(r, node, part);
}

static bool pad_pixels(Reader *r, const OnnxNode *node, Value *from, PadKind kind, const Pads *pads) {
    if (from->pad == PAD_NONE && !settle(r, node, from)) return false;
    if (from->pad != PAD_NONE && from->pad != kind)
        return refuse_node(r->model, node, "behind a Pad of another kind");
    Value value = *from;
    value.pad = kind;
    for (int i = 0; i < value.rank; i++) {
        int axis = value.axis[i] == AXIS_H ? 0 : 1;
        double size = (double)value.dims[i] + pads->before[i] + pads->behind[i];
        if (pads->before[i] == 0 && pads->behind[i] == 0) continue;
        if (!(size >= 1 && size <= MOST_PIXELS))
            return refuse_node(r->model, node, "expected 1 to %d pixels", MOST_PIXELS);
        value.before[axis] += (int)pads->before[i];
        value.behind[axis] += (int)pads->behind[i];
        if (abs(value.before[axis]) > MOST_PIXELS || abs(value.behind[axis]) > MOST_PIXELS)
            return refuse_node(r->model, node, "expected pads of %d or less together", MOST_PIXELS);
        value.dims[i] = (size_t)size;
    }
    return set_value(r, node, 0, value);
}

bool read_pad(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    Pads pads;
    PadKind kind;
    if (!value || !read_pads(r, node, value->rank, &pads) || !pad_kind(r, node, &kind)) return false;
    int channels = -1, pixels = 0;
    for (int i = 0; i < value->rank; i++) {
        if (pads.before[i] == 0 && pads.behind[i] == 0) continue;
        if (value->axis[i] == AXIS_C)
            channels = i;
        else if (value->axis[i] == AXIS_H || value->axis[i] == AXIS_W)
            pixels++;
        else
            return refuse_node(r->model, node, "expected pads of channels, or of rows and columns");
    }
    if (channels < 0 && !pixels) return read_same(r, node);
    if (channels < 0) return pad_pixels(r, node, value, kind, &pads);
    if (value->samples && !settle(r, node, value)) return false;
    if (pixels || value->pad != PAD_NONE || kind != PAD_ZERO || !is_image(r, value))
        return refuse_node(r->model, node, "expected zero channels around an image");
    return pad_channels(r, node, value, (int)pads.before[channels], (int)pads.behind[channels]);
}

/* ---- Slice ---- */

/* Attributes before operator set 10, inputs since: starts, ends, axes, steps. */
static const double *slice_numbers(Reader *r, const OnnxNode *node, const char *name, size_t input,
                                   size_t *count) {
    const Onnx__AttributeProto *given = attribute(node, name);
    *count = 0;
    if (!given) return input_numbers(r, node, input, count);
    double *numbers = arena_array(r->arena, double, given->n_ints);
    for (size_t i = 0; i < given->n_ints; i++) numbers[i] = (double)given->ints[i];
    *count = given->n_ints;
    return numbers;
}

bool slice_ranges(Reader *r, const OnnxNode *node, int rank, SliceRange *ranges, int *count) {
    size_t starts, ends, axis_count, step_count;
    bool taken[MAX_RANK] = { false };
    const double *start = slice_numbers(r, node, "starts", 1, &starts);
    const double *end = slice_numbers(r, node, "ends", 2, &ends);
    const double *axes = slice_numbers(r, node, "axes", 3, &axis_count);
    const double *steps = slice_numbers(r, node, "steps", 4, &step_count);
    if (!start || !end || starts != ends || starts > (size_t)rank || (axes && axis_count != starts) ||
        (steps && step_count != starts))
        return refuse_node(r->model, node, "expected constant starts and ends, as many as axes");
    *count = (int)starts;
    for (int i = 0; i < *count; i++) {
        double axis = axes ? axes[i] : i;
        if (!(axis >= -rank && axis < rank) || taken[(int)(axis < 0 ? axis + rank : axis)])
            return refuse_node(r->model, node, "expected axes of its input, each once");
        taken[(int)(axis < 0 ? axis + rank : axis)] = true;
        ranges[i] =
            (SliceRange){ (int)(axis < 0 ? axis + rank : axis), start[i], end[i], steps ? steps[i] : 1 };
        if (!is_whole(start[i]) || !is_whole(end[i]) || !is_whole(ranges[i].step))
            return refuse_node(r->model, node, "expected starts, ends and steps that are integers");
    }
    return true;
}

/* Every so many-th pixel from the first on, or all. */
bool read_slice(Reader *r, const OnnxNode *node) {
    Value *from = input_value(r, node, 0);
    SliceRange ranges[MAX_RANK] = { { 0 } };
    int count = 0;
    if (!from || (from->samples && !settle(r, node, from)) ||
        !slice_ranges(r, node, from->rank, ranges, &count))
        return false;
    Value value = *from;
    for (int i = 0; i < count; i++) {
        int at = ranges[i].axis, step = (int)fmin(fmax(ranges[i].step, 0), MOST_PIXELS);
        int *all = &value.step[value.axis[at] == AXIS_W];
        bool pixels = value.axis[at] == AXIS_H || value.axis[at] == AXIS_W;
        bool whole = ranges[i].start == 0 && ranges[i].end >= (double)value.dims[at];
        if (!whole || step < 1 || value.pad != PAD_NONE || (step > 1 && !pixels))
            return refuse_node(r->model, node,
                               "expected every so many-th row and column, from the first to the end");
        if (pixels && *all > MOST_PIXELS / step)
            return refuse_node(r->model, node, "expected steps of %d or less", MOST_PIXELS);
        if (pixels) *all *= step;
        value.dims[at] = (value.dims[at] + (size_t)step - 1) / (size_t)step;
    }
    return set_value(r, node, 0, value);
}

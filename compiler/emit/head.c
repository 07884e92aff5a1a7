/* head.c: the comment at the head of the file: what this is, how to compile it, its layers. */

#include "parts.h"

static const char *rate(Arena *arena, double flop) {
    return flop >= 1e9 ? arena_printf(arena, "%.2f GFLOP", flop / 1e9)
                       : arena_printf(arena, "%.3g MFLOP", flop / 1e6);
}

static const char *conv_summary(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Tile *tile = &plan->choices[v].tile;
    Text text = { .arena = arena };
    text_printf(&text, "%dx%d", layer->kernel, layer->kernel);
    if (layer->stride > 1) text_printf(&text, " stride %d", layer->stride);
    if (layer->dilation > 1) text_printf(&text, " dilated by %d", layer->dilation);
    if (layer->groups > 1) text_printf(&text, " in %d groups", layer->groups);
    text_printf(&text, " %d->%d at %dx%d", layer->in_shape.channels, layer->shape.channels,
                layer->conv_shape.height, layer->conv_shape.width);
    if (layer->residual >= 0) text_printf(&text, ", plus %s", plan->layers->layers[layer->residual].name);
    if (layer->activation) text_printf(&text, ", %s", activation_row(layer->activation)->title);
    if (layer->pool) text_printf(&text, ", max pool");
    text_printf(&text, ", %s %dx%dx%d, %s", algorithm_name(&plan->choices[v]), tile->rows, tile->columns,
                tile->vectors * plan->target->lanes, rate(arena, 2 * layer_macs(layer)));
    return text.bytes;
}

const char *layer_summary(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    Shape in = layer->in_shape, shape = layer->shape;
    switch (layer->kind) {
    case LAYER_CONV:
        return arena_printf(arena, "%s: %s", layer->name, conv_summary(arena, plan, v));
    case LAYER_LINEAR:
        return arena_printf(arena, "%s: linear %d->%d%s%s, %s", layer->name, in.channels, shape.channels,
                            layer->activation ? ", " : "",
                            layer->activation ? activation_row(layer->activation)->title : "",
                            rate(arena, 2 * layer_macs(layer)));
    case LAYER_MAX_POOL:
        return arena_printf(arena, "%s: %dx%d stride %d, %d channels at %dx%d", layer->name, layer->kernel,
                            layer->kernel, layer->stride, shape.channels, shape.height, shape.width);
    case LAYER_WINDOW_AVERAGE:
    case LAYER_BLUR:
        return arena_printf(arena, "%s: %dx%d %s stride %d, %d channels at %dx%d", layer->name, layer->kernel,
                            layer->kernel, layer->kind == LAYER_BLUR ? "blur" : "average", layer->stride,
                            shape.channels, shape.height, shape.width);
    case LAYER_POINTWISE:
    case LAYER_GROUP_NORM:
    case LAYER_ZERO_PAD:
    case LAYER_CHANNEL_CONV:
        return arena_printf(arena, "%s: %s, %d channels at %dx%d", layer->name, layer_kind_name(layer->kind),
                            shape.channels, shape.height, shape.width);
    case LAYER_AVERAGE_POOL:
    case LAYER_GLOBAL_MAX:
    case LAYER_AVERAGE_MAX:
    case LAYER_AVERAGE_AND_MAX:
        return arena_printf(arena, "%s: %d channels over %dx%d", layer->name, in.channels, in.height,
                            in.width);
    case LAYER_CONVERT:
        return arena_printf(arena, "%s: %d channels at %dx%d to %s", layer->name, shape.channels,
                            shape.height, shape.width, number_types[layer->number].name);
    case LAYER_SOFTMAX:
        return arena_printf(arena, "%s: %d classes", layer->name, shape.channels);
    case LAYER_INPUT:
        return arena_printf(arena, "%s: %d channels at %dx%d", layer->name, shape.channels, shape.height,
                            shape.width);
    case LAYER_OUTPUT:
        return arena_printf(arena, "output %s: %d channels at %dx%d", layer->name, shape.channels,
                            shape.height, shape.width);
    }
    return layer->name;
}

static double total_macs(const Plan *plan) {
    double sum = 0;
    for (int v = 0; v < plan->layers->count; v++) sum += layer_macs(&plan->layers->layers[v]);
    return sum;
}

void emit_head(Out *out, const Emission *e) {
    const Plan *plan = e->plan;
    const Target *target = plan->target;
    line(out, "/* %s: a residual network, compiled to C by resnetc %s%s%s.", plan->spec->name,
         RESNETC_VERSION, e->names->spec_file ? " from " : "",
         e->names->spec_file ? e->names->spec_file : "");
    line(out, " *");
    line(out, " *   options     --target %s%s%s", target->name, e->names->options[0] ? " " : "",
         e->names->options);
    line(out, " *   parameters  %zu", graph_parameters(plan->graph));
    line(out, " *   work        %s an image", rate(out->text.arena, 2 * total_macs(plan)));
    line(out, " *   weights     %zu bytes, fingerprint %016llx", plan->blob->size,
         (unsigned long long)plan->blob->fingerprint);
    line(out, " *   workspace   %zu bytes", workspace_bytes(&plan->workspace, 1));
    line(out, " *   compile     cc %s -c%s", target_compile_flags(out->text.arena, target),
         e->workspace.team
             ? arena_printf(out->text.arena, "; for threads -fopenmp -D%s_MAX_THREADS=2", e->macro)
             : "");
    line(out, " *");
    line(out, " * Layers:");
    for (int v = 0; v < plan->layers->count; v++)
        line(out, " *   %s", layer_summary(out->text.arena, plan, v));
    line(out, " */");
    blank(out);
}

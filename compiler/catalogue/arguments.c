/* arguments.c: a layer's kernel as the catalogue takes it: a function's name, and a struct of sizes. */
#include "catalogue.h"
#include "plan/plan.h"

#include <assert.h>

/* The first one of bf16 reads floats. */
static const char *conv_function(Arena *arena, const ConvKernel *k) {
    const bool first = k->x == NUMBER_F32 && k->y != NUMBER_F32;
    return arena_printf(arena, "%s_%s%s",
                        k->sum.pairs ? "pairs"
                        : first      ? "first"
                                     : "conv",
                        k->order == ORDER_PIXELS ? "pixels" : "channels",
                        number_suffix(arena, first ? k->y : k->x));
}

const char *catalogue_function(Arena *arena, const Kernel *k) {
    switch (k->kind) {
    case KERNEL_DIRECT:
    case KERNEL_LINEAR:
        return conv_function(arena, &k->conv);
    case KERNEL_WINOGRAD:
        return catalogue_division(k->winograd.division);
    case KERNEL_STEM:
        return k->stem.pool ? "conv_first_pooled" : "conv_first";
    case KERNEL_MAX_POOL:
    case KERNEL_AVERAGE_POOL:
    case KERNEL_WINDOW:
    case KERNEL_ZERO_PAD:
    case KERNEL_GLOBAL_POOL:
        return catalogue_pool(arena, k);
    case KERNEL_SOFTMAX:
        return "softmax_rows";
    case KERNEL_POINTWISE:
        return catalogue_pointwise(arena, &k->pointwise);
    case KERNEL_GROUP_NORM:
        return catalogue_group_norm(arena, &k->group_norm);
    case KERNEL_CHANNEL_CONV:
        return catalogue_channel_conv(arena, &k->channel_conv);
    case KERNEL_CONVERT: /* it has no integers */
    case KERNEL_NONE:
        break;
    }
    return NULL;
}

/* The tile of the big or the small size. */
static const char *tile(Arena *arena, const ConvKernel *k, bool small) {
    const char *name = catalogue_tile(arena, k, (int)k->plane.columns.big.value - small);
    assert(name); /* catalogue_lacks() told of it before */
    return name;
}

static const char *sums(Arena *arena, const ConvKernel *k, bool small) {
    return catalogue_sums(arena, k, (int)k->plane.columns.big.value - small);
}

static void declare_tiles(Out *out, const ConvKernel *k) {
    for (int small = 0; small <= k->plane.columns.has_small; small++) {
        line(out, "%s %s;", k->sum.pairs ? "PairTile" : "ConvTile", tile(out->text.arena, k, small));
        if (k->sum.pairs) line(out, "PairSums %s;", sums(out->text.arena, k, small));
    }
}

/* The catalogue's functions count all in numbers of x: results that are larger are further apart. */
static ConvKernel in_steps_of_x(Out *out, const ConvKernel *k) {
    ConvKernel scaled = *k;
    const Extent times = number(k->ending.floats.value ? number_bytes(k->y, 1) / number_bytes(k->x, 1) : 1);
    Extent *steps[] = { &scaled.plane.y_image, &scaled.plane.y_block, &scaled.plane.y_row,
                        &scaled.plane.y_column, &scaled.plane.y_panel };
    for (int i = 0; i < COUNT_OF(steps); i++) *steps[i] = product(out, times, *steps[i]);
    return scaled;
}

static void emit_conv_sizes(Out *out, const ConvKernel *k) {
    const ConvKernel scaled = in_steps_of_x(out, k);
    emit_parameter_values(out, &conv_parameters, &scaled);
}

static void emit_conv_values(Out *out, const ConvKernel *k) {
    emit_conv_sizes(out, k);
    for (int small = 0; small <= k->plane.columns.has_small; small++) {
        const char *size = small ? "small" : "big";
        line(out, ".%s%s = %s,", k->sum.pairs ? "pairs_" : "", size, tile(out->text.arena, k, small));
        if (k->sum.pairs) line(out, ".sums_%s = %s,", size, sums(out->text.arena, k, small));
    }
}

static void open_struct(Out *out, const Parameters *parameters, const char *name) {
    line(out, "static const %s %s = {", parameters->type, name);
    out->depth++;
}

static void close_struct(Out *out, const char *end) {
    out->depth--;
    line(out, "}%s", end);
}

typedef void PrintValues(Out *out, const ConvKernel *k);

static void emit_products(Out *out, const ConvKernel *k, PrintValues *values) {
    line(out, ".products = {");
    out->depth++;
    values(out, k);
    close_struct(out, ",");
}

static void emit_conv_arguments(Out *out, const ConvKernel *k, const char *name) {
    Text table = { .arena = out->text.arena };
    for (size_t p = 0; k->sum.first_block && p < k->weights.panels.value; p++)
        text_printf(&table, "%s%d", p ? ", " : "", k->sum.first_block[p]);
    if (k->sum.first_block) line(out, "static const int %s_first_block[] = { %s };", name, table.bytes);
    declare_tiles(out, k);
    open_struct(out, &conv_parameters, name);
    emit_conv_values(out, k);
    if (k->sum.first_block) line(out, ".first_block = %s_first_block,", name);
    close_struct(out, ";");
}

static const char *filters(Arena *arena, const WinogradKernel *k, bool small) {
    return catalogue_filters(arena, k, (int)k->products.plane.columns.big.value - small);
}

static void declare_products(Out *out, const WinogradKernel *k) {
    if (!k->raw) declare_tiles(out, &k->products);
    for (int small = 0; k->raw && small <= k->products.plane.columns.has_small; small++)
        line(out, "FilterTiles %s;", filters(out->text.arena, k, small));
}

static void emit_filter_values(Out *out, const WinogradKernel *k) {
    for (int small = 0; small <= k->products.plane.columns.has_small; small++)
        line(out, ".%s = %s,", small ? "small" : "big", filters(out->text.arena, k, small));
}

static void emit_winograd_arguments(Out *out, const WinogradKernel *k, const char *name) {
    Arena *arena = out->text.arena;
    const char *input = catalogue_transform(arena, "input", k),
               *output = catalogue_transform(arena, "output", k);
    line(out, "WinogradInput %s;", input);
    line(out, "WinogradOutput %s;", output);
    declare_products(out, k);
    open_struct(out, &winograd_parameters, name);
    emit_parameter_values(out, &winograd_parameters, k);
    line(out, ".input = %s,", input);
    line(out, ".output = %s,", output);
    if (k->raw) emit_filter_values(out, k);
    emit_products(out, &k->products, k->raw ? emit_conv_sizes : emit_conv_values);
    close_struct(out, ";");
}

static void emit_stem_arguments(Out *out, const StemKernel *k, const char *name) {
    Arena *arena = out->text.arena;
    const char *input = catalogue_stem(arena, "input", k), *output = catalogue_stem(arena, "output", k);
    line(out, "StemInput %s;", input);
    line(out, "StemOutput %s;", output);
    if (k->pool) line(out, "StemPool %s;", catalogue_stem(arena, "pool", k));
    declare_tiles(out, &k->products);
    open_struct(out, &stem_parameters, name);
    emit_parameter_values(out, &stem_parameters, k);
    line(out, ".input = %s,", input);
    line(out, ".output = %s,", output);
    if (k->pool) line(out, ".pool = %s,", catalogue_stem(arena, "pool", k));
    emit_products(out, &k->products, emit_conv_values);
    close_struct(out, ";");
}

static void emit_sizes(Out *out, const Parameters *parameters, const void *kernel, const char *name) {
    open_struct(out, parameters, name);
    emit_parameter_values(out, parameters, kernel);
    close_struct(out, ";");
}

static void emit_pointwise_arguments(Out *out, const PointwiseKernel *kernel, const char *name) {
    PointwiseKernel k = *kernel;
    k.catalogue = true;
    line(out, "void %s(%s);", catalogue_pointwise(out->text.arena, &k),
         number_types[k.x].integers ? integer_pass_parameters(out->text.arena, &k)
                                    : pass_parameters(out->text.arena, &k, "Pointwise", k.affine));
    emit_sizes(out, &pointwise_parameters, &k, name);
}

static void emit_group_norm_arguments(Out *out, const GroupNormKernel *kernel, const char *name) {
    GroupNormKernel k = *kernel;
    k.pass.catalogue = true;
    line(out, "void %s(%s, float *scratch);", catalogue_group_norm(out->text.arena, &k),
         pass_parameters(out->text.arena, &k.pass, "GroupNorm", true));
    open_struct(out, &group_norm_parameters, name);
    emit_parameter_values(out, &group_norm_parameters, &k);
    line(out, ".eps = %.15g,", k.eps);
    close_struct(out, ";");
}

static void emit_channel_conv_arguments(Out *out, const ChannelConvKernel *k, const char *name) {
    line(out, "void %s(const ChannelConv *k, const %s *x, const float *w, %s%s *y);",
         catalogue_channel_conv(out->text.arena, k), type_of(k->x),
         number_types[k->x].integers ? "const float *bias, " : "", type_of(k->y));
    emit_sizes(out, &channel_conv_parameters, k, name);
}

void emit_arguments(Out *out, const Kernel *k, const char *name) {
    switch (k->kind) {
    case KERNEL_DIRECT:
    case KERNEL_LINEAR:
        emit_conv_arguments(out, &k->conv, name);
        break;
    case KERNEL_WINOGRAD:
        emit_winograd_arguments(out, &k->winograd, name);
        break;
    case KERNEL_STEM:
        emit_stem_arguments(out, &k->stem, name);
        break;
    case KERNEL_MAX_POOL:
    case KERNEL_AVERAGE_POOL:
        emit_sizes(out, &pool_parameters, &k->pool, name);
        break;
    case KERNEL_WINDOW:
        emit_sizes(out, &window_parameters, &k->window, name);
        break;
    case KERNEL_ZERO_PAD:
        emit_sizes(out, &shortcut_parameters, &k->shortcut, name);
        break;
    case KERNEL_GLOBAL_POOL:
        emit_sizes(out, &global_parameters, &k->global, name);
        break;
    case KERNEL_SOFTMAX:
        emit_sizes(out, &softmax_parameters, &k->softmax, name);
        break;
    case KERNEL_POINTWISE:
        emit_pointwise_arguments(out, &k->pointwise, name);
        break;
    case KERNEL_GROUP_NORM:
        emit_group_norm_arguments(out, &k->group_norm, name);
        break;
    case KERNEL_CHANNEL_CONV:
        emit_channel_conv_arguments(out, &k->channel_conv, name);
        break;
    case KERNEL_CONVERT:
    case KERNEL_NONE:
        break;
    }
    blank(out);
}

static bool has_tiles(Arena *arena, const ConvKernel *k) {
    int big = (int)k->plane.columns.big.value;
    return catalogue_tile(arena, k, big) &&
           (!k->plane.columns.has_small || catalogue_tile(arena, k, big - 1));
}

static bool has_winograd(Arena *arena, const WinogradKernel *k) {
    if (k->x != NUMBER_F32 || k->y != NUMBER_F32) return false;
    bool products = k->raw ? filters(arena, k, false) != NULL : has_tiles(arena, &k->products);
    return products && catalogue_transform(arena, "input", k) && catalogue_transform(arena, "output", k);
}

static bool has_stem(Arena *arena, const StemKernel *k) {
    return k->y == NUMBER_F32 && has_tiles(arena, &k->products) && catalogue_stem(arena, "input", k) &&
           catalogue_stem(arena, "output", k);
}

static bool catalogue_has(Arena *arena, const Kernel *k) {
    switch (k->kind) {
    case KERNEL_DIRECT:
    case KERNEL_LINEAR:
        return has_tiles(arena, &k->conv);
    case KERNEL_WINOGRAD:
        return has_winograd(arena, &k->winograd);
    case KERNEL_STEM:
        return has_stem(arena, &k->stem);
    case KERNEL_POINTWISE:
        return catalogue_pointwise(arena, &k->pointwise) != NULL;
    case KERNEL_GROUP_NORM:
        return catalogue_group_norm(arena, &k->group_norm) != NULL;
    case KERNEL_CHANNEL_CONV:
        return catalogue_channel_conv(arena, &k->channel_conv) != NULL;
    case KERNEL_CONVERT:
        return false;
    case KERNEL_MAX_POOL:
    case KERNEL_AVERAGE_POOL:
    case KERNEL_WINDOW:
    case KERNEL_ZERO_PAD:
    case KERNEL_GLOBAL_POOL:
        return catalogue_pool(arena, k) != NULL;
    case KERNEL_SOFTMAX:
        return k->softmax.x == NUMBER_F32 && k->softmax.y == NUMBER_F32;
    case KERNEL_NONE:
        break;
    }
    return true;
}

/* Kernels of its numbers, in this build. */
static bool has_numbers(const Plan *plan, int v) {
    const NumberKind number = plan->layouts[v].number, weights = low_weights(plan);
    if (number == NUMBER_F32) return true;
    return (number == NUMBER_BF16 || number_types[number].integers) &&
           catalogue_built_low(plan->target, weights);
}

int catalogue_lacks(Arena *arena, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (!has_numbers(plan, v) || !catalogue_has(arena, &plan->kernels[v])) return v;
    return -1;
}

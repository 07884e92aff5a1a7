/* emit_kernels.c: the tables -> kernels with numbers for extents; layers of one shape share one function. */
#include <string.h>

#include "emit.h"
#include "pack.h"

typedef struct {
    const char *name, *text; /* the text with the name left out tells kernels of one name apart */
} Known;

typedef struct {
    const Plan *plan;
    Known *known;
    int count;
} Catalogue;

static const Layout *in_layout(const Plan *plan, int layer) {
    return &plan->layouts[plan->layers->layers[layer].in];
}

static const int *first_blocks(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    int panels = panel_count(out, &plan->choices[v]);
    if (layer->groups == 1) return NULL;
    int *first = arena_array(arena, int, panels);
    for (int p = 0; p < panels; p++) first[p] = panel_first_block(layer, in, out, &plan->choices[v], p);
    return first;
}

/* The plane that tiles cover: the classifier's is a row of images, a flat one a row of all pixels. */
static void set_plane(ConvKernel *k, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t stride = (size_t)layer->stride;
    bool linear = layer->kind == LAYER_LINEAR;
    int pixels = layer->shape.height * layer->shape.width;
    k->images = number(linear ? 1 : (size_t)out->run);
    k->rows = cut_axis(choice->flat ? 1 : layer->shape.height, choice->tile.rows);
    k->columns = cut_axis(linear         ? out->run
                          : choice->flat ? pixels
                                         : layer->shape.width,
                          choice->tile.columns);
    k->x_image = number(in->image);
    k->x_block = number(in->block);
    k->x_row = number(stride * in->row);
    k->x_column = number(linear ? in->image : stride * in->pixel);
    k->y_image = number(out->image);
    k->y_block = number(out->block);
    k->y_row = number(out->row);
    k->y_column = number(linear ? out->image : out->pixel);
}

/* A tile's share of a panel's lines, for each block of input channels and tap. */
static void set_prefetch(ConvKernel *k, const Choice *choice) {
    size_t floats = (size_t)k->in_lanes * k->channels.value;
    size_t line_floats = 16, tiles = k->rows.count.value * k->columns.count.value;
    if (!choice->prefetch || k->in_lanes == 1) return;
    size_t lines = (floats + line_floats * tiles - 1) / (line_floats * tiles);
    size_t share = lines * line_floats * k->in_blocks.value * k->kernel.value * k->kernel.value;
    k->prefetch = number(lines);
    k->next_column = number(share);
    k->next_row = number(share * k->columns.count.value);
}

static ConvKernel conv_kernel(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    ConvKernel k = {
        .target = plan->target,
        .vectors = choice->tile.vectors,
        .order = choice->order,
        .kernel = number((size_t)layer->kernel),
        .in_lanes = in->lanes,
        .residual = layer->residual >= 0,
        .activation = layer->activation,
        .panels = number((size_t)panel_count(out, choice)),
        .in_blocks = number((size_t)choice->in_blocks),
        .tap_row = number(in->row),
        .tap_column = number(in->pixel),
        .channels = number((size_t)panel_channels(out, choice)),
        .y_panel = number(out->block * (size_t)choice->tile.vectors),
        .panel_floats = number(panel_floats(layer, in, out, choice)),
        .lane_group = choice->lane_group,
        .first_block = first_blocks(arena, plan, v),
    };
    set_plane(&k, plan, v);
    set_prefetch(&k, choice);
    return k;
}

static size_t image_tiles(int size, int outputs) { return (size_t)((size + outputs - 1) / outputs); }

/* The products of a panel: their plane is a row of the strip's image tiles, their images the points. A cache
 * line more a point keeps the points' planes off the same sets of the cache. */
static ConvKernel product_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t tiles = (size_t)(choice->span * choice->strip) * image_tiles(layer->shape.width, choice->outputs);
    size_t line_floats = 16, block = tiles * out->pixel, panel = panel_floats(layer, in, out, choice);
    ConvKernel k = {
        .target = plan->target,
        .vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .kernel = number(1),
        .in_lanes = in->lanes,
        .plain = true,
        .serial = true,
        .images = number((size_t)weight_planes(layer, choice)),
        .panels = number((size_t)choice->group),
        .in_blocks = number((size_t)in->blocks),
        .rows = cut_axis(1, 1),
        .columns = cut_axis((int)tiles, choice->tile.columns),
        .x_image = number((size_t)in->blocks * block + line_floats),
        .x_block = number(block),
        .x_column = number(out->pixel),
        .y_image = number((size_t)(choice->group * choice->tile.vectors) * block + line_floats),
        .y_block = number(block),
        .y_column = number(out->pixel),
        .channels = number((size_t)panel_channels(out, choice)),
        .y_panel = number(block * (size_t)choice->tile.vectors),
        .panel_floats = number(panel),
        .w_image = number((size_t)choice->group * panel),
    };
    set_prefetch(&k, choice);
    return k;
}

static WinogradKernel winograd_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    int m = choice->outputs, height = layer->shape.height, width = layer->shape.width;
    size_t tile_rows = image_tiles(height, m), strip = (size_t)choice->strip;
    WinogradKernel k = {
        .target = plan->target,
        .outputs = m,
        .stride = layer->stride,
        .over_below = height % m != 0,
        .over_right = width % m != 0,
        .residual = layer->residual >= 0,
        .activation = layer->activation,
        .height = number((size_t)height),
        .width = number((size_t)width),
        .tile_rows = number(tile_rows),
        .tile_columns = number(image_tiles(width, m)),
        .in_step = number((size_t)(m * layer->stride)),
        .out_step = number((size_t)m),
        .strip = number(strip),
        .strips = number((tile_rows + strip - 1) / strip),
        .short_strip = tile_rows % strip != 0,
        .images = number((size_t)(out->run / choice->span)),
        .span = number((size_t)choice->span),
        .in_blocks = number((size_t)in->blocks),
        .groups = number((size_t)(panel_count(out, choice) / choice->group)),
        .out_blocks = number((size_t)(choice->group * choice->tile.vectors)),
        .x_image = number(in->image),
        .x_block = number(in->block),
        .x_row = number(in->row),
        .y_image = number(out->image),
        .y_block = number(out->block),
        .y_row = number(out->row),
        .shared = number(choice->shared),
        .scratch = number(choice->scratch),
        .products = product_kernel(plan, v),
    };
    k.v_plane = k.products.x_image;
    k.v_block = k.products.x_block;
    k.m_plane = k.products.y_image;
    k.m_block = k.products.y_block;
    k.w_group = number(k.products.images.value * k.products.w_image.value);
    return k;
}

/* Two rows of the convolution at once; each point's planes are one row of tiles after another. */
static ConvKernel stem_products(const Plan *plan, int v, const StemPlan *p) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t tiles = (size_t)p->tiles, row = tiles * out->pixel, panel = panel_floats(layer, in, out, choice);
    size_t panels = (size_t)panel_count(out, choice);
    return (ConvKernel){
        .target = plan->target,
        .vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .kernel = number(1),
        .in_lanes = 1,
        .plain = true,
        .serial = true,
        .images = number((size_t)p->points),
        .panels = number(panels),
        .in_blocks = number((size_t)p->steps),
        .rows = cut_axis(2, 1),
        .columns = cut_axis(p->tiles, choice->tile.columns),
        .x_image = number(p->v_plane),
        .x_block = number(tiles),
        .x_row = number((size_t)(layer->stride * p->row_steps) * tiles),
        .x_column = number(1),
        .y_image = number(p->m_plane),
        .y_block = number(2 * row),
        .y_row = number(row),
        .y_column = number(out->pixel),
        .channels = number((size_t)panel_channels(out, choice)),
        .y_panel = number(2 * row * (size_t)choice->tile.vectors),
        .panel_floats = number(panel),
        .w_image = number(panels * panel),
    };
}

static StemKernel stem_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    StemPlan p = stem_plan(layer, out, plan->choices[v].strip);
    return (StemKernel){
        .target = plan->target,
        .plan = p,
        .kernel = layer->kernel,
        .height = layer->conv_shape.height,
        .width = layer->conv_shape.width,
        .out_width = layer->shape.width,
        .activation = layer->activation,
        .images = (size_t)out->run,
        .channels = (size_t)layer->in_shape.channels,
        .blocks = (size_t)out->blocks,
        .x_image = in->image,
        .x_plane = in->block,
        .x_row = in->row,
        .y_image = out->image,
        .y_block = out->block,
        .y_row = out->row,
        .products = stem_products(plan, v, &p),
    };
}

static const char *stem_about(Arena *arena, const Layer *layer, const StemKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about,
                "/* %dx%d convolution, stride %d, %zu -> %d channels at %dx%d, by F(%d,%d) along its rows",
                k->kernel, k->kernel, k->plan.phases, k->channels, layer->shape.channels, k->height, k->width,
                STEM_OUTPUTS, k->plan.taps);
    if (k->activation == ACTIVATION_RELU) text_printf(&about, ", then ReLU");
    if (layer->pool) text_printf(&about, ",\n * then 3x3 max pool of stride 2");
    text_printf(&about, ".\n * x: its border's corner; w: [%zu][%zu][%zu][%d]; y: its pixel (0, 0);",
                p->images.value, p->panels.value, p->in_blocks.value, p->vectors * k->target->lanes);
    text_printf(&about, "\n * scratch: %zu floats a thread. */", k->plan.scratch);
    return about.bytes;
}

static PoolKernel pool_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    bool average = layer->kind == LAYER_AVERAGE_POOL;
    size_t stride = average ? 1 : (size_t)layer->stride;
    Shape plane = average ? layer->in_shape : layer->shape;
    return (PoolKernel){
        .images = number((size_t)plan->layouts[v].run),
        .blocks = number((size_t)out->blocks),
        .rows = number((size_t)plane.height),
        .columns = number((size_t)plane.width),
        .x_image = number(in->image),
        .x_block = number(in->block),
        .x_row = number(stride * in->row),
        .x_column = number(stride * in->pixel),
        .tap_row = number(in->row),
        .tap_column = number(in->pixel),
        .y_image = number(out->image),
        .y_block = number(out->block),
        .y_row = number(out->row),
        .y_column = number(out->pixel),
        .pixels = number((size_t)plane.height * (size_t)plane.width),
    };
}

static SoftmaxKernel softmax_kernel(const Plan *plan, int v) {
    return (SoftmaxKernel){ .target = plan->target,
                            .images = number((size_t)plan->layouts[v].run),
                            .classes = number((size_t)plan->layers->layers[v].shape.channels),
                            .stride = number(plan->layouts[v].image) };
}

static const char *conv_name(Arena *arena, const Layer *layer, const Choice *choice) {
    Text name = { .arena = arena };
    text_printf(&name, "conv%dx%d", layer->kernel, layer->kernel);
    if (layer->stride > 1) text_printf(&name, "s%d", layer->stride);
    if (layer->groups > 1) text_printf(&name, "g%d", layer->groups);
    text_printf(&name, "_%d_%d_%dx%d", layer->in_shape.channels, layer->shape.channels,
                layer->conv_shape.height, layer->conv_shape.width);
    if (choice->algorithm == ALGORITHM_WINOGRAD) text_printf(&name, "_f%d", choice->outputs);
    if (choice->algorithm == ALGORITHM_STEM) text_printf(&name, "_rows");
    if (layer->residual >= 0) text_printf(&name, "_add");
    if (layer->activation == ACTIVATION_RELU) text_printf(&name, "_relu");
    if (layer->pool) text_printf(&name, "_pool");
    return name.bytes;
}

static const char *kernel_name(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    Shape in = layer->in_shape, shape = layer->shape;
    switch (layer->kind) {
    case LAYER_CONV:
        return conv_name(arena, layer, &plan->choices[v]);
    case LAYER_LINEAR:
        return arena_printf(arena, "linear_%d_%d", in.channels, shape.channels);
    case LAYER_MAX_POOL:
        return arena_printf(arena, "maxpool_%d_%dx%d", shape.channels, shape.height, shape.width);
    case LAYER_AVERAGE_POOL:
        return arena_printf(arena, "avgpool_%d_%dx%d", shape.channels, in.height, in.width);
    case LAYER_SOFTMAX:
        return arena_printf(arena, "softmax_%d", shape.channels);
    case LAYER_INPUT:
    case LAYER_OUTPUT:
        break;
    }
    return NULL;
}

static const char *conv_about(Arena *arena, const Layer *layer, const ConvKernel *k) {
    Text about = { .arena = arena };
    int width = k->vectors * k->target->lanes, lanes = k->in_lanes;
    text_printf(&about, "/* %dx%d convolution", layer->kernel, layer->kernel);
    if (layer->stride > 1) text_printf(&about, ", stride %d", layer->stride);
    if (layer->groups > 1) text_printf(&about, ", %d groups", layer->groups);
    text_printf(&about, ", %d -> %d channels at %dx%d", layer->in_shape.channels, layer->shape.channels,
                layer->shape.height, layer->shape.width);
    if (k->residual) text_printf(&about, ", plus r, laid out as y (r may be y)");
    if (k->activation == ACTIVATION_RELU) text_printf(&about, ", then ReLU");
    text_printf(
        &about,
        ".\n * x: its first tap's first pixel; w: [%zu][%zu][%zu][%zu][%d][%d]; y: its pixel (0, 0). */",
        k->panels.value, k->in_blocks.value, k->kernel.value, k->kernel.value, lanes, width);
    return about.bytes;
}

static const char *winograd_about(Arena *arena, const Layer *layer, const WinogradKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about, "/* 3x3 convolution%s by F(%d,3), %d -> %d channels at %dx%d",
                k->stride > 1 ? ", stride 2," : "", k->outputs, layer->in_shape.channels,
                layer->shape.channels, layer->shape.height, layer->shape.width);
    if (k->residual) text_printf(&about, ", plus r, laid out as y (r may be y)");
    if (k->activation == ACTIVATION_RELU) text_printf(&about, ", then ReLU");
    text_printf(&about, ".\n * x: its border's corner; w: [%zu][%zu][%zu][%zu][%d][%d]; y: its pixel (0, 0);",
                k->groups.value, p->images.value, p->panels.value, p->in_blocks.value, p->in_lanes,
                p->vectors * k->target->lanes);
    text_printf(&about, "\n * scratch: %zu floats, and %zu a thread. */", k->shared.value, k->scratch.value);
    return about.bytes;
}

static void emit_kernel(Out *out, const Plan *plan, int v, const char *name) {
    Arena *arena = out->text.arena;
    const Layer *layer = &plan->layers->layers[v];
    Shape in = layer->in_shape, shape = layer->shape;
    if (plan->choices[v].algorithm == ALGORITHM_STEM) {
        StemKernel k = stem_kernel(plan, v);
        emit_stem(out, name, stem_about(arena, layer, &k), &k);
    } else if (plan->choices[v].algorithm == ALGORITHM_WINOGRAD) {
        WinogradKernel k = winograd_kernel(plan, v);
        emit_winograd(out, name, winograd_about(arena, layer, &k), &k);
    } else if (layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR) {
        ConvKernel k = conv_kernel(arena, plan, v);
        emit_conv(out, name, conv_about(arena, layer, &k), &k);
    } else if (layer->kind == LAYER_MAX_POOL) {
        PoolKernel k = pool_kernel(plan, v);
        emit_max_pool(
            out, name,
            arena_printf(
                arena,
                "/* 3x3 max pool, stride 2, %d channels, %dx%d -> %dx%d, of values that are not negative. */",
                in.channels, in.height, in.width, shape.height, shape.width),
            &k);
    } else if (layer->kind == LAYER_AVERAGE_POOL) {
        PoolKernel k = pool_kernel(plan, v);
        emit_average_pool(out, name,
                          arena_printf(arena, "/* Average over %dx%d pixels, %d channels. */", in.height,
                                       in.width, in.channels),
                          &k);
    } else {
        SoftmaxKernel k = softmax_kernel(plan, v);
        emit_softmax(out, name, "/* exp(x - max) / sum. */", &k);
    }
}

/* Kernels of one name that differ (in their borders, say) get a letter. Returns the name; prints new ones. */
static const char *share_kernel(Out *out, Catalogue *c, int v) {
    Arena *arena = out->text.arena;
    const char *base = kernel_name(arena, c->plan, v), *name = base;
    Out body = { { .arena = arena }, 0 };
    emit_kernel(&body, c->plan, v, base);
    char letter = 'b';
    for (int i = 0; i < c->count; i++) {
        if (strcmp(c->known[i].name, base)) continue;
        if (!strcmp(c->known[i].text, body.text.bytes)) return arena_printf(arena, "%s", name);
        name = arena_printf(arena, "%s_%c", base, letter++);
    }
    c->known[c->count++] = (Known){ base, body.text.bytes };
    emit_kernel(out, c->plan, v, name);
    return name;
}

const char *const *emit_kernels(Out *out, const Plan *plan) {
    Arena *arena = out->text.arena;
    const char **names = arena_array(arena, const char *, plan->layers->count);
    Catalogue c = { plan, arena_array(arena, Known, plan->layers->count), 0 };
    for (int v = 0; v < plan->layers->count; v++)
        if (kernel_name(arena, plan, v)) names[v] = share_kernel(out, &c, v);
    return names;
}

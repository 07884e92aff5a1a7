/* kernels_winograd.c: the tables -> a Winograd layer's kernel, and that of its products. */
#include "kernels.h"
#include "pack.h"
#include "tiling.h"
#include "winograd.h"

/* Weights that meet so many image tiles come from memory as fast as two cores multiply by them; the last
 * cache is left to those that meet fewer (decision 012). */
enum { PASSING_TILES = 24 };

/* An odd number of register tiles so large can be made even: each is hardly smaller. */
enum { ODD_PIECES = 15 };

/* The catalogue's: a transformed input that a core has for itself: of 1.6 MB still at no loss, of 2 MB at
 * half of a layer's time (measured on Zen 5, whose cores have 1 MB each of their own; decision 013). */
enum { OWN_FLOATS = (7 << 18) / 4 };

static size_t image_tiles(int size, int outputs) { return (size_t)((size + outputs - 1) / outputs); }

/* That are multiplied at once. */
static size_t strip_tiles(const Layer *layer, const Choice *choice) {
    return (size_t)(choice->span * choice->strip) * image_tiles(layer->shape.width, choice->outputs);
}

static size_t point_count(const Layer *layer, const Choice *choice) {
    size_t side = (size_t)winograd_points(choice->outputs, layer->stride);
    return side * side;
}

/* A cache line more a point keeps the points' planes off the same sets of the cache. */
static size_t plane_floats(const Plan *plan, int v, size_t blocks) {
    size_t tiles = strip_tiles(&plan->layers->layers[v], &plan->choices[v]);
    return blocks * tiles * plan->layouts[v].pixel + LINE_FLOATS;
}

static size_t strip_floats(const Plan *plan, int v) {
    size_t plane = plane_floats(plan, v, (size_t)in_layout(plan, v)->blocks);
    return point_count(&plan->layers->layers[v], &plan->choices[v]) * plane;
}

/* The products of a panel: their plane is a row of the strip's image tiles, their images the points. */
static ConvKernel product_kernel(const Plan *plan, int v, Division division) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t tiles = strip_tiles(layer, choice), block = tiles * out->pixel;
    size_t panel = panel_floats(layer, in, out, choice);
    bool halves = division == DIVIDE_TILES;
    ConvKernel k = {
        .target = plan->target,
        .vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .kernel = number(1),
        .in_lanes = in->lanes,
        .plain = true,
        .narrow = choice->narrow,
        .serial = true,
        .images = number(point_count(layer, choice)),
        .panels = number((size_t)choice->group),
        .in_blocks = number((size_t)in->blocks),
        .rows = cut_axis(1, 1),
        .ranged = halves,
        .halved = halves && choice->prefetch,
        .columns = (halves ? cut_in_halves : cut_axis)((int)tiles, choice->tile.columns),
        .x_image = number(plane_floats(plan, v, (size_t)in->blocks)),
        .x_block = number(block),
        .x_column = number(out->pixel),
        .y_image = number(plane_floats(plan, v, (size_t)(choice->group * choice->tile.vectors))),
        .y_block = number(block),
        .y_column = number(out->pixel),
        .channels = number((size_t)panel_channels(out, choice)),
        .y_panel = number(block * (size_t)choice->tile.vectors),
        .panel_floats = number(panel),
        .w_image = number((size_t)choice->group * panel),
        .passing = tiles >= PASSING_TILES,
    };
    set_prefetch(&k, choice);
    return k;
}

/* Two threads that take half of the image tiles each both read all of the weights: where these meet many
 * tiles that costs less than to transform all of the input twice (decision 015). */
static Division division_of(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Choice *choice = &plan->choices[v];
    size_t rows = image_tiles(layer->shape.height, choice->outputs), tiles = strip_tiles(layer, choice);
    if ((size_t)choice->strip < rows || choice->span < plan->layouts[v].run) return DIVIDE_STRIPS;
    if (plan->target->catalogue) return strip_floats(plan, v) > OWN_FLOATS ? DIVIDE_BOTH : DIVIDE_GROUPS;
    int pieces = ceil_div((int)tiles, choice->tile.columns);
    bool many = !choice->raw && tiles >= PASSING_TILES && (pieces % 2 == 0 || pieces >= ODD_PIECES);
    return many && !is_small(plan, v) ? DIVIDE_TILES : DIVIDE_GROUPS;
}

WinogradKernel winograd_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    Division division = division_of(plan, v);
    int m = choice->outputs, height = layer->shape.height, width = layer->shape.width;
    size_t tile_rows = image_tiles(height, m), strip = (size_t)choice->strip, chunk = in->blocks % 2 ? 1 : 2;
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
        .raw = choice->raw,
        .chunk = number(choice->raw ? chunk : 0),
        .chunks = number(choice->raw ? (size_t)in->blocks / chunk : 0),
        .scratch = number(choice->scratch),
        .division = division,
        .strip_floats = number(strip_floats(plan, v)),
        .products = product_kernel(plan, v, division),
    };
    size_t strips = k.images.value * k.strips.value;
    k.serial = is_small(plan, v) || (k.division == DIVIDE_STRIPS && strips == 1) ||
               (k.division == DIVIDE_GROUPS && k.groups.value == 1);
    k.v_plane = k.products.x_image;
    k.v_block = k.products.x_block;
    k.m_plane = k.products.y_image;
    k.m_block = k.products.y_block;
    k.w_group = number((size_t)weight_planes(layer, choice) * k.products.w_image.value);
    k.m_floats = number(choice->raw ? k.products.images.value * k.m_plane.value : 0);
    return k;
}

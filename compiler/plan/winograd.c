/* winograd.c: the tables -> a Winograd layer's kernel, and that of its products. */
#include "choose/choose.h"
#include "kernels.h"
#include "layers/layers.h"
#include "pack/pack.h"

/* Weights that meet so many image tiles come from memory as fast as two cores multiply by them; the last
 * cache is left to those that meet fewer (decision 012). */
enum { PASSING_TILES = 24 };

/* Where halves are unequal there may be one register tile more of so many: each is hardly smaller. */
enum { ODD_PIECES = 15 };

/* The catalogue's: a transformed input that a core has for itself: of 1.6 MB still at no loss, of 2 MB at
 * half of a layer's time (measured on Zen 5, whose cores have 1 MB each of their own; decision 013). */
enum { OWN_FLOATS = (7 << 18) / 4 };

static Query query(const Plan *plan, int v) {
    return shape_query(plan->layers, plan->layouts, plan->target, v);
}

/* The products of a panel: their plane is a row of the strip's image tiles, their images the points. */
static ConvKernel product_kernel(const Plan *plan, int v, Division division) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    const Query q = query(plan, v);
    int tiles = image_tiles(&q, choice), side = winograd_points(choice->outputs, layer->stride);
    size_t block = (size_t)tiles * out->pixel;
    size_t panel = panel_floats(layer, in, out, choice);
    bool halves = division == DIVIDE_TILES;
    ConvKernel k = {
        .target = plan->target,
        .weights.vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .sum.kernel = number(1),
        .sum.in_lanes = in->lanes,
        .ending.plain = true,
        .sum.narrow = choice->narrow,
        .shares.serial = true,
        .plane.images = number((size_t)(side * side)),
        .weights.panels = number((size_t)choice->group),
        .sum.in_blocks = number((size_t)in->blocks),
        .plane.rows = cut_axis(1, 1),
        .shares.ranged = halves,
        .fetch.halved = halves && choice->prefetch,
        .plane.columns = (halves ? cut_in_halves : cut_axis)(tiles, choice->tile.columns),
        .plane.x_image = number(plane_floats(&q, choice, in->blocks)),
        .plane.x_block = number(block),
        .plane.x_column = number(out->pixel),
        .plane.y_image = number(plane_floats(&q, choice, choice->group * choice->tile.vectors)),
        .plane.y_block = number(block),
        .plane.y_column = number(out->pixel),
        .weights.channels = number((size_t)panel_channels(out, choice)),
        .plane.y_panel = number(block * (size_t)choice->tile.vectors),
        .weights.panel_floats = number(panel),
        .weights.w_image = number((size_t)choice->group * panel),
        .fetch.passing = tiles >= PASSING_TILES,
    };
    set_prefetch(&k, choice);
    return k;
}

/* Two threads that take half of the image tiles each both read all of the weights: where these meet many
 * tiles that costs less than to transform all of the input twice (decision 015). */
static Division division_of(const Plan *plan, int v) {
    const Choice *choice = &plan->choices[v];
    const Query q = query(plan, v);
    int rows = image_tile_rows(&q, choice->outputs), tiles = image_tiles(&q, choice);
    if (choice->strip < rows || choice->span < plan->layouts[v].run) return DIVIDE_STRIPS;
    if (plan->target->catalogue) return strip_floats(&q, choice) > OWN_FLOATS ? DIVIDE_BOTH : DIVIDE_GROUPS;
    bool halves =
        halves_evenly(tiles, choice->tile.columns) || ceil_div(tiles, choice->tile.columns) >= ODD_PIECES;
    bool many = !choice->raw && tiles >= PASSING_TILES && halves;
    return many && !is_small(plan, v) ? DIVIDE_TILES : DIVIDE_GROUPS;
}

/* How the image is cut into tiles, and those into strips. */
static void set_image_tiles(WinogradKernel *k, const Query *q, const Choice *choice) {
    int m = choice->outputs, height = q->layer->shape.height, width = q->layer->shape.width;
    int rows = image_tile_rows(q, m);
    k->outputs = m;
    k->stride = q->layer->stride;
    k->over_below = height % m != 0;
    k->over_right = width % m != 0;
    k->height = number((size_t)height);
    k->width = number((size_t)width);
    k->tile_rows = number((size_t)rows);
    k->tile_columns = number((size_t)ceil_div(width, m));
    k->in_step = number((size_t)(m * k->stride));
    k->out_step = number((size_t)m);
    k->strip = number((size_t)choice->strip);
    k->strips = number((size_t)ceil_div(rows, choice->strip));
    k->short_strip = rows % choice->strip != 0;
    k->images = number((size_t)(q->out->run / choice->span));
    k->span = number((size_t)choice->span);
}

static void set_values(WinogradKernel *k, const Query *q, const Choice *choice) {
    k->in_blocks = number((size_t)q->in->blocks);
    k->groups = number((size_t)(panel_count(q->out, choice) / choice->group));
    k->out_blocks = number((size_t)(choice->group * choice->tile.vectors));
    k->x_image = number(q->in->image);
    k->x_block = number(q->in->block);
    k->x_row = number(q->in->row);
    k->y_image = number(q->out->image);
    k->y_block = number(q->out->block);
    k->y_row = number(q->out->row);
}

/* Transformed values and products lie in scratch memory, a plane a point of the transform. */
static void set_products(WinogradKernel *k, const Query *q, const Choice *choice, ConvKernel products) {
    k->products = products;
    k->v_plane = products.plane.x_image;
    k->v_block = products.plane.x_block;
    k->m_plane = products.plane.y_image;
    k->m_block = products.plane.y_block;
    k->w_group = number((size_t)weight_planes(q->layer, choice) * products.weights.w_image.value);
    k->scratch = number(choice->scratch);
    k->strip_floats = number(strip_floats(q, choice));
}

/* Filters as they are, transformed on the way: two blocks of input channels at once where that divides. */
static void set_raw(WinogradKernel *k, const Query *q) {
    size_t blocks = (size_t)q->in->blocks, chunk = blocks % 2 ? 1 : 2;
    k->raw = true;
    k->chunk = number(chunk);
    k->chunks = number(blocks / chunk);
    k->m_floats = number(k->products.plane.images.value * k->m_plane.value);
}

static bool is_serial(const Plan *plan, int v, const WinogradKernel *k) {
    return is_small(plan, v) || (k->division == DIVIDE_STRIPS && k->images.value * k->strips.value == 1) ||
           (k->division == DIVIDE_GROUPS && k->groups.value == 1);
}

WinogradKernel winograd_kernel(const Plan *plan, int v) {
    const Choice *choice = &plan->choices[v];
    const Query q = query(plan, v);
    WinogradKernel k = { .target = plan->target,
                         .ending = ending_of(q.layer),
                         .division = division_of(plan, v) };
    set_image_tiles(&k, &q, choice);
    set_values(&k, &q, choice);
    set_products(&k, &q, choice, product_kernel(plan, v, k.division));
    if (choice->raw) set_raw(&k, &q);
    k.serial = is_serial(plan, v, &k);
    return k;
}

/* kernels_winograd.c: the tables -> a Winograd layer's kernel, and that of its products. */
#include "kernels.h"
#include "pack.h"
#include "select.h"
#include "winograd.h"

/* Weights that meet so many image tiles come from memory as fast as two cores multiply by them; the last
 * cache is left to those that meet fewer (decision 012). */
enum { PASSING_TILES = 24 };

/* An odd number of register tiles so large can be made even: each is hardly smaller. */
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
        .vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .kernel = number(1),
        .in_lanes = in->lanes,
        .plain = true,
        .narrow = choice->narrow,
        .serial = true,
        .images = number((size_t)(side * side)),
        .panels = number((size_t)choice->group),
        .in_blocks = number((size_t)in->blocks),
        .rows = cut_axis(1, 1),
        .ranged = halves,
        .halved = halves && choice->prefetch,
        .columns = (halves ? cut_in_halves : cut_axis)(tiles, choice->tile.columns),
        .x_image = number(plane_floats(&q, choice, in->blocks)),
        .x_block = number(block),
        .x_column = number(out->pixel),
        .y_image = number(plane_floats(&q, choice, choice->group * choice->tile.vectors)),
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
    const Choice *choice = &plan->choices[v];
    const Query q = query(plan, v);
    int rows = image_tile_rows(&q, choice->outputs), tiles = image_tiles(&q, choice);
    if (choice->strip < rows || choice->span < plan->layouts[v].run) return DIVIDE_STRIPS;
    if (plan->target->catalogue) return strip_floats(&q, choice) > OWN_FLOATS ? DIVIDE_BOTH : DIVIDE_GROUPS;
    int pieces = ceil_div(tiles, choice->tile.columns);
    bool many = !choice->raw && tiles >= PASSING_TILES && (pieces % 2 == 0 || pieces >= ODD_PIECES);
    return many && !is_small(plan, v) ? DIVIDE_TILES : DIVIDE_GROUPS;
}

WinogradKernel winograd_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    Division division = division_of(plan, v);
    int m = choice->outputs, height = layer->shape.height, width = layer->shape.width;
    const Query q = query(plan, v);
    size_t tile_rows = (size_t)image_tile_rows(&q, m), strip = (size_t)choice->strip,
           chunk = in->blocks % 2 ? 1 : 2;
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
        .tile_columns = number((size_t)ceil_div(width, m)),
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
        .strip_floats = number(strip_floats(&q, choice)),
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

/* winograd.c: the tables -> a Winograd layer's kernel, and that of its products. */
#include "kernels.h"

/* Weights that meet so many image tiles come from memory as fast as two cores multiply by them; the last
 * cache is left to those that meet fewer (decision 012). */
enum { PASSING_TILES = 24 };

/* Where halves are unequal there may be one register tile more of so many: each is hardly smaller. */
enum { ODD_PIECES = 15 };

/* The catalogue's: a transformed input that a core has for itself: of 1.6 MB still at no loss, of 2 MB at
 * half of a layer's time (measured on Zen 5, whose cores have 1 MB each of their own; decision 013). */
enum { OWN_FLOATS = (7 << 18) / 4 };

/* Two threads that take half of the image tiles each both read all of the weights: where these meet many
 * tiles that costs less than to transform all of the input twice (decision 015). */
static Division division_of(const Query *q, const Choice *choice) {
    int rows = image_tile_rows(q, choice->outputs), tiles = image_tiles(q, choice);
    if (choice->strip < rows || choice->span < q->out->run) return DIVIDE_STRIPS;
    if (q->target->catalogue) return strip_floats(q, choice) > OWN_FLOATS ? DIVIDE_BOTH : DIVIDE_GROUPS;
    bool halves =
        halves_evenly(tiles, choice->tile.columns) || ceil_div(tiles, choice->tile.columns) >= ODD_PIECES;
    bool many = !choice->raw && tiles >= PASSING_TILES && halves;
    return many && !is_small(q) ? DIVIDE_TILES : DIVIDE_GROUPS;
}

/* The products of a panel: their plane is a row of the strip's image tiles, their images the points. */
static void make_products(const Query *q, const Choice *choice, Division division, ConvKernel *k) {
    int tiles = image_tiles(q, choice), side = winograd_points(choice->outputs, q->layer->stride);
    size_t block = (size_t)tiles * q->out->pixel;
    bool halves = division == DIVIDE_TILES;
    TilePlane *plane = &k->plane;
    set_products(k, q, choice, choice->group);
    k->x = transformed_number(q); /* scratch */
    k->y = product_number(q);
    k->sum.in_lanes = q->in->lanes;
    k->sum.together = choice->together;
    k->sum.in_blocks = number((size_t)q->in->blocks);
    k->weights.number = choice->weights;
    k->shares.ranged = halves;
    plane->images = number((size_t)(side * side));
    cut_axis(&plane->rows, 1, 1);
    (halves ? cut_in_halves : cut_axis)(&plane->columns, tiles, choice->tile.columns);
    plane->x_image = number(plane_elements(q, choice, q->in->blocks, k->x));
    plane->x_block = plane->y_block = number(block);
    plane->x_column = plane->y_column = number(q->out->pixel);
    plane->y_image = number(plane_elements(q, choice, choice->group * choice->tile.vectors, k->y));
    plane->y_panel = number(block * (size_t)choice->tile.vectors);
    k->fetch.halved = number(halves && choice->prefetch);
    k->fetch.passing = number(q->target->caches->passing && tiles >= PASSING_TILES);
    set_prefetch(k, choice);
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
    const Extent images = number((size_t)q->out->run);
    k->in_blocks = number((size_t)q->in->blocks);
    k->groups = number((size_t)(panel_count(q->out, choice) / choice->group));
    k->out_blocks = number((size_t)(choice->group * choice->tile.vectors));
    k->x_image = image_step(images, q->in->image);
    k->x_block = number(q->in->block);
    k->x_row = number(q->in->row);
    k->y_image = image_step(images, q->out->image);
    k->y_block = number(q->out->block);
    k->y_row = number(q->out->row);
}

/* Transformed values and products lie in scratch memory, a plane a point of the transform. */
static void set_scratch(WinogradKernel *k, const Query *q, const Choice *choice) {
    const ConvKernel *products = &k->products;
    k->v_plane = products->plane.x_image;
    k->v_block = products->plane.x_block;
    k->m_plane = products->plane.y_image;
    k->m_block = products->plane.y_block;
    k->w_group = number((size_t)weight_planes(q->layer, choice) * products->weights.w_image.value);
    k->scratch = number(scratch_floats(choice));
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

static bool is_serial(const Query *q, const WinogradKernel *k) {
    return is_small(q) || (k->division == DIVIDE_STRIPS && k->images.value * k->strips.value == 1) ||
           (k->division == DIVIDE_GROUPS && k->groups.value == 1);
}

bool make_winograd(const Query *q, const Choice *choice, WinogradKernel *k) {
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    set_ending(&k->ending, q, choice);
    k->division = division_of(q, choice);
    set_image_tiles(k, q, choice);
    set_values(k, q, choice);
    make_products(q, choice, k->division, &k->products);
    set_scratch(k, q, choice);
    if (choice->raw) set_raw(k, q);
    k->serial = is_serial(q, k);
    return !k->serial;
}

/* winograd.c: 3x3 convolutions by minimal filtering: strips of image tiles are transformed, multiplied,
 * transformed back. */
#include "parameters.h"
#include "transform.h"

#include <string.h>

/* An image's tiles among those multiplied together: spans are of whole images. */
static Extent image_floats(Out *out, const WinogradKernel *k) {
    return product(out, product(out, k->tile_rows, k->tile_columns), number(pixel(k)));
}

typedef struct {
    const char *input, *output, *products; /* functions */
    const char *x, *r, *y;                 /* where a strip begins */
} Parts;

/* The smaller of what is left and a whole step. */
static const char *limit(Out *out, const char *left, Extent step, bool over) {
    const char *whole = extent_text(out, step);
    return over ? arena_printf(out->text.arena, "%s < %s ? %s : %s", left, whole, left, whole) : whole;
}

/* Threads that take groups of panels each transform all of the input: it is a small part of the work, and
 * cheaper than to wait for each other once more and to read what another core has written (decision 013).
 * Where image tiles are divided (decision 015), each transforms those of its own share only. */
static Sharing share_of(const WinogradKernel *k, bool shared) {
    return shared && !k->serial ? SHARED : SERIAL;
}

static Sharing share_of_strips(const WinogradKernel *k) { return share_of(k, k->division == DIVIDE_STRIPS); }

static Sharing share_of_input(const WinogradKernel *k) { return share_of(k, k->division == DIVIDE_BOTH); }

/* Whether a thread reads only what it has transformed itself. */
static bool has_own_input(const WinogradKernel *k) {
    return share_of_input(k) == SERIAL && k->division != DIVIDE_TILES;
}

static Sharing share_of_groups(const WinogradKernel *k) {
    return share_of(k, k->division == DIVIDE_GROUPS || k->division == DIVIDE_BOTH);
}

static const char *own_scratch(Out *out, const WinogradKernel *k) {
    return k->serial ? "scratch"
                     : arena_printf(out->text.arena, "scratch + THREAD * %s", extent_text(out, k->scratch));
}

/* A pointer to numbers that lie there. */
static void emit_scratch(Out *out, const char *name, NumberKind number, const char *at) {
    const char *cast = number == NUMBER_F32 ? "%s *%s = %s;" : "%s *%s = (void *)(%s);";
    line(out, cast, type_of(number), name, at);
}

/* The products lie behind what the thread may have transformed. */
static const char *products_text(Out *out, const WinogradKernel *k) {
    bool behind = has_own_input(k) && k->products.x == NUMBER_F32;
    return arena_printf(out->text.arena, "%s + %s", behind ? "v" : own_scratch(out, k),
                        extent_text(out, k->strip_floats));
}

static bool divides_tiles(const WinogradKernel *k) { return k->division == DIVIDE_TILES; }

/* A share's image tiles, which its first owner has transformed. */
static void emit_part(Out *out, const WinogradKernel *k) {
    const Cut *cut = &k->products.plane.columns;
    line(out, "const int tile = %s;", axis_start(out, cut, "share.tile"));
    line(out, "const int end = %s;", axis_start(out, cut, "share.end_tile"));
    emit_scratch(
        out, "v", k->products.x,
        arena_printf(out->text.arena, "scratch + (size_t)share.owner * %s", extent_text(out, k->scratch)));
}

/* A span's images, blocks of channels `plane` by `plane`: all tiles, or a share's part of them. */
typedef struct {
    Loop plane, image, tile;
    Loop *order[2]; /* outermost first; where there is no part, an image's tiles are looped over inside */
} Span;

static Span *make_span(Out *out, const WinogradKernel *k, Extent planes) {
    Span *span = arena_alloc(out->text.arena, sizeof *span);
    Extent tiles = product(out, k->span, product(out, k->tile_rows, k->tile_columns));
    *span = (Span){ .plane = whole_loop("b", planes),
                    .image = whole_loop("i", k->span),
                    .tile = part_loop("t", tiles, "tile", "end") };
    if (is_number(k->span, 1)) span->image.variable = "0";
    span->order[0] = &span->plane;
    span->order[1] = divides_tiles(k) ? &span->tile : &span->image;
    return span;
}

/* Of a share: t is a tile of the span's images, one after another. */
static void emit_tile_axes(Out *out, const WinogradKernel *k) {
    const char *columns = extent_text(out, k->tile_columns), *rows = extent_text(out, k->tile_rows);
    if (is_number(k->span, 1))
        line(out, "const int ty = t / %s, tx = t %% %s;", columns, columns);
    else
        line(out, "const int i = t / (%s * %s), ty = t / %s %% %s, tx = t %% %s;", rows, columns, columns,
             rows, columns);
}

/* In front of what a transform is called with. */
static const char *passed_sizes(const WinogradKernel *k) {
    return k->catalogue ? "k, " : k->target->lanes > 1 ? "&sizes, " : "";
}

static void emit_input_call(Out *out, const Parts *parts, const WinogradKernel *k, const Span *span,
                            const char *row) {
    const char *image = span->image.variable, *plane = span->plane.variable;
    Extent lanes = number(pixel(k));
    const Index x[] = { { image, k->x_image },
                        { plane, k->x_block },
                        { row, product(out, k->in_step, k->x_row) },
                        { "tx", product(out, k->in_step, lanes) } };
    const Index v[] = { { plane, k->v_block },
                        { image, image_floats(out, k) },
                        { row, product(out, k->tile_columns, lanes) },
                        { "tx", lanes } };
    line(out, "%s(%s%s, %s);", parts->input, passed_sizes(k), index_text(out, parts->x, 4, x),
         index_text(out, "v", 4, v));
}

static void emit_input_strip(Out *out, const Parts *parts, const WinogradKernel *k) {
    Span *span = make_span(out, k, k->in_blocks);
    Loop row = whole_loop("ty", (Extent){ "rows", 0 });
    Loop *loops[] = { span->order[0], span->order[1], &row };
    int depth = divides_tiles(k) ? 2 : 3;
    open_loops(out, share_of_input(k), depth, loops);
    if (divides_tiles(k)) {
        emit_tile_axes(out, k);
        emit_input_call(out, parts, k, span, "ty");
    } else {
        line(out, "for (int tx = 0; tx < %s; tx++)", extent_text(out, k->tile_columns));
        out->depth++;
        emit_input_call(out, parts, k, span, row.variable);
        out->depth--;
    }
    close_loops(out, depth, loops);
}

static void emit_output_call(Out *out, const Parts *parts, const WinogradKernel *k, const Loop *group,
                             const Span *span) {
    const char *image = span->image.variable, *plane = span->plane.variable;
    Extent lanes = number(pixel(k));
    const Index m[] = { { plane, k->m_block },
                        { image, image_floats(out, k) },
                        { "ty", product(out, k->tile_columns, lanes) },
                        { "tx", lanes } };
    const Index y[] = { { image, k->y_image },
                        { group->variable, product(out, k->out_blocks, k->y_block) },
                        { plane, k->y_block },
                        { "ty", product(out, k->out_step, k->y_row) },
                        { "tx", product(out, k->out_step, lanes) } };
    const Index bias[] = { { group->variable, product(out, k->out_blocks, lanes) }, { plane, lanes } };
    const char *residual =
        k->ending.residual ? arena_printf(out->text.arena, "%s, ", index_text(out, parts->r, 5, y)) : "";
    line(out, "%s(%s%s, %s, %s%s%s%s%s);", parts->output, passed_sizes(k), index_text(out, "m", 4, m),
         index_text(out, "bias", 2, bias), k->ending.integers.table ? "table, " : "", residual,
         index_text(out, parts->y, 5, y), k->over_below ? ", down" : "", k->over_right ? ", across" : "");
}

static void emit_output_tile(Out *out, const Parts *parts, const WinogradKernel *k, const Loop *group,
                             const Span *span) {
    Arena *arena = out->text.arena;
    const char *first = is_number(k->strips, 1) ? "ty" : "(first + ty)",
               *step = extent_text(out, k->out_step);
    const char *below = arena_printf(arena, "%s - %s * %s", extent_text(out, k->height), first, step);
    const char *right = arena_printf(arena, "%s - tx * %s", extent_text(out, k->width), step);
    if (k->over_below) line(out, "const int down = %s;", limit(out, below, k->out_step, true));
    if (k->over_right) line(out, "const int across = %s;", limit(out, right, k->out_step, true));
    emit_output_call(out, parts, k, group, span);
}

static void emit_output_strip(Out *out, const Parts *parts, const WinogradKernel *k, const Loop *group) {
    Span *span = make_span(out, k, k->out_blocks);
    open_loops(out, SERIAL, 2, span->order);
    if (divides_tiles(k)) {
        emit_tile_axes(out, k);
        emit_output_tile(out, parts, k, group, span);
    } else {
        line(out, "for (int ty = 0; ty < rows; ty++)");
        out->depth++;
        block(out, "for (int tx = 0; tx < %s; tx++)", extent_text(out, k->tile_columns)) {
            emit_output_tile(out, parts, k, group, span);
        }
        out->depth--;
    }
    close_loops(out, 2, span->order);
}

static void emit_products_call(Out *out, const Parts *parts, const WinogradKernel *k, const Loop *group) {
    const Index w = { group->variable, k->w_group };
    const char *weights = index_text(out, "w", 1, &w);
    const char *more =
        arena_printf(out->text.arena, "%s + 1 < %s", group->variable, extent_text(out, k->groups));
    if (k->catalogue) {
        line(out, "if (k->big) filter_products(k, %s, v, %s, m);", more, weights);
        line(out, "else conv_products(&k->products, v, %s, 0, 0, m);", weights);
    } else {
        line(out, "%s(%sv, %s, m);", parts->products,
             k->raw             ? arena_printf(out->text.arena, "%s, ", more)
             : divides_tiles(k) ? "share.tile, share.end_tile, "
                                : "",
             weights);
    }
}

static void emit_groups(Out *out, const Parts *parts, const WinogradKernel *k) {
    Loop group = divides_tiles(k) ? items_of_share("g", k->groups, "0") : whole_loop("g", k->groups);
    Loop *groups[] = { &group };
    open_loops(out, share_of_groups(k), 1, groups);
    emit_scratch(out, "m", k->products.y, products_text(out, k));
    emit_products_call(out, parts, k, &group);
    emit_output_strip(out, parts, k, &group);
    close_loops(out, 1, groups);
}

static void emit_shared_tiles(Out *out, const Parts *parts, const WinogradKernel *k) {
    block(out, "SHARED(%s, %s, 2)", extent_text(out, k->products.plane.columns.count),
          extent_text(out, k->groups)) {
        emit_part(out, k);
        line(out, "if (!share.taken_over)");
        out->depth++;
        emit_input_strip(out, parts, k);
        out->depth--;
        emit_groups(out, parts, k);
    }
}

static const char *strip_height_text(Out *out, const WinogradKernel *k) {
    const char *left = arena_printf(out->text.arena, "%s - first", extent_text(out, k->tile_rows));
    return limit(out, left, k->strip, k->short_strip);
}

static void emit_strip(Out *out, const Parts *parts, const WinogradKernel *k, const Loop *image,
                       const Loop *strip) {
    bool many = !is_number(strip->count, 1);
    const char *first = many ? "first" : "0";
    if (many) line(out, "const int first = %s;", scaled_text(out, "s", k->strip));
    if (!divides_tiles(k)) line(out, "const int rows = %s;", strip_height_text(out, k));
    const Index x[] = { { image->variable, product(out, k->span, k->x_image) },
                        { first, product(out, k->in_step, k->x_row) } };
    const Index y[] = { { image->variable, product(out, k->span, k->y_image) },
                        { first, product(out, k->out_step, k->y_row) } };
    const bool moves = many || strcmp(image->variable, "0");
    if (moves) line(out, "const %s *xs = %s;", type_of(k->x), index_text(out, "x", 2, x));
    if (moves && k->ending.residual)
        line(out, "const %s *rs = %s;", type_of(k->y), index_text(out, "r", 2, y));
    if (moves) line(out, "%s *ys = %s;", type_of(k->y), index_text(out, "y", 2, y));
    Parts here = *parts;
    here.x = moves ? "xs" : "x", here.r = moves ? "rs" : "r", here.y = moves ? "ys" : "y";
    if (divides_tiles(k)) {
        emit_shared_tiles(out, &here, k);
    } else {
        emit_input_strip(out, &here, k);
        emit_groups(out, &here, k);
    }
}

static Parts emit_parts(Out *out, const char *name, const WinogradKernel *k) {
    if (k->catalogue) return (Parts){ .input = "k->input", .output = "k->output" };
    const Winograd w = kernel_matrices(k);
    Parts parts = { .input = share_input(out, k, &w),
                    .output = share_output(out, k, &w),
                    .products = arena_printf(out->text.arena, "%s_products", name) };
    if (k->raw)
        emit_filters(out, parts.products, k);
    else
        emit_conv(out, parts.products,
                  "/* Point by point, one group of panels: m[point] = v[point] * w[point]. */", &k->products);
    return parts;
}

void emit_winograd(Out *out, const char *name, const char *about, const WinogradKernel *k) {
    Loop image = whole_loop("n", k->images), strip = whole_loop("s", k->strips);
    Loop *nest[] = { &image, &strip };
    const Parts parts = emit_parts(out, name, k);
    line(out, "%s", about);
    const char *y = type_of(k->y), *r = arena_printf(out->text.arena, "const %s *r, ", y);
    const NumberKind w = k->products.weights.number;
    const char *parameters = arena_printf(
        out->text.arena, "%sconst %s *x, const %s *w, const float *bias, %s%s *y, float *scratch",
        k->serial ? "" : "Line *team, ", type_of(k->x), type_of(w), k->ending.residual ? r : "", y);
    if (k->catalogue) parameters = shared_parameters;
    block(out, "NOINLINE static void %s(%s)", name, parameters) {
        if (k->catalogue)
            emit_shared_pointers(out, "Winograd", k->x, w, k->y);
        else if (k->target->lanes > 1)
            emit_shared_sizes(out, &winograd_parameters, OF_TILES, k);
        if (k->ending.integers.table)
            line(out, "const unsigned char *table = (const void *)(bias + %zu);",
                 (size_t)k->ending.integers.table * k->ending.all_channels.value);
        open_loops(out, share_of_strips(k), 2, nest);
        if (!divides_tiles(k))
            emit_scratch(out, "v", k->products.x,
                         share_of_input(k) == SHARED ? "scratch" : own_scratch(out, k));
        emit_strip(out, &parts, k, &image, &strip);
        close_loops(out, 2, nest);
    }
    blank(out);
}

/* filters.c: Winograd's products with raw filters: G g G^T is made in registers, a row of points at a
 * time, and multiplied at once with as many image tiles as the registers hold.
 *
 * Nine floats of a filter come from memory instead of one for each point (36 for F(4,3)): where weights come
 * from memory that is what takes the time. The transform costs some additions for each row and tile of
 * images, so that it pays where there are few of these. A few blocks of input channels at a time stay in the
 * first cache while all rows of points read them. */
#include "transform.h"

enum { FILTER = WINOGRAD_TAPS * WINOGRAD_TAPS };

static size_t lanes_of(const WinogradKernel *k) { return (size_t)k->target->lanes; }

/* Floats from one tap's weights of a block of input channels to the next one's. */
static size_t tap_floats(const WinogradKernel *k) { return lanes_of(k) * lanes_of(k); }

static Extent chunk_floats(Out *out, const WinogradKernel *k) {
    return product(out, k->chunk, number(FILTER * tap_floats(k)));
}

/* Scratch of floats: the transformed input, the products. */
static const char *tile_offset(Out *out, const WinogradKernel *k, Extent plane, int point, int tile) {
    const Term terms[] = { { plane, (size_t)point }, { number(lanes_of(k)), (size_t)tile } };
    return offset_text(out, COUNT_OF(terms), terms);
}

static const char *product_text(Out *out, const WinogradKernel *k, int point, int tile) {
    return arena_printf(out->text.arena, "m%s", tile_offset(out, k, k->m_plane, point, tile));
}

static void emit_row_loads(Out *out, const WinogradKernel *k, int points, int tiles) {
    for (int j = 0; j < points; j++) {
        Text text = { .arena = out->text.arena };
        for (int t = 0; t < tiles; t++)
            text_printf(&text, "%sc%d_%d = %s", t ? ", " : "", j, t,
                        load_floats(text.arena, product_text(out, k, j, t)));
        line(out, "vec %s;", text.bytes);
    }
}

static void emit_row_stores(Out *out, const WinogradKernel *k, int points, int tiles) {
    Arena *arena = out->text.arena;
    for (int j = 0; j < points; j++)
        for (int t = 0; t < tiles; t++)
            line(out, "%s;",
                 store_floats(arena, product_text(out, k, j, t), arena_printf(arena, "c%d_%d", j, t)));
}

static const char *tap_text(Out *out, const WinogradKernel *k, int tap) {
    const Term term = { number(tap_floats(k)), (size_t)tap };
    Arena *arena = out->text.arena;
    return load_text(arena, k->products.weights.number,
                     arena_printf(arena, "w%s", offset_text(out, 1, &term)));
}

/* Each row of points fetches its share of the taps of what comes next. */
static void emit_fetches(Out *out, const WinogradKernel *k, int points, int row) {
    const char *fetch = k->target->caches->passing ? "PREFETCH_ONCE" : "PREFETCH";
    for (int tap = row * FILTER / points; tap < (row + 1) * FILTER / points; tap++) {
        const Term term = { number(tap_floats(k)), (size_t)tap };
        line(out, "%s(w + ahead%s);", fetch, offset_text(out, 1, &term));
    }
}

/* Row `row` of G times the filter's columns. */
static void emit_filter_columns(Out *out, const WinogradKernel *k, const Winograd *w, int row) {
    for (int j = 0; j < WINOGRAD_TAPS; j++) {
        const char *taps[WINOGRAD_TAPS];
        for (int i = 0; i < WINOGRAD_TAPS; i++) taps[i] = tap_text(out, k, i * WINOGRAD_TAPS + j);
        line(out, "const vec d%d = %s;", j, row_sum(out, &w->filter, row, taps));
    }
}

static void emit_multiply(Out *out, const WinogradKernel *k, int points, int tiles) {
    Arena *arena = out->text.arena;
    for (int j = 0; j < points; j++) {
        Text text = { .arena = out->text.arena };
        for (int t = 0; t < tiles; t++) {
            const char *offset = tile_offset(out, k, k->v_plane, j, t);
            text_printf(&text, "%s%s", t ? " " : "",
                        plus_scaled(arena, k->target, arena_printf(arena, "c%d_%d", j, t),
                                    arena_printf(arena, "v%d", j),
                                    arena_printf(arena, "p[%s]", *offset ? offset + 3 : "0")));
        }
        line(out, "%s", text.bytes);
    }
}

static void emit_row_body(Out *out, const WinogradKernel *k, const Winograd *w, int row, int tiles) {
    int lanes = k->target->lanes;
    emit_row_loads(out, k, w->points, tiles);
    block(out, "for (int b = 0; b < %s; b++, x += %s, w += %zu)", extent_text(out, k->chunk),
          extent_text(out, k->v_block), (FILTER - 1) * tap_floats(k)) {
        line(out, "const float *p = x;");
        block(out, "%sfor (int l = 0; l < %d; l++, p++, w += %d)", rolled_text(k->target), lanes, lanes) {
            emit_rolled_step(out, k->target);
            emit_fetches(out, k, w->points, row);
            emit_filter_columns(out, k, w, row);
            emit_rows(out, "vec", NUMBER_F32, &w->filter);
            emit_multiply(out, k, w->points, tiles);
        }
    }
    emit_row_stores(out, k, w->points, tiles);
}

/* Of all functions here, `first` what is a function's own. */
static const char *parameters(Out *out, const WinogradKernel *k, const char *first) {
    return arena_printf(out->text.arena, "%s%s, const float *x, const %s *w, float *m", size_parameter(k),
                        first, type_of(k->products.weights.number));
}

static void emit_filter_row(Out *out, const char *name, const WinogradKernel *k, const Winograd *w, int row,
                            int tiles) {
    line(out, "/* Points %d to %d: row %d of G g G^T of each filter, times %d image tile%s. */",
         row * w->points, (row + 1) * w->points - 1, row, tiles, tiles > 1 ? "s" : "");
    block(out, "static inline void %s_row%d(%s)", name, row, parameters(out, k, "size_t ahead")) {
        emit_row_body(out, k, w, row, tiles);
    }
    blank(out);
}

void emit_filter_tiles(Out *out, const char *name, const WinogradKernel *k, int tiles) {
    const Winograd w = kernel_matrices(k);
    for (int row = 0; row < w.points; row++) emit_filter_row(out, name, k, &w, row, tiles);
    line(out, "/* All points of %d image tile%s; weights are fetched `ahead` floats before their use. */",
         tiles, tiles > 1 ? "s" : "");
    block(out, "static %svoid %s(%s)", k->catalogue ? "" : "inline ", name,
          parameters(out, k, "size_t ahead")) {
        for (int row = 0; row < w.points; row++) {
            const Term v = { k->v_plane, (size_t)(row * w.points) }, m = { k->m_plane, v.times };
            line(out, "%s_row%d(%sahead, x%s, w, m%s);", name, row, k->catalogue ? "k, " : "",
                 offset_text(out, 1, &v), offset_text(out, 1, &m));
        }
    }
    blank(out);
}

static const char *tiles_name(Out *out, const char *name, const Cut *cut, bool small) {
    return arena_printf(out->text.arena, "%s_%zu", name, cut->big.value - small);
}

/* Calls the function for the size of the group of image tiles tx. */
static void emit_tiles_call(Out *out, const char *name, const WinogradKernel *k) {
    const Cut *cut = &k->products.plane.columns;
    const char *arguments = "ahead, x + column, w, m + column";
    if (is_number(cut->count, 1)) {
        line(out, "%s(ahead, x, w, m);", tiles_name(out, name, cut, false));
    } else if (k->catalogue) {
        line(out, "(tx < %s ? k->big : k->small)(k, %s);", extent_text(out, cut->big_count), arguments);
    } else if (cut->has_small) {
        line(out, "if (tx < %s) %s(%s);", extent_text(out, cut->big_count), tiles_name(out, name, cut, false),
             arguments);
        line(out, "else %s(%s);", tiles_name(out, name, cut, true), arguments);
    } else {
        line(out, "%s(%s);", tiles_name(out, name, cut, false), arguments);
    }
}

static void emit_chunk(Out *out, const char *name, const WinogradKernel *k) {
    const Cut *cut = &k->products.plane.columns;
    Loop tile = whole_loop("tx", cut->count);
    Loop *nest[] = { &tile };
    open_loops(out, SERIAL, 1, nest);
    if (!is_number(cut->count, 1))
        line(out, "const int column = (%s) * %zu;", axis_start(out, cut, "tx"), lanes_of(k));
    emit_tiles_call(out, name, k);
    close_loops(out, 1, nest);
}

void emit_filters(Out *out, const char *name, const WinogradKernel *k) {
    const Cut *cut = &k->products.plane.columns;
    for (int small = 0; small <= cut->has_small && !k->catalogue; small++)
        emit_filter_tiles(out, tiles_name(out, name, cut, small), k, (int)cut->big.value - small);
    line(out, "/* One panel: m[point] = v[point] * G g G^T[point]; more: another panel follows this one. */");
    block(out, "static void %s(%s)", name, parameters(out, k, "int more")) {
        line(out, "memset(m, 0, %s * sizeof(float));", extent_text(out, k->m_floats));
        Extent step = chunk_floats(out, k);
        block(out, "for (int b = 0; b < %s; b++, x += %s, w += %s)", extent_text(out, k->chunks),
              extent_text(out, product(out, k->chunk, k->v_block)), extent_text(out, step)) {
            line(out, "const size_t ahead = b + 1 < %s || more ? %s : 0;", extent_text(out, k->chunks),
                 extent_text(out, step));
            emit_chunk(out, name, k);
        }
    }
    blank(out);
}

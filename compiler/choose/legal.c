/* legal.c: which choices a layer can have at all: a file of choices may have been edited by hand. */
#include "query.h"

static const char *tile_fault(Arena *arena, const Query *q, const Tile *tile, bool pairs) {
    int most = COUNT_OF(q->target->pixels);
    if (tile->vectors < 1 || tile->vectors > most ||
        most_pixels(q->target, pairs, q->in->number, tile->vectors) == 0)
        return arena_printf(arena, "no tile of %s%s has %d vectors", q->target->name,
                            pairs ? " in pairs" : "", tile->vectors);
    if (q->out->blocks % tile->vectors)
        return arena_printf(arena, "%d vectors do not divide the layer's %d", tile->vectors, q->out->blocks);
    int pixels = most_pixels(q->target, pairs, q->in->number, tile->vectors);
    if (tile->rows < 1 || tile->columns < 1 || tile->columns > pixels || tile->rows > pixels / tile->columns)
        return arena_printf(arena, "a tile of %d x %d pixels does not fit: %s holds 1 to %d of %d vector%s",
                            tile->rows, tile->columns, q->target->name, pixels, tile->vectors,
                            tile->vectors > 1 ? "s" : "");
    return NULL;
}

/* Products have tiles of one row; a strip is some of the image's `rows`. */
static const char *strip_fault(Arena *arena, const Choice *c, int rows) {
    if (c->tile.rows != 1) return arena_printf(arena, "rows must be 1, got %d", c->tile.rows);
    if (c->strip < 1 || c->strip > rows)
        return arena_printf(arena, "strip must be 1 to %d, got %d", rows, c->strip);
    return NULL;
}

static const char *winograd_fault(Arena *arena, const Query *q, Accuracy accuracy, const Choice *c) {
    if (!suits_winograd(q)) return "this layer cannot be computed by winograd";
    int most = most_outputs(q, accuracy);
    if (most < 2) return "this layer cannot be computed by winograd with --accuracy tight";
    if (c->outputs < 2 || c->outputs > most || c->outputs % outputs_step(q))
        return most == 2 ? arena_printf(arena, "outputs must be 2, got %d", c->outputs)
                         : arena_printf(arena, "outputs must be %s2 to %d, got %d",
                                        outputs_step(q) == 2 ? "even, " : "", most, c->outputs);
    int panels = q->out->blocks / c->tile.vectors;
    if (c->group < 1 || panels % c->group)
        return arena_printf(arena, "group must divide %d, got %d", panels, c->group);
    return strip_fault(arena, c, image_tile_rows(q, c->outputs));
}

static const char *pairs_fault(Arena *arena, const Query *q, Accuracy accuracy, const Choice *c) {
    if (!suits_pairs(q, accuracy)) return "this layer cannot be computed in pairs";
    return pairs_overflow(q, c)
               ? arena_printf(arena, "pairs with channels outermost need at most %d tiles", MOST_PAIR_TILES)
               : NULL;
}

static const char *slices_fault(Arena *arena, const Query *q, const Choice *c) {
    bool wraps = c->flat && !is_flat(q);
    if (wraps && (!(can_wrap(q) || can_gather(q)) || c->pairs))
        return "its tiles cannot go over from row to row";
    if (wraps && (c->tile.rows > 1 || (q->out->halo > 0 && c->tile.columns > q->layer->shape.width)))
        return arena_printf(arena, "tiles that go over from row to row have one row of at most %d pixels",
                            q->layer->shape.width);
    return suits_slices(q, c) ? NULL : arena_printf(arena, "cannot be multiplied in %d slices", c->slices);
}

static const char *complete_raw(Arena *arena, const Query *q, Choice *c) {
    int most = most_raw_tiles(q->target, c->outputs);
    if (!suits_raw(q, c->outputs)) return "this layer cannot be computed by winograd-raw";
    if (c->tile.columns > most)
        return arena_printf(arena, "columns must be 1 to %d, got %d", most, c->tile.columns);
    *c = cost_raw(q, c->outputs, c->strip, c->tile.columns).choice;
    return NULL;
}

static const char *complete_stem(Arena *arena, const Query *q, Choice *c) {
    if (!suits_stem(q)) return "this layer cannot be computed by stem";
    const char *fault = strip_fault(arena, c, stem_pairs(q));
    if (!fault) *c = cost_stem(q, c->strip, c->tile).choice;
    return fault;
}

const char *complete_choice(Arena *arena, const Query *q, Accuracy accuracy, Choice *c) {
    const char *fault = tile_fault(arena, q, &c->tile, c->pairs);
    if (fault) return fault;
    if (c->algorithm == ALGORITHM_STEM) return complete_stem(arena, q, c);
    if (c->algorithm == ALGORITHM_DIRECT) {
        if (q->layer->pool) return "this layer has its max pool behind it: only stem computes both";
        if (c->pairs && (fault = pairs_fault(arena, q, accuracy, c))) return fault;
        c->weights = plain_weights(q);
        if (!c->slices) c->slices = 1;
        c->flat = is_flat(q) || c->flat;
        if ((fault = slices_fault(arena, q, c))) return fault;
        *c = cost_direct(q, c).choice;
        return NULL;
    }
    fault = winograd_fault(arena, q, accuracy, c);
    if (fault) return fault;
    if (c->raw) return complete_raw(arena, q, c);
    const bool prefetch = c->prefetch;
    if (q->in->number != NUMBER_F32) c->weights = filter_number(q, c->outputs); /* of a file for floats */
    const NumberKind weights = c->weights;
    if (!suits_weights(q, accuracy, c, weights))
        return arena_printf(arena, "this layer cannot be computed by winograd-%s",
                            number_types[weights].label);
    *c = cost_winograd(q, c->outputs, c->strip, c->tile, c->group).choice;
    c->prefetch = prefetch;
    c->weights = weights;
    return NULL;
}

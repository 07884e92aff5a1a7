/* borders.c: which values find their border filled already. A layer that is repeated leaves its value where
 * its predecessor's lay, and nothing that computes a value writes to a border. */
#include "plan.h"

static bool overlap(const Place *a, const Place *b) {
    return a->offset < b->offset + b->bytes && b->offset < a->offset + a->bytes;
}

/* A gathered value is written one image at a time, and its border too. */
static bool same_border(const Layout *a, const Layout *b) {
    return a->number == b->number && a->zero == b->zero && a->zero != ZERO_A_CHANNEL && a->halo == b->halo &&
           a->pixel == b->pixel && a->row == b->row && a->block == b->block && a->blocks == b->blocks &&
           a->run == b->run && a->image == b->image && !is_gathered(a) && !is_gathered(b);
}

/* Scratch lies beside the value of its own layer. */
static bool is_scratched(const Choice *choice, const Place *before, const Place *place) {
    return choice->scratch > 0 && before->scratch < place->offset + place->bytes;
}

bool border_is_ready(const Layout *layouts, const Choice *choices, const Placement *placement, int v) {
    const Place *places = placement->places;
    if (places[v].shares >= 0) return layouts[places[v].shares].zero == layouts[v].zero;
    for (int before = v - 1; before >= 0; before--) {
        if (is_scratched(&choices[before], &places[before], &places[v])) return false;
        if (overlap(&places[before], &places[v]))
            return places[before].offset == places[v].offset && same_border(&layouts[before], &layouts[v]);
    }
    return false;
}

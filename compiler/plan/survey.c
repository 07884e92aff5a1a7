/* survey.c: what each layer may be: all that list_offers has, with what it takes. */
#include "economy.h"

#include <math.h>

/* Where rules that were measured go before the model's cycles (the stem by its rows, pixels that are
 * gathered), others are at least so much slower than what the rules take. */
static const double RULED = 1.01;

size_t layer_bytes(const Plan *plan, const Layout *layouts, int v, const Choice *choice) {
    const Layer *layer = &plan->layers->layers[v];
    return stored_bytes(layer, &layouts[layer->in < 0 ? v : layer->in], &layouts[v], choice);
}

Query survey_query(const Survey *s, int v) {
    Query q = shape_query(s->plan->layers, s->layouts, s->plan->target, v);
    q.weights = s->weights;
    return q;
}

static Offers offers_of(Arena *arena, const Survey *s, int v) {
    const Query q = survey_query(s, v);
    Offers offers;
    offers.count = list_offers(arena, &q, s->plan->accuracy, &offers.candidates);
    offers.options = arena_array(arena, Option, offers.count);
    for (int i = 0; i < offers.count; i++) {
        const Candidate *c = &offers.candidates[i];
        const double least = i ? RULED * offers.candidates[0].cycles : 0;
        offers.options[i] =
            (Option){ fmax(c->cycles, least) / q.batch, layer_bytes(s->plan, s->layouts, v, &c->choice) };
    }
    return offers;
}

Survey survey_layers(Arena *arena, Arena *own, const Plan *plan, Spacing spacing, double weights) {
    const Layers *layers = plan->layers;
    Survey s = { .plan = plan,
                 .layouts = layout_spaced(arena, layers, plan->target, plan->spec->batch, spacing),
                 .weights = weights,
                 .choices = arena_array(arena, Choice, layers->count),
                 .offers = arena_array(own, Offers, layers->count) };
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].kind == LAYER_INPUT) continue;
        const Query q = survey_query(&s, v);
        s.choices[v] = plain_choice(&q);
        if (has_weights(&layers->layers[v])) s.offers[v] = offers_of(own, &s, v);
    }
    return s;
}

/* select.c: which algorithm, register tile and loop order each layer gets: what was measured, or else what
 * the cost model finds best. */
#include "choose.h"
#include "cost.h"

const char *algorithm_name(const Choice *choice) {
    static const char *const winograd[NUMBER_COUNT][WINOGRAD_LARGEST + 1] = {
        [NUMBER_F32] = { [2] = "winograd-F(2,3)",
                         "winograd-F(3,3)",
                         "winograd-F(4,3)",
                         "winograd-F(5,3)",
                         "winograd-F(6,3)" },
        [NUMBER_S24] = { [2] = "winograd-narrow-F(2,3)",
                         "winograd-narrow-F(3,3)",
                         "winograd-narrow-F(4,3)",
                         "winograd-narrow-F(5,3)",
                         "winograd-narrow-F(6,3)" },
        [NUMBER_BF16] = { [2] = "winograd-bf16-F(2,3)",
                          "winograd-bf16-F(3,3)",
                          "winograd-bf16-F(4,3)",
                          "winograd-bf16-F(5,3)",
                          "winograd-bf16-F(6,3)" },
    };
    static const char *const raw[] = { [2] = "winograd-raw-F(2,3)",
                                       "winograd-raw-F(3,3)",
                                       "winograd-raw-F(4,3)",
                                       "winograd-raw-F(5,3)",
                                       "winograd-raw-F(6,3)" };
    const bool named = winograd[choice->weights][2]; /* words go without saying: integers have no others */
    const char *const *names = choice->raw ? raw : winograd[named ? choice->weights : NUMBER_F32];
    if (choice->algorithm == ALGORITHM_WINOGRAD) return names[choice->outputs];
    if (choice->algorithm == ALGORITHM_STEM) return "winograd-rows";
    if (choice->pairs) return "direct-pairs";
    if (choice->algorithm != ALGORITHM_DIRECT) return "-";
    return choice->weights == NUMBER_BF16 ? "direct-bf16" : "direct";
}

/* Numbers of a filter, roughly as it will be packed: F(4,3)'s where it is transformed ahead, F(2,3)'s in the
 * smallest images; as it comes where the target prefers raw ones. */
static int packed_taps(const Layer *layer, const Target *target) {
    bool plain = layer->kernel != WINOGRAD_TAPS || layer->stride > 1 || layer->groups > 1;
    bool smallest = layer->shape.height <= 4 && layer->shape.width <= 4;
    int side = plain || prefers_raw(target, 4) ? layer->kernel : winograd_points(smallest ? 2 : 4, 1);
    return side * side;
}

/* Of all layers, roughly as they will be packed, but as floats where values are: types are chosen by it. */
double expected_weights(const Layers *layers, const Target *target, bool as_they_come) {
    double bytes = 0;
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (!has_weights(layer)) continue;
        const NumberKind values = layers->layers[layer->in].number;
        const NumberKind words = number_types[number_types[values].transformed].weights;
        const bool never = number_types[values].integers && words == NUMBER_F32;
        int plain = layer->kernel * layer->kernel,
            taps = never || as_they_come ? plain : packed_taps(layer, target);
        bool transformed = words != NUMBER_F32 && taps > plain;
        bytes += weight_bytes(layer, transformed ? words : number_types[values].weights, taps);
    }
    return bytes;
}

Query shape_query(const Layers *layers, const Layout *layouts, const Target *target, int v) {
    const Layer *layer = &layers->layers[v];
    return (Query){ layer, &layouts[layer->in], &layouts[v], target, layouts[v].run, 0 };
}

Query query_of(const Layers *layers, const Layout *layouts, const Target *target, int v) {
    Query query = shape_query(layers, layouts, target, v);
    query.weights = expected_weights(layers, target, false);
    return query;
}

Choice plain_choice(const Query *q) { return (Choice){ .scratch = norm_floats(q) * sizeof(float) }; }

/* The catalogue's kernels know nothing of tiles of several rows, of slices, and of tiles over rows. */
static bool catalogue_suits(const Query *q, const Choice *c) {
    return c->tile.rows == 1 && c->slices <= 1 && (!c->flat || is_flat(q));
}

const Choice *select_algorithms(Arena *arena, const Layers *layers, const Layout *layouts,
                                const Target *target, Accuracy accuracy, const Tuned *tuned, Diag *diag) {
    Choice *choices = arena_array(arena, Choice, layers->count);
    const double weights = expected_weights(layers, target, false);
    int asked = 0, unknown = 0;
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].kind == LAYER_INPUT) continue;
        Query query = shape_query(layers, layouts, target, v);
        choices[v] = plain_choice(&query);
        if (!has_weights(&layers->layers[v])) continue;
        query.weights = weights;
        const TunedEntry *entry = tuned ? tuned_find(arena, tuned, &query, accuracy) : NULL;
        if (entry && target->catalogue && !catalogue_suits(&query, &entry->choice)) entry = NULL;
        choices[v] = entry ? entry->choice : best_by_model(&query, accuracy).choice;
        if (entry && !tuned_complete(arena, entry, &query, &choices[v])) return NULL;
        asked++, unknown += !entry;
    }
    if (tuned && unknown)
        diag_note(diag, "%s has no choice%s for %d of %d layers: the cost model's are taken", tuned->path,
                  target->catalogue ? " that libtcc's kernels can have" : "", unknown, asked);
    return choices;
}

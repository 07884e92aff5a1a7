/* extras.c: activation, attention, standardised filters. */
#include "look.h"

/* The reduction that gives every stage's hidden width; the usual ones first. */
static int likely_reduction(const Look *l, const Spec *spec) {
    static const int usual[] = { 16, 4, 8, 2, 32 };
    enum { MOST = 256 };
    for (int i = -COUNT_OF(usual); i <= MOST; i++) {
        int reduction = i < 0 ? usual[i + COUNT_OF(usual)] : i, fits = i != 0;
        for (int s = 0; fits && s < spec->stages; s++)
            fits = squeezed_channels(stage_channels(l, spec, s), reduction) ==
                   dimension(look(l, "layer%d.0.se.fc1.weight", s + 1), 0);
        if (fits) return reduction;
    }
    return 16;
}

static void imply_attention(const Look *l, Spec *spec) {
    spec->reduction = 16;
    if (look(l, "layer1.0.se.conv.weight")) spec->attention = ATTENTION_ECA;
    if (!look(l, "layer1.0.se.fc1.weight")) return;
    spec->attention = ATTENTION_SE;
    spec->reduction = likely_reduction(l, spec);
}

/* Those with group norms are BiT's: standardised filters, zeros around the pool (Kolesnikov et al. 2020). */
static void imply_bit(Spec *spec) {
    if (!spec->preactivation || spec->norm != NORM_GROUP) return;
    spec->standardized = 1e-8;
    if (spec->stem.pool.kind == STEM_POOL_MAX) spec->stem.pool.zeros = true;
}

void imply_extras(const Look *l, Spec *spec) {
    bool slopes = look(l, "layer1.0.prelu.weight") || look(l, "layer1.0.act1.weight");
    spec->activation = slopes ? ACTIVATION_PRELU : ACTIVATION_RELU;
    imply_attention(l, spec);
    imply_bit(spec);
}

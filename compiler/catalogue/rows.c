/* rows.c: the rows of the catalogue, and which of its kernels a layer's kernel is.
 *
 * Tiles have one row: pixels x vectors of every size that the registers hold, in the variants below.
 * Everything else is a parameter, so that a few loop nests serve all tiles. */
#include "rows.h"
#include "emit/emit.h"
#include "layers/layers.h"

#include <string.h>

const Variant catalogue_variants[] = {
    { .name = "products", .kernel = 1, .step = 1, .plain = true },
    { .name = "narrow_products", .kernel = 1, .step = 1, .plain = true, .weights = NUMBER_S24 },
    { .name = "point", .kernel = 1, .step = 1 },
    { .name = "point", .kernel = 1, .step = 1, .activation = ACTIVATION_RELU },
    { .name = "point", .kernel = 1, .step = 1, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "taps", .step = 1, .activation = ACTIVATION_RELU },
    { .name = "taps", .step = 1, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "any" },
    { .name = "any", .activation = ACTIVATION_RELU },
    { .name = "groups1", .lane_group = 1, .activation = ACTIVATION_RELU },
    { .name = "groups2", .lane_group = 2, .activation = ACTIVATION_RELU },
    { .name = "groups4", .lane_group = 4, .activation = ACTIVATION_RELU },
    { .name = "groups8", .lane_group = 8, .activation = ACTIVATION_RELU },
    { .name = "pairs", .kernel = 1, .step = 1, .pairs = true },
    { .name = "pairs", .kernel = 1, .step = 1, .pairs = true, .activation = ACTIVATION_RELU },
    { .name = "pairs",
      .kernel = 1,
      .step = 1,
      .pairs = true,
      .residual = true,
      .activation = ACTIVATION_RELU },
    { .name = "any_pairs", .pairs = true },
    { .name = "any_pairs", .pairs = true, .activation = ACTIVATION_RELU },
    { .name = "any_pairs", .pairs = true, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "planar_products", .planar = true, .kernel = 1, .step = 1, .plain = true },
    { .name = "planar", .planar = true, .activation = ACTIVATION_RELU },
    { .name = "point", .kernel = 1, .step = 1, .any = true },
    { .name = "taps", .step = 1, .any = true },
    { .name = "all", .any = true },
    { .name = "groups1", .lane_group = 1, .any = true },
    { .name = "groups2", .lane_group = 2, .any = true },
    { .name = "groups4", .lane_group = 4, .any = true },
    { .name = "groups8", .lane_group = 8, .any = true },
    { .name = "pairs", .pairs = true, .any = true },
    { .name = "planar", .planar = true, .any = true },
    { .name = NULL },
};

const Variant catalogue_half_variants[] = {
    { .name = "near", .step = 1, .weights = NUMBER_BF16, .activation = ACTIVATION_RELU },
    { .name = "near", .step = 1, .weights = NUMBER_BF16, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "near", .step = 1, .weights = NUMBER_BF16, .any = true },
    { .name = "all", .weights = NUMBER_BF16, .any = true },
    { .name = "planar", .planar = true, .any = true },
    { .name = NULL },
};

const Variant catalogue_integer_variants[] = {
    { .name = "near", .step = 1, .any = true },
    { .name = "all", .any = true },
    { .name = NULL },
};

const NumberKind catalogue_low_weights[CATALOGUE_LOW] = { NUMBER_S8, NUMBER_BF16 };

static bool same_extension(const Extension *a, const Extension *b) {
    return a->dots == b->dots && (a->flag ? b->flag && !strcmp(a->flag, b->flag) : !b->flag);
}

const Target *low_owner(const Target *target, NumberKind weights) {
    for (int i = 0; i < target_count && target->kernels; i++) {
        const Target *t = targets[i];
        if (t->kernels && !strcmp(t->kernels, target->kernels) &&
            same_extension(&t->extensions[weights], &target->extensions[weights]))
            return t;
    }
    return NULL;
}

NumberKind low_values(const Target *target, NumberKind weights) {
    return weights == NUMBER_BF16 ? NUMBER_BF16 : target_bytes(target);
}

NumberKind low_weights(const Plan *plan) {
    static const NumberKind weights[PRECISION_COUNT] = {
        [PRECISION_BF16] = NUMBER_BF16, [PRECISION_INT8] = NUMBER_S8, [PRECISION_AUTO] = NUMBER_S8
    };
    return weights[plan->precision];
}

IntegerPlaces catalogue_places(LayerKind kind, bool residual, Activation activation) {
    const Layer layer = { .kind = kind, .residual = residual ? 0 : -1, .activation = activation };
    const Layout one = { .blocks = 1, .lanes = 1 };
    IntegerPlaces places = integer_places(&layer, &one);
    places.part = places.end = 0;
    return places;
}

const TransformEnding catalogue_endings[CATALOGUE_ENDINGS] = {
    { .activation = ACTIVATION_RELU },
    { .residual = true, .activation = ACTIVATION_RELU },
    { .any = true },
};

const Transform catalogue_transforms[] = { { 2, 1 }, { 3, 1 }, { 4, 1 }, { 5, 1 },
                                           { 6, 1 }, { 2, 2 }, { 4, 2 }, { 0, 0 } };

const int catalogue_stem_taps[] = { 2, 3, 4, 5, 0 };

const Pass catalogue_passes[CATALOGUE_PASSES] = {
    { .affine = false }, /* a copy without a border */
    { .residual = true },
    { .affine = true },
    { .affine = true, .activated = true },
    { .activated = true },
    { .gate = true, .residual = true },
    { .gate = true, .residual = true, .activated = true },
};

/* ---- Which kernel ---- */

size_t variant_input_pixel(const Variant *v, const Target *target) {
    return v->planar ? 1 : (size_t)target->lanes;
}

static bool fits(const Variant *v, const ConvKernel *k) {
    size_t lanes = (size_t)k->target->lanes, step = v->step * variant_input_pixel(v, k->target);
    return v->planar == (k->sum.in_lanes == 1) && v->plain == k->ending.plain && !k->ending.gate &&
           (v->any || (v->residual == k->ending.residual && v->activation == k->ending.activation)) &&
           v->lane_group == k->sum.lane_group && v->pairs == k->sum.pairs &&
           v->weights == k->weights.number && (!v->kernel || is_number(k->sum.kernel, v->kernel)) &&
           (!v->step || (is_number(k->plane.x_column, step) && is_number(k->plane.y_column, lanes) &&
                         is_number(k->ending.floats, 0)));
}

/* Of integers: steps are those of whole pixels. */
static bool fits_integers(const Variant *v, const ConvKernel *k) {
    const size_t lanes = (size_t)k->target->lanes;
    return !v->step || (is_number(k->plane.x_column, lanes) && is_number(k->plane.y_column, lanes) &&
                        is_number(k->sum.run, lanes) && k->y == k->x);
}

/* What tiles read and write, but for integers' the values of their catalogue: floats become bf16 where a
 * network begins; other values floats where it ends. */
static NumberKind tile_values(const ConvKernel *k) { return k->x == NUMBER_F32 ? k->y : k->x; }

static bool has_numbers(const ConvKernel *k) {
    const Ending *e = &k->ending;
    if (k->x == k->y) return true;
    if (k->x == NUMBER_F32) return k->y == NUMBER_BF16 && k->sum.in_lanes == 1;
    return k->y == NUMBER_F32 && (k->x != NUMBER_BF16 || (!e->residual && e->activation == ACTIVATION_NONE));
}

static const Variant *variants_for(const ConvKernel *k) {
    if (number_types[k->x].integers) return catalogue_integer_variants;
    return tile_values(k) == NUMBER_BF16 ? catalogue_half_variants : catalogue_variants;
}

const char *variant_tile_name(Arena *arena, const Variant *v, NumberKind values, int vectors, int columns) {
    const Ending ending = { .residual = v->residual, .activation = v->activation, .any = v->any };
    return arena_printf(arena, "tile_%dx%d_%s%s%s", columns, vectors, v->name, ending_suffix(arena, &ending),
                        number_suffix(arena, values));
}

const char *catalogue_tile(Arena *arena, const ConvKernel *k, int columns) {
    if (!is_number(k->plane.rows.big, 1) ||
        columns > most_pixels(k->target, k->sum.pairs, k->x, k->weights.vectors))
        return NULL;
    if (!has_numbers(k)) return NULL;
    for (const Variant *v = variants_for(k); v->name; v++)
        if (number_types[k->x].integers ? fits_integers(v, k) : fits(v, k))
            return variant_tile_name(arena, v, tile_values(k), k->weights.vectors, columns);
    return NULL;
}

const char *catalogue_sums(Arena *arena, const ConvKernel *k, int columns) {
    if (!is_number(k->plane.rows.big, 1) || columns >= PAIR_FLAG) return NULL;
    size_t lanes = (size_t)k->target->lanes;
    bool point = is_number(k->sum.kernel, 1) && is_number(k->plane.x_column, lanes);
    return arena_printf(arena, point ? "sums_%d" : "any_sums_%d", columns);
}

const char *catalogue_division(Division division) {
    static const char *const names[] = { [DIVIDE_STRIPS] = "winograd_strips",
                                         [DIVIDE_GROUPS] = "winograd_groups",
                                         [DIVIDE_BOTH] = "winograd_both" };
    return names[division];
}

const char *transform_name(Arena *arena, const char *part, const WinogradKernel *k) {
    bool input = !strcmp(part, "input");
    const char *kind = k->raw && input ? "_raw" : k->stride > 1 ? "s2" : "";
    return arena_printf(arena, "%s_f%d%s%s", part, k->outputs, kind,
                        input ? "" : ending_suffix(arena, &k->ending));
}

static bool has_transform(const WinogradKernel *k) {
    for (const Transform *t = catalogue_transforms; t->outputs; t++)
        if (t->outputs == k->outputs && t->stride == k->stride) return true;
    return false;
}

void set_transform_ending(Ending *ending, const TransformEnding *e) {
    ending->residual = e->residual || e->any; /* r is walked along */
    ending->activation = e->activation;
    ending->any = e->any;
}

bool has_transform_ending(const TransformEnding *e, int stride) { return !e->residual || stride == 1; }

/* The first that serves it; NULL: none. */
static const TransformEnding *ending_for(const Ending *ending, int stride) {
    for (const TransformEnding *e = catalogue_endings; e < catalogue_endings + CATALOGUE_ENDINGS; e++)
        if (has_transform_ending(e, stride) && !ending->gate &&
            (e->any || (e->residual == ending->residual && e->activation == ending->activation)))
            return e;
    return NULL;
}

const char *catalogue_transform(Arena *arena, const char *part, const WinogradKernel *k) {
    const TransformEnding *e = ending_for(&k->ending, k->stride);
    WinogradKernel serving = *k;
    if (!has_transform(k) || !e) return NULL;
    set_transform_ending(&serving.ending, e);
    return transform_name(arena, part, &serving);
}

const char *catalogue_filters(Arena *arena, const WinogradKernel *k, int tiles) {
    if (tiles > most_raw_tiles(k->target, k->outputs)) return NULL;
    return arena_printf(arena, "filters_f%d_%d", k->outputs, tiles);
}

const char *catalogue_stem(Arena *arena, const char *part, const StemKernel *k) {
    if (!strcmp(part, "pool")) return "stem_pool";
    bool known = false;
    for (const int *taps = catalogue_stem_taps; *taps; taps++) known = known || *taps == k->taps;
    if (!known) return NULL;
    if (strcmp(part, "output")) return arena_printf(arena, "stem_%s%d", part, k->taps);
    const TransformEnding *e = ending_for(&k->ending, 1);
    if (!e || e->residual) return NULL;
    Ending ending = { .residual = false };
    set_transform_ending(&ending, e);
    return arena_printf(arena, "stem_output%d%s", k->taps, ending_suffix(arena, &ending));
}

const Target *catalogue_target(Arena *arena, const Target *target) {
    Target *limited = arena_alloc(arena, sizeof *limited);
    *limited = *target;
    limited->catalogue = true;
    return limited;
}

/* ---- Passes over all pixels ---- */

bool follows_pass(Activation activation) {
    return all_activations().has[activation] && activation != ACTIVATION_SIGMOID;
}

/* Those of integers that networks come to, whatever a norm does before: as catalogue_passes has them. */
static bool has_integer_pass(const Ending *e) {
    return e->gate == e->residual || (e->residual && !e->integers.below && !e->integers.table);
}

/* Of integers: by what stands behind the biases. */
static const char *integer_suffix(Arena *arena, const Ending *e, NumberKind values) {
    return arena_printf(arena, "%s%s%s%s%s", e->gate ? "_gate" : "", e->residual ? "_add" : "",
                        e->integers.below ? "_below" : "", e->integers.table ? "_table" : "",
                        number_suffix(arena, values));
}

const char *catalogue_pointwise(Arena *arena, const PointwiseKernel *k) {
    const Ending *e = &k->ending;
    if (k->x != k->y) return NULL;
    if (number_types[k->x].integers)
        return has_integer_pass(e) ? arena_printf(arena, "pointwise%s", integer_suffix(arena, e, k->x))
                                   : NULL;
    bool activated = e->activation != ACTIVATION_NONE, found = false;
    for (int i = 0; i < CATALOGUE_PASSES; i++) {
        const Pass *p = &catalogue_passes[i];
        found |= p->affine == k->affine && p->gate == e->gate && p->residual == e->residual &&
                 p->activated == activated;
    }
    if (!found || (activated && !follows_pass(e->activation))) return NULL;
    return arena_printf(arena, "pointwise%s%s%s", k->affine ? "_norm" : "", ending_suffix(arena, e),
                        number_suffix(arena, k->x));
}

const char *catalogue_group_norm(Arena *arena, const GroupNormKernel *k) {
    const Ending *e = &k->pass.ending;
    if (k->pass.x != k->pass.y) return NULL;
    if (e->activation != ACTIVATION_NONE && !follows_pass(e->activation)) return NULL;
    return arena_printf(arena, "group_norm%s%s", ending_suffix(arena, e), number_suffix(arena, k->pass.x));
}

const char *catalogue_channel_conv(Arena *arena, const ChannelConvKernel *k) {
    if (k->x != k->y) return NULL;
    if (number_types[k->x].integers && k->ending.integers.table)
        return arena_printf(arena, "channel_conv%s", integer_suffix(arena, &k->ending, k->x));
    if (k->ending.activation != ACTIVATION_SIGMOID || !all_activations().has[ACTIVATION_SIGMOID]) return NULL;
    return arena_printf(arena, "channel_conv%s%s", ending_suffix(arena, &k->ending),
                        number_suffix(arena, k->x));
}

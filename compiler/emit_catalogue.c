/* emit_catalogue.c: the catalogue's C, and which of its kernels a layer's kernel is.
 *
 * Tiles have one row: pixels x vectors of every size that the registers hold, in the variants below.
 * Everything else is a parameter, so that a few loop nests serve all tiles. */
#include "catalogue.h"
#include "parameters.h"
#include "stem.h"
#include "tile.h"
#include "tiling.h"

#include <string.h>

/* What a tile's text differs by. Where a convolution fits several, the first is the fastest. */
typedef struct {
    const char *name;
    size_t kernel;  /* taps in each direction; 0: a parameter */
    size_t step;    /* from one pixel's input to the next one's, in pixels of the input; 0: a parameter, the
                       output's too */
    int lane_group; /* of one vector, as in ConvKernel; only where it divides the target's lanes */
    bool planar;    /* the input has one lane */
    bool pairs;
    bool plain, residual;
    Activation activation;
} Variant;

static const Variant variants[] = {
    { .name = "products", .kernel = 1, .step = 1, .plain = true },
    { .name = "point", .kernel = 1, .step = 1 },
    { .name = "point_relu", .kernel = 1, .step = 1, .activation = ACTIVATION_RELU },
    { .name = "point_add_relu", .kernel = 1, .step = 1, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "taps_relu", .step = 1, .activation = ACTIVATION_RELU },
    { .name = "taps_add_relu", .step = 1, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "any" },
    { .name = "any_relu", .activation = ACTIVATION_RELU },
    { .name = "groups1_relu", .lane_group = 1, .activation = ACTIVATION_RELU },
    { .name = "groups2_relu", .lane_group = 2, .activation = ACTIVATION_RELU },
    { .name = "groups4_relu", .lane_group = 4, .activation = ACTIVATION_RELU },
    { .name = "groups8_relu", .lane_group = 8, .activation = ACTIVATION_RELU },
    { .name = "pairs", .kernel = 1, .step = 1, .pairs = true },
    { .name = "pairs_relu", .kernel = 1, .step = 1, .pairs = true, .activation = ACTIVATION_RELU },
    { .name = "pairs_add_relu",
      .kernel = 1,
      .step = 1,
      .pairs = true,
      .residual = true,
      .activation = ACTIVATION_RELU },
    { .name = "any_pairs", .pairs = true },
    { .name = "any_pairs_relu", .pairs = true, .activation = ACTIVATION_RELU },
    { .name = "any_pairs_add_relu", .pairs = true, .residual = true, .activation = ACTIVATION_RELU },
    { .name = "planar_products", .planar = true, .kernel = 1, .step = 1, .plain = true },
    { .name = "planar_relu", .planar = true, .activation = ACTIVATION_RELU },
};

/* What follows the products of Winograd's. */
static const struct {
    const char *name;
    bool residual;
    Activation activation;
} endings[] = {
    { "_relu", false, ACTIVATION_RELU },
    { "_add_relu", true, ACTIVATION_RELU },
};

static const struct {
    int outputs, stride;
} transforms[] = { { 2, 1 }, { 4, 1 }, { 6, 1 }, { 2, 2 }, { 4, 2 } };

static const int stem_taps[] = { 2, 3, 4, 5 };

/* ---- Which kernel ---- */

static size_t input_pixel(const Variant *v, const Target *target) {
    return v->planar ? 1 : (size_t)target->lanes;
}

static bool fits(const Variant *v, const ConvKernel *k) {
    size_t lanes = (size_t)k->target->lanes, step = v->step * input_pixel(v, k->target);
    return v->planar == (k->in_lanes == 1) && v->plain == k->plain && v->residual == k->residual &&
           v->activation == k->activation && v->lane_group == k->lane_group && v->pairs == k->pairs &&
           (!v->kernel || is_number(k->kernel, v->kernel)) &&
           (!v->step || (is_number(k->x_column, step) && is_number(k->y_column, lanes)));
}

static const char *tile_name(Arena *arena, const Variant *v, int vectors, int columns) {
    return arena_printf(arena, "tile_%dx%d_%s", columns, vectors, v->name);
}

const char *catalogue_tile(Arena *arena, const ConvKernel *k, int columns) {
    if (!is_number(k->rows.big, 1) || columns > most_pixels(k->target, k->pairs, k->vectors)) return NULL;
    for (int i = 0; i < COUNT_OF(variants); i++)
        if (fits(&variants[i], k)) return tile_name(arena, &variants[i], k->vectors, columns);
    return NULL;
}

const char *catalogue_sums(Arena *arena, const ConvKernel *k, int columns) {
    if (!is_number(k->rows.big, 1) || columns >= PAIR_FLAG) return NULL;
    size_t lanes = (size_t)k->target->lanes;
    bool point = is_number(k->kernel, 1) && is_number(k->x_column, lanes);
    return arena_printf(arena, point ? "sums_%d" : "any_sums_%d", columns);
}

static const char *transform_name(Arena *arena, const char *part, const WinogradKernel *k,
                                  const char *ending) {
    return arena_printf(arena, k->stride == 1 ? "%s_f%d%s" : "%s_f%ds2%s", part, k->outputs, ending);
}

static bool has_transform(const WinogradKernel *k) {
    for (int i = 0; i < COUNT_OF(transforms); i++)
        if (transforms[i].outputs == k->outputs && transforms[i].stride == k->stride) return true;
    return false;
}

const char *catalogue_transform(Arena *arena, const char *part, const WinogradKernel *k) {
    if (!has_transform(k)) return NULL;
    if (!strcmp(part, "input")) return transform_name(arena, part, k, "");
    for (int i = 0; i < COUNT_OF(endings); i++)
        if (endings[i].residual == k->residual && endings[i].activation == k->activation &&
            !(k->residual && k->stride > 1))
            return transform_name(arena, part, k, endings[i].name);
    return NULL;
}

const char *catalogue_stem(Arena *arena, const char *part, const StemKernel *k) {
    if (!strcmp(part, "pool")) return "stem_pool";
    if (k->taps > stem_taps[COUNT_OF(stem_taps) - 1]) return NULL;
    bool output = !strcmp(part, "output");
    if (output && k->activation != ACTIVATION_RELU) return NULL;
    return arena_printf(arena, "stem_%s%d%s", part, k->taps, output ? "_relu" : "");
}

const Target *catalogue_target(Arena *arena, const Target *target) {
    Target *limited = arena_alloc(arena, sizeof *limited);
    *limited = *target;
    limited->catalogue = true;
    return limited;
}

/* ---- Its text ---- */

typedef struct {
    Out out;
    const Target *target;
    Text entries; /* of the list at the end */
} Catalogue;

static void add_entry(Catalogue *c, const char *name) {
    text_printf(&c->entries, "    { \"%s\", (CatalogueFunction *)%s },\n", name, name);
}

static ConvKernel tile_kernel(Catalogue *c, const Variant *v, int vectors) {
    ConvKernel k = { .target = c->target,
                     .vectors = vectors,
                     .catalogue = true,
                     .plain = v->plain,
                     .residual = v->residual,
                     .activation = v->activation,
                     .lane_group = v->lane_group,
                     .pairs = v->pairs,
                     .in_lanes = v->planar ? 1 : c->target->lanes };
    name_parameters(c->out.text.arena, &conv_parameters, "k->", &k);
    if (v->kernel) k.kernel = number(v->kernel);
    if (v->step) k.x_column = number(v->step * input_pixel(v, c->target));
    if (v->step) k.y_column = number((size_t)c->target->lanes);
    if (v->planar) k.tap_column = number(1);
    if (v->planar) k.prefetch = number(0);
    return k;
}

static void emit_tiles_of(Catalogue *c, const Variant *v, int vectors) {
    const ConvKernel k = tile_kernel(c, v, vectors);
    for (int columns = 1; columns <= most_pixels(c->target, v->pairs, vectors); columns++) {
        const char *name = tile_name(c->out.text.arena, v, vectors, columns);
        emit_conv_tile(&c->out, name, &k, columns);
        add_entry(c, name);
    }
}

static int most_vectors(const Catalogue *c, const Variant *v) {
    if (!v->lane_group) return COUNT_OF(c->target->pixels);
    return v->lane_group < c->target->lanes ? 1 : 0;
}

static void emit_all_tiles(Catalogue *c) {
    for (int i = 0; i < COUNT_OF(variants); i++)
        for (int vectors = 1; vectors <= most_vectors(c, &variants[i]); vectors++)
            emit_tiles_of(c, &variants[i], vectors);
}

/* Of tiles whose inputs lie side by side, and of any others. */
static void emit_all_sums(Catalogue *c) {
    static const Variant point = { .kernel = 1, .step = 1, .pairs = true }, any = { .pairs = true };
    int most = 0;
    for (int vectors = 1; vectors <= COUNT_OF(c->target->pair_pixels); vectors++)
        if (most_pixels(c->target, true, vectors) > most) most = most_pixels(c->target, true, vectors);
    for (int columns = 1; columns <= most; columns++)
        for (int i = 0; i < 2; i++) {
            ConvKernel k = tile_kernel(c, i ? &any : &point, 1);
            k.rows.big = number(1);
            const char *name = catalogue_sums(c->out.text.arena, &k, columns);
            emit_catalogue_sums(&c->out, name, &k, columns);
            add_entry(c, name);
        }
}

static void emit_nest_of(Catalogue *c, const char *name, Order order, bool plain, bool pairs) {
    ConvKernel k = { .target = c->target,
                     .order = order,
                     .catalogue = true,
                     .serial = plain,
                     .plain = plain,
                     .pairs = pairs,
                     .residual = !plain };
    name_parameters(c->out.text.arena, &conv_parameters, "k->", &k);
    k.rows.big = number(1);
    k.columns.has_small = true;
    emit_conv(&c->out, name,
              plain   ? "/* Point by point: y[point] = x[point] * w[point]. */"
              : pairs ? "/* Any convolution that multiplies in pairs; r as below. */"
                      : "/* Any convolution; r may be y, and is not read where the tile adds nothing. */",
              &k);
    add_entry(c, name);
}

static WinogradKernel winograd_of(Catalogue *c) {
    WinogradKernel k = { .target = c->target,
                         .catalogue = true,
                         .over_below = true,
                         .over_right = true,
                         .short_strip = true,
                         .residual = true };
    name_parameters(c->out.text.arena, &winograd_parameters, "k->", &k);
    return k;
}

static void emit_transforms(Catalogue *c, int outputs, int stride) {
    Arena *arena = c->out.text.arena;
    WinogradKernel k = winograd_of(c);
    k.outputs = outputs;
    k.stride = stride;
    const char *input = transform_name(arena, "input", &k, "");
    emit_winograd_input(&c->out, input, &k);
    add_entry(c, input);
    for (int i = 0; i < COUNT_OF(endings); i++) {
        if (endings[i].residual && stride > 1) continue; /* what is added has the input's size */
        k.residual = endings[i].residual;
        k.activation = endings[i].activation;
        const char *output = transform_name(arena, "output", &k, endings[i].name);
        emit_winograd_output(&c->out, output, &k);
        add_entry(c, output);
    }
}

static void emit_all_winograd(Catalogue *c) {
    for (int i = 0; i < COUNT_OF(transforms); i++)
        emit_transforms(c, transforms[i].outputs, transforms[i].stride);
    const WinogradKernel k = winograd_of(c);
    emit_winograd(&c->out, "winograd", "/* Any 3x3 convolution by F(m, 3); r as above. */", &k);
    add_entry(c, "winograd");
}

static StemKernel stem_of(Catalogue *c) {
    StemKernel k = {
        .target = c->target, .catalogue = true, .over_right = true, .odd_height = true, .threads = true
    };
    name_parameters(c->out.text.arena, &stem_parameters, "k->", &k);
    return k;
}

static void emit_stem_parts(Catalogue *c, int taps) {
    Arena *arena = c->out.text.arena;
    StemKernel k = stem_of(c);
    k.taps = taps;
    k.points = STEM_OUTPUTS + taps - 1;
    const char *input = catalogue_stem(arena, "input", &k);
    emit_stem_input(&c->out, input, &k);
    add_entry(c, input);
    k.activation = ACTIVATION_RELU;
    const char *output = catalogue_stem(arena, "output", &k);
    emit_stem_output(&c->out, output, &k);
    add_entry(c, output);
}

static void emit_all_stems(Catalogue *c) {
    StemKernel k = stem_of(c);
    for (int i = 0; i < COUNT_OF(stem_taps); i++) emit_stem_parts(c, stem_taps[i]);
    emit_stem_pool(&c->out, "stem_pool", &k);
    add_entry(c, "stem_pool");
    emit_stem(&c->out, "conv_first", "/* A first convolution by F(4, taps) along its rows; r is not read. */",
              &k);
    add_entry(c, "conv_first");
    k.pool = true;
    emit_stem(&c->out, "conv_first_pooled", "/* And its max pool. */", &k);
    add_entry(c, "conv_first_pooled");
}

static void emit_others(Catalogue *c) {
    PoolKernel pool = { .catalogue = true };
    SoftmaxKernel softmax = { .target = c->target, .catalogue = true };
    name_parameters(c->out.text.arena, &pool_parameters, "k->", &pool);
    name_parameters(c->out.text.arena, &softmax_parameters, "k->", &softmax);
    emit_max_pool(&c->out, "max_pool", "/* 3x3 max pool of values that are not negative. */", &pool);
    emit_average_pool(&c->out, "average_pool", "/* Average over the image. */", &pool);
    emit_softmax(&c->out, "softmax_rows", "/* exp(x - max) / sum. */", &softmax);
    static const char *const names[] = { "max_pool",    "average_pool", "softmax_rows",
                                         "zero_border", "copy_input",   "to_nchw" };
    for (int i = 0; i < COUNT_OF(names); i++) add_entry(c, names[i]);
}

static bool has_pairs(const Target *target) {
    for (int vectors = 1; vectors <= COUNT_OF(target->pair_pixels); vectors++)
        if (most_pixels(target, true, vectors)) return true;
    return false;
}

static void emit_guarded(Catalogue *c) {
    emit_catalogue_prelude(&c->out, c->target);
    emit_parameter_types(&c->out);
    if (has_pairs(c->target)) emit_pair_helpers(&c->out, c->target, true);
    emit_all_tiles(c);
    if (has_pairs(c->target)) {
        emit_all_sums(c);
        emit_nest_of(c, "pairs_pixels", ORDER_PIXELS, false, true);
        emit_nest_of(c, "pairs_channels", ORDER_CHANNELS, false, true);
    }
    emit_nest_of(c, "conv_pixels", ORDER_PIXELS, false, false);
    emit_nest_of(c, "conv_channels", ORDER_CHANNELS, false, false);
    emit_nest_of(c, "conv_products", ORDER_CHANNELS, true, false);
    emit_all_winograd(c);
    emit_all_stems(c);
    emit_others(c);
}

static const char *condition(Arena *arena, const Target *target) {
    Text text = { .arena = arena };
    for (int i = 0; i < COUNT_OF(target->macros) && target->macros[i]; i++)
        text_printf(&text, "%sdefined %s", i ? " && " : "", target->macros[i]);
    return text.length ? text.bytes : "1";
}

const char *emit_catalogue(Arena *arena, const Target *target) {
    Catalogue c = { .out = { .text = { .arena = arena }, .shares = true },
                    .target = target,
                    .entries = { .arena = arena } };
    line(&c.out,
         "/* The kernels of resnetc's catalogue for %s, made by its emitters. Strides are in floats. */",
         target->name);
    line(&c.out, "typedef void CatalogueFunction(void);");
    line(&c.out, "typedef struct { /* as catalogue.h has it */");
    line(&c.out, "    const char *name;");
    line(&c.out, "    CatalogueFunction *function;");
    line(&c.out, "} CatalogueEntry;");
    blank(&c.out);
    label_line(&c.out, "#if %s", condition(arena, target));
    emit_guarded(&c);
    label_line(&c.out, "#endif");
    line(&c.out, "extern const CatalogueEntry catalogue_%s[];", target->name);
    line(&c.out, "const CatalogueEntry catalogue_%s[] = {", target->name);
    label_line(&c.out, "#if %s", condition(arena, target));
    text_append(&c.out.text, c.entries.bytes, c.entries.length);
    label_line(&c.out, "#endif");
    line(&c.out, "    { 0, 0 },");
    line(&c.out, "};");
    return c.out.text.bytes;
}

void emit_catalogue_interface(Out *out) {
    static const char *const others[][2] = { { "max_pool", "Pool" },
                                             { "average_pool", "Pool" },
                                             { "softmax_rows", "Softmax" } };
    emit_parameter_types(out);
    line(out, "typedef struct Team Team;");
    line(out, "typedef struct Share Share;");
    line(out, "typedef void SharedKernel(%s);", SHARED_PARAMETERS);
    line(out, "SharedKernel conv_pixels, conv_channels, pairs_pixels, pairs_channels;");
    line(out, "SharedKernel winograd, conv_first, conv_first_pooled;");
    line(out, "extern Team team;");
    line(out, "void share_out(Team *, SharedKernel *, const void *sizes, const float *x, const float *w,");
    line(out, "               const float *bias, const float *r, float *y, float *scratch);");
    for (int i = 0; i < COUNT_OF(others); i++)
        line(out, "void %s(const %s *, const float *x, float *y);", others[i][0], others[i][1]);
    line(out, "void zero_border(float *value, size_t planes, size_t height, size_t width, size_t halo, "
              "size_t lanes);");
    line(out, "void copy_input(const float *x, float *y, size_t planes, size_t height, size_t width, size_t "
              "halo);");
    line(out, "void to_nchw(const float *x, float *y, size_t images, size_t channels, size_t height, size_t "
              "width,");
    line(out, "             size_t halo, size_t lanes);");
    blank(out);
}

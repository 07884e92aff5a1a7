/* prelude.c: what stands between the head and the kernels: checks of the compiler, includes, vector
 * type, and the helpers that this network needs. */
#include "elementary.h"
#include "parameters.h"
#include "parts.h"
#include "tile.h"

#include <limits.h>
#include <string.h>

static bool has_kind(const Plan *plan, LayerKind kind) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kind == kind) return true;
    return false;
}

static bool compares(const Layer *layer) {
    return layer->pool || layer->kind == LAYER_MAX_POOL || layer->kind == LAYER_GLOBAL_MAX ||
           layer->kind == LAYER_AVERAGE_MAX || layer->kind == LAYER_AVERAGE_AND_MAX;
}

/* Of floats: integers are compared as what they are. */
static bool has_maximum(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (compares(layer) && !number_types[plan->layouts[layer->in].number].integers) return true;
    }
    return false;
}

static bool has_values_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layouts[v].number == number) return true;
    return false;
}

/* Of register tiles of floats, which call ending(). */
static bool has_results_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++) {
        const KernelKind kind = plan->kernels[v].kind;
        if ((kind == KERNEL_DIRECT || kind == KERNEL_LINEAR) && plan->layouts[v].number == number &&
            !number_types[plan->choices[v].weights].integers)
            return true;
    }
    return false;
}

static bool has_border_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layouts[v].number == number && plan->layouts[v].halo > 0 &&
            plan->layouts[v].zero != ZERO_A_CHANNEL)
            return true;
    return false;
}

/* What goes wrong silently: tcc does not optimise, and has no such macros. */
static void emit_warnings(Out *out) {
    label_line(out, "#ifndef RESNETC_NO_WARNINGS");
    label_line(out, "#ifdef __FAST_MATH__ /* -ffast-math, -Ofast */");
    label_line(out, "#warning \"in this mode compilers take it that nothing is NaN: NaN does not stay NaN\"");
    label_line(out, "#endif");
    label_line(out, "#if defined __GNUC__ && !defined __OPTIMIZE__ && !defined __TINYC__");
    label_line(out, "#warning \"not optimised, so ten times slower: compile with -O2\"");
    label_line(out, "#endif");
    label_line(out, "#endif");
}

static void emit_checks(Out *out, const Target *target) {
    for (int i = 0; i < COUNT_OF(target->macros) && target->macros[i]; i++) {
        label_line(out, "#ifndef %s", target->macros[i]);
        label_line(out, "#error \"target %s: compile with %s\"", target->name, target->flags);
        label_line(out, "#endif");
    }
    if (target->pragma) {
        label_line(out, "#if defined __GNUC__ && !defined __clang__");
        label_line(out, "#pragma %s", target->pragma);
        label_line(out, "#endif");
    }
    emit_byte_order(out, target);
    emit_warnings(out);
    if (target->prelude == PRELUDE_PLAIN) blank(out);
    if (target->prelude == PRELUDE_PLAIN) return;
    label_line(out, "#ifdef __TINYC__");
    label_line(out, "#error \"tcc has no vectors: use --target scalar\"");
    label_line(out, "#endif");
    if (target->fma) {
        label_line(out,
                   "#if defined __STRICT_ANSI__ && !defined __clang__ /* -std=c11, which fuses nothing */");
        label_line(out, "#pragma GCC optimize(\"fp-contract=fast\")");
        label_line(out, "#endif");
    }
    blank(out);
}

/* What is called of the C library's functions: Libm. */
static unsigned plan_libm(const Plan *plan) {
    const unsigned softmax = has_kind(plan, LAYER_SOFTMAX) ? LIBM_EXPF : 0;
    const unsigned others = softmax | (has_kind(plan, LAYER_GROUP_NORM) ? LIBM_SQRT : 0);
    return plan->target->prelude == PRELUDE_PLAIN ? others | activations_libm(plan_activations(plan))
                                                  : others;
}

/* Without them arrays of weights are not aligned. */
static void emit_attributes(Out *out) {
    label_line(out, "#ifdef __TINYC__ /* which has attributes, but for glibc's headers */");
    label_line(out, "#undef __attribute__");
    label_line(out, "#endif");
}

static void emit_includes(Out *out, const Emission *e) {
    const unsigned libm = plan_libm(e->plan);
    label_line(out, "#ifdef RESNETC_FREESTANDING /* nothing is included; these come from elsewhere */");
    emit_size_type(out, e->plan->target);
    label_line(out, "void *memcpy(void *, const void *, size_t);");
    label_line(out, "void *memset(void *, int, size_t);");
    emit_libm(out, libm);
    if (e->names->header_file) emit_statuses(out, e);
    if (e->names->header_file && e->workspace.team) emit_max_threads(out, e);
    label_line(out, "#else");
    if (libm) label_line(out, "#include <math.h>");
    label_line(out, "#include <stddef.h>");
    label_line(out, "#include <string.h>");
    if (e->names->header_file) {
        blank(out);
        label_line(out, "#include \"%s\"", e->names->header_file);
    }
    label_line(out, "#endif");
    if (e->plan->target->prelude == PRELUDE_PLAIN) emit_attributes(out);
    const Idioms *idioms = e->plan->target->idioms;
    if (idioms && idioms->include) label_line(out, "#include <%s>", idioms->include);
    blank(out);
    if (!e->names->header_file) emit_interface(out, e);
}

static void emit_scalar_type(Out *out) {
    line(out, "typedef float vec; /* one lane: plain C */");
    line(out, "#define LOAD(p) (*(p))");
    line(out, "#define STORE(p, v) (*(p) = (v))");
    line(out, "#define ZERO 0.0f");
    blank(out);
}

static void emit_fused(Out *out, const Target *target) {
    Text lanes = { .arena = out->text.arena };
    for (int i = 0; i < target->lanes; i++) text_printf(&lanes, "%s", i ? ", x" : "x");
    line(out, "INLINE vec all_lanes(float x) { return (vec){ %s }; }", lanes.bytes);
    block(out, "INLINE vec fused(vec c, vec a, vec b)") { lines(out, target->idioms->fused); }
}

static void emit_points_type(Out *out, const Target *target) {
    int bytes = target->lanes * (int)sizeof(float);
    line(out, "typedef float vec __attribute__((vector_size(%d), may_alias));", bytes);
    line(out, "typedef int ivec __attribute__((vector_size(%d), may_alias));", bytes);
    line(out, "#define LOAD(p) (*(const vec *)(p))");
    line(out, "#define STORE(p, v) (*(vec *)(p) = (v))");
    line(out, "#define ZERO ((vec){ 0 })");
    if (target->idioms->maximum)
        line(out, "#define MAXIMUM(a, b) %s /* a > b ? a : b, so b where one is NaN */",
             target->idioms->maximum);
    if (target->idioms->larger) {
        block(out, "INLINE vec maximum(vec a, vec b)") { lines(out, target->idioms->larger); }
        line(out, "#define MAXIMUM(a, b) maximum(a, b) /* NaN where one of them is */");
    }
    if (target->idioms->fused) emit_fused(out, target);
    if (target->idioms->step) {
        line(out, "#define ROLLED _Pragma(\"clang loop unroll(disable)\")");
        line(out, "#define STEP %s /* p and w are all that addresses are made of */", target->idioms->step);
    }
    if (target->by_element) emit_add_products(out, target);
    line(out, "#define PREFETCH(p) __builtin_prefetch(p, 0, 3)");
    line(out, "#define PREFETCH_ONCE(p) __builtin_prefetch(p, 0, 0) /* passes by the last cache */");
    blank(out);
}

/* A target that needs another way to say this has another case. */
static void emit_types(Out *out, const Target *target) {
    switch (target->prelude) {
    case PRELUDE_PLAIN:
        emit_scalar_type(out);
        break;
    case PRELUDE_VECTORS:
        emit_points_type(out, target);
        break;
    }
}

/* Tuned for some processors of Intel's, clang takes 32 bytes for the widest vectors that are worth it. */
static bool splits_vectors(const Target *target) { return target->lanes * (int)sizeof(float) > 32; }

static void emit_whole_vectors(Out *out, const Target *target) {
    if (!splits_vectors(target)) return;
    label_line(out,
               "#ifdef __clang__ /* tuned for some processors it makes two of each vector but for this */");
    label_line(out,
               "#pragma clang attribute push(__attribute__((min_vector_width(%d))), apply_to = function)",
               target->lanes * (int)sizeof(float) * CHAR_BIT);
    label_line(out, "#endif");
    blank(out);
}

void emit_end(Out *out, const Emission *e) {
    if (!splits_vectors(e->plan->target)) return;
    blank(out);
    label_line(out, "#ifdef __clang__");
    label_line(out, "#pragma clang attribute pop");
    label_line(out, "#endif");
}

/* What comes of comparing is b where one is NaN: what is left is a NaN in a. */
static void emit_larger(Out *out, const Target *target) {
    line(out, "/* NaN where one of them is. */");
    block(out, "static inline vec larger(vec a, vec b)") {
        if (target->lanes == 1) {
            line(out, "const vec most = a > b ? a : b;");
            line(out, "return a != a ? a : most;");
        } else if (target->idioms->larger) {
            line(out, "return MAXIMUM(a, b);");
        } else if (target->idioms->maximum) {
            line(out, "return (vec)((ivec)MAXIMUM(a, b) | (a != a));");
        } else {
            line(out, "const ivec mask = a > b;");
            line(out, "return (vec)(((ivec)a & mask) | ((ivec)b & ~mask) | (a != a));");
        }
    }
    blank(out);
}

static void emit_lane_groups(Out *out, const Plan *plan) {
    for (int group = 1; group < plan->target->lanes || group == 1; group++) {
        bool used = false;
        for (int v = 0; v < plan->layers->count; v++) used |= plan->choices[v].lane_group == group;
        if (used) emit_rotations(out, plan->target, group);
    }
}

/* Lines that a tile fetches at once, of weights that C points at by that type. */
static size_t fetched_lines(const Kernel *kernel, const char *type) {
    bool direct = kernel->kind == KERNEL_DIRECT || kernel->kind == KERNEL_LINEAR;
    if (!direct && kernel->kind != KERNEL_WINOGRAD) return 0;
    const ConvKernel *k = direct ? &kernel->conv : &kernel->winograd.products;
    if (strcmp(type_of(k->weights.number), type)) return 0;
    return k->fetch.lines.value * (is_number(k->fetch.halved, 1) ? 2 : 1);
}

static size_t most_fetched(const Plan *plan, const char *type) {
    size_t most = 0;
    for (int v = 0; v < plan->layers->count; v++) {
        size_t lines = fetched_lines(&plan->kernels[v], type);
        if (lines > most) most = lines;
    }
    return most;
}

/* One for the numbers of each C type. */
static void emit_fetches(Out *out, const Emission *e) {
    static const NumberKind kinds[] = { NUMBER_F32, NUMBER_BF16, NUMBER_S8, NUMBER_S16 };
    for (int i = 0; i < COUNT_OF(kinds); i++) {
        const size_t lines = most_fetched(e->plan, type_of(kinds[i]));
        if (lines) emit_fetch(out, e->plan->target, kinds[i], lines, e->workspace.team);
    }
}

static bool has_pairs(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].pairs) return true;
    return false;
}

static bool has_weights_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (has_weights(&plan->layers->layers[v]) && plan->choices[v].weights == number) return true;
    return false;
}

static void emit_fill_words(Out *out) {
    block(out, "static inline void fill_words(unsigned short *to, int value, size_t count)") {
        line(out, "for (size_t i = 0; i < count; i++) to[i] = (unsigned short)value;");
    }
}

static void emit_zero_border(Out *out, NumberKind number) {
    const bool integers = number_types[number].integers;
    const char *type = type_of(number),
               *fill = integers ? element_text(out->text.arena, number, "zero") : "0";
    const bool words = integers && number_types[number].unit > 1; /* memset is of bytes */
    const char *set = words ? "fill_words" : "memset",
               *size = words ? "" : arena_printf(out->text.arena, " * sizeof(%s)", type);
    if (words) emit_fill_words(out);
    line(out,
         "/* Zeroes the border of blocks of height x width pixels, and the tail behind each image: memory "
         "that had another role before. The right border of a row and the left one of the next lie side by "
         "side. */");
    block(out,
          "static void zero_border%s(%s *value, size_t images, size_t blocks, size_t height, size_t width, "
          "size_t halo, size_t lanes, size_t tail%s)",
          number_suffix(out->text.arena, number), type, integers ? ", int zero" : "") {
        line(out, "const size_t row = (width + 2 * halo) * lanes, side = halo * lanes;");
        block(out, "for (size_t n = 0; n < images; n++, value += tail)") {
            block(out, "for (size_t b = 0; b < blocks; b++, value += (height + 2 * halo) * row)") {
                line(out, "%s(value, %s, (halo * row + side)%s);", set, fill, size);
                line(out, "for (size_t i = halo + 1; i < halo + height; i++)");
                line(out, "    %s(value + i * row - side, %s, 2 * side%s);", set, fill, size);
                line(out, "%s(value + (halo + height) * row - side, %s, (halo * row + side)%s);", set, fill,
                     size);
            }
            line(out, "memset(value, 0, tail * sizeof(%s));", type);
        }
    }
    blank(out);
}

static void emit_to_nchw(Out *out, NumberKind number) {
    Arena *arena = out->text.arena;
    line(out, "/* A value in our layout, [images][blocks][halo + height + halo][halo + width + halo][lanes] "
              "with a tail behind each image, as NCHW. */");
    block(out,
          "static void to_nchw%s(const %s *x, float *y, size_t images, size_t channels, size_t height, "
          "size_t width, size_t halo, size_t lanes, size_t tail%s)",
          number_suffix(arena, number), type_of(number),
          number_types[number].integers ? ", float scale, int zero" : "") {
        line(out, "const size_t row = (width + 2 * halo) * lanes, plane = (height + 2 * halo) * row;");
        line(out, "const size_t image = (channels + lanes - 1) / lanes * plane + tail;");
        line(out, "x += halo * (row + lanes);");
        line(out, "for (size_t n = 0; n < images; n++)");
        line(out, "    for (size_t c = 0; c < channels; c++)");
        line(out, "        for (size_t i = 0; i < height; i++)");
        line(out, "            for (size_t j = 0; j < width; j++)");
        const char *element =
            single_text(arena, number, "x[n * image + c / lanes * plane + i * row + j * lanes + c % lanes]");
        line(out,
             number_types[number].integers ? "                *y++ = (float)(%s - zero) * scale;"
                                           : "                *y++ = %s;",
             element);
    }
    blank(out);
}

static bool has_winograd(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].algorithm == ALGORITHM_WINOGRAD) return true;
    return false;
}

static void emit_size_types(Out *out, const Plan *plan) {
    emit_shared_type(out, &conv_parameters, has_pairs(plan) ? OF_PAIRS : OF_TILES);
    if (has_winograd(plan)) emit_shared_type(out, &winograd_parameters, OF_TILES);
}

/* Those of values come first: endings read them. */
static void emit_helpers(Out *out, const Plan *plan, bool of_values) {
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const NumberKind number = (NumberKind)n;
        if (number_types[n].is_value == of_values &&
            (has_values_of(plan, number) || has_weights_of(plan, number)))
            emit_number_helpers(out, plan->target, number);
    }
}

/* What takes values of one number type. */
static void emit_value_functions(Out *out, const Plan *plan, void (*emit)(Out *out, NumberKind number),
                                 bool (*has)(const Plan *plan, NumberKind number)) {
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (has(plan, (NumberKind)n)) emit(out, (NumberKind)n);
}

static void emit_input_functions(Out *out, const Emission *e) {
    const NumberKind number = e->plan->layouts[0].number;
    const bool bytes = number_types[number].integers, team = e->workspace.team;
    if (bytes) emit_border_of_pixels(out, number);
    if (takes_pixels(e->plan->spec)) {
        if (bytes)
            emit_read_pixel_bytes(out, number, team);
        else
            emit_read_pixels(out, team);
    } else if (bytes)
        emit_copy_input_bytes(out, e->plan->target, number, team);
    else
        emit_copy_input(out, team);
}

/* Whether an output is made of values of that number; else only a trace reads them so. */
static bool has_output_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (layer->kind == LAYER_OUTPUT && plan->layouts[layer->in].number == number) return true;
    }
    return false;
}

static void emit_copies(Out *out, const Emission *e) {
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const NumberKind number = (NumberKind)n;
        if (!has_values_of(e->plan, number)) continue;
        if (!has_output_of(e->plan, number)) label_line(out, "#ifdef %s_TRACE", e->macro);
        emit_to_nchw(out, number);
        if (!has_output_of(e->plan, number)) label_line(out, "#endif");
    }
}

void emit_prelude(Out *out, const Emission *e) {
    const Target *target = e->plan->target;
    const bool sized = shares_sizes(target);
    emit_checks(out, target);
    emit_includes(out, e);
    emit_marks(out, target);
    blank(out);
    emit_fits(out, e);
    emit_threads(out, e);
    emit_types(out, target);
    emit_whole_vectors(out, target);
    emit_helpers(out, e->plan, true);
    if (has_kind(e->plan, LAYER_CONVERT)) emit_conversions(out);
    if (sized) emit_size_types(out, e->plan);
    const ActivationSet activations = plan_activations(e->plan);
    if (has_kind(e->plan, LAYER_SOFTMAX) || has_exponential(activations)) emit_sleef(out, target);
    emit_activations(out, activations, target);
    if (has_maximum(e->plan)) emit_larger(out, target);
    for (int n = 0; n < NUMBER_COUNT && sized; n++)
        if (!number_types[n].integers && has_results_of(e->plan, (NumberKind)n))
            emit_ending(out, activations, (NumberKind)n);
    if (sized) emit_fetches(out, e);
    emit_lane_groups(out, e->plan);
    if (has_pairs(e->plan)) emit_pair_helpers(out, target, activations);
    emit_helpers(out, e->plan, false);
    if (has_kind(e->plan, LAYER_GROUP_NORM)) emit_group_scales(out);
    emit_value_functions(out, e->plan, emit_zero_border, has_border_of);
    emit_input_functions(out, e);
    emit_copies(out, e);
}

void emit_library_prelude(Out *out, const Target *target) {
    label_line(out, "#include \"catalogue/team.h\"");
    label_line(out, "#include <math.h>");
    label_line(out, "#include <string.h>");
    blank(out);
    emit_marks(out, target);
    line(out, "#define THREAD (share->thread)");
    emit_types(out, target);
    emit_activations(out, all_activations(), target);
    emit_any_activation(out);
    emit_any_ending(out, NUMBER_F32);
    emit_larger(out, target);
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (target->gains[n]) emit_number_helpers(out, target, (NumberKind)n);
    for (int group = 1; group < target->lanes; group *= 2) emit_rotations(out, target, group);
    emit_group_scales(out);
    emit_zero_border(out, NUMBER_F32);
    emit_copy_input(out, false);
    emit_read_pixels(out, false);
    emit_to_nchw(out, NUMBER_F32);
}

void emit_low_library_prelude(Out *out, const Target *target, NumberKind values) {
    const NumberKind weights = number_types[values].weights;
    label_line(out, "#include \"catalogue/team.h\"");
    label_line(out, "#include <math.h>");
    label_line(out, "#include <string.h>");
    blank(out);
    emit_marks(out, target);
    emit_types(out, target);
    emit_number_helpers(out, target, values);
    if (weights != values) emit_number_helpers(out, target, weights);
    emit_zero_border(out, values);
    emit_to_nchw(out, values);
    if (number_types[values].integers) {
        emit_border_of_pixels(out, values);
        emit_copy_input_bytes(out, target, values, false);
        emit_read_pixel_bytes(out, values, false);
    } else {
        emit_activations(out, all_activations(), target);
        emit_any_activation(out);
        emit_any_ending(out, values);
        emit_larger(out, target);
        emit_group_scales(out);
    }
}

const char *emit_dot_functions(Arena *arena, const Target *target, NumberKind weights) {
    Out out = { .text = { .arena = arena } };
    label_line(&out, "#include <string.h>");
    emit_marks(&out, target);
    emit_types(&out, target);
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (number_types[n].is_value && number_types[n].weights == weights &&
            (!number_types[n].integers || (NumberKind)n == target_bytes(target)))
            emit_number_helpers(&out, target, (NumberKind)n);
    if (!number_types[weights].is_value) emit_number_helpers(&out, target, weights);
    return out.text.bytes;
}

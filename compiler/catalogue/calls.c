/* calls.c: the text of a network whose kernels are the catalogue's: its types, its sizes, the walk over its
 * layers. */
#include "catalogue.h"
#include "rows.h"

/* The kernels that are shared out to a team. */
static void emit_shared_kernels(Out *out) {
    line(out, "typedef struct Team Team;");
    line(out, "typedef struct Share Share;");
    line(out, "typedef void SharedKernel(%s);", shared_parameters);
    line(out, "SharedKernel conv_pixels, conv_channels, pairs_pixels, pairs_channels;");
    line(out, "SharedKernel winograd_strips, winograd_groups, winograd_both, conv_first, conv_first_pooled;");
    line(out, "extern Team team;");
    line(out, "void share_out(Team *, SharedKernel *, const void *sizes, const void *x, const void *w,");
    line(out, "               const float *bias, const void *r, void *y, float *scratch);");
}

/* Of one precision: what integers add up they divide by numbers behind `bias`. */
static void emit_pools(Out *out, NumberKind values) {
    const char *type = type_of(values);
    for (const PoolRow *row = catalogue_pools; row->name; row++) {
        const bool bias = number_types[values].integers && adds_up(&row->kernel);
        line(out, "void %s%s(const %s *, const %s *x, %s%s *y);", row->name,
             number_suffix(out->text.arena, values), row->parameters->type, type,
             bias ? "const float *bias, " : "", type);
    }
}

static void emit_other_kernels(Out *out) {
    emit_pools(out, NUMBER_F32);
    line(out, "void softmax_rows(const Softmax *, const float *x, float *y);");
    line(out,
         "void zero_border(float *value, size_t images, size_t blocks, size_t height, size_t width, size_t "
         "halo,");
    line(out, "                 size_t lanes, size_t tail);");
    line(out,
         "void copy_input(const float *x, float *y, size_t images, size_t channels, size_t height, size_t "
         "width,");
    line(out, "                size_t halo, size_t tail);");
    line(out, "void read_pixels(const unsigned char *x, float *y, size_t images, size_t channels, size_t "
              "height,");
    line(out, "                 size_t width, size_t halo, size_t tail, const float *mean, const float *std, "
              "int bgr);");
    line(out, "void to_nchw(const float *x, float *y, size_t images, size_t channels, size_t height, size_t "
              "width,");
    line(out, "             size_t halo, size_t lanes, size_t tail);");
}

static const char place_parameters[] = "size_t images, size_t channels, size_t height, size_t width, size_t "
                                       "halo, size_t tail";

static void emit_integer_kernels(Out *out, NumberKind values) {
    const char *suffix = number_suffix(out->text.arena, values), *type = type_of(values);
    line(out, "SharedKernel conv_pixels%s, conv_channels%s;", suffix, suffix);
    emit_pools(out, values);
    line(out, "void zero_border%s(%s *value, size_t images, size_t blocks, size_t height, size_t width,",
         suffix, type);
    line(out, "                 size_t halo, size_t lanes, size_t tail, int zero);");
    line(out, "void zero_border_of_pixels(%s *value, %s, const %s *zeros);", type, place_parameters, type);
    line(out, "void copy_input%s(const float *x, %s *y, %s, const float *factors, const int *offsets);",
         suffix, type, place_parameters);
    line(out, "void read_pixels%s(const unsigned char *x, %s *y, %s, int bgr);", suffix, type,
         place_parameters);
    line(out, "void to_nchw%s(const %s *x, float *y, size_t images, size_t channels, size_t height,", suffix,
         type);
    line(out,
         "                size_t width, size_t halo, size_t lanes, size_t tail, float scale, int zero);");
}

static void emit_half_kernels(Out *out) {
    line(out, "SharedKernel conv_pixels_bf16, conv_channels_bf16, first_pixels_bf16, first_channels_bf16;");
    emit_pools(out, NUMBER_BF16);
    line(out, "void zero_border_bf16(unsigned short *value, size_t images, size_t blocks, size_t height,");
    line(out, "                      size_t width, size_t halo, size_t lanes, size_t tail);");
    line(out, "void to_nchw_bf16(const unsigned short *x, float *y, size_t images, size_t channels, size_t "
              "height,");
    line(out, "                  size_t width, size_t halo, size_t lanes, size_t tail);");
}

static void emit_interfaces(Out *out, const Plan *plan) {
    const NumberKind weights = low_weights(plan);
    emit_parameter_types(out, NUMBER_F32);
    emit_shared_kernels(out);
    emit_other_kernels(out);
    if (weights == NUMBER_BF16)
        emit_half_kernels(out);
    else if (weights)
        emit_integer_kernels(out, low_values(plan->target, weights));
    blank(out);
}

const char *emit_calls(Arena *arena, const Plan *plan) {
    static const Library catalogue = { emit_interfaces, emit_arguments, catalogue_function };
    return emit_calls_of(arena, plan, &catalogue);
}

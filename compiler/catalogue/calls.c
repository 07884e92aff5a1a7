/* calls.c: the text of a network whose kernels are the catalogue's: its types, its sizes, the walk over its
 * layers. */
#include "catalogue.h"
#include "rows.h"

/* The kernels that are shared out to a team. */
static void emit_shared_kernels(Out *out) {
    line(out, "typedef struct Team Team;");
    line(out, "typedef struct Share Share;");
    line(out, "typedef void SharedKernel(%s);",
         shared_parameters(out->text.arena, NUMBER_F32, NUMBER_F32, NUMBER_F32));
    line(out, "SharedKernel conv_pixels, conv_channels, pairs_pixels, pairs_channels;");
    line(out, "SharedKernel winograd_strips, winograd_groups, winograd_both, conv_first, conv_first_pooled;");
    line(out, "extern Team team;");
    line(out, "void share_out(Team *, SharedKernel *, const void *sizes, const float *x, const float *w,");
    line(out, "               const float *bias, const float *r, float *y, float *scratch);");
}

static void emit_other_kernels(Out *out) {
    for (const PoolRow *row = catalogue_pools; row->name; row++)
        line(out, "void %s(const %s *, const float *x, float *y);", row->name, row->parameters->type);
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

static void emit_interfaces(Out *out) {
    emit_parameter_types(out);
    emit_shared_kernels(out);
    emit_other_kernels(out);
    blank(out);
}

const char *emit_calls(Arena *arena, const Plan *plan) {
    static const Library catalogue = { emit_interfaces, emit_arguments, catalogue_function };
    return emit_calls_of(arena, plan, &catalogue);
}

/* emit_winograd.c: 3x3 convolutions by minimal filtering. The transforms are printed from their matrices. */
#include "emit.h"
#include "emit_matrix.h"

static void emit_loads(Out *out, const char *pointer, int count, size_t stride) {
    for (int k = 0; k < count; k++) {
        const Term term = { number(stride), (size_t)k };
        line(out, "const vec d%d = LOAD(%s%s);", k, pointer, offset_text(out, 1, &term));
    }
}

static size_t pixel(const WinogradKernel *k) { return (size_t)k->target->lanes; }

static size_t v_plane(const WinogradKernel *k) { return k->products.x_image.value; }

static size_t m_plane(const WinogradKernel *k) { return k->products.y_image.value; }

static int tile_rows(const WinogradKernel *k) { return (k->height + k->outputs - 1) / k->outputs; }

static int tile_columns(const WinogradKernel *k) { return (k->width + k->outputs - 1) / k->outputs; }

/* B^T d B of one tile and block: down the columns, then along the rows. */
static void emit_input_transform(Out *out, const char *name, const WinogradKernel *k, const Winograd *w) {
    line(out, "/* B^T d B of a %dx%d tile of one block of channels; v: %d planes. */", w->points, w->points,
         w->points * w->points);
    block(out, "static inline void %s_input(const float *x, float *v)", name) {
        line(out, "vec s[%d][%d];", w->points, w->points);
        block(out, "for (int j = 0; j < %d; j++, x += %zu)", w->points, pixel(k)) {
            emit_loads(out, "x", w->points, k->x_row);
            emit_rows(out, "vec", &w->input);
            for (int i = 0; i < w->points; i++) line(out, "s[%d][j] = v%d;", i, i);
        }
        block(out, "for (int i = 0; i < %d; i++, v += %zu)", w->points, (size_t)w->points * v_plane(k)) {
            for (int j = 0; j < w->points; j++) line(out, "const vec d%d = s[i][%d];", j, j);
            emit_rows(out, "vec", &w->input);
            for (int j = 0; j < w->points; j++) {
                const Term term = { number(v_plane(k)), (size_t)j };
                line(out, "STORE(v%s, v%d);", offset_text(out, 1, &term), j);
            }
        }
    }
    blank(out);
}

static bool hangs_over(int size, int outputs) { return size % outputs != 0; }

static const char *result_text(Out *out, const WinogradKernel *k, int j) {
    const Term term = { number(pixel(k)), (size_t)j };
    const char *sum = arena_printf(out->text.arena, "y%d + b", j);
    if (k->residual) sum = arena_printf(out->text.arena, "%s + LOAD(r%s)", sum, offset_text(out, 1, &term));
    if (k->activation == ACTIVATION_RELU) sum = arena_printf(out->text.arena, "relu(%s)", sum);
    return sum;
}

static void emit_output_row(Out *out, const WinogradKernel *k, const Winograd *w) {
    for (int j = 0; j < w->points; j++) line(out, "const vec d%d = s[i][%d];", j, j);
    emit_columns(out, "vec", &w->output);
    for (int j = 0; j < k->outputs; j++) {
        const Term term = { number(pixel(k)), (size_t)j };
        const char *guard = j && hangs_over(k->width, k->outputs)
                                ? arena_printf(out->text.arena, "if (columns > %d) ", j)
                                : "";
        line(out, "%sSTORE(y%s, %s);", guard, offset_text(out, 1, &term), result_text(out, k, j));
    }
}

static const char *output_parameters(const WinogradKernel *k) {
    return k->residual ? "const float *m, const float *bias, const float *r, float *y, int rows, int columns"
                       : "const float *m, const float *bias, float *y, int rows, int columns";
}

static void emit_output_transform(Out *out, const char *name, const WinogradKernel *k, const Winograd *w) {
    line(out, "/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie "
              "inside. */");
    block(out, "static inline void %s_output(%s)", name, output_parameters(k)) {
        if (!hangs_over(k->width, k->outputs)) line(out, "(void)columns;");
        line(out, "const vec b = LOAD(bias);");
        line(out, "vec s[%d][%d];", k->outputs, w->points);
        block(out, "for (int j = 0; j < %d; j++, m += %zu)", w->points, m_plane(k)) {
            emit_loads(out, "m", w->points, (size_t)w->points * m_plane(k));
            emit_columns(out, "vec", &w->output);
            for (int i = 0; i < k->outputs; i++) line(out, "s[%d][j] = y%d;", i, i);
        }
        const char *step = k->residual ? arena_printf(out->text.arena, ", r += %zu", k->y_row) : "";
        block(out, "for (int i = 0; i < rows; i++, y += %zu%s)", k->y_row, step) {
            emit_output_row(out, k, w);
        }
    }
    blank(out);
}

static const char *limit(Out *out, const char *left, int outputs, bool over) {
    if (!over) return arena_printf(out->text.arena, "%d", outputs);
    return arena_printf(out->text.arena, "%s < %d ? %s : %d", left, outputs, left, outputs);
}

/* The input's transform, and then panel by panel the products and their transform back are shared out to
 * threads. */
static void emit_input_strip(Out *out, const char *name, const WinogradKernel *k) {
    size_t step = (size_t)(k->outputs * k->stride);
    Loop plane = { "b", number(k->in_blocks) }, row = { "ty", { "rows", 0 } };
    Loop *nest[] = { &plane, &row };
    open_loops(out, false, 2, nest);
    const Index x[] = { { plane.variable, number(k->x_block) }, { row.variable, number(step * k->x_row) } };
    const Index v[] = { { plane.variable, k->products.x_block },
                        { row.variable, number((size_t)tile_columns(k) * pixel(k)) } };
    line(out, "for (int tx = 0; tx < %d; tx++)", tile_columns(k));
    line(out, "    %s_input(%s + tx * %zu, %s + tx * %zu);", name, index_text(out, "xs", 2, x),
         step * pixel(k), index_text(out, "scratch", 2, v), pixel(k));
    close_loops(out, 2, nest);
}

static size_t group_blocks(const WinogradKernel *k) {
    return k->products.panels.value * (size_t)k->products.vectors;
}

static void emit_output_call(Out *out, const char *name, const WinogradKernel *k, const Loop *group,
                             const Loop *plane) {
    size_t step = (size_t)k->outputs;
    const Index m[] = { { plane->variable, k->products.y_block },
                        { "ty", number((size_t)tile_columns(k) * pixel(k)) },
                        { "tx", number(pixel(k)) } };
    const Index y[] = { { group->variable, number(group_blocks(k) * k->y_block) },
                        { plane->variable, number(k->y_block) },
                        { "ty", number(step * k->y_row) },
                        { "tx", number(step * pixel(k)) } };
    const Index bias[] = { { group->variable, number(group_blocks(k) * pixel(k)) },
                           { plane->variable, number(pixel(k)) } };
    const char *residual =
        k->residual ? arena_printf(out->text.arena, "%s, ", index_text(out, "rs", 4, y)) : "";
    line(out, "%s_output(%s, %s, %s%s, down, across);", name, index_text(out, "m", 3, m),
         index_text(out, "bias", 2, bias), residual, index_text(out, "ys", 4, y));
}

static void emit_output_tiles(Out *out, const char *name, const WinogradKernel *k, const Loop *group,
                              const Loop *plane) {
    const char *first = tile_rows(k) > k->strip ? "(first + ty)" : "ty";
    line(out, "for (int ty = 0; ty < rows; ty++)");
    out->depth++;
    block(out, "for (int tx = 0; tx < %d; tx++)", tile_columns(k)) {
        const char *below = arena_printf(out->text.arena, "%d - %s * %d", k->height, first, k->outputs);
        const char *right = arena_printf(out->text.arena, "%d - tx * %d", k->width, k->outputs);
        line(out, "const int down = %s;", limit(out, below, k->outputs, hangs_over(k->height, k->outputs)));
        line(out, "const int across = %s;", limit(out, right, k->outputs, hangs_over(k->width, k->outputs)));
        emit_output_call(out, name, k, group, plane);
    }
    out->depth--;
}

static void emit_groups(Out *out, const char *name, const WinogradKernel *k) {
    Loop group = { "g", number(k->groups) }, plane = { "b", number(group_blocks(k)) };
    Loop *groups[] = { &group }, *planes[] = { &plane };
    open_loops(out, false, 1, groups);
    const Index w = { group.variable, number(k->products.images.value * k->products.w_image.value) };
    line(out, "float *m = scratch + %zu%s;", k->shared,
         k->groups > 1 ? arena_printf(out->text.arena, " + THREAD * %zu", k->scratch) : "");
    line(out, "%s_products(scratch, %s, m);", name, index_text(out, "w", 1, &w));
    open_loops(out, true, 1, planes);
    emit_output_tiles(out, name, k, &group, &plane);
    close_loops(out, 1, planes);
    close_loops(out, 1, groups);
}

static const char *strip_height(Out *out, const WinogradKernel *k) {
    if (tile_rows(k) % k->strip == 0) return arena_printf(out->text.arena, "%d", k->strip);
    return limit(out, arena_printf(out->text.arena, "%d - first", tile_rows(k)), k->strip, true);
}

static void emit_strip(Out *out, const char *name, const WinogradKernel *k, const Loop *image,
                       const Loop *strip) {
    size_t step = (size_t)k->outputs;
    bool many = !is_number(strip->count, 1);
    const char *first = many ? "first" : "0";
    if (many) line(out, "const int first = s * %d;", k->strip);
    line(out, "const int rows = %s;", strip_height(out, k));
    const Index x[] = { { image->variable, number(k->x_image) },
                        { first, number(step * (size_t)k->stride * k->x_row) } };
    const Index y[] = { { image->variable, number(k->y_image) }, { first, number(step * k->y_row) } };
    line(out, "const float *xs = %s;", index_text(out, "x", 2, x));
    if (k->residual) line(out, "const float *rs = %s;", index_text(out, "r", 2, y));
    line(out, "float *ys = %s;", index_text(out, "y", 2, y));
    emit_input_strip(out, name, k);
    emit_groups(out, name, k);
}

void emit_winograd(Out *out, const char *name, const char *about, const WinogradKernel *k) {
    Winograd w = winograd_matrices(k->outputs, k->stride);
    Loop image = { "n", number(k->images) };
    Loop strip = { "s", number((size_t)((tile_rows(k) + k->strip - 1) / k->strip)) };
    Loop *nest[] = { &image, &strip };
    emit_input_transform(out, name, k, &w);
    emit_output_transform(out, name, k, &w);
    emit_conv(out, arena_printf(out->text.arena, "%s_products", name),
              "/* Point by point, one group of panels: m[point] = v[point] * w[point]. */", &k->products);
    line(out, "%s", about);
    block(out,
          "NOINLINE static void %s(const float *x, const float *w, const float *bias, %sfloat *y, float "
          "*scratch)",
          name, k->residual ? "const float *r, " : "") {
        open_loops(out, true, 2, nest);
        emit_strip(out, name, k, &image, &strip);
        close_loops(out, 2, nest);
    }
    blank(out);
}

/* window.c: max pools, averages of windows and blurs that need no border: where a window ends is decided once
 * a row and once a column of windows. */
#include "integers.h"

#include <string.h>

enum { MOST_UNROLLED = 4 }; /* taps in each direction */

/* ---- Where a window ends ---- */

/* Where the window of the result's pixel `variable` begins: before 0 in the padding. */
static const char *start_text(Out *out, const char *variable, Extent stride, Extent before) {
    bool first = !strcmp(variable, "0");
    const char *at = first ? "0" : scaled_text(out, variable, stride);
    if (is_number(before, 0)) return at;
    const char *shift = extent_text(out, before);
    return first ? arena_printf(out->text.arena, "-%s", shift)
                 : arena_printf(out->text.arena, "%s - %s", at, shift);
}

/* One axis of windows. */
typedef struct {
    const char *start, *begin, *end; /* variables: where the window starts; its first pixel inside, the end */
    const char *pixel;               /* of the result */
    Extent before, size;             /* of padding; of the input */
    bool cut;
} Axis;

static void emit_bounds(Out *out, const WindowKernel *k, const Axis *a) {
    const char *kernel = extent_text(out, k->kernel), *size = extent_text(out, a->size);
    const char *start = start_text(out, a->pixel, k->stride, a->before), *from = a->begin;
    if (!is_number(a->before, 0)) {
        line(out, "const int %s = %s;", a->start, start);
        start = arena_printf(out->text.arena, "%s > 0 ? %s : 0", a->start, a->start);
        from = a->start;
    }
    line(out, "const int %s = %s;", a->begin, start);
    if (a->cut)
        line(out, "const int %s = %s + %s < %s ? %s + %s : %s;", a->end, from, kernel, size, from, kernel,
             size);
}

static Axis rows_of(const WindowKernel *k, const char *pixel) {
    return (Axis){ "top", "above", "below", pixel, k->top, k->height, k->cut_rows };
}

static Axis columns_of(const WindowKernel *k, const char *pixel) {
    return (Axis){ "start", "left", "right", pixel, k->left, k->width, k->cut_columns };
}

static const char *pixels_text(Out *out, const WindowKernel *k, const Axis *a) {
    return a->cut ? arena_printf(out->text.arena, "%s - %s", a->end, a->begin) : extent_text(out, k->kernel);
}

/* Whether no part of the window is cut off along the axes that may be cut. */
static const char *whole_text(Out *out, const WindowKernel *k, int count, const Axis *const *axes) {
    Text text = { .arena = out->text.arena };
    for (int i = 0; i < count; i++)
        if (axes[i]->cut)
            text_printf(&text, "%s%s == %s", text.length ? " && " : "", pixels_text(out, k, axes[i]),
                        extent_text(out, k->kernel));
    return text.bytes;
}

/* ---- Its taps ---- */

static const char *loaded_text(Out *out, const WindowKernel *k, const char *at) {
    return (k->kind == WINDOW_LARGEST ? picked_text : load_text)(out->text.arena, k->pool.x, at);
}

static const char *tap_text(Out *out, const WindowKernel *k, const char *row, const char *column) {
    const Index at[] = { { row, k->pool.tap_row }, { column, k->pool.tap_column } };
    return loaded_text(out, k, index_text(out, "p", 2, at));
}

static void emit_tap(Out *out, const WindowKernel *k, const char *value) {
    if (k->kind == WINDOW_LARGEST)
        line(out, "largest = %s;", larger_text(out->text.arena, k->pool.x, "largest", value));
    else
        line(out, "sum += %s;", value);
}

static const char *end_of(Out *out, const WindowKernel *k, const Axis *a) {
    return a->cut ? a->end : arena_printf(out->text.arena, "%s + %s", a->begin, extent_text(out, k->kernel));
}

static void emit_any_taps(Out *out, const WindowKernel *k, const Axis *rows, const Axis *columns) {
    line(out, "for (int row = above; row < %s; row++)", end_of(out, k, rows));
    line(out, "    for (int column = left; column < %s; column++)", end_of(out, k, columns));
    out->depth += 2;
    emit_tap(out, k, tap_text(out, k, "row", "column"));
    out->depth -= 2;
}

/* A row of a window all of whose columns are inside, from r on. */
static void emit_row(Out *out, const WindowKernel *k, size_t row) {
    for (size_t column = 0; column < k->kernel.value; column++) {
        const Term at[] = { { k->pool.tap_row, row }, { k->pool.tap_column, column } };
        emit_tap(out, k, loaded_text(out, k, arena_printf(out->text.arena, "r%s", offset_text(out, 2, at))));
    }
}

static void emit_whole_taps(Out *out, const WindowKernel *k, const Axis *rows) {
    const Index at[] = { { rows->cut ? "row" : "above", k->pool.tap_row }, { "left", k->pool.tap_column } };
    const char *r =
        arena_printf(out->text.arena, "const %s *r = %s;", type_of(k->pool.x), index_text(out, "p", 2, at));
    if (!rows->cut) {
        line(out, "%s", r);
        for (size_t row = 0; row < k->kernel.value; row++) emit_row(out, k, row);
        return;
    }
    block(out, "for (int row = above; row < below; row++)") {
        line(out, "%s", r);
        emit_row(out, k, 0);
    }
}

static void emit_taps(Out *out, const WindowKernel *k, const Axis *rows, const Axis *columns) {
    if (k->kernel.name || k->kernel.value > MOST_UNROLLED) {
        emit_any_taps(out, k, rows, columns);
    } else if (!columns->cut) {
        emit_whole_taps(out, k, rows);
    } else {
        block(out, "if (%s)", whole_text(out, k, 1, &columns)) { emit_whole_taps(out, k, rows); }
        block(out, "else") { emit_any_taps(out, k, rows, columns); }
    }
}

/* ---- The largest, the average ---- */

/* Before its taps: zero where there is one among them. */
static void emit_start(Out *out, const WindowKernel *k, const Axis *const *axes) {
    const char *first = tap_text(out, k, "above", "left");
    const char *type = picked_type(k->pool.x);
    bool cut = axes[0]->cut || axes[1]->cut;
    if (k->kind == WINDOW_AVERAGE)
        line(out, k->pool.sums ? "ivec sum = first;" : "vec sum = ZERO;");
    else if (k->zeros && cut)
        line(out, "%s largest = %s ? %s : %s;", type, whole_text(out, k, 2, axes), first,
             zero_text(out->text.arena, k->pool.x, extent_text(out, k->pool.zero)));
    else
        line(out, "%s largest = %s;", type, first);
}

static const char *average_text(Out *out, const WindowKernel *k, const Axis *const *axes) {
    Arena *arena = out->text.arena;
    const char *kernel = extent_text(out, k->kernel);
    bool counted = !k->zeros && (axes[0]->cut || axes[1]->cut);
    if (!counted && !k->kernel.name)
        return arena_printf(arena, "sum * (1.0f / %zu.0f)", k->kernel.value * k->kernel.value);
    if (!counted) return arena_printf(arena, "sum * (1.0f / (float)(%s * %s))", kernel, kernel);
    const char *of_axis[2];
    for (int i = 0; i < 2; i++)
        of_axis[i] = axes[i]->cut ? arena_printf(arena, "(%s)", pixels_text(out, k, axes[i])) : kernel;
    return arena_printf(arena, "sum * (1.0f / (float)(%s * %s))", of_axis[0], of_axis[1]);
}

/* How many pixels of the window lie inside. */
static const char *count_text(Out *out, const WindowKernel *k, const Axis *const *axes) {
    return arena_printf(out->text.arena, "(%s) * (%s)", pixels_text(out, k, axes[0]),
                        pixels_text(out, k, axes[1]));
}

static const char *integer_average(Out *out, const WindowKernel *k, const Axis *const *axes, const char *to) {
    Arena *arena = out->text.arena;
    const char *all = k->kernel.name ? arena_printf(arena, "%s * %s", k->kernel.name, k->kernel.name)
                                     : arena_printf(arena, "%zu", k->kernel.value * k->kernel.value);
    const bool cut = axes[0]->cut || axes[1]->cut;
    const char *pixels = cut && !k->zeros ? arena_printf(arena, "(float)(%s)", count_text(out, k, axes))
                         : k->kernel.name ? arena_printf(arena, "(float)(%s)", all)
                                          : arena_printf(arena, "%s.0f", all);
    const char *outside =
        cut && k->zeros && !is_number(k->pool.zero, 0)
            ? arena_printf(arena, k->kernel.name ? " + (int)((%s - %s) * %s)" : " + (%s - %s) * %s", all,
                           count_text(out, k, axes), extent_text(out, k->pool.zero))
            : "";
    return arena_printf(arena, "store_u8(%s, nearest(sum%s, factor / %s))", to, outside, pixels);
}

static const char *stored_window(Out *out, const WindowKernel *k, const Axis *const *axes, const char *to) {
    Arena *arena = out->text.arena;
    if (k->kind == WINDOW_LARGEST) return put_text(arena, k->pool.y, to, "largest");
    return k->pool.sums ? integer_average(out, k, axes, to)
                        : store_text(arena, k->pool.y, to, average_text(out, k, axes));
}

static void emit_pixel(Out *out, const WindowKernel *k, const Axis *rows, const char *column) {
    const Axis columns = columns_of(k, column);
    const Axis *const axes[] = { rows, &columns };
    const Index at = { column, k->pool.y_column };
    emit_bounds(out, k, &columns);
    emit_start(out, k, axes);
    emit_taps(out, k, rows, &columns);
    line(out, "%s;", stored_window(out, k, axes, index_text(out, "q", 1, &at)));
}

static void emit_row_of_windows(Out *out, const WindowKernel *k, const char *row) {
    Loop column = whole_loop("j", k->pool.columns), *nest[] = { &column };
    const Axis rows = rows_of(k, row);
    emit_bounds(out, k, &rows);
    open_loops(out, SERIAL, 1, nest);
    emit_pixel(out, k, &rows, column.variable);
    close_loops(out, 1, nest);
}

/* ---- The blur: [1 2 1] / 4 on both axes; a mirror stands at the first and the last pixel ---- */

static const char *sum_type(const PoolKernel *k) { return k->sums ? "ivec" : "vec"; }

/* The function blur_column(), one a type of values, where the file has none. */
static void share_column(Out *out, const PoolKernel *k) {
    Arena *arena = out->text.arena;
    Out body = new_body(out);
    line(&body, "return %s + %s * %s + %s;", load_text(arena, k->x, "p + above"), k->sums ? "2" : "2.0f",
         load_text(arena, k->x, "p"), load_text(arena, k->x, "p + below"));
    share_function(out, "/* The sum of a blur over a column of three pixels, four times what it is worth. */",
                   arena_printf(arena, "static inline %s", sum_type(k)),
                   arena_printf(arena, "blur_column%s", number_suffix(arena, k->x)),
                   arena_printf(arena, "const %s *p, int above, int below", type_of(k->x)), &body);
}

/* The sum of all nine, stored. */
static const char *stored_blur(Arena *arena, const PoolKernel *k, const char *at, const char *sum,
                               const char *times, const char *as_float) {
    if (k->sums) return arena_printf(arena, "store_u8(%s, nearest(first + %s(%s), factor))", at, times, sum);
    return store_text(arena, k->y, at, arena_printf(arena, "%s * (%s)", as_float, sum));
}

static const char *blur_column(Out *out, NumberKind x, const char *shift) {
    return arena_printf(out->text.arena, "blur_column%s(p%s, above, below)",
                        number_suffix(out->text.arena, x), shift);
}

/* From the middle row to those beside it. */
static void emit_mirrored_rows(Out *out, const PoolKernel *k, const char *row) {
    const char *step = extent_text(out, k->tap_row), *whole = extent_text(out, k->whole_rows);
    bool first = !strcmp(row, "0"), all = !k->rows.name && k->whole_rows.value == k->rows.value;
    line(out, first ? "const int above = %s;" : "const int above = %s > 0 ? -%s : %s;", first ? step : row,
         step, step);
    if (all)
        line(out, "const int below = %s;", step);
    else if (first)
        line(out, "const int below = -%s;", step);
    else
        line(out, "const int below = %s < %s ? %s : -%s;", row, whole, step, step);
}

/* The last column's next one is the one before it. */
static void emit_last_column(Out *out, const PoolKernel *k) {
    const Term from = { product(out, k->whole_columns, k->x_column), 1 },
               to = { product(out, k->whole_columns, k->y_column), 1 };
    Arena *arena = out->text.arena;
    const char *at = arena_printf(arena, "q%s", offset_text(out, 1, &to));
    line(out, "const %s last = %s;", sum_type(k), blur_column(out, k->x, offset_text(out, 1, &from)));
    line(out, "%s;", stored_blur(arena, k, at, "left + last", "2 * ", "0.125f"));
}

static void emit_blurred(Out *out, const WindowKernel *k, const char *column) {
    const Index from = { column, k->pool.x_column }, to = { column, k->pool.y_column };
    const Term next = { k->pool.tap_column, 1 };
    const char *shift = index_text(out, "", 1, &from);
    const char *right = arena_printf(out->text.arena, "%s%s", shift, offset_text(out, 1, &next));
    const char *type = sum_type(&k->pool);
    line(out, "const %s middle = %s;", type, blur_column(out, k->pool.x, shift));
    line(out, "const %s right = %s;", type, blur_column(out, k->pool.x, right));
    line(out, "%s;",
         stored_blur(out->text.arena, &k->pool, index_text(out, "q", 1, &to),
                     k->pool.sums ? "left + 2 * middle + right" : "left + 2.0f * middle + right", "",
                     "0.0625f"));
}

static void emit_blurred_row(Out *out, const WindowKernel *k, const char *row) {
    const PoolKernel *p = &k->pool;
    Loop column = whole_loop("j", p->whole_columns), *nest[] = { &column };
    const Term first = { p->tap_column, 1 };
    bool all = !p->columns.name && p->whole_columns.value == p->columns.value;
    emit_mirrored_rows(out, p, row);
    line(out, "%s left = %s;", sum_type(p), blur_column(out, p->x, offset_text(out, 1, &first)));
    open_loops(out, SERIAL, 1, nest);
    emit_blurred(out, k, column.variable);
    if (!all || strcmp(column.variable, "0"))
        line(out, "left = %s;", is_number(k->stride, 1) ? "middle" : "right");
    close_loops(out, 1, nest);
    if (p->columns.name) block(out, "if (%s < %s)", p->whole_columns.name, p->columns.name) {
            emit_last_column(out, p);
        }
    else if (!all)
        emit_last_column(out, p);
}

/* ---- The function ---- */

void emit_windows(Out *out, const char *name, const char *about, const WindowKernel *k) {
    Loop image = whole_loop("n", k->pool.images), plane = whole_loop("b", k->pool.blocks),
         row = whole_loop("i", k->pool.rows);
    Loop *nest[] = { &image, &plane, &row };
    bool blur = k->kind == WINDOW_BLUR;
    if (blur) share_column(out, &k->pool);
    line(out, "%s", about);
    block(out, "%s", pool_head(out, name, "Window", &k->pool)) {
        open_loops(out, pool_sharing(&k->pool), 3, nest);
        emit_pool_pointers(out, &k->pool, &image, &plane, row.variable, blur ? k->pool.x_row : number(0));
        if (k->pool.sums) emit_block_numbers(out, &k->pool.ending, k->pool.target, NULL);
        (blur ? emit_blurred_row : emit_row_of_windows)(out, k, row.variable);
        close_loops(out, 3, nest);
    }
    blank(out);
}

/* ---- What it is called ---- */

const char *window_name(Arena *arena, const KernelShape *s, const WindowKernel *k) {
    static const char *const names[] = { "maxpool", "avgpool", "blur" };
    return arena_printf(arena, "%s%dx%ds%d_%d_%dx%d", names[k->kind], s->kernel, s->kernel, s->stride,
                        s->out.channels, s->out.height, s->out.width);
}

static const char *outside_text(const WindowKernel *k) {
    if (k->kind == WINDOW_BLUR) return "; around the image it is seen in a mirror";
    if (!k->cut_rows && !k->cut_columns) return "";
    return k->zeros ? "; zeros lie around the image" : "; what lies outside of the image takes no part";
}

const char *window_about(Arena *arena, const KernelShape *s, const WindowKernel *k) {
    static const char *const names[] = { "max pool", "average", "binomial blur" };
    return arena_printf(arena, "/* %dx%d %s, stride %d, %d channels, %dx%d -> %dx%d%s. */", s->kernel,
                        s->kernel, names[k->kind], s->stride, s->out.channels, s->in.height, s->in.width,
                        s->out.height, s->out.width, outside_text(k));
}

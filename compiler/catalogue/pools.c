/* pools.c: the catalogue's kernels without weights, a row each: their text, and which of them is a layer's.
 */
#include "print.h"
#include "rows.h"

#define WINDOWS(of, ...)                                                                                     \
    {                                                                                                        \
        .kind = KERNEL_WINDOW, .window = {.kind = (of), .cut_rows = true, .cut_columns = true, __VA_ARGS__ } \
    }

const PoolRow catalogue_pools[] = {
    { "max_pool",
      &pool_parameters,
      "/* 3x3 max pool, stride 2, of values that are not negative. */",
      { .kind = KERNEL_MAX_POOL } },
    { "max_pool_cut",
      &pool_parameters,
      "/* The same of any values. */",
      { .kind = KERNEL_MAX_POOL, .pool.cut = true } },
    { "max_windows", &window_parameters, "/* The largest of a window. */", WINDOWS(WINDOW_LARGEST) },
    { "max_windows_zeros", &window_parameters, "/* The same; zeros lie around the image. */",
      WINDOWS(WINDOW_LARGEST, .zeros = true) },
    { "average_windows", &window_parameters, "/* The average of a window. */", WINDOWS(WINDOW_AVERAGE) },
    { "average_windows_zeros", &window_parameters, "/* The same; zeros lie around the image. */",
      WINDOWS(WINDOW_AVERAGE, .zeros = true) },
    { "blur", &window_parameters, "/* 3x3 binomial blur. */", WINDOWS(WINDOW_BLUR, .stride = { NULL, 1 }) },
    { "blur_halving", &window_parameters, "/* The same, stride 2. */",
      WINDOWS(WINDOW_BLUR, .stride = { NULL, 2 }) },
    { "zero_pad_blocks",
      &shortcut_parameters,
      "/* Pixels at a stride; zero blocks of channels before and behind. */",
      { .kind = KERNEL_ZERO_PAD, .shortcut.whole = true } },
    { "zero_pad_lanes", &shortcut_parameters, "/* The same; zero channels. */", { .kind = KERNEL_ZERO_PAD } },
    { "average_pool", &pool_parameters, "/* Average over the image. */", { .kind = KERNEL_AVERAGE_POOL } },
    { "global_max",
      &global_parameters,
      "/* The largest of the image. */",
      { .kind = KERNEL_GLOBAL_POOL, .global.kind = GLOBAL_MAX } },
    { "average_max",
      &global_parameters,
      "/* The mean of its average and its largest. */",
      { .kind = KERNEL_GLOBAL_POOL, .global.kind = GLOBAL_AVERAGE_MAX } },
    { "average_and_max",
      &global_parameters,
      "/* All averages, then all largest. */",
      { .kind = KERNEL_GLOBAL_POOL, .global.kind = GLOBAL_AVERAGE_AND_MAX } },
    { NULL, NULL, NULL, { .kind = KERNEL_NONE } },
};

/* ---- Which one ---- */

/* The stride of a blur is a number in its text. */
static bool is_window(const WindowKernel *row, const WindowKernel *k) {
    return row->kind == k->kind && row->zeros == k->zeros &&
           (k->kind != WINDOW_BLUR || row->stride.value == k->stride.value);
}

static bool is_row(const Kernel *row, const Kernel *k) {
    if (row->kind != k->kind) return false;
    switch (k->kind) {
    case KERNEL_MAX_POOL:
        return row->pool.cut == k->pool.cut;
    case KERNEL_WINDOW:
        return is_window(&row->window, &k->window);
    case KERNEL_ZERO_PAD:
        return row->shortcut.whole == k->shortcut.whole;
    case KERNEL_GLOBAL_POOL:
        return row->global.kind == k->global.kind;
    default:
        return true;
    }
}

static const char *row_name(Arena *arena, const PoolRow *row, NumberKind values) {
    return arena_printf(arena, "%s%s", row->name, number_suffix(arena, values));
}

/* All begin with a pool's members. */
const char *catalogue_pool(Arena *arena, const Kernel *k) {
    const PoolRow *row = catalogue_pools;
    while (row->name && !is_row(&row->kernel, k)) row++;
    return row->name && k->pool.x == k->pool.y ? row_name(arena, row, k->pool.x) : NULL;
}

/* ---- Their text ---- */

bool adds_up(const Kernel *k) {
    return k->kind == KERNEL_AVERAGE_POOL || (k->kind == KERNEL_WINDOW && k->window.kind != WINDOW_LARGEST) ||
           (k->kind == KERNEL_GLOBAL_POOL && k->global.kind != GLOBAL_MAX);
}

/* Every struct begins with a pool's. */
static Kernel named_kernel(const Catalogue *c, const PoolRow *row) {
    Kernel k = row->kernel;
    k.pool.catalogue = true;
    k.pool.target = c->target;
    k.pool.x = k.pool.y = c->values;
    k.pool.sums = number_types[c->values].integers && adds_up(&k);
    if (k.pool.sums) k.pool.ending.integers = catalogue_places(LAYER_AVERAGE_POOL, false, ACTIVATION_NONE);
    name_parameters(c->out.text.arena, row->parameters, "k->", &k.pool);
    if (k.kind == KERNEL_WINDOW && k.window.kind == WINDOW_BLUR) k.window.stride = row->kernel.window.stride;
    if (k.kind == KERNEL_ZERO_PAD) k.shortcut.lanes = c->target->lanes;
    if (k.kind == KERNEL_GLOBAL_POOL) k.global.lanes = c->target->lanes;
    return k;
}

static void emit_pool_row(Out *out, const PoolRow *row, const char *name, const Kernel *k) {
    const bool integers = number_types[k->pool.x].integers;
    switch (k->kind) {
    case KERNEL_MAX_POOL:
        emit_max_pool(out, name, row->about, &k->pool);
        break;
    case KERNEL_WINDOW:
        emit_windows(out, name, row->about, &k->window);
        break;
    case KERNEL_ZERO_PAD:
        emit_shortcut(out, name, row->about, &k->shortcut);
        break;
    case KERNEL_GLOBAL_POOL:
        (integers ? emit_integer_global : emit_global_pool)(out, name, row->about, &k->global);
        break;
    default:
        (integers ? emit_integer_average : emit_average_pool)(out, name, row->about, &k->pool);
    }
}

void emit_catalogue_pools(Catalogue *c) {
    for (const PoolRow *row = catalogue_pools; row->name; row++) {
        const Kernel k = named_kernel(c, row);
        const char *name = row_name(c->out.text.arena, row, c->values);
        emit_pool_row(&c->out, row, name, &k);
        add_entry(c, name);
    }
}

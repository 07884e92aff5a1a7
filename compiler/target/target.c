/* target.c: all rows, and which of them a name means. */
#include "target.h"
#include "rows.h"

#include <assert.h>
#include <string.h>

/* An architecture a line. */
const Target *const targets[] = {
    &target_zen5,      &target_zen4,     &target_avx512_vnni, &target_avx512,
    &target_avx_vnni,  &target_avx2,     &target_sse2, /* x86.c */
#ifdef __aarch64__
    &target_neon_bf16, &target_neon_dot, &target_neon, /* arm.c */
#endif
#ifdef __riscv
    &target_rvv256,    &target_rvv128, /* riscv.c */
#endif
    &target_scalar, /* portable.c */
};
const int target_count = COUNT_OF(targets);

const Target *const foreign_targets[] = {
#ifndef __aarch64__
    &target_neon_bf16,    &target_neon_dot,  &target_neon, /* arm.c */
#endif
    &target_wasm_relaxed, &target_wasm_simd, /* wasm.c */
#ifndef __riscv
    &target_rvv256,       &target_rvv128, /* riscv.c */
#endif
    &target_cortex_m55,   &target_cortex_m4, /* cortex.c */
};
const int foreign_target_count = COUNT_OF(foreign_targets);

bool target_runs_here(const Target *target) {
    if (target->machine) return false;
    for (int i = 0; i < COUNT_OF(target->features) && target->features[i]; i++)
        if (!target->architecture->has(target->features[i])) return false;
    return true;
}

bool target_suits_here(const Target *target) {
    return target_runs_here(target) && (!target->processor || target->processor());
}

const Target *target_find(const char *name) {
    bool native = !strcmp(name, "native");
    for (int i = 0; i < target_count; i++)
        if (native ? target_suits_here(targets[i]) : !strcmp(name, targets[i]->name)) return targets[i];
    for (int i = 0; i < foreign_target_count; i++)
        if (!strcmp(name, foreign_targets[i]->name)) return foreign_targets[i];
    return NULL;
}

const Target *target_emulated(Arena *arena, const Target *target, const char *emulator) {
    if (!*emulator) return target;
    Machine *machine = arena_alloc(arena, sizeof *machine);
    Target *emulated = arena_alloc(arena, sizeof *emulated);
    *machine = *target->machine;
    machine->emulator = emulator;
    *emulated = *target;
    emulated->machine = machine;
    return emulated;
}

static void append(const char **list, const char *item) {
    int count = 0;
    while (list[count]) {
        if (!strcmp(list[count], item)) return;
        count++;
    }
    assert(count + 1 < MOST_FEATURES);
    list[count] = item;
}

const Target *target_extended(Arena *arena, const Target *target, NumberKind weights) {
    const Extension *extension = &target->extensions[weights];
    if (!extension->flag) return target;
    Target *extended = arena_alloc(arena, sizeof *extended);
    *extended = *target;
    if (!strstr(target->flags, extension->flag))
        extended->flags = arena_printf(arena, "%s %s", target->flags, extension->flag);
    append(extended->macros, extension->macro);
    append(extended->features, extension->feature);
    return extended;
}

const char *target_compile_flags(Arena *arena, const Target *target) {
    return arena_printf(arena, "-std=%s -O2%s%s", target->standard, *target->flags ? " " : "", target->flags);
}

int channels_together(const Target *target, NumberKind weights) {
    int together = number_types[weights].together, own = target->extensions[weights].together;
    if (own) return own;
    return target->lanes == 1 || together == 0 ? 1 : together;
}

const Target *target_preferring(Arena *arena, const Target *target, bool small) {
    if (target->small == small) return target;
    Target *other = arena_alloc(arena, sizeof *other);
    *other = *target;
    other->small = small;
    return other;
}

bool shares_sizes(const Target *target) { return target->lanes > 1 || target->small; }

static bool has_steps(const Target *target, NumberKind weights) {
    return channels_together(target, weights) > 1;
}

double step_multiply_adds(const Target *target, NumberKind weights) {
    const Extension *extension = &target->extensions[weights];
    if (extension->step > 0) return extension->step;
    return !has_steps(target, weights) || extension->dots ? 1 : 2;
}

NumberKind target_bytes(const Target *target) {
    const Extension *extension = &target->extensions[NUMBER_S8];
    if (target->lanes == 1) return NUMBER_U8;
    return extension->takes_signed ? NUMBER_U8_SIGNED : extension->dots ? NUMBER_U8 : NUMBER_U8_WORDS;
}

bool takes_apart(const Target *target, NumberKind weights) {
    return weights == NUMBER_BF16 && step_multiply_adds(target, weights) > 1;
}

size_t line_units(const Target *target, NumberKind number) {
    return (size_t)(target->caches->line_bytes / number_types[number].unit);
}

bool takes_weights(const Target *target, NumberKind weights, int vectors) {
    return weights == NUMBER_F32 || (target->gains[weights] && number_types[weights].run % vectors == 0);
}

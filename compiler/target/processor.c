/* processor.c: what processor this is. */
#include "target.h"

#include <string.h>
#include <sys/utsname.h>

#if defined __x86_64__ || defined __i386__
#include <cpuid.h>

enum { BRAND_LEAF = 0x80000002, BRAND_LEAVES = 3 };

/* The brand string, its padding of blanks removed. Virtual machines shorten it: family and model tell more.
 */
static const char *brand(Arena *arena) {
    unsigned words[BRAND_LEAVES * 4 + 1] = { 0 };
    for (unsigned i = 0; i < BRAND_LEAVES; i++) {
        unsigned *w = words + 4 * i;
        if (!__get_cpuid(BRAND_LEAF + i, &w[0], &w[1], &w[2], &w[3])) return "x86";
    }
    char *text = arena_copy(arena, (const char *)words, sizeof words - 1);
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ') text[--length] = '\0';
    return text + strspn(text, " ");
}

/* Intel 64 and IA-32 Architectures Software Developer's Manual, CPUID leaf 1; AMD64 Architecture
 * Programmer's Manual, volume 3, appendix E. */
const char *processor_name(Arena *arena) {
    unsigned a = 0, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return brand(arena);
    unsigned family = a >> 8 & 0xf, model = a >> 4 & 0xf;
    if (family == 6 || family == 15) model += (a >> 16 & 0xf) << 4;
    if (family == 15) family += a >> 20 & 0xff;
    return arena_printf(arena, "%s, family %u, model %u", brand(arena), family, model);
}
#else
const char *processor_name(Arena *arena) {
    struct utsname system;
    return uname(&system) ? "unknown" : arena_copy(arena, system.machine, strlen(system.machine));
}
#endif

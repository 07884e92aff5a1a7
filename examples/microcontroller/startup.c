/* startup.c: vectors, what runs before main, and all that stands for a C library: the network calls memcpy
 * and memset. Armv7-M Architecture Reference Manual: B1.5.3 (vectors), B3.2.20 (CPACR), B3.3 (SysTick);
 * Semihosting for AArch32. */
#include "board.h"

#include <stddef.h>
#include <stdint.h>

extern uint32_t stack_top[], stack_bottom[], data_start[], data_end[], data_image[], bss_start[], bss_end[];
int main(void);
_Noreturn void reset(void);

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define CPACR             REGISTER(0xe000ed88u)
#define SYST_CSR          REGISTER(0xe000e010u)
#define SYST_RVR          REGISTER(0xe000e014u)
#define SYST_CVR          REGISTER(0xe000e018u)

enum { PAINT = 0x5a5a5a5a };

/* ---- The C library ---- */

typedef uint32_t Word __attribute__((may_alias)); /* of whatever is copied */

void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if (!(((uintptr_t)t | (uintptr_t)f) % sizeof(Word)))
        for (; bytes >= sizeof(Word); bytes -= sizeof(Word), t += sizeof(Word), f += sizeof(Word))
            *(Word *)(void *)t = *(const Word *)(const void *)f;
    while (bytes--) *t++ = *f++;
    return to;
}

void *memset(void *to, int value, size_t bytes) {
    unsigned char *t = to;
    while (bytes--) *t++ = (unsigned char)value;
    return to;
}

/* ---- The host ---- */

static int semihost(int operation, const void *argument) {
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void board_print(const char *text) { semihost(0x04, text); /* SYS_WRITE0 */ }

_Noreturn void board_exit(int failed) {
    const uint32_t how[] = { 0x20026, (uint32_t)failed }; /* ADP_Stopped_ApplicationExit */
    for (;;) semihost(0x20, how);                         /* SYS_EXIT_EXTENDED */
}

/* ---- The timer and the stack ---- */

void board_begin(void) {
    SYST_RVR = BOARD_TICKS;
    SYST_CVR = 0;
    SYST_CSR = 5; /* the processor's clock, no interrupt */
}

unsigned board_ticks(void) { return BOARD_TICKS - SYST_CVR; }

unsigned board_stack(void) {
    const uint32_t *p = stack_bottom;
    while (*p == PAINT) p++;
    return (unsigned)((const char *)stack_top - (const char *)p);
}

/* ---- From reset to main ---- */

static _Noreturn void stuck(void) { board_exit(2); }

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    stack_top,           (const void *)reset, (const void *)stuck, (const void *)stuck,
    (const void *)stuck, (const void *)stuck, (const void *)stuck,
};

_Noreturn void reset(void) {
    CPACR |= 0xf00000; /* the floating-point unit, and Helium */
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    for (uint32_t *p = stack_bottom; p < (uint32_t *)__builtin_frame_address(0) - 16; p++)
        *(volatile uint32_t *)p = PAINT;
    memcpy(data_start, data_image, (size_t)((char *)data_end - (char *)data_start));
    memset(bss_start, 0, (size_t)((char *)bss_end - (char *)bss_start));
    board_exit(main());
}

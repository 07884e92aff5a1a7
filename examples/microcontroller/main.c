/* main.c: classifies pictures that lie in flash, and says what that takes. The network's workspace is the
 * only memory that it has; its weights stay where they are. */
#include "board.h"
#include "network.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const unsigned char pictures[][NETWORK_INPUT_BYTES], classes[];
extern const float expected[][NETWORK_CLASSES];

static const char *const names[NETWORK_CLASSES + 1] = {
#include "names.h"
    NULL,
};

static unsigned char workspace[NETWORK_WORKSPACE_BYTES] __attribute__((section(".workspace"), aligned(64)));
static unsigned char input[NETWORK_INPUT_BYTES]; /* as a camera would fill it */
static float logits[NETWORK_CLASSES];

/* ---- Numbers as text ---- */

static void print_number(uint32_t number, int width) {
    char text[12], *p = text + sizeof text;
    *--p = '\0';
    do {
        *--p = (char)('0' + number % 10);
        number /= 10;
        width--;
    } while (number);
    while (width-- > 0) *--p = ' ';
    board_print(p);
}

/* With two decimals. */
static void print_real(float value) {
    const uint32_t hundredths = (uint32_t)((value < 0 ? -value : value) * 100 + 0.5f);
    board_print(value < 0 ? " -" : " ");
    print_number(hundredths / 100, 0);
    board_print(hundredths % 100 < 10 ? ".0" : ".");
    print_number(hundredths % 100, 0);
}

static void print_row(const char *what, uint32_t number, const char *unit) {
    board_print(what);
    print_number(number, 6);
    board_print(unit);
}

/* ---- Pictures ---- */

static int largest(const float *values) {
    int best = 0;
    for (int i = 1; i < NETWORK_CLASSES; i++)
        if (values[i] > values[best]) best = i;
    return best;
}

static void print_class(int class) {
    if (names[0]) {
        board_print(names[class]);
    } else {
        board_print("class ");
        print_number((uint32_t) class, 0);
    }
}

static void print_answer(int picture, int class) {
    board_print("picture ");
    print_number((uint32_t)picture, 2);
    board_print("  ");
    print_class(class);
    if (names[0] && class != classes[picture]) {
        board_print(", but it is: ");
        print_class(classes[picture]);
    }
    board_print("; logits");
    for (int i = 0; i < NETWORK_CLASSES; i++) print_real(logits[i]);
    board_print("\n");
}

static bool same_bits(const float *a, const float *b) {
    uint32_t x, y;
    for (int i = 0; i < NETWORK_CLASSES; i++) {
        __builtin_memcpy(&x, a + i, sizeof x);
        __builtin_memcpy(&y, b + i, sizeof y);
        if (x != y) return false;
    }
    return true;
}

/* Ticks of the timer that a run took. */
static uint32_t classify(int picture) {
    for (size_t i = 0; i < sizeof input; i++) input[i] = pictures[picture][i];
    board_begin();
    const uint32_t before = board_ticks();
    network_run(network_weights, workspace, input, logits);
    return (board_ticks() - before) & BOARD_TICKS;
}

int main(void) {
    enum {
        A_MICROSECOND = TICKS / 1000000
    }; /* ticks; of qemu's -icount shift=0 an instruction takes a nanosecond */
    uint32_t most = 0;
    int same = 0, right = 0;
    for (int i = 0; i < PICTURES; i++) {
        const uint32_t ticks = classify(i);
        if (ticks > most) most = ticks;
        same += same_bits(logits, expected[i]);
        right += names[0] && largest(logits) == classes[i];
        print_answer(i, largest(logits));
    }
    print_row("input        ", sizeof input, " bytes\n");
    print_row("stack        ", board_stack(), " bytes\n");
    print_row("instructions ", most / A_MICROSECOND, " thousand a picture\n");
    if (names[0]) print_row("right        ", (uint32_t)right, "");
    if (names[0]) print_row(" of", PICTURES, " pictures\n");
    print_row("same bits    ", (uint32_t)same, " as where resnetc ran\n");
    return same != PICTURES;
}

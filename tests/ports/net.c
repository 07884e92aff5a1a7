/* net.c: runs the network net.h beside it on numbers that are the same everywhere; a line an output. */
#include "net.h"
#include <stdio.h>

static float input[NET_INPUT_FLOATS], output[NET_OUTPUT_FLOATS];
static char room[NET_WORKSPACE_BYTES + 64];

int main(void) {
    unsigned long long state = 1;
    void *workspace = room + (64 - (size_t)room % 64) % 64;
    if (!net_cpu_ok() || net_weights_check(net_weights, NET_WEIGHTS_BYTES) != NET_OK) return 1;
    for (int i = 0; i < NET_INPUT_FLOATS; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        input[i] = (float)(int)(state >> 40) / 8388608.0f - 1;
    }
    net_run(net_weights, workspace, input, output);
    for (int i = 0; i < NET_OUTPUT_FLOATS; i++) printf("%.9g\n", (double)output[i]);
    return 0;
}

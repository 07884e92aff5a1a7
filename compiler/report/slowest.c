/* slowest.c: the layers that take the most time. */
#include "report.h"

/* Those of one time stand as the network has them. */
static int slowest_beside(const double *seconds, int layers, const int *found, int count) {
    int best = -1;
    for (int v = 0; v < layers; v++) {
        bool taken = false;
        for (int i = 0; i < count; i++) taken |= found[i] == v;
        if (!taken && seconds[v] > 0 && (best < 0 || seconds[v] > seconds[best])) best = v;
    }
    return best;
}

int slowest_layers(const double *seconds, int layers, int found[SLOWEST]) {
    int count = 0;
    while (count < SLOWEST && (found[count] = slowest_beside(seconds, layers, found, count)) >= 0) count++;
    return count;
}

double sum_of_layers(const double *seconds, int layers) {
    double sum = 0;
    for (int v = 0; v < layers; v++) sum += seconds[v];
    return sum;
}

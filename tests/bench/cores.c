/* cores.c: how far apart the cores are, as a contender: "run" is answered by nanoseconds. */
#include "measure/measure.h"

#include <stdio.h>

int main(void) {
    char line[16];
    printf("ready cores\n");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        printf("%.0f\n", 1e9 * measure_cores());
        fflush(stdout);
    }
    return 0;
}

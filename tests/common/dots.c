/* dots.c: instructions that multiply bytes, in C. */
#include "dots.h"

const char *const vpdpbusd_in_c =
    "return c + (x & 255) * (w << 24 >> 24) + (x >> 8 & 255) * (w << 16 >> 24) +\n"
    "       (x >> 16 & 255) * (w << 8 >> 24) + (x >> 24 & 255) * (w >> 24);";

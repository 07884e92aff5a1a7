/* dots.h: what instructions that multiply bytes compute, in C: where a processor lacks them, and to hold them
 * against it where it has them. */
#ifndef TESTS_DOTS_H
#define TESTS_DOTS_H

/* A body of dot_bytes (Idioms) for any vectors of int, as Intel's manual, volume 2, defines VPDPBUSD: to each
 * lane of c four products are added, of bytes of x without a sign and of w with one; nothing saturates. */
extern const char *const vpdpbusd_in_c;

#endif

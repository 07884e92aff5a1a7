/* plain.h: numbers in texts have a point, whatever the caller's locale says: the C library prints and reads
 * them by the thread's. */
#ifndef RESNETC_LIBRARY_PLAIN_H
#define RESNETC_LIBRARY_PLAIN_H

#include <locale.h>

/* The thread's locale becomes "C", for which nothing is allocated. Returns the one before. */
static inline locale_t plain_locale(void) { return uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0)); }

#endif

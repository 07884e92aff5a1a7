/* watched.h: what emitted code rewritten by watch.sed calls: ThreadSanitizer is told of what it does not see,
 * and waits may be left out. */
#ifndef TESTS_RACES_WATCHED_H
#define TESTS_RACES_WATCHED_H

#include <stddef.h>

void __tsan_read_range(void *from, unsigned long bytes);
void __tsan_write_range(void *to, unsigned long bytes);

static inline const void *is_read(const void *from, size_t bytes) {
    __tsan_read_range((void *)(size_t)from, bytes);
    return from;
}

static inline void *is_written(void *to, size_t bytes) {
    __tsan_write_range(to, bytes);
    return to;
}

/* Whether the calling thread is not to wait: asked at each wait of a call. */
int leaves_out_wait(void);

#endif

/* skipped.h: what a test leaves out on this processor, said by name. */
#ifndef TESTS_SKIPPED_H
#define TESTS_SKIPPED_H

/* A line "SKIPPED: what, not on this processor: NAME, NAME", where there are targets, or engines (engine.h),
 * that do not run here. */
void tell_skipped_targets(const char *what);
void tell_skipped_engines(const char *what);

#endif

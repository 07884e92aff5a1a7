/* networks.h: small networks, odd in size, that have each way to compute in integers; the last ones large
 * enough that threads share their passes. Each as the text of its spec. */
#ifndef TESTS_NETWORKS_H
#define TESTS_NETWORKS_H

enum { NETWORKS = 21 };

extern const char *const networks[NETWORKS];

#endif

/* bench_memory.c: how fast threads read: what a core's own cache keeps, what the last one keeps, and what
 * none does. Emitted and compiled as networks are, for the same vectors by the same flags. */
#include "bench.h"
#include "emit/emit.h"

#include <stdatomic.h>
#include <string.h>

enum { SUMS = 8, LEAST_FAR = 64 << 20, MOST_FAR = 256 << 20 };

/* Adds up input[0] (an int) times SUMS vectors of `weights`. */
static const char *reading_text(Arena *arena, int lanes) {
    Text text = { .arena = arena };
    if (lanes == 1)
        text_printf(&text, "typedef float vec;\n");
    else
        text_printf(&text, "typedef float vec __attribute__((vector_size(%d)));\n",
                    lanes * (int)sizeof(float));
    text_printf(&text,
                "#define MEMORY_WORKSPACE_BYTES 64\n"
                "void memory_run(const void *weights, void *workspace, const float *input, float *output) {\n"
                "    const vec *x = weights;\n"
                "    const int count = *(const int *)(const void *)input;\n"
                "    vec c0 = { 0 }");
    for (int i = 1; i < SUMS; i++) text_printf(&text, ", c%d = c0", i);
    text_printf(&text, ";\n    for (int i = 0; i < count; i++, x += %d) {\n", SUMS);
    for (int i = 0; i < SUMS; i++) text_printf(&text, "        c%d += x[%d];\n", i, i);
    text_printf(&text, "    }\n    *(vec *)output = c0");
    for (int i = 1; i < SUMS; i++) text_printf(&text, " + c%d", i);
    text_printf(&text, ";\n}\n");
    return text.bytes;
}

typedef struct {
    const Jit *jit;
    char *bytes;     /* a share a thread, one after another */
    size_t share;    /* bytes that a thread reads */
    int vectors;     /* bytes that a turn reads */
    atomic_int next; /* the thread that begins */
    double rates[MOST_TEAM];
} Readers;

typedef struct {
    const Readers *readers;
    const void *from;
    int turns;
    float *sum;
} Reader;

static void read_share(void *context) {
    const Reader *r = context;
    r->readers->jit->run(r->from, NULL, (const float *)(const void *)&r->turns, r->sum);
}

/* A call reads all of its share; of a few calls the fastest. */
static void *run_reader(void *context) {
    static const TimingPlan plan = {
        .warmups = 2, .least_runs = 4, .least_seconds = 0.03, .most_seconds = 0.3
    };
    Readers *readers = context;
    const int thread = atomic_fetch_add(&readers->next, 1);
    _Alignas(64) float sum[64];
    double samples[2000];
    Reader reader = { readers, readers->bytes + readers->share * (size_t)thread,
                      (int)(readers->share / (size_t)readers->vectors), sum };
    const Timing timing = time_calls(read_share, &reader, &plan, samples, COUNT_OF(samples));
    readers->rates[thread] = (double)readers->share / timing.minimum;
    return NULL;
}

/* Of all threads together, each reading its share of so many bytes. */
static double measure_reading(Readers *readers, size_t bytes, int threads) {
    pthread_t others[MOST_TEAM];
    double sum = 0;
    readers->share = bytes / (size_t)threads / (size_t)readers->vectors * (size_t)readers->vectors;
    atomic_store(&readers->next, 0);
    const int started = start_threads(others, threads - 1, run_reader, readers);
    run_reader(readers);
    for (int i = 0; i < started; i++) pthread_join(others[i], NULL);
    for (int i = 0; i <= started; i++) sum += readers->rates[i];
    return sum;
}

static size_t within(double bytes, size_t least, size_t most) {
    return bytes < (double)least ? least : bytes > (double)most ? most : (size_t)bytes;
}

bool measure_memory(Arena *arena, const Target *target, int threads, MemoryRates *rates, Diag *diag) {
    const Spec spec = { .name = "memory" };
    const Plan plan = { .spec = &spec, .target = target };
    const Caches *caches = target->caches;
    const size_t near_bytes = within(caches->near_bytes / 2, 64 << 10, 4 << 20) * (size_t)threads;
    const size_t last = within(caches->far_bytes / 2, 2 * near_bytes, LEAST_FAR);
    const size_t far = within(8 * caches->far_bytes, LEAST_FAR, MOST_FAR);
    Arena own = { .no_memory = arena->no_memory };
    Readers readers = { .vectors = SUMS * target->lanes * (int)sizeof(float) };
    readers.jit = jit_compile(&own, &plan, reading_text(&own, target->lanes), JIT_CC, NULL, NULL, diag);
    if (readers.jit) {
        readers.bytes = memset(arena_alloc(&own, far), 0x3c, far); /* small floats, in pages of their own */
        *rates = (MemoryRates){ measure_reading(&readers, near_bytes, threads),
                                measure_reading(&readers, last, threads),
                                measure_reading(&readers, far, threads) };
    }
    const bool good = readers.jit != NULL;
    arena_free(&own);
    return good;
}

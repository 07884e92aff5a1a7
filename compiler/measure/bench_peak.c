/* bench_peak.c: how many operations a second the processor can do at most: multiply-adds on registers alone,
 * of floats, or of what the network's weights are. Emitted and compiled as networks are, for the same vectors
 * by the same flags. */
#include "bench.h"

/* Two units of four or five cycles' latency need ten multiply-adds under way; two registers more hold
 * factors. */
enum { CHAINS = 12, ROUNDS = 20000 };

struct Peak {
    const Jit *jit;
    int products; /* of an instruction */
    float *input, *output;
};

static void add_vector_type(Text *text, int lanes) {
    if (lanes == 1)
        text_printf(text, "typedef float vec;\n");
    else
        text_printf(text, "typedef float vec __attribute__((vector_size(%d)));\n",
                    lanes * (int)sizeof(float));
}

/* c = c * w + b in every chain: nothing that a compiler may hoist out of the loop or share between chains. */
static const char *peak_text(Arena *arena, int lanes) {
    Text text = { .arena = arena };
    add_vector_type(&text, lanes);
    text_printf(&text,
                "#define PEAK_WORKSPACE_BYTES 64\n"
                "void peak_run(const void *weights, void *workspace, const float *input, float *output) {\n"
                "    const vec *x = (const vec *)input, w = x[0], b = x[1];\n"
                "    vec ");
    for (int i = 0; i < CHAINS; i++) text_printf(&text, "%sc%d = x[%d]", i ? ", " : "", i, i + 2);
    text_printf(&text, ";\n    for (int i = 0; i < %d; i++) {\n", ROUNDS);
    for (int i = 0; i < CHAINS; i++) text_printf(&text, "        c%d = c%d * w + b;\n", i, i);
    text_printf(&text, "    }\n    *(vec *)output = c0");
    for (int i = 1; i < CHAINS; i++) text_printf(&text, " + c%d", i);
    text_printf(&text, ";\n}\n");
    return text.bytes;
}

/* By what tiles multiply: x is another one for every chain as far as a compiler sees, or it would multiply
 * once. */
static const char *dots_text(Arena *arena, const Target *target, NumberKind weights) {
    const bool integers = number_types[weights].integers;
    const char *kind = integers ? "bytes" : "halves", *type = integers ? "Bytes" : "Halves";
    const char *constraint = target->idioms->constraint ? target->idioms->constraint : "m";
    Text text = { .arena = arena };
    text_printf(&text,
                "%s#define PEAK_WORKSPACE_BYTES 64\n"
                "void peak_run(const void *weights, void *workspace, const float *input, float *output) {\n"
                "    const void *at = input;\n"
                "    const %s w = load_%s(at);\n"
                "    %s x = spread_%s(at);\n"
                "    %s",
                emit_dot_functions(arena, target, weights), type, kind, type, kind,
                integers ? "ivec" : "vec");
    for (int i = 0; i < CHAINS; i++) text_printf(&text, "%sc%d = { 0 }", i ? ", " : " ", i);
    text_printf(&text, ";\n    for (int i = 0; i < %d; i++) {\n", ROUNDS);
    for (int i = 0; i < CHAINS; i++)
        text_printf(&text, "        __asm__(\"\" : \"+%s\"(x)); c%d = dot_%s(c%d, x, w);\n", constraint, i,
                    kind, i);
    text_printf(&text, "    }\n    *(%s *)output = c0", integers ? "ivec" : "vec");
    for (int i = 1; i < CHAINS; i++) text_printf(&text, " + c%d", i);
    text_printf(&text, ";\n}\n");
    return text.bytes;
}

/* Without an instruction for it bf16 is multiplied as floats. */
static bool has_dots(const Target *target, NumberKind weights) {
    if (target->lanes == 1) return false;
    return number_types[weights].integers || (weights == NUMBER_BF16 && target->extensions[weights].dots);
}

Peak *peak_open(Arena *arena, const Target *target, NumberKind weights, Diag *diag) {
    const Spec spec = { .name = "peak" };
    const Plan plan = { .spec = &spec, .target = target };
    Peak *peak = arena_alloc(arena, sizeof *peak);
    const bool dots = has_dots(target, weights);
    peak->products = target->lanes * (dots ? number_types[weights].together : 1);
    const char *text = dots ? dots_text(arena, target, weights) : peak_text(arena, target->lanes);
    peak->jit = jit_compile(arena, &plan, text, JIT_CC, NULL, NULL, diag);
    if (!peak->jit) return NULL;
    int floats = (CHAINS + 2) * target->lanes;
    peak->input = arena_array(arena, float, floats);
    peak->output = arena_array(arena, float, target->lanes);
    for (int i = 0; i < floats; i++) peak->input[i] = 0.5f + (float)i / 1024;
    return peak;
}

static void run_peak(void *context) {
    Peak *peak = context;
    peak->jit->run(NULL, NULL, peak->input, peak->output);
}

double peak_measure(Peak *peak, double *usual) {
    static const TimingPlan plan = {
        .warmups = 20, .least_runs = 100, .least_seconds = 0.05, .most_seconds = 1
    };
    double samples[2000];
    Timing timing = time_calls(run_peak, peak, &plan, samples, COUNT_OF(samples));
    double flop = 2.0 * CHAINS * ROUNDS * peak->products;
    *usual = flop / timing.median;
    return flop / timing.minimum;
}

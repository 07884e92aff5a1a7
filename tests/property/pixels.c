/* pixels.c: a network that takes pixels gives the bits that it gives of floats normalised beforehand, on
 * every engine, with every number of channels and images, alone and on threads; and reads no byte beside its
 * pixels. */
#include "engine.h"
#include "guarded.h"
#include "media/media.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>
#include <string.h>

/* What stands in the braces behind it: the input's kind, mean and std. The third has chunks of images of
 * which the first layers compute one at a time; the last two a first layer without border, and no image
 * tiles. */
static const char *const networks[] = {
    "{\"name\":\"rgb\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":5,\"stem\":{\"width\":"
    "8},"
    "\"input\":{\"height\":37,\"width\":41},%s[0.485,0.456,0.406],\"std\":[0.229,0.224,0.225],\"order\":"
    "\"bgr\"}}",
    "{\"name\":\"grey\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":5,\"stem\":{\"type\":"
    "\"cifar\"},\"batch\":3,\"input\":{\"channels\":1,\"height\":9,\"width\":7},%s[0.1307],\"std\":[0.3081]}"
    "}",
    "{\"name\":\"gathering\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[32,36],\"stem\":{\"type\":"
    "\"cifar\"},\"batch\":10,\"classes\":7,\"input\":{\"height\":131,\"width\":129},%s[0.5,0.25,0.1],\"std\":"
    "[1,0.3,3.5]}}",
    "{\"name\":\"many\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":5,\"stem\":{"
    "\"kernel\":1,"
    "\"stride\":1,\"width\":8,\"pool\":null},\"batch\":2,\"input\":{\"channels\":5,\"height\":1,\"width\":19}"
    ","
    "%s[0,1,0.2,0.3,0.4],\"std\":[1,2,3,4,0.00001]}}",
    "{\"name\":\"one\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":5,\"stem\":{\"kernel\":"
    "1,"
    "\"stride\":2,\"width\":8,\"pool\":null},\"input\":{\"height\":1,\"width\":1},%s[1,0.2,0.3],\"std\":[3,2,"
    "1],\"order\":\"bgr\"}"
    "}",
};

typedef struct {
    bool done, same, same_on_threads;
    char message[200];
} Outcome;

static bool compile(Arena *arena, const char *network, const char *input, int threads, const Engine *engine,
                    Network *compiled, Diag *diag) {
    const char *kind = arena_printf(arena, "\"preprocess\":{\"input\":\"%s\",\"mean\":", input);
    const char *end = strstr(network, "%s");
    const char *text = arena_printf(arena, "%.*s%s%s", (int)(end - network), network, kind, end + 2);
    const Spec *spec = spec_parse(arena, text, strlen(text), "spec", diag);
    const Target *target = engine->jit == JIT_CC ? engine->target : jit_target(arena, engine->target, diag);
    const PlanOrder order = { .weights = "random:3", .accuracy = ACCURACY_FAST, .threads = threads };
    const Plan *plan = spec && target ? plan_to_order(arena, spec, target, &order, diag) : NULL;
    return plan && network_of_plan(arena, plan, engine->jit, compiled, diag);
}

/* Each value of a byte, and then some. */
static const unsigned char *draw_pixels(Arena *arena, const Plan *plan) {
    size_t count = plan_input_bytes(plan);
    unsigned char *pixels = guarded_alloc(arena, count, FLUSH_END);
    uint64_t state = 1;
    for (size_t i = 0; i < count; i++)
        pixels[i] = (unsigned char)(i < 256 ? i * 167 : split_mix(&state) >> 32);
    guarded_protect(pixels, count);
    return pixels;
}

static const float *normalised(Arena *arena, const Plan *plan, const unsigned char *pixels) {
    float *floats = arena_array(arena, float, plan_input_floats(plan));
    size_t image = plan_input_floats(plan) / (size_t)plan->spec->batch;
    for (size_t i = 0; i < (size_t)plan->spec->batch; i++)
        picture_normalise(plan->spec, pixels + i * image, floats + i * image);
    return floats;
}

/* Between guard pages: network_run() would copy them. */
static const float *run_guarded(Arena *arena, const Network *network, const unsigned char *pixels) {
    void *workspace = guarded_alloc(arena, network->jit->workspace_bytes, FLUSH_END);
    float *output = arena_array(arena, float, plan_output_floats(network->plan));
    memset(workspace, 0xff, network->jit->workspace_bytes);
    network->jit->run(network->plan->blob->bytes, workspace, pixels, output);
    return output;
}

static bool try_network(Arena *arena, const char *text, const Engine *engine, Outcome *o, Diag *diag) {
    Network floats, alone, team;
    if (!compile(arena, text, "f32_nchw", 1, engine, &floats, diag) ||
        !compile(arena, text, "u8_nhwc", 1, engine, &alone, diag) ||
        !compile(arena, text, "u8_nhwc", 3, engine, &team, diag))
        return false;
    const unsigned char *pixels = draw_pixels(arena, alone.plan);
    const float *expected = network_run(arena, &floats, normalised(arena, floats.plan, pixels));
    size_t bytes = plan_output_floats(floats.plan) * sizeof *expected;
    o->same = !memcmp(expected, run_guarded(arena, &alone, pixels), bytes);
    o->same_on_threads = !memcmp(expected, run_guarded(arena, &team, pixels), bytes);
    return true;
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!engine_runs_here(&engine)) return;
    outcome->done = try_network(&arena, networks[index / engine_count()], &engine, outcome, &diag);
    if (!outcome->done) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    int jobs = COUNT_OF(networks) * engine_count();
    tell_skipped_engines("pixels");
    const Outcome *outcomes = run_jobs(jobs, job, NULL, sizeof(Outcome));
    for (int i = 0; i < jobs; i++) {
        const Engine engine = engine_at(i % engine_count());
        const Outcome *o = &outcomes[i];
        int which = i / engine_count() + 1;
        if (!engine_runs_here(&engine)) continue;
        const char *why = *o->message ? o->message : "crashed, perhaps on a guard page";
        if (!check(&tally, o->done, "network %d on %s: %s", which, engine.name, why)) continue;
        check(&tally, o->same, "network %d on %s: other bits", which, engine.name);
        check(&tally, o->same_on_threads, "network %d on %s: other bits on threads", which, engine.name);
    }
    return tally_close(&tally);
}

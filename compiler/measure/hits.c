/* hits.c: what a network answers, and how often that is right. */
#include "energy.h"
#include "feed.h"

enum { AMONG = 5 };

typedef struct {
    const Plan *plan;
    const Jit *jit;
    void *workspace;
    float *output;
    size_t scores; /* floats before the first image's */
    const HeldOut *held;
    const int *floats;
    int *answers;
    Hits *hits;
} Asking;

/* How many classes go before this one: have larger scores, or as large ones and stand before it. */
static int rank_of(const float *scores, int classes, int class) {
    int rank = 0;
    for (int c = 0; c < classes; c++)
        rank += scores[c] > scores[class] || (scores[c] == scores[class] && c < class);
    return rank;
}

static int best_of(const float *scores, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++)
        if (scores[c] > scores[best]) best = c;
    return best;
}

static void count_image(const Asking *a, int image, const float *scores) {
    const int classes = a->plan->spec->classes, best = best_of(scores, classes);
    const int truth = a->held->truth ? a->held->truth[image] : -1;
    a->answers[image] = best;
    a->hits->images++;
    a->hits->same += !a->floats || a->floats[image] == best;
    if (truth < 0) return;
    a->hits->known++;
    a->hits->first += best == truth;
    a->hits->among += rank_of(scores, classes, truth) < AMONG;
}

static bool ask_batch(void *context, const void *in, const int *images, int filled) {
    const Asking *a = context;
    a->jit->run(a->plan->blob->bytes, a->workspace, in, a->output);
    for (int i = 0; i < filled; i++)
        count_image(a, images[i], a->output + a->scores + (size_t)(i * a->plan->spec->classes));
    return true;
}

const int *answer_images(Arena *arena, const Runnable *network, const HeldOut *held, const int *floats,
                         Hits *hits, Diag *diag) {
    const Plan *plan = network->plan;
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = text ? jit_compile(arena, plan, text, network->kind, NULL, NULL, diag) : NULL;
    if (!jit) return NULL;
    int unreadable, *answers = arena_array(arena, int, held->source->count);
    for (int i = 0; i < held->source->count; i++) answers[i] = -1;
    *hits = (Hits){ 0 };
    Asking a = { .plan = plan,
                 .jit = jit,
                 .workspace = arena_alloc(arena, jit->workspace_bytes),
                 .output = arena_array(arena, float, plan_output_floats(plan)),
                 .scores = scores_offset(plan),
                 .held = held,
                 .floats = floats,
                 .answers = answers,
                 .hits = hits };
    const Feed feed = {
        .source = held->source, .spec = plan->spec, .batch = ask_batch, .context = &a, .diag = diag
    };
    return feed_images(arena, &feed, &unreadable) ? answers : NULL;
}

double points_lost(const Hits *floats, const Hits *low) {
    if (floats->known) return 100.0 * (floats->first - low->first) / floats->known;
    return 100.0 * (low->images - low->same) / low->images;
}

/* run.c: --run: a network on the user's images. A client of the library: of the compiler it knows specs only.
 * Images are read ahead, fill batches, and are answered in their order. */
#include "client.h"
#include "outputs.h"
#include "score.h"
#include "session.h"
#include "tell.h"
#include "terminal.h"
#include "truth.h"

#include <string.h>
#include <unistd.h>

typedef struct {
    Session *session;
    const ImageSource *source;
    ResnetJit *model;
    int ranking; /* the output to rank by, -1: none */
    char *in;    /* of a call: all images of a batch, `image_bytes` each */
    size_t image_bytes;
    float *out;      /* of a call */
    float *gathered; /* the same, image by image */
    int *images;     /* of the source, that are in the batch */
    int filled;      /* so many */
    double *room;    /* a number a class */
    Text kept;       /* the floats for --output */
    Answers answers;
    Score score;
    int answered, unreadable;
    int64_t busy; /* nanoseconds in the network */
    ProgressBar bar;
} Run;

/* ---- A batch ---- */

static bool answer_image(Run *run, int slot) {
    const Spec *spec = run->session->spec;
    const float *outputs = run->gathered + (size_t)slot * outputs_floats(run->model);
    int image = run->images[slot];
    if (run->ranking < 0) return true;
    Ranking ranking = rank_classes(outputs + output_start(run->model, run->ranking), spec->classes,
                                   spec->outputs[run->ranking].kind == OUTPUT_LOGITS, run->room);
    const int *truth = run->answers.truth;
    if (truth && truth[image] >= 0) score_add(&run->score, truth[image], &ranking);
    return answers_add(&run->answers, image, &ranking) ||
           diag_fail(run->session->diag, STATUS_SYSTEM, "out of memory");
}

static bool call(Run *run, ResnetJitError *error) {
    return takes_pixels(run->session->spec)
               ? resnet_jit_run_u8(run->model, (const unsigned char *)run->in, run->out, error)
               : resnet_jit_run(run->model, (const float *)(const void *)run->in, run->out, error);
}

/* What the last batch lacks is zeros. */
static bool run_batch(Run *run) {
    ResnetJitError error;
    size_t unused = (size_t)(resnet_jit_batch(run->model) - run->filled);
    memset(run->in + (size_t)run->filled * run->image_bytes, 0, unused * run->image_bytes);
    int64_t since = clock_ns();
    if (!call(run, &error)) return diag_fail(run->session->diag, (Status)error.status, "%s", error.message);
    run->busy += clock_ns() - since;
    outputs_gather(run->model, run->out, run->filled, run->gathered);
    for (int i = 0; i < run->filled; i++)
        if (!answer_image(run, i)) return false;
    if (run->session->options->output_array)
        text_append(&run->kept, (const char *)run->gathered,
                    (size_t)run->filled * outputs_floats(run->model) * sizeof(float));
    run->answered += run->filled;
    run->filled = 0;
    return true;
}

/* ---- All images ---- */

/* False where the run ends here; a picture of a folder that cannot be read is passed over. */
static bool take_image(Run *run, Ahead *ahead, int image) {
    Arena arena = { .no_memory = run->session->arena->no_memory };
    Diag diag = { .arena = &arena };
    bool good = ahead_next(ahead, run->in + (size_t)run->filled * run->image_bytes, &diag);
    if (good)
        run->images[run->filled++] = image;
    else if (run->source->is_folder)
        run->unreadable++, tell_unreadable(&run->bar, &diag);
    else
        diag_fail(run->session->diag, diag.status, "%s",
                  arena_copy(run->session->arena, diag.message, strlen(diag.message)));
    arena_free(&arena);
    return good || run->source->is_folder;
}

static bool run_images(Run *run, Ahead *ahead) {
    int count = run->source->count;
    for (int i = 0; i < count; i++) {
        progress_show(&run->bar, i, count);
        if (!take_image(run, ahead, i)) return false;
        bool full = run->filled == resnet_jit_batch(run->model) || i + 1 == count;
        if (full && run->filled && !run_batch(run)) return false;
    }
    progress_show(&run->bar, count, count);
    return true;
}

static void start(Run *run) {
    Arena *arena = run->session->arena;
    int batch = resnet_jit_batch(run->model);
    run->image_bytes = input_image_bytes(run->session->spec);
    run->in = arena_alloc_array(arena, run->image_bytes, (size_t)batch);
    run->out = arena_array(arena, float, resnet_jit_output_floats(run->model));
    run->gathered = arena_array(arena, float, resnet_jit_output_floats(run->model));
    run->images = arena_array(arena, int, batch);
    run->room = arena_array(arena, double, run->session->spec->classes);
    run->bar = task_bar(run->session->options, "run");
    if (run->bar.form == PROGRESS_LINES || run->source->count == 1) run->bar.form = PROGRESS_NONE;
    int classes = run->session->spec->classes;
    if (run->ranking >= 0) answers_begin(&run->answers, classes < TOP ? classes : TOP);
}

static bool run_all(Run *run) {
    start(run);
    Ahead *ahead = ahead_start(run->session->arena, run->source, resnet_jit_batch(run->model));
    bool good = run_images(run, ahead);
    ahead_stop(ahead);
    if (!good) progress_clear(&run->bar);
    return good;
}

/* ---- Before and behind ---- */

static const ScoresFound *scores_of(Run *run) {
    Arena *arena = run->session->arena;
    ScoresFound *found = arena_alloc(arena, sizeof *found);
    *found = (ScoresFound){ run->score.images, run->score.first, run->score.among, NULL, 0 };
    found->confusions = score_confusions(arena, &run->score, &found->count);
    return found;
}

static bool finish(Run *run) {
    Session *s = run->session;
    tell_pass(s->options, &(PassTime){ "run", 1e-9 * (double)run->busy, (size_t)run->answered, "images" });
    if (run->unreadable)
        s->shortcoming = arena_printf(s->arena, "%s: %d of %d pictures cannot be read", run->source->path,
                                      run->unreadable, run->source->count);
    if (!run->answered) return diag_fail(s->diag, STATUS_INPUT, "%s", s->shortcoming);
    text_append(&s->text, run->answers.text.bytes, run->answers.text.length);
    if (run->score.images) s->found.scores = scores_of(run);
    score_print(s->arena, &run->score, session_text(s));
    if (!s->options->output_array) return true;
    FileView array = outputs_array(s->arena, s->spec, run->model,
                                   (const float *)(const void *)run->kept.bytes, run->answered);
    return output_add(&s->files, s->options->output_array, array.bytes, array.size, s->diag);
}

static bool check_ranking(const Options *options, int ranking, Diag *diag) {
    if (ranking >= 0) return true;
    if (!options->output_array)
        return diag_fail(diag, STATUS_USAGE, "--run: a network without class scores needs --output FILE.npy");
    if (options->truth || options->format || options->labels)
        return diag_fail(diag, STATUS_USAGE, "%s needs a network with class scores",
                         options->truth    ? "--truth"
                         : options->format ? "--format"
                                           : "--labels");
    return true;
}

/* Whatever the user's files say is read before anything is compiled. */
static bool prepare(Run *run) {
    Session *s = run->session;
    const Options *options = s->options;
    const char *const *labels = NULL;
    if (options->labels && !(labels = labels_load(s->arena, options->labels, s->spec->classes, s->diag)))
        return false;
    run->source = source_open(s->arena, s->spec, options->run, s->diag);
    if (!run->source) return false;
    if (truth_is_folders(options) && !run->source->is_folder)
        return diag_fail(s->diag, STATUS_USAGE, "--truth folders needs a folder as --run's INPUT");
    const Classes classes = { s->spec->classes, labels, run->source };
    const int *truth = options->truth ? truth_load(s->arena, &classes, options->truth, s->diag) : NULL;
    if (options->truth && !truth) return false;
    run->answers = (Answers){ options->format, terminal_is(STDOUT_FILENO), run->source, labels,
                              truth,           { .arena = s->arena } };
    run->score = score_new(s->arena, s->spec->classes, labels, truth ? run->source->count : 0);
    return true;
}

bool session_run(Session *s) {
    if (!s->options->run) return true;
    Run run = { .session = s, .ranking = ranking_output(s->spec), .kept = { .arena = s->arena } };
    if (!check_ranking(s->options, run.ranking, s->diag) || !prepare(&run)) return false;
    run.model = client_open(s);
    bool good = run.model && run_all(&run) && finish(&run);
    resnet_jit_close(run.model);
    return good;
}

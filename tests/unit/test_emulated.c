/* test_emulated.c: a network of another machine: compiled, run by an emulator, its trace told. The other
 * machine is this one, and the emulator a command that runs what it is given. */
#include "fixture.h"

#include "noise.h"

#include <unistd.h>

static const char spec_text[] =
    "{\"name\":\"tested\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[6,9],\"batch\":2,\"classes\":5,"
    "\"stem\":{\"width\":6},\"input\":{\"height\":19,\"width\":23},\"outputs\":[\"layer1\",\"logits\"]}";

/* The scalar target as another machine's. */
typedef struct {
    Machine machine;
    Target target;
} Other;

static const Target *make_other(Fixture *f, const char *compiler, const char *emulator, const char *script) {
    Other *other = arena_alloc(&f->arena, sizeof *other);
    other->machine = (Machine){
        .name = "other", .compilers = { "no-such-cc -x", compiler }, .flags = "", .emulator = emulator
    };
    other->machine.script = script;
    other->target = *target_find("scalar");
    other->target.machine = &other->machine;
    return &other->target;
}

static const Target *plain(Fixture *f) { return make_other(f, "cc", "env", NULL); }

static Plan plan_on(Fixture *f, const Target *target) {
    const Plan *plan =
        plan_network(&f->arena, make_spec(f, spec_text), target, "random:3", NULL, ACCURACY_FAST, &f->diag);
    assert_non_null(plan);
    return *plan;
}

static const Jit *compile(Fixture *f, const Plan *plan, TraceFunction *trace, void *context) {
    const char *text = jit_text(&f->arena, plan, &f->diag);
    return jit_compile(&f->arena, plan, text, jit_kind(plan->target), trace, context, &f->diag);
}

static const float *input_of(Fixture *f, const Plan *plan) {
    return noise(&f->arena, 1, plan_input_floats(plan));
}

static const float *run(Fixture *f, const Plan *plan) {
    const Jit *jit = compile(f, plan, NULL, NULL);
    if (!jit) return NULL;
    float *output = arena_array(&f->arena, float, plan_output_floats(plan));
    void *workspace = arena_alloc(&f->arena, jit->workspace_bytes);
    return jit_run(jit, plan->blob->bytes, workspace, input_of(f, plan), output, &f->diag) ? output : NULL;
}

static void outputs_are_those_of_this_machine(void **state) {
    Fixture *f = *state;
    const Plan there = plan_on(f, plain(f)), here = plan_on(f, target_find("scalar"));
    const float *theirs = run(f, &there), *ours = run(f, &here);
    assert_non_null(theirs);
    assert_non_null(ours);
    assert_memory_equal(theirs, ours, plan_output_floats(&here) * sizeof *ours);
}

static void verified_layer_by_layer(void **state) {
    Fixture *f = *state;
    const Plan plan = plan_on(f, plain(f));
    const Verdict *verdict =
        verify_network(&f->arena, &plan, jit_kind(plan.target), input_of(f, &plan), NULL, &f->diag);
    assert_non_null(verdict);
    assert_true(verdict->agrees);
    assert_int_equal(verdict->layers, plan.layers->count);
    assert_true(verdict->worst > 0);
}

typedef struct {
    int records, images;
    const Plan *plan;
} Seen;

static void see(void *context, const char *layer, const float *value, int images, int channels, int height,
                int width) {
    Seen *seen = context;
    const Shape shape = seen->plan->layers->layers[find_layer(seen->plan->layers, layer)].shape;
    assert_true(channels == shape.channels && height == shape.height && width == shape.width);
    assert_true(value[0] == value[0]);
    seen->records++;
    seen->images += images;
}

/* Each run tells its own. */
static void a_trace_is_told_each_run(void **state) {
    Fixture *f = *state;
    const Plan plan = plan_on(f, plain(f));
    Seen seen = { .plan = &plan };
    const Jit *jit = compile(f, &plan, see, &seen);
    assert_non_null(jit);
    assert_null(jit->run);
    float *output = arena_array(&f->arena, float, plan_output_floats(&plan));
    for (int runs = 1; runs <= 2; runs++) {
        assert_true(jit_run(jit, plan.blob->bytes, NULL, input_of(f, &plan), output, &f->diag));
        assert_true(seen.records >= runs * (plan.layers->count - 2));
        assert_int_equal(seen.images % runs, 0);
    }
}

/* ---- What can go wrong ---- */

static void fails(Fixture *f, const Target *target, const char *message) {
    const Plan plan = plan_on(f, target);
    assert_null(run(f, &plan));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    if (!strstr(f->diag.message, message)) fail_msg("%s; expected: %s", f->diag.message, message);
    reset_fixture(f);
}

static void failures_say_why(void **state) {
    Fixture *f = *state;
    fails(f, make_other(f, "no-such-compiler", "env", NULL), "no-such-cc, which is not installed");
    fails(f, make_other(f, "cc -no-such-flag", "env", NULL), "cc failed: ");
    fails(f, make_other(f, "cc", "no-such-emulator", NULL), "no-such-emulator"); /* by qemu: status 127 */
    fails(f, make_other(f, "cc", "false", NULL), "false failed: exit status 1");
    fails(f, make_other(f, "cc", "true", NULL), "true: wrote no outputs");
    fails(f, make_other(f, "cc", "sh script", "echo 'first\nerror: second' >&2; exit 3"),
          "sh failed: error: second");
    fails(f, make_other(f, "cc", "sh script", "kill -SEGV $$"), "sh failed: signal 11");
    fails(f, make_other(f, "cc", "sh script", "\"$1\"; truncate -s -4 output"), "bytes of outputs, got");
    fails(f, make_other(f, "cc", "sh script", "printf x >>weights; truncate -s 64 weights; \"$1\""),
          "sh failed: error: weights");
    fails(f, make_other(f, "cc", "sh script", "truncate -s 64 w; cat weights >>w; mv w weights; \"$1\""),
          "the weights are not the network's");
}

static bool lacks_feature(const char *feature) { return feature == NULL; }

static void a_processor_without_it_is_told(void **state) {
    Fixture *f = *state;
    static const Architecture none = { .has = lacks_feature, .test = "!\"%s\"" };
    Target target = *plain(f);
    target.architecture = &none;
    target.features[0] = "it";
    fails(f, &target, "processor lacks what the target needs");
}

static void an_early_end_of_the_trace_is_told(void **state) {
    Fixture *f = *state;
    const Plan plan = plan_on(f, make_other(f, "cc", "sh script", "\"$1\" && truncate -s -4 trace"));
    assert_null(verify_network(&f->arena, &plan, JIT_EMULATED, input_of(f, &plan), NULL, &f->diag));
    assert_string_equal(f->diag.message, "sh: the trace ends early");
}

static void what_is_lacking_is_named(void **state) {
    Fixture *f = *state;
    assert_null(jit_lacks(&f->arena, plain(f)));
    assert_string_equal(jit_lacks(&f->arena, make_other(f, "nor-this", "env", NULL)), "no-such-cc");
    assert_string_equal(jit_lacks(&f->arena, make_other(f, "cc", "no-such-env -i", NULL)), "no-such-env");
}

static void nothing_is_left(void **state) {
    Fixture *f = *state;
    char folder[] = "/tmp/emulated.XXXXXX";
    assert_non_null(mkdtemp(folder));
    setenv("TMPDIR", folder, 1);
    const Plan plan = plan_on(f, plain(f)), wrong = plan_on(f, make_other(f, "cc", "false", NULL));
    assert_non_null(run(f, &plan));
    assert_null(run(f, &wrong));
    unsetenv("TMPDIR");
    assert_int_equal(rmdir(folder), 0);
}

/* Programs work inside of it, where a path from here leads elsewhere. */
static void a_folder_by_a_path_from_here_serves(void **state) {
    Fixture *f = *state;
    char folder[] = "../../../../../../../../../../tmp/emulated.XXXXXX";
    assert_non_null(mkdtemp(folder));
    setenv("TMPDIR", folder, 1);
    const Plan plan = plan_on(f, plain(f));
    const float *output = run(f, &plan);
    unsetenv("TMPDIR");
    assert_int_equal(rmdir(folder), 0);
    assert_non_null(output);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(outputs_are_those_of_this_machine),
        TEST(verified_layer_by_layer),
        TEST(a_trace_is_told_each_run),
        TEST(failures_say_why),
        TEST(a_processor_without_it_is_told),
        TEST(an_early_end_of_the_trace_is_told),
        TEST(what_is_lacking_is_named),
        TEST(nothing_is_left),
        TEST(a_folder_by_a_path_from_here_serves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

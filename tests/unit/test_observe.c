/* test_observe.c: what is seen of a network's values is what the interpreter computes, whatever batch and
 * threads; ranges are found for every layer; norms expect about the same. */
#include "fixture.h"

#include <math.h>

static const char spec_text[] =
    "{\"name\":\"net\",\"block\":\"bottleneck\",\"repeats\":[1,2],\"widths\":[8,16],\"activation\":\"%s\","
    "\"attention\":{\"type\":\"se\",\"reduction\":4},\"stem\":{\"width\":16},\"batch\":%d,\"classes\":10,"
    "\"input\":{\"height\":40,\"width\":36},\"outputs\":[\"layer1\",\"logits\"]}";

enum { IMAGES = 5 };

typedef struct {
    const Plan *plan; /* as it is looked at */
    const ImageSource *source;
    const Observed *observed;
} Look;

static const Spec *spec_of(Fixture *f, const char *activation, int batch) {
    return make_spec(f, arena_printf(&f->arena, spec_text, activation, batch));
}

static bool read_image(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    (void)arena;
    if (source->is_folder && index % 2) return diag_fail(diag, STATUS_INPUT, "%d.png: torn", index);
    size_t count = input_image_floats(source->spec);
    uint64_t random = (uint64_t)index;
    for (size_t i = 0; i < count; i++)
        ((float *)image)[i] = (float)((double)(split_mix(&random) >> 40) * 0x1p-22 - 2);
    return true;
}

static const ImageSource *source_of(Fixture *f, const Spec *spec, bool folder) {
    ImageSource *source = arena_alloc(&f->arena, sizeof *source);
    *source = (ImageSource){
        .spec = spec, .path = "some", .count = IMAGES, .is_folder = folder, .read = read_image
    };
    return source;
}

static Look look(Fixture *f, const Spec *spec, int threads, bool folder) {
    const PlanOrder order = { .weights = "random:3", .curves_apart = true, .threads = threads };
    const Target *target = jit_target(&f->arena, NULL, &f->diag);
    Look l = { .source = source_of(f, spec, folder) };
    l.plan = plan_to_order(&f->arena, spec, target, &order, &f->diag);
    l.observed = observe_network(&f->arena, l.plan, JIT_TCC, l.source, NULL, &f->diag);
    if (!l.observed) fail_msg("%s", f->diag.message);
    return l;
}

/* ---- Against the interpreter ---- */

static const double *const *interpreted(Fixture *f, const Look *l) {
    size_t image = input_image_floats(l->plan->spec);
    float *input = arena_array(&f->arena, float, (size_t)l->plan->spec->batch *image);
    for (int i = 0; i < l->plan->spec->batch; i++)
        assert_true(read_image(l->source, i, &f->arena, input + (size_t)i * image, &f->diag));
    return interpret(&f->arena, l->plan->graph, l->plan->shapes, l->plan->weights->data, input);
}

static void check_value(const Observation *o, const double *values, double images, const char *name) {
    size_t count = (size_t)images * shape_floats(o->shape),
           plane = (size_t)(o->shape.height * o->shape.width);
    double least = INFINITY, most = -INFINITY, sum = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, values[i]);
        most = fmax(most, values[i]);
        if (i / plane % (size_t)o->shape.channels == 1) sum += values[i];
    }
    double near = 1e-4 * (most - least);
    if (fabs(o->histogram.least - least) > near || fabs(o->histogram.most - most) > near ||
        fabs(observed_mean(o, 1) - sum / ((double)plane * images)) > near || o->histogram.count != count)
        fail_msg("%s: seen %g to %g, mean %g; is %g to %g, mean %g", name, o->histogram.least,
                 o->histogram.most, observed_mean(o, 1), least, most, sum / ((double)plane * images));
}

static int check_seen(Fixture *f, const char *activation) {
    Look l = look(f, spec_of(f, activation, IMAGES), 1, false);
    const double *const *values = interpreted(f, &l);
    int checked = 0;
    assert_int_equal(l.observed->images, IMAGES);
    for (int v = 0; v < l.plan->graph->op_count; v++)
        if (l.observed->seen[v])
            check_value(l.observed->seen[v], values[v], IMAGES, l.plan->graph->ops[v].name), checked++;
    return checked;
}

static void sees_what_the_interpreter_computes(void **state) {
    Fixture *f = *state;
    assert_true(check_seen(f, "relu") > 20);
    reset_fixture(f);
    assert_true(check_seen(f, "silu") > 30); /* and what SiLU reads */
}

/* ---- Batches and threads ---- */

static void same_ranges(Fixture *f, const Look *a, const Look *b, double tolerance) {
    static const RangeRule rule = { RULE_MINMAX, 0 };
    const Plan *plan = a->plan;
    const Layers *layers = fold_layers(&f->arena, plan->graph, plan->shapes, NULL, true, &f->diag);
    Calibration x = calibrate_ranges(&f->arena, plan->graph, layers, a->observed->seen, &rule);
    Calibration y = calibrate_ranges(&f->arena, plan->graph, layers, b->observed->seen, &rule);
    assert_int_equal(a->observed->images, b->observed->images);
    for (int v = 0; v < layers->count; v++) {
        const Range *r = &x.ranges->ranges[v], *s = &y.ranges->ranges[v];
        double near = tolerance * ((double)r->high - r->low);
        assert_true(r->low <= 0 && r->high > 0);
        assert_true(fabs(r->low - s->low) <= near && fabs(r->high - s->high) <= near);
        assert_true(fabs(r->before_low - s->before_low) <= near &&
                    fabs(r->before_high - s->before_high) <= near);
        assert_true(fabs(r->means[0] - s->means[0]) <= near);
        assert_true((table_input(plan->graph, &layers->layers[v]) >= 0) == (r->before_high > 0));
    }
}

static void threads_do_not_matter(void **state) {
    Fixture *f = *state;
    const Spec *spec = spec_of(f, "silu", 2); /* the last batch has one image */
    Look one = look(f, spec, 1, false), three = look(f, spec, 3, false);
    same_ranges(f, &one, &three, 0);
}

static void batches_matter_by_rounding_alone(void **state) {
    Fixture *f = *state;
    Look one = look(f, spec_of(f, "gelu", 1), 1, false), four = look(f, spec_of(f, "gelu", 4), 1, false);
    same_ranges(f, &one, &four, 1e-4);
}

/* Whatever the rule, the input's range is all that was seen: by it pixels are known. */
static void inputs_are_not_clipped(void **state) {
    Fixture *f = *state;
    static const RangeRule rules[] = { { RULE_MSE, 0 }, { RULE_PERCENTILE, 60 } };
    Look l = look(f, spec_of(f, "relu", 2), 1, false);
    const Histogram *input = &l.observed->seen[0]->histogram;
    const Layers *layers = fold_layers(&f->arena, l.plan->graph, l.plan->shapes, NULL, true, &f->diag);
    for (int i = 0; i < COUNT_OF(rules); i++) {
        Calibration c = calibrate_ranges(&f->arena, l.plan->graph, layers, l.observed->seen, &rules[i]);
        assert_true(c.ranges->ranges[0].low == input->least && c.ranges->ranges[0].high == input->most);
        if (i == 1)
            assert_true(c.ranges->ranges[1].high < l.observed->seen[layers->layers[1].op]->histogram.most);
    }
}

/* ---- Mistakes ---- */

static void torn_pictures_are_passed_over(void **state) {
    Fixture *f = *state;
    Look l = look(f, spec_of(f, "relu", 2), 1, true);
    assert_int_equal(l.observed->images, 3);
    assert_int_equal(l.observed->unreadable, 2);
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(f->diag.notes[0],
                        "some: passed over 2 of 5 pictures, which cannot be read, first 1.png: torn");
}

static void no_picture_is_an_error(void **state) {
    Fixture *f = *state;
    const Spec *spec = spec_of(f, "relu", 1);
    ImageSource source = *source_of(f, spec, true);
    source.count = 1;
    source.spec = spec;
    const PlanOrder order = { .weights = "random:3", .curves_apart = true };
    const Plan *plan = plan_to_order(&f->arena, spec, target_find("scalar"), &order, &f->diag);
    source.is_folder = false;
    assert_non_null(observe_network(&f->arena, plan, JIT_TCC, &source, NULL, &f->diag));
    for (int p = 0; p < plan->graph->param_count; p++) /* too large for a float */
        for (size_t i = 0; i < plan->graph->params[p].count && plan->graph->params[p].role == ROLE_WEIGHT;
             i++)
            ((float *)plan->weights->data[p])[i] *= 1e30f;
    const Plan *loud = plan_with_choices(&f->arena, plan, plan->choices);
    assert_null(observe_network(&f->arena, loud, JIT_TCC, &source, NULL, &f->diag));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_non_null(strstr(f->diag.message, ": a value is infinite or no number"));
    assert_ptr_equal(strstr(f->diag.message, "some: "), f->diag.message);
}

/* ---- Norms ---- */

/* Within a factor of 3, of a network whose norms tell the truth: random ones do. */
static void norms_expect_about_the_same(void **state) {
    Fixture *f = *state;
    static const RangeRule rule = { RULE_PERCENTILE, 99.9 };
    Look l = look(f, spec_of(f, "relu", 4), 1, false);
    const Plan *p = l.plan;
    const Layers *layers = fold_layers(&f->arena, p->graph, p->shapes, NULL, true, &f->diag);
    Calibration seen = calibrate_ranges(&f->arena, p->graph, layers, l.observed->seen, &rule);
    Calibration expected =
        calibrate_ranges(&f->arena, p->graph, layers,
                         expect_values(&f->arena, p->graph, p->shapes, p->weights, &f->diag), &rule);
    for (int v = 1; v < layers->count; v++) {
        const Range *s = &seen.ranges->ranges[v], *e = &expected.ranges->ranges[v];
        double ratio = (e->high - e->low) / (s->high - s->low);
        if (!(ratio > 1.0 / 3 && ratio < 3))
            fail_msg("%s: %g times what is seen", layers->layers[v].name, ratio);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(sees_what_the_interpreter_computes), TEST(threads_do_not_matter),
        TEST(batches_matter_by_rounding_alone),   TEST(inputs_are_not_clipped),
        TEST(torn_pictures_are_passed_over),      TEST(no_picture_is_an_error),
        TEST(norms_expect_about_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_magnitude.c: values are expected about as large as the interpreter finds them: from a norm's gamma and
 * beta where it was trained, from the weights where it was not. */
#include "fixture.h"
#include "plan/plan.h"
#include "weights/reader.h"

#include <math.h>

static const char json[] = "{\"block\":\"bottleneck\",\"repeats\":[2,2],\"widths\":[24,40],\"classes\":7,"
                           "\"stem\":{\"width\":16},\"input\":{\"height\":96,\"width\":88}}";

typedef struct {
    Arena *arena;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights;
    const double *const *values;
} Network;

static Network make_network(Fixture *f) {
    Network n = { .arena = &f->arena, .graph = make_graph(f, json) };
    n.shapes = shape_infer(&f->arena, n.graph, &f->diag);
    n.weights = weights_random(&f->arena, n.graph, 5);
    return n;
}

/* Of PyTorch's numbers before any training, but that running_mean[0] of the first norm may differ. */
static void forget_training(Network *n, float first_mean) {
    for (int v = 0; v < n->graph->op_count; v++) {
        const Op *op = &n->graph->ops[v];
        if (op->kind != OP_NORM) continue;
        static const float fresh[ROLE_COUNT] = { [ROLE_WEIGHT] = 1, [ROLE_VARIANCE] = 1 };
        for (int role = 0; role < ROLE_COUNT; role++) {
            float *values = (float *)n->weights->data[op->param[role]];
            for (size_t i = 0; i < n->graph->params[op->param[role]].count; i++) values[i] = fresh[role];
        }
        ((float *)n->weights->data[op->param[ROLE_MEAN]])[0] = first_mean;
        first_mean = 0;
    }
}

static void run(Network *n) {
    size_t count = shape_floats(n->shapes[0]);
    float *input = arena_array(n->arena, float, count);
    uint64_t state = 3;
    for (size_t i = 0; i < count; i++) { /* uniform, of variance 1 */
        double unit = (double)(split_mix(&state) >> 40) * 0x1p-24;
        input[i] = (float)((unit - 0.5) * sqrt(12));
    }
    n->values = interpret(n->arena, n->graph, n->shapes, n->weights->data, input);
}

static double mean_square(const Network *n, int v) {
    size_t count = shape_floats(n->shapes[v]);
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += n->values[v][i] * n->values[v][i];
    return sum / (double)count;
}

/* Within `factor`, wherever a convolution reads. Returns how many values that were. */
static int check_near(const Network *n, double factor) {
    const double *moments = expected_moments(n->arena, n->graph, n->weights);
    int checked = 0;
    for (int v = 1; v < n->graph->op_count; v++) {
        const Op *op = &n->graph->ops[v];
        if (op->kind != OP_CONV || op->in[0] == 0) continue;
        double ratio = moments[op->in[0]] / mean_square(n, op->in[0]);
        if (!(ratio > 1 / factor && ratio < factor))
            fail_msg("%s: expected %g times what it is", n->graph->ops[op->in[0]].name, ratio);
        checked++;
    }
    return checked;
}

static void trained_norms_tell(void **state) {
    Fixture *f = *state;
    Network n = make_network(f);
    run(&n);
    assert_int_equal(check_near(&n, 4), 14);
}

static void weights_tell_where_norms_are_untrained(void **state) {
    Fixture *f = *state;
    Network n = make_network(f);
    forget_training(&n, 0);
    run(&n);
    assert_int_equal(check_near(&n, 6), 14);
}

/* One running mean that is not 0: the norm was trained, whatever its input. */
static void a_trained_norm_is_believed(void **state) {
    Fixture *f = *state;
    Network n = make_network(f);
    forget_training(&n, 0.5f);
    const double *moments = expected_moments(n.arena, n.graph, n.weights);
    for (int v = 0; v < n.graph->op_count; v++)
        if (n.graph->ops[v].kind == OP_NORM) {
            assert_true(moments[v] == 1); /* gamma 1, beta 0 */
            break;
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(trained_norms_tell),
        TEST(weights_tell_where_norms_are_untrained),
        TEST(a_trained_norm_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

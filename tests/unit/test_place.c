/* test_place.c: placement of values written down by hand: lifetimes, sums in place, the bound. Whole networks
 * are in tests/property/placement.c. */
#include "measure/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 12, LINE = 16 };

/* Layers of given sizes, in 64-byte lines. */
typedef struct {
    Arena arena;
    Layer layers[MOST];
    Layout layouts[MOST];
    Choice choices[MOST];
    int count;
} Net;

static int add(Net *net, LayerKind kind, int in, int residual, size_t lines) {
    int v = net->count++;
    net->layers[v] = (Layer){ .kind = kind, .name = "layer", .in = in, .residual = residual, .gate = -1 };
    net->layouts[v] = (Layout){ .elements = lines * LINE, .halo = 1 };
    return v;
}

static int conv(Net *net, int in, size_t lines) { return add(net, LAYER_CONV, in, -1, lines); }

static const Placement *place(Net *net) {
    Layers *layers = arena_alloc(&net->arena, sizeof *layers);
    *layers = (Layers){ net->layers, net->count };
    return place_values(&net->arena, layers, net->layouts);
}

/* A chain needs its two largest neighbours, here 3 + 4 lines. */
static void a_chain_takes_turns(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 1), b = conv(&net, a, 3), c = conv(&net, b, 4),
        d = conv(&net, c, 2);
    const Placement *p = place(&net);
    assert_int_equal(p->bound, 7 * 64);
    assert_int_equal(p->values, 7 * 64);
    assert_int_equal(p->places[a].last, b);
    assert_int_equal(p->places[c].last, d);
    assert_int_equal(p->places[d].last, d);
    arena_free(&net.arena);
}

/* in -> branch -> sum with in: the sum takes in's memory. */
static void a_sum_takes_its_residuals_memory(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 5), b = conv(&net, a, 5), sum = add(&net, LAYER_CONV, b, a, 5);
    const Placement *p = place(&net);
    assert_int_equal(p->places[sum].shares, a);
    assert_int_equal(p->places[sum].offset, p->places[a].offset);
    assert_int_equal(p->bound, 10 * 64);
    assert_int_equal(p->values, 10 * 64);
    arena_free(&net.arena);
}

/* Along a chain of blocks all sums are one piece of memory. */
static void sums_share_along_a_stage(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int x = add(&net, LAYER_INPUT, -1, -1, 2), first = x;
    for (int i = 0; i < 4; i++) x = add(&net, LAYER_CONV, conv(&net, x, 2), x, 2);
    const Placement *p = place(&net);
    assert_int_equal(p->places[x].offset, p->places[first].offset);
    assert_int_equal(p->values, 4 * 64);
    arena_free(&net.arena);
}

/* Something reads the residual later, here an output: then it must not be overwritten. */
static void a_residual_still_needed_stays(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 5), b = conv(&net, a, 5), sum = add(&net, LAYER_CONV, b, a, 5);
    add(&net, LAYER_OUTPUT, a, -1, 5);
    const Placement *p = place(&net);
    assert_int_equal(p->places[sum].shares, -1);
    assert_int_equal(p->values, 15 * 64);
    arena_free(&net.arena);
}

/* A sum that also reads its residual through its convolution would read what it has overwritten. */
static void a_sum_does_not_overwrite_what_it_reads(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 5), sum = add(&net, LAYER_CONV, a, a, 5);
    const Placement *p = place(&net);
    assert_int_equal(p->places[sum].shares, -1);
    assert_int_equal(p->values, 10 * 64);
    arena_free(&net.arena);
}

static void other_borders_do_not_share(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 5), b = conv(&net, a, 5), sum = add(&net, LAYER_CONV, b, a, 5);
    net.layouts[sum].halo = 0;
    assert_int_equal(place(&net)->places[sum].shares, -1);
    arena_free(&net.arena);
}

/* A gate is read by the layer whose sum it multiplies. */
static void a_gate_lives_until_it_is_read(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 5), gate = conv(&net, a, 1), b = conv(&net, a, 5),
        sum = add(&net, LAYER_CONV, b, a, 5);
    net.layers[sum].gate = gate;
    const Placement *p = place(&net);
    assert_int_equal(p->places[gate].last, sum);
    assert_int_equal(p->places[sum].shares, a);
    assert_int_equal(p->values, 11 * 64);
    arena_free(&net.arena);
}

/* Outputs are the caller's memory. */
/* Its layer's turn comes once an image, and with each the layers before it run again: what they write must
 * not lie where images are gathered. */
static void what_is_gathered_lives_from_the_start(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 4), b = conv(&net, a, 4), c = conv(&net, b, 4),
        d = conv(&net, c, 4);
    net.layouts[c].run = 1;
    net.layouts[c].images = 2;
    const Placement *p = place(&net);
    assert_int_equal(p->places[c].first, 0);
    assert_int_equal(p->places[b].first, b);
    assert_int_equal(p->bound, 12 * 64);
    assert_int_not_equal(p->places[c].offset, p->places[a].offset);
    assert_int_equal(p->places[d].first, d);
    arena_free(&net.arena);
}

static void outputs_take_no_room(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 3), out = add(&net, LAYER_OUTPUT, a, -1, 100);
    const Placement *p = place(&net);
    assert_int_equal(p->places[out].bytes, 0);
    assert_int_equal(p->values, 3 * 64);
    assert_int_equal(p->places[a].last, out);
    arena_free(&net.arena);
}

static void sizes_are_rounded_to_lines(void **state) {
    (void)state;
    Net net = { .count = 0 };
    int a = add(&net, LAYER_INPUT, -1, -1, 1), b = conv(&net, a, 1);
    net.layouts[a].elements = 17;
    net.layouts[b].elements = 1;
    const Placement *p = place(&net);
    assert_int_equal(p->places[a].bytes, 128);
    assert_int_equal(p->places[b].bytes, 64);
    assert_int_equal(p->places[a].offset % 64, 0);
    assert_int_equal(p->places[b].offset % 64, 0);
    assert_int_equal(p->values, 192);
    arena_free(&net.arena);
}

static WorkspaceSize workspace(Net *net, const Kernel *kernels) {
    const Layers layers = { net->layers, net->count };
    return size_workspace(&layers, net->choices, kernels, place(net), 2);
}

/* Scratch is the largest of all layers', in whole lines; a team has lines. */
static void the_workspace_is_values_lines_and_scratch(void **state) {
    (void)state;
    Net net = { .count = 0 };
    Kernel kernels[MOST] = { { .twin = 0 } };
    int a = add(&net, LAYER_INPUT, -1, -1, 2), b = conv(&net, a, 2), c = conv(&net, b, 2);
    net.choices[b].scratch = 400;
    net.choices[c].scratch = 132;
    net.layers[b].shape = (Shape){ 3, 2, 4 };
    WorkspaceSize alone = workspace(&net, kernels);
    assert_true(!alone.team && alone.common == 4 * 64 && alone.line == 0 && alone.scratch == 448);
    assert_int_equal(alone.copy, 192); /* 2 * 24 floats */
    kernels[c].shared = true;
    WorkspaceSize team = workspace(&net, kernels);
    assert_true(team.team && team.common == 5 * 64 && team.line == 64 && team.scratch == 448);
    assert_int_equal(workspace_bytes(&team, 3), 5 * 64 + 3 * (64 + 448));
    WorkspaceSize bare = without_team(team);
    assert_true(!bare.team && bare.common == 4 * 64 && bare.line == 0 && bare.scratch == 448);
    arena_free(&net.arena);
}

/* a (2 lines) -> b (1) -> c (5) -> d (1): while b is made, with four lines of scratch, c's room is free. */
static void scratch_lies_among_dead_values(void **state) {
    (void)state;
    Net net = { .count = 0 };
    const Kernel kernels[MOST] = { { .shared = true } };
    int a = add(&net, LAYER_INPUT, -1, -1, 2), b = conv(&net, a, 1), c = conv(&net, b, 5),
        d = conv(&net, c, 1);
    const Layers layers = { net.layers, net.count };
    net.choices[b].scratch = 250;
    net.choices[d].scratch = 10;
    const Placement *p = place_among(&net.arena, &layers, net.layouts, net.choices);
    assert_int_equal(p->values, 6 * 64);
    const Place *places = p->places;
    assert_true(places[b].scratch >= places[a].offset + 128 && places[b].scratch >= places[b].offset + 64);
    assert_int_equal(places[b].scratch, 3 * 64);
    const WorkspaceSize one = size_workspace(&layers, net.choices, kernels, p, 1);
    assert_int_equal(lines_begin(&one) + one.scratch, 7 * 64);
    assert_int_equal(workspace_bytes(&one, 1), 9 * 64);       /* two lines of the team */
    assert_int_equal(workspace_bytes(&one, 2), (9 + 5) * 64); /* four of scratch and one more */
    const Placement *unknown = place_among(&net.arena, &layers, net.layouts, NULL);
    assert_true(unknown->values == p->values && unknown->places[b].scratch == 6 * 64); /* b lies behind c */
    const Placement *behind = place_values(&net.arena, &layers, net.layouts);
    for (int v = 0; v < net.count; v++) assert_int_equal(behind->places[v].scratch, behind->values);
    arena_free(&net.arena);
}

/* b and d have the same border at the same place; c's scratch lay there, if it has some. */
static void scratch_leaves_no_border(void **state) {
    (void)state;
    for (size_t scratch = 0; scratch <= 64; scratch += 64) {
        Net net = { .count = 0 };
        int a = add(&net, LAYER_INPUT, -1, -1, 4), b = conv(&net, a, 2), c = conv(&net, b, 4),
            d = conv(&net, c, 2);
        const Place places[] = { [0] = { .offset = 0, .bytes = 256, .shares = -1, .scratch = 384 },
                                 [1] = { .offset = 256, .bytes = 128, .shares = -1, .scratch = 384 },
                                 [2] = { .offset = 0, .bytes = 256, .shares = -1, .scratch = 256 },
                                 [3] = { .offset = 256, .bytes = 128, .shares = -1, .scratch = 384 } };
        const Placement placement = { .places = places, .count = net.count };
        net.choices[c].scratch = scratch;
        assert_true(border_is_ready(net.layouts, net.choices, &placement, d) == (scratch == 0));
        assert_false(border_is_ready(net.layouts, net.choices, &placement, b));
        arena_free(&net.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_takes_turns),
        cmocka_unit_test(a_sum_takes_its_residuals_memory),
        cmocka_unit_test(sums_share_along_a_stage),
        cmocka_unit_test(a_residual_still_needed_stays),
        cmocka_unit_test(a_sum_does_not_overwrite_what_it_reads),
        cmocka_unit_test(other_borders_do_not_share),
        cmocka_unit_test(a_gate_lives_until_it_is_read),
        cmocka_unit_test(what_is_gathered_lives_from_the_start),
        cmocka_unit_test(outputs_take_no_room),
        cmocka_unit_test(sizes_are_rounded_to_lines),
        cmocka_unit_test(the_workspace_is_values_lines_and_scratch),
        cmocka_unit_test(scratch_lies_among_dead_values),
        cmocka_unit_test(scratch_leaves_no_border),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

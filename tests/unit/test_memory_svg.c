/* test_memory_svg.c: the picture of the placement: it is XML, it shows every value where the placement has
 * it. */
#include "fixture.h"

#include <ctype.h>

enum { MAX_DEPTH = 16, MAX_BOXES = 1000, LONGEST_TAG = 32 };

static const Plan *plan_file(Fixture *f, const char *name) {
    return plan_spec(f, named_spec(f, name), "scalar", NULL, ACCURACY_FAST);
}

/* ---- A small XML reader: tags nest, attributes are quoted, '&' begins an entity ---- */

static const char *skip_entity(const char *c) {
    static const char *const entities[] = { "&lt;", "&gt;", "&amp;", "&quot;" };
    for (int i = 0; i < COUNT_OF(entities); i++)
        if (!strncmp(c, entities[i], strlen(entities[i]))) return c + strlen(entities[i]);
    fail_msg("a bare & at \"%.20s\"", c);
    return c;
}

/* Behind the tag that begins at `tag`; attributes hold no '<'. */
static const char *skip_tag(const char *tag) {
    bool quoted = false;
    for (const char *c = tag + 1; *c; c++) {
        if (*c == '"') quoted = !quoted;
        if (*c == '<') fail_msg("a < inside of \"%.40s\"", tag);
        if (*c == '>' && !quoted) return c + 1;
    }
    fail_msg("no end of \"%.40s\"", tag);
    return tag;
}

static void read_name(const char *from, char *name) {
    int length = 0;
    while (isalpha((unsigned char)from[length]) && length < LONGEST_TAG - 1) length++;
    memcpy(name, from, (size_t)length);
    name[length] = '\0';
}

static void assert_well_formed(const char *xml) {
    char open[MAX_DEPTH][LONGEST_TAG], name[LONGEST_TAG];
    int depth = 0, elements = 0;
    for (const char *c = xml; *c;) {
        if (*c == '&') {
            c = skip_entity(c);
        } else if (*c != '<') {
            c++;
        } else if (c[1] == '/') {
            read_name(c + 2, name);
            assert_true(depth > 0);
            assert_string_equal(name, open[--depth]);
            c = skip_tag(c);
        } else {
            const char *end = skip_tag(c);
            assert_true(depth < MAX_DEPTH && (depth > 0 || elements == 0)); /* one root */
            read_name(c + 1, open[depth]);
            if (end[-2] != '/') depth++;
            elements++;
            c = end;
        }
    }
    assert_int_equal(depth, 0);
    assert_true(elements > 0);
}

/* ---- The boxes ---- */

typedef struct {
    int x, y, width, height;
    const char *title; /* what stands behind <title> */
} Box;

static int read_boxes(const char *svg, Box *boxes) {
    const char *start = "<rect class=\"box\" ";
    int count = 0;
    for (const char *c = svg; (c = strstr(c, start)) && count < MAX_BOXES; count++) {
        Box *box = &boxes[count];
        c += strlen(start);
        assert_int_equal(sscanf(c, "x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", &box->x, &box->y,
                                &box->width, &box->height),
                         4);
        box->title = strstr(c, "<title>") + strlen("<title>");
    }
    return count;
}

static bool boxes_overlap(const Box *a, const Box *b) {
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static void assert_shows_the_placement(Fixture *f, const char *name) {
    static Box boxes[MAX_BOXES];
    const Plan *plan = plan_file(f, name);
    const char *svg = memory_plan_svg(&f->arena, plan);
    int count = read_boxes(svg, boxes), box = 0;
    assert_well_formed(svg);
    for (int v = 0; v < plan->placement->count; v++) {
        if (plan->placement->places[v].bytes == 0) continue;
        const char *title = arena_printf(&f->arena, "%s: ", plan->layers->layers[v].name);
        assert_true(box < count);
        assert_int_equal(strncmp(boxes[box++].title, title, strlen(title)), 0);
    }
    assert_int_equal(box, count);
    for (int a = 0; a < count; a++)
        for (int b = 0; b < a; b++) assert_false(boxes_overlap(&boxes[a], &boxes[b]));
}

static void every_value_has_a_box_of_its_own(void **state) {
    static const char *const names[] = { "tiny", "resnet20-cifar", "resnet18", "resnet50", "resnet152" };
    for (int i = 0; i < COUNT_OF(names); i++) assert_shows_the_placement(*state, names[i]);
}

/* The values together are as high as the highest box; a value of all of it would be, too. */
static void boxes_are_to_scale(void **state) {
    static Box boxes[MAX_BOXES];
    Fixture *f = *state;
    const Plan *plan = plan_file(f, "resnet18");
    const Placement *placement = plan->placement;
    int count = read_boxes(memory_plan_svg(&f->arena, plan), boxes), top = 1 << 30, bottom = 0;
    for (int i = 0; i < count; i++) {
        if (boxes[i].y < top) top = boxes[i].y;
        if (boxes[i].y + boxes[i].height > bottom) bottom = boxes[i].y + boxes[i].height;
    }
    for (int v = 0; v < count; v++) { /* the one output is the last layer: box v is value v */
        const Place *place = &placement->places[v];
        double scale = (bottom - top) / (double)placement->values;
        assert_in_range(boxes[v].height + 1, place->bytes * scale, place->bytes * scale + 2);
        assert_in_range(bottom - boxes[v].y - boxes[v].height + 1, place->offset * scale,
                        place->offset * scale + 2);
    }
    assert_true(boxes[1].x > boxes[0].x && boxes[1].x < boxes[0].x + boxes[0].width);
}

static void names_are_escaped(void **state) {
    Fixture *f = *state;
    Plan plan = *plan_file(f, "tiny");
    Layer *layers = arena_array(&f->arena, Layer, plan.layers->count);
    memcpy(layers, plan.layers->layers, sizeof *layers * (size_t)plan.layers->count);
    layers[1].name = "a<b&\"c\">";
    plan.layers = &(Layers){ layers, plan.layers->count };
    const char *svg = memory_plan_svg(&f->arena, &plan);
    assert_well_formed(svg);
    assert_non_null(strstr(svg, "<title>a&lt;b&amp;&quot;c&quot;&gt;: "));
    assert_null(strstr(svg, "a<b"));
}

static void the_same_plan_gives_the_same_bytes(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_file(f, "resnet50");
    const char *svg = memory_plan_svg(&f->arena, plan);
    assert_string_equal(svg, memory_plan_svg(&f->arena, plan));
    assert_non_null(strstr(svg, ">resnet50: "));
    assert_non_null(strstr(svg, ">peak "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_value_has_a_box_of_its_own),
        TEST(boxes_are_to_scale),
        TEST(names_are_escaped),
        TEST(the_same_plan_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

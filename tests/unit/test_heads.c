/* test_heads.c: which module of an unknown name is taken for the classifier. */
#include "fixture.h"
#include "weights/reader.h"

enum { MOST = 4 };

typedef struct {
    const char *name;
    int rank;
    size_t dims[4];
} Row;

/* What is found behind a body of 64 channels; "" for nothing. */
static void finds(Fixture *f, const char *head, size_t features, const Row *rows, int count) {
    Tensor tensors[MOST + 1];
    const char *names[MOST + 1];
    const Row body = { "layer4.1.conv2.weight", 4, { 64, 64, 3, 3 } };
    for (int i = 0; i <= count; i++) {
        const Row *row = i ? &rows[i - 1] : &body;
        names[i] = row->name;
        tensors[i] =
            (Tensor){ .name = row->name, .type = tensor_type("F32"), .rank = row->rank, .dims = row->dims };
    }
    const TensorFile file = { .path = "net.pth", .tensors = tensors, .count = count + 1 };
    const char *found = heads_find(&f->arena, &file, names, features);
    assert_string_equal(found ? found : "", head);
}

static void the_only_linear_module_is_found(void **state) {
    Fixture *f = *state;
    const Row plain = { "logit.weight", 2, { 10, 64 } }, twice = { "logit.weight", 2, { 10, 128 } };
    const Row other = { "logit.weight", 2, { 10, 65 } }, second = { "aux.weight", 2, { 10, 64 } };
    finds(f, "logit.", 0, &plain, 1);
    finds(f, "logit.", 64, &plain, 1);
    finds(f, "logit.", 0, &twice, 1);
    finds(f, "", 0, &other, 1);
    finds(f, "logit.", 65, &other, 1);
    finds(f, "", 64, &other, 1);
    finds(f, "", 0, (const Row[]){ plain, second }, 2);
    finds(f, "head.", 0, (const Row[]){ { "head.weight", 2, { 10, 64 } }, second }, 2); /* a usual word */
}

/* A 1x1 convolution, of an image or of a row, is a matrix; a 3x3 and a vector are none. */
static void dimensions_of_one_do_not_matter(void **state) {
    Fixture *f = *state;
    finds(f, "logit.", 0, &(Row){ "logit.weight", 3, { 10, 64, 1 } }, 1);
    finds(f, "logit.", 0, &(Row){ "logit.weight", 4, { 10, 64, 1, 1 } }, 1);
    finds(f, "logit.", 0, &(Row){ "logit.weight", 2, { 1, 64 } }, 1);
    finds(f, "", 0, &(Row){ "logit.weight", 4, { 10, 64, 3, 3 } }, 1);
    finds(f, "", 0, &(Row){ "logit.weight", 4, { 10, 64, 3, 1 } }, 1);
    finds(f, "", 0, &(Row){ "logit.weight", 1, { 64 } }, 1);
}

/* Beside a norm, or another tensor of the module it stands in, it is no classifier. */
static void what_stands_beside_others_is_none(void **state) {
    Fixture *f = *state;
    const Row linear = { "neck.1.weight", 2, { 10, 64 } }, norm = { "neck.0.weight", 1, { 64 } };
    finds(f, "neck.1.", 0, &linear, 1);
    finds(f, "", 0, (const Row[]){ linear, norm }, 2);
    finds(f, "neck.1.", 0, (const Row[]){ linear, { "neck.1.bias", 1, { 10 } } }, 2);
    finds(f, "", 0,
          (const Row[]){ { "classifier.1.weight", 2, { 10, 64 } }, { "classifier.0.weight", 1, { 64 } } }, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_only_linear_module_is_found),
        TEST(dimensions_of_one_do_not_matter),
        TEST(what_stands_beside_others_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

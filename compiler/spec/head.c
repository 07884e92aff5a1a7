/* head.c: what makes features of the last stage's value. */
#include "keys.h"

const char *const head_names[] = { [HEAD_AVERAGE] = "avg",
                                   [HEAD_MAX] = "max",
                                   [HEAD_AVERAGE_MAX] = "avgmax",
                                   [HEAD_CONCATENATED] = "catavgmax",
                                   NULL };

void read_head(const Node *root, Spec *spec) {
    static const char *const keys[] = { "type", "pool", "norm", NULL };
    static const char *const types[] = { "flatten", NULL };
    Node head = read_object(root, "head", keys), pool = member(&head, "pool"), norm = member(&head, "norm");
    bool flatten = has(&head, "type");
    int choice = HEAD_AVERAGE, type = 0;
    read_choice(&head, "type", types, &type);
    if (flatten && pool.value) fail_expected(&pool, "no pool with \"type\": \"flatten\"");
    if (!flatten && norm.value) fail_expected(&norm, "\"norm\" only with \"type\": \"flatten\"");
    read_choice(&head, "pool", head_names, &choice);
    spec->head_norm = flatten;
    read_bool(&head, "norm", &spec->head_norm);
    spec->head = flatten ? HEAD_FLATTEN : (Head)choice;
}

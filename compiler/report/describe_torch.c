/* describe_torch.c: --describe=torch: the module tree as PyTorch's print(model) shows it, of the class that
 * has such networks. */
#include "torch_tree.h"

const char *describe_torch(Arena *arena, const Graph *graph) {
    Text text = { .arena = arena };
    Tree tree = { &text, graph, 0, 0, graph->op_count };
    if (graph->spec->preactivation)
        print_torch_v2(&tree);
    else
        print_torch_v1(&tree);
    return text.bytes;
}

/* decode.c: the bytes of a file -> a ModelProto, by protobuf-c in the arena. */
#include "model.h"

/* What a file may need decoded: bytes of tensors once, and the small parts of its nodes, each in an
 * allocation of its own. What would need more was made to. */
enum { LEAST_LIMIT = 64 << 20, TIMES_ITS_SIZE = 16, READS_A_NUMBER = 8 };

typedef struct {
    Arena *arena;
    size_t left;
    bool exceeded;
} Budget;

static void *allocate(void *data, size_t size) {
    Budget *budget = data;
    size_t rounded = (size / 64 + 1) * 64; /* as the arena does */
    if (rounded > budget->left) {
        budget->exceeded = true;
        return NULL;
    }
    budget->left -= rounded;
    return arena_alloc(budget->arena, size);
}

/* It ends with the arena. */
static void release(void *data, void *pointer) { (void)data, (void)pointer; }

static bool check_opset(Model *model, const Onnx__ModelProto *proto) {
    for (size_t i = 0; i < proto->n_opset_import; i++) {
        const Onnx__OperatorSetIdProto *set = proto->opset_import[i];
        if (!set->domain || !*set->domain) model->opset = set->version;
    }
    if (model->opset < 7)
        return refuse_file(model, "expected operator set 7 or newer, got %lld", (long long)model->opset);
    return true;
}

bool model_decode(Model *model, FileView file) {
    Budget budget = { model->arena, LEAST_LIMIT, false };
    if (__builtin_mul_overflow(file.size, TIMES_ITS_SIZE, &budget.left) ||
        __builtin_add_overflow(budget.left, LEAST_LIMIT, &budget.left))
        budget.left = SIZE_MAX;
    ProtobufCAllocator allocator = { allocate, release, &budget };
    model->numbers_left = LEAST_LIMIT / sizeof(double) + 2 * file.size;
    model->reads_left = READS_A_NUMBER * model->numbers_left;
    const Onnx__ModelProto *proto = onnx__model_proto__unpack(&allocator, file.size, file.bytes);
    if (!proto && budget.exceeded)
        return refuse_file(model, "needs more memory than any ONNX file of its size");
    if (!proto) return refuse_file(model, "is cut off or no ONNX file: its protobuf cannot be decoded");
    if (!proto->graph) return refuse_file(model, "an ONNX file without a graph");
    model->graph = proto->graph;
    if (model->graph->n_node > MAX_NODES)
        return refuse_file(model, "expected %d nodes or less, got %zu", MAX_NODES, model->graph->n_node);
    return check_opset(model, proto);
}

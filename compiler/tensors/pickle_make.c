/* pickle_make.c: what the globals of torch_globals.c make of their arguments: dictionaries, storages,
 * tensors, and things without content. */
#include "machine.h"
#include "torch.h"

enum { MOST_KEY = 255 }; /* PyTorch's are numbers; each use of one may copy or compare it */

/* Without a name: a value that is not there. */
static PickleValue *wrong(Machine *m, const char *expected) {
    return machine_fail(m, "expected %s", expected), NULL;
}

static const PickleValue *argument(const PickleValue *tuple, size_t index, PickleKind kind) {
    const PickleItems *items = &tuple->as.items;
    return index < items->count && items->at[index]->kind == kind ? items->at[index] : NULL;
}

/* ---- Globals ---- */

static const char *full_name(Machine *m, PickleText module, PickleText name) {
    return arena_printf(m->arena, "%s.%s", printable(m->arena, module.bytes, module.length),
                        printable(m->arena, name.bytes, name.length));
}

/* The class of what is on top of all, or where a state_dict is expected, is that of a model. */
static bool is_model(Machine *m) {
    const PickleItems *stack = &m->stack;
    return !stack->count || torch_is_wrapper(stack->at[stack->count - 1]);
}

bool make_global(Machine *m, PickleText module, PickleText name) {
    const Global *global = global_find(module, name);
    const char *advice = "load it where Python has that, and torch.save(model.state_dict(), FILE)";
    if (!global && is_model(m))
        return machine_fail(m, "a whole model of class %s, expected its parameters: %s",
                            full_name(m, module, name), advice);
    if (!global)
        return machine_fail(m, "%s, which is not known to stand in a checkpoint: %s",
                            full_name(m, module, name), advice);
    if (global->role == GLOBAL_REFUSED) return machine_fail(m, "%s", global->type);
    PickleValue *value = machine_value(m, PICKLE_GLOBAL);
    if (value) value->as.global = global;
    return machine_push(m, value);
}

/* ---- Dictionaries: OrderedDict(), or Python 2's OrderedDict([[key, value], ...]) ---- */

/* Pairs count as values: the same list may be given again and again. */

static PickleValue *make_dict(Machine *m, const PickleValue *arguments) {
    PickleValue *dict = machine_value(m, PICKLE_DICT);
    const PickleValue *pairs = argument(arguments, 0, PICKLE_LIST);
    for (size_t i = 0; dict && pairs && i < pairs->as.items.count; i++) {
        const PickleValue *pair = pairs->as.items.at[i];
        bool good = (pair->kind == PICKLE_LIST || pair->kind == PICKLE_TUPLE) && pair->as.items.count == 2;
        if (!good) return wrong(m, "pairs of a key and a value");
        if (!machine_count(m) || !dict_add(m, dict, pair->as.items.at[0], pair->as.items.at[1])) return NULL;
    }
    return dict;
}

/* ---- Storages ---- */

/* *size gets an integer of 0 or more. */
static bool read_size(const PickleValue *value, size_t *size) {
    if (!value || value->as.integer < 0) return false;
    *size = (size_t)value->as.integer;
    return true;
}

/* A part of another storage, in old files: (key, first element, elements). */
static bool read_view(const PickleValue *id, PickleStorage *storage) {
    const PickleValue *view = argument(id, 5, PICKLE_TUPLE);
    storage->view = storage->count;
    return !view || (read_size(argument(view, 1, PICKLE_INTEGER), &storage->first) &&
                     read_size(argument(view, 2, PICKLE_INTEGER), &storage->view));
}

PickleValue *make_storage(Machine *m, const PickleValue *id) {
    bool named =
        id->kind == PICKLE_TUPLE && id->as.items.count && pickle_is_text(id->as.items.at[0], "storage");
    if (!named) return wrong(m, "a persistent id that begins with \"storage\"");
    const PickleValue *type = argument(id, 1, PICKLE_GLOBAL), *key = argument(id, 2, PICKLE_TEXT);
    if (!type || type->as.global->role != GLOBAL_STORAGE) return wrong(m, "a storage's type");
    if (!key || key->as.text.length > MOST_KEY) return wrong(m, "a storage's key");
    PickleStorage storage = { .type = tensor_type(type->as.global->type), .key = key->as.text };
    if (!read_size(argument(id, 4, PICKLE_INTEGER), &storage.count) || !read_view(id, &storage))
        return wrong(m, "a storage's number of elements, 0 or more");
    PickleValue *value = machine_value(m, PICKLE_STORAGE);
    if (!value || !items_add(m, &m->stores, value)) return NULL;
    value->as.storage = storage;
    return value;
}

/* ---- Tensors ---- */

static PickleValue *make_tensor(Machine *m, const PickleValue *arguments, bool typed) {
    const PickleValue *storage = argument(arguments, 0, PICKLE_STORAGE);
    const PickleValue *offset = argument(arguments, 1, PICKLE_INTEGER);
    const PickleValue *sizes = argument(arguments, 2, PICKLE_TUPLE);
    const PickleValue *strides = argument(arguments, 3, PICKLE_TUPLE);
    const PickleValue *type = argument(arguments, 6, PICKLE_GLOBAL);
    if (!storage || !offset || !sizes || !strides)
        return wrong(m, "a tensor's storage, offset, sizes and strides");
    if (typed && (!type || type->as.global->role != GLOBAL_TYPE)) return wrong(m, "a tensor's type");
    PickleValue *value = machine_value(m, PICKLE_TENSOR);
    if (!value) return NULL;
    const TensorType *element = typed ? tensor_type(type->as.global->type) : storage->as.storage.type;
    PickleTensor *tensor = arena_alloc(m->arena, sizeof *tensor);
    *tensor = (PickleTensor){ &storage->as.storage, element, offset, sizes->as.items, strides->as.items };
    value->as.tensor = tensor;
    return value;
}

static PickleValue *first_argument(Machine *m, const PickleValue *arguments, PickleKind kind,
                                   const char *what) {
    bool good = argument(arguments, 0, kind) != NULL;
    return good ? arguments->as.items.at[0] : wrong(m, what);
}

/* ---- Calls ---- */

static PickleValue *call_global(Machine *m, const Global *global, const PickleValue *arguments) {
    switch (global->role) {
    case GLOBAL_DICT:
        return make_dict(m, arguments);
    case GLOBAL_SIZE:
        return first_argument(m, arguments, PICKLE_TUPLE, "a tuple of sizes");
    case GLOBAL_TENSOR:
    case GLOBAL_TENSOR_V3:
        return make_tensor(m, arguments, global->role == GLOBAL_TENSOR_V3);
    case GLOBAL_PARAMETER:
        return first_argument(m, arguments, PICKLE_TENSOR, "a parameter's tensor");
    case GLOBAL_STORAGE:
    case GLOBAL_TYPE:
    case GLOBAL_INERT:
    case GLOBAL_REFUSED:
    case GLOBAL_WRAPPED:
        break;
    }
    return machine_value(m, PICKLE_OTHER);
}

/* The function that is wrapped wraps no other: calls do not nest. */
static PickleValue *call_wrapped(Machine *m, const PickleValue *arguments) {
    const PickleValue *function = argument(arguments, 0, PICKLE_GLOBAL);
    const PickleValue *inner = argument(arguments, 2, PICKLE_TUPLE);
    if (!function || !inner || function->as.global->role == GLOBAL_WRAPPED)
        return wrong(m, "a function and its arguments");
    return call_global(m, function->as.global, inner);
}

PickleValue *make_call(Machine *m, const PickleValue *function, PickleValue *arguments) {
    if (arguments->kind != PICKLE_TUPLE) return wrong(m, "a call's arguments as a tuple");
    if (function->kind == PICKLE_OTHER) return machine_value(m, PICKLE_OTHER);
    if (function->kind != PICKLE_GLOBAL) return wrong(m, "a call of something that has a name");
    const Global *global = function->as.global;
    return global->role == GLOBAL_WRAPPED ? call_wrapped(m, arguments) : call_global(m, global, arguments);
}

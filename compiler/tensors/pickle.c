/* pickle.c: the opcodes that a state_dict and a checkpoint of a training are made of, as rows of a table
 * (what each means: Lib/pickletools.py of Python). */
#include "machine.h"

#include <string.h>

/* ---- Opcodes. `argument` is what the row says ---- */

static bool op_protocol(Machine *m, int argument) {
    uint64_t version;
    (void)argument;
    if (!machine_number(m, 1, &version)) return false;
    return (version >= 2 && version <= 5) ||
           machine_fail(m, "expected a pickle of protocol 2 to 5, got %d", (int)version);
}

static bool op_skip(Machine *m, int bytes) { return machine_take(m, (size_t)bytes) != NULL; }

static bool op_push(Machine *m, int kind) { return machine_push_kind(m, (PickleKind)kind); }

static bool push_integer(Machine *m, PickleKind kind, int64_t integer) {
    PickleValue *value = machine_value(m, kind);
    if (value) value->as.integer = integer;
    return machine_push(m, value);
}

static bool op_bool(Machine *m, int truth) { return push_integer(m, PICKLE_BOOL, truth); }

static bool op_unsigned(Machine *m, int bytes) {
    uint64_t number;
    return machine_number(m, bytes, &number) && push_integer(m, PICKLE_INTEGER, (int64_t)number);
}

static bool op_signed(Machine *m, int bytes) {
    uint64_t number;
    return machine_number(m, bytes, &number) && push_integer(m, PICKLE_INTEGER, signed_number(number, bytes));
}

/* Larger ones than fit belong to no tensor. */
static bool op_long(Machine *m, int length_bytes) {
    PickleText digits;
    if (!machine_counted(m, length_bytes, &digits)) return false;
    if (digits.length > sizeof(int64_t)) return machine_push_kind(m, PICKLE_OTHER);
    uint64_t number = 0;
    for (size_t i = 0; i < digits.length; i++) number |= (uint64_t)(unsigned char)digits.bytes[i] << 8 * i;
    return push_integer(m, PICKLE_INTEGER, signed_number(number, (int)digits.length));
}

static bool op_float(Machine *m, int bytes) {
    return op_skip(m, bytes) && machine_push_kind(m, PICKLE_OTHER);
}

static bool op_bytes(Machine *m, int length_bytes) {
    PickleText bytes;
    return machine_counted(m, length_bytes, &bytes) && machine_push_kind(m, PICKLE_OTHER);
}

static bool op_text(Machine *m, int length_bytes) {
    PickleText text;
    if (!machine_counted(m, length_bytes, &text)) return false;
    PickleValue *value = machine_value(m, PICKLE_TEXT);
    if (value) value->as.text = text;
    return machine_push(m, value);
}

static bool op_put(Machine *m, int bytes) {
    uint64_t index;
    return machine_number(m, bytes, &index) && memo_put(m, (size_t)index);
}

static bool op_memoize(Machine *m, int argument) {
    (void)argument;
    return memo_put(m, m->remembered);
}

static bool op_get(Machine *m, int bytes) {
    uint64_t index;
    return machine_number(m, bytes, &index) && memo_get(m, (size_t)index);
}

/* A mark may go, too. */
static bool op_pop(Machine *m, int argument) {
    (void)argument;
    if (!m->stack.count) return machine_fail(m, "the stack is empty");
    m->stack.count--;
    return true;
}

static bool op_pop_mark(Machine *m, int argument) {
    PickleItems items;
    (void)argument;
    return machine_pop_marked(m, &items);
}

static bool op_new(Machine *m, int kind) { return machine_push(m, machine_value(m, (PickleKind)kind)); }

static bool op_tuple(Machine *m, int count) {
    PickleValue *tuple = machine_value(m, PICKLE_TUPLE), *parts[3];
    if (!tuple) return false;
    for (int i = count - 1; i >= 0; i--)
        if (!(parts[i] = machine_pop(m))) return false;
    for (int i = 0; i < count; i++)
        if (!items_add(m, &tuple->as.items, parts[i])) return false;
    return machine_push(m, tuple);
}

static bool op_tuple_of_marked(Machine *m, int argument) {
    PickleItems items;
    (void)argument;
    if (!machine_pop_marked(m, &items)) return false;
    PickleValue *tuple = machine_value(m, PICKLE_TUPLE);
    if (!tuple) return false;
    tuple->as.items =
        (PickleItems){ arena_array(m->arena, PickleValue *, items.count), items.count, items.count };
    if (items.count) memcpy(tuple->as.items.at, items.at, sizeof *items.at * items.count);
    return machine_push(m, tuple);
}

static bool op_set_of_marked(Machine *m, int argument) {
    return op_pop_mark(m, argument) && machine_push_kind(m, PICKLE_OTHER);
}

/* What has no content takes any. */
static bool add_all(Machine *m, PickleKind kind, const PickleItems *items) {
    PickleValue *container = machine_top(m);
    if (!container) return false;
    if (kind == PICKLE_DICT && items->count % 2) return machine_fail(m, "a key without a value");
    if (container->kind == PICKLE_OTHER) return true;
    if (container->kind != kind)
        return machine_fail(m, "items for what is no %s", kind == PICKLE_DICT ? "dictionary" : "list");
    for (size_t i = 0; kind == PICKLE_DICT && i < items->count; i += 2)
        if (!dict_add(m, container, items->at[i], items->at[i + 1])) return false;
    for (size_t i = 0; kind != PICKLE_DICT && i < items->count; i++)
        if (!items_add(m, &container->as.items, items->at[i])) return false;
    return true;
}

static bool op_add_marked(Machine *m, int kind) {
    PickleItems items;
    return machine_pop_marked(m, &items) && add_all(m, (PickleKind)kind, &items);
}

static bool op_append(Machine *m, int argument) {
    PickleValue *item = machine_pop(m);
    (void)argument;
    return item && add_all(m, PICKLE_LIST, &(PickleItems){ &item, 1, 1 });
}

static bool op_set_item(Machine *m, int argument) {
    PickleValue *value = machine_pop(m), *key = value ? machine_pop(m) : NULL;
    PickleValue *pair[] = { key, value };
    (void)argument;
    return key && add_all(m, PICKLE_DICT, &(PickleItems){ pair, 2, 2 });
}

static bool op_global(Machine *m, int argument) {
    PickleText module = { NULL, 0 }, name = { NULL, 0 };
    (void)argument;
    return machine_line(m, &module) && machine_line(m, &name) && make_global(m, module, name);
}

static bool op_stack_global(Machine *m, int argument) {
    PickleValue *name = machine_pop(m), *module = name ? machine_pop(m) : NULL;
    (void)argument;
    if (!module) return false;
    if (name->kind != PICKLE_TEXT || module->kind != PICKLE_TEXT)
        return machine_fail(m, "expected the names of a module and of what is in it");
    return make_global(m, module->as.text, name->as.text);
}

/* `keywords`: NEWOBJ_EX has a dictionary of arguments, too. */
static bool op_call(Machine *m, int keywords) {
    if (keywords && !machine_pop(m)) return false;
    PickleValue *arguments = machine_pop(m), *function = arguments ? machine_pop(m) : NULL;
    return function && machine_push(m, make_call(m, function, arguments));
}

/* An object's attributes: nothing that is read has some. */
static bool op_build(Machine *m, int argument) {
    (void)argument;
    return machine_pop(m) && machine_top(m);
}

static bool op_persistent(Machine *m, int argument) {
    PickleValue *id = machine_pop(m);
    (void)argument;
    return id && machine_push(m, make_storage(m, id));
}

static bool op_stop(Machine *m, int argument) {
    (void)argument;
    return m->stopped = true;
}

static const struct {
    bool (*run)(Machine *m, int argument);
    int argument;
} opcodes[256] = {
    [0x80] = { op_protocol, 0 },
    [0x95] = { op_skip, 8 }, /* FRAME */
    ['.'] = { op_stop, 0 },
    /* Constants */
    ['N'] = { op_push, PICKLE_NONE },
    [0x88] = { op_bool, 1 },    /* NEWTRUE */
    [0x89] = { op_bool, 0 },    /* NEWFALSE */
    ['K'] = { op_unsigned, 1 }, /* BININT1 */
    ['M'] = { op_unsigned, 2 }, /* BININT2 */
    ['J'] = { op_signed, 4 },   /* BININT */
    [0x8a] = { op_long, 1 },    /* LONG1 */
    [0x8b] = { op_long, 4 },    /* LONG4 */
    ['G'] = { op_float, 8 },    /* BINFLOAT */
    ['X'] = { op_text, 4 },     /* BINUNICODE */
    [0x8c] = { op_text, 1 },    /* SHORT_BINUNICODE */
    [0x8d] = { op_text, 8 },    /* BINUNICODE8 */
    ['U'] = { op_text, 1 },     /* SHORT_BINSTRING, Python 2's */
    ['T'] = { op_text, 4 },     /* BINSTRING */
    ['C'] = { op_bytes, 1 },    /* SHORT_BINBYTES */
    ['B'] = { op_bytes, 4 },    /* BINBYTES */
    [0x8e] = { op_bytes, 8 },   /* BINBYTES8 */
    [0x96] = { op_bytes, 8 },   /* BYTEARRAY8 */
    /* Stack and memo */
    ['('] = { op_push, PICKLE_MARK },
    ['0'] = { op_pop, 0 },
    ['1'] = { op_pop_mark, 0 },
    ['q'] = { op_put, 1 }, /* BINPUT */
    ['r'] = { op_put, 4 }, /* LONG_BINPUT */
    [0x94] = { op_memoize, 0 },
    ['h'] = { op_get, 1 }, /* BINGET */
    ['j'] = { op_get, 4 }, /* LONG_BINGET */
    /* Containers */
    [')'] = { op_new, PICKLE_TUPLE },
    [']'] = { op_new, PICKLE_LIST },
    ['}'] = { op_new, PICKLE_DICT },
    [0x8f] = { op_new, PICKLE_OTHER }, /* EMPTY_SET */
    [0x85] = { op_tuple, 1 },
    [0x86] = { op_tuple, 2 },
    [0x87] = { op_tuple, 3 },
    ['t'] = { op_tuple_of_marked, 0 },
    [0x91] = { op_set_of_marked, 0 }, /* FROZENSET */
    ['a'] = { op_append, 0 },
    ['e'] = { op_add_marked, PICKLE_LIST }, /* APPENDS */
    ['s'] = { op_set_item, 0 },
    ['u'] = { op_add_marked, PICKLE_DICT },   /* SETITEMS */
    [0x90] = { op_add_marked, PICKLE_OTHER }, /* ADDITEMS */
    /* Objects */
    ['c'] = { op_global, 0 },
    [0x93] = { op_stack_global, 0 },
    ['R'] = { op_call, 0 },  /* REDUCE */
    [0x81] = { op_call, 0 }, /* NEWOBJ */
    [0x92] = { op_call, 1 }, /* NEWOBJ_EX */
    ['b'] = { op_build, 0 },
    ['Q'] = { op_persistent, 0 }, /* BINPERSID */
};

static bool step(Machine *m) {
    m->opcode = m->at;
    const unsigned char *code = machine_take(m, 1);
    if (!code) return false;
    if (opcodes[*code].run) return opcodes[*code].run(m, opcodes[*code].argument);
    return machine_fail(m, "opcode 0x%02x, which no state_dict is made of: not a file of torch.save?", *code);
}

bool pickle_is_text(const PickleValue *value, const char *text) {
    return value->kind == PICKLE_TEXT && value->as.text.length == strlen(text) &&
           !memcmp(value->as.text.bytes, text, value->as.text.length);
}

bool pickle_read(Arena *arena, const char *label, FileView file, size_t begin, Pickled *result, Diag *diag) {
    Machine machine = { .arena = arena, .diag = diag, .label = label, .file = file, .at = begin },
            *m = &machine;
    while (!m->stopped)
        if (!step(m)) return false;
    PickleValue *root = machine_pop(m);
    if (!root) return false;
    const PickleStorage **storages = arena_array(arena, const PickleStorage *, m->stores.count);
    for (size_t i = 0; i < m->stores.count; i++) storages[i] = &m->stores.at[i]->as.storage;
    *result = (Pickled){ root, m->at, storages, m->stores.count };
    return true;
}

/* pickle_stack.c: a pickle's values, its stack and its memo, in bounds that no checkpoint comes near. */
#include "machine.h"

#include <string.h>

enum { MOST_VALUES = 1 << 21 };

bool machine_fail(const Machine *m, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprintf(m->arena, format, arguments);
    va_end(arguments);
    return diag_fail(m->diag, STATUS_INPUT, "%s: byte %zu: %s", m->label, m->opcode, text);
}

bool machine_count(Machine *m) {
    return m->values++ < MOST_VALUES || machine_fail(m, "more than %d values", MOST_VALUES);
}

PickleValue *machine_value(Machine *m, PickleKind kind) {
    if (!machine_count(m)) return NULL;
    PickleValue *value = arena_alloc(m->arena, sizeof *value);
    value->kind = kind;
    return value;
}

bool items_add(Machine *m, PickleItems *items, PickleValue *value) {
    if (items->count == MOST_VALUES) return machine_fail(m, "more than %d values", MOST_VALUES);
    if (items->count == items->room) {
        size_t room = items->room ? 2 * items->room : 8;
        PickleValue **at = arena_array(m->arena, PickleValue *, room);
        if (items->count) memcpy(at, items->at, sizeof *at * items->count);
        items->at = at;
        items->room = room;
    }
    items->at[items->count++] = value;
    return true;
}

bool dict_add(Machine *m, PickleValue *dict, PickleValue *key, PickleValue *value) {
    dict->has_tensors |= key->kind == PICKLE_TEXT && value->kind == PICKLE_TENSOR;
    return items_add(m, &dict->as.items, key) && items_add(m, &dict->as.items, value);
}

/* ---- Stack ---- */

bool machine_push(Machine *m, PickleValue *value) { return value && items_add(m, &m->stack, value); }

bool machine_push_kind(Machine *m, PickleKind kind) {
    static PickleValue mark = { .kind = PICKLE_MARK }, none = { .kind = PICKLE_NONE },
                       other = { .kind = PICKLE_OTHER }; /* nobody changes them */
    return machine_push(m, kind == PICKLE_MARK ? &mark : kind == PICKLE_NONE ? &none : &other);
}

PickleValue *machine_top(Machine *m) {
    PickleValue *top = m->stack.count ? m->stack.at[m->stack.count - 1] : NULL;
    if (top && top->kind != PICKLE_MARK) return top;
    return machine_fail(m, "the stack is empty"), NULL;
}

PickleValue *machine_pop(Machine *m) {
    PickleValue *top = machine_top(m);
    m->stack.count -= top != NULL;
    return top;
}

/* Each value is looked at once, since all of them go. */
bool machine_pop_marked(Machine *m, PickleItems *items) {
    size_t end = m->stack.count, first = end;
    while (first > 0 && m->stack.at[first - 1]->kind != PICKLE_MARK) first--;
    if (first == 0) return machine_fail(m, "no mark on the stack");
    *items = (PickleItems){ m->stack.at + first, end - first, end - first };
    m->stack.count = first - 1;
    return true;
}

/* ---- Memo ---- */

bool memo_put(Machine *m, size_t index) {
    PickleValue *top = machine_top(m);
    if (!top) return false;
    if (index >= MOST_VALUES) return machine_fail(m, "memo %zu, expected one below %d", index, MOST_VALUES);
    while (m->memo.count <= index)
        if (!items_add(m, &m->memo, NULL)) return false;
    m->remembered += !m->memo.at[index];
    m->memo.at[index] = top;
    return true;
}

bool memo_get(Machine *m, size_t index) {
    if (index >= m->memo.count || !m->memo.at[index]) return machine_fail(m, "memo %zu holds nothing", index);
    return machine_push(m, m->memo.at[index]);
}

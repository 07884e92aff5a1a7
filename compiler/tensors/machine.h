/* machine.h: the machine that a pickle is a program of; only the pickle*.c need it. */
#ifndef RESNETC_TENSORS_MACHINE_H
#define RESNETC_TENSORS_MACHINE_H

#include "pickle.h"

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *label;
    FileView file;
    size_t at, opcode;  /* the next byte; where the opcode that runs stands */
    PickleItems stack;  /* marks among values */
    PickleItems memo;   /* NULL where nothing was put */
    size_t remembered;  /* how many were put */
    size_t values;      /* made so far */
    PickleItems stores; /* the values that are storages */
    bool stopped;
} Machine;

/* ---- pickle_stack.c: values, stack, memo: all bounded ---- */

bool machine_fail(const Machine *m, const char *format, ...) PRINTF_LIKE(2, 3); /* with the opcode's place */
bool machine_count(Machine *m);                                                 /* one more value */
PickleValue *machine_value(Machine *m, PickleKind kind);                        /* NULL: too many */
bool items_add(Machine *m, PickleItems *items, PickleValue *value);             /* amortised */
bool dict_add(Machine *m, PickleValue *dict, PickleValue *key, PickleValue *value);
bool machine_push(Machine *m, PickleValue *value);
bool machine_push_kind(Machine *m, PickleKind kind); /* a value without content */
PickleValue *machine_pop(Machine *m);                /* NULL: there is none */
PickleValue *machine_top(Machine *m);                /* the same, and it stays */
/* All above the last mark, which go, with the mark; in the stack until the next push. */
bool machine_pop_marked(Machine *m, PickleItems *items);
bool memo_put(Machine *m, size_t index);
bool memo_get(Machine *m, size_t index);

/* ---- pickle_arguments.c: what stands behind an opcode; false or NULL: it is cut off ---- */

const unsigned char *machine_take(Machine *m, size_t bytes);
bool machine_number(Machine *m, int bytes, uint64_t *number); /* little-endian, without sign */
int64_t signed_number(uint64_t number, int bytes);            /* the same of two's complement, 0 to 8 bytes */
bool machine_counted(Machine *m, int length_bytes, PickleText *text); /* what stands behind its length */
bool machine_line(Machine *m, PickleText *line);

/* ---- pickle_make.c: what a call makes ---- */

bool make_global(Machine *m, PickleText module, PickleText name); /* pushes */
PickleValue *make_call(Machine *m, const PickleValue *function, PickleValue *arguments);
PickleValue *make_storage(Machine *m, const PickleValue *id); /* of a persistent id */

#endif

/* text.h: text that nests as its emitter nests; extents as text. */
#ifndef RESNETC_EMIT_TEXT_H
#define RESNETC_EMIT_TEXT_H

#include "plan/plan.h"

/* ---- Text that nests as the emitter nests ---- */

/* A function that several kernels call. */
typedef struct SharedFunction {
    struct SharedFunction *next;
    const char *name, *text;
} SharedFunction;

typedef struct {
    Text text;
    int depth;
    bool shares; /* loops take their items from `share` (team.h), as the catalogue's do, not by ITEMS */
    const void *shared; /* the outermost loop of such a nest while it is open: there is one at a time */
    SharedFunction *functions; /* of share_function */
    const char
        *read; /* members of structs of sizes that functions read, as sizes_read() has them; NULL: all */
} Out;

void line(Out *out, const char *format, ...) PRINTF_LIKE(2, 3); /* one indented line */
void lines(Out *out, const char *text);                         /* of a target's row: a line each */
void blank(Out *out);                                           /* an empty one */
void label_line(Out *out, const char *format, ...)
    PRINTF_LIKE(2, 3); /* at the left margin, never broken: #if, #pragma */
bool open_block(Out *out, const char *format, ...) PRINTF_LIKE(2, 3);
bool close_block(Out *out);
/* For the statements of a function, to be printed apart. */
Out new_body(const Out *out);
/* Prints a function where the file has none of that text yet: `head` is its declaration up to the name,
 * `about` the comment above it. Returns its name: `name`, or with a number behind where another function has
 * that. */
const char *share_function(Out *out, const char *about, const char *head, const char *name,
                           const char *parameters, const Out *body);
void close_type(Out *out, const char *name); /* of open_block(out, "typedef struct") */

/* block(out, "for (...)") { line(out, "..."); } prints the head, braces, and what stands between. No return
 * or break inside. */
#define block(out, ...)        BLOCK_AT(__LINE__, out, __VA_ARGS__)
#define BLOCK_AT(at, out, ...) BLOCK_NAMED(at, out, __VA_ARGS__)
#define BLOCK_NAMED(at, out, ...)                                                                            \
    for (bool open_##at = open_block((out), __VA_ARGS__); open_##at; open_##at = close_block(out))

/* ---- Numbers in memory (number.c) ---- */

/* "float": the type by which pointers to such numbers lead to them, values or packed weights. */
static inline const char *type_of(NumberKind number) { return number_types[number].type; }
/* "LOAD(p + 16)": a vector of them, as floats; "STORE(p + 16, c0_0)": a vector of floats, as them; "p[3]": an
 * element, as a float. */
const char *load_text(Arena *arena, NumberKind number, const char *at);
const char *store_text(Arena *arena, NumberKind number, const char *at, const char *vector);
const char *single_text(Arena *arena, NumberKind number, const char *element);
/* "unsigned char average[16] __attribute__((aligned(16)))": an array that a vector of them is stored to. */
const char *array_text(Arena *arena, NumberKind number, const char *name, int lanes);
/* "(zero ^ 128)": what lies in memory for an integer. */
const char *element_text(Arena *arena, NumberKind number, const char *value);
/* Where a step of a tile must stay a turn of a loop (Idioms.step): what stands before "for" of the loop over
 * steps, which moves p and w, and its first line. */
bool stays_rolled(const Target *target);
const char *rolled_text(const Target *target);
void emit_rolled_step(Out *out, const Target *target);

/* "c += a * b;" of vectors, and of a vector and a float, as the target says it. */
const char *plus_product(Arena *arena, const Target *target, const char *sum, const char *a, const char *b);
const char *plus_scaled(Arena *arena, const Target *target, const char *sum, const char *a, const char *x);
/* "vec": of what load_text gives, where transforms compute with it. */
const char *points_type(NumberKind number);
/* The same of values that are only moved and compared, which need not become floats: "vec", "LOAD(p)",
 * "STORE(q, largest)", "larger(a, b)", "ZERO" (integers: what stands for 0). */
const char *picked_type(NumberKind number);
const char *picked_text(Arena *arena, NumberKind number, const char *at);
const char *put_text(Arena *arena, NumberKind number, const char *at, const char *vector);
const char *larger_text(Arena *arena, NumberKind number, const char *a, const char *b);
const char *zero_text(Arena *arena, NumberKind number, const char *zero);
/* Of what is float whatever values and weights are: biases, scales, sums, scratch of transforms. What is
 * typed as "float" in the emitters is one of these, or the caller's input and output. */
const char *load_floats(Arena *arena, const char *at);
const char *store_floats(Arena *arena, const char *at, const char *vector);

/* "0.485f": the fewest digits that are this number as a float. */
const char *float_constant(Arena *arena, double value);
/* "{ 0.485f, 0.456f, 0.406f }" */
const char *float_constants(Arena *arena, const double *values, int count);

/* "_narrow": of names; "" for floats. */
const char *number_suffix(Arena *arena, NumberKind number);

/* ---- Extents as text ---- */

typedef struct {
    Extent extent;
    size_t times;
} Term;

Extent product(Out *out, Extent a, Extent b);
const char *extent_text(Out *out, Extent extent);
/* The same where it stands beside vectors of integers: "(int)k->zero". */
const char *int_text(Out *out, Extent extent);
/* "factor * extent"; the factor alone where the extent is 1. */
const char *scaled_text(Out *out, const char *factor, Extent extent);
/* " + 3 * x_row + 28", "" where all is zero: what follows a pointer. */
const char *offset_text(Out *out, int count, const Term *terms);
typedef struct {
    const char *variable;
    Extent stride;
} Index;
/* "row * 928 + col * 16", terms of loop variables; a variable whose extent is 0 is left out. "0" for none. */
const char *index_text(Out *out, const char *base, int count, const Index *indices);

/* The first pixel of tile `variable`: the big tiles come first. */
const char *axis_start(Out *out, const Cut *cut, const char *variable);

#endif

/* matrix.c: products of a constant matrix and a vector, printed as sums with shared halves. */
#include "matrix.h"

#include <string.h>

static const char *coefficient(Arena *arena, NumberKind number, Fraction f) {
    double value = fraction_value(f);
    if (value < 0) value = -value;
    if (number_types[number].integers) return arena_printf(arena, "%.0f", value);
    const char *digits = arena_printf(arena, "%.9g", value);
    return arena_printf(arena, strpbrk(digits, ".e") ? "%sf" : "%s.0f", digits);
}

/* Integers have no sign: none stands in front of a constant of theirs. */
static void add_term(Text *sum, NumberKind number, Fraction f, const char *name) {
    if (f.over == 0) return;
    const char *minus = number_types[number].integers ? "0 - " : "-";
    const char *sign = f.over < 0 ? (sum->length ? " - " : minus) : sum->length ? " + " : "";
    bool unit = (f.over == 1 || f.over == -1) && f.under == 1;
    if (unit)
        text_printf(sum, "%s%s", sign, name);
    else
        text_printf(sum, "%s%s * %s", sign, coefficient(sum->arena, number, f), name);
}

static const char *sum_or_zero(const Text *sum) { return sum->length ? sum->bytes : "ZERO"; }

static bool same(Fraction a, Fraction b) { return a.over == b.over && a.under == b.under; }

static bool opposite(Fraction a, Fraction b) { return a.over == -b.over && a.under == b.under; }

/* Rows of points p and -p: equal in one parity of columns, opposite in the other. The shared halves are
 * computed once. */
static bool rows_pair(const Matrix *m, int a, int b) {
    bool even_same = true, even_opposite = true;
    for (int k = 0; k < m->columns; k++) {
        bool is_same = same(m->at[a][k], m->at[b][k]), is_opposite = opposite(m->at[a][k], m->at[b][k]);
        if (k % 2) {
            even_same = even_same && is_opposite;
            even_opposite = even_opposite && is_same;
        } else {
            even_same = even_same && is_same;
            even_opposite = even_opposite && is_opposite;
        }
    }
    return even_same || even_opposite;
}

const char *row_sum(Out *out, const Matrix *m, int row, const char *const *names) {
    Text sum = { .arena = out->text.arena };
    for (int k = 0; k < m->columns; k++) add_term(&sum, NUMBER_F32, m->at[row][k], names[k]);
    return sum_or_zero(&sum);
}

static const char *parity_sum(Out *out, NumberKind number, const Matrix *m, int row, int parity) {
    Text sum = { .arena = out->text.arena };
    for (int k = 0; k < m->columns; k++)
        if (parity < 0 || k % 2 == parity)
            add_term(&sum, number, m->at[row][k], arena_printf(sum.arena, "d%d", k));
    return sum_or_zero(&sum);
}

/* v0, v1, ... = matrix * (d0, d1, ...), every pair of rows from an even and an odd half. */
void emit_rows(Out *out, const char *type, NumberKind number, const Matrix *m) {
    for (int a = 0; a < m->rows; a++) {
        if (a + 1 == m->rows || !rows_pair(m, a, a + 1)) {
            line(out, "const %s v%d = %s;", type, a, parity_sum(out, number, m, a, -1));
            continue;
        }
        bool even_same = same(m->at[a][0], m->at[a + 1][0]) && same(m->at[a][2], m->at[a + 1][2]);
        line(out, "const %s e%d = %s, o%d = %s;", type, a, parity_sum(out, number, m, a, 0), a,
             parity_sum(out, number, m, a, 1));
        line(out, "const %s v%d = e%d + o%d, v%d = %s%d - %s%d;", type, a, a, a, a + 1, even_same ? "e" : "o",
             a, even_same ? "o" : "e", a);
        a++;
    }
}

/* Columns of points p and -p meet as a sum in some rows, as a difference in the others. */
static bool columns_pair(const Matrix *m, int a, int b) {
    for (int i = 0; i < m->rows; i++)
        if (!same(m->at[i][a], m->at[i][b]) && !opposite(m->at[i][a], m->at[i][b])) return false;
    return true;
}

static void emit_column_pairs(Out *out, const char *type, const Matrix *m, bool *paired) {
    for (int k = 0; k + 1 < m->columns; k++) {
        if (!columns_pair(m, k, k + 1)) continue;
        line(out, "const %s s%d = d%d + d%d, t%d = d%d - d%d;", type, k, k, k + 1, k, k, k + 1);
        paired[k] = true;
        k++;
    }
}

/* y0, y1, ... = matrix * (d0, d1, ...), pairs of columns added and subtracted first. */
void emit_columns(Out *out, NumberKind number, const Matrix *m) {
    const char *type = points_type(number);
    bool paired[WINOGRAD_MOST] = { false };
    emit_column_pairs(out, type, m, paired);
    for (int i = 0; i < m->rows; i++) {
        Text sum = { .arena = out->text.arena };
        for (int k = 0; k < m->columns; k++) {
            const char *kind = !paired[k] ? "d" : same(m->at[i][k], m->at[i][k + 1]) ? "s" : "t";
            add_term(&sum, number, m->at[i][k], arena_printf(sum.arena, "%s%d", kind, k));
            k += paired[k];
        }
        line(out, "const %s y%d = %s;", type, i, sum_or_zero(&sum));
    }
}

/* winograd.c: F(m, 3) from its interpolation points, in exact arithmetic.
 *
 * Toom and Cook multiply polynomials of m and 3 coefficients by evaluating both at m + 2 points, multiplying,
 * and interpolating. Transposed (Winograd 1980), the evaluation of the long one becomes A^T, the
 * interpolation B^T: A^T[i][j] = a_j^i, G[j][k] = a_j^k / N_j, B^T[j] = the coefficients of prod over l != j
 * of (x - a_l), with N_j = prod over l != j of (a_j - a_l). For the point at infinity A^T and G pick the
 * highest coefficient, and B^T takes the product over all finite points. Rows of B^T are scaled to integers
 * where a power of two does it. */
#include "winograd.h"

#include <assert.h>

static const Fraction finite_points[] = { { 0, 1 },  { 1, 1 }, { -1, 1 }, { 2, 1 },
                                          { -2, 1 }, { 1, 2 }, { -1, 2 } };

static long greatest_divisor(long a, long b) {
    while (b) {
        long rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static Fraction reduced(long over, long under) {
    long divisor = greatest_divisor(over, under);
    assert(under != 0);
    if (under < 0) divisor = -divisor;
    return (Fraction){ over / divisor, under / divisor };
}

double fraction_value(Fraction f) { return (double)f.over / (double)f.under; }

static Fraction fraction_add(Fraction a, Fraction b) {
    return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

static Fraction fraction_multiply(Fraction a, Fraction b) {
    return reduced(a.over * b.over, a.under * b.under);
}

static Fraction fraction_divide(Fraction a, Fraction b) {
    return reduced(a.over * b.under, a.under * b.over);
}

static Fraction negative(Fraction a) { return (Fraction){ -a.over, a.under }; }

static Fraction power(Fraction base, int exponent) {
    Fraction result = { 1, 1 };
    for (int i = 0; i < exponent; i++) result = fraction_multiply(result, base);
    return result;
}

/* Coefficients, lowest first, of the product of (x - a_l) over all finite points but `left_out` (-1: none).
 */
static void root_polynomial(int finite, int left_out, Fraction *coefficient) {
    for (int k = 0; k <= finite; k++) coefficient[k] = (Fraction){ k == 0, 1 };
    for (int l = 0; l < finite; l++) {
        if (l == left_out) continue;
        for (int k = finite; k >= 0; k--) {
            Fraction shifted = k ? coefficient[k - 1] : (Fraction){ 0, 1 };
            Fraction scaled = fraction_multiply(coefficient[k], negative(finite_points[l]));
            coefficient[k] = fraction_add(shifted, scaled);
        }
    }
}

static Fraction node_weight(int finite, int j) {
    Fraction product = { 1, 1 };
    for (int l = 0; l < finite; l++)
        if (l != j)
            product = fraction_multiply(product, fraction_add(finite_points[j], negative(finite_points[l])));
    return product;
}

static long largest_denominator(const Fraction *row, int count) {
    long largest = 1;
    for (int k = 0; k < count; k++)
        if (row[k].under > largest) largest = row[k].under;
    return largest;
}

static void set_finite_point(Winograd *w, int taps, int j) {
    int finite = w->points - 1;
    Fraction *row = w->input.at[j];
    root_polynomial(finite, j, row);
    Fraction scale = { largest_denominator(row, w->points), 1 };
    Fraction weight = fraction_multiply(node_weight(finite, j), scale);
    for (int k = 0; k < w->points; k++) row[k] = fraction_multiply(row[k], scale);
    for (int k = 0; k < taps; k++) w->filter.at[j][k] = fraction_divide(power(finite_points[j], k), weight);
    for (int i = 0; i < w->outputs; i++) w->output.at[i][j] = power(finite_points[j], i);
}

static void set_infinity(Winograd *w, int taps) {
    int last = w->points - 1;
    root_polynomial(last, -1, w->input.at[last]);
    for (int k = 0; k < taps; k++) w->filter.at[last][k] = (Fraction){ k == taps - 1, 1 };
    for (int i = 0; i < w->outputs; i++) w->output.at[i][last] = (Fraction){ i == w->outputs - 1, 1 };
}

static Matrix zeros(int rows, int columns) {
    Matrix m = { .rows = rows, .columns = columns };
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) m.at[i][j] = (Fraction){ 0, 1 };
    return m;
}

static Winograd empty(int outputs, int points, int taps) {
    assert(points <= WINOGRAD_MOST);
    return (Winograd){ outputs, points, zeros(points, points), zeros(points, taps), zeros(outputs, points) };
}

Winograd minimal_filter(int outputs, int taps) {
    Winograd w = empty(outputs, outputs + taps - 1, taps);
    for (int j = 0; j < w.points - 1; j++) set_finite_point(&w, taps, j);
    set_infinity(&w, taps);
    return w;
}

/* y[i] = g0 d[2i] + g2 d[2i + 2], two taps on the even samples, plus g1 d[2i + 1]. */
static Winograd polyphase(int outputs) {
    Winograd even = minimal_filter(outputs, 2), w = empty(outputs, 2 * outputs + 1, WINOGRAD_TAPS);
    for (int j = 0; j < even.points; j++) {
        for (int k = 0; k < even.points; k++) w.input.at[j][2 * k] = even.input.at[j][k];
        for (int k = 0; k < 2; k++) w.filter.at[j][2 * k] = even.filter.at[j][k];
        for (int i = 0; i < outputs; i++) w.output.at[i][j] = even.output.at[i][j];
    }
    for (int i = 0; i < outputs; i++) {
        const Fraction one = { 1, 1 };
        w.input.at[even.points + i][2 * i + 1] = one;
        w.filter.at[even.points + i][1] = one;
        w.output.at[i][even.points + i] = one;
    }
    return w;
}

int winograd_points(int outputs, int stride) {
    return stride == 1 ? outputs + WINOGRAD_TAPS - 1 : 2 * outputs + 1;
}

Winograd winograd_matrices(int outputs, int stride) {
    return stride == 1 ? minimal_filter(outputs, WINOGRAD_TAPS) : polyphase(outputs);
}

static Fraction first_of(const Fraction *row, int columns) {
    int k = 0;
    while (k + 1 < columns && row[k].over == 0) k++;
    return row[k];
}

Winograd winograd_plain_filters(Winograd w) {
    for (int j = 0; j < w.points; j++) {
        Fraction common = first_of(w.filter.at[j], w.filter.columns);
        for (int k = 0; k < w.filter.columns; k++)
            w.filter.at[j][k] = fraction_divide(w.filter.at[j][k], common);
        for (int k = 0; k < w.points; k++) w.input.at[j][k] = fraction_multiply(w.input.at[j][k], common);
    }
    return w;
}

void winograd_filter(const Winograd *w, const float *filter, double *u) {
    double half[WINOGRAD_MOST][WINOGRAD_TAPS] = { { 0 } };
    double g[WINOGRAD_MOST][WINOGRAD_TAPS];
    for (int i = 0; i < w->points; i++)
        for (int k = 0; k < WINOGRAD_TAPS; k++) g[i][k] = fraction_value(w->filter.at[i][k]);
    for (int i = 0; i < w->points; i++)
        for (int k = 0; k < WINOGRAD_TAPS; k++)
            for (int j = 0; j < WINOGRAD_TAPS; j++) half[i][j] += g[i][k] * filter[k * WINOGRAD_TAPS + j];
    for (int i = 0; i < w->points; i++)
        for (int j = 0; j < w->points; j++) {
            double sum = 0;
            for (int k = 0; k < WINOGRAD_TAPS; k++) sum += half[i][k] * g[j][k];
            u[i * w->points + j] = sum;
        }
}

/* ---- In integers ---- */

enum { LARGEST_VALUE = 255, LARGEST_WEIGHT = 127, LARGEST_WORD = 32767 };

/* By how much a row enlarges what it is multiplied with, at the most. */
static long row_gain(const Matrix *m, int row) {
    long gain = 0;
    for (int k = 0; k < m->columns; k++)
        gain += m->at[row][k].over < 0 ? -m->at[row][k].over : m->at[row][k].over;
    return gain;
}

static bool is_whole(const Matrix *m) {
    for (int i = 0; i < m->rows; i++)
        for (int k = 0; k < m->columns; k++)
            if (m->at[i][k].under != 1) return false;
    return true;
}

/* Of numbers up to `largest`, in both directions. */
static bool gives_words(const Matrix *m, long largest) {
    for (int i = 0; i < m->rows; i++)
        if (row_gain(m, i) * row_gain(m, i) * largest > LARGEST_WORD) return false;
    return is_whole(m);
}

static void scale_row(Matrix *m, int row, Fraction scale) {
    for (int k = 0; k < m->columns; k++) m->at[row][k] = fraction_multiply(m->at[row][k], scale);
}

static void scale_column(Matrix *m, int column, Fraction scale) {
    for (int i = 0; i < m->rows; i++) m->at[i][column] = fraction_multiply(m->at[i][column], scale);
}

static bool is_even(const Matrix *m, int row) {
    for (int k = 0; k < m->columns; k++)
        if (m->at[row][k].over % 2) return false;
    return true;
}

static long common_denominator(const Matrix *m) {
    long common = 1;
    for (int i = 0; i < m->rows; i++)
        for (int k = 0; k < m->columns; k++) {
            const long under = m->at[i][k].under, divisor = greatest_divisor(common, under);
            assert(divisor > 0);
            common *= under / divisor;
        }
    return common;
}

IntegerWinograd winograd_integers(int outputs) {
    const Fraction half = { 1, 2 }, two = { 2, 1 };
    IntegerWinograd w = { winograd_matrices(outputs, 1), 0 };
    Matrix *g = &w.matrices.filter;
    w.scale = (int)common_denominator(g);
    for (int i = 0; i < g->rows; i++) {
        scale_row(g, i, (Fraction){ w.scale, 1 });
        while (row_gain(g, i) * row_gain(g, i) * LARGEST_WEIGHT > LARGEST_WORD && is_even(g, i)) {
            scale_row(g, i, half);
            scale_column(&w.matrices.output, i, two);
        }
    }
    return w;
}

bool winograd_fits_words(int outputs) {
    const IntegerWinograd w = winograd_integers(outputs);
    return gives_words(&w.matrices.input, LARGEST_VALUE) && gives_words(&w.matrices.filter, LARGEST_WEIGHT);
}

int integer_shift(const IntegerWinograd *w) {
    int shift = 0;
    for (int scale = w->scale; scale % 2 == 0; scale /= 2) shift += 2;
    return shift;
}

/* Newton's iteration doubles the bits that are right: an odd number is its own inverse in the last three. */
unsigned integer_inverse(const IntegerWinograd *w) {
    unsigned odd = (unsigned)w->scale;
    while (odd % 2 == 0) odd /= 2;
    odd *= odd;
    unsigned inverse = odd;
    for (int bits = 3; bits < 32; bits *= 2) inverse *= 2 - odd * inverse;
    return inverse;
}

void integer_filter(const IntegerWinograd *w, const signed char *filter, int *u) {
    const Matrix *g = &w->matrices.filter;
    const int points = w->matrices.points;
    for (int i = 0; i < points; i++) {
        long half[WINOGRAD_TAPS] = { 0 };
        for (int j = 0; j < WINOGRAD_TAPS; j++)
            for (int k = 0; k < WINOGRAD_TAPS; k++)
                half[j] += g->at[i][k].over * filter[k * WINOGRAD_TAPS + j];
        for (int j = 0; j < points; j++) {
            long sum = 0;
            for (int k = 0; k < WINOGRAD_TAPS; k++) sum += half[k] * g->at[j][k].over;
            u[i * points + j] = (int)sum;
        }
    }
}

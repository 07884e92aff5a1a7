/* winograd.h: the matrices of minimal filtering algorithms F(m, 3) (Winograd 1980; Lavin, Gray 2016). */
#ifndef RESNETC_LAYERS_WINOGRAD_H
#define RESNETC_LAYERS_WINOGRAD_H

#include <stdbool.h>

enum { WINOGRAD_TAPS = 3, WINOGRAD_MOST = 9, WINOGRAD_LARGEST = 6 /* m */ };

/* An exact fraction, lowest terms, denominator above 0. */
typedef struct {
    long over, under;
} Fraction;

typedef struct {
    int rows, columns;
    Fraction at[WINOGRAD_MOST][WINOGRAD_MOST];
} Matrix;

/* y = output [(filter g) * (input d)], elementwise product, y the `outputs` results of sliding g over d. */
typedef struct {
    int outputs;                  /* m */
    int points;                   /* products, and as many values of d */
    Matrix input, filter, output; /* B^T, G, A^T */
} Winograd;

/* Stride 1: F(m, 3) for m of 2 to 6, from m + 1 of the points 0, 1, -1, 2, -2, 1/2, -1/2, and infinity; m +
 * 2 points. Stride 2, m of 2 and 4: the even samples by F(m, 2), the odd ones, which meet one tap each, as
 * they are; 2m + 1 points. */
Winograd winograd_matrices(int outputs, int stride);
/* F(m, taps) from the same points: m + taps - 1 of them, at most 8. */
Winograd minimal_filter(int outputs, int taps);
int winograd_points(int outputs, int stride);
/* The same algorithm with what a row of G has in common moved to B^T: G's rows are 1, a, a^2 of their point,
 * which takes the fewest operations. */
Winograd winograd_plain_filters(Winograd w);

/* The same algorithm in integers, of 16 bits: G's rows are times what makes them integers, and where they are
 * too large for 16 bits half of that, or a quarter, while A^T's columns make up for it. Results are so many
 * times too large, in each direction. */
typedef struct {
    Winograd matrices;
    int scale;
} IntegerWinograd;

IntegerWinograd winograd_integers(int outputs);
/* Whether values of 8 bits without a sign, and weights of 8 bits with one, transformed are of 16 bits. */
bool winograd_fits_words(int outputs);
/* In both directions results are times 2^shift and an odd number; times the inverse of that modulo 2^32. */
int integer_shift(const IntegerWinograd *w);
unsigned integer_inverse(const IntegerWinograd *w);
/* u[points][points] = G g G^T. */
void integer_filter(const IntegerWinograd *w, const signed char *filter, int *u);

double fraction_value(Fraction f);

/* u[points][points] = G g G^T of a 3x3 filter, in double precision. */
void winograd_filter(const Winograd *w, const float *filter, double *u);

#endif

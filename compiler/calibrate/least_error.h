/* least_error.h: the range with the least squared error. */
#ifndef RESNETC_CALIBRATE_LEAST_ERROR_H
#define RESNETC_CALIBRATE_LEAST_ERROR_H

#include "limits.h"

/* Within `all`, of which one end is not 0. The error is that of what the activation makes of the numbers. */
Limits least_error(const Histogram *h, Limits all, Activation activation);

/* The sum of the squared errors, as quantizing makes them: a level stands for 0. */
double squared_error(const Histogram *h, Limits limits, Activation activation);

#endif

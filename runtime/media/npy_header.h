/* npy_header.h: the text at the head of a .npy file; only npy.c needs it. */
#ifndef RESNETC_MEDIA_NPY_HEADER_H
#define RESNETC_MEDIA_NPY_HEADER_H

#include "npy.h"

typedef struct {
    NpyType type;
    bool big_endian; /* never set for types of one byte */
    bool fortran_order;
    int rank;
    size_t shape[NPY_MAX_RANK];
} NpyHeader;

size_t npy_type_size(NpyType type); /* bytes of an element */

/* The dictionary in text[begin, end). It is read as data, never evaluated: what is neither of the three keys'
 * values as NumPy writes them is an error (STATUS_INPUT, with the byte's offset from the file's start). */
bool npy_header_parse(const char *path, const unsigned char *file, size_t begin, size_t end,
                      NpyHeader *header, Diag *diag);

#endif

/* containers.h: what this room's containers are made of; only this room needs it. */
#ifndef RESNETC_TENSORS_CONTAINERS_H
#define RESNETC_TENSORS_CONTAINERS_H

#include "archive.h"

/* ---- npz.c ---- */

bool npz_fits(const Archive *archive);
const TensorFile *npz_read(const Archive *archive);

/* ---- torch_zip.c: PyTorch's zip of NAME/data.pkl and NAME/data/KEY ---- */

bool torch_zip_fits(const Archive *archive);
const TensorFile *torch_zip_read(const Archive *archive);

#endif

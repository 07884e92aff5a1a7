/* media.h: pictures, arrays and names of classes from files; the floats that a network reads. */
#ifndef RESNETC_MEDIA_H
#define RESNETC_MEDIA_H

#include "ahead.h"
#include "image.h"
#include "input.h"
#include "labels.h"
#include "npy.h"
#include "prepare.h"
#include "resize.h"
#include "source.h"

#endif

/* kept.h: a calibration as a file: JSON that an earlier run wrote, and people may read. */
#ifndef RESNETC_CALIBRATE_KEPT_H
#define RESNETC_CALIBRATE_KEPT_H

#include "calibration.h"

/* The network that a calibration is of. */
typedef struct {
    const Spec *spec;
    const Graph *graph;
    const Layers *layers;
    uint64_t weights; /* weights_hash; 0: whatever they are */
} Calibrated;

/* Whether a file is meant to be one, by its content or its name's ending. */
bool kept_recognise(const char *path, FileView file);

/* Same calibration, same bytes; every float reads back as the same. */
const char *kept_text(Arena *arena, const Calibrated *network, const Calibration *calibration);

/* NULL where it is none, or of another network: then the message names the first layer that differs. A note
 * where it was made with other weights. */
const Calibration *kept_parse(Arena *arena, const Calibrated *network, FileView file, const char *path,
                              Diag *diag);

/* What a layer is, in words: all that its value's meaning hangs on but the weights. */
const char *layer_identity(Arena *arena, const Calibrated *network, int layer);
bool is_kept(const Layer *layer); /* an output's range is that of the layer which it copies */

#endif

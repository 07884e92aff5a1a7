/* model.c: what Python needs to know of the network, as one value. */
#include "fashion.h"
#include <resnet_rt.h>

extern const ResnetModel model;
const ResnetModel model = RESNET_MODEL_U8(fashion, FASHION);

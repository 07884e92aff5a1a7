/* torch.h: what PyTorch's two containers share: the state_dict in a pickle, and its tensors. Only this room
 * needs it. */
#ifndef RESNETC_TENSORS_TORCH_H
#define RESNETC_TENSORS_TORCH_H

#include "pickle.h"

/* ---- torch_wrappers.c: where the state_dict is ---- */

bool torch_is_wrapper(const PickleValue *key); /* "state_dict", "model", ... */

/* The dictionary of tensors in what was saved, alone or wrapped; a note says which one was taken where
 * it was wrapped. NULL: there is none. */
const PickleItems *torch_state_dict(Arena *arena, const char *path, const PickleValue *root, Diag *diag);

/* ---- torch_state.c: its tensors ---- */

/* The bytes of a whole storage. False: there are none, and the Diag says why. */
typedef struct {
    bool (*find)(const void *context, const PickleStorage *storage, FileView *bytes);
    const void *context;
} TorchData;

const TensorFile *torch_tensors(Arena *arena, const char *path, const PickleValue *root, TorchData data,
                                Diag *diag);

#endif

/* choose.h: Layers, Target -> Choice[layer]: algorithm, register tile, loop order, from a cost model or from
 * measured choices. */
#ifndef RESNETC_CHOOSE_H
#define RESNETC_CHOOSE_H

#include "choice.h"
#include "query.h"
#include "tuned.h"

/* Bytes of all layers' weights, roughly as they will be packed (Query.weights): for speed; as they come. */
double expected_weights(const Layers *layers, const Target *target, bool as_they_come);
/* What a layer without weights has for a choice. */
Choice plain_choice(const Query *q);

/* `tuned` may be NULL. NULL where it has a choice that its layer cannot have. */
const Choice *select_algorithms(Arena *arena, const Layers *layers, const Layout *layouts,
                                const Target *target, Accuracy accuracy, const Tuned *tuned, Diag *diag);

#endif

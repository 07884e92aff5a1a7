/* answers.h: what --run prints of each image. */
#ifndef RESNETC_CLI_ANSWERS_H
#define RESNETC_CLI_ANSWERS_H

#include "media/media.h"
#include "options.h"

enum { TOP = 5 };

typedef struct {
    int count; /* min(TOP, classes) */
    int index[TOP];
    double probability[TOP];
} Ranking;

/* Best first. `room`: space for a number a class. */
Ranking rank_classes(const float *values, int classes, bool logits, double *room);

typedef struct {
    Format format;
    bool columns; /* text for people: aligned, in place of tabs */
    const ImageSource *source;
    const char *const *labels; /* NULL: there are none */
    const int *truth;          /* of each image; NULL: not known */
    Text text;
} Answers;

/* What stands before all images. `ranks`: how many each will have. */
void answers_begin(Answers *answers, int ranks);
/* Text: of a source with several images or of a folder "# NAME", where NAME is the path or the number; then
 * a line a rank, "rank index label probability", tab-separated, "-" where there is no label; or in columns.
 * CSV and JSON: a line. False where memory ends. */
bool answers_add(Answers *answers, int image, const Ranking *ranking);

#endif

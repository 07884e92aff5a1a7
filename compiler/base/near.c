/* near.c: what a mistyped word meant: the name with the fewest typing errors between them. */
#include "near.h"

#include <string.h>

enum { LONGEST = 48, NEAR = 2 };

static int smaller(int a, int b) { return a < b ? a : b; }

static char folded(char c) { return c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool swapped(const char *a, const char *b) {
    return folded(a[0]) == folded(b[-1]) && folded(a[-1]) == folded(b[0]);
}

/* Insertions, deletions, substitutions and exchanges of neighbours from one to the other (optimal string
 * alignment). Rows of the last three prefixes of `a` are enough. */
static int edit_distance(const char *a, const char *b) {
    int rows[3][LONGEST + 1], width = (int)strlen(b), height = (int)strlen(a);
    for (int j = 0; j <= width; j++) rows[0][j] = j;
    for (int i = 1; i <= height; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= width; j++) {
            row[j] = smaller(above[j - 1] + (folded(a[i - 1]) != folded(b[j - 1])),
                             1 + smaller(above[j], row[j - 1]));
            if (i > 1 && j > 1 && swapped(&a[i - 1], &b[j - 1])) row[j] = smaller(row[j], second[j - 2] + 1);
        }
    }
    return rows[height % 3][width];
}

int nearest_name(const char *const *names, const char *word) {
    int nearest = -1, least = NEAR + 1;
    const int length = (int)strnlen(word, LONGEST + 1);
    if (length > LONGEST) return -1;
    for (int i = 0; names[i]; i++) {
        int distance = edit_distance(names[i], word);
        if (distance < least && 2 * distance < length) /* "mean" is no mistyped "head" */
            least = distance, nearest = i;
    }
    return nearest;
}

const char *did_you_mean(Arena *arena, const char *const *names, const char *word, const char *quote) {
    int nearest = nearest_name(names, word);
    if (nearest < 0) return "";
    return arena_printf(arena, "; did you mean %s%s%s?", quote, names[nearest], quote);
}

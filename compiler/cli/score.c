/* score.c: top-1, top-5, confusion. */
#include "score.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 16, WORST = 10 };

Score score_new(Arena *arena, int classes, const char *const *labels, int images) {
    return (Score){ .classes = classes, .labels = labels, .pairs = arena_array(arena, Pair, images) };
}

void score_add(Score *score, int class, const Ranking *ranking) {
    score->pairs[score->images++] = (Pair){ class, ranking->index[0] };
    score->first += ranking->index[0] == class;
    for (int i = 0; i < ranking->count; i++) score->among += ranking->index[i] == class;
}

static void print_share(Text *text, const char *name, int right, int images) {
    text_printf(text, "%s  %6.2f %%  %d of %d\n", name, 100.0 * right / images, right, images);
}

static void print_matrix(Arena *arena, const Score *score, Text *text) {
    int n = score->classes, counts[MOST_COLUMNS][MOST_COLUMNS] = { 0 };
    char alignment[MOST_COLUMNS + 3] = "r";
    for (int i = 0; i < score->images; i++) counts[score->pairs[i].class][score->pairs[i].answer]++;
    memset(alignment, 'r', (size_t)n + 1);
    if (score->labels) alignment[n + 1] = 'l'; /* last: names may have any width */
    Table table = table_new(arena, alignment);
    table_cell(&table, "class");
    for (int answer = 0; answer < n; answer++) table_cell(&table, "%d", answer);
    if (score->labels) table_cell(&table, "label");
    for (int class = 0; class < n; class ++) {
        table_cell(&table, "%d", class);
        for (int answer = 0; answer < n; answer++) table_cell(&table, "%d", counts[class][answer]);
        if (score->labels) table_cell(&table, "%s", printable_text(arena, score->labels[class]));
    }
    text_printf(text, "answers, a row a class:\n");
    table_print(&table, text);
}

typedef struct {
    Pair pair;
    int count;
} Mistake;

static int compare_pairs(const void *a, const void *b) {
    const Pair *p = a, *q = b;
    return p->class != q->class ? p->class - q->class : p->answer - q->answer;
}

static int compare_mistakes(const void *a, const void *b) {
    const Mistake *p = a, *q = b;
    return p->count != q->count ? q->count - p->count : compare_pairs(&p->pair, &q->pair);
}

static const Mistake *worst_of(Arena *arena, Score *score, int *count) {
    Mistake *mistakes = arena_array(arena, Mistake, score->images);
    *count = 0;
    qsort(score->pairs, (size_t)score->images, sizeof *score->pairs, compare_pairs);
    for (int i = 0; i < score->images; i++) {
        Pair pair = score->pairs[i];
        if (pair.class == pair.answer) continue;
        if (!*count || compare_pairs(&mistakes[*count - 1].pair, &pair) != 0)
            mistakes[(*count)++] = (Mistake){ pair, 0 };
        mistakes[*count - 1].count++;
    }
    qsort(mistakes, (size_t)*count, sizeof *mistakes, compare_mistakes);
    if (*count > WORST) *count = WORST;
    return mistakes;
}

static void print_worst(Arena *arena, Score *score, Text *text) {
    int count;
    const Mistake *mistakes = worst_of(arena, score, &count);
    if (count) text_printf(text, "most often confused:\n");
    for (int i = 0; i < count; i++) {
        Pair pair = mistakes[i].pair;
        text_printf(text, "%6d  %d as %d", mistakes[i].count, pair.class, pair.answer);
        if (score->labels)
            text_printf(text, "  (%s as %s)", printable_text(arena, score->labels[pair.class]),
                        printable_text(arena, score->labels[pair.answer]));
        text_printf(text, "\n");
    }
}

static const char *class_text(Arena *arena, const Score *score, int class) {
    return score->labels ? score->labels[class] : arena_printf(arena, "%d", class);
}

const Confusion *score_confusions(Arena *arena, Score *score, int *count) {
    const Mistake *mistakes = worst_of(arena, score, count);
    Confusion *confusions = arena_array(arena, Confusion, *count);
    for (int i = 0; i < *count; i++)
        confusions[i] = (Confusion){ class_text(arena, score, mistakes[i].pair.class),
                                     class_text(arena, score, mistakes[i].pair.answer), mistakes[i].count };
    return confusions;
}

void score_print(Arena *arena, Score *score, Text *text) {
    if (!score->images) return;
    print_share(text, "top-1", score->first, score->images);
    print_share(text, "top-5", score->among, score->images);
    if (score->classes <= MOST_COLUMNS)
        print_matrix(arena, score, text);
    else
        print_worst(arena, score, text);
}

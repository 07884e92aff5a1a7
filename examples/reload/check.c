/* check.c: whether answers are those of the weights that they name: check ANSWERS PICTURES A B
 *
 * Request n was picture n modulo PICTURES. A, B: the server's answers to each picture once, by one set of
 * weights each. */
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Answer *load(const char *path, size_t *count) {
    FILE *file = fopen(path, "rb");
    Answer *answers = NULL, answer;
    *count = 0;
    while (file && fread(&answer, sizeof answer, 1, file) == 1) {
        answers = realloc(answers, (*count + 1) * sizeof answer);
        if (!answers) abort();
        answers[(*count)++] = answer;
    }
    if (file) fclose(file);
    return answers;
}

/* One more of request `number` of a set: NULL where there is none. */
static const Answer *find(const Answer *set, size_t count, uint64_t number) {
    for (size_t i = 0; i < count; i++)
        if (set[i].number == number) return &set[i];
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 5) return fputs("check ANSWERS PICTURES A B\n", stderr), EXIT_FAILURE;
    const uint64_t pictures = strtoull(argv[2], NULL, 10);
    size_t count, sizes[2], seen[2] = { 0, 0 };
    const Answer *answers = load(argv[1], &count),
                 *sets[2] = { load(argv[3], &sizes[0]), load(argv[4], &sizes[1]) };
    if (!pictures || !sizes[0] || !sizes[1] || sets[0]->weights == sets[1]->weights) return EXIT_FAILURE;
    for (size_t i = 0; i < count; i++) {
        const int which = answers[i].weights == sets[1]->weights;
        const Answer *expected = find(sets[which], sizes[which], answers[i].number % pictures);
        if (!expected || answers[i].weights != expected->weights ||
            memcmp(answers[i].logits, expected->logits, sizeof expected->logits))
            return fprintf(stderr, "request %llu: an answer of neither\n",
                           (unsigned long long)answers[i].number),
                   EXIT_FAILURE;
        seen[which]++;
    }
    printf("%zu answers by the one, %zu by the other\n", seen[0], seen[1]);
    return seen[0] && seen[1] ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* labels.c: class names, the best classes, probabilities. */
#include "labels.h"

#include <math.h>
#include <string.h>

/* Spreadsheets put it before a text of UTF-8. */
static void pass_byte_order_mark(FileView file, size_t *at) {
    if (*at == 0 && file.size >= 3 && !memcmp(file.bytes, "\xef\xbb\xbf", 3)) *at = 3;
}

const char *next_line(Arena *arena, FileView file, size_t *at) {
    pass_byte_order_mark(file, at);
    const char *start = (const char *)file.bytes + *at;
    size_t left = file.size - *at;
    const char *newline = memchr(start, '\n', left);
    size_t length = newline ? (size_t)(newline - start) : left;
    *at += length + (newline != NULL);
    if (length && start[length - 1] == '\r') length--;
    return arena_copy(arena, start, length);
}

/* A tab or a terminal's escape in a name would spoil the tab-separated answer. `line` is its line, or how
 * many begin. */
static bool has_control(FileView file, size_t *line) {
    *line = 1;
    for (size_t i = 0; i < file.size; i++) {
        unsigned char c = file.bytes[i];
        bool line_end = c == '\n' || (c == '\r' && (i + 1 == file.size || file.bytes[i + 1] == '\n'));
        const bool second = c == 0xc2 && i + 1 < file.size && file.bytes[i + 1] - 0x80u < 0x20; /* of C1 */
        if ((c < ' ' && !line_end) || c == 127 || second) return true;
        *line += c == '\n';
    }
    return false;
}

const char *const *labels_load(Arena *arena, const char *path, int classes, Diag *diag) {
    FileView file;
    return file_read(arena, path, &file, diag) ? labels_parse(arena, path, file, classes, diag) : NULL;
}

const char *const *labels_parse(Arena *arena, const char *path, FileView file, int classes, Diag *diag) {
    size_t line, at = 0;
    if (has_control(file, &line)) {
        diag_fail(diag, STATUS_INPUT, "%s:%zu: expected a class name without control characters", path, line);
        return NULL;
    }
    const size_t lines =
        line - 1 + (file.size && file.bytes[file.size - 1] != '\n'); /* the last may not end */
    if (lines != (size_t)classes) {
        diag_fail(diag, STATUS_INPUT, "%s: expected %d class names, one a line, got %zu", path, classes,
                  lines);
        return NULL;
    }
    const char **labels = arena_array(arena, const char *, classes);
    for (int i = 0; i < classes; i++) labels[i] = next_line(arena, file, &at);
    return labels;
}

static bool ranks_before(float a, float b) { return a > b || (isnan(b) && !isnan(a)); }

int top_k(const float *values, int n, int k, int *index) {
    int count = 0;
    for (int i = 0; i < n; i++) {
        int rank = count;
        while (rank > 0 && ranks_before(values[i], values[index[rank - 1]])) rank--;
        if (rank >= k) continue;
        if (count < k) count++;
        memmove(index + rank + 1, index + rank, sizeof *index * (size_t)(count - 1 - rank));
        index[rank] = i;
    }
    return count;
}

void softmax(const float *logits, int n, double *probabilities) {
    double largest = -INFINITY, sum = 0;
    for (int i = 0; i < n; i++) largest = fmax(largest, (double)logits[i]);
    for (int i = 0; i < n; i++) sum += probabilities[i] = exp((double)logits[i] - largest);
    for (int i = 0; i < n; i++) probabilities[i] /= sum;
}

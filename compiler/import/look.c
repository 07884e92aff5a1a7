/* look.c: tensors by torchvision's names. */
#include "look.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *left, const void *right) {
    return strcmp(((const Named *)left)->name, ((const Named *)right)->name);
}

Look look_into(Arena *arena, const TensorFile *file, const char *const *names) {
    Named *sorted = arena_array(arena, Named, file->count);
    for (int i = 0; i < file->count; i++) sorted[i] = (Named){ names[i], &file->tensors[i] };
    qsort(sorted, (size_t)file->count, sizeof *sorted, by_name);
    return (Look){ arena, file, names, sorted };
}

const Tensor *look(const Look *l, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const Named wanted = { .name = arena_vprintf(l->arena, format, arguments) };
    va_end(arguments);
    const Named *found = bsearch(&wanted, l->sorted, (size_t)l->file->count, sizeof wanted, by_name);
    return found ? found->tensor : NULL;
}

bool looks_like(const Look *l, const char *part) {
    for (int i = 0; i < l->file->count; i++)
        if (strstr(l->file->tensors[i].name, part)) return true;
    return false;
}

int dimension(const Tensor *tensor, int i) {
    enum { BEYOND = 1 << 30 };
    return tensor && i < tensor->rank && tensor->dims[i] < BEYOND ? (int)tensor->dims[i] : 0;
}

bool is_conv(const Tensor *tensor) { return tensor && tensor->rank == 4; }

/* diag.c: what went wrong, for the user; how far a long task is. */
#include "diag.h"

#include <string.h>

bool diag_fail(Diag *diag, Status status, const char *format, ...) {
    if (diag->message) return false;
    va_list arguments;
    va_start(arguments, format);
    diag->message = arena_vprintf(diag->arena, format, arguments);
    va_end(arguments);
    diag->status = status;
    return false;
}

bool diag_fail_at(Diag *diag, Status status, const DiagPlace *place, const char *format, ...) {
    if (diag->message) return false;
    va_list arguments;
    va_start(arguments, format);
    diag->message = arena_vprintf(diag->arena, format, arguments);
    va_end(arguments);
    diag->status = status;
    diag->place = *place;
    if (place->text) diag->place.text = arena_copy(diag->arena, place->text, place->length);
    return false;
}

void diag_note(Diag *diag, const char *format, ...) {
    if (diag->note_count == diag->note_room) {
        int room = diag->note_room ? 2 * diag->note_room : 8;
        const char **notes = arena_array(diag->arena, const char *, room);
        if (diag->note_count) memcpy(notes, diag->notes, sizeof *notes * (size_t)diag->note_count);
        diag->notes = notes;
        diag->note_room = room;
    }
    va_list arguments;
    va_start(arguments, format);
    diag->notes[diag->note_count++] = arena_vprintf(diag->arena, format, arguments);
    va_end(arguments);
}

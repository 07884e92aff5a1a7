/* library_prelude.c: the prelude of files of kernels for any network, the catalogue's, and of a benchmark's.
 */
#include "elementary.h"
#include "parameters.h"
#include "parts.h"
#include "tile.h"

void emit_library_prelude(Out *out, const Target *target) {
    label_line(out, "#include \"catalogue/team.h\"");
    label_line(out, "#include <math.h>");
    label_line(out, "#include <string.h>");
    blank(out);
    emit_marks(out, target);
    line(out, "#define THREAD (share->thread)");
    emit_types(out, target);
    emit_activations(out, all_activations(), target);
    emit_any_activation(out);
    emit_any_ending(out, NUMBER_F32);
    emit_larger(out, target);
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (target->gains[n]) emit_number_helpers(out, target, (NumberKind)n);
    for (int group = 1; group < target->lanes; group *= 2) emit_rotations(out, target, group);
    emit_group_scales(out);
    emit_zero_border(out, NUMBER_F32);
    emit_copy_input(out, false);
    emit_read_pixels(out, false);
    emit_to_nchw(out, NUMBER_F32);
}

void emit_low_library_prelude(Out *out, const Target *target, NumberKind values) {
    const NumberKind weights = number_types[values].weights;
    label_line(out, "#include \"catalogue/team.h\"");
    label_line(out, "#include <math.h>");
    label_line(out, "#include <string.h>");
    blank(out);
    emit_marks(out, target);
    emit_types(out, target);
    emit_number_helpers(out, target, values);
    if (weights != values) emit_number_helpers(out, target, weights);
    emit_zero_border(out, values);
    emit_to_nchw(out, values);
    if (number_types[values].integers) {
        emit_border_of_pixels(out, values);
        emit_copy_input_bytes(out, target, values, false);
        emit_read_pixel_bytes(out, values, false);
    } else {
        emit_activations(out, all_activations(), target);
        emit_any_activation(out);
        emit_any_ending(out, values);
        emit_larger(out, target);
        emit_group_scales(out);
    }
}

const char *emit_dot_functions(Arena *arena, const Target *target, NumberKind weights) {
    Out out = { .text = { .arena = arena } };
    label_line(&out, "#include <string.h>");
    emit_marks(&out, target);
    emit_types(&out, target);
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (number_types[n].is_value && number_types[n].weights == weights &&
            (!number_types[n].integers || (NumberKind)n == target_bytes(target)))
            emit_number_helpers(&out, target, (NumberKind)n);
    if (!number_types[weights].is_value) emit_number_helpers(&out, target, weights);
    return out.text.bytes;
}

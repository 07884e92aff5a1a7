/* onnx.c: an ONNX file; external data may stand beside the tests' own. */
#include "onnx/onnx.h"
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    return fuzz_tensors(arena, onnx_read(arena, "tests/oracle/onnx/external/fuzz.onnx", input, diag), diag);
}

bool mutate(Mutation *mutation) { return mutate_protobuf(mutation); }

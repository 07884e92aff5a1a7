/* driver.c: the program around a network that another machine runs: files in, files out.
 *
 * It is a source of its own, so that its headers and the network's names do not meet. */
#include "emulated.h"
#include "workshop.h"

#include <string.h>

static const char trace_text[] =
    "static FILE *trace;\n"
    "\n"
    "void TRACE(const char *layer, const float *value, int images, int channels, int height, int width) {\n"
    "    const int length = (int)strlen(layer), padded = length + 4 - length % 4;\n"
    "    const int head[] = { padded, images, channels, height, width };\n"
    "    const size_t count = (size_t)images * (size_t)channels * (size_t)height * (size_t)width;\n"
    "    fwrite(head, sizeof head, 1, trace);\n"
    "    fwrite(layer, 1, (size_t)length, trace);\n"
    "    fwrite(\"\\0\\0\\0\", 1, (size_t)(padded - length), trace);\n"
    "    if (fwrite(value, sizeof *value, count, trace) != count) fail(\"no room for the trace\");\n"
    "}\n"
    "\n";

static const char fail_text[] = "static void fail(const char *why) {\n"
                                "    fprintf(stderr, \"error: %s\\n\", why);\n"
                                "    exit(1);\n"
                                "}\n"
                                "\n";

static const char main_text[] =
    "static void *block(size_t bytes) { /* not zeroed: what is in a workspace does not matter */\n"
    "    const size_t whole = (bytes + 64) / 64 * 64;\n"
    "    unsigned char *memory = malloc(whole + 64);\n"
    "    if (!memory) fail(\"out of memory\");\n"
    "    memory += 64 - (size_t)memory % 64;\n"
    "    return memset(memory, 0xff, whole);\n"
    "}\n"
    "\n"
    "static void *contents(const char *path, size_t bytes) {\n"
    "    void *to = block(bytes);\n"
    "    FILE *file = fopen(path, \"rb\");\n"
    "    if (!file || fread(to, 1, bytes, file) != bytes) fail(path);\n"
    "    fclose(file);\n"
    "    return to;\n"
    "}\n"
    "\n"
    "int main(void) {\n"
    "    if (!CPU_OK()) fail(\"the emulator's processor lacks what the target needs\");\n"
    "    const void *weights = contents(WEIGHTS_FILE, WEIGHTS_BYTES), *input = contents(INPUT_FILE, "
    "INPUT_BYTES);\n"
    "    if (WEIGHTS_CHECK(weights, WEIGHTS_BYTES)) fail(\"the weights are not the network's\");\n"
    "    float *output = block(OUTPUT_FLOATS * sizeof *output);\n"
    "    OPEN_TRACE;\n"
    "    RUN(weights, block(WORKSPACE), input, output);\n"
    "    CLOSE_TRACE;\n"
    "    FILE *file = fopen(OUTPUT_FILE, \"wb\");\n"
    "    if (!file || fwrite(output, sizeof *output, OUTPUT_FLOATS, file) != OUTPUT_FLOATS || fclose(file))\n"
    "        fail(OUTPUT_FILE);\n"
    "    return 0;\n"
    "}\n";

static void add_names(Text *text, const Driver *d) {
    static const char *const macros[] = { "CPU_OK cpu_ok", "WEIGHTS_CHECK weights_check", "TRACE trace",
                                          "WORKSPACE jit_workspace" };
    text_printf(text, "#define RUN %s_%s\n", d->name, d->run);
    for (int i = 0; i < COUNT_OF(macros); i++) {
        const char *suffix = strchr(macros[i], ' ') + 1;
        text_printf(text, "#define %.*s%s_%s\n", (int)(suffix - macros[i]), macros[i], d->name, suffix);
    }
    text_printf(text, "#define WEIGHTS_BYTES ((size_t)%zuUL)\n#define INPUT_BYTES ((size_t)%zuUL)\n",
                d->weights_bytes, d->input_bytes);
    text_printf(text, "#define OUTPUT_FLOATS ((size_t)%zuUL)\n", d->output_floats);
    text_printf(text, "#define WEIGHTS_FILE \"%s\"\n#define INPUT_FILE \"%s\"\n#define OUTPUT_FILE \"%s\"\n",
                workshop_names[FILE_WEIGHTS], workshop_names[FILE_INPUT], workshop_names[FILE_OUTPUT]);
}

static void add_trace_calls(Text *text, const Driver *d) {
    const char *file = workshop_names[FILE_TRACE];
    text_printf(text, "#define OPEN_TRACE %s\n",
                d->traces ? arena_printf(text->arena, "if (!(trace = fopen(\"%s\", \"wb\"))) fail(\"%s\")",
                                         file, file)
                          : "(void)0");
    text_printf(text, "#define CLOSE_TRACE %s\n",
                d->traces ? "if (fclose(trace)) fail(\"no room for the trace\")" : "(void)0");
}

Text driver_text(Arena *arena, const Driver *d) {
    Text text = { .arena = arena };
    text_printf(&text, "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\n");
    add_names(&text, d);
    add_trace_calls(&text, d);
    text_printf(&text, "\nvoid RUN(const void *, void *, const void *, float *);\nint CPU_OK(void);\n"
                       "int WEIGHTS_CHECK(const void *, size_t);\nextern const unsigned long WORKSPACE;\n\n");
    text_append(&text, fail_text, strlen(fail_text));
    if (d->traces) text_append(&text, trace_text, strlen(trace_text));
    text_append(&text, main_text, strlen(main_text));
    return text;
}

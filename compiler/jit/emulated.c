/* emulated.c: compiling for another machine, and running what came of it by an emulator.
 *
 * The program is kept in memory: each run is a workshop of its own, so several may run at once and none
 * leaves a folder behind. */
#include "emulated.h"
#include "workshop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct Emulated {
    JitJob job;
    Driver driver;
    FileView program;
};

/* ---- What is installed ---- */

static bool is_program(const char *folder, int length, const char *name, int name_length) {
    char path[4096];
    int whole = snprintf(path, sizeof path, "%.*s/%.*s", length, folder, name_length, name);
    return whole < (int)sizeof path && access(path, X_OK) == 0;
}

/* The command's first word, as a shell would find it. */
static bool is_installed(const char *command) {
    const int name_length = (int)strcspn(command, " \t");
    const char *path = getenv("PATH");
    if (memchr(command, '/', (size_t)name_length)) return true; /* whoever runs it will tell */
    for (; path; path = strchr(path, ':') ? strchr(path, ':') + 1 : NULL)
        if (is_program(path, (int)strcspn(path, ":"), command, name_length)) return true;
    return false;
}

static const char *find_compiler(const Machine *machine) {
    for (int i = 0; i < COUNT_OF(machine->compilers) && machine->compilers[i]; i++)
        if (is_installed(machine->compilers[i])) return machine->compilers[i];
    return NULL;
}

static const char *first_word(Arena *arena, const char *text) {
    return arena_copy(arena, text, strcspn(text, " \t"));
}

const char *jit_lacks(Arena *arena, const Target *target) {
    const Machine *machine = target->machine;
    if (!find_compiler(machine)) return first_word(arena, machine->compilers[0]);
    return is_installed(machine->emulator) ? NULL : first_word(arena, machine->emulator);
}

/* ---- Making the program ---- */

static Command *compiler_command(Arena *arena, const JitJob *job, const Workshop *shop,
                                 const char *compiler) {
    const Target *target = job->target;
    Command *command = arena_alloc(arena, sizeof *command);
    add_words(arena, command, compiler);
    add_words(arena, command, arena_printf(arena, "-std=%s %s", target->standard, target->flags));
    if (job->threads > 1) add_words(arena, command, "-fopenmp");
    add_words(arena, command, arena_printf(arena, "-O2 -w %s -o", target->machine->flags));
    add_word(command, shop->paths[FILE_PRODUCT]);
    add_word(command, shop->paths[FILE_SOURCE]);
    add_word(command, shop->paths[FILE_DRIVER]);
    add_words(arena, command, "-lm");
    return command;
}

static bool write_script(const Emulated *e, const Workshop *shop, Diag *diag) {
    const char *script = e->job.target->machine->script;
    return !script || workshop_write(shop, FILE_SCRIPT, script, strlen(script), diag);
}

static bool compile(Arena *arena, const Emulated *e, const Workshop *shop, const char *compiler, Diag *diag) {
    const Text driver = driver_text(arena, &e->driver);
    return workshop_write(shop, FILE_SOURCE, e->job.text, e->job.length, diag) &&
           workshop_write(shop, FILE_DRIVER, driver.bytes, driver.length, diag) &&
           write_script(e, shop, diag) &&
           workshop_run(arena, shop, compiler_command(arena, &e->job, shop, compiler), true, FILE_PRODUCT,
                        diag);
}

bool jit_emulated(Arena *arena, const JitJob *job, Jit *jit, Diag *diag) {
    const Machine *machine = job->target->machine;
    const char *compiler = find_compiler(machine);
    if (!compiler)
        return diag_fail(diag, STATUS_SYSTEM, "target %s: expected %s, which is not installed",
                         job->target->name, first_word(arena, machine->compilers[0]));
    Emulated *e = arena_alloc(arena, sizeof *e);
    *e = (Emulated){ .job = *job,
                     .driver = { job->name, job->run, job->plan->blob->size, plan_input_bytes(job->plan),
                                 plan_output_floats(job->plan), job->trace != NULL } };
    Workshop *shop = workshop_open(arena, diag);
    bool good = shop && compile(arena, e, shop, compiler, diag) &&
                file_map(arena, shop->paths[FILE_PRODUCT], &e->program, diag);
    workshop_close(shop);
    jit->emulated = e;
    return good;
}

/* ---- Running it ---- */

static bool hand_over(const Emulated *e, const Workshop *shop, const void *weights, const void *input,
                      Diag *diag) {
    return workshop_write(shop, FILE_PRODUCT, e->program.bytes, e->program.size, diag) &&
           workshop_write(shop, FILE_WEIGHTS, weights, e->driver.weights_bytes, diag) &&
           workshop_write(shop, FILE_INPUT, input, e->driver.input_bytes, diag) &&
           write_script(e, shop, diag);
}

static bool emulate(Arena *arena, const Emulated *e, const Workshop *shop, Diag *diag) {
    Command *command = arena_alloc(arena, sizeof *command);
    add_words(arena, command, e->job.target->machine->emulator);
    add_word(command, shop->paths[FILE_PRODUCT]);
    return workshop_run(arena, shop, command, true, FILE_OUTPUT, diag);
}

/* The emulator's name, for messages. */
static const char *emulator_name(Arena *arena, const Emulated *e) {
    return first_word(arena, e->job.target->machine->emulator);
}

static bool take_output(Arena *arena, const Emulated *e, const Workshop *shop, float *output, Diag *diag) {
    const size_t bytes = e->driver.output_floats * sizeof *output;
    FileView file;
    if (access(shop->paths[FILE_OUTPUT], F_OK))
        return diag_fail(diag, STATUS_SYSTEM, "%s: wrote no outputs", emulator_name(arena, e));
    if (!file_map_kind(arena, shop->paths[FILE_OUTPUT], &file_input, &file, diag)) return false;
    if (file.size != bytes)
        return diag_fail(diag, STATUS_SYSTEM, "%s: expected %zu bytes of outputs, got %zu",
                         emulator_name(arena, e), bytes, file.size);
    memcpy(output, file.bytes, bytes);
    return true;
}

/* The bytes of the record that begins there, 0 where the file ends before it does. */
static size_t record_bytes(const unsigned char *at, size_t left) {
    TraceRecord r;
    if (left < sizeof r) return 0;
    memcpy(&r, at, sizeof r);
    if (r.name_bytes < 1 || r.images < 1 || r.channels < 1 || r.height < 1 || r.width < 1) return 0;
    const size_t pixels = (size_t)r.height * (size_t)r.width;
    const size_t whole =
        sizeof r + (size_t)r.name_bytes + (size_t)r.images * (size_t)r.channels * pixels * sizeof(float);
    return whole <= left ? whole : 0;
}

static void tell_record(const JitJob *job, const unsigned char *at) {
    TraceRecord r;
    memcpy(&r, at, sizeof r);
    const char *name = (const char *)at + sizeof r;
    const void *value = name + r.name_bytes; /* a whole number of floats behind the page's begin */
    job->trace(job->context, name, value, r.images, r.channels, r.height, r.width);
}

static bool take_trace(Arena *arena, const Emulated *e, const Workshop *shop, Diag *diag) {
    FileView file;
    if (!file_map_kind(arena, shop->paths[FILE_TRACE], &file_input, &file, diag)) return false;
    for (size_t done = 0, bytes; done < file.size; done += bytes) {
        bytes = record_bytes(file.bytes + done, file.size - done);
        if (!bytes)
            return diag_fail(diag, STATUS_SYSTEM, "%s: the trace ends early", emulator_name(arena, e));
        tell_record(&e->job, file.bytes + done);
    }
    return true;
}

bool emulated_run(const Emulated *e, const void *weights, const void *input, float *output, Diag *diag) {
    Arena *arena = diag->arena;
    Workshop *shop = workshop_open(arena, diag);
    bool good = shop && hand_over(e, shop, weights, input, diag) && emulate(arena, e, shop, diag) &&
                take_output(arena, e, shop, output, diag) &&
                (!e->driver.traces || take_trace(arena, e, shop, diag));
    workshop_close(shop);
    return good;
}

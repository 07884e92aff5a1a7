/* out_of_memory.c: each allocation of the program fails in turn, alone or with all behind it. What comes out
 * is what comes out otherwise, or "out of memory" and status 3; old files stay then, and nothing new is left
 * beside them. usage: out_of_memory [all]: every allocation, not the first ones and a sample; from the top
 * folder. */
#include "base/base.h"
#include "failing.h"
#include "folder.h"
#include "tally.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = 20, FIRST = 50, SAMPLES = 30, WORKERS = 2, TEXT_BYTES = 1 << 17 };

/* Files are written to the folder W, where old ones stand. */
static const char *const commands[] = {
    "specs/tiny.json --weights random:1 -o W/net.c -MD",
    "tests/oracle/data/batch4/spec.json --weights tests/oracle/data/batch4/weights.safetensors -o W/net.c",
    "tests/oracle/onnx/prelu/model.onnx -o W/net.c",
    "--import tests/oracle/containers/checkpoint.pth -o W/spec.json",
    "--import tests/oracle/containers/checkpoint-legacy.pth -o W/spec.json",
    "specs/tiny.json --weights tests/oracle/containers/compressed.npz -o W/net.c",
    "specs/tiny.json --weights random:1 --target scalar --run tests/oracle/images/full-chroma.jpg --output "
    "W/out.npy",
    "specs/tiny.json --weights random:1 --run tests/oracle/images/progressive.jpg",
    "specs/tiny.json --weights random:1 --run tests/oracle/images/rgba.png --format jsonl",
    "specs/tiny.json --describe=json --memory-plan W/plan.svg --set classes=7 --prefer size",
    "specs/tiny.json --weights random:1 --target sse2 --precision int8 --calibrate random:1 "
    "--save-calibration W/kept.json -o W/net.c",
    "specs/tiny.json --weights random:1 --target sse2 --precision int8 --calibrate "
    "tests/golden/tiny-calibration.json -o W/net.c",
};

static const char *const old_files[] = { "net.c",   "net.h",    "net.weights", "net.d",
                                         "out.npy", "plan.svg", "spec.json",   "kept.json" };

typedef struct {
    int status; /* as of wait */
    long count; /* allocations; of a program that crashed as it was */
    uint64_t files;
    char out[TEXT_BYTES], err[TEXT_BYTES];
} Ran;

/* ---- A folder for each worker: links to the inputs, W with old files ---- */

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file)) abort();
}

static void enter_folder(int worker) {
    static const char *const inputs[] = { "specs", "tests" };
    char top[3000], path[4200];
    if (!getcwd(top, sizeof top)) abort();
    snprintf(path, sizeof path, "%s/out_of_memory-%d", failing_build(), worker);
    mkdir(path, 0777);
    if (chdir(path)) abort();
    for (int i = 0; i < COUNT_OF(inputs); i++) {
        snprintf(path, sizeof path, "%s/%s", top, inputs[i]);
        unlink(inputs[i]);
        if (symlink(path, inputs[i])) abort();
    }
    mkdir("W", 0777);
}

static void put_old_files(void) {
    char path[100];
    for (int i = 0; i < COUNT_OF(old_files); i++) {
        snprintf(path, sizeof path, "W/%s", old_files[i]);
        write_text(path, "old");
    }
}

/* Of all names and contents in W. */
static uint64_t hash_files(void) {
    static const char *const patterns[] = { "*", ".[!.]*" };
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    uint64_t hash = FNV_BASIS;
    for (int i = 0; i < COUNT_OF(patterns); i++) {
        int count = 0;
        char **paths = list_folder(&arena, "W", patterns[i], &count);
        for (int k = 0; k < count; k++) {
            FileView file;
            if (!file_map(&arena, paths[k], &file, &diag)) abort();
            hash = fnv1a(fnv1a(hash, paths[k], strlen(paths[k]) + 1), file.bytes, file.size);
        }
    }
    arena_free(&arena);
    return hash;
}

/* ---- One run ---- */

static void split(const char *program, const char *command, char *text, char **arguments) {
    int count = 0;
    strcpy(text, command);
    arguments[count++] = (char *)(uintptr_t)program;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) arguments[count++] = word;
    arguments[count] = NULL;
}

static void become(const char *command, long at, bool on, int tell) {
    char program[4200], text[1000], number[30], *arguments[MOST_ARGUMENTS];
    snprintf(program, sizeof program, "%s/resnetc", failing_build());
    split(program, command, text, arguments);
    dup2(open("out", O_WRONLY | O_CREAT | O_TRUNC, 0666), STDOUT_FILENO);
    dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666), STDERR_FILENO);
    snprintf(number, sizeof number, "%ld", at);
    setenv("FAIL_AT", number, 1);
    if (on) setenv("FAIL_ON", "1", 1);
    snprintf(number, sizeof number, "%d", tell);
    setenv("FAIL_TELL", number, 1);
    execv(program, arguments);
    _exit(98);
}

static void read_text(const char *path, char *text) {
    FILE *file = fopen(path, "r");
    if (!file) abort();
    text[fread(text, 1, TEXT_BYTES - 1, file)] = 0;
    fclose(file);
}

static void run(const char *command, long at, bool on, Ran *ran) {
    int ends[2];
    put_old_files();
    if (pipe(ends)) abort();
    const pid_t child = fork();
    if (!child) become(command, at, on, ends[1]);
    close(ends[1]);
    if (child < 0 || waitpid(child, &ran->status, 0) != child) abort();
    if (read(ends[0], &ran->count, sizeof ran->count) < 0) abort();
    close(ends[0]);
    ran->files = hash_files();
    read_text("out", ran->out);
    read_text("err", ran->err);
}

/* ---- What may come out ---- */

static bool same(const Ran *a, const Ran *b) {
    return a->status == b->status && a->files == b->files && !strcmp(a->out, b->out) &&
           !strcmp(a->err, b->err);
}

static bool is_one_line(const char *text) { return *text && strchr(text, '\n') == text + strlen(text) - 1; }

static const char *last_line(const char *text) { /* notes stand before it */
    const char *line = text, *next;
    while ((next = strchr(line, '\n')) && next[1]) line = next + 1;
    return line;
}

static bool gave_up(const Ran *ran, uint64_t old) {
    const char *line = last_line(ran->err);
    return WIFEXITED(ran->status) && WEXITSTATUS(ran->status) == STATUS_SYSTEM && ran->files == old &&
           is_one_line(line) && !strncmp(line, "resnetc: ", 9) && says_no_memory(line);
}

static bool is_sampled(long at, long count, bool all) {
    const long stride = (count - FIRST) / SAMPLES + 1;
    return all || at <= FIRST || (at - FIRST) % stride == 0 || at == count;
}

static void try_command(const char *command, bool all, Tally *tally) {
    static Ran whole, ran;
    put_old_files();
    const uint64_t old = hash_files();
    run(command, 0, false, &whole);
    check(tally, whole.count > 0, "%s: no allocation counted: is it loaded?", command);
    int gave = 0;
    for (int on = 0; on < 2; on++)
        for (long at = 1; at <= whole.count; at++) {
            if (!is_sampled(at, whole.count, all)) continue;
            run(command, at, on, &ran);
            gave += gave_up(&ran, old);
            check(tally, same(&ran, &whole) || gave_up(&ran, old), "%s: FAIL_AT=%ld%s: status %d%s: %s",
                  command, at, on ? " FAIL_ON=1" : "",
                  WIFEXITED(ran.status) ? WEXITSTATUS(ran.status) : 1000 + WTERMSIG(ran.status),
                  ran.files == old ? "" : ", files", ran.err);
        }
    check(tally, gave > 0, "%s: never without memory", command);
}

int main(int argc, char **argv) {
    Tally tally = { 0 };
    const bool all = argc > 1 && !strcmp(argv[1], "all");
    if (!failing_load(argv)) return puts("0 passed, 0 failed") < 0;
    enter_folder(0);
    for (int i = 0; i < COUNT_OF(commands); i++) {
        if (argc > 2 && atoi(argv[2]) != i) continue;
        try_command(commands[i], all, &tally);
    }
    return tally_close(&tally);
}

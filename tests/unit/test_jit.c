/* test_jit.c: compiling in memory, both ways, with text written by hand in the shape of emitted code. */
#include "measure/measure.h"

#include <dirent.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

/* Uses all that the freestanding text may use; the workspace is larger with a trace. */
static const char network[] =
    "#ifdef RESNETC_FREESTANDING\n"
    "typedef __SIZE_TYPE__ size_t;\n"
    "void *memcpy(void *, const void *, size_t); void *memset(void *, int, size_t);\n"
    "void *memmove(void *, const void *, size_t); float expf(float);\n"
    "#else\n"
    "#include <math.h>\n#include <string.h>\n"
    "#endif\n"
    "#ifdef NET_TRACE\n"
    "void net_trace(const char *, const float *, int, int, int, int);\n"
    "#define NET_WORKSPACE_BYTES (64 + 128)\n"
    "#else\n"
    "#define NET_WORKSPACE_BYTES 64\n"
    "#endif\n"
    "void net_run(const void *weights, void *workspace, const float *input, float *output) {\n"
    "    float *w = workspace;\n"
    "    memset(w, 0, 64); memcpy(w, input, 8); memmove(w + 1, w, 8);\n"
    "    output[0] = expf(w[0]) * *(const float *)weights; output[1] = w[2];\n"
    "#ifdef NET_TRACE\n"
    "    net_trace(\"layer1.0.conv1\", output, 1, 2, 3, 4);\n"
    "#endif\n"
    "}\n";

typedef struct {
    Arena arena;
    Diag diag;
    Spec spec;
    Plan plan;
    int calls;
    float first;
} Fixture;

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    f->diag.arena = &f->arena;
    f->spec.name = "net";
    f->plan.spec = &f->spec;
    f->plan.target = target_find("scalar");
    *state = f;
    return 0;
}

static const char *compiler; /* the caller's $CC */

static int tear_down(void **state) {
    Fixture *f = *state;
    arena_free(&f->arena);
    compiler ? setenv("CC", compiler, 1) : unsetenv("CC");
    unsetenv("TMPDIR");
    free(f);
    return 0;
}

static void run_once(Fixture *f, const Jit *jit, float scale) {
    float input[] = { 1, 2 }, output[2] = { 0, 0 };
    jit->run(&scale, arena_alloc(&f->arena, jit->workspace_bytes), input, output);
    assert_true(fabsf(output[0] - expf(1) * scale) < 1e-5f);
    assert_true(output[1] == 2);
}

static void check_plain(Fixture *f, JitKind kind) {
    const Jit *jit = jit_compile(&f->arena, &f->plan, network, kind, NULL, NULL, &f->diag);
    assert_non_null(jit);
    assert_int_equal(jit->workspace_bytes, 64);
    assert_true(jit->compile_seconds > 0);
    run_once(f, jit, 3);
}

static void count_call(void *context, const char *layer, const float *value, int images, int channels,
                       int height, int width) {
    Fixture *f = context;
    assert_string_equal(layer, "layer1.0.conv1");
    assert_true(images == 1 && channels == 2 && height == 3 && width == 4);
    f->first = value[0];
    f->calls++;
}

/* Two at once: each keeps its own hook. */
static void check_trace(Fixture *f, JitKind kind) {
    Fixture other = { 0 };
    const Jit *one = jit_compile(&f->arena, &f->plan, network, kind, count_call, f, &f->diag);
    const Jit *two = jit_compile(&f->arena, &f->plan, network, kind, count_call, &other, &f->diag);
    assert_non_null(one);
    assert_non_null(two);
    assert_int_equal(one->workspace_bytes, 192);
    run_once(f, one, 1);
    run_once(f, two, 2);
    run_once(f, two, 2);
    assert_int_equal(f->calls, 1);
    assert_int_equal(other.calls, 2);
    assert_true(fabsf(other.first - 2 * expf(1)) < 1e-5f);
}

static void check_failure(Fixture *f, JitKind kind, const char *text, const char *message) {
    f->diag = (Diag){ .arena = &f->arena };
    assert_null(jit_compile(&f->arena, &f->plan, text, kind, NULL, NULL, &f->diag));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    if (!strstr(f->diag.message, message)) print_error("got: %s\n", f->diag.message);
    assert_non_null(strstr(f->diag.message, message));
    assert_null(strchr(f->diag.message, '\n'));
}

static void tcc_runs(void **state) { check_plain(*state, JIT_TCC); }
static void tcc_traces(void **state) { check_trace(*state, JIT_TCC); }
static void cc_runs(void **state) { check_plain(*state, JIT_CC); }
static void cc_traces(void **state) { check_trace(*state, JIT_CC); }

static void tcc_tells_why(void **state) {
    check_failure(*state, JIT_TCC, "int f(void) { return 1; }\nint x = ;\n", "error: identifier expected");
    check_failure(*state, JIT_TCC, "int f(void) { return 1; }\n", "NET_WORKSPACE_BYTES");
    check_failure(*state, JIT_TCC, "#define NET_WORKSPACE_BYTES 0\nint f(void) { return 1; }\n",
                  "net_run is missing");
    check_failure(*state, JIT_TCC,
                  "#define NET_WORKSPACE_BYTES 0\nint strange(void);\nvoid net_run(void) { strange(); }\n",
                  "strange");
}

/* ---- Memory runs out inside libtcc ---- */

typedef struct Hog {
    struct Hog *next;
} Hog;

static Hog *take_all_memory(void) {
    Hog *hogs = NULL;
    for (size_t size = 1 << 20; size >= sizeof *hogs;) {
        Hog *hog = malloc(size);
        if (!hog) {
            size /= 2;
            continue;
        }
        hog->next = hogs;
        hogs = hog;
    }
    return hogs;
}

static void give_back(Hog **hogs, int count) {
    while (*hogs && count--) {
        Hog *next = (*hogs)->next;
        free(*hogs);
        *hogs = next;
    }
}

static void limit_memory(struct rlimit *before) {
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;
    assert_true(file && fscanf(file, "%ld", &pages) == 1);
    fclose(file);
    assert_int_equal(getrlimit(RLIMIT_AS, before), 0);
    const struct rlimit now = { (rlim_t)pages * 4096, before->rlim_max };
    assert_int_equal(setrlimit(RLIMIT_AS, &now), 0);
}

/* With a few blocks given back, of the smallest first: so that it fails at another place each time. */
static bool compiles_with(Fixture *f, int blocks) {
    struct rlimit before;
    f->diag = (Diag){ .arena = &f->arena };
    arena_alloc(&f->arena, 1 << 14); /* room for messages */
    limit_memory(&before);
    Hog *hogs = take_all_memory();
    give_back(&hogs, blocks);
    const Jit *jit = jit_compile(&f->arena, &f->plan, network, JIT_TCC, NULL, NULL, &f->diag);
    give_back(&hogs, -1);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    return jit;
}

/* qemu ignores it for what it runs. */
static bool memory_can_be_limited(void) {
    struct rlimit before, seen;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    const struct rlimit huge = { (rlim_t)1 << 45, before.rlim_max };
    bool limited =
        !setrlimit(RLIMIT_AS, &huge) && !getrlimit(RLIMIT_AS, &seen) && seen.rlim_cur == huge.rlim_cur;
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    return limited;
}

static void tcc_survives_without_memory(void **state) {
    Fixture *f = *state;
    int failures = 0;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    if (!memory_can_be_limited()) skip();
    check_plain(f, JIT_TCC);
    for (int blocks = 0; blocks < 60; blocks++) {
        if (compiles_with(f, blocks)) continue;
        failures++;
        assert_non_null(strstr(f->diag.message, "libtcc: "));
        f->diag = (Diag){ .arena = &f->arena };
        check_plain(f, JIT_TCC);
    }
    assert_true(failures > 0);
}

/* ---- Text of a size that nobody emits ---- */

static void tcc_compiles_long_text(Fixture *f, int functions, int lines) {
    Text text = { .arena = &f->arena };
    text_printf(&text, "#define NET_WORKSPACE_BYTES 64\n");
    for (int i = 0; i < functions; i++) {
        text_printf(&text, "static void f%d(float *x) {\n", i);
        for (int j = 0; j < lines; j++) text_printf(&text, "    x[%d] = x[%d] + 1;\n", j % 16, (j + 1) % 16);
        text_printf(&text, "}\n");
    }
    text_printf(&text, "void net_run(const void *w, void *x, const float *i, float *o) {\n");
    for (int i = 0; i < functions; i++) text_printf(&text, "    f%d(o);\n", i);
    text_printf(&text, "}\n");
    const Jit *jit = jit_compile(&f->arena, &f->plan, text.bytes, JIT_TCC, NULL, NULL, &f->diag);
    if (!jit) print_error("%s\n", f->diag.message);
    assert_non_null(jit);
    float output[16] = { 0 };
    jit->run(NULL, NULL, NULL, output);
    assert_true(output[0] > 0);
}

static void tcc_compiles_200000_lines(void **state) { tcc_compiles_long_text(*state, 200, 1000); }
static void tcc_compiles_20000_lines_in_one_function(void **state) {
    tcc_compiles_long_text(*state, 1, 20000);
}

/* The permissions of the page at an address, as /proc/self/maps spells them. */
static void permissions_at(uintptr_t address, char *permissions) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char text[4096], found[5];
    uintptr_t first, last;
    assert_non_null(maps);
    while (fgets(text, sizeof text, maps))
        if (sscanf(text, "%" SCNxPTR "-%" SCNxPTR " %4s", &first, &last, found) == 3 && first <= address &&
            address < last)
            strcpy(permissions, found);
    fclose(maps);
}

static void tcc_code_is_not_writable(void **state) {
    Fixture *f = *state;
    char permissions[5] = "";
    const Jit *jit = jit_compile(&f->arena, &f->plan, network, JIT_TCC, NULL, NULL, &f->diag);
    assert_non_null(jit);
    permissions_at((uintptr_t)jit->run, permissions);
    assert_string_equal(permissions, "r-xp");
}

static int count_files(const char *folder) {
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    int count = -2; /* . and .. */
    while (readdir(directory)) count++;
    closedir(directory);
    return count;
}

/* Whether it works or not, $TMPDIR is empty at once; a blank in its name is no harm. */
static void cc_cleans_up(void **state) {
    Fixture *f = *state;
    char folder[] = "/tmp/test jit.XXXXXX";
    assert_non_null(mkdtemp(folder));
    setenv("TMPDIR", folder, 1);
    check_plain(f, JIT_CC);
    assert_int_equal(count_files(folder), 0);
    check_failure(f, JIT_CC, "int x = ;\n", "error:");
    assert_int_equal(count_files(folder), 0);
    setenv("CC", "no-such-compiler -x", 1);
    check_failure(f, JIT_CC, network, "no-such-compiler");
    assert_int_equal(count_files(folder), 0);
    assert_int_equal(remove(folder), 0);
    check_failure(f, JIT_CC, network, "No such file");
}

static void cc_takes_words_from_environment(void **state) {
    Fixture *f = *state;
    setenv("CC", arena_printf(&f->arena, "%s  -DNET_TRACE=1 ", compiler ? compiler : "cc"), 1);
    check_failure(*state, JIT_CC, network, "net_trace");
}

/* None is left out without a word. */
static void cc_tells_of_too_many_words(void **state) {
    Fixture *f = *state;
    Text text = { .arena = &f->arena };
    text_printf(&text, "%s", compiler ? compiler : "cc");
    for (int i = 0; i < 100; i++) text_printf(&text, " -DA%d", i);
    setenv("CC", text.bytes, 1);
    check_failure(f, JIT_CC, network, "expected a command of at most 64 words");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    compiler = getenv("CC") ? strdup(getenv("CC")) : NULL;
    const struct CMUnitTest tests[] = {
        TEST(tcc_runs),
        TEST(tcc_traces),
        TEST(tcc_tells_why),
        TEST(tcc_survives_without_memory),
        TEST(tcc_compiles_200000_lines),
        TEST(tcc_compiles_20000_lines_in_one_function),
        TEST(tcc_code_is_not_writable),
        TEST(cc_runs),
        TEST(cc_traces),
        TEST(cc_cleans_up),
        TEST(cc_takes_words_from_environment),
        TEST(cc_tells_of_too_many_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_output.c: files are written all or not at all. Failures of rename and link are made here, on demand.
 */
#include "base/output.h"
#include "cli/make_rule.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int failing_rename; /* which call of rename fails from now on, counted from 1; 0: none */
static int failing_link;   /* the errno of every call of link; 0: it works */
static bool terminate;     /* SIGTERM comes while files are renamed */

/* These two take the place of libc's in this program. */
int rename(const char *from, const char *to) {
    if (terminate) raise(SIGTERM);
    if (failing_rename && --failing_rename == 0) return errno = EIO, -1;
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int link(const char *from, const char *to) {
    if (failing_link) return errno = failing_link, -1;
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

typedef struct {
    Arena arena;
    Diag diag;
    OutputFiles files;
    char folder[32];
} Fixture;

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/test_output.XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    f->diag.arena = f->files.arena = &f->arena;
    failing_rename = failing_link = 0;
    terminate = false;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static const char *path_of(Fixture *f, const char *name) {
    return arena_printf(&f->arena, "%s/%s", f->folder, name);
}

static void put(Fixture *f, const char *name, const char *text) {
    FILE *file = fopen(path_of(f, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_content(Fixture *f, const char *name, const char *text) {
    FileView view;
    assert_true(file_read(&f->arena, path_of(f, name), &view, &f->diag));
    assert_string_equal((const char *)view.bytes, text);
}

static void assert_files(Fixture *f, int expected) {
    DIR *directory = opendir(f->folder);
    assert_non_null(directory);
    int count = -2; /* . and .. */
    while (readdir(directory)) count++;
    closedir(directory);
    assert_int_equal(count, expected);
}

static void add(Fixture *f, const char *name, const char *text) {
    assert_true(output_add(&f->files, path_of(f, name), text, strlen(text), &f->diag));
}

static void assert_fails(Fixture *f, Status status) {
    Diag diag = { .arena = &f->arena };
    assert_false(output_commit(&f->files, &diag));
    assert_int_equal(diag.status, status);
    assert_non_null(diag.message);
}

static mode_t mode_of(Fixture *f, const char *name) {
    struct stat status;
    assert_int_equal(lstat(path_of(f, name), &status), 0);
    return status.st_mode;
}

static void new_files_by_umask_old_keep_their_mode(void **state) {
    Fixture *f = *state;
    put(f, "b", "old");
    assert_int_equal(chmod(path_of(f, "b"), 0604), 0);
    add(f, "a", "first");
    add(f, "b", "second");
    mode_t mask = umask(027);
    assert_true(output_commit(&f->files, &f->diag));
    umask(mask);
    assert_content(f, "a", "first");
    assert_content(f, "b", "second");
    assert_files(f, 2);
    assert_int_equal(mode_of(f, "a") & 0777, 0640);
    assert_int_equal(mode_of(f, "b") & 0777, 0604);
}

/* Each of three renames fails once: the old b and c must survive, and no a may appear. */
static void failing_rename_restores(void **state) {
    Fixture *f = *state;
    put(f, "b", "old b");
    put(f, "c", "old c");
    add(f, "a", "new a");
    add(f, "b", "new b");
    add(f, "c", "new c");
    for (int i = 1; i <= 3; i++) {
        failing_rename = i;
        assert_fails(f, STATUS_SYSTEM);
        assert_content(f, "b", "old b");
        assert_content(f, "c", "old c");
        assert_files(f, 2);
    }
    assert_true(output_commit(&f->files, &f->diag));
    assert_content(f, "c", "new c");
    assert_files(f, 3);
}

/* A file system without hard links: every file has two renames. */
static void works_without_links(void **state) {
    Fixture *f = *state;
    failing_link = EPERM;
    put(f, "a", "old a");
    put(f, "b", "old b");
    add(f, "a", "new a");
    add(f, "b", "new b");
    for (int i = 1; i <= 4; i++) {
        failing_rename = i;
        assert_fails(f, STATUS_SYSTEM);
        assert_content(f, "a", "old a");
        assert_content(f, "b", "old b");
        assert_files(f, 2);
    }
    assert_true(output_commit(&f->files, &f->diag));
    assert_content(f, "a", "new a");
    assert_files(f, 2);
}

static void failing_write_leaves_nothing(void **state) {
    Fixture *f = *state;
    static char large[100000];
    put(f, "b", "old");
    add(f, "a", "small");
    assert_true(output_add(&f->files, path_of(f, "b"), large, sizeof large, &f->diag));
    struct rlimit old, low = { 50000, RLIM_INFINITY };
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &low);
    assert_fails(f, STATUS_SYSTEM);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_content(f, "b", "old");
    assert_files(f, 1);
}

static void missing_folder_and_folder_in_the_way(void **state) {
    Fixture *f = *state;
    add(f, "a", "text");
    add(f, "no/such/b", "text");
    assert_fails(f, STATUS_SYSTEM);
    assert_files(f, 0);
    f->files.count = 1;
    assert_int_equal(mkdir(path_of(f, "d"), 0777), 0);
    add(f, "d", "text");
    assert_fails(f, STATUS_SYSTEM);
    assert_files(f, 1);
}

static void links_stay_links(void **state) {
    Fixture *f = *state;
    put(f, "real", "old");
    assert_int_equal(symlink("real", path_of(f, "link")), 0);
    add(f, "link", "new");
    assert_true(output_commit(&f->files, &f->diag));
    assert_true(S_ISLNK(mode_of(f, "link")));
    assert_content(f, "real", "new");
}

static void pipes_are_written_in_place(void **state) {
    Fixture *f = *state;
    assert_int_equal(mkfifo(path_of(f, "pipe"), 0600), 0);
    int reader = open(path_of(f, "pipe"), O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    add(f, "pipe", "text");
    assert_true(output_commit(&f->files, &f->diag));
    char got[8] = "";
    assert_int_equal(read(reader, got, sizeof got - 1), 4);
    close(reader);
    assert_string_equal(got, "text");
    assert_true(S_ISFIFO(mode_of(f, "pipe")));
}

static void inputs_are_not_written_over(void **state) {
    Fixture *f = *state;
    put(f, "spec", "old");
    assert_int_equal(link(path_of(f, "spec"), path_of(f, "twin")), 0);
    const char *const inputs[] = { NULL, path_of(f, "spec") };
    f->files.inputs = inputs;
    f->files.input_count = 2;
    assert_false(output_add(&f->files, path_of(f, "twin"), "x", 1, &f->diag));
    assert_int_equal(f->diag.status, STATUS_USAGE);
    add(f, "other", "x");
    f->diag = (Diag){ .arena = &f->arena };
    assert_false(output_add(&f->files, path_of(f, "other"), "y", 1, &f->diag));
    assert_int_equal(f->diag.status, STATUS_USAGE);
}

/* The signal ends the program, after the files are complete and without temporary ones. */
static void signal_waits_for_the_files(void **state) {
    Fixture *f = *state;
    put(f, "b", "old");
    add(f, "a", "new a");
    add(f, "b", "new b");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        terminate = true;
        output_commit(&f->files, &f->diag);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    assert_content(f, "a", "new a");
    assert_content(f, "b", "new b");
    assert_files(f, 2);
}

/* A signal that is there already makes the writing give up. */
static void waiting_signal_stops_the_writing(void **state) {
    Fixture *f = *state;
    static char large[3 << 20];
    put(f, "a", "old");
    assert_true(output_add(&f->files, path_of(f, "a"), large, sizeof large, &f->diag));
    sigset_t old;
    signals_hold(&old);
    raise(SIGTERM);
    assert_true(signals_waiting());
    assert_fails(f, STATUS_SYSTEM);
    signal(SIGTERM, SIG_IGN); /* forgets the one that waits */
    signal(SIGTERM, SIG_DFL);
    signals_release(&old);
    assert_content(f, "a", "old");
    assert_files(f, 1);
}

static void rule_quotes_for_make(void **state) {
    Fixture *f = *state;
    const char *const made[] = { "d e/foo.c", "a$b.h" }, *const read[] = { "s#1.json", NULL, "back\\ slash" };
    assert_string_equal(make_rule(&f->arena, made, 2, read, 3),
                        "d\\ e/foo.c a$$b.h: s\\#1.json back\\\\\\ slash\n");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(new_files_by_umask_old_keep_their_mode),
        TEST(failing_rename_restores),
        TEST(works_without_links),
        TEST(failing_write_leaves_nothing),
        TEST(missing_folder_and_folder_in_the_way),
        TEST(links_stay_links),
        TEST(pipes_are_written_in_place),
        TEST(inputs_are_not_written_over),
        TEST(signal_waits_for_the_files),
        TEST(waiting_signal_stops_the_writing),
        TEST(rule_quotes_for_make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* workshop.c: the folder, the files in it, and command lines. */
#define _GNU_SOURCE /* memfd_create */
#include "workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const workshop_names[WORKSHOP_FILES] = {
    [FILE_SOURCE] = "network.c", [FILE_DRIVER] = "driver.c",   [FILE_SCRIPT] = "script",
    [FILE_PRODUCT] = "network",  [FILE_MESSAGES] = "messages", [FILE_WEIGHTS] = "weights",
    [FILE_INPUT] = "input",      [FILE_OUTPUT] = "output",     [FILE_TRACE] = "trace",
};

void add_word(Command *command, char *word) {
    if (command->count < MAX_WORDS) command->words[command->count] = word;
    command->count++;
}

void add_words(Arena *arena, Command *command, const char *text) {
    char *rest = arena_copy(arena, text, strlen(text)), *word;
    while ((word = strsep(&rest, " \t")))
        if (*word) add_word(command, word);
}

static bool fail(Diag *diag, const char *what, int error) {
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", what, strerror(error));
}

void workshop_close(Workshop *shop) {
    if (!shop || !shop->open) return;
    for (int i = 0; i < WORKSHOP_FILES; i++) unlink(shop->paths[i]);
    rmdir(shop->folder);
    if (shop->messages >= 0) close(shop->messages);
    shop->open = false;
    signals_release(&shop->mask);
}

/* Where the system has no files in memory, in the folder. */
static int open_messages(const Workshop *shop) {
    const int file = memfd_create(workshop_names[FILE_MESSAGES], MFD_CLOEXEC);
    return file >= 0 ? file : open(shop->paths[FILE_MESSAGES], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

static void close_deferred(void *shop) { workshop_close(shop); }

/* $TMPDIR as programs have it that are started elsewhere. */
static const char *root_folder(Arena *arena) {
    const char *root = getenv("TMPDIR");
    char here[PATH_MAX];
    if (!root || !*root) return "/tmp";
    return *root != '/' && getcwd(here, sizeof here) ? arena_printf(arena, "%s/%s", here, root) : root;
}

Workshop *workshop_open(Arena *arena, Diag *diag) {
    Workshop *shop = arena_alloc(arena, sizeof *shop);
    arena_defer(arena, close_deferred, shop);
    shop->folder = arena_printf(arena, "%s/resnetc.XXXXXX", root_folder(arena));
    for (int i = 0; i < WORKSHOP_FILES; i++)
        shop->paths[i] = arena_printf(arena, "%s/%s", shop->folder, workshop_names[i]);
    signals_hold(&shop->mask);
    shop->open = mkdtemp(shop->folder) != NULL;
    if (!shop->open) {
        fail(diag, shop->folder, errno);
        signals_release(&shop->mask);
        return NULL;
    }
    for (int i = 0; i < WORKSHOP_FILES; i++) memcpy(shop->paths[i], shop->folder, strlen(shop->folder));
    shop->messages = open_messages(shop);
    return shop;
}

bool workshop_write(const Workshop *shop, WorkshopFile file, const void *bytes, size_t size, Diag *diag) {
    const char *path = shop->paths[file];
    const mode_t mode = file == FILE_PRODUCT ? 0700 : 0600;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) return fail(diag, path, errno);
    bool good = write_all(descriptor, bytes, size) || fail(diag, path, errno);
    if (close(descriptor) && good) good = fail(diag, path, errno);
    return good;
}

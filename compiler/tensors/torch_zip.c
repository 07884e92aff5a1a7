/* torch_zip.c: PyTorch's container since 1.6: a zip of NAME/data.pkl, NAME/byteorder and a member
 * NAME/data/KEY for each storage. */
#include "containers.h"
#include "torch.h"

#include <string.h>

enum { LONGEST_FOLDER = 256 }; /* a file's name, and a slash: each storage is looked for by it */

typedef struct {
    const Archive *archive;
    const char *folder; /* "NAME/" */
    FileView *read;     /* [member of the archive]: its bytes once they were asked for */
} TorchZip;

/* NAME/data.pkl, or data.pkl where somebody packed the folder's content. */
static const Member *find_pickle(const Archive *archive) {
    for (int i = 0; i < archive->count; i++) {
        const char *name = archive->members[i].name, *slash = strchr(name, '/');
        if (!strcmp(slash ? slash + 1 : name, "data.pkl")) return &archive->members[i];
    }
    return NULL;
}

bool torch_zip_fits(const Archive *archive) { return find_pickle(archive) != NULL; }

static bool check_byte_order(const TorchZip *z) {
    const Archive *a = z->archive;
    const Member *member = archive_find(a, arena_printf(a->arena, "%sbyteorder", z->folder));
    FileView order;
    if (!member) return true; /* as older versions of PyTorch write it */
    if (member->size > strlen("little"))
        return diag_fail(a->diag, STATUS_INPUT, "%s: %s: expected little", a->path,
                         name_text(a->arena, member->name));
    if (!archive_read(a, a->arena, member, &order)) return false;
    if (order.size == strlen("little") && !memcmp(order.bytes, "little", order.size)) return true;
    return diag_fail(
        a->diag, STATUS_INPUT,
        "%s: %s: expected little, got %s: torch.load and torch.save it on a little-endian machine", a->path,
        name_text(a->arena, member->name), printable(a->arena, (const char *)order.bytes, order.size));
}

static bool find_storage(const void *context, const PickleStorage *storage, FileView *bytes) {
    const TorchZip *z = context;
    const Archive *a = z->archive;
    const char *key = arena_copy(a->arena, storage->key.bytes, storage->key.length);
    const char *name = arena_printf(a->arena, "%sdata/%s", z->folder, key);
    const Member *member = archive_find(a, name);
    if (!member)
        return diag_fail(a->diag, STATUS_INPUT, "%s: no member %s", a->path, name_text(a->arena, name));
    FileView *read = &z->read[member - a->members];
    if (!read->bytes && !archive_read(a, a->arena, member, read)) return false;
    *bytes = *read;
    return true;
}

const TensorFile *torch_zip_read(const Archive *archive) {
    Arena *arena = archive->arena;
    const Member *pickle = find_pickle(archive);
    size_t length = strlen(pickle->name) - strlen("data.pkl");
    TorchZip zip = { .archive = archive,
                     .folder = arena_copy(arena, pickle->name, length),
                     .read = arena_array(arena, FileView, archive->count) };
    const char *label = arena_printf(arena, "%s: %s", archive->path, name_text(arena, pickle->name));
    FileView bytes;
    Pickled pickled;
    if (length > LONGEST_FOLDER)
        return diag_fail(archive->diag, STATUS_INPUT, "%s: expected a folder's name of %d bytes or fewer",
                         label, LONGEST_FOLDER),
               NULL;
    if (!check_byte_order(&zip) || !archive_read(archive, arena, pickle, &bytes) ||
        !pickle_read(arena, label, bytes, 0, &pickled, archive->diag))
        return NULL;
    return torch_tensors(arena, archive->path, pickled.root, (TorchData){ find_storage, &zip },
                         archive->diag);
}

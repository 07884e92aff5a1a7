/* name.c: the network's name: the prefix of every symbol that the emitted C exports. */
#include "keys.h"

#include <string.h>
#include <strings.h>

enum { LONGEST_NAME = 63 }; /* what C promises to tell apart in an internal name */

/* C17, C23 and C++20. */
static const char *const keywords[] = { "alignas",
                                        "alignof",
                                        "and",
                                        "and_eq",
                                        "asm",
                                        "auto",
                                        "bitand",
                                        "bitor",
                                        "bool",
                                        "break",
                                        "case",
                                        "catch",
                                        "char",
                                        "char8_t",
                                        "char16_t",
                                        "char32_t",
                                        "class",
                                        "co_await",
                                        "co_return",
                                        "co_yield",
                                        "compl",
                                        "concept",
                                        "const",
                                        "const_cast",
                                        "consteval",
                                        "constexpr",
                                        "constinit",
                                        "continue",
                                        "decltype",
                                        "default",
                                        "delete",
                                        "do",
                                        "double",
                                        "dynamic_cast",
                                        "else",
                                        "enum",
                                        "explicit",
                                        "export",
                                        "extern",
                                        "false",
                                        "float",
                                        "for",
                                        "friend",
                                        "goto",
                                        "if",
                                        "inline",
                                        "int",
                                        "long",
                                        "mutable",
                                        "namespace",
                                        "new",
                                        "noexcept",
                                        "not",
                                        "not_eq",
                                        "nullptr",
                                        "operator",
                                        "or",
                                        "or_eq",
                                        "private",
                                        "protected",
                                        "public",
                                        "register",
                                        "reinterpret_cast",
                                        "requires",
                                        "restrict",
                                        "return",
                                        "short",
                                        "signed",
                                        "sizeof",
                                        "static",
                                        "static_assert",
                                        "static_cast",
                                        "struct",
                                        "switch",
                                        "template",
                                        "this",
                                        "thread_local",
                                        "throw",
                                        "true",
                                        "try",
                                        "typedef",
                                        "typeid",
                                        "typename",
                                        "typeof",
                                        "typeof_unqual",
                                        "union",
                                        "unsigned",
                                        "using",
                                        "virtual",
                                        "void",
                                        "volatile",
                                        "wchar_t",
                                        "while",
                                        "xor",
                                        "xor_eq",
                                        NULL };

/* name_OK, name_TRACE and so on in capitals are macros and constants that these have, too. */
static const struct {
    const char *name, *header;
} claims[] = {
    { "f", "unistd.h" },         { "r", "unistd.h" },    { "w", "unistd.h" },
    { "x", "unistd.h" },         { "z", "zlib.h" },      { "time", "sys/timex.h" },
    { "atomic", "stdatomic.h" }, { "fe", "fenv.h" },     { "lc", "locale.h" },
    { "sig", "signal.h" },       { "cnd", "threads.h" }, { "mtx", "threads.h" },
    { "thrd", "threads.h" },     { "tss", "threads.h" }, { "memory_order", "stdatomic.h" },
    { "trap", "signal.h" },      { "mm", "fmtmsg.h" },   { "ex", "sysexits.h" },
    { "mcheck", "mcheck.h" },    { "nfs", "nfs/nfs.h" },
};

/* The header that claims what would be made of the name; NULL: none. */
static const char *claiming_header(const char *name) {
    for (int i = 0; i < COUNT_OF(claims); i++)
        if (!strcasecmp(claims[i].name, name)) return claims[i].header;
    return NULL;
}

/* Not isalpha(): that depends on the locale. */
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_identifier(const char *name) {
    if (!*name || is_digit(*name)) return false;
    while (is_letter(*name) || is_digit(*name) || *name == '_') name++;
    return !*name;
}

/* A leading "_" is reserved in C, "__" in C++; name_run and so on are made from it. */
static bool makes_reserved(const char *name) {
    return *name == '_' || name[strlen(name) - 1] == '_' || strstr(name, "__");
}

/* Every other character becomes "_", several in a row one; none at the end. */
static void to_identifier(char *name, const char *text, size_t length) {
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        char c = is_letter(text[i]) || is_digit(text[i]) ? text[i] : '_';
        if (c != '_' || used == 0 || name[used - 1] != '_') name[used++] = c;
    }
    if (used > 0 && name[used - 1] == '_') used--;
    name[used] = '\0';
}

/* To so many characters, the last of which is no "_". */
static void cut(char *name, size_t length) {
    if (strlen(name) <= length) return;
    while (length > 0 && name[length - 1] == '_') length--;
    name[length] = '\0';
}

/* Without what says only what kind of file it is: of a spec, or of the weights that imply it. */
static size_t bare_length(Arena *arena, const char *file, bool implied) {
    static const char *const endings[] = { ".json", ".index", ".safetensors", ".pth", ".pt",   ".th",
                                           ".bin",  ".ckpt",  ".tar",         ".npz", ".onnx", NULL };
    size_t length = strlen(file);
    if (!implied) return length - (ends_with(file, endings[0]) ? strlen(endings[0]) : 0);
    for (int i = 0; endings[i]; i++)
        if (ends_with(arena_copy(arena, file, length), endings[i])) length -= strlen(endings[i]), i = -1;
    return length;
}

/* "specs/resnet20-cifar.json" gives "resnet20_cifar"; "net" comes before what cannot start a name. */
static const char *name_from_path(Arena *arena, const char *path, bool implied) {
    const char *file = without_folder(path);
    size_t length = bare_length(arena, file, implied);
    char *name = arena_alloc(arena, length + 1);
    to_identifier(name, file, length);
    cut(name, LONGEST_NAME - 4);
    const char *before = "";
    if (!*name || *name == '_') before = "net";
    if (is_digit(*name) || find_name(keywords, name) >= 0 || claiming_header(name)) before = "net_";
    return arena_printf(arena, "%s%s", before, name);
}

const char *read_name(const Node *root) {
    Node node = member(root, "name");
    if (!node.value) return name_from_path(root->source->arena, root->source->path, root->source->unseen);
    const char *name = json_is_string(node.value) ? json_string_value(node.value) : "";
    if (!is_identifier(name))
        fail_expected(&node, "a C identifier");
    else if (makes_reserved(name))
        fail_expected(&node, "no \"_\" at either end and no \"__\" (that makes reserved names)");
    else if (find_name(keywords, name) >= 0)
        fail_expected(&node, "a name that is not a keyword of C or C++");
    else if (claiming_header(name))
        fail_expected(&node, "a name that leaves <%s> its own", claiming_header(name));
    else if (strlen(name) > LONGEST_NAME)
        fail_expected(&node, "%d characters or fewer", LONGEST_NAME);
    return arena_copy(root->source->arena, name, strlen(name));
}

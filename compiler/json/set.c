/* set.c: --set: values in place of the text's, or beside them, and which value came from where. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

/* ---- Which value came from where ---- */

static bool is_step(const Node *node, const char *step) {
    return node->key ? !strcmp(node->key, step) : node->index == strtoul(step, NULL, 10);
}

/* The node and the setting are on one way from the root. */
static bool on_the_way(const Node *node, int depth, const Setting *setting) {
    for (; node->parent; node = node->parent, depth--)
        if (depth <= setting->count && !is_step(node, setting->steps[depth - 1])) return false;
    return true;
}

/* What the text itself has there; NULL: nothing. */
static json_t *written_value(const Node *node) {
    if (!node->parent) return node->source->written;
    json_t *parent = written_value(node->parent);
    return node->key ? json_object_get(parent, node->key) : json_array_get(parent, node->index);
}

/* The last one that made the value, or, of a value that is not in the text, something in it: it may have been
 * in the text before all above it was set. */
const Setting *setting_of(const Node *node) {
    const Source *source = node->source;
    const Setting *inside = NULL;
    int depth = depth_of(node);
    for (int i = source->setting_count - 1; i >= 0; i--) {
        const Setting *setting = &source->settings[i];
        if (!on_the_way(node, depth, setting)) continue;
        if (depth >= setting->count) return inside ? inside : setting;
        if (!written_value(node)) return setting;
        if (!inside) inside = setting;
    }
    return NULL;
}

/* ---- Setting ---- */

/* Owned by the arena, as the text's. */
static json_t *own(const Source *source, json_t **holder, json_t *value) {
    if (!value) arena_exhausted(source->arena);
    return *holder = value;
}

static bool split_key(const Source *source, const char *argument, Setting *setting) {
    const char *equals = strchr(argument, '=');
    *setting = (Setting){ .argument = argument };
    const char *shown = printable(source->arena, argument, strlen(argument));
    if (!equals || equals == argument)
        return diag_fail(source->diag, STATUS_USAGE, "--set %s: expected KEY=VALUE, such as input.height=96",
                         shown);
    for (const char *step = argument; step <= equals;) {
        size_t length = strcspn(step, ".=");
        if (!length || setting->count == MOST_STEPS)
            return diag_fail(source->diag, STATUS_USAGE,
                             "--set %s: expected a key of 1 to %d names with points between them", shown,
                             MOST_STEPS);
        setting->steps[setting->count++] = arena_copy(source->arena, step, length);
        step += length + 1;
    }
    return true;
}

/* The key's names are strings of the value's kind. */
static bool check_encoding(const Source *source, const char *argument) {
    return is_utf8(argument, strlen(argument)) ||
           diag_fail(source->diag, STATUS_USAGE, "--set: expected UTF-8 text");
}

/* What is no JSON is a string, but for what begins as a list or an object: that was meant to be one. */
static json_t *parse_value(const Source *source, const char *argument) {
    const char *text = strchr(argument, '=') + 1;
    json_error_t error;
    json_t **holder = json_holder(source->arena);
    json_t *value =
        json_load_text(source->arena, text, strlen(text), JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (value || (*text != '[' && *text != '{'))
        return own(source, holder, value ? value : json_string(text));
    const Source value_text = { .arena = source->arena, .text = text, .length = strlen(text) };
    const Fault fault = syntax_fault(&value_text, &error);
    const DiagPlace place =
        argument_place(source->arena, argument, (Span){ fault.place, token_end(&value_text, fault.place) });
    diag_fail_at(source->diag, STATUS_INPUT, &place,
                 "--set %s: expected JSON, such as [0.5, 1] or {\"type\": \"se\"}: %s",
                 printable(source->arena, argument, strlen(argument)), fault.text);
    return NULL;
}

static bool is_index(const char *step) { return strlen(step) <= 6 && !step[strspn(step, "0123456789")]; }

/* "strides" of "strides.1=2", whose step 1 is the item. */
static const char *list_name(const Source *source, const Setting *setting, int step) {
    size_t length = 0;
    for (int i = 0; i < step; i++) length += strlen(setting->steps[i]) + 1;
    return printable(source->arena, setting->argument, length - 1);
}

/* The array's item, which may be the one behind its last. */
static bool check_index(const Source *source, const Setting *setting, const json_t *array, int at) {
    const char *step = setting->steps[at];
    if (is_index(step) && strtoul(step, NULL, 10) <= json_array_size(array)) return true;
    const char *shown = printable(source->arena, setting->argument, strlen(setting->argument));
    if (!json_array_size(array))
        return diag_fail(
            source->diag, STATUS_INPUT,
            "--set %s: the spec does not give this list: expected all of it, as in --set %s=[1, 2]", shown,
            list_name(source, setting, at));
    return diag_fail(source->diag, STATUS_INPUT,
                     "--set %s: expected an item from 0 to %zu of the list, got %s", shown,
                     json_array_size(array), name_text(source->arena, step));
}

static json_t *get(const json_t *container, const char *step) {
    if (json_is_object(container)) return json_object_get(container, step);
    return json_array_get(container, strtoul(step, NULL, 10));
}

static bool put(json_t *container, const char *step, json_t *value) {
    if (json_is_object(container)) return !json_object_set(container, step, value);
    size_t index = strtoul(step, NULL, 10);
    if (index < json_array_size(container)) return !json_array_set(container, index, value);
    return !json_array_append(container, value);
}

/* What is no object and no list on the way there makes way for one. */
static bool apply(const Source *source, json_t *root, const Setting *setting, json_t *value) {
    json_t *container = root;
    for (int i = 0; i < setting->count; i++) {
        const char *step = setting->steps[i];
        if (json_is_array(container) && !check_index(source, setting, container, i)) return false;
        if (i + 1 == setting->count) {
            if (!put(container, step, value)) arena_exhausted(source->arena);
            return true;
        }
        json_t *next = get(container, step);
        if (!json_is_object(next) && !json_is_array(next)) {
            json_t **holder = json_holder(source->arena);
            next = own(source, holder, is_index(setting->steps[i + 1]) ? json_array() : json_object());
            if (!put(container, step, next)) arena_exhausted(source->arena);
        }
        container = next;
    }
    return true;
}

bool json_set(Source *source, json_t *root, const char *const *arguments) {
    int count = 0;
    while (arguments && arguments[count]) count++;
    if (!count || !json_is_object(root)) return true;
    Setting *settings = arena_array(source->arena, Setting, count);
    source->settings = settings;
    json_t **holder = json_holder(source->arena);
    source->written = own(source, holder, json_deep_copy(root));
    for (int i = 0; i < count; i++) {
        if (!check_encoding(source, arguments[i]) || !split_key(source, arguments[i], &settings[i]))
            return false;
        json_t *value = parse_value(source, arguments[i]);
        if (!value || !apply(source, root, &settings[i], value)) return false;
        source->setting_count = i + 1;
    }
    return true;
}

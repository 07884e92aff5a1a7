/* kept_read.c: a kept calibration, read and held against the network. Messages as about a spec. */
#include "kept.h"
#include "mix.h"
#include "json/json.h"

#include <float.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena *arena;
    const Calibrated *network;
    Range *ranges;
    double *clipped;
    bool *floats; /* NULL: nothing was chosen */
} Reading;

bool kept_recognise(const char *path, FileView file) {
    size_t first = 0;
    while (first < file.size && strchr(" \t\r\n", file.bytes[first])) first++;
    return ends_with(path, ".json") || (first < file.size && file.bytes[first] == '{');
}

/* ---- How it was made ---- */

static void read_rule(const Node *made, const char **rule) {
    RangeRule known;
    Node node = member(made, "by");
    read_string(made, "by", rule);
    if (*rule && !rule_parse(*rule, &known))
        fail_expected(&node, "\"mse\", \"percentile:\" and a number from 50 to 100, or \"minmax\"");
}

static void read_made(const Node *root, Calibration *calibration) {
    static const char *const keys[] = { "from", "by", "images", NULL };
    Node made = member(root, "made");
    if (!check_members(&made, keys)) return;
    read_string(&made, "from", &calibration->source);
    read_rule(&made, &calibration->rule);
    read_integer(&made, "images", 0, INT_MAX, &calibration->images);
}

static void read_weights(const Node *root, uint64_t *weights) {
    const char *text = NULL;
    Node node = member(root, "weights");
    read_string(root, "weights", &text);
    if (text && strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16)
        *weights = strtoull(text, NULL, 16);
    else if (text)
        fail_expected(&node, "16 digits of 0 to 9 and a to f");
}

/* By what --precision auto chose, if it did. */
static bool read_auto(const Node *root, double *max_drop) {
    static const char *const keys[] = { "max-drop", NULL };
    if (!has(root, "auto")) return false;
    Node chosen = member(root, "auto");
    if (check_members(&chosen, keys)) read_number(&chosen, "max-drop", 0, 100, max_drop);
    return true;
}

/* ---- A layer ---- */

static void check_same(const Node *node, const char *name, const char *key, const char *expected) {
    const char *text = NULL;
    Node value = member(node, key);
    read_string(node, key, &text);
    if (text && strcmp(text, expected) != 0)
        fail_expected(&value, "\"%s\"%s%s, as in this network", expected, name ? " of " : "",
                      name ? name : "");
}

static void read_before(const Reading *r, const Node *node, int v) {
    Node before = member(node, "before");
    double ends[2] = { 0, 0 };
    if (table_input(r->network->graph, &r->network->layers->layers[v]) < 0) {
        if (before.value) fail_node(&before, "this layer has no activation that goes by a table");
        return;
    }
    if (!before.value) fail_node(node, "\"before\" is missing");
    read_numbers(node, "before", " (low, high)", 2, -FLT_MAX, FLT_MAX, ends);
    const Node low = item(&before, 0), high = item(&before, 1);
    if (ends[0] > 0) fail_expected(&low, "0 or less");
    if (ends[1] < 0) fail_expected(&high, "0 or more");
    r->ranges[v].before_low = (float)ends[0];
    r->ranges[v].before_high = (float)ends[1];
}

/* Which layers stay in floats is said of those that may be lowered, where it was chosen. */
static void read_in(const Reading *r, const Node *node, int v) {
    static const char *const names[] = { "fp32", NULL };
    Node in = member(node, "in");
    int index = 0;
    if (!in.value) return;
    read_choice(node, "in", names, &index);
    if (!r->floats)
        fail_node(&in, "this calibration has no \"auto\", which chooses it");
    else if (!is_chosen(r->network->layers, v))
        fail_node(&in, "this layer has no weights: it computes as what it reads does");
    else
        r->floats[v] = true;
}

static void read_means(const Reading *r, const Node *node, int v) {
    int channels = r->network->layers->layers[v].shape.channels;
    double *means = arena_array(r->arena, double, channels);
    float *floats = arena_array(r->arena, float, channels);
    read_numbers(node, "means", " (one a channel)", channels, -FLT_MAX, FLT_MAX, means);
    for (int c = 0; c < channels; c++) floats[c] = (float)means[c];
    r->ranges[v].means = floats;
}

static bool read_layer(const Reading *r, const Node *node, int v) {
    static const char *const keys[] = {
        "name", "is", "low", "high", "before", "in", "clipped", "means", NULL
    };
    static const char *const needed[] = { "name", "is", "low", "high", "clipped", "means", NULL };
    const char *name = r->network->layers->layers[v].name;
    double low = 0, high = 0;
    if (!check_object(node, keys) || !has_all(node, needed)) return false;
    check_same(node, NULL, "name", name);
    check_same(node, name, "is", layer_identity(r->arena, r->network, v));
    read_number(node, "low", -FLT_MAX, 0, &low);
    read_number(node, "high", 0, FLT_MAX, &high);
    read_number(node, "clipped", 0, 1, &r->clipped[v]);
    r->ranges[v].low = (float)low;
    r->ranges[v].high = (float)high;
    read_before(r, node, v);
    read_in(r, node, v);
    read_means(r, node, v);
    return !node->source->diag->message;
}

/* ---- All layers ---- */

static int kept_layers(const Layers *layers) {
    int count = 0;
    for (int v = 0; v < layers->count; v++) count += is_kept(&layers->layers[v]);
    return count;
}

/* A layer that is not there is named; else the first that differs. */
static void read_layers(const Reading *r, const Node *root) {
    const Layers *layers = r->network->layers;
    Node list = member(root, "layers");
    size_t next = 0;
    int count = kept_layers(layers);
    if (!json_is_array(list.value)) fail_expected(&list, "an array of layers");
    for (int v = 0; v < layers->count && !root->source->diag->message; v++) {
        const Layer *layer = &layers->layers[v];
        if (!is_kept(layer)) {
            r->ranges[v] = r->ranges[layer->in];
            r->clipped[v] = r->clipped[layer->in];
            continue;
        }
        Node node = item(&list, next++);
        if (!node.value)
            fail_node(&list, "this network's %s is missing", layer->name);
        else if (!read_layer(r, &node, v))
            return;
    }
    if (json_array_size(list.value) > (size_t)count)
        fail_node(&list, "expected %d layers, as this network has, got %zu", count,
                  json_array_size(list.value));
}

const Calibration *kept_parse(Arena *arena, const Calibrated *network, FileView file, const char *path,
                              Diag *diag) {
    static const char *const keys[] = { "format", "made", "weights", "auto", "layers", NULL };
    static const char *const needed[] = { "format", "made", "weights", "layers", NULL };
    const Source source = {
        .arena = arena, .path = path, .text = (const char *)file.bytes, .length = file.size, .diag = diag
    };
    const Node root = { .source = &source, .value = json_from_source(&source) };
    int count = network->layers->count, format;
    Reading r = { arena, network, arena_array(arena, Range, count), arena_array(arena, double, count), NULL };
    Calibration *calibration = arena_alloc(arena, sizeof *calibration);
    Ranges *ranges = arena_alloc(arena, sizeof *ranges);
    if (!root.value || !check_object(&root, keys) || !has_all(&root, needed)) return NULL;
    read_integer(&root, "format", 1, 1, &format);
    read_made(&root, calibration);
    read_weights(&root, &calibration->weights);
    if (read_auto(&root, &calibration->max_drop)) r.floats = arena_array(arena, bool, count);
    read_layers(&r, &root);
    *ranges = (Ranges){ r.ranges, count };
    calibration->ranges = ranges;
    calibration->clipped = r.clipped;
    calibration->floats = r.floats;
    if (!diag->message && network->weights && calibration->weights != network->weights)
        diag_note(diag, "%s: calibrated with other weights than these", path);
    return diag->message ? NULL : calibration;
}

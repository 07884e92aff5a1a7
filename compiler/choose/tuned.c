/* tuned.c: measured choices: how a layer is found among them, and how they are written. */
#include "tuned.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

const char *const accuracy_names[] = { [ACCURACY_FAST] = "fast", [ACCURACY_TIGHT] = "tight", NULL };
const char *const order_names[] = { [ORDER_PIXELS] = "pixels", [ORDER_CHANNELS] = "channels", NULL };

static void add_shape(Text *text, Shape shape) {
    text_printf(text, "%dx%dx%d", shape.channels, shape.height, shape.width);
}

/* What reads elsewhere than its shapes say, or in a border that another layer needs, has other algorithms. */
static void add_window(Text *text, const Query *q) {
    const Layer *layer = q->layer;
    const int usual = layer->kernel / 2 * layer->dilation;
    if (layer->kind != LAYER_CONV || layer->kernel == 1) return;
    if (layer->dilation > 1) text_printf(text, ", dilation %d", layer->dilation);
    if (layer->top != usual || layer->left != usual)
        text_printf(text, ", padding %d %d", layer->top, layer->left);
    if (layer->in > 0 && q->in->halo > usual) text_printf(text, ", border %d", q->in->halo);
}

/* Borders tell which tiles may go over from row to row (legal.c). "flat": the output has none. */
static void add_borders(Text *text, const Query *q) {
    if (q->layer->kind != LAYER_CONV || q->layer->kernel != 1) return;
    if (q->in->halo > 0) text_printf(text, ", bordered");
    if (q->out->halo == 0) text_printf(text, ", flat");
}

/* Where they are not floats. */
static void add_numbers(Text *text, const Query *q) {
    if (q->in->number != NUMBER_F32) text_printf(text, ", %s", number_types[q->in->number].name);
    if (q->out->number != q->in->number) text_printf(text, ", to %s", number_types[q->out->number].name);
}

const char *layer_key(Arena *arena, const Query *q) {
    const Layer *layer = q->layer;
    Text text = { .arena = arena };
    if (layer->kind == LAYER_LINEAR)
        text_printf(&text, "linear ");
    else
        text_printf(&text, "conv%dx%d ", layer->kernel, layer->kernel);
    add_shape(&text, layer->in_shape);
    text_printf(&text, " -> ");
    add_shape(&text, layer->shape);
    if (layer->stride > 1) text_printf(&text, ", stride %d", layer->stride);
    if (layer->groups > 1) text_printf(&text, ", %d groups", layer->groups);
    if (layer->in == 0) text_printf(&text, ", first"); /* its input is planar */
    if (layer->gate >= 0) text_printf(&text, ", gate");
    if (layer->residual >= 0) text_printf(&text, ", add");
    if (layer->activation) text_printf(&text, ", %s", activation_row(layer->activation)->name);
    if (layer->pool) text_printf(&text, ", pool");
    add_window(&text, q);
    add_borders(&text, q);
    add_numbers(&text, q);
    if (q->batch > 1) text_printf(&text, ", batch %d", q->batch);
    return text.bytes;
}

const TunedEntry *tuned_find(Arena *arena, const Tuned *tuned, const Query *q, Accuracy accuracy) {
    const char *key = layer_key(arena, q);
    for (int i = 0; i < tuned->count && tuned->cpu; i++) {
        const TunedEntry *e = &tuned->entries[i];
        if (!strcmp(e->layer, key) && e->accuracy == accuracy && !strcmp(e->target, q->target->name) &&
            !strcmp(e->cpu, tuned->cpu))
            return e;
    }
    return NULL;
}

/* ---- Writing ---- */

static int compare_keys(const void *a, const void *b) {
    const TunedEntry *x = *(const TunedEntry *const *)a, *y = *(const TunedEntry *const *)b;
    int order = strcmp(x->cpu, y->cpu);
    if (!order) order = strcmp(x->target, y->target);
    if (!order) order = (x->accuracy > y->accuracy) - (x->accuracy < y->accuracy);
    return order ? order : strcmp(x->layer, y->layer);
}

/* Those of integers are not chosen. */
static const char *chosen_label(NumberKind weights) {
    return number_types[weights].integers ? NULL : number_types[weights].label;
}

static json_t *choice_json(const Choice *c) {
    const char *label = chosen_label(c->weights);
    if (c->algorithm == ALGORITHM_DIRECT)
        return json_pack("{s:s, s:i, s:i, s:i, s:s, s:b, s:b, s:i}", "algorithm",
                         c->pairs ? "pairs" : "direct", "rows", c->tile.rows, "columns", c->tile.columns,
                         "vectors", c->tile.vectors, "order", order_names[c->order], "prefetch", c->prefetch,
                         "flat", c->flat, "slices", c->slices);
    if (c->raw)
        return json_pack("{s:s, s:i, s:i, s:i}", "algorithm", "winograd-raw", "columns", c->tile.columns,
                         "outputs", c->outputs, "strip", c->strip);
    if (c->algorithm == ALGORITHM_STEM)
        return json_pack("{s:s, s:i, s:i, s:i}", "algorithm", "stem", "columns", c->tile.columns, "vectors",
                         c->tile.vectors, "strip", c->strip);
    return json_pack("{s:s++, s:i, s:i, s:i, s:i, s:i, s:b}", "algorithm", "winograd", label ? "-" : "",
                     label ? label : "", "columns", c->tile.columns, "vectors", c->tile.vectors, "outputs",
                     c->outputs, "strip", c->strip, "group", c->group, "prefetch", c->prefetch);
}

/* One line. */
static void add_entry(Text *text, const TunedEntry *e) {
    json_t **json = json_holder(text->arena);
    *json = json_pack("{s:s, s:s, s:s, s:s, s:f, s:o}", "cpu", e->cpu, "target", e->target, "accuracy",
                      accuracy_names[e->accuracy], "layer", e->layer, "seconds", e->seconds, "choice",
                      choice_json(&e->choice));
    if (!*json) arena_exhausted(text->arena);
    text_printf(text, "    %s", json_line(text->arena, *json, JSON_SORT_KEYS | JSON_REAL_PRECISION(4)));
}

const char *tuned_text(Arena *arena, const Tuned *old, const TunedEntry *fresh, int count) {
    int most = count + (old ? old->count : 0), kept = 0;
    const TunedEntry **all = arena_array(arena, const TunedEntry *, most);
    for (int i = 0; i < count; i++) all[kept++] = &fresh[i];
    for (int i = 0; old && i < old->count; i++) {
        const TunedEntry *entry = &old->entries[i];
        bool replaced = false;
        for (int j = 0; j < count; j++)
            if (!compare_keys(&all[j], &entry)) replaced = true;
        if (!replaced) all[kept++] = entry;
    }
    qsort(all, (size_t)kept, sizeof(const TunedEntry *), compare_keys);
    Text text = { .arena = arena };
    text_printf(&text, "{\n  \"format\": 1,\n  \"entries\": [");
    for (int i = 0; i < kept; i++) {
        text_printf(&text, i ? ",\n" : "\n");
        add_entry(&text, all[i]);
    }
    text_printf(&text, "\n  ]\n}\n");
    return text.bytes;
}

/* kept_write.c: a calibration as JSON, a line a layer. */
#include "kept.h"
#include "json/json.h"

#include <string.h>

/* A string between quotes. What is not UTF-8 is shown by '?'. */
static void add_string(Text *text, const char *string) {
    char *plain = arena_printf(text->arena, "%s", string);
    const bool is_text = is_utf8(plain, strlen(plain));
    for (char *c = plain; *c && !is_text; c++)
        if (*c & 0x80) *c = '?';
    json_t **json = json_holder(text->arena);
    if (!(*json = json_string(plain))) arena_exhausted(text->arena);
    text_printf(text, "%s", json_line(text->arena, *json, JSON_ENCODE_ANY));
}

/* An integer of JSON has no -0: read back it would be another number. */
static double without_sign(double value) { return value == 0 ? 0 : value; }

/* Nine digits are enough for a float. */
static void add_float(Text *text, double value) { text_printf(text, "%.9g", without_sign(value)); }

static void add_floats(Text *text, const float *values, int count) {
    for (int i = 0; i < count; i++) {
        text_printf(text, i ? ", " : "[");
        add_float(text, values[i]);
    }
    text_printf(text, "]");
}

static void add_layer(Text *text, const Calibrated *network, const Calibration *calibration, int v) {
    const Layer *layer = &network->layers->layers[v];
    const Range *range = &calibration->ranges->ranges[v];
    text_printf(text, "    {\"name\": ");
    add_string(text, layer->name);
    text_printf(text, ", \"is\": ");
    add_string(text, layer_identity(text->arena, network, v));
    text_printf(text, ", \"low\": ");
    add_float(text, range->low);
    text_printf(text, ", \"high\": ");
    add_float(text, range->high);
    if (table_input(network->graph, layer) >= 0) {
        text_printf(text, ", \"before\": ");
        add_floats(text, (const float[]){ range->before_low, range->before_high }, 2);
    }
    if (calibration->floats && calibration->floats[v]) text_printf(text, ", \"in\": \"fp32\"");
    text_printf(text, ", \"clipped\": %.3g, \"means\": ", without_sign(calibration->clipped[v]));
    add_floats(text, range->means, layer->shape.channels);
    text_printf(text, "}");
}

const char *kept_text(Arena *arena, const Calibrated *network, const Calibration *calibration) {
    Text text = { .arena = arena };
    bool first = true;
    text_printf(&text, "{\n  \"format\": 1,\n  \"made\": {\"from\": ");
    add_string(&text, calibration->source);
    text_printf(&text, ", \"by\": ");
    add_string(&text, calibration->rule);
    text_printf(&text, ", \"images\": %d},\n  \"weights\": \"%016llx\",\n", calibration->images,
                (unsigned long long)calibration->weights);
    if (calibration->floats)
        text_printf(&text, "  \"auto\": {\"max-drop\": %.9g},\n", without_sign(calibration->max_drop));
    text_printf(&text, "  \"layers\": [");
    for (int v = 0; v < network->layers->count; v++) {
        if (!is_kept(&network->layers->layers[v])) continue;
        text_printf(&text, first ? "\n" : ",\n");
        add_layer(&text, network, calibration, v);
        first = false;
    }
    text_printf(&text, "\n  ]\n}\n");
    return text.bytes;
}

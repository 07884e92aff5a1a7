/* winograd_words.c: integer weights of minimal filtering, transformed: G g G^T of every filter, exactly. */
#include "filters.h"

/* Element of a plane's panel: [in block][in lane / together][out channel of the panel][together]. */
static size_t element_of(const Packing *p, int in, int out) {
    size_t together = (size_t)p->choice->together, width = (size_t)panel_channels(p->out, p->choice);
    return ((size_t)in / together * width + (size_t)out) * together + (size_t)in % together;
}

static void put_filter(const Packing *p, const IntegerWinograd *w, int out, int in, size_t plane,
                       short *packed) {
    const signed char *filter = p->integers->weights + (size_t)out * filter_floats(p->layer);
    int u[MOST_FILTER_POINTS], points = w->matrices.points * w->matrices.points;
    integer_filter(w, filter + (size_t)in * FILTER_TAPS, u);
    packed += element_of(p, in, out % panel_channels(p->out, p->choice));
    for (int point = 0; point < points; point++) packed[(size_t)point * plane] = (short)u[point];
}

/* [group of panels][point][panel], as floats are. */
void pack_words(const Packing *p, int panel, void *weights) {
    const IntegerWinograd w = winograd_integers(p->choice->outputs);
    int width = panel_channels(p->out, p->choice), end = (panel + 1) * width;
    size_t plane = panel_units(p->layer, p->in, p->out, p->choice) * (size_t)p->choice->group;
    short *packed = (short *)weights + winograd_panel(p, panel);
    for (int out = panel * width; out < end && out < p->layer->shape.channels; out++)
        for (int in = 0; in < p->layer->in_shape.channels; in++) put_filter(p, &w, out, in, plane, packed);
}

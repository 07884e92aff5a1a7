/* tiling.c: register tiles: which one covers a plane of pixels and channels best. */
#include "tiling.h"
#include "winograd.h"

#include <stdlib.h>

int ceil_div(int a, int b) { return (a + b - 1) / b; }

Split split_evenly(int total, int most) { return split_into(total, ceil_div(total, most)); }

Split split_into(int total, int count) {
    int big = ceil_div(total, count);
    int big_count = total - (big - 1) * count;
    return (Split){ big, big_count, count - big_count };
}

/* By how many pixels the first half of the tiles and the others differ. The big ones come first. */
static int difference_of_halves(int total, int count) {
    Split split = split_into(total, count);
    int half = count / 2, big = half < split.big_count ? half : split.big_count;
    return abs(total - 2 * (half * (split.big - 1) + big));
}

bool halves_evenly(int total, int most) {
    int count = ceil_div(total, most);
    return count % 2 == 0 || count == total ||
           difference_of_halves(total, count) <= difference_of_halves(total, count + 1);
}

int input_blocks(const Layer *layer, const Layout *in) {
    int pixels = layer->kind == LAYER_LINEAR ? layer->in_shape.height * layer->in_shape.width : 1;
    return in->blocks * pixels;
}

/* Blocks of input channels that hold the groups of a panel of `width` output channels, at the most. */
static int blocks_read(const Layer *layer, const Layout *in, int width) {
    if (layer->groups == 1) return input_blocks(layer, in);
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    int most = 0;
    for (int c = 0; c < layer->shape.channels; c += width) {
        int last = c + width < layer->shape.channels ? c + width - 1 : layer->shape.channels - 1;
        int from = c / out_group * in_group, to = (last / out_group + 1) * in_group;
        int blocks = ceil_div(to, in->lanes) - from / in->lanes;
        if (blocks > most) most = blocks;
    }
    return most;
}

bool shares_taps(const Layer *layer, const Layout *in, const Layout *out, int vectors) {
    return in->number == NUMBER_F32 && vectors == 1 && layer->groups > 1 && layer->dilation == 1 &&
           in->lanes > 1 && in->lanes == out->lanes && blocks_read(layer, in, out->lanes) == 1;
}

int lane_group(const Layer *layer, const Layout *in, const Layout *out) {
    int group = layer->shape.channels / layer->groups;
    bool alike =
        in->number == NUMBER_F32 && layer->groups > 1 && group == layer->in_shape.channels / layer->groups;
    return alike && group < out->lanes && out->lanes % group == 0 && in->lanes == out->lanes ? group : 0;
}

int most_pixels(const Target *target, bool pairs, NumberKind values, int vectors) {
    const Extension *extension = &target->extensions[number_types[values].weights];
    if (pairs) return target->pair_pixels[vectors - 1];
    return extension->pixels[vectors - 1] ? extension->pixels[vectors - 1] : target->pixels[vectors - 1];
}

int most_raw_tiles(const Target *target, int outputs) {
    return target->pixels[0] / winograd_points(outputs, 1);
}

/* What the units that multiply do besides: values and weights are taken apart; by element, a block's values
 * at once. */
static double done_besides(const Target *target, int pixels, int vectors, const Plane *plane) {
    if (!plane->apart) return 0;
    return vectors + (target->by_element ? (double)pixels / target->lanes : pixels);
}

/* Whether pixels are multiplied two and two (emit/matrices.c): one left over takes as long as two. */
static bool takes_pairs(const Target *target, const Plane *plane) {
    return plane->in->number == NUMBER_BF16 && target->idioms && target->idioms->turn;
}

/* Cycles of one multiply-add step of a tile: bound by arithmetic, by loads, or by latency. */
static double tile_cycles(const Target *target, int pixels, int vectors, const Plane *plane) {
    const Core *core = target->core;
    if (takes_pairs(target, plane)) pixels += pixels % 2;
    double besides = done_besides(target, pixels, vectors, plane);
    double arithmetic = (pixels * vectors + besides) / core->multiply_adds * (plane->pairs ? core->pairs : 1);
    double loads = (pixels + vectors) / core->loads;
    double cycles = arithmetic > loads ? arithmetic : loads;
    return (cycles > core->latency ? cycles : core->latency) + core->tile_pixel * pixels +
           core->tile_weight * vectors;
}

/* The same of a tile that takes a row of taps at once (emit/groups.c): bound by multiply-adds, by these and
 * the shuffles, or by a sum's latency over its taps. Rows cost text: of equals the lowest tile is the best.
 */
static double group_cycles(const Core *core, const Plane *plane, int rows, int columns) {
    int taps = plane->layer->kernel, group = lane_group(plane->layer, plane->in, plane->out);
    double sums = (double)rows * columns * taps, latency = core->latency * taps;
    double values = (double)rows * (plane->layer->stride * (columns - 1) + taps);
    double rotations = group ? values * (group - 1) / group : 0;
    double arithmetic = sums / core->multiply_adds, shuffled = (sums + rotations) / core->with_shuffles;
    double cycles = arithmetic > shuffled ? arithmetic : shuffled;
    return ((cycles > latency ? cycles : latency) + rows) / taps;
}

static double plane_cycles(const Plane *plane, const Target *target, Tile tile) {
    bool groups = shares_taps(plane->layer, plane->in, plane->out, tile.vectors);
    Split y = split_evenly(plane->rows, tile.rows), x = split_evenly(plane->columns, tile.columns);
    double cycles = 0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            double tiles = (double)(i ? y.small_count : y.big_count) * (j ? x.small_count : x.big_count);
            int rows = y.big - i, columns = x.big - j;
            cycles += tiles * (groups ? group_cycles(target->core, plane, rows, columns)
                                      : tile_cycles(target, rows * columns, tile.vectors, plane));
        }
    return cycles;
}

Tiling tiling_by(const Plane *plane, const Target *target, Tile tile) {
    int in_blocks = blocks_read(plane->layer, plane->in, tile.vectors * plane->out->lanes);
    double panels = plane->out->blocks / tile.vectors;
    double cycles =
        plane_cycles(plane, target, tile) * panels * in_blocks / input_blocks(plane->layer, plane->in);
    return (Tiling){ tile, plane->flat, in_blocks, cycles };
}

static bool same_cuts(const Plane *plane, Tile a, Tile b) {
    return split_evenly(plane->rows, a.rows).big == split_evenly(plane->rows, b.rows).big &&
           split_evenly(plane->columns, a.columns).big == split_evenly(plane->columns, b.columns).big;
}

/* Keeps the list sorted; among equals the first stays first. */
static int insert_tiling(const Plane *plane, Tiling *list, int count, int room, Tiling tiling) {
    for (int i = 0; i < count; i++)
        if (same_cuts(plane, list[i].tile, tiling.tile)) return count;
    int at = count;
    while (at > 0 && tiling.cycles < list[at - 1].cycles) at--;
    if (at == room) return count;
    count += count < room;
    for (int i = count - 1; i > at; i--) list[i] = list[i - 1];
    list[at] = tiling;
    return count;
}

/* Of a row of taps all weights are held beside the sums, and what is shared: twelve sums of 3x3 kernels in 16
 * registers were 6 % slower than ten (measured on Zen 3). What is taken apart needs a register more: gcc 12
 * keeps five of the 24 sums of 6x64 in memory, of 5x64 none. */
static int most_sums(const Plane *plane, const Target *target, int vectors) {
    enum { FEWEST = 4, SHARED = 3 };
    int most = most_pixels(target, plane->pairs, plane->in->number, vectors);
    const bool full = (most + 1) * vectors >= target->registers;
    if ((plane->apart || (plane->taken && full)) && most > 1) return most - 1;
    int rest = target->registers - plane->layer->kernel - SHARED;
    if (!shares_taps(plane->layer, plane->in, plane->out, vectors) || rest >= most) return most;
    return rest < FEWEST ? FEWEST : rest;
}

/* For each height the widest that the registers hold, evenly cut. */
int list_tilings(const Plane *plane, const Target *target, int vectors, Tiling *list, int room) {
    int count = 0, pixels = most_sums(plane, target, vectors);
    int most_rows = target->catalogue && pixels > 1 ? 1 : pixels, width = plane->layer->shape.width;
    if (plane->flat && plane->out->halo > 0 && pixels > width) pixels = width; /* into the next row only */
    if (pixels == 0 || plane->out->blocks % vectors) return 0;
    for (int rows = 1; rows <= most_rows && rows <= plane->rows; rows++) {
        int tiles = ceil_div(plane->columns, pixels / rows);
        Tile tile = { rows, ceil_div(plane->columns, tiles), vectors };
        count = insert_tiling(plane, list, count, room, tiling_by(plane, target, tile));
    }
    return count;
}

Tiling best_tiling(const Plane *plane, const Target *target) {
    Tiling best = { .cycles = 1e300 }, tiling;
    for (int vectors = COUNT_OF(target->pixels); vectors >= 1; vectors--)
        if (list_tilings(plane, target, vectors, &tiling, 1) && tiling.cycles < best.cycles) best = tiling;
    return best;
}

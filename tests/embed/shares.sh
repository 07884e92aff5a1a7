#!/usr/bin/env bash
# Who does what of a layer, in the emitted code (compiler/emit/shares.c): its functions, called in any order that threads
# could call them in, one step of one thread at a time. Every item is done once in every round, never before the round before
# is done, by somebody who knows which tiles are its own. Then with real threads, watched by gcc's ThreadSanitizer.
# usage: shares.sh PROGRAM, from the top folder.
# Closing line: "N passed, N failed".
set -uo pipefail
resnetc=$(realpath "${1:?program}") top=$PWD
suite=shares
. tests/embed/check.sh

cd "$folder" || exit 1
cat >use.c <<'END'
#define _OPENMP 201511 /* without -fopenmp: the threads are this program's */
#define NET_MAX_THREADS 8
#include "net.c"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_ITEMS = 200, START = 0, ITEM, ENDED };
static int thread, size;
int omp_get_thread_num(void) { return thread; }
int omp_get_num_threads(void) { return size; }

/* A layer, and for each item how many rounds are done and whether one is being done. */
typedef struct {
    Line lines[1 + NET_MAX_THREADS];
    int tiles, panels, most, rounds, rows, done[MOST_ITEMS], busy[MOST_ITEMS], taken_over;
} Layer;

/* Where a thread is in: SHARED(tiles, panels, most) for (int r = share.round; r < rounds; r++) ITEMS(p, r) ... */
typedef struct {
    Share share;
    int state, round, panel;
} Thread;

static int fail(const char *what) {
    printf("%s\n", what);
    exit(1);
}

static int between(int low, int high) { return low + (int)(random() % (high - low + 1)); }

static int item_of(const Layer *layer, const Thread *t) {
    const Share *s = &t->share;
    for (int row = 0; row < layer->rows; row++)
        if (s->tile == layer->tiles * row / layer->rows && s->end_tile == layer->tiles * (row + 1) / layer->rows)
            return row * layer->panels + t->panel;
    return fail("not the tiles of a row");
}

static void begin_item(Layer *layer, Thread *t) {
    int item = item_of(layer, t), items = layer->rows * layer->panels, owner = t->share.owner;
    if (layer->busy[item] || layer->done[item] != t->round) fail("an item too early, or twice");
    if (item < items * owner / size || item >= items * (owner + 1) / size) fail("not the owner's");
    if (!t->share.taken_over && owner != thread) fail("not taken over, and not its own");
    layer->busy[item] = 1;
    layer->taken_over += t->share.taken_over;
}

static void end_item(Layer *layer, const Thread *t) {
    int item = item_of(layer, t);
    layer->busy[item] = 0;
    layer->done[item]++;
}

/* To the next item, over rounds and shares without any. */
static void advance(Layer *layer, Thread *t) {
    while (t->panel < 0 && t->state != ENDED) {
        if (++t->round >= layer->rounds) {
            take_over(&t->share);
            t->round = t->share.round;
        }
        if (t->share.first >= t->share.end && t->round == t->share.round) t->state = ENDED;
        if (t->state != ENDED) t->panel = first_item(&t->share, t->round);
    }
    if (t->state != ENDED) begin_item(layer, t);
}

static void step(Layer *layer, Thread *t) {
    if (t->state == START) {
        t->share = own_share(layer->lines, layer->tiles, layer->panels, layer->most);
        layer->rows = t->share.rows;
        t->state = ITEM;
        t->round = t->share.round - 1, t->panel = -1;
        if (layer->rounds - 1 == t->round) fail("no round is left");
    } else {
        end_item(layer, t);
        t->panel = next_item(&t->share);
    }
    advance(layer, t);
}

/* Returns how many items were taken over. */
static int run_layer(void) {
    static Layer layer;
    Thread threads[NET_MAX_THREADS] = { { .state = START } };
    memset(&layer, 0, sizeof layer);
    size = between(1, NET_MAX_THREADS);
    layer.tiles = between(1, 40), layer.panels = between(1, 20), layer.most = between(0, layer.tiles), layer.rounds = between(1, 4);
    int ended = 0, favourite = between(0, size - 1);
    while (ended < size) {
        thread = between(0, 3) ? favourite : between(0, size - 1);
        if (!between(0, 9)) favourite = between(0, size - 1);
        if (threads[thread].state == ENDED) { favourite = between(0, size - 1); continue; }
        step(&layer, &threads[thread]);
        ended += threads[thread].state == ENDED;
    }
    for (int i = 0; i < layer.rows * layer.panels; i++)
        if (layer.done[i] != layer.rounds || layer.busy[i]) fail("an item is left");
    return layer.taken_over;
}

int main(void) {
    int taken_over = 0;
    srandom(1);
    for (int i = 0; i < 20000; i++) taken_over += run_layer();
    return taken_over < 20000 ? fail("hardly anything was taken over") : 0;
}
END
cat >threads.c <<'END'
#define _OPENMP 201511 /* without -fopenmp, whose own words ThreadSanitizer does not know */
#define NET_MAX_THREADS 4
#include "net.c"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { SIZE = NET_MAX_THREADS, LAYERS = 3000, TILES = 6, PANELS = 8, ROUNDS = 3 };
static __thread int thread;
int omp_get_thread_num(void) { return thread; }
int omp_get_num_threads(void) { return SIZE; }

static Line lines[1 + SIZE];
static int done[LAYERS][PANELS * TILES], taken_over[SIZE]; /* plain memory: what one thread writes another reads */

/* Each round of an item reads what the one before wrote. Some threads are late. */
static void layer(Line *team, int *items) {
    for (volatile int i = random() % 3 ? 0 : (int)(random() % 20000); i > 0; i--) continue;
    SHARED(TILES, PANELS, 4)
        for (int round = share.round; round < ROUNDS; round++)
            ITEMS(p, round)
                for (int t = share.tile; t < share.end_tile; t++) {
                    taken_over[thread] += share.taken_over;
                    if (items[p * TILES + t]++ != round) abort();
                }
}

static void *walk(void *number) {
    thread = (int)(size_t)number;
    for (int i = 0; i < LAYERS; i++) {
        layer(lines, done[i]);
        wait_for_team(&lines->word);
        for (int k = 0; k < PANELS * TILES; k++)
            if (done[i][k] != ROUNDS) abort();
    }
    return NULL;
}

int main(void) {
    pthread_t ids[SIZE];
    int all = 0;
    for (size_t i = 0; i < SIZE; i++) pthread_create(&ids[i], NULL, walk, (void *)i);
    for (int i = 0; i < SIZE; i++) pthread_join(ids[i], NULL);
    for (int i = 0; i < SIZE; i++) all += taken_over[i];
    printf("%d of %d taken over\n", all, LAYERS * PANELS * TILES * ROUNDS);
    return all == 0;
}
END
sed '/"name"/d' "$top/specs/resnet20-cifar.json" >net.json
for target in scalar sse2; do
    check "$target" "$resnetc" net.json --target $target --weights random:1 -o net.c
    check "$target: cc" ${CC:-cc} -std=gnu11 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover -o use use.c -lm
    check "$target: every item once" ./use
    check "$target: gcc" gcc -std=gnu11 -O1 -g -fsanitize=thread -pthread -o threads threads.c -lm
    check "$target: threads" timeout 120 ./threads
done
close

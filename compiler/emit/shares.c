/* shares.c: who does what of a layer (decision 018). A layer's work is cut into items: panels of output
 * channels, of a part of the tiles of pixels each. Every thread has a share of them, the same in each layer
 * cut alike, so that it reads what it wrote; who has none left takes over half of what another one has left.
 *
 * A word in the workspace says what is left of a thread's share, and is all that threads agree through: the
 * owner adds one to `next` for each item, the others lower `end`. */
#include "parts.h"

void emit_share_type(Out *out) {
    line(out,
         "/* Items first to end - 1, from a round on: each is a panel of output channels of the tiles of "
         "pixels from `tile` to end_tile - 1. A layer has rows x panels of them, row by row, and a row a "
         "part of the tiles. left: the word that shows others what is left; owner: whose the items were at "
         "first. */");
    open_block(out, "typedef struct");
    line(out, "Line *team;");
    line(out, "Word *left;");
    line(out, "int tiles, panels, rows;");
    line(out, "int round, first, end, tile, end_tile, taken_over, owner;");
    close_type(out, "Share");
    blank(out);
}

static void emit_set_tiles(Out *out) {
    block(out, "static inline void set_tiles(Share *s)") {
        line(out, "const int row = s->first / s->panels;");
        line(out, "s->tile = s->tiles * row / s->rows;");
        line(out, "s->end_tile = s->tiles * (row + 1) / s->rows;");
    }
    blank(out);
}

static void emit_take_over(Out *out) {
    line(out, "/* The second half of what another thread has left; an empty share where no one has. */");
    block(out, "NOINLINE static void take_over(Share *s)") {
        line(out, "const int size = TEAM_SIZE, me = (int)THREAD;");
        line(out, "s->end = s->first;");
        block(out, "for (int other = (me + 1) %% size; other != me; other = (other + 1) %% size)") {
            line(out,
                 "Word *left = &s->team[1 + other].word, old = __atomic_load_n(left, __ATOMIC_ACQUIRE);");
            block(out, "while (NEXT(old) < END(old))") {
                line(out, "const int middle = (NEXT(old) + END(old)) / 2, end = END(old);");
                line(out, "if (!__atomic_compare_exchange_n(left, &old, old - (Word)(end - middle), 0, "
                          "__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))");
                line(out, "    continue;");
                line(out, "s->round = (int)(old >> %d);", 2 * ITEM_BITS);
                line(out, "s->first = middle;");
                line(out, "s->end = end;");
                line(out, "s->taken_over = 1;");
                line(out, "s->owner = ((middle + 1) * size - 1) / (s->rows * s->panels);");
                line(out, "set_tiles(s);");
                line(out, "return;");
            }
        }
    }
    blank(out);
}

static void emit_own_share(Out *out) {
    line(out, "/* The caller's share; where that is empty, half of what another one has left. most: how many "
              "rows there "
              "may be. */");
    block(out, "NOINLINE static Share own_share(Line *team, int tiles, int panels, int most)") {
        line(out, "const int size = TEAM_SIZE, me = (int)THREAD;");
        line(out, "int rows = 1;");
        line(out, "while (2 * rows <= most && size %% (2 * rows) == 0) rows *= 2;");
        line(out, "const int items = rows * panels;");
        line(out, "Share s = { .team = team, .left = &team[1 + me].word, .tiles = tiles, .panels = panels, "
                  ".rows = rows, .first = items * me / size, .end = items * (me + 1) / size, .owner = me };");
        line(out, "if (s.first < s.end)");
        line(out, "    set_tiles(&s);");
        line(out, "else");
        line(out, "    take_over(&s);");
        line(out, "return s;");
    }
    blank(out);
}

static void emit_items(Out *out) {
    line(out, "/* The panel of the share's next item; -1: none is left. */");
    block(out, "static inline int next_item(Share *s)") {
        line(out, "const Word old = __atomic_fetch_add(s->left, (Word)1 << %d, __ATOMIC_ACQ_REL);",
             ITEM_BITS);
        line(out, "s->end = END(old);");
        line(out, "return NEXT(old) < s->end ? NEXT(old) %% s->panels : -1;");
    }
    blank(out);
    line(out, "/* Shows what is to be done in a round, of items of which the rounds before are done. */");
    block(out, "static inline int first_item(Share *s, int round)") {
        line(out, "const Word all = (Word)round << %d | (Word)s->first << %d | (Word)s->end;", 2 * ITEM_BITS,
             ITEM_BITS);
        line(out, "__atomic_store_n(s->left, all, __ATOMIC_RELEASE);");
        line(out, "return next_item(s);");
    }
    blank(out);
}

void emit_shares(Out *out) {
    line(out, "#define NEXT(word) ((int)((word) >> %d & 0x%x))", ITEM_BITS, (1 << ITEM_BITS) - 1);
    line(out, "#define END(word) ((int)((word) & 0x%x))", (1 << ITEM_BITS) - 1);
    blank(out);
    emit_set_tiles(out);
    emit_take_over(out);
    emit_own_share(out);
    emit_items(out);
    line(out,
         "/* SHARED: the caller's share of a layer, then each that it takes over, as `share`. ITEMS: those "
         "of a share in a round. */");
    label_line(out, "#define SHARED(tiles, panels, most) \\");
    label_line(out, "    for (Share share = own_share(team, tiles, panels, most); share.first < share.end; "
                    "take_over(&share))");
    label_line(out, "#define ITEMS(item, round) \\");
    label_line(out, "    for (int item = first_item(&share, round); item >= 0; item = next_item(&share))");
}

void emit_lone_share(Out *out) {
    label_line(out, "#define SHARED(tiles, panels, most) \\");
    label_line(out, "    for (Share share = { .team = team, .end = panels, .end_tile = tiles }; share.end; "
                    "share.end = 0)");
    line(out, "#define ITEMS(item, round) for (int item = 0; item < share.end; item++)");
}

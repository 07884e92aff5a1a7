/* answers.c: an image's best classes as text, as CSV (RFC 4180), as a line of JSON. */
#include "answers.h"
#include "json/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Ranking rank_classes(const float *values, int classes, bool logits, double *room) {
    Ranking ranking;
    for (int i = 0; i < classes; i++) room[i] = values[i];
    if (logits) softmax(values, classes, room);
    ranking.count = top_k(values, classes, TOP, ranking.index);
    for (int i = 0; i < ranking.count; i++) ranking.probability[i] = room[ranking.index[i]];
    return ranking;
}

/* ---- Text ---- */

/* On one line, and nothing that a terminal obeys. */
static void add_heading(Answers *answers, int image) {
    const ImageSource *source = answers->source;
    if (source->count == 1 && !source->is_folder) return;
    text_printf(&answers->text, "# ");
    add_all_printable(&answers->text, source->paths ? source->paths[image] : "");
    if (!source->paths) text_printf(&answers->text, "%d", image);
    text_printf(&answers->text, "\n");
}

static const char *label_of(const Answers *answers, int index) {
    return answers->labels ? answers->labels[index] : "-";
}

/* A label as a terminal may have it; how many columns it takes: characters of UTF-8. */
static const char *shown_label(Arena *arena, const char *label, int *columns) {
    Text text = { .arena = arena };
    add_all_printable(&text, label);
    *columns = 0;
    for (const char *c = text.bytes; *c; c++) *columns += !is_continuation(*c);
    return text.bytes;
}

static int digits_of(int number) { return number < 10 ? 1 : 1 + digits_of(number / 10); }

/* For people: the same in columns, without labels where there are none. */
static bool add_columns(Answers *answers, int image, const Ranking *ranking) {
    const char *labels[TOP];
    int columns[TOP], widest = 0, digits = 0;
    add_heading(answers, image);
    for (int i = 0; i < ranking->count; i++) {
        labels[i] = shown_label(answers->text.arena, label_of(answers, ranking->index[i]), &columns[i]);
        if (columns[i] > widest) widest = columns[i];
        if (digits_of(ranking->index[i]) > digits) digits = digits_of(ranking->index[i]);
    }
    for (int i = 0; i < ranking->count; i++) {
        text_printf(&answers->text, "%d  %*d  ", i + 1, digits, ranking->index[i]);
        if (answers->labels) text_printf(&answers->text, "%s%*s  ", labels[i], widest - columns[i], "");
        text_printf(&answers->text, "%.6f\n", ranking->probability[i]);
    }
    return true;
}

static bool add_text(Answers *answers, int image, const Ranking *ranking) {
    if (answers->columns) return add_columns(answers, image, ranking);
    add_heading(answers, image);
    for (int i = 0; i < ranking->count; i++)
        text_printf(&answers->text, "%d\t%d\t%s\t%.6f\n", i + 1, ranking->index[i],
                    label_of(answers, ranking->index[i]), ranking->probability[i]);
    return true;
}

/* ---- CSV ---- */

static void add_field(Text *text, const char *field) {
    if (!strpbrk(field, "\",\r\n")) {
        text_append(text, field, strlen(field));
        return;
    }
    text_append(text, "\"", 1);
    for (; *field; field++) text_append(text, *field == '"' ? "\"\"" : field, *field == '"' ? 2 : 1);
    text_append(text, "\"", 1);
}

static bool add_csv(Answers *answers, int image, const Ranking *ranking) {
    Text *text = &answers->text;
    if (answers->source->paths)
        add_field(text, answers->source->paths[image]);
    else
        text_printf(text, "%d", image);
    for (int i = 0; i < ranking->count; i++) {
        text_printf(text, ",%d,", ranking->index[i]);
        if (answers->labels) add_field(text, answers->labels[ranking->index[i]]);
        text_printf(text, ",%.6f", ranking->probability[i]);
    }
    if (answers->truth) text_printf(text, answers->truth[image] < 0 ? "," : ",%d", answers->truth[image]);
    text_printf(text, "\n");
    return true;
}

static void add_csv_head(Answers *answers, int ranks) {
    text_printf(&answers->text, "%s", answers->source->paths ? "path" : "image");
    for (int i = 1; i <= ranks; i++) text_printf(&answers->text, ",index%d,label%d,probability%d", i, i, i);
    text_printf(&answers->text, "%s\n", answers->truth ? ",class" : "");
}

/* ---- JSON ---- */

/* JSON is UTF-8, names of files need not be: what is none becomes U+FFFD. */
static json_t *json_name(Arena *arena, const char *name) {
    Text text = { .arena = arena };
    text_reserve(&text, 0);
    while (*name) {
        size_t length = utf8_length(name, strnlen(name, 4));
        text_append(&text, length ? name : "\xef\xbf\xbd", length ? length : 3);
        name += length ? length : 1;
    }
    return json_string(text.bytes);
}

static json_t *json_rank(const Answers *answers, int index, double probability) {
    return json_pack("{si so so}", "index", index, "label",
                     answers->labels ? json_name(answers->text.arena, answers->labels[index]) : json_null(),
                     "probability", isfinite(probability) ? json_real(probability) : json_null());
}

/* NULL: no memory. */
static json_t *json_answer(const Answers *answers, int image, const Ranking *ranking) {
    const char *const *paths = answers->source->paths;
    json_t *ranks = json_array(), *answer = json_object();
    bool failed =
        json_object_set_new(answer, paths ? "path" : "image",
                            paths ? json_name(answers->text.arena, paths[image]) : json_integer(image));
    for (int i = 0; i < ranking->count; i++)
        failed |=
            json_array_append_new(ranks, json_rank(answers, ranking->index[i], ranking->probability[i]));
    failed |= json_object_set_new(answer, "ranks", ranks);
    if (answers->truth)
        failed |= json_object_set_new(
            answer, "class", answers->truth[image] < 0 ? json_null() : json_integer(answers->truth[image]));
    if (!failed) return answer;
    json_decref(answer);
    return NULL;
}

static bool add_json(Answers *answers, int image, const Ranking *ranking) {
    json_t **answer = json_holder(answers->text.arena);
    *answer = json_answer(answers, image, ranking);
    if (!*answer) arena_exhausted(answers->text.arena);
    text_printf(&answers->text, "%s\n", json_line(answers->text.arena, *answer, JSON_REAL_PRECISION(7)));
    return true;
}

/* ---- */

void answers_begin(Answers *answers, int ranks) {
    if (answers->format == FORMAT_CSV) add_csv_head(answers, ranks);
}

bool answers_add(Answers *answers, int image, const Ranking *ranking) {
    static bool (*const add[])(Answers *, int, const Ranking *) = {
        [FORMAT_TEXT] = add_text, [FORMAT_CSV] = add_csv, [FORMAT_JSONL] = add_json
    };
    return add[answers->format](answers, image, ranking);
}

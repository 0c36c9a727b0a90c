/* The national portal's exchange format -> records of answers. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/count.h"
#include "base/number.h"
#include "collect.h"
#include "zistat/base/buffer.h"

/* Library jansson says where the text is broken, not where a good value stands: the places of the
 * answers are found by walking the text, which is known to be good by then. */
struct places {
    struct zi_csv_place *of; /* the elements of all arrays named "answers", in order */
    size_t n;
    size_t capacity;
    bool out_of_memory;
};

struct walk {
    const char *at;
    const char *end;
    struct zi_csv_place place;
    bool *is_answers; /* of the open arrays and objects */
    size_t depth;
    size_t capacity;
    bool answers_next; /* the last key was "answers" */
};

static void step(struct walk *walk)
{
    unsigned char byte = (unsigned char)*walk->at++;

    if (byte == '\n') {
        walk->place.line++;
        walk->place.column = 1;
    } else if ((byte & 0xc0) != 0x80) {
        walk->place.column++;
    }
}

static void step_over_text(struct walk *walk)
{
    const char *first = walk->at + 1;
    size_t length;

    step(walk);
    while (walk->at < walk->end && *walk->at != '"') {
        if (*walk->at == '\\')
            step(walk);
        step(walk);
    }
    length = (size_t)(walk->at - first);
    walk->answers_next = length == strlen("answers") && memcmp(first, "answers", length) == 0;
    step(walk);
}

static bool open_container(struct walk *walk, bool is_answers)
{
    if (walk->depth == walk->capacity) {
        size_t capacity = walk->capacity > 0 ? 2 * walk->capacity : 64;
        bool *larger = realloc(walk->is_answers, capacity * sizeof *larger);

        if (larger == NULL)
            return false;
        walk->is_answers = larger;
        walk->capacity = capacity;
    }
    walk->is_answers[walk->depth++] = is_answers;
    return true;
}

static bool add_place(struct places *places, const struct zi_csv_place *place)
{
    if (places->n == places->capacity) {
        size_t capacity = places->capacity > 0 ? 2 * places->capacity : 256;
        struct zi_csv_place *larger = realloc(places->of, capacity * sizeof *larger);

        if (larger == NULL)
            return false;
        places->of = larger;
        places->capacity = capacity;
    }
    places->of[places->n++] = *place;
    return true;
}

static bool step_in(struct walk *walk, struct places *places)
{
    bool is_array = *walk->at == '[';
    bool good = true;

    if (!is_array && walk->depth > 0 && walk->is_answers[walk->depth - 1])
        good = add_place(places, &walk->place);
    good = good && open_container(walk, is_array && walk->answers_next);
    walk->answers_next = false;
    step(walk);
    return good;
}

static void find_places(struct places *places, const char *text, size_t length)
{
    struct walk walk = {.at = text, .end = text + length, .place = {1, 1}};
    bool good = true;

    while (good && walk.at < walk.end) {
        char byte = *walk.at;

        if (byte == '"') {
            step_over_text(&walk);
        } else if (byte == '[' || byte == '{') {
            good = step_in(&walk, places);
        } else {
            walk.depth -= (byte == ']' || byte == '}') && walk.depth > 0;
            walk.answers_next = walk.answers_next && byte != ',' && byte != '}';
            step(&walk);
        }
    }
    places->out_of_memory = !good;
    free(walk.is_answers);
}

/* ---- members ---- */

struct json_intake {
    struct collector *collector;
    struct places places;
    size_t next_place;
    char numbers[N_FIELDS][ZI_NUMBER_MAX]; /* texts of members that are numbers */
};

/* The first member of several names that is there; "" for none and for null. */
static struct span member(struct json_intake *intake, const json_t *object,
                          const char *const names[], enum lke_field field, bool *there)
{
    const json_t *value = NULL;

    for (size_t i = 0; value == NULL && names[i] != NULL; i++)
        value = json_object_get(object, names[i]);
    *there = value != NULL;
    if (json_is_string(value))
        return (struct span){json_string_value(value), json_string_length(value)};
    if (!json_is_number(value))
        return (struct span){"", 0};
    zi_number_shortest(intake->numbers[field], json_number_value(value));
    return (struct span){intake->numbers[field], strlen(intake->numbers[field])};
}

static void say_no_answers(struct json_intake *intake)
{
    struct remark remark = {0};

    remark_make(&remark, collector_sentences(intake->collector), ZI_FAULT_COLUMNS, ZI_FAULT,
                "JSON ini tidak memuat 'answers' berisi {soal_id, jawaban_unit, jawaban_tpi}",
                "this JSON holds no 'answers' of {soal_id, jawaban_unit, jawaban_tpi}");
    collector_say(intake->collector, NULL, &remark, (struct span){"", 0});
    intake->collector->unusable = true;
}

/* ---- units and their answers ---- */

static void take_answer(struct json_intake *intake, const json_t *answer,
                        const struct lke_record *unit)
{
    static const char *const ids[] = {"soal_id", "id", NULL};
    static const char *const of_self[] = {"jawaban_unit", "jawaban_mandiri", "self", NULL};
    static const char *const of_tpi[] = {"jawaban_tpi", "tpi", NULL};
    static const char *const of_tpn[] = {"jawaban_tpn", "tpn", NULL};
    static const char *const unnamed[] = {"jawaban", "answer", NULL};
    static const char *const *const names[] = {of_self, of_tpi, of_tpn};
    struct collector *collector = intake->collector;
    enum lke_field alone = FIELD_SELF + (enum lke_field)collector->reading->assessor;
    struct lke_record record = *unit;
    bool there;

    record.text[FIELD_ID] = member(intake, answer, ids, FIELD_ID, &there);
    for (size_t i = 0; i < ZI_COUNT(names); i++)
        record.text[FIELD_SELF + i] =
            member(intake, answer, names[i], FIELD_SELF + (enum lke_field)i, &there);
    if (record.text[alone].length == 0) {
        record.text[alone] = member(intake, answer, unnamed, alone, &there);
        collector->unnamed = collector->unnamed || there;
    }
    for (int i = 0; i < N_FIELDS; i++) /* a name written with escapes was not found */
        record.place[i] = intake->next_place < intake->places.n
                              ? intake->places.of[intake->next_place]
                              : (struct zi_csv_place){1, 1};
    intake->next_place++;
    collector_take(collector, &record);
}

static void take_unit(struct json_intake *intake, const json_t *unit)
{
    static const char *const institutions[] = {"instansi", "nama_instansi", NULL};
    static const char *const units[] = {"nama_unit", "unit", "nama", "unit_id", NULL};
    static const char *const years[] = {"tahun", "year", NULL};
    struct collector *collector = intake->collector;
    const json_t *answers = json_object_get(unit, "answers");
    struct lke_record record = {0};

    if (!json_is_array(answers)) {
        say_no_answers(intake);
        return;
    }
    for (int i = 0; i < N_FIELDS; i++)
        record.text[i] = (struct span){"", 0};
    record.text[FIELD_INSTITUTION] =
        member(intake, unit, institutions, FIELD_INSTITUTION, &collector->has[FIELD_INSTITUTION]);
    record.text[FIELD_UNIT] = member(intake, unit, units, FIELD_UNIT, &collector->has[FIELD_UNIT]);
    record.text[FIELD_YEAR] = member(intake, unit, years, FIELD_YEAR, &collector->has[FIELD_YEAR]);
    for (size_t i = 0; i < json_array_size(answers); i++)
        if (json_is_object(json_array_get(answers, i)))
            take_answer(intake, json_array_get(answers, i), &record);
}

static void say_broken(struct json_intake *intake, const json_error_t *broken)
{
    struct zi_csv_place place = {(size_t)(broken->line > 0 ? broken->line : 1),
                                 (size_t)(broken->column > 0 ? broken->column : 0)};
    struct zi_arena *sentences = collector_sentences(intake->collector);
    struct remark remark = {0};

    remark_make(&remark, sentences, ZI_FAULT_QUOTE, ZI_FAULT, "JSON tidak utuh: %s",
                "broken JSON: %s", remark_quote(sentences, broken->text, strlen(broken->text)));
    collector_say(intake->collector, &place, &remark, (struct span){"", 0});
    intake->collector->unusable = true;
}

/* One unit, an array of units, or either within "data". */
static void take_all(struct json_intake *intake, const json_t *root)
{
    if (json_object_get(root, "answers") == NULL && json_object_get(root, "data") != NULL)
        root = json_object_get(root, "data");
    if (json_is_array(root) && json_array_size(root) > 0)
        for (size_t i = 0; i < json_array_size(root); i++)
            take_unit(intake, json_array_get(root, i));
    else
        take_unit(intake, root);
}

static enum zi_code read_text(struct json_intake *intake, const char *text, size_t length,
                              struct zi_error *error)
{
    json_error_t broken;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &broken);

    if (root == NULL) {
        say_broken(intake, &broken);
        return ZI_OK;
    }
    find_places(&intake->places, text, length);
    if (!intake->places.out_of_memory)
        take_all(intake, root);
    json_decref(root);
    return intake->places.out_of_memory || intake->collector->out_of_memory ? zi_fail_memory(error)
                                                                            : ZI_OK;
}

static enum zi_code read_bytes(const struct zi_csv_input *input, struct zi_buffer *bytes,
                               struct zi_error *error)
{
    static const size_t piece = 1 << 16;
    char *block = malloc(piece);
    long got = 0;

    do {
        if (block == NULL)
            return zi_fail_memory(error);
        got = zi_csv_peek(input, bytes->length, block, piece);
        if (got > 0)
            zi_buffer_add_bytes(bytes, block, (size_t)got);
    } while (got > 0 && !bytes->out_of_memory);
    free(block);
    if (got < 0)
        return zi_fail(error, ZI_EINPUT, "berkas tidak dapat dibaca", "the file cannot be read");
    return bytes->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

enum zi_code lke_read_json(struct collector *collector, const struct zi_csv_input *input,
                           struct zi_error *error)
{
    struct json_intake intake = {.collector = collector};
    struct zi_buffer bytes;
    enum zi_code code;
    size_t mark;

    zi_buffer_init(&bytes);
    code = read_bytes(input, &bytes, error);
    if (code == ZI_OK) {
        mark = zi_csv_mark_length(bytes.text, bytes.length);
        code = read_text(&intake, bytes.text + mark, bytes.length - mark, error);
    }
    free(intake.places.of);
    zi_buffer_release(&bytes);
    return code;
}

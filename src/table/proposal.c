/* Units to propose, as a table. */
#include <math.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"rank", ZI_COLUMN_INTEGER},      {"instansi", ZI_COLUMN_TEXT},
    {"unit", ZI_COLUMN_TEXT},         {"target", ZI_COLUMN_TEXT},
    {"score", ZI_COLUMN_NUMBER},      {"p_reach", ZI_COLUMN_PROBABILITY},
    {"passed", ZI_COLUMN_INTEGER},    {"failed", ZI_COLUMN_INTEGER},
    {"unknown", ZI_COLUMN_INTEGER},   {"reason", ZI_COLUMN_TEXT},
    {"p_all", ZI_COLUMN_PROBABILITY}, {"p_award", ZI_COLUMN_PROBABILITY},
    {"basis", ZI_COLUMN_TEXT},
};

static const struct zi_column pass_columns[] = {
    {"passes", ZI_COLUMN_INTEGER},
    {"p_exactly", ZI_COLUMN_PROBABILITY},
    {"p_at_least", ZI_COLUMN_PROBABILITY},
};

struct zi_text zi_objective_text(enum zi_objective objective)
{
    static const struct zi_text texts[] = {
        [ZI_MAXIMISE_AWARDS] = {"penetapan", "awards"},
        [ZI_MAXIMISE_CONDITIONS] = {"memenuhi semua syarat", "units that meet everything"},
        [ZI_MAXIMISE_TOTAL] = {"lolos", "passes"}};

    return texts[objective];
}

/* Begins the next part of a reason. */
static void part(struct zi_buffer *reason)
{
    if (reason->length > 0)
        zi_buffer_add(reason, "; ");
}

static void say(struct zi_buffer *reason, enum zi_language language, struct zi_text text)
{
    part(reason);
    zi_buffer_add(reason, zi_text_in(text, language));
}

/* What is still to be collected; nothing when all is known. */
static void say_unknown(struct zi_buffer *reason, const struct zi_readiness *readiness,
                        enum zi_language language)
{
    static const struct zi_text head = {"bersyarat, kumpulkan", "conditional, collect"};

    zi_say_rules(reason, readiness, ZI_UNKNOWN, head, language);
}

/* A unit without a chance is not given one, and its rank is explained. */
static void say_chance(struct zi_buffer *reason, const struct zi_proposal *row,
                       enum zi_language language)
{
    char number[ZI_NUMBER_MAX];

    if (!isnan(row->p_reach)) {
        if (row->forecast->stale) {
            part(reason);
            zi_buffer_say(reason, language, "p_reach: nilai terakhir tahun %d",
                          "p_reach: last score of %d", row->forecast->last_year);
        }
        return;
    }
    part(reason);
    if (isnan(row->margin)) {
        zi_buffer_say(reason, language, "tanpa p_reach dan tanpa nilai: urut menurut nama",
                      "without p_reach and score: in the order of names");
        return;
    }
    zi_number_fixed(number, fabs(row->margin), zi_gap_decimals(fabs(row->margin)), language);
    if (row->margin >= 0)
        zi_buffer_say(reason, language, "tanpa p_reach: urut menurut nilai (%s di atas ambang)",
                      "without p_reach: in the order of scores (%s above the threshold)", number);
    else
        zi_buffer_say(reason, language, "tanpa p_reach: urut menurut nilai (%s di bawah ambang)",
                      "without p_reach: in the order of scores (%s below the threshold)", number);
}

static void say_own_line(struct zi_buffer *reason, const struct zi_proposal *row,
                         enum zi_language language)
{
    zi_say_disagreement(reason, row->forecast, row->readiness->needed, language);
}

static void say_conditions(struct zi_buffer *reason, const struct zi_readiness *readiness,
                           enum zi_language language)
{
    if (readiness->unknown > 0) {
        say_unknown(reason, readiness, language);
        return;
    }
    part(reason);
    zi_buffer_say(reason, language, "memenuhi semua %zu syarat", "meets all %zu conditions",
                  readiness->n_rules);
}

static void say_chosen(struct zi_buffer *reason, const struct zi_proposal *row,
                       enum zi_language language)
{
    static const struct zi_text included = {"diminta dengan --include", "asked for by --include"};

    say_conditions(reason, row->readiness, language);
    if (row->included)
        say(reason, language, included);
    say_chance(reason, row, language);
    say_own_line(reason, row, language);
}

static void say_full(struct zi_buffer *reason, const struct zi_cap *cap, enum zi_language language)
{
    if (cap == NULL)
        return;
    part(reason);
    zi_buffer_say(reason, language, "jatah %s (%zu) penuh", "cap on %s (%zu) is full", cap->name,
                  cap->most);
}

static void say_left_out(struct zi_buffer *reason, const struct zi_proposal *row,
                         enum zi_objective objective, enum zi_language language)
{
    static const struct zi_text slots = {"tempat habis", "no slot left"};
    static const struct zi_text excluded = {"dikecualikan dengan --exclude",
                                            "left out by --exclude"};
    const char *what = zi_text_in(zi_objective_text(objective), language);
    char loss[ZI_NUMBER_MAX];

    say_conditions(reason, row->readiness, language);
    if (row->excluded) {
        say(reason, language, excluded);
        return;
    }
    if (row->slots_full)
        say(reason, language, slots);
    say_full(reason, row->kind_full, language);
    say_full(reason, row->institution_full, language);
    if (row->loss == 0) {
        part(reason);
        zi_buffer_say(reason, language, "bila harus masuk, harapan %s tetap",
                      "were it to be in, expected %s would stay", what);
    } else if (!isnan(row->loss)) {
        zi_number_fixed(loss, row->loss, zi_gap_decimals(row->loss), language);
        part(reason);
        zi_buffer_say(reason, language, "bila harus masuk, harapan %s turun %s",
                      "were it to be in, expected %s would fall by %s", what, loss);
    }
    say_chance(reason, row, language);
    say_own_line(reason, row, language);
}

static void say_refused(struct zi_buffer *reason, const struct zi_proposal *row,
                        enum zi_language language)
{
    static const struct zi_text done = {"tidak diusulkan lagi", "not proposed again"};
    static const struct zi_text failed = {"gugur", "failed"};
    static const struct zi_text unknown = {"belum diketahui", "unknown"};

    if (row->done) {
        say(reason, language, done);
        return;
    }
    zi_say_rules(reason, row->readiness, ZI_FAIL, failed, language);
    zi_say_rules(reason, row->readiness, ZI_UNKNOWN, unknown, language);
}

static void say_reason(struct zi_buffer *reason, const struct zi_panel *panel,
                       const struct zi_proposal *row, enum zi_objective objective,
                       enum zi_language language)
{
    static const struct zi_text excluded = {"dikecualikan dengan --exclude",
                                            "left out by --exclude"};

    zi_say_held(reason, panel, row->readiness, language);
    switch (row->standing) {
    case ZI_CHOSEN: say_chosen(reason, row, language); return;
    case ZI_LEFT_OUT: say_left_out(reason, row, objective, language); return;
    case ZI_REFUSED: say_refused(reason, row, language); return;
    case ZI_CONDITIONAL:
    case ZI_STANDING_COUNT: break;
    }
    say_unknown(reason, row->readiness, language);
    if (row->excluded)
        say(reason, language, excluded);
}

/* The conditions that fail and have the remedy, as zi_say_rules lists them. */
static void say_remedied(struct zi_buffer *reason, const struct zi_later *later,
                         enum zi_remedy remedy, struct zi_text head, enum zi_language language)
{
    const struct zi_readiness *readiness = later->proposal->readiness;
    size_t n = 0;

    for (size_t k = 0; k < readiness->n_rules; k++) {
        if (later->remedies[k] != remedy)
            continue;
        if (n++ == 0) {
            say(reason, language, head);
            zi_buffer_add(reason, ": ");
        } else
            zi_buffer_add(reason, ", ");
        zi_buffer_add(reason, zi_text_in(readiness->rules[k].rule->label, language));
    }
}

static void say_later(struct zi_buffer *reason, const struct zi_panel *panel,
                      const struct zi_later *later, enum zi_language language)
{
    static const struct zi_text left_out = {"tidak terpilih tahun ini", "not chosen this year"};
    static const struct zi_text time = {"terpenuhi oleh waktu", "met by time"};
    static const struct zi_text date = {"tepat pada batasnya, tanggal yang menentukan",
                                        "exactly on its border, the dates decide"};
    static const struct zi_text trend = {"menurut perkiraan tercapai", "reached by its forecast"};
    static const struct zi_text unknown = {"kumpulkan", "collect"};

    zi_say_held(reason, panel, later->proposal->readiness, language);
    if (later->proposal->readiness->failed == 0)
        say(reason, language, left_out);
    say_remedied(reason, later, ZI_BY_TIME, time, language);
    say_remedied(reason, later, ZI_BY_DATE, date, language);
    say_remedied(reason, later, ZI_BY_TREND, trend, language);
    zi_say_rules(reason, later->proposal->readiness, ZI_UNKNOWN, unknown, language);
}

/* All but the reason. */
static void add_unit(struct zi_table *table, const struct zi_panel *panel,
                     const struct zi_proposal *row, double p, enum zi_reason reason,
                     const struct zi_limits *limits)
{
    const struct zi_readiness *readiness = row->readiness;
    const struct zi_entity *entity = &panel->entities[readiness->entity];
    long zi = zi_catalogue_total(panel->catalogue);
    double near[2];
    size_t n_near =
        zi == ZI_NO_INDEX ? 0 : zi_limits_near(limits, (size_t)zi, readiness->score, near);

    if (row->rank > 0)
        zi_table_integer(table, (long)row->rank);
    else
        zi_table_empty(table);
    zi_table_text(table, entity->institution);
    zi_table_text(table, entity->unit);
    zi_table_text(table, zi_target_name(readiness->target));
    zi_table_score(table, readiness->score, 2, ZI_MISSING, near, n_near);
    zi_table_number(table, p, 4, reason);
    zi_table_integer(table, (long)readiness->passed);
    zi_table_integer(table, (long)readiness->failed);
    zi_table_integer(table, (long)readiness->unknown);
}

static void add_reason(struct zi_table *table, struct zi_buffer *reason)
{
    zi_table_text(table, reason->text);
    table->out_of_memory = table->out_of_memory || reason->out_of_memory;
    zi_buffer_release(reason);
}

static void add_proposal(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_proposals *proposals, const struct zi_proposal *row,
                         const struct zi_limits *limits, enum zi_language language)
{
    struct zi_buffer reason;

    zi_buffer_init(&reason);
    add_unit(table, panel, row, row->p_reach, row->reason, limits);
    say_reason(&reason, panel, row, proposals->objective, language);
    add_reason(table, &reason);
    zi_table_add_prospect(table, proposals->prospects, row->prospect, language);
}

static void add_later(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_later *later, const struct zi_limits *limits,
                      enum zi_language language)
{
    struct zi_buffer reason;

    zi_buffer_init(&reason);
    add_unit(table, panel, later->proposal, later->p_reach, later->reason, limits);
    say_later(&reason, panel, later, language);
    add_reason(table, &reason);
    for (int empty = 0; empty < 3;
         empty++) /* chances of the year after next are of the total only */
        zi_table_empty(table);
}

static bool is_listed(const struct zi_proposal *row, enum zi_proposal_list list)
{
    static const enum zi_standing standings[] = {[ZI_LIST_CHOSEN] = ZI_CHOSEN,
                                                 [ZI_LIST_LEFT_OUT] = ZI_LEFT_OUT,
                                                 [ZI_LIST_CONDITIONAL] = ZI_CONDITIONAL,
                                                 [ZI_LIST_REFUSED] = ZI_REFUSED};

    return list == ZI_LIST_ALL || row->standing == standings[list];
}

void zi_table_of_proposals(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_proposals *proposals, enum zi_proposal_list list,
                           const struct zi_limits *limits, enum zi_language language)
{
    zi_table_init(table, "propose", columns, ZI_COUNT(columns));
    if (list == ZI_LIST_NEXT_YEAR)
        for (size_t i = 0; i < proposals->n_later; i++)
            add_later(table, panel, &proposals->later[i], limits, language);
    else
        for (size_t i = 0; i < proposals->n; i++)
            if (is_listed(&proposals->rows[i], list))
                add_proposal(table, panel, proposals, &proposals->rows[i], limits, language);
}

void zi_table_of_passes(struct zi_table *table, const struct zi_proposals *proposals)
{
    zi_table_init(table, "passes", pass_columns, ZI_COUNT(pass_columns));
    for (size_t j = 0; j <= proposals->n_chances; j++) {
        zi_table_integer(table, (long)j);
        zi_table_number(table, proposals->exactly[j], 4, ZI_DEFINED);
        zi_table_number(table, proposals->at_least[j], 4, ZI_DEFINED);
    }
}

/*
 * Who is ready for WBK or WBBM, condition by condition, under the rules in force that year.
 *
 * Every rule has one of three verdicts. Unknown is never pass: a unit is ready only when every
 * rule is known and met; it fails as soon as one known rule fails.
 */
#ifndef ZISTAT_ANALYSIS_READINESS_H
#define ZISTAT_ANALYSIS_READINESS_H

#include <stddef.h>

#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/panel/panel.h"

ZI_API_BEGIN

enum zi_verdict { ZI_PASS, ZI_FAIL, ZI_UNKNOWN };

/* "pass", "fail", "unknown": the same in every language. */
const char *zi_verdict_name(enum zi_verdict verdict);

/* Why a verdict is what it is, beyond the numbers. */
enum zi_rule_note {
    ZI_NOTE_NONE,
    ZI_NOTE_FROM_PARTS,  /* the value is the sum of its parts */
    ZI_NOTE_YEAR_BEFORE, /* the institution's value is the one that was out when proposals closed */
    ZI_NOTE_OUT_LATER,   /* the only value known came out after proposals closed */
    ZI_NOTE_EXEMPT,      /* the kind of unit is freed from institution rules */
    ZI_NOTE_LETTER_ONLY, /* judged by the letter; there is no score */
    ZI_NOTE_NO_VALUE,    /* nothing is known: what to collect */
    ZI_NOTE_NO_PREDICATES, /* no list of predicates covers the institution */
    ZI_NOTE_YEAR_UNKNOWN,  /* the source of the predicate prints no year */
    ZI_NOTE_NEVER_AWARDED, /* the list covers the institution, the unit is not in it */
    ZI_NOTE_NEVER_REVOKED,
    ZI_NOTE_LETTER_DISAGREES, /* the letter printed and the score's differ: the score counts */
    ZI_NOTE_EXACT_YEARS,      /* a whole number of years cannot tell which side of a date it is */
    ZI_NOTE_ON_BORDER,        /* fails though nothing is lacking: the border itself does not pass */
    ZI_NOTE_BORDER_INCLUDED,  /* passes exactly on a letter's border, read as inclusive */
    ZI_NOTE_GOVERNMENT,       /* local government or ministry? the rule depends on it */
};

struct zi_text zi_rule_note_text(enum zi_rule_note note);

struct zi_rule_result {
    const struct zi_rule *rule;
    enum zi_verdict verdict;
    double required;                     /* on the scale of the index; NaN when only a letter */
    const struct zi_band *required_band; /* NULL for a numeric rule */
    double actual;                       /* NaN when unknown or only a letter */
    const struct zi_band *actual_band;
    double gap; /* how much is lacking: 0 when met or on a border, NaN when it has no number */
    enum zi_rule_note note;
};

struct zi_readiness {
    size_t entity;
    int year;
    enum zi_target target;
    double score;  /* ZI total; NaN when unknown */
    double needed; /* the total's threshold; NaN when no rule gives one */
    double gap;    /* points of the total that are lacking, 0 when none; NaN when unknown */
    size_t passed;
    size_t failed;
    size_t unknown;
    enum zi_verdict verdict;
    struct zi_rule_result *rules;
    size_t n_rules;
};

/* Which predicate to test each unit against. */
enum zi_aim { ZI_AIM_WBK, ZI_AIM_WBBM, ZI_AIM_AUTO /* WBBM for a unit that holds WBK or WBBM */ };

/* The predicate a unit is tested against, by what it holds at the end of the year. */
enum zi_target zi_readiness_target(const struct zi_panel *panel, size_t entity, int year,
                                   enum zi_aim aim);

/*
 * One result per selected unit, in the order of the selection. Institutions are not judged.
 *
 * A missing value of an index with parts (datasets/parts.csv) is their sum when all parts are
 * known. An institution's rule is judged by the value that was out when proposals of that year
 * closed (datasets/releases.csv: mostly last year's), also where a later one is in the panel, and
 * the result says so. Border: decimals compared as decimals (75.00 passes, 74.99 does not); a
 * score exactly on a letter's border that must be exceeded is said, and judged as
 * regulations->border has it. Conditions that no figure shows (untested rows) are not judged.
 *
 * ZI_EFEW when no rule is in force in that year, or no unit is selected. Results live in arena.
 */
enum zi_code zi_readiness_compute(const struct zi_selection *selection,
                                  const struct zi_regulations *regulations, int year,
                                  enum zi_aim aim, struct zi_arena *arena,
                                  struct zi_readiness **results, size_t *n_results,
                                  struct zi_error *error);

/* What a condition in years (of building, of a predicate, since a revocation) comes to so many
 * years later when nothing else happens; any other condition stays what it is. */
enum zi_verdict zi_readiness_after(const struct zi_rule_result *result, int years);

/* The verdict of a rule on an index for one entity in one year, by itself: of a unit, or, for an
 * institution's rule, of the institution by what was out when proposals of that year closed. */
enum zi_verdict zi_readiness_judge(const struct zi_panel *panel, enum zi_border border,
                                   const struct zi_rule *rule, size_t entity, int year);

/* The value of an index, or the sum of its parts (then *from_parts); NaN when unknown. */
double zi_readiness_value(const struct zi_panel *panel, size_t entity, size_t index, int year,
                          bool *from_parts);

ZI_API_END

#endif

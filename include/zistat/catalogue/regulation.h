/*
 * Regulations: one CSV file each, one rule a row, with article, validity, source and certainty.
 * Code knows operators and levels; every threshold is data.
 */
#ifndef ZISTAT_CATALOGUE_REGULATION_H
#define ZISTAT_CATALOGUE_REGULATION_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/catalogue.h"

ZI_API_BEGIN

enum zi_target { ZI_WBK = 1, ZI_WBBM = 2 };

/* "WBK", "WBBM" */
const char *zi_target_name(enum zi_target target);

enum zi_operator {
    ZI_AT_LEAST,    /* >=, on decimals */
    ZI_MORE_THAN,   /* > */
    ZI_EQUAL,       /* =, for yes/no facts and letters */
    ZI_IS_EXEMPT,   /* exempt: not a condition but a kind of unit freed from institution rules */
    ZI_IS_UNTESTED, /* untested: a condition that no figure shows; it is said, never judged */
};

enum zi_rule_unit {
    ZI_IN_POINTS,            /* on the scale of the index */
    ZI_IN_PERCENT_OF_WEIGHT, /* of the maximum of the index's scale that year */
    ZI_IN_BAND,              /* at least this band (letter, level, opinion) */
    ZI_IN_YEARS,
    ZI_IN_WORDS, /* of an exempt row: names, separated by |; of an untested one: what is asked */
};

/* Where sources read a regulation in two ways, both readings are rows; one of them binds. */
enum zi_reading {
    ZI_ANY_READING,
    ZI_WHOLE_AREA, /* an area's minimum is asked of the whole area */
    ZI_HALF_AREA,  /* and this one of each of its halves, pemenuhan and reform */
};

/* A score exactly on a letter's border that must be exceeded (a SAKIP of 60.00 and the B above 60).
 */
enum zi_border {
    ZI_STRICT_BORDER,    /* it has the lower letter */
    ZI_INCLUSIVE_BORDER, /* it has the letter that begins there */
};

/* Who the rule binds. */
enum zi_government { ZI_ANY_GOVERNMENT, ZI_LOCAL_GOVERNMENT, ZI_MINISTRY };

struct zi_rule {
    const char *name;       /* "wbk-total"; unique within the regulation and validity */
    const char *regulation; /* "permenpanrb-90-2021" */
    enum zi_target target;
    enum zi_level level; /* unit or institution: whose value is tested */
    const char *index_name;
    enum zi_role role; /* of the index */
    long index;        /* in the catalogue, or ZI_NO_INDEX for a fact derived from predicates
                          (lama_wbk, sejak_pencabutan) or of an exempt row */
    enum zi_operator op;
    double value;     /* of a numeric rule */
    const char *word; /* of a band or exempt rule */
    enum zi_rule_unit unit;
    enum zi_government applies_to;
    const char *article;
    int valid_from; /* yyyymmdd; 0 and 99991231 where open */
    int valid_to;
    struct zi_text label;
    struct zi_source source;
    enum zi_reading reading;
    bool set_aside; /* of a reading that was not chosen: listed, but not in force */
    size_t line;    /* in its file */
};

/* "2024-07-14" as 20240714; -1 when the text is no date. */
int zi_regulation_date(const char *text);

struct zi_regulations {
    struct zi_arena arena;
    struct zi_rule *rules; /* all files one after another, in the order of their rows */
    size_t n_rules;
    enum zi_border border;
};

/*
 * paths: files, or names of embedded regulations ("permenpanrb-5-2024"), that replace the embedded
 * ones; n_paths = 0 loads all of these.
 * Load errors name file and row: a missing or unknown operator, target, level, unit or index; a
 * date that is none; two rows of one name, target and government with overlapping validity; a
 * percent outside 0..100; a band that the catalogue does not know; a minimum above the scale, or
 * below what the minimums of its parts add up to (in the first year of the rule). Areas are read
 * whole and borders strictly until zi_regulations_read_as says otherwise.
 */
enum zi_code zi_regulations_load(struct zi_regulations *regulations,
                                 const struct zi_catalogue *catalogue, const char *const paths[],
                                 size_t n_paths, struct zi_error *error);
void zi_regulations_release(struct zi_regulations *regulations);

/* Chooses between the readings. area is ZI_WHOLE_AREA or ZI_HALF_AREA; rules without a reading bind
 * in both. */
void zi_regulations_read_as(struct zi_regulations *regulations, enum zi_reading area,
                            enum zi_border border);

/* The rules as they stood on a day (yyyymmdd): those that came into force later are set aside, and
 * those that ended later that year still bind in it. */
void zi_regulations_as_of(struct zi_regulations *regulations, int date);

/* Valid at the end of the year, and of the reading chosen. */
bool zi_rule_in_force(const struct zi_rule *rule, int year);

/* Valid on the day (yyyymmdd), in whichever reading. */
bool zi_rule_is_valid_on(const struct zi_rule *rule, int date);

/* Valid at the end of the year, in whichever reading. */
bool zi_rule_is_valid(const struct zi_rule *rule, int year);

/* What differs between two sets of rules. Rules are the same when name, target and applies_to are;
 * of several of one set, with validities one after another, the latest counts. */
enum zi_rule_field {
    ZI_RULE_ONLY_A, /* b is NULL */
    ZI_RULE_ONLY_B, /* a is NULL */
    ZI_RULE_LEVEL,
    ZI_RULE_INDEX,
    ZI_RULE_OPERATOR,
    ZI_RULE_VALUE, /* the number, letter or words */
    ZI_RULE_UNIT,
    ZI_RULE_ARTICLE,
};

struct zi_rule_difference {
    const struct zi_rule *a;
    const struct zi_rule *b;
    enum zi_rule_field field;
};

/* In the order of a, the rules that only b has last, in its order; one entry for each field. In
 * arena. O(n_a n_b). */
enum zi_code zi_rules_compare(const struct zi_rule *const a[], size_t n_a,
                              const struct zi_rule *const b[], size_t n_b, struct zi_arena *arena,
                              struct zi_rule_difference **differences, size_t *n,
                              struct zi_error *error);

/* Names of the embedded regulation files ("regulations/permenpanrb-90-2021.csv"), ended by NULL, in
 * the arena; NULL without memory. */
const char **zi_regulations_embedded(struct zi_arena *arena);

ZI_API_END

#endif

/*
 * The catalogue: what can be measured, on which scale in which year, which letters stand for which
 * scores, and where a series breaks. All of it is data (the CSV files of datasets/, embedded at
 * build, each replaceable at run time); every row carries its source and how certain it is.
 */
#ifndef ZISTAT_CATALOGUE_CATALOGUE_H
#define ZISTAT_CATALOGUE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

enum zi_level {
    ZI_LEVEL_UNIT = 1,
    ZI_LEVEL_INSTITUTION = 2,
    ZI_LEVEL_BOTH = 3, /* sakip: an institution's and a unit's come from different assessors */
};

/* "unit", "instansi", "keduanya": as written in the level column of indices.csv. */
const char *zi_level_name(enum zi_level level);

/* Where a fact comes from. certainty: "confirmed" (read in the source), "confirmed-2" (in two or
 * more), "derived", "conflicting", "unconfirmed" (from memory). */
struct zi_source {
    const char *source;
    const char *certainty;
};

/* Validity in calendar years, both ends included; INT_MIN and INT_MAX where open. min and max are
 * infinite where the catalogue gives none. */
struct zi_scale {
    double min;
    double max;
    int valid_from;
    int valid_to;
    struct zi_source source;
};

/* What an index is to the evaluation of Zona Integritas. */
enum zi_role {
    ZI_ROLE_NONE,   /* stands beside it */
    ZI_ROLE_TOTAL,  /* the score that predicates are judged by; at most one has this role */
    ZI_ROLE_LEVERS, /* the sum of the areas; at most one */
    ZI_ROLE_AREA,   /* a lever area, in the order of the catalogue */
    ZI_ROLE_SUM,    /* another part of the total that is a sum of parts itself */
    ZI_ROLE_PART    /* any other part of the total */
};

struct zi_index {
    const char *name; /* "zi.a1"; unique */
    struct zi_text label;
    const char *short_name;     /* "SAKIP", the same in both languages; the name when it has none */
    struct zi_text short_label; /* "Nilai SAKIP"; soft hyphens say where a word may part; the label
                                   when it has none */
    int headline;               /* place among the indices that leaders speak of, from 1; 0: none */
    int template_place;         /* place among the columns of a new template, from 1; 0: none */
    enum zi_role role;
    enum zi_level level;
    int decimals; /* for people */
    bool scored;  /* false: judged in words only, as an audit opinion: its bands have no borders */
    struct zi_scale *scales; /* by valid_from */
    size_t n_scales;
    const char **synonyms; /* folded */
    size_t n_synonyms;
    struct zi_source source; /* of its first row */
};

/* A letter or level: the scores from lower (included, or excluded when strict) up to the next
 * band. rank orders the bands of one index, 1 the lowest. A band without numeric border (opini)
 * has lower = NaN. */
struct zi_band {
    size_t index;       /* position in the catalogue */
    const char *name;   /* the first of its names: "BB", "Level 3" */
    const char **names; /* all, folded */
    size_t n_names;
    int rank; /* 1..255 */
    double lower;
    bool strict;
    struct zi_text label;
    int valid_from;
    int valid_to;
    struct zi_source source;
};

/* Values of year and later are not comparable with those before. */
struct zi_break {
    size_t index;
    int year;
    struct zi_text reason;
    struct zi_source source;
};

/* Proposals close on 31 May, or on the day that the national evaluators set (PermenPANRB 5/2024).
 */
enum { ZI_PROPOSALS_CLOSE = 531 };

/* When an index's value of a year is out: on a day of so many years later. */
struct zi_release {
    size_t index;
    enum zi_level level; /* whose value: a unit's or an institution's */
    int years_later;
    int day; /* 531: 31 May */
    struct zi_source source;
};

/* index = sum of its parts times their factors (zi.a = zi.a1 + .. + zi.a6; zi.b1a = 4.375 ipak).
 * A part without a factor (NaN) is contained in the index, but not by a plain sum (rb contains
 * sakip since 2023): it makes a correlation partly arithmetic and no value. */
struct zi_part {
    size_t index;
    size_t part;
    double factor;
    int valid_from;
    int valid_to;
    struct zi_source source;
};

/* How much a year shifts all units alike, before any data: the scale of the prior that forecasts
 * have of it, as a share of the standard deviation of a unit's own ups and downs. */
struct zi_year_effect {
    long index; /* ZI_NO_INDEX for "*": every index without a row of its own */
    double share;
    struct zi_source source;
};

/* Kinds of institution and unit, recognised by the jenis column or else by the first words of the
 * name ("Kabupaten ...", "UPT Puskesmas ..."). */
struct zi_kind {
    const char *name; /* "kabupaten", "puskesmas" */
    enum zi_level level;
    const char *government; /* "pemda", "kl"; "" for a unit's kind */
    const char **words;     /* folded beginnings of names, longest first */
    size_t n_words;
    struct zi_source source;
};

/* A name or synonym, folded. */
struct zi_index_name {
    const char *folded;
    size_t index;
};

struct zi_catalogue {
    struct zi_arena arena;
    struct zi_index *indices;
    size_t n_indices;
    struct zi_band *bands; /* sorted by index, valid_from, rank */
    size_t n_bands;
    struct zi_break *breaks; /* sorted by index, year */
    size_t n_breaks;
    struct zi_part *parts;
    size_t n_parts;
    struct zi_kind *kinds;
    size_t n_kinds;
    struct zi_release *releases;
    size_t n_releases;
    struct zi_year_effect *year_effects;
    size_t n_year_effects;
    struct zi_index_name *names; /* sorted: names and synonyms of all indices */
    size_t n_names;
};

enum { ZI_NO_INDEX = -1 };

/* Paths that replace an embedded file; NULL for the embedded one. extra_indices adds rows, of which
 * only the column index is required: by default both levels, no limits, two decimals. */
struct zi_catalogue_files {
    const char *indices;
    const char *extra_indices;
    const char *bands;
    const char *breaks;
    const char *parts;
    const char *kinds;
    const char *releases;
    const char *year_effects;
};

/* All faults of a file are one error naming the first with FILE:LINE and the number of others. */
enum zi_code zi_catalogue_load(struct zi_catalogue *catalogue,
                               const struct zi_catalogue_files *files, struct zi_error *error);
void zi_catalogue_release(struct zi_catalogue *catalogue);

/* Position of the index with this name or synonym (compared folded), or ZI_NO_INDEX. Cost: a fold
 * and a binary search. */
long zi_catalogue_find(const struct zi_catalogue *catalogue, const char *name, size_t length);

/* The index with a role, the first where several may have it; ZI_NO_INDEX when none has. */
long zi_catalogue_with_role(const struct zi_catalogue *catalogue, enum zi_role role);

/* The score that predicates are judged by. */
static inline long zi_catalogue_total(const struct zi_catalogue *catalogue)
{
    return zi_catalogue_with_role(catalogue, ZI_ROLE_TOTAL);
}

/* The indices that have a place among headlines, or in a new template, in its order; ties in the
 * order of the catalogue. Room for all indices; returns how many. */
size_t zi_catalogue_headlines(const struct zi_catalogue *catalogue, size_t indices[]);
size_t zi_catalogue_template(const struct zi_catalogue *catalogue, size_t indices[]);

/* The name of the index whose name or synonym is nearest to a wrong one, or NULL. */
const char *zi_catalogue_nearest(const struct zi_catalogue *catalogue, const char *name);

/* The scale in force, or NULL when the index did not exist that year. */
const struct zi_scale *zi_catalogue_scale(const struct zi_catalogue *catalogue, size_t index,
                                          int year);

/* The band of a score, or of a letter ("BB", "Level 3", "WTP"; compared folded), or of a rank; NULL
 * when that year had no such band. */
const struct zi_band *zi_catalogue_band(const struct zi_catalogue *catalogue, size_t index,
                                        int year, double score);
const struct zi_band *zi_catalogue_band_named(const struct zi_catalogue *catalogue, size_t index,
                                              int year, const char *name, size_t length);
const struct zi_band *zi_catalogue_band_ranked(const struct zi_catalogue *catalogue, size_t index,
                                               int year, int rank);

/* The latest break of the index in (from, to], or NULL. */
const struct zi_break *zi_catalogue_break(const struct zi_catalogue *catalogue, size_t index,
                                          int from, int to);

/* The prior share of a year's common effect: the index's own row, else that of "*"; 0 without
 * either. */
double zi_catalogue_year_effect(const struct zi_catalogue *catalogue, size_t index);

/* Whether the index contains the part in that year: itself, through one that it contains, or
 * because it contains all that the part adds up from (zi is zi.a + zi.b1 + zi.b2, and so contains
 * zi.b). */
bool zi_catalogue_contains(const struct zi_catalogue *catalogue, size_t whole, size_t part,
                           int year);

/* Whether any band of the index was in force that year. */
bool zi_catalogue_has_bands(const struct zi_catalogue *catalogue, size_t index, int year);

/* The day (yyyymmdd) on which the value of a year is out; where releases.csv has no row, a unit's
 * when proposals of that year close, an institution's a year later. level: unit or institution. */
int zi_catalogue_release_date(const struct zi_catalogue *catalogue, size_t index,
                              enum zi_level level, int year);

/* The latest year whose value is out on the day. */
int zi_catalogue_year_out(const struct zi_catalogue *catalogue, size_t index, enum zi_level level,
                          int date);

/* The kind by its name or one of its words, else by the first words of an institution's or unit's
 * name; NULL when neither is known. kind and name may be NULL. */
const struct zi_kind *zi_catalogue_kind(const struct zi_catalogue *catalogue, enum zi_level level,
                                        const char *kind, const char *name);

ZI_API_END

#endif

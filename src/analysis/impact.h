/*
 * What changes in units after they are awarded a predicate, or in institutions whose units are.
 *
 * An award is an interval: it begins in its year (or `delay` years later) and lasts; a revoked one
 * follows an explicit rule. Everything that is left out is counted by reason, and what makes a
 * claim unsafe is found before any number is looked at.
 */
#ifndef ZISTAT_ANALYSIS_IMPACT_H
#define ZISTAT_ANALYSIS_IMPACT_H

#include "stats/event_study.h"
#include "stats/goodman_bacon.h"
#include "stats/group_time.h"
#include "stats/reassign.h"
#include "stats/relative_magnitudes.h"
#include "stats/same_past.h"
#include "zistat/analysis/regress.h"

/* The event whose effect is asked for. */
enum zi_impact_award {
    ZI_AWARD_WBK, /* the first predicate: a unit first listed with WBBM counts from then */
    ZI_AWARD_WBBM,
    ZI_AWARD_DECLARED /* building ZI was declared (pencanangan) */
};

/* "wbk", "wbbm", "dicanangkan" */
const char *zi_impact_award_name(enum zi_impact_award award);

/* For people: "WBK", "pencanangan ZI". */
struct zi_text zi_impact_award_words(enum zi_impact_award award);

/* What becomes of a unit whose predicate is revoked. */
enum zi_revoked_rule {
    ZI_REVOKED_UNTIL, /* years from the revocation on are left out */
    ZI_REVOKED_KEEP,  /* treated for good: the effect of having been awarded */
    ZI_REVOKED_DROP   /* the unit is left out */
};

/* "until", "keep", "drop" */
const char *zi_revoked_rule_name(enum zi_revoked_rule rule);

struct zi_impact_request {
    size_t outcome; /* position in the catalogue */
    enum zi_impact_award award;
    enum zi_revoked_rule revoked;
    int delay; /* years from the award to the first treated year */
    enum zi_controls controls;
    enum zi_base base;
    int first_distance; /* ends of the event study: -5 and 4 */
    int last_distance;
    enum zi_clustering clustering; /* ZI_CLUSTERING_CHOSEN: by institution when five or more of them
                                      have units, else by unit */
    int errors;                    /* of the regressions: see struct zi_regress_request */
    bool forced;                   /* also an outcome that decides the award */
    double confidence;
    double power;
    size_t draws;
    uint64_t seed;
    size_t threads;
};

/* Why units or values are not used. */
enum zi_impact_dropped {
    ZI_DROPPED_NO_VALUE, /* units without a value of the outcome in the years looked at */
    ZI_DROPPED_ALWAYS,   /* awarded by the first year: nothing before to compare with */
    ZI_DROPPED_UNDATED,  /* awarded in a year that is not printed */
    ZI_DROPPED_REVOKED,  /* units, by rule "drop" */
    ZI_DROPPED_AFTER,    /* values, by rule "until": from the revocation on */
    ZI_DROPPED_ALONE,    /* values that regressions leave out: alone in their unit or year */
    ZI_DROPPED_COUNT
};

/* "no-value", "always-treated", "undated", "revoked", "after-revocation", "alone" */
const char *zi_impact_dropped_name(enum zi_impact_dropped dropped);

/* What makes a claim unsafe; found before estimates, except for the last four. */
enum zi_impact_warning {
    ZI_WARN_DECIDES,       /* the outcome decides the award, forced */
    ZI_WARN_FEW_TREATED,   /* fewer than five treated units; n: how many */
    ZI_WARN_SMALL_COHORTS, /* cohorts under five units; n: how many */
    ZI_WARN_NO_NEVER,      /* every unit is awarded in time */
    ZI_WARN_BREAK,         /* the outcome's series breaks in year n */
    ZI_WARN_REVOKED, /* n units whose predicate was revoked; the rule says what became of them */
    ZI_WARN_SHARE,   /* an institution's outcome: the treatment is its share of units awarded */
    ZI_WARN_FEW_CLUSTERS, /* n < 10 clusters */
    ZI_WARN_STAGGERED,    /* n cohorts: the static effect is naive */
    ZI_WARN_FORBIDDEN,    /* more than 10 % of its weight is of forbidden comparisons, or their sign
                             differs; n: percent */
    ZI_WARN_PEAK,         /* units were chosen at a peak of the outcome */
    ZI_WARN_LEADS,        /* the test of the leads rejects at 10 % */
    ZI_WARN_COUNT
};

/* "decides-award", "few-treated", .. */
const char *zi_impact_warning_name(enum zi_impact_warning warning);

/* Units that were not awarded but belong to an institution with an awarded one, against units of
 * institutions without any; and the awarded ones against the same. Clustered by institution. */
struct zi_spillover {
    struct zi_estimate others;
    struct zi_estimate awarded;
    size_t n_institutions; /* with a first award in time */
    size_t n_untouched;    /* without an award */
};

enum { ZI_IMPACT_BOUNDS = 2 };

/* Arrays live in the arena of the call. */
struct zi_impact {
    struct zi_impact_request request;
    enum zi_level on;
    int first_year; /* of the values used */
    int last_year;
    size_t n_units; /* used; institutions when on says so */
    size_t n_values;
    size_t n_treated; /* within the years */
    size_t n_later;   /* awarded after them: not treated here */
    size_t n_never;
    size_t n_cohorts;
    size_t dropped[ZI_DROPPED_COUNT];
    size_t n_revoked;
    bool warned[ZI_WARN_COUNT];
    size_t warning_n[ZI_WARN_COUNT];
    enum zi_clustering clustering;
    size_t n_clusters;
    enum zi_errors errors; /* of the static effect */

    struct zi_static_effect naive; /* of an institution's outcome: of a share from 0 to 1 */
    struct zi_goodman_bacon bacon;
    struct zi_group_time effects; /* with the controls and base asked for */
    struct zi_group_time path;    /* the same against the year before the treatment */
    double band;                  /* standard errors of the simultaneous band of path; NaN */
    struct zi_event_study study;
    struct zi_same_past same_past;
    struct zi_reassign reassign; /* only with few treated units; else p NaN */
    double bound_magnitude[ZI_IMPACT_BOUNDS];
    struct zi_honest bounds[ZI_IMPACT_BOUNDS];
    double breakdown; /* NaN where the interval holds 0 */
    struct zi_spillover spillover;
    bool prefers_same_past; /* units were chosen at a peak: see ZI_WARN_PEAK */
    double level_before;    /* mean outcome of the treated in the year before; NaN */
    double detectable;      /* by the simple average, or the static effect of a share */
};

/* What is asked when nothing else is said, but for the outcome; the seed is the program's. */
struct zi_impact_request zi_impact_usual(void);

/* The estimate to be quoted: the simple average, that against the same past where units were chosen
 * at a peak, or the effect of the share. */
const struct zi_estimate *zi_impact_headline(const struct zi_impact *impact);

/*
 * Errors ZI_EUSAGE: an outcome that decides the award, unless forced. ZI_EFEW: no value, no event
 *        of the award in the panel, nobody treated within the years, nobody to compare with.
 *        ZI_ESYSTEM
 * Cost   O(units cohorts years) and a regression of all values
 */
enum zi_code zi_impact_compute(const struct zi_selection *selection,
                               const struct zi_impact_request *request, struct zi_arena *arena,
                               struct zi_impact *impact, struct zi_error *error);

#endif

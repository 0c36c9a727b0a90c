/*
 * Which units to propose. First the gate: every condition of the predicate a unit can aim at, its
 * own and its institution's; a unit that holds WBK aims at WBBM, a holder of WBBM at nothing. Then,
 * of the units that are through, those of which most can be expected to be awarded (or to meet
 * every condition, or to reach the total): the largest sum of chances that fits into the places
 * there are.
 *
 * Unknown is never pass: a unit with a condition that is not known is conditional, and takes part
 * only on request.
 */
#ifndef ZISTAT_ANALYSIS_PROPOSE_H
#define ZISTAT_ANALYSIS_PROPOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/forecast.h"
#include "zistat/analysis/readiness.h"
#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"
#include "zistat/catalogue/regulation.h"

ZI_API_BEGIN

/* At most so many units of a kind or an institution. name: "jenis" or "kind" for each kind,
 * "instansi" or "institution" for each institution; or the name of one kind or one institution,
 * which goes before the general one. */
struct zi_cap {
    const char *name;
    size_t most;
};

/* What of the chosen is to be as many as can be expected. */
enum zi_objective { ZI_MAXIMISE_AWARDS, ZI_MAXIMISE_CONDITIONS, ZI_MAXIMISE_TOTAL };

struct zi_awards;
struct zi_prospect;
struct zi_prospects;

struct zi_propose_request {
    enum zi_aim aim;
    enum zi_objective objective;
    const struct zi_awards *counts; /* of awards; NULL: the built-in ones */
    size_t slots;                   /* SIZE_MAX: no limit */
    const struct zi_cap *caps;
    size_t n_caps;
    const char *const *included; /* names of units, as in a selection */
    size_t n_included;
    const char *const *excluded;
    size_t n_excluded;
    bool with_unknown; /* conditional units take part */
};

/* One unit is in one list. */
enum zi_standing {
    ZI_CHOSEN,
    ZI_LEFT_OUT,    /* through the gate, but there was no place, or it was excluded */
    ZI_CONDITIONAL, /* nothing fails, something is unknown */
    ZI_REFUSED,     /* a condition fails, or the predicate is held already */
    ZI_STANDING_COUNT
};

struct zi_proposal {
    const struct zi_readiness *readiness; /* towards the target */
    const struct zi_prospect *prospect;   /* all its chances */
    double chance; /* of what is maximised: p_award, p_all or p_reach; NaN when there is none */
    const struct zi_forecast *forecast; /* of the next two years; NULL when there is none */
    double p_reach; /* that next year's total reaches the threshold; NaN with the reason */
    enum zi_reason reason;
    double margin; /* of the score above the threshold now; NaN when unknown */
    enum zi_standing standing;
    size_t rank; /* 1, 2, ... of the chosen; 0 for others */
    int held;    /* predicate held, 0 when none; since: its year, 0 when not known */
    int since;
    bool done; /* holds what it could aim at */
    bool included;
    bool excluded;
    double loss; /* of a unit left out: by how much the expected number of passes would fall if it
                    had to be in; NaN when it cannot be, or was excluded */
    bool slots_full;                       /* why it was left out */
    const struct zi_cap *kind_full;        /* NULL when its kind is not, or not capped */
    const struct zi_cap *institution_full; /* the same */
};

/* How a condition that fails now can be met a year later without anybody doing anything new. */
enum zi_remedy {
    ZI_NO_REMEDY, /* also for a condition that does not fail */
    ZI_BY_TIME,   /* years of building go on, years of WBK, the end of a ban */
    ZI_BY_DATE,   /* the same, but exactly so many years later: the dates decide */
    ZI_BY_TREND,  /* next year's forecast of the score reaches what is required */
};

/* A candidate for the year after. */
struct zi_later {
    const struct zi_proposal *proposal;
    double p_reach; /* that the total reaches the threshold in the year after next */
    enum zi_reason reason;
    enum zi_remedy *remedies; /* by rule of the readiness */
};

struct zi_proposals {
    int year;                 /* judged; chances are of the next */
    struct zi_proposal *rows; /* by standing; chosen by rank, left out by loss, then the rest by
                                 chance, refused by the number of conditions that fail */
    size_t n;
    size_t n_of[ZI_STANDING_COUNT];
    size_t n_done; /* of the refused: they hold the predicate */
    enum zi_objective objective;
    const struct zi_prospects *prospects; /* of all units judged */
    size_t n_chances; /* of the chosen, those that have a chance; the next five are about them */
    double expected;  /* number of them of which what is maximised comes true */
    double sd;        /* of that number: a stricter year befalls all of them (common_factor.h), and
                         of awards the institution's rate is not known */
    double *exactly;  /* n_chances + 1: chance that it comes true of j */
    double *at_least;
    bool worth_sending;    /* of awards: one at least is more likely than none */
    size_t n_hopeless;     /* chosen with a chance of an award below ZI_HOPELESS */
    size_t n_without_kind; /* units that no cap of a kind can bind, when there is one */
    bool by_score; /* some chosen were ranked by their score, or by a forecast of their own years
                    * only
                    */
    struct zi_later *later; /* by chance */
    size_t n_later;
};

#define ZI_HOPELESS 0.05

/*
 * Ranked by the chance of what is maximised; units without one (no forecast) behind those with one,
 * by how far their score is above the threshold; then by name. A unit without a chance takes a
 * place only when no unit with one wants it, and adds nothing to the expected number.
 *
 * ZI_EUSAGE for a name that is not known, for a unit that was included and cannot be proposed (with
 * the reason), for more included units than there is room, for a cap given twice. ZI_EFEW as
 * zi_readiness_compute. Everything lives in arena.
 */
enum zi_code zi_propose_compute(const struct zi_selection *selection,
                                const struct zi_regulations *regulations, int year,
                                const struct zi_propose_request *request, struct zi_arena *arena,
                                struct zi_proposals *proposals, struct zi_error *error);

/* The central range of the number that reach the threshold: less than low, and more than high, with
 * at most (1 - level) / 2 each. */
void zi_proposals_range(const struct zi_proposals *proposals, double level, size_t *low,
                        size_t *high);

ZI_API_END

#endif

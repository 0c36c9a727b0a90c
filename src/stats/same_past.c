/* Effects against untreated units that had the same scores in the three years before. */
#include "same_past.h"

#include <string.h>

#include "tail.h"

/* A pivot below this part of its sum of squares is rounding: scores determine each other. */
static const double dependent = 1e-10;
/* The p below which a peak is taken for real: generous, since a peak by chance is followed by a
 * fall just as well. tests/simulation: the intervals of what is chosen by it hold in both worlds.
 */
static const double peak_level = 0.2;

/* The treated of one cohort: sums over those observed in the three years and in the year. */
struct treated {
    double past[ZI_PAST_YEARS];
    double y;
    size_t n;
};

/* One cohort. Rows of the moments are the constant and the years from g - 3 on. */
struct cohort {
    size_t begins;
    size_t width;        /* of the moments */
    double *ended;       /* n_years of width x width: cross products of units whose last year as
                            untreated and observed since g - 3 is that year */
    struct treated *at;  /* n_years, by year */
    struct treated past; /* whether or not they are observed later */
};

/* What an estimate is made of; leaving out a cluster takes its units out of these sums. */
struct sums {
    struct cohort *cohorts;
    size_t n_cohorts;
};

struct outcome {
    double effect;
    double peak;
    size_t n;     /* treated unit-years */
    size_t n_few; /* that could not be compared */
};

enum sample { UNTREATED, TREATED, N_SAMPLES };

struct work {
    const struct zi_adoption *adoption;
    struct zi_arena arena;
    double centre; /* subtracted from all scores: fewer digits are lost */
    struct sums sums;
    double *moments; /* scratch: (n_years + 1)^2 */
    double *root;    /* scratch, the same */
    double *row;     /* scratch: n_years + 1, as the next two */
    double *mean;
    double *solved;
    /* Leaving out: */
    size_t *clusters[N_SAMPLES]; /* those without and with treated units */
    size_t n_clusters[N_SAMPLES];
};

/* ---- sums */

static double score(const struct work *work, size_t unit, size_t year)
{
    return zi_adoption_value(work->adoption, unit, year) - work->centre;
}

static size_t first_year(const struct cohort *cohort)
{
    return cohort->begins - ZI_PAST_YEARS;
}

static bool has_past(const struct work *work, const struct cohort *cohort, size_t unit)
{
    for (size_t year = first_year(cohort); year < cohort->begins; year++)
        if (isnan(score(work, unit, year)))
            return false;
    return true;
}

/* times is 1 to put in, -1 to take out. */
static void add_treated(const struct work *work, struct cohort *cohort, size_t unit, int times)
{
    if (!has_past(work, cohort, unit))
        return;
    for (size_t j = 0; j < ZI_PAST_YEARS; j++)
        cohort->past.past[j] += times * score(work, unit, first_year(cohort) + j);
    cohort->past.n += (size_t)times;
    for (size_t year = cohort->begins; year < work->adoption->n_years; year++) {
        struct treated *at = &cohort->at[year];
        double y = score(work, unit, year);

        if (isnan(y))
            continue;
        for (size_t j = 0; j < ZI_PAST_YEARS; j++)
            at->past[j] += times * score(work, unit, first_year(cohort) + j);
        at->y += times * y;
        at->n += (size_t)times;
    }
}

static void add_untreated(const struct work *work, struct cohort *cohort, size_t unit, int times)
{
    const struct zi_adoption *a = work->adoption;
    size_t first = first_year(cohort);
    size_t end = first;
    double *ended;

    work->row[0] = 1;
    while (end < a->n_years && end < a->begins[unit] && !isnan(score(work, unit, end))) {
        work->row[1 + end - first] = score(work, unit, end);
        end++;
    }
    if (end <= cohort->begins)
        return;
    ended = cohort->ended + (end - 1) * cohort->width * cohort->width;
    for (size_t i = 0; i <= end - first; i++)
        for (size_t j = 0; j <= i; j++)
            ended[i * cohort->width + j] += times * work->row[i] * work->row[j];
}

static void add_unit(const struct work *work, size_t unit, int times)
{
    for (size_t c = 0; c < work->sums.n_cohorts; c++) {
        struct cohort *cohort = &work->sums.cohorts[c];

        if (work->adoption->begins[unit] == cohort->begins)
            add_treated(work, cohort, unit, times);
        else if (work->adoption->begins[unit] > cohort->begins)
            add_untreated(work, cohort, unit, times);
    }
}

static enum zi_code allocate_cohort(struct work *work, size_t begins, struct zi_error *error)
{
    size_t years = work->adoption->n_years;
    struct cohort *cohort = &work->sums.cohorts[work->sums.n_cohorts++];

    cohort->begins = begins;
    cohort->width = years - begins + ZI_PAST_YEARS + 1;
    cohort->ended = zi_arena_allocate(&work->arena, years * cohort->width * cohort->width,
                                      sizeof *cohort->ended);
    cohort->at = zi_arena_allocate(&work->arena, years, sizeof *cohort->at);
    return cohort->ended && cohort->at ? ZI_OK : zi_fail_memory(error);
}

/* The mean of all scores, to be subtracted. */
static double find_centre(const struct zi_adoption *a)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < a->n_units * a->n_years; i++) {
        if (isnan(a->y[i]))
            continue;
        sum += a->y[i];
        n++;
    }
    return n > 0 ? sum / (double)n : 0;
}

static enum zi_code make_sums(struct work *work, struct zi_same_past *out, struct zi_error *error)
{
    const struct zi_adoption *a = work->adoption;
    bool *begun = zi_arena_allocate(&work->arena, a->n_years + 1, sizeof *begun);

    work->sums.cohorts =
        zi_arena_allocate(&work->arena, a->n_years + 1, sizeof *work->sums.cohorts);
    work->moments =
        zi_arena_allocate(&work->arena, (a->n_years + 1) * (a->n_years + 1), sizeof(double));
    work->root =
        zi_arena_allocate(&work->arena, (a->n_years + 1) * (a->n_years + 1), sizeof(double));
    work->row = zi_arena_allocate(&work->arena, a->n_years + 1, sizeof(double));
    work->mean = zi_arena_allocate(&work->arena, a->n_years + 1, sizeof(double));
    work->solved = zi_arena_allocate(&work->arena, a->n_years + 1, sizeof(double));
    if (!begun || !work->sums.cohorts || !work->moments || !work->root || !work->row ||
        !work->mean || !work->solved)
        return zi_fail_memory(error);
    work->centre = find_centre(a);
    for (size_t unit = 0; unit < a->n_units; unit++) {
        begun[a->begins[unit]] = true;
        out->n_short += a->begins[unit] < ZI_PAST_YEARS && a->begins[unit] < a->n_years;
    }
    for (size_t g = ZI_PAST_YEARS; g < a->n_years; g++)
        if (begun[g])
            ZI_TRY(allocate_cohort(work, g, error));
    for (size_t unit = 0; unit < a->n_units; unit++)
        add_unit(work, unit, 1);
    return ZI_OK;
}

/* ---- the estimate from the sums */

/* Cross products of the units that are untreated and observed up to the year. */
static void collect_moments(const struct work *work, const struct cohort *cohort, size_t year)
{
    size_t width = cohort->width;
    size_t n = year - first_year(cohort) + 2;

    memset(work->moments, 0, width * width * sizeof *work->moments);
    for (size_t end = year; end < work->adoption->n_years; end++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                work->moments[i * width + j] += cohort->ended[end * width * width + i * width + j];
}

/* Row i of the Cholesky root of the moments, as far as column n - 1. False when the row depends on
 * earlier ones; its last element is not made where i = n. */
static bool take_root(const struct work *work, size_t width, size_t i, size_t n)
{
    double *root = work->root;

    for (size_t j = 0; j <= i && j < n; j++) {
        double sum = work->moments[i * width + j];

        for (size_t k = 0; k < j; k++)
            sum -= root[i * width + k] * root[j * width + k];
        if (i == j && !(sum > dependent * work->moments[i * width + i]))
            return false;
        root[i * width + j] = i == j ? sqrt(sum) : sum / root[j * width + j];
    }
    return true;
}

/* The prediction for the row mean[0] .. mean[n - 1] from the regression of row n of the moments on
 * the first n: y'x (x'x)^-1 mean. False when it is not defined. */
static bool predict(const struct work *work, size_t width, size_t n, double *prediction)
{
    const double *root = work->root;

    for (size_t i = 0; i < n; i++) {
        if (!take_root(work, width, i, n))
            return false;
        work->solved[i] = work->mean[i];
        for (size_t k = 0; k < i; k++)
            work->solved[i] -= root[i * width + k] * work->solved[k];
        work->solved[i] /= root[i * width + i];
    }
    take_root(work, width, n, n);
    *prediction = 0;
    for (size_t j = 0; j < n; j++)
        *prediction += root[n * width + j] * work->solved[j];
    return true;
}

/* The mean that the treated observed in the year t would have had: carried forward from their past.
 */
static bool carry_forward(const struct work *work, const struct cohort *cohort, size_t t,
                          double *prediction)
{
    const struct treated *at = &cohort->at[t];

    work->mean[0] = 1;
    for (size_t j = 0; j < ZI_PAST_YEARS; j++)
        work->mean[1 + j] = at->past[j] / (double)at->n;
    for (size_t year = cohort->begins; year <= t; year++) {
        size_t n = 1 + year - first_year(cohort);

        collect_moments(work, cohort, year);
        if (work->moments[0] < 2 * (double)n || !predict(work, cohort->width, n, prediction))
            return false;
        work->mean[n] = *prediction;
    }
    return true;
}

static double contrast(const double past[ZI_PAST_YEARS], double n)
{
    return (past[2] - (past[0] + past[1]) / 2) / n;
}

static struct outcome outcome_of(const struct work *work)
{
    struct outcome outcome = {0};
    size_t n_peak = 0;

    for (size_t c = 0; c < work->sums.n_cohorts; c++) {
        const struct cohort *cohort = &work->sums.cohorts[c];
        double past[ZI_PAST_YEARS];

        for (size_t t = cohort->begins; t < work->adoption->n_years; t++) {
            double prediction = NAN;

            if (cohort->at[t].n == 0)
                continue;
            if (!carry_forward(work, cohort, t, &prediction)) {
                outcome.n_few += cohort->at[t].n;
                continue;
            }
            outcome.effect += cohort->at[t].y - prediction * (double)cohort->at[t].n;
            outcome.n += cohort->at[t].n;
        }
        collect_moments(work, cohort, cohort->begins);
        if (cohort->past.n == 0 || work->moments[0] < 1)
            continue;
        for (size_t j = 0; j < ZI_PAST_YEARS; j++)
            past[j] = work->moments[(1 + j) * cohort->width];
        outcome.peak +=
            (double)cohort->past.n * (contrast(cohort->past.past, (double)cohort->past.n) -
                                      contrast(past, work->moments[0]));
        n_peak += cohort->past.n;
    }
    outcome.effect = outcome.n > 0 ? outcome.effect / (double)outcome.n : NAN;
    outcome.peak = n_peak > 0 ? outcome.peak / (double)n_peak : NAN;
    return outcome;
}

/* ---- errors: leaving out */

static bool has_treated(const struct zi_adoption *a, size_t cluster)
{
    for (size_t unit = a->cluster[cluster]; unit < a->cluster[cluster + 1]; unit++)
        if (a->begins[unit] >= ZI_PAST_YEARS && a->begins[unit] < a->n_years)
            return true;
    return false;
}

static enum zi_code part_clusters(struct work *work, struct zi_error *error)
{
    const struct zi_adoption *a = work->adoption;

    for (size_t sample = 0; sample < N_SAMPLES; sample++) {
        work->clusters[sample] = zi_arena_allocate(&work->arena, a->n_clusters + 1, sizeof(size_t));
        if (!work->clusters[sample])
            return zi_fail_memory(error);
    }
    for (size_t c = 0; c < a->n_clusters; c++) {
        size_t sample = has_treated(a, c) ? TREATED : UNTREATED;

        work->clusters[sample][work->n_clusters[sample]++] = c;
    }
    return ZI_OK;
}

static size_t count_blocks(const struct work *work, size_t sample)
{
    size_t n = work->n_clusters[sample];

    return n < ZI_PAST_CLUSTERS ? n : ZI_PAST_CLUSTERS;
}

/* Block b of a sample: its clusters b, b + blocks, b + 2 blocks, .. */
static void move_block(const struct work *work, size_t sample, size_t block, int times)
{
    const struct zi_adoption *a = work->adoption;

    for (size_t i = block; i < work->n_clusters[sample]; i += count_blocks(work, sample)) {
        size_t c = work->clusters[sample][i];

        for (size_t unit = a->cluster[c]; unit < a->cluster[c + 1]; unit++)
            add_unit(work, unit, times);
    }
}

/* Of one number, over the blocks of a sample. */
struct spread {
    double sum;
    double squares;
    size_t n;
};

static void add_to_spread(struct spread *spread, double value)
{
    if (isnan(value))
        return;
    spread->sum += value;
    spread->squares += value * value;
    spread->n++;
}

static double variance_of(const struct spread *spread)
{
    double n = (double)spread->n;

    return fmax(0, (n - 1) / n * (spread->squares - spread->sum * spread->sum / n));
}

static void judge(const struct spread spreads[N_SAMPLES], const struct zi_confidence *confidence,
                  struct zi_estimate *result)
{
    double variance = 0, spread = 0, margin;

    if (isnan(result->estimate))
        return;
    if (spreads[TREATED].n < 2 || spreads[UNTREATED].n == 1) {
        result->reason = ZI_ONE_CLUSTER;
        return;
    }
    for (size_t sample = 0; sample < N_SAMPLES; sample++) {
        double v = spreads[sample].n > 1 ? variance_of(&spreads[sample]) : 0;

        variance += v;
        spread += spreads[sample].n > 1 ? v * v / (double)(spreads[sample].n - 1) : 0;
    }
    if (!(spread > 0)) {
        result->reason = ZI_EXACT_FIT;
        return;
    }
    result->std_error = sqrt(variance);
    result->df = fmax(1, variance * variance / spread);
    result->statistic = result->estimate / result->std_error;
    result->p_value = zi_tail_t(result->statistic, result->df);
    result->p_method = ZI_P_T;
    margin = zi_confidence_t(confidence, result->df) * result->std_error;
    result->conf_low = result->estimate - margin;
    result->conf_high = result->estimate + margin;
    result->conf_level = confidence->level;
}

/* Differences from the whole, so that squares lose no digits. */
static enum zi_code find_errors(struct work *work, const struct outcome *whole,
                                const struct zi_confidence *confidence, struct zi_same_past *out,
                                struct zi_error *error)
{
    struct spread effect[N_SAMPLES] = {{0}}, peak[N_SAMPLES] = {{0}};

    ZI_TRY(part_clusters(work, error));
    for (size_t sample = 0; sample < N_SAMPLES; sample++)
        for (size_t block = 0; block < count_blocks(work, sample); block++) {
            struct outcome without;

            move_block(work, sample, block, -1);
            without = outcome_of(work);
            move_block(work, sample, block, 1);
            add_to_spread(&effect[sample], without.effect - whole->effect);
            add_to_spread(&peak[sample], without.peak - whole->peak);
        }
    judge(effect, confidence, &out->effect);
    judge(peak, confidence, &out->peak);
    return ZI_OK;
}

/* ---- together */

/* The treated units behind the numbers. */
static void count_units(const struct work *work, struct zi_same_past *out)
{
    const struct zi_adoption *a = work->adoption;

    for (size_t unit = 0; unit < a->n_units; unit++)
        for (size_t c = 0; c < work->sums.n_cohorts; c++) {
            const struct cohort *cohort = &work->sums.cohorts[c];
            size_t year = cohort->begins;

            if (a->begins[unit] != cohort->begins)
                continue;
            if (!has_past(work, cohort, unit)) {
                out->n_unseen++;
                continue;
            }
            out->peak.n++;
            while (year < a->n_years && isnan(score(work, unit, year)))
                year++;
            out->effect.n_units += year < a->n_years;
        }
    out->peak.n_units = out->peak.n;
}

enum zi_code zi_same_past(const struct zi_adoption *adoption,
                          const struct zi_confidence *confidence, struct zi_same_past *result,
                          struct zi_error *error)
{
    struct work work = {.adoption = adoption};
    struct outcome whole;
    enum zi_code code;

    *result = (struct zi_same_past){.effect = zi_estimate_undefined(0, ZI_MISSING),
                                    .peak = zi_estimate_undefined(0, ZI_MISSING)};
    code = make_sums(&work, result, error);
    if (code == ZI_OK) {
        whole = outcome_of(&work);
        count_units(&work, result);
        result->effect.n = whole.n;
        result->n_few = whole.n_few;
        result->effect.estimate = whole.effect;
        result->peak.estimate = whole.peak;
        result->effect.reason = whole.n > 0       ? ZI_DEFINED
                                : whole.n_few > 0 ? ZI_NO_CONTROLS
                                                  : ZI_MISSING;
        result->peak.reason = isnan(whole.peak) ? result->effect.reason : ZI_DEFINED;
        code = find_errors(&work, &whole, confidence, result, error);
    }
    zi_arena_release(&work.arena);
    return code;
}

bool zi_same_past_is_preferred(const struct zi_same_past *result)
{
    return result->peak.estimate > 0 && result->peak.p_value < peak_level &&
           result->effect.reason == ZI_DEFINED;
}

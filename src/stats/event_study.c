/* Two-way fixed effects of a staggered treatment: one effect, or one by distance. */
#include "event_study.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>

/* Clusters that a test of leads needs for each of them. */
enum { CLUSTERS_A_LEAD = 4 };

/* A column for every effect, and the rows they belong to. */
struct design {
    const struct zi_adoption *adoption;
    struct zi_adoption_rows rows;
    double **columns;
    size_t n_columns;
    struct zi_panel_fit fit;
};

static enum zi_code allocate_columns(struct design *design, size_t n, struct zi_arena *arena,
                                     struct zi_error *error)
{
    design->columns = zi_arena_allocate(arena, n + 1, sizeof *design->columns);
    if (!design->columns)
        return zi_fail_memory(error);
    for (design->n_columns = 0; design->n_columns < n; design->n_columns++) {
        double *column = zi_arena_allocate(arena, design->rows.n + 1, sizeof *column);

        if (!column)
            return zi_fail_memory(error);
        design->columns[design->n_columns] = column;
    }
    return ZI_OK;
}

static enum zi_code regress(struct design *design, const struct zi_panel_inference *inference,
                            struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_adoption_rows *rows = &design->rows;
    struct zi_panel_design panel = {.columns = (const double *const *)design->columns,
                                    .n_columns = design->n_columns,
                                    .y = rows->y,
                                    .start = rows->start,
                                    .n_units = rows->n_units,
                                    .year = rows->year,
                                    .effects = ZI_EFFECTS_TWOWAY,
                                    .cluster = rows->cluster,
                                    .n_clusters = rows->n_clusters};

    return zi_panel_regress(&panel, inference, arena, &design->fit, error);
}

/* ---- one effect */

static void fill_treated(struct design *design)
{
    const struct zi_adoption_rows *rows = &design->rows;

    for (size_t u = 0; u < rows->n_units; u++)
        for (size_t i = rows->start[u]; i < rows->start[u + 1]; i++)
            design->columns[0][i] =
                (size_t)rows->year[i] >= design->adoption->begins[rows->unit[u]];
}

enum zi_code zi_static_effect(const struct zi_adoption *adoption,
                              const struct zi_panel_inference *inference, struct zi_arena *arena,
                              struct zi_static_effect *result, struct zi_error *error)
{
    struct design design = {.adoption = adoption};

    *result =
        (struct zi_static_effect){.effect = zi_estimate_undefined(0, ZI_MISSING), .r_squared = NAN};
    ZI_TRY(zi_adoption_rows(adoption, arena, &design.rows, error));
    result->n_alone = design.rows.n_alone;
    result->n_clusters = design.rows.n_clusters;
    if (design.rows.n == 0)
        return ZI_OK;
    ZI_TRY(allocate_columns(&design, 1, arena, error));
    fill_treated(&design);
    ZI_TRY(regress(&design, inference, arena, error));
    result->effect = design.fit.terms[0];
    result->r_squared = design.fit.r_squared;
    if (design.fit.wild && result->effect.reason == ZI_DEFINED)
        result->wild = design.fit.wild;
    return ZI_OK;
}

/* ---- an effect by distance */

static bool is_treated(const struct design *design, size_t u)
{
    return design->adoption->begins[design->rows.unit[u]] < design->adoption->n_years;
}

static int distance(const struct design *design, size_t u, size_t i)
{
    return design->rows.year[i] - (int)design->adoption->begins[design->rows.unit[u]];
}

/* The position of the bin of a distance among all that first and last allow. */
static size_t bin_of(int k, int first, int last)
{
    return (size_t)((k < first ? first : k > last ? last : k) - first);
}

/* Bins with rows, and the reference; column[position] is the column of a bin, SIZE_MAX for none. */
static enum zi_code make_bins(const struct design *design, int first, int last, size_t column[],
                              struct zi_event_study *study, struct zi_arena *arena,
                              struct zi_error *error)
{
    size_t room = (size_t)(last - first) + 1;
    struct zi_event_bin *all = zi_arena_allocate(arena, room, sizeof *all);
    size_t n_columns = 0;

    if (!all)
        return zi_fail_memory(error);
    for (size_t u = 0; u < design->rows.n_units; u++) {
        size_t seen = SIZE_MAX;

        for (size_t i = design->rows.start[u];
             is_treated(design, u) && i < design->rows.start[u + 1]; i++) {
            size_t at = bin_of(distance(design, u, i), first, last);

            all[at].effect.n++;
            all[at].effect.n_units += at != seen;
            seen = at;
        }
    }
    study->bins = all;
    for (size_t at = 0; at < room; at++) {
        struct zi_event_bin bin = {.from = first + (int)at, .to = first + (int)at};

        bin.reference = bin.from == -1;
        bin.effect = zi_estimate_undefined(all[at].effect.n, ZI_DEFINED);
        bin.effect.n_units = all[at].effect.n_units;
        column[at] = SIZE_MAX;
        if (!bin.reference && bin.effect.n == 0)
            continue;
        if (!bin.reference)
            column[at] = n_columns++;
        study->bins[study->n_bins++] = bin;
    }
    return ZI_OK;
}

static void fill_bins(struct design *design, int first, int last, const size_t column[])
{
    for (size_t u = 0; u < design->rows.n_units; u++)
        for (size_t i = design->rows.start[u];
             is_treated(design, u) && i < design->rows.start[u + 1]; i++) {
            size_t at = column[bin_of(distance(design, u, i), first, last)];

            if (at != SIZE_MAX)
                design->columns[at][i] = 1;
        }
}

/* b'V^-1 b by Cholesky; NaN where V is singular. */
static double wald(const double b[], const double covariance[], size_t n, size_t stride)
{
    gsl_matrix *v = gsl_matrix_alloc(n, n);
    gsl_vector *x = gsl_vector_alloc(n);
    double sum = NAN;
    int status = v && x ? 0 : -1;

    for (size_t i = 0; status == 0 && i < n; i++) {
        gsl_vector_set(x, i, b[i]);
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(v, i, j, covariance[i * stride + j]);
    }
    if (status == 0)
        status = gsl_linalg_cholesky_decomp1(v);
    if (status == 0)
        status = gsl_linalg_cholesky_svx(v, x);
    if (status == 0) {
        sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += b[i] * gsl_vector_get(x, i);
    }
    gsl_matrix_free(v);
    gsl_vector_free(x);
    return sum;
}

/* Clusters that have a treated unit. */
static size_t count_treated_clusters(const struct design *design)
{
    const struct zi_adoption_rows *rows = &design->rows;
    size_t n = 0;

    for (size_t c = 0; c < rows->n_clusters; c++) {
        size_t u = rows->cluster[c];

        while (u < rows->cluster[c + 1] && !is_treated(design, u))
            u++;
        n += u < rows->cluster[c + 1];
    }
    return n;
}

/* The leads are the first columns. */
static enum zi_code test_leads(const struct design *design, struct zi_event_study *study,
                               struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_panel_fit *fit = &design->fit;
    double *b = zi_arena_allocate(arena, fit->n_terms + 1, sizeof *b);
    size_t n = 0;

    if (!b)
        return zi_fail_memory(error);
    for (; n < study->n_bins && study->bins[n].to < -1; n++) {
        b[n] = study->bins[n].effect.estimate;
        if (!(fabs(b[n]) <= fabs(study->largest_lead)))
            study->largest_lead = b[n];
    }
    if (n == 0)
        return ZI_OK;
    study->leads.reason = ZI_FEW_CLUSTERS;
    if (!fit->covariance || design->rows.n_clusters < CLUSTERS_A_LEAD * n ||
        count_treated_clusters(design) < ZI_TREATED_FEW)
        return ZI_OK;
    study->leads.reason = ZI_COLLINEAR;
    study->leads.df1 = (double)n;
    study->leads.df2 = (double)design->rows.n_clusters - 1;
    study->leads.statistic = wald(b, fit->covariance, n, fit->n_terms) / (double)n;
    if (isnan(study->leads.statistic))
        return ZI_OK;
    study->leads.p_value =
        gsl_cdf_fdist_Q(study->leads.statistic, study->leads.df1, study->leads.df2);
    study->leads.reason = ZI_DEFINED;
    return ZI_OK;
}

static void take_effects(const struct design *design, struct zi_event_study *study)
{
    size_t column = 0;

    study->reason = design->fit.reason;
    for (size_t i = 0; i < study->n_bins; i++) {
        struct zi_event_bin *bin = &study->bins[i];
        struct zi_estimate counts = bin->effect;

        if (bin->reference) {
            bin->effect.estimate = 0;
            continue;
        }
        bin->effect = design->fit.terms[column++];
        bin->effect.n = counts.n;
        bin->effect.n_units = counts.n_units;
    }
}

static enum zi_code study_rows(struct design *design, int first, int last,
                               const struct zi_panel_inference *inference, struct zi_arena *arena,
                               struct zi_event_study *study, struct zi_error *error)
{
    struct zi_panel_inference cr1 = *inference;
    size_t *column = zi_arena_allocate(arena, (size_t)(last - first) + 1, sizeof *column);

    if (!column)
        return zi_fail_memory(error);
    cr1.errors = ZI_ERRORS_CR1;
    ZI_TRY(make_bins(design, first, last, column, study, arena, error));
    ZI_TRY(allocate_columns(design, study->n_bins - 1, arena, error));
    fill_bins(design, first, last, column);
    ZI_TRY(regress(design, &cr1, arena, error));
    take_effects(design, study);
    return study->reason == ZI_DEFINED ? test_leads(design, study, arena, error) : ZI_OK;
}

enum zi_code zi_event_study(const struct zi_adoption *adoption, int first, int last,
                            const struct zi_panel_inference *inference, struct zi_arena *arena,
                            struct zi_event_study *study, struct zi_error *error)
{
    struct design design = {.adoption = adoption};
    size_t treated = 0;

    *study = (struct zi_event_study){
        .leads = {NAN, NAN, NAN, NAN, ZI_MISSING}, .largest_lead = NAN, .reason = ZI_MISSING};
    ZI_TRY(zi_adoption_rows(adoption, arena, &design.rows, error));
    for (size_t u = 0; u < design.rows.n_units; u++)
        treated += is_treated(&design, u);
    study->n = design.rows.n;
    study->n_units = design.rows.n_units;
    study->n_clusters = design.rows.n_clusters;
    if (treated == 0)
        return ZI_OK;
    study->reason = ZI_NO_CONTROLS;
    if (treated == design.rows.n_units)
        return ZI_OK;
    return study_rows(&design, first, last, inference, arena, study, error);
}

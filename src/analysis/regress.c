/* The rows and columns of a regression, taken from a panel. */
#include "zistat/analysis/regress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/power.h"
#include "zistat/analysis/advice.h"
#include "zistat/base/buffer.h"

/* The complete rows, unit after unit: column v has the values of variable v, the outcome first. */
struct gathering {
    const struct zi_selection *selection;
    const struct zi_regress_request *request;
    struct zi_regress *out;
    struct zi_arena arena;
    size_t room; /* rows */
    double **values;
    int *year;
    size_t *start;       /* of units; n_units + 1 */
    size_t *entity;      /* of units */
    size_t *institution; /* units of institution i are institution[i] .. institution[i + 1] - 1 */
    size_t *each;        /* every unit a cluster */
    double *row;         /* the row being gathered */
    bool *lettered;
};

static size_t years_of(const struct zi_selection *s)
{
    return (size_t)(s->last_year - s->first_year) + 1;
}

/* Whether the selection holds a value of the index for entities of the level. */
static bool is_held(const struct zi_selection *s, size_t index, enum zi_level level)
{
    for (size_t i = 0; i < s->n_entities; i++) {
        if (zi_entity_level(&s->panel->entities[s->entities[i]]) != level)
            continue;
        for (int year = s->first_year; year <= s->last_year; year++)
            if (!isnan(zi_panel_value(s->panel, s->entities[i], index, year)))
                return true;
    }
    return false;
}

/* Units have values of their own: an institution's index may be repeated in their rows. */
static bool varies_by_unit(const struct zi_selection *s, size_t index)
{
    return s->panel->catalogue->indices[index].level != ZI_LEVEL_INSTITUTION &&
           is_held(s, index, ZI_LEVEL_UNIT);
}

static enum zi_value_from source_of(const struct zi_selection *s, size_t index, enum zi_level on)
{
    if (on == ZI_LEVEL_UNIT)
        return varies_by_unit(s, index) ? ZI_FROM_ROW : ZI_FROM_INSTITUTION;
    return is_held(s, index, ZI_LEVEL_INSTITUTION) ? ZI_FROM_ROW : ZI_FROM_UNITS;
}

static enum zi_code prepare(struct gathering *gathering, struct zi_arena *arena,
                            struct zi_error *error)
{
    const struct zi_selection *s = gathering->selection;
    struct zi_regress *out = gathering->out;
    struct zi_arena *own = &gathering->arena;

    gathering->room = s->n_entities * years_of(s);
    gathering->values = zi_arena_allocate(own, s->n_indices, sizeof *gathering->values);
    gathering->year = zi_arena_allocate(own, gathering->room + 1, sizeof *gathering->year);
    gathering->start = zi_arena_allocate(own, s->n_entities + 1, sizeof *gathering->start);
    gathering->entity = zi_arena_allocate(own, s->n_entities + 1, sizeof *gathering->entity);
    gathering->institution =
        zi_arena_allocate(own, s->n_entities + 1, sizeof *gathering->institution);
    gathering->each = zi_arena_allocate(own, s->n_entities + 1, sizeof *gathering->each);
    gathering->row = zi_arena_allocate(own, s->n_indices, sizeof *gathering->row);
    gathering->lettered = zi_arena_allocate(own, s->n_indices, sizeof *gathering->lettered);
    out->variables = zi_arena_allocate(arena, s->n_indices, sizeof *out->variables);
    if (gathering->values == NULL || gathering->year == NULL || gathering->start == NULL ||
        gathering->entity == NULL || gathering->institution == NULL || gathering->each == NULL ||
        gathering->row == NULL || gathering->lettered == NULL || out->variables == NULL)
        return zi_fail_memory(error);
    for (size_t v = 0; v < s->n_indices; v++) {
        gathering->values[v] = zi_arena_allocate(own, gathering->room + 1, sizeof(double));
        if (gathering->values[v] == NULL)
            return zi_fail_memory(error);
    }
    out->n_variables = s->n_indices;
    out->on = varies_by_unit(s, s->indices[0]) ? ZI_LEVEL_UNIT : ZI_LEVEL_INSTITUTION;
    for (size_t v = 0; v < s->n_indices; v++)
        out->variables[v] = (struct zi_regress_variable){
            .index = s->indices[v], .from = source_of(s, s->indices[v], out->on)};
    return ZI_OK;
}

/* ---- gathering rows */

/* Entities of one institution in the selection, which stand together, and its own entity. */
struct group {
    size_t first;
    size_t end;
    size_t own; /* in the panel; SIZE_MAX when it has no row */
};

static struct group next_group(const struct zi_selection *s, size_t first)
{
    const struct zi_entity *entities = s->panel->entities;
    const char *institution = entities[s->entities[first]].institution;
    struct group group = {.first = first, .end = first + 1};

    while (group.end < s->n_entities &&
           strcmp(entities[s->entities[group.end]].institution, institution) == 0)
        group.end++;
    group.own = zi_panel_institution(s->panel, s->entities[first]);
    return group;
}

/* The mean over the units of the group that have a value. */
static double mean_of_units(const struct zi_selection *s, const struct group *group, size_t index,
                            int year)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = group->first; i < group->end; i++) {
        size_t entity = s->entities[i];
        double value = zi_panel_value(s->panel, entity, index, year);

        if (zi_entity_level(&s->panel->entities[entity]) != ZI_LEVEL_UNIT || isnan(value))
            continue;
        sum += value;
        n++;
    }
    return n > 0 ? sum / (double)n : NAN;
}

static double value_of(const struct zi_selection *s, const struct group *group,
                       const struct zi_regress_variable *variable, size_t entity, int year)
{
    double value;

    if (variable->from == ZI_FROM_UNITS)
        return mean_of_units(s, group, variable->index, year);
    if (entity == SIZE_MAX)
        return NAN;
    value = zi_panel_value(s->panel, entity, variable->index, year);
    if (variable->from == ZI_FROM_INSTITUTION && isnan(value) && group->own != SIZE_MAX)
        value = zi_panel_value(s->panel, group->own, variable->index, year);
    return value;
}

static bool has_letter(const struct zi_selection *s, size_t entity, size_t index, int year)
{
    const struct zi_panel *panel = s->panel;
    size_t cell = entity * panel->n_years + (size_t)(year - panel->first_year);

    return entity != SIZE_MAX && panel->bands[index] != NULL && panel->bands[index][cell] != 0;
}

/* Counts a row that lacks a number somewhere; one of which nothing is known is no row. */
static void count_incomplete(struct gathering *gathering)
{
    struct zi_regress *out = gathering->out;

    out->n_rows++;
    out->n_incomplete++;
    for (size_t v = 0; v < out->n_variables; v++) {
        out->variables[v].n_missing += isnan(gathering->row[v]) ? 1 : 0;
        out->variables[v].n_letters += isnan(gathering->row[v]) && gathering->lettered[v];
    }
}

static void gather_row(struct gathering *gathering, const struct group *group, size_t entity,
                       int year)
{
    const struct zi_selection *s = gathering->selection;
    struct zi_regress *out = gathering->out;
    bool complete = true, any = false;

    for (size_t v = 0; v < out->n_variables; v++) {
        const struct zi_regress_variable *variable = &out->variables[v];
        double value = value_of(s, group, variable, entity, year);

        gathering->row[v] = value;
        gathering->lettered[v] = isnan(value) && has_letter(s, entity, variable->index, year);
        complete = complete && !isnan(value);
        any = any ||
              (variable->from != ZI_FROM_INSTITUTION && (!isnan(value) || gathering->lettered[v]));
    }
    if (!complete) {
        if (any)
            count_incomplete(gathering);
        return;
    }
    out->n_rows++;
    for (size_t v = 0; v < out->n_variables; v++)
        gathering->values[v][out->n] = gathering->row[v];
    gathering->year[out->n++] = year;
}

/* named: what tells which institution an entity without a row of its own (SIZE_MAX) is. */
static void gather_entity(struct gathering *gathering, const struct group *group, size_t entity,
                          size_t named)
{
    struct zi_regress *out = gathering->out;
    size_t first = out->n;

    for (int year = gathering->selection->first_year; year <= gathering->selection->last_year;
         year++)
        gather_row(gathering, group, entity, year);
    if (out->n == first)
        return;
    gathering->entity[out->n_units] = named;
    gathering->start[out->n_units++] = first;
    gathering->start[out->n_units] = out->n;
}

static void gather(struct gathering *gathering)
{
    const struct zi_selection *s = gathering->selection;
    struct group group;

    for (size_t first = 0; first < s->n_entities; first = group.end) {
        group = next_group(s, first);
        if (gathering->out->on == ZI_LEVEL_INSTITUTION) {
            gather_entity(gathering, &group, group.own, s->entities[first]);
            continue;
        }
        for (size_t i = group.first; i < group.end; i++)
            if (zi_entity_level(&s->panel->entities[s->entities[i]]) == ZI_LEVEL_UNIT)
                gather_entity(gathering, &group, s->entities[i], s->entities[i]);
    }
}

/* ---- rows that say nothing */

static void move_row(struct gathering *gathering, size_t from, size_t to)
{
    for (size_t v = 0; v < gathering->out->n_variables; v++)
        gathering->values[v][to] = gathering->values[v][from];
    gathering->year[to] = gathering->year[from];
}

/* Closes the gaps; start[] is written behind where it is read. */
static void keep_rows(struct gathering *gathering, const bool keep[])
{
    struct zi_regress *out = gathering->out;
    size_t n_units = out->n_units;
    size_t end = 0;

    out->n = out->n_units = 0;
    for (size_t unit = 0, first = 0; unit < n_units; unit++, first = end) {
        size_t kept = out->n;

        end = gathering->start[unit + 1];
        for (size_t i = first; i < end; i++)
            if (keep[i])
                move_row(gathering, i, out->n++);
        if (out->n == kept)
            continue;
        gathering->entity[out->n_units] = gathering->entity[unit];
        gathering->start[out->n_units++] = kept;
    }
    gathering->start[out->n_units] = out->n;
}

static enum zi_code drop_singletons(struct gathering *gathering, struct zi_error *error)
{
    struct zi_regress *out = gathering->out;
    size_t before = out->n;
    bool *keep = zi_arena_allocate(&gathering->arena, out->n + 1, sizeof *keep);

    if (keep == NULL)
        return zi_fail_memory(error);
    ZI_TRY(zi_fixed_effects_free_rows(gathering->request->effects, gathering->start, out->n_units,
                                      gathering->year, keep, error));
    keep_rows(gathering, keep);
    out->n_singletons = before - out->n;
    return ZI_OK;
}

/* ---- what the rows are like */

static void find_institutions(struct gathering *gathering)
{
    const struct zi_entity *entities = gathering->selection->panel->entities;
    struct zi_regress *out = gathering->out;

    for (size_t unit = 0; unit < out->n_units; unit++) {
        gathering->each[unit] = unit;
        if (unit == 0 || strcmp(entities[gathering->entity[unit]].institution,
                                entities[gathering->entity[unit - 1]].institution) != 0)
            gathering->institution[out->n_institutions++] = unit;
    }
    gathering->each[out->n_units] = gathering->institution[out->n_institutions] = out->n_units;
}

static void find_years(struct gathering *gathering)
{
    struct zi_regress *out = gathering->out;

    for (size_t i = 0; i < out->n; i++) {
        if (i == 0 || gathering->year[i] < out->first_year)
            out->first_year = gathering->year[i];
        if (gathering->year[i] > out->last_year)
            out->last_year = gathering->year[i];
    }
}

/* One value in every year of every institution, of which some have several units in a year. of has
 * room for the years. */
static bool is_by_institution(const struct gathering *gathering, const double x[], double of[])
{
    bool shared = false;

    for (size_t i = 0; i < gathering->out->n_institutions; i++) {
        size_t first = gathering->start[gathering->institution[i]];
        size_t end = gathering->start[gathering->institution[i + 1]];

        for (size_t y = 0; y < years_of(gathering->selection); y++)
            of[y] = NAN;
        for (size_t row = first; row < end; row++) {
            double *seen = &of[gathering->year[row] - gathering->selection->first_year];

            if (!isnan(*seen) && *seen != x[row])
                return false;
            shared = shared || !isnan(*seen);
            *seen = x[row];
        }
    }
    return shared;
}

static bool contains(const struct zi_catalogue *catalogue, size_t a, size_t b, int year)
{
    return zi_catalogue_contains(catalogue, a, b, year) ||
           zi_catalogue_contains(catalogue, b, a, year);
}

static enum zi_code describe_variables(struct gathering *gathering, struct zi_error *error)
{
    const struct zi_catalogue *catalogue = gathering->selection->panel->catalogue;
    struct zi_regress *out = gathering->out;
    double *of = zi_arena_allocate(&gathering->arena, years_of(gathering->selection), sizeof *of);

    if (of == NULL)
        return zi_fail_memory(error);
    for (size_t v = 1; v < out->n_variables; v++) {
        struct zi_regress_variable *variable = &out->variables[v];

        variable->by_institution =
            out->on == ZI_LEVEL_UNIT && is_by_institution(gathering, gathering->values[v], of);
        variable->arithmetic =
            contains(catalogue, out->variables[0].index, variable->index, out->last_year);
    }
    return ZI_OK;
}

/* ---- choosing errors */

/* Where the units of an institution are alike, and so many that institutions can be compared; and
 * where a regressor varies no further, however few they are. */
static bool should_cluster_by_institution(const struct zi_regress *out)
{
    bool by_institution = false;

    for (size_t v = 1; v < out->n_variables; v++)
        by_institution = by_institution || out->variables[v].by_institution;
    return by_institution ||
           (out->on == ZI_LEVEL_UNIT && out->n_institutions >= ZI_INSTITUTIONS_LEAST &&
            out->n_institutions < out->n_units);
}

static void choose_clusters(struct gathering *gathering, const size_t **cluster)
{
    struct zi_regress *out = gathering->out;

    out->clustering = gathering->request->clustering;
    if (out->clustering == ZI_CLUSTERING_CHOSEN)
        out->clustering = gathering->request->errors == (int)ZI_ERRORS_CLASSICAL
                              ? ZI_CLUSTERING_NONE
                          : should_cluster_by_institution(out) ? ZI_CLUSTERING_INSTITUTION
                                                               : ZI_CLUSTERING_UNIT;
    *cluster =
        out->clustering == ZI_CLUSTERING_INSTITUTION ? gathering->institution : gathering->each;
    out->n_clusters = out->clustering == ZI_CLUSTERING_NONE          ? 0
                      : out->clustering == ZI_CLUSTERING_INSTITUTION ? out->n_institutions
                                                                     : out->n_units;
}

/* Two values in all: then the clusters that ever have the higher one are the treated. */
static void count_treated(const struct gathering *gathering, struct zi_regress_variable *variable,
                          const double x[], const size_t cluster[])
{
    double low = x[0], high = x[0];

    for (size_t i = 1; i < gathering->out->n; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    for (size_t i = 0; i < gathering->out->n; i++)
        if (x[i] != low && x[i] != high)
            return;
    variable->binary = low < high;
    for (size_t g = 0; g < gathering->out->n_clusters; g++) {
        size_t end = gathering->start[cluster[g + 1]];
        size_t i = gathering->start[cluster[g]];

        while (i < end && x[i] != high)
            i++;
        variable->n_treated += i < end;
    }
}

static void choose_errors(struct gathering *gathering, const size_t cluster[])
{
    struct zi_regress *out = gathering->out;
    bool few = out->n_clusters < ZI_CLUSTERS_FOR_CR1;

    for (size_t v = 1; v < out->n_variables; v++) {
        count_treated(gathering, &out->variables[v], gathering->values[v], cluster);
        few = few || (out->variables[v].binary && out->variables[v].n_treated < ZI_TREATED_FOR_CR1);
    }
    if (gathering->request->errors != ZI_ERRORS_CHOSEN)
        out->errors = (enum zi_errors)gathering->request->errors;
    else if (out->clustering == ZI_CLUSTERING_NONE)
        out->errors = ZI_ERRORS_CLASSICAL;
    else
        out->errors = few ? ZI_ERRORS_CR2 : ZI_ERRORS_CR1;
}

/* ---- refusals */

static const char *name_of(const struct gathering *gathering, size_t variable)
{
    return gathering->selection->panel->catalogue
        ->indices[gathering->out->variables[variable].index]
        .name;
}

static enum zi_code no_rows(const struct gathering *gathering, struct zi_error *error)
{
    const struct zi_regress *out = gathering->out;

    if (out->n_singletons > 0)
        return zi_advise(
            error,
            zi_fail(error, ZI_EFEW,
                    "semua %zu baris lengkap sendirian di unit atau tahunnya, sehingga efek tetap "
                    "tidak menyisakan apa pun",
                    "all %zu complete rows are alone in their unit or year, so that the fixed "
                    "effects leave nothing",
                    out->n_singletons),
            ZI_ADVICE_NO_EFFECTS);
    if (out->n_rows == 0)
        return zi_advise(
            error,
            zi_fail(error, ZI_EFEW, "tidak ada baris dengan angka %s dalam pilihan ini",
                    "this selection has no row with a number of %s", name_of(gathering, 0)),
            ZI_ADVICE_VALUES);
    return zi_advise(
        error,
        zi_fail(error, ZI_EFEW,
                "tidak ada baris yang memuat semua peubah sekaligus: dari %zu baris, %s kosong "
                "di %zu",
                "no row has all variables at once: of %zu rows, %s is missing in %zu", out->n_rows,
                name_of(gathering, 0), out->variables[0].n_missing),
        ZI_ADVICE_VALUES);
}

static enum zi_code too_few_rows(const struct gathering *gathering, double residual_df,
                                 struct zi_error *error)
{
    size_t n = gathering->out->n;

    return zi_advise(error,
                     zi_fail(error, ZI_EFEW,
                             "hanya %zu baris untuk %.0f besaran (kemiringan dan efek tetap)",
                             "only %zu rows for %.0f quantities (slopes and fixed effects)", n,
                             (double)n - residual_df),
                     ZI_ADVICE_FEWER_QUANTITIES);
}

static struct zi_text absorption_text(enum zi_absorbed absorbed, enum zi_level on)
{
    static const struct zi_text texts[] = {
        [ZI_NOT_ABSORBED] = {"", ""},
        [ZI_ABSORBED_CONSTANT] = {"sama di semua baris", "the same in every row"},
        [ZI_ABSORBED_BY_UNITS] = {"tetap di dalam tiap unit: terserap efek unit",
                                  "constant within units: absorbed by the unit effects"},
        [ZI_ABSORBED_BY_YEARS] = {"sama bagi semua unit dalam setahun: terserap efek tahun",
                                  "the same for all units in a year: absorbed by the year effects"},
        [ZI_ABSORBED_BY_BOTH] =
            {"jumlah satu nilai unit dan satu nilai tahun: terserap efek unit dan tahun",
             "a value of the unit plus one of the year: absorbed by the unit and year effects"},
    };
    static const struct zi_text of_institutions[] = {
        [ZI_ABSORBED_BY_UNITS] = {"tetap di dalam tiap instansi: terserap efek unit",
                                  "constant within institutions: absorbed by the unit effects"},
        [ZI_ABSORBED_BY_YEARS] =
            {"sama bagi semua instansi dalam setahun: terserap efek tahun",
             "the same for all institutions in a year: absorbed by the year effects"},
    };
    bool other = on == ZI_LEVEL_INSTITUTION &&
                 (absorbed == ZI_ABSORBED_BY_UNITS || absorbed == ZI_ABSORBED_BY_YEARS);

    return other ? of_institutions[absorbed] : texts[absorbed];
}

static void list_absorbed(const struct gathering *gathering, const struct zi_panel_fit *fit,
                          struct zi_buffer *id, struct zi_buffer *en)
{
    const char *comma = "";

    for (size_t j = 0; j + 1 < gathering->out->n_variables; j++) {
        struct zi_text text = absorption_text(fit->absorbed[j], gathering->out->on);

        if (fit->absorbed[j] == ZI_NOT_ABSORBED)
            continue;
        zi_buffer_print(id, "%s%s (%s)", comma, name_of(gathering, j + 1), text.id);
        zi_buffer_print(en, "%s%s (%s)", comma, name_of(gathering, j + 1), text.en);
        comma = ", ";
    }
}

/* The last of them is what the others determine. */
static void list_collinear(const struct gathering *gathering, const struct zi_panel_fit *fit,
                           struct zi_buffer *id, struct zi_buffer *en)
{
    size_t last = 0;
    size_t n = 0;

    for (size_t j = 0; j + 1 < gathering->out->n_variables; j++)
        last = fit->collinear[j] ? j : last;
    for (size_t j = 0; j < last; j++) {
        if (!fit->collinear[j])
            continue;
        zi_buffer_print(id, "%s%s", n > 0 ? " + " : "", name_of(gathering, j + 1));
        zi_buffer_print(en, "%s%s", n > 0 ? " + " : "", name_of(gathering, j + 1));
        n++;
    }
    if (n == 0) {
        zi_buffer_print(id, "%s (sama di semua baris)", name_of(gathering, last + 1));
        zi_buffer_print(en, "%s (the same in every row)", name_of(gathering, last + 1));
        return;
    }
    zi_buffer_print(id, " menentukan %s", name_of(gathering, last + 1));
    zi_buffer_print(en, " determine%s %s", n == 1 ? "s" : "", name_of(gathering, last + 1));
}

static bool any_absorbed(const struct gathering *gathering, const struct zi_panel_fit *fit)
{
    bool any = false;

    for (size_t j = 0; j + 1 < gathering->out->n_variables; j++)
        any = any || fit->absorbed[j] != ZI_NOT_ABSORBED;
    return any;
}

static enum zi_code refuse_collinear(const struct gathering *gathering,
                                     const struct zi_panel_fit *fit, struct zi_error *error)
{
    struct zi_buffer id, en;
    enum zi_code code;

    zi_buffer_init(&id);
    zi_buffer_init(&en);
    zi_buffer_add(&id, "pengaruh tidak dapat dipisahkan: ");
    zi_buffer_add(&en, "effects cannot be told apart: ");
    if (any_absorbed(gathering, fit))
        list_absorbed(gathering, fit, &id, &en);
    else
        list_collinear(gathering, fit, &id, &en);

    if (id.out_of_memory || en.out_of_memory)
        code = zi_fail_memory(error);
    else
        code = zi_advise(error, zi_fail_text(error, ZI_EFEW, (struct zi_text){id.text, en.text}),
                         ZI_ADVICE_OTHER_VARIABLES);
    zi_buffer_release(&id);
    zi_buffer_release(&en);
    return code;
}

/* It is made for few clusters; with many it costs minutes and says what CR1 says. */
static enum zi_code too_many_clusters(const struct gathering *gathering, struct zi_error *error)
{
    return zi_advise(error,
                     zi_fail(error, ZI_EUSAGE,
                             "bootstrap liar untuk gugus sedikit (paling banyak %d), di sini %zu",
                             "the wild bootstrap is for few clusters (at most %d), here are %zu",
                             ZI_CLUSTERS_EXAMINED, gathering->out->n_clusters),
                     ZI_ADVICE_STANDARD_ERRORS);
}

/* ---- together */

static enum zi_code hand_over(const struct gathering *gathering, const struct zi_panel_fit *fit,
                              struct zi_arena *arena, struct zi_error *error)
{
    struct zi_regress *out = gathering->out;
    bool intercept = out->effects == ZI_EFFECTS_CONSTANT;

    out->reason = fit->reason;
    out->counted = fit->counted;
    out->r_squared = fit->r_squared;
    out->n_terms = fit->n_terms;
    out->terms = zi_arena_allocate(arena, fit->n_terms, sizeof *out->terms);
    if (out->terms == NULL)
        return zi_fail_memory(error);
    for (size_t t = 0; t < fit->n_terms; t++) {
        struct zi_estimate result = fit->terms[t];

        out->terms[t] = (struct zi_regress_term){
            .variable = t + !intercept,
            .result = result,
            .detectable = NAN,
            .wild = fit->wild != NULL && result.reason == ZI_DEFINED ? &fit->wild[t] : NULL};
        if (!isnan(result.std_error))
            out->terms[t].detectable = zi_minimum_detectable_effect(result.std_error, result.df,
                                                                    gathering->request->confidence,
                                                                    gathering->request->power);
    }
    return ZI_OK;
}

static enum zi_code fit_rows(struct gathering *gathering, struct zi_arena *arena,
                             struct zi_error *error)
{
    const struct zi_regress_request *request = gathering->request;
    struct zi_regress *out = gathering->out;
    const size_t *cluster;
    struct zi_confidence confidence;
    struct zi_panel_inference inference = {.confidence = &confidence,
                                           .draws = request->draws,
                                           .seed = request->seed,
                                           .n_threads = request->threads};
    struct zi_panel_design design = {.columns = (const double *const *)gathering->values + 1,
                                     .n_columns = out->n_variables - 1,
                                     .y = gathering->values[0],
                                     .start = gathering->start,
                                     .n_units = out->n_units,
                                     .year = gathering->year,
                                     .effects = request->effects};
    struct zi_panel_fit fit;

    choose_clusters(gathering, &cluster);
    choose_errors(gathering, cluster);
    if (out->errors == ZI_ERRORS_WILD && out->n_clusters > ZI_CLUSTERS_EXAMINED)
        return too_many_clusters(gathering, error);
    zi_confidence_init(&confidence, request->confidence);
    inference.errors = out->errors;
    inference.wild_beside = out->errors == ZI_ERRORS_CR2 &&
                            out->clustering == ZI_CLUSTERING_INSTITUTION &&
                            out->n_clusters < ZI_WILD_BESIDE_CLUSTERS;
    design.cluster = cluster;
    design.n_clusters = out->n_clusters;
    ZI_TRY(zi_panel_regress(&design, &inference, arena, &fit, error));
    if (fit.residual_df < 0)
        return too_few_rows(gathering, fit.residual_df, error);
    if (fit.reason == ZI_COLLINEAR)
        return refuse_collinear(gathering, &fit, error);
    return hand_over(gathering, &fit, arena, error);
}

static enum zi_code compute(struct gathering *gathering, struct zi_arena *arena,
                            struct zi_error *error)
{
    ZI_TRY(prepare(gathering, arena, error));
    gather(gathering);
    ZI_TRY(drop_singletons(gathering, error));
    if (gathering->out->n == 0)
        return no_rows(gathering, error);
    find_institutions(gathering);
    find_years(gathering);
    ZI_TRY(describe_variables(gathering, error));
    return fit_rows(gathering, arena, error);
}

enum zi_code zi_regress_compute(const struct zi_selection *selection,
                                const struct zi_regress_request *request, struct zi_arena *arena,
                                struct zi_regress *regress, struct zi_error *error)
{
    struct gathering gathering = {.selection = selection, .request = request, .out = regress};
    enum zi_code code;

    *regress = (struct zi_regress){.effects = request->effects};
    code = compute(&gathering, arena, error);
    zi_arena_release(&gathering.arena);
    return code;
}

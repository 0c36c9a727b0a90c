/* Words of tables of correlations. */
#include "correlation_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void zi_correlation_show(char out[ZI_COEFFICIENT_MAX], double r, enum zi_language language)
{
    static const double one = 1;
    char number[ZI_NUMBER_MAX];

    if (isnan(r)) {
        snprintf(out, ZI_COEFFICIENT_MAX, "n/a");
        return;
    }
    zi_number_show(number, fabs(r), 2, &one, 1, language);
    snprintf(out, ZI_COEFFICIENT_MAX, "%s%s",
             r < 0 && strpbrk(number, "123456789") != NULL ? "\u2212" : "", number);
}

static void remark(struct zi_buffer *note, const char *text)
{
    zi_buffer_print(note, "%s%s", note->length > 0 ? "; " : "", text);
}

/* "a,b": the indices that were taken out of both. */
static void say_given(struct zi_buffer *note, const struct zi_panel *panel,
                      const struct zi_correlate_request *request, bool english)
{
    if (request->n_given == 0)
        return;
    remark(note, english ? "given " : "setelah ");
    for (size_t k = 0; k < request->n_given; k++)
        zi_buffer_print(note, "%s%s", k > 0 ? "," : "",
                        panel->catalogue->indices[request->given[k]].name);
}

static void say_institutions(struct zi_buffer *note, const struct zi_pair_correlation *row,
                             enum zi_language language)
{
    bool english = language == ZI_ENGLISH;

    if (row->on != ZI_LEVEL_INSTITUTION)
        return;
    remark(note, row->averaged
                     ? (english ? "institutions: unit values averaged; says nothing about units"
                                : "instansi: nilai unit dirata-rata; tidak bicara tentang unit")
                     : (english ? "institutions" : "instansi"));
    if (row->n_unit_rows > row->n_cells)
        zi_buffer_say(note, language, "; %zu sel dari %zu instansi, bukan %zu baris unit",
                      "; %zu cells of %zu institutions, not %zu rows of units", row->n_cells,
                      row->n_institutions, row->n_unit_rows);
}

static void say_arithmetic(struct zi_buffer *note, const struct zi_pair_correlation *row,
                           bool english)
{
    if (!row->arithmetic)
        return;
    remark(note, english ? "partly arithmetic: one is part of the other"
                         : "sebagian hitungan: yang satu bagian dari yang lain");
    if (row->arithmetic_from > row->first_year)
        zi_buffer_print(note, english ? " since %d" : " sejak %d", row->arithmetic_from);
    if (row->arithmetic_to < row->last_year)
        zi_buffer_print(note, english ? " until %d" : " sampai %d", row->arithmetic_to);
}

void zi_say_pair(struct zi_buffer *note, const struct zi_panel *panel,
                 const struct zi_correlate_request *request, const struct zi_pair_correlation *row,
                 enum zi_language language)
{
    bool english = language == ZI_ENGLISH;

    say_given(note, panel, request, english);
    say_institutions(note, row, language);
    say_arithmetic(note, row, english);
    if (row->lettered)
        remark(note, english ? "letters as ordered categories" : "huruf sebagai kategori berurut");
}

const char *zi_drift_words(enum zi_drift drift, enum zi_language language)
{
    static const struct zi_text texts[] = {
        [ZI_BOTH_RISE] = {"keduanya naik bersama tahun", "both rise over the years"},
        [ZI_BOTH_FALL] = {"keduanya turun bersama tahun", "both fall over the years"},
        [ZI_OPPOSITE_DRIFT] = {"yang satu naik, yang lain turun bersama tahun",
                               "one rises and the other falls over the years"},
    };

    return drift == ZI_NO_DRIFT ? NULL : zi_text_in(texts[drift], language);
}

static bool is_by_clusters(enum zi_p_method method)
{
    return method == ZI_P_CLUSTER_JACKKNIFE || method == ZI_P_CLUSTER_BOOTSTRAP ||
           method == ZI_P_WILD_BOOTSTRAP;
}

static bool has_few_clusters(const struct zi_pair_correlation *row)
{
    enum zi_p_method method = row->result.p_method;

    return ((method == ZI_P_CLUSTER_JACKKNIFE || method == ZI_P_WILD_BOOTSTRAP) &&
            row->n_clusters < ZI_CLUSTERS_FEW) ||
           (method == ZI_P_CLUSTER_BOOTSTRAP && row->n_clusters < ZI_BOOTSTRAP_CLUSTERS_SAFE);
}

/* Which clusters p was made from, and what the other way says where the two differ. */
void zi_say_clusters(struct zi_buffer *note, const struct zi_correlate_request *request,
                     const struct zi_pair_correlation *row, enum zi_language language)
{
    const struct zi_estimate *e = &row->result;
    char p[ZI_NUMBER_MAX];

    if (isnan(e->p_value))
        return;
    if (row->by_institution && is_by_clusters(e->p_method))
        zi_buffer_say(note, language, "%sdigugus menurut instansi (%zu)",
                      "%sclustered by institution (%zu)", note->length > 0 ? "; " : "",
                      row->n_clusters);
    if (zi_correlation_p_differ(row, 1 - request->confidence)) {
        zi_number_p_value(p, row->jackknife_p, language);
        zi_buffer_say(note, language, "%sp jackknife %s", "%sjackknife p %s",
                      note->length > 0 ? "; " : "", p);
    }
    if (row->least_p > 1 - request->confidence) {
        zi_number_p_value(p, row->least_p, language);
        zi_buffer_say(note, language, "%sp terkecil yang mungkin %s", "%ssmallest possible p %s",
                      note->length > 0 ? "; " : "", p);
    }
    if (has_few_clusters(row))
        remark(note, language == ZI_ENGLISH ? "few clusters" : "gugus sedikit");
}

void zi_say_break(struct zi_buffer *note, const struct zi_panel *panel,
                  const struct zi_pair_correlation *row, enum zi_language language)
{
    if (row->across != NULL)
        zi_buffer_say(note, language, "%sderet %s putus %d", "%sbreak in %s in %d",
                      note->length > 0 ? "; " : "",
                      panel->catalogue->indices[row->across->index].name, row->across->year);
}

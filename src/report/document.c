/* Puts the report together, section by section. */
#include "document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/impact.h"
#include "base/count.h"
#include "base/number.h"
#include "chart/gnuplot.h"
#include "html.h"
#include "table/impact_words.h"
#include "table/tables.h"

enum section {
    LEADERS,
    READINESS,
    CHANGE,
    AREAS,
    CORRELATION,
    IMPACT,
    INSTITUTIONS,
    UNITS,
    METHODS,
    QUALITY,
    PROVENANCE,
    N_SECTIONS
};

/* A chart to draw, and what became of it. */
struct job {
    struct zi_chart chart;
    const struct zi_chart_kind *kind;
    bool laid_out;
    size_t unit;           /* of a chart of one unit: position in the outlook */
    char identifier[32];   /* before the ids of its SVG */
    const char *name;      /* for the progress */
    struct zi_error error; /* why it was not laid out: too little data */
    struct zi_drawing drawing;
    struct zi_buffer svg;
};

/* All charts of the report in the order of the page. */
struct work {
    struct zi_document *document;
    struct zi_buffer *out;
    struct zi_arena *arena;
    struct job *jobs;
    size_t n_jobs;
    size_t n_running; /* processes of gnuplot at once */
    struct zi_limits limits;
    struct zi_summary *summaries; /* of every entity and index, entity after entity */
    size_t n_summaries;
    struct zi_correlations levels; /* the pairs of the chart at all levels */
    struct zi_correlation_pairs pairs;
    bool has_pairs;
    struct zi_impact *impact; /* of the outcome of the chart; NULL: too little data */
};

static const struct zi_outlook *outlook_of(const struct work *work)
{
    return work->document->figures->outlook;
}

static enum zi_language language_of(const struct work *work)
{
    return work->document->figures->options.language;
}

static const struct zi_panel *panel_of(const struct work *work)
{
    return outlook_of(work)->selection->panel;
}

static bool has_unit_sections(const struct work *work)
{
    return !work->document->light && outlook_of(work)->n_units <= ZI_DOCUMENT_UNITS;
}

/* ---- laying out ---- */

/* The leaders' page alone follows the predicate asked for: the others test all units against WBK,
 * and the page says so. */
static struct zi_figure_request request_of(const struct work *work,
                                           const struct zi_chart_kind *kind, size_t unit)
{
    return (struct zi_figure_request){
        .entity = outlook_of(work)->wbk[unit].entity,
        .target = kind->section == ZI_SECTION_LEADERS ? work->document->target : ZI_WBK,
        .years_asked = work->document->years_asked,
        .method = ZI_PEARSON,
        .level = ZI_BETWEEN,
    };
}

/* Too little data for a chart is said in its place; everything else fails the report. */
static enum zi_code lay_out_pages(struct work *work, const struct zi_chart_kind *kind, size_t unit,
                                  const char *name, struct zi_error *error)
{
    struct zi_figure_request request = request_of(work, kind, unit);
    size_t pages = 1;

    for (; request.page < pages && request.page < ZI_DOCUMENT_PAGES; request.page++) {
        struct job *job = &work->jobs[work->n_jobs];
        enum zi_code code;

        job->kind = kind;
        job->unit = unit;
        job->name = name;
        snprintf(job->identifier, sizeof job->identifier, "g%zu", work->n_jobs);
        work->n_jobs++;
        code = kind->make(work->document->figures, &request, &job->chart, &job->error);
        job->laid_out = code == ZI_OK;
        if (code != ZI_OK && code != ZI_EFEW) {
            *error = job->error;
            return code;
        }
        if (job->laid_out)
            pages = job->chart.pages;
    }
    return ZI_OK;
}

/* The charts of a section, in their order. */
static enum zi_code lay_out_section(struct work *work, enum zi_chart_section section,
                                    struct zi_error *error)
{
    const struct zi_chart_kind *kind = zi_chart_kind_next(section, 0);

    for (; kind != NULL; kind = zi_chart_kind_next(section, kind->place))
        ZI_TRY(lay_out_pages(work, kind, 0,
                             language_of(work) == ZI_ENGLISH ? kind->name : kind->name_id, error));
    return ZI_OK;
}

/* A unit without its first chart, the trend, has no section. */
static enum zi_code lay_out_unit(struct work *work, size_t unit, struct zi_error *error)
{
    size_t entity = outlook_of(work)->wbk[unit].entity, first = work->n_jobs;
    const struct zi_chart_kind *kind = zi_chart_kind_next(ZI_SECTION_UNIT, 0);

    for (; kind != NULL; kind = zi_chart_kind_next(ZI_SECTION_UNIT, kind->place))
        if (work->n_jobs == first || work->jobs[first].laid_out)
            ZI_TRY(lay_out_pages(work, kind, unit,
                                 zi_entity_name(&panel_of(work)->entities[entity]), error));
    return ZI_OK;
}

static enum zi_code lay_out_units(struct work *work, struct zi_error *error)
{
    for (size_t i = 0; has_unit_sections(work) && i < outlook_of(work)->n_units; i++)
        ZI_TRY(lay_out_unit(work, i, error));
    return ZI_OK;
}

static size_t count_kinds(enum zi_chart_scope scope)
{
    size_t n = 0;

    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name != NULL; kind++)
        n += kind->scope == scope;
    return n;
}

static enum zi_code lay_out(struct work *work, struct zi_error *error)
{
    size_t n_units = has_unit_sections(work) ? outlook_of(work)->n_units : 0;
    size_t room = (count_kinds(ZI_CHART_OF_DATA) + count_kinds(ZI_CHART_OF_UNITS) +
                   count_kinds(ZI_CHART_OF_A_UNIT) * n_units) *
                  ZI_DOCUMENT_PAGES;

    work->jobs = calloc(room + 1, sizeof *work->jobs);
    if (work->jobs == NULL)
        return zi_fail_memory(error);
    for (int section = ZI_SECTION_LEADERS; section < ZI_SECTION_UNIT; section++)
        ZI_TRY(lay_out_section(work, (enum zi_chart_section)section, error));
    return lay_out_units(work, error);
}

static void discard(struct work *work)
{
    for (size_t i = 0; i < work->n_jobs; i++) {
        if (work->jobs[i].laid_out)
            zi_chart_release(&work->jobs[i].chart);
        zi_buffer_release(&work->jobs[i].svg);
    }
    free(work->jobs);
}

/* ---- tables that are not computed elsewhere ---- */

static enum zi_code correlate_levels(struct work *work, struct zi_error *error)
{
    static const enum zi_correlation_method method = ZI_PEARSON;
    static const enum zi_panel_level levels[] = {ZI_POOLED, ZI_BETWEEN, ZI_WITHIN, ZI_TWOWAY,
                                                 ZI_DETRENDED};
    struct zi_correlate_request request = {.methods = &method,
                                           .n_methods = 1,
                                           .levels = levels,
                                           .n_levels = ZI_COUNT(levels),
                                           .confidence = 0.95,
                                           .adjust = ZI_BENJAMINI_HOCHBERG};
    const struct zi_figure_request drawn = {.method = ZI_PEARSON, .level = ZI_BETWEEN};
    enum zi_code code = zi_correlation_pairs_make(&work->pairs, outlook_of(work)->selection, &drawn,
                                                  work->arena, error);

    work->has_pairs = code == ZI_OK;
    if (!work->has_pairs)
        return code == ZI_EFEW ? ZI_OK : code;
    return zi_correlate_compute(&work->pairs.selection, &request, work->arena, &work->levels,
                                error);
}

/* What the chart of the section shows, for the sentences and the table beneath it. */
static enum zi_code find_impact(struct work *work, struct zi_error *error)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact *impact = zi_arena_allocate(work->arena, 1, sizeof *impact);
    enum zi_code code;

    if (impact == NULL)
        return zi_fail_memory(error);
    request.outcome = (size_t)zi_catalogue_find(panel_of(work)->catalogue, "skm", 3);
    code = zi_impact_compute(outlook_of(work)->selection, &request, work->arena, impact, error);
    work->impact = code == ZI_OK ? impact : NULL;
    return code == ZI_EFEW ? ZI_OK : code;
}

/* ---- drawing ---- */

static void tell_progress(const struct work *work, size_t done)
{
    const struct zi_document *document = work->document;

    if (document->progress != NULL)
        document->progress(document->progress_state, done, work->n_jobs, work->jobs[done].name);
}

/* The laid-out job at or after a position; n_jobs when there is none. */
static size_t next_job(const struct work *work, size_t from)
{
    while (from < work->n_jobs && !work->jobs[from].laid_out)
        from++;
    return from;
}

/* A window of running processes moves over the jobs. After a failure the running ones are
 * finished and no new one is started. */
static enum zi_code draw(struct work *work, struct zi_error *error)
{
    size_t started = next_job(work, 0);
    size_t finished = started;
    size_t running = 0;
    enum zi_code code = ZI_OK;

    while (finished < work->n_jobs && (running > 0 || code == ZI_OK)) {
        while (code == ZI_OK && running < work->n_running && started < work->n_jobs) {
            struct job *job = &work->jobs[started];

            tell_progress(work, started);
            code = zi_drawing_start(&job->drawing, &job->chart, ZI_SVG, error);
            running += code == ZI_OK ? 1U : 0U;
            started = next_job(work, started + 1);
        }
        if (running == 0)
            break;

        struct job *job = &work->jobs[finished];
        enum zi_code end = zi_drawing_finish(&job->drawing, &job->chart, job->identifier, &job->svg,
                                             code == ZI_OK ? error : NULL);

        if (code == ZI_OK)
            code = end;
        running--;
        work->document->n_charts++;
        finished = next_job(work, finished + 1);
    }
    return code;
}

/* ---- writing ---- */

static void say(struct work *work, const char *element, struct zi_text text)
{
    zi_html_element(work->out, element, zi_text_in(text, language_of(work)));
}

static void write_figure(struct work *work, const struct job *job)
{
    if (job->laid_out)
        zi_html_figure(work->out, job->svg.text, job->chart.title);
    else
        say(work, "p", (struct zi_text){job->error.id, job->error.en});
}

static void write_pages_left_out(struct work *work, const struct zi_chart_kind *kind, size_t pages)
{
    if (pages > ZI_DOCUMENT_PAGES)
        zi_buffer_say(work->out, language_of(work),
                      "<p>%zu halaman lagi tidak dimuat; semuanya: zistat plot %s.</p>\n",
                      "<p>%zu more pages are left out; for all: zistat plot %s.</p>\n",
                      pages - ZI_DOCUMENT_PAGES, kind->name);
}

/* Every chart of a section of the whole, and what was left out of them. */
static void write_figures(struct work *work, enum zi_chart_section section)
{
    const struct job *end = work->jobs + work->n_jobs;

    for (const struct job *job = work->jobs; job < end; job++)
        if (job->kind->section == section)
            write_figure(work, job);
    for (const struct job *job = work->jobs; job < end; job++)
        if (job->kind->section == section && (job == work->jobs || job[-1].kind != job->kind))
            write_pages_left_out(work, job->kind, job->laid_out ? job->chart.pages : 1);
}

static void close_section(struct work *work)
{
    zi_buffer_add(work->out, "</section>\n");
}

/* A finished table behind a summary line. */
static void write_details(struct work *work, struct zi_text summary, struct zi_table *table)
{
    zi_html_details(work->out, zi_text_in(summary, language_of(work)), table, language_of(work));
    work->out->out_of_memory = work->out->out_of_memory || table->out_of_memory;
    zi_table_release(table);
}

static const struct {
    const char *identifier;
    struct zi_text heading;
} sections[N_SECTIONS] = {
    [LEADERS] = {"ringkasan", {"Satu halaman untuk pimpinan", "One page for leaders"}},
    [READINESS] = {"kesiapan", {"Siapa yang siap", "Who is ready"}},
    [CHANGE] = {"perubahan", {"Ke mana arahnya", "Where they are heading"}},
    [AREAS] = {"area", {"Area yang menahan", "Areas that hold back"}},
    [CORRELATION] = {"korelasi", {"Indeks yang bergerak bersama", "Indices that move together"}},
    [IMPACT] = {"dampak", {"Sejak predikat", "Since the award"}},
    [INSTITUTIONS] = {"instansi", {"Instansi", "Institutions"}},
    [UNITS] = {"unit", {"Per unit", "Unit by unit"}},
    [METHODS] = {"metode", {"Metode", "Methods"}},
    [QUALITY] = {"data", {"Mutu data", "Data quality"}},
    [PROVENANCE] = {"asal", {"Asal-usul", "Provenance"}},
};

static void begin_section(struct work *work, enum section section)
{
    zi_buffer_print(work->out, "<section id=\"%s\">\n", sections[section].identifier);
    say(work, "h2", sections[section].heading);
}

/* Which rows of the summary a table shows; of is what the filter looks for. */
typedef bool is_shown(const struct work *work, const struct zi_summary *row, size_t of);

static bool of_institution(const struct work *work, const struct zi_summary *row, size_t of)
{
    (void)work;
    (void)of;
    return row->level == ZI_LEVEL_INSTITUTION;
}

static bool of_entity(const struct work *work, const struct zi_summary *row, size_t of)
{
    (void)work;
    return row->entity == of;
}

static bool of_total(const struct work *work, const struct zi_summary *row, size_t of)
{
    (void)of;
    return row->level == ZI_LEVEL_UNIT && (long)row->index == outlook_of(work)->zi;
}

/* Indices that a rule judges by their share of the weight. */
static bool of_area(const struct work *work, const struct zi_summary *row, size_t of)
{
    const struct zi_readiness *first = &outlook_of(work)->wbk[0];

    (void)of;
    for (size_t i = 0; i < first->n_rules; i++)
        if (first->rules[i].rule->unit == ZI_IN_PERCENT_OF_WEIGHT &&
            first->rules[i].rule->index == (long)row->index)
            return row->level == ZI_LEVEL_UNIT;
    return false;
}

static bool has_institutions(const struct work *work)
{
    for (size_t i = 0; i < work->n_summaries; i++)
        if (of_institution(work, &work->summaries[i], 0))
            return true;
    return false;
}

/* The numbers behind a chart; nothing where there are none. */
static void write_summaries(struct work *work, struct zi_text summary, is_shown *shown, size_t of)
{
    struct zi_summary *rows = zi_arena_allocate(work->arena, work->n_summaries + 1, sizeof *rows);
    struct zi_table table;
    size_t n = 0;

    work->out->out_of_memory = work->out->out_of_memory || rows == NULL;
    for (size_t i = 0; rows != NULL && i < work->n_summaries; i++)
        if (shown(work, &work->summaries[i], of))
            rows[n++] = work->summaries[i];
    if (n == 0)
        return;
    zi_table_of_summary(&table, panel_of(work), rows, n, &work->limits, language_of(work));
    write_details(work, summary, &table);
}

static void write_contents(struct work *work)
{
    zi_buffer_say(work->out, language_of(work), "<nav aria-label=\"Daftar isi\"><ul>\n",
                  "<nav aria-label=\"Contents\"><ul>\n");
    for (int i = 0; i < N_SECTIONS; i++) {
        if ((i == INSTITUTIONS && !has_institutions(work)) || (i == UNITS && work->document->light))
            continue;
        zi_buffer_print(work->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].identifier,
                        zi_text_in(sections[i].heading, language_of(work)));
    }
    zi_buffer_add(work->out, "</ul></nav>\n");
}

/* The institution when there is one, else how many. */
static void write_head(struct work *work, const char *title)
{
    const struct zi_selection *s = outlook_of(work)->selection;

    zi_html_begin(work->out, title, language_of(work));
    zi_html_element(work->out, "h1", title);
    zi_buffer_say(work->out, language_of(work),
                  "<p class=\"muted\">%zu unit, data %d–%d, dinilai menurut aturan %d.</p>\n",
                  "<p class=\"muted\">%zu units, data %d–%d, judged by the rules of %d.</p>\n",
                  outlook_of(work)->n_units, s->first_year, s->last_year, outlook_of(work)->year);
    zi_buffer_add(work->out, "<ol class=\"findings\">\n");
    for (size_t i = 0; i < ZI_FINDINGS; i++)
        zi_html_element(work->out, "li", work->document->findings[i]);
    zi_buffer_add(work->out, "</ol>\n");
    write_contents(work);
}

static void write_readiness(struct work *work)
{
    const struct zi_outlook *outlook = outlook_of(work);
    struct zi_table table;

    begin_section(work, READINESS);
    write_figures(work, ZI_SECTION_READINESS);
    zi_table_of_readiness(&table, panel_of(work), &outlook->prospects, &work->limits,
                          language_of(work));
    write_details(
        work,
        (struct zi_text){"Tabel kesiapan: satu baris per unit dan predikat yang dituju",
                         "Readiness table: one row for each unit and the predicate it aims at"},
        &table);
    zi_table_of_proposals(&table, panel_of(work), work->document->proposals, ZI_LIST_ALL,
                          &work->limits, language_of(work));
    write_details(
        work,
        (struct zi_text){
            "Usulan: yang diusulkan berperingkat, lalu yang bersyarat dan yang gugur",
            "Proposals: those proposed have a rank, then the conditional and refused ones"},
        &table);
    say(work, "p",
        (struct zi_text){
            "Grafik menguji semua unit terhadap syarat WBK, juga yang sudah memegang predikat; "
            "temuan di atas dan tabel menguji setiap unit terhadap predikat berikutnya.",
            "The chart tests all units against the conditions of WBK, also those that hold a "
            "predicate; the findings above and the table test each unit against the next one."});
    close_section(work);
}

/* Charts, and the numbers of units behind them where these are not too many for a page. */
static void write_charts(struct work *work, enum section section, enum zi_chart_section charts,
                         struct zi_text summary, is_shown *shown)
{
    begin_section(work, section);
    write_figures(work, charts);
    if (shown != NULL && outlook_of(work)->n_units <= ZI_DOCUMENT_UNITS)
        write_summaries(work, summary, shown, 0);
    close_section(work);
}

/* ZI, SPIP, SAKIP, SPI, SKM and RB of institutions against each other. */
static void write_institutional_correlations(struct work *work)
{
    struct zi_table table;

    if (!work->pairs.has_institutions)
        return;
    zi_table_of_correlations(&table, panel_of(work), &work->pairs.institutional, language_of(work));
    write_details(work,
                  (struct zi_text){"Indeks instansi: korelasi pada semua tingkat",
                                   "Indices of the institution: correlations at all levels"},
                  &table);
}

static void write_correlation(struct work *work)
{
    struct zi_table table;

    begin_section(work, CORRELATION);
    write_figures(work, ZI_SECTION_CORRELATION);
    if (work->has_pairs) {
        say(work, "p",
            (struct zi_text){
                "Grafik membandingkan rata-rata antarunit; judulnya berbicara tentang kaitan yang "
                "tersisa dari tahun ke tahun, yaitu tingkat twoway pada tabel. Keduanya sering "
                "berbeda, karena banyak nilai naik bersama waktu. Indeks instansi hanya punya satu "
                "nilai setahun: di sana detrended menunjukkan apa yang tersisa tanpa tren.",
                "The chart compares unit means; its title speaks of what is left from year to "
                "year, "
                "the level twoway of the table. The two often differ, for many scores rise with "
                "time. Indices of the institution have one value a year: there detrended shows "
                "what "
                "is left without the trend."});
        zi_table_of_correlations(&table, panel_of(work), &work->levels, language_of(work));
        write_details(work,
                      (struct zi_text){"Tabel korelasi pada semua tingkat",
                                       "Table of correlations at all levels"},
                      &table);
        write_institutional_correlations(work);
    }
    close_section(work);
}

/* A sentence of the impact as an element of the page. */
static void write_sentence(struct work *work, const char *element, struct zi_buffer *sentence)
{
    if (sentence->length > 0)
        zi_html_element(work->out, element, sentence->text);
    work->out->out_of_memory = work->out->out_of_memory || sentence->out_of_memory;
    zi_buffer_clear(sentence);
}

/* What makes the claim unsafe, and what was left out. */
static void write_cautions(struct work *work, const struct zi_impact_view *view,
                           struct zi_buffer *sentence)
{
    zi_buffer_add(work->out, "<ul>\n");
    for (int w = 0; w < ZI_WARN_COUNT; w++) {
        if (!view->impact->warned[w])
            continue;
        zi_say_impact_warning(sentence, view, (enum zi_impact_warning)w);
        write_sentence(work, "li", sentence);
    }
    for (int d = 0; d < ZI_DROPPED_COUNT; d++) {
        if (view->impact->dropped[d] == 0)
            continue;
        zi_buffer_say(sentence, view->language, "tidak dipakai: %zu %s", "not used: %zu %s",
                      view->impact->dropped[d],
                      zi_impact_dropped_text(view, (enum zi_impact_dropped)d));
        write_sentence(work, "li", sentence);
    }
    zi_buffer_add(work->out, "</ul>\n");
}

static void write_impact(struct work *work)
{
    struct zi_impact_view view = {panel_of(work), work->impact, language_of(work)};
    struct zi_buffer sentence;
    struct zi_table table;

    begin_section(work, IMPACT);
    write_figures(work, ZI_SECTION_IMPACT);
    if (work->impact != NULL) {
        zi_buffer_init(&sentence);
        zi_say_impact_finding(&sentence, &view);
        zi_buffer_add(&sentence, ". ");
        zi_say_impact_certainty(&sentence, &view);
        write_sentence(work, "p", &sentence);
        zi_say_impact_limits(&sentence, &view);
        write_sentence(work, "p", &sentence);
        write_cautions(work, &view, &sentence);
        zi_buffer_release(&sentence);
        zi_table_of_impact(&table, &view, false);
        write_details(work, (struct zi_text){"Tabel taksiran", "Table of estimates"}, &table);
    }
    close_section(work);
}

/* What the data hold of institutions themselves: they are not judged, but leaders ask. */
static void write_institutions(struct work *work)
{
    if (!has_institutions(work))
        return;
    begin_section(work, INSTITUTIONS);
    write_summaries(work, (struct zi_text){"Indeks tingkat instansi", "Indices of institutions"},
                    of_institution, 0);
    close_section(work);
}

static void say_held(struct work *work, const struct zi_readiness *r)
{
    int since;
    int held = zi_panel_predicate(panel_of(work), r->entity, r->year, &since);

    if (held == 0)
        return;
    zi_buffer_say(work->out, language_of(work), "<p>Memegang %s", "<p>Holds %s",
                  zi_target_name((enum zi_target)held));
    if (since > 0)
        zi_buffer_say(work->out, language_of(work), " sejak %d", " since %d", since);
    zi_buffer_add(work->out, ".</p>\n");
}

static void write_verdict(struct work *work, const struct zi_readiness *r)
{
    static const struct zi_text verdicts[] = {
        [ZI_PASS] = {"semua syarat terpenuhi", "every condition is met"},
        [ZI_FAIL] = {"gugur", "fails"},
        [ZI_UNKNOWN] = {"belum dapat diputuskan", "cannot be decided yet"},
    };

    say_held(work, r);
    zi_buffer_say(work->out, language_of(work),
                  "<p>Menuju %s: %s (%zu terpenuhi, %zu gugur, %zu belum diketahui).</p>\n",
                  "<p>Towards %s: %s (%zu met, %zu failed, %zu unknown).</p>\n",
                  zi_target_name(r->target), zi_text_in(verdicts[r->verdict], language_of(work)),
                  r->passed, r->failed, r->unknown);
}

/* What is not met, in words; the whole list stands behind the summary line. */
static void write_open_rules(struct work *work, const struct zi_readiness *r)
{
    if (r->failed + r->unknown == 0)
        return;
    zi_buffer_add(work->out, "<ul>\n");
    for (size_t k = 0; k < r->n_rules; k++) {
        const struct zi_rule_result *result = &r->rules[k];

        if (result->verdict == ZI_PASS)
            continue;
        zi_buffer_add(work->out, "<li>");
        zi_html_text(work->out, zi_text_in(result->rule->label, language_of(work)));
        if (result->verdict == ZI_UNKNOWN || result->note == ZI_NOTE_ON_BORDER) {
            zi_buffer_print(work->out, ": %s",
                            zi_text_in(zi_rule_note_text(result->note), language_of(work)));
        } else if (result->gap > 0) {
            zi_buffer_say(work->out, language_of(work), ": kurang ", ": short by ");
            zi_say_gap(work->out, result, language_of(work));
        }
        zi_buffer_print(work->out, " <span class=\"muted\">(");
        zi_html_text(work->out, result->rule->article);
        zi_buffer_add(work->out, ")</span></li>\n");
    }
    zi_buffer_add(work->out, "</ul>\n");
}

static void write_unit(struct work *work, size_t unit)
{
    const struct zi_readiness *r = &outlook_of(work)->aimed[unit];
    struct zi_table table;

    zi_buffer_add(work->out, "<article>\n");
    zi_html_element(work->out, "h3", zi_entity_name(&panel_of(work)->entities[r->entity]));
    write_verdict(work, r);
    for (size_t i = 0; i < work->n_jobs; i++)
        if (work->jobs[i].kind->section == ZI_SECTION_UNIT && work->jobs[i].unit == unit)
            write_figure(work, &work->jobs[i]);
    write_open_rules(work, r);
    zi_table_of_rule_results(&table, panel_of(work), r, 1, &work->limits, language_of(work));
    write_details(work, (struct zi_text){"Semua syarat", "All conditions"}, &table);
    write_summaries(work, (struct zi_text){"Semua indeks", "All indices"}, of_entity, r->entity);
    zi_buffer_add(work->out, "</article>\n");
}

/* Whether the unit has any ZI score to draw. */
static bool has_score(const struct work *work, size_t unit)
{
    for (size_t i = 0; i < work->n_jobs; i++)
        if (work->jobs[i].kind->section == ZI_SECTION_UNIT && work->jobs[i].unit == unit)
            return work->jobs[i].laid_out; /* the trend is the first */
    return false;
}

/* Units without any score: a section each would only say so again and again. */
static void write_unscored(struct work *work)
{
    size_t n = 0;

    for (size_t i = 0; has_unit_sections(work) && i < outlook_of(work)->n_units; i++)
        n += has_score(work, i) ? 0 : 1;
    if (n == 0)
        return;
    say(work, "h3", (struct zi_text){"Belum memiliki nilai ZI", "Without a ZI score"});
    zi_buffer_add(work->out, "<p>");
    for (size_t i = 0, named = 0; i < outlook_of(work)->n_units; i++) {
        if (has_score(work, i))
            continue;
        zi_buffer_add(work->out, named++ > 0 ? "; " : "");
        zi_html_text(work->out,
                     zi_entity_name(&panel_of(work)->entities[outlook_of(work)->wbk[i].entity]));
    }
    zi_buffer_add(work->out, ".</p>\n");
}

static void write_units(struct work *work)
{
    if (work->document->light)
        return;
    begin_section(work, UNITS);
    if (!has_unit_sections(work))
        zi_buffer_say(work->out, language_of(work),
                      "<p>%zu unit lebih dari %d; pilih unit dengan --unit untuk bagian ini."
                      "</p>\n",
                      "<p>%zu units are more than %d; choose units with --unit for this "
                      "part.</p>\n",
                      outlook_of(work)->n_units, (int)ZI_DOCUMENT_UNITS);
    for (size_t i = 0; has_unit_sections(work) && i < outlook_of(work)->n_units; i++)
        if (has_score(work, i))
            write_unit(work, i);
    write_unscored(work);
    close_section(work);
}

static void write_methods(struct work *work)
{
    static const struct zi_text methods[] = {
        {"Setiap syarat bernilai terpenuhi, gugur, atau belum diketahui. Yang belum diketahui "
         "tidak "
         "pernah dihitung terpenuhi. Ambang dibandingkan sebagai bilangan desimal: 75,00 lolos, "
         "74,99 tidak.",
         "Each condition is met, failed or unknown. Unknown never counts as met. Thresholds are "
         "compared as decimals: 75.00 passes, 74.99 does not."},
        {"Peluang dan proyeksi: lereng dan pangkal acak antarunit (REML) bila sedikitnya sepuluh "
         "unit memiliki nilai, selain itu regresi linear unit itu sendiri. Selang adalah selang "
         "prediksi. Peluang hanya untuk nilai total, bukan syarat lain.",
         "Chances and forecasts: random slopes and intercepts over units (REML) when at least ten "
         "units have scores, otherwise the linear regression of the unit itself. Intervals are "
         "prediction intervals. A chance is of the total only, not of other conditions."},
        {"Tren dan proyeksi tidak melintasi pergantian lembar evaluasi: yang dipakai hanya tahun "
         "sejak pergantian terakhir.",
         "Trends and forecasts do not cross a change of the evaluation sheet: only the years since "
         "the latest change are used."},
        {"Korelasi: Pearson antarrata-rata unit; q menurut Benjamini-Hochberg atas semua pasangan "
         "yang ditampilkan. Korelasi bukan sebab-akibat.",
         "Correlation: Pearson between unit means; q by Benjamini-Hochberg over all pairs shown. "
         "Correlation is not causation."},
        {"Sejak predikat: perubahan menurut angkatan dan tahun (Callaway & Sant'Anna) terhadap "
         "unit "
         "yang tidak pernah menerima; bila unit dipilih pada puncak nilainya, yang dikutip ialah "
         "perbandingan dengan unit yang tiga tahun sebelumnya bernilai sama. Batas untuk tren yang "
         "berbeda menurut Rambachan & Roth.",
         "Since the award: changes by cohort and year (Callaway & Sant'Anna) against units never "
         "awarded; where units were chosen at a peak, the comparison with units of the same three "
         "scores before is quoted. Bounds for trends that differ follow Rambachan & Roth."},
    };

    begin_section(work, METHODS);
    for (size_t i = 0; i < ZI_COUNT(methods); i++)
        say(work, "p", methods[i]);
    close_section(work);
}

static void write_quality(struct work *work)
{
    const struct zi_panel *panel = panel_of(work);
    const char *text = work->document->quality_text;

    begin_section(work, QUALITY);
    zi_buffer_add(work->out, "<ul>\n");
    for (size_t i = 0; i < panel->n_inputs; i++) {
        zi_buffer_add(work->out, "<li>");
        zi_html_text(work->out, panel->inputs[i].name);
        zi_buffer_say(work->out, language_of(work), ": %zu baris dipakai, %zu dilewati",
                      ": %zu rows used, %zu left out", panel->inputs[i].n_rows,
                      panel->inputs[i].n_left_out);
        zi_buffer_add(work->out, "</li>\n");
    }
    zi_buffer_add(work->out, "</ul>\n");
    if (text[0] != '\0') {
        zi_buffer_add(work->out, "<div class=\"scroll\" tabindex=\"0\"><pre>");
        zi_html_text(work->out, text);
        zi_buffer_add(work->out, "</pre></div>\n");
    }
    close_section(work);
}

/* Regulations in force, with how certain their rules are. */
static void write_regulations(struct work *work)
{
    const struct zi_regulations *regulations = outlook_of(work)->regulations;
    const char *last = "";

    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];
        size_t n = 0, derived = 0, uncertain = 0;

        if (strcmp(rule->regulation, last) == 0)
            continue;
        last = rule->regulation;
        for (size_t k = 0; k < regulations->n_rules; k++) {
            const struct zi_rule *other = &regulations->rules[k];

            if (strcmp(other->regulation, last) != 0 ||
                !zi_rule_in_force(other, outlook_of(work)->year))
                continue;
            n++;
            derived += strcmp(other->source.certainty, "derived") == 0;
            uncertain += strcmp(other->source.certainty, "unconfirmed") == 0 ||
                         strcmp(other->source.certainty, "conflicting") == 0;
        }
        if (n == 0)
            continue;
        zi_buffer_add(work->out, "<li>");
        zi_html_text(work->out, last);
        zi_buffer_say(work->out, language_of(work),
                      ": %zu aturan berlaku; %zu diturunkan dari sumber, %zu belum pasti",
                      ": %zu rules in force; %zu derived from sources, %zu not certain", n, derived,
                      uncertain);
        zi_buffer_add(work->out, "</li>\n");
    }
}

static void write_provenance(struct work *work)
{
    const char *line = work->document->provenance;

    begin_section(work, PROVENANCE);
    zi_buffer_add(work->out, "<ul>\n");
    write_regulations(work);
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        char *copy = zi_arena_copy_bytes(work->arena, line, length);

        zi_html_element(work->out, "li", copy != NULL ? copy : "");
        line += length + (line[length] == '\n');
    }
    zi_buffer_add(work->out, "</ul>\n");
    close_section(work);
}

static void write_all(struct work *work)
{
    static const struct zi_text none = {"", ""};
    const struct zi_entity *first = &panel_of(work)->entities[outlook_of(work)->wbk[0].entity];
    const struct zi_entity *last =
        &panel_of(work)->entities[outlook_of(work)->wbk[outlook_of(work)->n_units - 1].entity];
    bool one = strcmp(first->institution, last->institution) == 0 && first->institution[0] != '\0';
    const char *title = zi_arena_say(
        work->arena, language_of(work), "Zona Integritas %d%s%s: siapa siap, apa yang kurang",
        "Zona Integritas %d%s%s: who is ready, what is lacking", outlook_of(work)->year,
        one ? ", " : "", one ? first->institution : "");

    write_head(work, title != NULL ? title : "");
    write_charts(work, LEADERS, ZI_SECTION_LEADERS, none, NULL);
    write_readiness(work);
    write_charts(work, CHANGE, ZI_SECTION_CHANGE,
                 (struct zi_text){"Nilai ZI tiap unit", "ZI score of each unit"}, of_total);
    write_charts(work, AREAS, ZI_SECTION_AREAS,
                 (struct zi_text){"Area tiap unit", "Areas of each unit"}, of_area);
    write_correlation(work);
    write_impact(work);
    write_institutions(work);
    write_units(work);
    write_methods(work);
    write_quality(work);
    write_provenance(work);
    zi_html_end(work->out);
}

enum zi_code zi_document_write(struct zi_document *document, struct zi_buffer *out,
                               struct zi_error *error)
{
    struct work work = {.document = document,
                        .out = out,
                        .arena = document->figures->arena,
                        .n_running = document->n_threads > 0 ? document->n_threads : 1};
    enum zi_code code = lay_out(&work, error);

    document->n_charts = 0;
    if (code == ZI_OK)
        code = zi_limits_make(&work.limits, panel_of(&work)->catalogue,
                              outlook_of(&work)->regulations, work.arena, error);
    if (code == ZI_OK)
        code = zi_summary_compute(outlook_of(&work)->selection, ZI_BY_UNIT, work.arena,
                                  &work.summaries, &work.n_summaries, error);
    if (code == ZI_OK)
        code = correlate_levels(&work, error);
    if (code == ZI_OK)
        code = find_impact(&work, error);
    if (code == ZI_OK)
        code = draw(&work, error);
    if (code == ZI_OK) {
        write_all(&work);
        if (out->out_of_memory)
            code = zi_fail_memory(error);
    }
    discard(&work);
    return code;
}

/*
 * From results to charts: picks what a chart shows out of the panel and the outlook, in the words
 * of the language. No statistic is computed here and no layout.
 *
 * A kind of chart is its drawing in chart/, its figure here, and its row in charts.c: the plot
 * command, its help and the report go by the rows and name no kind.
 */
#ifndef ZISTAT_FIGURE_FIGURES_H
#define ZISTAT_FIGURE_FIGURES_H

#include <stdbool.h>

#include "analysis/outlook.h"
#include "chart/chart.h"
#include "zistat/analysis/correlate.h"

/* What all figures of one picture or report are made with. */
struct zi_figures {
    const struct zi_outlook *outlook;
    struct zi_chart_options options;
    const char *source; /* "zi.csv, predikat.csv": the last words of every footer */
    struct zi_arena *arena;
};

/* What is asked of a chart: each kind takes what concerns it. */
struct zi_figure_request {
    size_t entity;         /* of a chart of one unit */
    enum zi_target target; /* against which units are drawn */
    bool years_asked;      /* change is measured over the years of the selection */
    const size_t *indices; /* those asked for; n_indices = 0: the kind's own choice */
    size_t n_indices;
    enum zi_correlation_method method;
    enum zi_panel_level level;
    size_t page; /* from 0 */
};

/* Lays out one page into *chart, which says how many pages there are and which zi_chart_release
 * ends. ZI_EFEW when there is too little data. */
typedef enum zi_code zi_figure(const struct zi_figures *figures,
                               const struct zi_figure_request *request, struct zi_chart *chart,
                               struct zi_error *error);

/* A unit's score, forecast and predicates. */
zi_figure zi_figure_trend;

/* The indices of one unit side by side: those asked for, or the headline ones. An index that only
 * its institution has is shown as the institution's. */
zi_figure zi_figure_profile;

/* All selected units against the target. */
zi_figure zi_figure_readiness;

/* The six lever areas of each unit. */
zi_figure zi_figure_areas;

/* What became of each unit's score: from the first to the last year of the selection when the years
 * were asked for, else from the first year that is comparable with the last. ZI_EFEW when that is
 * one year. */
zi_figure zi_figure_change;

/* Each unit by score and Theil-Sen slope of the total since the latest break. */
zi_figure zi_figure_quadrant;

/* The pairs of zi_correlation_pairs_make at one level. */
zi_figure zi_figure_correlation;

/* The second of two indices against the first, between units and within them; ZI_EUSAGE when other
 * than two are asked for. Thresholds are of the second. */
zi_figure zi_figure_scatter;

/* Awarded units against others by distance from the first predicate; the outcome is the first of
 * the indices asked for, or the public satisfaction survey. ZI_EUSAGE for one that decides the
 * award; ZI_EFEW when nobody was awarded in time, or only institutions have it. */
zi_figure zi_figure_event;

/* The leaders' page; target is what the nearest candidates are shown against. */
zi_figure zi_figure_leaders;

/* Whom a chart draws. */
enum zi_chart_scope {
    ZI_CHART_OF_DATA,  /* the selection as it is: no rule judges it */
    ZI_CHART_OF_UNITS, /* all selected units, judged by the rules */
    ZI_CHART_OF_A_UNIT /* one unit, judged by the rules */
};

/* The sections of the report that hold charts, in its order. */
enum zi_chart_section {
    ZI_SECTION_NONE, /* the chart is in no report */
    ZI_SECTION_LEADERS,
    ZI_SECTION_READINESS,
    ZI_SECTION_CHANGE,
    ZI_SECTION_AREAS,
    ZI_SECTION_CORRELATION,
    ZI_SECTION_IMPACT,
    ZI_SECTION_UNIT /* of each unit */
};

struct zi_chart_kind {
    const char *name;       /* English, as in "zistat plot trend" */
    const char *name_id;    /* Indonesian, as in "zistat grafik tren" */
    struct zi_text summary; /* what it shows */
    struct zi_text caption; /* the question it answers */
    enum zi_chart_scope scope;
    bool takes_indices; /* --index chooses what is drawn; otherwise the ZI score is */
    bool takes_method;  /* --method and --level choose what is computed */
    enum zi_chart_section section;
    int place; /* among the charts of the section, rising; no two have the same */
    zi_figure *make;
};

/* Ended by a row without a name. */
extern const struct zi_chart_kind zi_chart_kinds[];

/* By either name; NULL when there is none. */
const struct zi_chart_kind *zi_chart_kind_find(const char *name);

/* The chart of the section at the next place after place, or NULL; 0 is before the first. */
const struct zi_chart_kind *zi_chart_kind_next(enum zi_chart_section section, int place);

/* What a correlation chart shows: the pairs of the indices that were asked for, or else of the
 * headline indices with at least ZI_LEAST_PAIRS points in some pair. Where all of those are of
 * institutions too few to be compared, they are shown detrended. */
enum { ZI_LEAST_PAIRS = 8 };

struct zi_correlation_pairs {
    struct zi_selection selection; /* as given, with the indices shown; borrows from it and arena */
    enum zi_panel_level level;
    bool of_institutions;             /* no pair of headline indices has values of units */
    struct zi_pair_correlation *rows; /* at that level */
    size_t n_rows;
    const struct zi_pair_correlation *
        *kept; /* by row: what the years leave of it, the pair at twoway
                  or else detrended; NULL where neither is defined */
    /* Where indices were not asked for and institutions have any of their own: the ZI score and
     * what leaders lay beside it (SPIP, SAKIP, SPI, SKM, RB, ..), of institutions, at all levels.
     */
    bool has_institutions;
    struct zi_selection institutional_selection;
    struct zi_correlations institutional;
};

enum zi_code zi_correlation_pairs_make(struct zi_correlation_pairs *pairs,
                                       const struct zi_selection *selection,
                                       const struct zi_figure_request *request,
                                       struct zi_arena *arena, struct zi_error *error);

#endif

#include "zistat/analysis/correlate.h"

#include "zistat/base/count.h"
#include "zistat/command/commands.h"
#include "zistat/report/tables.h"

static const enum zi_correlation_method methods[] = {ZI_PEARSON, ZI_SPEARMAN, ZI_KENDALL};
static const enum zi_panel_level levels[] = {ZI_POOLED, ZI_BETWEEN, ZI_WITHIN, ZI_TWOWAY};

/* The word at position 0 of an option is "all"; the others name one each. */
static struct zi_correlate_request request_of(const struct zi_options *options)
{
    struct zi_correlate_request request = {.methods = methods,
                                           .n_methods = ZI_COUNT(methods),
                                           .levels = levels,
                                           .n_levels = ZI_COUNT(levels),
                                           .confidence = options->confidence};

    if (options->methods > 0) {
        request.methods = &methods[options->methods - 1];
        request.n_methods = 1;
    }
    if (options->levels > 0) {
        request.levels = &levels[options->levels - 1];
        request.n_levels = 1;
    }
    return request;
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_correlate_request request = request_of(session->options);
    struct zi_pair_correlation *rows;
    size_t n;
    struct zi_table table;

    ZI_TRY(zi_correlate_compute(&data->selection, &request, arena, &rows, &n, error));
    zi_table_of_correlations(&table, &data->panel, rows, n, session->language);
    return zi_session_answer(session, &table, error);
}

enum zi_code zi_command_correlate(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, compute, error);
}

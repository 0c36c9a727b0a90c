/* zistat summary: what the data hold. */
#include "zistat/analysis/summary.h"

#include "session.h"
#include "table/tables.h"

struct options {
    struct zi_input_options input;
    enum zi_grouping grouping;
    struct zi_table_options table;
};

static const struct zi_option_word groupings[] = {{"unit", ZI_BY_UNIT},
                                                  {"index", ZI_BY_INDEX},
                                                  {"year", ZI_BY_YEAR},
                                                  {"jenis", ZI_BY_KIND},
                                                  {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_WORD(struct options, grouping), .name = "by", .words = groupings,
     .initial.word = ZI_BY_UNIT,
     .help = {"satu baris per unit (bawaan), indeks, tahun, atau jenis",
              "one row for each unit (default), index, year or kind"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

static enum zi_code summarise(struct zi_session *session, const struct zi_data *data,
                              struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_summary *found;
    size_t n;
    struct zi_limits limits;
    struct zi_table table;

    ZI_TRY(zi_session_limits(NULL, data, arena, &limits, error));
    ZI_TRY(zi_summary_compute(&data->selection, options->grouping, arena, &found, &n, error));
    zi_table_of_summary(&table, &data->panel, found, n, &limits, session->language);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, summarise, error);
}

const struct zi_command zi_command_summary = {
    .name = "summary",
    .name_id = "ringkas",
    .summary = {"apa yang ada dalam data: cakupan, celah, rata-rata, sebaran",
                "what the data hold: coverage, gaps, means, spread"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat summary data/ --by index",
    .run = run,
};

#include "zistat/analysis/trend.h"

#include "zistat/command/commands.h"
#include "zistat/report/tables.h"

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_trends trends;
    struct zi_table table;

    ZI_TRY(zi_trend_compute(&data->selection, session->options->confidence, arena, &trends, error));
    if (trends.n == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada angka untuk menghitung tren: pilihan ini kosong atau hanya "
                       "memuat huruf",
                       "there is no number to compute a trend from: the selection is empty or "
                       "holds letters only");
    if (trends.n_letters_only > 0)
        zi_session_say(session, "tanpa tren karena hanya berisi huruf: %zu deret",
                       "without a trend, for they hold letters only: %zu series",
                       trends.n_letters_only);
    zi_table_of_trends(&table, &data->panel, trends.rows, trends.n, session->language);
    return zi_session_answer(session, &table, error);
}

enum zi_code zi_command_trend(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, compute, error);
}

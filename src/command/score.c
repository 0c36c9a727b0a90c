/* zistat score KIND: a score from answers. */
#include <string.h>

#include "zistat/command/commands.h"

/* Ended by a row without a name. */
static const struct kind {
    struct zi_kind_row row;
    enum zi_code (*run)(struct zi_session *session, struct zi_error *error);
} kinds[] = {
    {{"lke",
      "lke",
      {"lembar kerja evaluasi ZI: nilai tiap indikator, menurut lembar resmi dan ketat",
       "the ZI evaluation sheet: points of every indicator, as the official sheet and strictly"}},
     zi_command_score_lke},
    {{"skm",
      "skm",
      {"survei kepuasan masyarakat: indeks dari baris responden",
       "public satisfaction survey: the index from the respondents' rows"}},
     zi_command_score_skm},
    {{NULL, NULL, {NULL, NULL}}, NULL},
};

struct zi_kind_row zi_score_kind(size_t i)
{
    return kinds[i].row;
}

enum zi_code zi_command_score(struct zi_session *session, struct zi_error *error)
{
    for (const struct kind *kind = kinds; kind->row.name != NULL; kind++)
        if (strcmp(kind->row.name, session->options->kind) == 0)
            return kind->run(session, error);
    return zi_command_unknown_kind(session->command, session->options->kind, error);
}

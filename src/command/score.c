/* zistat score KIND: a score from answers. */
#include <string.h>

#include "commands.h"

/* The first option given that only the one kind takes; NULL when there is none. */
static const char *option_of_lke(const struct zi_options *options)
{
    if (options->outline_file != NULL)
        return "outline";
    if (options->assessor > 0)
        return "assessor";
    if (options->depth > 0)
        return "level";
    if (options->compare)
        return "compare";
    if (options->what_if.n > 0)
        return "what-if";
    return options->best > 0 ? "best" : NULL;
}

static const char *option_of_skm(const struct zi_options *options)
{
    if (options->detail)
        return "detail";
    if (options->periods > 0)
        return "by";
    if (options->survey_order > 0)
        return "u8";
    if (options->weight > 0)
        return "weight";
    return options->population != NULL ? "population" : NULL;
}

/* Ended by a row without a name. */
static const struct kind {
    struct zi_kind_row row;
    const char *(*option_of_another)(const struct zi_options *options);
    enum zi_code (*run)(struct zi_session *session, struct zi_error *error);
} kinds[] = {
    {{"lke",
      "lke",
      {"lembar kerja evaluasi ZI: nilai tiap indikator, menurut lembar resmi dan ketat",
       "the ZI evaluation sheet: points of every indicator, as the official sheet and strictly"}},
     option_of_skm,
     zi_command_score_lke},
    {{"skm",
      "skm",
      {"survei kepuasan masyarakat: indeks dari baris responden",
       "public satisfaction survey: the index from the respondents' rows"}},
     option_of_lke,
     zi_command_score_skm},
    {{NULL, NULL, {NULL, NULL}}, NULL, NULL},
};

struct zi_kind_row zi_score_kind(size_t i)
{
    return kinds[i].row;
}

static enum zi_code run(const struct kind *kind, struct zi_session *session, struct zi_error *error)
{
    const char *other = kind->option_of_another(session->options);

    if (other != NULL)
        return zi_fail(error, ZI_EUSAGE, "opsi '--%s' tidak berlaku untuk score %s; lihat --help",
                       "the option '--%s' does not belong to score %s; see --help", other,
                       kind->row.name);
    return kind->run(session, error);
}

enum zi_code zi_command_score(struct zi_session *session, struct zi_error *error)
{
    for (const struct kind *kind = kinds; kind->row.name != NULL; kind++)
        if (strcmp(kind->row.name, session->options->kind) == 0)
            return run(kind, session, error);
    return zi_command_unknown_kind(session->command, session->options->kind, error);
}

/*
 * Any file of respondents is read or refused with faults that lie in it; what is handed on are
 * answers; leaving the faulty respondents out never turns a file that is read into one that is not.
 * The same file as a list of populations.
 */
#include "input_file.h"

#include <stdbool.h>

#include "zistat/survey/survey.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool check_answers(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS])
{
    size_t *n = data;
    bool any = false;

    (void)group;
    ++*n;
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++) {
        any = any || answers[i] > 0;
        if (answers[i] > 4 * ZI_SURVEY_UNIT || (answers[i] > 0 && answers[i] < ZI_SURVEY_UNIT))
            abort();
    }
    if (!any)
        abort();
    return true;
}

/* What the first pass counted, the second found again, unless there is more than is kept. */
static void check_report(const struct zi_report *report, enum zi_code code, bool skip_bad,
                         size_t length)
{
    size_t n_of_severity[3] = {0};

    if (code == ZI_EINPUT && report->n_of_severity[ZI_FAULT] == 0)
        abort();
    if (code == ZI_OK && report->n_of_severity[ZI_FAULT] > 0 && !skip_bad)
        abort();
    for (size_t i = 0; i < report->n_faults; i++) {
        n_of_severity[report->faults[i].severity]++;
        if (report->faults[i].line > length + 1 || report->faults[i].column > length + 1)
            abort();
    }
    for (int i = 0; i < 3; i++)
        if (report->n_faults < 10000 && n_of_severity[i] != report->n_of_severity[i])
            abort();
}

static enum zi_code read_respondents(const char *path, bool skip_bad, size_t length)
{
    struct zi_survey_options options = {.by_period = true, .skip_bad = skip_bad};
    struct zi_survey survey;
    struct zi_report report;
    size_t n = 0;
    enum zi_code code =
        zi_survey_read(&path, 1, &options, check_answers, &n, &survey, &report, NULL);

    check_report(&report, code, skip_bad, length);
    if (n != survey.n_used || survey.n_groups > n)
        abort();
    zi_survey_release(&survey);
    zi_report_release(&report);
    return code;
}

static void read_populations(const char *path, size_t length)
{
    struct zi_population *rows;
    struct zi_survey survey;
    struct zi_report report;
    size_t n;
    enum zi_code code = zi_survey_read_populations(path, &survey, &rows, &n, &report, NULL);

    check_report(&report, code, false, length);
    for (size_t i = 0; i < n; i++)
        if (rows[i].size == 0)
            abort();
    zi_survey_release(&survey);
    zi_report_release(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *path = write_input_file(bytes, length);

    if (read_respondents(path, false, length) == ZI_OK &&
        read_respondents(path, true, length) != ZI_OK)
        abort();
    read_respondents(path, true, length);
    read_populations(path, length);
    return 0;
}

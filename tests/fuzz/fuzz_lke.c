/* Any file of answers is read or refused with a sentence; whatever is read can be scored, strictly
 * within 0 and the weight, and improved. */
#include "input_file.h"

#include "zistat/analysis/lke_score.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct zi_catalogue catalogue;
static struct zi_lke_outline outline;
static struct zi_lke_scorer scorer;

static void load_once(void)
{
    static const struct zi_catalogue_files embedded;

    if (outline.n_rows == 0 && (zi_catalogue_load(&catalogue, &embedded, NULL) != ZI_OK ||
                                zi_lke_outline_load(&outline, NULL, &catalogue, NULL) != ZI_OK ||
                                zi_lke_scorer_init(&scorer, &outline, NULL) != ZI_OK))
        abort();
}

static void check_score(const struct zi_lke_answers *answers, int year)
{
    struct zi_arena arena = {0};
    struct zi_lke_score score;
    struct zi_lke_improvement *improvements;
    size_t n;

    if (zi_lke_score_make(&score, &scorer, &arena, NULL) != ZI_OK)
        abort();
    zi_lke_score_compute(&score, &scorer, answers, year);
    if (!(score.total.strict >= 0 && score.total.strict <= 100 + 1e-9))
        abort();
    if (zi_lke_improvements(&scorer, answers, &arena, &improvements, &n, NULL) != ZI_OK)
        abort();
    for (size_t i = 0; i < n; i++)
        if (!(score.total.strict + improvements[i].gain <= 100 + 1e-9))
            abort();
    zi_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const struct zi_lke_reading reading = {.assessor = ZI_LKE_TPI, .skip_bad = true};
    const char *path = write_input_file(bytes, length);
    struct zi_lke_sheets sheets;
    struct zi_report report;
    struct zi_error error = {0};
    enum zi_code code;

    load_once();
    code = zi_lke_read(&path, 1, &outline, &reading, &sheets, &report, &error);
    if (code != ZI_OK && (code != ZI_EINPUT || error.id[0] == '\0' || error.en[0] == '\0'))
        abort();
    for (size_t i = 0; i < report.n_faults; i++)
        if (report.faults[i].what.id[0] == '\0' || report.faults[i].what.en[0] == '\0')
            abort();
    for (size_t i = 0; code == ZI_OK && i < sheets.n_sheets; i++)
        for (int a = 0; a < ZI_LKE_ASSESSORS; a++)
            if (sheets.sheets[i].by[a].numbers != NULL)
                check_score(&sheets.sheets[i].by[a], sheets.sheets[i].year);
    zi_lke_sheets_release(&sheets);
    zi_report_release(&report);
    return 0;
}

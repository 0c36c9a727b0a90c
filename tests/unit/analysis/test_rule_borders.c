/* Every condition of every regulation that ships, just below its border, on it and just above. The
 * cases are made from the rules themselves. */
#include "panel_of.h"

#include <math.h>

#include "zistat/analysis/readiness.h"

/* Loaded once: there are hundreds of cases. */
static struct zi_catalogue catalogue;
static struct zi_regulations regulations;

/* The last year in which the rule binds: the end of a year decides. */
static int year_of(const struct zi_rule *rule)
{
    for (int year = 2030; year >= 2010; year--)
        if (zi_rule_is_valid(rule, year))
            return year;
    return 0;
}

/* The year whose value it judges then. */
static int value_year_of(const struct zi_rule *rule)
{
    if (rule->level != ZI_LEVEL_INSTITUTION)
        return year_of(rule);
    return zi_catalogue_year_out(&catalogue, (size_t)rule->index, ZI_LEVEL_INSTITUTION,
                                 year_of(rule) * 10000 + ZI_PROPOSALS_CLOSE);
}

static const char *institution_of(const struct zi_rule *rule)
{
    return rule->applies_to == ZI_MINISTRY ? "Kementerian Uji" : "Kabupaten Uji";
}

static int load(void **state)
{
    (void)state;
    return zi_catalogue_load(&catalogue, NULL, NULL) == ZI_OK &&
                   zi_regulations_load(&regulations, &catalogue, NULL, 0, NULL) == ZI_OK
               ? 0
               : -1;
}

static int release(void **state)
{
    (void)state;
    zi_regulations_release(&regulations);
    zi_catalogue_release(&catalogue);
    return 0;
}

static void read_panel(struct zi_panel *panel, const char *text)
{
    char path[] = "/tmp/zistat-test-XXXXXX";
    const char *paths[] = {path};
    struct zi_report report;
    int file = mkstemp(path);

    assert_true(file >= 0);
    close(file);
    write_file(path, text);
    assert_int_equal(
        zi_reader_read(paths, 1, &catalogue, &(struct zi_reader_options){0}, panel, &report, NULL),
        ZI_OK);
    zi_report_release(&report);
    unlink(path);
}

/* The verdict of the rule on one cell of text, and what it says beside it. */
static struct zi_rule_result judge_cell(const struct zi_rule *rule, const char *cell,
                                        enum zi_border border)
{
    struct zi_panel panel;
    struct zi_selection selection;
    struct zi_arena arena = {0};
    struct zi_readiness *results;
    struct zi_rule_result found = {0};
    char text[500];
    int year = year_of(rule);
    size_t n;

    snprintf(text, sizeof text, "instansi,unit,tahun,%s\n%s,%s,%d,%s\n%s,Dinas Uji,%d,%s\n",
             rule->index_name, institution_of(rule), "", value_year_of(rule),
             rule->level == ZI_LEVEL_INSTITUTION ? cell : "", institution_of(rule), year,
             rule->level == ZI_LEVEL_UNIT ? cell : "");
    read_panel(&panel, text);
    assert_int_equal(zi_selection_make(&selection, &panel, &(struct zi_request){0}, NULL), ZI_OK);
    zi_regulations_read_as(&regulations,
                           rule->reading == ZI_HALF_AREA ? ZI_HALF_AREA : ZI_WHOLE_AREA, border);
    assert_int_equal(zi_readiness_compute(&selection, &regulations, year,
                                          rule->target == ZI_WBBM ? ZI_AIM_WBBM : ZI_AIM_WBK,
                                          &arena, &results, &n, NULL),
                     ZI_OK);
    assert_int_equal(n, 1);
    for (size_t k = 0; k < results[0].n_rules; k++)
        if (results[0].rules[k].rule == rule)
            found = results[0].rules[k];
    if (found.rule == NULL)
        fail_msg("%s does not bind in %d", rule->name, year);
    zi_arena_release(&arena);
    zi_selection_release(&selection);
    zi_panel_release(&panel);
    return found;
}

static void expect(const struct zi_rule *rule, double value, enum zi_border border,
                   enum zi_verdict verdict)
{
    struct zi_rule_result result;
    char cell[64];

    snprintf(cell, sizeof cell, "%.10g", value);
    result = judge_cell(rule, cell, border);
    if (result.verdict != verdict)
        print_error("%s %s: %s is %s\n", rule->regulation, rule->name, cell,
                    zi_verdict_name(result.verdict));
    assert_int_equal(result.verdict, verdict);
    if (verdict == ZI_FAIL)
        assert_true(result.gap >= 0);
}

static size_t check_number(const struct zi_rule *rule)
{
    const struct zi_scale *scale =
        zi_catalogue_scale(&catalogue, (size_t)rule->index, value_year_of(rule));
    double border = rule->value, hair = rule->unit == ZI_IN_YEARS ? 1 : 0.001;
    bool strict = rule->op == ZI_MORE_THAN;

    if (rule->unit == ZI_IN_PERCENT_OF_WEIGHT)
        border = rule->value / 100 * scale->max;
    expect(rule, border - hair, ZI_STRICT_BORDER, ZI_FAIL);
    expect(rule, border, ZI_STRICT_BORDER, strict ? ZI_FAIL : ZI_PASS);
    if (border + hair <= scale->max)
        expect(rule, border + hair, ZI_STRICT_BORDER, ZI_PASS);
    return 1;
}

/* The letter itself, the one below, and scores about the border where the index has scores. */
static size_t check_band(const struct zi_rule *rule)
{
    size_t index = (size_t)rule->index;
    int year = value_year_of(rule);
    const struct zi_band *band =
        zi_catalogue_band_named(&catalogue, index, year, rule->word, strlen(rule->word));
    const struct zi_band *below = zi_catalogue_band_ranked(&catalogue, index, year, band->rank - 1);
    const struct zi_band *above = zi_catalogue_band_ranked(&catalogue, index, year, band->rank + 1);

    assert_int_equal(judge_cell(rule, band->name, ZI_STRICT_BORDER).verdict, ZI_PASS);
    assert_non_null(below);
    assert_int_equal(judge_cell(rule, below->name, ZI_STRICT_BORDER).verdict, ZI_FAIL);
    if (above != NULL)
        assert_int_equal(judge_cell(rule, above->name, ZI_STRICT_BORDER).verdict, ZI_PASS);
    if (isnan(band->lower) || rule->op == ZI_EQUAL)
        return 1;
    expect(rule, band->lower - 0.01, ZI_STRICT_BORDER, ZI_FAIL);
    expect(rule, band->lower, ZI_STRICT_BORDER, band->strict ? ZI_FAIL : ZI_PASS);
    expect(rule, band->lower + 0.01, ZI_STRICT_BORDER, ZI_PASS);
    expect(rule, band->lower - 0.01, ZI_INCLUSIVE_BORDER, ZI_FAIL);
    expect(rule, band->lower, ZI_INCLUSIVE_BORDER, ZI_PASS);
    if (band->strict) {
        char cell[64];

        snprintf(cell, sizeof cell, "%.10g", band->lower);
        assert_int_equal(judge_cell(rule, cell, ZI_STRICT_BORDER).note, ZI_NOTE_ON_BORDER);
        assert_int_equal(judge_cell(rule, cell, ZI_INCLUSIVE_BORDER).note, ZI_NOTE_BORDER_INCLUDED);
    }
    return 1;
}

static void every_rule_has_its_border_where_it_says(void **state)
{
    size_t checked = 0, elsewhere = 0;

    (void)state;
    for (size_t i = 0; i < regulations.n_rules; i++) {
        const struct zi_rule *rule = &regulations.rules[i];

        assert_true(year_of(rule) > 0);
        if (rule->index == ZI_NO_INDEX) /* facts of predicates: wbbm_needs_two_years_of_wbk etc. */
            elsewhere++;
        else
            checked += rule->unit == ZI_IN_BAND ? check_band(rule) : check_number(rule);
    }
    assert_int_equal(checked + elsewhere, regulations.n_rules);
    assert_true(checked > 100);
}

/* Which regulation is in force: each year from the first that has rules. */
static void each_year_has_the_rules_of_its_time(void **state)
{
    static const struct {
        int year;
        size_t n; /* conditions of WBK in a regency, exempt and untested rows apart */
        const char *regulation;
    } years[] = {
        {2011, 0, ""},
        {2012, 2, "permenpanrb-60-2012"},
        {2014, 2, "permenpanrb-60-2012"},
        {2015, 6, "permenpanrb-52-2014"},
        {2018, 6, "permenpanrb-52-2014"},
        {2019, 12, "permenpanrb-52-2014"},
        {2021, 12, "permenpanrb-52-2014"},
        {2022, 19, "permenpanrb-90-2021"},
        {2023, 19, "permenpanrb-90-2021"},
        {2024, 24, "permenpanrb-5-2024"},
        {2025, 24, "permenpanrb-5-2024"},
        {2026, 24, "permenpanrb-5-2024"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        struct fixture f;
        struct zi_readiness *results;
        char text[100];
        size_t n, of_regulation = 0;

        snprintf(text, sizeof text, "instansi,unit,tahun,zi\nKabupaten Uji,Dinas Uji,%d,80\n",
                 years[i].year);
        fixture_init(&f, text, NULL);
        assert_int_equal(zi_readiness_compute(&f.selection, &f.regulations, years[i].year,
                                              ZI_AIM_WBK, &f.arena, &results, &n, &f.error),
                         years[i].n > 0 ? ZI_OK : ZI_EFEW);
        if (years[i].n > 0) {
            assert_int_equal(results[0].n_rules, years[i].n);
            for (size_t k = 0; k < results[0].n_rules; k++)
                of_regulation +=
                    strcmp(results[0].rules[k].rule->regulation, years[i].regulation) == 0;
            assert_true(of_regulation > 0);
        }
        fixture_release(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_has_its_border_where_it_says),
        cmocka_unit_test(each_year_has_the_rules_of_its_time),
    };

    return cmocka_run_group_tests(tests, load, release);
}

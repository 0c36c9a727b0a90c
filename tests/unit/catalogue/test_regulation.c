#include "check.h"

#include <string.h>
#include <unistd.h>

#include "catalogue/embedded.h"
#include "reading.h"
#include "zistat/catalogue/regulation.h"

static struct zi_catalogue catalogue;

static int load(void **state)
{
    (void)state;
    return zi_catalogue_load(&catalogue, NULL, NULL) == ZI_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    zi_catalogue_release(&catalogue);
    return 0;
}

static const struct zi_rule *rule_named(const struct zi_regulations *regulations,
                                        const char *regulation, const char *name)
{
    for (size_t i = 0; i < regulations->n_rules; i++)
        if (strcmp(regulations->rules[i].name, name) == 0 &&
            strcmp(regulations->rules[i].regulation, regulation) == 0)
            return &regulations->rules[i];
    fail_msg("no rule %s in %s", name, regulation);
    return NULL;
}

static void the_embedded_regulations_load(void **state)
{
    struct zi_regulations regulations;
    struct zi_error error;
    const struct zi_rule *rule;

    (void)state;
    if (zi_regulations_load(&regulations, &catalogue, NULL, 0, &error) != ZI_OK)
        print_error("%s\n", error.en);
    rule = rule_named(&regulations, "permenpanrb-90-2021", "wbk-total");
    assert_int_equal(rule->target, ZI_WBK);
    assert_int_equal(rule->level, ZI_LEVEL_UNIT);
    assert_int_equal(rule->op, ZI_AT_LEAST);
    assert_int_equal(rule->unit, ZI_IN_POINTS);
    assert_close(rule->value, 75, 0);
    assert_string_equal(catalogue.indices[rule->index].name, "zi");
    assert_int_equal(rule->valid_from, 20220101);
    assert_int_equal(rule->valid_to, 99991231);
    assert_true(strlen(rule->source.source) > 0);
    rule = rule_named(&regulations, "permenpanrb-5-2024", "wbbm-rb-kl");
    assert_int_equal(rule->target, ZI_WBBM);
    assert_int_equal(rule->level, ZI_LEVEL_INSTITUTION);
    assert_int_equal(rule->applies_to, ZI_MINISTRY);
    assert_int_equal(rule->unit, ZI_IN_BAND);
    assert_string_equal(rule->word, "BB");
    assert_undefined(rule->value);
    rule = rule_named(&regulations, "permenpanrb-5-2024", "wbk-afirmasi-rsud");
    assert_int_equal(rule->op, ZI_IS_EXEMPT);
    assert_int_equal(rule->index, ZI_NO_INDEX);
    rule = rule_named(&regulations, "permenpanrb-90-2021", "wbk-larangan");
    assert_int_equal(rule->index, ZI_NO_INDEX);
    assert_int_equal(rule->unit, ZI_IN_YEARS);
    zi_regulations_release(&regulations);
}

static void a_rule_is_in_force_when_it_holds_at_the_end_of_the_year(void **state)
{
    struct zi_rule rule = {.valid_from = 20220101, .valid_to = 20240714};

    (void)state;
    assert_false(zi_rule_in_force(&rule, 2021));
    assert_true(zi_rule_in_force(&rule, 2022));
    assert_true(zi_rule_in_force(&rule, 2023));
    assert_false(zi_rule_in_force(&rule, 2024));
    rule = (struct zi_rule){.valid_from = 0, .valid_to = 99991231};
    assert_true(zi_rule_in_force(&rule, 1990) && zi_rule_in_force(&rule, 2100));
}

static void the_embedded_regulations_are_listed(void **state)
{
    struct zi_arena arena = {0};
    const char **names = zi_regulations_embedded(&arena);
    size_t count = 0;

    (void)state;
    for (; names[count] != NULL; count++) {
        assert_int_equal(strncmp(names[count], "regulations/", 12), 0);
        assert_non_null(zi_embedded_find(names[count]));
    }
    assert_true(count >= 3);
    assert_null(zi_embedded_find("regulations/none.csv"));
    zi_arena_release(&arena);
}

static void targets_have_names(void **state)
{
    (void)state;
    assert_string_equal(zi_target_name(ZI_WBK), "WBK");
    assert_string_equal(zi_target_name(ZI_WBBM), "WBBM");
}

#define HEADER                                                                                     \
    "rule,target,level,index,operator,value,unit,applies_to,article,valid_from,valid_to,name_id,"  \
    "name_en,source,certainty\n"

#define READING_HEADER                                                                             \
    "rule,target,level,index,operator,value,unit,applies_to,article,valid_from,valid_to,name_id,"  \
    "name_en,source,certainty,reading\n"

struct faulty {
    const char *text;
    const char *says;
};

static const struct faulty faulty_files[] = {
    {"rule\nx\n", "there is no column 'target'"},
    {HEADER ",WBK,unit,zi,>=,75,points,,,,,n,n,,\n", ":2: rule is empty"},
    {HEADER "r,,unit,zi,>=,75,points,,,,,n,n,,\n", "unknown target ''"},
    {HEADER "r,WBX,unit,zi,>=,75,points,,,,,n,n,,\n", "unknown target 'WBX'"},
    {HEADER "r,WBK,desa,zi,>=,75,points,,,,,n,n,,\n", "unknown level 'desa'"},
    {HEADER "r,WBK,unit,,>=,75,points,,,,,n,n,,\n", "index '' is not in the catalogue"},
    {HEADER "r,WBK,unit,sakp,>=,75,points,,,,,n,n,,\n", "index 'sakp' is not in the catalogue"},
    {HEADER "r,WBK,unit,zi,,75,points,,,,,n,n,,\n", "unknown operator ''"},
    {HEADER "r,WBK,unit,zi,<,75,points,,,,,n,n,,\n", "unknown operator '<'"},
    {HEADER "r,WBK,unit,zi,>=,,points,,,,,n,n,,\n", "value is empty"},
    {HEADER "r,WBK,unit,zi,>=,B,points,,,,,n,n,,\n", "value 'B' is not a number"},
    {HEADER "r,WBK,unit,zi,>=,75,,,,,,n,n,,\n", "unknown unit ''"},
    {HEADER "r,WBK,unit,zi,>=,75,metres,,,,,n,n,,\n", "unknown unit 'metres'"},
    {HEADER "r,WBK,unit,zi,>=,175,points,,,2022-01-01,,n,n,,\n",
     "'r' asks for 175, above the scale"},
    {HEADER "r,WBK,unit,zi.b1,>=,18.24,points,,,2022-01-01,,n,n,,\n"
            "a,WBK,unit,zi.b1a,>=,15.75,points,,,2022-01-01,,n,n,,\n"
            "b,WBK,unit,zi.b1b,>=,2.5,points,,,2022-01-01,,n,n,,\n",
     ":2: 'r' asks for 18.24, but the minimums of its parts already add up to 18.25"},
    {HEADER "r,WBK,unit,zi,>=,101,percent-of-weight,,,,,n,n,,\n",
     "percent '101' is outside 0 to 100"},
    {HEADER "r,WBK,unit,sakip,>=,Z,band,,,,,n,n,,\n", "'Z' is not a band of index 'sakip'"},
    {HEADER "r,WBK,unit,zi,>=,B,band,,,,,n,n,,\n", "'B' is not a band of index 'zi'"},
    {HEADER "r,WBK,unit,,exempt,75,points,,,,,n,n,,\n",
     "unit words and operator exempt or untested"},
    {HEADER "r,WBK,unit,,untested,75,points,,,,,n,n,,\n",
     "unit words and operator exempt or untested"},
    {READING_HEADER "r,WBK,unit,zi,>=,75,points,,,,,n,n,,,quarter\n", "unknown reading 'quarter'"},
    {READING_HEADER "r,WBK,unit,zi,>=,75,points,,,,,n,n,,,half\n"
                    "r,WBK,unit,zi,>=,75,points,,,,,n,n,,,\n",
     ":3: rule 'r' is already in line 2"},
    {HEADER "r,WBK,unit,zi,>=,75,points,bumn,,,,n,n,,\n", "unknown applies_to 'bumn'"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,2024,,n,n,,\n", "valid_from '2024' is not a date"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,2023-02-29,,n,n,,\n", "'2023-02-29' is not a date"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,,2023-13-01,n,n,,\n", "'2023-13-01' is not a date"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,2024-02-29,2023-01-01,n,n,,\n",
     "valid_from is after valid_to for 'r'"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,,,,n,,\n", "name_id is empty"},
    {HEADER "r,WBK,unit,zi,>=,75,points,,,,2022-06-30,n,n,,\n"
            "r,WBK,unit,zi,>=,80,points,,,2022-06-30,,n,n,,\n",
     ":3: rule 'r' is already in line 2"},
};

static void every_fault_of_a_file_is_said_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faulty_files / sizeof *faulty_files; i++) {
        struct zi_regulations regulations;
        struct zi_error error = {0};
        char path[64];
        const char *paths[1] = {path};

        write_file(path, faulty_files[i].text, strlen(faulty_files[i].text));
        assert_int_equal(zi_regulations_load(&regulations, &catalogue, paths, 1, &error),
                         ZI_EINPUT);
        unlink(path);
        if (strstr(error.en, faulty_files[i].says) == NULL)
            print_error("case %zu: %s\n", i, error.en);
        assert_non_null(strstr(error.en, faulty_files[i].says));
        assert_true(strlen(error.id) > 0);
        assert_int_equal(regulations.n_rules, 0);
    }
}

/* One name may return with another validity, target or government. */
static void rules_of_one_name_may_differ_in_what_they_bind(void **state)
{
    static const char text[] = HEADER "r,WBK,unit,zi,>=,75,points,,,,2022-06-30,n,n,,\n"
                                      "r,WBK,unit,zi,>=,80,points,,,2022-07-01,,n,n,,\n"
                                      "r,WBBM,unit,zi,>,80,points,,,,,n,n,,\n"
                                      "r,WBK,unit,zi,=,80,points,pemda,,,,n,n,,\n";
    struct zi_regulations regulations;
    char path[64];
    const char *paths[1] = {path};

    (void)state;
    write_file(path, text, sizeof text - 1);
    assert_int_equal(zi_regulations_load(&regulations, &catalogue, paths, 1, NULL), ZI_OK);
    unlink(path);
    assert_int_equal(regulations.n_rules, 4);
    assert_int_equal(regulations.rules[2].op, ZI_MORE_THAN);
    assert_int_equal(regulations.rules[3].op, ZI_EQUAL);
    assert_int_equal(regulations.rules[3].applies_to, ZI_LOCAL_GOVERNMENT);
    assert_int_equal(regulations.rules[3].line, 5);
    assert_string_equal(regulations.rules[0].regulation, path + strlen("/tmp/"));
    zi_regulations_release(&regulations);
}

/* Both readings are loaded under one name; one of them is in force. */
static void the_reading_that_was_not_chosen_is_set_aside(void **state)
{
    static const char text[] =
        READING_HEADER "r,WBK,unit,zi.a1,>=,60,percent-of-weight,,,,,n,n,,,whole\n"
                       "r,WBK,unit,zi.a1.reform,>=,60,percent-of-weight,,,,,n,n,,,half\n"
                       "always,WBK,unit,zi,>=,60,points,,,,,n,n,,,\n"
                       "said,WBK,unit,,untested,x,words,,,,,n,n,,,\n";
    struct zi_regulations regulations;
    char path[64];
    const char *paths[1] = {path};

    (void)state;
    write_file(path, text, sizeof text - 1);
    assert_int_equal(zi_regulations_load(&regulations, &catalogue, paths, 1, NULL), ZI_OK);
    unlink(path);
    assert_true(zi_rule_in_force(&regulations.rules[0], 2025));
    assert_false(zi_rule_in_force(&regulations.rules[1], 2025));
    assert_int_equal(regulations.border, ZI_STRICT_BORDER);
    zi_regulations_read_as(&regulations, ZI_HALF_AREA, ZI_INCLUSIVE_BORDER);
    assert_false(zi_rule_in_force(&regulations.rules[0], 2025));
    assert_true(zi_rule_in_force(&regulations.rules[1], 2025));
    assert_true(zi_rule_is_valid(&regulations.rules[0], 2025));
    assert_true(zi_rule_in_force(&regulations.rules[2], 2025));
    assert_int_equal(regulations.rules[3].op, ZI_IS_UNTESTED);
    assert_int_equal(regulations.border, ZI_INCLUSIVE_BORDER);
    zi_regulations_read_as(&regulations, ZI_WHOLE_AREA, ZI_STRICT_BORDER);
    assert_true(zi_rule_in_force(&regulations.rules[0], 2025));
    zi_regulations_release(&regulations);
}

static void a_built_in_regulation_is_taken_by_its_name(void **state)
{
    const char *paths[] = {"permenpanrb-5-2024"};
    const char *part[] = {"permenpanrb-5"};
    struct zi_regulations regulations;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_regulations_load(&regulations, &catalogue, paths, 1, &error), ZI_OK);
    assert_true(regulations.n_rules > 0);
    for (size_t i = 0; i < regulations.n_rules; i++)
        assert_string_equal(regulations.rules[i].regulation, "permenpanrb-5-2024");
    zi_regulations_release(&regulations);
    assert_int_equal(zi_regulations_load(&regulations, &catalogue, part, 1, &error), ZI_EINPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_embedded_regulations_load),
        cmocka_unit_test(a_rule_is_in_force_when_it_holds_at_the_end_of_the_year),
        cmocka_unit_test(the_embedded_regulations_are_listed),
        cmocka_unit_test(a_built_in_regulation_is_taken_by_its_name),
        cmocka_unit_test(targets_have_names),
        cmocka_unit_test(every_fault_of_a_file_is_said_with_its_line),
        cmocka_unit_test(rules_of_one_name_may_differ_in_what_they_bind),
        cmocka_unit_test(the_reading_that_was_not_chosen_is_set_aside),
    };

    return cmocka_run_group_tests(tests, load, release);
}

#include "check.h"

#include "lke.h"

static void the_official_weights_add_up(void **state)
{
    const struct zi_lke_outline *outline = official();
    static const struct {
        const char *id;
        double weight;
    } weights[] = {{"A", 60},      {"A.1", 30},   {"A.2", 30},     {"A.1.1", 4},   {"A.1.2", 3.5},
                   {"A.1.3", 5},   {"A.1.4", 5},  {"A.1.5", 7.5},  {"A.1.6", 5},   {"A.2.1", 4},
                   {"A.2.2", 3.5}, {"A.2.3", 5},  {"A.2.4", 5},    {"A.2.5", 7.5}, {"A.2.6", 5},
                   {"B", 40},      {"B.1", 22.5}, {"B.1.a", 17.5}, {"B.1.b", 5},   {"B.2", 17.5}};

    (void)state;
    assert_true(outline->total == 100);
    for (size_t i = 0; i < sizeof weights / sizeof weights[0]; i++)
        assert_true(outline->rows[row_of(weights[i].id)].weight == weights[i].weight);
    for (size_t i = 0; i < outline->n_rows; i++) {
        double sum = 0;

        for (size_t k = outline->rows[i].first_child; k != ZI_LKE_NO_ROW;
             k = outline->rows[k].next_sibling)
            sum += outline->rows[k].weight;
        if (outline->rows[i].level < ZI_LKE_QUESTION && !isnan(sum))
            assert_true(sum == outline->rows[i].weight);
    }
}

static void the_official_rows_are_counted(void **state)
{
    const struct zi_lke_outline *outline = official();
    size_t levels[ZI_LKE_INPUT + 1] = {0}, types[ZI_LKE_COUNT + 1] = {0}, typed = 0;

    (void)state;
    for (size_t i = 0; i < outline->n_rows; i++) {
        levels[outline->rows[i].level]++;
        if (outline->rows[i].level == ZI_LKE_QUESTION)
            types[outline->rows[i].type]++;
        typed += zi_lke_is_typed(&outline->rows[i]);
    }
    assert_int_equal(outline->n_rows, 199);
    assert_int_equal(levels[ZI_LKE_COMPONENT], 2);
    assert_int_equal(levels[ZI_LKE_PART], 2);
    assert_int_equal(levels[ZI_LKE_AREA], 14);
    assert_int_equal(levels[ZI_LKE_INDICATOR], 44);
    assert_int_equal(levels[ZI_LKE_QUESTION], 113);
    assert_int_equal(levels[ZI_LKE_INPUT], 24);
    assert_int_equal(types[ZI_LKE_YES_NO], 17);
    assert_int_equal(types[ZI_LKE_ABC], 36);
    assert_int_equal(types[ZI_LKE_ABCD], 33);
    assert_int_equal(types[ZI_LKE_ABCDE], 17);
    assert_int_equal(types[ZI_LKE_PERCENT], 8);
    assert_int_equal(types[ZI_LKE_INDEX4], 2);
    assert_int_equal(typed, 128);
}

static void ids_are_found_as_people_type_them(void **state)
{
    const struct zi_lke_outline *outline = official();

    (void)state;
    assert_int_equal(zi_lke_outline_find(outline, " a.1.2.I.A ", 11), row_of("A.1.2.i.a"));
    assert_true(zi_lke_outline_find(outline, "A.1.2.i.z", 9) == ZI_LKE_NO_ROW);
    assert_true(zi_lke_outline_find(outline, "", 0) == ZI_LKE_NO_ROW);
    assert_string_equal(zi_lke_outline_nearest(outline, "A.1.2.i.z"), "A.1.2.i.a");
    assert_null(zi_lke_outline_nearest(outline, "something else"));
}

/* Needs: those of the formula and further ones, in the sheet's order. */
static void needs_of_percent_questions(void **state)
{
    const struct zi_lke_row *row = &official()->rows[row_of("A.2.3.iii.a")];

    (void)state;
    assert_int_equal(row->n_needs, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(row->needs[i], row_of("A.2.3.iii.a") + 1 + i);
    assert_int_equal(row->best_input, row_of("A.2.3.iii.a.2"));
    assert_int_equal(official()->rows[row_of("A.2.5.iii.i.a")].n_needs, 2);
}

/* A file of its own; rows after the header. */
static enum zi_code load(const char *rows, struct zi_error *error)
{
    static const char header[] = "id,parent,level,weight,answer,formula,name_id,name_en,needs,best,"
                                 "equals,indices,answer_index,codes\n";
    struct zi_lke_outline outline;
    char text[2000];
    char path[64];
    enum zi_code code;

    snprintf(text, sizeof text, "%s%s", header, rows);
    write_text(path, text, strlen(text));
    code = zi_lke_outline_load(&outline, path, the_catalogue(), error);
    unlink(path);
    if (code == ZI_OK)
        zi_lke_outline_release(&outline);
    return code;
}

#define TOP                                                                                        \
    "A,,component,10,,,a,a,,,,,,\n"                                                                \
    "A.1,A,indicator,10,,,b,b,,,,,,\n"

static void a_small_outline_is_one(void **state)
{
    (void)state;
    assert_int_equal(load(TOP "A.1.a,A.1,question,,percent,x / y,c,c,z,x = y,,,,7|8\n"
                              "x,A.1.a,input,,count,,d,d,,,y + z,,,\n"
                              "y,A.1.a,input,,count,,d,d,,,,,,\n"
                              "z,A.1.a,input,,count,,d,d,,,,,,\n",
                          NULL),
                     ZI_OK);
}

static void every_fault_of_an_outline_names_its_line(void **state)
{
    static const struct {
        const char *rows;
        size_t line;
        const char *says;
    } faults[] = {
        {"", 1, "no rows"},
        {"A,,componen,10,,,a,a,,,,,,\n", 2, "unknown level"},
        {TOP "A.1.a,A.1,question,,abcf,,c,c,,,,,,\n", 4, "unknown answer"},
        {TOP "A.1.a,A.9,question,,abc,,c,c,,,,,,\n", 4, "parent"},
        {TOP "A.1.a,A.1.b,question,,abc,,c,c,,,,,,\nA.1.b,A.1,question,,abc,,c,c,,,,,,\n", 4,
         "parent"},
        {TOP "A.1.a,,question,,abc,,c,c,,,,,,\n", 4, "no parent"},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,,,,\na.1,A.1,question,,abc,,c,c,,,,,,\n", 5,
         "already in line 3"},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,,,,5\nA.1.b,A.1,question,,abc,,c,c,,,,,,5\n", 5,
         "already in line 4"},
        {"A,,component,10,,,a,a,,,,,,\nA.1,A,indicator,9,,,b,b,,,,,,\n"
         "A.1.a,A.1,question,,abc,,c,c,,,,,,\n",
         2, "add up to 9"},
        {"A,,component,0,,,a,a,,,,,,\n", 2, "above 0"},
        {"A,,component,,,,a,a,,,,,,\n", 2, "weight"},
        {TOP "A.1.a,A.1,question,,,,c,c,,,,,,\n", 4, "type of answer"},
        {TOP "A.1.a,A.1,question,,count,,c,c,,,,,,\n", 4, "type of answer"},
        {TOP, 3, "no question"},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,,,,\nA.2,A.1.a,indicator,1,,,c,c,,,,,,\n", 5,
         "cannot stand below"},
        {TOP "A.1.a,A.1,question,,percent,,c,c,,,,,,\n", 4, "go together"},
        {TOP "A.1.a,A.1,question,,abc,1 / 2,c,c,,,,,,\n", 4, "go together"},
        {TOP "A.1.a,A.1,question,,percent,x / q,c,c,,,,,,\nx,A.1.a,input,,count,,d,d,,,,,,\n", 4,
         "'q'"},
        {TOP "A.1.a,A.1,question,,percent,x / A.1,c,c,,,,,,\nx,A.1.a,input,,count,,d,d,,,,,,\n", 4,
         "cannot use"},
        {TOP "A.1.a,A.1,question,,percent,x,c,c,q,,,,,\nx,A.1.a,input,,count,,d,d,,,,,,\n", 4,
         "needs 'q'"},
        {TOP "A.1.a,A.1,question,,percent,x,c,c,,x,,,,\nx,A.1.a,input,,count,,d,d,,,,,,\n", 4,
         "INPUT = FORMULA"},
        {TOP "A.1.a,A.1,question,,abc,,c,c,A.1,,,,,\n", 4, "percent only"},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,A.1,,,\n", 4, ""},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,,zi,,\n", 4, "with a weight"},
        {"A,,component,10,,,a,a,,,,zii,,\n", 2, ""},
        {TOP "A.1.a,A.1,question,,abc,,c,c,,,,,ipak,\n", 4, "index4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct zi_error error = {0};
        char place[16];

        snprintf(place, sizeof place, ":%zu: ", faults[i].line);
        if (load(faults[i].rows, &error) != ZI_EINPUT)
            fail_msg("case %zu is taken for an outline", i);
        if (strstr(error.en, place) == NULL || strstr(error.en, faults[i].says) == NULL ||
            strstr(error.id, place) == NULL)
            fail_msg("case %zu: %s", i, error.en);
    }
}

static void a_missing_outline_is_named(void **state)
{
    struct zi_lke_outline outline;
    struct zi_error error = {0};

    (void)state;
    assert_int_equal(zi_lke_outline_load(&outline, "/nonexistent.csv", the_catalogue(), &error),
                     ZI_EINPUT);
    assert_non_null(strstr(error.en, "/nonexistent.csv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_official_weights_add_up),
        cmocka_unit_test(the_official_rows_are_counted),
        cmocka_unit_test(ids_are_found_as_people_type_them),
        cmocka_unit_test(needs_of_percent_questions),
        cmocka_unit_test(a_small_outline_is_one),
        cmocka_unit_test(every_fault_of_an_outline_names_its_line),
        cmocka_unit_test(a_missing_outline_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

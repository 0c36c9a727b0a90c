#include "panel_of.h"

#include "zistat/analysis/todo.h"

#define HEAD                                                                                       \
    "instansi,unit,jenis,tahun,zi,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1a,zi.b1b,zi.b2,sakip,"  \
    "tlhp,lhkpn,lhkan,lama_zi,layanan_inti,dampak_publik,opini,rb,spip\n"
#define INSTITUTION "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,,65,,,,,,,WTP,61,3.1\n"
#define LACKS_TLHP                                                                                 \
    "Kabupaten Uji,Dinas Tlhp,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,,100,100,2,Ya,"    \
    "Ya,,,\n"
#define LACKS_SURVEY                                                                               \
    "Kabupaten Uji,Dinas Survei,dinas,2025,,7,6,8,8,10,8,15.75,3.75,,72,,100,100,2,Ya,Ya,,,\n"
#define LACKS_SCORES "Kabupaten Uji,Dinas Kosong,dinas,2025,,,,,,,,,,,72,100,100,100,2,Ya,Ya,,,\n"
#define FAILS                                                                                      \
    "Kabupaten Uji,Dinas Gugur,dinas,2025,70,7,6,8,8,10,8,15.75,3.75,14.25,72,,100,100,2,Ya,"      \
    "Ya,,,\n"
#define HOLDS_WBBM "Kabupaten Uji,Dinas Tuntas,dinas,2025,,,,,,,,,,,,,,,,,,,,\n"
#define PREDICATES                                                                                 \
    "instansi,unit,predikat,tahun,peristiwa\n"                                                     \
    "Kabupaten Uji,Dinas Tuntas,WBBM,2022,diberikan\n"

struct listed {
    struct fixture f;
    struct zi_readiness *results;
    size_t n;
    struct zi_todo *todos;
    size_t n_todos;
};

static void list(struct listed *l, const char *scores, const char *predicates)
{
    struct fixture *f = &l->f;

    fixture_init(f, scores, predicates);
    assert_int_equal(zi_readiness_compute(&f->selection, &f->regulations, 2025, ZI_AIM_AUTO,
                                          &f->arena, &l->results, &l->n, &f->error),
                     ZI_OK);
    assert_int_equal(zi_todo_list(&f->panel, &f->regulations, l->results, l->n, &f->arena,
                                  &l->todos, &l->n_todos, &f->error),
                     ZI_OK);
}

static const struct zi_todo *item(const struct listed *l, const char *name)
{
    for (size_t i = 0; i < l->n_todos; i++)
        if (strcmp(l->todos[i].item, name) == 0)
            return &l->todos[i];
    fail_msg("nothing called %s to collect", name);
    return NULL;
}

static const char *unit_named(const struct listed *l, const struct zi_todo *todo, size_t i)
{
    assert_true(i < todo->n_named);
    return l->f.panel.entities[todo->named[i]].unit;
}

static void what_decides_most_units_comes_first(void **state)
{
    struct listed l;

    (void)state;
    list(&l, HEAD INSTITUTION FAILS LACKS_TLHP LACKS_SURVEY, PREDICATES);
    assert_int_equal(l.n_todos, 2);
    assert_string_equal(l.todos[0].item, "tlhp");
    assert_int_equal(l.todos[0].n_units, 3);
    assert_int_equal(l.todos[0].n_decides, 1);
    assert_int_equal(l.todos[0].n_rules, 1);
    assert_string_equal(unit_named(&l, &l.todos[0], 0), "Dinas Tlhp"); /* the one it decides */
    assert_string_equal(unit_named(&l, &l.todos[0], 1), "Dinas Gugur");
    assert_string_equal(l.todos[1].item, "zi.b2");
    assert_int_equal(l.todos[1].n_rules, 2); /* the total and the survey */
    assert_int_equal(l.todos[1].n_decides, 0);
    fixture_release(&l.f);
}

/* Eleven rules hang on one sheet. */
static void a_whole_of_which_nothing_is_known_is_one_thing(void **state)
{
    struct listed l;

    (void)state;
    list(&l, HEAD INSTITUTION LACKS_SCORES, PREDICATES);
    assert_int_equal(l.n_todos, 1);
    assert_string_equal(l.todos[0].item, "zi");
    assert_int_equal(l.todos[0].n_decides, 1);
    assert_int_equal(l.todos[0].n_rules, 12);
    fixture_release(&l.f);
}

static void an_institutions_value_is_asked_for_once_for_all_its_units(void **state)
{
    struct listed l;

    (void)state;
    list(&l,
         HEAD "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,,65,,,,,,,WTP,61,\n" LACKS_TLHP LACKS_SCORES,
         PREDICATES);
    assert_int_equal(item(&l, "spip")->n_units, 2);
    assert_int_equal(item(&l, "spip")->level, ZI_LEVEL_INSTITUTION);
    assert_int_equal(item(&l, "spip")->n_decides, 0);
    fixture_release(&l.f);
}

static void facts_that_are_no_index_are_things_too(void **state)
{
    struct listed l;

    (void)state;
    list(&l,
         HEAD "Otorita Uji,,,2024,,,,,,,,,,,65,,,,,,,WTP,75,3.1\n"
              "Otorita Uji,Dinas A,,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,100,100,100,2,Ya,"
              "Ya,,,\n",
         NULL);
    assert_int_equal(l.n_todos, 2);
    assert_int_equal(item(&l, "predikat")->level, ZI_LEVEL_INSTITUTION);
    assert_int_equal(item(&l, "predikat")->index, ZI_NO_INDEX);
    assert_int_equal(item(&l, "jenis")->n_rules, 2); /* the limits of regencies and ministries */
    assert_int_equal(item(&l, "jenis")->n_decides, 0);
    fixture_release(&l.f);
}

static void a_date_of_revocation_is_asked_of_the_unit(void **state)
{
    struct listed l;

    (void)state;
    list(&l, HEAD INSTITUTION LACKS_TLHP,
         "instansi,unit,predikat,tahun,peristiwa\n"
         "Kabupaten Uji,Dinas Tlhp,WBK,2018,diberikan\n"
         "Kabupaten Uji,Dinas Tlhp,WBK,2023,dicabut\n");
    assert_int_equal(item(&l, "tanggal_pencabutan")->n_units, 1);
    assert_int_equal(item(&l, "tanggal_pencabutan")->n_decides, 0); /* tlhp is unknown as well */
    fixture_release(&l.f);
}

static void holders_of_wbbm_and_known_units_ask_for_nothing(void **state)
{
    struct listed l;

    (void)state;
    list(&l, HEAD INSTITUTION HOLDS_WBBM, PREDICATES);
    assert_int_equal(l.n, 1);
    assert_true(l.results[0].unknown > 0);
    assert_int_equal(l.n_todos, 0);
    fixture_release(&l.f);
}

/* Counted again the slow way: a unit lacks something exactly when a rule of it is unknown. */
static void the_list_is_empty_exactly_when_every_rule_is_known(void **state)
{
    static const char *const rows[] = {LACKS_TLHP, LACKS_SURVEY, LACKS_SCORES, FAILS, HOLDS_WBBM};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listed l;
        char text[1500];
        size_t most = 0;

        snprintf(text, sizeof text, "%s%s%s", HEAD, INSTITUTION, rows[i]);
        list(&l, text, PREDICATES);
        for (size_t k = 0; k < l.n_todos; k++)
            if (l.todos[k].n_units > most)
                most = l.todos[k].n_units;
        assert_int_equal(most, l.results[0].unknown > 0 && rows[i] != rows[4]);
        fixture_release(&l.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_decides_most_units_comes_first),
        cmocka_unit_test(a_whole_of_which_nothing_is_known_is_one_thing),
        cmocka_unit_test(an_institutions_value_is_asked_for_once_for_all_its_units),
        cmocka_unit_test(facts_that_are_no_index_are_things_too),
        cmocka_unit_test(a_date_of_revocation_is_asked_of_the_unit),
        cmocka_unit_test(holders_of_wbbm_and_known_units_ask_for_nothing),
        cmocka_unit_test(the_list_is_empty_exactly_when_every_rule_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

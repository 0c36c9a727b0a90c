#include "check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reading.h"
#include "zistat/catalogue/catalogue.h"

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

static size_t index_of(const char *name)
{
    long index = zi_catalogue_find(&catalogue, name, strlen(name));

    assert_true(index != ZI_NO_INDEX);
    return (size_t)index;
}

/* ---- what ships ---- */

static void the_embedded_files_load(void **state)
{
    struct zi_error error;
    struct zi_catalogue loaded;

    (void)state;
    if (zi_catalogue_load(&loaded, NULL, &error) != ZI_OK)
        print_error("%s\n", error.en);
    assert_true(loaded.n_indices > 40 && loaded.n_bands > 0 && loaded.n_breaks > 0);
    assert_true(loaded.n_parts > 0 && loaded.n_kinds > 0);
    for (size_t i = 0; i < loaded.n_indices; i++) {
        assert_true(*loaded.indices[i].label.id != '\0' && *loaded.indices[i].label.en != '\0');
        assert_true(*loaded.indices[i].source.source != '\0');
        assert_true(*loaded.indices[i].source.certainty != '\0');
        assert_true(loaded.indices[i].n_scales >= 1);
    }
    zi_catalogue_release(&loaded);
}

static void an_index_is_found_by_name_and_synonym_folded(void **state)
{
    (void)state;
    assert_string_equal(catalogue.indices[index_of("ZI.A1")].name, "zi.a1");
    assert_string_equal(catalogue.indices[index_of(" indeks  KEPUASAN masyarakat")].name, "skm");
    assert_string_equal(catalogue.indices[index_of("nilai_sakip")].name, "sakip");
    assert_int_equal(zi_catalogue_find(&catalogue, "sakp", 4), ZI_NO_INDEX);
    assert_int_equal(zi_catalogue_find(&catalogue, "sakip", 3), ZI_NO_INDEX);
    assert_int_equal(zi_catalogue_find(&catalogue, "", 0), ZI_NO_INDEX);
}

static void the_nearest_name_of_a_wrong_one_is_offered(void **state)
{
    (void)state;
    assert_string_equal(zi_catalogue_nearest(&catalogue, "sakp"), "sakip");
    assert_string_equal(zi_catalogue_nearest(&catalogue, "Indeks Kepuasan Masyarakt"), "skm");
    assert_null(zi_catalogue_nearest(&catalogue, "entirely different"));
}

static void scales_hold_by_year(void **state)
{
    const struct zi_scale *scale;

    (void)state;
    assert_close(zi_catalogue_scale(&catalogue, index_of("rb"), 2022)->max, 100, 0);
    assert_close(zi_catalogue_scale(&catalogue, index_of("rb"), 2023)->max, 120, 0);
    assert_close(zi_catalogue_scale(&catalogue, index_of("zi.a1"), 2018)->max, 5, 0);
    assert_null(zi_catalogue_scale(&catalogue, index_of("zi.a1"), 2014));
    scale = zi_catalogue_scale(&catalogue, index_of("opini"), 2020);
    assert_true(isinf(scale->min) && isinf(scale->max));
    assert_false(catalogue.indices[index_of("opini")].scored);
    assert_true(catalogue.indices[index_of("sakip")].scored);
    assert_int_equal(catalogue.indices[index_of("sakip")].level, ZI_LEVEL_BOTH);
    assert_int_equal(catalogue.indices[index_of("spi")].level, ZI_LEVEL_INSTITUTION);
    assert_int_equal(catalogue.indices[index_of("zi")].level, ZI_LEVEL_UNIT);
}

static const char *band_name(const char *index, int year, double score)
{
    const struct zi_band *band = zi_catalogue_band(&catalogue, index_of(index), year, score);

    return band != NULL ? band->name : "none";
}

/* sakip and rb are strict ("> 60" is B), skm and spi are not; the borders move by year. */
static void a_score_has_the_band_of_its_year(void **state)
{
    (void)state;
    assert_string_equal(band_name("sakip", 2022, 60), "CC");
    assert_string_equal(band_name("sakip", 2022, 60.01), "B");
    assert_string_equal(band_name("sakip", 2011, 61.85), "CC");
    assert_string_equal(band_name("sakip", 2022, 0), "D");
    assert_string_equal(band_name("sakip", 2022, 100), "AA");
    assert_string_equal(band_name("skm", 2020, 88.31), "A");
    assert_string_equal(band_name("skm", 2020, 88.30), "B");
    assert_string_equal(band_name("skm", 2016, 88), "none");
    assert_string_equal(band_name("rb", 2022, 95), "AA");
    assert_string_equal(band_name("rb", 2023, 95), "A");
    assert_string_equal(band_name("spi", 2023, 78), "Waspada");
    assert_string_equal(band_name("spi", 2024, 78), "Terjaga");
    assert_string_equal(band_name("opini", 2022, 50), "none");
    assert_string_equal(band_name("sakip", 2022, NAN), "none");
}

/* A sum such as 0.1 + 0.2 must not miss its border by the last bit. */
static void a_border_forgives_the_last_bit(void **state)
{
    (void)state;
    assert_string_equal(band_name("skm", 2020, 88.31 - 1e-12), "A");
    assert_string_equal(band_name("sakip", 2022, 60 + 1e-12), "CC");
}

static void a_band_has_a_name_a_rank_and_other_names(void **state)
{
    size_t spip = index_of("spip");
    size_t sakip = index_of("sakip");
    const struct zi_band *band = zi_catalogue_band_named(&catalogue, spip, 2022, "terdefinisi", 11);

    (void)state;
    assert_string_equal(band->name, "Level 3");
    assert_ptr_equal(band, zi_catalogue_band_named(&catalogue, spip, 2022, "LEVEL  3", 8));
    assert_ptr_equal(band, zi_catalogue_band_ranked(&catalogue, spip, 2022, band->rank));
    assert_null(zi_catalogue_band_named(&catalogue, spip, 2022, "Level 9", 7));
    assert_null(zi_catalogue_band_named(&catalogue, sakip, 2014, "BB", 2));
    assert_int_equal(zi_catalogue_band_named(&catalogue, sakip, 2015, "BB", 2)->rank, 5);
    assert_null(zi_catalogue_band_ranked(&catalogue, sakip, 2015, 8));
    assert_true(zi_catalogue_has_bands(&catalogue, sakip, 2015));
    assert_false(zi_catalogue_has_bands(&catalogue, index_of("zi"), 2015));
}

static void the_latest_break_within_the_years_is_found(void **state)
{
    size_t rb = index_of("rb");

    (void)state;
    assert_int_equal(zi_catalogue_break(&catalogue, rb, 2022, 2024)->year, 2023);
    assert_null(zi_catalogue_break(&catalogue, rb, 2023, 2025));
    assert_int_equal(zi_catalogue_break(&catalogue, index_of("zi"), 2013, 2030)->year, 2022);
}

static bool contains(const char *whole, const char *part, int year)
{
    return zi_catalogue_contains(&catalogue, index_of(whole), index_of(part), year);
}

/* parts.csv: zi is zi.a + zi.b1 + zi.b2 and zi.b is zi.b1 + zi.b2; rb and lhkpn are in a whole
 * without a factor. */
static void a_whole_contains_parts_their_parts_and_sums_of_them(void **state)
{
    (void)state;
    assert_true(contains("zi", "zi.a", 2023));
    assert_true(contains("zi", "zi.a1.reform", 2023));
    assert_true(contains("zi", "zi.b", 2023));
    assert_true(contains("rb", "zi.b", 2023));
    assert_false(contains("zi", "zi.b", 2021));
    assert_false(contains("zi.b", "zi", 2023));
    assert_false(contains("zi.a", "zi.b", 2023));
    assert_false(contains("zi", "zi", 2023));
    assert_false(contains("zi", "sakip", 2023));
    assert_false(contains("zi.b", "zi.a5.reform", 2023));
}

static const char *kind_name(enum zi_level level, const char *kind, const char *name)
{
    const struct zi_kind *found = zi_catalogue_kind(&catalogue, level, kind, name);

    return found != NULL ? found->name : "none";
}

static void a_kind_is_told_by_its_column_or_the_first_words_of_a_name(void **state)
{
    (void)state;
    assert_string_equal(kind_name(ZI_LEVEL_UNIT, "Puskesmas", "X"), "puskesmas");
    assert_string_equal(kind_name(ZI_LEVEL_UNIT, "", "UPTD Puskesmas Wonosari"), "puskesmas");
    assert_string_equal(kind_name(ZI_LEVEL_UNIT, NULL, "Kec. Margorejo"), "kecamatan");
    assert_string_equal(kind_name(ZI_LEVEL_UNIT, NULL, "Kecapi"), "none");
    assert_string_equal(kind_name(ZI_LEVEL_UNIT, NULL, "Badan Keuangan"), "badan");
    assert_string_equal(kind_name(ZI_LEVEL_INSTITUTION, NULL, "Badan Keuangan"), "lembaga");
    assert_string_equal(kind_name(ZI_LEVEL_INSTITUTION, "", "Pemerintah Kab. Demak"), "kabupaten");
    assert_string_equal(kind_name(ZI_LEVEL_INSTITUTION, NULL, "Kotawaringin"), "none");
    assert_string_equal(kind_name(ZI_LEVEL_BOTH, "unknown", NULL), "none");
    assert_string_equal(
        zi_catalogue_kind(&catalogue, ZI_LEVEL_INSTITUTION, "kota", NULL)->government, "pemda");
    assert_string_equal(
        zi_catalogue_kind(&catalogue, ZI_LEVEL_INSTITUTION, NULL, "Kementerian Agama")->government,
        "kl");
}

static void the_catalogue_knows_the_total_and_its_parts(void **state)
{
    size_t areas = 0;

    (void)state;
    assert_int_equal(zi_catalogue_total(&catalogue), index_of("zi"));
    assert_int_equal(zi_catalogue_with_role(&catalogue, ZI_ROLE_LEVERS), index_of("zi.a"));
    for (size_t i = 0; i < catalogue.n_indices; i++) {
        const struct zi_index *index = &catalogue.indices[i];

        areas += index->role == ZI_ROLE_AREA;
        assert_int_equal(index->role > ZI_ROLE_TOTAL, strncmp(index->name, "zi.", 3) == 0);
    }
    assert_int_equal(areas, 6);
    assert_int_equal(catalogue.indices[index_of("zi.b1")].role, ZI_ROLE_SUM);
    assert_int_equal(catalogue.indices[index_of("zi_mandiri")].role, ZI_ROLE_NONE);
}

static void headlines_and_templates_have_their_order(void **state)
{
    size_t *listed = malloc(catalogue.n_indices * sizeof *listed);
    size_t n;

    (void)state;
    assert_non_null(listed);
    n = zi_catalogue_headlines(&catalogue, listed);
    assert_int_equal(n, 12);
    assert_int_equal(listed[0], index_of("zi"));
    assert_int_equal(listed[2], index_of("sakip"));
    assert_int_equal(listed[11], index_of("ombudsman"));
    n = zi_catalogue_template(&catalogue, listed);
    assert_int_equal(n, 18);
    assert_int_equal(listed[0], index_of("zi"));
    assert_int_equal(listed[17], index_of("skm"));
    free(listed);
}

static void a_short_name_is_the_name_where_none_is_given(void **state)
{
    const struct zi_index *sakip = &catalogue.indices[index_of("sakip")];
    const struct zi_index *opini = &catalogue.indices[index_of("opini")];

    (void)state;
    assert_string_equal(sakip->short_name, "SAKIP");
    assert_string_equal(sakip->short_label.id, "Nilai SAKIP");
    assert_string_equal(opini->short_name, "opini");
    assert_string_equal(opini->short_label.en, opini->label.en);
    assert_int_equal(opini->headline, 0);
}

static void levels_have_the_words_of_the_files(void **state)
{
    (void)state;
    assert_string_equal(zi_level_name(ZI_LEVEL_UNIT), "unit");
    assert_string_equal(zi_level_name(ZI_LEVEL_INSTITUTION), "instansi");
    assert_string_equal(zi_level_name(ZI_LEVEL_BOTH), "keduanya");
}

/* ---- files of one's own ---- */

#define INDICES                                                                                    \
    "index,name_id,name_en,level,min,max,decimals,valid_from,valid_to,synonyms,source,certainty\n"
#define BANDS                                                                                      \
    "index,band,rank,operator,lower,name_id,name_en,valid_from,valid_to,source,certainty\n"
#define BREAKS "index,year,reason_id,reason_en,source,certainty\n"
#define PARTS "index,part,factor,valid_from,valid_to,source,certainty\n"
#define KINDS "kind,level,government,words,source,certainty\n"

static void an_index_can_be_added_by_its_name_alone(void **state)
{
    struct zi_catalogue_files files = {0};
    struct zi_catalogue loaded;
    char path[64];
    static const char text[] = "index,synonyms\nspbe,Indeks SPBE|SPBE score\ninovasi,\n";
    long index;

    (void)state;
    write_file(path, text, sizeof text - 1);
    files.extra_indices = path;
    assert_int_equal(zi_catalogue_load(&loaded, &files, NULL), ZI_OK);
    unlink(path);
    index = zi_catalogue_find(&loaded, "indeks spbe", 11);
    assert_true(index != ZI_NO_INDEX);
    assert_int_equal(loaded.n_indices, catalogue.n_indices + 2);
    assert_string_equal(loaded.indices[index].label.en, "spbe");
    assert_int_equal(loaded.indices[index].level, ZI_LEVEL_BOTH);
    assert_int_equal(loaded.indices[index].decimals, 2);
    assert_true(isinf(zi_catalogue_scale(&loaded, (size_t)index, 1990)->max));
    zi_catalogue_release(&loaded);
}

static void scales_are_sorted_however_they_are_written(void **state)
{
    struct zi_catalogue_files files = {0};
    struct zi_catalogue loaded;
    char path[64];
    static const char text[] = "index,min,max,valid_from,valid_to\nx,0,20,2020,\nx,0,10,,2019\n";
    size_t index;

    (void)state;
    write_file(path, text, sizeof text - 1);
    files.extra_indices = path;
    assert_int_equal(zi_catalogue_load(&loaded, &files, NULL), ZI_OK);
    unlink(path);
    index = (size_t)zi_catalogue_find(&loaded, "x", 1);
    assert_int_equal(loaded.indices[index].scales[0].valid_from, INT_MIN);
    assert_close(loaded.indices[index].scales[1].max, 20, 0);
    zi_catalogue_release(&loaded);
}

static void a_part_may_have_no_factor(void **state)
{
    struct zi_catalogue_files files = {0};
    struct zi_catalogue loaded;
    char path[64];
    static const char text[] = PARTS "rb,sakip,,2023,,,\nzi.b2,ipkp,4.375,2022,,,\n";

    (void)state;
    write_file(path, text, sizeof text - 1);
    files.parts = path;
    assert_int_equal(zi_catalogue_load(&loaded, &files, NULL), ZI_OK);
    unlink(path);
    assert_undefined(loaded.parts[0].factor);
    assert_int_equal(loaded.parts[0].valid_from, 2023);
    assert_close(loaded.parts[1].factor, 4.375, 0);
    zi_catalogue_release(&loaded);
}

enum which { INDICES_FILE, EXTRA_FILE, BANDS_FILE, BREAKS_FILE, PARTS_FILE, KINDS_FILE };

struct faulty {
    enum which which;
    const char *text;
    const char *says; /* within the English sentence */
};

static const struct faulty faulty_files[] = {
    {INDICES_FILE, "", "empty file"},
    {INDICES_FILE, "index\nx\n", "there is no column 'name_id'"},
    {EXTRA_FILE, "index,what\nx,1\n", ":1: unknown column 'what'"},
    {EXTRA_FILE, "index,min,min\nx,1,1\n", "column 'min' means the same as column 'min'"},
    {EXTRA_FILE, "name_id\nx\n", "there is no column 'index'"},
    {EXTRA_FILE, "index,minn\nx,1\n", ":1: unknown column 'minn'; perhaps 'min'"},
    {EXTRA_FILE, "index;min;\nx;1;9\n",
     ":1: column 3 has no name, but holds values (1 of them); name the column or delete it"},
    {EXTRA_FILE, "index,\"min\nx,1\n", ":1: broken CSV at column 7"},
    {EXTRA_FILE, "index,min\nx\n", ":2: 1 columns, expected 2"},
    {EXTRA_FILE, "index,min\nx,\"1\n", ":2: broken CSV at column 3"},
    {EXTRA_FILE, "index,min\n,1\n", ":2: index is empty"},
    {EXTRA_FILE, "index,min\nx,a\n", "min 'a' is not a number"},
    {EXTRA_FILE, "index,min,max\nx,5,5\n", "min is not below max for 'x'"},
    {EXTRA_FILE, "index,level\nx,desa\n", "unknown level 'desa'"},
    {EXTRA_FILE, "index,decimals\nx,1.5\n", "decimals '1.5' is not a whole number"},
    {EXTRA_FILE, "index,role\nx,total\n", ":2: another index has the role 'total' already"},
    {EXTRA_FILE, "index,role\nx,sums\n", "unknown role 'sums'"},
    {EXTRA_FILE, "index,headline\nx,1.5\n", "headline '1.5' is not a whole number"},
    {EXTRA_FILE, "index,valid_from\nx,20\n", "valid_from '20' is not a year"},
    {EXTRA_FILE, "index,valid_from,valid_to\nx,2020,2019\n", "valid_from is after valid_to"},
    {EXTRA_FILE, "index,valid_from\nx,2010\nx,2015\n", ":3: 'x' already has a scale"},
    {EXTRA_FILE, "index,level,valid_from,valid_to\nx,unit,,2010\nx,instansi,2011,\n",
     ":3: level 'instansi' differs"},
    {EXTRA_FILE, "index\nsakip\n", "index 'sakip' is already in the catalogue"},
    {EXTRA_FILE, "index,synonyms\nx,Nilai SAKIP\n", "the name 'nilai sakip' belongs to index"},
    {EXTRA_FILE, "index,min\nx,a\ny,b\nz,c\n", ":4: min 'c' is not a number"},
    {EXTRA_FILE, "index,min\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n9,a\n10,a\n11,a\n12,a\n",
     "(and 2 more in this file)"},
    {BANDS_FILE, BANDS "x,A,1,>=,0,a,a,,,,\n", ":2: index 'x' is not in the catalogue"},
    {BANDS_FILE, BANDS "sakip,,1,>=,0,a,a,,,,\n", "band is empty"},
    {BANDS_FILE, BANDS "sakip,A,0,>=,0,a,a,,,,\n", "rank '0' is not a whole number"},
    {BANDS_FILE, BANDS "sakip,A,1,<,0,a,a,,,,\n", "unknown operator '<'"},
    {BANDS_FILE, BANDS "sakip,A,1,>,z,a,a,,,,\n", "lower 'z' is not a number"},
    {BANDS_FILE, BANDS "sakip,A,1,>,0,,a,,,,\n", "name_id is empty"},
    {BANDS_FILE, BANDS "sakip,A,1,>,0,a,a,2020,2019,,\n", "valid_from is after valid_to"},
    {BANDS_FILE, BANDS "sakip,A,1,>,0,a,a,,,,\nsakip,B,1,>,9,a,a,,,,\n", ":3: the rank or a name"},
    {BANDS_FILE, BANDS "sakip,A,1,>,0,a,a,,,,\nsakip,a,2,>,9,a,a,2020,,,\n", "the rank or a name"},
    {BANDS_FILE, BANDS "sakip,A,1,>,9,a,a,,,,\nsakip,B,2,>,8,a,a,,,,\n",
     "does not follow its rank"},
    {BREAKS_FILE, BREAKS "x,2020,a,a,,\n", "index 'x' is not in the catalogue"},
    {BREAKS_FILE, BREAKS "zi,,a,a,,\n", "year is empty"},
    {BREAKS_FILE, BREAKS "zi,2020,,a,,\n", "reason_id is empty"},
    {PARTS_FILE, PARTS "zi,x,1,,,,\n", "index 'x' is not in the catalogue"},
    {PARTS_FILE, PARTS "zi,zi.a,z,,,,\n", "factor 'z' is not a number"},
    {PARTS_FILE, PARTS "zi.b2,ipkp,4.5,2022,,,\n",
     ":2: the parts of 'zi.b2' add up to at most 18 in 2022"},
    {PARTS_FILE, PARTS "zi.b1,zi.b1a,1,2022,,,\n",
     ":2: the parts of 'zi.b1' add up to at most 17.5"},
    {PARTS_FILE, PARTS "zi,zi,1,,,,\n", "'zi' is, through its parts, a part of itself"},
    {PARTS_FILE, PARTS "zi,zi.a,1,,,,\nzi.a,zi.b,1,,,,\nzi.b,zi,,,,,\n",
     ":2: 'zi' is, through its parts, a part of itself\n"},
    {KINDS_FILE, KINDS "desa,keduanya,,Desa,,\n", "unknown level 'keduanya'"},
    {KINDS_FILE, KINDS "desa,unit,bumn,Desa,,\n", "unknown government 'bumn'"},
    {KINDS_FILE, KINDS "desa,unit,,Desa,,\ndesa,unit,,Desa,,\n", ":3: kind 'desa' appears twice"},
};

static void every_fault_of_a_file_is_said_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faulty_files / sizeof *faulty_files; i++) {
        const struct faulty *faulty = &faulty_files[i];
        struct zi_catalogue_files files = {0};
        struct zi_catalogue loaded;
        struct zi_error error = {0};
        char path[64];

        write_file(path, faulty->text, strlen(faulty->text));
        files.indices = faulty->which == INDICES_FILE ? path : NULL;
        files.extra_indices = faulty->which == EXTRA_FILE ? path : NULL;
        files.bands = faulty->which == BANDS_FILE ? path : NULL;
        files.breaks = faulty->which == BREAKS_FILE ? path : NULL;
        files.parts = faulty->which == PARTS_FILE ? path : NULL;
        files.kinds = faulty->which == KINDS_FILE ? path : NULL;
        if (zi_catalogue_load(&loaded, &files, &error) != ZI_EINPUT)
            fail_msg("case %zu was accepted", i);
        unlink(path);
        if (strstr(error.en, faulty->says) == NULL)
            print_error("case %zu: %s\n", i, error.en);
        assert_non_null(strstr(error.en, faulty->says));
        assert_true(strlen(error.id) > 0);
        assert_int_equal(loaded.n_indices, 0);
    }
}

static void a_missing_file_is_an_error(void **state)
{
    struct zi_catalogue_files files = {.bands = "/nonexistent/bands.csv"};
    struct zi_catalogue loaded;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_catalogue_load(&loaded, &files, &error), ZI_EINPUT);
    assert_non_null(strstr(error.en, "/nonexistent/bands.csv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_embedded_files_load),
        cmocka_unit_test(an_index_is_found_by_name_and_synonym_folded),
        cmocka_unit_test(the_nearest_name_of_a_wrong_one_is_offered),
        cmocka_unit_test(scales_hold_by_year),
        cmocka_unit_test(a_score_has_the_band_of_its_year),
        cmocka_unit_test(a_border_forgives_the_last_bit),
        cmocka_unit_test(a_band_has_a_name_a_rank_and_other_names),
        cmocka_unit_test(the_latest_break_within_the_years_is_found),
        cmocka_unit_test(a_whole_contains_parts_their_parts_and_sums_of_them),
        cmocka_unit_test(a_kind_is_told_by_its_column_or_the_first_words_of_a_name),
        cmocka_unit_test(the_catalogue_knows_the_total_and_its_parts),
        cmocka_unit_test(headlines_and_templates_have_their_order),
        cmocka_unit_test(a_short_name_is_the_name_where_none_is_given),
        cmocka_unit_test(levels_have_the_words_of_the_files),

        cmocka_unit_test(an_index_can_be_added_by_its_name_alone),
        cmocka_unit_test(scales_are_sorted_however_they_are_written),
        cmocka_unit_test(a_part_may_have_no_factor),
        cmocka_unit_test(every_fault_of_a_file_is_said_with_its_line),
        cmocka_unit_test(a_missing_file_is_an_error),
    };

    return cmocka_run_group_tests(tests, load, release);
}

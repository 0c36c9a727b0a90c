#include "../analysis/panel_of.h"

#include "report/findings.h"

#define HEAD                                                                                       \
    "instansi,unit,singkatan,jenis,tahun,zi,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1a,zi.b1b,"    \
    "zi.b2,sakip,tlhp,lhkpn,lhkan,lama_zi,layanan_inti,dampak_publik,opini,rb,spip\n"              \
    "Kabupaten Uji,,,kabupaten,2024,,,,,,,,,,,75,,,,,,,WTP,75,3.1\n"
/* supervision, then years of building */
#define UNIT(name, brief, a5, years)                                                               \
    "Kabupaten Uji," name "," brief ",dinas,2025,80.75,7,6,8,8," a5 ",8,15.75,3.75,14.25,72,100,"  \
    "100,100," years ",Ya,Ya,,,\n"

static void make(struct fixture *f, enum zi_language language, const char *findings[ZI_FINDINGS])
{
    struct zi_outlook outlook;

    assert_int_equal(
        zi_outlook_compute(&outlook, &f->selection, &f->regulations, &f->arena, &f->error), ZI_OK);
    assert_int_equal(zi_findings_make(&outlook, language, &f->arena, findings, &f->error), ZI_OK);
}

static void each_finding_has_its_numbers_and_names(void **state)
{
    const char *findings[ZI_FINDINGS];
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD UNIT("Dinas Siap", "DS", "10", "2") UNIT("Dinas Nyaris", "DN", "8.55", "2")
                     UNIT("Dinas Kosong", "", "10", "") UNIT("Dinas Juara", "DJ", "10", "5"),
                 "instansi,unit,predikat,tahun\nKabupaten Uji,Dinas Juara,WBBM,2021\n");
    make(&f, ZI_ENGLISH, findings);
    assert_string_equal(findings[0],
                        "Ready to be proposed: 1 of 4 units by the conditions of 2025: 0 for WBBM, "
                        "1 for WBK (DS); failed: 1; undecided for lack of data: 1; already WBBM: "
                        "1.");
    assert_non_null(strstr(findings[1], "data missing most often"));
    assert_string_equal(findings[2],
                        "Lacking just one condition: 1: DN (WBK: Oversight, short of it by 0.45 "
                        "points).");
    fixture_release(&f);
}

/* What blocks every unit stands first, also when it is the institution's. */
static void a_failed_institution_is_named(void **state)
{
    const char *findings[ZI_FINDINGS];
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,jenis,tahun,zi,opini\nKabupaten Uji,,kabupaten,2024,,WDP\n"
                 "Kabupaten Uji,Dinas A,dinas,2025,80,\nKabupaten Uji,Dinas B,dinas,2025,81,\n",
                 NULL);
    make(&f, ZI_ENGLISH, findings);
    assert_non_null(strstr(findings[1], "fails most often: Audit opinion of BPK (units: 2)"));
    fixture_release(&f);
}

static void nothing_to_tell_is_told(void **state)
{
    const char *findings[ZI_FINDINGS];
    struct fixture f;

    (void)state;
    fixture_init(&f, HEAD UNIT("Dinas Siap", "DS", "10", "2"),
                 "instansi,unit,predikat,tahun\nKabupaten Uji,Dinas Lain,WBK,2021\n");
    make(&f, ZI_INDONESIAN, findings);
    assert_non_null(strstr(findings[2], "Tidak ada unit yang tinggal kurang satu syarat."));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_finding_has_its_numbers_and_names),
        cmocka_unit_test(a_failed_institution_is_named),
        cmocka_unit_test(nothing_to_tell_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

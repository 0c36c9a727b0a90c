#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reading.h"

static struct zi_catalogue catalogue;

static int load_catalogue(void **state)
{
    (void)state;
    return zi_catalogue_load(&catalogue, NULL, NULL) == ZI_OK ? 0 : -1;
}

static int release_catalogue(void **state)
{
    (void)state;
    zi_catalogue_release(&catalogue);
    return 0;
}

struct example {
    const char *name;
    const char *text;
    const char *faults;
    const char *panel;
    const char *index; /* options */
    const char *institution;
};

/* Reads each text as it is and with skip_bad; faults are the same, and the panel is that of the
 * good rows. */
static void check_example(const struct example *example, const char *text, size_t length)
{
    struct zi_reader_options options = {.index = example->index,
                                        .institution = example->institution};
    struct reading_result result;
    struct zi_buffer faults;
    struct zi_buffer panel;

    for (int skip = 0; skip < 2; skip++) {
        options.skip_bad = skip == 1;
        zi_buffer_init(&faults);
        zi_buffer_init(&panel);
        zi_buffer_add(&faults, "");
        zi_buffer_add(&panel, "");
        read_bytes_with(&result, &catalogue, &options, text, length);
        describe_faults(&faults, &result.report);
        describe_panel(&panel, &result.panel);
        if (strcmp(faults.text, example->faults) != 0)
            print_error("%s: faults\n", example->name);
        assert_string_equal(faults.text, example->faults);
        check_report(&result.report);
        assert_int_equal(result.report.n_shapes, 1);
        if (skip == 0)
            assert_int_equal(result.code,
                             result.report.n_of_severity[ZI_FAULT] > 0 ? ZI_EINPUT : ZI_OK);
        if (skip == 1 || result.code == ZI_OK) {
            if (strcmp(panel.text, example->panel) != 0)
                print_error("%s: panel\n", example->name);
            assert_string_equal(panel.text, example->panel);
        } else {
            assert_int_equal(result.panel.n_entities, 0);
            assert_true(strstr(result.error.id, result.report.faults[0].path) != NULL);
        }
        zi_buffer_release(&faults);
        zi_buffer_release(&panel);
        release_result(&result);
    }
}

static void check_examples(const struct example examples[], size_t n_examples)
{
    for (size_t i = 0; i < n_examples; i++)
        check_example(&examples[i], examples[i].text, strlen(examples[i].text));
}

#define CHECK(examples) check_examples(examples, sizeof(examples) / sizeof *(examples))

static void the_shapes_are_told_by_header_names(void **state)
{
    static const struct example examples[] = {
        {"long, Indonesian",
         "instansi,unit,jenis,singkatan,tahun,indeks,nilai\n"
         "Kab. A,Dinas X,dinas,DX,2023,zi,74.5\nKab. A,,kabupaten,,2023,spi,70\n",
         "", "[Kab. A//kabupaten/] spi 2023 70 #2;[Kab. A/Dinas X/dinas/DX] zi 2023 74.5 #1;", 0,
         0},
        {"long, English, other order",
         "Value;Year;Index;Work Unit;Institution\n74,5;2023;Nilai ZI;X;A\n", "",
         "[A/X//] zi 2023 74.5 #1;", 0, 0},
        {"wide by index", "Pemda\tOPD\tTahun\tNilai SAKIP\tzi\nA\tX\t2022\t61,2\t70\n", "",
         "[A/X//] zi 2022 70 #1; sakip 2022 61.2 #1;", 0, 0},
        {"wide by index, an index name behind a heading word",
         "unit kerja,thn,Indeks Kepuasan Masyarakat\nX,2022,80\n", "", "[/X//] skm 2022 80 #1;", 0,
         0},
        {"wide by year with the option",
         "No.;Uraian;2018;Tahun 2019;2020*\n1;Kec. B;79,74;80.49;-\n2;Kec. A;64,33;77,4;80\n",
         "1:0 note columns",
         "[/Kec. A//] skm 2018 64.33 #2; skm 2019 77.4 #2; skm 2020 80 #2;"
         "[/Kec. B//] skm 2018 79.74 #1; skm 2019 80.49 #1;",
         "IKM", 0},
        {"wide by year, indicators as rows",
         "instansi|indikator|2016|2017\nKota S|Nilai SAKIP|63,08|68,86\nKota S|SPI|N/A|70\n", "",
         "[Kota S///] sakip 2016 63.08 #1; sakip 2017 68.86 #1; spi 2017 70 #2;", 0, 0},
        {"a list of predicates",
         "instansi,unit,predikat,tahun,peristiwa\nA,X,WBK,2019,\nA,X,WBBM,2021,tidak lolos\n"
         "A,X,wbk,2023,dicabut\nA,Y,WBBM,,awarded\n",
         "",
         "[A/X//] WBK awarded 2019; WBBM not passed 2021; WBK revoked 2023;[A/Y//] WBBM awarded 0;",
         0, 0},
        {"an institution for all", "opd,tahun,zi\nX,2022,70\n,2022,\n", "",
         "[Kab. A///][Kab. A/X//] zi 2022 70 #1;", 0, "Kab. A"},
        {"a column of its own for the letter",
         "instansi,tahun,indeks,nilai,predikat\nA,2022,sakip,61.2,B\nA,2023,sakip,,BB\n", "",
         "[A///] sakip 2022 61.2 B #1; sakip 2023 ? BB #2;", 0, 0},
        {"one value column with the option", "unit,tahun,skor\nX,2022,81\n", "",
         "[/X//] skm 2022 81 #1;", "skm", 0},
        {"a province is the institution only when nothing else is",
         "provinsi,kabupaten/kota,tahun,spi\nJawa Barat,Kota B,2023,70\n", "1:0 note columns",
         "[Kota B///] spi 2023 70 #1;", 0, 0},
        {"a province alone", "provinsi,tahun,spi\nBali,2023,78\n", "", "[Bali///] spi 2023 78 #1;",
         0, 0},
        {"columns that are not used are said",
         "no,unit,tahun,zi,keterangan,sumber\n1,X,2022,70,ok,lhe\n", "1:0 note columns",
         "[/X//] zi 2022 70 #1;", 0, 0},
    };

    (void)state;
    CHECK(examples);
}

static void cells_are_read_as_people_write_them(void **state)
{
    static const struct example examples[] = {
        {"decimal comma and point in one file",
         "unit;tahun;zi;zi_tpn\nX;2022;74,5;70.25\nY;2022;81;9\n", "",
         "[/X//] zi 2022 74.5 #1; zi_tpn 2022 70.25 #1;[/Y//] zi 2022 81 #2; zi_tpn 2022 9 #2;", 0,
         0},
        {"a comma between quotes in a file with commas", "unit,tahun,zi\nX,2022,\"74,5\"\n", "",
         "[/X//] zi 2022 74.5 #1;", 0, 0},
        {"missing in many words",
         "unit,tahun,zi\nA,2022,\nB,2022,-\nC,2022,n/a\nD,2022,NA\nE,2022,N/A\nF,2022,belum\n"
         "G,2022,Belum Dinilai\nH,2022,tidak ada\nI,2022,\xe2\x80\x93\nJ,2022,tidak dinilai*\n"
         "K,2022,70\n",
         "", "[/A//][/B//][/C//][/D//][/E//][/F//][/G//][/H//][/I//][/J//][/K//] zi 2022 70 #11;",
         0, 0},
        {"letters, with and without a score",
         "instansi;tahun;sakip;opini;spip\nA;2022;82,20 (A);WTP;Level 3 (Terdefinisi)\n"
         "B;2022;57/CC;wajar tanpa pengecualian;3,121\nC;2022;BB;;3\n",
         "",
         "[A///] spip 2022 ? Level 3 #1; sakip 2022 82.2 A #1; opini 2022 ? WTP #1;"
         "[B///] spip 2022 3.121 #2; sakip 2022 57 CC #2; opini 2022 ? WTP #2;"
         "[C///] spip 2022 3 #3; sakip 2022 ? BB #3;",
         0, 0},
        {"ipp letters with a sign", "instansi,tahun,ipp\nA,2022,A-\nB,2022,4.2 (A-)\n", "",
         "[A///] ipp 2022 ? A- #1;[B///] ipp 2022 4.2 A- #2;", 0, 0},
        {"footnote stars and percent signs",
         "instansi,tahun,spi,tlhp\nA,2022,66.40*,100%\nB,2022,\"66,40%\",99.5 % **\n", "",
         "[A///] spi 2022 66.4 #1; tlhp 2022 100 #1;[B///] spi 2022 66.4 #2; tlhp 2022 99.5 #2;", 0,
         0},
        {"one point and three decimals is a decimal when on the scale",
         "instansi,tahun,spip\nA,2022,2.693\n", "", "[A///] spip 2022 2.693 #1;", 0, 0},
        {"names lose stray white space",
         "instansi,unit,tahun,zi\n Kab.  A ,\"Dinas\n X \",2022,70\nKab. A,Dinas X,2023,71\n", "",
         "[Kab. A/Dinas X//] zi 2022 70 #1; zi 2023 71 #2;", 0, 0},
        {"a dash for the unit is the institution itself", "instansi,unit,tahun,spi\nA,-,2022,70\n",
         "", "[A///] spi 2022 70 #1;", 0, 0},
        {"rows of nothing but delimiters are passed over, and keep their number",
         "unit,tahun,zi\n,,\nX,2022,70\n,,\n", "", "[/X//] zi 2022 70 #2;", 0, 0},
        {"empty columns to the right do no harm", "unit,tahun,zi,,\nX,2022,70,,\nY,2022,71,,,\n",
         "", "[/X//] zi 2022 70 #1;[/Y//] zi 2022 71 #2;", 0, 0},
        {"the scale is that of the year", "instansi,tahun,rb\nA,2022,99\nA,2023,115\nA,2021,115\n",
         "4:8 error range", "[A///] rb 2022 99 #1; rb 2023 115 #2;", 0, 0},
        {"years without a value do not widen the panel", "unit,tahun,zi\nX,2019,\nX,2022,70\n", "",
         "[/X//] zi 2022 70 #2;", 0, 0},
        {"nothing at all is no panel of years", "unit,tahun,zi\nX,2019,-\n", "", "[/X//]", 0, 0},
        {"signs, many digits and no-break spaces",
         "unit,tahun,zi,zi_tpn\nX,2022,+70.5,74.12345678901234567\nY,2022,\xc2\xa0"
         "70\xc2\xa0,-0\n",
         "",
         "[/X//] zi 2022 70.5 #1; zi_tpn 2022 74.12345678901235 #1;"
         "[/Y//] zi 2022 70 #2; zi_tpn 2022 0 #2;",
         0, 0},
        {"a name that is not ASCII", "unit,tahun,zi\nPos\xc3\xa9,2022,70\n", "",
         "[/Pos\xc3\xa9//] zi 2022 70 #1;", 0, 0},
        {"more columns than at first thought",
         "instansi,unit,tahun,zi,zi_mandiri,zi_tpn,zi.a,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b,"
         "zi.b1,zi.b1a,zi.b1b,zi.b2,spip,sakip,spi,skm,rb,ipp,ppg,ipak,ipkp,mcp,ombudsman,opini,"
         "tlhp,lhkpn,lhkan,lama_zi,layanan_inti\n"
         "A,X,2022,70,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,Ya\n",
         "", "[A/X//] zi 2022 70 #1; layanan_inti 2022 ? Ya #1;", 0, 0},
        {"a year as a spreadsheet writes it", "unit,tahun,zi\nX,2022.0,70\n", "",
         "[/X//] zi 2022 70 #1;", 0, 0},
    };

    (void)state;
    CHECK(examples);
}

static void every_fault_is_found_in_one_pass_with_its_place(void **state)
{
    static const struct example examples[] = {
        {"the example of the manual",
         "\xef\xbb\xbfunit;tahun;indeks;nilai\r\nDinas P;2025;zi;81,5\r\nDinas S;2025;zi;77\r\n"
         "\"Dinas Kesehatan;2025;zi;74,5\r\nA;2025;zi;8O,1\r\nB;2o25;zi;80\r\nC;2025;zi;882\r\n"
         "D;2025;zi\r\nE;2025;zi;80;lebih\r\nDinas S;2025;zi;77\r\n",
         "4:1 error quote; 5:12 error number; 6:3 error year; 7:11 error range; 8:10 error "
         "columns; "
         "9:14 error columns; 10:1 warning repeated",
         "[/Dinas P//] zi 2025 81.5 #1;[/Dinas S//] zi 2025 77 #2;", 0, 0},
        {"several faults of one row", "instansi,unit,tahun,zi,zi_tpn\nA,X,2022,a b,101\n",
         "2:10 error letter; 2:14 error range", "", 0, 0},
        {"numbers that are none",
         "instansi;tahun;sakip\nA;2020;78, 74\nA;2021;69,69,05\nA;2022;BB Plus\nA;2023;>60/B\n"
         "A;2024;12a\nA;2019;57/100\nA;2018;1.234,5\n",
         "2:8 error number; 3:8 error number; 4:8 error letter; 5:8 error number; 6:8 error "
         "number; "
         "7:8 error number; 8:8 error number",
         "", 0, 0},
        {"a letter against its score, and letters unknown beside a score",
         "instansi;tahun;sakip;spi\nA;2022;57/BB;70 (Baik)\nB;2020;80 (Zeta);70 (x)\n",
         "2:8 warning letter; 2:14 warning letter; 3:8 warning letter; 3:18 warning letter",
         "[A///] sakip 2022 57 BB #1; spi 2022 70 #1;[B///] sakip 2020 80 #2; spi 2020 70 #2;", 0,
         0},
        {"a letter column against its score",
         "instansi,tahun,indeks,nilai,predikat\nA,2022,sakip,61.2,A\nA,2023,sakip,,Z\n",
         "2:14 warning letter; 3:14 error letter", "[A///] sakip 2022 61.2 A #1;", 0, 0},
        {"a letter with another in brackets",
         "instansi,tahun,spip\nA,2022,Level 3 (Berkembang)\nA,2023,Level 3 (Bagus)\n",
         "2:8 warning letter; 3:8 warning letter",
         "[A///] spip 2022 ? Level 3 #1; spip 2023 ? Level 3 #2;", 0, 0},
        {"names that differ in capitals only",
         "instansi,unit,tahun,zi\nA,Dinas X,2022,70\nA,DINAS X,2023,71\na,Dinas X,2024,72\n"
         "A,dinas x,2022,75\nA,DINAS X,2021,71\n",
         "3:3 warning name; 4:1 warning name; 5:3 warning name; 5:16 error conflict",
         "[A/DINAS X//] zi 2021 71 #5; zi 2023 71 #2; zi 2024 72 #3;", 0, 0},
        {"a total that is not the sum of its parts",
         "instansi,unit,tahun,zi.b1,zi.b1a,zi.b1b\nA,X,2024,18.25,15.75,2.5\nA,X,2025,19,15.75,2."
         "5\n",
         "0:0 warning conflict",
         "[A/X//] zi.b1 2024 18.25 #1; zi.b1 2025 19 #2; zi.b1a 2024 15.75 #1; zi.b1a 2025 15.75 "
         "#2; zi.b1b 2024 2.5 #1; zi.b1b 2025 2.5 #2;",
         0, 0},
        {"a unit under its short name",
         "instansi,unit,singkatan,tahun,zi\nA,Dinas X,DX,2022,70\nA,dx,,2023,71\nA,DY,,2022,72\n",
         "", "[A/DY//] zi 2022 72 #3;[A/Dinas X//DX] zi 2022 70 #1; zi 2023 71 #2;", 0, 0},
        {"words for a score and a score for words", "instansi,tahun,zi,opini\nA,2022,BB,3\n",
         "2:8 error letter; 2:11 error number", "", 0, 0},
        {"a percent on a scale that is none", "instansi,tahun,spip\nA,2022,3.2%\n",
         "2:8 error number", "", 0, 0},
        {"years", "unit,tahun,zi\nA,,70\nB,1822,70\nC,TW II 2020,70\nD,2020/2021,70\n",
         "2:3 error year; 3:3 error year; 4:3 error year; 5:3 error year", "", 0, 0},
        {"an index that did not exist yet", "unit,tahun,zi.a\nX,2014,40\nX,2022,40\n",
         "2:8 error year", "[/X//] zi.a 2022 40 #2;", 0, 0},
        {"an index of the institution in a row of a unit",
         "instansi,unit,tahun,spi,zi\nA,X,2022,70,\nA,,2022,71,\nA,Y,2022,,60\n", "0:0 note level",
         "[A///] spi 2022 71 #2;[A/X//] spi 2022 70 #1;[A/Y//] zi 2022 60 #3;", 0, 0},
        {"an index of units in a row without one", "instansi,unit,tahun,zi\nA,,2022,70\n",
         "0:0 warning level", "[A///] zi 2022 70 #1;", 0, 0},
        {"unknown indices in rows", "unit,tahun,indeks,nilai\nX,2022,sakp,70\nX,2022,,70\n",
         "2:8 error index; 3:8 error index", "", 0, 0},
        {"rows without a name", "instansi,unit,tahun,zi\n,,2022,70\n,X,2022,70\n",
         "2:2 error empty; 3:1 error empty", "", 0, 0},
        {"quotes", "unit,tahun,zi\n\"A\"x,2022,70\nRS \"K\",2022,70\n\"B\",2022,70\n\"C,2022,70\n",
         "2:1 error quote; 3:4 error quote; 5:1 error quote", "[/B//] zi 2022 70 #3;", 0, 0},
        {"a decimal comma that splits a cell", "unit,tahun,zi\nX,2022,74,5\n", "2:11 error columns",
         "", 0, 0},
        {"conflicts name the later row",
         "unit,tahun,zi\nX,2022,70\nY,2022,60\nX,2022,71\nX,2022,70\n",
         "4:8 error conflict; 5:1 warning repeated", "[/X//][/Y//] zi 2022 60 #2;", 0, 0},
        {"rows that complete each other are no conflict",
         "unit,tahun,zi,zi_tpn\nX,2022,70,\nX,2022,,60\n", "",
         "[/X//] zi 2022 70 #1; zi_tpn 2022 60 #2;", 0, 0},
        {"the same again is a warning only when it is all the row says",
         "unit,tahun,zi,zi_tpn\nX,2022,70,60\nX,2022,70,60\nX,2022,70,\nX,2023,1,\nX,2023,1,2\n",
         "3:1 warning repeated",
         "[/X//] zi 2022 70 #1; zi 2023 1 #4; zi_tpn 2022 60 #1; "
         "zi_tpn 2023 2 #5;",
         0, 0},
        {"the same again, with years before and after that hold nothing",
         "unit,2019,2020,2021\nX,,70,\nX,,70,-\n", "3:1 warning repeated", "[/X//] zi 2020 70 #1;",
         "zi", 0},
        {"two kinds of one unit", "unit,jenis,tahun,zi\nX,dinas,2021,70\nX,badan,2022,70\n",
         "3:3 warning conflict", "[/X/badan/] zi 2021 70 #1; zi 2022 70 #2;", 0, 0},
        {"predicates",
         "unit,predikat,tahun,peristiwa\nX,WBX,2020,\nX,WBK,2020,hilang\nX,WBK,20,\nX,WBK,2021,\n"
         "X,WBK,2021,\n",
         "2:3 error predicate; 3:12 error predicate; 4:7 error year; 6:1 warning repeated",
         "[/X//] WBK awarded 2021;", 0, 0},
        {"predicates with too few and too many columns",
         "unit,predikat,tahun\nX,WBK\nX,WBK,2020,x,y\nX,WBK,2020,,z\nX,WBK,2020\n",
         "2:6 error columns; 3:12 error columns; 4:13 error columns", "[/X//] WBK awarded 2020;", 0,
         0},
        {"an institution of a dash", "instansi,unit,tahun,zi\n-,X,2022,70\n", "2:1 error empty", "",
         0, 0},
        {"letters that conflict are left out too",
         "instansi,tahun,opini\nA,2022,WTP\nA,2022,WDP\nB,2022,WTP\n", "3:8 error conflict",
         "[A///][B///] opini 2022 ? WTP #3;", 0, 0},
        {"text that is not UTF-8 where a number should be", "unit,tahun,zi\nX,2022,\xe9\n",
         "2:8 error number", "", 0, 0},
        {"header only", "unit,tahun,zi\n", "0:0 error empty", "", 0, 0},
    };

    (void)state;
    CHECK(examples);
}

static void a_header_that_is_not_understood_is_said(void **state)
{
    static const struct example examples[] = {
        {"nothing", "", "0:0 error empty", "", 0, 0},
        {"a mark and nothing", "\xef\xbb\xbf", "0:0 error empty", "", 0, 0},
        {"a title and no header", "Rekap Nilai\nX,2022,70\n", "1:1 error columns", "", 0, 0},
        {"an unknown index", "unit,tahun,zi,sakp\nX,2022,70,60\n", "1:15 error index", "", 0, 0},
        {"an unknown column", "unit,tahun,indeks,nilai,tw ii 2020\nX,2022,zi,70,60\n",
         "1:25 error columns", "", 0, 0},
        {"a column twice", "unit,opd,tahun,zi,Nilai ZI\nX,X,2022,70,60\n",
         "1:6 error columns; 1:19 error columns", "", 0, 0},
        {"no year", "unit,zi\nX,70\n", "1:0 error columns", "", 0, 0},
        {"no unit", "tahun,zi\n2020,70\n", "1:0 error columns", "", 0, 0},
        {"no value", "unit,tahun\nX,2020\n", "1:0 error columns; 1:0 error columns", "", 0, 0},
        {"no index", "unit,tahun,nilai\nX,2020,3\n", "1:0 error columns", "", 0, 0},
        {"years beside an index", "unit,2020,2021,zi\nX,3,4,5\n", "1:0 error columns", "", "zi", 0},
        {"years beside a year", "unit,tahun,2020,2021\nX,2020,3,4\n", "1:0 error columns", "", "zi",
         0},
        {"a letter beside two scores", "instansi,tahun,sakip,spi,predikat\nA,2020,3,4,B\n",
         "1:26 error columns", "", 0, 0},
        {"a quote", "\"unit,tahun,zi\nX,2022,70\n", "1:1 error quote", "", 0, 0},
        {"bytes that no text has", "MZ\x03\x04\x14\x06,\"x\n", "0:0 error encoding", "", 0, 0},
        {"a column between years", "unit,2020,xyzzy,2021\nX,3,4,5\n", "1:11 error columns", "",
         "zi", 0},
    };
    struct zi_reader_options options = {0};
    struct reading_result result;
    struct zi_buffer faults;

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        for (int skip = 0; skip < 2; skip++) {
            options.skip_bad = skip == 1;
            options.index = examples[i].index;
            zi_buffer_init(&faults);
            read_bytes_with(&result, &catalogue, &options, examples[i].text,
                            strlen(examples[i].text));
            describe_faults(&faults, &result.report);
            if (faults.text == NULL || strcmp(faults.text, examples[i].faults) != 0)
                print_error("%s\n", examples[i].name);
            assert_string_equal(faults.text, examples[i].faults);
            check_report(&result.report);
            assert_int_equal(result.code, ZI_EINPUT); /* not even skip_bad helps */
            zi_buffer_release(&faults);
            release_result(&result);
        }
}

struct sentence {
    const char *text;
    const char *id;
    const char *en;
};

/* Quotes that make no sense under the first delimiter tried. */
static void a_quoted_header_is_read_under_its_own_delimiter(void **state)
{
    static const struct example examples[] = {
        {"quoted", "\"unit\";\"tahun\";\"Nilai\nZI\"\n\"X\";2022;\"70,5\"\n", "",
         "[/X//] zi 2022 70.5 #1;", 0, 0},
    };

    (void)state;
    CHECK(examples);
}

static void suggestions_say_what_was_meant_and_are_never_used(void **state)
{
    static const struct sentence sentences[] = {
        {"unit;tahun;zi\nX;2022;8O,1\n", "huruf O pada posisi 2; mungkin 80,1",
         "letter O in position 2; perhaps 80.1"},
        {"unit;tahun;zi\nX;2022;l0,5\n", "huruf l pada posisi 1; mungkin 10,5",
         "letter l in position 1; perhaps 10.5"},
        {"unit;tahun;zi\nX;2022;882\n", "mungkin 88,2", "perhaps 88.2"},
        {"unit;tahun;zi\nX;2022;78, 74\n", "spasi di tengah angka; mungkin 78,74",
         "a space inside the number; perhaps 78.74"},
        {"unit;tahun;zi\nX;2o22;70\n", "mungkin 2022", "perhaps 2022"},
        {"unit;tahun;zi\nX;TW II 2022;70\n", "mungkin 2022", "perhaps 2022"},
        {"unit;tahun;skm\nX;2022;3,54\n", "tampaknya pada skala 1 sampai 4; dikali 25 menjadi 88,5",
         "apparently on the scale 1 to 4; times 25 it is 88.5"},
        {"instansi;tahun;sakip\nX;2022;BB Plus\n", "mungkin BB", "perhaps BB"},
        {"unit;tahun;indeks;nilai\nX;2022;sakp;70\n", "mungkin 'sakip'", "perhaps 'sakip'"},
        {"unit;tahun;zi;sakp\nX;2022;70;3\n", "mungkin 'sakip'", "perhaps 'sakip'"},
        {"unit;tahun;zi;ketrangan\nX;2022;70;\n", "mungkin 'keterangan'", "perhaps 'keterangan'"},
        {"unit,tahun,zi\nX,2022,74,5\n",
         "koma desimal di berkas berpemisah koma harus di dalam tanda kutip: \"74,5\"",
         "a decimal comma in a comma-separated file must stand in quotes: \"74,5\""},
        {"unit;tahun;zi\n\"Dinas Kesehatan;2022;70\n",
         "hapus tanda kutip, atau tutup setelah Dinas Kesehatan",
         "delete the quote, or close it after Dinas Kesehatan"},
    };
    struct zi_reader_options options = {.skip_bad = true};
    struct reading_result result;

    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        read_bytes_with(&result, &catalogue, &options, sentences[i].text,
                        strlen(sentences[i].text));
        assert_true(result.report.n_faults >= 1);
        assert_string_equal(result.report.faults[0].suggestion.id, sentences[i].id);
        assert_string_equal(result.report.faults[0].suggestion.en, sentences[i].en);
        assert_int_equal(result.panel.n_entities, 0);
        release_result(&result);
    }
}

static void sentences_say_what_and_where(void **state)
{
    static const struct sentence sentences[] = {
        {"unit;tahun;zi\nX;2022;882\n",
         "nilai 882 di luar 0\xe2\x80\x93"
         "100 untuk zi",
         "value 882 is outside 0\xe2\x80\x93"
         "100 for zi"},
        {"unit;tahun;zi.b1\nX;2022;30\n",
         "nilai 30 di luar 0\xe2\x80\x93"
         "22,5 untuk zi.b1",
         "value 30 is outside 0\xe2\x80\x93"
         "22.5 for zi.b1"},
        {"unit;tahun;zi\nX;2022\n", "2 kolom, seharusnya 3 (kurang 'zi')",
         "2 columns, expected 3 ('zi' is missing)"},
        {"unit;tahun;zi\nX;2022;3;lebih\n", "4 kolom, seharusnya 3 (lebih: 'lebih')",
         "4 columns, expected 3 (one too many: 'lebih')"},
        {"instansi;tahun;sakip\nX;2022;57/BB\n",
         "predikat tertulis BB, tetapi nilainya jatuh di CC menurut batas sakip tahun 2022",
         "the band is given as BB, but the score falls in CC by the borders of sakip in 2022"},
        {"instansi;tahun;sakip\nX;2022;Z\n",
         "'Z' bukan predikat sakip tahun 2022; yang ada: D, C, CC, B, BB, A, AA",
         "'Z' is not a band of sakip in 2022; there are: D, C, CC, B, BB, A, AA"},
        {"unit;tahun;zi.a1\nX;2012;3\n",
         "indeks zi.a1 tidak ada pada tahun 2012 (adanya: 2015\xe2\x80\x93"
         "2018, 2019\xe2\x80\x93"
         "2021, 2022\xe2\x80\x93)",
         "index zi.a1 did not exist in 2012 (it did: 2015\xe2\x80\x93"
         "2018, 2019\xe2\x80\x93"
         "2021, 2022\xe2\x80\x93)"},
    };
    struct zi_reader_options options = {0};
    struct reading_result result;

    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        read_bytes_with(&result, &catalogue, &options, sentences[i].text,
                        strlen(sentences[i].text));
        assert_int_equal(result.report.n_faults, 1);
        assert_string_equal(result.report.faults[0].what.id, sentences[i].id);
        assert_string_equal(result.report.faults[0].what.en, sentences[i].en);
        release_result(&result);
    }
}

static void the_look_of_a_file_is_told(void **state)
{
    static const char bytes[] =
        "\xef\xbb\xbfunit;tahun;zi\r\nX;2022;70,5\r\nY;2022;70.5\r\nZ;x;1\r\n";
    struct zi_reader_options options = {0};
    struct reading_result result;
    const struct zi_file_shape *shape;

    (void)state;
    read_bytes_with(&result, &catalogue, &options, bytes, sizeof bytes - 1);
    shape = &result.report.shapes[0];
    assert_int_equal(shape->delimiter, ';');
    assert_int_equal(shape->decimal, 'x');
    assert_true(shape->bom && shape->crlf && !shape->windows1252);
    assert_int_equal(shape->shape, ZI_WIDE_BY_INDEX);
    assert_int_equal(shape->n_rows, 3);
    assert_int_equal(shape->n_good, 2);
    release_result(&result);
}

static void windows_1252_is_converted_and_said(void **state)
{
    static const struct example example = {
        "windows-1252",
        "",
        "0:0 note encoding",
        "[/Puskesmas Caf\xc3\xa9 \xe2\x80\x93 Timur//] zi 2022 70 #1; zi 2023 71 #2;",
        0,
        0};
    static const char bytes[] = "unit,tahun,zi\nPuskesmas Caf\xe9 \x96 Timur,2022,70\nPuskesmas "
                                "Caf\xe9 \x96 Timur,2023,71\n";

    (void)state;
    check_example(&example, bytes, sizeof bytes - 1);
}

static void what_is_not_text_is_one_clear_error(void **state)
{
    static const struct example zero = {"a zero byte",           "", "3:2 error encoding",
                                        "[/X//] zi 2022 70 #1;", 0,  0};
    static const char bytes[] = "unit,tahun,zi\nX,2022,70\nY\0,2022,70\nZ,2022,70\n";
    static const char binary[] = "MZ\3\4\24\0\6\0";
    struct reading_result result;
    struct zi_reader_options options = {0};

    (void)state;
    check_example(&zero, bytes, sizeof bytes - 1);
    read_bytes_with(&result, &catalogue, &options, binary, sizeof binary - 1);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_int_equal(result.report.n_faults, 1);
    assert_int_equal(result.report.faults[0].kind, ZI_FAULT_ENCODING);
    release_result(&result);
}

static void wide_by_year_needs_an_index(void **state)
{
    struct zi_reader_options options = {0};
    struct reading_result result;

    (void)state;
    read_bytes_with(&result, &catalogue, &options, "unit,2020\nX,70\n", 15);
    assert_int_equal(result.code, ZI_EUSAGE);
    assert_non_null(strstr(result.error.id, "--index"));
    assert_non_null(strstr(result.error.en, "--index"));
    release_result(&result);
    options.index = "sakp";
    read_bytes_with(&result, &catalogue, &options, "unit,2020\nX,70\n", 15);
    assert_int_equal(result.code, ZI_EUSAGE);
    assert_non_null(strstr(result.error.en, "sakip"));
    release_result(&result);
}

/* ---- several files ---- */

struct folder {
    char path[64];
};

static void make_folder(struct folder *folder)
{
    strcpy(folder->path, "/tmp/zistat-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static void put_file(const struct folder *folder, const char *name, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_folder(const struct folder *folder, const char *const names[])
{
    char path[128];

    for (size_t i = 0; names[i] != NULL; i++) {
        snprintf(path, sizeof path, "%s/%s", folder->path, names[i]);
        unlink(path);
    }
    rmdir(folder->path);
}

static void files_of_a_folder_merge_into_one_panel(void **state)
{
    static const char *const names[] = {"a.csv", "b.CSV", "c.txt", NULL};
    struct folder folder;
    const char *paths[1] = {folder.path};
    struct zi_reader_options options = {0};
    struct reading_result result;
    struct zi_buffer out;
    char conflict[128];

    (void)state;
    make_folder(&folder);
    put_file(&folder, names[0], "instansi,unit,tahun,zi\nA,X,2021,60\nA,X,2022,70\n");
    put_file(&folder, names[1],
             "instansi;unit;indeks;tahun;nilai\nA;;spi;2022;71,5\nA;X;zi;2022;71\n");
    put_file(&folder, names[2], "not read");
    options.skip_bad = true;
    result.code = zi_reader_read(paths, 1, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    assert_int_equal(result.code, ZI_OK);
    zi_buffer_init(&out);
    describe_panel(&out, &result.panel);
    assert_string_equal(out.text, "[A///] spi 2022 71.5 #3;[A/X//] zi 2021 60 #1;");
    assert_int_equal(result.report.n_faults, 2);
    assert_int_equal(result.report.faults[0].kind, ZI_FAULT_CONFLICT);
    assert_int_equal(result.report.faults[0].line, 3);
    snprintf(conflict, sizeof conflict, "%s/a.csv:3", folder.path);
    assert_non_null(strstr(result.report.faults[0].what.id, conflict));
    assert_non_null(strstr(result.report.faults[0].what.en, conflict));
    assert_int_equal(result.report.faults[1].kind, ZI_FAULT_FILE);
    assert_int_equal(result.report.faults[1].severity, ZI_NOTE);
    assert_int_equal(result.panel.n_inputs, 2);
    assert_int_equal(result.panel.inputs[1].first_record, 3);
    assert_int_equal(result.panel.inputs[0].n_left_out, 0);
    assert_int_equal(result.panel.inputs[1].n_left_out, 1);
    zi_buffer_release(&out);
    release_result(&result);
    remove_folder(&folder, names);
}

static void a_file_given_twice_says_nothing_new(void **state)
{
    static const char text[] = "unit,2021,2022\nX,60,70\nY,61,-\n";
    char path[64];
    const char *paths[2] = {path, path};
    struct zi_reader_options options = {0};
    struct reading_result result;

    (void)state;
    write_file(path, text, strlen(text));
    options.index = "zi";
    result.code = zi_reader_read(paths, 2, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    assert_int_equal(result.code, ZI_OK);
    assert_int_equal(result.report.n_of_severity[ZI_WARNING], 2);
    check_report(&result.report);
    assert_int_equal(result.report.faults[0].kind, ZI_FAULT_REPEATED);
    release_result(&result);
    unlink(path);
}

static void the_order_of_rows_and_files_does_not_matter(void **state)
{
    static const char *const rows[] = {"A,X,dinas,2021,60,BB", "A,X,badan,2022,70,",
                                       "B,,kota,2021,,A",      "A,\"W \",,2021,3,",
                                       "A,W,,2022,5,CC",       "\xc3\x89,X,,2020,9,"};
    enum { N_ROWS = sizeof rows / sizeof *rows };
    struct zi_reader_options options = {0};
    char first[1024] = "";

    (void)state;
    for (int turn = 0; turn < N_ROWS; turn++) {
        struct reading_result result;
        struct zi_buffer text;
        struct zi_buffer out;
        char *at;

        zi_buffer_init(&text);
        zi_buffer_init(&out);
        zi_buffer_add(&text, "instansi,unit,jenis,tahun,zi_tpn,sakip\n");
        for (int i = 0; i < N_ROWS; i++)
            zi_buffer_print(&text, "%s\n", rows[(i * (turn % 2 ? 5 : 1) + turn) % N_ROWS]);
        read_bytes_with(&result, &catalogue, &options, text.text, text.length);
        assert_int_equal(result.code, ZI_OK);
        describe_panel(&out, &result.panel);
        for (at = strchr(out.text, '#'); at != NULL; at = strchr(at + 1, '#'))
            at[1] = '?'; /* records follow the order of rows */
        if (turn == 0)
            strcpy(first, out.text);
        assert_string_equal(out.text, first);
        zi_buffer_release(&text);
        zi_buffer_release(&out);
        release_result(&result);
    }
}

static void standard_input_is_read_twice_when_needed(void **state)
{
    char path[64];
    const char *paths[1] = {"-"};
    struct zi_reader_options options = {0};
    struct reading_result result;
    int saved = dup(STDIN_FILENO);
    int descriptor;

    (void)state;
    write_file(path, "unit,tahun,zi\nX,2022,999\n", 25);
    descriptor = open(path, O_RDONLY);
    assert_true(saved >= 0 && descriptor >= 0);
    assert_true(dup2(descriptor, STDIN_FILENO) >= 0);
    result.code = zi_reader_read(paths, 1, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(descriptor);
    unlink(path);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_int_equal(result.report.n_faults, 1);
    assert_int_equal(result.report.faults[0].line, 2);
    assert_int_equal(result.report.faults[0].column, 8);
    release_result(&result);
}

static void what_cannot_be_opened_is_an_error_at_once(void **state)
{
    const char *paths[2] = {"/nonexistent/file.csv", NULL};
    struct folder folder;
    struct zi_reader_options options = {0};
    struct reading_result result;
    const char *none[] = {NULL};

    (void)state;
    result.code = zi_reader_read(paths, 1, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_non_null(strstr(result.error.en, "/nonexistent/file.csv"));
    release_result(&result);
    make_folder(&folder);
    paths[0] = folder.path;
    result.code = zi_reader_read(paths, 1, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_non_null(strstr(result.error.en, "holds no table"));
    release_result(&result);
    remove_folder(&folder, none);
}

static void a_pipe_is_read_twice_when_needed(void **state)
{
    struct folder folder;
    static const char *const names[] = {"pipe.csv", NULL};
    char path[128];
    const char *paths[1] = {path};
    struct zi_reader_options options = {0};
    struct reading_result result;
    pid_t child;
    int status;

    (void)state;
    make_folder(&folder);
    snprintf(path, sizeof path, "%s/%s", folder.path, names[0]);
    assert_int_equal(mkfifo(path, 0600), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        FILE *file = fopen(path, "wb");

        _exit(file == NULL || fputs("unit,tahun,zi\nX,2022,70\nX,2023,x\n", file) < 0 ||
              fclose(file) != 0);
    }
    result.code = zi_reader_read(paths, 1, &catalogue, &options, &result.panel, &result.report,
                                 &result.error);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_int_equal(result.report.faults[0].line, 3);
    release_result(&result);
    remove_folder(&folder, names);
}

static void a_field_too_long_is_one_fault(void **state)
{
    struct zi_reader_options options = {.skip_bad = true};
    struct reading_result result;
    size_t length = (size_t)2 << 20;
    char *text = malloc(length + 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'x', length);
    memcpy(text, "unit,tahun,zi\nX,2022,", 21);
    memcpy(text + length - 12, "\nY,2022,70\n", 12);
    text[length] = '\0';
    read_bytes_with(&result, &catalogue, &options, text, length - 1);
    assert_int_equal(result.code, ZI_OK);
    assert_int_equal(result.report.n_faults, 1);
    assert_int_equal(result.report.faults[0].line, 2);
    assert_int_equal(result.report.faults[0].column, 8);
    assert_true(strlen(result.report.faults[0].text) < 100);
    assert_int_equal(result.panel.n_entities, 1);
    free(text);
    release_result(&result);
}

static void a_header_of_too_many_columns_is_one_fault(void **state)
{
    struct zi_reader_options options = {0};
    struct reading_result result;
    size_t length = (size_t)3 << 20;
    char *text = malloc(length);

    (void)state;
    assert_non_null(text);
    memset(text, ',', length);
    memcpy(text, "unit,tahun,zi", 13);
    read_bytes_with(&result, &catalogue, &options, text, length);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_int_equal(result.report.n_faults, 1);
    assert_int_equal(result.report.faults[0].kind, ZI_FAULT_COLUMNS);
    free(text);
    release_result(&result);
}

/* Enough rows that the columns of the file become the matrices of the panel. */
static void a_large_panel_holds_every_value_in_its_place(void **state)
{
    enum { N_UNITS = 400, N_YEARS = 7 };
    static const char *const indices[] = {"zi", "zi_tpn", "skm", "ipak"};
    struct zi_reader_options options = {0};
    struct reading_result result;
    struct zi_buffer text;

    (void)state;
    zi_buffer_init(&text);
    zi_buffer_add(&text, "unit,tahun,zi,zi_tpn,skm,ipak\n");
    for (int i = 0; i < N_UNITS * N_YEARS; i++) {
        int unit = i * 37 % N_UNITS;
        int year = i / N_UNITS;

        zi_buffer_print(&text, "U%03d,%d,%d.%d,%s,%d,%d.%02d\n", unit, 2015 + year, unit % 100,
                        year, (unit + year) % 5 == 0 ? "-" : "7", 25 + unit % 70, 1 + unit % 3,
                        year);
    }
    read_bytes_with(&result, &catalogue, &options, text.text, text.length);
    assert_int_equal(result.code, ZI_OK);
    assert_int_equal(result.panel.n_entities, N_UNITS);
    assert_int_equal(result.panel.n_years, N_YEARS);
    for (int unit = 0; unit < N_UNITS; unit++)
        for (int year = 0; year < N_YEARS; year++) {
            double values[4];

            for (int k = 0; k < 4; k++)
                values[k] = zi_panel_value(
                    &result.panel, (size_t)unit,
                    (size_t)zi_catalogue_find(&catalogue, indices[k], strlen(indices[k])),
                    2015 + year);
            assert_close(values[0], unit % 100 + year / 10.0, 1e-15);
            if ((unit + year) % 5 == 0)
                assert_undefined(values[1]);
            else
                assert_close(values[1], 7, 0);
            assert_close(values[2], 25 + unit % 70, 0);
            assert_close(values[3], 1 + unit % 3 + year / 100.0, 1e-15);
        }
    zi_buffer_release(&text);
    release_result(&result);
}

static void faults_are_all_counted_and_kept_up_to_a_limit(void **state)
{
    enum { N_ROWS = 12000 };
    struct zi_reader_options options = {.skip_bad = true};
    struct reading_result result;
    struct zi_buffer text;

    (void)state;
    zi_buffer_init(&text);
    zi_buffer_add(&text, "unit,tahun,zi\n");
    for (int i = 0; i < N_ROWS; i++)
        zi_buffer_print(&text, "U%d,2022,%s\n", i, i % 2 ? "70" : "x");
    zi_buffer_add(&text, "\"U,2022,1\n");
    for (int i = 0; i < N_ROWS; i++)
        zi_buffer_print(&text, "V%d,2022,%s\n", i, "800");
    read_bytes_with(&result, &catalogue, &options, text.text, text.length);
    assert_int_equal(result.code, ZI_OK);
    assert_int_equal(result.report.n_of_severity[ZI_FAULT], N_ROWS / 2 + 1 + N_ROWS);
    assert_int_equal(result.report.n_faults, 10000);
    assert_int_equal(result.report.faults[N_ROWS / 2].line, N_ROWS + 2);
    assert_int_equal(result.report.faults[9999].line, N_ROWS + 2 + 10000 - N_ROWS / 2 - 1);
    assert_int_equal(result.panel.n_entities, N_ROWS / 2);
    assert_int_equal(result.panel.inputs[0].n_left_out, N_ROWS / 2 + 1 + N_ROWS);
    zi_buffer_release(&text);
    release_result(&result);
}

static void many_warnings_hide_no_error(void **state)
{
    enum { N_ROWS = 12000 };
    struct reading_result result;
    struct zi_buffer text;

    (void)state;
    zi_buffer_init(&text);
    zi_buffer_add(&text, "unit,tahun,zi\n");
    for (int i = 0; i < N_ROWS; i++)
        zi_buffer_print(&text, "U%d,2022,70\nu%d,2023,70\n", i, i);
    zi_buffer_add(&text, "U1,2024,x\n");
    read_bytes_with(&result, &catalogue, &(struct zi_reader_options){0}, text.text, text.length);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_int_equal(result.report.n_of_severity[ZI_WARNING], N_ROWS);
    assert_int_equal(result.report.n_faults, 10001);
    assert_int_equal(result.report.faults[10000].severity, ZI_FAULT);
    assert_int_equal(result.report.faults[10000].line, 2 * N_ROWS + 2);
    zi_buffer_release(&text);
    release_result(&result);
}

static void every_kind_of_fault_has_its_words(void **state)
{
    (void)state;
    for (int kind = 0; kind < ZI_FAULT_KIND_COUNT; kind++) {
        assert_true(strlen(zi_fault_kind_name((enum zi_fault_kind)kind)) > 0);
        assert_true(strlen(zi_fault_kind_text((enum zi_fault_kind)kind).id) > 0);
        assert_string_equal(zi_fault_kind_text((enum zi_fault_kind)kind).en,
                            zi_fault_kind_name((enum zi_fault_kind)kind));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shapes_are_told_by_header_names),
        cmocka_unit_test(cells_are_read_as_people_write_them),
        cmocka_unit_test(every_fault_is_found_in_one_pass_with_its_place),
        cmocka_unit_test(a_header_that_is_not_understood_is_said),
        cmocka_unit_test(a_quoted_header_is_read_under_its_own_delimiter),
        cmocka_unit_test(suggestions_say_what_was_meant_and_are_never_used),
        cmocka_unit_test(sentences_say_what_and_where),
        cmocka_unit_test(the_look_of_a_file_is_told),
        cmocka_unit_test(windows_1252_is_converted_and_said),
        cmocka_unit_test(what_is_not_text_is_one_clear_error),
        cmocka_unit_test(wide_by_year_needs_an_index),
        cmocka_unit_test(files_of_a_folder_merge_into_one_panel),
        cmocka_unit_test(a_file_given_twice_says_nothing_new),
        cmocka_unit_test(the_order_of_rows_and_files_does_not_matter),
        cmocka_unit_test(standard_input_is_read_twice_when_needed),
        cmocka_unit_test(a_pipe_is_read_twice_when_needed),
        cmocka_unit_test(a_field_too_long_is_one_fault),
        cmocka_unit_test(a_header_of_too_many_columns_is_one_fault),
        cmocka_unit_test(a_large_panel_holds_every_value_in_its_place),
        cmocka_unit_test(what_cannot_be_opened_is_an_error_at_once),
        cmocka_unit_test(faults_are_all_counted_and_kept_up_to_a_limit),
        cmocka_unit_test(many_warnings_hide_no_error),
        cmocka_unit_test(every_kind_of_fault_has_its_words),
    };

    return cmocka_run_group_tests(tests, load_catalogue, release_catalogue);
}

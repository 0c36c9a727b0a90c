/*
 * Writes the made-up data of this folder and large panels for benchmarks.
 *
 *     cc -std=c11 -O2 -o generate generate.c
 *     ./generate --out demo                      the four files of demo/
 *     ./generate --units 10000 --form wide       a panel on standard output
 *
 * Numbers are integers in hundred-thousandths and every draw is a hash of (seed, what, unit, year),
 * so each compiler and machine writes the same bytes, and adding a unit changes no other.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fixed point: ONE is 1.00000, CENT the last digit of a score with two decimals. */
#define ONE INT64_C(100000)
#define CENT INT64_C(1000)
#define MISSING INT64_MIN

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- random numbers -------------------------------------------------------------------------- */

/* The finaliser of splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t key(uint64_t seed, int what, long unit, int year)
{
    return mix(mix(mix(seed + (uint64_t)what) + (uint64_t)unit) + (uint64_t)year);
}

/* 0 .. limit - 1; limit below 2^32. */
static int64_t below(uint64_t bits, int64_t limit)
{
    return (int64_t)(((bits >> 32) * (uint64_t)limit) >> 32);
}

/* Standard normal: twelve uniforms less six. */
static int64_t normal(uint64_t state)
{
    int64_t sum = -6 * ONE;

    for (int i = 0; i < 12; i++)
        sum += below(state = mix(state), ONE);
    return sum;
}

static int64_t times(int64_t a, int64_t b)
{
    return a * b / ONE;
}

static int64_t rounded(int64_t value, int64_t step)
{
    return (value + (value < 0 ? -step : step) / 2) / step * step;
}

static int64_t clamped(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* ---- writing CSV ----------------------------------------------------------------------------- */

struct dress {
    char delimiter;
    char decimal;
    bool crlf;
    bool bom;
    const char *missing;
};

struct sheet {
    FILE *file;
    struct dress dress;
    bool inside; /* a field of this row is already written */
};

static void put_text(struct sheet *sheet, const char *text)
{
    if (sheet->inside)
        fputc(sheet->dress.delimiter, sheet->file);
    sheet->inside = true;
    if (strchr(text, sheet->dress.delimiter) == NULL && strchr(text, '"') == NULL) {
        fputs(text, sheet->file);
        return;
    }
    fputc('"', sheet->file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', sheet->file);
        fputc(*text, sheet->file);
    }
    fputc('"', sheet->file);
}

/* At least the given decimals, and as many more (of five) as the value has. */
static size_t format_number(char *out, int64_t value, int decimals, char sign)
{
    int64_t fraction = value % ONE;
    int length = sprintf(out, "%" PRId64 "%c%05" PRId64, value / ONE, sign, fraction);
    int least = length - 5 + decimals;

    while (length > least && out[length - 1] == '0')
        length--;
    if (out[length - 1] == sign)
        length--;
    out[length] = '\0';
    return (size_t)length;
}

static void put_number(struct sheet *sheet, int64_t value, int decimals)
{
    char text[32];

    if (value == MISSING) {
        put_text(sheet, sheet->dress.missing);
        return;
    }
    format_number(text, value, decimals, sheet->dress.decimal);
    put_text(sheet, text);
}

static void put_year(struct sheet *sheet, int year)
{
    put_number(sheet, year * ONE, 0);
}

static void end_row(struct sheet *sheet)
{
    fputs(sheet->dress.crlf ? "\r\n" : "\n", sheet->file);
    sheet->inside = false;
}

static struct sheet open_sheet(FILE *file, const struct dress *dress)
{
    if (dress->bom)
        fputs("\xef\xbb\xbf", file);
    return (struct sheet){.file = file, .dress = *dress};
}

/* Heads separated by spaces. */
static void put_heads(struct sheet *sheet, const char *heads)
{
    while (*heads != '\0') {
        char head[32];
        size_t length = strcspn(heads, " ");

        snprintf(head, sizeof head, "%.*s", (int)length, heads);
        put_text(sheet, head);
        heads += length + (heads[length] == ' ');
    }
}

/* ---- the regency that does not exist --------------------------------------------------------- */

#define REGENCY "Kabupaten Contoh Makmur"

enum { FIRST_YEAR = 2017, NEW_WEIGHTS = 2019, NEW_SHEET = 2022, LAST_YEAR = 2025 };
enum { N_YEARS = LAST_YEAR - FIRST_YEAR + 1, N_AREAS = 6 };

struct office {
    const char *name;
    const char *short_name;
    const char *kind;
    const char *facts; /* c: core service, i: effect on the public, t: told total only in 2025,
                          x: never assessed, k: IPKP of 2025 missing */
    int level;         /* lever percentage of 2021; 0: drawn */
    int slope;         /* hundredths of a percentage point a year; 0: drawn */
    int since;         /* first year of the unit; 0: all years */
    int building;      /* year in which building ZI began; 0: drawn */
};

static const struct office offices[] = {
    {"Sekretariat Daerah", "Setda", "sekretariat", "", 0, 0, 0, 2025},
    {"Sekretariat DPRD", "Setwan", "sekretariat", "x", 0, 0, 0, 2025},
    {"Inspektorat Daerah", "Inspektorat", "inspektorat", "", 66, 90, 0, 2022},
    {"Dinas Pendidikan dan Kebudayaan", "Disdikbud", "dinas", "ci", 67, 110, 0, 2020},
    {"Dinas Kesehatan", "Dinkes", "dinas", "ci", 72, 90, 0, 2019},
    {"Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR", "dinas", "ci", 62, 120, 0, 2023},
    {"Dinas Perumahan Rakyat dan Kawasan Permukiman", "Disperkim", "dinas", "ci", 0, 0, 0, 0},
    {"Dinas Lingkungan Hidup", "DLH", "dinas", "ci", 65, 80, 0, 2020},
    {"Dinas Sosial", "Dinsos", "dinas", "ci", 0, 0, 0, 0},
    {"Dinas Tenaga Kerja dan Transmigrasi", "Disnakertrans", "dinas", "ci", 68, 110, 0, 2020},
    {"Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana", "DP3AKB", "dinas",
     "ci", 0, 0, 0, 0},
    {"Dinas Ketahanan Pangan", "Dishanpan", "dinas", "c", 0, 0, 0, 0},
    {"Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "dinas", "ci", 80, 100, 0, 2016},
    {"Dinas Pemberdayaan Masyarakat dan Desa", "DPMD", "dinas", "c", 0, 0, 0, 0},
    {"Dinas Perhubungan", "Dishub", "dinas", "ci", 66, -60, 0, 2017},
    {"Dinas Komunikasi dan Informatika", "Diskominfo", "dinas", "ci", 67, 120, 0, 2021},
    {"Dinas Koperasi, Usaha Kecil dan Menengah", "Diskopukm", "dinas", "c", 0, 0, 0, 0},
    {"Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "dinas", "ci", 78, 110, 0,
     2017},
    {"Dinas Kepemudaan, Olahraga dan Pariwisata", "Disporapar", "dinas", "ci", 0, 0, 0, 0},
    {"Dinas Kearsipan dan Perpustakaan", "Disarpus", "dinas", "c", 0, 0, 0, 0},
    {"Dinas Kelautan dan Perikanan", "Dislutkan", "dinas", "c", 0, 0, 0, 0},
    {"Dinas Pertanian", "Distan", "dinas", "ci", 0, 0, 0, 0},
    {"Dinas Perindustrian dan Perdagangan", "Disperindag", "dinas", "ci", 69, 80, 0, 2019},
    {"Badan Perencanaan Pembangunan Daerah", "Bappeda", "badan", "", 65, 100, 0, 2024},
    {"Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD", "badan", "", 0, 0, 0, 0},
    {"Badan Pendapatan Daerah", "Bapenda", "badan", "ci", 69, 70, 0, 2020},
    {"Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", "badan", "ci", 66, 140, 0,
     2022},
    {"Badan Penanggulangan Bencana Daerah", "BPBD", "badan", "ci", 0, 0, 0, 0},
    {"Badan Kesatuan Bangsa dan Politik", "Bakesbangpol", "badan", "", 0, 0, 0, 0},
    {"Badan Riset dan Inovasi Daerah", "Brida", "badan", "", 58, 180, 2021, 2024},
    {"Satuan Polisi Pamong Praja", "Satpol PP", "satpol", "ci", 0, 0, 0, 0},
    {"RSUD Harapan Makmur", "RSUD HM", "rsud", "ci", 81, 110, 0, 2017},
    {"RSUD Tirta Waluya", "RSUD TW", "rsud", "ci", 67, 130, 2019, 2021},
    {"Kecamatan Sukamaju", "Kec. Sukamaju", "kecamatan", "ci", 70, 90, 0, 2019},
    {"Kecamatan Sukasari", "Kec. Sukasari", "kecamatan", "ci", 68, 100, 0, 2020},
    {"Kecamatan Wanasari", "Kec. Wanasari", "kecamatan", "ci", 67, 100, 0, 2021},
    {"Kecamatan Tanjungsari", "Kec. Tanjungsari", "kecamatan", "ci", 68, 150, 0, 2022},
    {"Kecamatan Karangasri", "Kec. Karangasri", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Karangmulya", "Kec. Karangmulya", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Bangunrejo", "Kec. Bangunrejo", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Sumberagung", "Kec. Sumberagung", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Sumberasih", "Kec. Sumberasih", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Wonorejo", "Kec. Wonorejo", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Kedungjati", "Kec. Kedungjati", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Kedungasem", "Kec. Kedungasem", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Ngudirejo", "Kec. Ngudirejo", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Purwoasri", "Kec. Purwoasri", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Banyubiru Timur", "Kec. Banyubiru Timur", "kecamatan", "ci", 0, 0, 0, 0},
    {"Kecamatan Muara Contoh", "Kec. Muara Contoh", "kecamatan", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Sukamaju I", "Pusk. Sukamaju I", "puskesmas", "ci", 71, 80, 0, 2018},
    {"UPT Puskesmas Sukamaju II", "Pusk. Sukamaju II", "puskesmas", "ci", 79, 120, 0, 2019},
    {"UPT Puskesmas Sukasari", "Pusk. Sukasari", "puskesmas", "ci", 69, 100, 0, 2020},
    {"UPT Puskesmas Wanasari", "Pusk. Wanasari", "puskesmas", "ci", 68, 120, 0, 2021},
    {"UPT Puskesmas Tanjungsari", "Pusk. Tanjungsari", "puskesmas", "ci", 66, 140, 0, 2022},
    {"UPT Puskesmas Karangasri", "Pusk. Karangasri", "puskesmas", "cit", 65, 130, 0, 2022},
    {"UPT Puskesmas Karangmulya", "Pusk. Karangmulya", "puskesmas", "ci", 66, 190, 2020, 2023},
    {"UPT Puskesmas Bangunrejo", "Pusk. Bangunrejo", "puskesmas", "ci", 66, 90, 0, 2023},
    {"UPT Puskesmas Sumberagung I", "Pusk. Sumberagung I", "puskesmas", "cik", 67, 90, 0, 2023},
    {"UPT Puskesmas Sumberagung II", "Pusk. Sumberagung II", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Wonorejo", "Pusk. Wonorejo", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Kedungjati", "Pusk. Kedungjati", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Kedungasem", "Pusk. Kedungasem", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Ngudirejo", "Pusk. Ngudirejo", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Purwoasri", "Pusk. Purwoasri", "puskesmas", "ci", 0, 0, 0, 0},
    {"UPT Puskesmas Muara Contoh", "Pusk. Muara Contoh", "puskesmas", "ci", 0, 0, 0, 0},
};

enum outcome { AWARDED, NOT_PASSED, REVOKED };

static const char *const outcome_words[] = {"ditetapkan", "tidak lolos", "dicabut"};

struct proposal {
    const char *short_name;
    const char *predicate;
    int year;
    enum outcome outcome;
};

static const struct proposal proposals[] = {
    {"Disdukcapil", "WBK", 2018, AWARDED},
    {"Disdukcapil", "WBBM", 2021, AWARDED},
    {"DPMPTSP", "WBK", 2019, AWARDED},
    {"DPMPTSP", "WBBM", 2022, NOT_PASSED},
    {"DPMPTSP", "WBBM", 2024, AWARDED},
    {"RSUD HM", "WBK", 2019, AWARDED},
    {"RSUD HM", "WBBM", 2023, NOT_PASSED},
    {"Dishub", "WBK", 2019, AWARDED},
    {"Dishub", "WBK", 2022, REVOKED},
    {"Pusk. Sukamaju I", "WBK", 2020, AWARDED},
    {"Dinkes", "WBK", 2021, AWARDED},
    {"Disperindag", "WBK", 2021, AWARDED},
    {"Kec. Sukamaju", "WBK", 2021, AWARDED},
    {"Pusk. Sukamaju II", "WBK", 2021, AWARDED},
    {"Disdikbud", "WBK", 2021, NOT_PASSED},
    {"Disdikbud", "WBK", 2023, NOT_PASSED},
    {"Bapenda", "WBK", 2022, AWARDED},
    {"Kec. Sukasari", "WBK", 2022, AWARDED},
    {"Pusk. Sukasari", "WBK", 2022, AWARDED},
    {"DLH", "WBK", 2022, NOT_PASSED},
    {"Disnakertrans", "WBK", 2023, AWARDED},
    {"Diskominfo", "WBK", 2023, AWARDED},
    {"Kec. Wanasari", "WBK", 2023, AWARDED},
    {"Pusk. Wanasari", "WBK", 2023, AWARDED},
    {"Pusk. Tanjungsari", "WBK", 2023, NOT_PASSED},
    {"BKPSDM", "WBK", 2024, AWARDED},
    {"RSUD TW", "WBK", 2024, AWARDED},
    {"Pusk. Tanjungsari", "WBK", 2024, AWARDED},
    {"Kec. Tanjungsari", "WBK", 2024, NOT_PASSED},
    {"Kec. Tanjungsari", "WBK", 2025, AWARDED},
    {"DPUPR", "WBK", 2025, NOT_PASSED},
    {"Pusk. Karangmulya", "WBK", 2025, NOT_PASSED},
};

/* The institution's own values; 0: not measured, or not yet published. */
struct institution_year {
    int64_t spip, sakip, spi, rb, ipp, ppg;
    const char *sakip_letter;
    const char *opinion;
};

static const struct institution_year institution[N_YEARS] = {
    {213500, 5821000, 0, 5210000, 0, 0, "CC", "WDP"},
    {241200, 6107000, 0, 5536000, 302000, 0, "B", "WTP"},
    {269000, 6334000, 0, 5792000, 328000, 0, "B", "WTP"},
    {288400, 6490000, 0, 6044000, 0, 6150000, "B", "WTP"},
    {275600, 6618000, 7241000, 6215000, 361000, 6825000, "B", "WTP"},
    {290300, 6745000, 7390000, 6380000, 355000, 7200000, "B", "WTP"},
    {304100, 6912000, 7085000, 7492000, 387000, 8050000, "B", "WTP"},
    {311800, 7066000, 7462000, 7937000, 406000, 8475000, "BB", "WTP"},
    {320400, 7183000, 7531000, 0, 421000, 8800000, "BB", "WTP"},
};

/* ---- the model: see demo/README.md for what it says in words --------------------------------- */

enum draw {
    LEVEL,
    SLOPE,
    QUALITY_NOISE,
    AREA,
    HALF_NOISE = AREA + N_AREAS,
    IPAK_UNIT = HALF_NOISE + 2 * N_AREAS,
    IPAK_NOISE,
    IPKP_UNIT,
    IPKP_NOISE,
    RESULT_NOISE,
    TPN_NOISE,
    SAKIP_UNIT,
    SAKIP_NOISE,
    SKM_UNIT,
    SKM_NOISE,
    SKM_YEAR,
    TLHP_UNIT,
    TLHP_NOISE,
    REPORTS,
    BUILDING,
    GAP,
    PANEL
};

/* Weights of the areas in points: PermenPANRB 52/2014 to 2018, then 10/2019, then 90/2021. */
static const int64_t old_weights[N_AREAS] = {5, 5, 15, 10, 15, 10};
static const int64_t new_weights[N_AREAS] = {8, 7, 10, 10, 15, 10};

static int64_t noise(uint64_t seed, int what, size_t unit, int year, int64_t sd)
{
    return times(sd, normal(key(seed, what, (long)unit, year)));
}

static bool has(const struct office *office, char fact)
{
    return strchr(office->facts, fact) != NULL;
}

static const struct proposal *proposal_of(size_t unit, int year)
{
    for (size_t i = 0; i < COUNT(proposals); i++)
        if (proposals[i].year == year && proposals[i].outcome != REVOKED &&
            strcmp(proposals[i].short_name, offices[unit].short_name) == 0)
            return &proposals[i];
    return NULL;
}

/* WBK awarded in an earlier year and not revoked up to this one. */
static bool after_award(size_t unit, int year)
{
    bool held = false;

    for (size_t i = 0; i < COUNT(proposals); i++) {
        if (strcmp(proposals[i].short_name, offices[unit].short_name) != 0)
            continue;
        if (proposals[i].outcome == AWARDED && proposals[i].year < year)
            held = true;
        if (proposals[i].outcome == REVOKED && proposals[i].year <= year)
            held = false;
    }
    return held;
}

static int64_t level_of(uint64_t seed, size_t unit)
{
    if (offices[unit].level != 0)
        return offices[unit].level * ONE;
    return 54 * ONE + noise(seed, LEVEL, unit, 0, 5 * ONE);
}

/* Lever percentage before areas and halves. */
static int64_t quality(uint64_t seed, size_t unit, int year)
{
    int64_t slope = offices[unit].slope != 0 ? offices[unit].slope * CENT
                                             : ONE + noise(seed, SLOPE, unit, 0, 60 * CENT);

    return level_of(seed, unit) + slope * (year - 2021) +
           noise(seed, QUALITY_NOISE, unit, year, 150 * CENT);
}

/* A survey index of 1 to 4 with two decimals. */
static int64_t perception(uint64_t seed, size_t unit, int year, int64_t base, int what)
{
    int64_t value = base + times(800, level_of(seed, unit) - 57 * ONE) + 1200 * (year - 2021) +
                    noise(seed, what, unit, 0, 7 * CENT) +
                    noise(seed, what + 1, unit, year, 4 * CENT);

    return rounded(clamped(value, 2 * ONE, 398 * CENT), CENT);
}

static int64_t ipak_of(uint64_t seed, size_t unit, int year)
{
    return perception(seed, unit, year, 353 * CENT, IPAK_UNIT);
}

static int64_t ipkp_of(uint64_t seed, size_t unit, int year)
{
    return perception(seed, unit, year, 347 * CENT, IPKP_UNIT);
}

static int64_t tlhp_of(uint64_t seed, size_t unit, int year)
{
    int64_t lacking = 5 * ONE - 110 * CENT * (year - FIRST_YEAR) +
                      noise(seed, TLHP_UNIT, unit, 0, 5 * ONE) +
                      noise(seed, TLHP_NOISE, unit, year, 3 * ONE);

    if (offices[unit].level != 0)
        lacking -= 6 * ONE;
    return 100 * ONE - rounded(clamped(lacking, 0, 60 * ONE), CENT);
}

/* One of the five answers to "performance better than before". */
static int64_t result_points(uint64_t seed, size_t unit, int year)
{
    int64_t value = times(5 * CENT, level_of(seed, unit) - 57 * ONE) +
                    noise(seed, RESULT_NOISE, unit, year, ONE);

    if (value < -170 * CENT)
        return 0;
    if (value < -100 * CENT)
        return 125 * CENT;
    if (value < 10 * CENT)
        return 250 * CENT;
    return value < 110 * CENT ? 375 * CENT : 500 * CENT;
}

/* One line of an evaluation sheet: MISSING where the sheet of that year has no such part. */
struct sheet_scores {
    int64_t total, levers, results, b1, b1a, b1b, b2;
    int64_t areas[N_AREAS];
    int64_t halves[N_AREAS][2];
};

static int64_t points(int64_t weight, int64_t percent)
{
    return rounded(weight * clamped(percent, 5 * ONE, 100 * ONE) / 100, CENT);
}

static void score_area(uint64_t seed, size_t unit, int year, int area, int64_t base,
                       struct sheet_scores *scores)
{
    const int64_t *weights = year < NEW_WEIGHTS ? old_weights : new_weights;
    int64_t percent = base + noise(seed, AREA + area, unit, 0, 500 * CENT);

    if (year < NEW_SHEET) {
        percent += noise(seed, HALF_NOISE + area, unit, year, 150 * CENT);
        scores->areas[area] = points(weights[area], percent);
        return;
    }
    scores->areas[area] = 0;
    for (int half = 0; half < 2; half++) {
        int64_t shift = half == 0 ? 4 * ONE : -4 * ONE;
        int64_t own = noise(seed, HALF_NOISE + 2 * area + half, unit, year, 2 * ONE);
        int64_t twice = points(weights[area], percent + shift + own);

        scores->halves[area][half] = rounded(twice / 2, CENT);
        scores->areas[area] += scores->halves[area][half];
    }
}

static void score_results(uint64_t seed, size_t unit, int year, struct sheet_scores *scores)
{
    int64_t ipak = ipak_of(seed, unit, year), ipkp = ipkp_of(seed, unit, year);

    if (year < NEW_SHEET) { /* 15 of the survey + 5 of the follow-up; 20 of the survey */
        scores->b1 = rounded(ipak * 15 / 4 + tlhp_of(seed, unit, year) / 20, CENT);
        scores->b2 = rounded(ipkp * 5, CENT);
    } else { /* index x 4.375, exact in five decimals */
        scores->b1a = ipak * 35 / 8;
        scores->b1b = result_points(seed, unit, year);
        scores->b1 = scores->b1a + scores->b1b;
        scores->b2 = ipkp * 35 / 8;
    }
    scores->results = scores->b1 + scores->b2;
}

static struct sheet_scores score(uint64_t seed, size_t unit, int year)
{
    struct sheet_scores scores = {.b1a = MISSING, .b1b = MISSING};
    int64_t base = quality(seed, unit, year);

    for (int area = 0; area < N_AREAS; area++) {
        scores.halves[area][0] = scores.halves[area][1] = MISSING;
        score_area(seed, unit, year, area, base, &scores);
        scores.levers += scores.areas[area];
    }
    score_results(seed, unit, year, &scores);
    scores.total = scores.levers + scores.results;
    return scores;
}

static void erase_parts(struct sheet_scores *scores)
{
    scores->levers = scores->results = MISSING;
    scores->b1 = scores->b1a = scores->b1b = scores->b2 = MISSING;
    for (int area = 0; area < N_AREAS; area++)
        scores->areas[area] = scores->halves[area][0] = scores->halves[area][1] = MISSING;
}

/* What of the sheet was handed in: all, the total only, or nothing. */
static void hand_in(uint64_t seed, size_t unit, int year, struct sheet_scores *scores)
{
    int64_t chance = below(key(seed, GAP, (long)unit, year), 100);
    bool proposed = proposal_of(unit, year) != NULL;

    if (has(&offices[unit], 'k') && year == LAST_YEAR) {
        scores->b2 = scores->results = scores->total = MISSING;
    } else if (has(&offices[unit], 't') && year == LAST_YEAR) {
        erase_parts(scores);
    } else if (has(&offices[unit], 'x') || (!proposed && chance < 3)) {
        erase_parts(scores);
        scores->total = MISSING;
    } else if (!proposed && chance < 5) {
        erase_parts(scores);
    }
}

/* The national evaluation: below the internal one, and on the side of its outcome. */
static int64_t national(uint64_t seed, size_t unit, int year, int64_t total)
{
    const struct proposal *proposal = proposal_of(unit, year);
    int64_t value, threshold, own;

    if (proposal == NULL)
        return MISSING;
    threshold = (strcmp(proposal->predicate, "WBK") == 0 ? 75 : 85) * ONE;
    own = noise(seed, TPN_NOISE, unit, year, ONE);
    value = total - 180 * CENT + own;
    if (proposal->outcome == AWARDED && value < threshold)
        value = threshold + llabs(own) / 2;
    if (proposal->outcome == NOT_PASSED && value >= threshold)
        value = threshold - 40 * CENT - llabs(own);
    return rounded(value, CENT);
}

static int64_t sakip_of(uint64_t seed, size_t unit, int year)
{
    int64_t value = 66 * ONE + times(40 * CENT, level_of(seed, unit) - 57 * ONE) +
                    ONE * (year - 2021) + noise(seed, SAKIP_UNIT, unit, 0, 250 * CENT) +
                    times(40 * CENT, noise(seed, QUALITY_NOISE, unit, year, 150 * CENT)) +
                    noise(seed, SAKIP_NOISE, unit, year, 120 * CENT);

    return rounded(value, 5 * CENT);
}

/* The only effect of an award in these data: +1.5 from the year after, while it is held. */
static int64_t skm_of(uint64_t seed, size_t unit, int year)
{
    int64_t value = 80 * ONE + times(25 * CENT, level_of(seed, unit) - 57 * ONE) +
                    45 * CENT * (year - FIRST_YEAR) + noise(seed, SKM_UNIT, unit, 0, 250 * CENT) +
                    noise(seed, SKM_YEAR, 0, year, 30 * CENT) +
                    noise(seed, SKM_NOISE, unit, year, 100 * CENT);

    return rounded(value + (after_award(unit, year) ? 150 * CENT : 0), CENT);
}

/* Percent of n people who have reported: nearly always all of them. */
static int64_t reported(uint64_t seed, size_t unit, int year, int64_t people, int which)
{
    uint64_t bits = key(seed, REPORTS, (long)unit * 2 + which, year);
    int64_t late = below(bits, 100) < 10 ? 1 + below(mix(bits), people / 3) : 0;

    return rounded(100 * ONE * (people - late) / people, CENT);
}

static int64_t lhkpn_of(uint64_t seed, size_t unit, int year)
{
    return reported(seed, unit, year, 4 + (int64_t)(unit % 7), 0);
}

static int64_t lhkan_of(uint64_t seed, size_t unit, int year)
{
    return reported(seed, unit, year, 20 + (int64_t)(unit * 11 % 90), 1);
}

static int64_t years_building(uint64_t seed, size_t unit, int year)
{
    int begun = offices[unit].building;

    if (begun == 0)
        begun = 2022 + (int)below(key(seed, BUILDING, (long)unit, 0), 4);
    return begun > year ? 0 : (year - begun) * ONE;
}

/* ---- the four files -------------------------------------------------------------------------- */

static const struct dress plain = {',', '.', false, false, ""};
static const struct dress excel = {';', ',', true, true, "-"};

static void put_zi_heads(struct sheet *sheet)
{
    put_heads(sheet, "instansi unit singkatan jenis tahun zi zi_tpn zi.a");
    for (int area = 1; area <= N_AREAS; area++) {
        char heads[64];

        snprintf(heads, sizeof heads, "zi.a%d zi.a%d.pemenuhan zi.a%d.reform", area, area, area);
        put_heads(sheet, heads);
    }
    put_heads(sheet, "zi.b zi.b1 zi.b1a zi.b1b zi.b2");
    end_row(sheet);
}

static void put_scores(struct sheet *sheet, const struct sheet_scores *scores, int64_t tpn)
{
    put_number(sheet, scores->total, 2);
    put_number(sheet, tpn, 2);
    put_number(sheet, scores->levers, 2);
    for (int area = 0; area < N_AREAS; area++) {
        put_number(sheet, scores->areas[area], 2);
        put_number(sheet, scores->halves[area][0], 2);
        put_number(sheet, scores->halves[area][1], 2);
    }
    put_number(sheet, scores->results, 2);
    put_number(sheet, scores->b1, 2);
    put_number(sheet, scores->b1a, 2);
    put_number(sheet, scores->b1b, 2);
    put_number(sheet, scores->b2, 2);
}

static void write_zi(uint64_t seed, FILE *file)
{
    struct sheet sheet = open_sheet(file, &plain);

    put_zi_heads(&sheet);
    for (size_t unit = 0; unit < COUNT(offices); unit++)
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            struct sheet_scores scores;
            int64_t tpn;

            if (year < offices[unit].since)
                continue;
            scores = score(seed, unit, year);
            tpn = national(seed, unit, year, scores.total);
            hand_in(seed, unit, year, &scores);
            put_text(&sheet, REGENCY);
            put_text(&sheet, offices[unit].name);
            put_text(&sheet, offices[unit].short_name);
            put_text(&sheet, offices[unit].kind);
            put_year(&sheet, year);
            put_scores(&sheet, &scores, tpn);
            end_row(&sheet);
        }
}

static int64_t core_of(uint64_t seed, size_t unit, int year)
{
    (void)seed, (void)year;
    return has(&offices[unit], 'c') ? ONE : 0;
}

static int64_t impact_of(uint64_t seed, size_t unit, int year)
{
    (void)seed, (void)year;
    return has(&offices[unit], 'i') ? ONE : 0;
}

static const struct long_index {
    const char *name;
    int64_t (*value)(uint64_t seed, size_t unit, int year);
    int decimals; /* -1: Ya or Tidak */
    int since;
} long_indices[] = {
    {"skm", skm_of, 2, FIRST_YEAR},           {"sakip", sakip_of, 2, FIRST_YEAR},
    {"tlhp", tlhp_of, 0, FIRST_YEAR},         {"ipak", ipak_of, 2, NEW_SHEET},
    {"ipkp", ipkp_of, 2, NEW_SHEET},          {"lhkpn", lhkpn_of, 0, NEW_SHEET},
    {"lhkan", lhkan_of, 0, NEW_SHEET},        {"lama_zi", years_building, 0, NEW_SHEET},
    {"layanan_inti", core_of, -1, NEW_SHEET}, {"dampak_publik", impact_of, -1, NEW_SHEET},
};

/* 4 of 100 cells are not known; the survey indices exactly where the sheet lacks them. */
static bool cell_missing(uint64_t seed, size_t unit, int year, size_t index)
{
    const char *name = long_indices[index].name;

    if (strncmp(name, "ip", 2) == 0) {
        struct sheet_scores scores = score(seed, unit, year);

        hand_in(seed, unit, year, &scores);
        return (strcmp(name, "ipak") == 0 ? scores.b1a : scores.b2) == MISSING;
    }
    return below(key(seed, GAP + 100 * (int)(index + 1), (long)unit, year), 100) < 4;
}

static void write_indices(uint64_t seed, FILE *file)
{
    struct sheet sheet = open_sheet(file, &excel);

    put_heads(&sheet, "instansi unit jenis tahun indeks nilai");
    end_row(&sheet);
    for (size_t i = 0; i < COUNT(long_indices); i++)
        for (size_t unit = 0; unit < COUNT(offices); unit++)
            for (int year = long_indices[i].since; year <= LAST_YEAR; year++) {
                int64_t value = long_indices[i].value(seed, unit, year);

                if (year < offices[unit].since)
                    continue;
                put_text(&sheet, REGENCY);
                put_text(&sheet, offices[unit].name);
                put_text(&sheet, offices[unit].kind);
                put_year(&sheet, year);
                put_text(&sheet, long_indices[i].name);
                if (cell_missing(seed, unit, year, i))
                    put_number(&sheet, MISSING, 0);
                else if (long_indices[i].decimals < 0)
                    put_text(&sheet, value != 0 ? "Ya" : "Tidak");
                else
                    put_number(&sheet, value, long_indices[i].decimals);
                end_row(&sheet);
            }
}

static void write_institution(uint64_t seed, FILE *file)
{
    struct sheet sheet = open_sheet(file, &plain);

    (void)seed;
    put_heads(&sheet, "instansi unit jenis tahun spip sakip spi rb ipp opini ppg");
    end_row(&sheet);
    for (int i = 0; i < N_YEARS; i++) {
        const struct institution_year *row = &institution[i];
        char sakip[40];
        size_t length = format_number(sakip, row->sakip, 2, '.');

        snprintf(sakip + length, sizeof sakip - length, " (%s)", row->sakip_letter);
        put_text(&sheet, REGENCY);
        put_text(&sheet, "");
        put_text(&sheet, "kabupaten");
        put_year(&sheet, FIRST_YEAR + i);
        put_number(&sheet, row->spip, 3);
        put_text(&sheet, sakip);
        put_number(&sheet, row->spi != 0 ? row->spi : MISSING, 2);
        put_number(&sheet, row->rb != 0 ? row->rb : MISSING, 2);
        put_number(&sheet, row->ipp != 0 ? row->ipp : MISSING, 2);
        put_text(&sheet, row->opinion);
        put_number(&sheet, row->ppg != 0 ? row->ppg : MISSING, 2);
        end_row(&sheet);
    }
}

static const char *full_name(const char *short_name)
{
    for (size_t unit = 0; unit < COUNT(offices); unit++)
        if (strcmp(offices[unit].short_name, short_name) == 0)
            return offices[unit].name;
    return short_name;
}

static void write_predicates(uint64_t seed, FILE *file)
{
    struct sheet sheet = open_sheet(file, &plain);

    (void)seed;
    put_heads(&sheet, "instansi unit predikat tahun peristiwa");
    end_row(&sheet);
    for (size_t i = 0; i < COUNT(proposals); i++) {
        put_text(&sheet, REGENCY);
        put_text(&sheet, full_name(proposals[i].short_name));
        put_text(&sheet, proposals[i].predicate);
        put_year(&sheet, proposals[i].year);
        put_text(&sheet, outcome_words[proposals[i].outcome]);
        end_row(&sheet);
    }
}

static const struct demo_file {
    const char *name;
    void (*write)(uint64_t seed, FILE *file);
} demo_files[] = {
    {"zi.csv", write_zi},
    {"indeks.csv", write_indices},
    {"instansi.csv", write_institution},
    {"predikat.csv", write_predicates},
};

static bool write_demo(const char *folder, uint64_t seed)
{
    for (size_t i = 0; i < COUNT(demo_files); i++) {
        char path[4096];
        FILE *file;
        bool bad;

        snprintf(path, sizeof path, "%s/%s", folder, demo_files[i].name);
        file = fopen(path, "wb");
        if (file == NULL) {
            perror(path);
            return false;
        }
        demo_files[i].write(seed, file);
        bad = ferror(file) != 0;
        if (fclose(file) != 0 || bad) {
            perror(path);
            return false;
        }
    }
    return true;
}

/* ---- large panels ---------------------------------------------------------------------------- */

struct panel_index {
    const char *name;
    int64_t mean, sd, trend, low, high; /* trend: a year, times the slope of the unit */
    int64_t load;                       /* share of the unit's and the year's common part */
};

static const struct panel_index panel_indices[] = {
    {"zi", 6600000, 900000, 90000, 0, 10000000, 80000},
    {"sakip", 6500000, 700000, 90000, 0, 10000000, 60000},
    {"skm", 8000000, 500000, 40000, 2500000, 10000000, 50000},
    {"ipak", 335000, 22000, 1500, 100000, 400000, 60000},
    {"ipkp", 330000, 22000, 1500, 100000, 400000, 60000},
    {"tlhp", 9000000, 800000, 100000, 0, 10000000, 30000},
    {"lhkpn", 9400000, 700000, 50000, 0, 10000000, 10000},
};

enum { N_INDICES = COUNT(panel_indices), UNITS_PER_INSTITUTION = 20, MOST_YEARS = 100 };

enum form { NO_FORM, WIDE, LONG, YEAR, PREDICATES };

struct options {
    const char *folder;
    long units;
    int years;
    enum form form;
    uint64_t seed;
    int64_t missing; /* share of the cells */
    bool shuffle;
    struct dress dress;
};

static void names_of(long unit, char institution_name[64], char unit_name[64])
{
    static const char *const institutions[] = {
        "Kabupaten Contoh",      "Kota Contoh",
        "Provinsi Contoh",       "Kementerian Contoh, Riset dan Teknologi",
        "Badan Contoh Nasional", "Kabupaten Contoh – Pa’i"};
    static const char *const units[] = {"Dinas", "Badan", "Kecamatan", "UPT Puskesmas", "Bagian"};
    long number = unit / UNITS_PER_INSTITUTION;

    snprintf(institution_name, 64, "%s %05ld", institutions[(size_t)number % COUNT(institutions)],
             number);
    snprintf(unit_name, 64, unit % 97 == 0 ? "%s \"Melati\" %06ld" : "%s %06ld",
             units[(size_t)unit % COUNT(units)], unit);
}

static int64_t panel_value(const struct options *options, long unit, int year, size_t index)
{
    const struct panel_index *row = &panel_indices[index];
    int what = PANEL + 4 + (int)index;
    int64_t common, own, slope;

    if (below(key(options->seed, what + N_INDICES, unit, year), ONE) < options->missing)
        return MISSING;
    common = normal(key(options->seed, PANEL, unit, 0)) +
             normal(key(options->seed, PANEL + 1, unit, year)) / 2;
    own = normal(key(options->seed, what, unit, year));
    slope = ONE / 2 + normal(key(options->seed, PANEL + 2, unit, 0)) / 2;
    return rounded(
        clamped(row->mean + times(row->sd, times(row->load, common) + times(ONE - row->load, own)) +
                    times(row->trend, slope) * (year - LAST_YEAR),
                row->low, row->high),
        CENT);
}

static void put_names(struct sheet *sheet, long unit)
{
    char institution_name[64], unit_name[64];

    names_of(unit, institution_name, unit_name);
    put_text(sheet, institution_name);
    put_text(sheet, unit_name);
}

static void put_wide_row(const struct options *options, struct sheet *sheet, long unit, int year)
{
    put_names(sheet, unit);
    put_year(sheet, year);
    for (size_t i = 0; i < N_INDICES; i++)
        put_number(sheet, panel_value(options, unit, year, i), 2);
    end_row(sheet);
}

static void put_long_rows(const struct options *options, struct sheet *sheet, long unit, int year)
{
    for (size_t i = 0; i < N_INDICES; i++) {
        int64_t value = panel_value(options, unit, year, i);

        if (value == MISSING)
            continue;
        put_names(sheet, unit);
        put_year(sheet, year);
        put_text(sheet, panel_indices[i].name);
        put_number(sheet, value, 2);
        end_row(sheet);
    }
}

static void put_year_row(const struct options *options, struct sheet *sheet, long unit)
{
    put_names(sheet, unit);
    for (int year = LAST_YEAR - options->years + 1; year <= LAST_YEAR; year++)
        put_number(sheet, panel_value(options, unit, year, 0), 2);
    end_row(sheet);
}

/* Three units of ten hold WBK, awarded in a year after the first; a third of those WBBM. */
static void put_predicates(const struct options *options, struct sheet *sheet, long unit)
{
    uint64_t bits = key(options->seed, PANEL + 3, unit, 0);
    int first = LAST_YEAR - options->years + 2;
    int awarded = first + (int)below(mix(bits), options->years);

    if (below(bits, 10) >= 3 || awarded > LAST_YEAR)
        return;
    put_names(sheet, unit);
    put_text(sheet, "WBK");
    put_year(sheet, awarded);
    put_text(sheet, outcome_words[AWARDED]);
    end_row(sheet);
    if (below(mix(bits + 1), 3) > 0 || awarded + 2 > LAST_YEAR)
        return;
    put_names(sheet, unit);
    put_text(sheet, "WBBM");
    put_year(sheet, awarded + 2);
    put_text(sheet, outcome_words[AWARDED]);
    end_row(sheet);
}

static void put_panel_heads(const struct options *options, struct sheet *sheet)
{
    put_heads(sheet, "instansi unit");
    switch (options->form) {
    case LONG: put_heads(sheet, "tahun indeks nilai"); break;
    case PREDICATES: put_heads(sheet, "predikat tahun peristiwa"); break;
    case YEAR:
        for (int year = LAST_YEAR - options->years + 1; year <= LAST_YEAR; year++)
            put_year(sheet, year);
        break;
    case WIDE:
    case NO_FORM:
        put_heads(sheet, "tahun");
        for (size_t i = 0; i < N_INDICES; i++)
            put_heads(sheet, panel_indices[i].name);
    }
    end_row(sheet);
}

/* Rows are numbered unit by unit, year by year; the forms without years have one row a unit. */
static bool write_panel(const struct options *options)
{
    int per_unit = options->form == WIDE || options->form == LONG ? options->years : 1;
    long n = options->units * per_unit;
    long *order = options->shuffle ? malloc((size_t)n * sizeof *order) : NULL;
    struct sheet sheet = open_sheet(stdout, &options->dress);

    if (options->shuffle && order == NULL) {
        fprintf(stderr, "generate: not enough memory to shuffle %ld rows\n", n);
        return false;
    }
    for (long i = 0; order != NULL && i < n; i++) { /* Fisher and Yates, inside out */
        long j = (long)(key(options->seed, -1, i, 0) % (uint64_t)(i + 1));

        order[i] = i;
        order[i] = order[j];
        order[j] = i;
    }
    put_panel_heads(options, &sheet);
    for (long i = 0; i < n; i++) {
        long row = order != NULL ? order[i] : i, unit = row / per_unit;
        int year = LAST_YEAR - options->years + 1 + (int)(row % per_unit);

        switch (options->form) {
        case LONG: put_long_rows(options, &sheet, unit, year); break;
        case YEAR: put_year_row(options, &sheet, unit); break;
        case PREDICATES: put_predicates(options, &sheet, unit); break;
        case WIDE:
        case NO_FORM: put_wide_row(options, &sheet, unit, year);
        }
    }
    free(order);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("generate: standard output");
        return false;
    }
    return true;
}

/* ---- options --------------------------------------------------------------------------------- */

static const char usage[] =
    "usage: generate --out DIR [--seed S]\n"
    "       generate --units N [--years T] [--form wide|long|year|predicates] [--seed S]\n"
    "                [--missing P] [--shuffle] [--semicolon] [--decimal-comma] [--bom] [--crlf]\n"
    "The first writes the demo regency into DIR, the second a panel to standard output\n"
    "(10 years to 2025, form wide, seed 1, 0.04 of the cells missing).\n";

static bool read_form(struct options *options, const char *word)
{
    static const char *const words[] = {"", "wide", "long", "year", "predicates"};

    for (size_t i = 1; i < COUNT(words); i++)
        if (strcmp(word, words[i]) == 0)
            options->form = (enum form)i;
    return options->form != NO_FORM;
}

static bool read_whole(const char *text, long low, long high, long *value)
{
    char *end;

    *value = strtol(text, &end, 10);
    return end != text && *end == '\0' && *value >= low && *value <= high;
}

/* A decimal point whatever the locale: the program never calls setlocale. */
static bool read_share(const char *text, int64_t *share)
{
    char *end;
    double value = strtod(text, &end);

    *share = (int64_t)(value * (double)ONE + 0.5);
    return end != text && *end == '\0' && value >= 0 && value <= 1;
}

/* An option with a value; false when it is none or its value is wrong. */
static bool read_value(struct options *options, const char *name, const char *value)
{
    long number = 0;
    bool good;

    if (strcmp(name, "--out") == 0) {
        options->folder = value;
        return true;
    }
    if (strcmp(name, "--form") == 0)
        return read_form(options, value);
    if (strcmp(name, "--missing") == 0)
        return read_share(value, &options->missing);
    if (strcmp(name, "--units") == 0)
        return read_whole(value, 1, 100000000, &options->units);
    if (strcmp(name, "--years") == 0) {
        good = read_whole(value, 1, MOST_YEARS, &number);
        options->years = (int)number;
        return good;
    }
    if (strcmp(name, "--seed") == 0) {
        good = read_whole(value, 0, 2147483647, &number);
        options->seed = (uint64_t)number;
        return good;
    }
    return false;
}

static bool read_switch(struct options *options, const char *name)
{
    if (strcmp(name, "--shuffle") == 0)
        options->shuffle = true;
    else if (strcmp(name, "--semicolon") == 0)
        options->dress.delimiter = ';';
    else if (strcmp(name, "--decimal-comma") == 0)
        options->dress.decimal = ',';
    else if (strcmp(name, "--bom") == 0)
        options->dress.bom = true;
    else if (strcmp(name, "--crlf") == 0)
        options->dress.crlf = true;
    else
        return false;
    return true;
}

int main(int n_arguments, char **arguments)
{
    struct options options = {
        .years = 10, .form = WIDE, .seed = 1, .missing = 4 * CENT, .dress = plain};

    for (int i = 1; i < n_arguments; i++) {
        if (read_switch(&options, arguments[i]))
            continue;
        if (i + 1 == n_arguments || !read_value(&options, arguments[i], arguments[i + 1])) {
            fprintf(stderr, "generate: %s: unknown, without its value, or out of range\n%s",
                    arguments[i], usage);
            return 2;
        }
        i++;
    }
    if ((options.folder == NULL) == (options.units == 0)) {
        fputs(usage, stderr);
        return 2;
    }
    if (options.folder != NULL)
        return write_demo(options.folder, options.seed) ? 0 : 1;
    return write_panel(&options) ? 0 : 1;
}

#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

static const char *const grouping_words[] = {"unit", "index", "year", "jenis", NULL};
static const char *const method_words[] = {"all", "pearson", "spearman", "kendall", NULL};
static const char *const level_words[] = {"all", "pooled", "between", "within", "twoway", NULL};
static const char *const target_words[] = {"wbk", "wbbm", "auto", NULL};
static const char *const autocorrelation_words[] = {"none", "pooled", NULL};
static const char *const adjust_words[] = {"auto", "holm", "bh", NULL};
static const char *const area_words[] = {"whole", "half", NULL};
static const char *const border_words[] = {"strict", "inclusive", NULL};
static const char *const scale_words[] = {"linear", "logit", NULL};
static const char *const forecast_words[] = {"forecast", "years", "backtest", NULL};
static const char *const effects_words[] = {"auto",      "none",      "unit", "year",
                                            "unit,year", "year,unit", NULL};
static const char *const cluster_words[] = {"auto", "unit", "institution", "none", NULL};
static const char *const errors_words[] = {"auto", "classical", "cr1", "cr2", "wild", NULL};
static const char *const period_words[] = {"year", "period", NULL};
static const char *const u8_words[] = {"named", "sarana", "pengaduan", NULL};
static const char *const weight_words[] = {"1/9", "0.111", "0.11", NULL};
static const char *const assessor_words[] = {"auto", "self", "tpi", "tpn", NULL};
static const char *const depth_words[] = {"question", "index", "area", "indicator", NULL};
static const char *const show_words[] = {"rules", "indices", "bands",    "breaks", "parts",
                                         "kinds", "awards",  "releases", NULL};
static const char *const proposal_words[] = {"chosen", "left-out",  "conditional", "refused",
                                             "all",    "next-year", "passes",      NULL};
static const char *const format_words[] = {"text", "csv", "excel", "json", "xlsx", NULL};
static const char *const template_words[] = {"csv", "text", "excel", "json", NULL};
static const char *const picture_words[] = {"auto", "png", "svg", "pdf", "gp", NULL};
static const char *const size_words[] = {"auto", "a4", "a4full", "slide", "wa", "screen", NULL};
static const char *const language_words[] = {"id", "en", NULL};

#define AT(member) offsetof(struct zi_options, member)

const struct zi_option_row zi_option_rows[ZI_OPTION_COUNT] = {
    [ZI_OPTION_UNIT] = {.name = "unit",
                        .type = ZI_TYPE_NAMES,
                        .offset = AT(units),
                        .argument = "NAME",
                        .help = {"hanya unit ini (nama atau singkatan); boleh diulang",
                                 "only this unit (name or short name); may be repeated"}},
    [ZI_OPTION_INDEX] =
        {.name = "index",
         .type = ZI_TYPE_LIST,
         .offset = AT(indices),
         .argument = "LIST",
         .help = {"hanya indeks ini, dipisah koma; juga indeks dari berkas per tahun",
                  "only these indices, separated by commas; also the index of a file with "
                  "one column a year"}},
    [ZI_OPTION_YEAR] = {.name = "year",
                        .type = ZI_TYPE_YEARS,
                        .offset = AT(years),
                        .argument = "Y[:Y]",
                        .help = {"tahun atau rentang tahun: 2025, 2019:2025",
                                 "year or range of years: 2025, 2019:2025"}},
    [ZI_OPTION_INSTITUTION] = {.name = "institution",
                               .type = ZI_TYPE_TEXT,
                               .offset = AT(institution),
                               .argument = "NAME",
                               .help = {"instansi untuk berkas tanpa kolom instansi",
                                        "institution for files without a column instansi"}},
    [ZI_OPTION_SKIP_BAD] = {.name = "skip-bad",
                            .type = ZI_TYPE_FLAG,
                            .offset = AT(skip_bad),
                            .help = {"lewati baris yang salah dan sebutkan jumlahnya",
                                     "leave faulty rows out and say how many"}},
    [ZI_OPTION_SHEET] = {.name = "sheet",
                         .type = ZI_TYPE_TEXT,
                         .offset = AT(sheet),
                         .argument = "NAME",
                         .help = {"hanya lembar ini dari buku kerja (.xlsx, .ods); bawaan: semua "
                                  "yang memuat tabel",
                                  "only this sheet of a workbook (.xlsx, .ods); default: all that "
                                  "hold a table"}},
    [ZI_OPTION_REGULATION] = {.name = "regulation",
                              .type = ZI_TYPE_LIST,
                              .offset = AT(regulations),
                              .argument = "FILE",
                              .help = {"aturan dari berkas ini, atau satu aturan bawaan "
                                       "(permenpanrb-90-2021), bukan semua yang bawaan; boleh "
                                       "diulang",
                                       "rules of this file, or of one built-in regulation "
                                       "(permenpanrb-90-2021), instead of all built-in ones; may "
                                       "be repeated"}},
    [ZI_OPTION_INDEX_FILE] = {.name = "index-file",
                              .type = ZI_TYPE_TEXT,
                              .offset = AT(index_file),
                              .argument = "FILE",
                              .help = {"tambahkan indeks ke katalog",
                                       "add indices to the catalogue"}},
    [ZI_OPTION_INDICES] = {.name = "indices",
                           .type = ZI_TYPE_TEXT,
                           .offset = AT(indices_file),
                           .argument = "FILE",
                           .help = {"ganti katalog indeks", "replace the catalogue of indices"}},
    [ZI_OPTION_BANDS] = {.name = "bands",
                         .type = ZI_TYPE_TEXT,
                         .offset = AT(bands_file),
                         .argument = "FILE",
                         .help = {"ganti daftar huruf dan kategori",
                                  "replace the list of letters"}},
    [ZI_OPTION_BREAKS] = {.name = "breaks",
                          .type = ZI_TYPE_TEXT,
                          .offset = AT(breaks_file),
                          .argument = "FILE",
                          .help = {"ganti daftar putusnya deret",
                                   "replace the list of breaks in series"}},
    [ZI_OPTION_PARTS] = {.name = "parts",
                         .type = ZI_TYPE_TEXT,
                         .offset = AT(parts_file),
                         .argument = "FILE",
                         .help = {"ganti daftar penjumlahan komponen",
                                  "replace the list of what sums up to what"}},
    [ZI_OPTION_KINDS] = {.name = "kinds",
                         .type = ZI_TYPE_TEXT,
                         .offset = AT(kinds_file),
                         .argument = "FILE",
                         .help = {"ganti daftar jenis instansi dan unit",
                                  "replace the list of kinds of institutions and units"}},
    [ZI_OPTION_RELEASES] = {.name = "releases",
                            .type = ZI_TYPE_TEXT,
                            .offset = AT(releases_file),
                            .argument = "FILE",
                            .help = {"ganti daftar kapan nilai sebuah tahun terbit",
                                     "replace the list of when a year's value is out"}},
    [ZI_OPTION_AS_OF] = {.name = "as-of",
                         .type = ZI_TYPE_TEXT,
                         .offset = AT(as_of),
                         .argument = "DATE",
                         .help = {"seperti pada hari itu (2024-06-30): tanpa nilai, predikat dan "
                                  "aturan yang terbit sesudahnya",
                                  "as on that day (2024-06-30): without values, predicates and "
                                  "rules that came later"}},
    [ZI_OPTION_BY] = {.name = "by",
                      .type = ZI_TYPE_WORD,
                      .offset = AT(grouping),
                      .argument = "unit|index|year|jenis",
                      .words = grouping_words,
                      .help = {"satu baris per unit (bawaan), indeks, tahun, atau jenis",
                               "one row for each unit (default), index, year or kind"}},
    [ZI_OPTION_METHOD] = {.name = "method",
                          .type = ZI_TYPE_WORD,
                          .offset = AT(methods),
                          .argument = "all|pearson|spearman|kendall",
                          .words = method_words,
                          .help = {"ukuran korelasi; bawaan: semua",
                                   "measure of correlation; default: all"}},
    [ZI_OPTION_LEVEL] = {.name = "level",
                         .type = ZI_TYPE_WORD,
                         .offset = AT(levels),
                         .argument = "all|pooled|between|within|twoway",
                         .words = level_words,
                         .help = {"tingkat korelasi; bawaan: keempatnya",
                                  "level of correlation; default: all four"}},
    [ZI_OPTION_TARGET] = {.name = "target",
                          .type = ZI_TYPE_WORD,
                          .offset = AT(aim),
                          .argument = "wbk|wbbm|auto",
                          .words = target_words,
                          .help = {"predikat yang dituju; auto (bawaan): WBBM bagi pemegang WBK",
                                   "predicate aimed at; auto (default): WBBM for a holder of WBK"}},
    [ZI_OPTION_AREA_RULE] =
        {.name = "area-rule",
         .type = ZI_TYPE_WORD,
         .offset = AT(area_rule),
         .argument = "whole|half",
         .words = area_words,
         .help = {"batas tiap area untuk seluruh area (bawaan) atau tiap paruhnya",
                  "minimum of an area asked of the whole area (default) or of each half"}},
    [ZI_OPTION_BORDER] =
        {.name = "border",
         .type = ZI_TYPE_WORD,
         .offset = AT(border),
         .argument = "strict|inclusive",
         .words = border_words,
         .help = {"skor tepat di batas huruf, seperti SAKIP 60,00: di bawahnya (bawaan) atau "
                  "sudah termasuk",
                  "a score exactly on a letter's border, as a SAKIP of 60.00: below it (default) "
                  "or in it"}},
    [ZI_OPTION_DETAIL] = {.name = "detail",
                          .type = ZI_TYPE_FLAG,
                          .offset = AT(detail),
                          .help = {"satu baris per aturan, dengan pasal dan kekurangannya",
                                   "one row for each rule, with its article and what is lacking"}},
    [ZI_OPTION_SCORE_UNIT] = {.name = "unit",
                              .type = ZI_TYPE_NAMES,
                              .offset = AT(units),
                              .argument = "NAME",
                              .help = {"hanya unit ini; untuk berkas tanpa kolom unit: namanya",
                                       "only this unit; of files without a column unit: its name"}},
    [ZI_OPTION_SCORE_YEAR] = {.name = "year",
                              .type = ZI_TYPE_YEARS,
                              .offset = AT(years),
                              .argument = "Y[:Y]",
                              .help = {"hanya tahun ini; untuk berkas tanpa kolom tahun: tahunnya",
                                       "only these years; of files without a column year: its "
                                       "year"}},
    [ZI_OPTION_SCORE_DETAIL] =
        {.name = "detail",
         .type = ZI_TYPE_FLAG,
         .offset = AT(detail),
         .help = {"skm: tambah baris: responden lengkap, bobot lain, galat baku",
                  "skm: more rows: complete respondents, other weights, standard error"}},
    [ZI_OPTION_PERIODS] = {.name = "by",
                           .type = ZI_TYPE_WORD,
                           .offset = AT(periods),
                           .argument = "year|period",
                           .words = period_words,
                           .help = {"skm: satu indeks per tahun (bawaan) atau per periode",
                                    "skm: one index a year (default) or a period"}},
    [ZI_OPTION_U8] =
        {.name = "u8",
         .type = ZI_TYPE_WORD,
         .offset = AT(survey_order),
         .argument = "named|sarana|pengaduan",
         .words = u8_words,
         .help = {"skm: unsur mana U8 bila judul kolom hanya bernomor; bawaan: menurut "
                  "judulnya",
                  "skm: which element U8 is where headers are numbers only; default: as "
                  "they are named"}},
    [ZI_OPTION_WEIGHT] =
        {.name = "weight",
         .type = ZI_TYPE_WORD,
         .offset = AT(weight),
         .argument = "1/9|0.111|0.11",
         .words = weight_words,
         .help = {"skm: bobot unsur; selain 1/9 hanya untuk mencocokkan angka terbitan",
                  "skm: weight of an element; other than 1/9 only to reproduce a "
                  "published figure"}},
    [ZI_OPTION_POPULATION] = {.name = "population",
                              .type = ZI_TYPE_TEXT,
                              .offset = AT(population),
                              .argument = "N|FILE",
                              .help = {"skm: pengguna layanan: angka, atau berkas unit,populasi",
                                       "skm: users of the service: a number, or a file "
                                       "unit,population"}},
    [ZI_OPTION_TODO] = {.name = "todo",
                        .type = ZI_TYPE_FLAG,
                        .offset = AT(todo),
                        .help = {"yang belum diketahui: apa yang dikumpulkan, dari siapa, untuk "
                                 "unit mana",
                                 "what is not known: what to collect, from whom, for which "
                                 "units"}},
    [ZI_OPTION_COLLECT] = {.name = "collect",
                           .type = ZI_TYPE_TEXT,
                           .offset = AT(collect_file),
                           .argument = "FILE",
                           .help = {"ganti daftar dari siapa data dikumpulkan",
                                    "replace the list of whom to collect from"}},
    [ZI_OPTION_PLAN] = {.name = "plan",
                        .type = ZI_TYPE_FLAG,
                        .offset = AT(plan),
                        .help = {"usaha terkecil yang mencapai semua ambang nilai, dan apa yang "
                                 "tidak dapat dibeli dengan poin",
                                 "the least effort that reaches every threshold of the score, and "
                                 "what no points buy"}},
    [ZI_OPTION_EFFORT] = {.name = "effort",
                          .type = ZI_TYPE_TEXT,
                          .offset = AT(effort_file),
                          .argument = "FILE",
                          .help = {"usaha per poin, sebagai ganti yang bawaan (kolom index,effort)",
                                   "effort a point, in place of the built-in one (columns "
                                   "index,effort)"}},
    [ZI_OPTION_CHANCE] =
        {.name = "chance",
         .type = ZI_TYPE_FLAG,
         .offset = AT(chance),
         .help = {"peluang tahun depan untuk setiap syarat nilai, dan bersama-sama",
                  "chance next year of each condition on the score, and of all "
                  "together"}},
    [ZI_OPTION_AWARDS] = {.name = "awards",
                          .type = ZI_TYPE_TEXT,
                          .offset = AT(awards_file),
                          .argument = "FILE",
                          .help = {"ganti daftar berapa usulan yang ditetapkan",
                                   "replace the list of how many proposals are awarded"}},
    [ZI_OPTION_REQUIRE] = {.name = "require",
                           .type = ZI_TYPE_COUNT,
                           .offset = AT(require),
                           .argument = "N",
                           .help = {"status keluar 1 bila kurang dari N unit siap",
                                    "exit status 1 when fewer than N units are ready"}},
    [ZI_OPTION_OUTLINE] = {.name = "outline",
                           .type = ZI_TYPE_TEXT,
                           .offset = AT(outline_file),
                           .argument = "FILE",
                           .help = {"kerangka LKE dari berkas ini, bukan yang bawaan",
                                    "the outline of the sheet (LKE) from this file instead of "
                                    "the built-in one"}},
    [ZI_OPTION_ASSESSOR] =
        {.name = "assessor",
         .type = ZI_TYPE_WORD,
         .offset = AT(assessor),
         .argument = "self|tpi|tpn",
         .words = assessor_words,
         .help = {"jawaban siapa yang dihitung; bawaan: TPI bila ada, kalau tidak mandiri",
                  "whose answers are scored; default: the TPI's where there are any, else the "
                  "unit's own"}},
    [ZI_OPTION_DEPTH] =
        {.name = "level",
         .type = ZI_TYPE_WORD,
         .offset = AT(depth),
         .argument = "index|area|indicator|question",
         .words = depth_words,
         .help = {"rincian sampai indeks saja, area, indikator, atau pertanyaan (bawaan)",
                  "detail down to indices only, areas, indicators or questions (default)"}},
    [ZI_OPTION_COMPARE] = {.name = "compare",
                           .type = ZI_TYPE_FLAG,
                           .offset = AT(compare),
                           .help = {"penilai berdampingan: mandiri, TPI, TPN",
                                    "assessors side by side: self, TPI, TPN"}},
    [ZI_OPTION_WHAT_IF] = {.name = "what-if",
                           .type = ZI_TYPE_NAMES,
                           .offset = AT(what_if),
                           .argument = "ID=ANSWER",
                           .help = {"nilai dengan jawaban ini, misalnya A.1.2.i.a=B; boleh diulang",
                                    "the score with this answer, such as A.1.2.i.a=B; may be "
                                    "repeated"}},
    [ZI_OPTION_BEST] = {.name = "best",
                        .type = ZI_TYPE_COUNT,
                        .offset = AT(best),
                        .argument = "N",
                        .help = {"N jawaban yang paling besar nilainya bila diperbaiki",
                                 "the N answers worth most when improved"}},
    [ZI_OPTION_CONFIDENCE] = {.name = "confidence",
                              .type = ZI_TYPE_FRACTION,
                              .offset = AT(confidence),
                              .argument = "P",
                              .help = {"tingkat kepercayaan interval; bawaan 0.95",
                                       "confidence level of intervals; default 0.95"}},
    [ZI_OPTION_ADJUST] = {.name = "adjust",
                          .type = ZI_TYPE_WORD,
                          .offset = AT(adjust),
                          .argument = "holm|bh",
                          .words = adjust_words,
                          .help = {"sesuaikan p menurut banyaknya uji: holm, atau bh "
                                   "(Benjamini-Hochberg)",
                                   "adjust p for the number of tests: holm, or bh "
                                   "(Benjamini-Hochberg)"}},
    [ZI_OPTION_AUTOCORRELATION] =
        {.name = "autocorrelation",
         .type = ZI_TYPE_WORD,
         .offset = AT(autocorrelation),
         .argument = "none|pooled",
         .words = autocorrelation_words,
         .help = {"pooled: lebarkan p dan selang menurut autokorelasi yang ditaksir dari semua "
                  "unit",
                  "pooled: widen p and intervals by an autocorrelation estimated from all units"}},
    [ZI_OPTION_ACROSS_BREAKS] = {.name = "across-breaks",
                                 .type = ZI_TYPE_FLAG,
                                 .offset = AT(across_breaks),
                                 .help = {"pakai seluruh deret, juga melintasi putusnya deret",
                                          "use the whole series, also across breaks in it"}},
    [ZI_OPTION_HORIZON] = {.name = "horizon",
                           .type = ZI_TYPE_COUNT,
                           .offset = AT(horizon),
                           .argument = "N",
                           .help = {"berapa tahun sesudah tahun terakhir data; bawaan 1",
                                    "years after the last year of the data; default 1"}},
    [ZI_OPTION_THRESHOLD] =
        {.name = "threshold",
         .type = ZI_TYPE_NUMBERS,
         .offset = AT(thresholds),
         .argument = "X",
         .help = {"ambang yang ditanyakan, misalnya 3.6; boleh diulang; bawaan untuk zi: ambang "
                  "nilai total menurut --target",
                  "threshold asked about, for example 3.6; may be repeated; default for zi: the "
                  "total of --target"}},
    [ZI_OPTION_SCALE] = {.name = "scale",
                         .type = ZI_TYPE_WORD,
                         .offset = AT(scale),
                         .argument = "linear|logit",
                         .words = scale_words,
                         .help = {"logit: ramalan tidak pernah melewati ujung skala indeks",
                                  "logit: forecasts never pass the ends of an index's scale"}},
    [ZI_OPTION_OUTCOME] = {.name = "outcome",
                           .type = ZI_TYPE_TEXT,
                           .offset = AT(outcome),
                           .argument = "INDEX",
                           .help = {"indeks yang dijelaskan", "the index to explain"}},
    [ZI_OPTION_ON] = {.name = "on",
                      .type = ZI_TYPE_LIST,
                      .offset = AT(on),
                      .argument = "LIST",
                      .help = {"indeks yang menjelaskan, dipisah koma",
                               "the indices that explain it, separated by commas"}},
    [ZI_OPTION_FE] = {.name = "fe",
                      .type = ZI_TYPE_WORD,
                      .offset = AT(effects),
                      .argument = "none|unit|year|unit,year",
                      .words = effects_words,
                      .help = {"efek tetap yang dikeluarkan; bawaan: unit,year",
                               "fixed effects that are taken out; default: unit,year"}},
    [ZI_OPTION_CLUSTER] =
        {.name = "cluster",
         .type = ZI_TYPE_WORD,
         .offset = AT(clustering),
         .argument = "unit|institution|none",
         .words = cluster_words,
         .help = {"gugus galat baku; bawaan: unit, atau instansi bila penjelasnya tidak berbeda di "
                  "dalam instansi",
                  "clusters of standard errors; default: unit, or institution where a regressor "
                  "does not differ inside one"}},
    [ZI_OPTION_SE] =
        {.name = "se",
         .type = ZI_TYPE_WORD,
         .offset = AT(errors),
         .argument = "cr1|cr2|wild|classical",
         .words = errors_words,
         .help = {"galat baku; bawaan: cr2 bila gugus sedikit (kurang dari 50), selain itu cr1",
                  "standard errors; default: cr2 with few clusters (fewer than 50), else cr1"}},
    [ZI_OPTION_NO_INTERCEPT] = {.name = "no-intercept",
                                .type = ZI_TYPE_FLAG,
                                .offset = AT(no_intercept),
                                .help = {"garis melalui nol; hanya dengan --fe none",
                                         "through the origin; only with --fe none"}},
    [ZI_OPTION_LAG] = {.name = "lag",
                       .type = ZI_TYPE_RANGE,
                       .offset = AT(lags),
                       .argument = "K[:K]",
                       .help = {"pasangkan x tahun t dengan y tahun t+K; rentang: -2:2",
                                "pair x of year t with y of year t+K; a range: -2:2"}},
    [ZI_OPTION_GIVEN] = {.name = "given",
                         .type = ZI_TYPE_LIST,
                         .offset = AT(given),
                         .argument = "LIST",
                         .help = {"korelasi parsial: keluarkan dulu pengaruh indeks ini",
                                  "partial correlation: take these indices out first"}},
    [ZI_OPTION_LISTWISE] = {.name = "listwise",
                            .type = ZI_TYPE_FLAG,
                            .offset = AT(listwise),
                            .help = {"hanya baris yang memuat semua indeks; bawaan: per pasangan",
                                     "only rows that have every index; default: by pair"}},
    [ZI_OPTION_USE_BANDS] = {.name = "use-bands",
                             .type = ZI_TYPE_FLAG,
                             .offset = AT(use_bands),
                             .help = {"huruf tanpa nilai ikut sebagai kategori berurut dalam "
                                      "spearman dan kendall",
                                      "letters without a score join spearman and kendall as "
                                      "ordered categories"}},
    [ZI_OPTION_MATRIX] = {.name = "matrix",
                          .type = ZI_TYPE_FLAG,
                          .offset = AT(matrix),
                          .help = {"matriks per metode dan tingkat, n di bawah tiap korelasi",
                                   "a matrix for each method and level, n beneath each "
                                   "correlation"}},
    [ZI_OPTION_BOOTSTRAP] = {.name = "bootstrap",
                             .type = ZI_TYPE_COUNT,
                             .offset = AT(bootstrap),
                             .argument = "B",
                             .help = {"jumlah ulangan --se wild, sedikitnya 99; bawaan 9999",
                                      "draws of --se wild, at least 99; default 9999"}},
    [ZI_OPTION_POWER] = {.name = "power",
                         .type = ZI_TYPE_FRACTION,
                         .offset = AT(power),
                         .argument = "P",
                         .help = {"kuasa uji untuk pengaruh terkecil yang terlihat; bawaan 0.8",
                                  "power for the smallest effect detectable; default 0.8"}},
    [ZI_OPTION_REPLICATES] = {.name = "bootstrap",
                              .type = ZI_TYPE_COUNT,
                              .offset = AT(replicates),
                              .argument = "B",
                              .help = {"selang dan p dari B kali mengundi unit; sedikitnya 200, "
                                       "sebaiknya 2000",
                                       "interval and p from drawing units B times; at least 200, "
                                       "better 2000"}},
    [ZI_OPTION_SEED] = {.name = "seed",
                        .type = ZI_TYPE_COUNT,
                        .offset = AT(seed),
                        .argument = "N",
                        .help = {"benih bilangan acak; benih yang sama, jawaban yang sama",
                                 "seed of random numbers; the same seed, the same answer"}},
    [ZI_OPTION_THREADS] = {.name = "threads",
                           .type = ZI_TYPE_COUNT,
                           .offset = AT(threads),
                           .argument = "N",
                           .help = {"jumlah utas; bawaan: sebanyak prosesor; jawaban tidak berubah",
                                    "number of threads; default: as many as processors; the "
                                    "answer is the same"}},
    [ZI_OPTION_SHOW] = {.name = "show",
                        .type = ZI_TYPE_WORD,
                        .offset = AT(show),
                        .argument = "rules|indices|bands|breaks|parts|kinds|awards|releases",
                        .words = show_words,
                        .help = {"tabel yang dicetak; bawaan: rules",
                                 "table to print; default: rules"}},
    [ZI_OPTION_FORECAST_SHOW] =
        {.name = "show",
         .type = ZI_TYPE_WORD,
         .offset = AT(show),
         .argument = "forecast|years|backtest",
         .words = forecast_words,
         .help = {"tabel: ramalan (bawaan), kapan ambang tercapai, atau seberapa tepat skor "
                  "terakhir akan teramal",
                  "table: forecasts (default), when the threshold is reached, or how well the "
                  "last scores would have been forecast"}},
    [ZI_OPTION_DATE] = {.name = "date",
                        .type = ZI_TYPE_TEXT,
                        .offset = AT(date),
                        .argument = "DATE",
                        .help = {"yang berlaku pada hari itu: 2024-07-14",
                                 "what is in force on that day: 2024-07-14"}},
    [ZI_OPTION_DIFF] =
        {.name = "diff",
         .type = ZI_TYPE_FLAG,
         .offset = AT(diff),
         .help = {"bandingkan dua aturan (nama atau berkas) atau dua tanggal: --diff A "
                  "B",
                  "compare two regulations (name or file) or two dates: --diff A B"}},
    [ZI_OPTION_SLOTS] = {.name = "slots",
                         .type = ZI_TYPE_COUNT,
                         .offset = AT(slots),
                         .argument = "N",
                         .help = {"usulkan paling banyak N unit; bawaan: semua yang siap",
                                  "propose at most N units; default: all that are ready"}},
    [ZI_OPTION_CAP] = {.name = "cap",
                       .type = ZI_TYPE_NAMES,
                       .offset = AT(caps),
                       .argument = "NAME=N",
                       .help = {"paling banyak N unit dari satu jenis (puskesmas=2) atau instansi "
                                "(\"Kota X\"=5), dari tiap jenis (jenis=3) atau tiap instansi "
                                "(instansi=5); boleh diulang",
                                "at most N units of one kind (puskesmas=2) or institution (\"Kota "
                                "X\"=5), of each kind (kind=3) or each institution "
                                "(institution=5); may be repeated"}},
    [ZI_OPTION_INCLUDE] = {.name = "include",
                           .type = ZI_TYPE_NAMES,
                           .offset = AT(included),
                           .argument = "NAME",
                           .help = {"unit ini harus ikut, bila syaratnya terpenuhi; boleh diulang",
                                    "this unit must be in, if it meets the conditions; may be "
                                    "repeated"}},
    [ZI_OPTION_EXCLUDE] = {.name = "exclude",
                           .type = ZI_TYPE_NAMES,
                           .offset = AT(excluded),
                           .argument = "NAME",
                           .help = {"jangan usulkan unit ini; boleh diulang",
                                    "do not propose this unit; may be repeated"}},
    [ZI_OPTION_WITH_UNKNOWN] =
        {.name = "with-unknown",
         .type = ZI_TYPE_FLAG,
         .offset = AT(with_unknown),
         .help = {"unit yang syaratnya belum diketahui ikut bersaing, sebagai usulan bersyarat",
                  "units with conditions that are not known compete too, as conditional "
                  "proposals"}},
    [ZI_OPTION_PROPOSAL_SHOW] =
        {.name = "show",
         .type = ZI_TYPE_WORD,
         .offset = AT(show),
         .argument = "chosen|left-out|conditional|refused|all|next-year|passes",
         .words = proposal_words,
         .help =
             {"daftar yang dicetak (bawaan: chosen); next-year: calon tahun sesudahnya; passes: "
              "peluang jumlah yang lolos",
              "list to print (default: chosen); next-year: candidates of the year after; "
              "passes: chances of how many pass"}},
    [ZI_OPTION_PREDICATES] = {.name = "predicates",
                              .type = ZI_TYPE_FLAG,
                              .offset = AT(predicates),
                              .help = {"templat daftar predikat",
                                       "the template of the predicate list"}},
    [ZI_OPTION_FORMAT] = {.name = "format",
                          .type = ZI_TYPE_WORD,
                          .offset = AT(format),
                          .argument = "text|csv|excel|json|xlsx",
                          .words = format_words,
                          .help = {"bentuk tabel; excel: CSV dengan titik koma dan koma desimal; "
                                   "xlsx: buku kerja, dengan -o",
                                   "form of the table; excel: CSV with semicolons and decimal "
                                   "commas; xlsx: a workbook, with -o"}},
    [ZI_OPTION_TEMPLATE_FORMAT] =
        {.name = "format",
         .type = ZI_TYPE_WORD,
         .offset = AT(template_format),
         .argument = "csv|text|excel|json",
         .words = template_words,
         .help = {"csv (bawaan), atau excel: titik koma dan koma desimal",
                  "csv (default), or excel: semicolons and decimal commas"}},
    [ZI_OPTION_PICTURE_FORMAT] =
        {.name = "format",
         .type = ZI_TYPE_WORD,
         .offset = AT(picture_format),
         .argument = "png|svg|pdf|gp",
         .words = picture_words,
         .help = {"bentuk gambar; bawaan: menurut nama --output; gp: naskah gnuplot",
                  "form of the picture; default: by the name of --output; gp: the "
                  "gnuplot script"}},
    [ZI_OPTION_FOR] =
        {.name = "for",
         .type = ZI_TYPE_WORD,
         .offset = AT(size),
         .argument = "a4|a4full|slide|wa|screen",
         .words = size_words,
         .help =
             {"ukuran: setengah A4, A4 penuh, salindia, WhatsApp, layar; bawaan: menurut isinya",
              "size: half A4, full A4, slide, WhatsApp, screen; default: by its content"}},
    [ZI_OPTION_GREY] = {.name = "grey",
                        .type = ZI_TYPE_FLAG,
                        .offset = AT(grey),
                        .help = {"untuk cetak hitam putih", "for black and white printing"}},
    [ZI_OPTION_LIGHT] = {.name = "light",
                         .type = ZI_TYPE_FLAG,
                         .offset = AT(light),
                         .help = {"tanpa bagian per unit", "without the sections of units"}},
    [ZI_OPTION_WORKBOOK] = {.name = "workbook",
                            .type = ZI_TYPE_TEXT,
                            .offset = AT(workbook),
                            .argument = "FILE",
                            .help = {"tulis tabel laporan sebagai buku kerja xlsx",
                                     "write the report's tables as an xlsx workbook"}},
    [ZI_OPTION_OUTPUT] = {.name = "output",
                          .letter = 'o',
                          .type = ZI_TYPE_TEXT,
                          .offset = AT(output),
                          .argument = "FILE",
                          .help = {"tulis ke berkas ini", "write to this file"}},
    [ZI_OPTION_FORCE] = {.name = "force",
                         .letter = 'f',
                         .type = ZI_TYPE_FLAG,
                         .offset = AT(force),
                         .help = {"timpa berkas yang sudah ada", "overwrite an existing file"}},
    [ZI_OPTION_LANG] = {.name = "lang",
                        .common = true,
                        .type = ZI_TYPE_WORD,
                        .offset = AT(language),
                        .argument = "id|en",
                        .words = language_words,
                        .help = {"bahasa kalimat (juga ZISTAT_LANG)",
                                 "language of sentences (also ZISTAT_LANG)"}},
    [ZI_OPTION_QUIET] = {.name = "quiet",
                         .common = true,
                         .letter = 'q',
                         .type = ZI_TYPE_FLAG,
                         .offset = AT(quiet),
                         .help = {"tanpa catatan dan peringatan", "no notes and warnings"}},
    [ZI_OPTION_VERBOSE] = {.name = "verbose",
                           .common = true,
                           .letter = 'v',
                           .type = ZI_TYPE_FLAG,
                           .offset = AT(verbose),
                           .help = {"sebutkan apa yang dibaca dan dipakai",
                                    "say what is read and used"}},
    [ZI_OPTION_HELP] = {.name = "help",
                        .common = true,
                        .letter = 'h',
                        .type = ZI_TYPE_FLAG,
                        .offset = AT(help),
                        .help = {"bantuan ini", "this help"}},
    [ZI_OPTION_VERSION] = {.name = "version",
                           .common = true,
                           .type = ZI_TYPE_FLAG,
                           .offset = AT(version),
                           .help = {"versi program dan pustakanya",
                                    "version of the program and its libraries"}},
};

bool zi_command_takes(const struct zi_command *command, int option)
{
    return zi_option_rows[option].common || (command != NULL && command->options[option]);
}

/* Where a row keeps its value. */
static void *place_of(struct zi_options *options, const struct zi_option_row *row)
{
    return (char *)options + row->offset;
}

static enum zi_code append(struct zi_option_list *list, const char *text, size_t length,
                           struct zi_arena *arena, struct zi_error *error)
{
    /* Lists are short: each addition copies the array, the arena forgets the old one. */
    const char **items = zi_arena_allocate(arena, list->n + 1, sizeof *items);
    char *copy = zi_arena_copy_bytes(arena, text, length);

    if (items == NULL || copy == NULL)
        return zi_fail_memory(error);
    if (list->n > 0)
        memcpy(items, list->items, list->n * sizeof *items);
    items[list->n++] = copy;
    list->items = items;
    return ZI_OK;
}

static enum zi_code read_list(struct zi_option_list *list, const char *text, struct zi_arena *arena,
                              struct zi_error *error)
{
    while (*text != '\0') {
        size_t length = strcspn(text, ",");

        if (length > 0)
            ZI_TRY(append(list, text, length, arena, error));
        text += length + (text[length] == ',');
    }
    return ZI_OK;
}

static enum zi_code read_word(int *value, const struct zi_option_row *row, const char *text,
                              struct zi_error *error)
{
    for (int i = 0; row->words[i] != NULL; i++)
        if (strcmp(text, row->words[i]) == 0) {
            *value = i;
            return ZI_OK;
        }

    const char *nearest = zi_utf8_nearest(text, row->words);

    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' tidak dikenal; maksud Anda '%s'?",
                       "--%s '%s' is not known; did you mean '%s'?", row->name, text, nearest);
    return zi_fail(error, ZI_EUSAGE, "--%s '%s' tidak dikenal; pilihannya: %s",
                   "--%s '%s' is not known; the choices: %s", row->name, text, row->argument);
}

/* Digits only; -1 otherwise. */
static long read_digits(const char *text, size_t length)
{
    long value = 0;

    if (length == 0 || length > 9)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

static enum zi_code read_years(struct zi_years *years, const char *text, struct zi_error *error)
{
    size_t length = strcspn(text, ":");
    const char *second = text[length] == ':' ? text + length + 1 : text;
    bool open_first = length == 0 && text[0] == ':';
    bool open_last = text[length] == ':' && *second == '\0';
    long first = open_first ? 0 : read_digits(text, length);
    long last = open_last ? 0 : read_digits(second, strlen(second));
    bool good_first = open_first || (first >= 1900 && first <= 2200);
    bool good_last = open_last || (last >= 1900 && last <= 2200);

    if (!good_first || !good_last || (open_first && open_last))
        return zi_fail(error, ZI_EUSAGE, "--year '%s' bukan tahun; tulis 2025 atau 2019:2025",
                       "--year '%s' is not a year; write 2025 or 2019:2025", text);
    years->first = (int)first;
    years->last = (int)last;
    return ZI_OK;
}

/* A whole number with an optional sign; false for anything else. */
static bool read_signed(const char *text, size_t length, int *value)
{
    bool negative = length > 0 && text[0] == '-';
    long digits = read_digits(text + negative, length - negative);

    *value = (int)(negative ? -digits : digits);
    return digits >= 0;
}

enum { RANGE_MAX = 100 };

static enum zi_code read_range(struct zi_range *range, const struct zi_option_row *row,
                               const char *text, struct zi_error *error)
{
    size_t length = strcspn(text, ":");
    const char *second = text[length] == ':' ? text + length + 1 : text;

    if (!read_signed(text, length, &range->first) ||
        !read_signed(second, strcspn(second, ":"), &range->last) || strchr(second, ':') != NULL ||
        range->first > range->last || range->first < -RANGE_MAX || range->last > RANGE_MAX)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' bukan rentang; tulis 1 atau -2:2",
                       "--%s '%s' is not a range; write 1 or -2:2", row->name, text);
    return ZI_OK;
}

static enum zi_code read_count(long *value, const struct zi_option_row *row, const char *text,
                               struct zi_error *error)
{
    *value = read_digits(text, strlen(text));
    if (*value < 0)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' bukan bilangan bulat",
                       "--%s '%s' is not a whole number", row->name, text);
    return ZI_OK;
}

static enum zi_code read_fraction(double *value, const struct zi_option_row *row, const char *text,
                                  struct zi_error *error)
{
    double number;

    if (!zi_number_parse(text, strlen(text), &number) || number <= 0 || number >= 1)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' harus di antara 0 dan 1, misalnya 0.95",
                       "--%s '%s' must lie between 0 and 1, for example 0.95", row->name, text);
    *value = number;
    return ZI_OK;
}

/* A comma is refused, not taken for a list: 3,6 is one number to many, two to others. */
static enum zi_code read_number(struct zi_option_numbers *numbers, const struct zi_option_row *row,
                                const char *text, struct zi_arena *arena, struct zi_error *error)
{
    double *items = zi_arena_allocate(arena, numbers->n + 1, sizeof *items);

    if (items == NULL)
        return zi_fail_memory(error);
    if (!zi_number_parse(text, strlen(text), &items[numbers->n]))
        return zi_fail(error, ZI_EUSAGE,
                       "--%s '%s' bukan bilangan; tulis 3.6 dengan titik, dan ulangi opsi untuk "
                       "bilangan lain",
                       "--%s '%s' is not a number; write 3.6 with a point, and repeat the option "
                       "for another number",
                       row->name, text);
    if (numbers->n > 0)
        memcpy(items, numbers->items, numbers->n * sizeof *items);
    numbers->items = items;
    numbers->n++;
    return ZI_OK;
}

static enum zi_code read_value(struct zi_options *options, const struct zi_option_row *row,
                               const char *text, struct zi_arena *arena, struct zi_error *error)
{
    void *place = place_of(options, row);

    switch (row->type) {
    case ZI_TYPE_FLAG: *(bool *)place = true; return ZI_OK;
    case ZI_TYPE_TEXT: *(const char **)place = text; return ZI_OK;
    case ZI_TYPE_LIST: return read_list(place, text, arena, error);
    case ZI_TYPE_NAMES: return append(place, text, strlen(text), arena, error);
    case ZI_TYPE_YEARS: return read_years(place, text, error);
    case ZI_TYPE_RANGE: return read_range(place, row, text, error);
    case ZI_TYPE_WORD: return read_word(place, row, text, error);
    case ZI_TYPE_COUNT: return read_count(place, row, text, error);
    case ZI_TYPE_FRACTION: return read_fraction(place, row, text, error);
    case ZI_TYPE_NUMBERS: return read_number(place, row, text, arena, error);
    }
    return ZI_OK;
}

static const struct zi_option_row *row_of_letter(int letter)
{
    for (int i = 0; i < ZI_OPTION_COUNT; i++)
        if (zi_option_rows[i].letter == letter)
            return &zi_option_rows[i];
    return NULL;
}

/* The command takes no such option: an option of another command, or a slip of the pen. */
static enum zi_code unknown_option(const char *argument, const struct zi_command *command,
                                   struct zi_error *error)
{
    const char *words[ZI_OPTION_COUNT + 1];
    size_t n = 0;
    char typed[64];
    const char *name = typed;

    snprintf(typed, sizeof typed, "%.*s", (int)strcspn(argument, "="), argument);
    while (*name == '-')
        name++;

    for (int i = 0; i < ZI_OPTION_COUNT; i++) {
        if (zi_command_takes(command, i))
            words[n++] = zi_option_rows[i].name;
        else if (strcmp(zi_option_rows[i].name, name) == 0)
            return zi_fail(error, ZI_EUSAGE,
                           "opsi '--%s' tidak berlaku untuk perintah ini; lihat --help",
                           "the option '--%s' does not belong to this command; see --help", name);
    }
    words[n] = NULL;

    const char *nearest = zi_utf8_nearest(name, words);

    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "opsi '%s' tidak dikenal; maksud Anda '--%s'?",
                       "the option '%s' is not known; did you mean '--%s'?", typed, nearest);
    return zi_fail(error, ZI_EUSAGE, "opsi '%s' tidak dikenal; lihat --help",
                   "the option '%s' is not known; see --help", typed);
}

/* The rows in the form that getopt_long takes. */
static void list_options(const struct zi_command *command, struct option longs[], char *letters)
{
    size_t n = 0;

    *letters++ = ':'; /* a missing argument is told apart from an unknown option */
    for (int i = 0; i < ZI_OPTION_COUNT; i++) {
        const struct zi_option_row *row = &zi_option_rows[i];

        if (!zi_command_takes(command, i))
            continue;
        longs[n++] = (struct option){
            row->name, row->argument != NULL ? required_argument : no_argument, NULL, 256 + i};
        if (row->letter != 0) {
            *letters++ = row->letter;
            if (row->argument != NULL)
                *letters++ = ':';
        }
    }
    longs[n] = (struct option){0};
    *letters = '\0';
}

enum zi_code zi_options_parse(struct zi_options *options, const struct zi_command *command,
                              int argc, char *argv[], struct zi_arena *arena,
                              struct zi_error *error)
{
    struct option longs[ZI_OPTION_COUNT + 1];
    char letters[2 * ZI_OPTION_COUNT + 2];
    int found;

    list_options(command, longs, letters);
    opterr = 0;
    optind = 0; /* glibc: start anew and permute */
    while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        if (found == '?')
            return unknown_option(argv[optind - 1], command, error);
        if (found == ':')
            return zi_fail(error, ZI_EUSAGE, "opsi '%s' memerlukan nilai; lihat --help",
                           "the option '%s' needs a value; see --help", argv[optind - 1]);

        const struct zi_option_row *row =
            found >= 256 ? &zi_option_rows[found - 256] : row_of_letter(found);

        ZI_TRY(read_value(options, row, optarg, arena, error));
    }
    for (int i = optind; i < argc; i++)
        ZI_TRY(append(&options->files, argv[i], strlen(argv[i]), arena, error));
    return ZI_OK;
}

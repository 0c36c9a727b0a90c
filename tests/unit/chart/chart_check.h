/* What the tests of charts share: reproducible chance, names that try to be commands, questions
 * about the labels of a chart. */
#ifndef ZISTAT_TESTS_CHART_CHECK_H
#define ZISTAT_TESTS_CHART_CHECK_H

#include "check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "chart/gnuplot.h"

/* xorshift: the same on every machine; 0 <= value < 1. */
static inline double chance(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static inline size_t pick(uint64_t *state, size_t n)
{
    return (size_t)(chance(state) * (double)n);
}

static inline double between(uint64_t *state, double low, double high)
{
    return low + chance(state) * (high - low);
}

static const char *const hostile_names[] = {
    "UPT_Puskesmas @home & ~co ^2",
    "RSUD \"dr.\" O'Neil",
    "`touch kena` $(touch kena) ; system(\"touch kena\")",
    "{/:Bold x} {/*3 besar}",
    "a\\nb literal backslash-n \\",
    "#1 tanda pagar di awal",
    "50% < 60% <b>&amp;</b> ]]>",
    "__ZI__",
    "=HYPERLINK(\"http://x\")",
    "Dinas, dengan, koma; titik koma",
    "Kec. Ñandú – “kutip lengkung” ≥ é 你好",
    "@X `echo @X`",
    "it''s 'tunggal' id=\"x\" href='#y'",
    "\"",
    "%s%n %d",
};
enum { HOSTILE_NAMES = sizeof hostile_names / sizeof hostile_names[0] };

static const char *const usual_names[] = {
    "RSUD",
    "Dinas Kesehatan",
    "Kecamatan Sumberagung",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Dinas Perumahan Rakyat, Kawasan Permukiman dan Pertanahan",
    ("Unit Pelaksana Teknis Daerah Pengelolaan Air Minum dan Penyehatan Lingkungan Kabupaten "
     "Contoh "
     "Bagian Selatan dan Sekitarnya pada Dinas Pekerjaan Umum dan Penataan Ruang"),
    "Satuankerjabernamasangatpanjangtanpaspasisamasekalisehinggatidakadatempatuntukdipotong",
    "",
};
enum { USUAL_NAMES = sizeof usual_names / sizeof usual_names[0] };

static inline const char *any_name(uint64_t *state)
{
    if (chance(state) < 0.3)
        return hostile_names[pick(state, HOSTILE_NAMES)];
    return usual_names[pick(state, USUAL_NAMES)];
}

static inline struct zi_chart_options any_options(uint64_t *state)
{
    static const char *const sizes[] = {"a4", "a4full", "slide", "wa", "screen"};

    return (struct zi_chart_options){
        .size = chance(state) < 0.3 ? NULL : zi_chart_size_find(sizes[pick(state, 5)]),
        .font = chance(state) < 0.3 ? &zi_font_dejavu : NULL,
        .language = chance(state) < 0.5 ? ZI_INDONESIAN : ZI_ENGLISH,
        .grey = chance(state) < 0.2};
}

static inline bool has_label(const struct zi_chart *chart, const char *text)
{
    const struct zi_label *labels = chart->canvas.labels.items;

    for (size_t i = 0; i < chart->canvas.labels.count; i++)
        if (strcmp(labels[i].text, text) == 0)
            return true;
    return false;
}

/* Also across the lines of a wrapped text. */
static inline bool has_label_with(const struct zi_chart *chart, const char *part)
{
    const struct zi_label *labels = chart->canvas.labels.items;
    struct zi_buffer all;
    bool found;

    zi_buffer_init(&all);
    for (size_t i = 0; i < chart->canvas.labels.count; i++)
        zi_buffer_print(&all, "%s ", labels[i].text);
    found = strstr(all.text, part) != NULL;
    zi_buffer_release(&all);
    return found;
}

static inline struct zi_buffer script_of(const struct zi_chart *chart)
{
    struct zi_buffer script;

    zi_buffer_init(&script);
    zi_chart_script(chart, ZI_SVG, &script);
    assert_false(script.out_of_memory);
    return script;
}

#define assert_in_script(chart, part)                                                              \
    do {                                                                                           \
        struct zi_buffer script_ = script_of(chart);                                               \
        if (!strstr(script_.text, part))                                                           \
            fail_msg("the script has no '%s'", part);                                              \
        zi_buffer_release(&script_);                                                               \
    } while (0)

/* Everything is on the page, nothing overlaps; says which seed made the chart. */
static inline void assert_layout(const struct zi_chart *chart, uint64_t seed)
{
    struct zi_error error = {0};

    if (zi_canvas_check(&chart->canvas, &error) != ZI_OK)
        fail_msg("seed %llu, '%s': %s", (unsigned long long)seed, chart->title, error.en);
}

/* Outside the text blocks no user's text can stand: whatever is not a block is made of characters
 * that the writer itself uses. */
static inline void assert_no_text_in_commands(const struct zi_chart *chart)
{
    struct zi_buffer script = script_of(chart);
    bool block = false;

    for (char *line = strtok(script.text, "\n"); line; line = strtok(NULL, "\n")) {
        if (block) {
            block = strcmp(line, "__ZI__") != 0;
        } else {
            block = strstr(line, "<< __ZI__") != NULL;
            assert_null(strchr(line, '`'));
            assert_null(strstr(line, "system"));
            assert_null(strstr(line, "touch"));
        }
    }
    assert_false(block);
    zi_buffer_release(&script);
}

#endif

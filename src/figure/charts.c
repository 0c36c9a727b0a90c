/* The kinds of chart, a row each. */
#include <string.h>

#include "figures.h"

const struct zi_chart_kind zi_chart_kinds[] = {
    {.name = "trend",
     .name_id = "tren",
     .summary = {"nilai satu unit per tahun, proyeksi dengan interval, predikat, ambang",
                 "one unit's score by year, forecast with intervals, predicates, thresholds"},
     .caption = {"Apakah unit ini menuju WBK/WBBM, dan seberapa yakin kita?",
                 "Is this unit on course for WBK/WBBM, and how sure are we?"},
     .scope = ZI_CHART_OF_A_UNIT,
     .section = ZI_SECTION_UNIT,
     .place = 1,
     .make = zi_figure_trend},
    {.name = "profile",
     .name_id = "profil",
     .summary = {"semua indeks satu unit berdampingan, tiap indeks pada skalanya",
                 "all indices of one unit side by side, each on its own scale"},
     .caption = {"Indeks mana yang bergerak, mana yang berhenti?",
                 "Which indices move, which stall?"},
     .scope = ZI_CHART_OF_A_UNIT,
     .takes_indices = true,
     .section = ZI_SECTION_UNIT,
     .place = 2,
     .make = zi_figure_profile},
    {.name = "readiness",
     .name_id = "kesiapan",
     .summary =
         {"unit diurutkan menurut nilai, dengan interval, peluang, dan syarat yang terpenuhi",
          "units sorted by score, with interval, probability and conditions met"},
     .caption = {"Unit mana yang kita usulkan?", "Which units do we propose?"},
     .scope = ZI_CHART_OF_UNITS,
     .section = ZI_SECTION_READINESS,
     .place = 1,
     .make = zi_figure_readiness},
    {.name = "areas",
     .name_id = "area",
     .summary = {"capaian tiap area pengungkit per unit terhadap syarat minimumnya",
                 "each lever area by unit against its required minimum"},
     .caption = {"Area mana menahan siapa?", "Which area holds back whom?"},
     .scope = ZI_CHART_OF_UNITS,
     .section = ZI_SECTION_AREAS,
     .place = 1,
     .make = zi_figure_areas},
    {.name = "change",
     .name_id = "perubahan",
     .summary = {"nilai tiap unit pada dua tahun: siapa naik, turun, melewati ambang",
                 "each unit's score in two years: who rose, fell, passed a threshold"},
     .caption = {"Siapa berubah, dan siapa melewati ambang?",
                 "Who moved, and who passed a threshold?"},
     .scope = ZI_CHART_OF_UNITS,
     .section = ZI_SECTION_CHANGE,
     .place = 2,
     .make = zi_figure_change},
    {.name = "quadrant",
     .name_id = "kuadran",
     .summary = {"nilai terakhir dan laju tiap unit: usulkan, jaga, bina, intervensi",
                 "each unit's latest score and rate of change: propose, hold, build up, step in"},
     .caption = {"Siapa diusulkan, dijaga, dibina, diintervensi?",
                 "Whom to propose, to hold, to build up, where to step in?"},
     .scope = ZI_CHART_OF_UNITS,
     .section = ZI_SECTION_CHANGE,
     .place = 1,
     .make = zi_figure_quadrant},
    {.name = "correlation",
     .name_id = "korelasi",
     .summary = {"matriks korelasi antarindeks, berwarna hanya bila nyata",
                 "correlation matrix of indices, coloured only where significant"},
     .caption = {"Indeks mana yang bergerak bersama?", "Which indices move together?"},
     .takes_indices = true,
     .takes_method = true,
     .section = ZI_SECTION_CORRELATION,
     .place = 1,
     .make = zi_figure_correlation},
    {.name = "scatter",
     .name_id = "sebar",
     .summary = {"dua indeks, antarunit dan di dalam unit: --index sakip,zi",
                 "two indices, between units and within them: --index sakip,zi"},
     .caption =
         {"Apakah unit yang tinggi pada yang satu juga tinggi pada yang lain, dan ikut naik?",
          "Do units high on one score high on the other, and rise with it?"},
     .takes_indices = true,
     .make = zi_figure_scatter},
    {.name = "event",
     .name_id = "peristiwa",
     .summary = {"beda unit penerima predikat dari unit lain, sebelum dan sesudahnya: --index skm",
                 "how awarded units differ from others, before and after: --index skm"},
     .caption = {"Apa yang berbeda sejak predikat, dan sudahkah sebelumnya?",
                 "What differs since the award, and did it before?"},
     .takes_indices = true,
     .section = ZI_SECTION_IMPACT,
     .place = 1,
     .make = zi_figure_event},
    {.name = "leaders",
     .name_id = "pimpinan",
     .summary =
         {"satu halaman untuk pimpinan: angka pokok, calon terdekat, tahapan, yang perlu "
          "diputuskan",
          "one page for leaders: key figures, nearest candidates, stages, what is to be decided"},
     .caption = {"Apa yang perlu diputuskan?", "What is to be decided?"},
     .scope = ZI_CHART_OF_UNITS,
     .section = ZI_SECTION_LEADERS,
     .place = 1,
     .make = zi_figure_leaders},
    {0},
};

const struct zi_chart_kind *zi_chart_kind_find(const char *name)
{
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0 || strcmp(kind->name_id, name) == 0)
            return kind;
    return NULL;
}

const struct zi_chart_kind *zi_chart_kind_next(enum zi_chart_section section, int place)
{
    const struct zi_chart_kind *next = NULL;

    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name != NULL; kind++)
        if (kind->section == section && kind->place > place &&
            (next == NULL || kind->place < next->place))
            next = kind;
    return next;
}

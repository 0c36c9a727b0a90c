#include <string.h>

#include "chart.h"

const struct zi_chart_kind zi_chart_kinds[] = {
    {"trend",
     "tren",
     {"nilai satu unit per tahun, proyeksi dengan interval, predikat, ambang",
      "one unit's score by year, forecast with intervals, predicates, thresholds"},
     {"Apakah unit ini menuju WBK/WBBM, dan seberapa yakin kita?",
      "Is this unit on course for WBK/WBBM, and how sure are we?"}},
    {"profile",
     "profil",
     {"semua indeks satu unit berdampingan, tiap indeks pada skalanya",
      "all indices of one unit side by side, each on its own scale"},
     {"Indeks mana yang bergerak, mana yang berhenti?", "Which indices move, which stall?"}},
    {"readiness",
     "kesiapan",
     {"unit diurutkan menurut nilai, dengan interval, peluang, dan syarat yang terpenuhi",
      "units sorted by score, with interval, probability and conditions met"},
     {"Unit mana yang kita usulkan?", "Which units do we propose?"}},
    {"areas",
     "area",
     {"capaian tiap area pengungkit per unit terhadap syarat minimumnya",
      "each lever area by unit against its required minimum"},
     {"Area mana menahan siapa?", "Which area holds back whom?"}},
    {"change",
     "perubahan",
     {"nilai tiap unit pada dua tahun: siapa naik, turun, melewati ambang",
      "each unit's score in two years: who rose, fell, passed a threshold"},
     {"Siapa berubah, dan siapa melewati ambang?", "Who moved, and who passed a threshold?"}},
    {"quadrant",
     "kuadran",
     {"nilai terakhir dan laju tiap unit: usulkan, jaga, bina, intervensi",
      "each unit's latest score and rate of change: propose, hold, build up, step in"},
     {"Siapa diusulkan, dijaga, dibina, diintervensi?",
      "Whom to propose, to hold, to build up, where to step in?"}},
    {"correlation",
     "korelasi",
     {"matriks korelasi antarindeks, berwarna hanya bila nyata",
      "correlation matrix of indices, coloured only where significant"},
     {"Indeks mana yang bergerak bersama?", "Which indices move together?"}},
    {"scatter",
     "sebar",
     {"dua indeks, antarunit dan di dalam unit: --index sakip,zi",
      "two indices, between units and within them: --index sakip,zi"},
     {"Apakah unit yang tinggi pada yang satu juga tinggi pada yang lain, dan ikut naik?",
      "Do units high on one score high on the other, and rise with it?"}},
    {"leaders",
     "pimpinan",
     {"satu halaman untuk pimpinan: angka pokok, calon terdekat, tahapan, yang perlu diputuskan",
      "one page for leaders: key figures, nearest candidates, stages, what is to be decided"},
     {"Apa yang perlu diputuskan?", "What is to be decided?"}},
    {0},
};

const struct zi_chart_kind *zi_chart_kind_find(const char *name)
{
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++)
        if (strcmp(kind->name, name) == 0 || strcmp(kind->name_id, name) == 0)
            return kind;
    return NULL;
}

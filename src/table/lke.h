/*
 * Evaluation sheets (LKE) as tables: the columns that `score lke` prints. Rows are tidy, one per
 * node of a sheet: first the catalogue's indices, then the sheet's own outline.
 */
#ifndef ZISTAT_TABLE_LKE_H
#define ZISTAT_TABLE_LKE_H

#include "limits.h"
#include "zistat/analysis/lke_score.h"
#include "zistat/base/buffer.h"
#include "zistat/output/table.h"

/* How deep a table goes. */
enum zi_lke_depth {
    ZI_LKE_TO_QUESTIONS,
    ZI_LKE_INDICES_ONLY,
    ZI_LKE_TO_AREAS,
    ZI_LKE_TO_INDICATORS,
};

/* What all tables of one run share. */
struct zi_lke_view {
    const struct zi_lke_scorer *scorer;
    const struct zi_limits *limits;
    enum zi_language language;
    enum zi_lke_depth depth;
    enum zi_lke_assessor shown;
    bool only;       /* no totals of other assessors */
    bool components; /* the shown assessor's points are the catalogue's zi.a to ipkp */
};

/* A sheet and what its assessors' answers are worth; by an assessor that answered nothing: NULL. */
struct zi_lke_scored {
    const struct zi_lke_sheet *sheet;
    const struct zi_lke_score *by[ZI_LKE_ASSESSORS];
};

/* "zi_mandiri", "zi", "zi_tpn": the index that an assessor's total is. */
const char *zi_lke_total_name(enum zi_lke_assessor assessor);

/* The sheets of one long table, made sheet by sheet when they are wanted. Each sheet must have rows
 * to give (zi_lke_has_rows). */
struct zi_lke_sheet_list {
    const struct zi_lke_view *view;
    const struct zi_lke_sheet *const *sheets;
    size_t n;
};

/* Whether a sheet has any row in the table of the view: someone shown answered it. */
bool zi_lke_has_rows(const struct zi_lke_view *view, const struct zi_lke_sheet *sheet,
                     bool comparison);

/* Every node; list must outlive what is returned. */
struct zi_table_pieces zi_lke_table(const struct zi_lke_sheet_list *list);

/* All assessors side by side, strict points. */
struct zi_table_pieces zi_lke_comparison(const struct zi_lke_sheet_list *list);

/* The scores of all assessors that answered; by must have room for ZI_LKE_ASSESSORS. */
struct zi_lke_scored zi_lke_score_sheet(const struct zi_lke_scorer *scorer,
                                        const struct zi_lke_sheet *sheet, struct zi_lke_score by[]);

/* What changes with other answers: before and after, of the shown assessor. The table is
 * initialised empty, sheets are added one by one, the caller releases it; so below. */
void zi_lke_what_if_init(struct zi_table *table);
void zi_lke_what_if_add(struct zi_table *table, const struct zi_lke_view *view,
                        const struct zi_lke_sheet *sheet, const struct zi_lke_score *before,
                        const struct zi_lke_score *after);

/* The n answers worth most. */
void zi_lke_best_init(struct zi_table *table);
void zi_lke_best_add(struct zi_table *table, const struct zi_lke_view *view,
                     const struct zi_lke_sheet *sheet, const struct zi_lke_score *score,
                     const struct zi_lke_improvement improvements[], size_t n);

/* "DPMPTSP 2025: 79,16; lembar resmi menghitung 85,68 karena 18 pertanyaan kosong tidak dihitung:
 * ...": the strict score, the sheet's where it differs and why, and all that is amiss, by id. */
void zi_lke_say(struct zi_buffer *out, const struct zi_lke_view *view,
                const struct zi_lke_sheet *sheet, enum zi_lke_assessor assessor,
                const struct zi_lke_score *score);

/* Whether the sheet has anything amiss to say. */
bool zi_lke_is_amiss(const struct zi_lke_view *view, const struct zi_lke_score *score);

/* "penilaian mandiri 88,10, TPI 81,37: 6,73 poin lebih tinggi"; nothing when the self-assessment
 * is not above the TPI's by more than a twentieth of the weight. */
void zi_lke_say_above(struct zi_buffer *out, const struct zi_lke_view *view,
                      const struct zi_lke_scored *scored);

#endif

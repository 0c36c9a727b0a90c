/* What the chance of an award rests on, in words; and the chain to it. */
#include <math.h>

#include "base/number.h"
#include "tables.h"

static void part(struct zi_buffer *out)
{
    if (out->length > 0)
        zi_buffer_add(out, "; ");
}

static void say_years(struct zi_buffer *out, int first, int last)
{
    if (first == last)
        zi_buffer_print(out, "%d", first);
    else
        zi_buffer_print(out, "%d-%d", first, last);
}

static void say_rates(struct zi_buffer *out, const struct zi_award_model *model,
                      const struct zi_award_history *history, enum zi_language language)
{
    zi_buffer_say(out, language, "nasional ", "national ");
    say_years(out, model->national_first, model->national_last);
    if (history->own.trials > 0)
        zi_buffer_say(out, language, ", sendiri %.0f dari %.0f", ", own %.0f of %.0f",
                      history->own.successes, history->own.trials);
    else if (history->n_uncounted > 0)
        zi_buffer_say(out, language, ", sendiri tidak dihitung (daftar tanpa usulan yang gagal)",
                      ", own not counted (a list without proposals that failed)");
    else
        zi_buffer_say(out, language, ", sendiri belum tercatat", ", own not on record");
}

static void say_difference(struct zi_buffer *out, const struct zi_award_model *model,
                           const struct zi_award_history *history, enum zi_language language)
{
    char difference[ZI_NUMBER_MAX];

    if (model->by_difference) {
        zi_number_fixed(difference, history->difference, 2, language);
        zi_buffer_say(out, language, "; nilai TPN %s dari TPI (%zu pasang)",
                      "; TPN scores %s from TPI (pairs: %zu)", difference, model->n_pairs);
    } else if (model->by_margin) {
        zi_buffer_say(out, language, "; selisih nilai di %zu usulan", "; margins of %zu proposals",
                      model->n_margins);
    }
}

void zi_say_award_basis(struct zi_buffer *out, const struct zi_prospects *prospects,
                        const struct zi_prospect *row, enum zi_language language)
{
    const struct zi_award_model *model = &prospects->model;
    char low[ZI_NUMBER_MAX], high[ZI_NUMBER_MAX];

    if (row->done) {
        zi_buffer_say(out, language, "sudah memegang %s", "holds %s already",
                      zi_target_name((enum zi_target)row->held));
        return;
    }
    if (row->chance->n_unknown > 0)
        zi_buffer_say(out, language, "syarat tanpa peluang: %zu",
                      "conditions without a chance: %zu", row->chance->n_unknown);
    part(out);
    say_rates(out, model, row->award->history, language);
    say_difference(out, model, row->award->history, language);
    if (isnan(row->p_award))
        return;
    zi_number_probability(low, row->low, language);
    zi_number_probability(high, row->high, language);
    zi_buffer_say(out, language, "; selang 95%%: %s-%s", "; 95%% interval: %s-%s", low, high);
}

void zi_table_add_prospect(struct zi_table *table, const struct zi_prospects *prospects,
                           const struct zi_prospect *row, enum zi_language language)
{
    struct zi_buffer basis;

    zi_table_number(table, row->p_all, 4, ZI_MISSING);
    if (row->done)
        zi_table_empty(table);
    else
        zi_table_number(table, row->p_award, 4, ZI_MISSING);
    zi_buffer_init(&basis);
    zi_say_award_basis(&basis, prospects, row, language);
    zi_table_text(table, basis.text);
    table->out_of_memory = table->out_of_memory || basis.out_of_memory;
    zi_buffer_release(&basis);
}

void zi_say_chain(struct zi_buffer *out, const struct zi_chain *chain, enum zi_language language)
{
    char expected[ZI_NUMBER_MAX];

    zi_number_fixed(expected, chain->awards.expected, 1, language);
    zi_buffer_say(out, language,
                  "%zu unit dinilai, %zu nilainya cukup, %zu memenuhi semua syarat, %zu siap "
                  "diusulkan, %s penetapan diharapkan",
                  "units assessed: %zu; score enough: %zu; all conditions met: %zu; can be "
                  "proposed: %zu; awards expected: %s",
                  chain->n_assessed, chain->n_score, chain->n_all, chain->n_can, expected);
    if (chain->awards.n < chain->n_can)
        zi_buffer_say(out, language, " (tanpa peluang: %zu)", " (without a chance: %zu)",
                      chain->n_can - chain->awards.n);
    if (chain->n_undecided > 0)
        zi_buffer_say(out, language, "; %zu lolos syarat nilai, syarat lain belum diisi",
                      "; score conditions met, others not filled in: %zu", chain->n_undecided);
    if (chain->n_hold > 0)
        zi_buffer_say(out, language, "; sudah memegang yang dituju: %zu",
                      "; holding what they could aim at: %zu", chain->n_hold);
}

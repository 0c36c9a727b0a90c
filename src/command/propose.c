#include "zistat/analysis/propose.h"

#include <stdint.h>
#include <string.h>

#include "base/number.h"
#include "commands.h"
#include "table/tables.h"

/* ---- what was asked for ---- */

/* "puskesmas=2"; names may hold an = too, the number stands behind the last. */
static enum zi_code read_cap(const char *text, struct zi_arena *arena, struct zi_cap *cap,
                             struct zi_error *error)
{
    const char *sign = strrchr(text, '=');
    size_t digits = sign != NULL ? strspn(sign + 1, "0123456789") : 0;

    if (sign == NULL || sign == text || digits == 0 || digits > 9 || sign[1 + digits] != '\0')
        return zi_fail(error, ZI_EUSAGE, "--cap '%s' harus NAMA=N, misalnya puskesmas=2",
                       "--cap '%s' must be NAME=N, for example puskesmas=2", text);
    cap->name = zi_arena_copy_bytes(arena, text, (size_t)(sign - text));
    cap->most = 0;
    for (size_t i = 1; i <= digits; i++)
        cap->most = 10 * cap->most + (size_t)(sign[i] - '0');
    return cap->name != NULL ? ZI_OK : zi_fail_memory(error);
}

static enum zi_code make_request(const struct zi_options *options, struct zi_arena *arena,
                                 struct zi_propose_request *request, struct zi_error *error)
{
    struct zi_cap *caps = zi_arena_allocate(arena, options->caps.n + 1, sizeof *caps);

    if (caps == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < options->caps.n; i++)
        ZI_TRY(read_cap(options->caps.items[i], arena, &caps[i], error));
    *request = (struct zi_propose_request){
        .aim = (enum zi_aim)options->aim,
        .slots = options->slots < 0 ? SIZE_MAX : (size_t)options->slots,
        .caps = caps,
        .n_caps = options->caps.n,
        .included = options->included.items,
        .n_included = options->included.n,
        .excluded = options->excluded.items,
        .n_excluded = options->excluded.n,
        .with_unknown = options->with_unknown,
    };
    return ZI_OK;
}

/* ---- what is said beside the table ---- */

static void say_counts(struct zi_session *session, const struct zi_proposals *p)
{
    zi_session_say(
        session, "%zu unit: %zu diusulkan, %zu tidak terpilih, %zu bersyarat, %zu ditolak",
        "units: %zu; proposed: %zu, left out: %zu, conditional: %zu, refused: %zu", p->n,
        p->n_of[ZI_CHOSEN], p->n_of[ZI_LEFT_OUT], p->n_of[ZI_CONDITIONAL], p->n_of[ZI_REFUSED]);
    if (p->n_done > 0)
        zi_session_say(session, "dari yang ditolak, sudah memegang predikatnya: %zu",
                       "of the refused, holding the predicate already: %zu", p->n_done);
    if (p->n_of[ZI_CONDITIONAL] > 0)
        zi_session_say(session,
                       "bersyarat: tidak ada yang gugur, tetapi ada syarat yang belum diketahui; "
                       "daftarnya: --show conditional; ikutkan: --with-unknown",
                       "conditional: nothing fails, but conditions are not known; for the list: "
                       "--show conditional; to let them compete: --with-unknown");
}

/* The number of passes that is reached with so much confidence at least. */
static size_t passes_with(const struct zi_proposals *p, double confidence)
{
    size_t j = p->n_chances;

    while (j > 0 && p->at_least[j] < confidence)
        j--;
    return j;
}

static void say_expected(struct zi_session *session, const struct zi_proposals *p)
{
    char expected[ZI_NUMBER_MAX], sd[ZI_NUMBER_MAX], all[ZI_NUMBER_MAX];

    if (p->n_chances > 0) {
        zi_number_fixed(expected, p->expected, 2, session->language);
        zi_number_fixed(sd, p->sd, 2, session->language);
        zi_number_probability(all, p->at_least[p->n_chances], session->language);
        zi_session_say(session,
                       "nilai total %d diharapkan mencapai ambang: %s dari %zu unit (simpangan "
                       "baku %s); dengan peluang 90%% paling sedikit %zu, dengan 50%% paling "
                       "sedikit %zu, semuanya %s",
                       "totals of %d expected to reach their threshold: %s of %zu units (standard "
                       "deviation %s); with 90%% chance at least %zu, with 50%% at least %zu, all "
                       "of them %s",
                       p->year + 1, expected, p->n_chances, sd, passes_with(p, 0.9),
                       passes_with(p, 0.5), all);
        zi_session_say(session,
                       "p_reach hanya tentang nilai total; unit dianggap tidak saling bergantung: "
                       "penilaian yang lebih ketat mengenai semuanya sekaligus, sehingga "
                       "sebarannya lebih lebar daripada itu",
                       "p_reach is about the total only; units are taken as independent: a "
                       "stricter year hits all of them at once, which makes the spread wider than "
                       "that");
    }
    if (p->n_chances < p->n_of[ZI_CHOSEN])
        zi_session_say(session,
                       "tanpa p_reach: %zu unit yang diusulkan; tidak ikut dihitung dalam harapan, "
                       "dan mengisi tempat sesudah unit yang punya p_reach",
                       "without p_reach: %zu of those proposed; they do not count in what is "
                       "expected, and fill the places that units with one leave",
                       p->n_of[ZI_CHOSEN] - p->n_chances);
    if (p->by_score)
        zi_session_say(session,
                       "hati-hati: peringkat menurut nilai sendiri membesar-besarkan yang teratas; "
                       "nilai tertinggi sebagian karena kebetulan dan cenderung turun",
                       "caution: ranking by a unit's own scores flatters those at the top; the "
                       "highest scores are partly luck and tend to fall back");
}

/* The first ones left out, with what they lack: near ties are to be seen. */
static void say_margin(struct zi_session *session, const struct zi_data *data,
                       const struct zi_proposals *p)
{
    enum { NAMED = 3 };
    const struct zi_proposal *rows = p->rows + p->n_of[ZI_CHOSEN];

    for (size_t i = 0; i < p->n_of[ZI_LEFT_OUT] && i < NAMED; i++) {
        const struct zi_entity *unit = &data->panel.entities[rows[i].readiness->entity];
        char loss[ZI_NUMBER_MAX];

        if (rows[i].excluded || !(rows[i].loss >= 0))
            return;
        if (rows[i].loss == 0) {
            zi_session_say(session, "tidak terpilih: %s; bila harus masuk, harapan lolos tetap",
                           "left out: %s; were it to be in, expected passes would stay",
                           unit->unit);
            continue;
        }
        zi_number_fixed(loss, rows[i].loss, zi_gap_decimals(rows[i].loss), session->language);
        zi_session_say(session, "tidak terpilih: %s; bila harus masuk, harapan lolos turun %s",
                       "left out: %s; were it to be in, expected passes would fall by %s",
                       unit->unit, loss);
    }
}

static void say_rest(struct zi_session *session, const struct zi_proposals *p)
{
    if (p->n_without_kind > 0)
        zi_session_say(session,
                       "jenisnya tidak diketahui, tidak terkena --cap jenis: %zu unit; isi kolom "
                       "jenis",
                       "kind not known, bound by no --cap of a kind: %zu units; fill the column "
                       "jenis",
                       p->n_without_kind);
    if (p->n_later > 0)
        zi_session_say(
            session, "calon untuk tahun sesudahnya: %zu unit; daftarnya: --show next-year",
            "candidates for the year after: %zu units; for the list: --show next-year", p->n_later);
}

static void say_untested(struct zi_session *session, const struct zi_regulations *regulations,
                         const struct zi_proposals *p)
{
    unsigned targets = 0;

    for (size_t i = 0; i < p->n_of[ZI_CHOSEN]; i++)
        targets |= 1U << p->rows[i].readiness->target;
    zi_session_say_untested(session, regulations, p->year, targets);
}

/* ---- the command ---- */

static enum zi_code answer(struct zi_session *session, const struct zi_data *data,
                           const struct zi_regulations *regulations,
                           const struct zi_proposals *proposals, const struct zi_limits *limits,
                           struct zi_error *error)
{
    enum { PASSES = ZI_LIST_NEXT_YEAR + 1 };
    int list = session->options->show;
    struct zi_table table;

    say_counts(session, proposals);
    say_untested(session, regulations, proposals);
    say_expected(session, proposals);
    say_margin(session, data, proposals);
    say_rest(session, proposals);
    if (list == PASSES)
        zi_table_of_passes(&table, proposals);
    else
        zi_table_of_proposals(&table, &data->panel, proposals, (enum zi_proposal_list)list, limits,
                              session->language);
    return zi_session_answer(session, &table, error);
}

static enum zi_code propose(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_regulations regulations = {0};
    struct zi_propose_request request;
    struct zi_proposals proposals;
    struct zi_limits limits;
    enum zi_code code = make_request(session->options, arena, &request, error);

    if (code == ZI_OK)
        code = zi_session_load_regulations(session->options, &data->catalogue, &regulations, error);
    if (code == ZI_OK)
        code = zi_limits_make(&limits, &data->catalogue, &regulations, arena, error);
    if (code == ZI_OK)
        code = zi_propose_compute(&data->selection, &regulations, data->selection.last_year,
                                  &request, arena, &proposals, error);
    if (code == ZI_OK)
        code = answer(session, data, &regulations, &proposals, &limits, error);
    zi_regulations_release(&regulations);
    return code;
}

enum zi_code zi_command_propose(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, propose, error);
}

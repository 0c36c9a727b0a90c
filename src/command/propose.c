/* zistat propose: which units to propose. */
#include "zistat/analysis/propose.h"

#include <stdint.h>
#include <string.h>

#include "base/number.h"
#include "catalogue/awards.h"
#include "session.h"
#include "table/tables.h"

struct options {
    struct zi_input_options input;
    struct zi_rules_options rules;
    long slots; /* NO_LIMIT, or how many */
    struct zi_option_list caps;
    struct zi_option_list included;
    struct zi_option_list excluded;
    bool with_unknown;
    enum zi_objective objective;
    const char *awards; /* NULL: the built-in counts */
    int show;           /* enum zi_proposal_list, or PASSES */
    struct zi_table_options table;
};

enum { NO_LIMIT = -1, PASSES = ZI_LIST_NEXT_YEAR + 1 };

static const struct zi_option_word lists[] = {{"chosen", ZI_LIST_CHOSEN},
                                              {"left-out", ZI_LIST_LEFT_OUT},
                                              {"conditional", ZI_LIST_CONDITIONAL},
                                              {"refused", ZI_LIST_REFUSED},
                                              {"all", ZI_LIST_ALL},
                                              {"next-year", ZI_LIST_NEXT_YEAR},
                                              {"passes", PASSES},
                                              {NULL, 0}};

static const struct zi_option_word objectives[] = {{"awards", ZI_MAXIMISE_AWARDS},
                                                   {"conditions", ZI_MAXIMISE_CONDITIONS},
                                                   {"total", ZI_MAXIMISE_TOTAL},
                                                   {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_NATURAL(struct options, slots), .name = "slots", .argument = "N", .initial.count = NO_LIMIT,
     .help = {"usulkan paling banyak N unit; bawaan: semua yang siap",
              "propose at most N units; default: all that are ready"}},
    {ZI_NAMES(struct options, caps), .name = "cap", .argument = "NAME=N",
     .help = {"paling banyak N unit dari satu jenis (puskesmas=2) atau instansi (\"Kota X\"=5), "
              "dari tiap jenis (jenis=3) atau tiap instansi (instansi=5); boleh diulang",
              "at most N units of one kind (puskesmas=2) or institution (\"Kota X\"=5), of each "
              "kind (kind=3) or each institution (institution=5); may be repeated"}},
    {ZI_NAMES(struct options, included), .name = "include", .argument = "NAME",
     .help = {"unit ini harus ikut, bila syaratnya terpenuhi; boleh diulang",
              "this unit must be in, if it meets the conditions; may be repeated"}},
    {ZI_NAMES(struct options, excluded), .name = "exclude", .argument = "NAME",
     .help = {"jangan usulkan unit ini; boleh diulang",
              "do not propose this unit; may be repeated"}},
    {ZI_FLAG(struct options, with_unknown), .name = "with-unknown",
     .help = {"unit yang syaratnya belum diketahui ikut bersaing, sebagai usulan bersyarat",
              "units with conditions that are not known compete too, as conditional proposals"}},
    {ZI_WORD(struct options, objective), .name = "maximise", .words = objectives,
     .help = {"yang dibuat sebanyak mungkin: penetapan (bawaan), unit yang memenuhi semua syarat, "
              "atau nilai total yang mencapai ambang",
              "what is to be as many as can be expected: awards (default), units that meet every "
              "condition, or totals that reach the threshold"}},
    {ZI_STRING(struct options, awards), .name = "awards", .argument = "FILE",
     .help = {"ganti daftar berapa usulan yang ditetapkan",
              "replace the list of how many proposals are awarded"}},
    {ZI_WORD(struct options, show), .name = "show", .words = lists, .initial.word = ZI_LIST_CHOSEN,
     .help = {"daftar yang dicetak (bawaan: chosen); next-year: calon tahun sesudahnya; passes: "
              "peluang jumlah yang lolos",
              "list to print (default: chosen); next-year: candidates of the year after; passes: "
              "chances of how many pass"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {ZI_TAKES_TARGET(struct options, rules)},
    {ZI_TAKES_READING(struct options, rules)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

/* ---- what was asked for ---- */

/* "puskesmas=2"; names may hold an = too, the number stands behind the last. Gives the length of
 * the name. */
static enum zi_code read_cap(const char *text, size_t *length, size_t *most, struct zi_error *error)
{
    const char *sign = strrchr(text, '=');
    size_t digits = sign != NULL ? strspn(sign + 1, "0123456789") : 0;

    if (sign == NULL || sign == text || digits == 0 || digits > 9 || sign[1 + digits] != '\0')
        return zi_fail(error, ZI_EUSAGE, "--cap '%s' harus NAMA=N, misalnya puskesmas=2",
                       "--cap '%s' must be NAME=N, for example puskesmas=2", text);
    *length = (size_t)(sign - text);
    *most = 0;
    for (size_t i = 1; i <= digits; i++)
        *most = 10 * *most + (size_t)(sign[i] - '0');
    return ZI_OK;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    size_t length, most;

    for (size_t i = 0; i < options->caps.n; i++)
        ZI_TRY(read_cap(options->caps.items[i], &length, &most, error));
    return ZI_OK;
}

static enum zi_code read_caps(const struct options *options, struct zi_arena *arena,
                              struct zi_cap **caps, struct zi_error *error)
{
    *caps = zi_arena_allocate(arena, options->caps.n + 1, sizeof **caps);
    if (*caps == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < options->caps.n; i++) {
        size_t length;

        ZI_TRY(read_cap(options->caps.items[i], &length, &(*caps)[i].most, error));
        (*caps)[i].name = zi_arena_copy_bytes(arena, options->caps.items[i], length);
        if ((*caps)[i].name == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

static enum zi_code make_request(const struct options *options, struct zi_arena *arena,
                                 struct zi_propose_request *request, struct zi_error *error)
{
    struct zi_cap *caps;

    ZI_TRY(read_caps(options, arena, &caps, error));
    *request = (struct zi_propose_request){
        .aim = options->rules.aim,
        .objective = options->objective,
        .slots = options->slots == NO_LIMIT ? SIZE_MAX : (size_t)options->slots,
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

/* What is expected to come true of the chosen, by what is maximised: year, number, units, spread,
 * numbers that are reached with 90 and with 50 %, chance of all. */
static void say_number(struct zi_session *session, const struct zi_proposals *p)
{
    static const struct zi_text heads[] = {
        [ZI_MAXIMISE_AWARDS] = {"penetapan yang diharapkan", "awards expected"},
        [ZI_MAXIMISE_CONDITIONS] = {"diharapkan memenuhi semua syarat",
                                    "expected to meet every condition"},
        [ZI_MAXIMISE_TOTAL] = {"nilai total diharapkan mencapai ambang",
                               "totals expected to reach their threshold"}};
    char expected[ZI_NUMBER_MAX], sd[ZI_NUMBER_MAX], all[ZI_NUMBER_MAX];

    zi_number_fixed(expected, p->expected, 2, session->language);
    zi_number_fixed(sd, p->sd, 2, session->language);
    zi_number_probability(all, p->at_least[p->n_chances], session->language);
    zi_session_say(session,
                   "%s pada %d: %s dari %zu unit (simpangan baku %s); dengan peluang 90%% paling "
                   "sedikit %zu, dengan 50%% paling sedikit %zu, semuanya %s",
                   "%s in %d: %s of %zu units (standard deviation %s); with 90%% chance at least "
                   "%zu, with 50%% at least %zu, all of them %s",
                   zi_text_in(heads[p->objective], session->language), p->year + 1, expected,
                   p->n_chances, sd, passes_with(p, 0.9), passes_with(p, 0.5), all);
}

/* What the spread leaves out, or holds. */
static void say_spread(struct zi_session *session, const struct zi_proposals *p)
{
    if (p->objective == ZI_MAXIMISE_AWARDS)
        zi_session_say(session,
                       "sebaran itu memuat tingkat penetapan instansi yang belum diketahui; "
                       "maksimalkan yang lain dengan --maximise total atau conditions",
                       "that spread holds what is not known of the institution's rate of awards; "
                       "--maximise total or conditions for something else");
    else if (p->objective == ZI_MAXIMISE_TOTAL)
        zi_session_say(session,
                       "p_reach hanya tentang nilai total; tahun yang lebih ketat mengenai semua "
                       "unit sekaligus: itu sudah terhitung dalam simpangan baku dan peluang itu",
                       "p_reach is about the total only; a stricter year befalls all units at "
                       "once: that is counted in the standard deviation and in these chances");
}

/* A list of which nobody is likely to be awarded costs a year of evaluators' time. */
static void say_worth(struct zi_session *session, const struct zi_proposals *p)
{
    char none[ZI_NUMBER_MAX];

    if (p->objective != ZI_MAXIMISE_AWARDS || p->n_chances == 0)
        return;
    zi_number_probability(none, p->exactly[0], session->language);
    if (!p->worth_sending)
        zi_session_say(session,
                       "daftar ini tidak layak dikirim: lebih mungkin tidak satu pun ditetapkan "
                       "(peluang %s); benahi dahulu syarat yang paling lemah (ready --chance)",
                       "this list is not worth sending: more likely than not, none is awarded "
                       "(chance %s); mend the weakest conditions first (ready --chance)",
                       none);
    if (p->n_hopeless > 0)
        zi_session_say(session,
                       "diusulkan dengan peluang ditetapkan di bawah 5%%: %zu unit; --exclude "
                       "mengeluarkannya",
                       "proposed with a chance of an award below 5%%: %zu units; --exclude takes "
                       "them out",
                       p->n_hopeless);
}

static void say_expected(struct zi_session *session, const struct zi_proposals *p)
{
    if (p->n_chances > 0) {
        say_number(session, p);
        say_spread(session, p);
    }
    say_worth(session, p);
    if (p->n_chances < p->n_of[ZI_CHOSEN])
        zi_session_say(session,
                       "tanpa peluang: %zu unit yang diusulkan; tidak ikut dihitung dalam harapan",
                       "without a chance: %zu of those proposed; they do not count in what is "
                       "expected",
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
    const struct zi_proposal *left_out = p->rows + p->n_of[ZI_CHOSEN];

    for (size_t i = 0; i < p->n_of[ZI_LEFT_OUT] && i < NAMED; i++) {
        const struct zi_entity *unit = &data->panel.entities[left_out[i].readiness->entity];
        const char *what = zi_text_in(zi_objective_text(p->objective), session->language);
        char loss[ZI_NUMBER_MAX];

        if (left_out[i].excluded || !(left_out[i].loss >= 0))
            return;
        if (left_out[i].loss == 0) {
            zi_session_say(session, "tidak terpilih: %s; bila harus masuk, harapan %s tetap",
                           "left out: %s; were it to be in, expected %s would stay", unit->unit,
                           what);
            continue;
        }
        zi_number_fixed(loss, left_out[i].loss, zi_gap_decimals(left_out[i].loss),
                        session->language);
        zi_session_say(session, "tidak terpilih: %s; bila harus masuk, harapan %s turun %s",
                       "left out: %s; were it to be in, expected %s would fall by %s", unit->unit,
                       what, loss);
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
    const struct options *options = session->options;
    struct zi_table table;

    say_counts(session, proposals);
    say_untested(session, regulations, proposals);
    say_expected(session, proposals);
    say_margin(session, data, proposals);
    say_rest(session, proposals);
    if (options->show == PASSES)
        zi_table_of_passes(&table, proposals);
    else
        zi_table_of_proposals(&table, &data->panel, proposals, (enum zi_proposal_list)options->show,
                              limits, session->language);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code propose(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_regulations regulations = {0};
    struct zi_awards counts = {0};
    struct zi_propose_request request;
    struct zi_proposals proposals;
    struct zi_limits limits;
    enum zi_code code = make_request(options, arena, &request, error);

    if (code == ZI_OK)
        code = zi_session_load_regulations(&options->rules, data->as_of, &data->catalogue,
                                           &regulations, error);
    if (code == ZI_OK)
        code = zi_limits_make(&limits, &data->catalogue, &regulations, arena, error);
    if (code == ZI_OK)
        code = zi_awards_load(&counts, options->awards, error);
    request.counts = &counts;
    if (code == ZI_OK)
        code = zi_propose_compute(&data->selection, &regulations, data->selection.last_year,
                                  &request, arena, &proposals, error);
    if (code == ZI_OK)
        code = answer(session, data, &regulations, &proposals, &limits, error);
    zi_awards_release(&counts);
    zi_regulations_release(&regulations);
    return code;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, propose, error);
}

const struct zi_command zi_command_propose = {
    .name = "propose",
    .name_id = "usulan",
    .summary = {"unit mana yang diusulkan: daftar berperingkat dengan alasannya",
                "which units to propose: a ranked list with reasons"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .without_values = true,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat propose data/ --slots 10 --cap puskesmas=3",
    .check = check,
    .run = run,
};

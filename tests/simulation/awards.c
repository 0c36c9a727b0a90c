/*
 * What a list is worth: regencies whose internal scores flatter, with years that are stricter for
 * all, requirements that are missed, bans, and national evaluators of whom one knows the past only.
 * Lists of the same length are sent by propose and by three habits, and what is awarded is counted.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/parallel.h"
#include "draws.h"
#include "simulations.h"
#include "zistat/analysis/propose.h"
#include "zistat/analysis/selection.h"
#include "zistat/panel/reader.h"

enum { UNITS = 40, YEARS = 5, FIRST = 2022, PLACES = 5, AREAS = 6, TEXT = 1 << 17 };

static const double weights[AREAS] = {8, 7, 10, 10, 15, 10};

/* What is true of a unit in a year; the last year is the one that lists are sent for. */
struct unit_year {
    double area[AREAS];
    double b1a, b1b, b2;
    double total;    /* internal */
    double national; /* what the national evaluators would give */
    bool complies;   /* with reports of wealth: a requirement beside the score */
};

struct regency {
    struct unit_year years[UNITS][YEARS + 1];
    double rate; /* of awards, once the national total is enough */
    int awarded[UNITS];
    int revoked[UNITS]; /* year, 0 for none */
    bool proposed[UNITS][YEARS];
};

static double normal(struct zi_random *random)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += zi_random_uniform(random);
    return sum;
}

static double between(double x, double low, double high)
{
    return fmin(fmax(x, low), high);
}

static void draw_year(struct zi_random *random, double share, double flattery,
                      struct unit_year *year)
{
    *year = (struct unit_year){.complies = zi_random_uniform(random) < 0.9};
    for (int k = 0; k < AREAS; k++) {
        year->area[k] =
            floor(100 * weights[k] * between(share + 0.025 * normal(random), 0, 1)) / 100;
        year->total += year->area[k];
    }
    year->b1a = floor(437.5 * between(3.72 + 0.06 * normal(random), 1, 4)) / 100;
    year->b1b = 1.25 * floor(between(2.6 + 6 * (share - 0.7) + 0.8 * normal(random), 0, 4));
    year->b2 = floor(437.5 * between(3.45 + 0.08 * normal(random), 1, 4)) / 100;
    year->total += year->b1a + year->b1b + year->b2;
    year->national = year->total - flattery + 1.2 * normal(random);
}

static bool meets(const struct unit_year *year)
{
    double levers = 0;
    bool all = year->complies && year->total >= 75 && year->b1a >= 15.75 && year->b1b >= 2.5 &&
               year->b2 >= 14 && year->b1a + year->b1b >= 18.25;

    for (int k = 0; k < AREAS; k++) {
        all = all && year->area[k] >= 0.6 * weights[k];
        levers += year->area[k];
    }
    return all && levers >= 40;
}

/* Units that met everything were proposed, in the order of their totals, up to four a year. */
static void propose_past(struct zi_random *random, struct regency *regency, int t)
{
    for (int place = 0; place < 4; place++) {
        int best = -1;

        for (int u = 0; u < UNITS; u++)
            if (meets(&regency->years[u][t]) && regency->awarded[u] == 0 &&
                !regency->proposed[u][t] &&
                (best < 0 || regency->years[u][t].total > regency->years[best][t].total))
                best = u;
        if (best < 0)
            return;
        regency->proposed[best][t] = true;
        if (regency->years[best][t].national >= 75 && zi_random_uniform(random) < regency->rate)
            regency->awarded[best] = FIRST + t;
    }
}

static void draw_regency(struct zi_random *random, struct regency *regency)
{
    double shock[YEARS + 1];

    memset(regency, 0, sizeof *regency);
    regency->rate = 0.15 + 0.7 * zi_random_uniform(random);
    for (int t = 0; t <= YEARS; t++)
        shock[t] = 0.015 * normal(random);
    for (int u = 0; u < UNITS; u++) {
        double level = 0.67 + 0.05 * normal(random), slope = 0.006 + 0.005 * normal(random);
        double flattery = fmax(0, 1.8 + 1.2 * normal(random));

        for (int t = 0; t <= YEARS; t++)
            draw_year(random, level + slope * t + shock[t] + 0.012 * normal(random), flattery,
                      &regency->years[u][t]);
    }
    for (int t = 1; t < YEARS; t++)
        propose_past(random, regency, t);
    for (int u = 0; u < UNITS; u++) /* a predicate taken away: two years without another */
        if (regency->awarded[u] > 0 && regency->awarded[u] < FIRST + YEARS - 1 &&
            zi_random_uniform(random) < 0.15)
            regency->revoked[u] = FIRST + YEARS - 1;
}

/* ---- as files ---- */

static void write_scores(const struct regency *regency, FILE *file)
{
    fputs("instansi,unit,jenis,tahun,zi,zi_tpn,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1a,zi.b1b,"
          "zi.b2,tlhp,lhkpn,lhkan,lama_zi,layanan_inti,dampak_publik,sakip,opini,rb,spip\n",
          file);
    for (int t = 0; t < YEARS; t++)
        fprintf(file, "Kabupaten S,,kabupaten,%d,,,,,,,,,,,,,,,,,,66,WTP,66,3.2\n", FIRST + t);
    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < YEARS; t++) {
            const struct unit_year *y = &regency->years[u][t];

            fprintf(file, "Kabupaten S,Unit %02d,,%d,%.2f,", u, FIRST + t, y->total);
            if (regency->proposed[u][t])
                fprintf(file, "%.2f", between(y->national, 0, 100));
            for (int k = 0; k < AREAS; k++)
                fprintf(file, ",%.2f", y->area[k]);
            fprintf(file, ",%.2f,%.2f,%.2f,100,%d,100,%d,Ya,Ya,75,,,\n", y->b1a, y->b1b, y->b2,
                    y->complies ? 100 : 95, t + 2);
        }
}

static void write_events(const struct regency *regency, FILE *file)
{
    fputs("instansi,unit,predikat,tahun,peristiwa\nKabupaten S,Unit 00 lama,WBK,2015,ditetapkan\n",
          file);
    for (int u = 0; u < UNITS; u++) {
        for (int t = 0; t < YEARS; t++)
            if (regency->proposed[u][t])
                fprintf(file, "Kabupaten S,Unit %02d,WBK,%d,%s\n", u, FIRST + t,
                        regency->awarded[u] == FIRST + t ? "ditetapkan" : "tidak lolos");
        if (regency->revoked[u] > 0)
            fprintf(file, "Kabupaten S,Unit %02d,WBK,%d,dicabut\n", u, regency->revoked[u]);
    }
}

static bool write_file(char path[], const struct regency *regency,
                       void (*write)(const struct regency *, FILE *))
{
    int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

    if (file == NULL)
        return false;
    write(regency, file);
    return fclose(file) == 0;
}

/* ---- lists ---- */

enum list { BY_PROPOSE, BY_TOTAL, BY_TOTAL_GATED, BY_MARGIN, BY_TREND, LISTS };

static const char *const names[LISTS] = {
    "`propose`", "internal total", "internal total, conditions first",
    "smallest margin over all thresholds", "last year's trend"};

/* The smallest margin in shares of what is asked. */
static double margin_of(const struct unit_year *y)
{
    double margin = (y->total - 75) / 75;

    for (int k = 0; k < AREAS; k++)
        margin = fmin(margin, y->area[k] / (0.6 * weights[k]) - 1);
    margin = fmin(margin, y->b1a / 15.75 - 1);
    return fmin(margin, fmin(y->b1b / 2.5 - 1, y->b2 / 14 - 1));
}

static double worth_by(const struct regency *regency, enum list list, int u)
{
    const struct unit_year *now = &regency->years[u][YEARS - 1];
    bool holds = regency->awarded[u] > 0 && regency->revoked[u] == 0;

    if (holds || (list == BY_TOTAL_GATED && (!meets(now) || regency->revoked[u] > 0)))
        return -INFINITY;
    switch (list) {
    case BY_MARGIN: return margin_of(now);
    case BY_TREND: return 2 * now->total - regency->years[u][YEARS - 2].total;
    case BY_PROPOSE:
    case BY_TOTAL:
    case BY_TOTAL_GATED:
    case LISTS: break;
    }
    return now->total;
}

/* As many as propose sends, so that lists are of one length. */
static void choose_by(const struct regency *regency, enum list list, size_t places, bool chosen[])
{
    for (size_t place = 0; place < places; place++) {
        int best = -1;

        for (int u = 0; u < UNITS; u++)
            if (!chosen[u] && worth_by(regency, list, u) > -INFINITY &&
                (best < 0 || worth_by(regency, list, u) > worth_by(regency, list, best)))
                best = u;
        if (best >= 0)
            chosen[best] = true;
    }
}

static enum zi_code propose_from(const struct zi_catalogue *catalogue,
                                 const struct zi_regulations *regulations,
                                 const char *const paths[2], bool chosen[], double *expected,
                                 struct zi_error *error)
{
    const struct zi_propose_request request = {.aim = ZI_AIM_WBK, .slots = PLACES};
    struct zi_panel panel = {0};
    struct zi_report report = {0};
    struct zi_selection selection = {0};
    struct zi_arena arena = {0};
    struct zi_proposals proposals = {0};
    enum zi_code code =
        zi_reader_read(paths, 2, catalogue, &(struct zi_reader_options){0}, &panel, &report, error);

    if (code == ZI_OK)
        code = zi_selection_make(&selection, &panel, &(struct zi_request){0}, error);
    if (code == ZI_OK)
        code = zi_propose_compute(&selection, regulations, FIRST + YEARS - 1, &request, &arena,
                                  &proposals, error);
    for (size_t i = 0; code == ZI_OK && i < proposals.n_of[ZI_CHOSEN]; i++)
        chosen[strtoul(panel.entities[proposals.rows[i].readiness->entity].unit + 5, NULL, 10)] =
            true;
    *expected = code == ZI_OK ? proposals.expected : 0;
    zi_arena_release(&arena);
    zi_selection_release(&selection);
    zi_report_release(&report);
    zi_panel_release(&panel);
    return code;
}

/* What comes of a list next year: a banned unit and one that misses a condition are sent in vain.
 */
static double awards_of(const struct regency *regency, const double luck[], const bool chosen[])
{
    double n = 0;

    for (int u = 0; u < UNITS; u++)
        n += chosen[u] && regency->revoked[u] == 0 && meets(&regency->years[u][YEARS]) &&
             regency->years[u][YEARS].national >= 75 && luck[u] < regency->rate;
    return n;
}

/* ---- the table ---- */

/* One regency. */
struct outcome {
    double awards[LISTS], sent[LISTS], expected;
    enum zi_code code;
    struct zi_error error;
};

struct work {
    const struct simulation *simulation;
    const struct zi_catalogue *catalogue;
    const struct zi_regulations *regulations;
    struct outcome *outcomes;
};

static void send_lists(const struct regency *regency, const double luck[],
                       bool chosen[LISTS][UNITS], struct outcome *outcome)
{
    size_t places = 0;

    for (int u = 0; u < UNITS; u++)
        places += chosen[BY_PROPOSE][u];
    for (int list = 0; list < LISTS; list++) {
        if (list != BY_PROPOSE)
            choose_by(regency, (enum list)list, places, chosen[list]);
        outcome->awards[list] = awards_of(regency, luck, chosen[list]);
        for (int u = 0; u < UNITS; u++)
            outcome->sent[list] += chosen[list][u];
    }
}

static void run(void *state, size_t piece, size_t worker)
{
    struct work *work = state;
    struct outcome *outcome = &work->outcomes[piece];
    char scores[] = "/tmp/zistat-simulate-XXXXXX", events[] = "/tmp/zistat-simulate-XXXXXX";
    const char *paths[2] = {scores, events};
    bool chosen[LISTS][UNITS] = {{false}};
    struct zi_random random;
    struct regency regency;
    double luck[UNITS];

    (void)worker;
    zi_random_init(&random, work->simulation->seed, piece);
    draw_regency(&random, &regency);
    for (int u = 0; u < UNITS; u++)
        luck[u] = zi_random_uniform(&random);
    if (write_file(scores, &regency, write_scores) && write_file(events, &regency, write_events))
        outcome->code = propose_from(work->catalogue, work->regulations, paths, chosen[BY_PROPOSE],
                                     &outcome->expected, &outcome->error);
    else
        outcome->code = ZI_ESYSTEM;
    unlink(scores);
    unlink(events);
    if (outcome->code == ZI_OK)
        send_lists(&regency, luck, chosen, outcome);
}

struct sums {
    double awards[LISTS], vain[LISTS], square[LISTS]; /* square: of awards less propose's */
    double sent, expected;
};

static void add_up(struct sums *sums, const struct outcome *outcome)
{
    for (int list = 0; list < LISTS; list++) {
        double less = outcome->awards[BY_PROPOSE] - outcome->awards[list];

        sums->awards[list] += outcome->awards[list];
        sums->vain[list] += outcome->sent[list] - outcome->awards[list];
        sums->square[list] += less * less;
    }
    sums->sent += outcome->sent[BY_PROPOSE];
    sums->expected += outcome->expected;
}

static void print(const struct sums *sums, double n)
{
    puts("### What a list is worth: awards of lists of the same length");
    printf(
        "\n%.0f regencies of %d units and %d years, up to %d places; sent: %.2f units a regency; "
        "propose expected %.2f awards\n\n",
        n, UNITS, YEARS, PLACES, sums->sent / n, sums->expected / n);
    puts("| list by | awards | sent in vain | less than `propose` (95 %) |");
    puts("|---|---|---|---|");
    for (int list = 0; list < LISTS; list++) {
        double less = (sums->awards[BY_PROPOSE] - sums->awards[list]) / n;
        double sd = sqrt(fmax(0, sums->square[list] / n - less * less));

        printf("| %s | %.2f | %.2f |", names[list], sums->awards[list] / n, sums->vain[list] / n);
        if (list == BY_PROPOSE)
            puts(" |");
        else
            printf(" %.2f (%.2f to %.2f) |\n", less, less - 1.96 * sd / sqrt(n),
                   less + 1.96 * sd / sqrt(n));
    }
}

static int run_all(struct work *work, size_t n)
{
    struct sums sums = {0};

    work->outcomes = calloc(n, sizeof *work->outcomes);
    if (work->outcomes == NULL)
        return 1;
    zi_parallel_run(n, work->simulation->threads, run, work);
    for (size_t i = 0; i < n; i++) {
        const struct outcome *outcome = &work->outcomes[i];

        if (outcome->code != ZI_OK) {
            fprintf(stderr, "simulate: %s\n", outcome->error.en);
            free(work->outcomes);
            return 1;
        }
        add_up(&sums, outcome);
    }
    print(&sums, (double)n);
    free(work->outcomes);
    return 0;
}

int simulate_awards(const struct simulation *simulation)
{
    struct zi_catalogue catalogue = {0};
    struct zi_regulations regulations = {0};
    struct work work = {
        .simulation = simulation, .catalogue = &catalogue, .regulations = &regulations};
    int status = 1;

    if (zi_catalogue_load(&catalogue, NULL, NULL) == ZI_OK &&
        zi_regulations_load(&regulations, &catalogue, NULL, 0, NULL) == ZI_OK)
        status = run_all(&work, simulation->replicates >= 20 ? simulation->replicates / 10 : 2);
    zi_regulations_release(&regulations);
    zi_catalogue_release(&catalogue);
    return status;
}

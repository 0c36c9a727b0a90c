/* Transition tables of scores with few values. */
#include "transition.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static const double weight_of_population = 5;
enum { TIMES_EACH = 5, PAIRS_MIN = 20 };

/* Where a value stands, or should stand. */
static size_t place_of(const struct zi_transitions *transitions, double value)
{
    size_t place = 0;

    while (place < transitions->n && transitions->values[place] < value)
        place++;
    return place;
}

static bool is_at(const struct zi_transitions *transitions, size_t place, double value)
{
    return place < transitions->n && transitions->values[place] == value;
}

/* Returns false for one value too many. */
static bool find_values(const struct zi_mixed_data *data, struct zi_transitions *transitions)
{
    for (size_t i = data->offsets[0]; i < data->offsets[data->n_units]; i++) {
        size_t place = place_of(transitions, data->y[i]);

        if (is_at(transitions, place, data->y[i]))
            continue;
        if (transitions->n == ZI_TRANSITION_VALUES)
            return false;
        memmove(transitions->values + place + 1, transitions->values + place,
                (transitions->n - place) * sizeof(double));
        transitions->values[place] = data->y[i];
        transitions->n++;
    }
    return transitions->n > 1;
}

/* Returns the number of pairs. */
static double count(const struct zi_mixed_data *data, struct zi_transitions *transitions)
{
    double pairs = 0;

    for (size_t u = 0; u < data->n_units; u++)
        for (size_t i = data->offsets[u]; i < data->offsets[u + 1]; i++) {
            size_t to = place_of(transitions, data->y[i]);

            transitions->share[to]++;
            if (i == data->offsets[u] || data->t[i] - data->t[i - 1] != 1)
                continue;
            transitions->chance[place_of(transitions, data->y[i - 1])][to]++;
            pairs++;
        }
    return pairs;
}

static void shrink(struct zi_transitions *transitions, double rows)
{
    for (size_t b = 0; b < transitions->n; b++)
        transitions->share[b] /= rows;
    for (size_t a = 0; a < transitions->n; a++) {
        double from = weight_of_population;

        for (size_t b = 0; b < transitions->n; b++)
            from += transitions->chance[a][b];
        for (size_t b = 0; b < transitions->n; b++)
            transitions->chance[a][b] =
                (transitions->chance[a][b] + weight_of_population * transitions->share[b]) / from;
    }
}

bool zi_transitions_fit(const struct zi_mixed_data *data, struct zi_transitions *transitions)
{
    double rows = (double)(data->offsets[data->n_units] - data->offsets[0]);

    memset(transitions, 0, sizeof *transitions);
    if (!find_values(data, transitions) || rows < (double)(TIMES_EACH * transitions->n) ||
        count(data, transitions) < PAIRS_MIN)
        return false;
    shrink(transitions, rows);
    return true;
}

struct zi_outcomes zi_transitions_ahead(const struct zi_transitions *transitions, double from,
                                        int steps)
{
    size_t start = isnan(from) ? transitions->n : place_of(transitions, from);
    struct zi_outcomes outcomes = {.n = transitions->n};

    memcpy(outcomes.values, transitions->values, sizeof outcomes.values);
    memcpy(outcomes.chance, transitions->share, sizeof outcomes.chance);
    if (!is_at(transitions, start, from))
        return outcomes;
    memset(outcomes.chance, 0, sizeof outcomes.chance);
    outcomes.chance[start] = 1;
    for (; steps > 0; steps--) {
        struct zi_outcomes before = outcomes;

        for (size_t b = 0; b < outcomes.n; b++) {
            outcomes.chance[b] = 0;
            for (size_t a = 0; a < outcomes.n; a++)
                outcomes.chance[b] += before.chance[a] * transitions->chance[a][b];
        }
    }
    return outcomes;
}

double zi_outcomes_mean(const struct zi_outcomes *outcomes)
{
    double mean = 0;

    for (size_t b = 0; b < outcomes->n; b++)
        mean += outcomes->chance[b] * outcomes->values[b];
    return mean;
}

double zi_outcomes_sd(const struct zi_outcomes *outcomes)
{
    double mean = zi_outcomes_mean(outcomes), variance = 0;

    for (size_t b = 0; b < outcomes->n; b++)
        variance +=
            outcomes->chance[b] * (outcomes->values[b] - mean) * (outcomes->values[b] - mean);
    return sqrt(variance);
}

double zi_outcomes_quantile(const struct zi_outcomes *outcomes, double share)
{
    double sum = 0;

    for (size_t b = 0; b + 1 < outcomes->n; b++) {
        sum += outcomes->chance[b];
        if (sum >= share)
            return outcomes->values[b];
    }
    return outcomes->values[outcomes->n - 1];
}

double zi_outcomes_at_least(const struct zi_outcomes *outcomes, double limit)
{
    double sum = 0;

    for (size_t b = 0; b < outcomes->n; b++)
        if (zi_number_at_least(outcomes->values[b], limit))
            sum += outcomes->chance[b];
    return fmin(sum, 1);
}

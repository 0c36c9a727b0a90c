#include "cover.h"

#include <string.h>

enum { MOST_TRIALS = 10000000 };

/* Cost and raised parts: what is compared, in this order. */
struct score {
    int64_t cost;
    int raised;
};

/* The parts below one outermost requirement. */
struct work {
    const struct zi_cover_part *parts;
    size_t n_parts;
    struct zi_cover_need needs[ZI_COVER_MOST]; /* rising in number of parts: inner ones first */
    size_t n_needs;                            /* the last is the outermost */
    size_t tried[ZI_COVER_MOST];               /* parts tried at every height */
    size_t n_tried;
    int64_t sizes[ZI_COVER_MOST]; /* of the other parts, falling */
    size_t n_sizes;
    uint64_t of_size[ZI_COVER_MOST];
    int64_t taken[ZI_COVER_MOST]; /* under trial */
    int64_t extra[ZI_COVER_MOST]; /* steps of each size beyond what inner requirements ask */
    size_t order[ZI_COVER_MOST][ZI_COVER_MOST]; /* parts of each size in the order of taking */
    size_t n_order[ZI_COVER_MOST];
    bool found;
    struct score best;
    int64_t best_taken[ZI_COVER_MOST];
    long trials;
};

static bool holds(uint64_t set, size_t part)
{
    return (set >> part & 1) != 0;
}

static int count_bits(uint64_t set)
{
    int n = 0;

    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

static bool is_less(struct score a, struct score b)
{
    return a.cost != b.cost ? a.cost < b.cost : a.raised < b.raised;
}

static int64_t lacking(const struct work *work, const struct zi_cover_need *need)
{
    int64_t amount = need->amount;

    for (size_t i = 0; i < work->n_parts; i++)
        if (holds(need->parts, i))
            amount -= work->taken[i] * work->parts[i].size;
    return amount;
}

static struct score score_of(const struct work *work)
{
    struct score score = {0, 0};

    for (size_t i = 0; i < work->n_parts; i++) {
        score.cost += work->taken[i] * work->parts[i].price;
        score.raised += work->taken[i] > 0;
    }
    return score;
}

static int64_t steps_for(int64_t amount, int64_t size)
{
    return amount <= 0 ? 0 : (amount + size - 1) / size;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t room_left(const struct work *work, size_t part)
{
    return work->parts[part].room - work->taken[part];
}

/* Cheaper first; of one price what is raised already, then what has most room: so few parts are
 * raised. */
static bool goes_before(const struct work *work, size_t a, size_t b)
{
    bool a_is_raised = work->taken[a] > 0, b_is_raised = work->taken[b] > 0;

    if (work->parts[a].price != work->parts[b].price)
        return work->parts[a].price < work->parts[b].price;
    if (a_is_raised != b_is_raised)
        return a_is_raised;
    if (room_left(work, a) != room_left(work, b))
        return room_left(work, a) > room_left(work, b);
    return a < b;
}

static size_t sort_parts(const struct work *work, uint64_t set, size_t order[])
{
    size_t n = 0;

    for (size_t i = 0; i < work->n_parts; i++) {
        size_t place = n;

        if (!holds(set, i) || room_left(work, i) == 0)
            continue;
        for (; place > 0 && goes_before(work, i, order[place - 1]); place--)
            order[place] = order[place - 1];
        order[place] = i;
        n++;
    }
    return n;
}

/* ---- steps beyond the inner requirements ---- */

/* What so many steps of a size cost, in the order of taking, and how many more parts they raise;
 * false when there is not so much room. */
static bool price_of_extra(const struct work *work, size_t size, int64_t steps, struct score *score)
{
    for (size_t k = 0; k < work->n_order[size] && steps > 0; k++) {
        size_t part = work->order[size][k];
        int64_t taken = least(steps, room_left(work, part));

        score->cost += taken * work->parts[part].price;
        score->raised += taken > 0 && work->taken[part] == 0;
        steps -= taken;
    }
    return steps == 0;
}

/* Of the parts of one price that are not raised yet, the first set of n that has room for the
 * steps: the largest rooms show whether a part can be left out. */
static void choose_first(struct work *work, const size_t rest[], size_t n_rest, size_t n,
                         int64_t steps)
{
    for (size_t part = 0; part < work->n_parts && n > 0; part++) {
        int64_t others = 0;
        size_t counted = 0;
        bool candidate = false;

        for (size_t k = 0; k < n_rest; k++) {
            candidate = candidate || rest[k] == part;
            if (rest[k] > part && counted + 1 < n) { /* rest falls in room */
                others += work->parts[rest[k]].room;
                counted++;
            }
        }
        if (!candidate || counted + 1 < n || others + work->parts[part].room < steps)
            continue;
        n--;
        work->taken[part] = least(work->parts[part].room, steps - (int64_t)n);
        steps -= work->taken[part];
    }
}

static void take_extra(struct work *work, size_t size, int64_t steps)
{
    const size_t *order = work->order[size];
    size_t n = work->n_order[size];

    for (size_t k = 0; k < n && steps > 0;) {
        int64_t price = work->parts[order[k]].price;
        size_t first_new = k, end, n_new = 0;
        int64_t left;

        for (; first_new < n && work->parts[order[first_new]].price == price &&
               work->taken[order[first_new]] > 0 && steps > 0;
             first_new++) {
            int64_t taken = least(steps, room_left(work, order[first_new]));

            work->taken[order[first_new]] += taken;
            steps -= taken;
        }
        for (end = first_new; end < n && work->parts[order[end]].price == price;)
            end++;
        left = steps;
        for (size_t j = first_new; j < end && left > 0; j++) {
            left -= least(left, work->parts[order[j]].room);
            n_new++;
        }
        if (n_new > 0)
            choose_first(work, order + first_new, end - first_new, n_new, steps - left);
        steps = left;
        k = end;
    }
}

static void keep_trial(struct work *work, struct score score)
{
    int64_t taken[ZI_COVER_MOST];

    if (work->found && !is_less(score, work->best))
        return;
    memcpy(taken, work->taken, sizeof taken);
    for (size_t size = 0; size < work->n_sizes; size++)
        take_extra(work, size, work->extra[size]);
    memcpy(work->best_taken, work->taken, sizeof taken);
    memcpy(work->taken, taken, sizeof taken);
    work->best = score;
    work->found = true;
}

/* The number of steps of each coarser size, then of the finest as many as are still lacking. */
static void try_sizes(struct work *work, size_t size, int64_t amount, struct score before)
{
    int64_t most;

    if (size == work->n_sizes) {
        if (amount <= 0)
            keep_trial(work, before);
        return;
    }
    most = steps_for(amount, work->sizes[size]);
    for (int64_t steps = size + 1 == work->n_sizes ? most : 0; steps <= most; steps++) {
        struct score score = before;

        work->extra[size] = steps;
        if (++work->trials > MOST_TRIALS || !price_of_extra(work, size, steps, &score) ||
            (work->found && score.cost > work->best.cost))
            return;
        try_sizes(work, size + 1, amount - steps * work->sizes[size], score);
    }
}

/* ---- the inner requirements ---- */

/* Below an inner requirement, what is not tried at every height is of one size. */
static bool meet(struct work *work, const struct zi_cover_need *need)
{
    int64_t amount = lacking(work, need);
    uint64_t set = need->parts;
    size_t order[ZI_COVER_MOST];
    size_t n;
    int64_t steps;

    if (amount <= 0)
        return true;
    for (size_t i = 0; i < work->n_tried; i++)
        set &= ~(UINT64_C(1) << work->tried[i]);
    n = sort_parts(work, set, order);
    if (n == 0)
        return false;
    steps = steps_for(amount, work->parts[order[0]].size);
    for (size_t k = 0; k < n && steps > 0; k++) {
        int64_t taken = least(steps, room_left(work, order[k]));

        work->taken[order[k]] += taken;
        steps -= taken;
    }
    return steps == 0;
}

static void try_rest(struct work *work)
{
    int64_t taken[ZI_COVER_MOST];
    bool met = true;

    memcpy(taken, work->taken, sizeof taken);
    for (size_t i = 0; met && i + 1 < work->n_needs; i++)
        met = meet(work, &work->needs[i]);
    for (size_t size = 0; met && size < work->n_sizes; size++)
        work->n_order[size] = sort_parts(work, work->of_size[size], work->order[size]);
    if (met)
        try_sizes(work, 0, lacking(work, &work->needs[work->n_needs - 1]), score_of(work));
    memcpy(work->taken, taken, sizeof taken);
}

static void try_heights(struct work *work, size_t k)
{
    size_t part;

    if (k == work->n_tried) {
        work->trials++;
        try_rest(work);
        return;
    }
    part = work->tried[k];
    for (int64_t height = 0; height <= work->parts[part].room; height++) {
        work->taken[part] = height;
        if (work->trials > MOST_TRIALS || (work->found && score_of(work).cost > work->best.cost))
            break;
        try_heights(work, k + 1);
    }
    work->taken[part] = 0;
}

/* ---- setting up ---- */

static int64_t finest(const struct work *work, uint64_t set)
{
    int64_t size = INT64_MAX;

    for (size_t i = 0; i < work->n_parts; i++)
        if (holds(set, i))
            size = least(size, work->parts[i].size);
    return size;
}

static bool is_mixed(const struct work *work, size_t part)
{
    for (size_t i = 0; i + 1 < work->n_needs; i++)
        if (holds(work->needs[i].parts, part) &&
            work->parts[part].size > finest(work, work->needs[i].parts))
            return true;
    return false;
}

static void place_in_size(struct work *work, size_t part)
{
    int64_t size = work->parts[part].size;
    size_t place = 0;

    while (place < work->n_sizes && work->sizes[place] > size)
        place++;
    if (place == work->n_sizes || work->sizes[place] != size) {
        for (size_t k = work->n_sizes++; k > place; k--) {
            work->sizes[k] = work->sizes[k - 1];
            work->of_size[k] = work->of_size[k - 1];
        }
        work->sizes[place] = size;
        work->of_size[place] = 0;
    }
    work->of_size[place] |= UINT64_C(1) << part;
}

static void sort_out(struct work *work)
{
    uint64_t all = work->needs[work->n_needs - 1].parts;

    for (size_t i = 0; i < work->n_parts; i++) {
        if (!holds(all, i))
            continue;
        if (is_mixed(work, i))
            work->tried[work->n_tried++] = i;
        else
            place_in_size(work, i);
    }
}

static bool is_in_reach(const struct work *work)
{
    for (size_t k = 0; k < work->n_needs; k++) {
        int64_t amount = work->needs[k].amount;

        for (size_t i = 0; i < work->n_parts; i++)
            if (holds(work->needs[k].parts, i))
                amount -= work->parts[i].room * work->parts[i].size;
        if (amount > 0)
            return false;
    }
    return true;
}

static enum zi_cover_result solve(struct work *work, int64_t taken[])
{
    if (!is_in_reach(work))
        return ZI_OUT_OF_REACH;
    sort_out(work);
    try_heights(work, 0);
    if (work->trials > MOST_TRIALS)
        return ZI_TOO_MIXED;
    for (size_t i = 0; i < work->n_parts; i++)
        taken[i] += work->best_taken[i];
    return ZI_COVERED;
}

static bool is_nested(const struct zi_cover_need needs[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            uint64_t both = needs[i].parts & needs[k].parts;

            if (both != 0 && both != needs[i].parts && both != needs[k].parts)
                return false;
        }
    return true;
}

/* Larger than no other that holds it; of equal sets the last. */
static bool is_outermost(const struct zi_cover_need needs[], size_t n, size_t which)
{
    for (size_t i = 0; i < n; i++)
        if (i != which && (needs[i].parts & needs[which].parts) == needs[which].parts &&
            (needs[i].parts != needs[which].parts || i > which))
            return false;
    return true;
}

/* The requirements inside the outermost one, smaller sets first; those of its own set are one with
 * it. */
static void gather(struct work *work, const struct zi_cover_need needs[], size_t n,
                   size_t outermost)
{
    uint64_t all = needs[outermost].parts;
    struct zi_cover_need whole = needs[outermost];

    work->n_needs = 0;
    for (size_t i = 0; i < n; i++)
        if (needs[i].parts == all && needs[i].amount > whole.amount)
            whole.amount = needs[i].amount;
    for (int bits = 1; bits < count_bits(all); bits++)
        for (size_t i = 0; i < n; i++)
            if (count_bits(needs[i].parts) == bits && (needs[i].parts & all) == needs[i].parts)
                work->needs[work->n_needs++] = needs[i];
    work->needs[work->n_needs++] = whole;
}

enum zi_cover_result zi_cover(const struct zi_cover_part parts[], size_t n_parts,
                              const struct zi_cover_need needs[], size_t n_needs, int64_t taken[])
{
    memset(taken, 0, n_parts * sizeof *taken);
    if (!is_nested(needs, n_needs))
        return ZI_NOT_NESTED;
    for (size_t i = 0; i < n_needs; i++) {
        struct work work = {.parts = parts, .n_parts = n_parts};
        enum zi_cover_result result;

        if (!is_outermost(needs, n_needs, i))
            continue;
        if (needs[i].parts == 0 && needs[i].amount > 0)
            result = ZI_OUT_OF_REACH;
        else {
            gather(&work, needs, n_needs, i);
            result = solve(&work, taken);
        }
        if (result != ZI_COVERED) {
            memset(taken, 0, n_parts * sizeof *taken);
            return result;
        }
    }
    return ZI_COVERED;
}

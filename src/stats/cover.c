/* The cheapest cover of nested requirements. */
#include "cover.h"

#include <string.h>

enum { MOST_TRIALS = 10000000 };

/* Cost and raised parts: what is compared, in this order. */
struct score {
    int64_t cost;
    int raised;
};

/* The parts below one outermost requirement. */
struct search {
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

static int64_t lacking(const struct search *search, const struct zi_cover_need *need)
{
    int64_t amount = need->amount;

    for (size_t i = 0; i < search->n_parts; i++)
        if (holds(need->parts, i))
            amount -= search->taken[i] * search->parts[i].size;
    return amount;
}

static struct score score_of(const struct search *search)
{
    struct score score = {0, 0};

    for (size_t i = 0; i < search->n_parts; i++) {
        score.cost += search->taken[i] * search->parts[i].price;
        score.raised += search->taken[i] > 0;
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

static int64_t room_left(const struct search *search, size_t part)
{
    return search->parts[part].room - search->taken[part];
}

/* Cheaper first; of one price what is raised already, then what has most room: so few parts are
 * raised. */
static bool goes_before(const struct search *search, size_t a, size_t b)
{
    bool a_is_raised = search->taken[a] > 0, b_is_raised = search->taken[b] > 0;

    if (search->parts[a].price != search->parts[b].price)
        return search->parts[a].price < search->parts[b].price;
    if (a_is_raised != b_is_raised)
        return a_is_raised;
    if (room_left(search, a) != room_left(search, b))
        return room_left(search, a) > room_left(search, b);
    return a < b;
}

static size_t sort_parts(const struct search *search, uint64_t set, size_t order[])
{
    size_t n = 0;

    for (size_t i = 0; i < search->n_parts; i++) {
        size_t place = n;

        if (!holds(set, i) || room_left(search, i) == 0)
            continue;
        for (; place > 0 && goes_before(search, i, order[place - 1]); place--)
            order[place] = order[place - 1];
        order[place] = i;
        n++;
    }
    return n;
}

/* ---- steps beyond the inner requirements ---- */

/* What so many steps of a size cost, in the order of taking, and how many more parts they raise;
 * false when there is not so much room. */
static bool price_of_extra(const struct search *search, size_t size, int64_t steps,
                           struct score *score)
{
    for (size_t k = 0; k < search->n_order[size] && steps > 0; k++) {
        size_t part = search->order[size][k];
        int64_t taken = least(steps, room_left(search, part));

        score->cost += taken * search->parts[part].price;
        score->raised += taken > 0 && search->taken[part] == 0;
        steps -= taken;
    }
    return steps == 0;
}

/* Of the parts of one price that are not raised yet, the first set of n that has room for the
 * steps: the largest rooms show whether a part can be left out. */
static void choose_first(struct search *search, const size_t rest[], size_t n_rest, size_t n,
                         int64_t steps)
{
    for (size_t part = 0; part < search->n_parts && n > 0; part++) {
        int64_t others = 0;
        size_t counted = 0;
        bool candidate = false;

        for (size_t k = 0; k < n_rest; k++) {
            candidate = candidate || rest[k] == part;
            if (rest[k] > part && counted + 1 < n) { /* rest falls in room */
                others += search->parts[rest[k]].room;
                counted++;
            }
        }
        if (!candidate || counted + 1 < n || others + search->parts[part].room < steps)
            continue;
        n--;
        search->taken[part] = least(search->parts[part].room, steps - (int64_t)n);
        steps -= search->taken[part];
    }
}

static void take_extra(struct search *search, size_t size, int64_t steps)
{
    const size_t *order = search->order[size];
    size_t n = search->n_order[size];

    for (size_t k = 0; k < n && steps > 0;) {
        int64_t price = search->parts[order[k]].price;
        size_t first_new = k, end, n_new = 0;
        int64_t left;

        for (; first_new < n && search->parts[order[first_new]].price == price &&
               search->taken[order[first_new]] > 0 && steps > 0;
             first_new++) {
            int64_t taken = least(steps, room_left(search, order[first_new]));

            search->taken[order[first_new]] += taken;
            steps -= taken;
        }
        for (end = first_new; end < n && search->parts[order[end]].price == price;)
            end++;
        left = steps;
        for (size_t j = first_new; j < end && left > 0; j++) {
            left -= least(left, search->parts[order[j]].room);
            n_new++;
        }
        if (n_new > 0)
            choose_first(search, order + first_new, end - first_new, n_new, steps - left);
        steps = left;
        k = end;
    }
}

static void keep_trial(struct search *search, struct score score)
{
    int64_t taken[ZI_COVER_MOST];

    if (search->found && !is_less(score, search->best))
        return;
    memcpy(taken, search->taken, sizeof taken);
    for (size_t size = 0; size < search->n_sizes; size++)
        take_extra(search, size, search->extra[size]);
    memcpy(search->best_taken, search->taken, sizeof taken);
    memcpy(search->taken, taken, sizeof taken);
    search->best = score;
    search->found = true;
}

/* The number of steps of each coarser size, then of the finest as many as are still lacking. */
static void try_sizes(struct search *search, size_t size, int64_t amount, struct score before)
{
    int64_t most;

    if (size == search->n_sizes) {
        if (amount <= 0)
            keep_trial(search, before);
        return;
    }
    most = steps_for(amount, search->sizes[size]);
    for (int64_t steps = size + 1 == search->n_sizes ? most : 0; steps <= most; steps++) {
        struct score score = before;

        search->extra[size] = steps;
        if (++search->trials > MOST_TRIALS || !price_of_extra(search, size, steps, &score) ||
            (search->found && score.cost > search->best.cost))
            return;
        try_sizes(search, size + 1, amount - steps * search->sizes[size], score);
    }
}

/* ---- the inner requirements ---- */

/* Below an inner requirement, what is not tried at every height is of one size. */
static bool meet(struct search *search, const struct zi_cover_need *need)
{
    int64_t amount = lacking(search, need);
    uint64_t set = need->parts;
    size_t order[ZI_COVER_MOST];
    size_t n;
    int64_t steps;

    if (amount <= 0)
        return true;
    for (size_t i = 0; i < search->n_tried; i++)
        set &= ~(UINT64_C(1) << search->tried[i]);
    n = sort_parts(search, set, order);
    if (n == 0)
        return false;
    steps = steps_for(amount, search->parts[order[0]].size);
    for (size_t k = 0; k < n && steps > 0; k++) {
        int64_t taken = least(steps, room_left(search, order[k]));

        search->taken[order[k]] += taken;
        steps -= taken;
    }
    return steps == 0;
}

static void try_rest(struct search *search)
{
    int64_t taken[ZI_COVER_MOST];
    bool met = true;

    memcpy(taken, search->taken, sizeof taken);
    for (size_t i = 0; met && i + 1 < search->n_needs; i++)
        met = meet(search, &search->needs[i]);
    for (size_t size = 0; met && size < search->n_sizes; size++)
        search->n_order[size] = sort_parts(search, search->of_size[size], search->order[size]);
    if (met)
        try_sizes(search, 0, lacking(search, &search->needs[search->n_needs - 1]),
                  score_of(search));
    memcpy(search->taken, taken, sizeof taken);
}

static void try_heights(struct search *search, size_t k)
{
    size_t part;

    if (k == search->n_tried) {
        search->trials++;
        try_rest(search);
        return;
    }
    part = search->tried[k];
    for (int64_t height = 0; height <= search->parts[part].room; height++) {
        search->taken[part] = height;
        if (search->trials > MOST_TRIALS ||
            (search->found && score_of(search).cost > search->best.cost))
            break;
        try_heights(search, k + 1);
    }
    search->taken[part] = 0;
}

/* ---- setting up ---- */

static int64_t finest(const struct search *search, uint64_t set)
{
    int64_t size = INT64_MAX;

    for (size_t i = 0; i < search->n_parts; i++)
        if (holds(set, i))
            size = least(size, search->parts[i].size);
    return size;
}

static bool is_mixed(const struct search *search, size_t part)
{
    for (size_t i = 0; i + 1 < search->n_needs; i++)
        if (holds(search->needs[i].parts, part) &&
            search->parts[part].size > finest(search, search->needs[i].parts))
            return true;
    return false;
}

static void place_in_size(struct search *search, size_t part)
{
    int64_t size = search->parts[part].size;
    size_t place = 0;

    while (place < search->n_sizes && search->sizes[place] > size)
        place++;
    if (place == search->n_sizes || search->sizes[place] != size) {
        for (size_t k = search->n_sizes++; k > place; k--) {
            search->sizes[k] = search->sizes[k - 1];
            search->of_size[k] = search->of_size[k - 1];
        }
        search->sizes[place] = size;
        search->of_size[place] = 0;
    }
    search->of_size[place] |= UINT64_C(1) << part;
}

static void sort_out(struct search *search)
{
    uint64_t all = search->needs[search->n_needs - 1].parts;

    for (size_t i = 0; i < search->n_parts; i++) {
        if (!holds(all, i))
            continue;
        if (is_mixed(search, i))
            search->tried[search->n_tried++] = i;
        else
            place_in_size(search, i);
    }
}

static bool is_in_reach(const struct search *search)
{
    for (size_t k = 0; k < search->n_needs; k++) {
        int64_t amount = search->needs[k].amount;

        for (size_t i = 0; i < search->n_parts; i++)
            if (holds(search->needs[k].parts, i))
                amount -= search->parts[i].room * search->parts[i].size;
        if (amount > 0)
            return false;
    }
    return true;
}

static enum zi_cover_result solve(struct search *search, int64_t taken[])
{
    if (!is_in_reach(search))
        return ZI_OUT_OF_REACH;
    sort_out(search);
    try_heights(search, 0);
    if (search->trials > MOST_TRIALS)
        return ZI_TOO_MIXED;
    for (size_t i = 0; i < search->n_parts; i++)
        taken[i] += search->best_taken[i];
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
static void gather(struct search *search, const struct zi_cover_need needs[], size_t n,
                   size_t outermost)
{
    uint64_t all = needs[outermost].parts;
    struct zi_cover_need whole = needs[outermost];

    search->n_needs = 0;
    for (size_t i = 0; i < n; i++)
        if (needs[i].parts == all && needs[i].amount > whole.amount)
            whole.amount = needs[i].amount;
    for (int bits = 1; bits < count_bits(all); bits++)
        for (size_t i = 0; i < n; i++)
            if (count_bits(needs[i].parts) == bits && (needs[i].parts & all) == needs[i].parts)
                search->needs[search->n_needs++] = needs[i];
    search->needs[search->n_needs++] = whole;
}

enum zi_cover_result zi_cover(const struct zi_cover_part parts[], size_t n_parts,
                              const struct zi_cover_need needs[], size_t n_needs, int64_t taken[])
{
    memset(taken, 0, n_parts * sizeof *taken);
    if (!is_nested(needs, n_needs))
        return ZI_NOT_NESTED;
    for (size_t i = 0; i < n_needs; i++) {
        struct search search = {.parts = parts, .n_parts = n_parts};
        enum zi_cover_result result;

        if (!is_outermost(needs, n_needs, i))
            continue;
        if (needs[i].parts == 0 && needs[i].amount > 0)
            result = ZI_OUT_OF_REACH;
        else {
            gather(&search, needs, n_needs, i);
            result = solve(&search, taken);
        }
        if (result != ZI_COVERED) {
            memset(taken, 0, n_parts * sizeof *taken);
            return result;
        }
    }
    return ZI_COVERED;
}

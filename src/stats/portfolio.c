/* Which of many rows to take when places are few. */
#include "portfolio.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "zistat/base/arena.h"

/* Values as whole numbers: sums are exact, and an exchange either improves them or does not. */
static const double unit = 1e12;

/* What a step is worth: first the values, then the number of rows. */
struct worth {
    int64_t value;
    int64_t rows;
};

static struct worth plus(struct worth a, struct worth b)
{
    return (struct worth){a.value + b.value, a.rows + b.rows};
}

static bool better(struct worth a, struct worth b)
{
    return a.value != b.value ? a.value > b.value : a.rows > b.rows;
}

/* The rows of one group on the left and one on the right, the best first. Those taken are always
 * the first ones. */
struct cell {
    size_t left;
    size_t right;
    size_t first; /* in rows[] */
    size_t size;
    size_t taken;
};

enum { NO_CELL = -1, UNREACHED = -2 };

/*
 * The network: source -> left groups -> right groups -> sink -> source. Nodes are the left groups,
 * the right groups, the source and the sink; edges the cells, and the rooms of the groups. A step
 * along an edge takes a row or a place, a step against it gives one back.
 */
struct network {
    const struct zi_portfolio *portfolio;
    struct zi_arena arena;
    struct cell *cells;
    size_t n_cells;
    size_t *rows; /* by cell */
    int64_t *value;
    size_t *used; /* by group, the left ones first */
    size_t total;
    size_t source;
    size_t sink;

    /* By node: the best way found to it, and its last step. */
    struct worth *best;
    size_t *before;
    long *through; /* the cell of the step, or NO_CELL */
    size_t *seen;  /* the walk that came by, for finding cycles */
};

static size_t n_nodes(const struct network *net)
{
    return net->sink + 1;
}

static size_t right_node(const struct network *net, size_t group)
{
    return net->portfolio->n_left + group;
}

static size_t room_of(const struct network *net, size_t node)
{
    const struct zi_portfolio *p = net->portfolio;

    return node < p->n_left ? p->left_room[node] : p->right_room[node - p->n_left];
}

/* ---- building ---- */

/* order[0..n): the rows sorted by group, stable; groups < n_groups. Counting sort. */
static bool sort_by_group(struct zi_arena *arena, const size_t from[], size_t n,
                          const size_t group[], size_t n_groups, size_t to[])
{
    size_t *start = zi_arena_allocate(arena, n_groups + 1, sizeof *start);

    if (start == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        start[group[from[i]] + 1]++;
    for (size_t g = 0; g < n_groups; g++)
        start[g + 1] += start[g];
    for (size_t i = 0; i < n; i++)
        to[start[group[from[i]]]++] = from[i];
    return true;
}

static bool sort_rows(struct network *net)
{
    const struct zi_portfolio *p = net->portfolio;
    size_t *order = zi_arena_allocate(&net->arena, p->n + 1, sizeof *order);
    size_t *by_right = zi_arena_allocate(&net->arena, p->n + 1, sizeof *by_right);

    if (order == NULL || by_right == NULL)
        return false;
    for (size_t i = 0; i < p->n; i++)
        order[i] = i;
    return sort_by_group(&net->arena, order, p->n, p->right, p->n_right, by_right) &&
           sort_by_group(&net->arena, by_right, p->n, p->left, p->n_left, net->rows);
}

static void make_cells(struct network *net)
{
    const struct zi_portfolio *p = net->portfolio;

    for (size_t i = 0; i < p->n; i++) {
        size_t row = net->rows[i];
        struct cell *last = net->n_cells > 0 ? &net->cells[net->n_cells - 1] : NULL;

        if (last == NULL || last->left != p->left[row] || last->right != p->right[row])
            net->cells[net->n_cells++] =
                (struct cell){.left = p->left[row], .right = p->right[row], .first = i, .size = 1};
        else
            last->size++;
    }
}

static enum zi_code network_init(struct network *net, const struct zi_portfolio *p,
                                 struct zi_error *error)
{
    struct zi_arena *arena = &net->arena;
    size_t nodes = p->n_left + p->n_right + 2;

    *net = (struct network){.portfolio = p, .source = nodes - 2, .sink = nodes - 1};
    net->cells = zi_arena_allocate(arena, p->n + 1, sizeof *net->cells);
    net->rows = zi_arena_allocate(arena, p->n + 1, sizeof *net->rows);
    net->value = zi_arena_allocate(arena, p->n + 1, sizeof *net->value);
    net->used = zi_arena_allocate(arena, nodes, sizeof *net->used);
    net->best = zi_arena_allocate(arena, nodes, sizeof *net->best);
    net->before = zi_arena_allocate(arena, nodes, sizeof *net->before);
    net->through = zi_arena_allocate(arena, nodes, sizeof *net->through);
    net->seen = zi_arena_allocate(arena, nodes, sizeof *net->seen);
    if (net->cells == NULL || net->rows == NULL || net->value == NULL || net->used == NULL ||
        net->best == NULL || net->before == NULL || net->through == NULL || net->seen == NULL ||
        !sort_rows(net))
        return zi_fail_memory(error);
    for (size_t i = 0; i < p->n; i++)
        net->value[i] = llround(p->value[i] * unit);
    make_cells(net);
    return ZI_OK;
}

/* ---- the greedy choice ---- */

/* The best row that still fits, again and again. The rooms only fill up: what did not fit never
 * will, so that the rows taken are the first of their cells. */
static enum zi_code take_greedily(struct network *net, struct zi_error *error)
{
    const struct zi_portfolio *p = net->portfolio;
    size_t *cell_of = zi_arena_allocate(&net->arena, p->n + 1, sizeof *cell_of);

    if (cell_of == NULL)
        return zi_fail_memory(error);
    for (size_t c = 0; c < net->n_cells; c++)
        for (size_t i = 0; i < net->cells[c].size; i++)
            cell_of[net->rows[net->cells[c].first + i]] = c;
    for (size_t row = 0; row < p->n && net->total < p->slots; row++) {
        size_t left = p->left[row], right = right_node(net, p->right[row]);

        if (net->used[left] >= room_of(net, left) || net->used[right] >= room_of(net, right))
            continue;
        net->cells[cell_of[row]].taken++;
        net->used[left]++;
        net->used[right]++;
        net->total++;
    }
    return ZI_OK;
}

/* ---- steps ---- */

/* Goes one step if it makes a better way; true when it does. */
static bool step(struct network *net, size_t from, size_t to, struct worth gain, long cell)
{
    struct worth reached;

    if (net->through[from] == UNREACHED)
        return false;
    reached = plus(net->best[from], gain);
    if (net->through[to] != UNREACHED && !better(reached, net->best[to]))
        return false;
    net->best[to] = reached;
    net->before[to] = from;
    net->through[to] = cell;
    return true;
}

static int64_t value_at(const struct network *net, const struct cell *cell, size_t place)
{
    return net->value[net->rows[cell->first + place]];
}

static bool step_cells(struct network *net)
{
    bool changed = false;

    for (size_t c = 0; c < net->n_cells; c++) {
        const struct cell *cell = &net->cells[c];
        size_t left = cell->left, right = right_node(net, cell->right);

        if (cell->taken < cell->size)
            changed |= step(net, left, right,
                            (struct worth){.value = value_at(net, cell, cell->taken)}, (long)c);
        if (cell->taken > 0)
            changed |=
                step(net, right, left,
                     (struct worth){.value = -value_at(net, cell, cell->taken - 1)}, (long)c);
    }
    return changed;
}

/* Source and left groups, right groups and sink, sink and source. */
static bool step_rooms(struct network *net)
{
    static const struct worth nothing;
    bool changed = false;

    for (size_t node = 0; node < net->source; node++) {
        bool is_left = node < net->portfolio->n_left;
        size_t in = is_left ? net->source : node, out = is_left ? node : net->sink;

        if (net->used[node] < room_of(net, node))
            changed |= step(net, in, out, nothing, NO_CELL);
        if (net->used[node] > 0)
            changed |= step(net, out, in, nothing, NO_CELL);
    }
    if (net->total < net->portfolio->slots)
        changed |= step(net, net->sink, net->source, (struct worth){.rows = 1}, NO_CELL);
    if (net->total > 0)
        changed |= step(net, net->source, net->sink, (struct worth){.rows = -1}, NO_CELL);
    return changed;
}

static bool step_everywhere(struct network *net)
{
    bool cells = step_cells(net);

    return step_rooms(net) || cells;
}

/* ---- exchanges ---- */

/* Takes the last step to the node for good. */
static void take_step(struct network *net, size_t node)
{
    size_t from = net->before[node];
    long c = net->through[node];

    if (c != NO_CELL) {
        struct cell *cell = &net->cells[c];

        cell->taken = from == cell->left ? cell->taken + 1 : cell->taken - 1;
    } else if (from >= net->source && node >= net->source) {
        net->total = from == net->sink ? net->total + 1 : net->total - 1;
    } else {
        size_t group = from < net->source ? from : node;
        bool forward = from == net->source || node == net->sink;

        net->used[group] = forward ? net->used[group] + 1 : net->used[group] - 1;
    }
}

/* A cycle in the last steps is an exchange that improves the choice (a walk around it only grew
 * better). Such cycles share no node: all of them are made at once. Returns how many. */
static size_t make_exchanges(struct network *net)
{
    size_t n = 0;

    memset(net->seen, 0, n_nodes(net) * sizeof *net->seen);
    for (size_t start = 0; start < n_nodes(net); start++) {
        size_t node = start;

        while (net->seen[node] == 0 && net->before[node] != SIZE_MAX) {
            net->seen[node] = start + 1;
            node = net->before[node];
        }
        if (net->seen[node] != start + 1)
            continue;

        size_t end = node;

        do {
            take_step(net, node);
            node = net->before[node];
        } while (node != end);
        n++;
    }
    return n;
}

/* Every node is a beginning: whatever exchange improves is found. */
static bool improve(struct network *net)
{
    for (size_t node = 0; node < n_nodes(net); node++) {
        net->best[node] = (struct worth){0};
        net->before[node] = SIZE_MAX;
        net->through[node] = NO_CELL;
    }
    while (step_everywhere(net))
        if (make_exchanges(net) > 0)
            return true;
    return false;
}

/* ---- losses ---- */

/* The best ways from one node. As no exchange improves any more, none passes a node twice. */
static void find_ways(struct network *net, size_t from)
{
    for (size_t node = 0; node < n_nodes(net); node++)
        net->through[node] = UNREACHED;
    net->best[from] = (struct worth){0};
    net->through[from] = NO_CELL;
    for (size_t i = 0; i < n_nodes(net) && step_everywhere(net); i++)
        continue;
}

/* A row forced in takes a place in its right group; the way back to its left group is what has to
 * be given for it. */
static void find_losses(struct network *net, double loss[])
{
    for (size_t group = 0; group < net->portfolio->n_right; group++) {
        bool found = false;

        for (size_t c = 0; c < net->n_cells; c++) {
            const struct cell *cell = &net->cells[c];

            if (cell->right != group || cell->taken == cell->size)
                continue;
            if (!found)
                find_ways(net, right_node(net, group));
            found = true;
            for (size_t i = cell->taken; i < cell->size; i++) {
                int64_t gain = value_at(net, cell, i) + net->best[cell->left].value;

                loss[net->rows[cell->first + i]] = net->through[cell->left] == UNREACHED
                                                       ? NAN
                                                       : (gain < 0 ? (double)-gain / unit : 0);
            }
        }
    }
}

static enum zi_code solve(struct network *net, const struct zi_portfolio *p, struct zi_error *error)
{
    ZI_TRY(network_init(net, p, error));
    ZI_TRY(take_greedily(net, error));
    if (p->n_left > 1 && p->n_right > 1)
        while (improve(net))
            continue;
    return ZI_OK;
}

enum zi_code zi_portfolio_choose(const struct zi_portfolio *portfolio, bool chosen[], double loss[],
                                 struct zi_error *error)
{
    struct network net;
    enum zi_code code = solve(&net, portfolio, error);

    if (code == ZI_OK) {
        memset(chosen, 0, portfolio->n * sizeof *chosen);
        memset(loss, 0, portfolio->n * sizeof *loss);
        for (size_t c = 0; c < net.n_cells; c++)
            for (size_t i = 0; i < net.cells[c].taken; i++)
                chosen[net.rows[net.cells[c].first + i]] = true;
        find_losses(&net, loss);
    }
    zi_arena_release(&net.arena);
    return code;
}

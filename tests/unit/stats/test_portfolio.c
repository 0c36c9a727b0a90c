#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "stats/portfolio.h"
#include "stats/random.h"

enum { MOST = 12, GROUPS = 4 };

/* A small case, its arrays kept beside it. */
struct small_case {
    struct zi_portfolio portfolio;
    double value[MOST];
    size_t left[MOST], right[MOST];
    size_t left_room[GROUPS], right_room[GROUPS];
};

static int falling(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x < y) - (x > y);
}

/* Values are often equal, 0 or 1; rooms often 0, or more than there is. */
static void draw(struct small_case *c, struct zi_random *random)
{
    size_t n = zi_random_below(random, MOST + 1);
    size_t n_left = 1 + zi_random_below(random, GROUPS);
    size_t n_right = 1 + zi_random_below(random, GROUPS);
    bool coarse = zi_random_below(random, 2) == 0;

    for (size_t i = 0; i < n; i++) {
        c->value[i] = coarse ? zi_random_below(random, 5) / 4.0 : zi_random_uniform(random);
        c->left[i] = zi_random_below(random, (uint32_t)n_left);
        c->right[i] = zi_random_below(random, (uint32_t)n_right);
    }
    qsort(c->value, n, sizeof *c->value, falling);
    for (size_t g = 0; g < GROUPS; g++) {
        c->left_room[g] = zi_random_below(random, 5);
        c->right_room[g] = zi_random_below(random, 5);
    }
    c->portfolio = (struct zi_portfolio){
        .value = c->value,
        .left = c->left,
        .right = c->right,
        .n = n,
        .left_room = c->left_room,
        .right_room = c->right_room,
        .n_left = n_left,
        .n_right = n_right,
        .slots = zi_random_below(random, MOST + 2),
    };
}

static bool fits(const struct zi_portfolio *p, const bool chosen[])
{
    size_t left[MOST + 1] = {0}, right[MOST + 1] = {0}, total = 0;

    for (size_t i = 0; i < p->n; i++) {
        left[p->left[i]] += chosen[i];
        right[p->right[i]] += chosen[i];
        total += chosen[i];
    }
    for (size_t g = 0; g < p->n_left; g++)
        if (left[g] > p->left_room[g])
            return false;
    for (size_t g = 0; g < p->n_right; g++)
        if (right[g] > p->right_room[g])
            return false;
    return total <= p->slots;
}

struct answer {
    double value; /* -1: nothing fits */
    size_t rows;
};

static struct answer worth_of(const struct zi_portfolio *p, const bool chosen[])
{
    struct answer answer = {0};

    for (size_t i = 0; i < p->n; i++) {
        answer.value += chosen[i] ? p->value[i] : 0;
        answer.rows += chosen[i];
    }
    return answer;
}

/* All subsets; those that hold forced, unless that is n. */
static struct answer brute_force(const struct zi_portfolio *p, size_t forced)
{
    struct answer best = {.value = -1};

    for (unsigned subset = 0; subset < 1U << p->n; subset++) {
        bool chosen[MOST + 1] = {false};
        struct answer answer;

        for (size_t i = 0; i < p->n; i++)
            chosen[i] = subset >> i & 1;
        if ((forced < p->n && !chosen[forced]) || !fits(p, chosen))
            continue;
        answer = worth_of(p, chosen);
        if (answer.value > best.value + 1e-9 ||
            (answer.value > best.value - 1e-9 && answer.rows > best.rows))
            best = answer;
    }
    return best;
}

static void it_equals_all_subsets(void **state)
{
    struct zi_random random;
    size_t two_partitions = 0, exchanged = 0;

    (void)state;
    zi_random_init(&random, 7, 0);
    for (int round = 0; round < 700; round++) {
        struct small_case c;
        bool chosen[MOST + 1];
        double loss[MOST + 1];
        struct answer best, found;

        draw(&c, &random);
        best = brute_force(&c.portfolio, c.portfolio.n);
        assert_int_equal(zi_portfolio_choose(&c.portfolio, chosen, loss, NULL), ZI_OK);
        found = worth_of(&c.portfolio, chosen);
        assert_true(fits(&c.portfolio, chosen));
        assert_true(fabs(found.value - best.value) < 1e-9);
        assert_int_equal(found.rows, best.rows);
        for (size_t i = 0; i < c.portfolio.n; i++) {
            struct answer forced = brute_force(&c.portfolio, i);

            if (chosen[i])
                assert_true(loss[i] == 0);
            else if (forced.value < 0)
                assert_undefined(loss[i]);
            else
                assert_true(fabs(loss[i] - (best.value - forced.value)) < 1e-9);
        }
        two_partitions += c.portfolio.n_left > 1 && c.portfolio.n_right > 1;
        for (size_t i = 0; i + 1 < c.portfolio.n; i++)
            exchanged += !chosen[i] && loss[i] > 0 && chosen[i + 1];
    }
    assert_true(two_partitions > 300 && exchanged > 50);
}

/* Greedy takes 0.9 and then nothing fits beside it but 0.1; 0.8 and 0.7 together are better. */
static void the_best_row_may_have_to_stay_out(void **state)
{
    static const double value[] = {0.9, 0.8, 0.7, 0.1};
    static const size_t left[] = {0, 0, 1, 1};
    static const size_t right[] = {0, 1, 0, 1};
    static const size_t one_each[] = {1, 1};
    struct zi_portfolio p = {value, left, right, 4, one_each, one_each, 2, 2, 4};
    bool chosen[4];
    double loss[4];

    (void)state;
    assert_int_equal(zi_portfolio_choose(&p, chosen, loss, NULL), ZI_OK);
    assert_false(chosen[0]);
    assert_true(chosen[1] && chosen[2]);
    assert_false(chosen[3]);
    assert_close(loss[0], 0.5, 1e-9);
    assert_close(loss[3], 0.5, 1e-9);
}

static void equal_rows_are_taken_in_their_order(void **state)
{
    static const double value[] = {0.5, 0.5, 0.5, 0.5};
    static const size_t zero[] = {0, 0, 0, 0};
    static const size_t kinds[] = {0, 0, 1, 1};
    static const size_t much[] = {9}, one[] = {1, 9};
    struct zi_portfolio p = {value, zero, zero, 4, much, much, 1, 1, 2};
    struct zi_portfolio q = {value, zero, kinds, 4, much, one, 1, 2, 3};
    bool chosen[4];
    double loss[4];

    (void)state;
    assert_int_equal(zi_portfolio_choose(&p, chosen, loss, NULL), ZI_OK);
    assert_true(chosen[0] && chosen[1] && !chosen[2] && !chosen[3]);
    assert_true(loss[2] == 0 && loss[3] == 0);
    assert_int_equal(zi_portfolio_choose(&q, chosen, loss, NULL), ZI_OK);
    assert_true(chosen[0] && !chosen[1] && chosen[2] && chosen[3]);
}

static void rows_without_value_fill_what_is_left(void **state)
{
    static const double value[] = {0.4, 0, 0};
    static const size_t zero[] = {0, 0, 0};
    static const size_t much[] = {9};
    struct zi_portfolio p = {value, zero, zero, 3, much, much, 1, 1, 2};
    bool chosen[3];
    double loss[3];

    (void)state;
    assert_int_equal(zi_portfolio_choose(&p, chosen, loss, NULL), ZI_OK);
    assert_true(chosen[0] && chosen[1] && !chosen[2]);
}

static void without_rows_or_room_nothing_is_taken(void **state)
{
    static const double value[] = {0.4};
    static const size_t zero[] = {0}, none[] = {0}, much[] = {9};
    struct zi_portfolio empty = {value, zero, zero, 0, much, much, 1, 1, 2};
    struct zi_portfolio no_room = {value, zero, zero, 1, none, much, 1, 1, 2};
    struct zi_portfolio no_slot = {value, zero, zero, 1, much, much, 1, 1, 0};
    bool chosen[1];
    double loss[1];

    (void)state;
    assert_int_equal(zi_portfolio_choose(&empty, chosen, loss, NULL), ZI_OK);
    assert_int_equal(zi_portfolio_choose(&no_room, chosen, loss, NULL), ZI_OK);
    assert_false(chosen[0]);
    assert_undefined(loss[0]);
    assert_int_equal(zi_portfolio_choose(&no_slot, chosen, loss, NULL), ZI_OK);
    assert_false(chosen[0]);
    assert_undefined(loss[0]);
}

static double total_of(const struct zi_portfolio *p)
{
    bool chosen[MOST + 1];
    double loss[MOST + 1];

    assert_int_equal(zi_portfolio_choose(p, chosen, loss, NULL), ZI_OK);
    return worth_of(p, chosen).value;
}

static void less_room_never_gives_more(void **state)
{
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 8, 0);
    for (int round = 0; round < 300; round++) {
        struct small_case c;
        double before;

        draw(&c, &random);
        before = total_of(&c.portfolio);
        for (size_t g = 0; g < GROUPS; g++) {
            size_t was = c.right_room[g];

            c.right_room[g] = was > 0 ? was - 1 : 0;
            assert_true(total_of(&c.portfolio) <= before + 1e-9);
            c.right_room[g] = was;
        }
    }
}

/* Far too many to try all: every room is kept, and the answer is the same twice. */
static void many_rows_are_solved_and_the_same_each_time(void **state)
{
    enum { N = 20000, LEFT = 900, RIGHT = 12 };
    double *value = calloc(N, sizeof *value), *loss = calloc(N, sizeof *loss);
    size_t *left = calloc(N, sizeof *left), *right = calloc(N, sizeof *right);
    size_t left_room[LEFT], right_room[RIGHT], used_left[LEFT] = {0}, used_right[RIGHT] = {0};
    bool *chosen = calloc(N, sizeof *chosen), *again = calloc(N, sizeof *again);
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 9, 0);
    for (size_t i = 0; i < N; i++) {
        value[i] = zi_random_uniform(&random);
        left[i] = zi_random_below(&random, LEFT);
        right[i] = zi_random_below(&random, RIGHT);
    }
    qsort(value, N, sizeof *value, falling);
    for (size_t g = 0; g < LEFT; g++)
        left_room[g] = 3;
    for (size_t g = 0; g < RIGHT; g++)
        right_room[g] = 30 + 40 * g;

    struct zi_portfolio p = {value, left, right, N, left_room, right_room, LEFT, RIGHT, 2000};

    assert_int_equal(zi_portfolio_choose(&p, chosen, loss, NULL), ZI_OK);
    assert_int_equal(zi_portfolio_choose(&p, again, loss, NULL), ZI_OK);
    assert_memory_equal(chosen, again, N * sizeof *chosen);

    size_t total = 0;

    for (size_t i = 0; i < N; i++) {
        total += chosen[i];
        used_left[left[i]] += chosen[i];
        used_right[right[i]] += chosen[i];
        assert_true(loss[i] >= 0);
    }
    assert_int_equal(total, 2000);
    for (size_t g = 0; g < LEFT; g++)
        assert_true(used_left[g] <= 3);
    for (size_t g = 0; g < RIGHT; g++)
        assert_true(used_right[g] <= right_room[g]);
    free(value);
    free(loss);
    free(left);
    free(right);
    free(chosen);
    free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_equals_all_subsets),
        cmocka_unit_test(the_best_row_may_have_to_stay_out),
        cmocka_unit_test(equal_rows_are_taken_in_their_order),
        cmocka_unit_test(rows_without_value_fill_what_is_left),
        cmocka_unit_test(without_rows_or_room_nothing_is_taken),
        cmocka_unit_test(less_room_never_gives_more),
        cmocka_unit_test(many_rows_are_solved_and_the_same_each_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

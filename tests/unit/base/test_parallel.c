#include "check.h"

#include <string.h>

#include "base/parallel.h"

enum { PIECES = 1000, WORKERS = 7 };

struct seen {
    unsigned char times[PIECES];
    unsigned char worker[PIECES];
};

static void see(void *state, size_t piece, size_t worker)
{
    struct seen *seen = state;

    seen->times[piece]++;
    seen->worker[piece] = (unsigned char)worker;
}

static void every_piece_runs_once(void **state)
{
    static const size_t workers[] = {0, 1, 2, WORKERS, 1000};

    (void)state;
    for (size_t w = 0; w < sizeof workers / sizeof *workers; w++) {
        struct seen seen = {0};

        zi_parallel_run(PIECES, workers[w], see, &seen);
        for (size_t i = 0; i < PIECES; i++) {
            assert_int_equal(seen.times[i], 1);
            assert_true(seen.worker[i] < (workers[w] > 0 ? workers[w] : 1));
        }
    }
}

static void no_piece_is_no_work(void **state)
{
    struct seen seen = {0};
    static const struct seen nothing;

    (void)state;
    zi_parallel_run(0, WORKERS, see, &seen);
    assert_memory_equal(&seen, &nothing, sizeof seen);
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_true(zi_parallel_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_runs_once),
        cmocka_unit_test(no_piece_is_no_work),
        cmocka_unit_test(there_is_a_processor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

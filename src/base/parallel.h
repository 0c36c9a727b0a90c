/* Work in independent pieces over several threads. */
#ifndef ZISTAT_BASE_PARALLEL_H
#define ZISTAT_BASE_PARALLEL_H

#include <stddef.h>

/* One piece of the work: 0 <= piece < n_pieces; worker < n_workers tells which scratch space is the
 * piece's own while it runs. What it computes must not depend on worker. */
typedef void zi_parallel_work(void *state, size_t piece, size_t worker);

/*
 * Runs every piece once, in no order, on at most n_workers threads, of which the caller's is one;
 * returns when all are done. A thread that cannot be started is done without: the others take its
 * pieces. An arena or a buffer is for one piece or one worker, never shared.
 */
void zi_parallel_run(size_t n_pieces, size_t n_workers, zi_parallel_work *work, void *state);

/* Processors that this process may use, at least 1. */
size_t zi_parallel_processors(void);

#endif

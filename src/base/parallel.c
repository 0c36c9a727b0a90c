/* Pieces of work divided among threads. */
#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { WORKERS_MAX = 64 };

struct job {
    zi_parallel_work *work;
    void *state;
    size_t n_pieces;
    atomic_size_t next;
};

struct worker {
    struct job *job;
    size_t number;
    pthread_t thread;
};

static void *take_pieces(void *argument)
{
    const struct worker *worker = argument;
    struct job *job = worker->job;
    size_t piece;

    while ((piece = atomic_fetch_add(&job->next, 1)) < job->n_pieces)
        job->work(job->state, piece, worker->number);
    return NULL;
}

void zi_parallel_run(size_t n_pieces, size_t n_workers, zi_parallel_work *work, void *state)
{
    struct job job = {.work = work, .state = state, .n_pieces = n_pieces};
    struct worker workers[WORKERS_MAX];
    size_t started = 1;

    if (n_workers > WORKERS_MAX)
        n_workers = WORKERS_MAX;
    if (n_workers > n_pieces)
        n_workers = n_pieces;
    for (; started < n_workers; started++) {
        workers[started] = (struct worker){.job = &job, .number = started};
        if (pthread_create(&workers[started].thread, NULL, take_pieces, &workers[started]) != 0)
            break;
    }
    workers[0] = (struct worker){.job = &job};
    take_pieces(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

size_t zi_parallel_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : (size_t)n;
}

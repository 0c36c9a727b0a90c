/* Seeded random numbers. */
#include "random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void zi_random_init(struct zi_random *random, uint64_t seed, uint64_t stream)
{
    /* The seed goes through the mixer before the stream joins it: otherwise stream 1 of seed 0 and
     * stream 0 of seed 1 would be one. */
    uint64_t state = splitmix(&seed) ^ stream;

    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix(&state);
}

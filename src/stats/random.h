/*
 * Random numbers from a seed: xoshiro256++ (Blackman & Vigna 2021, ACM TOMS 47), seeded through
 * splitmix64 as its authors say.
 *
 * Every replicate of a bootstrap has a stream of its own, made from (seed, number of the
 * replicate): its draws are then the same whichever thread makes them and in whatever order.
 */
#ifndef ZISTAT_STATS_RANDOM_H
#define ZISTAT_STATS_RANDOM_H

#include <stdint.h>

/* What --seed is when it is not given: results are the same from run to run. */
enum { ZI_RANDOM_SEED = 20211 };

struct zi_random {
    uint64_t state[4];
};

void zi_random_init(struct zi_random *random, uint64_t seed, uint64_t stream);

static inline uint64_t zi_random_rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

/* 64 random bits; about 1 ns. */
static inline uint64_t zi_random_bits(struct zi_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = zi_random_rotate(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = zi_random_rotate(s[3], 45);
    return result;
}

/* 0 .. n-1, n >= 1: the high half of a product (Lemire 2019). Each value's probability differs from
 * 1/n by less than 2^-32, which no number of replicates that is ever drawn can see. */
static inline uint32_t zi_random_below(struct zi_random *random, uint32_t n)
{
    return (uint32_t)(((zi_random_bits(random) >> 32) * n) >> 32);
}

/* Uniform on [0, 1), all 53 bits. */
static inline double zi_random_uniform(struct zi_random *random)
{
    return (double)(zi_random_bits(random) >> 11) * 0x1p-53;
}

#endif

/* Scores of made-up units, year by year. */
#include "worlds.h"

#include <math.h>

#include "draws.h"

enum { KINDS = 4 };
static const double end_of_scale = 100;
static const double noise_sd = 1.6, gain = 1, gain_sd = 0.7;

/* Noise of unit variance. */
static double draw_noise(const struct world *world, struct zi_random *random)
{
    double squares = 0;

    if (world->t_df == 0)
        return draw_normal(random);
    for (int i = 0; i < world->t_df; i++) {
        double z = draw_normal(random);

        squares += z * z;
    }
    return draw_normal(random) / sqrt(squares / (world->t_df - 2));
}

/* The expected gain of a year that comes so many years after the first. */
static double gain_in(const struct world *world, double slope, size_t year)
{
    double at_first = 2.5; /* fading gains are as large over four years as others */

    return world->fading > 0 ? slope * at_first * pow(world->fading, (double)year) : slope;
}

static void draw_unit_in(const struct world *world, struct zi_random *random, size_t years,
                         const double shock[], double kind, double score[])
{
    double level = world->level_mean + world->level_sd * draw_normal(random);
    double slope = gain + kind + gain_sd * draw_normal(random);
    double sd = noise_sd * exp(world->spread * draw_normal(random) - world->spread * world->spread);
    double noise = sd * draw_noise(world, random);

    for (size_t year = 0; year <= years; year++) {
        double y = level + noise + shock[year];

        score[year] = fmin(y, end_of_scale);
        if (world->award == 0 || score[year] < world->award)
            level += gain_in(world, slope, year);
        noise =
            world->ar1 * noise + (world->ar1 == 1 ? sd : sd * sqrt(1 - world->ar1 * world->ar1)) *
                                     draw_noise(world, random);
    }
}

void world_draw(const struct world *world, struct zi_random *random, size_t units, size_t years,
                double score[WORLD_UNITS_MAX][WORLD_YEARS_MAX + 1])
{
    double shock[WORLD_YEARS_MAX + 1], kinds[KINDS];

    for (size_t year = 0; year <= years; year++)
        shock[year] = world->shock * draw_normal(random);
    for (size_t k = 0; k < KINDS; k++)
        kinds[k] = world->kinds * draw_normal(random);
    for (size_t u = 0; u < units; u++)
        draw_unit_in(world, random, years, shock, kinds[u % KINDS], score[u]);
}

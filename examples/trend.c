/*
 * The statistics alone, without files and rules: does a short series rise, and how fast?
 *
 *   cc trend.c $(pkg-config --cflags --libs zistat) -o trend && ./trend
 */
#include <stdio.h>

#include <zistat/zistat.h>

int main(void)
{
    const double year[] = {2019, 2020, 2021, 2023, 2024, 2025}; /* a gap stays a gap */
    const double score[] = {71.2, 72.4, 72.4, 76.9, 78.1, 80.3};
    enum { N = sizeof year / sizeof year[0] };
    double scratch[N * (N - 1) / 2];
    struct zi_confidence confidence;
    struct zi_mann_kendall_cache cache;
    struct zi_mann_kendall test;
    struct zi_error error;

    zi_stats_init();
    zi_confidence_init(&confidence, 0.95);
    struct zi_sen line = zi_sen(year, score, N, &confidence, scratch);

    printf("Theil-Sen slope %.3f a year, %.1f %% interval %.3f to %.3f\n", line.slope.estimate,
           100 * line.slope.conf_level, line.slope.conf_low, line.slope.conf_high);

    zi_mann_kendall_cache_init(&cache);
    enum zi_code code = zi_mann_kendall(score, N, &cache, &test, &error);

    if (code == ZI_OK)
        printf("Mann-Kendall tau-b %.3f, exact p %.4f (the least that %d years can give: %.4f)\n",
               test.tau.estimate, test.tau.p_value, N, test.smallest_p);
    else
        fprintf(stderr, "trend: %s\n", error.en);
    zi_mann_kendall_cache_release(&cache);
    return code;
}

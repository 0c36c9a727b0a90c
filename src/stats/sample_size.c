/* How many respondents a survey needs. */
#include "zistat/stats/sample_size.h"

/* The formula with both sides multiplied by 4000: 3841 N / (10 N + 3831). */
struct zi_sample_size zi_sample_size(uint64_t population)
{
    uint64_t above = 3841 * population;
    uint64_t below = 10 * population + 3831;

    return (struct zi_sample_size){.nearest = (2 * above + below) / (2 * below),
                                   .rounded_up = (above + below - 1) / below};
}

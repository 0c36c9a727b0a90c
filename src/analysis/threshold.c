/* Which scores a forecast is asked about. */
#include "zistat/analysis/threshold.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "zistat/analysis/selection.h"

double zi_threshold_of_target(const struct zi_regulations *regulations, enum zi_target target,
                              int year)
{
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->target == target && rule->unit == ZI_IN_POINTS && zi_rule_in_force(rule, year) &&
            rule->role == ZI_ROLE_TOTAL)
            return rule->value;
    }
    return NAN;
}

bool zi_threshold_on_scale(const struct zi_catalogue *catalogue, size_t index, int year,
                           double score)
{
    const struct zi_scale *scale = zi_catalogue_scale(catalogue, index, year);

    return scale == NULL ||
           (zi_number_at_least(score, scale->min) && zi_number_at_least(scale->max, score));
}

size_t zi_threshold_count(const struct zi_thresholds *thresholds,
                          const struct zi_catalogue *catalogue, size_t index)
{
    if (thresholds->given != NULL)
        return thresholds->n_given;
    return thresholds->regulations != NULL && catalogue->indices[index].role == ZI_ROLE_TOTAL;
}

double zi_threshold_of(const struct zi_thresholds *thresholds, size_t k,
                       const struct zi_panel *panel, size_t entity, int year, int known)
{
    if (thresholds->given != NULL)
        return thresholds->given[k];
    if (zi_entity_level(&panel->entities[entity]) != ZI_LEVEL_UNIT)
        return NAN;
    return zi_threshold_of_target(thresholds->regulations,
                                  zi_readiness_target(panel, entity, known, thresholds->aim), year);
}

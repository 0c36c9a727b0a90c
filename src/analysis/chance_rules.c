/* Which conditions a forecast of the score speaks of. */
#include "chance_rules.h"

#include "zistat/catalogue/catalogue.h"

bool is_of_score(const struct zi_rule *rule)
{
    return rule->index != ZI_NO_INDEX && rule->level == ZI_LEVEL_UNIT && rule->unit != ZI_IN_BAND &&
           rule->role != ZI_ROLE_NONE;
}

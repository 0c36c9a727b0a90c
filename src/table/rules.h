/* The data that drive the program, and what differs between regulations, as tables. */
#ifndef ZISTAT_TABLE_RULES_H
#define ZISTAT_TABLE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "catalogue/awards.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/output/table.h"

enum zi_rules_table {
    ZI_TABLE_RULES,
    ZI_TABLE_INDICES,
    ZI_TABLE_BANDS,
    ZI_TABLE_BREAKS,
    ZI_TABLE_PARTS,
    ZI_TABLE_KINDS,
    ZI_TABLE_AWARDS,
    ZI_TABLE_RELEASES,
    ZI_TABLE_YEAR_EFFECTS,
};

/* What the tables are made from, all borrowed; only what the table asked for shows need be loaded.
 */
struct zi_rules_view {
    const struct zi_catalogue *catalogue;
    const struct zi_regulations *regulations;
    const struct zi_awards *awards;
    enum zi_language language;
    int year; /* 0: what is open-ended, that is in force from now on */
    int date; /* yyyymmdd, of rules; 0: none was given */
};

/* Whether the rule is among those that the view shows. */
bool zi_rules_view_asks(const struct zi_rules_view *view, const struct zi_rule *rule);

void zi_table_of_rules(struct zi_table *table, enum zi_rules_table which,
                       const struct zi_rules_view *view);

/* A row for each field in which two regulations or two days differ. */
void zi_table_of_rule_differences(struct zi_table *table,
                                  const struct zi_rule_difference differences[], size_t n,
                                  enum zi_language language);

#endif

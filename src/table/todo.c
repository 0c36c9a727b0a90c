/* What is not known yet, as a table. */
#include "base/count.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},  {"item", ZI_COLUMN_TEXT},     {"level", ZI_COLUMN_TEXT},
    {"name", ZI_COLUMN_TEXT},      {"collect", ZI_COLUMN_TEXT},  {"from", ZI_COLUMN_TEXT},
    {"units", ZI_COLUMN_INTEGER},  {"rules", ZI_COLUMN_INTEGER}, {"decides", ZI_COLUMN_INTEGER},
    {"certainty", ZI_COLUMN_TEXT}, {"note", ZI_COLUMN_TEXT},
};

static const char *name_of(const struct zi_panel *panel, size_t entity)
{
    const struct zi_entity *unit = &panel->entities[entity];

    return unit->short_name[0] != '\0' ? unit->short_name : unit->unit;
}

/* "Dinas A, Dinas B dan 3 lagi" */
static void add_units(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_todo *todo, enum zi_language language)
{
    struct zi_buffer note;

    zi_buffer_init(&note);
    for (size_t i = 0; i < todo->n_named; i++)
        zi_buffer_print(&note, "%s%s", i > 0 ? ", " : "", name_of(panel, todo->named[i]));
    if (todo->n_units > todo->n_named)
        zi_buffer_say(&note, language, " dan %zu lagi", " and %zu more",
                      todo->n_units - todo->n_named);
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

void zi_table_of_todos(struct zi_table *table, const struct zi_panel *panel,
                       const struct zi_todo todos[], size_t n, const struct zi_collect *collect,
                       enum zi_language language)
{
    static const struct zi_text none = {"", ""};

    zi_table_init(table, "todo", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++) {
        const struct zi_todo *todo = &todos[i];
        const struct zi_collect_row *row = zi_collect_find(collect, todo->item, todo->level);
        struct zi_text label =
            todo->index != ZI_NO_INDEX ? panel->catalogue->indices[todo->index].label : none;

        zi_table_text(table, todo->institution);
        zi_table_text(table, todo->item);
        zi_table_text(table, zi_level_name(todo->level));
        zi_table_text(table, zi_text_in(label, language));
        zi_table_text(table, zi_text_in(row != NULL ? row->what : none, language));
        zi_table_text(table, zi_text_in(row != NULL ? row->from : none, language));
        zi_table_integer(table, (long)todo->n_units);
        zi_table_integer(table, (long)todo->n_rules);
        zi_table_integer(table, (long)todo->n_decides);
        zi_table_text(table, row != NULL ? row->source.certainty : "");
        add_units(table, panel, todo, language);
    }
}

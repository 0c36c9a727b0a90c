#include "render.h"

#include <assert.h>

enum zi_code zi_table_render(const struct zi_table *table, enum zi_format format,
                             enum zi_language language, struct zi_buffer *out,
                             struct zi_error *error)
{
    if (table->out_of_memory)
        return zi_fail_memory(error);
    assert(table->n_cells == table->n_rows * table->n_columns);
    switch (format) {
    case ZI_FORMAT_TEXT: zi_render_text(table, language, out); break;
    case ZI_FORMAT_CSV: zi_render_csv(table, out); break;
    case ZI_FORMAT_EXCEL: zi_render_excel(table, out); break;
    case ZI_FORMAT_JSON: zi_render_json(table, out); break;
    }
    return out->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

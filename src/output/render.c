/* A table in the format that is asked for. */
#include "render.h"

#include <assert.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "workbook.h"

static const struct zi_renderer *const renderers[] = {
    [ZI_FORMAT_CSV] = &zi_render_csv,
    [ZI_FORMAT_EXCEL] = &zi_render_excel,
    [ZI_FORMAT_JSON] = &zi_render_json,
};

static void render_text(const struct zi_table *table, enum zi_language language,
                        struct zi_buffer *out)
{
    struct zi_text_layout layout;

    zi_text_measure(&layout, table, language);
    if (layout.out_of_memory) {
        out->out_of_memory = true;
    } else {
        zi_text_begin(&layout, table, out);
        zi_text_rows(&layout, table, language, out);
    }
    zi_text_release(&layout);
}

static enum zi_code render_workbook(const struct zi_table *table, enum zi_language language,
                                    struct zi_buffer *out, struct zi_error *error)
{
    struct zi_workbook *workbook;
    enum zi_code code;

    ZI_TRY(zi_workbook_begin(&workbook, language, error));
    code = zi_workbook_sheet(workbook, table->name, table->columns, table->n_columns, error);
    if (code == ZI_OK)
        code = zi_workbook_rows(workbook, table, error);
    if (code == ZI_OK)
        return zi_workbook_end(workbook, out, error);
    zi_workbook_abandon(workbook);
    return code;
}

enum zi_code zi_table_render(const struct zi_table *table, enum zi_format format,
                             enum zi_language language, struct zi_buffer *out,
                             struct zi_error *error)
{
    if (table->out_of_memory)
        return zi_fail_memory(error);
    assert(table->n_cells == table->n_rows * table->n_columns);
    if (format == ZI_FORMAT_XLSX)
        return render_workbook(table, language, out, error);
    if (format == ZI_FORMAT_TEXT) {
        render_text(table, language, out);
    } else {
        renderers[format]->begin(table, out);
        renderers[format]->rows(table, true, out);
        renderers[format]->end(table->n_rows > 0, out);
    }
    return out->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* Pieces are made in rounds, so that few of them stand in memory at a time. */
enum { PIECES_A_WORKER = 4 };

/* What one piece of a round becomes. */
struct product {
    struct zi_buffer text;
    struct zi_text_layout layout; /* while text is being measured */
};

struct rendering {
    const struct zi_table_pieces *pieces;
    const struct zi_renderer *renderer;  /* NULL: text */
    const struct zi_text_layout *layout; /* of the text; NULL while it is being measured */
    enum zi_language language;
    struct zi_table *tables;  /* one for each worker */
    struct product *products; /* one for each piece of a round */
    size_t first;             /* piece of the round */
    size_t n_workers;
    size_t per_round;
    zi_table_sink *sink;
    void *state;
};

static void init_table(struct zi_table *table, const struct zi_table_pieces *pieces)
{
    zi_table_init(table, pieces->name, pieces->columns, pieces->n_columns);
}

static bool prepare(struct rendering *rendering)
{
    rendering->tables = calloc(rendering->n_workers, sizeof *rendering->tables);
    rendering->products = calloc(rendering->per_round, sizeof *rendering->products);
    for (size_t i = 0; rendering->tables != NULL && i < rendering->n_workers; i++)
        init_table(&rendering->tables[i], rendering->pieces);
    return rendering->tables != NULL && rendering->products != NULL;
}

static void discard(struct rendering *rendering)
{
    for (size_t i = 0; rendering->tables != NULL && i < rendering->n_workers; i++)
        zi_table_release(&rendering->tables[i]);
    for (size_t i = 0; rendering->products != NULL && i < rendering->per_round; i++) {
        zi_buffer_release(&rendering->products[i].text);
        zi_text_release(&rendering->products[i].layout);
    }
    free(rendering->tables);
    free(rendering->products);
}

static void make_product(void *state, size_t piece, size_t worker)
{
    struct rendering *rendering = state;
    struct zi_table *table = &rendering->tables[worker];
    struct product *product = &rendering->products[piece];

    zi_table_clear(table);
    zi_buffer_clear(&product->text);
    rendering->pieces->add_rows(table, rendering->pieces->state, rendering->first + piece);
    if (table->out_of_memory)
        product->text.out_of_memory = true;
    else if (rendering->renderer != NULL)
        rendering->renderer->rows(table, rendering->first + piece == 0, &product->text);
    else if (rendering->layout != NULL)
        zi_text_rows(rendering->layout, table, rendering->language, &product->text);
    else
        zi_text_measure(&product->layout, table, rendering->language);
}

/* Makes the pieces from first on, at most per_round of them; returns how many. */
static size_t run_round(struct rendering *rendering, size_t first)
{
    size_t left = rendering->pieces->n_pieces - first;
    size_t n = left < rendering->per_round ? left : rendering->per_round;

    rendering->first = first;
    zi_parallel_run(n, rendering->n_workers, make_product, rendering);
    return n;
}

/* Over all pieces, into layout. */
static enum zi_code measure_all(struct rendering *rendering, const struct zi_table *head,
                                struct zi_text_layout *layout, struct zi_error *error)
{
    zi_text_measure(layout, head, rendering->language);
    for (size_t first = 0, n; first < rendering->pieces->n_pieces; first += n) {
        n = run_round(rendering, first);
        for (size_t i = 0; i < n; i++) {
            if (rendering->products[i].text.out_of_memory)
                return zi_fail_memory(error);
            zi_text_join(layout, &rendering->products[i].layout, head->n_columns);
            zi_text_release(&rendering->products[i].layout);
        }
    }
    return layout->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static enum zi_code pour(const struct rendering *rendering, const struct zi_buffer *text,
                         struct zi_error *error)
{
    if (text->out_of_memory)
        return zi_fail_memory(error);
    return text->length > 0 ? rendering->sink(rendering->state, text->text, text->length, error)
                            : ZI_OK;
}

static enum zi_code pour_rows(struct rendering *rendering, struct zi_error *error)
{
    for (size_t first = 0, n; first < rendering->pieces->n_pieces; first += n) {
        n = run_round(rendering, first);
        for (size_t i = 0; i < n; i++)
            ZI_TRY(pour(rendering, &rendering->products[i].text, error));
    }
    return ZI_OK;
}

/* layout is scratch that the work borrows. */
static enum zi_code pour_text(struct rendering *rendering, const struct zi_table *head,
                              struct zi_text_layout *layout, struct zi_buffer *frame,
                              struct zi_error *error)
{
    ZI_TRY(measure_all(rendering, head, layout, error));
    zi_text_begin(layout, head, frame);
    ZI_TRY(pour(rendering, frame, error));
    rendering->layout = layout;
    return pour_rows(rendering, error);
}

/* frame is scratch for what stands around the rows. */
static enum zi_code pour_all(struct rendering *rendering, const struct zi_table *head,
                             struct zi_buffer *frame, struct zi_error *error)
{
    rendering->renderer->begin(head, frame);
    ZI_TRY(pour(rendering, frame, error));
    ZI_TRY(pour_rows(rendering, error));
    zi_buffer_clear(frame);
    rendering->renderer->end(rendering->pieces->n_pieces > 0, frame);
    return pour(rendering, frame, error);
}

/* Rows go into the sheet one piece after another: the library takes them from one thread only. */
static enum zi_code fill_sheet(struct zi_workbook *workbook, const struct zi_table_pieces *pieces,
                               struct zi_table *table, struct zi_error *error)
{
    ZI_TRY(zi_workbook_sheet(workbook, pieces->name, pieces->columns, pieces->n_columns, error));
    for (size_t piece = 0; piece < pieces->n_pieces; piece++) {
        zi_table_clear(table);
        pieces->add_rows(table, pieces->state, piece);
        ZI_TRY(zi_workbook_rows(workbook, table, error));
    }
    return ZI_OK;
}

static enum zi_code render_workbook_pieces(const struct zi_table_pieces *pieces,
                                           enum zi_language language, zi_table_sink *sink,
                                           void *state, struct zi_error *error)
{
    struct zi_workbook *workbook;
    struct zi_table table;
    struct zi_buffer file = {0};
    enum zi_code code = zi_workbook_begin(&workbook, language, error);

    if (code != ZI_OK)
        return code;
    init_table(&table, pieces);
    code = fill_sheet(workbook, pieces, &table, error);
    if (code == ZI_OK)
        code = zi_workbook_end(workbook, &file, error);
    else
        zi_workbook_abandon(workbook);
    if (code == ZI_OK)
        code = sink(state, file.text, file.length, error);
    zi_buffer_release(&file);
    zi_table_release(&table);
    return code;
}

enum zi_code zi_table_render_pieces(const struct zi_table_pieces *pieces, size_t n_workers,
                                    enum zi_format format, enum zi_language language,
                                    zi_table_sink *sink, void *state, struct zi_error *error)
{
    if (format == ZI_FORMAT_XLSX)
        return render_workbook_pieces(pieces, language, sink, state, error);

    struct rendering rendering = {
        .pieces = pieces,
        .renderer = format == ZI_FORMAT_TEXT ? NULL : renderers[format],
        .language = language,
        .n_workers = n_workers,
        .per_round = PIECES_A_WORKER * n_workers,
        .sink = sink,
        .state = state,
    };
    struct zi_table head;
    struct zi_text_layout layout = {0};
    struct zi_buffer frame = {0};
    enum zi_code code;

    init_table(&head, pieces);
    if (!prepare(&rendering))
        code = zi_fail_memory(error);
    else if (rendering.renderer != NULL)
        code = pour_all(&rendering, &head, &frame, error);
    else
        code = pour_text(&rendering, &head, &layout, &frame, error);
    discard(&rendering);
    zi_text_release(&layout);
    zi_buffer_release(&frame);
    zi_table_release(&head);
    return code;
}

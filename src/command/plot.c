/* zistat plot KIND: one chart. */
#include <string.h>

#include "base/file.h"
#include "chart/gnuplot.h"
#include "figure/figures.h"
#include "session.h"

struct options {
    struct zi_input_options input;
    struct zi_rules_options rules;
    int picture; /* enum zi_picture, or BY_NAME */
    int use;     /* enum zi_chart_use, or BY_CONTENT */
    bool grey;
    struct zi_output_options output;
};

enum { BY_NAME = -1, BY_CONTENT = -1 };

static const struct zi_option_word pictures[] = {
    {"png", ZI_PNG}, {"svg", ZI_SVG}, {"pdf", ZI_PDF}, {"gp", ZI_SCRIPT}, {NULL, 0}};
static const struct zi_option_word also_pictures[] = {{"auto", BY_NAME}, {NULL, 0}};
static const struct zi_option_word uses[] = {{"a4", ZI_FOR_A4},         {"a4full", ZI_FOR_A4_FULL},
                                             {"slide", ZI_FOR_SLIDE},   {"wa", ZI_FOR_WA},
                                             {"screen", ZI_FOR_SCREEN}, {NULL, 0}};
static const struct zi_option_word also_uses[] = {{"auto", BY_CONTENT}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_WORD(struct options, picture), .name = "format", .words = pictures, .also = also_pictures,
     .initial.word = BY_NAME,
     .help = {"bentuk gambar; bawaan: menurut nama --output; gp: naskah gnuplot",
              "form of the picture; default: by the name of --output; gp: the gnuplot script"}},
    {ZI_WORD(struct options, use), .name = "for", .words = uses, .also = also_uses,
     .initial.word = BY_CONTENT,
     .help = {"ukuran: setengah A4, A4 penuh, salindia, WhatsApp, layar; bawaan: menurut isinya",
              "size: half A4, full A4, slide, WhatsApp, screen; default: by its content"}},
    {ZI_FLAG(struct options, grey), .name = "grey",
     .help = {"untuk cetak hitam putih", "for black and white printing"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {.of_kinds = true},
    {ZI_TAKES_TARGET(struct options, rules)},
    {.rows = rows},
    {ZI_TAKES_PAGES(struct options, output)},
    {.rows = NULL},
};

/* What charts of correlations take beside that. */
struct correlation_options {
    enum zi_correlation_method method;
    enum zi_panel_level level;
};

static const struct zi_option_word methods[] = {{"all", ZI_PEARSON},
                                                {"pearson", ZI_PEARSON},
                                                {"spearman", ZI_SPEARMAN},
                                                {"kendall", ZI_KENDALL},
                                                {NULL, 0}};
static const struct zi_option_word levels[] = {{"all", ZI_BETWEEN},
                                               {"pooled", ZI_POOLED},
                                               {"between", ZI_BETWEEN},
                                               {"within", ZI_WITHIN},
                                               {"twoway", ZI_TWOWAY},
                                               {"detrended", ZI_DETRENDED},
                                               {NULL, 0}};

static const struct zi_option_row correlation_rows[] = {
    {ZI_WORD(struct correlation_options, method), .name = "method", .words = methods,
     .initial.word = ZI_PEARSON,
     .help = {"ukuran korelasi; bawaan: pearson", "measure of correlation; default: pearson"}},
    {ZI_WORD(struct correlation_options, level), .name = "level", .words = levels,
     .initial.word = ZI_BETWEEN,
     .help = {"tingkat korelasi; bawaan: between", "level of correlation; default: between"}},
    {.name = NULL},
};

static const struct zi_option_group correlation_groups[] = {{.rows = correlation_rows},
                                                            {.rows = NULL}};

/* The rows of charts, as kinds of this command. */
static struct zi_command_kind kind(size_t i)
{
    const struct zi_chart_kind *chart = &zi_chart_kinds[i];

    return (struct zi_command_kind){
        .name = chart->name,
        .name_id = chart->name_id,
        .summary = chart->summary,
        .options = chart->takes_method ? correlation_groups : NULL,
        .size = chart->takes_method ? sizeof(struct correlation_options) : 0,
    };
}

/* What the drawing of one kind starts from. */
struct plot {
    struct zi_session *session;
    const struct zi_chart_kind *kind;
    const struct zi_data *data;
    struct zi_figures figures;
    struct zi_font font;
    struct zi_arena *arena;
    enum zi_picture picture;
    struct page *pages; /* drawn */
    size_t n_pages;
};

struct page {
    const char *name;
    const char *title;
    struct zi_buffer bytes;
};

/* The only unit selected. */
static enum zi_code find_unit(const struct zi_outlook *outlook, size_t *entity,
                              struct zi_error *error)
{
    if (outlook->n_units != 1)
        return zi_fail(
            error, ZI_EUSAGE, "grafik ini menggambar satu unit, terpilih %zu; pilih dengan --unit",
            "this chart draws one unit, %zu are selected; choose with --unit", outlook->n_units);
    *entity = outlook->wbk[0].entity;
    return ZI_OK;
}

static enum zi_code find_request(const struct plot *plot, struct zi_figure_request *request,
                                 struct zi_error *error)
{
    const struct options *options = plot->session->options;
    const struct correlation_options *correlation = plot->session->kind_options;
    const struct zi_selection *selection = &plot->data->selection;

    *request = (struct zi_figure_request){
        .target = options->rules.aim == ZI_AIM_WBBM ? ZI_WBBM : ZI_WBK,
        .years_asked = options->input.years.first != 0,
        .indices = selection->indices,
        .n_indices = options->input.indices.n > 0 ? selection->n_indices : 0,
    };
    if (plot->kind->takes_method) {
        request->method = correlation->method;
        request->level = correlation->level;
    }
    return plot->kind->scope == ZI_CHART_OF_A_UNIT
               ? find_unit(plot->figures.outlook, &request->entity, error)
               : ZI_OK;
}

/* --format, or else the ending of --output. */
static enum zi_code find_picture(const struct options *options, enum zi_picture *picture,
                                 struct zi_error *error)
{
    const char *output = options->output.path;
    const char *ending = strrchr(output, '.');

    if (options->picture != BY_NAME) {
        *picture = (enum zi_picture)options->picture;
        return ZI_OK;
    }
    for (int i = 0; zi_picture_names[i] != NULL; i++)
        if (ending != NULL && strcmp(ending + 1, zi_picture_names[i]) == 0) {
            *picture = (enum zi_picture)i;
            return ZI_OK;
        }
    return zi_fail(error, ZI_EUSAGE,
                   "bentuk gambar '%s' tidak dikenal; akhiri nama dengan .png, .svg, .pdf atau "
                   ".gp, atau beri --format",
                   "the form of the picture '%s' is not known; end the name in .png, .svg, .pdf or "
                   ".gp, or give --format",
                   output);
}

/* "siap.png" for a single page, else "siap-1.png", "siap-2.png". */
static const char *page_name(struct plot *plot, size_t page, size_t pages)
{
    const char *output = plot->session->output->path;
    const char *ending = strrchr(output, '.');
    const char *slash = strrchr(output, '/');
    size_t stem = ending != NULL && (slash == NULL || ending > slash) ? (size_t)(ending - output)
                                                                      : strlen(output);

    if (pages == 1)
        return output;
    return zi_arena_print(plot->arena, "%.*s-%zu%s", (int)stem, output, page + 1, output + stem);
}

/* The next of pages. */
static enum zi_code keep_page(struct plot *plot, const struct zi_chart *chart,
                              struct zi_error *error)
{
    struct page *page;

    if (plot->pages == NULL)
        plot->pages = zi_arena_allocate(plot->arena, chart->pages, sizeof *plot->pages);
    if (plot->pages == NULL)
        return zi_fail_memory(error);
    page = &plot->pages[plot->n_pages];
    page->name = page_name(plot, plot->n_pages, chart->pages);
    page->title = zi_arena_copy(plot->arena, chart->title);
    if (page->name == NULL || page->title == NULL)
        return zi_fail_memory(error);
    zi_buffer_init(&page->bytes);
    plot->n_pages++;
    return zi_chart_draw(chart, plot->picture, "", &page->bytes, error);
}

static enum zi_code draw_pages(struct plot *plot, struct zi_error *error)
{
    struct zi_figure_request request;
    size_t pages = 1;

    ZI_TRY(find_request(plot, &request, error));
    for (; request.page < pages; request.page++) {
        struct zi_chart chart;
        enum zi_code code;

        ZI_TRY(plot->kind->make(&plot->figures, &request, &chart, error));
        pages = chart.pages;
        code = keep_page(plot, &chart, error);
        zi_chart_release(&chart);
        ZI_TRY(code);
    }
    return ZI_OK;
}

/* All pages or none. */
static enum zi_code save_pages(struct plot *plot, struct zi_error *error)
{
    struct zi_file_content *contents =
        zi_arena_allocate(plot->arena, plot->n_pages, sizeof *contents);

    if (contents == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < plot->n_pages; i++)
        contents[i] = (struct zi_file_content){plot->pages[i].name, plot->pages[i].bytes.text,
                                               plot->pages[i].bytes.length};
    ZI_TRY(zi_file_write_together(contents, plot->n_pages, plot->session->output->force, error));
    for (size_t i = 0; i < plot->n_pages; i++)
        zi_buffer_print(&plot->session->out, "%s: %s\n", plot->pages[i].name, plot->pages[i].title);
    return ZI_OK;
}

static enum zi_code draw_kind(struct plot *plot, struct zi_outlook *outlook,
                              struct zi_regulations *regulations, struct zi_error *error)
{
    const struct options *options = plot->session->options;

    ZI_TRY(zi_session_load_regulations(&options->rules, plot->data->as_of, &plot->data->catalogue,
                                       regulations, error));
    *outlook = (struct zi_outlook){.selection = &plot->data->selection,
                                   .regulations = regulations,
                                   .year = plot->data->selection.last_year};
    if (plot->kind->scope != ZI_CHART_OF_DATA)
        ZI_TRY(
            zi_outlook_compute(outlook, &plot->data->selection, regulations, plot->arena, error));
    zi_font_find(&plot->font);
    plot->figures = (struct zi_figures){
        .outlook = outlook,
        .options = {.size = options->use != BY_CONTENT ? &zi_chart_sizes[options->use] : NULL,
                    .font = &plot->font,
                    .language = plot->session->language,
                    .grey = options->grey},
        .source = zi_session_source(plot->data, plot->arena),
        .arena = plot->arena,
    };
    ZI_TRY(draw_pages(plot, error));
    ZI_TRY(save_pages(plot, error));
    zi_session_say_font(plot->session, &plot->font);
    return ZI_OK;
}

static enum zi_code draw(struct zi_session *session, const struct zi_data *data,
                         struct zi_arena *arena, struct zi_error *error)
{
    struct plot plot = {.session = session,
                        .kind = zi_chart_kind_find(session->kind.name),
                        .data = data,
                        .arena = arena};
    struct zi_outlook outlook;
    struct zi_regulations regulations = {0};
    enum zi_code code = find_picture(session->options, &plot.picture, error);

    if (code == ZI_OK)
        code = draw_kind(&plot, &outlook, &regulations, error);
    for (size_t i = 0; i < plot.n_pages; i++)
        zi_buffer_release(&plot.pages[i].bytes);
    zi_regulations_release(&regulations);
    session->output_is_written = true;
    return code;
}

/* ---- what was asked ---- */

/* "profil, korelasi, sebar" */
static void list_taking_indices(struct zi_buffer *names, enum zi_language language)
{
    const char *comma = "";

    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name != NULL; kind++)
        if (kind->takes_indices) {
            zi_buffer_print(names, "%s%s", comma,
                            language == ZI_ENGLISH ? kind->name : kind->name_id);
            comma = ", ";
        }
}

/* Of a chart that --index does not concern. */
static enum zi_code refuse_indices(const struct zi_chart_kind *kind, struct zi_error *error)
{
    struct zi_buffer id, en;
    enum zi_code code;

    zi_buffer_init(&id);
    zi_buffer_init(&en);
    zi_buffer_print(&id, "grafik %s menggambar nilai ZI; --index untuk grafik ", kind->name_id);
    zi_buffer_print(&en, "the chart %s draws the ZI score; --index is for the charts ", kind->name);
    list_taking_indices(&id, ZI_INDONESIAN);
    list_taking_indices(&en, ZI_ENGLISH);
    code = id.out_of_memory || en.out_of_memory
               ? zi_fail_memory(error)
               : zi_fail_text(error, ZI_EUSAGE, (struct zi_text){id.text, en.text});
    zi_buffer_release(&id);
    zi_buffer_release(&en);
    return code;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    const struct zi_chart_kind *chart = zi_chart_kind_find(session->kind.name);
    enum zi_picture picture;

    if (options->output.path == NULL)
        return zi_fail(error, ZI_EUSAGE, "beri nama gambar dengan -o, misalnya -o %s.png",
                       "name the picture with -o, for example -o %s.png", session->kind_given);
    if (!chart->takes_indices && options->input.indices.n > 0)
        return refuse_indices(chart, error);
    return find_picture(options, &picture, error);
}

/* ---- the command ---- */

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, draw, error);
}

const struct zi_command zi_command_plot = {
    .name = "plot",
    .name_id = "grafik",
    .summary = {"satu grafik siap pakai untuk pimpinan", "one chart, ready to be shown to leaders"},
    .arguments = "KIND FILE...",
    .min_arguments = 2,
    .kind = kind,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat plot readiness data/ -o kesiapan.png",
    .check = check,
    .run = run,
};

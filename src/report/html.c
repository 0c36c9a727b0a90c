/* Writes the page. */
#include "html.h"

#include <string.h>

static const char style[] =
    "body{font:16px/1.5 'Liberation Sans',Arial,Helvetica,sans-serif;color:#1a1a1a;"
    "background:#fff;margin:0 auto;max-width:60rem;padding:1rem}"
    "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.3rem;margin-top:2.5rem;"
    "border-bottom:2px solid #08306b;padding-bottom:.2rem}h3{font-size:1.05rem;margin-top:2rem}"
    ".muted{color:#595959}.findings li{margin:.5rem 0;font-size:1.1rem}"
    "a{color:#08306b}nav ul{columns:2;padding-left:1.2rem}"
    "li,p{overflow-wrap:anywhere}figure{margin:1rem 0;overflow-x:auto}figure "
    "svg{width:100%;height:auto;min-width:30rem}"
    "figcaption{color:#595959;font-size:.85rem}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0}"
    "caption{text-align:left;color:#595959;padding:.2rem 0}"
    "th,td{padding:.2rem .5rem;border-bottom:1px solid #e3e3e3;text-align:left;"
    "vertical-align:top}thead th{border-bottom:2px solid #8a8a8a}td.number{text-align:right;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}"
    "summary{cursor:pointer;color:#08306b}"
    "@media print{@page{size:A4;margin:15mm}body{max-width:none;padding:0;font-size:10pt}"
    "nav,summary{display:none}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}"
    "figure{overflow:visible;margin:0 0 4mm}figure svg{min-width:0;max-height:220mm}"
    "article{break-before:page}article figure svg{max-height:78mm}article "
    "figcaption{display:none}}";

void zi_html_text(struct zi_buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "&<>\"'");

        zi_buffer_add_bytes(out, text, plain);
        text += plain;
        switch (*text) {
        case '&': zi_buffer_add(out, "&amp;"); break;
        case '<': zi_buffer_add(out, "&lt;"); break;
        case '>': zi_buffer_add(out, "&gt;"); break;
        case '"': zi_buffer_add(out, "&quot;"); break;
        case '\'': zi_buffer_add(out, "&#39;"); break;
        default: return;
        }
        text++;
    }
}

void zi_html_begin(struct zi_buffer *out, const char *title, enum zi_language language)
{
    zi_buffer_print(out,
                    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'; img-src data:\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
                    language == ZI_ENGLISH ? "en" : "id");
    zi_html_element(out, "title", title);
    zi_buffer_print(out, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);
}

void zi_html_end(struct zi_buffer *out)
{
    zi_buffer_add(out, "</main>\n</body>\n</html>\n");
}

void zi_html_element(struct zi_buffer *out, const char *element, const char *text)
{
    zi_buffer_print(out, "<%s>", element);
    zi_html_text(out, text);
    zi_buffer_print(out, "</%s>\n", element);
}

static void add_cell(struct zi_buffer *out, const struct zi_table *table, size_t row, size_t column,
                     enum zi_language language)
{
    struct zi_buffer text;

    zi_buffer_init(&text);
    zi_table_cell_text(table, row, column, language, &text);
    zi_buffer_add(out,
                  zi_table_column_is_numeric(table, column) ? "<td class=\"number\">" : "<td>");
    if (text.text != NULL)
        zi_html_text(out, text.text);
    zi_buffer_add(out, "</td>");
    out->out_of_memory = out->out_of_memory || text.out_of_memory;
    zi_buffer_release(&text);
}

void zi_html_table(struct zi_buffer *out, const struct zi_table *table, const char *caption,
                   enum zi_language language)
{
    zi_buffer_add(out, "<div class=\"scroll\" tabindex=\"0\"><table>\n");
    zi_html_element(out, "caption", caption);
    zi_buffer_add(out, "<thead><tr>");
    for (size_t k = 0; k < table->n_columns; k++)
        if (!zi_table_column_is_empty(table, k))
            zi_buffer_print(out, "<th scope=\"col\">%s</th>", table->columns[k].name);
    zi_buffer_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < table->n_rows; i++) {
        zi_buffer_add(out, "<tr>");
        for (size_t k = 0; k < table->n_columns; k++)
            if (!zi_table_column_is_empty(table, k))
                add_cell(out, table, i, k, language);
        zi_buffer_add(out, "</tr>\n");
    }
    zi_buffer_add(out, "</tbody></table></div>\n");
}

void zi_html_details(struct zi_buffer *out, const char *summary, const struct zi_table *table,
                     enum zi_language language)
{
    zi_buffer_add(out, "<details>");
    zi_html_element(out, "summary", summary);
    zi_html_table(out, table, summary, language);
    zi_buffer_add(out, "</details>\n");
}

/* An SVG inside HTML has no XML declaration and no document type. */
static const char *inside(const char *svg)
{
    const char *start = strstr(svg, "<svg");

    return start != NULL ? start : svg;
}

void zi_html_figure(struct zi_buffer *out, const char *svg, const char *caption)
{
    zi_buffer_add(out, "<figure>\n");
    zi_buffer_add(out, inside(svg));
    zi_html_element(out, "figcaption", caption);
    zi_buffer_add(out, "</figure>\n");
}

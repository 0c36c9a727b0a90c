/* The pieces of an HTML page: escaped text, tables, figures. */
#ifndef ZISTAT_REPORT_HTML_H
#define ZISTAT_REPORT_HTML_H

#include "zistat/base/buffer.h"
#include "zistat/base/language.h"
#include "zistat/output/table.h"

/* Everything up to <body>: strict Content-Security-Policy, style for screen and print. */
void zi_html_begin(struct zi_buffer *out, const char *title, enum zi_language language);
void zi_html_end(struct zi_buffer *out);

/* Text as it is: & < > " ' escaped. */
void zi_html_text(struct zi_buffer *out, const char *text);

/* <element>text</element> */
void zi_html_element(struct zi_buffer *out, const char *element, const char *text);

/* <table> with a caption for screen readers; columns that are empty everywhere are left out. */
void zi_html_table(struct zi_buffer *out, const struct zi_table *table, const char *caption,
                   enum zi_language language);

/* A table behind a summary line. */
void zi_html_details(struct zi_buffer *out, const char *summary, const struct zi_table *table,
                     enum zi_language language);

/* The figure of an inline SVG; caption is its title. */
void zi_html_figure(struct zi_buffer *out, const char *svg, const char *caption);

#endif

/* Makes gnuplot's SVG small, and readable to those who cannot see it. */
#include <string.h>

#include "gnuplot.h"

/*
 * gnuplot's SVG is walked tag by tag, so that nothing a user wrote can be taken for markup: inside
 * text "<" is always escaped, "]]>" is the one sequence that is not.
 */

static const char fonts[] = "Liberation Sans, Arial, Helvetica, sans-serif";

static void add_escaped(struct zi_buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            zi_buffer_add(out, "&lt;");
        else if (*text == '>')
            zi_buffer_add(out, "&gt;");
        else if (*text == '&')
            zi_buffer_add(out, "&amp;");
        else
            zi_buffer_add_bytes(out, text, 1);
    }
}

static void add_text(struct zi_buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '>')
            zi_buffer_add(out, "&gt;");
        else
            zi_buffer_add_bytes(out, text + i, 1);
    }
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* One tag, from its '<' to its '>': the fonts it names, its id, the ids it refers to. */
static void add_tag(struct zi_buffer *out, const char *tag, size_t length, const char *identifier)
{
    static const struct {
        const char *from, *to;
    } families[] = {
        {"font-family=\"Liberation Sans:Bold\"", "\" font-weight=\"bold\""},
        {"font-family=\"Liberation Sans:Italic\"", "\" font-style=\"italic\""},
        {"font-family=\"Liberation Sans\"", "\""},
    };
    static const char *const references[] = {" id=\"", " id='", "href='#", "href=\"#", "url(#"};
    size_t i = 0;

    while (i < length) {
        size_t step = 0;
        for (size_t f = 0; f < 3 && step == 0; f++) {
            if (starts(tag + i, families[f].from)) {
                zi_buffer_print(out, "font-family=\"%s%s", fonts, families[f].to);
                step = strlen(families[f].from);
            }
        }
        for (size_t r = 0; r < 5 && step == 0; r++) {
            if (starts(tag + i, references[r])) {
                zi_buffer_print(out, "%s%s", references[r], identifier);
                step = strlen(references[r]);
            }
        }
        if (step == 0) {
            zi_buffer_add_bytes(out, tag + i, 1);
            step = 1;
        }
        i += step;
    }
}

static void add_root(struct zi_buffer *out, const char *tag, size_t length,
                     const struct zi_chart *chart, const char *identifier)
{
    zi_buffer_add_bytes(out, tag, length - 1);
    zi_buffer_print(out, " role=\"img\" aria-labelledby=\"%stitle %sdescription\">\n", identifier,
                    identifier);
    zi_buffer_print(out, "<title id=\"%stitle\">", identifier);
    add_escaped(out, chart->title);
    zi_buffer_print(out, "</title>\n<desc id=\"%sdescription\">", identifier);
    add_escaped(out, chart->description);
    zi_buffer_add(out, "</desc>");
}

/* Behind the element that starts at tag, which holds text only; NULL when it does not end. */
static const char *behind(const char *tag, const char *end)
{
    const char *found = strstr(tag, end);

    return found != NULL ? found + strlen(end) : NULL;
}

void zi_svg_repair(const char *svg, const struct zi_chart *chart, const char *identifier,
                   struct zi_buffer *out)
{
    const char *at = svg;

    while (*at) {
        const char *tag = strchr(at, '<');
        const char *end = tag != NULL ? strchr(tag, '>') : NULL;
        if (end == NULL) {
            add_text(out, at, strlen(at));
            return;
        }
        add_text(out, at, (size_t)(tag - at));
        /* gnuplot's own title and description, and a title for each plot: browsers show it as a
         * tooltip */
        if (starts(tag, "<title>"))
            end = behind(tag, "</title>");
        else if (starts(tag, "<desc>"))
            end = behind(tag, "</desc>");
        else if (starts(tag, "<?") && *identifier) /* no declaration inside another document */
            end++;
        else if (starts(tag, "<svg"))
            add_root(out, tag, (size_t)(++end - tag), chart, identifier);
        else
            add_tag(out, tag, (size_t)(++end - tag), identifier);
        if (end == NULL)
            return;
        at = end;
    }
}

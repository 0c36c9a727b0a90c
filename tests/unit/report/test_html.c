#include "check.h"

#include <string.h>

#include "report/html.h"

static const struct zi_column columns[] = {
    {"unit", ZI_COLUMN_TEXT}, {"score", ZI_COLUMN_NUMBER}, {"note", ZI_COLUMN_TEXT}};

static void hostile_text_is_only_text(void **state)
{
    struct zi_buffer out = {0};

    (void)state;
    zi_html_text(&out, "<script>alert(\"x\")</script> & 'y'");
    assert_string_equal(out.text,
                        "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;");
    zi_buffer_release(&out);
}

static void a_page_forbids_scripts_and_the_network(void **state)
{
    struct zi_buffer out = {0};

    (void)state;
    zi_html_begin(&out, "a < b", ZI_ENGLISH);
    zi_html_end(&out);
    assert_non_null(strstr(out.text, "default-src 'none'"));
    assert_non_null(strstr(out.text, "<html lang=\"en\">"));
    assert_non_null(strstr(out.text, "<title>a &lt; b</title>"));
    assert_null(strstr(out.text, "<script"));
    assert_null(strstr(out.text, "http://"));
    zi_buffer_release(&out);
}

static void a_table_has_heads_and_leaves_empty_columns_out(void **state)
{
    struct zi_table table;
    struct zi_buffer out = {0};

    (void)state;
    zi_table_init(&table, "t", columns, 3);
    zi_table_text(&table, "A & B");
    zi_table_number(&table, 74.5, 1, ZI_DEFINED);
    zi_table_empty(&table);
    zi_html_table(&out, &table, "caption", ZI_INDONESIAN);
    assert_non_null(strstr(out.text, "<th scope=\"col\">score</th>"));
    assert_non_null(strstr(out.text, "<td>A &amp; B</td><td class=\"number\">74,5</td>"));
    assert_null(strstr(out.text, "note"));
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void a_figure_is_the_svg_without_its_declaration(void **state)
{
    struct zi_buffer out = {0};

    (void)state;
    zi_html_figure(&out, "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg>x</svg>", "a > b");
    assert_null(strstr(out.text, "<?xml"));
    assert_null(strstr(out.text, "DOCTYPE"));
    assert_non_null(strstr(out.text, "<svg>x</svg>"));
    assert_non_null(strstr(out.text, "<figcaption>a &gt; b</figcaption>"));
    zi_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_is_only_text),
        cmocka_unit_test(a_page_forbids_scripts_and_the_network),
        cmocka_unit_test(a_table_has_heads_and_leaves_empty_columns_out),
        cmocka_unit_test(a_figure_is_the_svg_without_its_declaration),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

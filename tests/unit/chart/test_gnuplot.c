/* setenv, mkdtemp, realpath */
#define _XOPEN_SOURCE 700

#include "chart_check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/count.h"
#include "chart/readiness.h"

/* One small chart whose rows are the hostile names. */
static struct zi_readiness_row rows[HOSTILE_NAMES];
static struct zi_chart chart;
static char folder[] = "/tmp/zistat-test-XXXXXX";
static char path_before[4096];

static int set_up_group(void **state)
{
    (void)state;
    snprintf(path_before, sizeof path_before, "%s", getenv("PATH"));
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int tear_down_group(void **state)
{
    (void)state;
    return chdir("/") || rmdir(folder);
}

static int set_up(void **state)
{
    static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};
    struct zi_chart_options options = {0};
    struct zi_readiness_chart input = {.index_label = "Nilai `touch kena` ZI",
                                       .year = 2025,
                                       .scale_high = 100,
                                       .decimals = 1,
                                       .rows = rows,
                                       .n_rows = HOSTILE_NAMES,
                                       .thresholds = thresholds,
                                       .n_thresholds = 2,
                                       .source = "data \"rekaan\" $(touch kena) ]]> <b>"};

    (void)state;
    for (size_t i = 0; i < HOSTILE_NAMES; i++)
        rows[i] = (struct zi_readiness_row){.name = hostile_names[i],
                                            .score = 90 - (double)i,
                                            .low80 = 88 - (double)i,
                                            .high80 = 92 - (double)i,
                                            .probability = 0.5};
    return (int)zi_chart_readiness(&input, &options, 0, &chart, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    setenv("PATH", path_before, 1);
    zi_chart_release(&chart);
    return 0;
}

/* A program named gnuplot that does what the lines say, found before the real one. */
static void pretend_gnuplot(const char *lines)
{
    char path[8192];
    FILE *file = fopen("gnuplot", "w");

    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", lines);
    fclose(file);
    assert_int_equal(chmod("gnuplot", 0700), 0);
    snprintf(path, sizeof path, "%s:%s", folder, path_before);
    setenv("PATH", path, 1);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        n++;
    return n;
}

/* ---- the script ---- */

static void the_script_is_self_contained_and_ordered(void **state)
{
    struct zi_buffer script = script_of(&chart);
    const char *blocks = strstr(script.text, "$ROWS << __ZI__"),
               *multiplot = strstr(script.text, "set multiplot"),
               *labels = strstr(script.text, "with labels");

    (void)state;
    assert_non_null(strstr(script.text, "if (!exists(\"FMT\")) FMT = 'svg'"));
    assert_non_null(strstr(script.text, "W = 482; H = 340"));
    assert_non_null(strstr(script.text, "set output 'chart.'.FMT"));
    assert_int_equal(count(script.text, "noenhanced"), 3);
    assert_true(blocks < multiplot && multiplot < labels);
    assert_non_null(strstr(script.text, "0.5\t90\t88\t92\t0\n"));
    assert_null(strstr(script.text, "load"));
    zi_buffer_release(&script);
}

static void a_script_for_people_draws_png(void **state)
{
    struct zi_buffer script;

    (void)state;
    zi_buffer_init(&script);
    assert_int_equal(zi_chart_draw(&chart, ZI_SCRIPT, "", &script, NULL), ZI_OK);
    assert_non_null(strstr(script.text, "FMT = 'png'"));
    zi_buffer_release(&script);
}

/* In a block, quotes are doubled and backslashes too; nothing else changes. */
static void hostile_names_stand_verbatim_in_the_script(void **state)
{
    struct zi_buffer script = script_of(&chart);

    (void)state;
    for (size_t i = 0; i < HOSTILE_NAMES; i++) {
        char field[256] = "\t\"";
        size_t used = 2;
        for (const char *at = hostile_names[i]; *at; at++) {
            if (*at == '"' || *at == '\\')
                field[used++] = *at;
            field[used++] = *at;
        }
        strcpy(field + used, "\"\t");
        if (!strstr(script.text, field))
            fail_msg("%s is not in the script", field);
    }
    zi_buffer_release(&script);
    assert_no_text_in_commands(&chart);
}

static void no_row_of_a_block_ends_it_early(void **state)
{
    struct zi_buffer script = script_of(&chart);

    (void)state;
    assert_int_equal(count(script.text, "<< __ZI__\n"), count(script.text, "\n__ZI__\n"));
    zi_buffer_release(&script);
}

/* ---- pictures ---- */

/* Text between tags: no bare '<', every '&' an entity, no "]]>". */
static void assert_text(const char *text, size_t length)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};

    for (size_t i = 0; i < length; i++) {
        bool known = text[i] != '&';
        for (size_t e = 0; e < 5; e++)
            known |= strncmp(text + i, entities[e], strlen(entities[e])) == 0;
        assert_true(known);
        assert_int_not_equal(strncmp(text + i, "]]>", 3), 0);
    }
}

/* A small parser, so that the test does not depend on another: every tag closes in its order. */
static void assert_balanced(const char *xml)
{
    char open[64][32];
    size_t depth = 0;

    for (const char *at = xml; *at;) {
        const char *tag = strchr(at, '<'), *end = tag ? strchr(tag, '>') : NULL;
        char name[32] = "";
        if (!tag)
            break;
        assert_text(at, (size_t)(tag - at));
        assert_non_null(end);
        snprintf(name, sizeof name, "%.*s", (int)strcspn(tag + 1, " \t\n/>"), tag + 1);
        if (tag[1] == '/') {
            snprintf(name, sizeof name, "%.*s", (int)(end - tag - 2), tag + 2);
            assert_true(depth > 0);
            assert_string_equal(name, open[--depth]);
        } else if (tag[1] != '?' && end[-1] != '/') {
            assert_true(depth < 64);
            strcpy(open[depth++], name);
        }
        at = end + 1;
    }
    assert_int_equal(depth, 0);
}

static void assert_wellformed(const struct zi_buffer *xml)
{
    FILE *file;

    assert_balanced(xml->text);
    if (system("command -v xmllint >/dev/null") != 0)
        return;
    file = fopen("picture.svg", "w");
    assert_non_null(file);
    assert_int_equal(fwrite(xml->text, 1, xml->length, file), xml->length);
    fclose(file);
    assert_int_equal(system("xmllint --noout picture.svg"), 0);
    remove("picture.svg");
}

static void an_svg_with_hostile_names_is_wellformed_and_runs_nothing(void **state)
{
    struct zi_error error = {0};
    struct zi_buffer svg;

    (void)state;
    zi_buffer_init(&svg);
    if (zi_chart_draw(&chart, ZI_SVG, "", &svg, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_wellformed(&svg);
    assert_int_not_equal(access("kena", F_OK), 0);
    assert_non_null(strstr(svg.text, "`touch kena` $(touch kena) ; system(\"touch kena\")"));
    assert_non_null(strstr(svg.text, "50% &lt; 60% &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;"));
    assert_non_null(strstr(svg.text, "it''s 'tunggal' id=\"x\" href='#y'"));
    assert_non_null(strstr(svg.text, ">__ZI__<"));
    zi_buffer_release(&svg);
}

static void an_svg_is_accessible_and_names_fonts_that_exist(void **state)
{
    struct zi_buffer svg;

    (void)state;
    zi_buffer_init(&svg);
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "", &svg, NULL), ZI_OK);
    assert_non_null(strstr(svg.text, "role=\"img\" aria-labelledby=\"title description\""));
    assert_int_equal(count(svg.text, "<title"), 1);
    assert_int_equal(count(svg.text, "<desc"), 1);
    assert_null(strstr(svg.text, "Gnuplot"));
    assert_null(strstr(svg.text, "GNUPLOT"));
    assert_null(strstr(svg.text, "Sans:Bold"));
    assert_null(strstr(svg.text, "\"Liberation Sans\""));
    assert_non_null(strstr(svg.text, "Helvetica, sans-serif\" font-weight=\"bold\""));
    zi_buffer_release(&svg);
}

/* Two figures in one page share no id, and each id that is referred to exists. */
static void identifiers_keep_figures_apart(void **state)
{
    struct zi_buffer page;

    (void)state;
    zi_buffer_init(&page);
    zi_buffer_add(&page, "<html xmlns:xlink=\"http://www.w3.org/1999/xlink\">");
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "f1-", &page, NULL), ZI_OK);
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "f2-", &page, NULL), ZI_OK);
    zi_buffer_add(&page, "</html>");
    assert_null(strstr(page.text, "<?xml"));
    assert_wellformed(&page);
    for (const char *at = page.text; (at = strpbrk(at, "\"'")) != NULL; at++) {
        char id[80];
        if (at - page.text < 4 || strncmp(at - 4, " id=", 4) != 0)
            continue;
        snprintf(id, sizeof id, " id=%.*s%c", (int)(strchr(at + 1, *at) - at), at, *at);
        if (strcmp(id, " id=\"x\"") != 0) /* this one is text of a name */
            assert_int_equal(count(page.text, id), 1);
    }
    assert_non_null(strstr(page.text, "href='#f1-gpPt"));
    assert_non_null(strstr(page.text, "id='f1-gpPt"));
    zi_buffer_release(&page);
}

static void a_png_has_the_pixels_of_its_size(void **state)
{
    struct zi_buffer png;
    const unsigned char *byte;

    (void)state;
    zi_buffer_init(&png);
    assert_int_equal(zi_chart_draw(&chart, ZI_PNG, "", &png, NULL), ZI_OK);
    byte = (const unsigned char *)png.text;
    assert_memory_equal(byte, "\x89PNG", 4);
    assert_int_equal(byte[18] << 8 | byte[19], 482 * 3);
    assert_int_equal(byte[22] << 8 | byte[23], 340 * 3);
    zi_buffer_release(&png);
}

static void a_pdf_is_one(void **state)
{
    struct zi_buffer pdf;

    (void)state;
    zi_buffer_init(&pdf);
    assert_int_equal(zi_chart_draw(&chart, ZI_PDF, "", &pdf, NULL), ZI_OK);
    assert_memory_equal(pdf.text, "%PDF-", 5);
    zi_buffer_release(&pdf);
}

static void the_same_chart_gives_the_same_svg(void **state)
{
    struct zi_buffer one, other;

    (void)state;
    zi_buffer_init(&one);
    zi_buffer_init(&other);
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "", &one, NULL), ZI_OK);
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "", &other, NULL), ZI_OK);
    assert_string_equal(one.text, other.text);
    zi_buffer_release(&one);
    zi_buffer_release(&other);
}

static void several_drawings_run_at_once(void **state)
{
    struct zi_drawing drawings[4];
    struct zi_buffer svg;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(zi_drawing_start(&drawings[i], &chart, ZI_SVG, NULL), ZI_OK);
    for (size_t i = 4; i-- > 0;) {
        zi_buffer_init(&svg);
        assert_int_equal(zi_drawing_finish(&drawings[i], &chart, "", &svg, NULL), ZI_OK);
        assert_non_null(strstr(svg.text, "</svg>"));
        zi_buffer_release(&svg);
        assert_int_not_equal(access(drawings[i].folder, F_OK), 0);
    }
}

/* ---- gnuplot missing or failing ---- */

/* Draws; a failure leaves no byte. */
static enum zi_code draw(enum zi_picture picture, struct zi_error *error)
{
    struct zi_buffer bytes;
    enum zi_code code;

    zi_buffer_init(&bytes);
    code = zi_chart_draw(&chart, picture, "", &bytes, error);
    assert_true((code == ZI_OK) == (bytes.length > 0));
    zi_buffer_release(&bytes);
    return code;
}

static void a_missing_gnuplot_says_how_to_install_it(void **state)
{
    struct zi_error error;
    struct zi_buffer svg;

    (void)state;
    zi_buffer_init(&svg);
    setenv("PATH", folder, 1);
    assert_int_equal(zi_chart_draw(&chart, ZI_SVG, "", &svg, &error), ZI_ESYSTEM);
    assert_string_equal(error.id, "gnuplot tidak ditemukan; pasang: sudo apt install gnuplot-nox; "
                                  "tabel tetap tersedia: --format csv");
    assert_non_null(strstr(error.en, "sudo apt install gnuplot-nox"));
    assert_int_equal(svg.length, 0);
    assert_int_equal(draw(ZI_PNG, &error), ZI_ESYSTEM);
}

static void a_script_needs_no_gnuplot(void **state)
{
    (void)state;
    setenv("PATH", folder, 1);
    assert_int_equal(draw(ZI_SCRIPT, NULL), ZI_OK);
}

static void a_failing_gnuplot_is_quoted(void **state)
{
    struct zi_error error;

    (void)state;
    pretend_gnuplot("echo 'line 7:' >&2; echo '  unknown or ambiguous terminal' >&2; "
                    "echo x > chart.png; exit 1");
    assert_int_equal(draw(ZI_PNG, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.id, "line 7: unknown or ambiguous terminal"));
    remove("gnuplot");
}

static void a_gnuplot_that_draws_nothing_is_an_error(void **state)
{
    (void)state;
    pretend_gnuplot("exit 0");
    assert_int_not_equal(draw(ZI_PNG, NULL), ZI_OK);
    pretend_gnuplot(": > chart.png");
    assert_int_equal(draw(ZI_PNG, NULL), ZI_ESYSTEM);
    remove("gnuplot");
}

static void a_gnuplot_that_crashes_is_an_error(void **state)
{
    struct zi_error error;

    (void)state;
    pretend_gnuplot("echo x > chart.png; kill -9 $$");
    assert_int_equal(draw(ZI_PNG, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "gnuplot failed to draw"));
    remove("gnuplot");
}

/* A full disk may show in nothing but the picture. */
static void half_a_picture_is_an_error(void **state)
{
    static const enum zi_picture pictures[] = {ZI_PNG, ZI_SVG, ZI_PDF};
    struct zi_error error;

    (void)state;
    pretend_gnuplot("printf '\\211PNG\\r\\n and no end' > chart.png; echo '<svg><g>' > chart.svg; "
                    "echo '%PDF-1.5' > chart.pdf");
    for (size_t i = 0; i < ZI_COUNT(pictures); i++) {
        assert_int_equal(draw(pictures[i], &error), ZI_ESYSTEM);
        assert_non_null(strstr(error.en, "a picture that is not whole"));
    }
    remove("gnuplot");
}

/* Not gone, and not a dead process that nobody waits for. */
static bool is_running(int process)
{
    char path[64], state = 'X';
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", process);
    file = fopen(path, "r");
    if (file == NULL)
        return false;
    assert_int_equal(fscanf(file, "%*d %*s %c", &state), 1);
    fclose(file);
    return state != 'Z' && state != 'X';
}

static int read_number(const char *path)
{
    FILE *file = fopen(path, "r");
    char text[32] = "";

    assert_non_null(file);
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    return (int)strtol(text, NULL, 10);
}

static bool runs_on(int process)
{
    for (int i = 0; i < 200 && is_running(process); i++)
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    return is_running(process);
}

static void what_a_hanging_gnuplot_started_ends_with_it(void **state)
{
    char number[64];
    struct zi_drawing drawing;
    struct zi_error error;
    struct zi_buffer png;

    (void)state;
    zi_buffer_init(&png);
    snprintf(number, sizeof number, "%s/number", folder);
    setenv("NUMBER", number, 1);
    pretend_gnuplot("sleep 30 & echo $! > $NUMBER.new; mv $NUMBER.new $NUMBER; wait");
    assert_int_equal(zi_drawing_start(&drawing, &chart, ZI_PNG, &error), ZI_OK);
    while (access(number, F_OK) != 0)
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    drawing.seconds = 0;
    assert_int_equal(zi_drawing_finish(&drawing, &chart, "", &png, &error), ZI_ESYSTEM);
    assert_false(runs_on(read_number(number)));
    remove("gnuplot");
    remove(number);
}

static void a_gnuplot_that_hangs_is_stopped(void **state)
{
    struct zi_drawing drawing;
    struct zi_error error;
    struct zi_buffer png;

    (void)state;
    zi_buffer_init(&png);
    pretend_gnuplot("exec sleep 30");
    assert_int_equal(zi_drawing_start(&drawing, &chart, ZI_PNG, &error), ZI_OK);
    assert_int_equal(drawing.seconds, ZI_GNUPLOT_SECONDS);
    drawing.seconds = 0;
    assert_int_equal(zi_drawing_finish(&drawing, &chart, "", &png, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.id, "belum selesai"));
    assert_int_not_equal(access(drawing.folder, F_OK), 0);
    remove("gnuplot");
}

/* The arguments, the folder and the surroundings that gnuplot sees. */
static void gnuplot_runs_without_the_users_settings(void **state)
{
    struct zi_error error;

    (void)state;
    setenv("GNUPLOT_LIB", "x", 1);
    setenv("GNUTERM", "x11", 1);
    pretend_gnuplot("echo \"args $* lib ${GNUPLOT_LIB-none} term ${GNUTERM-none} $LC_ALL\"; "
                    "readlink /proc/self/fd/0; ls; exit 1");
    assert_int_equal(draw(ZI_PNG, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "args -d chart.gp lib none term none C.UTF-8 /dev/null "
                                     "chart.gp log"));
    unsetenv("GNUPLOT_LIB");
    unsetenv("GNUTERM");
    remove("gnuplot");
}

/* ---- what is installed ---- */

static void the_probe_finds_gnuplot_and_its_terminals(void **state)
{
    struct zi_gnuplot_probe probe;

    (void)state;
    assert_int_equal(zi_gnuplot_probe(&probe, NULL), ZI_OK);
    assert_true(probe.found && probe.png && probe.pdf && probe.svg);
    assert_true(probe.version[0] >= '5' && probe.version[1] == '.');
}

static void the_probe_reports_a_missing_gnuplot(void **state)
{
    struct zi_gnuplot_probe probe;

    (void)state;
    setenv("PATH", folder, 1);
    assert_int_equal(zi_gnuplot_probe(&probe, NULL), ZI_OK);
    assert_false(probe.found || probe.png || probe.pdf || probe.svg);
    assert_string_equal(probe.version, "");
    assert_false(probe.font.expected);
}

static void pretend_font(const char *family)
{
    char path[8192];
    FILE *file = fopen("fc-match", "w");

    assert_non_null(file);
    fprintf(file, "#!/bin/sh\necho '%s'\n", family);
    fclose(file);
    assert_int_equal(chmod("fc-match", 0700), 0);
    snprintf(path, sizeof path, "%s:%s", folder, path_before);
    setenv("PATH", path, 1);
}

static void the_font_decides_the_widths(void **state)
{
    struct zi_font font;

    (void)state;
    pretend_font("Liberation Sans");
    zi_font_find(&font);
    assert_true(font.expected);
    assert_close(font.regular, 1, 1e-12);
    pretend_font("DejaVu Sans,DejaVu Sans Book");
    zi_font_find(&font);
    assert_false(font.expected);
    assert_string_equal(font.family, "DejaVu Sans");
    assert_close(font.bold, 1.25, 1e-12);
    remove("fc-match");
    setenv("PATH", folder, 1);
    zi_font_find(&font);
    assert_close(font.regular, 1.10, 1e-12);
    assert_string_equal(font.family, "");
}

#define WITH_CHART(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CHART(the_script_is_self_contained_and_ordered),
        WITH_CHART(a_script_for_people_draws_png),
        WITH_CHART(hostile_names_stand_verbatim_in_the_script),
        WITH_CHART(no_row_of_a_block_ends_it_early),
        WITH_CHART(an_svg_with_hostile_names_is_wellformed_and_runs_nothing),
        WITH_CHART(an_svg_is_accessible_and_names_fonts_that_exist),
        WITH_CHART(identifiers_keep_figures_apart),
        WITH_CHART(a_png_has_the_pixels_of_its_size),
        WITH_CHART(a_pdf_is_one),
        WITH_CHART(the_same_chart_gives_the_same_svg),
        WITH_CHART(several_drawings_run_at_once),
        WITH_CHART(a_missing_gnuplot_says_how_to_install_it),
        WITH_CHART(a_script_needs_no_gnuplot),
        WITH_CHART(a_failing_gnuplot_is_quoted),
        WITH_CHART(a_gnuplot_that_draws_nothing_is_an_error),
        WITH_CHART(a_gnuplot_that_crashes_is_an_error),
        WITH_CHART(half_a_picture_is_an_error),
        WITH_CHART(what_a_hanging_gnuplot_started_ends_with_it),
        WITH_CHART(a_gnuplot_that_hangs_is_stopped),
        WITH_CHART(gnuplot_runs_without_the_users_settings),
        WITH_CHART(the_probe_finds_gnuplot_and_its_terminals),
        WITH_CHART(the_probe_reports_a_missing_gnuplot),
        WITH_CHART(the_font_decides_the_widths),
    };

    return cmocka_run_group_tests(tests, set_up_group, tear_down_group);
}

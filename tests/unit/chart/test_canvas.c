#include "chart_check.h"

static struct zi_canvas canvas;

static int set_up(void **state)
{
    (void)state;
    zi_canvas_init(&canvas, 482, 340, NULL, ZI_INDONESIAN, false);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    zi_canvas_release(&canvas);
    return 0;
}

/* ---- width ---- */

/* Summed by hand from Arial's advance widths: D 722 i 222 n 556 a 556 s 500. */
static void width_is_the_sum_of_arials_advances(void **state)
{
    (void)state;
    assert_close(zi_text_width(&zi_font_liberation, "Dinas", 10, ZI_REGULAR), 25.56, 1e-12);
    assert_close(zi_text_width(&zi_font_liberation, "Dinas", 10, ZI_BOLD), 25.56 * 1.07, 1e-12);
    assert_close(zi_text_width(&zi_font_dejavu, "Dinas", 10, ZI_BOLD), 25.56 * 1.25, 1e-12);
    assert_close(zi_text_width(&zi_font_liberation, "", 10, ZI_REGULAR), 0, 1e-12);
}

static void width_counts_characters_not_bytes(void **state)
{
    (void)state;
    /* é 611, – 556, 好 1000, combining acute 0 */
    assert_close(zi_text_width(&zi_font_liberation, "é–好e\u0301", 1000, ZI_REGULAR),
                 611 + 556 + 1000 + 556, 1e-12);
}

/* ---- strings ---- */

static void clean_text_has_no_control_characters_and_is_utf8(void **state)
{
    (void)state;
    assert_string_equal(zi_canvas_clean(&canvas, "a\nb\tc\x7f"
                                                 "d"),
                        "a b c d");
    assert_string_equal(zi_canvas_clean(&canvas, "x\xff\xc3"), "x\uFFFD\uFFFD");
    assert_string_equal(zi_canvas_clean(&canvas, "\xed\xa0\x80!"), "\uFFFD\uFFFD\uFFFD!");
    assert_string_equal(zi_canvas_clean(&canvas, "\xc2\x85z"), " z"); /* NEL */
    assert_string_equal(zi_canvas_clean(&canvas, NULL), "");
    for (size_t i = 0; i < HOSTILE_NAMES; i++)
        assert_string_equal(zi_canvas_clean(&canvas, hostile_names[i]), hostile_names[i]);
}

static void say_speaks_the_language_of_the_canvas(void **state)
{
    (void)state;
    assert_string_equal(zi_canvas_say(&canvas, "%d dari %s", "%d of %s", 3, "x"), "3 dari x");
    canvas.language = ZI_ENGLISH;
    assert_string_equal(zi_canvas_say(&canvas, "%d dari %s", "%d of %s", 3, "x"), "3 of x");
}

static void shortened_text_fits_and_keeps_its_beginning(void **state)
{
    const char *name = "Dinas Perumahan Rakyat, Kawasan Permukiman";

    (void)state;
    for (double width = 12; width < 200; width += 3.7) {
        const char *text = zi_canvas_shorten(&canvas, name, 8, ZI_REGULAR, width);
        size_t kept = strlen(text);
        assert_true(zi_text_width(&canvas.font, text, 8, ZI_REGULAR) <= width);
        if (strcmp(text, name) == 0)
            continue;
        assert_string_equal(text + kept - 3, "…");
        assert_memory_equal(text, name, kept - 3);
    }
    assert_string_equal(zi_canvas_shorten(&canvas, name, 8, ZI_REGULAR, 300), name);
    assert_string_equal(zi_canvas_shorten(&canvas, name, 8, ZI_REGULAR, 1), "");
}

/* ---- wrapping ---- */

/* Joined by single spaces, lines give the text back. */
static void assert_joins_to(const char *text, const char *const lines[], size_t n)
{
    char joined[512] = "";

    for (size_t i = 0; i < n; i++) {
        strcat(joined, i ? " " : "");
        strcat(joined, lines[i]);
    }
    assert_string_equal(joined, text);
}

static void wrapped_lines_fit_and_lose_no_word(void **state)
{
    const char *text =
        "Dari 18 OPD yang paling dekat dengan ambang, 12 siap diusulkan; 6 terganjal "
        "syarat selain nilai total";
    const char *lines[20];

    (void)state;
    for (double width = 60; width < 600; width += 7) {
        size_t n = zi_canvas_wrap(&canvas, text, 12, ZI_BOLD, width, 20, lines);
        for (size_t i = 0; i < n; i++)
            assert_true(zi_text_width(&canvas.font, lines[i], 12, ZI_BOLD) <= width * 0.97 + 1e-9);
        assert_joins_to(text, lines, n);
    }
}

/* Greedy: no line could have taken the first word of the next. */
static void wrapping_is_greedy(void **state)
{
    const char *text = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh";
    const char *lines[20];

    (void)state;
    for (double width = 50; width < 300; width += 11) {
        size_t n = zi_canvas_wrap(&canvas, text, 9, ZI_REGULAR, width, 20, lines);
        for (size_t i = 0; i + 1 < n; i++) {
            char longer[256];
            snprintf(longer, sizeof longer, "%s %.*s", lines[i], (int)strcspn(lines[i + 1], " "),
                     lines[i + 1]);
            assert_true(zi_text_width(&canvas.font, longer, 9, ZI_REGULAR) > width * 0.97);
        }
    }
}

static void balanced_lines_are_as_many_and_more_even(void **state)
{
    const char *text = "DPMPTSP berpeluang 55% melampaui ambang WBBM pada 2026, naik menjadi 74% "
                       "pada 2028";
    const char *greedy[4], *even[4];
    size_t n = zi_canvas_wrap(&canvas, text, 12, ZI_BOLD, 462, 4, greedy);

    (void)state;
    assert_int_equal(n, 2);
    assert_int_equal(zi_canvas_wrap_balanced(&canvas, text, 12, ZI_BOLD, 462, 4, even), 2);
    assert_string_equal(even[0], "DPMPTSP berpeluang 55% melampaui ambang");
    assert_string_equal(even[1], "WBBM pada 2026, naik menjadi 74% pada 2028");
}

static void balancing_parts_no_more_words(void **state)
{
    const char *lines[3];

    (void)state;
    assert_int_equal(zi_canvas_wrap_balanced(&canvas, "Manajemen SDM", 6.7, ZI_BOLD, 40, 3, lines),
                     2);
    assert_string_equal(lines[0], "Manajemen");
    assert_string_equal(lines[1], "SDM");
}

static void text_that_is_too_long_ends_in_an_ellipsis(void **state)
{
    const char *lines[2];

    (void)state;
    assert_int_equal(
        zi_canvas_wrap(&canvas, "satu dua tiga empat lima enam tujuh", 9, ZI_REGULAR, 60, 2, lines),
        2);
    assert_non_null(strstr(lines[1], "…"));
    assert_int_equal(zi_canvas_wrap(&canvas, "   ", 9, ZI_REGULAR, 60, 2, lines), 0);
}

static void words_are_parted_at_soft_hyphens_and_syllables(void **state)
{
    const char *lines[4];

    (void)state;
    assert_int_equal(zi_canvas_wrap(&canvas, "Account\u00adability", 8, ZI_REGULAR, 38, 4, lines),
                     2);
    assert_string_equal(lines[0], "Account-");
    assert_string_equal(lines[1], "ability");
    assert_int_equal(zi_canvas_wrap(&canvas, "Account\u00adability", 8, ZI_REGULAR, 100, 4, lines),
                     1);
    assert_string_equal(lines[0], "Accountability");
    assert_int_equal(zi_canvas_wrap_balanced(&canvas, "Pengawasan", 6.7, ZI_BOLD, 33, 4, lines), 2);
    assert_string_equal(lines[0], "Penga-");
    assert_string_equal(lines[1], "wasan");
}

static void a_word_without_syllables_is_cut_where_it_fits(void **state)
{
    const char *lines[20];
    size_t n = zi_canvas_wrap(&canvas, "XXXXXXXXXXXXXXXX", 10, ZI_REGULAR, 30, 20, lines);

    (void)state;
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(lines[i], "XXXX");
    /* and a width for no character at all still ends */
    assert_int_equal(zi_canvas_wrap(&canvas, "XX", 10, ZI_REGULAR, 1, 20, lines), 2);
}

static void names_are_full_then_short_then_two_lines_then_cut(void **state)
{
    const char *name = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu";
    const char *lines[2];

    (void)state;
    assert_int_equal(zi_canvas_fit_name(&canvas, name, "DPMPTSP", 7, 400, 2, lines), 1);
    assert_string_equal(lines[0], name);
    assert_int_equal(zi_canvas_fit_name(&canvas, name, "DPMPTSP", 7, 110, 2, lines), 1);
    assert_string_equal(lines[0], "DPMPTSP");
    assert_int_equal(zi_canvas_fit_name(&canvas, name, "", 7, 110, 2, lines), 2);
    assert_string_equal(lines[0], "Dinas Penanaman Modal dan");
    assert_string_equal(lines[1], "Pelayanan Terpadu Satu Pintu");
    assert_int_equal(zi_canvas_fit_name(&canvas, name, NULL, 7, 110, 1, lines), 1);
    assert_non_null(strstr(lines[0], "…"));
}

/* ---- dodging ---- */

/* An independent answer: isotonic regression by the max-min formula, then the bounds. */
static void slow_dodge(double position[], size_t n, double gap, double low, double high)
{
    double level[16];

    for (size_t i = 0; i < n; i++) {
        double highest = -INFINITY;
        for (size_t j = 0; j <= i; j++) {
            double least = INFINITY;
            for (size_t k = i; k < n; k++) {
                double sum = 0;
                for (size_t m = j; m <= k; m++)
                    sum += position[m] - (double)m * gap;
                least = fmin(least, sum / (double)(k - j + 1));
            }
            highest = fmax(highest, least);
        }
        level[i] = highest;
    }
    for (size_t i = 0; i < n; i++)
        position[i] = fmax(low, fmin(level[i], high - (double)(n - 1) * gap)) + (double)i * gap;
}

static void dodging_agrees_with_the_max_min_formula(void **state)
{
    uint64_t seed = 20260101;

    (void)state;
    for (int round = 0; round < 300; round++) {
        double fast[10], slow[10];
        size_t n = 1 + pick(&seed, 10);
        double gap = between(&seed, 1, 12), at = between(&seed, 0, 40);
        for (size_t i = 0; i < n; i++)
            fast[i] = slow[i] = at += between(&seed, 0, 15);
        assert_true(zi_canvas_dodge(&canvas, fast, n, gap, 10, 130));
        slow_dodge(slow, n, gap, 10, 130);
        for (size_t i = 0; i < n; i++)
            assert_true(fabs(fast[i] - slow[i]) < 1e-9);
    }
}

static void dodging_keeps_order_whatever_the_order_of_the_array(void **state)
{
    double position[] = {50, 10, 50, 12};

    (void)state;
    assert_true(zi_canvas_dodge(&canvas, position, 4, 10, 0, 100));
    assert_close(position[1], 6, 1e-12);
    assert_close(position[3], 16, 1e-12);
    assert_close(position[0], 45, 1e-12); /* equal wishes keep the order of the array */
    assert_close(position[2], 55, 1e-12);
}

static void positions_that_do_not_collide_stay(void **state)
{
    double position[] = {10, 30, 60};

    (void)state;
    assert_true(zi_canvas_dodge(&canvas, position, 3, 10, 0, 100));
    assert_close(position[0], 10, 1e-12);
    assert_close(position[1], 30, 1e-12);
    assert_close(position[2], 60, 1e-12);
}

static void a_crowd_shares_the_room_evenly_and_says_so(void **state)
{
    double position[] = {5, 5, 5, 5, 5};

    (void)state;
    assert_false(zi_canvas_dodge(&canvas, position, 5, 10, 0, 20));
    for (size_t i = 0; i < 5; i++)
        assert_close(position[i], 5.0 * (double)i, 1e-12);
}

/* ---- placing ---- */

static void a_label_goes_below_right_first(void **state)
{
    struct zi_box all = {0, 0, 482, 340}, place;

    (void)state;
    assert_true(zi_canvas_place(&canvas, 100, 100, 8, 40, 10, all, &place));
    assert_close(place.left, 108, 1e-12);
    assert_close(place.top, 108, 1e-12);
    assert_close(place.right, 148, 1e-12);
    assert_close(place.bottom, 118, 1e-12);
}

static void placed_labels_avoid_labels_and_obstacles(void **state)
{
    const struct zi_type type = {8, ZI_REGULAR, ZI_LEFT, 0, false};
    struct zi_box all = {0, 0, 482, 340}, place;

    (void)state;
    zi_canvas_label(&canvas, 108, 113, type, "tempat ini sudah terisi");
    zi_canvas_avoid(&canvas, (struct zi_box){50, 80, 99, 99});
    zi_canvas_avoid_line(&canvas, 100, 80, 160, 99, 1);
    assert_true(zi_canvas_place(&canvas, 100, 100, 8, 40, 10, all, &place));
    assert_close(place.right, 92, 1e-12); /* below left: the fourth choice */
    assert_close(place.top, 108, 1e-12);
}

static void no_room_is_said(void **state)
{
    struct zi_box all = {0, 0, 482, 340}, tight = {90, 90, 110, 110}, place;

    (void)state;
    assert_false(zi_canvas_place(&canvas, 100, 100, 8, 40, 10, tight, &place));
    zi_canvas_avoid(&canvas, all);
    assert_false(zi_canvas_place(&canvas, 100, 100, 8, 40, 10, all, &place));
}

/* Whatever is placed lies inside and overlaps nothing. */
static void placed_labels_never_overlap(void **state)
{
    const struct zi_type type = {7, ZI_REGULAR, ZI_LEFT, 0, false};
    struct zi_box within = {20, 20, 460, 320};
    uint64_t seed = 7;
    size_t placed = 0;

    (void)state;
    for (int i = 0; i < 120; i++) {
        struct zi_box place;
        double x = between(&seed, 20, 460), y = between(&seed, 20, 320);
        if (!zi_canvas_place(&canvas, x, y, 4, 60, 8, within, &place))
            continue;
        placed++;
        zi_canvas_label(&canvas, place.left, (place.top + place.bottom) / 2, type, "Kecamatan X");
        zi_canvas_avoid(&canvas, place);
        assert_true(place.left >= 20 && place.right <= 460);
    }
    assert_true(placed > 60);
    assert_int_equal(zi_canvas_check(&canvas, NULL), ZI_OK);
}

/* ---- colour ---- */

/* Ratios from the definition in WCAG 2, for example webaim.org/resources/contrastchecker. */
static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_close(zi_colour_contrast(0x000000, 0xffffff), 21, 1e-12);
    assert_close(zi_colour_contrast(0x777777, 0xffffff), 4.48, 1e-3);
    assert_close(zi_colour_contrast(0xffffff, 0x777777), 4.48, 1e-3);
    assert_int_equal(zi_colour_on(0xffffff), 0x1a1a1a);
    assert_int_equal(zi_colour_on(0x08306b), 0xffffff);
    assert_int_equal(zi_colour_on(0xb2410a), 0xffffff);
    assert_int_equal(zi_colour_on(0xf2c9a1), 0x1a1a1a);
}

static void grey_keeps_the_luminance(void **state)
{
    static const uint32_t colours[] = {0xd55e00, 0x2b83ba, 0x08306b, 0xf2c9a1, 0xffffff, 0};

    (void)state;
    assert_int_equal(zi_canvas_colour(&canvas, 0xd55e00), 0xd55e00);
    canvas.grey = true;
    for (size_t i = 0; i < 6; i++) {
        uint32_t grey = zi_canvas_colour(&canvas, colours[i]);
        assert_int_equal(grey >> 16, grey & 0xff);
        assert_int_equal(grey >> 16, grey >> 8 & 0xff);
        assert_true(zi_colour_contrast(grey, colours[i]) < 1.03);
    }
    /* text stays readable: 4.5 is what WCAG asks */
    assert_true(zi_colour_contrast(zi_canvas_ink(&canvas, 0xd55e00), 0xffffff) > 4.5);
    assert_int_equal(zi_canvas_ink(&canvas, 0xffffff), 0xffffff);
}

/* ---- proof ---- */

static void the_check_finds_a_label_that_leaves_the_page(void **state)
{
    const struct zi_type type = {8, ZI_REGULAR, ZI_LEFT, 0, false};
    struct zi_error error;

    (void)state;
    zi_canvas_label(&canvas, 470, 100, type, "keluar");
    assert_int_equal(zi_canvas_check(&canvas, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.id, "'keluar' keluar dari halaman"));
}

static void the_check_finds_labels_that_overlap(void **state)
{
    const struct zi_type left = {8, ZI_REGULAR, ZI_LEFT, 0, false};
    const struct zi_type right = {8, ZI_REGULAR, ZI_RIGHT, 0, false};
    struct zi_error error;

    (void)state;
    zi_canvas_label(&canvas, 100, 100, left, "satu");
    zi_canvas_label(&canvas, 100, 100, right, "dua");
    assert_int_equal(zi_canvas_check(&canvas, &error), ZI_OK);
    zi_canvas_label(&canvas, 105, 104, left, "tiga");
    assert_int_equal(zi_canvas_check(&canvas, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "'tiga' overlaps 'satu'"));
}

static void the_check_finds_marks_that_leave_the_page(void **state)
{
    struct zi_mark mark = {ZI_DISC, false, 1, 0};

    (void)state;
    zi_canvas_stroke(&canvas, 0, 0, 482, 340, 1, 0);
    zi_canvas_patch(&canvas, (struct zi_box){0, 0, 482, 340}, 0);
    zi_canvas_symbol(&canvas, 10, 10, mark);
    assert_int_equal(zi_canvas_check(&canvas, NULL), ZI_OK);
    zi_canvas_symbol(&canvas, 481, 10, mark);
    assert_int_equal(zi_canvas_check(&canvas, NULL), ZI_ESYSTEM);
}

#define WITH_CANVAS(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CANVAS(width_is_the_sum_of_arials_advances),
        WITH_CANVAS(width_counts_characters_not_bytes),
        WITH_CANVAS(clean_text_has_no_control_characters_and_is_utf8),
        WITH_CANVAS(say_speaks_the_language_of_the_canvas),
        WITH_CANVAS(shortened_text_fits_and_keeps_its_beginning),
        WITH_CANVAS(wrapped_lines_fit_and_lose_no_word),
        WITH_CANVAS(wrapping_is_greedy),
        WITH_CANVAS(balanced_lines_are_as_many_and_more_even),
        WITH_CANVAS(balancing_parts_no_more_words),
        WITH_CANVAS(text_that_is_too_long_ends_in_an_ellipsis),
        WITH_CANVAS(words_are_parted_at_soft_hyphens_and_syllables),
        WITH_CANVAS(a_word_without_syllables_is_cut_where_it_fits),
        WITH_CANVAS(names_are_full_then_short_then_two_lines_then_cut),
        WITH_CANVAS(dodging_agrees_with_the_max_min_formula),
        WITH_CANVAS(dodging_keeps_order_whatever_the_order_of_the_array),
        WITH_CANVAS(positions_that_do_not_collide_stay),
        WITH_CANVAS(a_crowd_shares_the_room_evenly_and_says_so),
        WITH_CANVAS(a_label_goes_below_right_first),
        WITH_CANVAS(placed_labels_avoid_labels_and_obstacles),
        WITH_CANVAS(no_room_is_said),
        WITH_CANVAS(placed_labels_never_overlap),
        WITH_CANVAS(contrast_is_that_of_wcag),
        WITH_CANVAS(grey_keeps_the_luminance),
        WITH_CANVAS(the_check_finds_a_label_that_leaves_the_page),
        WITH_CANVAS(the_check_finds_labels_that_overlap),
        WITH_CANVAS(the_check_finds_marks_that_leave_the_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

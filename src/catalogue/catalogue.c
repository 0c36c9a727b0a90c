/* Looks up indices, their scales, bands and breaks. */
#include "zistat/catalogue/catalogue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "dataset.h"

const char *zi_level_name(enum zi_level level)
{
    switch (level) {
    case ZI_LEVEL_UNIT: return "unit";
    case ZI_LEVEL_INSTITUTION: return "instansi";
    default: return "keduanya";
    }
}

/* A name folded, in place when it is short and ASCII, as nearly all are: a panel asks for the kind
 * of each of its units. */
struct folded {
    char place[96];
    struct zi_arena arena;
    const char *text; /* NULL without memory */
};

static bool fold_in_place(struct folded *folded, const char *text, size_t length)
{
    size_t n = 0;
    bool pending = false;

    if (length >= sizeof folded->place)
        return false;
    for (size_t i = 0; i < length; i++) {
        char byte = text[i];

        if ((unsigned char)byte >= 0x80)
            return false;
        if (byte == ' ' || byte == '_' || (byte >= '\t' && byte <= '\r')) {
            pending = n > 0;
            continue;
        }
        if (pending)
            folded->place[n++] = ' ';
        pending = false;
        folded->place[n++] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    folded->place[n] = '\0';
    folded->text = folded->place;
    return true;
}

static void fold(struct folded *folded, const char *text, size_t length)
{
    zi_arena_init(&folded->arena);
    if (!fold_in_place(folded, text, length))
        folded->text = zi_utf8_fold(&folded->arena, text, length);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct zi_index_name *)a)->folded,
                  ((const struct zi_index_name *)b)->folded);
}

long zi_catalogue_find(const struct zi_catalogue *catalogue, const char *name, size_t length)
{
    const struct zi_index_name *found = NULL;
    struct zi_index_name wanted = {0};
    struct folded folded;

    fold(&folded, name, length);
    wanted.folded = folded.text;
    if (folded.text != NULL && catalogue->n_names > 0)
        found = bsearch(&wanted, catalogue->names, catalogue->n_names, sizeof *catalogue->names,
                        compare_names);
    zi_arena_release(&folded.arena);
    return found != NULL ? (long)found->index : ZI_NO_INDEX;
}

const char *zi_catalogue_nearest(const struct zi_catalogue *catalogue, const char *name)
{
    struct zi_arena arena = {0};
    const char **words = zi_arena_allocate(&arena, catalogue->n_names + 1, sizeof *words);
    const char *folded = zi_utf8_fold(&arena, name, strlen(name));
    const char *nearest = NULL;

    for (size_t i = 0; words != NULL && i < catalogue->n_names; i++)
        words[i] = catalogue->names[i].folded;
    if (words != NULL && folded != NULL)
        nearest = zi_utf8_nearest(folded, words);
    for (size_t i = 0; nearest != NULL && i < catalogue->n_names; i++)
        if (catalogue->names[i].folded == nearest) {
            nearest = catalogue->indices[catalogue->names[i].index].name;
            break;
        }
    zi_arena_release(&arena);
    return nearest;
}

const struct zi_scale *zi_catalogue_scale(const struct zi_catalogue *catalogue, size_t index,
                                          int year)
{
    const struct zi_index *entry = &catalogue->indices[index];

    for (size_t i = 0; i < entry->n_scales; i++)
        if (entry->scales[i].valid_from <= year && year <= entry->scales[i].valid_to)
            return &entry->scales[i];
    return NULL;
}

/* The next band of the index in force that year after band (NULL: the first); NULL at the end. */
static const struct zi_band *next_band(const struct zi_catalogue *catalogue, size_t index, int year,
                                       const struct zi_band *band)
{
    const struct zi_band *end = catalogue->bands + catalogue->n_bands;

    for (band = band == NULL ? catalogue->bands : band + 1; band < end; band++)
        if (band->index == index && band->valid_from <= year && year <= band->valid_to)
            return band;
    return NULL;
}

bool zi_catalogue_has_bands(const struct zi_catalogue *catalogue, size_t index, int year)
{
    return next_band(catalogue, index, year, NULL) != NULL;
}

const struct zi_band *zi_catalogue_band(const struct zi_catalogue *catalogue, size_t index,
                                        int year, double score)
{
    const struct zi_band *best = NULL;

    for (const struct zi_band *band = next_band(catalogue, index, year, NULL); band != NULL;
         band = next_band(catalogue, index, year, band)) {
        bool reached = band->strict ? score > band->lower && !zi_number_at_least(band->lower, score)
                                    : zi_number_at_least(score, band->lower);

        if (reached && (best == NULL || band->rank > best->rank))
            best = band;
    }
    return best;
}

const struct zi_band *zi_catalogue_band_named(const struct zi_catalogue *catalogue, size_t index,
                                              int year, const char *name, size_t length)
{
    const struct zi_band *band = NULL;
    struct folded folded;

    fold(&folded, name, length);
    if (folded.text != NULL)
        do
            band = next_band(catalogue, index, year, band);
        while (band != NULL && !dataset_holds(band->names, band->n_names, folded.text));
    zi_arena_release(&folded.arena);
    return band;
}

const struct zi_band *zi_catalogue_band_ranked(const struct zi_catalogue *catalogue, size_t index,
                                               int year, int rank)
{
    const struct zi_band *band = next_band(catalogue, index, year, NULL);

    while (band != NULL && band->rank != rank)
        band = next_band(catalogue, index, year, band);
    return band;
}

const struct zi_break *zi_catalogue_break(const struct zi_catalogue *catalogue, size_t index,
                                          int from, int to)
{
    const struct zi_break *latest = NULL;

    for (size_t i = 0; i < catalogue->n_breaks; i++) {
        const struct zi_break *each = &catalogue->breaks[i];

        if (each->index == index && from < each->year && each->year <= to)
            latest = each;
    }
    return latest;
}

static bool in_force(const struct zi_part *part, size_t index, int year)
{
    return part->index == index && part->valid_from <= year && year <= part->valid_to;
}

/* Whether a sum has all that it adds up from in the whole: the results of an evaluation sheet whose
 * catalogue row names their halves. */
static bool contains_summands(const struct zi_catalogue *catalogue, size_t whole, size_t sum,
                              int year)
{
    bool any = false;

    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *p = &catalogue->parts[i];

        if (!in_force(p, sum, year) || isnan(p->factor))
            continue;
        if (!zi_catalogue_contains(catalogue, whole, p->part, year))
            return false;
        any = true;
    }
    return any;
}

bool zi_catalogue_contains(const struct zi_catalogue *catalogue, size_t whole, size_t part,
                           int year)
{
    if (whole == part)
        return false;
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *p = &catalogue->parts[i];

        if (in_force(p, whole, year) &&
            (p->part == part || zi_catalogue_contains(catalogue, p->part, part, year)))
            return true;
    }
    return contains_summands(catalogue, whole, part, year);
}

/* "kec" begins "kec margorejo" and "kec. margorejo", not "kecapi". */
static bool begins_with_word(const char *name, const char *word)
{
    size_t length = strlen(word);

    if (length == 0 || strncmp(name, word, length) != 0)
        return false;
    return word[length - 1] == '.' || strchr(" .,/-", name[length]) != NULL;
}

static const struct zi_kind *kind_called(const struct zi_catalogue *catalogue, enum zi_level level,
                                         const char *folded)
{
    for (size_t i = 0; i < catalogue->n_kinds; i++) {
        const struct zi_kind *kind = &catalogue->kinds[i];

        if ((kind->level & level) != 0 &&
            (strcmp(kind->name, folded) == 0 || dataset_holds(kind->words, kind->n_words, folded)))
            return kind;
    }
    return NULL;
}

static const struct zi_kind *kind_of_name(const struct zi_catalogue *catalogue, enum zi_level level,
                                          const char *folded)
{
    const struct zi_kind *best = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < catalogue->n_kinds; i++) {
        const struct zi_kind *kind = &catalogue->kinds[i];

        for (size_t j = 0; j < kind->n_words && (kind->level & level) != 0; j++)
            if (strlen(kind->words[j]) > longest && begins_with_word(folded, kind->words[j])) {
                best = kind;
                longest = strlen(kind->words[j]);
            }
    }
    return best;
}

const struct zi_kind *zi_catalogue_kind(const struct zi_catalogue *catalogue, enum zi_level level,
                                        const char *kind, const char *name)
{
    const struct zi_kind *found = NULL;
    struct folded folded;

    if (kind != NULL && *kind != '\0') {
        fold(&folded, kind, strlen(kind));
        if (folded.text != NULL)
            found = kind_called(catalogue, level, folded.text);
        zi_arena_release(&folded.arena);
    }
    if (found == NULL && name != NULL) {
        fold(&folded, name, strlen(name));
        if (folded.text != NULL)
            found = kind_of_name(catalogue, level, folded.text);
        zi_arena_release(&folded.arena);
    }
    return found;
}

long zi_catalogue_with_role(const struct zi_catalogue *catalogue, enum zi_role role)
{
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (catalogue->indices[i].role == role)
            return (long)i;
    return ZI_NO_INDEX;
}

static int headline_of(const struct zi_index *index)
{
    return index->headline;
}

static int template_place_of(const struct zi_index *index)
{
    return index->template_place;
}

/* Insertion into the places before: there are some dozens. */
static size_t list_by_place(const struct zi_catalogue *catalogue,
                            int place_of(const struct zi_index *index), size_t indices[])
{
    size_t n = 0;

    for (size_t i = 0; i < catalogue->n_indices; i++) {
        int place = place_of(&catalogue->indices[i]);
        size_t at = n;

        if (place == 0)
            continue;
        for (; at > 0 && place_of(&catalogue->indices[indices[at - 1]]) > place; at--)
            indices[at] = indices[at - 1];
        indices[at] = i;
        n++;
    }
    return n;
}

size_t zi_catalogue_headlines(const struct zi_catalogue *catalogue, size_t indices[])
{
    return list_by_place(catalogue, headline_of, indices);
}

size_t zi_catalogue_template(const struct zi_catalogue *catalogue, size_t indices[])
{
    return list_by_place(catalogue, template_place_of, indices);
}

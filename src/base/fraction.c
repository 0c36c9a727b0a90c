/* Exact fractions of whole numbers. */
#include "fraction.h"

#include <math.h>
#include <stdbool.h>

/* The product of all denominators and one numerator, and what adding them carries. */
enum { LIMBS = 2 * (ZI_FRACTIONS_MAX + 2) + 1 };

/* A natural number in base 2^32, the lowest limb first. */
struct natural {
    uint32_t limbs[LIMBS];
    size_t n;
};

static struct natural natural_of(uint64_t value)
{
    return (struct natural){{(uint32_t)value, (uint32_t)(value >> 32)}, 2};
}

static void multiply_by_limb(struct natural *number, uint32_t factor)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < number->n; i++) {
        carry += (uint64_t)number->limbs[i] * factor;
        number->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0)
        number->limbs[number->n++] = (uint32_t)carry;
}

/* sum += addend shifted by so many limbs */
static void add_shifted(struct natural *sum, const struct natural *addend, size_t shift)
{
    uint64_t carry = 0;

    for (size_t i = shift; i < addend->n + shift || carry > 0; i++) {
        carry += i < sum->n ? sum->limbs[i] : 0;
        carry += i < addend->n + shift ? addend->limbs[i - shift] : 0;
        sum->limbs[i] = (uint32_t)carry;
        carry >>= 32;
        if (i >= sum->n)
            sum->n = i + 1;
    }
}

static void multiply(struct natural *number, uint64_t factor)
{
    struct natural high = *number;

    multiply_by_limb(number, (uint32_t)factor);
    if (factor >> 32 == 0)
        return;
    multiply_by_limb(&high, (uint32_t)(factor >> 32));
    add_shifted(number, &high, 1);
}

static uint32_t limb(const struct natural *number, size_t i)
{
    return i < number->n ? number->limbs[i] : 0;
}

static int compare(const struct natural *a, const struct natural *b)
{
    for (size_t i = LIMBS; i-- > 0;)
        if (limb(a, i) != limb(b, i))
            return limb(a, i) < limb(b, i) ? -1 : 1;
    return 0;
}

/* Both sides multiplied by every denominator. */
static int compare_exactly(const struct zi_fraction terms[], size_t n, struct zi_fraction limit)
{
    struct natural left = natural_of(0);
    struct natural right = natural_of(limit.numerator);

    for (size_t i = 0; i < n; i++) {
        struct natural term = natural_of(terms[i].numerator);

        for (size_t k = 0; k < n; k++)
            if (k != i)
                multiply(&term, terms[k].denominator);
        multiply(&term, limit.denominator);
        add_shifted(&left, &term, 0);
        multiply(&right, terms[i].denominator);
    }
    return compare(&left, &right);
}

int zi_fractions_compare(const struct zi_fraction terms[], size_t n, struct zi_fraction limit)
{
    /* No term is negative: the rounding of the sum stays far below this share of it. */
    const double rounding = 1e-12;
    double right = (double)limit.numerator / (double)limit.denominator;
    double left = 0;

    for (size_t i = 0; i < n; i++)
        left += (double)terms[i].numerator / (double)terms[i].denominator;
    if (fabs(left - right) > rounding * fmax(left, right))
        return left < right ? -1 : 1;
    return compare_exactly(terms, n, limit);
}

/* Two-vectors and symmetric matrices of an intercept and a slope, as the mixed model needs them. */
#ifndef ZISTAT_STATS_MIXED_ALGEBRA_H
#define ZISTAT_STATS_MIXED_ALGEBRA_H

struct pair {
    double a, b;
};

struct symmetric {
    double a, b, d;
};

/* Any matrix, by rows. */
struct square {
    double aa, ab, ba, bb;
};

static inline double determinant(struct symmetric m)
{
    return m.a * m.d - m.b * m.b;
}

static inline struct symmetric adjugate(struct symmetric m)
{
    return (struct symmetric){m.d, -m.b, m.a};
}

static inline struct symmetric scale(struct symmetric m, double factor)
{
    return (struct symmetric){m.a * factor, m.b * factor, m.d * factor};
}

static inline struct symmetric add(struct symmetric m, struct symmetric n)
{
    return (struct symmetric){m.a + n.a, m.b + n.b, m.d + n.d};
}

static inline struct pair add_pairs(struct pair v, struct pair w)
{
    return (struct pair){v.a + w.a, v.b + w.b};
}

/* v v' */
static inline struct symmetric outer(struct pair v)
{
    return (struct symmetric){v.a * v.a, v.a * v.b, v.b * v.b};
}

static inline double dot(struct pair v, struct pair w)
{
    return v.a * w.a + v.b * w.b;
}

static inline struct pair multiply(struct symmetric m, struct pair v)
{
    return (struct pair){m.a * v.a + m.b * v.b, m.b * v.a + m.d * v.b};
}

/* m v, and v' m as a column */
static inline struct pair apply(struct square m, struct pair v)
{
    return (struct pair){m.aa * v.a + m.ab * v.b, m.ba * v.a + m.bb * v.b};
}

static inline struct pair apply_transposed(struct square m, struct pair v)
{
    return (struct pair){m.aa * v.a + m.ba * v.b, m.ab * v.a + m.bb * v.b};
}

/* Trace of the product: v'm v for an outer product of v. */
static inline double inner(struct symmetric m, struct symmetric n)
{
    return m.a * n.a + 2 * m.b * n.b + m.d * n.d;
}

/* k m k' */
static inline struct symmetric surround(struct square k, struct symmetric m)
{
    struct pair first = multiply(m, (struct pair){k.aa, k.ab});
    struct pair second = multiply(m, (struct pair){k.ba, k.bb});

    return (struct symmetric){
        .a = k.aa * first.a + k.ab * first.b,
        .b = k.ba * first.a + k.bb * first.b,
        .d = k.ba * second.a + k.bb * second.b,
    };
}

#endif

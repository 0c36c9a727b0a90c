/* Why a number is not defined, in both languages. */
#include "zistat/base/reason.h"

static const struct {
    const char *name;
    struct zi_text text;
} reasons[ZI_REASON_COUNT] = {
    [ZI_DEFINED] = {"", {"", ""}},
    [ZI_MISSING] = {"missing", {"tidak ada nilai", "no value given"}},
    [ZI_FEWER_THAN_2] = {"n<2", {"kurang dari 2 nilai", "fewer than 2 values"}},
    [ZI_FEWER_THAN_3] = {"n<3", {"kurang dari 3 nilai", "fewer than 3 values"}},
    [ZI_FEWER_THAN_4] = {"n<4", {"kurang dari 4 nilai", "fewer than 4 values"}},
    [ZI_FEWER_THAN_5] = {"n<5", {"kurang dari 5 nilai", "fewer than 5 values"}},
    [ZI_FEW_FOR_LEVEL] = {"few-for-level",
                          {"terlalu sedikit nilai untuk tingkat kepercayaan ini",
                           "too few values for this confidence level"}},
    [ZI_CONSTANT] = {"constant", {"semua nilai sama", "all values equal"}},
    [ZI_EXACT_FIT] = {"exact-fit", {"garis melewati semua titik", "the line meets every point"}},
    [ZI_COLLINEAR] = {"collinear",
                      {"peubah penjelas saling menentukan", "predictors determine each other"}},
    [ZI_ONE_CLUSTER] = {"one-cluster", {"hanya satu kelompok", "only one cluster"}},
    [ZI_FEWER_THAN_10_CLUSTERS] = {"clusters<10",
                                   {"kurang dari 10 gugus", "fewer than 10 clusters"}},
    [ZI_FEW_CLUSTERS] = {"few-clusters", {"gugus terlalu sedikit", "too few clusters"}},
    [ZI_ORDINAL] = {"ordinal", {"huruf tidak punya rata-rata", "letters have no mean"}},
    [ZI_NO_CONTROLS] = {"no-controls", {"tidak ada pembanding", "nothing to compare with"}},
    [ZI_FEWER_THAN_10_UNITS] = {"units<10", {"kurang dari 10 unit", "fewer than 10 units"}},
    [ZI_ALREADY_REACHED] = {"reached", {"sudah tercapai", "already reached"}},
    [ZI_NOT_RISING] = {"not-rising", {"tidak naik", "not rising"}},
    [ZI_NOT_BOUNDED] = {"not-bounded", {"tanpa batas", "not bounded"}},
    [ZI_NOT_WITHIN_10_YEARS] = {"not-within-10-years",
                                {"tidak dalam 10 tahun", "not within 10 years"}},
    [ZI_ZERO_DENOMINATOR] = {"zero-denominator", {"penyebut nol", "the denominator is zero"}},
};

const char *zi_reason_name(enum zi_reason reason)
{
    return reasons[reason].name;
}

struct zi_text zi_reason_text(enum zi_reason reason)
{
    return reasons[reason].text;
}

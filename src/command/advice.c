/* The failures of analyses, in the words of the command line. */
#include "advice.h"

#include <stddef.h>

#include "base/count.h"
#include "zistat/analysis/advice.h"

static const char *const options[] = {
    [ZI_REQUEST_WHOLE] = "",
    [ZI_REQUEST_INCLUDED] = "--include ",
    [ZI_REQUEST_CAP] = "--cap ",
};

static const struct zi_text advice[] = {
    [ZI_ADVICE_NONE] = {"", ""},
    [ZI_ADVICE_ANOTHER_YEAR] = {"; pilih tahun lain dengan --year",
                                "; choose another year with --year"},
    [ZI_ADVICE_RULES_OR_YEAR] = {"; berikan dengan --regulation, atau pilih tahun lain dengan "
                                 "--year",
                                 "; give one with --regulation, or choose another year with "
                                 "--year"},
    [ZI_ADVICE_NAMES_OF_UNITS] = {"; daftar unit: zistat summary FILE",
                                  "; for the list of units: zistat summary FILE"},
    [ZI_ADVICE_NAMES_OF_INDICES] = {"; daftar indeks: zistat rules --show indices; tambahkan "
                                    "dengan --index-file",
                                    "; for the list: zistat rules --show indices; add one with "
                                    "--index-file"},
    [ZI_ADVICE_NAMES_OF_CAPS] = {": tulis jenis, instansi, nama satu jenis (zistat rules --show "
                                 "kinds), atau nama satu instansi",
                                 ": write jenis, instansi, the name of one kind (zistat rules "
                                 "--show kinds), or the name of one institution"},
    [ZI_ADVICE_SCALES] = {" (lihat zistat rules --show indices)",
                          " (see zistat rules --show indices)"},
    [ZI_ADVICE_FAULTS] = {"; lihat: zistat check", "; see: zistat check"},
    [ZI_ADVICE_VALUES] = {"; lihat: zistat summary", "; see: zistat summary"},
    [ZI_ADVICE_NO_EFFECTS] = {"; coba --fe none", "; try --fe none"},
    [ZI_ADVICE_FEWER_QUANTITIES] = {"; kurangi peubah atau pilih --fe yang lebih sederhana",
                                    "; explain with less, or choose a simpler --fe"},
    [ZI_ADVICE_OTHER_VARIABLES] = {"; keluarkan dari --on atau ubah --fe",
                                   "; leave it out of --on or change --fe"},
    [ZI_ADVICE_STANDARD_ERRORS] = {"; pakai --se cr1 atau cr2", "; take --se cr1 or cr2"},
    [ZI_ADVICE_COLLECT] = {"; kumpulkan dahulu datanya, atau tambahkan --with-unknown",
                           "; collect its data first, or add --with-unknown"},
    [ZI_ADVICE_PLACES] = {"; naikkan --slots atau kurangi --include",
                          "; raise --slots or include fewer with --include"},
};

const char *zi_error_option(const struct zi_error *error)
{
    return error->part > 0 && (size_t)error->part < ZI_COUNT(options) ? options[error->part] : "";
}

struct zi_text zi_error_advice(const struct zi_error *error)
{
    return advice[error->advice > 0 && (size_t)error->advice < ZI_COUNT(advice) ? error->advice
                                                                                : 0];
}

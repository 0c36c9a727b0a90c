#include "header_words.h"

#include <string.h>

#include "base/count.h"
#include "base/utf8.h"

static const struct header_word header_words[] = {
    {"instansi", ROLE_INSTITUTION, false},
    {"nama instansi", ROLE_INSTITUTION, false},
    {"institution", ROLE_INSTITUTION, false},
    {"agency", ROLE_INSTITUTION, false},
    {"pemda", ROLE_INSTITUTION, false},
    {"nama pemda", ROLE_INSTITUTION, false},
    {"pemerintah daerah", ROLE_INSTITUTION, false},
    {"kabupaten/kota", ROLE_INSTITUTION, false},
    {"kabupaten kota", ROLE_INSTITUTION, false},
    {"kab/kota", ROLE_INSTITUTION, false},
    {"kab kota", ROLE_INSTITUTION, false},
    {"kab./kota", ROLE_INSTITUTION, false},
    {"nama kabupaten kota", ROLE_INSTITUTION, false},
    {"nama kabupaten/kota", ROLE_INSTITUTION, false},
    {"nama provinsi kabupaten kota", ROLE_INSTITUTION, false},
    {"kementerian/lembaga", ROLE_INSTITUTION, false},
    {"kementerian lembaga", ROLE_INSTITUTION, false},
    {"k/l", ROLE_INSTITUTION, false},
    {"k/l/pd", ROLE_INSTITUTION, false},
    {"kementerian", ROLE_INSTITUTION, true},
    {"lembaga", ROLE_INSTITUTION, true},
    {"kabupaten", ROLE_INSTITUTION, true},
    {"kota", ROLE_INSTITUTION, true},
    {"provinsi", ROLE_INSTITUTION, true},
    {"nama provinsi", ROLE_INSTITUTION, true},
    {"province", ROLE_INSTITUTION, true},

    {"unit", ROLE_UNIT, false},
    {"nama unit", ROLE_UNIT, false},
    {"unit kerja", ROLE_UNIT, false},
    {"nama unit kerja", ROLE_UNIT, false},
    {"unit name", ROLE_UNIT, false},
    {"work unit", ROLE_UNIT, false},
    {"opd", ROLE_UNIT, false},
    {"nama opd", ROLE_UNIT, false},
    {"skpd", ROLE_UNIT, false},
    {"nama skpd", ROLE_UNIT, false},
    {"perangkat daerah", ROLE_UNIT, false},
    {"nama perangkat daerah", ROLE_UNIT, false},
    {"satker", ROLE_UNIT, false},
    {"nama satker", ROLE_UNIT, false},
    {"satuan kerja", ROLE_UNIT, false},
    {"nama satuan kerja", ROLE_UNIT, false},
    {"unit layanan", ROLE_UNIT, false},
    {"unit pelayanan", ROLE_UNIT, false},
    {"upt", ROLE_UNIT, true},
    {"dinas", ROLE_UNIT, true},
    {"kecamatan", ROLE_UNIT, true},
    {"puskesmas", ROLE_UNIT, true},
    {"nama", ROLE_UNIT, true},
    {"name", ROLE_UNIT, true},

    {"jenis", ROLE_KIND, false},
    {"jenis unit", ROLE_KIND, false},
    {"jenis instansi", ROLE_KIND, true},
    {"kind", ROLE_KIND, false},
    {"unit kind", ROLE_KIND, false},
    {"type", ROLE_KIND, true},
    {"tipe", ROLE_KIND, true},

    {"singkatan", ROLE_SHORT_NAME, false},
    {"nama singkat", ROLE_SHORT_NAME, false},
    {"short", ROLE_SHORT_NAME, false},
    {"short name", ROLE_SHORT_NAME, false},
    {"abbreviation", ROLE_SHORT_NAME, false},

    {"tahun", ROLE_YEAR, false},
    {"year", ROLE_YEAR, false},
    {"thn", ROLE_YEAR, false},
    {"th", ROLE_YEAR, false},
    {"th.", ROLE_YEAR, false},
    {"tahun penilaian", ROLE_YEAR, false},
    {"tahun evaluasi", ROLE_YEAR, false},
    {"tahun data", ROLE_YEAR, false},
    {"tahun anggaran", ROLE_YEAR, true},

    {"indeks", ROLE_INDEX, false},
    {"index", ROLE_INDEX, false},
    {"indikator", ROLE_INDEX, false},
    {"indicator", ROLE_INDEX, false},
    {"nama indeks", ROLE_INDEX, false},
    {"nama indikator", ROLE_INDEX, false},
    {"measure", ROLE_INDEX, false},
    {"uraian", ROLE_INDEX, true},

    {"nilai", ROLE_VALUE, false},
    {"skor", ROLE_VALUE, false},
    {"value", ROLE_VALUE, false},
    {"score", ROLE_VALUE, false},
    {"nilai/skor", ROLE_VALUE, false},
    {"realisasi", ROLE_VALUE, true},
    {"capaian", ROLE_VALUE, true},

    {"predikat", ROLE_PREDICATE, false},
    {"predicate", ROLE_PREDICATE, false},
    {"predicate sought", ROLE_PREDICATE, false},
    {"predikat diusulkan", ROLE_PREDICATE, false},
    {"huruf", ROLE_PREDICATE, false},
    {"letter", ROLE_PREDICATE, false},
    {"band", ROLE_PREDICATE, false},
    {"mutu", ROLE_PREDICATE, true},
    {"kategori", ROLE_PREDICATE, true},
    {"category", ROLE_PREDICATE, true},

    {"peristiwa", ROLE_EVENT, false},
    {"event", ROLE_EVENT, false},
    {"outcome", ROLE_EVENT, false},
    {"status", ROLE_EVENT, true},

    {"", ROLE_IGNORED, false},
    {"#", ROLE_IGNORED, false},
    {"no", ROLE_IGNORED, false},
    {"no.", ROLE_IGNORED, false},
    {"nomor", ROLE_IGNORED, false},
    {"number", ROLE_IGNORED, false},
    {"id", ROLE_IGNORED, false},
    {"kode", ROLE_IGNORED, false},
    {"code", ROLE_IGNORED, false},
    {"kode unit", ROLE_IGNORED, false},
    {"kode instansi", ROLE_IGNORED, false},
    {"kode provinsi", ROLE_IGNORED, false},
    {"kode kabupaten kota", ROLE_IGNORED, false},
    {"kode provinsi kabupaten kota", ROLE_IGNORED, false},
    {"keterangan", ROLE_IGNORED, false},
    {"ket", ROLE_IGNORED, false},
    {"ket.", ROLE_IGNORED, false},
    {"catatan", ROLE_IGNORED, false},
    {"note", ROLE_IGNORED, false},
    {"notes", ROLE_IGNORED, false},
    {"comment", ROLE_IGNORED, false},
    {"detail", ROLE_IGNORED, false},
    {"sumber", ROLE_IGNORED, false},
    {"sumber data", ROLE_IGNORED, false},
    {"source", ROLE_IGNORED, false},
    {"source url", ROLE_IGNORED, false},
    {"url", ROLE_IGNORED, false},
    {"tautan", ROLE_IGNORED, false},
    {"link", ROLE_IGNORED, false},
    {"satuan", ROLE_IGNORED, false},
    {"unit of value", ROLE_IGNORED, false},
    {"confidence", ROLE_IGNORED, false},
    {"certainty", ROLE_IGNORED, false},
    {"kepastian", ROLE_IGNORED, false},
    {"keyakinan", ROLE_IGNORED, false},
};

static const size_t n_header_words = ZI_COUNT(header_words);

const struct header_word *header_word_find(const char *folded)
{
    for (size_t i = 0; i < n_header_words; i++)
        if (strcmp(header_words[i].word, folded) == 0)
            return &header_words[i];
    return NULL;
}

const char *header_word_nearest(const char *folded)
{
    const char *words[ZI_COUNT(header_words) + 1];
    size_t count = 0;

    for (size_t i = 0; i < n_header_words; i++)
        if (*header_words[i].word != '\0')
            words[count++] = header_words[i].word;
    words[count] = NULL;
    return zi_utf8_nearest(folded, words);
}

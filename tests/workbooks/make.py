#!/usr/bin/python3
"""Makes the workbooks of the golden cases: tests/workbooks/make.py FOLDER [NAME...]

By hand, when a case needs another workbook; what it writes is committed where the cases use it. Needs
python3-openpyxl and LibreOffice (soffice). A workbook is written by openpyxl; one named .ods, or
named lo-*.xlsx, is what LibreOffice makes of it, with results of formulas.
"""
import datetime
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import openpyxl.utils.datetime


def scores(book):
    """The same table as tests/golden/inputs/workbook-nilai.csv."""
    sheet = book.active
    sheet.title = "Nilai"
    for row in [["instansi", "unit", "tahun", "zi", "skm", "sakip"],
                ["Kabupaten Contoh", "Dinas Kesehatan", 2022, 75.2, 80.1, "71,55 (BB)"],
                ["Kabupaten Contoh", "Dinas Kesehatan", 2023, 0.1 + 0.2 + 77, 81.5, "BB"],
                ["Kabupaten Contoh", "Dinas Kesehatan", 2024, 79, "-", None],
                ["Kabupaten Contoh", 'RSUD "Sehat"; Kelas B', 2022, 0.684, "82,5", None],
                ["Kabupaten Contoh", 'RSUD "Sehat"; Kelas B', 2023, 70.05, 83, None],
                ["Kabupaten Contoh", None, 2023, None, None, 74.31]]:
        sheet.append(row)
    sheet["D5"].number_format = "0.0%"


def sheets(book):
    """A cover, two tables, an empty sheet, a hidden one."""
    cover = book.active
    cover.title = "Sampul"
    cover["B2"] = "REKAPITULASI PEMBANGUNAN ZONA INTEGRITAS"
    cover["B3"] = "Disusun oleh Bagian Organisasi"
    first = book.create_sheet("TPI 2024")
    for row in [["unit", "tahun", "zi"], ["Dinas A", 2024, 81.25], ["Dinas B", 2024, 66.4]]:
        first.append(row)
    second = book.create_sheet("Mandiri")
    for row in [["unit", "tahun", "zi_mandiri"], ["Dinas A", 2024, 90], ["Dinas B", 2024, 910]]:
        second.append(row)
    book.create_sheet("Sheet4")
    staff = book.create_sheet("Pegawai")
    for row in [["No", "Nama", "Unit Kerja", "Jabatan"], [1, "Nama Contoh", "Dinas A", "Kepala"]]:
        staff.append(row)
    hidden = book.create_sheet("Lama")
    for row in [["unit", "tahun", "zi"], ["Dinas A", 2023, 78]]:
        hidden.append(row)
    hidden.sheet_state = "hidden"


def hidden(book):
    """Rows left by a filter, a column folded away."""
    sheet = book.active
    sheet.title = "Rekap"
    for row in [["unit", "tahun", "zi", "skm"], ["Dinas A", 2023, 70, 80], ["Dinas B", 2023, 71, 81],
                ["Dinas C", 2023, 72, 820], ["Dinas D", 2023, 73, 83]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True


def merged(book):
    """A unit's name over the rows of its years."""
    sheet = book.active
    sheet.title = "Rekap"
    for row in [["No", "unit", "tahun", "zi"], [1, "Dinas A", 2022, 70], [None, None, 2023, 71],
                [None, None, 2024, 72], [2, "Dinas B", 2023, 73], [None, None, 2024, 74]]:
        sheet.append(row)
    for cells in ["A2:A4", "B2:B4", "A5:A6", "B5:B6"]:
        sheet.merge_cells(cells)


def mishaps(book):
    """Errors, dates that were numbers, a formula that nobody computed."""
    sheet = book.active
    sheet.title = "Rekap"
    for row in [["unit", "tahun", "zi", "spip"],
                ["Dinas A", 2023, "#DIV/0!", 3.1],
                ["Dinas B", 2023, 71.5, datetime.date(2024, 5, 3)],
                ["Dinas C", 2023, "=70+1", 3.2],
                ["Dinas D", 2023, "#N/A", datetime.date(1980, 5, 1)],
                ["Dinas E", datetime.date(2023, 1, 1), 72.5, 3.3],
                ["Dinas F", "2023", 73.5, 3.4],
                ["Dinas G", 2023, True, 3.5]]:
        sheet.append(row)
    sheet["C2"].data_type = sheet["C5"].data_type = "e"
    sheet["B6"].number_format = "yyyy"
    sheet["D3"].number_format = "d-mmm"
    sheet["D5"].number_format = "mmm-yy"


def formulas(book):
    """Formulas with results, for LibreOffice to compute."""
    sheet = book.active
    sheet.title = "Rekap"
    for row in [["unit", "tahun", "zi.a", "zi.b", "zi"],
                ["Dinas A", 2023, 45.55, 30.1, "=C2+D2"],
                ["Dinas B", 2023, 40.2, 28.3, "=SUM(C3:D3)"],
                ["Dinas C", 2023, 41.2, 28.3, "=C4/0"],
                ["=CONCATENATE(\"Dinas \",\"D\")", "=2022+1", 50, 30, 80]]:
        sheet.append(row)


def answers(book):
    """Answers to the evaluation sheet, a sheet for each unit."""
    for i, (unit, choice) in enumerate([("DPMPTSP", "A"), ("Disdukcapil", "B")]):
        sheet = book.active if i == 0 else book.create_sheet()
        sheet.title = unit
        sheet.append(["id", "jawaban"])
        for question in ["A.1.1.i.a", "A.1.1.i.b"]:
            sheet.append([question, "Ya" if question.endswith("a") else choice])


def respondents(book):
    """Answers of people who were asked."""
    sheet = book.active
    sheet.title = "Form Responses 1"
    sheet.append(["unit", "tahun"] + ["U%d" % i for i in range(1, 10)])
    for i in range(12):
        sheet.append(["Dinas A" if i % 2 else "Dinas B", 2024] + [1 + (i * k + k) % 4 for k in range(1, 10)])
    sheet["C5"] = 7


def years(book):
    """A column a year, heads that are numbers."""
    sheet = book.active
    sheet.title = "SKM"
    for row in [["unit", 2021, 2022, 2023], ["Dinas A", 80.25, 81.5, "82,75"],
                ["Kecamatan B", None, "belum", 79], ["RSUD C", 0.1 + 0.7 + 82, 84, 85.125]]:
        sheet.append(row)


def long(book):
    """A row a value, with letters; days counted from 1904."""
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Data"
    for row in [["unit", "indeks", "tahun", "nilai", "predikat"],
                ["Dinas A", "zi", datetime.date(2023, 1, 1), 75.5, None],
                ["Dinas A", "sakip", 2023, None, "BB"], ["Dinas A", "skm", 2023, 88.5, "A"],
                ["Dinas B", "zi", 2023, "70,25", None]]:
        sheet.append(row)
    sheet["C2"].number_format = "yyyy"


def whole(book):
    """What judging needs, a sheet for each: scores, the institution's, predicates."""
    scores = book.active
    scores.title = "Nilai ZI"
    for row in [["instansi", "unit", "tahun", "zi"], ["Kab. Contoh", "Dinas A", 2024, 81.25],
                ["Kab. Contoh", "Dinas A", 2025, 83.5], ["Kab. Contoh", "Dinas B", 2025, 71]]:
        scores.append(row)
    institution = book.create_sheet("Instansi")
    for row in [["instansi", "tahun", "opini", "sakip", "rb"],
                ["Kab. Contoh", 2024, "WTP", "72,10 (BB)", 78.2]]:
        institution.append(row)
    predicates = book.create_sheet("Predikat")
    for row in [["instansi", "unit", "predikat", "tahun"], ["Kab. Contoh", "Dinas A", "WBK", 2023]]:
        predicates.append(row)


def planner(book):
    """As planners keep it: a title, heads merged over years, the columns counted, totals, a source."""
    sheet = book.active
    sheet.title = "Rekap"
    for row in [["REKAPITULASI NILAI ZI DAN SKM"], ["Kabupaten Contoh"], [],
                ["No", "Perangkat Daerah", "Nilai ZI", None, "SKM"],
                [None, None, 2023, 2024, 2023, 2024],
                ["(%d)" % column for column in range(1, 7)],
                [1, "Dinas A", 75.5, 77, 80, 81.25], [2, "Dinas B", 70, 72.5, 82, 83],
                ["Jumlah", None, 145.5, 149.5, 162, 164.25],
                ["Rata-rata", None, 72.75, 74.75, 81, 82.13], [], ["Sumber: Inspektorat"]]:
        sheet.append(row)
    for cells in ["A1:F1", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "A9:B9", "A10:B10"]:
        sheet.merge_cells(cells)


WORKBOOKS = {
    "nilai.xlsx": scores, "nilai.ods": scores, "lembar.xlsx": sheets, "lembar.ods": sheets,
    "tersembunyi.xlsx": hidden, "tersembunyi.ods": hidden, "gabungan.xlsx": merged,
    "gabungan.ods": merged, "musibah.xlsx": mishaps, "lo-musibah.ods": mishaps,
    "lo-rumus.xlsx": formulas, "lo-rumus.ods": formulas, "jawaban.xlsx": answers,
    "responden.xlsx": respondents, "responden.ods": respondents, "jawaban.ods": answers,
    "tahunan.xlsx": years, "tahunan.ods": years, "panjang.xlsx": long, "panjang.ods": long,
    "rekap.xlsx": whole, "rekap.ods": whole, "perencana.xlsx": planner,
}


def convert(source, target):
    folder = tempfile.mkdtemp()
    kind = os.path.splitext(target)[1][1:]
    subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, source],
                   check=True, stdout=subprocess.DEVNULL)
    made = os.path.join(folder, os.path.splitext(os.path.basename(source))[0] + "." + kind)
    shutil.move(made, target)
    shutil.rmtree(folder)


def main():
    folder, names = sys.argv[1], sys.argv[2:] or list(WORKBOOKS)
    for name in names:
        book = openpyxl.Workbook()
        book.properties.created = book.properties.modified = datetime.datetime(2025, 1, 1)
        WORKBOOKS[name](book)
        target = os.path.join(folder, name)
        if name.endswith(".ods") or name.startswith("lo-"):
            first = os.path.join(folder, ".first.xlsx")
            book.save(first)
            convert(first, target)
            os.remove(first)
        else:
            book.save(target)


main()

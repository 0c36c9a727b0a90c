#!/bin/sh
# usage: tests/bench/run.sh ZISTAT [FILE]...
# Times reading and summing up against the floor (libcsv alone) and, when it is there, DuckDB.
# Without FILE it generates panels of 10 years: UNITS=100000 units in wide and long form.
# ROUNDS=7 runs of each command, in turn. DUCKDB=folder: where libduckdb.so is. Then workbooks of
# 50,000 rows, against R's readxl and Python's openpyxl (read-only) where they are installed.
set -eu

zistat=$1
shift
here=$(dirname "$0")
root=$here/../..
build=$(dirname "$zistat")
tools=$build/bench
rounds=${ROUNDS:-7}
units=${UNITS:-100000}
mkdir -p "$tools"

compile() {
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I"$root/include" "$@"
}

compile -o "$tools/bare" "$here/bare.c" -lcsv
compile -o "$tools/read" "$here/read.c" "$build/libzistat.a" -lgsl -lgslcblas -lcsv -lzip \
    -lexpat -ljansson -lutf8proc -lm
compile -o "$tools/measure" "$here/measure.c"
duckdb=
if [ -n "${DUCKDB:-}" ] && [ -e "$DUCKDB/libduckdb.so" ]; then
    compile -o "$tools/duckdb" "$here/duckdb.c" -L"$DUCKDB" -lduckdb -Wl,-rpath,"$DUCKDB"
    duckdb=yes
else
    echo "DuckDB is not there (see tests/bench/README.md): compared with the floor only."
fi

if [ $# -eq 0 ]; then
    compile -o "$tools/generate" "$root/datasets/generate.c"
    for form in wide long; do
        file=$tools/$form-$units.csv
        [ -s "$file" ] || "$tools/generate" --units "$units" --form "$form" >"$file"
        set -- "$@" "$file"
    done
fi

for file in "$@"; do
    echo "$file, $(($(wc -c <"$file") / 1000000)) MB, $(($(wc -l <"$file") - 1)) rows"
    cat "$file" >/dev/null # into the page cache
    set -- "$tools/measure" "$rounds" \
        bare "$tools/bare" "$file" -- read "$tools/read" "$file" -- \
        summary "$zistat" summary --by index --quiet "$file"
    [ -z "$duckdb" ] ||
        set -- "$@" -- 'DuckDB, 1 thread' "$tools/duckdb" 1 "$file" -- \
            'DuckDB, 2 threads' "$tools/duckdb" 2 "$file"
    "$@"
done

# Without text, and with 50 MB of it: memory must not grow.
compile -o "$tools/make-workbook" "$here/workbook.c" -lxlsxwriter
for length in 0 1000; do
    file=$tools/rows-50000-$length.xlsx
    [ -s "$file" ] || "$tools/make-workbook" "$file" 50000 "$length"
    echo "$file, $(($(wc -c <"$file") / 1000)) kB, 50000 rows, $length characters of text in each"
    set -- "$tools/measure" "$rounds" summary "$zistat" summary --by index --quiet "$file"
    if Rscript -e 'library(readxl)' >/dev/null 2>&1; then
        set -- "$@" -- readxl Rscript -e "invisible(readxl::read_excel('$file'))"
    fi
    if /usr/bin/python3 -c 'import openpyxl' >/dev/null 2>&1; then
        set -- "$@" -- openpyxl /usr/bin/python3 -c "
import openpyxl
for row in openpyxl.load_workbook('$file', read_only=True).active.iter_rows(values_only=True): pass"
    fi
    "$@"
done

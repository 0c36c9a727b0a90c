#!/bin/sh
# usage: tools/coverage.sh BUILD   (called by make coverage)
# Lists how many lines of each source file the tests ran, the least covered first.
set -eu
export LC_ALL=C

build=$1
find "$build" -name '*.gcno' ! -path "$build/tests/*" ! -path "$build/replay*" \
    -exec gcov -n {} + 2>/dev/null |
    awk '
        /^File / { file = $2; gsub(/\047/, "", file) }
        /^Lines executed:/ && file ~ /^src\// {
            split($0, part, /[:% ]+/)
            ran = int(part[3] / 100 * $NF + 0.5)
            printf "%6.1f%%  %5d of %5d  %s\n", part[3], ran, $NF, file | "sort -n"
            all_ran += ran
            all += $NF
            file = ""
        }
        END {
            close("sort -n")
            printf "%6.1f%%  %5d of %5d  all\n", 100 * all_ran / all, all_ran, all
        }'

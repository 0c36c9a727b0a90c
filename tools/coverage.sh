#!/bin/sh
# usage: tools/coverage.sh BUILD   (called by make coverage)
# Lists how many lines of each source file the tests ran, the least covered first.
set -eu
export LC_ALL=C

build=$1
find "$build" -name '*.gcda' ! -path "$build/tests/*" ! -path "$build/replay/*" -exec gcov -n {} + |
    awk '
        /^File / { file = $2; gsub(/\047/, "", file) }
        /^Lines executed:/ && file ~ /^src\// {
            split($0, part, /[:% ]+/)
            lines = $NF
            ran = int(part[3] / 100 * lines + 0.5)
            printf "%6.1f%%  %5d of %5d  %s\n", part[3], ran, lines, file
            all_ran += ran
            all += lines
            file = ""
        }
        END { if (all) printf "%6.1f%%  %5d of %5d  all\n", 100 * all_ran / all, all_ran, all }' |
    sort -n

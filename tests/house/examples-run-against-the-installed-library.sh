#!/bin/sh
# usage: tests/house/examples-run-against-the-installed-library.sh BUILD   (called by tests/run.sh)
# Installs the library into a folder, builds examples/ as a stranger would, by pkg-config, against the
# shared and the static library, and runs them: they say what the program says.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A sanitized library needs its runtime in whoever links it: that is no stranger's case.
nm -D "$build"/libzistat.so.* | grep -q __asan && exit 0

make -s BUILD="$build" PREFIX="$work/prefix" install-library >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib"

for example in judge trend; do
    # shellcheck disable=SC2046 # the flags are words
    ${CC:-cc} -std=c11 -Wall -Wextra -Werror "examples/$example.c" $(pkg-config --cflags --libs zistat) \
        -o "$work/$example"
    # shellcheck disable=SC2046
    ${CC:-cc} -std=c11 "examples/$example.c" $(pkg-config --cflags zistat) "$work/prefix/lib/libzistat.a" \
        $(pkg-config --static --libs-only-other --libs-only-l zistat | sed 's/-lzistat//') -o "$work/$example-static"
done

"$work/trend" >"$work/trend.out"
"$work/trend-static" | diff "$work/trend.out" -
grep -q '^Theil-Sen slope 1.500 a year' "$work/trend.out" || { cat "$work/trend.out"; exit 1; }

"$work/judge" 2025 datasets/demo | sed 's/: \([a-z]*\), .*/,\1/' | sort >"$work/judged"
"$build/zistat" ready datasets/demo --year 2025 --format json --quiet >"$work/ready.json"
[ "$(wc -l <"$work/judged")" -eq "$(grep -c "\"unit\": " "$work/ready.json")" ] || {
    echo "judge and zistat ready judge different numbers of units"
    exit 1
}
for verdict in pass fail unknown; do
    [ "$(grep -c ",$verdict\$" "$work/judged")" -eq "$(grep -c "\"verdict\": \"$verdict\"" "$work/ready.json")" ] || {
        echo "judge and zistat ready differ in how many have the verdict $verdict"
        exit 1
    }
done

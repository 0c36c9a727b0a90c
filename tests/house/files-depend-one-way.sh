#!/bin/sh
# usage: tests/house/files-depend-one-way.sh BUILD   (called by tests/run.sh)
# No two sources use each other, directly or around a corner: tells the circles in what the object
# files define and use.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find "$build" -name '*.o' ! -path "$build/tests/*" ! -path "$build/pic/*" | sort >"$work/objects"
while read -r object; do
    nm -P -- "$object" | sed "s|^|$object |"
done <"$work/objects" >"$work/symbols"

# Lines "file file-that-it-uses", for tsort.
awk '
    $3 ~ /^[TDBRVWC]$/ { definer[$2] = $1 }
    $3 == "U" { n++; user[n] = $1; used[n] = $2 }
    END { for (i = 1; i <= n; i++) if (used[i] in definer) print user[i], definer[used[i]] }
' "$work/symbols" | sort -u >"$work/uses"

[ -s "$work/uses" ] || { echo "no object file of $build uses another"; exit 1; }
tsort <"$work/uses" >/dev/null 2>"$work/circles" || {
    sed "s|^tsort: ||; s|^-: |sources that use each other: |; s|$build/|  |" "$work/circles"
    exit 1
}

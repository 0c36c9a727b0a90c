#!/bin/sh
# usage: tests/house/folders-depend-downwards.sh BUILD   (called by tests/run.sh)
# Says which object file uses a name of a folder that it must not know, by the symbols that the
# compiler left in it: a folder may use those that stand before it in MODULES. Some must know less:
# statistics no panel, drawings no statistic, tables no file.
set -eu
build=$1
modules=${MODULES:?the folders of src from below upwards}

# forbidden FOLDER: folders that it must not use although they stand before it.
forbidden() {
    case $1 in
    stats) echo "csv catalogue panel lke survey" ;;
    output | chart) echo "csv catalogue panel lke survey stats analysis output table" ;;
    figure) echo "csv lke survey output table" ;;
    esac
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in $modules; do
    for object in "$build/$folder"/*.o; do
        nm -P "$object" | awk -v object="$folder/$(basename "$object")" -v folder="$folder" '
            $2 ~ /^[TDBRC]$/ { print "defines", folder, $1 }
            $2 == "U" { print "uses", folder, $1, object }'
    done
done >"$work/symbols"

for folder in $modules; do
    echo "order $folder"
    echo "forbidden $folder $(forbidden "$folder")"
done | cat - "$work/symbols" | awk '
    $1 == "order" { place[$2] = ++n }
    $1 == "forbidden" { for (i = 3; i <= NF; i++) never[$2, $i] = 1 }
    $1 == "defines" { home[$3] = $2 }
    $1 == "uses" { use[++uses] = $0 }
    END {
        if (n == 0 || uses == 0) { print "no object file was found"; exit 1 }
        for (i = 1; i <= uses; i++) {
            split(use[i], part, " ")
            other = home[part[3]]
            if (other == "" || other == part[2]) continue
            if (place[other] > place[part[2]] || (part[2], other) in never) {
                print part[4] " uses " part[3] " of " other
                bad = 1
            }
        }
        exit bad
    }'

#!/bin/sh
# usage: tools/demo.sh ZISTAT   (called by make demo)
# The main job on the made-up regency of datasets/demo: tables, charts and the leaders' report.
set -eu

zistat=$1
data=datasets/demo
unit="Dinas Kesehatan"
out=build/demo
mkdir -p "$out"

for command in check summary trend correlate ready; do
    "$zistat" "$command" "$data" --format csv --output "$out/$command.csv" --force
done
for format in png svg; do
    "$zistat" plot trend --unit "$unit" "$data" --output "$out/trend.$format" --force
    for kind in readiness areas correlation; do
        "$zistat" plot "$kind" "$data" --output "$out/$kind.$format" --force
    done
done
"$zistat" report "$data" --output "$out/report.html" --force >"$out/findings.txt"

echo
echo "Made from $data, which is made up:"
echo "  tables  $out/{check,summary,trend,correlate,ready}.csv"
echo "  charts  $out/{trend,readiness,areas,correlation}.{png,svg}"
echo "  report  $out/report.html"
echo
cat "$out/findings.txt"

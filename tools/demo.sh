#!/bin/sh
# usage: tools/demo.sh ZISTAT   (called by make demo)
# The main job on the made-up regency of datasets/demo: tables, charts, the leaders' report, and the
# findings that the report begins with.
set -eu

zistat=$1
data=datasets/demo
unit=DPMPTSP
out=build/demo
mkdir -p "$out"

echo "From $data (a made-up regency) into $out:"

for command in check summary trend correlate ready; do
    "$zistat" "$command" "$data" --quiet --format csv --output "$out/$command.csv" --force
    echo "$out/$command.csv"
done
for format in png svg; do
    "$zistat" plot trend --unit "$unit" "$data" --output "$out/trend.$format" --force
    for kind in readiness areas correlation; do
        "$zistat" plot "$kind" "$data" --output "$out/$kind.$format" --force
    done
done
echo
"$zistat" report "$data" --output "$out/report.html" --force

#!/bin/sh
# usage: tools/gallery.sh ZISTAT   (called by make gallery)
# Draws one picture of each kind of chart from datasets/demo into plots/.
set -eu

zistat=$1
data=datasets/demo
unit=DPMPTSP

for format in png svg; do
    "$zistat" plot trend --unit "$unit" "$data" --output "plots/trend.$format" --force
    for kind in readiness areas correlation; do
        "$zistat" plot "$kind" "$data" --output "plots/$kind.$format" --force
    done
done

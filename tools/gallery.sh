#!/bin/sh
# usage: tools/gallery.sh ZISTAT   (called by make gallery)
# Draws one picture of each kind of chart from datasets/demo into plots/.
set -eu

zistat=$1
data=datasets/demo

# draw NAME KIND OPTION...: one picture, in both formats
draw() {
    name=$1 kind=$2
    shift 2
    for format in png svg; do
        "$zistat" plot "$kind" "$@" "$data" --output "plots/$name.$format" --force
    done
}

draw trend trend --unit DPMPTSP
draw profile profile --unit DPMPTSP
draw readiness readiness
draw areas areas
draw correlation correlation
draw scatter scatter --index sakip,zi
draw quadrant quadrant
draw change change
draw change-few change --unit DPMPTSP --unit DLH --unit "RSUD HM" --unit Diskominfo \
    --unit Disdukcapil --unit Bapenda --unit Dinkes --unit Dishub --unit BPBD
draw event event
draw leaders leaders --target wbbm

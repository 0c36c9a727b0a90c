#!/bin/sh
# usage: tools/embed.sh FILE... >embedded.c
# Writes each file of datasets/ as an array of bytes, and the table that finds them by name.
set -eu

echo '#include "catalogue/embedded.h"'
number=0
for file in "$@"; do
    echo "static const unsigned char file_${number}[] = {"
    od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo '0};'
    number=$((number + 1))
done

echo 'const struct zi_embedded zi_embedded_files[] = {'
number=0
for file in "$@"; do
    echo "    {\"${file#datasets/}\", file_$number, sizeof file_$number - 1},"
    number=$((number + 1))
done
echo '    {0}};'

#!/bin/sh
# usage: tools/list-commands.sh ZISTAT FILE
# Replaces what stands between the lines "<!-- commands -->" and "<!-- end of commands -->" of FILE
# by the program's own list, so that the two cannot differ.
set -eu

zistat=$1 file=$2
list=$(mktemp)
trap 'rm -f "$list" "$list.new"' EXIT

"$zistat" help --lang en >"$list"
awk -v list="$list" '
    /^<!-- end of commands -->$/ { inside = 0; ended++ }
    !inside
    /^<!-- commands -->$/ {
        inside = 1
        begun++
        print "```"
        while ((getline line < list) > 0)
            print line
        print "```"
    }
    END {
        if (begun != 1 || ended != 1) {
            print FILENAME ": not one pair of <!-- commands --> and <!-- end of commands -->" > "/dev/stderr"
            exit 1
        }
    }' "$file" >"$list.new"
cmp -s "$list.new" "$file" || cat "$list.new" >"$file"

#!/bin/sh
# usage: tools/fill-readme.sh ZISTAT FILE
# Between each line "<!-- run: COMMAND -->" of FILE and the next "<!-- end -->" stands what COMMAND
# prints, so that no output in FILE is older than the program. COMMAND finds ZISTAT as zistat.
set -eu

PATH=$(cd "$(dirname "$1")" && pwd):$PATH
export PATH LC_ALL=C
file=$2
new=$(mktemp)
trap 'rm -f "$new"' EXIT

awk '
    /^<!-- end -->$/ { inside = 0 }
    !inside
    /^<!-- run: .* -->$/ {
        command = substr($0, 11, length($0) - 14)
        inside = 1
        print "```"
        fflush()
        if (system(command " 2>&1") != 0)
            exit failed = 1
        print "```"
        fflush()
    }
    END {
        if (inside && !failed)
            print FILENAME ": a run without <!-- end -->" > "/dev/stderr"
        exit inside || failed
    }' "$file" >"$new"
cmp -s "$new" "$file" || cat "$new" >"$file"

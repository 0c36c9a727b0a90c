#!/bin/sh
# usage: tests/house/golden-inputs-stand-once.sh BUILD   (called by tests/run.sh)
# An input of several golden cases stands once in tests/golden/inputs, and they link to it.
set -eu
cd "$(dirname "$0")/../golden"
find . -mindepth 2 -type f ! -empty ! -regex '\./[^/]*/[^/]*/\(cmd\|out\|err\|rc\|files\|setup\)' \
    ! -name run.sh ! -name case.sh -exec md5sum {} + | sort |
    awk '$1 == last { print "the same bytes: " name " and " $2; bad = 1 } { last = $1; name = $2 } END { exit bad }'
find . -type l | while read -r link; do
    [ -e "$link" ] || { echo "nothing stands where $link points"; exit 1; }
done

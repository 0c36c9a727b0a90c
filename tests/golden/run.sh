#!/bin/sh
# usage: tests/golden/run.sh [--accept] PROGRAM [COMMAND/NAME...]
# Runs the golden cases of this folder (all by default) with PROGRAM as zistat, and ends in a line
# of counts. --accept rewrites what they expect: read the difference before it is committed.
# What a case is made of stands in case.sh.
set -u
export LC_ALL=C

accept=no
if [ "${1:-}" = --accept ]; then
    accept=yes
    shift
fi
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: tests/golden/run.sh [--accept] PROGRAM [COMMAND/NAME...]" >&2
    exit 2
fi
program_folder=$(cd "$(dirname "$1")" && pwd)
shift

work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cd "$(dirname "$0")" || exit 1
if [ $# -gt 0 ]; then
    printf '%s\n' "$@"
else
    # Every folder, not every cmd: a folder that lost its cmd is a failure, not a silence.
    find . -mindepth 2 -maxdepth 2 -type d | sed 's|^\./||'
fi | sort >"$work/cases"

xargs -r -n 1 -P "$(nproc 2>/dev/null || echo 2)" ./case.sh "$program_folder" "$work" "$accept" \
    <"$work/cases"

passed=0 failed=0
while read -r case; do
    if [ -e "$work/$case.done" ] && [ ! -s "$work/$case.said" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED golden $case"
        [ -e "$case/cmd" ] && sed 's/^/  $ /' "$case/cmd"
        cat "$work/$case.said"
    fi
done <"$work/cases"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

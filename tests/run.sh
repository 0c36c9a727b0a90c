#!/bin/sh
# usage: tests/run.sh ZISTAT PROGRAM...   (called by make check)
# Runs the cmocka programs, the replays of the fuzz corpora (programs named fuzz_*), the scripts that
# look at the house (tests/house) and the golden cases with ZISTAT; says what failed, and ends in one line of counts over all of them.
set -u
export LC_ALL=C ASAN_OPTIONS="${ASAN_OPTIONS:-exitcode=99}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"

tests=$(cd "$(dirname "$0")" && pwd)
zistat=$1
shift

output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT
trap 'exit 130' INT TERM

limit=
command -v timeout >/dev/null 2>&1 && limit="timeout 300"

passed=0 failed=0 skipped=0

count() {
    grep -c "$1" "$output"
}

# complain PROGRAM SENTENCE: with all that the program said.
complain() {
    echo "FAILED $1: $2"
    sed 's/^/  /' "$output"
}

# A test that was announced but did not report, a program that announced none, and a status that no
# test explains (a crash, a leak, a fixture) count as failed: silence is never a pass.
run_unit() {
    CMOCKA_MESSAGE_OUTPUT=TAP $limit "$1" >"$output" 2>&1
    status=$?
    announced=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$output" | awk '{ sum += $1 } END { print sum + 0 }')
    ok=$(grep '^ok ' "$output" | grep -cv '# SKIP')
    skip=$(count '^\(not \)\{0,1\}ok .*# SKIP')
    bad=$(grep '^not ok ' "$output" | grep -cv '# SKIP')
    silent=$((announced - ok - skip - bad))
    if [ "$silent" -gt 0 ]; then
        complain "$1" "stopped with status $status and $silent of $announced tests not reported"
    elif [ "$announced" -eq 0 ]; then
        silent=1
        complain "$1" "ran no test (status $status)"
    elif [ "$bad" -gt 0 ]; then
        silent=0
        complain "$1" "$bad of $announced tests"
    elif [ "$status" -ne 0 ]; then
        silent=1
        complain "$1" "every test passed, but its exit status is $status"
    else
        silent=0
    fi
    sed -n "s|^\\(not \\)\\{0,1\\}ok .*# SKIP|SKIPPED $1:|p" "$output"
    passed=$((passed + ok))
    failed=$((failed + bad + silent))
    skipped=$((skipped + skip))
}

run_replay() {
    corpus=$tests/fuzz/corpus/$(basename "$1")
    if [ -z "$(ls -A "$corpus" 2>/dev/null)" ]; then
        echo "nothing in $corpus" >"$output"
        status=1
    else
        $limit "$1" "$corpus"/* >"$output" 2>&1
        status=$?
    fi
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        complain "$1" "exit status $status"
    fi
}

# A script that looks at the house: what it says is what is wrong.
run_house() {
    $limit "$1" "$(dirname "$zistat")" >"$output" 2>&1
    status=$?
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        complain "$1" "exit status $status"
    fi
}

run_golden() {
    "$tests/golden/run.sh" "$zistat" >"$output" 2>&1
    counts=$(sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$output")
    if [ -z "$counts" ] || [ "$counts" = "0 0" ]; then
        failed=$((failed + 1))
        complain "tests/golden/run.sh" "ran no case"
        return
    fi
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    sed '$d' "$output"
}

for program in "$@"; do
    case ${program##*/} in
    fuzz_*) run_replay "$program" ;;
    *.sh) run_house "$program" ;;
    *) run_unit "$program" ;;
    esac
done
run_golden

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

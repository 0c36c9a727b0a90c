#!/bin/sh
# usage: tests/house/sources-say-what-they-are-for.sh BUILD   (called by tests/run.sh)
# Every source of the program and of the examples opens with a comment that says what it is for.
set -eu
status=0
for file in $(find src examples -name '*.[ch]' | sort); do
    case $(head -n 1 "$file") in
    '/*'*) ;;
    *)
        echo "$file: its first line does not say what it is for"
        status=1
        ;;
    esac
done
exit $status

#!/bin/sh
# usage: tests/house/library-exports-its-headers.sh BUILD   (called by tests/run.sh)
# What leaves the shared and the static library are functions and data with the prefix zi_ that a
# public header declares, all of them, and nothing else.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Sanitizers and coverage add names of their own.
exported() {
    nm --defined-only -P "$@" | awk '$2 ~ /^[TDBRV]$/ { print $1 }' |
        grep -vE '^_|asan|ubsan|gcov|llvm' | sort
}
exported -D "$build"/libzistat.so.* >"$work/shared"
exported -g "$build/libzistat.a" >"$work/static"
[ -s "$work/shared" ] || { echo "the shared library exports nothing"; exit 1; }
if grep -v '^zi_' "$work/shared"; then
    echo "names without the prefix zi_ leave the library"
    exit 1
fi
diff "$work/shared" "$work/static" || { echo "the static library differs from the shared one"; exit 1; }

functions='\([a-z][a-z0-9_ *]*[ *]\)\{0,1\}\(zi_[a-z0-9_]*\)(.*'
sed -n "/^static inline/d; /^typedef/d; s/^$functions/\\2/p; s/^extern .*[ *]\\(zi_[a-z0-9_]*\\)[;[].*/\\1/p" \
    include/zistat/*.h include/zistat/*/*.h | sort -u >"$work/declared"
[ -s "$work/declared" ] || { echo "no declaration was found in include/zistat"; exit 1; }
diff "$work/declared" "$work/shared" || {
    echo "left: declared in include/zistat and not in the library; right: in it and not declared"
    exit 1
}

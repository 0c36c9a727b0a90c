#!/bin/sh
# usage: tests/house/public-headers-stand-alone.sh BUILD   (called by tests/run.sh)
# Every public header compiles by itself as C11 and together as C++, includes only public ones, stands
# between ZI_API_BEGIN and ZI_API_END, and is taken in by zistat.h.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

for header in $(cd include && find zistat -name '*.h' | sort); do
    printf '#include "%s"\nextern int more_than_nothing;\n' "$header" >"$work/one.c"
    cat "$work/one.c" >>"$work/all.cc"
    ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only "$work/one.c" || bad=1
    case $header in
    zistat/zistat.h | zistat/base/api.h) continue ;;
    esac
    grep -q "\"$header\"" include/zistat/zistat.h || {
        echo "include/zistat/zistat.h does not take in $header"
        bad=1
    }
    [ "$(grep -c -e '^ZI_API_BEGIN$' -e '^ZI_API_END$' "include/$header")" -eq 2 ] || {
        echo "include/$header does not stand between ZI_API_BEGIN and ZI_API_END"
        bad=1
    }
    if grep '#include "' "include/$header" | grep -v '"zistat/'; then
        echo "include/$header includes what is not public"
        bad=1
    fi
done
${CXX:-c++} -std=c++11 -Wall -Wextra -Werror -Iinclude -fsyntax-only "$work/all.cc" || bad=1
exit $bad

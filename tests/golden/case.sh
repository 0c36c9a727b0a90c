#!/bin/sh
# usage: tests/golden/case.sh PROGRAM_FOLDER WORK yes|no COMMAND/NAME   (called by run.sh)
# Runs one case and writes what is wrong with it into WORK/COMMAND/NAME.said. A case is a folder of
#   cmd    one shell line that uses zistat
#   out    the expected standard output; none when there is no such file
#   err    the same for standard error
#   rc     the expected exit status; 0 when there is no such file
#   files  what the command leaves in the folder, a path a line; anything else is a failure
#   setup  shell lines that are run before it, to make what cannot be kept in a repository
# and input files; one that several cases read stands once in ../inputs, and they link to it. It runs
# in a copy of its folder, beside a link `datasets`, with an empty HOME and TMPDIR (which must be
# empty afterwards too) and nothing else of the caller's environment.
set -u

program_folder=$1 work=$2 accept=$3 case=$4
golden=$PWD
root=$(cd ../.. && pwd)
here=$work/$case
copy=$here/copy

limit=
command -v timeout >/dev/null 2>&1 && limit="timeout 120"

# run_here SHELL_OPTIONS_AND_FILE: runs it as a user in the copy would.
run_here() {
    # shellcheck disable=SC2086 # $limit is a command with its argument, or nothing
    env -i PATH="$program_folder:$PATH" HOME="$here/home" TMPDIR="$here/tmp" \
        DATASETS="$root/datasets" LC_ALL=C TZ=UTC \
        ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=print_stacktrace=1:exitcode=99 \
        $limit sh "$@" </dev/null
}

list_files() {
    find . ! -path . | sed 's|^\./||' | sort
}

# The lines of a difference, without its heading.
difference() {
    diff -u "$1" "$2" | sed -n '3,60s/^/    /p'
}

# compare NAME: the expected file, or nothing when there is none, with what came.
compare() {
    expected=$golden/$case/$1
    [ -e "$expected" ] || expected=$here/nothing
    if ! cmp -s "$expected" "$here/$1"; then
        echo "  $1 differs:"
        difference "$expected" "$here/$1"
    fi
}

# accept_file NAME WHEN_ABSENT: no file is kept for what a missing one means anyway.
accept_file() {
    if cmp -s "$2" "$here/$1"; then
        rm -f "$golden/$case/$1"
    else
        cp "$here/$1" "$golden/$case/$1"
    fi
}

# 99 is a sanitizer's, 124 the time limit's, 126 and 127 the shell's (no such program), and above 128
# a signal's, of which only Ctrl-C and a closed pipe are ever expected. None of these is accepted.
crashed() {
    case $1 in
    99 | 124 | 126 | 127) return 0 ;;
    130 | 141) return 1 ;;
    *) [ "$1" -gt 128 ] ;;
    esac
}

run_case() {
    [ -s "$golden/$case/cmd" ] || {
        echo "  there is no cmd in tests/golden/$case"
        return
    }
    mkdir -p "$here/home" "$here/tmp"
    cp -RL "$golden/$case" "$copy"
    cd "$copy" || return
    rm -f cmd out err rc files setup
    ln -s "$root/datasets" datasets
    : >"$here/nothing"
    echo 0 >"$here/zero"

    if [ -e "$golden/$case/setup" ]; then
        run_here -e "$golden/$case/setup" >"$here/setup" 2>&1 || {
            echo "  setup failed:"
            sed 's/^/    /' "$here/setup"
            return
        }
    fi
    list_files >"$here/before"
    run_here "$golden/$case/cmd" >"$here/out" 2>"$here/err"
    rc=$?
    echo "$rc" >"$here/rc"
    if crashed "$rc"; then
        echo "  zistat crashed or ran too long (exit status $rc):"
        sed 's/^/    /' "$here/err"
        return
    fi
    if [ "$accept" = yes ]; then
        accept_file out "$here/nothing"
        accept_file err "$here/nothing"
        accept_file rc "$here/zero"
    fi
    compare out
    compare err
    expected_rc=$(cat "$golden/$case/rc" 2>/dev/null || echo 0)
    [ "$rc" = "$expected_rc" ] || echo "  exit status is $rc, expected $expected_rc"

    [ -e "$golden/$case/files" ] && cat "$golden/$case/files" >>"$here/before"
    sort -o "$here/before" "$here/before"
    list_files >"$here/after"
    if ! cmp -s "$here/before" "$here/after"; then
        echo "  files left behind (+) or missing (-):"
        difference "$here/before" "$here/after"
    fi
    if [ -n "$(ls -A "$here/tmp")" ]; then
        echo "  temporary files left behind: $(ls -A "$here/tmp")"
    fi
}

mkdir -p "$here"
run_case >"$work/$case.said" 2>&1
touch "$work/$case.done"
chmod -R u+rwx "$here"
rm -rf "$here"

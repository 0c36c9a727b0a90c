#!/bin/sh
# usage: tools/install-packages.sh PACKAGE...
# Installs the Debian packages that are missing; silent when there are none. The command is
# printed before it is run. SKIP_DEPS=1 leaves the system alone.
set -eu

say() {
    echo "install-packages: $*" >&2
}

[ "${SKIP_DEPS:-}" = 1 ] && exit 0

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    say "this system has no apt, so nothing was installed. zistat needs the libraries GSL, libcsv, libzip, expat," \
        "jansson and utf8proc with their headers, gnuplot with the Liberation fonts, and cmocka" \
        "for the tests. (Debian's names: $*.)"
    exit 0
fi

missing=
for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
apt="env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120"
update="$as_root $apt update"
install="$as_root $apt install --no-install-recommends$missing"
update=${update# }
install=${install# }

have_lists() {
    for list in /var/lib/apt/lists/*Packages*; do
        [ -e "$list" ] && return 0
    done
    return 1
}

have_lists && updated=no || updated=yes
say "missing:$missing; they are installed by"
[ "$updated" = yes ] && echo "    $update" >&2
echo "    $install" >&2

if [ -n "$as_root" ] && ! command -v sudo >/dev/null 2>&1; then
    say "cannot run it: you are not root and there is no sudo. Ask an administrator to run it, then" \
        "try again; or set SKIP_DEPS=1 if the libraries are installed in another way."
    exit 1
fi

if [ "$updated" = yes ]; then
    $update >&2 || {
        say "the package lists could not be read (the reason is above)."
        exit 1
    }
fi
# Old lists name versions that the mirror no longer has: one more try with new lists.
$install >&2 || {
    [ "$updated" = no ] && say "that failed; once more with new package lists: $update" &&
        $update >&2 && $install >&2
} || {
    say "could not install$missing (the reason is above). Is there a network?"
    exit 1
}

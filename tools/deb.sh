#!/bin/sh
# usage: tools/deb.sh VERSION FOLDER   (called by make deb)
# Builds the Debian packages from the files of the repository in FOLDER, and shows what lintian says
# of them; any error or warning fails.
set -eu

version=$1 folder=$2
tree=$folder/zistat-$version
rm -rf "$folder"
mkdir -p "$tree"
git ls-files -z | xargs -0 cp --parents -P -t "$tree"
{
    # The date of the newest change, so that the same source gives the same package.
    echo "zistat ($version) unstable; urgency=medium"
    echo
    echo "  * See /usr/share/doc/zistat/changelog.gz for what changed."
    echo
    echo " -- zistat contributors <zistat@packages.debian.org>  $(git log -1 --format=%aD)"
} >"$tree/debian/changelog"
(cd "$tree" && dpkg-buildpackage -us -uc -b) >"$folder/log" 2>&1 || {
    tail -n 40 "$folder/log"
    exit 1
}
ls "$folder"/*.deb
lintian --fail-on error,warning "$folder"/*.changes

#!/bin/sh
# Part of a document is what the program prints: all that follows the line with "From here on", and
# the empty line after it.
#
#   tests/printed.sh THALWEG FILE ARGUMENT...             compare; exit 1 where they differ
#   tests/printed.sh --update THALWEG FILE ARGUMENT...    bring the file up to date
#
# for doc/scenes.md:
#
#   tests/printed.sh --update build/thalweg doc/scenes.md list keys --format markdown
set -eu

update=false
if [ "$1" = --update ]; then
    update=true
    shift
fi
thalweg=$1
file=$2
shift 2

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed '/^<!-- From here on/q' "$file" >"$folder/expected"
echo >>"$folder/expected"
"$thalweg" "$@" >>"$folder/expected"

if $update; then
    cat "$folder/expected" >"$file"
elif ! diff -u "$file" "$folder/expected"; then
    echo "$file is not what 'thalweg $*' prints; tests/printed.sh --update brings it up to date"
    exit 1
fi

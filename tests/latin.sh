#!/bin/sh
# Run a command with THALWEG_LATIN, the folder of a locale whose characters are Latin-1,
# es_ES.ISO-8859-1. It is made in a directory of the build; where it cannot be made (localedef or
# its source is missing) the variable is not set, and that is said.
#
#   tests/latin.sh DIRECTORY COMMAND [ARGUMENT...]
set -eu

locales=$1
shift

if [ ! -d "$locales/es_ES.ISO-8859-1" ]; then
    mkdir -p "$locales"
    new=$(mktemp -d "$locales/new.XXXXXX")
    trap 'rm -rf "$new"' EXIT
    if localedef -i es_ES -f ISO-8859-1 "$new/es_ES.ISO-8859-1"; then
        # Another test may have been faster; -T because its directory is not to be moved into.
        mv -T "$new/es_ES.ISO-8859-1" "$locales/es_ES.ISO-8859-1" 2>/dev/null ||
            [ -d "$locales/es_ES.ISO-8859-1" ]
    else
        echo "cannot make the es_ES.ISO-8859-1 locale: it is not tried" >&2
    fi
    rm -rf "$new"
    trap - EXIT
fi

[ -d "$locales/es_ES.ISO-8859-1" ] || exec "$@"
THALWEG_LATIN=$locales exec "$@"

#!/bin/sh
# Run a command where a number is written 1,5: in the es_ES.UTF-8 locale, which is made in a
# directory of the build, so that nothing has to be set up on the machine.
#
#   tests/locale.sh DIRECTORY COMMAND [ARGUMENT...]
#
# Exits as the command does, or with 77, which is "skipped" to Meson, where the locale cannot be
# made: localedef or the source of the locale is missing, or the C library has no such locales.
set -eu

locales=$1
shift

if [ ! -d "$locales/es_ES.UTF-8" ]; then
    mkdir -p "$locales"
    new=$(mktemp -d "$locales/new.XXXXXX")
    trap 'rm -rf "$new"' EXIT
    if ! localedef -i es_ES -f UTF-8 "$new/es_ES.UTF-8"; then
        echo "cannot make the es_ES.UTF-8 locale; on Debian the package 'locales' is missing" >&2
        exit 77
    fi
    # Another test may have been faster; -T because its directory is not to be moved into.
    mv -T "$new/es_ES.UTF-8" "$locales/es_ES.UTF-8" 2>/dev/null || [ -d "$locales/es_ES.UTF-8" ]
    rm -rf "$new"
    trap - EXIT
fi

unset LANGUAGE
LOCPATH=$locales LC_ALL=es_ES.UTF-8 exec "$@"

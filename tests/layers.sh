#!/bin/sh
# The floor plan, held over the #include lines: which layer may include which, which file alone may
# include a library such as curses or BLAS, and that every header compiles by itself.
#
#   tests/layers.sh [ROOT]
#
# Prints one line a violation, FILE:LINE: what is wrong, and exits 1 if there is any.
set -eu

cd "${1:-$(dirname "$0")/..}"
status=0

# A layer includes itself and what the row of each layer below allows in turn.
plan='
base:
math: base
data: math
sim: data
race: sim
scene: race
session: scene
draw: base
view: draw session
out: draw session
app: view out
'

# A library, as a pattern over the name in <>, and a pattern of the only files that may include it.
libraries='
^n?curses(w?/.*)?[.]h$|^term[.]h$    ^src/app/terminal[.]c$
^(openblas/)?cblas[.]h$              ^src/math/kernels[a-z0-9_]*[.][ch]$
^csv[.]h$                            ^src/data/csv[.]c$
^utf8proc[.]h$                       ^src/base/text[.]c$
^libconfig[.]h$                      ^src/scene/scene_read[.]c$
^(cairo/)?cairo.*[.]h$               ^src/out/vector[a-z0-9_]*[.]c$
^(cjson/)?cJSON.*[.]h$               ^src/out/[a-z0-9_]*[.]c$
'

find src include -type f -name '*.[ch]' -exec awk -v plan="$plan" -v libraries="$libraries" '
function violation(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text
    bad = 1
}

# allowed[layer, below]: the closure of the plan, whose rows come lowest layer first.
function read_plan(    rows, row, words, other, n, i, j) {
    n = split(plan, rows, "\n")
    for (i = 1; i <= n; i++) {
        row = rows[i]
        sub(/:/, "", row)
        if (split(row, words, " ") == 0)
            continue
        layers[words[1]] = 1
        allowed[words[1], words[1]] = 1
        for (j = 2; j in words; j++)
            for (other in layers)
                if ((words[j], other) in allowed)
                    allowed[words[1], other] = 1
    }
}

function read_libraries(    rows, words, n, i) {
    n = split(libraries, rows, "\n")
    for (i = 1; i <= n; i++)
        if (split(rows[i], words, " ") == 2)
            home[words[1]] = words[2]
}

BEGIN {
    read_plan()
    read_libraries()
}

FNR == 1 {
    split(FILENAME, path, "/")
    layer = path[2]
    if (!(layer in layers))
        violation("lies in no layer")
}

/^[ \t]*#[ \t]*include/ {
    name = $0
    sub(/^[^"<]*["<]/, "", name)
    sub(/[">].*$/, "", name)
    split(name, part, "/")
    if (part[1] in layers) {
        if (!((layer, part[1]) in allowed))
            violation("layer " layer " may not include " name)
    } else if ($0 ~ /include[ \t]*"/ && name ~ /\//) {
        violation("\"" name "\" does not begin with its layer")
    }
    for (library in home)
        if (name ~ library && FILENAME !~ home[library])
            violation("<" name "> may only be included by " home[library])
}

END {
    exit bad
}' {} + || status=1

# shellcheck disable=SC2044 # no name in the tree has a space
for header in $(find include src -type f -name '*.h'); do
    # shellcheck disable=SC2086 # CC may be several words, as in "ccache gcc"
    if ! printf '#include "%s"\n' "$header" | ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L \
        -Wall -Wextra -Werror -I. -Iinclude -Isrc -fsyntax-only -x c -; then
        echo "$header:1: does not compile alone"
        status=1
    fi
done
exit $status

#!/bin/sh
# What many tests read is made once, before the first that asks for it (CTest's fixtures `real-data`,
# `both-data` and `county`);
# those that write take a copy.
# usage: made_once.sh TARN FOLDER real-data|both-data|county
set -eu
tarn=$1
made=$2/$3
rm -rf "$made"
mkdir -p "$made"
case $3 in
    real-data)
        [ -n "${TARN_REAL_DATA:-}" ] || { echo "TARN_REAL_DATA is not set: nothing to import"; exit 0; }
        find "$TARN_REAL_DATA" -name '*.gz' | LC_ALL=C sort | xargs "$tarn" import --db "sqlite:$made/tarn.db"
        ;;
    both-data)
        [ -n "${TARN_REAL_DATA:-}" ] && [ -n "${TARN_REAL_DATA_2026:-}" ] ||
            { echo "TARN_REAL_DATA or TARN_REAL_DATA_2026 is not set: nothing to import"; exit 0; }
        # meta/ holds the publishers' own lists of columns, which are to be read. A refused file shows in the figures.
        find "$TARN_REAL_DATA" "$TARN_REAL_DATA_2026" -name '*.gz' -not -path '*/meta/*' | LC_ALL=C sort |
            xargs "$tarn" import --db "sqlite:$made/tarn.db" || echo "made_once.sh: some files were refused" >&2
        ;;
    county)
        # The day is fixed, so that a test may name days and figures of the county.
        "$tarn" demo --dir "$made" --no-server --with-model --today 2026-11-22
        ;;
    *) echo "made_once.sh: nothing is called $3" >&2; exit 2 ;;
esac

#!/bin/sh
# What many tests read is made once, before the first that asks for it (CTest's fixtures `real-data` and `county`);
# those that write take a copy.
# usage: made_once.sh TARN FOLDER real-data|county
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
    county)
        # The day is fixed, so that a test may name days and figures of the county.
        "$tarn" demo --dir "$made" --no-server --with-model --today 2026-11-22
        ;;
    *) echo "made_once.sh: nothing is called $3" >&2; exit 2 ;;
esac

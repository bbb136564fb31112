#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Bad input: one clear sentence that names the file, bytes kept, and nobody else disturbed.
. "$(dirname "$0")/../lib/tap.sh"
out=$work/out
mkdir -p "$work/inbox"
cp "$root"/samples/broken/* "$work/inbox/"
cp "$root/samples/inbox/syndicat-scolaire-1987.txt" "$work/inbox/"
n=$(ls "$root/samples/broken" | wc -l)

ok "run ends well" "$bin/minutier" run "$work/inbox" "$out"
is "every bad file is in quarantine" "$(ls "$out/quarantine" | wc -l)" "$n"
is "the good one is not disturbed" "$(ls "$out/dossiers" | wc -l)" 1
for q in "$out"/quarantine/*; do
	f=$(ls "$q/source")
	ok "$f: bytes kept" cmp "$q/source/$f" "$root/samples/broken/$f"
	ok "$f: the sentence names it" grep -q "$f" "$q/reason.json"
done
report=$(find "$out/reports" -name '*.txt')
is "the report lists each" "$(grep -c 'en quarantaine$' "$report")" "$n"
ok "run again" "$bin/minutier" run "$work/inbox" "$out"
is "quarantined once only" "$(ls "$out/quarantine" | wc -l)" "$n"
# Without a key nothing is sealed, and that is said, not hidden.
ok "the report says that sealing was left out" grep -q "sign" "$report"
is "no proof was made" "$(find "$out/dossiers" -name preuve.xades.xml)" ""
# One file alone, through the stage itself.
fails "the stage alone ends with EX_DATAERR" 65 "$bin/minutier-ingest" --out "$work/alone" "$root/samples/broken/vide.tif"
is "and leaves nothing behind" "$(find "$work/alone" -type f)" ""
tap_done

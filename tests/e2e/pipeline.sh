#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The main job: samples/inbox through the real programs into sealed packages; foreign programs judge every output.
. "$(dirname "$0")/../lib/sealed.sh"
. "$(dirname "$0")/../lib/tap.sh"
. "$root/tests/lib/dossiers.sh"
out=$work/out
ca=$build/test-seal/ca.pem

inbox_before=$(find "$root/samples/inbox" -type f -exec sha256sum {} + | sort)
ok "run ends well" "$bin/minutier" run "$root/samples/inbox" "$out"
is "the inbox is untouched" "$(find "$root/samples/inbox" -type f -exec sha256sum {} + | sort)" "$inbox_before"
is "one dossier a document" "$(ls "$out/dossiers" | wc -l)" "$(ls "$root/samples/inbox" | wc -l)"
is "nothing in quarantine" "$(ls "$out/quarantine")" ""

for d in "$out"/dossiers/*; do
	n=$(basename "$d")
	ok "$n: ALTO is valid" alto_valid "$d"
	ok "$n: minutes are valid Akoma Ntoso" minutes_valid "$d"
	ok "$n: every line has one place" lines_conserved "$d"
	ok "$n: PREMIS is valid" premis_valid "$d"
	ok "$n: PDFs pass qpdf" pdfs_sound "$d"
	ok "$n: a PDF for each deliberation" deliberations_rendered "$d"
	ok "$n: XAdES is valid" proof_valid "$d"
	ok "$n: xmlsec1 accepts seal and digests" seal_verifies "$d" "$ca"
	ok "$n: the seal covers every file" seal_covers_all "$d"
	ok "$n: the time stamp verifies" "$root/tests/lib/tsverify" "$d/content/preuve.xades.xml" "$ca"
	ok "$n: bordereau is valid SEDA 2.2" bordereau_valid "$d"
	ok "$n: package holds all of content/" package_whole "$d"
	ok "$n: digests and sizes are true" package_true "$d"
done
ok "every PDF is PDF/A-1b (Preflight)" "$root/tests/lib/preflight" "$out"/dossiers/*/content/*.pdf

# The text: the PDF's layer holds what the page says.
layer_speaks() {
	pdftotext "$1" - | tr -s '[:space:]' ' ' | grep -qi "$2"
}
ok "pdftotext finds words of a sample" layer_speaks "$out"/dossiers/conseil-municipal-2022-*/content/pv.pdf "conseil municipal"

# A seal that was made for a test says so.
report=$(find "$out/reports" -name '*.txt')
ok "the report says that the seal proves nothing in law" grep -q "ne prouve rien en droit" "$report"
ok "so does the page" grep -q "Cachet d’essai" "${report%.txt}.html"

# A word changed after sealing is found out.
forged=$work/forged
cp -r "$(ls -d "$out"/dossiers/conseil-municipal-2022-*)" "$forged"
sed -i '0,/maire/s//mairE/' "$forged/content/minutes.xml"
fails "xmlsec1 refuses a changed file" 1 seal_verifies "$forged" "$ca"

# Run again: all is done already, byte for byte.
before=$(cd "$out/dossiers" && find . -type f -exec sha256sum {} + | sort)
ok "run again" "$bin/minutier" run "$root/samples/inbox" "$out"
is "a second run changes nothing" "$(cd "$out/dossiers" && find . -type f -exec sha256sum {} + | sort)" "$before"

# Search and export.
search_finds() { "$bin/minutier" search "$1" "$out" | grep -q .; }
ok "search finds a deliberation" search_finds "école"
ok "search without accents finds it too" search_finds "ecole"
ok "export" "$bin/minutier" export "$out" "$work/export"
for t in "$root"/samples/truth/*.json; do
	slug=$(basename "$t" .json)
	is "$slug: every page exported" "$(ls "$work/export/$slug"/page-*.txt | wc -l)" "$(ls "$root/samples/truth/$slug"/page-*.txt | wc -l)"
	is "$slug: the report's structure" "$(python3 "$root/tests/lib/structure.py" "$t" "$work/export/$slug/deliberations.json")" ok
done
ok "status counts them" grep -q "packaged" <("$bin/minutier" status "$out")
tap_done

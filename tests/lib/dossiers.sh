# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash
# What the judges say of a dossier; each prints what is wrong and fails. After tap.sh.

# valid SCHEMA FILE...
valid() {
	local schema=$1
	shift
	[ $# -gt 0 ] && xmllint --nonet --noout --huge --schema "$schemas/$schema" "$@"
}

alto_valid() { valid alto/alto-4-4.xsd "$1"/ocr/*.xml "$1"/text/*.xml; }
minutes_valid() { valid akn/akomantoso30.xsd "$1/minutes.xml"; }
premis_valid() { valid premis/premis.xsd "$1/content/premis.xml"; }
bordereau_valid() { valid seda-2.2/seda-2.2-main.xsd "$1/package/bordereau.xml"; }
proof_valid() { valid etsi/XAdES01903v141-202407.xsd "$1/content/preuve.xades.xml"; }

# The signature and the digest of every file, by xmlsec1. seal_verifies DOSSIER CA
seal_verifies() {
	(cd "$1/content" && xmlsec1 --verify --trusted-pem "$2" \
		--id-attr:Id "http://uri.etsi.org/01903/v1.3.2#:SignedProperties" preuve.xades.xml)
}

# Every file of content/ but the proof is signed, and no other.
seal_covers_all() {
	diff <(cd "$1/content" && find . -type f ! -name preuve.xades.xml -printf '%f\n' | sort) \
		<(xmllint --xpath '//*[local-name()="Reference"][not(@Type)]/@URI' "$1/content/preuve.xades.xml" |
			sed 's/.*URI="//; s/".*//' | sort)
}

pdfs_sound() { local f; for f in "$1"/content/*.pdf; do qpdf --check "$f" >/dev/null || { echo "$f"; return 1; }; done; }

# Names, sizes and digests of the bordereau are those of the archive. Both lists as "name size sha256".
package_true() {
	local tmp
	tmp=$(mktemp -d "$work/pkg.XXXXXX")
	tar -xzf "$1/package/attachments.tar.gz" -C "$tmp" || return 1
	diff <(cd "$tmp" && for f in *; do echo "$f $(stat -c %s "$f") $(sha256sum <"$f" | cut -d' ' -f1)"; done | sort) \
		<(xmllint --format "$1/package/bordereau.xml" | awk -F'[<>]' '
			/<Uri>/ {u = $3} /<MessageDigest / {d = $3} /<Size>/ {print u, $3, d}' | sort)
}

# The package holds the files of content/, all of them.
package_whole() {
	diff <(cd "$1/content" && find . -type f -printf '%f\n' | sort) <(tar -tzf "$1/package/attachments.tar.gz" | sed 's,^\./,,' | sort)
}

# One deliberation-NNN.pdf for each deliberation of minutes.xml.
deliberations_rendered() {
	local n
	n=$(xmllint --xpath 'count(//*[local-name()="debateSection"][@name="deliberation"])' "$1/minutes.xml")
	[ "$n" -eq "$(find "$1/content" -name 'deliberation-*.pdf' | wc -l)" ]
}

# I7: every line of every page stands in minutes.xml exactly once.
lines_conserved() {
	diff <(for f in "$1"/text/*.xml; do
			p=$((10#$(basename "$f" .xml)))
			n=$(grep -c '<TextLine ' "$f")
			for ((l = 1; l <= n; l++)); do echo "$p:$l"; done
		done | sort) \
		<(grep -o 'mn:lines="[^"]*"' "$1/minutes.xml" | sed 's/mn:lines="//; s/"//' | tr ' ' '\n' |
			awk -F'[:-]' '{last = NF > 2 ? $3 : $2; for (l = $2; l <= last; l++) print $1 ":" l}' | sort)
}

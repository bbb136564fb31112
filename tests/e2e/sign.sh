#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# sign.sh: minutier-sign as a program, its output before judges that share no code with it: xmlsec1, xmllint with ETSI's schema,
# openssl ts. Forgeries first; then what the program says when the seal or the time-stamp service is not as it should be.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/../lib/tap.sh"
lib=$root/tests/lib
with=$root/samples/with-test-seal
seal=$work/seal
out=$work/out
d=$out/dossiers/pv-aaaaaaaaaaaa
c=$d/content
proof=$c/preuve.xades.xml
properties=http://uri.etsi.org/01903/v1.3.2#:SignedProperties
unset CREDENTIALS_DIRECTORY

make_dossier() {
	mkdir -p "$d/pages" "$c"
	echo '{}' >"$d/pages/pages.json"
	printf '%%PDF-1.4 toutes les pages\n' >"$c/pv.pdf"
	printf '%%PDF-1.4 une\n' >"$c/deliberation-001.pdf"
	printf '%%PDF-1.4 deux\n' >"$c/deliberation-002.pdf"
	for f in minutes alto-0001 alto-0002 premis; do printf '<%s/>\n' "${f%%-*}" >"$c/$f.xml"; done
	printf 'page,line\n' >"$c/corrections.csv"
	printf 'COLL_NOM\nCommune de Vauclair\n' >"$c/deliberations.csv"
}

# The three judges.
signature() { (cd "$c" && xmlsec1 --verify --trusted-pem "${1:-$seal/ca.pem}" --id-attr:Id "$properties" "${2:-$proof}"); }
form() { xmllint --nonet --noout --schema "$schemas/etsi/XAdES01903v141-202407.xsd" "${1:-$proof}"; }
stamp() { "$lib/tsverify" "${2:-$proof}" "${1:-$seal/ca.pem}"; }
not() { ! "$@" >/dev/null 2>&1; }

# altered FILE SED-COMMAND JUDGE...: the judge must refuse the altered proof; a sed that changes nothing fails the test.
altered() {
	local name=$1 expression=$2
	shift 2
	sed "$expression" "$proof" >"$work/forged.xml"
	not cmp -s "$proof" "$work/forged.xml" && not "$@"
	tap_result $? "forged: $name"
}

mkdir -p "$seal"
make_dossier
ok "a dossier is sealed" "$with" "$build" "$seal" "$bin/minutier-sign" "$d"
ok "xmlsec1 takes the signature" signature
ok "ETSI's schema takes the form" form
ok "openssl ts takes the time stamp" stamp
is "one reference a file, one for the properties" "$(grep -c '<ds:Reference ' "$proof")" 10
is "one format a file" "$(grep -c '<xades:MimeType>' "$proof")" 9
is "level, as the journal says" "$(tail -n 1 "$d/journal.jsonl" | grep -o 'XAdES-BASELINE-T')" XAdES-BASELINE-T
is "the journal says that it is a test" "$(tail -n 1 "$d/journal.jsonl" | grep -c '"test": *true')" 1
is "no pass phrase anywhere in the dossier" "$(grep -rlF "$(cat "$seal/passphrase")" "$out" | wc -l)" 0

for f in "$c"/*; do
	[ "$f" = "$proof" ] && continue
	cp "$f" "$work/kept"
	printf x | dd of="$f" bs=1 seek=3 conv=notrunc status=none
	ok "forged: a byte of ${f##*/}" not signature
	rm "$f"
	ok "forged: no ${f##*/}" not signature
	mv "$work/kept" "$f"
done
altered "a space in SignedInfo" 's/<ds:SignedInfo>/& /' signature "$seal/ca.pem" "$work/forged.xml"
altered "two files exchanged" 's/URI="pv.pdf"/URI="premis.xml"/' signature "$seal/ca.pem" "$work/forged.xml"
altered "the signing time" 's/<xades:SigningTime>20/<xades:SigningTime>19/' signature "$seal/ca.pem" "$work/forged.xml"
altered "a media type" '0,/application.pdf/s//text\/plain/' signature "$seal/ca.pem" "$work/forged.xml"
altered "the signature value" 's/<ds:SignatureValue Id="value">./&A/' stamp "$seal/ca.pem" "$work/forged.xml"
altered "no signing time" 's/<xades:SigningTime>[^<]*/<xades:SigningTime>/' form "$work/forged.xml"

cp "$proof" "$work/first.xml"
ok "sealing again does nothing" "$with" "$build" "$seal" "$bin/minutier-sign" "$d"
ok "the same bytes stay" cmp "$proof" "$work/first.xml"
printf '%%PDF-1.4 corrigé\n' >"$c/pv.pdf"
ok "a file that changed is sealed again" "$with" "$build" "$seal" "$bin/minutier-sign" "$d"
ok "xmlsec1 takes the new signature" signature
token=$(sed -n 's/.*#DER">\([^<]*\).*/\1/p' "$work/first.xml")
altered "the time stamp of another seal" "s|#DER\">[^<]*|#DER\">$token|" stamp "$seal/ca.pem" "$work/forged.xml"

# Time-stamp services as they should not be: nothing is published, the proof of before stays.
cp "$proof" "$work/first.xml"
printf '%%PDF-1.4 corrigé deux fois\n' >"$c/pv.pdf"
for lie in nonce nononce imprint late refuse garbage http; do
	TSA_LIE=$lie fails "time-stamp service that lies: $lie" 75 "$with" "$build" "$seal" "$bin/minutier-sign" "$d"
done
fails "time-stamp service that is down" 75 "$bin/minutier-sign" --config "$seal/minutier.ini" "$d"
ok "its URL is said" grep -q 'http://127.0.0.1:' "$work/.out"
ok "nothing was published meanwhile" cmp "$proof" "$work/first.xml"

# Seals as they should not be. conf KEY=VALUE...: $work/bad.ini with those keys changed, absolute paths else.
conf() {
	sed -E "s,= (seal.p12|passphrase|ca.pem)$,= $seal/\1," "$seal/minutier.ini" >"$work/bad.ini"
	for pair in "$@"; do sed -i "s|^${pair%%=*} = .*|${pair%%=*} = ${pair#*=}|" "$work/bad.ini"; done
}
refused() { # NAME CODE WORDS KEY=VALUE...
	local name=$1 code=$2 words=$3
	shift 3
	conf "$@"
	fails "$name" "$code" "$bin/minutier-sign" --config "$work/bad.ini" "$d"
	ok "$name: the sentence says why" grep -q "$words" "$work/.out"
}
printf 'wrong\n' >"$work/wrong"
chmod 600 "$work/wrong"
cp "$seal/passphrase" "$work/open"
chmod 644 "$work/open"
refused "wrong pass phrase" 78 'does not open the seal' "passphrase_file=$work/wrong"
refused "pass phrase that everybody can read" 78 'chmod 600' "passphrase_file=$work/open"
refused "no key file" 78 "nowhere.p12" "key=$work/nowhere.p12"
refused "a key that is no PKCS#12" 78 'PKCS#12' "key=$seal/ca.pem"
refused "no root" 78 'certificate' "ca=$work/wrong"
printf '[sign]\ntest = yes\n' >"$work/none.ini"
fails "no seal configured" 69 "$bin/minutier-sign" --config "$work/none.ini" "$d"
ok "no seal configured: the sentence names the keys" grep -q 'passphrase_file' "$work/.out"
ok "nothing was published meanwhile" cmp "$proof" "$work/first.xml"

# An EC seal, by an intermediate authority, and one that expired.
org=$work/org
mkdir -p "$org"
authority() { # NAME ISSUER-NAME EXTENSION DAYS
	openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$org/$1.key"
	openssl req -new -key "$org/$1.key" -subj "/C=FR/O=Commune de Vauclair/CN=$1" -out "$org/$1.csr"
	openssl x509 -req -in "$org/$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days "$4" -extfile <(echo "$3") \
		-out "$org/$1.pem" 2>/dev/null
}
authority middle "$seal/ca" 'basicConstraints=critical,CA:true' 30
authority ec "$org/middle" 'keyUsage=critical,digitalSignature,nonRepudiation' 20
authority old "$org/middle" 'keyUsage=critical,digitalSignature,nonRepudiation' -1
for k in ec old; do
	openssl pkcs12 -export -inkey "$org/$k.key" -in "$org/$k.pem" -certfile "$org/middle.pem" \
		-passout "file:$seal/passphrase" -out "$org/$k.p12"
done
refused "an expired certificate" 78 'expired on' "key=$org/old.p12"
cp "$org/ec.p12" "$seal/seal.p12"
ok "an EC seal by an intermediate authority" "$with" "$build" "$seal" "$bin/minutier-sign" --force "$d"
ok "xmlsec1 takes the EC signature" signature
ok "ETSI's schema takes the EC form" form
ok "openssl ts takes its time stamp" stamp
is "the whole chain is in it" "$(grep -c '<ds:X509Certificate>' "$proof")" 3
printf x >>"$c/premis.xml"
ok "forged: a byte more under the EC seal" not signature

printf 'x' >"$c/Nom_libre.pdf"
fails "a name that cannot stand in a proof" 65 "$with" "$build" "$seal" "$bin/minutier-sign" --force "$d"
rm "$c"/*
fails "nothing to seal" 65 "$with" "$build" "$seal" "$bin/minutier-sign" --force "$d"
tap_done

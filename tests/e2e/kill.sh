#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# A night that is killed again and again (kill -9, the whole process group, at random instants) and started again ends with the same
# bytes as an undisturbed one: times (journal), the time stamp's token and what follows from its bytes apart.
. "$(dirname "$0")/../lib/sealed.sh"
. "$(dirname "$0")/../lib/tap.sh"
export SOURCE_DATE_EPOCH=1790000000
seed=${SEED:-$RANDOM}
RANDOM=$seed
echo "# SEED=$seed"
inbox=$work/inbox
mkdir -p "$inbox"
cp -r "$root"/samples/inbox/{conseil-municipal-2022.tif,registre-1962,syndicat-scolaire-1987.txt} "$inbox/"

# Everything but what bears a time: the journal, the proof, and the package's digest and size of the proof; and but temporaries
# (I1: nobody sees them, a later run sweeps them when they are an hour old).
picture() {
	(cd "$1/dossiers" && find . -type f ! -name journal.jsonl ! -name preuve.xades.xml ! -name attachments.tar.gz \
		! -name bordereau.xml ! -name '.tmp-*' -exec sha256sum {} + | sort -k 2
		find . -type f -name preuve.xades.xml | sort
		for b in */package/bordereau.xml; do
			echo "$b"
			xmllint --format "$b" | awk '/<BinaryDataObject /{o = $0; keep = 0} {print}' |
				sed '/<Uri>preuve.xades.xml/,/<\/BinaryDataObject>/{/MessageDigest\|Size/d}'
		done
		for t in */package/attachments.tar.gz; do
			echo "$t"
			tar -tvzf "$t" | awk '$NF != "preuve.xades.xml"'
		done)
}

ok "an undisturbed run" "$bin/minutier" run "$inbox" "$work/whole"
kills=0
for i in 1 2 3 4 5 6; do
	setsid "$bin/minutier" run "$inbox" "$work/killed" >/dev/null 2>&1 &
	pid=$!
	sleep "$((RANDOM % 5)).$((RANDOM % 10))"
	kill -9 -- "-$pid" 2>/dev/null && kills=$((kills + 1))
	wait "$pid" 2>/dev/null
	while pgrep -g "$pid" >/dev/null; do sleep 0.05; done
done
echo "# $kills kills"
ok "it was really killed" test "$kills" -ge 2
ok "the last run ends well" "$bin/minutier" run "$inbox" "$work/killed"
is "the same bytes" "$(picture "$work/killed")" "$(picture "$work/whole")"
is "nothing doubled" "$(ls "$work/killed/dossiers")" "$(ls "$work/whole/dossiers")"
is "nothing in quarantine" "$(ls "$work/killed/quarantine")" ""
titles() { "$bin/minutier" search --json --limit 1000 'conseil' "$1" | grep -o '"title": *"[^"]*"' | sort; }
is "the index holds the same" "$(titles "$work/killed")" "$(titles "$work/whole")"
tap_done

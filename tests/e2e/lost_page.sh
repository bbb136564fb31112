#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# A reader that crashes on one page and never ends on another costs those two pages, not the document, and it is said. The reader is
# the real one behind a script that misbehaves on the pages named.
. "$(dirname "$0")/../lib/tap.sh"
mkdir -p "$work/bin" "$work/inbox"
cp "$bin/minutier" "$work/bin/"
for b in "$bin"/minutier-*; do ln -s "$b" "$work/bin/"; done
rm "$work/bin/minutier-ocr"
cat >"$work/bin/minutier-ocr" <<SCRIPT
#!/bin/bash
case " \$* " in *" - "*) ;; *) exec "$bin/minutier-ocr" "\$@" ;; esac
coproc real { exec "$bin/minutier-ocr" "\$@"; }
while IFS= read -r line; do
	echo "\$line" >>"$work/tasks"
	case \$line in
	*\$'\t'0003) kill -SEGV \$\$ ;;
	*\$'\t'0004) sleep 1000 ;;
	esac
	printf '%s\n' "\$line" >&"\${real[1]}"
	IFS= read -r answer <&"\${real[0]}" || exit 1
	printf '%s\n' "\$answer"
done
SCRIPT
chmod +x "$work/bin/minutier-ocr"
cp "$root/samples/inbox/conseil-municipal-2022.tif" "$work/inbox/"
printf '[minutier]\npage_seconds = 20\n' >"$work/m.ini"

ok "run ends well" "$work/bin/minutier" run --jobs 2 --config "$work/m.ini" "$work/inbox" "$work/out"
d=$(ls -d "$work"/out/dossiers/*)
is "the crash was tried twice" "$(grep -c $'\t0003$' "$work/tasks")" 2
is "the endless page once" "$(grep -c $'\t0004$' "$work/tasks")" 1
class() { xmllint --xpath 'string(//*[local-name()="Page"]/@PAGECLASS)' "$d/$1"; }
is "page 1 is read" "$(class ocr/0001.xml)" text
is "page 3 says that it was not" "$(class ocr/0003.xml)" unread
is "page 4 too" "$(class text/0004.xml)" unread
is "nothing in quarantine" "$(ls "$work/out/quarantine")" ""
ok "the document went on" test -e "$d/minutes.xml"
report=$(find "$work/out/reports" -name '*.txt')
ok "the report counts the pages" grep -q "2 pages n'ont pas pu être lues" "$report"
unread_checks() { grep -o '"code": *"[^"]*unread[^"]*"' "$d/checks.json" | wc -l; }
is "so do the checks" "$(unread_checks)" 2
is "no worker is left behind" "$(pgrep -fc "$work/bin/minutier-ocr")" 0
tap_done

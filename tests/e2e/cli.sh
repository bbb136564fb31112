#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Every executable: --help, --version, --describe, sysexits codes, a man page; the configuration's mistakes; the order of the stages.
. "$(dirname "$0")/../lib/tap.sh"

for b in "$bin"/minutier "$bin"/minutier-*; do
	n=$(basename "$b")
	ok "$n --help" "$b" --help
	ok "$n --version" "$b" --version
	ok "$n has a man page that mandoc accepts" mandoc -T lint -W error "$root/doc/man/$n.1"
	[ "$n" = minutier ] || ok "$n describes itself" grep -q '"unit"' <("$b" --describe)
done
fails "no command: EX_USAGE" 64 "$bin/minutier"
fails "unknown command: EX_USAGE" 64 "$bin/minutier" nonsense
fails "run without OUT: EX_USAGE" 64 "$bin/minutier" run
fails "run of nothing: EX_USAGE" 64 "$bin/minutier" run "$work/none" "$work/out"
fails "a stage without dossier: EX_USAGE" 64 "$bin/minutier-correct"
mkdir -p "$work/empty"
fails "not a dossier: EX_DATAERR" 65 "$bin/minutier-correct" "$work/empty"

printf '[ocr]\nmodle = fra\n' >"$work/bad.ini"
fails "unknown key: EX_CONFIG" 78 "$bin/minutier" check --config "$work/bad.ini"
says() { "$bin/minutier" check --config "$work/bad.ini" 2>&1 | grep -q "did you mean 'model'"; }
ok "and the nearest key is offered" says
printf '[orc]\nmodel = fra\n' >"$work/bad.ini"
fails "unknown section: EX_CONFIG" 78 "$bin/minutier" run --config "$work/bad.ini" "$work/empty" "$work/out"

is "the order of the stages" "$("$bin/minutier" check | sed -n 's/^[0-9]*\. *\([a-z]*\).*/\1/p' | tr '\n' ' ')" \
	"ingest ocr correct segment render sign package index "
french() { LC_ALL=C.UTF-8 LANGUAGE=fr LANG=fr_FR.UTF-8 "$bin/minutier" nonsense 2>&1 | grep -q "il n'y a pas de commande"; }
ok "messages in French" french

# A disk without the reserve: the run stops before it writes anything of a document.
printf '[minutier]\nreserve_mb = 999999999\n' >"$work/full.ini"
fails "no room on the disk: EX_OSERR" 71 "$bin/minutier" run --config "$work/full.ini" "$root/samples/inbox/syndicat-scolaire-1987.txt" "$work/full"
is "and nothing was begun" "$(ls "$work/full/dossiers")" ""

# Two runs on one OUT: the second is told to wait, not harmed.
mkdir -p "$work/out"
held() { flock "$work/out" sleep 5 & sleep 0.3; "$bin/minutier" run "$work/empty" "$work/out"; local r=$?; kill %1; return $r; }
fails "another run at work: EX_TEMPFAIL" 75 held
tap_done

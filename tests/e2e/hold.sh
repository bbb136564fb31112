#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# [minutier] hold = yes: a dossier whose votes cannot be true stops before content/ is made and waits for a person; the others go on.
. "$(dirname "$0")/../lib/tap.sh"
mkdir -p "$work/inbox"
cp "$root/samples/inbox/syndicat-scolaire-1987.txt" "$work/inbox/"
cat >"$work/inbox/impossible.txt" <<'TEXT'
COMMUNE DE VALFONTAINE
PROCÈS-VERBAL
Séance du conseil municipal du 12 mars 2021

L'an deux mille vingt et un, le douze mars à vingt heures, le conseil municipal de la commune de
Valfontaine, dûment convoqué le 5 mars, s'est réuni à la mairie sous la présidence de Mme Odile CARRÉ, maire.
Membres en exercice : 7.
Présents : Mme Odile CARRÉ, M. Luc NAVET, M. Paul D'ANTIN, Mme Zoé BŒUF, M. Guy LE DÛ.
Secrétaire de séance : M. Luc NAVET.

2021-07 - Tarifs de la salle des fêtes
Madame le maire expose que les tarifs n'ont pas changé depuis six ans.
Le conseil municipal, après en avoir délibéré, fixe les tarifs annexés au présent procès-verbal.
Vote : 40 voix pour, 2 contre, 1 abstention.

La séance est levée à 22 h 10.
TEXT
printf '[minutier]\nhold = yes\n' >"$work/m.ini"
run() { "$bin/minutier" run --config "$work/m.ini" "$work/inbox" "$work/out"; }

ok "run ends well" run
held=$(ls -d "$work"/out/dossiers/impossible-*)
other=$(ls -d "$work"/out/dossiers/syndicat-*)
ok "its check asks for a person" grep -q '"hold"' "$held/checks.json"
is "nothing is made to be archived" "$(ls "$held/content" 2>/dev/null)" ""
ok "the other dossier went on" test -e "$other/content/pv.pdf"
ok "the report says who waits" grep -q 'impossible : attend une personne' "$(find "$work/out/reports" -name '*.txt')"
ok "it can be found meanwhile" "$bin/minutier" search "tarifs" "$work/out"
echo '{"seal": true}' >"$held/review.json"
ok "run again after a person's word" run
ok "now it goes on" test -e "$held/content/pv.pdf"
tap_done

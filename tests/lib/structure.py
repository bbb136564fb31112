#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""structure.py TRUTH.json RESULT.json: compares a sample's structure with what was found: "ok", or what differs.

The date of the séance, the number of deliberations, and each one's vote (result, unanimity, figures) must be those of the truth; titles
may have reading errors (similarity of 0.8 asked for).
"""
import difflib
import json
import sys
import unicodedata


def bare(s):
    s = unicodedata.normalize("NFD", (s or "").replace("’", "'").casefold())
    return " ".join("".join(c for c in s if not unicodedata.combining(c)).split())


def main():
    truth, got = (json.load(open(p, encoding="utf-8")) for p in sys.argv[1:3])
    wrong = []
    if truth["date"] != got["date"]:
        wrong.append(f"date {got['date']} for {truth['date']}")
    a, b = truth["deliberations"], got["deliberations"]
    if len(a) != len(b):
        wrong.append(f"{len(b)} deliberations for {len(a)}: " + " | ".join(str(d["title"]) for d in b))
    for n, (t, g) in enumerate(zip(a, b), 1):
        for k in ("result", "unanimous", "for", "against", "abstain"):
            if t["vote"].get(k) != g["vote"].get(k):
                wrong.append(f"{n}: {k} {g['vote'].get(k)} for {t['vote'].get(k)}")
        if t["title"] and difflib.SequenceMatcher(None, bare(t["title"]), bare(g["title"])).ratio() < 0.8:
            wrong.append(f"{n}: title '{g['title']}' for '{t['title']}'")
    print("; ".join(wrong) or "ok")


main()

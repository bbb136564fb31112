#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""read_text.py OUT DIR: the text of every dossier as it was read, before correction, as DIR/<name>/page-NN.txt."""
import json
import os
import sys
import xml.etree.ElementTree as ET

NS = "{http://www.loc.gov/standards/alto/ns-v4#}"


def page_text(path):
    lines = []
    for line in ET.parse(path).iter(NS + "TextLine"):
        words = [e.get("CONTENT") for e in line if e.tag == NS + "String"]
        lines.append(" ".join(words) + ("\u00ad" if line.find(NS + "HYP") is not None else ""))
    return "\n".join(lines) + "\n"


for dossier in sorted(os.listdir(os.path.join(sys.argv[1], "dossiers"))):
    folder = os.path.join(sys.argv[1], "dossiers", dossier)
    pages = json.load(open(os.path.join(folder, "pages", "pages.json"), encoding="utf-8"))
    out = os.path.join(sys.argv[2], pages["name"])
    os.makedirs(out, exist_ok=True)
    for p in pages["pages"]:
        text = page_text(os.path.join(folder, "ocr", p["id"] + ".xml"))
        open(os.path.join(out, f"page-{int(p['id']):02d}.txt"), "w", encoding="utf-8").write(text)

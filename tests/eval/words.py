#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""words.py OCR TRUTH RESULT...: word errors of a text before and after correction.

OCR and TRUTH have one line for one line; RESULT (pages in order) has the same lines without the empty ones. Words are compared line by
line by longest common subsequence, apostrophes folded. Prints fixed, left and broken words (broken: right in OCR, wrong in RESULT).
"""
import difflib
import sys


def words(line):
    return line.replace("\u2019", "'").replace("\u2018", "'").replace("\u00ad", "").split()


def right(truth, got):
    """Which words of the truth are met in order by got."""
    hit = set()
    for tag, i1, i2, _, _ in difflib.SequenceMatcher(None, truth, got, autojunk=False).get_opcodes():
        if tag == "equal":
            hit.update(range(i1, i2))
    return hit


def main():
    read = lambda p: open(p, encoding="utf-8").read().replace("\f", "\n").split("\n")
    ocr, truth = read(sys.argv[1]), read(sys.argv[2])
    result = [l for p in sys.argv[3:] for l in read(p) if l.strip()]
    kept = [i for i, l in enumerate(ocr) if l.strip()]
    if len(kept) != len(result):
        sys.exit(f"the result has {len(result)} lines, the text has {len(kept)}")
    after = dict(zip(kept, result))
    n = before_wrong = after_wrong = fixed = broken = 0
    for i, line in enumerate(truth):
        t = words(line)
        a = right(t, words(ocr[i])) if i < len(ocr) else set()
        b = right(t, words(after.get(i, "")))
        n += len(t)
        before_wrong += len(t) - len(a)
        after_wrong += len(t) - len(b)
        fixed += len(b - a)
        broken += len(a - b)
    print(f"{n} words; wrong before {before_wrong}, after {after_wrong}; fixed {fixed}, broken {broken}")


main()

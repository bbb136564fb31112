# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words and runs of a line of markup, and the no-break spaces of French typography.

A line is a list of words, a word a list of runs (text, face, underlined, raised); only plain spaces part words.
"""
import re

NBSP = "\u00a0"
SHY = "\u00ad"


def bind(text):
	"""Puts the no-break spaces of French typography where the source has plain ones."""
	text = re.sub(r" ([:;?!»%€])", NBSP + r"\1", text)
	text = re.sub(r"(«|n°|\bM\.|\bMme|\bMM\.) ", r"\1" + NBSP, text)
	text = re.sub(r"(\d) (?=F\b)", r"\1" + NBSP, text)
	return re.sub(r"(\d) (?=\d{3}(?!\d))", r"\1" + NBSP, text)


def seen(text):
	"""What is drawn: not all fonts have a no-break space."""
	return text.replace(NBSP, " ").replace(SHY, "-")


def runs_of(text, style):
	"""Splits **bold**, //italic//, __underlined__, ^raised^ into (text, face, underlined, raised)."""
	bold, ital, under, up = "b" in style, "i" in style, "u" in style, False
	out = []
	for part in re.split(r"(\*\*|//|__|\^)", text):
		if part == "**":
			bold = not bold
		elif part == "//":
			ital = not ital
		elif part == "__":
			under = not under
		elif part == "^":
			up = not up
		elif part:
			out.append((part, "b" if bold else "i" if ital else "r", under, up))
	return out


def words_of(text, style):
	"""A word is a list of runs; plain spaces part words, no-break spaces do not."""
	words, cur = [], []
	for part, face, under, up in runs_of(bind(text), style):
		for piece in re.split(r"( +)", part):
			if piece.startswith(" "):
				if cur:
					words.append(cur)
				cur = []
			elif piece:
				cur.append((piece, face, under, up))
	return words + [cur] if cur else words


def plain(words):
	return " ".join("".join(r[0] for r in w) for w in words).replace(NBSP, " ")

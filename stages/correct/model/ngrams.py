# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words and pairs of words, counted.

Tokens are those of the corrector (stages/correct/tokens.h, which must say the same): lower-case
letter runs, elisions with their apostrophe, <n> for a number (several in a row are one), <p> for a
sign inside the sentence, <s> for its end and for the edge of a paragraph. Hyphens vanish.
"""
import math
import re
from collections import Counter

TOKEN = re.compile(r"([a-zàâäçéèêëîïôöùûüÿœæ]+'?)|([0-9][0-9a-zà-ÿ.,]*[0-9a-zà-ÿ]|[0-9])|([,;:()«»])|([.!?…])")
WORD_OK = re.compile(r"[a-zàâäçéèêëîïôöùûüÿœæ]+'?")
ELISIONS = frozenset("l' d' n' s' j' m' t' c' qu' jusqu' lorsqu' puisqu' quoiqu' aujourd' prud' presqu'".split())
END, NUMBER, SIGN = '<s>', '<n>', '<p>'
LEAST_WORD, LEAST_PAIR = 2, 3
STEPS_PER_NAT = 16


def fold_oe(word, forms):
	"""oeuvre is written œuvre where the lexicon knows only that."""
	if 'oe' in word and word not in forms and word.replace('oe', 'œ') in forms:
		return word.replace('oe', 'œ')
	return word


class Tokeniser:
	def __init__(self, forms):
		self.forms, self.memo = forms, {}

	def word(self, w):
		if w not in self.memo:
			bare = w.rstrip("'")
			self.memo[w] = w if w in ELISIONS else fold_oe(bare, self.forms)
		return self.memo[w]

	def tokens(self, paragraph):
		out = [END]
		for letters, number, sign, end in TOKEN.findall(paragraph.lower()):
			token = self.word(letters) if letters else NUMBER if number else SIGN if sign else END
			if token in (NUMBER, END) and out[-1] == token:
				continue
			out.append(token)
		if out[-1] != END:
			out.append(END)
		return out


def count(texts, forms):
	"""(word counts, follower counts, pair counts) of the kept words, and the total."""
	tokeniser, words, pairs = Tokeniser(forms), Counter(), Counter()
	for source, paragraph in texts:
		tokens = tokeniser.tokens(paragraph)
		words.update(tokens)
		pairs.update(zip(tokens, tokens[1:]))
		source.words += len(tokens) - 1
	followers = Counter(v for v, _ in pairs)
	keep = {w: c for w, c in words.items() if c >= LEAST_WORD}
	kept = {p: c for p, c in pairs.items() if c >= LEAST_PAIR and p[0] in keep and p[1] in keep}
	return keep, followers, kept, sum(words.values())


def log_byte(c):
	return min(255, round(STEPS_PER_NAT * math.log(c)))

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Word forms of a hunspell dictionary, and the automaton that holds them.

fr.aff is expanded here: `FLAG long`, suffixes of one level. Prefixes are left out: the elisions are
the tokeniser's affair, and the unit prefixes would multiply without end. A form is lower-cased and
carries what it may be: WORD, NAME (first name, surname, place of the dictionary), PLACE (commune).
The automaton is the minimal one, built from sorted forms (J. Daciuk et al., Incremental Construction
of Minimal Acyclic Finite-State Automata, 2000); one edge is 32 bits: byte | last << 8 | flags << 9
| target << 12, where target is the index of the first edge of a node, 0 for none.
"""
import re
import struct

WORD, NAME, PLACE = 1, 2, 4
NAME_TAGS = ('po:prn', 'po:patr', 'po:npr')
LETTERS = re.compile(r"[a-zàâäçéèêëîïôöùûüÿœæ]+")
PLACE_FORM = re.compile(r"[a-zàâäçéèêëîïôöùûüÿœæ]+(?:[-'][a-zàâäçéèêëîïôöùûüÿœæ]+)*")
NO_STEM, CIRCUMFIX = '()', '**'


def read_suffixes(text):
	rules = {}
	for line in text.split('\n'):
		part = line.split()
		if len(part) < 5 or part[0] != 'SFX':
			continue
		_, flag, strip, add, condition = part[:5]
		add = add.split('/')[0]
		rules.setdefault(flag, []).append((
			'' if strip == '0' else strip, '' if add == '0' else add,
			None if condition == '.' else re.compile('(?:' + condition + ')$')))
	return rules


def expand(stem, flags, rules):
	forms = [] if NO_STEM in flags else [stem]
	for flag in flags:
		for strip, add, condition in rules.get(flag, ()):
			if stem.endswith(strip) and (condition is None or condition.search(stem)):
				forms.append(stem[:len(stem) - len(strip)] + add)
	return forms


def read_forms(aff, dic):
	"""form -> flags, forms lower-cased; compounds give their parts."""
	rules = read_suffixes(aff)
	found = {}
	for line in dic.split('\n')[1:]:
		head = line.split()
		if not head or head[0].startswith('#'):
			continue
		stem, _, flags = head[0].partition('/')
		flags = [flags[i:i + 2] for i in range(0, len(flags), 2)]
		name = any(tag in head[1:] for tag in NAME_TAGS)
		if '{}' in flags or (stem.isupper() and len(stem) > 1):
			continue
		for form in expand(stem, flags, rules):
			for part in re.split(r"[-'’. ]", form.lower()):
				if len(part) > 0 and LETTERS.fullmatch(part):
					found[part] = found.get(part, 0) | (NAME if name else WORD)
	return found


def add_places(found, names):
	for name in names:
		for part in name.lower().replace('’', "'").split():
			if len(part) > 2 and PLACE_FORM.fullmatch(part):
				found[part] = found.get(part, 0) | PLACE


class Automaton:
	"""Minimal acyclic automaton; nodes are tuples of (byte, flags, child number)."""

	def __init__(self, forms):
		self.register, self.nodes = {}, []
		stack, previous = [[]], b''  # each level: list of [byte, flags, child]
		for form in sorted(forms, key=lambda f: f.encode()):
			key = form.encode()
			common = 0
			while common < min(len(key), len(previous)) and key[common] == previous[common]:
				common += 1
			self._close(stack, common)
			for byte in key[common:]:
				stack[-1].append([byte, 0, 0])
				stack.append([])
			stack[-2][-1][1] = forms[form]
			previous = key
		self._close(stack, 0)
		self.root = self._intern(stack[0])

	def _intern(self, edges):
		if not edges:
			return 0
		node = tuple(map(tuple, edges))
		if node not in self.register:
			self.nodes.append(node)
			self.register[node] = len(self.nodes)
		return self.register[node]

	def _close(self, stack, depth):
		while len(stack) > depth + 1:
			edges = stack.pop()
			stack[-1][-1][2] = self._intern(edges)

	def pack(self):
		"""Edge 0 is unused; the root's first edge is edge 1."""
		order = [self.root] + [n for n in range(1, len(self.nodes) + 1) if n != self.root]
		first, at = {0: 0}, 1
		for n in order:
			first[n] = at
			at += len(self.nodes[n - 1])
		out = [0]
		for n in order:
			node = self.nodes[n - 1]
			for i, (byte, flags, child) in enumerate(node):
				last = 1 if i == len(node) - 1 else 0
				out.append(byte | last << 8 | flags << 9 | first[child] << 12)
		assert at < 1 << 20
		return struct.pack('<%dI' % len(out), *out), len(out)

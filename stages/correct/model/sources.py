# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pinned sources: fetched once, checked always, read as streams.

npm tarballs are fetched with the ordinary client (`npm pack name@version`) into a cache folder and
compared with the integrity of sources.lock; the two hunspell files come from the Debian package.
Nothing is unpacked on disk: the tarballs are read member by member, sorted by name so that the order
of an archive does not change the model.
"""
import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile

HUNSPELL = '/usr/share/hunspell'


class Source:
	def __init__(self, line):
		self.kind, self.name, self.version, self.integrity, self.licence = line.split(' ', 4)
		self.licence = self.licence.strip()
		self.bytes = b''
		self.words = 0


def read_lock(path):
	with open(path, encoding='utf-8') as f:
		return [Source(line) for line in f if line.strip() and not line.startswith('#')]


def matches(data, integrity):
	algorithm, _, want = integrity.partition('-')
	digest = hashlib.new(algorithm, data)
	return want in (digest.hexdigest(), base64.b64encode(digest.digest()).decode())


def tarball_name(source):
	return '%s-%s.tgz' % (source.name.lstrip('@').replace('/', '-'), source.version)


def load(source, cache):
	"""Fills source.bytes; ends the run with a sentence if the bytes are not the pinned ones."""
	if source.kind == 'deb':
		path = os.path.join(HUNSPELL, os.path.basename(source.name))
		if not os.path.exists(path):
			sys.exit('%s: not there; install the package %s' % (path, source.name.split('/')[0]))
	else:
		path = os.path.join(cache, tarball_name(source))
		if not os.path.exists(path):
			subprocess.run(['npm', 'pack', '--silent', '%s@%s' % (source.name, source.version)],
				cwd=cache, check=True, stdout=subprocess.DEVNULL)
	with open(path, 'rb') as f:
		source.bytes = f.read()
	if not matches(source.bytes, source.integrity):
		sys.exit('%s: not the bytes that sources.lock names' % path)


def members(source):
	"""(path, parsed JSON) of every data file of the tarball, by path."""
	import io
	with tarfile.open(fileobj=io.BytesIO(source.bytes), mode='r:gz') as tar:
		found = {}
		for m in tar:
			if m.isfile() and m.name.startswith('package/data/') and m.name.endswith('.json'):
				found[m.name] = tar.extractfile(m).read()
	for name in sorted(found):
		yield name, json.loads(found[name])

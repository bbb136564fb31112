# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an OCR with an English model does to French, and files that must be refused.

The reading errors are rules of shape (an accent not in the alphabet of the model, l before an apostrophe read as I,
rn as m…), each applied with a probability from a generator of fixed seed: the same source gives the same errors.
"""
import random
import re
import subprocess
from pathlib import Path

# What is read, what is made of it, how often. In this order.
ERRORS = (
	(r"1er\b", "1°", 0.7), (r"\bn° ", 'n" ', 0.4), (r"\bn° ", "no ", 0.4), (r"«\s?", '"', 0.8),
	(r"\s?»", '"', 0.8),
	(r"\bl'", "I'", 0.6), (r"\bl'", "|'", 0.12), (r"\bÀ", "A", 1), (r"É", "E", 0.85), (r"È|Ê", "E", 1),
	(r"\bà\b", "a", 0.95), (r"à", "a", 0.9), (r"â", "a", 0.9), (r"ç", "c", 0.9), (r"è", "e", 0.7),
	(r"è", "é", 0.5), (r"ê", "e", 0.8), (r"ë", "e", 1), (r"î", "i", 0.85), (r"ï", "i", 1), (r"ô", "o", 0.9),
	(r"ù", "u", 0.95), (r"û", "u", 0.95), (r"œ", "oe", 0.9), (r"é", "e", 0.3), (r"rn", "m", 0.12),
	(r"(?<=[a-z])li(?=[a-z])", "h", 0.03), (r"(?<=[a-z])tt(?=[a-z])", "ft", 0.05), (r"(?<=[a-z])ll", "Il", 0.03),
	(r"\bIl\b", "Il", 1), (r"(?<=[a-z])u(?=[a-z])", "n", 0.006), (r"(?<=[a-z])c(?=[a-z])", "e", 0.006),
	(r" ([:;])", r"\1", 0.5), (r"\.$", ",", 0.05), (r"’", "'", 1),
)


def misread(lines, seed):
	rng = random.Random(seed)
	out = []
	for line in lines:
		for pattern, made, often in ERRORS:
			line = re.sub(pattern, lambda m: m.expand(made) if rng.random() < often else m.group(0), line)
		out.append(line.replace("\u00ad", "-"))
	return out


def broken(folder, tiff, pdf):
	"""Six files that must end in quarantine, from a sound TIFF and a sound PDF."""
	folder = Path(folder)
	folder.mkdir(exist_ok=True)
	(folder / "vide.tif").write_bytes(b"")
	(folder / "tronque.tif").write_bytes(Path(tiff).read_bytes()[:6000])
	(folder / "tronque.pdf").write_bytes(Path(pdf).read_bytes()[:6000])
	(folder / "texte.jpg").write_text("Ceci n'est pas une image : le conseil municipal en a délibéré.\n" * 4)
	(folder / "page-web.pdf").write_text("<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\">"
		"<title>Page introuvable</title></head>\n<body><h1>404</h1><p>Le compte rendu demandé n'existe plus.</p>"
		"</body></html>\n")
	plain = folder / "clair.pdf"
	plain.write_bytes(small_pdf("Compte rendu de la commission (document protege)"))
	# the same key on each run, so that the bytes do not change: this file protects nothing
	subprocess.run(["qpdf", "--allow-weak-crypto", "--static-id", "--static-aes-iv", "--encrypt", "lecture",
		"maitre", "128", "--use-aes=y", "--", str(plain), str(folder / "chiffre.pdf")], check=True)
	plain.unlink()


def small_pdf(text):
	"""A page with one line of text, written by hand."""
	draw = b"BT /F1 14 Tf 60 760 Td (%s) Tj ET" % text.encode("latin-1")
	objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
		b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
	out, places = b"%PDF-1.4\n", []
	for n, body in enumerate(objects, 1):
		places.append(len(out))
		out += b"%d 0 obj%s endobj\n" % (n, body)
	table = b"".join(b"%010d 00000 n \n" % p for p in places)
	return out + b"xref\n0 6\n0000000000 65535 f \n" + table + \
		b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)

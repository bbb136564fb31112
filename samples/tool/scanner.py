# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns a clean page of typeset.py into what an office scanner, a copier or old paper would give.

Method: ink and paper are kept apart until the end (density of ink 0..1, colour of paper), then noise of known seed is
added: smooth noise for paper, lamp and stamp pressure, white noise for the sensor, a Gaussian for the optics.
Limits: no curl near the spine, no crumpled paper, no handwriting but signatures.
"""
import math
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

STAMP_FONT = "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf"


def smooth(rng, shape, cell):
	"""Noise of mean 0 and deviation 1 whose features are about `cell` pixels wide."""
	h, w = shape
	grid = rng.normal(0, 1, (h // cell + 2, w // cell + 2))
	img = Image.fromarray(grid.astype(np.float32), mode="F").resize((w, h), Image.BICUBIC)
	out = np.asarray(img)
	return out / max(1e-6, float(out.std()))


def ring_text(img, text, centre, radius, px):
	"""Letters of a round stamp, from nine o'clock over the top."""
	font = ImageFont.truetype(STAMP_FONT, px, layout_engine=ImageFont.Layout.BASIC)
	step = 1.75 * math.pi / max(1, len(text))
	for i, ch in enumerate(text):
		a = -0.5 * math.pi + (i - (len(text) - 1) / 2) * step
		tile = Image.new("L", (px * 2, px * 2), 0)
		ImageDraw.Draw(tile).text((px, px), ch, font=font, fill=255, anchor="mm")
		tile = tile.rotate(-math.degrees(a) - 90, resample=Image.BICUBIC)
		x, y = centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)
		img.paste(255, (int(x) - px, int(y) - px), tile)


def stamp(rng, shape, x, y, text, dpi):
	h, w = shape
	img = Image.new("L", (w, h), 0)
	d = ImageDraw.Draw(img)
	mm = dpi / 25.4
	outer, _, inner = text.partition("/")
	for r, wide in ((17, 0.6), (11, 0.3)):
		d.ellipse((x - r * mm, y - r * mm, x + r * mm, y + r * mm), outline=255, width=max(1, int(wide * mm)))
	ring_text(img, outer, (x, y), 14 * mm, int(3.0 * mm))
	font = ImageFont.truetype(STAMP_FONT, int(3.2 * mm), layout_engine=ImageFont.Layout.BASIC)
	for k, line in enumerate(inner.split("/")):
		d.text((x, y + (k - inner.count("/") / 2) * 4 * mm), line, font=font, fill=255, anchor="mm")
	img = img.rotate(float(rng.uniform(-14, 14)), center=(x, y), resample=Image.BICUBIC)
	return np.asarray(img) / 255.0 * np.clip(0.75 + 0.25 * smooth(rng, shape, int(5 * mm)), 0.2, 1)


def box(rng, shape, x, y, text, dpi):
	h, w = shape
	img = Image.new("L", (w, h), 0)
	d = ImageDraw.Draw(img)
	mm = dpi / 25.4
	lines = text.split("/")
	d.rectangle((x, y, x + 46 * mm, y + (len(lines) * 5 + 3) * mm), outline=255, width=max(1, int(0.5 * mm)))
	font = ImageFont.truetype(STAMP_FONT, int(3.4 * mm), layout_engine=ImageFont.Layout.BASIC)
	for k, line in enumerate(lines):
		d.text((x + 23 * mm, y + (k * 5 + 4) * mm), line, font=font, fill=255, anchor="mm")
	img = img.rotate(float(rng.uniform(-3, 3)), center=(x, y), resample=Image.BICUBIC)
	return np.asarray(img) / 255.0 * np.clip(0.8 + 0.25 * smooth(rng, shape, int(5 * mm)), 0.2, 1)


def sign(rng, shape, x, y, text, dpi):
	"""A flourish of pen: loops that move right, then a stroke under them."""
	h, w = shape
	img = Image.new("L", (w, h), 0)
	mm = dpi / 25.4
	t = np.linspace(0, 1, 240)
	turns, phase, tall = rng.uniform(2.5, 6), rng.uniform(0, 6), rng.uniform(3, 8)
	lean = rng.uniform(-6, 3)
	px = x + (t * 34 + 4 * np.sin(2 * math.pi * turns * t + phase)) * mm
	py = y + (tall * np.cos(2 * math.pi * turns * t + phase) * (1 - rng.uniform(0.3, 0.9) * t) + lean * t
		+ 2 * np.sin(9 * t + phase)) * mm
	d = ImageDraw.Draw(img)
	d.line(list(zip(px, py)), fill=255, width=max(2, int(0.45 * mm)), joint="curve")
	d.line([(x + 36 * mm, y + 3 * mm), (x + 4 * mm, y + 9 * mm), (x + 30 * mm, y + 8 * mm)],
		fill=255, width=max(2, int(0.4 * mm)), joint="curve")
	return np.asarray(img) / 255.0


OVERLAYS = {"stamp": (stamp, (70, 40, 150)), "box": (box, (150, 40, 50)), "sign": (sign, (30, 40, 120))}


def tilt(plane, angle, fill):
	img = Image.fromarray(plane.astype(np.float32), mode="F")
	return np.asarray(img.rotate(angle, resample=Image.BICUBIC, fillcolor=fill))


def blur(plane, radius):
	"""Gaussian blur by way of 8 bits a sample; planes are 0..1."""
	img = Image.fromarray(np.clip(plane * 255, 0, 255).astype(np.uint8))
	return np.asarray(img.filter(ImageFilter.GaussianBlur(radius))).astype(np.float32) / 255.0


def layers(page, rng, dpi):
	"""Density of text and of each overlay with its colour, not yet tilted."""
	text = 1.0 - np.asarray(page.ink).astype(np.float32) / 255.0
	out = [(text, (24, 22, 26))]
	for kind, x, y, what in page.overlays:
		make, colour = OVERLAYS[kind]
		out.append((make(rng, text.shape, x, y, what, dpi) * 0.85, colour))
	return out


def office(page, rng, dpi, skew, wear):
	"""Two levels: optics, lamp, threshold, dust, and the shadow of the lid along one edge."""
	inks = layers(page, rng, dpi)
	h, w = inks[0][0].shape
	density = np.zeros((h, w), np.float32)
	for plane, _ in inks:
		density = np.maximum(density, plane)
	density = blur(tilt(density, skew, 0.0), 0.75)
	density += 0.07 * wear * rng.normal(0, 1, (h, w)).astype(np.float32) * (density > 0.02)
	level = 0.42 + 0.05 * wear * smooth(rng, (h, w), dpi)
	black = density > level
	for _ in range(int(22 * wear)):
		x, y, r = rng.integers(0, w - 4), rng.integers(0, h - 4), rng.integers(1, 4)
		black[y:y + r, x:x + r] = True
	if wear >= 1:
		edge = int(rng.integers(4, 14))
		for y in range(h):
			black[y, :max(0, edge + int(3 * math.sin(y / 190.0)))] = True
	return Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1", dither=Image.NONE)


def colour(page, rng, dpi, skew, paper, grain, fade, aged, behind=None):
	"""Colour: paper, its stains and the page behind it, inks, lamp, sensor."""
	inks = layers(page, rng, dpi)
	h, w = inks[0][0].shape
	sheet = np.ones((h, w, 3), np.float32) * np.array(paper, np.float32)
	if aged:
		cloud = smooth(rng, (h, w), dpi) * 5 + smooth(rng, (h, w), dpi // 4) * 2
		sheet += cloud[:, :, None] * np.array((1.0, 1.1, 1.5), np.float32)
		ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
		rim = np.minimum(np.minimum(xs, w - xs), np.minimum(ys, h - ys)) / dpi
		sheet -= (np.exp(-rim * 3.0) * 38)[:, :, None] * np.array((0.6, 0.9, 1.4), np.float32)
		for _ in range(9):
			cx, cy, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0.03, 0.13) * dpi
			spot = np.exp(-((xs - cx) ** 2 + (ys - cy) ** 2) / (2 * r * r)) * rng.uniform(18, 45)
			sheet -= spot[:, :, None] * np.array((0.5, 0.8, 1.2), np.float32)
	if behind is not None and behind.ink.size == page.ink.size:
		back = 1.0 - np.asarray(behind.ink).astype(np.float32)[:, ::-1] / 255.0
		sheet -= (blur(back, 2.2) * 26)[:, :, None]
	for plane, tone in inks:
		plane = blur(tilt(plane, skew, 0.0), 0.6 * dpi / 200)
		strength = plane * (1.0 - fade)
		if aged:
			strength = strength * np.clip(0.92 + 0.1 * smooth(rng, (h, w), dpi // 3), 0.5, 1)
		sheet = sheet * (1 - strength[:, :, None]) + np.array(tone, np.float32) * strength[:, :, None]
	lamp = 1.0 - 0.05 * np.linspace(0, 1, w, dtype=np.float32)[None, :] ** 2
	sheet = sheet * lamp[:, :, None]
	sheet += rng.normal(0, grain, (h, w)).astype(np.float32)[:, :, None]
	return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def scan(pages, head):
	"""All pages of a document, each under its own seed, turned as the head says."""
	dpi, seed, skew = int(head["dpi"]), int(head["seed"]), float(head.get("skew", "0.2"))
	turns = dict(p.split("=") for p in head.get("turn", "").split())
	out = []
	for n, page in enumerate(pages, 1):
		rng = np.random.default_rng(seed * 100 + n)
		angle = skew + float(rng.uniform(-0.15, 0.15))
		look = head["look"]
		if look == "office":
			img = office(page, rng, dpi, angle, float(head.get("wear", "1")))
		elif look == "copier":
			img = colour(page, rng, dpi, angle, (246, 246, 243), 2.2, 0.05, False)
		elif look == "grey":
			img = colour(page, rng, dpi, angle, (236, 236, 236), 4.0, 0.18, False).convert("L")
		else:
			behind = pages[n] if n < len(pages) else None
			img = colour(page, rng, dpi, angle, (226, 212, 178), 3.0, 0.16, True, behind)
		turn = int(turns.get(str(n), "0"))
		out.append(img.rotate(-turn, expand=True) if turn else img)
	return out

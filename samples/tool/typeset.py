# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets a source of samples/source into page images and the truth of their text.

Method: greedy line filling with the metrics of FreeType (Pillow), at the resolution of the scan; every printed line
is noted as it is drawn, so that the truth of a page is what was drawn and nothing else. The markup is described in
samples/README.md. Limits: one column of text, tables without cells over several columns, no widow control.
"""
import random
import re
import pyphen
from PIL import Image, ImageDraw, ImageFont
from markup import SHY, plain, seen, words_of

FONTS = "/usr/share/fonts/"
FACES = {
	"serif": {s: FONTS + "truetype/liberation2/LiberationSerif-%s.ttf" % n
		for s, n in (("r", "Regular"), ("b", "Bold"), ("i", "Italic"))},
	"sans": {s: FONTS + "truetype/liberation2/LiberationSans-%s.ttf" % n
		for s, n in (("r", "Regular"), ("b", "Bold"), ("i", "Italic"))},
	"carlito": {s: FONTS + "truetype/crosextra/Carlito-%s.ttf" % n
		for s, n in (("r", "Regular"), ("b", "Bold"), ("i", "Italic"))},
	"dejavu": {s: FONTS + "truetype/dejavu/DejaVuSans%s.ttf" % n
		for s, n in (("r", ""), ("b", "-Bold"), ("i", "-Oblique"))},
	"typewriter": {s: FONTS + "opentype/courier-prime/Courier Prime.otf" for s in "rbi"},
}


class Page:
	def __init__(self, width, height, blank=False):
		self.ink = Image.new("L", (width, height), 255)
		self.draw = ImageDraw.Draw(self.ink)
		self.lines = []
		self.overlays = []
		self.blank = blank


class Setter:
	def __init__(self, head, body):
		self.head = head
		self.dpi = int(head["dpi"])
		self.size = float(head["size"])
		self.lead = float(head.get("leading", "1.25"))
		self.family = FACES[head["font"]]
		self.typed = head["font"] == "typewriter"
		self.justify = head.get("justify", "yes") == "yes" and not self.typed
		self.heading = head.get("heading", "b")
		self.hyphens = pyphen.Pyphen(lang="fr") \
			if head.get("hyphenate") == "yes" else None
		self.jitter = random.Random(int(head["seed"]))
		self.fonts = {}
		self.pages = []
		self.acts = []
		self.open = None
		self.table, self.grid = None, None
		self.new_page()
		for line in body.split("\n"):
			self.block(line.rstrip())
		while self.pages and not self.pages[-1].lines and not self.pages[-1].blank:
			self.pages.pop()
		self.running()

	# --- measures ---

	def mm(self, v):
		return int(round(float(v) * self.dpi / 25.4))

	def font(self, face, size):
		key = (face, size)
		if key not in self.fonts:
			px = int(round(size * self.dpi / 72.0))
			self.fonts[key] = ImageFont.truetype(self.family[face], px,
				layout_engine=ImageFont.Layout.BASIC)
		return self.fonts[key]

	def wide(self, word, size):
		return sum(self.font(f, size * 0.65 if up else size).getlength(seen(t)) for t, f, _, up in word)

	# --- pages ---

	def new_page(self, landscape=False):
		w, h = self.mm(210), self.mm(297)
		if str(len(self.pages) + 1) in self.head.get("blank", "").split():
			self.pages.append(Page(w, h, blank=True))
		if landscape:
			w, h = h, w
		self.page = Page(w, h)
		self.pages.append(self.page)
		m = [float(v) for v in self.head.get("margins", "22 22 20 22").split()]  # top right bottom left
		self.left, self.right = self.mm(m[3]), w - self.mm(m[1])
		self.y, self.bottom = self.mm(m[0]), h - self.mm(m[2])

	def running(self):
		"""Heads and feet, once the number of pages is known."""
		total = len(self.pages)
		for n, page in enumerate(self.pages, 1):
			if page.blank:
				continue
			for key in ("header", "footer"):
				if key not in self.head:
					continue
				text = self.head[key].replace("{n}", str(n)).replace("{N}", str(total))
				words, size = words_of(text, ""), self.size * 0.8
				space = self.font("r", size).getlength(" ")
				x = (page.ink.width - sum(self.wide(w, size) + space for w in words)) / 2
				y = self.mm(9) if key == "header" else page.ink.height - self.mm(12)
				self.page = page
				self.put(words, x, y, size, space)
				line = page.lines.pop()
				page.lines.insert(0 if key == "header" else len(page.lines), line)

	def need(self, height):
		if self.y + height > self.bottom:
			self.new_page()

	def note_act(self):
		if self.open is not None:
			self.open.setdefault("page_start", len(self.pages))
			self.open["page_end"] = len(self.pages)

	# --- lines ---

	def put(self, words, x, y, size, space):
		"""Draws one line and notes its text."""
		d = self.page.draw
		base = y + int(size * self.dpi / 72.0)
		for i, word in enumerate(words):
			for text, face, under, up in word:
				font = self.font(face, size * 0.65 if up else size)
				by = base - int(size * self.dpi / 72.0 * 0.32) if up else base
				shown = seen(text)
				if self.typed:
					self.type_out(shown, font, x, by, face == "b")
				else:
					d.text((int(x), by), shown, font=font, fill=0, anchor="ls")
				wide = font.getlength(shown)
				if under:
					uy = base + max(2, int(size * self.dpi / 72.0 * 0.13))
					d.line((int(x), uy, int(x + wide), uy), fill=0, width=max(1, self.dpi // 120))
				x += wide
			x += space
		self.page.lines.append(plain(words))

	def type_out(self, text, font, x, base, bold):
		"""Type bars strike a little off their place, and not all as hard."""
		for ch in text:
			if ch != " ":
				dx, dy = self.jitter.gauss(0, 0.6), self.jitter.gauss(0, 0.8)
				grey = min(120, max(0, int(self.jitter.gauss(40, 28))))
				for again in range(2 if bold else 1):
					self.page.draw.text((x + dx + again, base + dy), ch, font=font, fill=grey, anchor="ls")
			x += font.getlength(ch)

	def cut(self, word, room, size):
		"""Hyphenates a word so that its head fits in room, or returns None."""
		if self.hyphens is None or len(word) != 1:
			return None
		text, face, under, up = word[0]
		m = re.match(r"^([^A-Za-zÀ-ÿ]*(?:[A-Za-z]+['’])?)([a-zà-ÿ]{6,})(.*)$", text)
		if not m:
			return None
		pre, core, post = m.groups()
		for pos in reversed(self.hyphens.positions(core.lower())):
			if pos < 3 or len(core) - pos < 3:
				continue
			head = [(pre + core[:pos] + SHY, face, under, up)]
			if self.wide([(pre + core[:pos] + SHY, face, under, up)], size) <= room:
				return head, [(core[pos:] + post, face, under, up)]
		return None

	def fill(self, words, room, first, size):
		"""Fills lines of width room (the first is shorter by `first`)."""
		space = self.font("r", size).getlength(" ")
		lines, cur, used, words = [], [], first, list(words)
		while words:
			word = words.pop(0)
			wide = self.wide(word, size)
			extra = space if cur else 0
			if used + extra + wide <= room:
				cur.append(word)
				used += extra + wide
				continue
			halves = self.cut(word, room - used - extra, size)
			if halves:
				cur.append(halves[0])
				words.insert(0, halves[1])
			else:
				words.insert(0, word)
				if not cur:
					raise ValueError("too long: " + plain([word]))
			lines.append(cur)
			cur, used = [], 0
		return lines + [cur] if cur else lines

	def paragraph(self, text, style="", align="j", size=None, first=0, indent=0, after=None):
		size = size or self.size
		height = int(size * self.dpi / 72.0 * self.lead)
		left, right = self.left + indent, self.right
		space = self.font("r", size).getlength(" ")
		lines = self.fill(words_of(text, style), right - left, first, size)
		for i, words in enumerate(lines):
			self.need(height)
			self.note_act()
			x = left + (first if i == 0 else 0)
			total = sum(self.wide(w, size) for w in words)
			gap = space
			if align == "c":
				x = left + (right - left - total - space * (len(words) - 1)) / 2
			elif align == "r":
				x = right - total - space * (len(words) - 1)
			elif self.justify and i + 1 < len(lines) and len(words) > 1:
				gap = (right - x - total) / (len(words) - 1)
			self.put(words, x, self.y, size, gap)
			self.y += height
		self.y += int(height * (0.35 if after is None else after))

	# --- tables ---

	def row(self, cells):
		cols, ruled, size = self.table
		height = int(size * self.dpi / 72.0 * 1.3)
		pad = self.mm(1.5)
		wrapped = []
		for (align, wide), cell in zip(cols, cells):
			style = "b" if cell.startswith("*") and not cell.startswith("**") else ""
			words = words_of(cell.lstrip("*") if style else cell, style)
			wrapped.append(self.fill(words, wide - 2 * pad, 0, size) if words else [])
		tall = max(len(w) for w in wrapped) * height + (self.mm(1.2) if ruled else 0)
		self.need(tall)
		self.note_act()
		space = self.font("r", size).getlength(" ")
		for k in range(max(len(w) for w in wrapped)):
			at, said = self.left, []
			for (align, wide), lines in zip(cols, wrapped):
				if k < len(lines):
					used = sum(self.wide(w, size) for w in lines[k]) + space * (len(lines[k]) - 1)
					x = at + pad if align == "l" else at + wide - pad - used if align == "r" \
						else at + (wide - used) / 2
					self.put(lines[k], x, self.y + k * height + (self.mm(0.6) if ruled else 0), size, space)
					said.append(self.page.lines.pop())
				at += wide
			self.page.lines.append(" ".join(said))
		if ruled:
			at, d = self.left, self.page.draw
			for _, wide in cols:
				d.rectangle((at, self.y, at + wide, self.y + tall), outline=0, width=max(1, self.dpi // 150))
				at += wide
		self.y += tall

	def columns(self, rows):
		"""Names in columns: drawn in rows, read column by column."""
		mark = len(self.page.lines)
		for cells in rows:
			self.row(cells)
		del self.page.lines[mark:]
		for column in range(max(len(r) for r in rows)):
			self.page.lines += [plain(words_of(r[column], "")) for r in rows
				if column < len(r) and r[column]]

	# --- markup ---

	def block(self, line):
		if line.startswith("|"):
			cells = [c.strip() for c in line.strip("|").split("|")]
			if self.grid is not None:
				self.grid.append(cells)
			else:
				self.row(cells)
			return
		if self.table:
			if self.grid:
				self.need(self.mm(5) * len(self.grid))
				self.columns(self.grid)
			self.table, self.grid = None, None
			self.y += self.mm(2)
		if not line:
			self.y += self.mm(float(self.head.get("gap", "1.2")))
			return
		if not line.startswith("@"):
			self.paragraph(line, first=self.mm(self.head.get("indent", "0")))
			return
		word, _, rest = line[1:].partition(" ")
		getattr(self, "do_" + word)(rest)

	def do_c(self, rest):
		self.paragraph(rest, "", "c", after=0.1)

	def do_cb(self, rest):
		self.paragraph(rest, "b", "c", after=0.1)

	def do_big(self, rest):
		self.paragraph(rest, "b", "c", size=self.size * 1.3)

	def do_r(self, rest):
		self.paragraph(rest, "", "r", after=0.1)

	def do_l(self, rest):
		self.paragraph(rest, "", "l", after=0.0)

	def do_small(self, rest):
		self.paragraph(rest, "i", "j", size=self.size * 0.85)

	def do_h(self, rest):
		self.need(self.mm(24))
		self.paragraph(rest, self.heading, "c" if "c" in self.heading else "l")

	def do_item(self, rest):
		self.paragraph(rest, "", "j", indent=self.mm(7), after=0.1)

	def do_space(self, rest):
		self.y += self.mm(rest)

	def do_rule(self, rest):
		self.page.draw.line((self.left, self.y, self.right, self.y), fill=0, width=max(1, self.dpi // 120))
		self.y += self.mm(2)

	def do_page(self, rest):
		self.new_page(rest == "landscape")

	def do_table(self, rest):
		"""@table l40 r30 ... [plain] [size=9]: columns in mm with their alignment"""
		cols = [(c[0], self.mm(c[1:])) for c in rest.split() if re.match(r"^[lrc]\d", c)]
		size = re.search(r"size=([\d.]+)", rest)
		self.table = (cols, "plain" not in rest, float(size.group(1)) if size else self.size)
		self.grid = None

	def do_columns(self, rest):
		self.do_table(rest + " plain")
		self.grid = []

	def do_stamp(self, rest):
		"""@stamp X_MM DY_MM TEXT/CENTRE: a round stamp, its centre relative to the present line"""
		x, dy, text = rest.split(" ", 2)
		self.page.overlays.append(("stamp", self.mm(x), self.y + self.mm(dy), text))

	def do_box(self, rest):
		"""@box X_MM DY_MM LINE/LINE: a rectangular stamp of receipt"""
		x, dy, text = rest.split(" ", 2)
		self.page.overlays.append(("box", self.mm(x), self.y + self.mm(dy), text))

	def do_sign(self, rest):
		x, dy = rest.split(" ")
		self.page.overlays.append(("sign", self.mm(x), self.y + self.mm(dy), ""))

	def do_deliberation(self, rest):
		"""@deliberation NUMBER | RESULT [unanimous] [for=N] [against=N] [abstain=N] | TITLE"""
		number, vote, title = [p.strip() for p in rest.split("|", 2)]
		said = dict(re.findall(r"(for|against|abstain)=(\d+)", vote))
		self.open = {"number": None if number == "-" else number, "title": title, "vote": {
			"result": vote.split()[0], "unanimous": "unanimous" in vote,
			"for": int(said["for"]) if "for" in said else None,
			"against": int(said["against"]) if "against" in said else None,
			"abstain": int(said["abstain"]) if "abstain" in said else None}}
		self.acts.append(self.open)

	def do_end(self, rest):
		self.open = None

// SPDX-License-Identifier: AGPL-3.0-or-later
// The model of French: mapped, checked, looked up. See model.h for the format and the formula.
//
// Everything is checked once, when the file is opened (2 ms for 3 MB, most of it the digest): sections inside the
// file, offsets ascending, ids and edge targets in range, and every edge list ended before the section ends. Lookups
// then need no checks. Words are found by binary search over the sorted strings.
#include "model.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "digest.h"
#include "i18n.h"

#define HEADER 64
#define ENTRY 24
#define SECTIONS_MAX 32
#define FORMAT_VERSION 1
#define STEPS_PER_NAT 16.0

static const char magic[8] = "MNFRMDL\n";

enum section { LEXI, WOFF, WSTR, WCNT, WFOL, BOFF, BIGR, TOTL, MANI, SECTIONS };

// Tag and bytes an element of each section that a model must have.
static const struct {
	char tag[5];
	size_t size;
} wanted[SECTIONS] = {
	[LEXI] = {"LEXI", 4}, [WOFF] = {"WOFF", 4}, [WSTR] = {"WSTR", 1}, [WCNT] = {"WCNT", 4},
	[WFOL] = {"WFOL", 4}, [BOFF] = {"BOFF", 4}, [BIGR] = {"BIGR", 4}, [TOTL] = {"TOTL", 8},
	[MANI] = {"MANI", 1},
};

struct model {
	const unsigned char *bytes;
	size_t size;
	bool mapped;
	char digest[MN_HEX];
	const unsigned char *at[SECTIONS];
	size_t n[SECTIONS];
	size_t words;
	double total;
	float counts[256]; // what a byte of BIGR stands for
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get64(const unsigned char *p)
{
	return get32(p) | (uint64_t)get32(p + 4) << 32;
}

static uint32_t item(const struct model *m, enum section s, size_t i)
{
	return get32(m->at[s] + 4 * i);
}

static int damaged(struct mn_err *err, const char *what)
{
	return mn_fail(err, MN_CONFIG, _("damaged model: %s; build or install it again"), what);
}

static int check_header(struct model *m, bool trusted, struct mn_err *err)
{
	if (m->size < HEADER || memcmp(m->bytes, magic, sizeof magic) != 0)
		return mn_fail(err, MN_CONFIG, _("not a model of minutier-correct"));
	if (get32(m->bytes + 8) != FORMAT_VERSION)
		return mn_fail(err, MN_CONFIG, _("model format %u, this program reads %d"),
			(unsigned)get32(m->bytes + 8), FORMAT_VERSION);
	if (get64(m->bytes + 16) != m->size)
		return damaged(err, _("it is cut short or too long"));
	mn_digest_bytes(m->bytes + HEADER, m->size - HEADER, m->digest);
	char hex[MN_HEX];
	for (size_t i = 0; i < 32; i++) {
		static const char digits[] = "0123456789abcdef";
		hex[2 * i] = digits[m->bytes[24 + i] >> 4];
		hex[2 * i + 1] = digits[m->bytes[24 + i] & 15];
	}
	if (!trusted && memcmp(hex, m->digest, 64) != 0)
		return damaged(err, _("its digest does not match"));
	return 0;
}

static int find_sections(struct model *m, struct mn_err *err)
{
	size_t n = get32(m->bytes + 12);
	if (n > SECTIONS_MAX || HEADER + n * ENTRY > m->size)
		return damaged(err, _("the section table is too long"));
	for (size_t i = 0; i < n; i++) {
		const unsigned char *e = m->bytes + HEADER + i * ENTRY;
		uint64_t count = get32(e + 4), offset = get64(e + 8), length = get64(e + 16);
		if (offset > m->size || length > m->size - offset)
			return damaged(err, _("a section lies outside the file"));
		for (int s = 0; s < SECTIONS; s++) {
			if (memcmp(e, wanted[s].tag, 4) != 0)
				continue;
			if (count * wanted[s].size != length)
				return damaged(err, _("a section has the wrong length"));
			m->at[s] = m->bytes + offset;
			m->n[s] = (size_t)count;
		}
	}
	for (int s = 0; s < SECTIONS; s++)
		if (!m->at[s])
			return mn_fail(err, MN_CONFIG, _("damaged model: section %s is missing"), wanted[s].tag);
	return 0;
}

// Offsets ascend from 0 to the end of what they point into.
static bool offsets_ok(const struct model *m, enum section s, size_t end)
{
	uint32_t last = 0;
	for (size_t i = 0; i < m->n[s]; i++) {
		uint32_t o = item(m, s, i);
		if (o < last || (i == 0 && o != 0))
			return false;
		last = o;
	}
	return last == end;
}

static bool edges_ok(const struct model *m)
{
	size_t n = m->n[LEXI];
	if (n < 2 || !(item(m, LEXI, n - 1) >> 8 & 1))
		return false;
	for (size_t i = 1; i < n; i++)
		if (item(m, LEXI, i) >> 12 >= n)
			return false;
	return true;
}

static int check_content(struct model *m, struct mn_err *err)
{
	if (m->n[WOFF] < 1 || m->n[TOTL] != 1)
		return damaged(err, _("it has no words"));
	m->words = m->n[WOFF] - 1;
	if (m->n[WCNT] != m->words || m->n[WFOL] != m->words || m->n[BOFF] != m->words + 1)
		return damaged(err, _("its word tables differ in length"));
	if (!offsets_ok(m, WOFF, m->n[WSTR]) || !offsets_ok(m, BOFF, m->n[BIGR]))
		return damaged(err, _("an offset is out of order"));
	if (!edges_ok(m))
		return damaged(err, _("the lexicon points outside itself"));
	for (size_t i = 0; i < m->n[BIGR]; i++)
		if (item(m, BIGR, i) >> 8 >= m->words)
			return damaged(err, _("a pair names a word that is not there"));
	m->total = (double)get64(m->at[TOTL]);
	if (m->total < 1)
		return damaged(err, _("it has no words"));
	for (int i = 0; i < 256; i++)
		m->counts[i] = (float)exp(i / STEPS_PER_NAT);
	return 0;
}

struct model *model_from_bytes(const void *bytes, size_t n, bool trusted, struct mn_err *err)
{
	struct model *m = mn_calloc(1, sizeof *m);
	m->bytes = bytes;
	m->size = n;
	if (check_header(m, trusted, err) < 0 || find_sections(m, err) < 0 || check_content(m, err) < 0) {
		free(m);
		return NULL;
	}
	return m;
}

struct model *model_open(const char *path, struct mn_err *err)
{
	struct model *m = NULL;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0) {
		mn_fail(err, fd < 0 && errno == ENOENT ? MN_CONFIG : MN_SYSTEM, _("cannot open '%s': %s"), path,
			strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size < HEADER || st.st_size > MODEL_BYTES_MAX) {
		mn_fail(err, MN_CONFIG, _("%s: not a model of minutier-correct"), path);
		goto out;
	}
	void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		mn_fail(err, MN_SYSTEM, _("cannot map '%s': %s"), path, strerror(errno));
		goto out;
	}
	m = model_from_bytes(bytes, (size_t)st.st_size, false, err);
	if (m) {
		m->mapped = true;
	} else {
		mn_within(err, "%s", path);
		munmap(bytes, (size_t)st.st_size);
	}
out:
	if (fd >= 0)
		close(fd);
	return m;
}

void model_free(struct model *m)
{
	if (!m)
		return;
	if (m->mapped)
		munmap((void *)(uintptr_t)m->bytes, m->size);
	free(m);
}

const char *model_digest(const struct model *m)
{
	return m->digest;
}

const char *model_manifest(const struct model *m, size_t *n)
{
	*n = m->n[MANI];
	return (const char *)m->at[MANI];
}

// The edge of `node` with that byte, 0 when there is none.
static uint32_t edge(const struct model *m, uint32_t node, unsigned char byte)
{
	if (node == 0)
		return 0;
	for (size_t i = node;; i++) {
		uint32_t e = item(m, LEXI, i);
		if ((e & 0xff) == byte)
			return e;
		if (e >> 8 & 1)
			return 0;
	}
}

unsigned model_form(const struct model *m, const char *form, size_t n)
{
	uint32_t node = MODEL_ROOT, e = 0;
	for (size_t i = 0; i < n; i++) {
		e = edge(m, node, (unsigned char)form[i]);
		if (!e)
			return 0;
		node = e >> 12;
	}
	return e >> 9 & 7;
}

static size_t two_byte_steps(const struct model *m, uint32_t lead, struct step *out, size_t max)
{
	size_t n = 0;
	uint32_t node = lead >> 12;
	if ((lead & 0xe0) != 0xc0 || node == 0)
		return 0;
	for (size_t i = node; n < max; i++) {
		uint32_t e = item(m, LEXI, i);
		out[n++] = (struct step){(lead & 0x1f) << 6 | (e & 0x3f), e >> 12, e >> 9 & 7};
		if (e >> 8 & 1)
			break;
	}
	return n;
}

size_t model_steps(const struct model *m, uint32_t node, struct step *out, size_t max)
{
	size_t n = 0;
	if (node == 0)
		return 0;
	for (size_t i = node; n < max; i++) {
		uint32_t e = item(m, LEXI, i);
		if ((e & 0xff) < 0x80)
			out[n++] = (struct step){e & 0xff, e >> 12, e >> 9 & 7};
		else
			n += two_byte_steps(m, e, out + n, max - n);
		if (e >> 8 & 1)
			break;
	}
	return n;
}

uint32_t model_word(const struct model *m, const char *text, size_t n)
{
	size_t low = 0, high = m->words;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		uint32_t from = item(m, WOFF, mid), to = item(m, WOFF, mid + 1);
		size_t k = to - from < n ? to - from : n;
		int order = memcmp(m->at[WSTR] + from, text, k);
		if (order == 0 && to - from == n)
			return (uint32_t)mid;
		if (order < 0 || (order == 0 && to - from < n))
			low = mid + 1;
		else
			high = mid;
	}
	return MODEL_NONE;
}

uint32_t model_count(const struct model *m, uint32_t id)
{
	return id < m->words ? item(m, WCNT, id) : 0;
}

// c(v, w), 0 when the pair was seen too rarely.
static double pair_count(const struct model *m, uint32_t v, uint32_t w)
{
	size_t low = item(m, BOFF, v), high = item(m, BOFF, v + 1);
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		uint32_t e = item(m, BIGR, mid);
		if (e >> 8 == w)
			return (double)m->counts[e & 0xff];
		if (e >> 8 < w)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

double model_score(const struct model *m, uint32_t v, uint32_t w, float floor)
{
	double p = exp((double)floor), c = model_count(m, w);
	if (c > 0.5)
		p += 0.999 * (c - 0.5) / m->total;
	double seen = model_count(m, v);
	if (seen < 1)
		return log(p);
	double both = w < m->words ? pair_count(m, v, w) : 0;
	double rest = 0.75 * (double)item(m, WFOL, v) / seen;
	return log((both > 0.75 ? (both - 0.75) / seen : 0) + rest * p);
}

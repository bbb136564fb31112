// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * pages.c: pages/pages.json, read and written with jansson.
 */
#include "pages.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "i18n.h"

#define PAGES_JSON_MAX (16L << 20)

static char *string_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? mn_strdup(s) : NULL;
}

static int int_of(const json_t *o, const char *key)
{
	json_int_t v = json_integer_value(json_object_get(o, key));

	return v < -1000000000 || v > 1000000000 ? 0 : (int)v;
}

static bool hex_of(const json_t *o, const char *key, char hex[MN_HEX])
{
	const char *s = json_string_value(json_object_get(o, key));

	if (!s || strlen(s) != 64 || strspn(s, "0123456789abcdef") != 64)
		return false;
	memcpy(hex, s, MN_HEX);
	return true;
}

/* Relative, below pages/, without "..": the file comes from a disk that a person may have touched. */
static bool path_ok(const char *p)
{
	return p && !strncmp(p, "pages/", 6) && mn_name_ok(p + 6);
}

static bool read_page(struct mn_page *p, const json_t *o)
{
	const char *id = json_string_value(json_object_get(o, "id"));

	if (!id || strlen(id) != 4 || strspn(id, "0123456789") != 4)
		return false;
	memcpy(p->id, id, 5);
	p->image = string_of(o, "image");
	p->stored = string_of(o, "stored");
	p->text = string_of(o, "text");
	p->origin = string_of(o, "origin");
	p->from = string_of(o, "from");
	p->width = int_of(o, "width");
	p->height = int_of(o, "height");
	p->dpi = int_of(o, "dpi");
	p->turn = int_of(o, "turn");
	p->skew = json_number_value(json_object_get(o, "skew"));
	p->blank = json_is_true(json_object_get(o, "blank"));
	p->doubtful_turn = json_is_true(json_object_get(o, "doubtful_turn"));
	p->cell_w = int_of(o, "cell_w");
	p->cell_h = int_of(o, "cell_h");
	p->margin = int_of(o, "margin");
	return path_ok(p->image) && path_ok(p->stored) && (!p->text || path_ok(p->text)) && p->origin && p->from &&
		p->width > 0 && p->width <= MN_SIDE_MAX && p->height > 0 && p->height <= MN_SIDE_MAX && p->dpi > 0;
}

static bool read_all(struct mn_pages *p, const json_t *root)
{
	json_t *files = json_object_get(root, "files"), *pages = json_object_get(root, "pages");
	size_t nfiles = json_array_size(files), n = json_array_size(pages);

	p->name = string_of(root, "name");
	p->received = string_of(root, "received");
	if (!p->name || !p->received || !hex_of(root, "source_sha256", p->source_sha256) || n > MN_PAGES_MAX ||
		nfiles > MN_PAGES_MAX)
		return false;
	p->files = mn_calloc(nfiles, sizeof *p->files);
	for (; p->nfiles < nfiles; p->nfiles++) {
		const json_t *o = json_array_get(files, p->nfiles);
		struct mn_source_file *f = &p->files[p->nfiles];
		f->name = string_of(o, "name");
		f->size = (unsigned long long)json_integer_value(json_object_get(o, "size"));
		if (!f->name || !hex_of(o, "sha256", f->sha256)) {
			free(f->name);
			return false;
		}
	}
	p->pages = mn_calloc(n, sizeof *p->pages);
	for (size_t i = 0; i < n; i++) {
		p->n++;
		if (!read_page(&p->pages[i], json_array_get(pages, i)) || atoi(p->pages[i].id) != (int)i + 1)
			return false;
	}
	return true;
}

struct mn_pages *mn_pages_read(const struct mn_dossier *d, struct mn_err *err)
{
	char path[MN_PATH_MAX];
	size_t n;
	struct mn_pages *p = NULL;
	char *bytes = mn_read_file(mn_dossier_path(d, "pages/pages.json", path), PAGES_JSON_MAX, &n, err);

	if (!bytes)
		return NULL;
	json_t *root = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL);
	free(bytes);
	p = mn_calloc(1, sizeof *p);
	if (!json_is_object(root) || !read_all(p, root)) {
		mn_fail(err, MN_INPUT, _("'%s' is damaged"), path);
		mn_pages_free(p);
		p = NULL;
	}
	json_decref(root);
	return p;
}

static json_t *page_json(const struct mn_page *p)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:i, s:f, s:b, s:s, s:s}", "id", p->id, "image", p->image,
		"stored", p->stored, "width", p->width, "height", p->height, "dpi", p->dpi, "turn", p->turn, "skew", p->skew,
		"blank", (int)p->blank, "origin", p->origin, "from", p->from);

	if (p->text) {
		json_object_set_new(o, "text", json_string(p->text));
		json_object_set_new(o, "cell_w", json_integer(p->cell_w));
		json_object_set_new(o, "cell_h", json_integer(p->cell_h));
		json_object_set_new(o, "margin", json_integer(p->margin));
	}
	if (p->doubtful_turn)
		json_object_set_new(o, "doubtful_turn", json_true());
	return o;
}

char *mn_pages_json(const struct mn_pages *p)
{
	json_t *files = json_array(), *pages = json_array();

	for (size_t i = 0; i < p->nfiles; i++)
		json_array_append_new(files, json_pack("{s:s, s:s, s:I}", "name", p->files[i].name, "sha256", p->files[i].sha256,
			"size", (json_int_t)p->files[i].size));
	for (size_t i = 0; i < p->n; i++)
		json_array_append_new(pages, page_json(&p->pages[i]));
	json_t *root = json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", p->name, "received", p->received, "source_sha256",
		p->source_sha256, "files", files, "pages", pages);
	char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
	json_decref(root);
	char *own = mn_printf("%s\n", text);
	free(text);
	return own;
}

void mn_pages_free(struct mn_pages *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->nfiles; i++)
		free(p->files[i].name);
	for (size_t i = 0; i < p->n; i++) {
		free(p->pages[i].image);
		free(p->pages[i].stored);
		free(p->pages[i].text);
		free(p->pages[i].origin);
		free(p->pages[i].from);
	}
	free(p->files);
	free(p->pages);
	free(p->name);
	free(p->received);
	free(p);
}

const struct mn_page *mn_pages_find(const struct mn_pages *p, const char *id)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->pages[i].id, id))
			return &p->pages[i];
	return NULL;
}

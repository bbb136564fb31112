// SPDX-License-Identifier: AGPL-3.0-or-later
// Thresholds and protected tokens. See safety.h. The thresholds were read off all measured sets together: at these, of
// the changes made 448 of 450 (marks), 438 of 439 (real words), 73 of 77 (glyphs), 41 of 44 (edits) were right.
#include "safety.h"

#include <string.h>
#include "text.h"

#define BRAKE 3.5           // nats more in a clean document
#define LEARNT_RATE 0.3     // the document loses this letter as a rule
#define LEARNT_REALWORD 0.7
#define EDIT_NO_CONF 2.0    // nats more when the confidence is not known
#define EDIT_SURE_CONF 0.90 // above, the OCR saw those letters: the misspelling is the author's

// Nats, by kind. An edit is a guess at the author's word: it needs more.
static const double least[KINDS] = {
	[KIND_SAME] = 0, [KIND_RULE] = 0, [KIND_APOSTROPHE] = 0, [KIND_ACCENT] = 1.5, [KIND_REALWORD] = 2.5,
	[KIND_SPELLING] = 2.5,
	[KIND_GLYPH] = 1.5, [KIND_DOCUMENT] = 3.5, [KIND_SPLIT] = 2, [KIND_EDIT] = 4,
};

static bool has(const char *text, const char *const *parts)
{
	for (; *parts; parts++)
		if (strstr(text, *parts))
			return true;
	return false;
}

bool safety_untouchable(const char *text)
{
	static const char *const addresses[] = {"://", "www.", "@", ".fr", ".com", ".org", ".eu", ".net", NULL};
	size_t letters = 0, digits = 0, thin = 0;
	if (has(text, addresses))
		return true;
	for (const char *s = text; *s;) {
		uint32_t c = mn_utf8_next(&s);
		letters += letter_is(c);
		digits += letter_digit(c);
		thin += c == '|' || letter_quote(c);
	}
	return digits > 1 || (letters == 0 && thin + digits < 2);
}

bool safety_applies(enum kind kind, double margin, double rate, float conf, bool braked)
{
	double need = least[kind];
	if (kind == KIND_SAME || kind == KIND_SHY)
		return false;
	if (kind == KIND_REALWORD && rate > LEARNT_RATE)
		need = LEARNT_REALWORD;
	if (kind >= KIND_DOCUMENT && kind != KIND_SPLIT) {
		if (braked || conf > (float)EDIT_SURE_CONF)
			return false;
		if (conf < 0)
			need += EDIT_NO_CONF;
	}
	if (braked && kind != KIND_RULE && kind != KIND_APOSTROPHE)
		need += BRAKE;
	return margin >= need;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * lexicon.h: the formulas of the genre (data/lexicon.tsv), looked for in the stream of words.
 *
 * A row is CLASS, WHERE, PHRASE, separated by tabs. WHERE: "line" (only at the start of a line, its number left out),
 *"sentence" (at the start of a line or sentence), "any". A phrase is words in the order of the text, folded; a word may
 *be a|b      one of several          a?   may be missing         =a   letter by letter (else one wrong letter is *2 up
 *to two words         #    a number               @    a month   forgiven from five letters, two from nine) a: with a
 *colon after it A match does not run over the end of a sentence.
 */
#ifndef SEGMENT_LEXICON_H
#define SEGMENT_LEXICON_H

#include <stdint.h>
#include "doc.h"
#include "err.h"

enum class_ {
	CL_OPENING,
	CL_SEANCE,
	CL_LETTERHEAD,
	CL_EXTRACT,
	CL_OBJECT,
	CL_PRESENT,
	CL_REMOTE,
	CL_ABSENT,
	CL_EXCUSED,
	CL_REPRESENTED,
	CL_BY,
	CL_SECRETARY,
	CL_SECRETARY_IS,
	CL_PRESIDENT,
	CL_MEMBERS,
	CL_ASSIST,
	CL_QUORUM,
	CL_NO_QUORUM,
	CL_AGENDA,
	CL_APPROVAL,
	CL_DELEGATED,
	CL_INFORMATION,
	CL_QUESTIONS,
	CL_CLOSE,
	CL_SIGNATURE,
	CL_CERTIFIED,
	CL_ANNEX,
	CL_RAPPORTEUR,
	CL_BEGIN,
	CL_VISA,
	CL_MOTIVE,
	CL_DECISION,
	CL_ADOPTED,
	CL_REJECTED,
	CL_REFUSED,
	CL_POSTPONED,
	CL_NOTED,
	CL_UNANIMOUS,
	CL_MAJORITY,
	CL_SECRET,
	CL_TITLE,
	CL_STAMP,
	CL_PAGE,
	CL_MARGIN,
	CL_KIND,
	CL_ORGAN,
	CL_CONVENED,
	CL_VERB,
	CL_VOTE,
	CL_INTERLUDE,
	CLASSES
};

#define CL(c) (UINT64_C(1) << (c))

struct lexicon;

/* Reads folder/lexicon.tsv. NULL: CONFIG with the line. */
struct lexicon *lexicon_read(const char *path, struct mn_err *err);
void lexicon_free(struct lexicon *lx);
const char *class_name(enum class_ c);

/* Tokens that the longest phrase of the class takes at token i; 0: none. */
size_t lexicon_at(const struct lexicon *lx, enum class_ c, const struct token *t, size_t n, size_t i);
/* The same wherever the phrase stands in its line. */
size_t lexicon_anywhere(const struct lexicon *lx, enum class_ c, const struct token *t, size_t n, size_t i);
/* First place of the class in [from, to); `to` when none. *len: its tokens (may be NULL). */
size_t lexicon_find(
	const struct lexicon *lx, enum class_ c, const struct token *t, size_t from, size_t to, size_t *len);
/* Fills at_start, inside and whole of every line. */
void lexicon_mark(const struct lexicon *lx, struct doc *d);

/* Whether a folded word is the wanted one, a wrong letter forgiven as above. */
bool word_like(const char *word, const char *want);

#endif

// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * alto_names.h: the words that alto_read.c and alto_write.c share: they are written once so that
 * what is written is read.
 */
#ifndef MN_ALTO_NAMES_H
#define MN_ALTO_NAMES_H

#include "alto.h"

#define ALTO_NS "http://www.loc.gov/standards/alto/ns-v4#"
#define ALTO_NS_STEM "http://www.loc.gov/standards/alto/" /* any version may be read */

#define ALTO_KINDS (MN_BLOCK_HEAD + 1)
#define ALTO_CLASSES (MN_PAGE_UNREAD + 1)
#define ALTO_STYLES 4

/* LABEL of the OtherTag that marks a block, by enum mn_block_kind; plain text bears no tag. */
static const char *const alto_kinds[ALTO_KINDS] = {"text", "margin", "table", "stamp", "head"};

/* PAGECLASS, by enum mn_page_class. */
static const char *const alto_classes[ALTO_CLASSES] = {"text", "blank", "unread"};

/* Words of STYLE, in the order in which they are written. */
static const struct {
	unsigned bit;
	const char *name;
} alto_styles[ALTO_STYLES] = {
	{MN_BOLD, "bold"},
	{MN_ITALIC, "italics"},
	{MN_SMALLCAPS, "smallcaps"},
	{MN_UNDERLINE, "underline"},
};

#endif

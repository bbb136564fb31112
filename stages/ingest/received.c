// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * received.c: decoding on demand, by codec.
 */
#include "received.h"

#include <stdlib.h>
#include "i18n.h"
#include "jp2.h"
#include "jpeg.h"
#include "pages.h"
#include "png.h"

void received_release(struct received *r)
{
	pixDestroy(&r->pix);
	free(r->owned);
	free(r->from);
	*r = (struct received)RECEIVED_INIT;
}

int received_size_ok(double width, double height, const char *name, struct mn_err *err)
{
	if (!(width >= 1) || !(height >= 1))
		return mn_fail(err, MN_INPUT, _("'%s' has a page without size; scan it again"), name);
	if (width > MN_SIDE_MAX || height > MN_SIDE_MAX || width * height > (double)MN_PIXELS_MAX)
		return mn_fail(err, MN_LIMIT,
			_("'%s' has a page of %.0f x %.0f pixels, more than the %ld million (%d a side) allowed; scan it at a lower "
			  "resolution"),
			name, width, height, MN_PIXELS_MAX / 1000000, MN_SIDE_MAX);
	return 0;
}

PIX *received_small(const struct received *r, int reduction, int *got, const char *name, struct mn_err *err)
{
	*got = reduction;
	if (r->pix) {
		*got = 1;
		return pixClone(r->pix);
	}
	switch (r->codec) {
	case KIND_JPEG:
		return jpeg_decode(r->bytes, r->n, reduction, name, err);
	case KIND_JP2:
		return jp2_decode(r->bytes, r->n, reduction, name, err);
	default:
		*got = 1;
		return png_decode(r->bytes, r->n, name, err);
	}
}

PIX *received_full(const struct received *r, const char *name, struct mn_err *err)
{
	int got;

	return received_small(r, 1, &got, name, err);
}

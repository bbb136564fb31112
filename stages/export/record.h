// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * record.h: minutes as the JSON of doc/formats.md, section deliberations.json.
 */
#ifndef EXPORT_RECORD_H
#define EXPORT_RECORD_H

#include <jansson.h>
#include "minutes.h"

/* {"date","president","secretary","present","represented","absent","seances","deliberations"}; the data of the first
 * séance stand at the top as well. Who takes part from afar is present, who is excused is absent. What is not known
 * is null. Caller json_decref. */
json_t *ex_record(const struct mn_minutes *m);

#endif

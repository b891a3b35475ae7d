/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What clients said in the period: ratings of 1 to 5, and complaints (domain rules 2.2 and 2.6). */

#include "core/quality/clt-measures.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Which complaints "c" count: no inquiries and suggestions, none twice, none that was withdrawn before
 * it was accepted. */
#define CLT_COMPLAINT_COUNTS                                                                       \
  "c.kind = 'complaint' AND c.same_as IS NULL AND NOT (c.state = 'withdrawn'"                      \
  " AND c.accepted IS NULL)"

/* Fills in what CltMeasures knows of them. */
gboolean clt_measures_add_events (CltMeasures *measures, CltConn *conn, GError **error);
/* On how many days clients are counted for their average: before the period, and on each month's end in
 * it; and on which. */
int clt_measures_count_points (CltDay from, CltDay to);
CltDay clt_measures_get_point (const CltMeasures *measures, int i);

/* For the hook of the figures that are kept: @first becomes the first day that what was touched
 * concerns, where that is earlier. Needs clt_measures_watch_events() before. */
gboolean clt_measures_find_event_day (CltConn *conn,
                                      const CltTouched *touched,
                                      CltDay *first,
                                      GError **error);
void clt_measures_watch_events (CltConn *conn);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sessions without a time of day, as bars over the days that they go on: above the hours of a week,
 * above the lines of a week in a month. */

#include "app/training/clt-calendar-sheet.h"

G_BEGIN_DECLS

#define CLT_CALENDAR_BAR_HEIGHT 21.0 /* with the gap below it */

typedef struct
{
  const CltTimetableEntry *entry; /* borrowed from the sheet */
  CltDay first, last;             /* of those that were asked for */
  guint lane;
  gboolean shown; /* FALSE: there is no room for its lane */
} CltCalendarBar;

/* Those of @from … @to in at most @most lanes, that of the selected session among them.
 * @n_lanes: (out): how many are needed of these. (element-type CltCalendarBar) (transfer full) */
GArray *clt_calendar_bars_list (CltCalendarSheet *sheet,
                                CltDay from,
                                CltDay to,
                                guint most,
                                guint *n_lanes);
/* How many are on @day without being shown. */
guint clt_calendar_bars_count_hidden (const GArray *bars, CltDay day);

G_END_DECLS

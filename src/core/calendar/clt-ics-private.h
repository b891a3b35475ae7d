/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "core/calendar/clt-ics.h"

G_BEGIN_DECLS

typedef icalcomponent IcalComponent;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IcalComponent, icalcomponent_free)

/* Instant of a time; a whole day begins at midnight of the branch. FALSE: no time. */
gboolean clt_ics_get_instant (struct icaltimetype time, gint64 *at);
/* Of the first occurrence. FALSE: it has no beginning, or ends before it. */
gboolean clt_ics_get_times (icalcomponent *event, gint64 *starts, gint64 *ends, gboolean *all_day);
/* (transfer full) (nullable): what libical makes of @text. */
icalcomponent *clt_ics_parse (const char *text);
/* End of the last occurrence; CLT_ICS_FOREVER; -1: more than a calendar can mean. */
gint64 clt_ics_find_end (icalcomponent *event, gint64 starts, gint64 ends);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Times as people say them: “明天下午三点”, “后天上午9点半”, “下周一 10:00”, “30分钟后”,
 * “tomorrow 3pm”, “fri 14:00”, “in 2 hours”, “2026-03-05 09:30”, “3月5日 14点”. Pure functions, any
 * thread. */

#include "core/base/clt-date.h"

G_BEGIN_DECLS

/* @now: when it is said, Unix seconds. @day, @minute: (out): minutes after midnight, -1 when no time
 * of day was said. A weekday is the next one to come; “下周一” is that of next week, “这周五” that
 * of this week. An hour from 1 to 6 without a part of the day is one of the afternoon, for nobody calls
 * at night; one from 7 to 11 is one of the morning; but a time that would be over then, and written
 * without “:”, cannot be told and is refused, as is what is over. A day without a time may be today. */
gboolean clt_when_parse (const char *text, gint64 now, CltDay *day, int *minute, GError **error);
/* A time in full, as it is shown back: “Wednesday, 2026-11-25 15:00”. @minute -1: the day alone.
 * (transfer full) */
char *clt_when_format (CltDay day, int minute);

G_END_DECLS

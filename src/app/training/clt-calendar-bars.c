/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-bars.h"

static void
collect (CltCalendarSheet *sheet, CltDay from, CltDay to, GArray *bars, GArray *spans)
{
  const GPtrArray *entries = clt_calendar_sheet_get_entries (sheet);

  for (guint i = 0; i < entries->len; i++)
    {
      const CltTimetableEntry *entry = entries->pdata[i];
      CltCalendarBar bar = { .entry = entry };
      CltLaneSpan span = { 0 };

      if (!entry->untimed || !clt_timetable_entry_touches (entry, from, to))
        continue;
      bar.first = MAX (clt_instant_get_day (entry->starts), from);
      bar.last = MIN (clt_instant_get_day (entry->ends - 1), to);
      span.starts = bar.first;
      span.ends = bar.last + 1;
      g_array_append_val (bars, bar);
      g_array_append_val (spans, span);
    }
}

GArray *
clt_calendar_bars_list (CltCalendarSheet *sheet, CltDay from, CltDay to, guint most, guint *n_lanes)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (CltCalendarBar));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CltLaneSpan));
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (sheet);
  guint needed = 0, passed = 0;

  collect (sheet, from, to, bars, spans);
  clt_lanes_assign ((CltLaneSpan *) (gpointer) spans->data, spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const CltLaneSpan *span = &g_array_index (spans, CltLaneSpan, i);

      needed = MAX (needed, span->lane + 1);
      if (g_array_index (bars, CltCalendarBar, i).entry == selected && span->lane >= most)
        passed = span->lane + 1 - most;
    }
  for (guint i = 0; i < spans->len; i++)
    {
      CltCalendarBar *bar = &g_array_index (bars, CltCalendarBar, i);
      guint lane = g_array_index (spans, CltLaneSpan, i).lane;

      bar->shown = lane >= passed && lane < passed + most;
      bar->lane = lane - passed;
    }
  *n_lanes = MIN (needed, most);
  return bars;
}

guint
clt_calendar_bars_count_hidden (const GArray *bars, CltDay day)
{
  guint n = 0;

  for (guint i = 0; i < bars->len; i++)
    {
      const CltCalendarBar *bar = &g_array_index (bars, CltCalendarBar, i);

      n += !bar->shown && bar->first <= day && bar->last >= day;
    }
  return n;
}

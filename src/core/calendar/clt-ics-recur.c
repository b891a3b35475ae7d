/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/clt-ics-private.h"

/* A daily entry of 130 years. A rule that gives more is no rule of a calendar of people. */
#define MOST 50000

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first > *second) - (*first < *second);
}

static gboolean
append (GArray *instants, struct icaltimetype time)
{
  gint64 at;

  if (clt_ics_get_instant (time, &at))
    g_array_append_val (instants, at);
  return instants->len <= MOST;
}

/* Beginnings that the rules of @kind give before @to. */
static gboolean
append_rules (icalcomponent *event,
              icalproperty_kind kind,
              struct icaltimetype first,
              gint64 to,
              GArray *instants)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, kind); property != NULL;
       property = icalcomponent_get_next_property (event, kind))
    {
      struct icalrecurrencetype rule = kind == ICAL_RRULE_PROPERTY
                                         ? icalproperty_get_rrule (property)
                                         : icalproperty_get_exrule (property);
      icalrecur_iterator *iterator = icalrecur_iterator_new (rule, first);
      gboolean fits = TRUE;

      if (iterator == NULL)
        continue;
      for (struct icaltimetype time = icalrecur_iterator_next (iterator);
           fits && !icaltime_is_null_time (time); time = icalrecur_iterator_next (iterator))
        {
          gint64 at;

          if (clt_ics_get_instant (time, &at) && at >= to)
            break;
          fits = append (instants, time);
        }
      icalrecur_iterator_free (iterator);
      if (!fits)
        return FALSE;
    }
  return TRUE;
}

/* A period begins in the zone of the entry: libical tells that of a time alone. */
static gboolean
append_dates (icalcomponent *event, GArray *instants)
{
  /* asked before the walk: a component has one iterator over its properties */
  const icaltimezone *zone = icalcomponent_get_dtstart (event).zone;

  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_RDATE_PROPERTY))
    {
      struct icaltimetype time = icalproperty_get_rdate (property).period.start;

      if (icaltime_is_null_time (time))
        time = icalproperty_get_datetime_with_component (property, event);
      else if (!icaltime_is_utc (time))
        time.zone = zone;
      if (!append (instants, time))
        return FALSE;
    }
  return TRUE;
}

/* Whether an EXDATE takes the occurrence at @at out; one without a time of day takes its whole day. */
static gboolean
is_excluded (icalcomponent *event, gint64 at)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_EXDATE_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_EXDATE_PROPERTY))
    {
      struct icaltimetype date = icalproperty_get_datetime_with_component (property, event);
      gint64 from;

      if (clt_ics_get_instant (date, &from) &&
          (date.is_date ? at >= from && at < from + 24 * 60 * 60 : at == from))
        return TRUE;
    }
  return FALSE;
}

/* All beginnings before @to, in order, each once. NULL: too many. */
static GArray *
find_beginnings (icalcomponent *event, gint64 starts, gint64 to)
{
  struct icaltimetype first = icalcomponent_get_dtstart (event);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) without = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint kept = 0;

  /* RFC 5545, 3.8.5.3: the beginning is the first occurrence, whatever the rule says */
  g_array_append_val (found, starts);
  if (!append_rules (event, ICAL_RRULE_PROPERTY, first, to, found) ||
      !append_dates (event, found) ||
      !append_rules (event, ICAL_EXRULE_PROPERTY, first, to, without))
    return NULL;
  g_array_sort (found, compare_instants);
  g_array_sort (without, compare_instants);
  for (guint i = 0; i < found->len; i++)
    {
      gint64 at = g_array_index (found, gint64, i);
      gboolean again = kept > 0 && g_array_index (found, gint64, kept - 1) == at;

      if (at < to && !again && !is_excluded (event, at) &&
          !g_array_binary_search (without, &at, compare_instants, NULL))
        g_array_index (found, gint64, kept++) = at;
    }
  g_array_set_size (found, kept);
  return g_steal_pointer (&found);
}

static gboolean
ends_never (icalcomponent *event)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_RRULE_PROPERTY))
    {
      struct icalrecurrencetype rule = icalproperty_get_rrule (property);

      if (rule.count == 0 && icaltime_is_null_time (rule.until))
        return TRUE;
    }
  return FALSE;
}

gint64
clt_ics_find_end (icalcomponent *event, gint64 starts, gint64 ends)
{
  g_autoptr (GArray) all = NULL;

  if (ends_never (event))
    return CLT_ICS_FOREVER;
  all = find_beginnings (event, starts, G_MAXINT64);
  if (all == NULL)
    return -1;
  /* every occurrence may have been taken out */
  return all->len == 0 ? ends : g_array_index (all, gint64, all->len - 1) + (ends - starts);
}

gboolean
clt_ics_expand (const char *source, gint64 from, gint64 to, GArray *spans)
{
  g_autoptr (IcalComponent) calendar = clt_ics_parse (source);
  icalcomponent *event =
    calendar == NULL ? NULL : icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_autoptr (GArray) all = NULL;
  gint64 starts, ends;

  if (event == NULL || !clt_ics_get_times (event, &starts, &ends, NULL))
    return TRUE;
  all = find_beginnings (event, starts, to);
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      CltIcsSpan span = { .starts = g_array_index (all, gint64, i) };

      span.ends = span.starts + (ends - starts);
      if (span.ends > from || span.starts >= from)
        g_array_append_val (spans, span);
    }
  return TRUE;
}

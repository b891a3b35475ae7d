/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-date.h"
#include "core/calendar/clt-ics-private.h"

/* UTC, which every program reads alike and which needs no zone in the file. */
static struct icaltimetype
to_utc (gint64 at)
{
  return icaltime_from_timet_with_zone ((time_t) at, 0, icaltimezone_get_utc_timezone ());
}

static icalcomponent *
build_event (const CltIcsItem *item)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (event, icalproperty_new_uid (item->uid));
  icalcomponent_add_property (event, icalproperty_new_sequence (item->sequence));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (to_utc (clt_now ())));
  icalcomponent_add_property (event, icalproperty_new_dtstart (to_utc (item->starts)));
  icalcomponent_add_property (event, icalproperty_new_dtend (to_utc (item->ends)));
  icalcomponent_add_property (event, icalproperty_new_summary (item->summary));
  if (*item->place != '\0')
    icalcomponent_add_property (event, icalproperty_new_location (item->place));
  if (*item->note != '\0')
    icalcomponent_add_property (event, icalproperty_new_description (item->note));
  icalcomponent_add_property (event,
                              icalproperty_new_status (item->cancelled ? ICAL_STATUS_CANCELLED
                                                                       : ICAL_STATUS_CONFIRMED));
  return event;
}

static icalcomponent *
build_calendar (void)
{
  icalcomponent *calendar = icalcomponent_new_vcalendar ();

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid (CLT_ICS_PRODUCT));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  return calendar;
}

GBytes *
clt_ics_build (const CltIcsItem *items, guint n_items)
{
  g_autoptr (IcalComponent) calendar = build_calendar ();
  char *text;
  GBytes *bytes;

  for (guint i = 0; i < n_items; i++)
    icalcomponent_add_component (calendar, build_event (&items[i]));
  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  free (text);
  return bytes;
}

/* Joining works on the text: a component that went through libical would not come out as it came. */

#define OPEN "BEGIN:VCALENDAR\r\n"
#define CLOSE "END:VCALENDAR\r\n"
#define ZONE_OPEN "BEGIN:VTIMEZONE\r\n"
#define ZONE_CLOSE "END:VTIMEZONE\r\n"

GBytes *
clt_ics_join (GPtrArray *sources)
{
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *all = g_string_new (OPEN "VERSION:2.0\r\nPRODID:" CLT_ICS_PRODUCT "\r\n");
  gsize length;

  for (guint i = 0; i < sources->len; i++)
    {
      const char *text = (const char *) sources->pdata[i] + strlen (OPEN);

      while (g_str_has_prefix (text, ZONE_OPEN))
        {
          const char *end = strstr (text, ZONE_CLOSE) + strlen (ZONE_CLOSE);
          char *zone = g_strndup (text, (gsize) (end - text));

          if (!g_hash_table_contains (zones, zone))
            g_string_append (all, zone);
          g_hash_table_add (zones, zone);
          text = end;
        }
      g_string_append_len (all, text, (gssize) (strlen (text) - strlen (CLOSE)));
    }
  g_string_append (all, CLOSE);
  length = all->len;
  return g_bytes_new_take (g_string_free (all, FALSE), length);
}

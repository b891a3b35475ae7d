/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-appointment.h"

#include <libical/ical.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A calendar of a branch has hundreds of entries; more is no calendar. */
#define LARGEST (16 * 1024 * 1024)
#define ZONE "Asia/Shanghai"

typedef icalcomponent IcalComponent;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IcalComponent, icalcomponent_free)

void
clt_ics_result_clear (CltIcsResult *result)
{
  g_clear_pointer (&result->refused, g_ptr_array_unref);
}

/* Writing */

static struct icaltimetype
to_utc (gint64 at)
{
  return icaltime_from_timet_with_zone ((time_t) at, 0, icaltimezone_get_utc_timezone ());
}

/* UTC, which every program reads alike and which needs no zone in the file. */
static icalcomponent *
build_event (const CltAppointment *appointment)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  gboolean cancelled = g_str_equal (appointment->state, "cancelled");

  icalcomponent_add_property (event, icalproperty_new_uid (appointment->uid));
  icalcomponent_add_property (event, icalproperty_new_sequence (appointment->sequence));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (to_utc (clt_now ())));
  icalcomponent_add_property (event, icalproperty_new_dtstart (to_utc (appointment->starts)));
  icalcomponent_add_property (event, icalproperty_new_dtend (to_utc (appointment->ends)));
  icalcomponent_add_property (event, icalproperty_new_summary (appointment->subject));
  if (*appointment->place != '\0')
    icalcomponent_add_property (event, icalproperty_new_location (appointment->place));
  if (*appointment->note != '\0')
    icalcomponent_add_property (event, icalproperty_new_description (appointment->note));
  icalcomponent_add_property (event, icalproperty_new_status (cancelled ? ICAL_STATUS_CANCELLED
                                                                        : ICAL_STATUS_CONFIRMED));
  return event;
}

GBytes *
clt_appointment_build_ics (GPtrArray *appointments)
{
  g_autoptr (IcalComponent) calendar = icalcomponent_new_vcalendar ();
  char *text;
  GBytes *bytes;

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Clientele//Clientele//ZH"));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  for (guint i = 0; i < appointments->len; i++)
    icalcomponent_add_component (calendar, build_event (appointments->pdata[i]));
  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  free (text);
  return bytes;
}

/* Reading */

/* An instant of the entry; FALSE: none, or a whole day. A time without a zone is the branch's. */
static gboolean
read_time (icalcomponent *event, struct icaltimetype time, gint64 *at)
{
  const icaltimezone *zone = time.zone;

  if (icaltime_is_null_time (time) || !icaltime_is_valid_time (time) || time.is_date)
    return FALSE;
  if (zone == NULL && !icaltime_is_utc (time))
    zone = icaltimezone_get_builtin_timezone (ZONE);
  *at = (gint64) icaltime_as_timet_with_zone (time, zone);
  return TRUE;
}

static void
take_text (char **target, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);

  clt_set_str (target, valid);
}

/* What the entry says now, over what we had. Returns: NULL, or why it is refused. */
static const char *
read_event (icalcomponent *event, CltAppointment *appointment)
{
  if (icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY) != NULL ||
      icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY) != NULL ||
      icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY) != NULL)
    return _ ("it is repeated");
  if (!read_time (event, icalcomponent_get_dtstart (event), &appointment->starts) ||
      !read_time (event, icalcomponent_get_dtend (event), &appointment->ends))
    return _ ("it has no time of day");
  if (appointment->ends < appointment->starts)
    return _ ("it ends before it begins");
  take_text (&appointment->subject, icalcomponent_get_summary (event));
  take_text (&appointment->place, icalcomponent_get_location (event));
  take_text (&appointment->note, icalcomponent_get_description (event));
  if (*appointment->subject == '\0')
    return _ ("it has no subject");
  return NULL;
}

static gboolean
is_same (const CltAppointment *a, const CltAppointment *b)
{
  return a->starts == b->starts && a->ends == b->ends && g_str_equal (a->subject, b->subject) &&
         g_str_equal (a->place, b->place) && g_str_equal (a->note, b->note);
}

/* @id: (out) 0: not ours. */
static gboolean
find_uid (CltConn *conn, const char *uid, gint64 *id, GError **error)
{
  return clt_conn_get_int (conn, id, 0, error, "SELECT id FROM appointment WHERE uid = ?", "t",
                           uid == NULL ? "" : uid);
}

static void
refuse (CltIcsResult *result, icalcomponent *event, const char *reason)
{
  const char *summary = icalcomponent_get_summary (event);
  const char *uid = icalcomponent_get_uid (event);
  g_autofree char *name = g_utf8_make_valid (summary != NULL ? summary
                                             : uid != NULL   ? uid
                                                             : "–",
                                             -1);

  g_ptr_array_add (result->refused,
                   /* Translators: an entry of a calendar, then why it is not taken. */
                   g_strdup_printf (_ ("“%s”: %s."), name, reason));
}

static gboolean
take_event (CltConn *conn, icalcomponent *event, CltIcsResult *result, GError **error)
{
  g_autoptr (CltAppointment) before = NULL;
  g_autoptr (CltAppointment) after = NULL;
  gboolean cancelled = icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED;
  int sequence = icalcomponent_get_sequence (event);
  const char *reason = NULL;
  gint64 id;

  if (!find_uid (conn, icalcomponent_get_uid (event), &id, error))
    return FALSE;
  if (id == 0)
    {
      refuse (result, event, _ ("no appointment of this branch has its UID"));
      return TRUE;
    }
  before = clt_appointment_load (conn, id, error);
  after = before == NULL ? NULL : clt_appointment_load (conn, id, error);
  if (after == NULL)
    return FALSE;
  if (sequence < before->sequence)
    reason = _ ("it is older than the appointment here");
  else
    reason = read_event (event, after);
  if (reason == NULL && !g_str_equal (before->state, "planned"))
    {
      gboolean agrees =
        is_same (before, after) && cancelled == g_str_equal (before->state, "cancelled");

      if (agrees)
        {
          result->same++;
          return TRUE;
        }
      reason = _ ("the appointment has taken place or was cancelled");
    }
  if (reason != NULL)
    {
      refuse (result, event, reason);
      return TRUE;
    }
  if (cancelled)
    {
      result->cancelled++;
      return clt_appointment_cancel (conn, id, error);
    }
  if (is_same (before, after))
    {
      result->same++;
      return TRUE;
    }
  /* programs that edit without counting are understood, too: saving counts */
  after->sequence = sequence;
  result->updated++;
  return clt_appointment_save (conn, after, error);
}

/* One VCALENDAR, several in a row, or events without any. */
static gboolean
take_all (CltConn *conn, icalcomponent *root, CltIcsResult *result, guint *n, GError **error)
{
  if (icalcomponent_isa (root) == ICAL_VEVENT_COMPONENT)
    {
      (*n)++;
      return take_event (conn, root, result, error);
    }
  for (icalcomponent *child = icalcomponent_get_first_component (root, ICAL_ANY_COMPONENT);
       child != NULL; child = icalcomponent_get_next_component (root, ICAL_ANY_COMPONENT))
    if (!take_all (conn, child, result, n, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_appointment_read_ics (CltConn *conn, GBytes *ics, CltIcsResult *result, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (ics, &size);
  g_autofree char *text = NULL;
  g_autoptr (IcalComponent) root = NULL;
  guint n = 0;

  *result = (CltIcsResult){ .refused = g_ptr_array_new_with_free_func (g_free) };
  if (size <= LARGEST)
    {
      text = g_strndup (data, size);
      icalerror_set_errors_are_fatal (0);
      root = icalparser_parse_string (text);
    }
  if (root == NULL || (!take_all (conn, root, result, &n, error) && n > 0) || n == 0)
    {
      if (n == 0 && error != NULL && *error == NULL)
        g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                             _ ("The file holds no appointments (no VEVENT of iCalendar); nothing"
                                " was changed."));
      clt_ics_result_clear (result);
      return FALSE;
    }
  return TRUE;
}

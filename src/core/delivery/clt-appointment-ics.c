/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-appointment.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calendar/clt-ics.h"

void
clt_ics_result_clear (CltIcsResult *result)
{
  g_clear_pointer (&result->refused, g_ptr_array_unref);
}

/* Between the client and what it is about, in the name of an entry. */
#define AFTER_CLIENT " · "

/* In a calendar the entry says to whom one goes. */
static char *
dup_summary (const CltAppointment *appointment)
{
  if (strstr (appointment->subject, appointment->client) != NULL)
    return g_strdup (appointment->subject);
  return g_strconcat (appointment->client, AFTER_CLIENT, appointment->subject, NULL);
}

/* What @summary says besides the client. */
static const char *
find_subject (const char *summary, const CltAppointment *appointment)
{
  g_autofree char *head = g_strconcat (appointment->client, AFTER_CLIENT, NULL);

  /* a subject that names the client went out as it is */
  if (!g_str_has_prefix (summary, head) || g_str_equal (summary, appointment->subject))
    return summary;
  return summary[strlen (head)] == '\0' ? summary : summary + strlen (head);
}

GBytes *
clt_appointment_build_ics (GPtrArray *appointments)
{
  g_autofree CltIcsItem *items = g_new0 (CltIcsItem, appointments->len);
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < appointments->len; i++)
    {
      const CltAppointment *appointment = appointments->pdata[i];

      g_ptr_array_add (summaries, dup_summary (appointment));
      items[i] = (CltIcsItem){
        .uid = appointment->uid,
        .sequence = appointment->sequence,
        .starts = appointment->starts,
        .ends = appointment->ends,
        .summary = summaries->pdata[i],
        .place = appointment->place,
        .note = appointment->note,
        .cancelled = g_str_equal (appointment->state, "cancelled"),
      };
    }
  return clt_ics_build (items, appointments->len);
}

/* Reading */

/* What the entry says now, over what we had. Returns: NULL, or why it is refused. */
static const char *
take_fields (const CltIcsEntry *entry, CltAppointment *appointment)
{
  if (entry->repeats || entry->recurrence != 0)
    return _ ("it is repeated");
  if (entry->all_day)
    return _ ("it has no time of day");
  if (*entry->summary == '\0')
    return _ ("it has no subject");
  appointment->starts = entry->starts;
  appointment->ends = entry->ends;
  clt_set_str (&appointment->subject, find_subject (entry->summary, appointment));
  clt_set_str (&appointment->place, entry->place);
  clt_set_str (&appointment->note, entry->note);
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
                           uid);
}

static void
refuse (CltIcsResult *result, const CltIcsEntry *entry, const char *reason)
{
  g_ptr_array_add (result->refused,
                   /* Translators: a line number, the name of an entry, why it is not taken. */
                   g_strdup_printf (_ ("Line %u, “%s”: %s."), entry->line,
                                    *entry->summary == '\0' ? entry->uid : entry->summary, reason));
}

/* Returns: why @entry is refused; NULL with @agrees: it says what we have. */
static const char *
compare (const CltIcsEntry *entry,
         const CltAppointment *before,
         CltAppointment *after,
         gboolean *agrees)
{
  const char *reason = entry->sequence < before->sequence
                         ? _ ("it is older than the appointment here")
                         : take_fields (entry, after);

  *agrees = reason == NULL && is_same (before, after) &&
            entry->cancelled == (g_str_equal (before->state, "cancelled") != 0);
  if (reason == NULL && !*agrees && !g_str_equal (before->state, "planned"))
    reason = _ ("the appointment has taken place or was cancelled");
  return reason;
}

static gboolean
take_entry (CltConn *conn, const CltIcsEntry *entry, CltIcsResult *result, GError **error)
{
  g_autoptr (CltAppointment) before = NULL;
  g_autoptr (CltAppointment) after = NULL;
  const char *reason;
  gboolean agrees;
  gint64 id;

  if (!find_uid (conn, entry->uid, &id, error))
    return FALSE;
  if (id == 0)
    {
      refuse (result, entry, _ ("no appointment of this branch has its UID"));
      return TRUE;
    }
  before = clt_appointment_load (conn, id, error);
  after = before == NULL ? NULL : clt_appointment_load (conn, id, error);
  if (after == NULL)
    return FALSE;
  reason = compare (entry, before, after, &agrees);
  if (reason != NULL)
    refuse (result, entry, reason);
  else if (agrees)
    result->same++;
  else if (entry->cancelled)
    {
      result->cancelled++;
      return clt_appointment_cancel (conn, id, error);
    }
  else
    {
      /* programs that edit without counting are understood, too: saving counts */
      after->sequence = entry->sequence;
      result->updated++;
      return clt_appointment_save (conn, after, error);
    }
  return TRUE;
}

gboolean
clt_appointment_read_ics (CltConn *conn, GBytes *bytes, CltIcsResult *result, GError **error)
{
  g_autoptr (CltIcs) ics = clt_ics_read (bytes, error);

  *result = (CltIcsResult){ 0 };
  if (ics == NULL)
    return FALSE;
  result->refused = g_ptr_array_ref (ics->refused);
  for (guint i = 0; i < ics->entries->len; i++)
    if (!take_entry (conn, ics->entries->pdata[i], result, error))
      {
        clt_ics_result_clear (result);
        return FALSE;
      }
  return TRUE;
}

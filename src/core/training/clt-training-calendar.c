/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-calendar.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-session.h"

/* Writing */

static char *
build_note (const CltMeeting *meeting)
{
  GString *note = g_string_new (NULL);

  if (*meeting->lecturer != '\0')
    /* Translators: the name of a lecturer, in an entry of a calendar. */
    g_string_append_printf (note, _ ("Lecturer: %s"), meeting->lecturer);
  if (*meeting->link != '\0')
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", meeting->link);
  if (*meeting->note != '\0')
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", meeting->note);
  return g_string_free (note, FALSE);
}

GBytes *
clt_training_build_ics (CltConn *conn, CltDay from, CltDay to, guint *n, GError **error)
{
  return clt_training_build_lecturer_ics (conn, 0, from, to, n, error);
}

GBytes *
clt_training_build_lecturer_ics (CltConn *conn,
                                 gint64 lecturer_id,
                                 CltDay from,
                                 CltDay to,
                                 guint *n,
                                 GError **error)
{
  g_autoptr (GPtrArray) meetings = clt_meeting_list (conn, from, to, error);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (CltIcsItem));

  *n = 0;
  if (meetings == NULL)
    return NULL;
  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];
      char *note;
      CltIcsItem item;

      if (g_str_equal (meeting->session_state, "planned") ||
          (lecturer_id != 0 && meeting->teaching_id != lecturer_id))
        continue;
      note = build_note (meeting);
      g_ptr_array_add (notes, note);
      item = (CltIcsItem){
        .uid = meeting->uid,
        .sequence = meeting->sequence,
        .starts = meeting->starts,
        .ends = meeting->ends,
        .summary = meeting->course,
        .place = meeting->room,
        .note = note,
        .cancelled = g_str_equal (meeting->state, "cancelled"),
      };
      g_array_append_val (items, item);
    }
  *n = items->len;
  return clt_ics_build ((const CltIcsItem *) (gpointer) items->data, items->len);
}

/* Reading */

void
clt_training_read_clear (CltTrainingRead *read)
{
  g_clear_pointer (&read->refused, g_ptr_array_unref);
}

static void
refuse (CltTrainingRead *read, const CltIcsEntry *entry, const char *reason)
{
  g_ptr_array_add (read->refused,
                   /* Translators: a line number, the name of an entry, why it is not taken. */
                   g_strdup_printf (_ ("Line %u, “%s”: %s."), entry->line, entry->summary, reason));
}

static void
refuse_clash (CltTrainingRead *read, const CltIcsEntry *entry, const GError *clash)
{
  g_ptr_array_add (read->refused,
                   /* Translators: a line number, the name of an entry, a whole sentence. */
                   g_strdup_printf (_ ("Line %u, “%s”: %s"), entry->line, entry->summary,
                                    clash->message));
}

/* Returns: NULL, or why the entry says nothing that a meeting can be. */
static const char *
find_fault (const CltIcsEntry *entry, const CltMeeting *meeting)
{
  if (entry->repeats || entry->recurrence != 0)
    return _ ("it is repeated");
  if (entry->all_day)
    return _ ("it has no time of day");
  if (entry->sequence < meeting->sequence)
    return _ ("it is older than the meeting here");
  if (!g_str_equal (meeting->state, "planned"))
    return _ ("the meeting has taken place or was cancelled");
  return NULL;
}

static gboolean
agrees (const CltIcsEntry *entry, const CltMeeting *meeting)
{
  return entry->starts == meeting->starts && entry->ends == meeting->ends &&
         entry->cancelled == (g_str_equal (meeting->state, "cancelled") != 0);
}

/* Only the time comes back: what an entry says of course, room and lecturer is ours to know. */
static gboolean
take_meeting (CltConn *conn,
              const CltIcsEntry *entry,
              CltMeeting *meeting,
              CltTrainingRead *read,
              GError **error)
{
  g_autoptr (GError) clash = NULL;
  const char *fault;

  if (agrees (entry, meeting))
    {
      read->agreed++;
      return TRUE;
    }
  fault = find_fault (entry, meeting);
  if (fault != NULL)
    {
      refuse (read, entry, fault);
      return TRUE;
    }
  if (entry->cancelled)
    {
      read->cancelled++;
      return clt_meeting_cancel (conn, meeting->id, error);
    }
  meeting->starts = entry->starts;
  meeting->ends = entry->ends;
  meeting->sequence = entry->sequence;
  if (clt_meeting_save (conn, meeting, &clash))
    read->updated++;
  else if (g_error_matches (clash, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    refuse_clash (read, entry, clash);
  else
    {
      g_propagate_error (error, g_steal_pointer (&clash));
      return FALSE;
    }
  return TRUE;
}

gboolean
clt_training_read_ics (CltConn *conn,
                       const char *name,
                       GBytes *bytes,
                       const CltAgendaTarget *target,
                       CltTrainingRead *read,
                       GError **error)
{
  g_autoptr (CltIcs) ics = clt_ics_read (bytes, error);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  *read = (CltTrainingRead){ 0 };
  if (ics == NULL)
    return FALSE;
  read->refused = g_ptr_array_ref (ics->refused);
  for (guint i = 0; i < ics->entries->len; i++)
    {
      const CltIcsEntry *entry = ics->entries->pdata[i];
      g_autoptr (GError) missing = NULL;
      g_autoptr (CltMeeting) meeting = clt_meeting_find_uid (conn, entry->uid, &missing);

      if (meeting != NULL && !take_meeting (conn, entry, meeting, read, error))
        return FALSE;
      if (meeting != NULL)
        continue;
      if (!g_error_matches (missing, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&missing));
          return FALSE;
        }
      g_ptr_array_add (others, (gpointer) entry);
    }
  return clt_agenda_take (conn, name, others, target, &read->change, error);
}

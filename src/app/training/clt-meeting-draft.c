/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-meeting-draft.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/training/clt-course.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-plan.h"
#include "core/training/clt-room.h"

#define N_SLOTS 5
#define SLOT_DAYS 21

CltMeetingDraft *
clt_meeting_draft_new (gint64 starts, gint64 ends)
{
  CltMeetingDraft *draft = g_new0 (CltMeetingDraft, 1);

  draft->session = clt_session_new ();
  draft->meeting = clt_meeting_new ();
  draft->meeting->starts = starts;
  draft->meeting->ends = ends;
  draft->every = draft->count = 1;
  draft->until = CLT_DAY_NONE;
  draft->kept = g_atomic_rc_box_new0 (gint64);
  return draft;
}

void
clt_meeting_draft_free (CltMeetingDraft *draft)
{
  clt_session_free (draft->session);
  clt_meeting_free (draft->meeting);
  g_atomic_rc_box_release (draft->kept);
  g_free (draft);
}

static CltSession *
copy_session (const CltSession *session)
{
  CltSession *copy = g_memdup2 (session, sizeof *session);

  copy->code = g_strdup (session->code);
  copy->method = g_strdup (session->method);
  copy->audience = g_strdup (session->audience);
  copy->state = g_strdup (session->state);
  copy->note = g_strdup (session->note);
  copy->course = g_strdup (session->course);
  copy->course_code = g_strdup (session->course_code);
  copy->lecturer = g_strdup (session->lecturer);
  return copy;
}

static CltMeeting *
copy_meeting (const CltMeeting *meeting)
{
  CltMeeting *copy = g_memdup2 (meeting, sizeof *meeting);

  copy->uid = g_strdup (meeting->uid);
  copy->link = g_strdup (meeting->link);
  copy->state = g_strdup (meeting->state);
  copy->note = g_strdup (meeting->note);
  copy->equipment = g_array_copy (meeting->equipment);
  copy->course = g_strdup (meeting->course);
  copy->session = g_strdup (meeting->session);
  copy->room = g_strdup (meeting->room);
  copy->lecturer = g_strdup (meeting->lecturer);
  copy->session_state = g_strdup (meeting->session_state);
  return copy;
}

CltMeetingDraft *
clt_meeting_draft_copy (const CltMeetingDraft *draft)
{
  CltMeetingDraft *copy = g_memdup2 (draft, sizeof *draft);

  copy->session = copy_session (draft->session);
  copy->meeting = copy_meeting (draft->meeting);
  g_atomic_rc_box_acquire (draft->kept);
  return copy;
}

gboolean
clt_meeting_draft_may_clash (const CltMeetingDraft *draft)
{
  return !draft->publish && g_str_equal (draft->session->state, "planned");
}

/* ---- reading ----------------------------------------------------------------------------------- */

void
clt_meeting_choices_free (gpointer data)
{
  CltMeetingChoices *choices = data;

  g_clear_pointer (&choices->courses, g_ptr_array_unref);
  g_clear_pointer (&choices->rooms, g_ptr_array_unref);
  g_clear_pointer (&choices->lecturers, g_ptr_array_unref);
  g_clear_pointer (&choices->staff, g_ptr_array_unref);
  g_clear_pointer (&choices->equipment, g_ptr_array_unref);
  g_clear_pointer (&choices->draft, clt_meeting_draft_free);
  g_free (choices);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMeetingChoices, clt_meeting_choices_free)

static gboolean
load_stored (CltConn *conn, CltMeetingDraft *draft, GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, draft->meeting->id, error);
  g_autoptr (CltSession) session =
    meeting == NULL ? NULL : clt_session_load (conn, meeting->session_id, error);
  g_autoptr (GPtrArray) all =
    session == NULL ? NULL : clt_session_get_meetings (conn, session->id, error);

  if (all == NULL)
    return FALSE;
  clt_session_free (draft->session);
  clt_meeting_free (draft->meeting);
  draft->lecturer_id = meeting->teaching_id;
  draft->session = g_steal_pointer (&session);
  draft->meeting = g_steal_pointer (&meeting);
  draft->n_meetings = (int) all->len;
  return TRUE;
}

gpointer
clt_meeting_draft_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltMeetingChoices) choices = g_new0 (CltMeetingChoices, 1);

  choices->draft = clt_meeting_draft_copy (data);
  if ((choices->draft->meeting->id != 0 && !load_stored (conn, choices->draft, error)) ||
      (choices->courses = clt_course_list (conn, FALSE, error)) == NULL ||
      (choices->rooms = clt_room_list (conn, FALSE, error)) == NULL ||
      (choices->lecturers = clt_lecturer_list (conn, FALSE, error)) == NULL ||
      (choices->staff = clt_staff_list (conn, clt_today (), error)) == NULL ||
      (choices->equipment = clt_equipment_list (conn, FALSE, error)) == NULL)
    return NULL;
  return g_steal_pointer (&choices);
}

/* ---- checking ---------------------------------------------------------------------------------- */

void
clt_meeting_check_free (gpointer data)
{
  CltMeetingCheck *check = data;

  g_clear_pointer (&check->clashes, g_ptr_array_unref);
  g_clear_pointer (&check->slots, g_array_unref);
  g_free (check);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMeetingCheck, clt_meeting_check_free)

static GArray *
load_clients (CltConn *conn, gint64 session_id, GError **error)
{
  g_autoptr (GPtrArray) list = clt_enrolment_list (conn, session_id, error);
  GArray *clients;

  if (list == NULL)
    return NULL;
  clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < list->len; i++)
    {
      const CltEnrolment *enrolment = list->pdata[i];

      if (g_str_equal (enrolment->state, "enrolled") || g_str_equal (enrolment->state, "offered"))
        g_array_append_val (clients, enrolment->client_id);
    }
  return clients;
}

/* On which days it is held: the first one, and the repetitions. */
static GArray *
find_days (CltConn *conn, const CltMeetingDraft *draft, GError **error)
{
  CltDay first = clt_instant_get_day (draft->meeting->starts);
  GArray *days;

  if (draft->repeat == CLT_DRAFT_ONCE)
    days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  else
    days = clt_meeting_find_repeats (conn, first,
                                     draft->repeat == CLT_DRAFT_WEEKS ? CLT_REPEAT_WEEKS
                                                                      : CLT_REPEAT_TRADING_DAYS,
                                     draft->every, draft->count, draft->until, error);
  if (days != NULL)
    g_array_prepend_val (days, first);
  return days;
}

static int
compare_clashes (gconstpointer a, gconstpointer b)
{
  const CltClash *x = *(CltClash *const *) a, *y = *(CltClash *const *) b;

  if (x->hard != y->hard)
    return x->hard ? -1 : 1;
  return x->starts < y->starts ? -1 : x->starts > y->starts;
}

/* Of a repetition it is said when it is. */
static void
name_days (GPtrArray *clashes, guint first, CltDay day)
{
  g_autofree char *text = clt_day_format (day);

  for (guint i = first; i < clashes->len; i++)
    {
      CltClash *clash = clashes->pdata[i];
      g_autofree char *sentence = g_steal_pointer (&clash->text);

      /* Translators: a day; a sentence that says what clashes on it. */
      clash->text = g_strdup_printf (_ ("%s: %s"), text, sentence);
    }
}

static gboolean
find_clashes (CltConn *conn,
              const CltMeetingDraft *draft,
              const GArray *clients,
              GPtrArray *clashes,
              GError **error)
{
  g_autoptr (GArray) days = find_days (conn, draft, error);
  g_autoptr (CltClashCheck) check = NULL;
  CltDay first, last;

  if (days == NULL)
    return FALSE;
  first = g_array_index (days, CltDay, 0);
  last = g_array_index (days, CltDay, days->len - 1);
  check = clt_clash_check_new (conn, first, last, error);
  for (guint i = 0; check != NULL && i < days->len; i++)
    {
      gint64 by = (gint64) (g_array_index (days, CltDay, i) - first) * 86400;
      CltClashQuestion question = { .meeting_id = draft->meeting->id,
                                    .starts = draft->meeting->starts + by,
                                    .ends = draft->meeting->ends + by,
                                    .room_id = draft->meeting->room_id,
                                    .lecturer_id = draft->lecturer_id,
                                    .adviser_id = draft->session->adviser_id,
                                    .seats = draft->session->seats,
                                    .equipment = draft->meeting->equipment,
                                    .clients = clients,
                                    .course_code = draft->session->course_code };
      guint before = clashes->len;

      clt_clash_check_ask (check, &question, clashes);
      if (i > 0)
        name_days (clashes, before, g_array_index (days, CltDay, i));
    }
  if (draft->meeting->starts < clt_now () && !g_str_equal (draft->session->state, "held"))
    {
      CltClash *past = g_new0 (CltClash, 1);

      past->kind = CLT_CLASH_PAST;
      past->starts = draft->meeting->starts;
      past->text = g_strdup (_ ("This time is past."));
      g_ptr_array_add (clashes, past);
    }
  g_ptr_array_sort (clashes, compare_clashes);
  return check != NULL;
}

gpointer
clt_meeting_draft_check (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltMeetingDraft *draft = data;
  g_autoptr (CltMeetingCheck) check = g_new0 (CltMeetingCheck, 1);
  g_autoptr (GArray) clients = load_clients (conn, draft->session->id, error);
  CltDay from = MAX (clt_instant_get_day (draft->meeting->starts), clt_today ());
  CltSlotQuery query = { .from = from,
                         .to = from + SLOT_DAYS,
                         .not_before = clt_now (),
                         .minutes = (int) ((draft->meeting->ends - draft->meeting->starts) / 60),
                         .room_id = draft->meeting->room_id,
                         .lecturer_id = draft->lecturer_id,
                         .adviser_id = draft->session->adviser_id,
                         .seats = draft->session->seats,
                         .equipment = draft->meeting->equipment,
                         .clients = clients };

  if (clients == NULL)
    return NULL;
  check->clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_clash_free);
  if (!find_clashes (conn, draft, clients, check->clashes, error) ||
      (check->slots = clt_slot_find (conn, &query, N_SLOTS, error)) == NULL)
    return NULL;
  return g_steal_pointer (&check);
}

/* ---- keeping ----------------------------------------------------------------------------------- */

static gboolean
repeat (CltConn *conn, const CltMeetingDraft *draft, GError **error)
{
  g_autoptr (GArray) days = draft->repeat == CLT_DRAFT_ONCE ? NULL : find_days (conn, draft, error);

  if (draft->repeat == CLT_DRAFT_ONCE)
    return TRUE;
  return days != NULL &&
         (days->len < 2 ||
          clt_meeting_repeat (conn, draft->meeting->id,
                              draft->repeat == CLT_DRAFT_WEEKS ? CLT_REPEAT_WEEKS
                                                               : CLT_REPEAT_TRADING_DAYS,
                              draft->every, (int) days->len - 1, error));
}

/* A lecturer is the session's; where it has several meetings, one of them may have its own. */
static void
set_lecturer (CltMeetingDraft *draft)
{
  if (draft->n_meetings <= 1)
    draft->session->lecturer_id = draft->lecturer_id;
  draft->meeting->lecturer_id =
    draft->lecturer_id == draft->session->lecturer_id ? 0 : draft->lecturer_id;
}

gboolean
clt_meeting_draft_save (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltMeetingDraft) draft = clt_meeting_draft_copy (data);

  set_lecturer (draft);
  if (draft->session->id == 0)
    {
      CltDay day = clt_instant_get_day (draft->meeting->starts);
      g_autofree char *prefix = clt_plan_format_prefix (day);

      g_free (draft->session->code);
      draft->session->code =
        clt_session_dup_free_code (conn, draft->session->course_id, prefix, error);
      draft->session->first_day = draft->session->last_day = day;
      if (draft->session->code == NULL)
        {
          draft->session->code = g_strdup ("");
          return FALSE;
        }
    }
  if (!clt_session_save (conn, draft->session, error))
    return FALSE;
  draft->meeting->session_id = draft->session->id;
  if (!clt_meeting_save (conn, draft->meeting, error) || !repeat (conn, draft, error) ||
      (draft->publish && !clt_session_publish (conn, draft->session->id, error)) ||
      !clt_session_name_action (conn, draft->session->id, error))
    return FALSE;
  *draft->kept = draft->meeting->id;
  return TRUE;
}

gpointer
clt_meeting_move_check (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltMeetingMove *move = data;
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, move->id, error);

  if (meeting == NULL)
    return NULL;
  meeting->starts = move->starts;
  meeting->ends = move->ends;
  return clt_clash_check (conn, meeting, error);
}

gboolean
clt_meeting_move_keep (CltConn *conn, gpointer data, GError **error)
{
  const CltMeetingMove *move = data;
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, move->id, error);

  if (meeting == NULL)
    return FALSE;
  meeting->starts = move->starts;
  meeting->ends = move->ends;
  return clt_meeting_save (conn, meeting, error);
}

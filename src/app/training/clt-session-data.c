/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-data.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-pinyin.h"
#include "core/base/clt-text.h"
#include "core/training/clt-invitation.h"
#include "core/training/clt-lecturer.h"

/* ---- words --------------------------------------------------------------------------------- */

char *
clt_session_dup_name (const CltSession *session)
{
  return g_strconcat (session->course_code, "/", session->code, NULL);
}

char *
clt_session_dup_when (const CltSession *session, const GPtrArray *meetings)
{
  g_autofree char *first = clt_day_format (session->first_day);
  g_autofree char *last = clt_day_format (session->last_day);
  const CltMeeting *meeting;
  g_autofree char *starts = NULL, *ends = NULL;

  if (meetings->len == 0)
    return session->first_day == session->last_day ? g_steal_pointer (&first)
                                                   : g_strdup_printf ("%s – %s", first, last);
  meeting = meetings->pdata[0];
  starts = clt_instant_format (meeting->starts);
  ends = clt_instant_format (meeting->ends);
  if (meetings->len == 1)
    return g_strdup_printf ("%s–%s", starts, strrchr (ends, ' ') + 1);
  /* Translators: when the first of several meetings begins, how many there are. */
  return g_strdup_printf (ngettext ("%s · %u meeting", "%s · %u meetings", meetings->len), starts,
                          meetings->len);
}

/* "12 of 20" */
static char *
dup_taken (int taken, int seats)
{
  if (seats < 0)
    return g_strdup_printf ("%d", taken);
  /* Translators: seats that are taken, seats that there are. */
  return g_strdup_printf (C_ ("seats", "%d of %d"), taken, seats);
}

static char *
dup_seats (const CltSeats *seats)
{
  g_autofree char *room = dup_taken (seats->room_taken, seats->room);
  g_autofree char *online = dup_taken (seats->online_taken, seats->online);

  if (seats->online == 0)
    return g_steal_pointer (&room);
  if (seats->room == 0)
    /* Translators: seats online, such as “12 of 20”. */
    return g_strdup_printf (C_ ("seats", "online %s"), online);
  return g_strdup_printf ("%s + %s", room, online);
}

/* ---- the list ------------------------------------------------------------------------------ */

CltSessionFilter *
clt_session_filter_new (const char *words)
{
  gsize length = strlen (words) + 1;
  CltSessionFilter *filter = g_malloc0 (sizeof *filter + length);

  memcpy (filter->words, words, length);
  return filter;
}

void
clt_session_overview_free (gpointer data)
{
  CltSessionOverview *overview = data;

  g_clear_pointer (&overview->rows, clt_cell_rows_unref);
  g_clear_pointer (&overview->courses, g_ptr_array_unref);
  g_clear_pointer (&overview->lecturers, g_ptr_array_unref);
  g_free (overview);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSessionOverview, clt_session_overview_free)

static gboolean
is_coming (const CltSession *session)
{
  return g_str_equal (session->state, "planned") || g_str_equal (session->state, "published");
}

static gboolean
is_of_stage (const CltSession *session, CltSessionStage stage)
{
  switch (stage)
    {
    case CLT_STAGE_COMING:
      return is_coming (session);
    case CLT_STAGE_HELD:
      return g_str_equal (session->state, "held");
    case CLT_STAGE_CANCELLED:
      return g_str_equal (session->state, "cancelled");
    case CLT_STAGE_ALL:
    default:
      return TRUE;
    }
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *initials = clt_pinyin_initials (text);
  g_autofree char *full = clt_pinyin_full (text);

  return strstr (folded, word) != NULL || strstr (initials, word) != NULL ||
         strstr (full, word) != NULL;
}

static gboolean
has_word (const CltSession *session, const GPtrArray *meetings, const char *word)
{
  g_autofree char *name = clt_session_dup_name (session);

  if (contains (name, word) || contains (session->course, word) ||
      contains (session->lecturer, word) || contains (session->note, word))
    return TRUE;
  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];

      if (contains (meeting->room, word) || contains (meeting->lecturer, word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches (const CltSessionFilter *filter, const CltSession *session, const GPtrArray *meetings)
{
  g_autofree char *folded = g_utf8_casefold (filter->words, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  if ((filter->course_id != 0 && filter->course_id != session->course_id) ||
      (filter->lecturer_id != 0 && filter->lecturer_id != session->lecturer_id) ||
      !is_of_stage (session, filter->stage))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !has_word (session, meetings, words[i]))
      return FALSE;
  return TRUE;
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const CltSession *x = *(CltSession *const *) a, *y = *(CltSession *const *) b;

  if (is_coming (x) != is_coming (y))
    return is_coming (x) ? -1 : 1;
  if (x->first_day != y->first_day)
    return (x->first_day < y->first_day) == is_coming (x) ? -1 : 1;
  return strcmp (x->code, y->code);
}

static GPtrArray *
load_meetings (CltConn *conn, gint64 session_id, GError **error)
{
  GPtrArray *meetings = clt_session_get_meetings (conn, session_id, error);

  for (guint i = meetings == NULL ? 0 : meetings->len; i > 0; i--)
    if (g_str_equal (((CltMeeting *) meetings->pdata[i - 1])->state, "cancelled"))
      g_ptr_array_remove_index (meetings, i - 1);
  return meetings;
}

static gboolean
add_line (CltConn *conn,
          CltSessionOverview *overview,
          const CltSessionFilter *filter,
          const CltSession *session,
          GError **error)
{
  g_autoptr (GPtrArray) meetings = load_meetings (conn, session->id, error);
  char *cells[CLT_N_SESSION_COLUMNS] = { 0 };
  const char *room = "";
  CltSeats seats;

  if (meetings == NULL)
    return FALSE;
  if (meetings->len > 0)
    room = ((CltMeeting *) meetings->pdata[0])->room;
  if (!matches (filter, session, meetings))
    return TRUE;
  if (!clt_session_get_seats (conn, session->id, &seats, error))
    return FALSE;
  cells[CLT_SESSION_WHEN] = clt_session_dup_when (session, meetings);
  cells[CLT_SESSION_NAME] = clt_session_dup_name (session);
  cells[CLT_SESSION_COURSE] = g_strdup (session->course);
  cells[CLT_SESSION_LECTURER] = g_strdup (session->lecturer);
  cells[CLT_SESSION_ROOM] = g_strdup (*room != '\0' ? room : seats.online != 0 ? _ ("online") : "");
  cells[CLT_SESSION_STATE] = g_strdup (clt_session_state_get_label (session->state));
  cells[CLT_SESSION_SEATS] = dup_seats (&seats);
  cells[CLT_SESSION_WAITING] = seats.waiting + seats.offered == 0
                                 ? NULL
                                 : g_strdup_printf ("%d", seats.waiting + seats.offered);
  clt_cell_rows_take (overview->rows, session->id, cells);
  overview->n_shown++;
  return TRUE;
}

gpointer
clt_session_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltSessionOverview) overview = g_new0 (CltSessionOverview, 1);
  g_autoptr (GPtrArray) sessions = clt_session_list (conn, CLT_DAY_NONE, CLT_DAY_NONE, 0, error);

  if (sessions == NULL)
    return NULL;
  overview->rows = clt_cell_rows_new (CLT_N_SESSION_COLUMNS);
  overview->n_all = sessions->len;
  g_ptr_array_sort (sessions, compare_sessions);
  for (guint i = 0; i < sessions->len; i++)
    if (!add_line (conn, overview, data, sessions->pdata[i], error))
      return NULL;
  overview->courses = clt_course_list (conn, FALSE, error);
  overview->lecturers = overview->courses == NULL ? NULL : clt_lecturer_list (conn, FALSE, error);
  return overview->lecturers == NULL ? NULL : g_steal_pointer (&overview);
}

/* ---- one ----------------------------------------------------------------------------------- */

void
clt_session_data_free (gpointer user_data)
{
  CltSessionData *data = user_data;

  g_clear_pointer (&data->session, clt_session_free);
  g_clear_pointer (&data->next, clt_session_free);
  g_clear_pointer (&data->meetings, g_ptr_array_unref);
  g_clear_pointer (&data->people, clt_cell_rows_unref);
  g_clear_pointer (&data->enrolments, g_ptr_array_unref);
  g_free (data);
}

/* client -> CltCourseResult of the session, the latest one. */
static GHashTable *
index_results (const GPtrArray *results)
{
  GHashTable *by_client = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = results->len; i > 0; i--)
    {
      CltCourseResult *result = results->pdata[i - 1];

      g_hash_table_insert (by_client, &result->client_id, result);
    }
  return by_client;
}

static char *
dup_result (const CltCourseResult *result)
{
  if (result == NULL)
    return NULL;
  if (*result->certificate == '\0')
    return g_strdup (clt_course_result_get_label (result->result));
  /* Translators: how a course ended for somebody; the number of his certificate. */
  return g_strdup_printf (_ ("%s, no. %s"), clt_course_result_get_label (result->result),
                          result->certificate);
}

static char *
dup_enrolment_state (const CltEnrolment *enrolment, guint place_in_queue)
{
  if (g_str_equal (enrolment->state, "waiting"))
    /* Translators: the place of somebody in a waiting list. */
    return g_strdup_printf (_ ("waiting, no. %u"), place_in_queue);
  if (g_str_equal (enrolment->state, "offered") && enrolment->offer_until > clt_now ())
    {
      g_autofree char *until = clt_instant_format (enrolment->offer_until);

      /* Translators: until when somebody may take a seat. */
      return g_strdup_printf (_ ("offered until %s"), until);
    }
  if (g_str_equal (enrolment->state, "declined") && enrolment->offer_until != 0)
    return g_strdup (_ ("let the offer pass"));
  return clt_enrolment_dup_state (enrolment);
}

static void
add_person (CltCellRows *rows,
            const CltEnrolment *enrolment,
            const CltCourseResult *result,
            guint place_in_queue)
{
  char *cells[CLT_N_PERSON_COLUMNS] = { 0 };

  cells[CLT_PERSON_CLIENT] = g_strdup (enrolment->name);
  cells[CLT_PERSON_ACCOUNT] = g_strdup (
    enrolment->prospect && *enrolment->account == '\0' ? _ ("prospect") : enrolment->account);
  cells[CLT_PERSON_TIER] = g_strdup (clt_tier_get_label (enrolment->tier));
  cells[CLT_PERSON_STATE] = dup_enrolment_state (enrolment, place_in_queue);
  cells[CLT_PERSON_PLACE] =
    g_strdup (g_str_equal (enrolment->place, "online") ? _ ("online") : _ ("in the room"));
  cells[CLT_PERSON_SINCE] = clt_instant_format (enrolment->asked);
  cells[CLT_PERSON_RESULT] = dup_result (result);
  clt_cell_rows_take (rows, enrolment->client_id, cells);
}

static CltCellRows *
make_people (const GPtrArray *enrolments, const GPtrArray *results)
{
  g_autoptr (GHashTable) by_client = index_results (results);
  CltCellRows *rows = clt_cell_rows_new (CLT_N_PERSON_COLUMNS);
  guint waiting = 0;

  for (guint i = 0; i < enrolments->len; i++)
    {
      const CltEnrolment *enrolment = enrolments->pdata[i];

      if (g_str_equal (enrolment->state, "waiting"))
        waiting++;
      add_person (rows, enrolment, g_hash_table_lookup (by_client, &enrolment->client_id), waiting);
    }
  return rows;
}

static gboolean
load_next (CltConn *conn, CltSessionData *data, GError **error)
{
  const CltDay tomorrow = clt_today () + 1;
  g_autoptr (GPtrArray) sessions = NULL;

  if (data->door != CLT_DOOR_OVER)
    return TRUE;
  sessions = clt_session_list (conn, tomorrow, CLT_DAY_NONE, data->session->course_id, error);
  for (guint i = 0; sessions != NULL && data->next == NULL && i < sessions->len; i++)
    {
      const CltSession *session = sessions->pdata[i];

      if (session->first_day >= tomorrow && g_str_equal (session->state, "published"))
        data->next = g_ptr_array_steal_index (sessions, i);
    }
  return sessions != NULL;
}

gpointer
clt_session_data_load (CltConn *conn, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(gint64 *) user_data;
  g_autoptr (CltSessionData) data = g_new0 (CltSessionData, 1);
  g_autoptr (GPtrArray) results = NULL;

  data->session = clt_session_load (conn, id, error);
  data->meetings = data->session == NULL ? NULL : load_meetings (conn, id, error);
  data->enrolments = data->meetings == NULL ? NULL : clt_enrolment_list (conn, id, error);
  results = data->enrolments == NULL ? NULL : clt_course_result_list (conn, 0, 0, id, error);
  if (results == NULL || !clt_session_get_seats (conn, id, &data->seats, error) ||
      !clt_session_get_door (conn, id, clt_now (), &data->door, error) ||
      !clt_session_get_cost (conn, id, &data->cost, error) ||
      !clt_session_get_unreleased (conn, id, &data->n_unreleased, &data->push, error) ||
      !load_next (conn, data, error))
    return NULL;
  data->people = make_people (data->enrolments, results);
  return g_steal_pointer (&data);
}

/* ---- whom to invite ------------------------------------------------------------------------ */

CltSessionQuestion *
clt_session_question_new (gint64 session_id, const char *expression)
{
  gsize length = strlen (expression) + 1;
  CltSessionQuestion *question = g_malloc0 (sizeof *question + length);

  question->session_id = session_id;
  memcpy (question->expression, expression, length);
  return question;
}

gpointer
clt_session_audience_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltSessionQuestion *question = data;
  g_autoptr (GPtrArray) invitees =
    clt_invitation_audience (conn, question->session_id, question->expression, error);
  CltAudience *audience;
  CltDoor door;

  if (invitees == NULL ||
      !clt_session_get_door (conn, question->session_id, clt_now (), &door, error))
    return NULL;
  audience = clt_audience_new (CLT_N_INVITEE_COLUMNS);
  audience->summary = clt_invitation_summarize (invitees, door);
  for (guint i = 0; i < invitees->len; i++)
    {
      const CltInvitee *invitee = invitees->pdata[i];
      char *cells[CLT_N_INVITEE_COLUMNS] = { 0 };

      if (invitee->bars == 0)
        g_array_append_val (audience->free, invitee->client_id);
      else
        audience->n_out++;
      audience->n_unreached += invitee->bars == 0 && !clt_invitee_is_reached (invitee);
      cells[CLT_INVITEE_CLIENT] = g_strdup (invitee->name);
      cells[CLT_INVITEE_ACCOUNT] = g_strdup (invitee->account);
      cells[CLT_INVITEE_TIER] = g_strdup (clt_tier_get_label (invitee->tier));
      cells[CLT_INVITEE_REASON] = clt_invitee_dup_reason (invitee);
      clt_cell_rows_take (audience->rows, invitee->client_id, cells);
    }
  return audience;
}

/* ---- the roll ------------------------------------------------------------------------------ */

gpointer
clt_session_roll_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_roll_get (conn, *(gint64 *) data, error);
}

/* ---- marks --------------------------------------------------------------------------------- */

void
clt_mark_data_free (gpointer user_data)
{
  CltMarkData *data = user_data;

  g_clear_pointer (&data->course, clt_course_free);
  g_clear_pointer (&data->rows, clt_cell_rows_unref);
  g_clear_pointer (&data->names, g_hash_table_unref);
  g_free (data);
}

/* (nullable): NULL: none. */
static char *
dup_mark (double mark)
{
  return isnan (mark) ? NULL : g_strdup_printf ("%.4g", mark);
}

static char *
dup_best (const CltCourse *course, const CltStanding *standing)
{
  if (course->pass != CLT_PASS_SIMULATION)
    return dup_mark (standing->best);
  if (standing->attempts == 0)
    return NULL;
  /* Translators: days and trades on the simulator. */
  return g_strdup_printf (_ ("%d d, %d trades"), standing->days, standing->trades);
}

/* Has failed, and has done since what passes the course. */
static gboolean
has_risen (const CltStanding *standing, const CltCourseResult *result)
{
  return standing->fulfilled && g_str_equal (result->result, "fail");
}

static char *
dup_outcome (const CltStanding *standing, const CltCourseResult *result)
{
  if (result != NULL && !has_risen (standing, result))
    return dup_result (result);
  return g_strdup (standing->fulfilled ? _ ("may pass") : NULL);
}

static void
add_standing (CltMarkData *data,
              const CltEnrolment *enrolment,
              const CltStanding *standing,
              const CltCourseResult *result)
{
  char *cells[CLT_N_MARK_COLUMNS] = { 0 };

  cells[CLT_MARK_CLIENT] = g_strdup (enrolment->name);
  cells[CLT_MARK_ACCOUNT] = g_strdup (enrolment->account);
  if (standing->meetings > 0)
    /* Translators: meetings that somebody attended, meetings that there were. */
    cells[CLT_MARK_ATTENDED] =
      g_strdup_printf (C_ ("meetings", "%d of %d"), standing->attended, standing->meetings);
  cells[CLT_MARK_BEFORE] = dup_mark (standing->before);
  cells[CLT_MARK_ATTEMPTS] =
    standing->attempts == 0 ? NULL : g_strdup_printf ("%d", standing->attempts);
  cells[CLT_MARK_BEST] = dup_best (data->course, standing);
  if (!isnan (standing->gain))
    cells[CLT_MARK_GAIN] = g_strdup_printf ("%+.4g", standing->gain);
  cells[CLT_MARK_OUTCOME] = dup_outcome (standing, result);
  g_hash_table_insert (data->names, g_memdup2 (&enrolment->client_id, sizeof enrolment->client_id),
                       g_strdup (enrolment->name));
  clt_cell_rows_take (data->rows, enrolment->client_id, cells);
}

static void
count_standing (CltMarkData *data, const CltStanding *standing, const CltCourseResult *result)
{
  data->n++;
  if (standing->fulfilled)
    data->n_fulfilled++;
  if (result != NULL && !has_risen (standing, result))
    data->n_results++;
  if (result != NULL && *result->certificate != '\0')
    data->n_certificates++;
  if (isnan (standing->gain))
    return;
  data->gain = (data->n_gains == 0 ? 0 : data->gain) + standing->gain;
  data->n_gains++;
}

static gboolean
add_standings (CltConn *conn,
               CltMarkData *data,
               gint64 session_id,
               const GPtrArray *enrolments,
               GHashTable *results,
               GError **error)
{
  for (guint i = 0; i < enrolments->len; i++)
    {
      const CltEnrolment *enrolment = enrolments->pdata[i];
      const CltCourseResult *result = g_hash_table_lookup (results, &enrolment->client_id);
      CltStanding standing;

      if (!g_str_equal (enrolment->state, "enrolled"))
        continue;
      if (!clt_course_get_standing (conn, data->course, enrolment->client_id, session_id,
                                    clt_today (), &standing, error))
        return FALSE;
      add_standing (data, enrolment, &standing, result);
      count_standing (data, &standing, result);
    }
  if (data->n_gains > 0)
    data->gain /= data->n_gains;
  return TRUE;
}

gpointer
clt_mark_data_load (CltConn *conn, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(gint64 *) user_data;
  g_autoptr (CltMarkData) data = g_new0 (CltMarkData, 1);
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);
  g_autoptr (GPtrArray) enrolments = session == NULL ? NULL : clt_enrolment_list (conn, id, error);
  g_autoptr (GPtrArray) results =
    enrolments == NULL ? NULL : clt_course_result_list (conn, 0, 0, id, error);
  g_autoptr (GHashTable) by_client = results == NULL ? NULL : index_results (results);

  data->gain = NAN;
  data->rows = clt_cell_rows_new (CLT_N_MARK_COLUMNS);
  data->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  data->course = by_client == NULL ? NULL : clt_course_load (conn, session->course_id, error);
  return data->course != NULL && add_standings (conn, data, id, enrolments, by_client, error)
           ? g_steal_pointer (&data)
           : NULL;
}

/* ---- feedback ------------------------------------------------------------------------------ */

void
clt_feedback_data_free (gpointer user_data)
{
  CltFeedbackData *data = user_data;

  g_clear_pointer (&data->rows, clt_cell_rows_unref);
  g_free (data);
}

static char *
dup_answer (int answer)
{
  return answer == 0 ? NULL : g_strdup_printf ("%d", answer);
}

gpointer
clt_feedback_data_load (CltConn *conn,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  const gint64 id = *(gint64 *) user_data;
  g_autoptr (CltFeedbackData) data = g_new0 (CltFeedbackData, 1);
  g_autoptr (GPtrArray) forms = clt_feedback_list (conn, id, error);

  if (forms == NULL || !clt_feedback_get_result (conn, id, 0, 0, &data->result, error))
    return NULL;
  data->rows = clt_cell_rows_new (CLT_N_FEEDBACK_COLUMNS);
  for (guint i = 0; i < forms->len; i++)
    {
      const CltFeedback *form = forms->pdata[i];
      char *cells[CLT_N_FEEDBACK_COLUMNS] = { 0 };

      cells[CLT_FEEDBACK_CLIENT] =
        g_strdup (form->client_id == 0 ? _ ("without a name") : form->name);
      cells[CLT_FEEDBACK_DAY] = clt_day_format (form->day);
      cells[CLT_FEEDBACK_LECTURER] = dup_answer (form->lecturer);
      cells[CLT_FEEDBACK_TOPIC] = dup_answer (form->topic);
      cells[CLT_FEEDBACK_USEFULNESS] = dup_answer (form->usefulness);
      cells[CLT_FEEDBACK_COMMENT] = g_strdup (form->comment);
      clt_cell_rows_take (data->rows, form->id, cells);
    }
  return g_steal_pointer (&data);
}

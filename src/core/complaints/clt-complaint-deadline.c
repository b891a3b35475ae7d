/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-deadline.h"

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-workdays.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"

static const struct
{
  const char *name, *label;
} lights[] = {
  [CLT_LIGHT_NONE] = { "none", NC_ ("complaint", "done") },
  [CLT_LIGHT_GREEN] = { "green", NC_ ("complaint", "in time") },
  [CLT_LIGHT_AMBER] = { "amber", NC_ ("complaint", "due soon") },
  [CLT_LIGHT_RED] = { "red", NC_ ("complaint", "overdue") },
  [CLT_LIGHT_STOPPED] = { "stopped", NC_ ("complaint", "waiting for the client") },
};

const char *
clt_complaint_light_get_name (CltComplaintLight light)
{
  return lights[light].name;
}

const char *
clt_complaint_light_get_label (CltComplaintLight light)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "complaint", lights[light].label);
}

struct _CltComplaintClock
{
  CltConn *conn; /* borrowed */
  CltWorkdays *workdays;
};

CltComplaintClock *
clt_complaint_clock_load (CltConn *conn, GError **error)
{
  CltWorkdays *workdays = clt_workdays_load_office (conn, error);
  CltComplaintClock *clock;

  if (workdays == NULL)
    return NULL;
  clock = g_new0 (CltComplaintClock, 1);
  clock->conn = conn;
  clock->workdays = workdays;
  return clock;
}

void
clt_complaint_clock_free (CltComplaintClock *clock)
{
  clt_workdays_free (clock->workdays);
  g_free (clock);
}

/* ---- counting ------------------------------------------------------------------------------ */

typedef struct
{
  const CltComplaintClock *clock;
  const CltComplaintCase *a_case;
  CltDay today;
  CltDay end; /* the clock is not looked at from then on; CLT_DAY_NONE: it is */
} Count;

static gboolean
is_stopped (const Count *count, CltDay day)
{
  const CltComplaintCase *a_case = count->a_case;

  if (count->end != CLT_DAY_NONE && day >= count->end)
    return FALSE;
  for (guint i = 0; i < a_case->n_stops; i++)
    {
      CltDay to = a_case->stops[i].to == CLT_DAY_NONE ? count->today : a_case->stops[i].to;

      if (day >= a_case->stops[i].from && day < to)
        return TRUE;
    }
  return FALSE;
}

/* The @n-th day after @day on which the clock runs: of working days, or of all. */
static CltDay
move (const Count *count, CltDay day, int n, gboolean working)
{
  while (n > 0)
    {
      day++;
      n -= !is_stopped (count, day) && (!working || clt_workdays_has (count->clock->workdays, day));
    }
  return day;
}

/* Working days after @from up to @to on which the clock runs. */
static int
count_running (const Count *count, CltDay from, CltDay to)
{
  int n = 0;

  for (CltDay day = from + 1; day <= to; day++)
    n += !is_stopped (count, day) && clt_workdays_has (count->clock->workdays, day);
  return n;
}

/* The earlier of so many working days and of so many days. */
static gboolean
find_due (const Count *count,
          CltDay from,
          const char *working_rule,
          const char *hard_rule,
          CltDay *due,
          GError **error)
{
  int working, hard;

  if (!clt_rules_get_count (count->clock->conn, working_rule, from, &working, error) ||
      !clt_rules_get_count (count->clock->conn, hard_rule, from, &hard, error))
    return FALSE;
  *due = MIN (move (count, from, working, TRUE), move (count, from, hard, FALSE));
  return TRUE;
}

gboolean
clt_complaint_clock_compute (CltComplaintClock *clock,
                             const CltComplaintCase *a_case,
                             CltDay today,
                             CltComplaintDue *due,
                             GError **error)
{
  const Count count = { clock, a_case, today, CLT_DAY_NONE };
  const Count until_accepted = { clock, a_case, today, a_case->accepted };
  const Count never_stopped = { clock, a_case, today, a_case->hotline };
  const gboolean general = g_str_equal (a_case->severity, "general");
  const char *close = general ? "complaint.close" : "complaint.close_major";
  const CltDay begun = a_case->reopened == CLT_DAY_NONE ? a_case->registered : a_case->reopened;
  int acknowledge;

  if (!clt_rules_get_count (clock->conn, "complaint.acknowledge", a_case->registered, &acknowledge,
                            error) ||
      !find_due (&until_accepted, a_case->registered, "complaint.accept", "complaint.accept_hard",
                 &due->accept, error) ||
      !find_due (&count, begun, close, "complaint.close_hard", &due->close, error))
    return FALSE;
  due->hotline = CLT_DAY_NONE;
  if (a_case->hotline != CLT_DAY_NONE && !find_due (&never_stopped, a_case->hotline, close,
                                                    "complaint.close_hard", &due->hotline, error))
    return FALSE;
  /* the receipt does not wait for the client */
  due->acknowledge = clt_workdays_move (clock->workdays, a_case->registered, acknowledge);
  due->close += a_case->extended;
  return TRUE;
}

/* ---- of a stored one ----------------------------------------------------------------------- */

/* (element-type CltComplaintStop) (transfer full) */
static GArray *
load_stops (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (CltComplaintStop));
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT from_day, to_day FROM complaint_stop"
                                  " WHERE complaint_id = ? ORDER BY id",
                                  "i", id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltComplaintStop stop = { clt_stmt_get_day (stmt, 0), clt_stmt_get_day (stmt, 1) };

      g_array_append_val (stops, stop);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&stops);
}

/* @stops: (out): keeps what the case borrows. */
static gboolean
load_case (CltConn *conn,
           const CltComplaint *complaint,
           CltComplaintCase *a_case,
           GArray **stops,
           GError **error)
{
  gint64 reopened;

  if (!clt_conn_get_int (conn, &reopened, CLT_DAY_NONE, error,
                         "SELECT max (day) FROM complaint_step WHERE complaint_id = ?"
                         " AND state = 'reopened'",
                         "i", complaint->id))
    return FALSE;
  *stops = load_stops (conn, complaint->id, error);
  if (*stops == NULL)
    return FALSE;
  *a_case =
    (CltComplaintCase){ .severity = complaint->severity,
                        .registered = complaint->registered,
                        .accepted = complaint->accepted,
                        .hotline = g_str_equal (complaint->source, "12386") ? complaint->received
                                                                            : CLT_DAY_NONE,
                        .reopened = (CltDay) reopened,
                        .stops = (const CltComplaintStop *) (gpointer) (*stops)->data,
                        .n_stops = (*stops)->len,
                        .extended = complaint->extended };
  return TRUE;
}

static gboolean
set_due (CltComplaintClock *clock,
         CltComplaint *complaint,
         const CltComplaintCase *a_case,
         CltDay today,
         GError **error)
{
  CltComplaintDue due;

  if (!clt_complaint_clock_compute (clock, a_case, today, &due, error))
    return FALSE;
  complaint->due_accept = due.accept;
  complaint->due_close = due.close;
  /* one answer is what it asks for, whatever the client says to it; what was ended was answered */
  complaint->due_hotline =
    complaint->answered == CLT_DAY_NONE && complaint->reopened == 0 ? due.hotline : CLT_DAY_NONE;
  return TRUE;
}

gboolean
clt_complaint_clock_set_due (CltComplaintClock *clock,
                             CltComplaint *complaint,
                             CltDay today,
                             GError **error)
{
  g_autoptr (GArray) stops = NULL;
  CltComplaintCase a_case;

  return !clt_complaint_is_open (complaint) ||
         (load_case (clock->conn, complaint, &a_case, &stops, error) &&
          set_due (clock, complaint, &a_case, today, error));
}

/* As the branch itself has it. */
static CltDay
get_own_due (const CltComplaint *complaint)
{
  return g_str_equal (complaint->state, "registered")
           ? MIN (complaint->due_accept, complaint->due_close)
           : complaint->due_close;
}

static gboolean
is_hotline_next (const CltComplaint *complaint)
{
  return complaint->due_hotline != CLT_DAY_NONE && complaint->due_hotline < get_own_due (complaint);
}

CltDay
clt_complaint_get_due (const CltComplaint *complaint)
{
  return is_hotline_next (complaint) ? complaint->due_hotline : get_own_due (complaint);
}

gboolean
clt_complaint_clock_tell (CltComplaintClock *clock,
                          CltComplaint *complaint,
                          CltDay today,
                          CltComplaintTime *time,
                          GError **error)
{
  g_autoptr (GArray) stops = NULL;
  CltComplaintCase a_case;
  Count count = { clock, &a_case, today, CLT_DAY_NONE };
  double amber;
  CltDay from;
  int all, gone;

  *time = (CltComplaintTime){ CLT_LIGHT_NONE, CLT_DAY_NONE, 0, FALSE };
  if (!clt_complaint_is_open (complaint))
    return TRUE;
  if (!load_case (clock->conn, complaint, &a_case, &stops, error) ||
      !set_due (clock, complaint, &a_case, today, error) ||
      !clt_rules_get (clock->conn, "complaint.amber", complaint->registered, &amber, error))
    return FALSE;
  time->due = clt_complaint_get_due (complaint);
  time->hotline = is_hotline_next (complaint);
  from = time->hotline                     ? a_case.hotline
         : a_case.reopened == CLT_DAY_NONE ? a_case.registered
                                           : a_case.reopened;
  if (time->hotline)
    count.end = from;
  all = count_running (&count, from, time->due);
  gone = count_running (&count, from, MIN (today, time->due));
  time->left = today <= time->due
                 ? all - gone
                 : -MAX (clt_workdays_count (clock->workdays, time->due + 1, today), 1);
  if (today > time->due)
    time->light = CLT_LIGHT_RED;
  else if (complaint->stopped && !time->hotline)
    time->light = CLT_LIGHT_STOPPED;
  else
    /* 7 of 10 days are 70 %, whatever binary fractions say */
    time->light = gone + 1e-9 >= amber * all ? CLT_LIGHT_AMBER : CLT_LIGHT_GREEN;
  return TRUE;
}

char *
clt_complaint_time_dup_words (const CltComplaintTime *time)
{
  switch (time->light)
    {
    case CLT_LIGHT_NONE:
      return g_strdup ("");
    case CLT_LIGHT_STOPPED:
      return g_strdup (clt_complaint_light_get_label (time->light));
    case CLT_LIGHT_RED:
      return g_strdup_printf (ngettext ("%d working day late", "%d working days late",
                                        (gulong) -time->left),
                              -time->left);
    case CLT_LIGHT_GREEN:
    case CLT_LIGHT_AMBER:
    default:
      if (time->left <= 0)
        return g_strdup (C_ ("deadline", "last day"));
      return g_strdup_printf (ngettext ("%d working day left", "%d working days left",
                                        (gulong) time->left),
                              time->left);
    }
}

gboolean
clt_complaint_is_judged (const CltComplaint *before, const CltComplaint *after)
{
  return clt_complaint_is_open (before) || clt_complaint_is_open (after) ||
         !g_str_equal (before->severity, after->severity) || before->received != after->received ||
         before->registered != after->registered || before->accepted != after->accepted;
}

gboolean
clt_complaint_update_due (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);
  g_autoptr (CltComplaintClock) clock = NULL;
  g_autoptr (GArray) stops = NULL;
  CltComplaintCase a_case;
  CltComplaintDue due;

  if (complaint == NULL)
    return FALSE;
  clock = clt_complaint_clock_load (conn, error);
  return clock != NULL && load_case (conn, complaint, &a_case, &stops, error) &&
         clt_complaint_clock_compute (clock, &a_case, clt_action_get_day (conn), &due, error) &&
         clt_conn_run (conn, error,
                       "UPDATE complaint SET due_accept = ?1, due_close = ?2 WHERE id = ?3"
                       " AND (due_accept, due_close) IS NOT (?1, ?2)",
                       "yyi", due.accept, due.close, id);
}

gboolean
clt_complaint_get_acknowledge (CltConn *conn,
                               const CltComplaint *complaint,
                               CltDay *due,
                               GError **error)
{
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (conn, error);
  int days;

  if (clock == NULL ||
      !clt_rules_get_count (conn, "complaint.acknowledge", complaint->registered, &days, error))
    return FALSE;
  *due = clt_workdays_move (clock->workdays, complaint->registered, days);
  return TRUE;
}

/* ---- stopping, extending ------------------------------------------------------------------- */

/* (transfer full) (nullable) */
static CltComplaint *
load_open (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);

  if (complaint == NULL || clt_complaint_is_open (complaint))
    return g_steal_pointer (&complaint);
  /* Translators: the number of a complaint, its state. */
  clt_store_refuse (error, _ ("Complaint %s is done (%s); nothing was changed."), complaint->number,
                    clt_complaint_choice_get_label ("state", complaint->state));
  return NULL;
}

gboolean
clt_complaint_stop (CltConn *conn, gint64 id, const char *reason, GError **error)
{
  g_autoptr (CltComplaint) complaint = load_open (conn, id, error);
  gint64 stop;

  if (complaint == NULL)
    return FALSE;
  if (complaint->stopped)
    /* Translators: the number of a complaint. */
    return clt_store_refuse (error,
                             _ ("The clock of complaint %s stands already; nothing was changed."),
                             complaint->number);
  if (*reason == '\0')
    return clt_store_refuse (error, _ ("Say what the client is asked for; nothing was changed."));
  stop = clt_conn_new_id (conn, error);
  return stop != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO complaint_stop (id, complaint_id, from_day, reason)"
                       " VALUES (?, ?, ?, ?)",
                       "iiyt", stop, id, clt_action_get_day (conn), reason) &&
         clt_complaint_note_step (conn, id, "stopped", 0, reason, "", error);
}

gboolean
clt_complaint_resume (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);

  if (complaint == NULL)
    return FALSE;
  if (!complaint->stopped)
    /* Translators: the number of a complaint. */
    return clt_store_refuse (error, _ ("The clock of complaint %s runs; nothing was changed."),
                             complaint->number);
  return clt_conn_run (conn, error,
                       "UPDATE complaint_stop SET to_day = max (from_day, ?)"
                       " WHERE complaint_id = ? AND to_day IS NULL",
                       "yi", clt_action_get_day (conn), id) &&
         clt_complaint_note_step (conn, id, "resumed", 0, "", "", error) &&
         clt_complaint_update_due (conn, id, error);
}

static gboolean
check_manager (CltConn *conn, const CltComplaint *complaint, gint64 id, GError **error)
{
  g_autoptr (CltStaff) staff = clt_staff_load (conn, id, error);

  if (staff == NULL)
    return FALSE;
  if (!g_str_equal (staff->role, "manager"))
    return clt_store_refuse (
      error,
      /* Translators: the name of a member of staff. */
      _ ("%s is no manager: only a manager grants more time. Nothing was changed."), staff->name);
  if (complaint->about_id == id)
    return clt_store_refuse (
      error,
      /* Translators: the name of a member of staff. */
      _ ("The complaint is about %s, who can therefore not grant more time. Nothing was"
         " changed."),
      staff->name);
  return TRUE;
}

gboolean
clt_complaint_extend (CltConn *conn,
                      gint64 id,
                      gint64 manager_id,
                      const char *reason,
                      GError **error)
{
  g_autoptr (CltComplaint) complaint = load_open (conn, id, error);
  int days;

  if (complaint == NULL || !check_manager (conn, complaint, manager_id, error))
    return FALSE;
  if (complaint->extended > 0)
    /* Translators: the number of a complaint, a number of days. */
    return clt_store_refuse (
      error,
      _ ("Complaint %s was given %d days more already, which happens only once. Nothing"
         " was changed."),
      complaint->number, complaint->extended);
  if (*reason == '\0')
    return clt_store_refuse (error, _ ("More time needs a reason; nothing was changed."));
  return clt_rules_get_count (conn, "complaint.extension", complaint->registered, &days, error) &&
         clt_conn_run (conn, error, "UPDATE complaint SET extended = ? WHERE id = ?", "ii",
                       (gint64) days, id) &&
         clt_complaint_note_step (conn, id, "extended", manager_id, reason, "", error) &&
         clt_complaint_update_due (conn, id, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-dialogs.h"

#include "app/complaints/clt-complaint-job.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"

/* What a form is about. */
typedef struct
{
  gint64 id; /* of the complaint, or of the task */
  char *number;
  char *state;      /* (nullable): where it goes */
  gboolean reason;  /* the form asks for one, in its last row */
  GPtrArray *staff; /* CltStaff of a choice, (nullable) */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->number);
  g_free (subject->state);
  g_clear_pointer (&subject->staff, g_ptr_array_unref);
  g_free (subject);
}

static Subject *
subject_new (const CltCase *a_case, const char *state)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->id = a_case->complaint->id;
  subject->number = g_strdup (a_case->complaint->number);
  subject->state = g_strdup (state);
  return subject;
}

static CltFormDialog *
form_new (GtkWidget *parent, CltDesk *desk, const char *heading, const char *body, Subject *subject)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, body);

  clt_form_dialog_set_data (form, subject, subject_free);
  return form;
}

static CltComplaintJob *
job_new (CltFormDialog *form, const char *text, const char *reason)
{
  const Subject *subject = clt_form_dialog_get_data (form);

  return clt_complaint_job_new (subject->id, clt_desk_get_who (clt_form_dialog_get_desk (form)),
                                subject->state, text, reason);
}

static void
act (CltFormDialog *form, const char *action, CltActionFunc func, CltComplaintJob *job)
{
  const Subject *subject = clt_form_dialog_get_data (form);

  clt_form_dialog_act (form, action, subject->number, func, job, clt_complaint_job_free);
}

/* ---- moving -------------------------------------------------------------------------------- */

const char *
clt_complaint_step_get_verb (const char *state, const char *to)
{
  static const struct
  {
    const char *state, *verb;
  } verbs[] = {
    { "accepted", N_ ("_Accept") },
    { "refused", N_ ("Do _Not Accept…") },
    { "investigating", N_ ("_Investigate") },
    { "proposal", N_ ("Make a _Proposal") },
    { "answered", N_ ("The Ans_wer Was Given") },
    { "agreed", N_ ("The Client A_grees") },
    { "disagreed", N_ ("The Client _Disagrees") },
    { "mediation", N_ ("_Mediation") },
    { "escalated", N_ ("_Escalate…") },
    { "closed", N_ ("_Close…") },
    { "withdrawn", N_ ("The Client Wit_hdraws It") },
  };

  if (clt_complaint_get_move (state, to) == CLT_MOVE_REOPEN)
    return _ ("Re_open…");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].state, to))
      return _ (verbs[i].verb);
  return to;
}

static void
apply_move (CltFormDialog *form)
{
  g_autofree char *reason = clt_form_dialog_dup_text (form, 0);

  act (form, "complaint.move", clt_complaint_job_move, job_new (form, NULL, reason));
}

enum
{
  CLOSE_FINDING,
  CLOSE_CAUSE,
  CLOSE_REMEDY,
  CLOSE_PAYMENT,
  CLOSE_REASON,
};

static void
apply_close (CltFormDialog *form)
{
  static const char *const findings[] = { "founded", "partly", "unfounded" };
  const Subject *subject = clt_form_dialog_get_data (form);
  g_autofree char *reason =
    subject->reason ? clt_form_dialog_dup_text (form, CLOSE_REASON) : g_strdup ("");
  CltComplaintJob *job = job_new (form, NULL, reason);

  clt_complaint_job_take_field (job, "finding",
                                g_strdup (
                                  findings[clt_form_dialog_get_choice (form, CLOSE_FINDING)]));
  clt_complaint_job_take_field (job, "cause", clt_form_dialog_dup_text (form, CLOSE_CAUSE));
  clt_complaint_job_take_field (job, "remedy", clt_form_dialog_dup_text (form, CLOSE_REMEDY));
  clt_complaint_job_take_field (job, "payment", clt_form_dialog_dup_text (form, CLOSE_PAYMENT));
  act (form, "complaint.move", clt_complaint_job_move, job);
}

static guint
find_finding (const char *finding)
{
  return g_str_equal (finding, "partly") ? 1 : g_str_equal (finding, "unfounded") ? 2 : 0;
}

static char *
dup_skipped (const CltCase *a_case, const char *to)
{
  /* Translators: two states of a complaint. */
  return g_strdup_printf (_ ("From “%s” to “%s” stages are left out: say why."),
                          clt_complaint_choice_get_label ("state", a_case->complaint->state),
                          clt_complaint_choice_get_label ("state", to));
}

static void
present_close (GtkWidget *parent, CltDesk *desk, const CltCase *a_case, gboolean reason)
{
  const CltComplaint *complaint = a_case->complaint;
  const char *const findings[] = { clt_complaint_choice_get_label ("finding", "founded"),
                                   clt_complaint_choice_get_label ("finding", "partly"),
                                   clt_complaint_choice_get_label ("finding", "unfounded"), NULL };
  g_autofree char *payment = clt_complaint_dup_field (complaint, "payment");
  /* Translators: the number of a complaint. */
  g_autofree char *heading = g_strdup_printf (_ ("Close Complaint %s"), complaint->number);
  g_autofree char *body =
    reason ? dup_skipped (a_case, "closed")
           : g_strdup (_ ("The client is asked some days later whether it is solved."));
  Subject *subject = subject_new (a_case, "closed");
  CltFormDialog *form = form_new (parent, desk, heading, body, subject);

  subject->reason = reason;
  clt_form_dialog_add_choice (form, _ ("_Finding"), findings);
  clt_form_dialog_select (form, CLOSE_FINDING, find_finding (complaint->finding));
  clt_form_dialog_add_entry (form, _ ("Root ca_use"), complaint->cause, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Remedy"), complaint->remedy, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Payment (yuan)"), payment, FALSE);
  if (reason)
    clt_form_dialog_add_entry (form, _ ("Reas_on for leaving stages out"), "", TRUE);
  clt_form_dialog_present (form, _ ("Close _It"), apply_close);
}

static void
present_reason (GtkWidget *parent, CltDesk *desk, const CltCase *a_case, const char *to)
{
  const CltComplaintMove move = clt_complaint_get_move (a_case->complaint->state, to);
  const gboolean reopens = move == CLT_MOVE_REOPEN;
  const gboolean refuses = g_str_equal (to, "refused");
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  CltFormDialog *form;

  if (reopens)
    /* Translators: the number of a complaint. */
    heading = g_strdup_printf (_ ("Reopen Complaint %s"), a_case->complaint->number);
  else
    /* Translators: the number of a complaint, the state that it gets. */
    heading = g_strdup_printf (_ ("Complaint %s: %s"), a_case->complaint->number,
                               clt_complaint_choice_get_label ("state", to));
  if (reopens)
    body = g_strdup (_ ("It is investigated again, and the time to close it begins anew."));
  else if (refuses)
    body = g_strdup (_ ("The reason goes into the letter to the client."));
  else if (move == CLT_MOVE_NEXT)
    body = g_strdup (_ ("Say to whom it goes, and why: that stands in the case file."));
  else
    body = dup_skipped (a_case, to);
  form = form_new (parent, desk, heading, body, subject_new (a_case, to));
  clt_form_dialog_add_entry (form, _ ("_Reason"), "", TRUE);
  clt_form_dialog_present (form,
                           reopens   ? _ ("Re_open")
                           : refuses ? _ ("Do _Not Accept")
                                     : _ ("_Go On"),
                           apply_move);
}

static void
tell_impossible (CltDesk *desk, const CltCase *a_case, const char *to)
{
  /* Translators: the number of a complaint, its state, the state that was asked for. */
  g_autofree char *text =
    g_strdup_printf (_ ("Complaint %s is “%s” and cannot become “%s” from there"),
                     a_case->complaint->number,
                     clt_complaint_choice_get_label ("state", a_case->complaint->state),
                     clt_complaint_choice_get_label ("state", to));

  clt_desk_tell (desk, text);
}

void
clt_complaint_dialog_move (GtkWidget *parent, CltDesk *desk, const CltCase *a_case, const char *to)
{
  const CltComplaintMove move = clt_complaint_get_move (a_case->complaint->state, to);

  if (move == CLT_MOVE_NONE)
    tell_impossible (desk, a_case, to);
  else if (g_str_equal (to, "closed"))
    present_close (parent, desk, a_case, move == CLT_MOVE_REASON);
  else if (move == CLT_MOVE_NEXT && !g_str_equal (to, "escalated"))
    clt_desk_act (desk, "complaint.move", a_case->complaint->number, clt_complaint_job_move,
                  clt_complaint_job_new (a_case->complaint->id, clt_desk_get_who (desk), to, NULL,
                                         NULL),
                  clt_complaint_job_free);
  else
    present_reason (parent, desk, a_case, to);
}

/* ---- the clock ----------------------------------------------------------------------------- */

static void
apply_stop (CltFormDialog *form)
{
  g_autofree char *reason = clt_form_dialog_dup_text (form, 0);

  act (form, "complaint.stop", clt_complaint_job_stop, job_new (form, NULL, reason));
}

void
clt_complaint_dialog_clock (GtkWidget *parent, CltDesk *desk, const CltCase *a_case)
{
  CltFormDialog *form;

  if (!clt_complaint_is_open (a_case->complaint))
    {
      clt_desk_tell (desk, _ ("It is done: no clock runs any more"));
      return;
    }
  if (a_case->complaint->stopped)
    {
      clt_desk_act (desk, "complaint.resume", a_case->complaint->number, clt_complaint_job_resume,
                    clt_complaint_job_new (a_case->complaint->id, clt_desk_get_who (desk), NULL,
                                           NULL, NULL),
                    clt_complaint_job_free);
      return;
    }
  form = form_new (parent, desk, _ ("Stop the Clock"),
                   _ ("Until the client has given what is needed, the days do not count."),
                   subject_new (a_case, NULL));
  clt_form_dialog_add_entry (form, _ ("_What the client is asked for"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Stop the Clock"), apply_stop);
}

/* Who may be chosen, in subject->staff. */
static void
add_staff (CltFormDialog *form, Subject *subject, const char *title, gint64 chosen)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint at = 0;

  for (guint i = 0; i < subject->staff->len; i++)
    {
      const CltStaff *person = subject->staff->pdata[i];

      if (person->id == chosen)
        at = i;
      g_ptr_array_add (labels, person->name);
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_choice (form, title, (const char *const *) labels->pdata);
  clt_form_dialog_select (form, 0, at);
}

static gint64
get_staff (CltFormDialog *form)
{
  const Subject *subject = clt_form_dialog_get_data (form);
  guint i = clt_form_dialog_get_choice (form, 0);

  return i < subject->staff->len ? ((const CltStaff *) subject->staff->pdata[i])->id : 0;
}

static void
take_person (Subject *subject, const CltStaff *person)
{
  CltStaff *copy = clt_staff_new ();

  copy->id = person->id;
  g_free (copy->name);
  copy->name = g_strdup (person->name);
  g_ptr_array_add (subject->staff, copy);
}

static void
apply_extend (CltFormDialog *form)
{
  g_autofree char *reason = clt_form_dialog_dup_text (form, 1);
  CltComplaintJob *job = job_new (form, NULL, reason);

  job->staff_id = get_staff (form);
  act (form, "complaint.extend", clt_complaint_job_extend, job);
}

void
clt_complaint_dialog_extend (GtkWidget *parent, CltDesk *desk, const CltCase *a_case)
{
  Subject *subject;
  CltFormDialog *form;

  if (!clt_complaint_is_open (a_case->complaint))
    {
      clt_desk_tell (desk, _ ("It is done: no clock runs any more"));
      return;
    }
  subject = subject_new (a_case, NULL);
  subject->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_staff_free);
  for (guint i = 0; i < a_case->staff->len; i++)
    {
      const CltStaff *person = a_case->staff->pdata[i];

      if (g_str_equal (person->role, "manager") && person->id != a_case->complaint->about_id)
        take_person (subject, person);
    }
  if (subject->staff->len == 0)
    {
      subject_free (subject);
      clt_desk_tell (desk, _ ("There is no manager who could grant more time"));
      return;
    }
  form =
    form_new (parent, desk, _ ("More Time"),
              _ ("It is granted once, by a manager about whom the complaint is not."), subject);
  add_staff (form, subject, _ ("Granted _by"), 0);
  clt_form_dialog_add_entry (form, _ ("_Reason"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Grant More Time"), apply_extend);
}

/* ---- putting it right ---------------------------------------------------------------------- */

enum
{
  REMEDY_OWNER,
  REMEDY_TEXT,
  REMEDY_DAY,
};

static void
apply_remedy (CltFormDialog *form)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, REMEDY_TEXT);
  CltComplaintJob *job;
  CltDay day;

  if (!clt_form_dialog_get_day (form, REMEDY_DAY, &day))
    return;
  job = job_new (form, text, NULL);
  job->staff_id = get_staff (form);
  job->day = day;
  act (form, "complaint.remedy", clt_complaint_job_add_remedy, job);
}

/* Until when, unless somebody says so: a month. */
#define REMEDY_DAYS 30

void
clt_complaint_dialog_remedy (GtkWidget *parent, CltDesk *desk, const CltCase *a_case)
{
  Subject *subject = subject_new (a_case, NULL);
  g_autofree char *day = clt_day_format (clt_today () + REMEDY_DAYS);
  CltFormDialog *form =
    form_new (parent, desk, _ ("Corrective Action"),
              _ ("What is changed so that it does not happen again, and when it is looked at."),
              subject);

  subject->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_staff_free);
  for (guint i = 0; i < a_case->staff->len; i++)
    take_person (subject, a_case->staff->pdata[i]);
  add_staff (form, subject, _ ("_Done by"), a_case->complaint->handler_id);
  clt_form_dialog_add_entry (form, _ ("_What is done"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("Checked _on"), day, TRUE);
  clt_form_dialog_present (form, _ ("_Add"), apply_remedy);
}

static void
apply_finish (CltFormDialog *form)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, 0);

  act (form, "complaint.remedy-done", clt_complaint_job_finish_remedy, job_new (form, text, NULL));
}

void
clt_complaint_dialog_finish_remedy (GtkWidget *parent,
                                    CltDesk *desk,
                                    const CltCase *a_case,
                                    gint64 task_id)
{
  Subject *subject = subject_new (a_case, NULL);
  CltFormDialog *form = form_new (parent, desk, _ ("Corrective Action Done"), NULL, subject);

  subject->id = task_id;
  clt_form_dialog_add_entry (form, _ ("_What came of it"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Done"), apply_finish);
}

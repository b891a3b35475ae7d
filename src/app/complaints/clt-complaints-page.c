/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaints-page.h"

#include <string.h>

#include "app/complaints/clt-complaint-dialogs.h"
#include "app/complaints/clt-complaint-job.h"
#include "app/complaints/clt-complaint-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-listing.h"
#include "core/store/clt-ids.h"

struct _CltComplaintsPage
{
  CltPane parent_instance;

  CltRegisterView shown;
  char *who;      /* owned: whose list it is */
  gint64 wanted;  /* complaint to be chosen when the list has come; 0: none */
  gboolean fits;  /* the list is one that it belongs to */
  gboolean asked; /* for another list than before: something of it is chosen */

  CltSideList *view_list;
  GtkSearchEntry *search_entry;
  GtkDropDown *period_drop;
  CltDataTable *table;
  CltComplaintView *view;
  GtkLabel *none_label; /* borrowed: in place of the rows, when there are none */
  GtkWidget *none_button;
};

G_DEFINE_FINAL_TYPE (CltComplaintsPage, clt_complaints_page, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "complaint.new", N_ ("_New Complaint…"), "<Control>n", TRUE },
  { "complaint.next", N_ ("What Comes _Next"), "<Control>Return", TRUE },
  { "complaint.steps", N_ ("All _Steps"), "<Alt>Down", TRUE },
  { "complaint.accept", N_ ("_Accept the Complaint"), "a", TRUE },
  { "complaint.refuse", N_ ("Do Not Accept the Co_mplaint…"), "r", TRUE },
  { "complaint.investigate", N_ ("_Investigate"), "i", TRUE },
  { "complaint.propose", N_ ("Make a _Proposal"), "p", TRUE },
  { "complaint.answer", N_ ("The Ans_wer Was Given"), "w", TRUE },
  { "complaint.agree", N_ ("The Client A_grees"), "y", TRUE },
  { "complaint.disagree", N_ ("The Client _Disagrees"), "d", TRUE },
  { "complaint.mediate", N_ ("_Mediation"), "m", TRUE },
  { "complaint.escalate", N_ ("_Escalate the Complaint…"), "e", TRUE },
  { "complaint.close", N_ ("_Close the Complaint…"), "c", TRUE },
  { "complaint.withdraw", N_ ("The Client Withdraws the Comp_laint"), NULL, TRUE },
  { "complaint.reopen", N_ ("Reopen the Complain_t…"), "o", TRUE },
  { "complaint.clock", N_ ("_Stop the Clock, or Let It Run"), "s", TRUE },
  { "complaint.extend", N_ ("More _Time for the Complaint…"), "x", TRUE },
  { "complaint.handler", N_ ("Who _Handles It"), "h", TRUE },
  { "complaint.letter", N_ ("_Letters of the Complaint"), "l", TRUE },
  { "complaint.receipt", N_ ("Write the _Receipt"), "<Shift>l", TRUE },
  { "complaint.keep-letter", N_ ("_Keep the Letter"), "<Control>s", TRUE, CLT_KEY_FIRST },
  { "complaint.send-letter", N_ ("The Letter Has _Gone Out"), "<Control><Shift>Return", TRUE,
    CLT_KEY_FIRST },
  { "complaint.attach", N_ ("Add Evidence from a _File…"), "f", TRUE },
  { "complaint.remedy", N_ ("Corrective Ac_tion…"), "t", TRUE },
  { "complaint.client", N_ ("Show the _Client’s Card"), "<Shift>c", TRUE },
  { "complaint.search-all", N_ ("Search _All Complaints"), NULL, TRUE },
  { "complaint.back", N_ ("_Back to the List"), "Escape", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Complaints"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_complaints_page_get_commands (void)
{
  return &command_group;
}

gint64
clt_complaints_page_count (CltConn *conn, const char *who, GError **error)
{
  return clt_register_count_pressing (conn, who, clt_today (), error);
}

static CltDesk *
get_desk (CltComplaintsPage *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- the register -------------------------------------------------------------------------- */

static const CltTableColumn columns[] = {
  { CLT_CASE_NUMBER, NC_ ("complaints", "Number"), 92, FALSE, FALSE, FALSE, CLT_CASE_RECEIVED },
  { CLT_CASE_CLIENT, NC_ ("complaints", "Client"), 130, FALSE, FALSE, TRUE, CLT_CASE_MATTER },
  { CLT_CASE_STAGE, NC_ ("complaints", "Stage"), 108, FALSE, FALSE, FALSE, CLT_CASE_HANDLER },
  { CLT_CASE_DUE, NC_ ("complaints", "Due"), 152, FALSE, FALSE, FALSE, CLT_CASE_DUE_DAY },
};

static const char *
get_class (gconstpointer record, guint column)
{
  const char *light = clt_cell_rows_get_text (record, CLT_CASE_URGENCY);

  if (column != CLT_CASE_DUE)
    return NULL;
  if (g_strcmp0 (light, "red") == 0)
    return "error";
  return g_strcmp0 (light, "amber") == 0 ? "warning" : NULL;
}

static gpointer
dup_question (CltPane *pane)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (pane);
  const gboolean another = clt_set_str (&self->who, clt_desk_get_who (get_desk (self)));
  CltCasesQuestion *question =
    clt_cases_question_new (self->shown,
                            (CltCasesPeriod) gtk_drop_down_get_selected (self->period_drop),
                            clt_desk_get_who (get_desk (self)),
                            gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  self->asked |= another; /* another person has another list */
  if (self->wanted != 0)
    question->kept = self->fits ? 0 : self->wanted;
  else if (!self->asked)
    question->kept = clt_complaint_view_get_id (self->view);
  return question;
}

static gboolean
is_empty (gconstpointer record)
{
  return !((const CltCases *) record)->any;
}

static void
fill_views (CltComplaintsPage *self, const CltCases *cases)
{
  for (guint i = 0; i < CLT_N_REGISTER_VIEWS; i++)
    {
      g_autofree char *count = clt_count_format (cases->counts[i]);

      clt_side_list_show (self->view_list, i,
                          &(CltSideLine){
                            .title = clt_register_view_get_label ((CltRegisterView) i),
                            .count = count,
                            .dim = cases->counts[i] == 0,
                            .warn = cases->counts[i] > 0 && i == CLT_REGISTER_OVERDUE });
    }
  clt_side_list_choose (self->view_list, (int) self->shown);
}

/* What is asked for; else what is in view, which stays in the list even where it belongs there no more by
 * what was done; else the first of a list that was asked for. */
static gint64
find_chosen (CltComplaintsPage *self, const GArray *keys)
{
  const gint64 chosen = clt_complaint_view_get_id (self->view);

  if (self->wanted != 0)
    return self->wanted;
  if (clt_ids_contain (keys, chosen) || (chosen != 0 && !self->asked))
    return chosen;
  return keys->len == 0 ? 0 : g_array_index (keys, gint64, 0);
}

/* Whatever the words are that are searched for. */
static gboolean
shows_all (CltComplaintsPage *self)
{
  return self->shown == CLT_REGISTER_ALL &&
         gtk_drop_down_get_selected (self->period_drop) == CLT_CASES_ANY_TIME;
}

/* By as little as may do: first the words and the time, then to all that are open, then to all. FALSE: all
 * of them are asked for already. */
static gboolean
widen (CltComplaintsPage *self)
{
  if (gtk_drop_down_get_selected (self->period_drop) != CLT_CASES_ANY_TIME ||
      *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    {
      gtk_drop_down_set_selected (self->period_drop, CLT_CASES_ANY_TIME);
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      return TRUE;
    }
  if (self->shown == CLT_REGISTER_ALL)
    return FALSE;
  self->shown = self->shown == CLT_REGISTER_OPEN ? CLT_REGISTER_ALL : CLT_REGISTER_OPEN;
  return TRUE;
}

/* Where the rows are, when there are none here. */
static void
fill_none (CltComplaintsPage *self, const CltCases *cases)
{
  const CltRegisterView other =
    cases->counts[CLT_REGISTER_OPEN] > 0 ? CLT_REGISTER_OPEN : CLT_REGISTER_CLOSED;
  const guint n = cases->counts[other];
  g_autofree char *text = NULL;

  if (n > 0)
    /* Translators: a count of complaints, and the list that they are in: Open, Done. */
    text =
      g_strdup_printf (ngettext ("None here, but %u in “%s”.", "None here, but %u in “%s”.", n), n,
                       clt_register_view_get_label (other));
  gtk_label_set_label (self->none_label,
                       text != NULL ? text : _ ("No complaint fits this choice."));
  gtk_widget_set_visible (self->none_button, !shows_all (self));
}

static void
take (CltPane *pane, gpointer record)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (pane);
  CltCases *cases = record;
  g_autoptr (GArray) keys = clt_cell_rows_source.load_keys (NULL, cases->rows, NULL);
  const gint64 chosen = find_chosen (self, keys);

  if (self->wanted != 0 && !clt_ids_contain (keys, self->wanted) && widen (self))
    {
      clt_cases_free (cases);
      clt_pane_load (pane);
      return;
    }
  fill_views (self, cases);
  fill_none (self, cases);
  self->asked = FALSE;
  self->wanted = 0;
  self->fits = FALSE;
  clt_key_list_set_query (clt_data_table_get_list (self->table), cases->rows);
  if (chosen != 0)
    clt_data_table_select (self->table, chosen);
  else
    clt_complaint_view_show (self->view, 0);
  clt_cases_free (cases);
}

static void
changed (CltPane *pane)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (pane);
  const gint64 id = clt_complaint_view_get_id (self->view);

  if (id != 0)
    clt_complaint_view_show (self->view, id);
}

static void
on_row_selected_cb (CltComplaintsPage *self, gint64 id)
{
  if (id != 0)
    clt_complaint_view_show (self->view, id);
}

static void
on_row_opened_cb (CltComplaintsPage *self, gint64 id)
{
  clt_complaint_view_focus (self->view);
}

static void
on_filter_changed_cb (CltComplaintsPage *self)
{
  self->asked = TRUE;
  if (get_desk (self) != NULL)
    clt_pane_load (CLT_PANE (self));
}

static void
on_view_selected_cb (CltComplaintsPage *self, int index)
{
  self->shown = (CltRegisterView) index;
  clt_data_table_unselect (self->table);
  on_filter_changed_cb (self);
}

/* The words stay. */
static void
search_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  self->shown = CLT_REGISTER_ALL;
  gtk_drop_down_set_selected (self->period_drop, CLT_CASES_ANY_TIME);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry)); /* the button goes */
  on_filter_changed_cb (self);
}

/* Enter goes on to the rows; without any, to where they may be. */
static void
on_search_entered_cb (CltComplaintsPage *self)
{
  if (gtk_widget_get_mapped (self->none_button))
    search_all (GTK_WIDGET (self), NULL, NULL);
}

static void
on_views_entered_cb (CltComplaintsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* ---- steps --------------------------------------------------------------------------------- */

/* (nullable): NULL: none is chosen, which is then said. */
static const CltCase *
get_case (CltComplaintsPage *self)
{
  const CltCase *a_case = clt_complaint_view_get_case (self->view);

  if (a_case == NULL)
    clt_desk_tell (get_desk (self), _ ("Choose a complaint first"));
  return a_case;
}

static void
move_to (GtkWidget *widget, const char *to)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);

  if (a_case != NULL)
    clt_complaint_dialog_move (widget, get_desk (self), a_case, to);
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_to (widget, g_variant_get_string (parameter, NULL));
}

static void
step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const states[][2] = {
    { "accept", "accepted" },    { "refuse", "refused" },     { "investigate", "investigating" },
    { "propose", "proposal" },   { "answer", "answered" },    { "agree", "agreed" },
    { "disagree", "disagreed" }, { "mediate", "mediation" },  { "escalate", "escalated" },
    { "close", "closed" },       { "withdraw", "withdrawn" }, { "reopen", "investigating" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (action + strlen ("complaint."), states[i][0]))
      move_to (widget, states[i][1]);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);
  const char *next;

  if (a_case == NULL)
    return;
  next = clt_complaint_get_next (a_case->complaint->state);
  if (a_case->complaint->stopped)
    clt_complaint_dialog_clock (widget, get_desk (self), a_case);
  else if (next != NULL)
    clt_complaint_dialog_move (widget, get_desk (self), a_case, next);
  else
    clt_desk_tell (get_desk (self), _ ("It is done: nothing comes next"));
}

/* Those that ask a dialog for all they need. */
static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const struct
  {
    const char *action;
    void (*func) (GtkWidget *parent, CltDesk *desk, const CltCase *a_case);
  } dialogs[] = {
    { "complaint.clock", clt_complaint_dialog_clock },
    { "complaint.extend", clt_complaint_dialog_extend },
    { "complaint.remedy", clt_complaint_dialog_remedy },
  };
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);

  for (guint i = 0; a_case != NULL && i < G_N_ELEMENTS (dialogs); i++)
    if (g_str_equal (action, dialogs[i].action))
      dialogs[i].func (widget, get_desk (self), a_case);
}

static void
finish_remedy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);

  if (a_case != NULL)
    clt_complaint_dialog_finish_remedy (widget, get_desk (self), a_case,
                                        g_variant_get_int64 (parameter));
}

/* It leads to the one that was told first. */
static void
note_same (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);
  CltComplaintJob *job;

  if (a_case == NULL)
    return;
  job = clt_complaint_job_new (a_case->complaint->id, clt_desk_get_who (get_desk (self)), NULL,
                               NULL, NULL);
  clt_complaint_job_take_field (job, "same_as", g_variant_dup_string (parameter, NULL));
  clt_desk_act (get_desk (self), "complaint.edit", a_case->complaint->number, clt_complaint_job_set,
                job, clt_complaint_job_free);
}

/* ---- other actions ------------------------------------------------------------------------- */

static void
show_steps (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_complaint_view_show_steps (CLT_COMPLAINTS_PAGE (widget)->view);
}

static void
show_letters (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  if (get_case (self) != NULL)
    clt_complaint_view_show_letters (self->view,
                                     g_str_equal (action, "complaint.receipt") ? "receipt" : NULL);
}

static void
show_letter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_complaint_view_show_letter (CLT_COMPLAINTS_PAGE (widget)->view,
                                  g_variant_get_int64 (parameter));
}

static void
keep_letter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_complaint_view_keep_letter (CLT_COMPLAINTS_PAGE (widget)->view);
}

static void
send_letter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_complaint_view_send_letter (CLT_COMPLAINTS_PAGE (widget)->view);
}

static void
choose_handler (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  if (get_case (self) != NULL)
    clt_complaint_view_focus_field (self->view, "handler");
}

static void
attach_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  if (get_case (self) != NULL)
    clt_complaint_view_attach (self->view);
}

static void
show_client (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  const CltCase *a_case = get_case (self);

  if (a_case != NULL && a_case->complaint->client_id != 0)
    gtk_widget_activate_action (widget, "win.show-client", "x", a_case->complaint->client_id);
  else if (a_case != NULL)
    clt_desk_tell (get_desk (self), _ ("Who complains is not in the book"));
}

static void
show_call (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *request =
    g_strdup_printf ("call.show(int64 %" G_GINT64_FORMAT ")", g_variant_get_int64 (parameter));

  gtk_widget_activate_action (widget, "win.show-in", "(ss)", "callbacks", request);
}

static void
begin_new (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-complaint", "x", (gint64) 0);
}

/* @fits: in a list that it belongs to. */
static void
choose_in (CltComplaintsPage *self, gint64 id, gboolean fits)
{
  self->wanted = id;
  self->fits = fits;
  clt_complaint_view_show (self->view, id);
  clt_pane_load (CLT_PANE (self));
}

/* What was concerned by an undo: in view, and in the list. */
static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  choose_in (self, g_variant_get_int64 (parameter), FALSE);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* What other places ask for, and what was registered: the list stays if it has this one, else it is another. */
static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  choose_in (self, g_variant_get_int64 (parameter), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (widget);

  if (!clt_complaint_view_leave_letters (self->view))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* ---- paper and files ----------------------------------------------------------------------- */

/* What the list shows, for a worker. */
typedef struct
{
  CltCasesQuestion *question;
  gint64 id, letter_id; /* of one on paper; 0: the list */
  char *title, *text;   /* (nullable): of a letter that is not kept yet */
} Job;

static Job *
job_new (CltComplaintsPage *self)
{
  Job *job = g_new0 (Job, 1);

  job->question = dup_question (CLT_PANE (self));
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->question);
  g_free (job->title);
  g_free (job->text);
  g_free (job);
}

static CltListing *
list_cases (CltConn *conn, const Job *job, gboolean on_paper, GError **error)
{
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;

  clt_cases_period_get_days (job->question->period, clt_today (), &query.from, &query.to);
  query.words = job->question->texts + job->question->words;
  return clt_listing_new_complaints (conn, job->question->view, &query, job->question->texts,
                                     on_paper, error);
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const gboolean on_paper = g_str_has_suffix (options->path, ".pdf");
  g_autoptr (CltListing) listing = list_cases (conn, data, on_paper, error);

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Register of Complaints"));
  job->name = g_strdup (_ ("Complaints"));
  job->endings = endings;
  job->run = run_export;
  job->data = job_new (CLT_COMPLAINTS_PAGE (pane));
  job->data_free = job_free;
  return job;
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Job *job = data;
  g_autoptr (CltListing) listing = NULL;

  if (job->text != NULL)
    return clt_paper_new_complaint_text (conn, job->title, job->text, options);
  if (job->letter_id != 0)
    return clt_paper_new_complaint_letter (conn, job->letter_id, options, error);
  if (job->id != 0)
    return clt_paper_new_complaint (conn, job->id, options, error);
  listing = list_cases (conn, job, TRUE, error);
  return listing == NULL ? NULL : clt_paper_new_listing (conn, listing, options, error);
}

/* From the list the list, from a case its file, from a letter the letter as it stands there. */
static CltPrintJob *
create_print (CltPane *pane)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (pane);
  const CltCase *a_case = clt_complaint_view_get_case (self->view);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  Job *job = job_new (self);
  const char *kind = NULL;

  job->letter_id = clt_complaint_view_get_letter (self->view);
  job->text = clt_complaint_view_dup_written (self->view, &kind);
  if (job->text != NULL)
    job->title = g_strdup (clt_complaint_letter_kind_get_label (kind));
  if (a_case != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    job->id = a_case->complaint->id;
  return clt_print_job_new (read_paper, job, job_free);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltComplaintsPage *self = CLT_COMPLAINTS_PAGE (pane);
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  clt_data_table_set_list (self->table, keys);
  clt_complaint_view_set_desk (self->view, desk);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_COMPLAINTS_PAGE (pane)->table));
}

/* Whose complaint is in view: a contact is logged of this client. */
static gint64
get_client (CltPane *pane)
{
  const CltCase *a_case = clt_complaint_view_get_case (CLT_COMPLAINTS_PAGE (pane)->view);

  return a_case == NULL ? 0 : a_case->complaint->client_id;
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_COMPLAINTS_PAGE (pane)->search_entry));
}

static const char *const tables[] = {
  "complaint", "complaint_step", "complaint_stop", "complaint_letter",
  "task",      "call_task",      "attachment",     "client",
  "staff",     "rule",           "calendar_entry", NULL,
};

/* ---- the class ----------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "complaint.show", show, "x" },
  { "complaint.choose", choose, "x" },
  { "complaint.move", move, "s" },
  { "complaint.show-letter", show_letter, "x" },
  { "complaint.show-call", show_call, "x" },
  { "complaint.finish-remedy", finish_remedy, "x" },
  { "complaint.same", note_same, "s" },
  { "complaint.search-all", search_all },
  { "complaint.new", begin_new },
  { "complaint.next", go_on },
  { "complaint.steps", show_steps },
  { "complaint.accept", step },
  { "complaint.refuse", step },
  { "complaint.investigate", step },
  { "complaint.propose", step },
  { "complaint.answer", step },
  { "complaint.agree", step },
  { "complaint.disagree", step },
  { "complaint.mediate", step },
  { "complaint.escalate", step },
  { "complaint.close", step },
  { "complaint.withdraw", step },
  { "complaint.reopen", step },
  { "complaint.clock", ask },
  { "complaint.extend", ask },
  { "complaint.remedy", ask },
  { "complaint.handler", choose_handler },
  { "complaint.letter", show_letters },
  { "complaint.receipt", show_letters },
  { "complaint.keep-letter", keep_letter },
  { "complaint.send-letter", send_letter },
  { "complaint.attach", attach_file },
  { "complaint.client", show_client },
  { "complaint.back", go_back },
};

static void
clt_complaints_page_finalize (GObject *object)
{
  g_free (CLT_COMPLAINTS_PAGE (object)->who);
  G_OBJECT_CLASS (clt_complaints_page_parent_class)->finalize (object);
}

static void
clt_complaints_page_class_init (CltComplaintsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = clt_complaints_page_finalize;
  pane_class->read = clt_cases_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_cases_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  pane_class->get_client = get_client;
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_COMPLAINT_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/complaints/clt-complaints-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltComplaintsPage, view_list);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintsPage, period_drop);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintsPage, table);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintsPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_view_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_views_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static GtkWidget *
new_none (CltComplaintsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (NULL);

  self->none_label = GTK_LABEL (label);
  self->none_button = gtk_button_new_with_mnemonic (_ ("Search _All Complaints"));
  gtk_label_set_wrap (self->none_label, TRUE);
  gtk_label_set_justify (self->none_label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (self->none_button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->none_button), "complaint.search-all");
  gtk_widget_set_halign (self->none_button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->none_button);
  return box;
}

static void
clt_complaints_page_init (CltComplaintsPage *self)
{
  self->shown = CLT_REGISTER_OPEN;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->search_entry, "activate", G_CALLBACK (on_search_entered_cb), self,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_search_entry (self->table, self->search_entry);
  clt_data_table_set_titled_columns (self->table, "complaints", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
  clt_data_table_set_class_func (self->table, get_class);
  clt_data_table_set_placeholder (self->table, new_none (self));
  clt_command_group_capture (&command_group, GTK_WIDGET (self));
}

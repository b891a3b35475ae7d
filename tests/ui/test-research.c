/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans and notes in the window: one is written for the client of a card, keeps each section that is
 * left as one step, goes its way through review, and its delivery is in the log and in the list. */
#include "app/clients/clt-clients-page.h"
#include "app/research/clt-research-pane.h"
#include "app/research/clt-study-data.h"
#include "app/research/clt-study-editor.h"
#include "app/research/clt-study-job.h"
#include "app/shell/clt-services-page.h"
#include "app/widgets/clt-client-entry.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltConn *conn; /* beside the window */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static void
wait (Fixture *fixture)
{
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
}

static void
activate (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE), action, NULL);
  wait (fixture);
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  return clt_test_get_int (fixture->conn, sql);
}

static gboolean
find_form (gpointer data)
{
  CltFormDialog **form = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (CLT_IS_FORM_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      *form = l->data;
  return *form != NULL;
}

static gboolean
is_closed (gpointer data)
{
  CltFormDialog *form = NULL;

  return !find_form (&form);
}

/* Enter in the form that is open, until it has closed. */
static void
confirm_form (Fixture *fixture)
{
  CltFormDialog *form = NULL;

  clt_ui_wait (find_form, &form);
  g_signal_emit_by_name (clt_ui_find (form, ADW_TYPE_ENTRY_ROW), "entry-activated");
  clt_ui_wait (is_closed, NULL);
  wait (fixture);
}

static CltStudyEditor *
get_editor (Fixture *fixture)
{
  return clt_ui_find (fixture->window, CLT_TYPE_STUDY_EDITOR);
}

static gboolean
is_shown (gpointer data)
{
  return clt_study_editor_get_study (get_editor (data)) != NULL;
}

/* A plan for a client of the highest tier, written from his card. */
static void
write_plan (Fixture *fixture)
{
  gint64 client = ask (fixture, "SELECT client_id FROM tier_history WHERE tier = 4"
                                " ORDER BY valid_from DESC, client_id LIMIT 1");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", client);
  wait (fixture);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE),
                              "clients.write-plan", NULL);
  confirm_form (fixture);
  clt_ui_wait (is_shown, fixture);
  g_assert_cmpint (clt_study_editor_get_study (get_editor (fixture))->client_id, ==, client);
}

static GtkTextView *
get_text_view (Fixture *fixture, guint i)
{
  g_autoptr (GPtrArray) views = clt_ui_find_all (get_editor (fixture), GTK_TYPE_TEXT_VIEW);

  g_assert_cmpuint (i, <, views->len);
  return views->pdata[i];
}

static void
type (Fixture *fixture, guint i, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_text_view (fixture, i)), text, -1);
  clt_study_editor_flush (get_editor (fixture));
  wait (fixture);
}

static CltStudyState
get_state (Fixture *fixture)
{
  wait (fixture);
  return clt_study_editor_get_study (get_editor (fixture))->state;
}

static void
run_job (Fixture *fixture, const char *name, CltActionFunc func, CltStudyJob *job)
{
  const CltActionInfo info = { .name = name, .who = job->who };
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, NULL);
  g_autoptr (GError) error = NULL;

  clt_action_run (conn, &info, func, job, NULL, &error);
  g_assert_no_error (error);
  clt_study_job_free (job);
}

/* Each section that is left is one step of the journal; what the draft lacks keeps it from review. */
static void
test_write (Fixture *fixture, gconstpointer data)
{
  gint64 before;

  write_plan (fixture);
  before = ask (fixture, "SELECT count(*) FROM action");
  type (fixture, 0, "Hold the equity above one million.");
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM action"), ==, before + 1);
  clt_study_editor_flush (get_editor (fixture));
  wait (fixture);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM action"), ==, before + 1);

  activate (fixture, "research.submit");
  g_assert_cmpint (get_state (fixture), ==, CLT_STUDY_DRAFT);
  /* who is refused stands where something is missing */
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (get_text_view (fixture, 4))));
  type (fixture, 4, "Close half at 70 %.");
  activate (fixture, "research.submit");
  g_assert_cmpint (get_state (fixture), ==, CLT_STUDY_REVIEW);
  g_assert_false (gtk_text_view_get_editable (get_text_view (fixture, 0)));
}

static gboolean
shows_remark (Fixture *fixture, const char *words)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (get_editor (fixture), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_label (labels->pdata[i]), words) != NULL &&
        gtk_widget_is_visible (labels->pdata[i]))
      return TRUE;
  return FALSE;
}

/* While another one is read, no command reaches the one that was shown. */
static void
test_other (Fixture *fixture, gconstpointer data)
{
  write_plan (fixture);
  clt_ui_wait (is_shown, fixture);
  clt_study_editor_show (get_editor (fixture), 1);
  g_assert_null (clt_study_editor_get_study (get_editor (fixture)));
  wait (fixture);
  g_assert_null (clt_study_editor_get_study (get_editor (fixture)));
}

/* Back and forth, a second version with its difference, and what the list says of it. */
static void
test_review (Fixture *fixture, gconstpointer data)
{
  const CltStudy *study;
  CltStudyJob *job;

  write_plan (fixture);
  type (fixture, 0, "Hold the equity.");
  type (fixture, 4, "Close half.");
  activate (fixture, "research.submit");
  study = clt_study_editor_get_study (get_editor (fixture));
  job = clt_study_job_new (study->version_id, "a reviewer");
  job->text = g_strdup ("Say when.");
  run_job (fixture, "study.review", clt_study_job_return, job);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_RESEARCH_PANE), "pane.reload",
                              NULL);
  g_assert_cmpint (get_state (fixture), ==, CLT_STUDY_RETURNED);

  activate (fixture, "research.revise");
  g_assert_cmpint (get_state (fixture), ==, CLT_STUDY_DRAFT);
  study = clt_study_editor_get_study (get_editor (fixture));
  g_assert_cmpint (study->number, ==, 2);
  /* who mends it reads what to mend; of what is in review it is no word any more */
  g_assert_true (shows_remark (fixture, "a reviewer says: Say when."));
  type (fixture, 4, "Close half at 70 %.");
  activate (fixture, "research.submit");
  g_assert_false (shows_remark (fixture, "a reviewer says: Say when."));
  activate (fixture, "research.approve");
  confirm_form (fixture);
  g_assert_cmpint (get_state (fixture), ==, CLT_STUDY_APPROVED);
}

/* What stands in the window is in the log, and Undo takes both back. */
static void
test_deliver (Fixture *fixture, gconstpointer data)
{
  gint64 before;
  CltStudyJob *job;
  const CltStudy *study;

  write_plan (fixture);
  type (fixture, 0, "Hold the equity.");
  type (fixture, 4, "Close half.");
  activate (fixture, "research.submit");
  activate (fixture, "research.approve");
  confirm_form (fixture);
  study = clt_study_editor_get_study (get_editor (fixture));
  g_assert_cmpint (study->state, ==, CLT_STUDY_APPROVED);

  before = ask (fixture, "SELECT count(*) FROM delivery");
  job = clt_study_job_new (study->version_id, "a hand");
  job->order = clt_study_order_new (study->version_id, "a hand");
  job->order->product_id = ask (fixture, "SELECT id FROM product WHERE code = 'R05'");
  job->order->done = TRUE;
  clt_set_str (&job->order->channel, "onsite");
  run_job (fixture, "study.deliver", clt_study_job_deliver, job);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM delivery"), ==, before + 1);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_RESEARCH_PANE), "pane.reload",
                              NULL);
  wait (fixture);
  study = clt_study_editor_get_study (get_editor (fixture));
  g_assert_cmpuint (study->n_delivered, ==, 1);
  g_assert_cmpstr (study->channel, ==, "onsite");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL, drafts = NULL, delivered = NULL, none = NULL;

  write_plan (fixture);
  activate (fixture, "research.back");
  lines = clt_study_lines_load (fixture->conn, NULL, NULL, NULL);
  g_assert_cmpuint (lines->len, ==, 1);
  /* the list stands on what was open */
  g_assert_cmpint (clt_data_table_get_selected (
                     clt_ui_find (clt_ui_find (fixture->window, CLT_TYPE_RESEARCH_PANE),
                                  CLT_TYPE_DATA_TABLE)),
                   ==, ((CltStudyLine *) lines->pdata[0])->study_id);
  drafts = clt_study_lines_filter (lines, CLT_STUDY_SHOW_DRAFTS, "");
  delivered = clt_study_lines_filter (lines, CLT_STUDY_SHOW_DELIVERED, "");
  none = clt_study_lines_filter (lines, CLT_STUDY_SHOW_ALL, "no such words");
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpuint (delivered->len, ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (
                      clt_ui_find (clt_ui_find (fixture->window, CLT_TYPE_RESEARCH_PANE),
                                   CLT_TYPE_DATA_TABLE)))),
                    ==, 1);
}

static gboolean
is_on_row (gpointer table)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (table));

  return focus != NULL && focus != table && gtk_widget_is_ancestor (focus, table) &&
         clt_data_table_get_record (table) != NULL;
}

/* Enter in the search goes to what was found, Escape takes the words back. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane, *entry;
  gpointer table;

  write_plan (fixture);
  activate (fixture, "research.back");
  pane = clt_ui_find (fixture->window, CLT_TYPE_RESEARCH_PANE);
  table = clt_ui_find (pane, CLT_TYPE_DATA_TABLE);
  g_assert_true (clt_page_search (CLT_PAGE (pane)));
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (gtk_widget_get_root (pane)),
                                   GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "plan");
  g_signal_emit_by_name (entry, "search-changed");
  wait (fixture);
  g_signal_emit_by_name (entry, "activate");
  clt_ui_wait (is_on_row, table);
  g_assert_true (clt_page_search (CLT_PAGE (pane)));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  clt_ui_wait (is_on_row, table);
}

static gboolean
has_hits (gpointer data)
{
  GtkListBox *list = clt_ui_find (data, GTK_TYPE_LIST_BOX);

  return list != NULL && gtk_list_box_get_row_at_index (list, 0) != NULL;
}

static gboolean
is_refused (gpointer data)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (data, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_label (labels->pdata[i]), "“nobody at all”") != NULL)
      return gtk_widget_get_visible (labels->pdata[i]);
  return FALSE;
}

/* Nobody by a name that is no client's, a client by the beginning of his name. */
static void
test_choose_client (Fixture *fixture, gconstpointer data)
{
  const char *sql = "SELECT c.name FROM client c JOIN account a ON a.client_id = c.id"
                    " ORDER BY c.id LIMIT 1";
  CltStmt *stmt = clt_conn_query (fixture->conn, NULL, sql, "");
  g_autofree char *name = NULL;
  CltFormDialog *form = NULL;
  GtkWidget *entry, *list;

  g_assert_cmpint (clt_stmt_step (stmt, NULL), ==, CLT_STEP_ROW);
  name = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  activate (fixture, "research.new-plan");
  clt_ui_wait (find_form, &form);
  entry = clt_ui_find (form, CLT_TYPE_CLIENT_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody at all");
  wait (fixture);
  g_signal_emit_by_name (entry, "entry-activated");
  clt_ui_wait (is_refused, form);

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  clt_ui_wait (has_hits, entry);
  list = clt_ui_find (entry, GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  confirm_form (fixture);
  clt_ui_wait (is_shown, fixture);
  g_assert_cmpstr (clt_study_editor_get_study (get_editor (fixture))->client, ==, name);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/research/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add ("/ui/research/other", Fixture, NULL, set_up, test_other, tear_down);
  g_test_add ("/ui/research/review", Fixture, NULL, set_up, test_review, tear_down);
  g_test_add ("/ui/research/deliver", Fixture, NULL, set_up, test_deliver, tear_down);
  g_test_add ("/ui/research/choose-client", Fixture, NULL, set_up, test_choose_client, tear_down);
  g_test_add ("/ui/research/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/ui/research/list", Fixture, NULL, set_up, test_list, tear_down);
  return g_test_run ();
}

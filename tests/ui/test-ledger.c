/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: every figure is the sum of the list that it opens, and a delivery recorded from the list
 * is in the log, counted, and can be undone. */
#include "app/catalogue/clt-ledger-data.h"
#include "app/catalogue/clt-ledger-pane.h"
#include "app/shell/clt-services-page.h"
#include "app/clients/clt-clients-page.h"
#include "app/clients/clt-service-panel.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-ledger.h"
#include "core/clt-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltConn *conn; /* beside the window */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE),
                              "ledger.show-debts", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_LEDGER_PANE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static gint64
sum_list (Fixture *fixture, CltLedgerFigure figure, gint64 product, int tier)
{
  CltLedgerQuestion question = { figure, product, tier, clt_today (), CLT_LEDGER_SHOW_ALL };
  g_autoptr (CltLedgerList) list = clt_ledger_list_new (&question);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = clt_ledger_list_source.load_keys (fixture->conn, list, &error);
  g_autoptr (GArray) ids = NULL;
  gint64 sum, past;

  g_assert_no_error (error);
  ids = clt_ledger_list_dup_clients (list, &sum, &past);
  g_assert_true (past == 0 || figure == CLT_LEDGER_AGED);
  g_assert_cmpuint (ids->len, <=, keys->len);
  return sum;
}

static CltLedgerData *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CltDay today = clt_today ();
  CltLedgerData *data = clt_ledger_data_load (fixture->conn, &today, NULL, &error);

  g_assert_no_error (error);
  return data;
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltLedgerData) ledger = load (fixture);
  CltLedgerLine all;

  clt_ledger_sum (ledger->lines, 0, -1, &all);
  g_assert_cmpint (all.owed, >, 0);
  g_assert_cmpint (all.owed - all.delivered, ==, all.outstanding - all.surplus);
  for (int tier = -1; tier < CLT_N_TIERS; tier++)
    for (guint i = 0; i <= ledger->products->len; i++)
      {
        gint64 id = i == 0 ? 0 : ((CltProduct *) ledger->products->pdata[i - 1])->id;

        clt_ledger_sum (ledger->lines, id, tier, &all);
        g_assert_cmpint (sum_list (fixture, CLT_LEDGER_OWED, id, tier), ==, all.owed);
        g_assert_cmpint (sum_list (fixture, CLT_LEDGER_DELIVERED, id, tier), ==, all.delivered);
        g_assert_cmpint (sum_list (fixture, CLT_LEDGER_DEBTS, id, tier), ==, all.outstanding);
      }
}

static gint64
count_log (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) log =
    clt_delivery_list (fixture->conn, 0, 0, CLT_DAY_NONE, CLT_DAY_NONE, &error);

  g_assert_no_error (error);
  return log->len;
}

/* Selects the row at @i. Returns: whether its period is over. */
static gboolean
choose (Fixture *fixture, CltDataTable *table, guint i)
{
  CltKeyList *keys = clt_data_table_get_list (table);
  g_autoptr (CltRow) row = NULL;

  clt_data_table_select (table, clt_key_list_get_id (keys, i));
  clt_ui_wait_for_store (fixture->window);
  row = g_list_model_get_item (G_LIST_MODEL (keys), i);
  return ((const CltLedgerRow *) clt_row_get_record (row))->past != NULL;
}

/* Down the list with one key: who may have it has it in the log; what the gate refuses is not there. */
static void
test_record (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  CltKeyList *keys = clt_data_table_get_list (table);
  gint64 before = count_log (fixture);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (keys)), tried = 0;

  g_assert_cmpuint (n, >, 0);
  for (guint i = n; i > 0 && tried < 60 && count_log (fixture) == before; i--)
    {
      if (choose (fixture, table, i - 1))
        continue;
      tried++;
      gtk_widget_activate_action (fixture->pane, "ledger.record", NULL);
      clt_ui_wait_for_store (fixture->window);
    }
  g_assert_cmpint (count_log (fixture), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count_log (fixture), ==, before);
}

static CltFormDialog *
find_form (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (CLT_IS_FORM_DIALOG (window))
        return CLT_FORM_DIALOG (window);
    }
  return NULL;
}

/* A delivery of today would count for another period: what is overdue asks for the day. */
static void
test_overdue (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  gint64 before = count_log (fixture);

  g_assert_true (choose (fixture, table, 0));
  gtk_widget_activate_action (fixture->pane, "ledger.record", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
  g_assert_nonnull (find_form ());
  gtk_window_close (GTK_WINDOW (find_form ()));
  clt_ui_settle ();
  g_assert_null (find_form ());
  g_assert_cmpint (count_log (fixture), ==, before);
}

/* What the gate refuses on the card is told with what to do about it, until that is read. */
static void
read_refusal (void)
{
  AdwMessageDialog *dialog = clt_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);

  if (dialog == NULL)
    return;
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "Nothing was sent or written"));
  g_assert_false (g_str_has_suffix (adw_message_dialog_get_body (dialog), "written down."));
  gtk_window_close (GTK_WINDOW (dialog));
  clt_ui_wait_until_closed (ADW_TYPE_MESSAGE_DIALOG);
}

/* On the card the same with the key of Clients: what is due first for the client who is shown. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts = clt_ledger_debts (fixture->conn, 0, -1, clt_today (), 0, &error);
  gint64 before = count_log (fixture), tried = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < debts->len && count_log (fixture) == before; i++)
    {
      const CltDebt *debt = debts->pdata[i];

      if (debt->client_id == tried)
        continue;
      tried = debt->client_id;
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", tried);
      clt_ui_wait_for_store (fixture->window);
      clt_ui_wait_for_store (fixture->window);
      gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE),
                                  "clients.record-delivery", NULL);
      clt_ui_wait_for_store (fixture->window);
      read_refusal ();
    }
  g_assert_cmpint (count_log (fixture), ==, before + 1);
}

/* (nullable) */
static CltFormDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (CLT_IS_FORM_DIALOG (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

/* The dialog asks how: another day, a note, the minutes; what is no number is told and nothing is
 * written. */
static void
test_describe (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  CltKeyList *keys = clt_data_table_get_list (table);
  g_autofree char *yesterday = clt_day_format (clt_today () - 1);
  gint64 before = count_log (fixture);
  guint n = MIN (60, g_list_model_get_n_items (G_LIST_MODEL (keys)));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) log = NULL;
  const CltDelivery *delivery;

  for (guint i = 0; i < n && count_log (fixture) == before; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      clt_data_table_select (table, clt_key_list_get_id (keys, i));
      clt_ui_wait_for_store (fixture->window);
      gtk_widget_activate_action (fixture->pane, "ledger.describe", NULL);
      clt_ui_wait (has_dialog, NULL);
      rows = clt_ui_find_all (find_dialog (), ADW_TYPE_ENTRY_ROW);
      g_assert_cmpuint (rows->len, ==, 3); /* day, minutes, note */
      gtk_editable_set_text (rows->pdata[0], yesterday);
      gtk_editable_set_text (rows->pdata[1], "many");
      gtk_editable_set_text (rows->pdata[2], "by hand");
      g_signal_emit_by_name (rows->pdata[2], "entry-activated");
      clt_ui_wait_for_store (fixture->window);
      g_assert_cmpint (count_log (fixture), ==, before);
      gtk_editable_set_text (rows->pdata[1], "47");
      g_signal_emit_by_name (rows->pdata[2], "entry-activated");
      clt_ui_wait_for_store (fixture->window);
      if (find_dialog () != NULL) /* the gate says no, in the dialog */
        gtk_window_close (GTK_WINDOW (find_dialog ()));
      clt_ui_wait (has_no_dialog, NULL);
    }
  g_assert_cmpint (count_log (fixture), ==, before + 1);
  log = clt_delivery_list (fixture->conn, 0, 0, clt_today () - 1, clt_today () - 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < log->len; i++)
    {
      delivery = log->pdata[i];
      if (g_str_equal (delivery->note, "by hand"))
        {
          g_assert_cmpint (delivery->minutes, ==, 47);
          return;
        }
    }
  g_assert_not_reached ();
}

/* What Ctrl+E of the tab writes, as the window does it. */
static gint64
export_page (Fixture *fixture, GtkWidget *page, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_autofree char *path = g_build_filename (fixture->base.dir, name, NULL);
  const CltExportOptions options = { .path = path, .who = "tester", .purpose = "" };
  g_autoptr (CltExportJob) job = clt_page_create_export (CLT_PAGE (page));
  gint64 rows = 0;

  g_assert_no_error (error);
  g_assert_nonnull (job);
  job->run (conn, job->data, &options, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  clt_conn_get_int (conn, &rows, 0, &error, "SELECT rows FROM export_log ORDER BY id DESC LIMIT 1",
                    "");
  g_assert_no_error (error);
  return rows;
}

/* The ledger writes the list that is shown; the catalogue and the matrix their workbook. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE);
  CltKeyList *keys = clt_data_table_get_list (clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (keys));

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpint (export_page (fixture, page, "ledger.xlsx"), ==, n);
  g_assert_cmpint (export_page (fixture, page, "ledger.csv"), ==, n);
  gtk_widget_activate_action (page, "catalogue.edit", NULL); /* goes to its tab */
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (export_page (fixture, page, "catalogue.xlsx"), >, 0);
  gtk_widget_activate_action (page, "matrix.choose-day", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (export_page (fixture, page, "matrix.xlsx"), >, 0);
  gtk_widget_activate_action (page, "outbox.pause", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (export_page (fixture, page, "outbox.xlsx"), >=, 0);
  gtk_widget_activate_action (page, "push.new", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (export_page (fixture, page, "plan.csv"), >, 0);
}

static guint
count_shown (Fixture *fixture, CltLedgerShow show)
{
  CltLedgerQuestion question = { CLT_LEDGER_AGED, 0, -1, clt_today (), show };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts = clt_ledger_question_ask (fixture->conn, &question, &error);
  g_autofree guint *blocks = g_new0 (guint, debts->len + 1);

  g_assert_no_error (error);
  g_assert_true (clt_ledger_judge (fixture->conn, debts, clt_today (), blocks, &error));
  for (guint i = 0; i < debts->len && show != CLT_LEDGER_SHOW_ALL; i++)
    g_assert_true ((blocks[i] != 0) == (show == CLT_LEDGER_SHOW_HELD));
  return debts->len;
}

/* What may not be delivered says why, in the list and alone. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  CltKeyList *keys = clt_data_table_get_list (table);
  guint all = count_shown (fixture, CLT_LEDGER_SHOW_ALL);
  guint held = count_shown (fixture, CLT_LEDGER_SHOW_HELD);
  g_autoptr (CltRow) row = NULL;

  /* a company's name is read, not guessed */
  g_assert_cmpint (clt_data_table_get_column_width (table, CLT_LEDGER_CLIENT), >=, 165);
  g_assert_cmpuint (held, >, 0);
  g_assert_cmpuint (held + count_shown (fixture, CLT_LEDGER_SHOW_FREE), ==, all);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (keys)), ==, all);
  gtk_widget_activate_action (fixture->pane, "ledger.show-held", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (keys)), ==, held);
  row = g_list_model_get_item (G_LIST_MODEL (keys), 0);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpstr (((const CltLedgerRow *) clt_row_get_record (row))->cell[CLT_LEDGER_HELD], !=,
                   "");
}

typedef struct
{
  CltKeyList *keys;
  guint n;
} Count;

static gboolean
has_count (gpointer data)
{
  const Count *count = data;

  return g_list_model_get_n_items (G_LIST_MODEL (count->keys)) == count->n;
}

/* Ctrl+F, a name: what is left is his, and the export is of that too. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  g_autoptr (GPtrArray) entries = clt_ui_find_all (fixture->pane, GTK_TYPE_SEARCH_ENTRY);
  GtkEditable *entry = entries->pdata[entries->len - 1]; /* the one before is in the drop-down */
  CltKeyList *keys = clt_data_table_get_list (table);
  Count all = { keys, g_list_model_get_n_items (G_LIST_MODEL (keys)) };
  Count found = { keys, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts = clt_ledger_debts (fixture->conn, 0, -1, clt_today (), 0, &error);
  gint64 client = ((CltDebt *) debts->pdata[debts->len / 2])->client_id;
  CltLedgerQuestion question = { CLT_LEDGER_AGED, 0, -1, clt_today (), CLT_LEDGER_SHOW_ALL, NULL };
  g_autoptr (GPtrArray) his = NULL;
  CltStmt *stmt = clt_conn_query (fixture->conn, &error,
                                  "SELECT number FROM account WHERE client_id = ?", "i", client);
  g_autofree char *account = NULL;
  GtkWidget *focus;

  g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_ROW);
  question.words = account = g_strdup (clt_stmt_get_text (stmt, 0));
  his = clt_ledger_question_ask (fixture->conn, &question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (his->len, >, 0);
  g_assert_cmpuint (his->len, <, all.n);
  for (guint i = 0; i < his->len; i++)
    g_assert_cmpint (((CltDebt *) his->pdata[i])->client_id, ==, client);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (entry)));
  gtk_editable_set_text (entry, question.words);
  found.n = his->len;
  clt_ui_wait (has_count, &found);
  g_signal_emit_by_name (entry, "stop-search");
  clt_ui_wait (has_count, &all);
}

typedef struct
{
  gint64 client, product, exception;
} Deal;

static gboolean
add_deal (CltConn *conn, gpointer data, GError **error)
{
  Deal *deal = data;
  g_autoptr (CltException) exception = g_new0 (CltException, 1);

  exception->client_id = deal->client;
  exception->product_id = deal->product;
  exception->right.kind = CLT_RIGHT_UNLIMITED;
  exception->right.channel = "";
  exception->reason = g_strdup ("merit");
  exception->who = g_strdup ("tester");
  exception->valid_from = clt_today () - 30;
  exception->valid_to = CLT_DAY_NONE;
  if (!clt_exception_save (conn, exception, error))
    return FALSE;
  deal->exception = exception->id;
  return clt_refusal_add (conn, deal->client, "training", clt_today () - 30, "by phone", error);
}

static guint
count_deals (Fixture *fixture, const Deal *deal, guint *refusals)
{
  g_autoptr (GPtrArray) exceptions =
    clt_exception_list (fixture->conn, deal->client, deal->product, clt_today (), NULL);
  g_autoptr (GPtrArray) list = clt_refusal_list (fixture->conn, deal->client, clt_today (), NULL);

  *refusals = list->len;
  return exceptions->len;
}

/* From the card an exception and a refusal end today, each an action of its own that comes back. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts = clt_ledger_debts (fixture->conn, 0, -1, clt_today (), 0, &error);
  const CltDebt *debt = debts->pdata[0];
  Deal deal = { debt->client_id, debt->product_id, 0 };
  GtkWidget *panel;
  guint refusals, before;

  count_deals (fixture, &deal, &before);
  clt_desk_act (clt_window_get_desk (fixture->window), "entitlement.exception", NULL, add_deal,
                &deal, NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (deal.exception, !=, 0);
  g_assert_cmpuint (count_deals (fixture, &deal, &refusals), ==, 1);
  g_assert_cmpuint (refusals, ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", deal.client);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  panel = clt_ui_find (fixture->window, CLT_TYPE_SERVICE_PANEL);
  g_assert_true (gtk_widget_get_visible (panel));
  gtk_widget_activate_action (panel, "service.end-exception", "x", deal.exception);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpuint (count_deals (fixture, &deal, &refusals), ==, 0);
  gtk_widget_activate_action (panel, "service.end-refusal", "s", "training");
  clt_ui_wait_for_store (fixture->window);
  count_deals (fixture, &deal, &refusals);
  g_assert_cmpuint (refusals, ==, before);
  clt_desk_undo (clt_window_get_desk (fixture->window), 0);
  clt_ui_wait_for_store (fixture->window);
  count_deals (fixture, &deal, &refusals);
  g_assert_cmpuint (refusals, ==, before + 1);
  clt_desk_undo (clt_window_get_desk (fixture->window), 0);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpuint (count_deals (fixture, &deal, &refusals), ==, 1);
  g_assert_cmpuint (refusals, ==, before + 1);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/ledger/figures", Fixture, NULL, set_up, test_figures, tear_down);
  g_test_add ("/ui/ledger/record", Fixture, NULL, set_up, test_record, tear_down);
  g_test_add ("/ui/ledger/overdue", Fixture, NULL, set_up, test_overdue, tear_down);
  g_test_add ("/ui/ledger/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/ui/ledger/held", Fixture, NULL, set_up, test_held, tear_down);
  g_test_add ("/ui/ledger/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/ui/ledger/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/ui/ledger/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/ui/ledger/card", Fixture, NULL, set_up, test_card, tear_down);
  return g_test_run ();
}

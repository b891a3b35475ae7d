/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file comes in through the import assistant and goes out again through the history. */
#include <xlsxwriter.h>

#include "app/history/clt-history-window.h"
#include "app/importer/clt-book-window.h"
#include "app/importer/clt-import-choices.h"
#include "app/importer/clt-import-fields.h"
#include "app/importer/clt-import-window.h"
#include "app/widgets/clt-focus.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

/* Two clients that the branch does not know; the third line lacks its account. */
static const char file[] = "资金账号,客户名称,开户日期,手机\n"
                           "90000001,测试甲,20250106,13800000001\n"
                           "90000002,测试乙,20250107,13800000002\n"
                           ",测试丙,20250108,13800000003\n";

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltConn *conn; /* beside the window */
  gint64 acted;
} Fixture;

static void
on_acted_cb (CltDesk *desk, gint64 action, const char *what, Fixture *fixture)
{
  fixture->acted = action;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "clients");
  g_signal_connect (clt_window_get_desk (fixture->window), "acted", G_CALLBACK (on_acted_cb),
                    fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Whether the button of @action below the window can be pressed. */
static gboolean
can_do (GtkWidget *window, const char *action)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (window, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), action) == 0)
      return gtk_widget_get_sensitive (buttons->pdata[i]);
  return FALSE;
}

static gboolean
can_commit (gpointer data)
{
  return can_do (data, "import.commit");
}

static gboolean
has_acted (gpointer data)
{
  return ((Fixture *) data)->acted != 0;
}

static gint64
count_clients (Fixture *fixture)
{
  return clt_test_get_int (fixture->conn, "SELECT count(*) FROM client");
}

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->base.dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
import_file (Fixture *fixture)
{
  g_autofree char *path = write_file (fixture, "clients.csv", file);
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);

  g_object_add_weak_pointer (G_OBJECT (assistant), (gpointer *) &assistant);
  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (can_commit, assistant);
  g_assert_true (can_do (assistant, "import.save-rejects"));
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT count(*) FROM client"
                                                    " WHERE name LIKE '测试%'"),
                   ==, 0);
  gtk_widget_activate_action (assistant, "import.commit", NULL);
  clt_ui_wait (is_gone, &assistant);
  clt_ui_wait (has_acted, fixture);
}

/* Daily funds whose account and equity nobody would know by their names, and without a day. */
static const char unknown[] = "户,上日结存,当日结存,钱,手续费\n"
                              "%s,1000,1000,1000,0\n";

static CltImportFields *
find_fields (GtkWidget *assistant)
{
  return clt_ui_find (assistant, CLT_TYPE_IMPORT_FIELDS);
}

static gboolean
asks_for_fields (gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (find_fields (data)));
}

/* The choice of the row called @title. */
static AdwComboRow *
find_choice (GtkWidget *assistant, const char *title)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (find_fields (assistant), ADW_TYPE_COMBO_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return rows->pdata[i];
  return NULL;
}

static void
give_day (GtkWidget *assistant, const char *day)
{
  AdwComboRow *choice = find_choice (assistant, "Trading day");
  guint last = g_list_model_get_n_items (adw_combo_row_get_model (choice)) - 1;
  GtkWidget *entry = clt_ui_find (find_fields (assistant), ADW_TYPE_ENTRY_ROW);

  adw_combo_row_set_selected (choice, last);
  g_assert_true (gtk_widget_get_visible (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), day);
  g_signal_emit_by_name (entry, "apply");
}

/* @template: with one %s, for an account of the branch. */
static char *
dup_with_account (Fixture *fixture, const char *template)
{
  g_autoptr (GError) error = NULL;
  CltStmt *stmt =
    clt_conn_query (fixture->conn, &error, "SELECT number FROM account ORDER BY id LIMIT 1", "");
  g_auto (GStrv) parts = g_strsplit (template, "%s", 2);
  char *text;

  g_assert_no_error (error);
  g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_ROW);
  text = g_strconcat (parts[0], clt_stmt_get_text (stmt, 0), parts[1], NULL);
  clt_stmt_reset (stmt);
  return text;
}

static GtkWidget *
open_unknown (Fixture *fixture, const char *name)
{
  g_autofree char *text = dup_with_account (fixture, unknown);
  g_autofree char *path = write_file (fixture, name, text);
  GtkWidget *assistant;

  assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                     clt_window_get_desk (fixture->window), path);
  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (asks_for_fields, assistant);
  g_assert_false (can_do (assistant, "import.commit"));
  return assistant;
}

static void
commit_and_wait (Fixture *fixture, GtkWidget *assistant)
{
  fixture->acted = 0;
  clt_ui_wait (can_commit, assistant);
  g_object_add_weak_pointer (G_OBJECT (assistant), (gpointer *) &assistant);
  gtk_widget_activate_action (assistant, "import.commit", NULL);
  clt_ui_wait (is_gone, &assistant);
  clt_ui_wait (has_acted, fixture);
}

/* Needed fields are mapped by hand; the next file of this kind asks for its day only. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  GtkWidget *assistant = open_unknown (fixture, "一.csv");

  g_assert_nonnull (find_choice (assistant, "Account"));
  adw_combo_row_set_selected (find_choice (assistant, "Account"), 1);
  adw_combo_row_set_selected (find_choice (assistant, "Equity"), 4);
  give_day (assistant, "20990105");
  commit_and_wait (fixture, assistant);
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT sum (equity) FROM funds_daily"
                                                    " WHERE day = 47121"),
                   ==, 100000);

  assistant = open_unknown (fixture, "二.csv");
  g_assert_null (find_choice (assistant, "Account"));
  g_assert_null (find_choice (assistant, "Equity"));
  give_day (assistant, "20990106");
  commit_and_wait (fixture, assistant);
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT sum (equity) FROM funds_daily"
                                                    " WHERE day = 47122"),
                   ==, 100000);
}

static gboolean
has_rejects (gpointer data)
{
  return can_do (data, "import.save-rejects");
}

/* Which part of a date is the month is never guessed: whoever knows says so. */
static void
test_dates (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
    write_file (fixture, "dates.csv",
                "资金账号,客户名称,开户日期\n95001,月日,11/12/2020\n95002,月日,7/29/2020\n");
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);
  g_autoptr (GPtrArray) rows = clt_ui_find_all (assistant, ADW_TYPE_COMBO_ROW);

  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (has_rejects, assistant);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), "Dates"))
      adw_combo_row_set_selected (rows->pdata[i], 1);
  commit_and_wait (fixture, assistant);
  g_assert_cmpint (clt_test_get_int (fixture->conn,
                                     "SELECT count(*) FROM client WHERE name = '月日'"),
                   ==, 2);
}

/* A workbook with a cover: the sheet behind it is found. */
static void
test_cover (Fixture *fixture, gconstpointer data)
{
  static const char *const cells[2][3] = {
    { "资金账号", "客户名称", "开户日期" },
    { "90000009", "测试丁", "20250109" },
  };
  g_autofree char *path = g_build_filename (fixture->base.dir, "book.xlsx", NULL);
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "说明");
  GtkWidget *assistant;

  worksheet_write_string (sheet, 0, 0, "由交易系统导出", NULL);
  sheet = workbook_add_worksheet (book, "客户");
  for (lxw_row_t row = 0; row < 2; row++)
    for (lxw_col_t column = 0; column < 3; column++)
      worksheet_write_string (sheet, row, column, cells[row][column], NULL);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                     clt_window_get_desk (fixture->window), path);
  gtk_window_present (GTK_WINDOW (assistant));
  commit_and_wait (fixture, assistant);
  g_assert_cmpint (clt_test_get_int (fixture->conn,
                                     "SELECT count(*) FROM client WHERE name = '测试丁'"),
                   ==, 1);
}

static gboolean
has_rows (gpointer data)
{
  GtkListView *view = clt_ui_find (data, GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view))) > 0;
}

typedef struct
{
  GObject *item;
  gboolean undone;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;
  gboolean undone;

  g_object_get (wanted->item, "undone", &undone, NULL);
  return undone == wanted->undone;
}

static gboolean
has_focus_inside (gpointer widget)
{
  return clt_widget_has_focus_inside (widget);
}

/* Nothing is written before Import is pressed; the good rows come in, the newest line of the
 * history takes them out and puts them in again. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  gint64 before = count_clients (fixture);
  GtkWidget *history;
  GtkListView *view;
  Wanted wanted = { NULL, TRUE };

  import_file (fixture);
  g_assert_cmpint (count_clients (fixture), ==, before + 2);

  history =
    clt_history_window_new (GTK_WINDOW (fixture->window), clt_window_get_desk (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (history), (gpointer *) &history);
  gtk_window_present (GTK_WINDOW (history));
  clt_ui_wait (has_rows, history);
  view = clt_ui_find (history, GTK_TYPE_LIST_VIEW);
  clt_ui_wait (has_focus_inside, view);
  wanted.item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), 0);

  g_signal_emit_by_name (view, "activate", 0);
  clt_ui_wait (is_as_wanted, &wanted);
  g_assert_cmpint (count_clients (fixture), ==, before);
  wanted.undone = FALSE;
  g_signal_emit_by_name (view, "activate", 0);
  clt_ui_wait (is_as_wanted, &wanted);
  g_assert_cmpint (count_clients (fixture), ==, before + 2);

  g_object_unref (wanted.item);
  gtk_window_close (GTK_WINDOW (history));
  clt_ui_wait (is_gone, &history);
}

static gboolean
shows_error (gpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (data, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "import.settings") == 0)
      return gtk_widget_get_mapped (buttons->pdata[i]);
  return FALSE;
}

/* A file of which nothing can be made is told, leaves the branch alone, and can be explained. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "what.csv", "apple,pear\n1,2\n3,4\n");
  gint64 before = count_clients (fixture);
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);

  g_object_add_weak_pointer (G_OBJECT (assistant), (gpointer *) &assistant);
  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (shows_error, assistant);
  g_assert_false (can_commit (assistant));
  gtk_widget_activate_action (assistant, "import.settings", NULL);
  clt_ui_settle ();
  g_assert_true (gtk_widget_get_mapped (clt_ui_find (assistant, ADW_TYPE_COMBO_ROW)));
  g_assert_true (has_focus_inside (clt_ui_find (assistant, GTK_TYPE_PANED)));
  gtk_window_close (GTK_WINDOW (assistant));
  clt_ui_wait (is_gone, &assistant);
  g_assert_cmpint (count_clients (fixture), ==, before);
}

/* ---- an edited copy of the catalogue --------------------------------------------------------- */

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                               NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* One cell of the products and one of the matrix, by another program. */
static char *
write_book (Fixture *fixture)
{
  static const char script[] = "import openpyxl, sys\n"
                               "book = openpyxl.load_workbook(sys.argv[1])\n"
                               "book.worksheets[0]['G2'] = 'every second moon'\n"
                               "book.worksheets[1]['D2'] = '3m'\n"
                               "book.save(sys.argv[1])\n";
  char *path = g_build_filename (fixture->base.dir, "services.xlsx", NULL);
  const char *const out[] = {
    g_getenv ("CLIENTELE_CLI"), "export", fixture->base.path, "catalogue", path, NULL
  };
  const char *const edit[] = { "/usr/bin/python3", "-c", script, path, NULL };

  run (out);
  run (edit);
  return path;
}

static GtkWidget *
find_take_over (gpointer window)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (window, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), "_Take Over") == 0)
      return buttons->pdata[i];
  g_assert_not_reached ();
}

static gboolean
can_take_over (gpointer window)
{
  return gtk_widget_get_sensitive (find_take_over (window));
}

static void
assert_drafts (Fixture *fixture, int n)
{
  g_assert_cmpint (clt_test_get_int (fixture->conn,
                                     "SELECT count(*) FROM product_version WHERE state = 'draft'"
                                     " AND frequency = 'every second moon'"),
                   ==, n);
}

/* The assistant hands it over to the window that compares; the edits are one action. */
static void
test_book (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_book (fixture);
  CltDesk *desk = clt_window_get_desk (fixture->window);
  GtkWidget *book;

  gtk_window_present (
    GTK_WINDOW (clt_import_window_new (GTK_WINDOW (fixture->window), desk, path)));
  book = clt_ui_wait_for_window (CLT_TYPE_BOOK_WINDOW);
  clt_ui_wait_until_closed (CLT_TYPE_IMPORT_WINDOW);
  clt_ui_wait (can_take_over, book);
  g_assert_true (clt_ui_shows (book, "2 to be taken over"));
  g_assert_true (clt_ui_shows (book, "every second moon"));
  assert_drafts (fixture, 0);
  g_signal_emit_by_name (find_take_over (book), "clicked");
  clt_ui_wait_until_closed (CLT_TYPE_BOOK_WINDOW);
  g_assert_cmpint (fixture->acted, !=, 0);
  assert_drafts (fixture, 1);
  clt_desk_undo (desk, fixture->acted);
  clt_ui_wait_for_store (fixture->window);
  assert_drafts (fixture, 0);
}

/* Closed while the edits are on their way: they are told, and can be undone, all the same. */
static void
test_book_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_book (fixture);
  CltDesk *desk = clt_window_get_desk (fixture->window);
  GtkWidget *book = clt_book_window_new (GTK_WINDOW (fixture->window), desk, path);

  gtk_window_present (GTK_WINDOW (book));
  clt_ui_wait (can_take_over, book);
  g_signal_emit_by_name (find_take_over (book), "clicked");
  gtk_window_close (GTK_WINDOW (book));
  clt_ui_wait_until_closed (CLT_TYPE_BOOK_WINDOW);
  clt_ui_wait (has_acted, fixture);
  assert_drafts (fixture, 1);
  clt_desk_undo (desk, fixture->acted);
  clt_ui_wait_for_store (fixture->window);
  assert_drafts (fixture, 0);
}

/* The day that stands in the row counts, applied or not; the edits are shown for it first. */
static void
test_book_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_book (fixture);
  GtkWidget *book =
    clt_book_window_new (GTK_WINDOW (fixture->window), clt_window_get_desk (fixture->window), path);
  GtkWidget *day = clt_ui_find (book, ADW_TYPE_ENTRY_ROW);

  gtk_window_present (GTK_WINDOW (book));
  clt_ui_wait (can_take_over, book);
  gtk_editable_set_text (GTK_EDITABLE (day), "soon");
  g_signal_emit_by_name (find_take_over (book), "clicked");
  g_assert_true (has_focus_inside (day));
  gtk_editable_set_text (GTK_EDITABLE (day), "2031-02-03");
  g_signal_emit_by_name (find_take_over (book), "clicked");
  g_assert_false (can_take_over (book));
  clt_ui_wait (can_take_over, book);
  g_assert_cmpint (fixture->acted, ==, 0);
  g_signal_emit_by_name (find_take_over (book), "clicked");
  clt_ui_wait_until_closed (CLT_TYPE_BOOK_WINDOW);
  clt_ui_wait (has_acted, fixture);
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT max (valid_from) FROM entitlement"), ==,
                   clt_day_from_yyyymmdd (20310203));
}

/* ---- what no column tells -------------------------------------------------------------------- */

static const char calls[] = "资金账号,月,日,结果\n"
                            "%s,3,4,接通-完成\n";

static GtkWidget *
find_year (gpointer assistant)
{
  return clt_ui_find (clt_ui_find (assistant, CLT_TYPE_IMPORT_CHOICES), ADW_TYPE_ENTRY_ROW);
}

static gboolean
asks_for_year (gpointer assistant)
{
  GtkWidget *year = find_year (assistant);

  return year != NULL && gtk_widget_get_mapped (year);
}

/* What was typed and is left by Tab is given; what is still being typed is looked at first. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dup_with_account (fixture, calls);
  g_autofree char *path = write_file (fixture, "calls.csv", text);
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);

  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (asks_for_year, assistant);
  g_assert_false (can_commit (assistant));
  gtk_widget_grab_focus (find_year (assistant));
  gtk_editable_set_text (GTK_EDITABLE (find_year (assistant)), "2022");
  gtk_widget_activate_action (assistant, "import.confirm", NULL);
  clt_ui_wait (can_commit, assistant);
  gtk_widget_grab_focus (find_year (assistant));
  gtk_editable_set_text (GTK_EDITABLE (find_year (assistant)), "2023");
  gtk_window_set_focus (GTK_WINDOW (assistant), NULL);
  clt_ui_wait (can_commit, assistant);
  gtk_widget_grab_focus (find_year (assistant));
  gtk_editable_set_text (GTK_EDITABLE (find_year (assistant)), "2024");
  gtk_widget_activate_action (assistant, "import.commit", NULL);
  g_assert_false (can_commit (assistant));
  commit_and_wait (fixture, assistant);
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT day FROM contact ORDER BY id DESC"), ==,
                   clt_day_from_yyyymmdd (20240304));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/importer/cover", Fixture, NULL, set_up, test_cover, tear_down);
  g_test_add ("/importer/by-hand", Fixture, NULL, set_up, test_by_hand, tear_down);
  g_test_add ("/importer/import-and-undo", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/importer/dates", Fixture, NULL, set_up, test_dates, tear_down);
  g_test_add ("/importer/book", Fixture, NULL, set_up, test_book, tear_down);
  g_test_add ("/importer/book/closed", Fixture, NULL, set_up, test_book_closed, tear_down);
  g_test_add ("/importer/book/day", Fixture, NULL, set_up, test_book_day, tear_down);
  g_test_add ("/importer/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/importer/unknown-file", Fixture, NULL, set_up, test_unknown, tear_down);
  return g_test_run ();
}

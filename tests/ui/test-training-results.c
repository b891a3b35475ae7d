/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a real university, imported as it says, are on the screen as it says: 12,489
 * registrations, how they ended and the size of each presentation; and each line opens its list. */
#include "app/clients/clt-clients-page.h"
#include "app/shell/clt-training-page.h"
#include "app/training/clt-result-data.h"
#include "app/training/clt-result-pane.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-text.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltDataTable *lines, *members;
} Fixture;

/* ---- a branch ------------------------------------------------------------------------------ */

static void
run_cli (const char *const *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  process =
    g_subprocess_newv (args, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
import (const char *path, const char *kind, const char *name, const char *const *mapping)
{
  g_autofree char *source =
    g_build_filename (g_getenv ("CLT_TEST_DATA"), "training_oulad", name, NULL);
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  g_ptr_array_add (args, (gpointer) g_getenv ("CLIENTELE_CLI"));
  g_ptr_array_add (args, (gpointer) "import");
  g_ptr_array_add (args, (gpointer) path);
  g_ptr_array_add (args, (gpointer) kind);
  g_ptr_array_add (args, source);
  for (guint i = 0; mapping[i] != NULL; i++)
    {
      g_ptr_array_add (args, (gpointer) (strchr (mapping[i], ' ') == NULL ? "--map" : "--set"));
      g_ptr_array_add (args, (gpointer) mapping[i]);
    }
  g_ptr_array_add (args, NULL);
  run_cli ((const char *const *) args->pdata);
}

#define KEYS "code_module=course", "code_presentation=session"

static void
import_university (const char *path)
{
  static const char *const courses[] = { "code_module=code", NULL };
  static const char *const sessions[] = { KEYS, "module_presentation_length=length",
                                          "starts=B=02-01 J=10-01", NULL };
  static const char *const registrations[] = { KEYS, "id_student=student",
                                               "date_registration=offset",
                                               "date_unregistration=left_offset", NULL };
  static const char *const results[] = { KEYS, "id_student=student", "final_result=result", NULL };
  const char *const create[] = { g_getenv ("CLIENTELE_CLI"), "new", path, NULL };

  run_cli (create);
  import (path, "courses", "courses.csv", courses);
  import (path, "sessions", "courses.csv", sessions);
  import (path, "enrolments", "studentRegistration.csv", registrations);
  import (path, "results", "studentInfo.csv", results);
}

static gboolean
is_idle (gpointer data)
{
  gboolean loading;

  g_object_get (clt_data_table_get_list (data), "loading", &loading, NULL);
  return !loading;
}

static void
wait_for_tables (Fixture *fixture)
{
  for (int i = 0; i < 3; i++)
    clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_idle, fixture->lines);
  clt_ui_wait (is_idle, fixture->members);
  clt_ui_wait_for_store (fixture->window);
}

static void
open_pane (Fixture *fixture)
{
  fixture->window = clt_ui_test_open (&fixture->base, "training");
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_TRAINING_PAGE),
                              "training.show-tab", "s", "result");
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_RESULT_PANE);
  {
    g_autoptr (GPtrArray) tables = clt_ui_find_all (fixture->pane, CLT_TYPE_DATA_TABLE);

    g_assert_cmpuint (tables->len, ==, 2);
    fixture->lines = tables->pdata[0];
    fixture->members = tables->pdata[1];
  }
  wait_for_tables (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  if (data != NULL)
    {
      g_free (fixture->base.path);
      fixture->base.path = g_build_filename (fixture->base.dir, "u.clientele", NULL);
      import_university (fixture->base.path);
    }
  open_pane (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* ---- reading the screen -------------------------------------------------------------------- */

static guint
count (CltDataTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (table)));
}

/* (nullable) (transfer full): waits until the worker has made the row. */
static char *
dup_cell (Fixture *fixture, CltDataTable *table, guint position, guint column)
{
  g_autoptr (CltRow) row =
    g_list_model_get_item (G_LIST_MODEL (clt_data_table_get_list (table)), position);

  for (int i = 0; i < 10 && clt_row_get_record (row) == NULL; i++)
    clt_ui_wait_for_store (fixture->window);
  g_assert_nonnull (clt_row_get_record (row));
  return g_strdup (((const CltResultRow *) clt_row_get_record (row))->cell[column]);
}

static void
assert_cell (Fixture *fixture, guint position, guint column, const char *text)
{
  g_autofree char *cell = dup_cell (fixture, fixture->lines, position, column);

  g_assert_cmpstr (cell, ==, text);
}

/* Position of the line of a course and session. */
static guint
find_line (Fixture *fixture, const char *course, const char *session)
{
  for (guint i = 0; i < count (fixture->lines); i++)
    {
      g_autofree char *code = dup_cell (fixture, fixture->lines, i, CLT_TALLY_COLUMN_COURSE);
      g_autofree char *name = dup_cell (fixture, fixture->lines, i, CLT_TALLY_COLUMN_SESSION);

      if (g_str_has_prefix (code, course) && g_str_equal (name, session))
        return i;
    }
  g_assert_not_reached ();
}

static void
choose (Fixture *fixture, guint line, int figure)
{
  clt_data_table_select (fixture->lines,
                         clt_key_list_get_id (clt_data_table_get_list (fixture->lines), line));
  gtk_widget_activate_action (fixture->pane, "result.figure", "i", figure);
  wait_for_tables (fixture);
}

/* ---- tests --------------------------------------------------------------------------------- */

static void
test_ground_truth (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    CltTallyColumn column;
    const char *text;
  } totals[] = {
    { CLT_TALLY_COLUMN_REGISTERED, "12,489" }, { CLT_TALLY_COLUMN_PASS, "7,310" },
    { CLT_TALLY_COLUMN_FAIL, "3,572" },        { CLT_TALLY_COLUMN_DISTINCTION, "1,607" },
    { CLT_TALLY_COLUMN_CANCELLED, "9" },       { CLT_TALLY_COLUMN_WITHDRAWN, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    assert_cell (fixture, 0, totals[i].column, totals[i].text);
  assert_cell (fixture, find_line (fixture, "FFF", "2013J"), CLT_TALLY_COLUMN_REGISTERED, "1,608");
  assert_cell (fixture, find_line (fixture, "AAA", "2014J"), CLT_TALLY_COLUMN_REGISTERED, "299");

  choose (fixture, 0, CLT_TALLY_FAIL);
  g_assert_cmpuint (count (fixture->members), ==, 3572);
  choose (fixture, find_line (fixture, "AAA", "2014J"), CLT_TALLY_REGISTERED);
  g_assert_cmpuint (count (fixture->members), ==, 299);
}

/* On the demo branch: the number on the button is the length of the list, a search keeps the others
 * away, and the effect says what it may not be taken for. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  GtkSearchEntry *entry = clt_ui_find (fixture->pane, GTK_TYPE_SEARCH_ENTRY);
  guint all = count (fixture->lines), line = find_line (fixture, "C3", "2026-1");

  /* who has a result without having registered is told in a sentence, which opens the list */
  choose (fixture, 0, CLT_TALLY_UNREGISTERED);
  {
    g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->pane, GTK_TYPE_TOGGLE_BUTTON);
    g_autofree char *n = clt_count_format (count (fixture->members));
    g_autofree char *sentence =
      g_strdup_printf ("%s results are of people who had not registered", n);

    g_assert_cmpuint (count (fixture->members), >, 1);
    g_assert_cmpstr (gtk_button_get_label (buttons->pdata[0]), ==, sentence);
  }
  for (int figure = 0; figure < CLT_TALLY_UNREGISTERED; figure++)
    {
      g_autofree char *label = NULL;

      choose (fixture, line, figure);
      {
        g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->pane, GTK_TYPE_TOGGLE_BUTTON);
        g_autofree char *length = g_strdup_printf (" %u", count (fixture->members));

        label = g_strdup (gtk_button_get_label (buttons->pdata[figure + 1])); /* behind it */
        g_assert_true (g_str_has_suffix (label, length));
      }
    }
  /* whom the effect compares are clients like all others */
  gtk_widget_activate_action (fixture->pane, "result.open-effect", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  g_assert_nonnull (clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE));

  gtk_editable_set_text (GTK_EDITABLE (entry), "C3");
  g_signal_emit_by_name (entry, "search-changed");
  wait_for_tables (fixture);
  g_assert_cmpuint (count (fixture->lines), <, all);
  g_assert_cmpuint (count (fixture->lines), >, 1);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/training-results/ground-truth", Fixture, "university", set_up, test_ground_truth,
              tear_down);
  g_test_add ("/training-results/figures", Fixture, NULL, set_up, test_figures, tear_down);
  return g_test_run ();
}

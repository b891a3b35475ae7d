/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is away, by real keys: noted for today and tomorrow, removed and brought back; and the open work
 * of a colleague handed over. The demo branch has one absence of its own. */
#include "app/callbacks/clt-absence-window.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/calls/clt-absence.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltAbsenceWindow *absences;
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
  guint n;       /* rows that are waited for */
} Fixture;

static guint
count_rows (Fixture *fixture)
{
  GtkListBox *list = clt_ui_find (fixture->absences, GTK_TYPE_LIST_BOX);
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

static guint
count_stored (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) absences = clt_absence_list (fixture->conn, clt_today (), &error);

  g_assert_no_error (error);
  return absences->len;
}

/* So many are shown and stored, and the next key goes to a row. */
static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->absences));

  return count_rows (fixture) == fixture->n && count_stored (fixture) == fixture->n &&
         focus != NULL && (fixture->n == 0 || GTK_IS_LIST_BOX_ROW (focus));
}

static void
await (Fixture *fixture, guint n)
{
  fixture->n = n;
  clt_ui_wait (is_settled, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_setenv ("CLT_NOW", "1793329200", TRUE); /* 2026-10-30 11:00 in Shanghai */
  clt_ui_test_set_up (&fixture->base, NULL);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "callbacks");
  fixture->keys = clt_ui_keys_new ();
  fixture->absences =
    clt_absence_window_new (GTK_WIDGET (fixture->window), clt_window_get_desk (fixture->window));
  gtk_window_present (GTK_WINDOW (fixture->absences));
  clt_ui_keys_enter (fixture->keys, fixture->absences);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->absences));
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, NULL);
}

static void
open_form (Fixture *fixture, guint keyval)
{
  clt_ui_press (fixture->keys, keyval, 0);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
}

/* It is done, and the window has the keyboard again. */
static void
close_form (Fixture *fixture)
{
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, fixture->absences);
}

static void
test_note_and_remove (Fixture *fixture, gconstpointer data)
{
  guint n = count_stored (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) absences = NULL;
  CltAbsence *absence = NULL;

  await (fixture, n);
  open_form (fixture, GDK_KEY_n);
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0); /* who; the first day is today */
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_press (fixture->keys, GDK_KEY_a, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "tomorrow");
  close_form (fixture);
  await (fixture, n + 1);

  absences = clt_absence_list (fixture->conn, clt_today (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < absences->len; i++)
    {
      CltAbsence *other = absences->pdata[i];

      if (other->first == clt_today () && other->last == clt_today () + 1)
        absence = other;
    }
  g_assert_nonnull (absence);
  g_assert_cmpint (absence->stand_in_id, ==, 0);
  g_assert_true (clt_ui_shows (fixture->absences, "2026-10-31"));

  /* the new one is selected */
  clt_ui_press (fixture->keys, GDK_KEY_Delete, 0);
  await (fixture, n);
  g_assert_false (clt_ui_shows (fixture->absences, "2026-10-31"));
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  await (fixture, n + 1);
}

/* Open calls and tasks that somebody is to do. */
static gint64
count_open (Fixture *fixture)
{
  gint64 n;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL,
                                   "SELECT (SELECT count(*) FROM call_task WHERE state = 'open'"
                                   " AND staff_id IS NOT NULL) + (SELECT count(*) FROM task"
                                   " WHERE state = 'open' AND owner_id IS NOT NULL)",
                                   ""));
  return n;
}

typedef struct
{
  Fixture *fixture;
  gint64 n;
} Expected;

static gboolean
is_open (gpointer data)
{
  const Expected *expected = data;

  return count_open (expected->fixture) == expected->n;
}

/* The first one of those who have something open hands it to everybody. */
static void
test_hand_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = clt_open_work_list (fixture->conn, &error);
  const CltOpenWork *work;
  Expected expected = { fixture, count_open (fixture) };

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >, 0);
  work = list->pdata[0];
  await (fixture, count_stored (fixture));
  open_form (fixture, GDK_KEY_h);
  close_form (fixture);
  expected.n -= work->n_calls + work->n_tasks;
  clt_ui_wait (is_open, &expected);

  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  expected.n += work->n_calls + work->n_tasks;
  clt_ui_wait (is_open, &expected);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/absences/note-and-remove", Fixture, NULL, set_up, test_note_and_remove, tear_down);
  g_test_add ("/absences/hand-over", Fixture, NULL, set_up, test_hand_over, tear_down);
  return g_test_run ();
}

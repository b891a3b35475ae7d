/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lecturers, rooms and calendars from elsewhere: added, changed, retired and brought back, each time with
 * the focus on a row of the list. */
#include "app/training/clt-teaching-jobs.h"
#include "app/training/clt-teaching-window.h"
#include "app/widgets/clt-form-dialog.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltTeachingWindow *teaching;
  CltConn *conn; /* beside the window */
} Fixture;

static GtkListBox *
get_list (Fixture *fixture)
{
  GtkStack *stack = clt_ui_find (fixture->teaching, GTK_TYPE_STACK);

  return clt_ui_find (gtk_stack_get_visible_child (stack), GTK_TYPE_LIST_BOX);
}

static guint
count_rows (Fixture *fixture)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (get_list (fixture), (int) n) != NULL)
    n++;
  return n;
}

/* A row whose texts begin with @name; -1: none. */
static int
find_row (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < count_rows (fixture); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (get_list (fixture), (int) i);
      GtkLabel *label = clt_ui_find (row, GTK_TYPE_LABEL);

      if (g_str_equal (gtk_label_get_label (label), name))
        return (int) i;
    }
  return -1;
}

static gboolean
has_rows (gpointer data)
{
  return count_rows (data) > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "training");
  fixture->teaching = clt_teaching_window_new (GTK_WIDGET (fixture->window),
                                               clt_window_get_desk (fixture->window), clt_today ());
  gtk_window_present (GTK_WINDOW (fixture->teaching));
  clt_ui_wait (has_rows, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->teaching));
  clt_ui_test_tear_down (&fixture->base, data);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->teaching), action, NULL));
  clt_ui_wait_for_store (fixture->window);
}

static gboolean
has_focused_row (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->teaching));

  return focus != NULL && GTK_IS_LIST_BOX_ROW (focus) &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (get_list (fixture)));
}

typedef struct
{
  Fixture *fixture;
  const char *name;
  gboolean there;
} Presence;

static gboolean
is_so (gpointer data)
{
  const Presence *presence = data;

  return (find_row (presence->fixture, presence->name) >= 0) == presence->there;
}

/* Waits until a row is there, or gone. */
static void
await (Fixture *fixture, const char *name, gboolean there)
{
  Presence presence = { fixture, name, there };

  clt_ui_wait (is_so, &presence);
}

static CltFormDialog *
find_form (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (CLT_IS_FORM_DIALOG (window) && gtk_widget_get_visible (window))
        return CLT_FORM_DIALOG (window);
    }
  return NULL;
}

static gboolean
is_form_open (gpointer data)
{
  return find_form () != NULL;
}

/* Opens a form with @action, writes @name into it and keeps it. */
static void
keep (Fixture *fixture, const char *action, const char *name)
{
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (fixture->teaching), action, NULL);
  clt_ui_wait (is_form_open, NULL);
  entry = clt_ui_find (find_form (), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "entry-activated");
  await (fixture, name, TRUE);
}

/* Whoever has added or changed something goes on with it. */
static void
check_selected (Fixture *fixture, const char *name)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (fixture));

  g_assert_nonnull (row);
  g_assert_cmpint (gtk_list_box_row_get_index (row), ==, find_row (fixture, name));
}

/* What is added is renamed, retired and brought back. */
static void
change_one (Fixture *fixture)
{
  guint n = count_rows (fixture);

  keep (fixture, "teaching.add", "甲");
  g_assert_cmpuint (count_rows (fixture), ==, n + 1);
  check_selected (fixture, "甲");
  keep (fixture, "teaching.edit", "乙");
  g_assert_cmpint (find_row (fixture, "甲"), <, 0);
  check_selected (fixture, "乙");
  activate (fixture, "teaching.retire");
  await (fixture, "乙", FALSE);
  clt_ui_wait (has_focused_row, fixture);
  activate (fixture, "teaching.undo");
  await (fixture, "乙", TRUE);
  clt_ui_wait (has_focused_row, fixture);
  check_selected (fixture, "乙");
  g_assert_cmpuint (count_rows (fixture), ==, n + 1);
}

/* What the figures of the list are of; "": there are none. */
static void
check_quarter (Fixture *fixture, const char *beginning)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->teaching, GTK_TYPE_BUTTON);
  g_autoptr (GPtrArray) labels = clt_ui_find_all (fixture->teaching, GTK_TYPE_LABEL);
  gboolean arrows = FALSE, told = *beginning == '\0';

  for (guint i = 0; i < buttons->len; i++)
    arrows |=
      g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "teaching.next") == 0 &&
      gtk_widget_get_mapped (buttons->pdata[i]);
  for (guint i = 0; i < labels->len; i++)
    told |= g_str_has_prefix (gtk_label_get_label (labels->pdata[i]), beginning);
  g_assert_cmpint (arrows, ==, *beginning != '\0');
  g_assert_true (told);
}

static void
test_people_and_rooms (Fixture *fixture, gconstpointer data)
{
  change_one (fixture);
  check_quarter (fixture, "Meetings, hours and costs: ");
  activate (fixture, "teaching.next-list");
  check_quarter (fixture, "");
  change_one (fixture);
}

static gint64
count_entries (Fixture *fixture)
{
  gint64 n = -1;

  g_assert_true (
    clt_conn_get_int (fixture->conn, &n, 0, NULL, "SELECT count(*) FROM calendar_entry", ""));
  return n;
}

/* A calendar of two entries, of which one is there on three days. */
static void
test_calendars (Fixture *fixture, gconstpointer data)
{
  static const char text[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:%1$"
    "sT000000Z\r\n"
    "DTSTART:%1$sT010000Z\r\nDTEND:%1$sT020000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Board\r\n"
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTAMP:%1$sT000000Z\r\nDTSTART:%1$sT030000Z\r\n"
    "DTEND:%1$sT040000Z\r\nSUMMARY:Audit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  CltDay first = clt_month_first_day (clt_day_get_month (clt_today ()));
  CltCalendarImport *import = g_new0 (CltCalendarImport, 1);
  gint64 before = count_entries (fixture);
  g_autofree char *day = g_strdup_printf ("%d", clt_day_to_yyyymmdd (first));
  g_autoptr (GPtrArray) labels = NULL;
  char *ics = g_strdup_printf (text, day);

  import->name = g_strdup ("Board");
  import->bytes = g_bytes_new_take (ics, strlen (ics));
  clt_desk_act (clt_window_get_desk (fixture->window), "calendar.import", "Board",
                clt_calendar_import_run, import, clt_calendar_import_free);
  activate (fixture, "teaching.previous-list");
  check_quarter (fixture, "Entries in the quarter: ");
  await (fixture, "Board", TRUE);
  labels = clt_ui_find_all (gtk_list_box_get_row_at_index (get_list (fixture),
                                                           find_row (fixture, "Board")),
                            GTK_TYPE_LABEL);
  g_assert_cmpstr (gtk_label_get_label (labels->pdata[2]), ==, "2");
  g_assert_cmpstr (gtk_label_get_label (labels->pdata[3]), ==, "4");
  gtk_list_box_select_row (get_list (fixture),
                           gtk_list_box_get_row_at_index (get_list (fixture),
                                                          find_row (fixture, "Board")));
  activate (fixture, "teaching.retire");
  await (fixture, "Board", FALSE);
  g_assert_cmpint (count_entries (fixture), ==, before);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (fixture->teaching)));
  activate (fixture, "teaching.undo");
  await (fixture, "Board", TRUE);
  g_assert_cmpint (count_entries (fixture), ==, before + 2);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/teaching/people-and-rooms", Fixture, NULL, set_up, test_people_and_rooms,
              tear_down);
  g_test_add ("/teaching/calendars", Fixture, NULL, set_up, test_calendars, tear_down);
  return g_test_run ();
}

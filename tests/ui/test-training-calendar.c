/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar of training by keyboard: where the cursor goes, what moves, and a quarter's plan that is
 * proposed, changed by hand and published. */
#include <glib/gstdio.h>

#include "app/training/clt-calendar-foot.h"
#include "app/training/clt-calendar-view.h"
#include "app/training/clt-month-view.h"
#include "app/training/clt-plan-bar.h"
#include "app/training/clt-session-form.h"
#include "app/training/clt-training-calendar-pane.h"
#include "app/training/clt-week-view.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-tab-page.h"
#include "core/clt-branch.h"
#include "core/training/clt-clash.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltCalendarSheet *sheet;
  CltConn *conn; /* beside the window */
} Fixture;

static gboolean
has_table (gpointer data)
{
  Fixture *fixture = data;
  CltCalendarView *view;

  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_TRAINING_CALENDAR_PANE);
  view = fixture->pane == NULL ? NULL : clt_ui_find (fixture->pane, CLT_TYPE_WEEK_VIEW);
  fixture->sheet = view == NULL ? NULL : clt_calendar_view_get_sheet (view);
  return fixture->sheet != NULL && clt_calendar_sheet_get_table (fixture->sheet) != NULL &&
         gtk_widget_get_width (GTK_WIDGET (view)) > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "training");
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_TAB_PAGE), "training.show-tab",
                              "s", "training-calendar");
  clt_ui_wait (has_table, fixture);
  clt_ui_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* ---- keys --------------------------------------------------------------------------------------- */

static gboolean
fires (GtkShortcut *shortcut, guint keyval, GdkModifierType state)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  return GTK_IS_KEYVAL_TRIGGER (trigger) &&
         gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state;
}

static gboolean
run_shortcuts (GtkWidget *widget, GListModel *shortcuts, guint keyval, GdkModifierType state)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (fires (shortcut, keyval, state) &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                        gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
offer (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
      else if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        handled = run_shortcuts (widget, G_LIST_MODEL (controller), keyval, state);
    }
  return handled;
}

/* What a key does that is pressed where the focus is, up to the window. FALSE: nobody took it. */
static gboolean
try_key (Fixture *fixture, guint keyval, GdkModifierType state)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_nonnull (widget);
  while (widget != NULL && !offer (widget, keyval, state))
    widget = gtk_widget_get_parent (widget);
  clt_ui_settle ();
  return widget != NULL;
}

static void
press (Fixture *fixture, guint keyval, GdkModifierType state)
{
  g_assert_true (try_key (fixture, keyval, state));
}

#define CTRL_SHIFT (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

static gint64
count (Fixture *fixture, const char *sql)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL, sql, ""));
  return n;
}

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

/* ---- the cursor --------------------------------------------------------------------------------- */

static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  CltDay today = clt_today ();

  g_assert_cmpint (clt_calendar_sheet_get_kind (fixture->sheet), ==, CLT_CALENDAR_WEEK);
  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, today);
  press (fixture, GDK_KEY_Page_Down, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, today + 7);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Page_Up, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, today + 1);
  press (fixture, GDK_KEY_m, 0);
  g_assert_cmpint (clt_calendar_sheet_get_kind (fixture->sheet), ==, CLT_CALENDAR_MONTH);
  press (fixture, GDK_KEY_Down, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, today + 8);
  press (fixture, GDK_KEY_y, 0);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==,
                   clt_day_add_months (today + 8, 1));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (clt_calendar_sheet_get_kind (fixture->sheet), ==, CLT_CALENDAR_MONTH);
  press (fixture, GDK_KEY_w, 0);
  press (fixture, GDK_KEY_t, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, today);
}

/* ---- a session ----------------------------------------------------------------------------------- */

static gboolean
form_is_ready (gpointer data)
{
  CltSessionForm *form = find_window (CLT_TYPE_SESSION_FORM);
  g_autoptr (GPtrArray) buttons = NULL;

  if (form == NULL)
    return FALSE;
  buttons = clt_ui_find_all (form, GTK_TYPE_BUTTON);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (buttons->pdata[i])),
                   "form.save") == 0)
      return gtk_widget_get_sensitive (buttons->pdata[i]);
  return FALSE;
}

static gboolean
no_form (gpointer data)
{
  return find_window (CLT_TYPE_SESSION_FORM) == NULL;
}

static gboolean
is_checked (gpointer data)
{
  Fixture *fixture = data;
  CltCalendarFoot *foot = clt_ui_find (fixture->pane, CLT_TYPE_CALENDAR_FOOT);

  return strstr (clt_calendar_foot_get_text (foot), "Enter keeps it") != NULL;
}

/* Where the selected session is; 0: none is. */
static gint64
get_starts (Fixture *fixture)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_get_selected (fixture->sheet);

  return entry == NULL ? 0 : entry->starts;
}

typedef struct
{
  Fixture *fixture;
  gint64 starts;
} Place;

static gboolean
is_at (gpointer data)
{
  const Place *place = data;

  return get_starts (place->fixture) == place->starts;
}

/* N makes one, Ctrl+Shift+arrows move it, Enter keeps that as one action, Escape does not, Delete
 * cancels it; each of it is undone. */
static void
test_session (Fixture *fixture, gconstpointer data)
{
  gint64 before = count (fixture, "SELECT count(*) FROM meeting"), starts;
  Place place = { fixture, 0 };

  clt_calendar_sheet_go (fixture->sheet, clt_today () + 21, 17 * 60);
  while (clt_calendar_sheet_get_selected (fixture->sheet) != NULL)
    press (fixture, GDK_KEY_Down, 0);
  starts = clt_day_get_instant (clt_calendar_sheet_get_day (fixture->sheet),
                                clt_calendar_sheet_get_minute (fixture->sheet));
  press (fixture, GDK_KEY_n, 0);
  clt_ui_wait (form_is_ready, fixture);
  gtk_widget_activate_action (find_window (CLT_TYPE_SESSION_FORM), "form.save", NULL);
  clt_ui_wait (no_form, fixture);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM meeting"), ==, before + 1);
  place.starts = starts; /* it is selected: what follows needs no way to it */
  clt_ui_wait (is_at, &place);

  press (fixture, GDK_KEY_Right, CTRL_SHIFT);
  press (fixture, GDK_KEY_Down, CTRL_SHIFT);
  clt_ui_wait (is_checked, fixture);
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_cmpint (get_starts (fixture), ==, starts);
  press (fixture, GDK_KEY_Right, CTRL_SHIFT);
  press (fixture, GDK_KEY_Up, CTRL_SHIFT);
  /* what is read anew meanwhile does not take the move away */
  gtk_widget_activate_action (fixture->pane, "pane.reload", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_checked, fixture);
  press (fixture, GDK_KEY_Return, 0);
  place.starts = starts + 86400 - 15 * 60;
  clt_ui_wait (is_at, &place);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  place.starts = starts;
  clt_ui_wait (is_at, &place);
  press (fixture, GDK_KEY_Delete, 0);
  place.starts = 0;
  clt_ui_wait (is_at, &place);
}

/* One that is made at another time than the cursor's is selected too. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  Place place = { fixture, 0 };
  gint64 starts;

  clt_calendar_sheet_go (fixture->sheet, clt_today () + 21, 17 * 60);
  starts = clt_day_get_instant (clt_calendar_sheet_get_day (fixture->sheet), 17 * 60);
  press (fixture, GDK_KEY_n, 0);
  clt_ui_wait (form_is_ready, fixture);
  gtk_widget_activate_action (find_window (CLT_TYPE_SESSION_FORM), "form.take-slot", "u", 2);
  clt_ui_wait (form_is_ready, fixture);
  gtk_widget_activate_action (find_window (CLT_TYPE_SESSION_FORM), "form.save", NULL);
  clt_ui_wait (no_form, fixture);
  clt_ui_wait_for_store (fixture->window);
  place.starts = count (fixture, "SELECT starts FROM meeting ORDER BY id DESC LIMIT 1");
  g_assert_cmpint (place.starts, !=, starts);
  clt_ui_wait (is_at, &place);
}

static gboolean
tells_past (gpointer data)
{
  GtkWindow *form = find_window (CLT_TYPE_SESSION_FORM);
  g_autoptr (GPtrArray) labels = clt_ui_find_all (form, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_label (labels->pdata[i]), "This time is past.") &&
        gtk_widget_get_mapped (labels->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Who plans into the past is told; that of what is over may be written down later. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  clt_calendar_sheet_go (fixture->sheet, clt_today () - 21, 17 * 60);
  press (fixture, GDK_KEY_n, 0);
  clt_ui_wait (form_is_ready, fixture);
  clt_ui_wait (tells_past, fixture);
  gtk_window_close (find_window (CLT_TYPE_SESSION_FORM));
  clt_ui_wait (no_form, fixture);
}

static gboolean
warns (gpointer data)
{
  g_autoptr (GPtrArray) labels =
    clt_ui_find_all (find_window (CLT_TYPE_SESSION_FORM), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_has_prefix (gtk_label_get_label (labels->pdata[i]), "This is not kept yet.") &&
        gtk_widget_get_mapped (labels->pdata[i]))
      return TRUE;
  return FALSE;
}

/* What was typed is not thrown away by one key; typing on takes the warning back. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  GtkWindow *form;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 before = count (fixture, "SELECT count(*) FROM meeting");

  clt_calendar_sheet_go (fixture->sheet, clt_today () + 21, 17 * 60);
  press (fixture, GDK_KEY_n, 0);
  clt_ui_wait (form_is_ready, fixture);
  form = find_window (CLT_TYPE_SESSION_FORM);
  rows = clt_ui_find_all (form, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (rows->pdata[rows->len - 1], "Bring");
  gtk_window_close (form); /* before it was checked */
  clt_ui_wait (form_is_ready, fixture);
  g_assert_true (warns (fixture));
  gtk_editable_set_text (rows->pdata[rows->len - 1], "Bring a pen");
  clt_ui_wait (form_is_ready, fixture);
  g_assert_false (warns (fixture));
  gtk_window_close (form);
  clt_ui_wait (warns, fixture);
  gtk_window_close (form);
  clt_ui_wait (no_form, fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM meeting"), ==, before);
}

/* One that is put into another week by its form is gone after. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  Place place = { fixture, 0 };
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  CltDay day = clt_today () + 28;

  clt_calendar_sheet_go (fixture->sheet, clt_today () + 21, 17 * 60);
  press (fixture, GDK_KEY_n, 0);
  clt_ui_wait (form_is_ready, fixture);
  gtk_widget_activate_action (find_window (CLT_TYPE_SESSION_FORM), "form.save", NULL);
  clt_ui_wait (no_form, fixture);
  clt_ui_wait_for_store (fixture->window);
  place.starts = count (fixture, "SELECT starts FROM meeting ORDER BY id DESC LIMIT 1");
  clt_ui_wait (is_at, &place);

  press (fixture, GDK_KEY_F2, 0);
  clt_ui_wait (form_is_ready, fixture);
  rows = clt_ui_find_all (find_window (CLT_TYPE_SESSION_FORM), ADW_TYPE_ENTRY_ROW);
  text = clt_day_format (day);
  gtk_editable_set_text (GTK_EDITABLE (rows->pdata[0]), text);
  clt_ui_wait (form_is_ready, fixture);
  gtk_widget_activate_action (find_window (CLT_TYPE_SESSION_FORM), "form.save", NULL);
  clt_ui_wait (no_form, fixture);
  clt_ui_wait_for_store (fixture->window);
  place.starts += (day - clt_instant_get_day (place.starts)) * 86400;
  clt_ui_wait (is_at, &place);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, day);

  /* the year has sums only: back in the week, what the cursor is on is chosen; and who is led to an hour
   * sees the week */
  press (fixture, GDK_KEY_y, 0);
  g_assert_null (clt_calendar_sheet_get_selected (fixture->sheet));
  press (fixture, GDK_KEY_w, 0);
  g_assert_cmpint (clt_calendar_sheet_get_selected (fixture->sheet)->starts, ==, place.starts);
  press (fixture, GDK_KEY_y, 0);
  gtk_widget_activate_action (fixture->pane, "training-calendar.show", "(ii)", day, 17 * 60);
  g_assert_cmpint (clt_calendar_sheet_get_kind (fixture->sheet), ==, CLT_CALENDAR_WEEK);
  clt_ui_wait (is_at, &place);
}

/* ---- the plan -------------------------------------------------------------------------------------- */

static CltPlanBar *
get_bar (Fixture *fixture)
{
  return clt_ui_find (fixture->pane, CLT_TYPE_PLAN_BAR);
}

static gboolean
is_proposed (gpointer data)
{
  return clt_plan_bar_get_proposal (get_bar (data)) != NULL &&
         !clt_plan_bar_is_busy (get_bar (data));
}

static gboolean
is_published (gpointer data)
{
  return clt_plan_bar_get_proposal (get_bar (data)) == NULL;
}

static gboolean
is_form_open (gpointer data)
{
  return find_window (CLT_TYPE_FORM_DIALOG) != NULL;
}

static gboolean
is_form_gone (gpointer data)
{
  return find_window (CLT_TYPE_FORM_DIALOG) == NULL;
}

/* What Enter does in an entry of the dialog that is open. */
static void
accept_form (void)
{
  GtkWidget *form;

  clt_ui_wait (is_form_open, NULL);
  form = find_window (CLT_TYPE_FORM_DIALOG);
  g_signal_emit_by_name (clt_ui_find (form, ADW_TYPE_ENTRY_ROW), "entry-activated");
  clt_ui_wait (is_form_gone, NULL);
}

/* A copy is gone to: what follows, moving or publishing, is about it. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  gint64 starts;

  clt_calendar_sheet_go (fixture->sheet, clt_today (), 0);
  while ((starts = get_starts (fixture)) == 0)
    press (fixture, GDK_KEY_Tab, 0);
  press (fixture, GDK_KEY_d, GDK_CONTROL_MASK);
  accept_form ();
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (get_starts (fixture), >, starts);
}

static gboolean
is_clash_told (gpointer data)
{
  CltCalendarFoot *foot = clt_ui_find (((Fixture *) data)->pane, CLT_TYPE_CALENDAR_FOOT);

  return strstr (clt_calendar_foot_get_text (foot), "cannot be published") != NULL;
}

/* A copy to the day of what is copied: the lecturer is busy, which is told at once. */
static void
test_copy_clash (Fixture *fixture, gconstpointer data)
{
  gint64 starts;
  g_autofree char *day = NULL;

  clt_calendar_sheet_go (fixture->sheet, clt_today (), 0);
  while ((starts = get_starts (fixture)) == 0)
    press (fixture, GDK_KEY_Tab, 0);
  day = clt_day_format (clt_instant_get_day (starts));
  press (fixture, GDK_KEY_d, GDK_CONTROL_MASK);
  clt_ui_wait (is_form_open, NULL);
  clt_form_dialog_set_text (CLT_FORM_DIALOG (find_window (CLT_TYPE_FORM_DIALOG)), 0, day);
  accept_form ();
  clt_ui_wait (is_clash_told, fixture);
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  gint64 sessions = count (fixture, "SELECT count(*) FROM course_session"), id;
  const CltPlanProposal *proposal;
  g_autoptr (GPtrArray) clashes = NULL;
  g_autoptr (GError) error = NULL;
  CltDay from, to;
  guint n;

  press (fixture, GDK_KEY_p, CTRL_SHIFT);
  accept_form ();
  clt_ui_wait (is_proposed, fixture);
  proposal = clt_plan_bar_get_proposal (get_bar (fixture));
  n = proposal->plan->sessions->len;
  from = proposal->plan->from;
  to = proposal->plan->to;
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpint (proposal->plan->placed, >, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM course_session"), ==, sessions);

  /* on the first one; it is moved by an hour, and kept */
  id = clt_calendar_sheet_get_selected (fixture->sheet)->id;
  g_assert_cmpint (id, <, 0);
  for (int i = 0; i < 4; i++)
    press (fixture, GDK_KEY_Down, CTRL_SHIFT);
  clt_ui_wait (is_checked, fixture);
  press (fixture, GDK_KEY_Return, 0);
  clt_ui_wait (is_proposed, fixture);
  /* the next one is dropped, whichever week it is in */
  id = clt_calendar_sheet_get_selected (fixture->sheet)->id;
  while (!try_key (fixture, GDK_KEY_Tab, 0) ||
         clt_calendar_sheet_get_selected (fixture->sheet)->id > 0 ||
         clt_calendar_sheet_get_selected (fixture->sheet)->id == id)
    if (clt_calendar_sheet_get_selected (fixture->sheet) == NULL ||
        clt_calendar_sheet_get_selected (fixture->sheet)->id == id)
      press (fixture, GDK_KEY_Page_Down, 0);
  press (fixture, GDK_KEY_Delete, 0);
  clt_ui_wait (is_proposed, fixture);
  g_assert_cmpuint (proposal->plan->sessions->len, ==, n - 1);
  /* hard clashes that a move made are looked for, and dropped */
  while (clt_plan_proposal_count (proposal, 0, TRUE) > 0)
    {
      press (fixture, GDK_KEY_c, 0);
      press (fixture, GDK_KEY_Delete, 0);
      clt_ui_wait (is_proposed, fixture);
    }
  n = proposal->plan->sessions->len;
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM course_session"), ==, sessions);

  press (fixture, GDK_KEY_Return, CTRL_SHIFT);
  clt_ui_wait (is_published, fixture);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM course_session"), ==, sessions + n);
  clashes = clt_clash_check_days (fixture->conn, from, to, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < clashes->len; i++)
    g_assert_false (((CltClash *) clashes->pdata[i])->hard);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM course_session"), ==, sessions);
}

/* ---- the layout ------------------------------------------------------------------------------------- */

static CltTimetableEntry *
new_entry (gint64 id, gint64 starts, gint64 ends)
{
  CltTimetableEntry *entry = g_new0 (CltTimetableEntry, 1);

  entry->id = -id;
  entry->starts = starts;
  entry->ends = ends;
  entry->code = g_strdup ("A1");
  entry->course = g_strdup ("Course");
  entry->session = g_strdup ("A1");
  entry->method = g_strdup ("lecture");
  entry->room = g_strdup ("");
  entry->lecturer = g_strdup ("");
  entry->link = g_strdup ("");
  entry->state = g_strdup ("proposed");
  return entry;
}

static GPtrArray *
make_drafts (CltDay monday, int n)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_timetable_entry_free);

  for (int i = 0; i < n; i++)
    {
      CltDay day = monday + g_test_rand_int_range (0, 7);
      int minute = g_test_rand_int_range (36, 76) * 15, length = g_test_rand_int_range (1, 9) * 15;

      g_ptr_array_add (drafts,
                       new_entry (i + 1, clt_day_get_instant (day, minute),
                                  clt_day_get_instant (day, MIN (minute + length, 21 * 60))));
    }
  return drafts;
}

/* Whatever is in a week is drawn, inside the view, and no two that overlap cover each other. */
static void
test_layout (Fixture *fixture, gconstpointer data)
{
  CltCalendarView *view = clt_ui_find (fixture->pane, CLT_TYPE_WEEK_VIEW);
  CltDay monday, sunday;

  press (fixture, GDK_KEY_Home, 0);
  clt_calendar_sheet_get_period (fixture->sheet, &monday, &sunday);
  for (int round = 0; round < 40; round++)
    {
      int n = g_test_rand_int_range (0, 30);
      g_autoptr (GArray) boxes = NULL;
      guint drafts = 0;

      clt_calendar_sheet_take_drafts (fixture->sheet, make_drafts (monday, n));
      boxes = clt_calendar_view_arrange (view);
      for (guint i = 0; i < boxes->len; i++)
        {
          const CltCalendarBox *box = &g_array_index (boxes, CltCalendarBox, i);

          drafts += box->entry->id < 0;
          g_assert_cmpfloat (box->area.size.width, >, 1);
          g_assert_cmpfloat (box->area.size.height, >, 4);
          g_assert_cmpfloat (box->area.origin.x + box->area.size.width, <=,
                             gtk_widget_get_width (GTK_WIDGET (view)) + 1);
          for (guint j = 0; j < i; j++)
            {
              const CltCalendarBox *other = &g_array_index (boxes, CltCalendarBox, j);
              graphene_rect_t both;

              if (box->entry->starts < other->entry->ends &&
                  other->entry->starts < box->entry->ends)
                g_assert_false (graphene_rect_intersection (&box->area, &other->area, &both) &&
                                both.size.width > 0.5f);
            }
        }
      g_assert_cmpuint (drafts, ==, (guint) n);
    }
  clt_calendar_sheet_take_drafts (fixture->sheet, NULL);
}

/* What is drawn of a session. */
static graphene_rect_t
get_area (Fixture *fixture, GType view, gint64 id)
{
  g_autoptr (GArray) boxes = clt_calendar_view_arrange (clt_ui_find (fixture->pane, view));

  for (guint i = 0; i < boxes->len; i++)
    if (g_array_index (boxes, CltCalendarBox, i).entry->id == id)
      return g_array_index (boxes, CltCalendarBox, i).area;
  g_assert_not_reached ();
}

static const CltTimetableEntry *
find_untimed (Fixture *fixture)
{
  const GPtrArray *entries = clt_calendar_sheet_get_entries (fixture->sheet);

  for (guint i = 0; i < entries->len; i++)
    if (((CltTimetableEntry *) entries->pdata[i])->untimed)
      return entries->pdata[i];
  g_assert_not_reached ();
}

/* A session that is studied alone is a bar over its days: one comes to it from the first hour, and goes
 * back; it has no time that could be moved. */
static void
test_untimed (Fixture *fixture, gconstpointer data)
{
  gint64 id = find_untimed (fixture)->id;
  CltDay day = clt_instant_get_day (find_untimed (fixture)->starts) + 7;
  graphene_rect_t area;
  CltDay monday, sunday;
  gint64 starts, ends;
  int open, close;

  clt_calendar_sheet_go (fixture->sheet, day, 0);
  clt_calendar_sheet_get_hours (fixture->sheet, &open, &close);
  g_assert_cmpint (clt_calendar_sheet_get_minute (fixture->sheet), ==, open);
  press (fixture, GDK_KEY_Up, 0);
  while (clt_calendar_sheet_get_selected (fixture->sheet)->id != id)
    press (fixture, GDK_KEY_Up, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, day);
  /* also from the end of the week, behind all of its sessions */
  clt_calendar_sheet_get_period (fixture->sheet, &monday, &sunday);
  clt_calendar_sheet_go (fixture->sheet, sunday, 24 * 60);
  while (clt_calendar_sheet_get_selected (fixture->sheet) == NULL ||
         clt_calendar_sheet_get_selected (fixture->sheet)->id != id)
    press (fixture, GDK_KEY_Tab, 0);
  area = get_area (fixture, CLT_TYPE_WEEK_VIEW, id);
  g_assert_cmpfloat (area.size.width, >, 6 * area.size.height);
  try_key (fixture, GDK_KEY_Right, CTRL_SHIFT);
  g_assert_false (clt_calendar_sheet_get_shift (fixture->sheet, &id, &starts, &ends));
  press (fixture, GDK_KEY_m, 0);
  get_area (fixture, CLT_TYPE_MONTH_VIEW, id);
  press (fixture, GDK_KEY_w, 0);
  day = clt_calendar_sheet_get_day (fixture->sheet);
  while (clt_calendar_sheet_get_selected (fixture->sheet) != NULL)
    press (fixture, GDK_KEY_Down, 0);
  g_assert_cmpint (clt_calendar_sheet_get_day (fixture->sheet), ==, day);
  g_assert_cmpint (clt_calendar_sheet_get_minute (fixture->sheet), >=, open);
}

/* ---- paper and files -------------------------------------------------------------------------------- */

/* What the tab that is shown prints: so many pages. */
static guint
count_pages (Fixture *fixture, CltConn *conn, char **title)
{
  CltPage *page = CLT_PAGE (clt_ui_find (fixture->window, CLT_TYPE_TAB_PAGE));
  g_autoptr (CltPrintJob) job = clt_page_create_print (page);
  const CltExportOptions options = { .who = "王芳", .purpose = "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper = NULL;

  g_assert_nonnull (job);
  paper = job->read (conn, job->data, &options, &error);
  g_assert_no_error (error);
  *title = g_strdup (clt_paper_get_title (paper));
  return clt_paper_lay_out (paper, CLT_PAPER_LONG_SIDE, CLT_PAPER_SHORT_SIDE);
}

/* The file that Ctrl+E writes begins as files of its kind do. */
static void
check_export (Fixture *fixture, CltConn *conn, const char *ending, const char *start)
{
  CltPage *page = CLT_PAGE (clt_ui_find (fixture->window, CLT_TYPE_TAB_PAGE));
  g_autoptr (CltExportJob) job = clt_page_create_export (page);
  g_autofree char *path = g_strdup_printf ("%s.%s", fixture->base.path, ending);
  const CltExportOptions options = { .path = path, .who = "王芳", .purpose = "" };
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_nonnull (job);
  g_assert_true (g_strv_contains (job->endings, ending));
  job->run (conn, job->data, &options, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, strlen (start));
  g_assert_cmpint (memcmp (bytes, start, strlen (start)), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Week, month and year are printed as they are shown, each on one sheet; so is the ladder. */
static void
test_paper (Fixture *fixture, gconstpointer data)
{
  static const guint keys[] = { GDK_KEY_w, GDK_KEY_m, GDK_KEY_y };
  GtkWidget *tabs = clt_ui_find (fixture->window, CLT_TYPE_TAB_PAGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *first = NULL, *title = NULL;
      CltDay from, to;

      press (fixture, keys[i], 0);
      clt_calendar_sheet_get_subject (fixture->sheet, &from, &to);
      first = clt_day_format (from);
      g_assert_cmpuint (count_pages (fixture, conn, &title), ==, 1);
      g_assert_nonnull (strstr (title, first));
    }
  check_export (fixture, conn, "ics", "BEGIN:VCALENDAR");
  check_export (fixture, conn, "xlsx", "PK");
  gtk_widget_activate_action (tabs, "training.show-tab", "s", "curriculum");
  clt_ui_wait_for_store (fixture->window);
  {
    g_autofree char *title = NULL;

    g_assert_cmpuint (count_pages (fixture, conn, &title), ==, 1);
  }
  check_export (fixture, conn, "pdf", "%PDF");
  check_export (fixture, conn, "png", "\x89PNG");
}

#define ADD(path, func)                                                                            \
  g_test_add ("/training-calendar/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("cursor", test_cursor);
  ADD ("session", test_session);
  ADD ("elsewhere", test_elsewhere);
  ADD ("past", test_past);
  ADD ("leave", test_leave);
  ADD ("later", test_later);
  ADD ("copy", test_copy);
  ADD ("copy-clash", test_copy_clash);
  ADD ("plan", test_plan);
  ADD ("layout", test_layout);
  ADD ("untimed", test_untimed);
  ADD ("paper", test_paper);
  return g_test_run ();
}

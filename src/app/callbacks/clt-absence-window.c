/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-absence-window.h"

#include <inttypes.h>

#include "app/widgets/clt-command.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/calls/clt-absence.h"
#include "core/calls/clt-when.h"
#include "core/people/clt-staff.h"

/* What a worker has read; counted. */
typedef struct
{
  GPtrArray *absences; /* CltAbsence */
  GPtrArray *work;     /* CltOpenWork */
  GPtrArray *staff;    /* CltStaff: who is not gone */
} Record;

struct _CltAbsenceWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;  /* owned */
  Record *record; /* owned (nullable): until it was read */

  GtkListBox *list;
  GtkButton *add_button;
};

G_DEFINE_FINAL_TYPE (CltAbsenceWindow, clt_absence_window, ADW_TYPE_WINDOW)

/* What the window has buttons for is not in the palette: that belongs to the window behind. */
static const CltCommand commands[] = {
  { "absence.add", "", "n <Control>n", FALSE }, { "absence.hand-over", "", "h", FALSE },
  { "absence.remove", "", "Delete", FALSE },    { "absence.undo", "", "<Control>z", FALSE },
  { "window.close", "", "Escape", FALSE },
};
static const CltCommandGroup command_group = { "", commands, G_N_ELEMENTS (commands) };

static void
clear_record (gpointer data)
{
  Record *record = data;

  g_clear_pointer (&record->absences, g_ptr_array_unref);
  g_clear_pointer (&record->work, g_ptr_array_unref);
  g_clear_pointer (&record->staff, g_ptr_array_unref);
}

static void
record_unref (gpointer record)
{
  g_atomic_rc_box_release_full (record, clear_record);
}

/* ---- the list ------------------------------------------------------------------------------ */

static char *
dup_subtitle (const CltAbsence *absence)
{
  g_autofree char *first = clt_day_format (absence->first);
  g_autofree char *last = clt_day_format (absence->last);
  g_autofree char *calls =
    g_strdup_printf (ngettext ("%" PRIi64 " call due by then", "%" PRIi64 " calls due by then",
                               (gulong) absence->n_calls),
                     absence->n_calls);
  g_autofree char *whose = absence->stand_in_id == 0
                             ? g_strdup (_ ("everybody stands in"))
                             /* Translators: a name. */
                             : g_strdup_printf (_ ("%s stands in"), absence->stand_in);

  /* Translators: first and last day away, who stands in, how many calls. */
  return g_strdup_printf (_ ("%s to %s · %s · %s"), first, last, whose, calls);
}

static GtkWidget *
new_row (const CltAbsence *absence)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_subtitle (absence);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), absence->staff);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* (nullable): of the selected row. */
static const CltAbsence *
get_selected (CltAbsenceWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row == NULL || self->record == NULL
           ? NULL
           : self->record->absences->pdata[gtk_list_box_row_get_index (row)];
}

/* -1: there is none. */
static int
find_absence (const GPtrArray *absences, gint64 id)
{
  for (guint i = 0; i < absences->len; i++)
    if (((const CltAbsence *) absences->pdata[i])->id == id)
      return (int) i;
  return -1;
}

/* The first one that was not there before; -1: none came. */
static int
find_new (const GPtrArray *before, const GPtrArray *now)
{
  for (guint i = 0; i < now->len; i++)
    if (find_absence (before, ((const CltAbsence *) now->pdata[i])->id) < 0)
      return (int) i;
  return -1;
}

/* What came is chosen, else what was, else what stands in its place now. The keyboard goes there unless
 * it is elsewhere in the window: others write, too. */
static void
show (CltAbsenceWindow *self, const Record *before)
{
  const GPtrArray *absences = self->record->absences;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  gboolean focus = before == NULL || clt_widget_has_focus_inside (GTK_WIDGET (self->list));
  int chosen = before == NULL ? -1 : find_new (before->absences, absences);

  focus |= chosen >= 0 || absences->len == 0;
  if (chosen < 0 && before != NULL && row != NULL)
    {
      const int index = gtk_list_box_row_get_index (row);

      chosen = find_absence (absences, ((const CltAbsence *) before->absences->pdata[index])->id);
      if (chosen < 0)
        chosen = MIN (index, (int) absences->len - 1);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < absences->len; i++)
    gtk_list_box_append (self->list, new_row (absences->pdata[i]));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "absence.remove", absences->len > 0);
  row = gtk_list_box_get_row_at_index (self->list, MAX (chosen, 0));
  gtk_list_box_select_row (self->list, row);
  if (focus)
    gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->add_button));
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Record *record = g_atomic_rc_box_new0 (Record);

  record->absences = clt_absence_list (conn, clt_today (), error);
  if (record->absences != NULL)
    record->work = clt_open_work_list (conn, error);
  if (record->work != NULL)
    record->staff = clt_staff_list (conn, clt_today (), error);
  if (record->staff == NULL)
    g_clear_pointer (&record, record_unref);
  return record;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltAbsenceWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Record *record = clt_store_run_finish (CLT_STORE (source), result, &error);
  Record *before;

  if (self->desk == NULL)
    {
      g_clear_pointer (&record, record_unref);
      return;
    }
  if (record == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  before = g_steal_pointer (&self->record);
  self->record = record;
  show (self, before);
  g_clear_pointer (&before, record_unref);
}

static void
load (CltAbsenceWindow *self)
{
  if (self->desk != NULL)
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                         load_in_worker, NULL, NULL, record_unref, NULL, on_read_cb,
                         g_object_ref (self));
}

/* ---- writing ------------------------------------------------------------------------------- */

/* What becomes of whose calls. */
typedef struct
{
  gint64 absence_id;  /* that ends */
  gint64 from, to;    /* staff; to: 0: everybody */
  CltDay first, last; /* of an absence */
} Order;

static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Order *order = data;

  return clt_absence_add (conn, order->from, order->first, order->last, order->to, error) != 0;
}

static gboolean
run_hand_over (CltConn *conn, gpointer data, GError **error)
{
  const Order *order = data;
  gint64 calls, tasks;

  return clt_call_hand_over (conn, order->from, order->to, &calls, &tasks, error);
}

static gboolean
run_remove (CltConn *conn, gpointer data, GError **error)
{
  return clt_absence_remove (conn, ((const Order *) data)->absence_id, error);
}

/* “Everybody”, and the staff in its order. */
static void
add_takers (CltFormDialog *form, const char *title, const GPtrArray *staff)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) C_ ("stand-in", "Everybody"));
  for (guint i = 0; i < staff->len; i++)
    g_ptr_array_add (names, ((const CltStaff *) staff->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  clt_form_dialog_add_choice (form, title, (const char *const *) names->pdata);
}

/* Whom add_takers() offers in this row. */
static gint64
get_taker (CltFormDialog *form, guint row, const GPtrArray *staff)
{
  guint choice = clt_form_dialog_get_choice (form, row);

  return choice == 0 || choice > staff->len ? 0 : ((const CltStaff *) staff->pdata[choice - 1])->id;
}

/* “tomorrow” is a day, too. FALSE: it is none, which is then said. */
static gboolean
get_day (CltFormDialog *form, guint row, CltDay *day)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, row);
  int minute;

  return clt_when_parse (text, clt_now (), day, &minute, NULL) ||
         clt_form_dialog_get_day (form, row, day);
}

static CltFormDialog *
new_form (CltAbsenceWindow *self, const char *heading, const char *body)
{
  CltFormDialog *form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, heading, body);

  /* another may be read while the form is open */
  clt_form_dialog_set_data (form, g_atomic_rc_box_acquire (self->record), record_unref);
  return form;
}

typedef enum
{
  ADD_WHO,
  ADD_FIRST,
  ADD_LAST,
  ADD_STAND_IN,
} AddRow;

static void
apply_add (CltFormDialog *form)
{
  const Record *record = clt_form_dialog_get_data (form);
  const CltStaff *who = record->staff->pdata[clt_form_dialog_get_choice (form, ADD_WHO)];
  Order order = { .from = who->id, .to = get_taker (form, ADD_STAND_IN, record->staff) };

  if (get_day (form, ADD_FIRST, &order.first) && get_day (form, ADD_LAST, &order.last))
    clt_form_dialog_act (form, "call.absence", who->name, run_add, g_memdup2 (&order, sizeof order),
                         g_free);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAbsenceWindow *self = CLT_ABSENCE_WINDOW (widget);
  g_autofree char *today = clt_day_format (clt_today ());
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const GPtrArray *staff;
  CltFormDialog *form;

  if (self->record == NULL)
    return;
  if (self->record->staff->len == 0)
    {
      clt_desk_tell (self->desk, _ ("Nobody of the staff is known yet: import the list of staff"));
      return;
    }
  staff = self->record->staff;
  for (guint i = 0; i < staff->len; i++)
    g_ptr_array_add (names, ((const CltStaff *) staff->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  form = new_form (self, _ ("Note an Absence"),
                   _ ("On these days, both included, the calls are in the queue of whoever stands "
                      "in."));
  clt_form_dialog_add_choice (form, _ ("_Who Is Away"), (const char *const *) names->pdata);
  clt_form_dialog_add_entry (form, _ ("_First Day"), today, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Last Day (“tomorrow”, “next fri”, a date)"), today, TRUE);
  add_takers (form, _ ("_Stands In"), staff);
  clt_form_dialog_present (form, _ ("_Keep"), apply_add);
}

static void
apply_hand_over (CltFormDialog *form)
{
  const Record *record = clt_form_dialog_get_data (form);
  const CltOpenWork *work = record->work->pdata[clt_form_dialog_get_choice (form, 0)];
  const Order order = { .from = work->staff_id, .to = get_taker (form, 1, record->staff) };

  clt_form_dialog_act (form, "call.hand-over", work->staff, run_hand_over,
                       g_memdup2 (&order, sizeof order), g_free);
}

static void
hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAbsenceWindow *self = CLT_ABSENCE_WINDOW (widget);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const Record *record = self->record;
  CltFormDialog *form;

  if (record == NULL)
    return;
  if (record->work->len == 0)
    {
      clt_desk_tell (self->desk, _ ("Nobody has calls or tasks that are open"));
      return;
    }
  for (guint i = 0; i < record->work->len; i++)
    {
      const CltOpenWork *work = record->work->pdata[i];

      /* Translators: a name; how many calls and tasks are open. */
      g_ptr_array_add (names, g_strdup_printf (_ ("%s (calls %" PRIi64 ", tasks %" PRIi64 ")"),
                                               work->staff, work->n_calls, work->n_tasks));
    }
  g_ptr_array_add (names, NULL);
  form = new_form (self, _ ("Hand Over"),
                   _ ("For a colleague who leaves: all open calls and tasks become somebody "
                      "else’s."));
  clt_form_dialog_add_choice (form, C_ ("hand over", "_From"), (const char *const *) names->pdata);
  add_takers (form, C_ ("hand over", "_To"), record->staff);
  clt_form_dialog_present (form, _ ("_Hand Over"), apply_hand_over);
}

static void
remove_absence (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAbsenceWindow *self = CLT_ABSENCE_WINDOW (widget);
  const CltAbsence *absence = get_selected (self);
  Order *order;

  if (absence == NULL)
    return;
  order = g_new0 (Order, 1);
  order->absence_id = absence->id;
  clt_desk_act (self->desk, "call.present", absence->staff, run_remove, order, g_free);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_absence_window_dispose (GObject *object)
{
  CltAbsenceWindow *self = CLT_ABSENCE_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->record, record_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_ABSENCE_WINDOW);
  G_OBJECT_CLASS (clt_absence_window_parent_class)->dispose (object);
}

static void
clt_absence_window_class_init (CltAbsenceWindowClass *klass)
{
  static const CltCommandAction actions[] = {
    { "absence.add", add },
    { "absence.hand-over", hand_over },
    { "absence.remove", remove_absence },
    { "absence.undo", clt_command_undo_behind },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_absence_window_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-absence-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltAbsenceWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CltAbsenceWindow, add_button);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_absence_window_init (CltAbsenceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_command_group_capture (&command_group, GTK_WIDGET (self));
}

CltAbsenceWindow *
clt_absence_window_new (GtkWidget *parent, CltDesk *desk)
{
  CltAbsenceWindow *self =
    g_object_new (CLT_TYPE_ABSENCE_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

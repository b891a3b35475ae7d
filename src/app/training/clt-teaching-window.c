/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-teaching-window.h"

#include <string.h>

#include "app/training/clt-teaching-jobs.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define N_COLUMNS 8

struct _CltTeachingWindow
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned */
  CltDay day;
  CltTeachingRecord *record; /* owned (nullable): until it was read */

  GtkStack *stack;
  GtkListBox *lecturer_list;
  GtkListBox *room_list;
  GtkLabel *quarter_label;
};

G_DEFINE_FINAL_TYPE (CltTeachingWindow, clt_teaching_window, ADW_TYPE_WINDOW)

/* ---- tables --------------------------------------------------------------------------------------- */

/* Widths in characters; what is 0 takes the rest. */
static const int lecturer_widths[N_COLUMNS] = { 14, 0, 9, 9, 8, 10, 8, 10 };
static const int room_widths[N_COLUMNS] = { 18, 0, 8, 12, -1 };

static GtkWidget *
new_row (const char *const *texts, const int *widths, gboolean heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < N_COLUMNS && widths[i] >= 0; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);
      gboolean number = i > 1;

      gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MAX (widths[i], 8));
      gtk_widget_set_hexpand (label, widths[i] == 0);
      if (widths[i] > 0)
        gtk_label_set_max_width_chars (GTK_LABEL (label), widths[i]);
      gtk_widget_add_css_class (label, heading ? "dim-label" : "numeric");
      if (heading)
        gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "field-problem");
  return box;
}

static void
clear (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_lecturer_row (const CltTeaching *teaching)
{
  g_autofree char *fee = clt_money_format (teaching->lecturer->fee);
  g_autofree char *meetings = g_strdup_printf ("%d", teaching->meetings);
  g_autofree char *hours = g_strdup_printf ("%.1f", teaching->minutes / 60.0);
  g_autofree char *fees = clt_money_format (teaching->fees);
  g_autofree char *heads = g_strdup_printf ("%d", teaching->heads);
  g_autofree char *head = clt_money_format (teaching->cost_per_head);
  const char *topics = teaching->lecturer->topics;
  const char *const texts[N_COLUMNS] = { teaching->lecturer->name,
                                         *topics == '\0' ? _ ("all courses") : topics,
                                         fee,
                                         meetings,
                                         hours,
                                         fees,
                                         heads,
                                         head };

  return new_row (texts, lecturer_widths, FALSE);
}

static GtkWidget *
new_room_row (const CltRoom *room)
{
  g_autofree char *seats = g_strdup_printf ("%d", room->seats);
  g_autofree char *cost = clt_money_format (room->cost);
  const char *const texts[N_COLUMNS] = { room->name, room->place, seats, cost };

  return new_row (texts, room_widths, FALSE);
}

static void
select_row (GtkListBox *list, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, MAX (index, 0));

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (list, index - 1);
  if (row != NULL)
    gtk_list_box_select_row (list, row);
}

static int
get_selected (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  return row == NULL ? -1 : gtk_list_box_row_get_index (row);
}

static gboolean
shows_rooms (CltTeachingWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "rooms") == 0;
}

static GtkListBox *
get_list (CltTeachingWindow *self)
{
  return shows_rooms (self) ? self->room_list : self->lecturer_list;
}

/* Where the next key belongs: the row that is selected. */
static void
focus_list (CltTeachingWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (self));

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (get_list (self)));
}

static void
show (CltTeachingWindow *self)
{
  int lecturer = get_selected (self->lecturer_list), room = get_selected (self->room_list);
  g_autofree char *from = clt_day_format (self->record->from);
  g_autofree char *to = clt_day_format (self->record->to);
  /* Translators: first and last day of a quarter. */
  g_autofree char *text = g_strdup_printf (_ ("Meetings, hours and costs: %s to %s"), from, to);

  gtk_label_set_label (self->quarter_label, text);
  clear (self->lecturer_list);
  clear (self->room_list);
  for (guint i = 0; i < self->record->teaching->len; i++)
    gtk_list_box_append (self->lecturer_list, new_lecturer_row (self->record->teaching->pdata[i]));
  for (guint i = 0; i < self->record->rooms->len; i++)
    gtk_list_box_append (self->room_list, new_room_row (self->record->rooms->pdata[i]));
  select_row (self->lecturer_list, lecturer);
  select_row (self->room_list, room);
  focus_list (self);
}

/* ---- reading --------------------------------------------------------------------------------------- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTeachingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  CltTeachingRecord *record = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    {
      g_clear_pointer (&record, clt_teaching_record_free);
      return;
    }
  if (record == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  g_clear_pointer (&self->record, clt_teaching_record_free);
  self->record = record;
  show (self);
}

static void
load (CltTeachingWindow *self)
{
  if (self->desk != NULL)
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                         clt_teaching_record_load, g_memdup2 (&self->day, sizeof self->day), g_free,
                         clt_teaching_record_free, NULL, on_read_cb, g_object_ref (self));
}

static void
turn_quarter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);

  self->day = clt_day_add_months (self->day, g_str_has_suffix (action, "next") ? 3 : -3);
  load (self);
}

/* ---- writing --------------------------------------------------------------------------------------- */

/* What the form is about. */
typedef struct
{
  gint64 id;
  gboolean room;
} Subject;

static void
apply_edit (CltFormDialog *form)
{
  const Subject *subject = clt_form_dialog_get_data (form);
  CltTeachingOrder *order = clt_teaching_order_new (subject->id);
  g_autofree char *money = clt_form_dialog_dup_text (form, 2);
  g_autofree char *seats = subject->room ? clt_form_dialog_dup_text (form, 3) : g_strdup ("1");
  gint64 n_seats = 0;

  order->name = clt_form_dialog_dup_text (form, 0);
  order->second = clt_form_dialog_dup_text (form, 1);
  if (clt_value_parse_money (money, strlen (money), &order->money) != CLT_VALUE_OK)
    clt_form_dialog_refuse (form, _ ("The cost is no amount of money."));
  else if (!g_ascii_string_to_signed (seats, 10, 1, 100000, &n_seats, NULL))
    clt_form_dialog_refuse (form, _ ("The seats are a number from 1 on."));
  else
    {
      order->seats = (int) n_seats;
      clt_form_dialog_act (form, subject->room ? "room.save" : "lecturer.save", order->name,
                           subject->room ? clt_teaching_order_save_room
                                         : clt_teaching_order_save_lecturer,
                           order, clt_teaching_order_free);
      return;
    }
  clt_teaching_order_free (order);
}

static CltFormDialog *
new_form (CltTeachingWindow *self, gint64 id, gboolean room, const char *heading)
{
  CltFormDialog *form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, heading, NULL);
  Subject *subject = g_new0 (Subject, 1);

  subject->id = id;
  subject->room = room;
  clt_form_dialog_set_data (form, subject, g_free);
  return form;
}

static void
edit_lecturer (CltTeachingWindow *self, const CltLecturer *lecturer)
{
  g_autofree char *fee =
    g_strdup_printf ("%.2f", lecturer == NULL ? 0 : (double) lecturer->fee / 100);
  CltFormDialog *form = new_form (self, lecturer == NULL ? 0 : lecturer->id, FALSE,
                                  lecturer == NULL ? _ ("New Lecturer") : lecturer->name);

  clt_form_dialog_add_entry (form, _ ("_Name"), lecturer == NULL ? "" : lecturer->name, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Teaches (Codes; Empty: All Courses)"),
                             lecturer == NULL ? "" : lecturer->topics, FALSE);
  clt_form_dialog_add_entry (form, _ ("_Fee an Hour, Yuan"), fee, TRUE);
  clt_form_dialog_present (form, _ ("_Keep"), apply_edit);
}

static void
edit_room (CltTeachingWindow *self, const CltRoom *room)
{
  g_autofree char *cost = g_strdup_printf ("%.2f", room == NULL ? 0 : (double) room->cost / 100);
  g_autofree char *seats = g_strdup_printf ("%d", room == NULL ? 20 : room->seats);
  CltFormDialog *form =
    new_form (self, room == NULL ? 0 : room->id, TRUE, room == NULL ? _ ("New Room") : room->name);

  clt_form_dialog_add_entry (form, _ ("_Name"), room == NULL ? "" : room->name, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Place"), room == NULL ? "" : room->place, FALSE);
  clt_form_dialog_add_entry (form, _ ("_Cost an Hour, Yuan"), cost, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Seats"), seats, TRUE);
  clt_form_dialog_present (form, _ ("_Keep"), apply_edit);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);

  if (shows_rooms (self))
    edit_room (self, NULL);
  else
    edit_lecturer (self, NULL);
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);
  int index = get_selected (get_list (self));

  if (index < 0 || self->record == NULL)
    return;
  if (shows_rooms (self))
    edit_room (self, self->record->rooms->pdata[index]);
  else
    edit_lecturer (self, ((CltTeaching *) self->record->teaching->pdata[index])->lecturer);
}

static void
on_row_activated_cb (CltTeachingWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "teaching.edit", NULL);
}

/* They stay in what was held; the history can bring them back. */
static void
retire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);
  int index = get_selected (get_list (self));
  gboolean room = shows_rooms (self);
  CltTeachingOrder *order;
  const CltLecturer *lecturer;

  if (index < 0 || self->record == NULL)
    return;
  lecturer = room ? NULL : ((CltTeaching *) self->record->teaching->pdata[index])->lecturer;
  order = clt_teaching_order_new (room ? ((CltRoom *) self->record->rooms->pdata[index])->id
                                       : lecturer->id);
  order->archived = TRUE;
  clt_desk_act (self->desk, room ? "room.save" : "lecturer.save",
                room ? ((CltRoom *) self->record->rooms->pdata[index])->name : lecturer->name,
                room ? clt_teaching_order_save_room : clt_teaching_order_save_lecturer, order,
                clt_teaching_order_free);
}

/* ---- calendars from elsewhere ------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *parent; /* owned */
  CltDesk *desk;     /* owned */
  char *name;
  GBytes *bytes;             /* (nullable) */
  CltTeachingRecord *record; /* owned (nullable): what can be chosen */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->parent);
  g_object_unref (import->desk);
  g_free (import->name);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_clear_pointer (&import->record, clt_teaching_record_free);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

/* Holiday, nobody, rooms, lecturers. */
static void
apply_import (CltFormDialog *form)
{
  const Import *import = clt_form_dialog_get_data (form);
  guint choice = clt_form_dialog_get_choice (form, 1), n_rooms = import->record->rooms->len;
  CltCalendarImport *order = g_new0 (CltCalendarImport, 1);

  order->name = clt_form_dialog_dup_text (form, 0);
  order->bytes = g_bytes_ref (import->bytes);
  order->holiday = choice == 0;
  if (choice >= 2 && choice - 2 < n_rooms)
    order->room_id = ((CltRoom *) import->record->rooms->pdata[choice - 2])->id;
  else if (choice >= 2)
    order->lecturer_id =
      ((CltTeaching *) import->record->teaching->pdata[choice - 2 - n_rooms])->lecturer->id;
  clt_form_dialog_act (form, "calendar.import", order->name, clt_calendar_import_run, order,
                       clt_calendar_import_free);
}

static GStrv
dup_targets (const CltTeachingRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, _ ("Everybody: these are holidays"));
  g_strv_builder_add (builder, _ ("Nobody: only shown"));
  for (guint i = 0; i < record->rooms->len; i++)
    g_strv_builder_add (builder, ((CltRoom *) record->rooms->pdata[i])->name);
  for (guint i = 0; i < record->teaching->len; i++)
    g_strv_builder_add (builder, ((CltTeaching *) record->teaching->pdata[i])->lecturer->name);
  return g_strv_builder_end (builder);
}

static void
on_targets_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) targets = NULL;
  CltFormDialog *form;

  import->record = clt_store_run_finish (CLT_STORE (source), result, &error);
  if (import->record == NULL)
    {
      clt_desk_fail (import->desk, error);
      return;
    }
  targets = dup_targets (import->record);
  form = clt_form_dialog_new (import->parent, import->desk, _ ("Import a Calendar"),
                              _ ("Its entries are shown dimmed, and keep busy whom you say. Read "
                                 "again under the same name, it is brought up to date."));
  clt_form_dialog_add_entry (form, _ ("_Name"), import->name, TRUE);
  clt_form_dialog_add_choice (form, _ ("_Keeps Busy"), (const char *const *) targets);
  clt_form_dialog_set_data (form, g_steal_pointer (&import), import_free);
  clt_form_dialog_present (form, _ ("_Import"), apply_import);
}

static void
on_bytes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  CltDay *day = g_new (CltDay, 1);
  CltStore *store = clt_desk_get_store (import->desk);

  *day = clt_today ();
  import->bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (import->bytes == NULL)
    {
      clt_desk_fail (import->desk, error);
      g_free (day);
      return;
    }
  clt_store_run_async (store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, clt_teaching_record_load, day,
                       g_free, clt_teaching_record_free, NULL, on_targets_read_cb,
                       g_steal_pointer (&import));
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Import) import = user_data;

  if (file == NULL)
    return;
  import->name = g_file_get_basename (file);
  g_file_load_bytes_async (file, NULL, on_bytes_loaded_cb, g_steal_pointer (&import));
}

void
clt_teaching_import_calendar (GtkWidget *parent, CltDesk *desk)
{
  Import *import = g_new0 (Import, 1);

  import->parent = g_object_ref (parent);
  import->desk = g_object_ref (desk);
  clt_dialogs_open_file (GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Import a Calendar"),
                         CLT_FILES_ANY, NULL, on_file_chosen_cb, import);
}

static void
import_calendar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_teaching_import_calendar (widget, CLT_TEACHING_WINDOW (widget)->desk);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
clt_teaching_window_dispose (GObject *object)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->record, clt_teaching_record_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TEACHING_WINDOW);
  G_OBJECT_CLASS (clt_teaching_window_parent_class)->dispose (object);
}

static void
clt_teaching_window_class_init (CltTeachingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_teaching_window_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-teaching-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, lecturer_list);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, room_list);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, quarter_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_install_action (widget_class, "teaching.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "teaching.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "teaching.retire", NULL, retire);
  gtk_widget_class_install_action (widget_class, "teaching.import", NULL, import_calendar);
  gtk_widget_class_install_action (widget_class, "teaching.previous", NULL, turn_quarter);
  gtk_widget_class_install_action (widget_class, "teaching.next", NULL, turn_quarter);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "teaching.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "teaching.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "teaching.retire", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "teaching.import",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "teaching.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "teaching.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_heading (GtkBox *box, const char *const *titles, const int *widths)
{
  GtkWidget *row = new_row (titles, widths, TRUE);

  gtk_widget_set_margin_start (row, 2);
  gtk_widget_set_margin_end (row, 2);
  gtk_box_prepend (box, row);
}

static void
clt_teaching_window_init (CltTeachingWindow *self)
{
  const char *const lecturer_titles[N_COLUMNS] = {
    _ ("Name"),  _ ("Teaches"), _ ("Fee an Hour"), _ ("Meetings"),
    _ ("Hours"), _ ("Fees"),    _ ("Heads"),       _ ("Per Head"),
  };
  const char *const room_titles[N_COLUMNS] = { _ ("Name"), _ ("Place"), _ ("Seats"),
                                               _ ("Cost an Hour") };

  gtk_widget_init_template (GTK_WIDGET (self));
  add_heading (GTK_BOX (gtk_stack_get_child_by_name (self->stack, "lecturers")), lecturer_titles,
               lecturer_widths);
  add_heading (GTK_BOX (gtk_stack_get_child_by_name (self->stack, "rooms")), room_titles,
               room_widths);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (focus_list), self,
                           G_CONNECT_SWAPPED);
}

CltTeachingWindow *
clt_teaching_window_new (GtkWidget *parent, CltDesk *desk, CltDay day)
{
  CltTeachingWindow *self =
    g_object_new (CLT_TYPE_TEACHING_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  self->day = day;
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

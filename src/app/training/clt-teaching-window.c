/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-teaching-window.h"

#include <string.h>

#include "app/training/clt-calendar-import.h"
#include "app/training/clt-teaching-jobs.h"
#include "app/widgets/clt-command.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define N_COLUMNS 8

typedef enum
{
  LECTURERS,
  ROOMS,
  CALENDARS,
} List;

#define N_LISTS (CALENDARS + 1)

/* Of their pages in the stack; the lists are called "lecturers_list" … in the template. */
static const char *const list_names[N_LISTS] = { "lecturers", "rooms", "calendars" };

struct _CltTeachingWindow
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned */
  CltDay day;
  CltTeachingRecord *record; /* owned (nullable): until it was read */

  GtkStack *stack;
  GtkListBox *lists[N_LISTS];
  GtkBox *quarter_box;
  GtkLabel *quarter_label;
  GtkButton *import_button;
  GtkButton *add_button;
  GtkButton *edit_button;
  GtkButton *remove_button;
};

G_DEFINE_FINAL_TYPE (CltTeachingWindow, clt_teaching_window, ADW_TYPE_WINDOW)

/* What the window has buttons for is not in the palette: that belongs to the window behind. */
static const CltCommand commands[] = {
  { "teaching.add", "", "n <Control>n", FALSE },
  { "teaching.edit", "", "F2", FALSE },
  { "teaching.retire", "", "Delete", FALSE },
  { "teaching.import", "", "<Control>i", FALSE },
  { "teaching.undo", "", "<Control>z", FALSE },
  { "teaching.previous", "", "Page_Up", FALSE, CLT_KEY_FIRST },
  { "teaching.next", "", "Page_Down", FALSE, CLT_KEY_FIRST },
  { "teaching.previous-list", "", "<Control>Page_Up", FALSE, CLT_KEY_FIRST },
  { "teaching.next-list", "", "<Control>Page_Down", FALSE, CLT_KEY_FIRST },
  { "window.close", "", "Escape", FALSE },
};
static const CltCommandGroup command_group = { "", commands, G_N_ELEMENTS (commands) };

/* ---- tables --------------------------------------------------------------------------------------- */

/* In characters; what is 0 takes the rest, at -1 the row ends. */
static const int widths[N_LISTS][N_COLUMNS] = {
  { 14, 0, 9, 9, 8, 10, 8, 10 },
  { 18, 0, 8, 12, -1 },
  { 30, 0, 9, 14, 17, -1 },
};

static GtkWidget *
new_row (List list, const char *const *texts, gboolean heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < N_COLUMNS && widths[list][i] >= 0; i++)
    {
      int width = widths[list][i];
      GtkWidget *label = gtk_label_new (texts[i]);
      gboolean number = i > 1;

      gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MAX (width, 8));
      gtk_widget_set_hexpand (label, width == 0);
      if (width > 0)
        gtk_label_set_max_width_chars (GTK_LABEL (label), width);
      gtk_widget_add_css_class (label, heading ? "dim-label" : "numeric");
      if (heading)
        gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "field-problem");
  return box;
}

/* All rows; what stands for none stays. */
static void
clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
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

  return new_row (LECTURERS, texts, FALSE);
}

static GtkWidget *
new_room_row (const CltRoom *room)
{
  g_autofree char *seats = g_strdup_printf ("%d", room->seats);
  g_autofree char *cost = clt_money_format (room->cost);
  const char *const texts[N_COLUMNS] = { room->name, room->place, seats, cost };

  return new_row (ROOMS, texts, FALSE);
}

static GtkWidget *
new_calendar_row (const CltAgenda *calendar, guint n_busy)
{
  g_autofree char *entries = g_strdup_printf ("%u", calendar->entries);
  g_autofree char *busy = g_strdup_printf ("%u", n_busy);
  g_autofree char *changed =
    calendar->changed_at == 0 ? g_strdup ("–") : clt_instant_format (calendar->changed_at);
  const char *whom = calendar->holiday               ? _ ("Everybody: these are holidays")
                     : *calendar->keeps_busy == '\0' ? _ ("Nobody: only shown")
                                                     : calendar->keeps_busy;
  const char *const texts[N_COLUMNS] = { calendar->name, whom, entries, busy, changed };

  return new_row (CALENDARS, texts, FALSE);
}

static int
get_selected (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  return row == NULL ? -1 : gtk_list_box_row_get_index (row);
}

static List
get_shown (CltTeachingWindow *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (List list = LECTURERS; list < N_LISTS; list++)
    if (g_strcmp0 (name, list_names[list]) == 0)
      return list;
  return LECTURERS;
}

static GtkListBox *
get_list (CltTeachingWindow *self)
{
  return self->lists[get_shown (self)];
}

/* Where the next key belongs: the row that is selected; where there is none, what brings one. */
static void
focus_list (CltTeachingWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (self));
  GtkButton *button = get_shown (self) == CALENDARS ? self->import_button : self->add_button;

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (button));
}

/* Nothing of a room belongs to a quarter. */
static void
show_quarter (CltTeachingWindow *self)
{
  gboolean rooms = get_shown (self) == ROOMS;
  g_autofree char *from = NULL, *to = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->quarter_box), !rooms);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "teaching.previous", !rooms);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "teaching.next", !rooms);
  if (self->record == NULL || rooms)
    {
      gtk_label_set_label (self->quarter_label, "");
      return;
    }
  from = clt_day_format (self->record->from);
  to = clt_day_format (self->record->to);
  text = g_strdup_printf (get_shown (self) == CALENDARS
                            /* Translators: first and last day of a quarter. */
                            ? _ ("Entries in the quarter: %s to %s")
                            /* Translators: first and last day of a quarter. */
                            : _ ("Meetings, hours and costs: %s to %s"),
                          from, to);
  gtk_label_set_label (self->quarter_label, text);
}

/* A calendar is changed where it comes from, and read again. */
static void
on_stack_switched_cb (CltTeachingWindow *self)
{
  gboolean calendars = get_shown (self) == CALENDARS;

  show_quarter (self);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), !calendars);
  gtk_widget_set_visible (GTK_WIDGET (self->add_button), !calendars);
  gtk_button_set_label (self->remove_button, calendars ? _ ("Remove") : _ ("Retire"));
  focus_list (self);
}

/* (nullable) (transfer none): what a list shows: CltTeaching, CltRoom or CltAgenda. */
static const GPtrArray *
get_subjects (const CltTeachingRecord *record, List list)
{
  if (record == NULL)
    return NULL;
  return list == LECTURERS ? record->teaching : list == ROOMS ? record->rooms : record->calendars;
}

static gboolean
is_same (List list, gconstpointer one, gconstpointer other)
{
  switch (list)
    {
    case ROOMS:
      return ((const CltRoom *) one)->id == ((const CltRoom *) other)->id;
    case CALENDARS:
      return g_str_equal (((const CltAgenda *) one)->name, ((const CltAgenda *) other)->name);
    case LECTURERS:
    default:
      return ((const CltTeaching *) one)->lecturer->id ==
             ((const CltTeaching *) other)->lecturer->id;
    }
}

/* -1: it is not among them. */
static int
find_subject (List list, const GPtrArray *subjects, gconstpointer subject)
{
  for (guint i = 0; i < subjects->len; i++)
    if (is_same (list, subjects->pdata[i], subject))
      return (int) i;
  return -1;
}

/* What came to the list, else what was selected, else what stands in its place now. */
static int
choose_row (List list, const GPtrArray *before, const GPtrArray *now, int selected)
{
  int index;

  for (guint i = 0; before != NULL && i < now->len; i++)
    if (find_subject (list, before, now->pdata[i]) < 0)
      return (int) i;
  if (before == NULL || selected < 0)
    return 0;
  index = find_subject (list, now, before->pdata[selected]);
  return index >= 0 ? index : MIN (selected, (int) now->len - 1);
}

static GtkWidget *
new_subject_row (const CltTeachingRecord *record, List list, gconstpointer subject)
{
  switch (list)
    {
    case ROOMS:
      return new_room_row (subject);
    case CALENDARS:
      return new_calendar_row (
        subject, clt_teaching_record_count_busy (record, ((const CltAgenda *) subject)->name));
    case LECTURERS:
    default:
      return new_lecturer_row (subject);
    }
}

static void
show_list (CltTeachingWindow *self, const CltTeachingRecord *before, List list)
{
  const GPtrArray *subjects = get_subjects (self->record, list);
  int selected =
    choose_row (list, get_subjects (before, list), subjects, get_selected (self->lists[list]));

  clear (self->lists[list]);
  for (guint i = 0; i < subjects->len; i++)
    gtk_list_box_append (self->lists[list],
                         new_subject_row (self->record, list, subjects->pdata[i]));
  if (subjects->len > 0)
    gtk_list_box_select_row (self->lists[list],
                             gtk_list_box_get_row_at_index (self->lists[list], selected));
}

static void
show (CltTeachingWindow *self, const CltTeachingRecord *before)
{
  show_quarter (self);
  for (List list = LECTURERS; list < N_LISTS; list++)
    show_list (self, before, list);
  focus_list (self);
}

/* ---- reading --------------------------------------------------------------------------------------- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTeachingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  CltTeachingRecord *record = clt_store_run_finish (CLT_STORE (source), result, &error);
  CltTeachingRecord *before;

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
  before = g_steal_pointer (&self->record);
  self->record = record;
  show (self, before);
  g_clear_pointer (&before, clt_teaching_record_free);
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
    clt_form_dialog_refuse_row (form, 2, _ ("The cost is no amount of money."));
  else if (!g_ascii_string_to_signed (seats, 10, 1, 100000, &n_seats, NULL))
    clt_form_dialog_refuse_row (form, 3, _ ("The seats are a number from 1 on."));
  else
    {
      order->seats = (int) n_seats;
      if (subject->room)
        clt_form_dialog_act (form, subject->id == 0 ? "room.create" : "room.save", order->name,
                             clt_teaching_order_save_room, order, clt_teaching_order_free);
      else
        clt_form_dialog_act (form, subject->id == 0 ? "lecturer.create" : "lecturer.save",
                             order->name, clt_teaching_order_save_lecturer, order,
                             clt_teaching_order_free);
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

  clt_form_dialog_add_entry (form, C_ ("person", "_Name"), lecturer == NULL ? "" : lecturer->name,
                             TRUE);
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
import_calendar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_calendar_import_ask (widget, CLT_TEACHING_WINDOW (widget)->desk);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);

  switch (get_shown (self))
    {
    case ROOMS:
      edit_room (self, NULL);
      break;
    case CALENDARS:
      import_calendar (widget, action, parameter);
      break;
    case LECTURERS:
    default:
      edit_lecturer (self, NULL);
    }
}

/* (nullable): what the selected row shows. */
static gconstpointer
get_subject (CltTeachingWindow *self)
{
  int index = get_selected (get_list (self));

  return index < 0 || self->record == NULL
           ? NULL
           : get_subjects (self->record, get_shown (self))->pdata[index];
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);
  gconstpointer subject = get_subject (self);

  if (subject == NULL)
    return;
  if (get_shown (self) == ROOMS)
    edit_room (self, subject);
  else if (get_shown (self) == LECTURERS)
    edit_lecturer (self, ((const CltTeaching *) subject)->lecturer);
}

static void
on_row_activated_cb (CltTeachingWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "teaching.edit", NULL);
}

/* They stay in what was held; the history can bring them back. */
static CltTeachingOrder *
new_retirement (gint64 id)
{
  CltTeachingOrder *order = clt_teaching_order_new (id);

  order->archived = TRUE;
  return order;
}

static void
retire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);
  gconstpointer subject = get_subject (self);

  if (subject == NULL)
    return;
  if (get_shown (self) == ROOMS)
    clt_desk_act (self->desk, "room.retire", ((const CltRoom *) subject)->name,
                  clt_teaching_order_save_room, new_retirement (((const CltRoom *) subject)->id),
                  clt_teaching_order_free);
  else if (get_shown (self) == CALENDARS)
    clt_desk_act (self->desk, "calendar.remove", ((const CltAgenda *) subject)->name,
                  clt_teaching_remove_calendar, g_strdup (((const CltAgenda *) subject)->name),
                  g_free);
  else
    {
      const CltLecturer *lecturer = ((const CltTeaching *) subject)->lecturer;

      clt_desk_act (self->desk, "lecturer.retire", lecturer->name, clt_teaching_order_save_lecturer,
                    new_retirement (lecturer->id), clt_teaching_order_free);
    }
}

static void
switch_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTeachingWindow *self = CLT_TEACHING_WINDOW (widget);
  int step = g_str_has_suffix (action, "next-list") ? 1 : N_LISTS - 1;

  gtk_stack_set_visible_child_name (self->stack,
                                    list_names[((int) get_shown (self) + step) % N_LISTS]);
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
  static const CltCommandAction actions[] = {
    { "teaching.add", add },
    { "teaching.edit", edit },
    { "teaching.retire", retire },
    { "teaching.import", import_calendar },
    { "teaching.undo", clt_command_undo_behind },
    { "teaching.previous", turn_quarter },
    { "teaching.next", turn_quarter },
    { "teaching.previous-list", switch_list },
    { "teaching.next-list", switch_list },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_teaching_window_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-teaching-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, remove_button);
  for (List list = LECTURERS; list < N_LISTS; list++)
    {
      g_autofree char *name = g_strdup_printf ("%s_list", list_names[list]);

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                                 G_STRUCT_OFFSET (CltTeachingWindow, lists[list]));
    }
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, quarter_box);
  gtk_widget_class_bind_template_child (widget_class, CltTeachingWindow, quarter_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
add_heading (CltTeachingWindow *self, List list, const char *const *titles)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, list_names[list]);
  GtkWidget *row = new_row (list, titles, TRUE);

  gtk_widget_set_margin_start (row, 2);
  gtk_widget_set_margin_end (row, 2);
  gtk_box_prepend (GTK_BOX (page), row);
}

static void
clt_teaching_window_init (CltTeachingWindow *self)
{
  const char *const titles[N_LISTS][N_COLUMNS] = {
    { C_ ("person", "Name"), C_ ("teaching", "Teaches"), C_ ("teaching", "Fee an Hour"),
      C_ ("teaching", "Meetings"), C_ ("teaching", "Hours"), C_ ("teaching", "Fees"),
      C_ ("teaching", "Heads"), C_ ("teaching", "Per Head") },
    { C_ ("teaching", "Name"), C_ ("teaching", "Place"), C_ ("teaching", "Seats"),
      C_ ("teaching", "Cost an Hour") },
    { C_ ("teaching", "Name"), C_ ("teaching", "Keeps Busy"), C_ ("teaching", "Entries"),
      C_ ("teaching", "In the Quarter"), C_ ("teaching", "Last Changed") },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (List list = LECTURERS; list < N_LISTS; list++)
    add_heading (self, list, titles[list]);
  clt_command_group_capture (&command_group, GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_stack_switched_cb),
                           self, G_CONNECT_SWAPPED);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-field-row.h"

#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-css-class.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltFieldRow
{
  CltFieldRowKind kind;
  CltFieldRowFunc commit;
  CltFieldRowEntered entered; /* (nullable) */
  gpointer user_data;
  CltFieldRowAlias alias; /* (nullable) */

  GtkWidget *widget;  /* borrowed from the list */
  GtkTextView *view;  /* borrowed (nullable) */
  GtkWidget *toggle;  /* borrowed (nullable): the switch */
  GtkWidget *problem; /* borrowed: the row below, shown while a value is refused */
  GtkLabel *message;  /* borrowed */
  char *stored;       /* owned: what the file holds */
  char *asked;        /* owned (nullable): on its way into the file */
  GPtrArray *keys;    /* owned (nullable): of a choice */
  gboolean filling;
  gboolean composing; /* an input method has not finished a word */
};

/* ---- what stands in the row ----------------------------------------------------------------- */

char *
clt_field_row_dup_text (CltFieldRow *row)
{
  guint selected;

  if (row->view != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (row->view);
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  if (row->toggle != NULL)
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (row->toggle)) ? "1" : "0");
  if (row->kind == CLT_FIELD_ROW_ENTRY)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->widget)));
  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row->widget));
  return g_strdup (selected < row->keys->len ? row->keys->pdata[selected] : row->stored);
}

static gboolean
is_edited (CltFieldRow *row)
{
  g_autofree char *text = clt_field_row_dup_text (row);
  const char *alias = row->alias == NULL ? NULL : row->alias (row->widget);

  return !g_str_equal (text, row->stored) && g_strcmp0 (text, alias) != 0;
}

/* What the file holds is no typing: Ctrl+Z in the field does not undo it there, but in the file. */
static void
forget_typing (CltFieldRow *row)
{
  if (row->kind != CLT_FIELD_ROW_ENTRY)
    return;
  gtk_editable_set_enable_undo (GTK_EDITABLE (row->widget), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (row->widget), TRUE);
}

/* Of a choice; a value that it does not offer is shown as none, which is no edit. */
static guint
find_stored (CltFieldRow *row)
{
  for (guint i = 0; i < row->keys->len; i++)
    if (g_str_equal (row->keys->pdata[i], row->stored))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_stored (CltFieldRow *row)
{
  gboolean filling = row->filling;

  row->filling = TRUE;
  if (row->view != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (row->view), row->stored, -1);
  else if (row->toggle != NULL)
    gtk_switch_set_active (GTK_SWITCH (row->toggle), g_str_equal (row->stored, "1"));
  else if (row->kind == CLT_FIELD_ROW_ENTRY)
    {
      gtk_editable_set_text (GTK_EDITABLE (row->widget), row->stored);
      forget_typing (row);
    }
  else
    adw_combo_row_set_selected (ADW_COMBO_ROW (row->widget), find_stored (row));
  row->filling = filling;
}

/* NULL: nothing is wrong. */
static void
show_problem (CltFieldRow *row, const char *message)
{
  gtk_label_set_label (row->message, message == NULL ? "" : message);
  gtk_widget_set_visible (row->problem, message != NULL);
  clt_css_class_set (row->widget, "error", message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* ---- keeping -------------------------------------------------------------------------------- */

static void
keep (CltFieldRow *row)
{
  g_autofree char *text = clt_field_row_dup_text (row);

  if (!is_edited (row))
    {
      show_problem (row, NULL);
      return;
    }
  if (g_strcmp0 (row->asked, text) == 0)
    return;
  clt_set_str (&row->asked, text);
  row->commit (row, text, row->user_data);
}

void
clt_field_row_flush (CltFieldRow *row)
{
  if (is_edited (row))
    keep (row);
}

void
clt_field_row_accept (CltFieldRow *row, const char *text)
{
  if (g_strcmp0 (row->asked, text) == 0)
    g_clear_pointer (&row->asked, g_free);
  clt_set_str (&row->stored, text);
  if (!is_edited (row))
    forget_typing (row);
  show_problem (row, NULL);
}

void
clt_field_row_refuse (CltFieldRow *row, const char *message)
{
  g_clear_pointer (&row->asked, g_free);
  show_problem (row, message);
  if (row->kind == CLT_FIELD_ROW_CHOICE || row->kind == CLT_FIELD_ROW_SWITCH)
    show_stored (row);
}

gboolean
clt_field_row_is_refused (CltFieldRow *row)
{
  return gtk_widget_get_visible (row->problem) && is_edited (row);
}

static void
on_entered_cb (CltFieldRow *row)
{
  keep (row);
  if (row->entered != NULL)
    row->entered (row, row->user_data);
}

static void
on_preedit_changed_cb (CltFieldRow *row, const char *preedit)
{
  row->composing = *preedit != '\0';
}

static void
on_changed_cb (CltFieldRow *row)
{
  if (!row->filling)
    keep (row);
}

static void
on_left_cb (CltFieldRow *row)
{
  if (row->filling)
    return;
  keep (row);
  /* Tab chooses the whole text, which would stay marked without the focus */
  if (row->kind == CLT_FIELD_ROW_ENTRY)
    gtk_editable_select_region (GTK_EDITABLE (row->widget), 0, 0);
}

/* GtkTextView makes a new line of every Enter, whatever else is held. */
static gboolean
forward (GtkEventControllerKey *controller)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  while ((widget = gtk_widget_get_parent (widget)) != NULL)
    if (gtk_event_controller_key_forward (controller, widget))
      break;
  return GDK_EVENT_STOP;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint keyval,
           guint keycode,
           GdkModifierType state,
           CltFieldRow *row)
{
  const gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (enter && row->kind == CLT_FIELD_ROW_WORDS && !row->composing &&
      (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0)
    {
      on_entered_cb (row);
      return GDK_EVENT_STOP;
    }
  if (enter && (state & GDK_CONTROL_MASK) != 0)
    {
      keep (row);
      return (state & GDK_SHIFT_MASK) != 0 ? forward (controller) : GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Escape || !is_edited (row))
    return GDK_EVENT_PROPAGATE;
  show_stored (row);
  show_problem (row, NULL);
  return GDK_EVENT_STOP;
}

/* ---- widgets -------------------------------------------------------------------------------- */

static void
watch_focus (CltFieldRow *row, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left_cb), row);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), row);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_object_set_data (G_OBJECT (widget), "clt-focus", focus);
  g_object_set_data (G_OBJECT (widget), "clt-keys", keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, keys);
}

static gboolean
on_resize_cb (gpointer view)
{
  gtk_widget_queue_resize (view);
  return G_SOURCE_REMOVE;
}

/* A text view may learn how high its text is only while it is given its place, and nobody hears then
 * that it needs more: it would stay a line of one pixel until something else moves. */
static void
on_height_changed_cb (GtkAdjustment *height, GtkTextView *view)
{
  if (gtk_adjustment_get_upper (height) > gtk_adjustment_get_page_size (height))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_resize_cb, g_object_ref (view), g_object_unref);
}

/* A text view that was filled while it was hidden knows the height of its text only for the width that
 * it had then, if any. */
static void
on_view_mapped_cb (GtkWidget *view)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_resize_cb, g_object_ref (view), g_object_unref);
}

static void
make_text (CltFieldRow *row, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (title);

  row->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (row->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (row->view, FALSE);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (row->view)), "changed",
                           G_CALLBACK (on_height_changed_cb), row->view, 0);
  g_signal_connect (row->view, "map", G_CALLBACK (on_view_mapped_cb), NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (box, "long-field");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  row->widget = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->widget), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->widget), FALSE);
  gtk_widget_set_focusable (row->widget, FALSE);
  g_signal_connect_swapped (row->view, "preedit-changed", G_CALLBACK (on_preedit_changed_cb), row);
  watch_focus (row, GTK_WIDGET (row->view));
}

static void
on_switched_cb (CltFieldRow *row)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_STATE_CHECKED,
                               gtk_switch_get_active (GTK_SWITCH (row->toggle)), -1);
  on_changed_cb (row);
}

/* The row answers as the switch would, so that Tab stops once: the switch itself takes no focus. */
static void
make_switch (CltFieldRow *row)
{
  row->widget =
    g_object_new (ADW_TYPE_ACTION_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_SWITCH, NULL);
  row->toggle = gtk_switch_new ();
  gtk_widget_set_valign (row->toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (row->toggle, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), row->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->widget), row->toggle);
  g_signal_connect_swapped (row->toggle, "notify::active", G_CALLBACK (on_switched_cb), row);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_STATE_CHECKED, FALSE,
                               -1);
}

static void
make_widget (CltFieldRow *row, const char *title)
{
  switch (row->kind)
    {
    case CLT_FIELD_ROW_TEXT:
    case CLT_FIELD_ROW_WORDS:
      make_text (row, title);
      return;
    case CLT_FIELD_ROW_SWITCH:
      make_switch (row);
      break;
    case CLT_FIELD_ROW_CHOICE:
      row->keys = g_ptr_array_new_with_free_func (g_free);
      row->widget = adw_combo_row_new ();
      clt_combo_focus_tick (ADW_COMBO_ROW (row->widget));
      g_signal_connect_swapped (row->widget, "notify::selected", G_CALLBACK (on_changed_cb), row);
      break;
    case CLT_FIELD_ROW_ENTRY:
    default:
      row->widget = adw_entry_row_new ();
      g_signal_connect_swapped (row->widget, "entry-activated", G_CALLBACK (on_entered_cb), row);
      watch_focus (row, row->widget);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), title);
}

static void
make_problem (CltFieldRow *row)
{
  row->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (row->message, TRUE);
  gtk_label_set_xalign (row->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (row->message), "error");
  gtk_widget_add_css_class (GTK_WIDGET (row->message), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->message), "field-problem");
  row->problem = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->problem), GTK_WIDGET (row->message));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->problem), FALSE);
  gtk_widget_set_focusable (row->problem, FALSE);
  /* a list ends the way of the Tab key at a row that can answer but takes no focus */
  gtk_widget_set_sensitive (row->problem, FALSE);
  gtk_widget_set_visible (row->problem, FALSE);
}

static CltFieldRow *
make_row (const char *title, CltFieldRowKind kind, CltFieldRowFunc commit, gpointer user_data)
{
  CltFieldRow *row = g_new0 (CltFieldRow, 1);

  row->kind = kind;
  row->commit = commit;
  row->user_data = user_data;
  row->stored = g_strdup ("");
  row->filling = TRUE;
  make_widget (row, title);
  make_problem (row);
  row->filling = FALSE;
  return row;
}

GtkListBox *
clt_field_list_new (AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_preferences_group_set_title (group, label);
  adw_preferences_group_add (group, list);
  return GTK_LIST_BOX (list);
}

CltFieldRow *
clt_field_row_new (GtkListBox *list,
                   const char *title,
                   CltFieldRowKind kind,
                   CltFieldRowFunc commit,
                   gpointer user_data)
{
  CltFieldRow *row = make_row (title, kind, commit, user_data);

  gtk_list_box_append (list, row->widget);
  gtk_list_box_append (list, row->problem);
  return row;
}

CltFieldRow *
clt_field_row_new_in_expander (AdwExpanderRow *expander,
                               const char *title,
                               CltFieldRowKind kind,
                               CltFieldRowFunc commit,
                               gpointer user_data)
{
  CltFieldRow *row = make_row (title, kind, commit, user_data);

  adw_expander_row_add_row (expander, row->widget);
  adw_expander_row_add_row (expander, row->problem);
  return row;
}

/* The widgets may outlive this for a moment, with callbacks that point into it. */
void
clt_field_row_free (CltFieldRow *row)
{
  GtkWidget *watched = row->view != NULL ? GTK_WIDGET (row->view) : row->widget;
  gpointer focus = g_object_get_data (G_OBJECT (watched), "clt-focus");
  gpointer keys = g_object_get_data (G_OBJECT (watched), "clt-keys");

  row->filling = TRUE;
  g_signal_handlers_disconnect_by_data (row->widget, row);
  if (row->toggle != NULL)
    g_signal_handlers_disconnect_by_data (row->toggle, row);
  if (row->view != NULL)
    g_signal_handlers_disconnect_by_data (row->view, row);
  if (focus != NULL)
    g_signal_handlers_disconnect_by_data (focus, row);
  if (keys != NULL)
    g_signal_handlers_disconnect_by_data (keys, row);
  g_free (row->stored);
  g_free (row->asked);
  g_clear_pointer (&row->keys, g_ptr_array_unref);
  g_free (row);
}

void
clt_field_row_set_entered (CltFieldRow *row, CltFieldRowEntered func)
{
  row->entered = func;
}

void
clt_field_row_set_alias (CltFieldRow *row, CltFieldRowAlias func)
{
  row->alias = func;
}

void
clt_field_row_set_choices (CltFieldRow *row, const char *const *keys, const char *const *labels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);
  gboolean filling = row->filling;

  row->filling = TRUE;
  g_ptr_array_set_size (row->keys, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (row->keys, g_strdup (keys[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (model));
  show_stored (row);
  row->filling = filling;
}

void
clt_field_row_show (CltFieldRow *row, const char *value, gboolean same)
{
  gboolean leave = same && row->kind != CLT_FIELD_ROW_CHOICE && is_edited (row);

  if (!same)
    g_clear_pointer (&row->asked, g_free);
  if (same && !leave && g_str_equal (row->stored, value) && row->kind != CLT_FIELD_ROW_CHOICE)
    return;
  clt_set_str (&row->stored, value);
  if (leave)
    return;
  show_problem (row, NULL);
  show_stored (row);
}

GtkWidget *
clt_field_row_get_widget (CltFieldRow *row)
{
  return row->widget;
}

GtkTextView *
clt_field_row_get_text_view (CltFieldRow *row)
{
  return row->view;
}

void
clt_field_row_focus (CltFieldRow *row)
{
  gtk_widget_grab_focus (row->view != NULL ? GTK_WIDGET (row->view) : row->widget);
}

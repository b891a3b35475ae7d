/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-form-dialog.h"

#include "app/widgets/clt-client-entry.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-command.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

#define MAX_ROWS 8

struct _CltFormDialog
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned */
  CltFormApply apply;
  CltFormApply changed; /* (nullable) */
  CltFormApply follow;  /* (nullable) */
  gboolean kept;
  gpointer data; /* owned by data_free */
  GDestroyNotify data_free;
  guint n_rows;
  GtkWidget *rows[MAX_ROWS]; /* borrowed */
  gboolean required[MAX_ROWS];

  GtkLabel *heading_label;
  GtkLabel *body_label;
  GtkLabel *hint_label;
  GtkLabel *error_label;
  AdwPreferencesGroup *group;
  GtkButton *apply_button;
};

G_DEFINE_FINAL_TYPE (CltFormDialog, clt_form_dialog, ADW_TYPE_WINDOW)

/* The first row that must be filled and is not; -1: none. */
static int
find_missing (CltFormDialog *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autofree char *text = clt_form_dialog_dup_text (self, i);

      if (self->required[i] && *text == '\0')
        return (int) i;
    }
  return -1;
}

static void
on_row_changed_cb (CltFormDialog *self)
{
  /* what was wrong was said of other words */
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), find_missing (self) < 0);
  if (self->changed != NULL)
    self->changed (self);
}

/* Enter in an unfinished form says what is missing, and goes there. */
static void
say_missing (CltFormDialog *self, guint row)
{
  g_autofree char *title =
    clt_command_dup_plain (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->rows[row])));
  /* Translators: %s is the name of a field. */
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” is empty still."), title);

  clt_form_dialog_refuse_row (self, row, sentence);
}

static void
on_apply_cb (CltFormDialog *self)
{
  int missing = find_missing (self);

  if (missing < 0)
    self->apply (self);
  else
    say_missing (self, (guint) missing);
}

static void
add_row (CltFormDialog *self, GtkWidget *row, const char *title)
{
  g_return_if_fail (self->n_rows < MAX_ROWS);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (self->group, row);
  self->rows[self->n_rows++] = row;
}

static void
add_editable (CltFormDialog *self, GtkWidget *row, const char *title, gboolean required)
{
  self->required[self->n_rows] = required;
  add_row (self, row, title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_row_changed_cb), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (on_apply_cb), self);
}

void
clt_form_dialog_add_entry (CltFormDialog *self,
                           const char *title,
                           const char *text,
                           gboolean required)
{
  GtkWidget *row = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  add_editable (self, row, title, required);
}

void
clt_form_dialog_add_clients (CltFormDialog *self,
                             const char *title,
                             gboolean several,
                             gboolean prospects)
{
  add_editable (self, clt_client_entry_new (self->desk, several, prospects), title, TRUE);
}

void
clt_form_dialog_set_client (CltFormDialog *self,
                            guint row,
                            gint64 id,
                            const char *name,
                            const char *account)
{
  g_return_if_fail (row < self->n_rows);

  clt_client_entry_set_client (CLT_CLIENT_ENTRY (self->rows[row]), id, name, account);
}

void
clt_form_dialog_add_choice (CltFormDialog *self, const char *title, const char *const *labels)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  clt_combo_show_long (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  self->required[self->n_rows] = TRUE;
  add_row (self, row, title);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_row_changed_cb), self);
}

void
clt_form_dialog_select (CltFormDialog *self, guint row, guint choice)
{
  g_return_if_fail (row < self->n_rows);

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[row]), choice);
}

void
clt_form_dialog_set_text (CltFormDialog *self, guint row, const char *text)
{
  g_return_if_fail (row < self->n_rows);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), text);
}

void
clt_form_dialog_set_hint (CltFormDialog *self, const char *markup)
{
  gtk_label_set_markup (self->hint_label, markup);
}

void
clt_form_dialog_reserve_hint (CltFormDialog *self, int lines)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->hint_label), "国");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  g_object_unref (layout);
  gtk_widget_set_size_request (GTK_WIDGET (self->hint_label), -1, height * lines);
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), TRUE);
}

void
clt_form_dialog_watch (CltFormDialog *self, CltFormApply changed)
{
  self->changed = changed;
}

void
clt_form_dialog_follow (CltFormDialog *self, CltFormApply follow)
{
  self->follow = follow;
}

/* After a refusal, too: the button that was pressed could not have the focus meanwhile. */
static void
focus_first (GtkWindow *window)
{
  CltFormDialog *self = CLT_FORM_DIALOG (window);

  if (self->n_rows > 0)
    gtk_widget_grab_focus (self->rows[0]);
}

void
clt_form_dialog_present (CltFormDialog *self, const char *verb, CltFormApply apply)
{
  self->apply = apply;
  gtk_button_set_label (self->apply_button, verb);
  on_row_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  focus_first (GTK_WINDOW (self));
}

char *
clt_form_dialog_dup_text (CltFormDialog *self, guint row)
{
  GtkWidget *widget;
  GObject *item;

  g_return_val_if_fail (row < self->n_rows, NULL);

  widget = self->rows[row];
  if (!ADW_IS_COMBO_ROW (widget))
    {
      char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget))));

      /* The comma behind the last client that was chosen: another might follow. */
      if (CLT_IS_CLIENT_ENTRY (widget) && g_str_has_suffix (text, ","))
        text[strlen (text) - 1] = '\0';
      return text;
    }
  item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (widget));
  return g_strdup (item == NULL ? "" : gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

guint
clt_form_dialog_get_choice (CltFormDialog *self, guint row)
{
  g_return_val_if_fail (row < self->n_rows, 0);

  return adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[row]));
}

gboolean
clt_form_dialog_get_day (CltFormDialog *self, guint row, CltDay *day)
{
  g_autofree char *text = clt_form_dialog_dup_text (self, row);
  g_autofree char *sentence = NULL;

  if (clt_day_parse (text, day))
    return TRUE;
  /* Translators: %s is what was typed. */
  sentence = g_strdup_printf (_ ("“%s” is not a date. Write it like 2026-11-18."), text);
  clt_form_dialog_refuse_row (self, row, sentence);
  return FALSE;
}

GArray *
clt_form_dialog_dup_clients (CltFormDialog *self, guint row)
{
  g_autofree char *unknown = NULL;
  g_autofree char *sentence = NULL;
  GArray *ids;

  g_return_val_if_fail (row < self->n_rows, NULL);

  ids = clt_client_entry_dup_clients (CLT_CLIENT_ENTRY (self->rows[row]), &unknown);
  if (ids != NULL)
    return ids;
  /* Translators: %s is what was typed. */
  sentence = g_strdup_printf (_ ("“%s” is no client yet. Type a name, its initials or an account, "
                                 "and choose from the list."),
                              unknown);
  clt_form_dialog_refuse_row (self, row, sentence);
  return NULL;
}

void
clt_form_dialog_set_data (CltFormDialog *self, gpointer data, GDestroyNotify data_free)
{
  self->data = data;
  self->data_free = data_free;
}

gpointer
clt_form_dialog_get_data (CltFormDialog *self)
{
  return self->data;
}

CltDesk *
clt_form_dialog_get_desk (CltFormDialog *self)
{
  return self->desk;
}

gboolean
clt_form_dialog_was_kept (CltFormDialog *self)
{
  return self->kept;
}

void
clt_form_dialog_refuse (CltFormDialog *self, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}

void
clt_form_dialog_refuse_row (CltFormDialog *self, guint row, const char *sentence)
{
  g_return_if_fail (row < self->n_rows);

  clt_form_dialog_refuse (self, sentence);
  gtk_widget_grab_focus (self->rows[row]);
}

static void
on_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltFormDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    {
      self->kept = TRUE;
      if (self->follow != NULL)
        self->follow (self);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  clt_form_dialog_refuse (self, sentence);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), TRUE);
}

void
clt_form_dialog_act (CltFormDialog *self,
                     const char *name,
                     const char *detail,
                     CltActionFunc func,
                     gpointer data,
                     GDestroyNotify data_free)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), FALSE);
  clt_desk_act_async (self->desk, name, detail, func, data, data_free, on_acted_cb,
                      g_object_ref (self));
}

/* Whoever works by keyboard sees where he is in the window that he comes back to. */
static gboolean
clt_form_dialog_close_request (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  if (parent != NULL && gtk_window_get_focus_visible (window))
    gtk_window_set_focus_visible (parent, TRUE);
  return GTK_WINDOW_CLASS (clt_form_dialog_parent_class)->close_request (window);
}

static void
clt_form_dialog_dispose (GObject *object)
{
  CltFormDialog *self = CLT_FORM_DIALOG (object);

  if (self->data_free != NULL)
    g_clear_pointer (&self->data, self->data_free);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_FORM_DIALOG);
  G_OBJECT_CLASS (clt_form_dialog_parent_class)->dispose (object);
}

static void
clt_form_dialog_class_init (CltFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_form_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = clt_form_dialog_close_request;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-form-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CltFormDialog, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_form_dialog_init (CltFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_first);
}

CltFormDialog *
clt_form_dialog_new (GtkWidget *parent, CltDesk *desk, const char *heading, const char *body)
{
  CltFormDialog *self = g_object_new (CLT_TYPE_FORM_DIALOG, "transient-for",
                                      gtk_widget_get_root (parent), "title", heading, NULL);

  self->desk = g_object_ref (desk);
  gtk_label_set_label (self->heading_label, heading);
  gtk_label_set_label (self->body_label, body == NULL ? "" : body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), body != NULL);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-details.h"

#include "app/clients/clt-reveal.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

/* One field on the screen. */
typedef struct
{
  CltClientDetails *details; /* borrowed */
  const CltClientField *field;
  GtkWidget *widget;  /* borrowed from the list */
  GtkWidget *problem; /* borrowed from the list: the row below, shown while a value is refused */
  GtkLabel *message;  /* borrowed from problem */
  char *stored;       /* what the file holds, as it is shown */
  char *asked;        /* (nullable): a value on its way into the file */
  GPtrArray *keys;    /* (nullable): of a choice, what is shown of each, as stored */
  GPtrArray *values;  /* (nullable): of a choice, what is written for each */
} Row;

struct _CltClientDetails
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk; /* owned */
  gint64 client_id;
  char *name;       /* owned: of the client, for the history */
  GtkListBox *list; /* borrowed */
  GPtrArray *rows;  /* owned: Row, one a field of clt_client_fields */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CltClientDetails, clt_client_details, ADW_TYPE_PREFERENCES_GROUP)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->stored);
  g_free (row->asked);
  g_clear_pointer (&row->keys, g_ptr_array_unref);
  g_clear_pointer (&row->values, g_ptr_array_unref);
  g_free (row);
}

/* What was refused, below the row; NULL: nothing. */
static void
show_problem (Row *row, const char *message)
{
  gtk_label_set_label (row->message, message == NULL ? "" : message);
  gtk_widget_set_visible (row->problem, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (row->widget, "error");
  else
    gtk_widget_remove_css_class (row->widget, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
is_edited (const Row *row)
{
  const char *text, *revealed;

  if (row->values != NULL)
    return FALSE;
  text = gtk_editable_get_text (GTK_EDITABLE (row->widget));
  revealed = clt_reveal_get_shown (row->widget);
  return !g_str_equal (text, row->stored) && g_strcmp0 (text, revealed) != 0;
}

/* What the file holds is no typing: Ctrl+Z in the field does not undo it there, but in the file. */
static void
forget_typing (Row *row)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (row->widget), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (row->widget), TRUE);
}

static void
show_stored (Row *row)
{
  gboolean filling = row->details->filling;

  row->details->filling = TRUE;
  if (row->values == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (row->widget), row->stored);
      forget_typing (row);
    }
  else
    for (guint i = 0; i < row->keys->len; i++)
      if (g_str_equal (row->keys->pdata[i], row->stored))
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (row->widget), i);
          break;
        }
  row->details->filling = filling;
}

/* Keeping a field */

typedef struct
{
  gint64 client_id;
  const char *field; /* static */
  char *text;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->text);
  g_free (edit);
}

static gboolean
run_edit (CltConn *conn, gpointer data, GError **error)
{
  Edit *edit = data;

  return clt_client_set_field (conn, edit->client_id, edit->field, edit->text, clt_today (), error);
}

/* Whose answer is awaited. */
typedef struct
{
  CltClientDetails *details; /* owned */
  Row *row;                  /* borrowed from details */
  gint64 client_id;
  char *text;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->details);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  CltDesk *desk = CLT_DESK (object);
  Row *row = attempt->row;
  gboolean kept = clt_desk_act_finish (desk, result, &error);

  if (attempt->details->rows == NULL || attempt->details->client_id != attempt->client_id)
    {
      /* the card shows somebody else by now */
      if (!kept)
        clt_desk_fail (desk, error);
      return;
    }
  if (g_strcmp0 (row->asked, attempt->text) == 0)
    g_clear_pointer (&row->asked, g_free);
  if (kept)
    {
      if (row->values == NULL)
        {
          clt_set_str (&row->stored, attempt->text);
          if (!is_edited (row))
            forget_typing (row);
        }
      show_problem (row, NULL);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  show_problem (row, sentence);
  if (row->values != NULL)
    show_stored (row);
}

static void
keep (Row *row, const char *text)
{
  CltClientDetails *self = row->details;
  Edit *edit;
  Attempt *attempt;

  if (g_strcmp0 (row->asked, text) == 0)
    return;
  edit = g_new0 (Edit, 1);
  edit->client_id = self->client_id;
  edit->field = row->field->name;
  edit->text = g_strdup (text);
  attempt = g_new0 (Attempt, 1);
  attempt->details = g_object_ref (self);
  attempt->row = row;
  attempt->client_id = self->client_id;
  attempt->text = g_strdup (text);
  clt_set_str (&row->asked, text);
  clt_desk_act_async (self->desk, "client.edit", self->name, run_edit, edit, edit_free, on_kept_cb,
                      attempt);
}

/* There is no Save: Enter and going elsewhere keep what was typed. */
static void
keep_edited (Row *row)
{
  if (is_edited (row))
    keep (row, gtk_editable_get_text (GTK_EDITABLE (row->widget)));
  else
    show_problem (row, NULL);
}

static void
on_row_activated_cb (AdwEntryRow *widget, Row *row)
{
  keep_edited (row);
}

static void
on_row_left_cb (GtkEventControllerFocus *controller, Row *row)
{
  if (!row->details->filling && row->details->desk != NULL)
    keep_edited (row);
}

static gboolean
on_row_key_cb (GtkEventControllerKey *controller,
               guint keyval,
               guint keycode,
               GdkModifierType state,
               Row *row)
{
  if (keyval != GDK_KEY_Escape || !is_edited (row))
    return GDK_EVENT_PROPAGATE;
  show_stored (row);
  show_problem (row, NULL);
  return GDK_EVENT_STOP;
}

static void
on_row_selected_cb (AdwComboRow *widget, GParamSpec *pspec, Row *row)
{
  guint selected = adw_combo_row_get_selected (widget);

  if (!row->details->filling && selected < row->values->len)
    keep (row, row->values->pdata[selected]);
}

static void
on_reveal_clicked_cb (GtkButton *button, Row *row)
{
  clt_reveal_in_row (ADW_ENTRY_ROW (row->widget), row->details->desk, row->details->client_id,
                     row->field->name);
}

/* Rows */

static void
add_reveal_button (Row *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-reveal-symbolic");
  /* Translators: %s is a field: phone, address … */
  g_autofree char *label = g_strdup_printf (_ ("Show %s"), clt_client_field_get_label (row->field));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_reveal_clicked_cb), row);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->widget), button);
}

static void
make_entry_row (Row *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  row->widget = adw_entry_row_new ();
  g_signal_connect (row->widget, "entry-activated", G_CALLBACK (on_row_activated_cb), row);
  g_signal_connect (focus, "leave", G_CALLBACK (on_row_left_cb), row);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_row_key_cb), row);
  gtk_widget_add_controller (row->widget, focus);
  gtk_widget_add_controller (row->widget, keys);
  if (row->field->kind == CLT_FIELD_SECRET)
    add_reveal_button (row);
}

static void
add_choice (Row *row, GtkStringList *labels, const char *key, const char *value, const char *label)
{
  g_ptr_array_add (row->keys, g_strdup (key));
  g_ptr_array_add (row->values, g_strdup (value));
  gtk_string_list_append (labels, label);
}

/* What a choice row offers: the field's values, and nothing where nothing may be known. */
static void
add_choices (Row *row, GtkStringList *labels)
{
  static const char *const may_be_unset[] = { "gender", "grade", "close_reason", NULL };
  g_auto (GStrv) values = g_strsplit (row->field->choices, " ", -1);

  if (g_strv_contains (may_be_unset, row->field->name))
    add_choice (row, labels, "", "", C_ ("client field", "Not known"));
  for (guint i = 0; values[i] != NULL; i++)
    add_choice (row, labels, values[i], values[i],
                clt_client_choice_get_label (row->field->name, values[i]));
}

static void
make_choice_row (Row *row)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  row->widget = adw_combo_row_new ();
  row->keys = g_ptr_array_new_with_free_func (g_free);
  row->values = g_ptr_array_new_with_free_func (g_free);
  if (row->field->kind == CLT_FIELD_CHOICE)
    add_choices (row, labels);
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (labels));
  g_signal_connect (row->widget, "notify::selected", G_CALLBACK (on_row_selected_cb), row);
}

static void
add_problem (Row *row)
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
  gtk_widget_set_visible (row->problem, FALSE);
  gtk_list_box_append (row->details->list, row->problem);
}

static Row *
row_new (CltClientDetails *self, const CltClientField *field)
{
  Row *row = g_new0 (Row, 1);

  row->details = self;
  row->field = field;
  row->stored = g_strdup ("");
  if (field->kind == CLT_FIELD_CHOICE || field->kind == CLT_FIELD_STAFF)
    make_choice_row (row);
  else
    make_entry_row (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget),
                                 clt_client_field_get_label (field));
  gtk_list_box_append (self->list, row->widget);
  add_problem (row);
  return row;
}

static void
clt_client_details_init (CltClientDetails *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->filling = TRUE;
  for (const CltClientField *field = clt_client_fields; field->name != NULL; field++)
    g_ptr_array_add (self->rows, row_new (self, field));
  self->filling = FALSE;
}

/* Nobody, those in service today, and who is in charge although he is gone. */
static void
fill_staff (Row *row, const GPtrArray *staff)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean known = *row->stored == '\0';

  g_ptr_array_set_size (row->keys, 0);
  g_ptr_array_set_size (row->values, 0);
  add_choice (row, labels, "", "", C_ ("in charge", "Nobody"));
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      add_choice (row, labels, person->name,
                  *person->number != '\0' ? person->number : person->name, person->name);
      known |= g_str_equal (person->name, row->stored);
    }
  if (!known)
    add_choice (row, labels, row->stored, row->stored, row->stored);
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (labels));
}

static gboolean
is_wanted (const CltClientField *field, const CltClient *client)
{
  static const char *const of_clients[] = {
    "adviser", "investor", "grade",        "grade_lowest", "grade_expires",
    "opened",  "closed",   "close_reason", "introducer",   NULL,
  };

  if (client->prospect)
    return !g_strv_contains (of_clients, field->name);
  return !field->prospect;
}

static void
fill_row (Row *row, const CltClient *client, const GPtrArray *staff, gboolean same)
{
  /* what is being typed, or was refused, is not overwritten by a refresh of the same record */
  gboolean leave = same && is_edited (row);
  g_autofree char *value = clt_client_dup_field (client, row->field->name);

  clt_set_str (&row->stored, value);
  gtk_widget_set_visible (row->widget, is_wanted (row->field, client));
  if (leave)
    return;
  if (row->field->kind == CLT_FIELD_STAFF)
    fill_staff (row, staff);
  show_problem (row, NULL);
  show_stored (row);
}

void
clt_client_details_set_client (CltClientDetails *self,
                               CltDesk *desk,
                               const CltClient *client,
                               const GPtrArray *staff)
{
  gboolean same = self->client_id == client->id;

  g_set_object (&self->desk, desk);
  for (guint i = 0; !same && self->client_id != 0 && i < self->rows->len; i++)
    if (is_edited (self->rows->pdata[i]))
      keep_edited (self->rows->pdata[i]);
  self->client_id = client->id;
  clt_set_str (&self->name, client->name);
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (!same)
        g_clear_pointer (&row->asked, g_free);
      fill_row (row, client, staff, same);
    }
  self->filling = FALSE;
}

void
clt_client_details_edit (CltClientDetails *self)
{
  gtk_widget_grab_focus (((Row *) self->rows->pdata[0])->widget);
}

/* The rows outlive this, with callbacks that point into them. */
static void
disconnect_row (Row *row)
{
  g_signal_handlers_disconnect_by_data (row->widget, row);
}

static void
clt_client_details_dispose (GObject *object)
{
  CltClientDetails *self = CLT_CLIENT_DETAILS (object);

  self->filling = TRUE;
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    disconnect_row (self->rows->pdata[i]);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (clt_client_details_parent_class)->dispose (object);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

static void
clt_client_details_class_init (CltClientDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_client_details_dispose;
}

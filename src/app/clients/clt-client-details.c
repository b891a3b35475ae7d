/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-details.h"

#include "app/clients/clt-reveal.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltClientDetails
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk; /* owned */
  gint64 client_id;
  char *name;      /* owned: of the client, for the history */
  GPtrArray *rows; /* owned: borrowed rows, one a field of clt_client_fields */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CltClientDetails, clt_client_details, ADW_TYPE_PREFERENCES_GROUP)

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

static void
keep (CltClientDetails *self, const CltClientField *field, const char *text)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->client_id = self->client_id;
  edit->field = field->name;
  edit->text = g_strdup (text);
  clt_desk_act (self->desk, "client.edit", self->name, run_edit, edit, edit_free);
}

/* What a choice row offers: the field's values, and nothing where nothing may be known. */
static GStrv
dup_choices (const CltClientField *field)
{
  static const char *const may_be_unset[] = { "gender", "grade", "close_reason", NULL };
  g_autofree char *values = NULL;

  values =
    g_strconcat (g_strv_contains (may_be_unset, field->name) ? " " : "", field->choices, NULL);
  return g_strsplit (values, " ", -1);
}

static const CltClientField *
get_field (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "clt-field");
}

static void
on_row_apply_cb (AdwEntryRow *row, CltClientDetails *self)
{
  keep (self, get_field (GTK_WIDGET (row)), gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
on_row_selected_cb (AdwComboRow *row, GParamSpec *pspec, CltClientDetails *self)
{
  const CltClientField *field = get_field (GTK_WIDGET (row));
  g_auto (GStrv) values = dup_choices (field);

  if (!self->filling)
    keep (self, field, values[adw_combo_row_get_selected (row)]);
}

static void
on_reveal_clicked_cb (GtkButton *button, AdwEntryRow *row)
{
  CltClientDetails *self;
  const CltClientField *field = get_field (GTK_WIDGET (row));

  self = CLT_CLIENT_DETAILS (gtk_widget_get_ancestor (GTK_WIDGET (row), CLT_TYPE_CLIENT_DETAILS));
  clt_reveal_in_row (row, self->desk, self->client_id, field->name);
}

/* Rows */

static GtkWidget *
new_entry_row (CltClientDetails *self, const CltClientField *field)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (on_row_apply_cb), self, 0);
  if (field->kind == CLT_FIELD_SECRET)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("view-reveal-symbolic");
      /* Translators: %s is a field: phone, address … */
      g_autofree char *label = g_strdup_printf (_ ("Show %s"), clt_client_field_get_label (field));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_reveal_clicked_cb), row, 0);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
    }
  return row;
}

static GtkWidget *
new_choice_row (CltClientDetails *self, const CltClientField *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_auto (GStrv) values = dup_choices (field);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    gtk_string_list_append (labels, *values[i] == '\0'
                                      ? C_ ("client field", "Not known")
                                      : clt_client_choice_get_label (field->name, values[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_row_selected_cb), self, 0);
  return row;
}

static void
clt_client_details_init (CltClientDetails *self)
{
  self->rows = g_ptr_array_new ();
  self->filling = TRUE;
  for (const CltClientField *field = clt_client_fields; field->name != NULL; field++)
    {
      GtkWidget *row = field->kind == CLT_FIELD_CHOICE ? new_choice_row (self, field)
                                                       : new_entry_row (self, field);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clt_client_field_get_label (field));
      g_object_set_data (G_OBJECT (row), "clt-field", (gpointer) field);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  self->filling = FALSE;
}

static void
select_choice (AdwComboRow *row, const CltClientField *field, const char *value)
{
  g_auto (GStrv) values = dup_choices (field);

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], value))
      adw_combo_row_set_selected (row, i);
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

void
clt_client_details_set_client (CltClientDetails *self, CltDesk *desk, const CltClient *client)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  gboolean same = self->client_id == client->id && focus != NULL;

  g_set_object (&self->desk, desk);
  self->client_id = client->id;
  clt_set_str (&self->name, client->name);
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      const CltClientField *field = get_field (row);
      g_autofree char *value = clt_client_dup_field (client, field->name);

      gtk_widget_set_visible (row, is_wanted (field, client));
      if (field->kind == CLT_FIELD_CHOICE)
        select_choice (ADW_COMBO_ROW (row), field, value);
      /* what is being typed is not overwritten by a refresh of the same record */
      else if (!same || !gtk_widget_is_ancestor (focus, row))
        gtk_editable_set_text (GTK_EDITABLE (row), value);
    }
  self->filling = FALSE;
}

void
clt_client_details_edit (CltClientDetails *self)
{
  gtk_widget_grab_focus (self->rows->pdata[0]);
}

static void
clt_client_details_dispose (GObject *object)
{
  CltClientDetails *self = CLT_CLIENT_DETAILS (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_client_details_parent_class)->dispose (object);
}

static void
clt_client_details_class_init (CltClientDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_client_details_dispose;
}

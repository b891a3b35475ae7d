/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-choices.h"

#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-entry-keep.h"
#include "core/base/clt-i18n.h"

struct _CltImportChoices
{
  AdwPreferencesGroup parent_instance;

  const CltImportKind *kind; /* (nullable): whose rows these are */
  GPtrArray *rows;           /* owned: borrowed rows of the group */
};

G_DEFINE_FINAL_TYPE (CltImportChoices, clt_import_choices, ADW_TYPE_PREFERENCES_GROUP)

static guint value_given;

static const struct
{
  const char *value, *label;
} labels[] = {
  { "refuse", NC_ ("import choice", "Refuse these rows") },
  { "prospect", NC_ ("import choice", "They become prospects") },
  { "anonymous", NC_ ("import choice", "Take them without a name") },
  { "none", NC_ ("import choice", "Leave them without a client") },
  { "no", NC_ ("import choice", "No") },
  { "yes", NC_ ("import choice", "Yes") },
};

static const char *
get_label (const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (value, labels[i].value))
      return g_dpgettext2 (GETTEXT_PACKAGE, "import choice", labels[i].label);
  return value;
}

static const char *
get_title (const CltImportField *field)
{
  return g_str_equal (field->name, "unknown") ? _ ("Unknown Clients")
                                              : g_dgettext (GETTEXT_PACKAGE, field->label);
}

static void
give (CltImportChoices *self, GtkWidget *row, const char *value)
{
  const CltImportField *field = g_object_get_data (G_OBJECT (row), "clt-field");

  if (self->kind == NULL)
    return;
  g_signal_emit (self, value_given, 0, field->name, value);
}

/* The first value is what happens anyway. */
static void
on_choice_selected_cb (AdwComboRow *row, GParamSpec *pspec, CltImportChoices *self)
{
  const CltImportField *field = g_object_get_data (G_OBJECT (row), "clt-field");
  g_auto (GStrv) values = g_strsplit (field->asked, " ", -1);
  const guint selected = adw_combo_row_get_selected (row);

  give (self, GTK_WIDGET (row),
        selected == 0 || selected >= g_strv_length (values) ? NULL : values[selected]);
}

static void
on_entry_apply_cb (AdwEntryRow *row, CltImportChoices *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  give (self, GTK_WIDGET (row), *text == '\0' ? NULL : text);
}

static GtkWidget *
new_combo (CltImportChoices *self, const CltImportField *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_auto (GStrv) values = g_strsplit (field->asked, " ", -1);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    gtk_string_list_append (model, get_label (values[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_choice_selected_cb), self);
  return row;
}

static GtkWidget *
new_entry (CltImportChoices *self)
{
  GtkWidget *row = adw_entry_row_new ();

  clt_entry_keep (ADW_ENTRY_ROW (row));
  g_signal_connect_object (row, "apply", G_CALLBACK (on_entry_apply_cb), self, 0);
  return row;
}

static void
add_row (CltImportChoices *self, const CltImportField *field)
{
  GtkWidget *row = *field->asked == '\0' ? new_entry (self) : new_combo (self, field);

  g_object_set_data (G_OBJECT (row), "clt-field", (gpointer) field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_title (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

void
clt_import_choices_set_kind (CltImportChoices *self, const CltImportKind *kind)
{
  g_return_if_fail (CLT_IS_IMPORT_CHOICES (self));

  if (self->kind == kind)
    return;
  /* what is being typed into a row that goes is of the kind before */
  self->kind = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    if (kind->fields[i].asked != NULL)
      add_row (self, &kind->fields[i]);
  self->kind = kind;
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

void
clt_import_choices_give (CltImportChoices *self)
{
  g_return_if_fail (CLT_IS_IMPORT_CHOICES (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (ADW_IS_ENTRY_ROW (self->rows->pdata[i]))
      clt_entry_apply (self->rows->pdata[i]);
}

static void
clt_import_choices_finalize (GObject *object)
{
  g_ptr_array_unref (CLT_IMPORT_CHOICES (object)->rows);
  G_OBJECT_CLASS (clt_import_choices_parent_class)->finalize (object);
}

static void
clt_import_choices_class_init (CltImportChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_import_choices_finalize;
  value_given = g_signal_new ("value-given", CLT_TYPE_IMPORT_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
clt_import_choices_init (CltImportChoices *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

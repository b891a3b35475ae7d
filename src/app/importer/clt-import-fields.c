/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-fields.h"

#include "app/widgets/clt-combo-focus.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* One field on the screen: its column, and below it the value for all rows. */
typedef struct
{
  CltImportFields *group;      /* borrowed */
  const CltImportField *field; /* static */
  GtkWidget *combo, *entry;    /* borrowed from the group */
  char *given;                 /* owned: the value that was told last; "" for none */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->given);
  g_free (row);
}

struct _CltImportFields
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;           /* owned: Row */
  char **columns;            /* owned (nullable): names of the file's columns */
  const CltImportKind *kind; /* for which they were made */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CltImportFields, clt_import_fields, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  COLUMN_CHOSEN,
  VALUE_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_value_choice (CltImportFields *self)
{
  return g_strv_length (self->columns) + 1;
}

static void
on_combo_selected_cb (AdwComboRow *combo, GParamSpec *pspec, Row *row)
{
  CltImportFields *self = row->group;
  guint selected = adw_combo_row_get_selected (combo);
  gboolean value = selected == get_value_choice (self);

  gtk_widget_set_visible (row->entry, value);
  if (self->filling)
    return;
  if (value)
    {
      gtk_widget_grab_focus (row->entry);
      return;
    }
  clt_set_str (&row->given, "");
  g_signal_emit (self, signals[VALUE_GIVEN], 0, row->field->name, NULL);
  g_signal_emit (self, signals[COLUMN_CHOSEN], 0, row->field->name,
                 selected == 0 || selected == GTK_INVALID_LIST_POSITION
                   ? ""
                   : self->columns[selected - 1]);
}

/* Enter, the button and going elsewhere give the value. */
static void
give_value (Row *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row->entry));

  if (!gtk_widget_get_visible (row->entry) || !clt_set_str (&row->given, text))
    return;
  g_signal_emit (row->group, signals[COLUMN_CHOSEN], 0, row->field->name, "");
  g_signal_emit (row->group, signals[VALUE_GIVEN], 0, row->field->name,
                 *text == '\0' ? NULL : text);
}

void
clt_import_fields_give (CltImportFields *self)
{
  g_return_if_fail (CLT_IS_IMPORT_FIELDS (self));

  for (guint i = 0; i < self->rows->len; i++)
    give_value (self->rows->pdata[i]);
}

static void
on_entry_apply_cb (AdwEntryRow *entry, Row *row)
{
  give_value (row);
}

static void
on_entry_left_cb (GtkEventControllerFocus *controller, Row *row)
{
  give_value (row);
}

static GListModel *
new_choices (CltImportFields *self)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, C_ ("import field", "Not chosen"));
  for (guint i = 0; self->columns[i] != NULL; i++)
    gtk_string_list_append (choices, self->columns[i]);
  gtk_string_list_append (choices, _ ("One value for all rows"));
  return G_LIST_MODEL (choices);
}

static void
add_row (CltImportFields *self, const CltImportField *field)
{
  Row *row = g_new0 (Row, 1);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GListModel) choices = new_choices (self);
  const char *label = g_dgettext (GETTEXT_PACKAGE, field->label);
  /* Translators: %s is a field: “Trading day”. */
  g_autofree char *title = g_strdup_printf (_ ("%s of all rows"), label);

  row->group = self;
  row->field = field;
  row->given = g_strdup ("");
  row->combo = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->combo), label);
  adw_combo_row_set_model (ADW_COMBO_ROW (row->combo), choices);
  clt_combo_focus_tick (ADW_COMBO_ROW (row->combo));
  row->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row->entry), TRUE);
  gtk_widget_set_visible (row->entry, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row->combo);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row->entry);
  g_signal_connect (row->combo, "notify::selected", G_CALLBACK (on_combo_selected_cb), row);
  g_signal_connect (row->entry, "apply", G_CALLBACK (on_entry_apply_cb), row);
  g_signal_connect (row->entry, "entry-activated", G_CALLBACK (on_entry_apply_cb), row);
  g_signal_connect (focus, "leave", G_CALLBACK (on_entry_left_cb), row);
  gtk_widget_add_controller (row->entry, focus);
  g_ptr_array_add (self->rows, row);
}

static Row *
find_row (CltImportFields *self, const CltImportField *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((Row *) self->rows->pdata[i])->field == field)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
has_columns (CltImportFields *self, const CltImportResult *result)
{
  if (self->columns == NULL || self->kind != result->kind ||
      g_strv_length (self->columns) != result->columns->len)
    return FALSE;
  for (guint i = 0; i < result->columns->len; i++)
    if (g_strcmp0 (self->columns[i], ((CltImportColumn *) result->columns->pdata[i])->column) != 0)
      return FALSE;
  return TRUE;
}

void
clt_import_fields_clear (CltImportFields *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      gtk_widget_set_visible (row->entry, FALSE);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row->combo);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row->entry);
    }
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->columns, g_strfreev);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
take_columns (CltImportFields *self, const CltImportResult *result)
{
  clt_import_fields_clear (self);
  self->kind = result->kind;
  self->columns = g_new0 (char *, result->columns->len + 1);
  for (guint i = 0; i < result->columns->len; i++)
    self->columns[i] = g_strdup (((CltImportColumn *) result->columns->pdata[i])->column);
}

/* What the run has made of the answer; a value that waits to be typed stays. */
static void
show_answer (CltImportFields *self, Row *row, const CltImportResult *result)
{
  guint selected = 0;

  if (gtk_widget_get_visible (row->entry))
    return;
  for (guint i = 0; i < result->columns->len; i++)
    if (((CltImportColumn *) result->columns->pdata[i])->field == row->field)
      selected = i + 1;
  adw_combo_row_set_selected (ADW_COMBO_ROW (row->combo), selected);
}

void
clt_import_fields_fill (CltImportFields *self, const CltImportResult *result)
{
  self->filling = TRUE;
  if (!has_columns (self, result))
    take_columns (self, result);
  for (guint i = 0; i < result->missing->len; i++)
    if (find_row (self, result->missing->pdata[i]) == NULL)
      add_row (self, result->missing->pdata[i]);
  for (guint i = 0; i < self->rows->len; i++)
    show_answer (self, self->rows->pdata[i], result);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
  self->filling = FALSE;
}

static void
clt_import_fields_dispose (GObject *object)
{
  CltImportFields *self = CLT_IMPORT_FIELDS (object);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      g_signal_handlers_disconnect_by_data (row->combo, row);
      g_signal_handlers_disconnect_by_data (row->entry, row);
    }
  G_OBJECT_CLASS (clt_import_fields_parent_class)->dispose (object);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_strfreev);
}

static void
clt_import_fields_class_init (CltImportFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_import_fields_dispose;
  signals[COLUMN_CHOSEN] =
    g_signal_new ("column-chosen", CLT_TYPE_IMPORT_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[VALUE_GIVEN] =
    g_signal_new ("value-given", CLT_TYPE_IMPORT_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
clt_import_fields_init (CltImportFields *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
}

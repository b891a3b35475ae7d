/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-columns.h"

#include "app/widgets/clt-combo-focus.h"
#include "core/base/clt-i18n.h"

struct _CltImportColumns
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;           /* owned: borrowed rows of the group */
  const CltImportKind *kind; /* for which they were made */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CltImportColumns, clt_import_columns, ADW_TYPE_PREFERENCES_GROUP)

static guint mapped_signal;

static void
on_column_selected_cb (AdwComboRow *row, GParamSpec *pspec, CltImportColumns *self)
{
  guint selected = adw_combo_row_get_selected (row);

  if (!self->filling)
    g_signal_emit (self, mapped_signal, 0, g_object_get_data (G_OBJECT (row), "clt-column"),
                   selected == 0 ? "" : self->kind->fields[selected - 1].name);
}

static guint
field_index (const CltImportKind *kind, const CltImportField *field)
{
  return field == NULL ? 0 : (guint) (field - kind->fields) + 1;
}

static GtkWidget *
new_row (CltImportColumns *self, const CltImportColumn *column, GListModel *fields)
{
  GtkWidget *row = adw_combo_row_new ();
  const char *sample = column->sample == NULL ? "" : column->sample;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->column);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sample);
  /* GTK 4.8 measures a wrapped label wrongly when its text is narrower than its ellipsis */
  if (g_utf8_strlen (sample, -1) > 4)
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), fields);
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), field_index (self->kind, column->field));
  g_object_set_data_full (G_OBJECT (row), "clt-column", g_strdup (column->column), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_column_selected_cb), self, 0);
  return row;
}

/* The same columns of the same kind: their rows stay, and with them the focus. */
static gboolean
has_rows (CltImportColumns *self, const CltImportResult *result)
{
  if (self->kind != result->kind || self->rows->len != result->columns->len)
    return FALSE;
  for (guint i = 0; i < result->columns->len; i++)
    {
      const CltImportColumn *column = result->columns->pdata[i];

      if (g_strcmp0 (g_object_get_data (self->rows->pdata[i], "clt-column"), column->column) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
make_rows (CltImportColumns *self, const CltImportResult *result)
{
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  self->kind = result->kind;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  gtk_string_list_append (fields, C_ ("import column", "Not used"));
  for (guint i = 0; i < result->kind->n_fields; i++)
    gtk_string_list_append (fields, g_dgettext (GETTEXT_PACKAGE, result->kind->fields[i].label));
  for (guint i = 0; i < result->columns->len; i++)
    {
      GtkWidget *row = new_row (self, result->columns->pdata[i], G_LIST_MODEL (fields));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

void
clt_import_columns_fill (CltImportColumns *self, const CltImportResult *result)
{
  self->filling = TRUE;
  if (has_rows (self, result))
    for (guint i = 0; i < result->columns->len; i++)
      {
        const CltImportColumn *column = result->columns->pdata[i];

        adw_combo_row_set_selected (self->rows->pdata[i],
                                    field_index (result->kind, column->field));
      }
  else
    make_rows (self, result);
  gtk_widget_set_visible (GTK_WIDGET (self), result->columns->len > 0);
  self->filling = FALSE;
}

static void
clt_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (CLT_IMPORT_COLUMNS (object)->rows);
  G_OBJECT_CLASS (clt_import_columns_parent_class)->finalize (object);
}

static void
clt_import_columns_class_init (CltImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_import_columns_finalize;
  mapped_signal = g_signal_new ("mapped", CLT_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
clt_import_columns_init (CltImportColumns *self)
{
  self->rows = g_ptr_array_new ();
}

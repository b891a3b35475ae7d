/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-outcome.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static GtkWidget *
new_tile (guint64 number, const char *caption)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = clt_count_format ((gint64) number);
  GtkWidget *figure = gtk_label_new (text);
  GtkWidget *label = gtk_label_new (caption);

  gtk_widget_add_css_class (figure, "title-2");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

void
clt_import_outcome_fill_tiles (const CltImportResult *result, GtkFlowBox *tiles)
{
  const struct
  {
    guint64 number;
    const char *caption;
  } figures[] = {
    { result->added, C_ ("import rows", "new") },
    { result->changed, C_ ("import rows", "changed") },
    { result->same, C_ ("import rows", "unchanged") },
    { result->skipped, C_ ("import rows", "skipped") },
    { result->rejected, C_ ("import rows", "rejected") },
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (tiles))) != NULL)
    gtk_flow_box_remove (tiles, child);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    gtk_flow_box_append (tiles, new_tile (figures[i].number, figures[i].caption));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (tiles)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
}

char *
clt_import_outcome_dup_sentence (const CltImportResult *result)
{
  guint64 good = result->added + result->changed;
  g_autofree char *count = clt_count_format ((gint64) good);

  if (result->missing->len > 0)
    return g_strdup_printf (ngettext ("Nothing can be imported yet: %u field is needed.",
                                      "Nothing can be imported yet: %u fields are needed.",
                                      result->missing->len),
                            result->missing->len);
  if (good == 0 && result->rejected == 0)
    return g_strdup (_ ("Nothing to import: every row is in the file already."));
  if (good == 0)
    return g_strdup (_ ("Nothing to import: no row can be taken."));
  /* Translators: %s is a number of rows, grouped by thousands. */
  return g_strdup_printf (ngettext ("%s row will be imported.", "%s rows will be imported.",
                                    (gulong) good),
                          count);
}

static char *
join_list (const GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        /* Translators: between the items of a list in a sentence. */
        g_string_append (text, C_ ("list", ", "));
      g_string_append (text, items->pdata[i]);
    }
  return g_string_free (text, FALSE);
}

char *
clt_import_outcome_dup_notes (const CltImportResult *result)
{
  g_autoptr (GString) notes = g_string_new (NULL);

  if (result->missing->len > 0)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *list = NULL;

      for (guint i = 0; i < result->missing->len; i++)
        g_ptr_array_add (names, (gpointer) g_dgettext (
                                  GETTEXT_PACKAGE,
                                  ((const CltImportField *) result->missing->pdata[i])->label));
      list = join_list (names);
      /* Translators: names of fields: Trading day, Equity */
      g_string_append_printf (notes,
                              _ ("Which column holds them, or what they are in every row: %s"),
                              list);
      g_string_append_c (notes, '\n');
    }
  if (result->same_file)
    g_string_append_printf (notes, "%s\n", _ ("This very file was imported before."));
  if (result->totals == 1)
    g_string_append_printf (notes, "%s\n", _ ("The totals row agrees with the rows."));
  else if (result->totals == 0)
    {
      g_autofree char *differences = join_list (result->total_differences);

      /* Translators: columns and amounts: Deposit 1200.00, Commission 3.50 */
      g_string_append_printf (notes, _ ("The totals row differs from the rows taken by: %s"),
                              differences);
      g_string_append_c (notes, '\n');
    }
  for (guint i = 0; i < result->notes->len; i++)
    g_string_append_printf (notes, "%s\n", (char *) result->notes->pdata[i]);
  if (notes->len > 0)
    g_string_truncate (notes, notes->len - 1);
  return g_string_free (g_steal_pointer (&notes), FALSE);
}

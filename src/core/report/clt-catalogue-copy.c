/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-catalogue-copy.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-catalogue-sheet.h"

static void
was_free (CltCopyWas *was)
{
  g_free (was->value);
  g_free (was->text);
  g_free (was);
}

static void
row_free (CltCopyRow *row)
{
  g_hash_table_unref (row->texts);
  g_free (row);
}

static void
sheet_init (CltCopySheet *sheet)
{
  sheet->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sheet->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
}

static void
sheet_clear (CltCopySheet *sheet)
{
  g_clear_pointer (&sheet->name, g_free);
  g_clear_pointer (&sheet->titles, g_hash_table_unref);
  g_clear_pointer (&sheet->shown, g_hash_table_unref);
  g_clear_pointer (&sheet->rows, g_ptr_array_unref);
}

void
clt_catalogue_copy_free (CltCatalogueCopy *copy)
{
  g_hash_table_unref (copy->was);
  g_hash_table_unref (copy->words);
  sheet_clear (&copy->products);
  sheet_clear (&copy->matrix);
  g_free (copy);
}

static char *
dup_cell (CltSource *source, const CltCell *cells, guint n_cells, guint column)
{
  return column < n_cells ? clt_source_dup_cell (source, &cells[column]) : g_strdup ("");
}

static gboolean
refuse_book (GError **error, const char *sentence)
{
  g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER, sentence);
  return FALSE;
}

static CltCopySheet *
find_sheet (CltCatalogueCopy *copy, const char *role)
{
  return g_str_equal (role, "matrix") ? &copy->matrix : &copy->products;
}

/* One row of the hidden sheet: kind, two keys, stable form, text. */
static void
take_base_row (CltCatalogueCopy *copy, char *const cells[5])
{
  const char *kind = cells[0], *a = cells[1], *b = cells[2];
  CltCopySheet *sheet = find_sheet (copy, a);

  if (g_str_equal (kind, "sheet"))
    {
      g_free (sheet->name);
      sheet->name = g_strdup (cells[3]);
    }
  else if (g_str_equal (kind, "title"))
    {
      g_hash_table_insert (sheet->titles, clt_text_normalize_header (cells[3], -1), g_strdup (b));
      g_hash_table_insert (sheet->shown, g_strdup (b), g_strdup (cells[3]));
    }
  else if (g_str_equal (kind, "word"))
    g_hash_table_insert (copy->words, g_strconcat (a, "\x1f", cells[4], NULL), g_strdup (cells[3]));
  else
    {
      CltCopyWas *was = g_new0 (CltCopyWas, 1);

      was->value = g_strdup (cells[3]);
      was->text = g_strdup (cells[4]);
      g_hash_table_insert (copy->was, g_strconcat (a, "\x1f", b, NULL), was);
    }
}

/* The first row holds the mark and the checksum of all others. */
static gboolean
read_base (CltCatalogueCopy *copy, CltSource *source, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *expected = NULL;
  const CltCell *cells;
  guint n_cells;
  int result;

  if (clt_source_get_sheets (source) == NULL ||
      !g_strv_contains (clt_source_get_sheets (source), CLT_BASE_SHEET))
    return refuse_book (error, _ ("This is no catalogue that Clientele has written, or its hidden "
                                  "sheet is gone. Nothing was imported."));
  if (!clt_source_select_sheet (source, CLT_BASE_SHEET, error))
    return FALSE;
  while ((result = clt_source_next (source, &cells, &n_cells, NULL, error)) == 1)
    {
      g_auto (GStrv) texts = g_new0 (char *, 6);

      for (guint i = 0; i < 5; i++)
        texts[i] = dup_cell (source, cells, n_cells, i);
      if (expected == NULL)
        {
          expected = g_strdup (g_str_equal (texts[0], CLT_BASE_MARK) ? texts[2] : "");
          continue;
        }
      for (guint i = 0; i < 5; i++)
        {
          g_checksum_update (checksum, (const guchar *) texts[i], -1);
          g_checksum_update (checksum, (const guchar *) "\x1f", 1);
        }
      take_base_row (copy, texts);
    }
  if (result < 0)
    return FALSE;
  if (g_strcmp0 (expected, g_checksum_get_string (checksum)) != 0)
    return refuse_book (error, _ ("The hidden sheet of this book has been changed, so that nobody "
                                  "can tell what was edited. Nothing was imported."));
  return TRUE;
}

/* Field or tier of each column; NULL: not read back. The first column is the key. */
static GPtrArray *
read_header (CltCopySheet *sheet, CltSource *source, const CltCell *cells, guint n_cells)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *text = dup_cell (source, cells, n_cells, i);
      g_autofree char *plain = clt_text_normalize_header (text, -1);

      g_ptr_array_add (names, g_strdup (g_hash_table_lookup (sheet->titles, plain)));
    }
  return names;
}

static void
add_row (CltCopySheet *sheet,
         CltSource *source,
         const GPtrArray *names,
         const CltCell *cells,
         guint n_cells,
         guint64 line)
{
  g_autofree char *key = dup_cell (source, cells, n_cells, 0);
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean filled = FALSE;
  CltCopyRow *row;

  for (guint i = 0; i < names->len; i++)
    {
      char *text;

      if (names->pdata[i] == NULL)
        continue;
      text = dup_cell (source, cells, n_cells, i);
      filled = filled || *text != '\0';
      g_hash_table_insert (texts, g_strdup (names->pdata[i]), text);
    }
  if (!filled)
    return;
  row = g_new0 (CltCopyRow, 1);
  row->line = line;
  row->id = g_ascii_strtoll (key, NULL, 10);
  row->texts = g_steal_pointer (&texts);
  g_ptr_array_add (sheet->rows, row);
}

static gboolean
read_sheet (CltCatalogueCopy *copy, CltCopySheet *sheet, CltSource *source, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  const CltCell *cells;
  guint n_cells;
  guint64 line;
  int result;

  if (sheet->name == NULL || !clt_source_select_sheet (source, sheet->name, error))
    return sheet->name != NULL ||
           refuse_book (error, _ ("A sheet of the catalogue is missing. Nothing was imported."));
  while ((result = clt_source_next (source, &cells, &n_cells, &line, error)) == 1)
    if (names == NULL)
      names = read_header (sheet, source, cells, n_cells);
    else
      add_row (sheet, source, names, cells, n_cells, line);
  return result == 0;
}

CltCatalogueCopy *
clt_catalogue_copy_read (const char *path, GError **error)
{
  const CltSourceOptions options = { .quote = -1, .header = 0 };
  g_autoptr (CltSource) source = clt_source_open (path, &options, error);
  g_autoptr (CltCatalogueCopy) copy = NULL;

  if (source == NULL)
    return NULL;
  copy = g_new0 (CltCatalogueCopy, 1);
  copy->was = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) was_free);
  copy->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sheet_init (&copy->products);
  sheet_init (&copy->matrix);
  if (!read_base (copy, source, error) || !read_sheet (copy, &copy->products, source, error) ||
      !read_sheet (copy, &copy->matrix, source, error))
    return NULL;
  return g_steal_pointer (&copy);
}

const CltCopyWas *
clt_catalogue_copy_find (const CltCatalogueCopy *copy, gint64 id, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "\x1f%s", id, name);

  return g_hash_table_lookup (copy->was, key);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-listing-private.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-document.h"
#include "core/today/clt-today.h"

#define READ 256

CltListing *
clt_listing_new (const char *name, const char *title, const char *heading, CltDay day)
{
  CltListing *listing = g_new0 (CltListing, 1);

  listing->name = name;
  listing->title = g_strdup (title);
  listing->heading = g_strdup (heading);
  listing->day = day;
  listing->texts = g_ptr_array_new_with_free_func (g_free);
  listing->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  return listing;
}

void
clt_listing_free (CltListing *listing)
{
  g_free (listing->title);
  g_free (listing->heading);
  g_ptr_array_unref (listing->texts);
  g_array_unref (listing->numbers);
  g_free (listing);
}

guint
clt_listing_count_rows (const CltListing *listing)
{
  return listing->texts->len / listing->n_columns;
}

void
clt_listing_add_column (CltListing *listing, const char *title, CltStyle style)
{
  listing->columns[listing->n_columns++] = (CltTableColumn){ title, style };
}

void
clt_listing_add_columns (CltListing *listing,
                         const char *context,
                         const CltListingColumn *columns,
                         guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    clt_listing_add_column (listing, g_dpgettext2 (GETTEXT_PACKAGE, context, columns[i].title),
                            columns[i].style);
}

void
clt_listing_add_cell (CltListing *listing, const char *text, gint64 number)
{
  g_ptr_array_add (listing->texts, g_strdup (text));
  g_array_append_val (listing->numbers, number);
}

void
clt_listing_add_text (CltListing *listing, const char *text)
{
  clt_listing_add_cell (listing, text, CLT_MONEY_NONE);
}

void
clt_listing_add_number (CltListing *listing, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  clt_listing_add_cell (listing, text, number);
}

void
clt_listing_add_day (CltListing *listing, CltDay day)
{
  g_autofree char *text = day == CLT_DAY_NONE ? g_strdup ("") : clt_day_format (day);

  clt_listing_add_cell (listing, text, day == CLT_DAY_NONE ? CLT_MONEY_NONE : (gint64) day);
}

/* A figure */

static CltStyle
get_figure_style (CltFigureColumn column)
{
  if (column == CLT_FIGURE_ACCOUNT)
    return CLT_STYLE_TEXT;
  if (column < CLT_FIGURE_EQUITY)
    return CLT_STYLE_GENERAL;
  return column < CLT_FIGURE_GAP ? CLT_STYLE_MONEY : CLT_STYLE_COUNT;
}

static gboolean
read_figure (CltListing *listing,
             CltFigureList *list,
             const CltFigureColumn *columns,
             CltConn *conn,
             GError **error)
{
  g_autoptr (GArray) ids = clt_figure_list_load (list, conn, error);

  for (guint first = 0; ids != NULL && first < ids->len; first += READ)
    {
      g_autoptr (GPtrArray) rows =
        clt_figure_list_get_rows (list, conn, &g_array_index (ids, gint64, first),
                                  MIN (READ, ids->len - first), error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        for (guint c = 0; c < listing->n_columns; c++)
          clt_listing_add_cell (listing, ((const CltFigureRow *) rows->pdata[i])->cell[columns[c]],
                                ((const CltFigureRow *) rows->pdata[i])->amount[columns[c]]);
    }
  return ids != NULL;
}

CltListing *
clt_listing_new_figure (CltConn *conn,
                        const CltFigureQuestion *question,
                        const char *title,
                        GError **error)
{
  CltFigureColumn columns[CLT_N_FIGURE_COLUMNS];
  g_autoptr (CltFigureList) list = clt_figure_list_new (question);
  g_autofree char *from = clt_day_format (question->from), *to = clt_day_format (question->to);
  g_autofree char *heading = clt_figure_is_contact (question->figure)
                               ? g_strdup (title)
                               /* Translators: a figure's name, first and last day of its period. */
                               : g_strdup_printf (_ ("%s, %s – %s"), title, from, to);
  g_autoptr (CltListing) listing =
    clt_listing_new ("figure", _ ("Clients behind a figure"), heading, question->to);

  listing->of_clients = TRUE;
  for (CltFigureColumn i = 0; i < CLT_N_FIGURE_COLUMNS; i++)
    if (clt_figure_has_column (question->figure, i))
      {
        columns[listing->n_columns] = i;
        clt_listing_add_column (listing, clt_figure_column_get_title (i), get_figure_style (i));
      }
  if (!read_figure (listing, list, columns, conn, error))
    return NULL;
  return g_steal_pointer (&listing);
}

/* Today */

CltListing *
clt_listing_new_today (CltConn *conn, CltDay day, const char *who, GError **error)
{
  g_autoptr (GPtrArray) items = clt_today_list (conn, day, who, error);
  g_autoptr (CltListing) listing = NULL;

  if (items == NULL)
    return NULL;
  listing = clt_listing_new ("today", _ ("Today"), who, day);
  clt_listing_add_column (listing, _ ("Due"), CLT_STYLE_DAY);
  clt_listing_add_column (listing, _ ("What"), CLT_STYLE_GENERAL);
  clt_listing_add_column (listing, _ ("Line"), CLT_STYLE_GENERAL);
  clt_listing_add_column (listing, _ ("Done"), CLT_STYLE_GENERAL);
  for (guint i = 0; i < items->len; i++)
    {
      const CltTodayItem *item = items->pdata[i];
      g_autofree char *due = clt_day_format (item->due);

      clt_listing_add_cell (listing, due, item->due);
      clt_listing_add_text (listing, clt_today_kind_get_label (item->kind));
      clt_listing_add_text (listing, item->title);
      clt_listing_add_text (listing, item->done ? "✓" : "");
    }
  return g_steal_pointer (&listing);
}

/* Files */

static gboolean
write_table (const CltListing *listing,
             const CltDocument *document,
             const char *branch,
             CltTableFormat format,
             const CltExportOptions *options,
             GError **error)
{
  const CltBookInfo info = { listing->title, (char *) branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  guint n_rows = clt_listing_count_rows (listing);
  g_autofree char *folder = clt_document_dup_folder (document);
  g_autoptr (CltTable) table = clt_table_new (document->tmp_path, folder, format, &info,
                                              listing->columns, listing->n_columns, n_rows, error);

  for (guint row = 0; table != NULL && row < n_rows; row++)
    {
      CltTableCell cells[CLT_LISTING_MAX_COLUMNS];

      for (guint c = 0; c < listing->n_columns; c++)
        cells[c] =
          (CltTableCell){ listing->texts->pdata[row * listing->n_columns + c],
                          g_array_index (listing->numbers, gint64, row * listing->n_columns + c) };
      clt_table_add_row (table, cells);
    }
  return table != NULL && clt_table_close (table, error);
}

gboolean
clt_export_listing (CltConn *conn,
                    const CltListing *listing,
                    const CltExportOptions *options,
                    GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *branch = clt_export_dup_branch (conn);
  const CltExportRecord record = { .kind = (char *) listing->name,
                                   .filter = listing->heading,
                                   .rows = clt_listing_count_rows (listing),
                                   .masked = TRUE };
  CltTableFormat format;

  if (g_str_has_suffix (options->path, ".pdf"))
    {
      g_autoptr (CltPaper) paper = clt_paper_new_listing (conn, listing, options, error);

      return paper != NULL && clt_paper_export (paper, conn, options, error);
    }
  return clt_table_choose_format (options, &format, error) &&
         clt_document_init (&document, options->path, error) &&
         write_table (listing, &document, branch, format, options, error) &&
         clt_document_commit (&document, conn, &record, options, error);
}

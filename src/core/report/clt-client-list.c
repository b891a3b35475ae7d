/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-client-list.h"

#include "core/base/clt-i18n.h"

#define PAGE 256
#define NOTHING "–" /* what an empty cell shows on the screen; in a file it is empty */

CltStyle
clt_client_list_get_style (CltColumn column)
{
  switch ((int) column)
    {
    case CLT_COLUMN_EQUITY:
    case CLT_COLUMN_RETAINED:
      return CLT_STYLE_MONEY;
    case CLT_COLUMN_LAST_TRADE:
    case CLT_COLUMN_OPENED:
    case CLT_COLUMN_CONTACT:
      return CLT_STYLE_DAY;
    case CLT_COLUMN_OVERDUE:
      return CLT_STYLE_COUNT;
    case CLT_COLUMN_ACCOUNT:
    case CLT_COLUMN_PHONE:
      return CLT_STYLE_TEXT;
    default:
      return CLT_STYLE_GENERAL;
    }
}

static void
make_cells (const CltClientRow *row, const CltColumn *columns, guint n, CltTableCell *cells)
{
  for (guint i = 0; i < n; i++)
    {
      const char *text = row->cell[columns[i]];

      cells[i].text = text == NULL || g_str_equal (text, NOTHING) ? NULL : text;
      cells[i].number = row->number[columns[i]];
    }
}

gboolean
clt_client_list_foreach (CltConn *conn,
                         const GArray *ids,
                         CltDay today,
                         const CltColumn *columns,
                         guint n_columns,
                         const CltExportOptions *options,
                         double begin,
                         double end,
                         CltClientListFunc func,
                         gpointer data,
                         GError **error)
{
  CltTableCell cells[CLT_N_COLUMNS];
  guint wanted = clt_columns_get_bits (columns, n_columns);
  gboolean done = clt_client_query_begin_rows (conn, ids->len, today, error);

  for (guint first = 0; done && first < ids->len; first += PAGE)
    {
      guint n = MIN (PAGE, ids->len - first);
      g_autoptr (GPtrArray) rows = NULL;

      if (clt_export_step (options, begin + (end - begin) * first / ids->len, error))
        rows = clt_client_query_rows (conn, &g_array_index (ids, gint64, first), n, wanted, today,
                                      error);
      done = rows != NULL;
      for (guint i = 0; done && i < rows->len; i++)
        {
          make_cells (rows->pdata[i], columns, n_columns, cells);
          func (cells, n_columns, first + i, data);
        }
    }
  clt_client_query_end_rows (conn);
  return done;
}

/* @part is taken. */
static void
add_part (GString *text, char *part)
{
  if (text->len > 0)
    /* Translators: between the parts of a filter */
    g_string_append (text, C_ ("filter", "; "));
  g_string_append (text, part);
  g_free (part);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
dup_tiers (guint tiers)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < CLT_N_TIERS; i++)
    if (tiers & (1u << clt_tier_order[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? C_ ("list", ", ") : "",
                              clt_tier_get_label (clt_tier_order[i]));
  return g_string_free (names, FALSE);
}

char *
clt_client_list_dup_filter (const CltClientQuery *query)
{
  GString *text = g_string_new (NULL);
  g_autofree char *tiers = dup_tiers (query->tiers);

  if (query->prospects)
    add_part (text, g_strdup (_ ("prospects")));
  if (is_set (tiers))
    add_part (text, g_strdup_printf (_ ("tiers: %s"), tiers));
  if (is_set (query->status))
    add_part (text,
              g_strdup_printf (_ ("status: %s"), clt_client_status_get_label (query->status)));
  if (is_set (query->search))
    add_part (text, g_strdup_printf (_ ("search: “%s”"), query->search));
  if (is_set (query->tag))
    add_part (text, g_strdup_printf (_ ("tag: “%s”"), query->tag));
  if (is_set (query->expression))
    add_part (text, g_strdup_printf (_ ("filter: %s"), query->expression));
  if (query->staff_id != 0)
    add_part (text, g_strdup (_ ("clients of one colleague")));
  if (query->only != NULL)
    add_part (text,
              g_strdup_printf (ngettext ("%u chosen client", "%u chosen clients", query->only->len),
                               query->only->len));
  if (query->with_closed)
    add_part (text, g_strdup (_ ("with closed clients")));
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of the month pack: who moved between tiers, who the clients are, and who is behind
 * each figure. */

#include "core/report/clt-client-list.h"
#include "core/report/clt-pack-private.h"

#include "core/base/clt-i18n.h"

/* ---- movers ------------------------------------------------------------------------------ */

enum
{
  MOVE_DAY,
  MOVE_ACCOUNT,
  MOVE_NAME,
  MOVE_FROM,
  MOVE_TO,
  MOVE_AVERAGE,
  MOVE_DAYS,
  MOVE_REASON,
  MOVE_N_COLUMNS
};

/* Moves of the runs of the period, and the overrides that began in it; the tier before is that of
 * the run before. First ratings are no moves. */
static const char moves_sql[] =
  "SELECT h.valid_from, (SELECT min(a.number) FROM account a WHERE a.client_id = h.client_id),"
  " c.name, (SELECT p.tier FROM tier_history p WHERE p.client_id = h.client_id"
  "  AND p.valid_from < h.valid_from ORDER BY p.valid_from DESC LIMIT 1),"
  " h.tier, h.average, h.days, h.move"
  " FROM tier_history h JOIN client c ON c.id = h.client_id"
  " WHERE h.valid_from BETWEEN ?1 AND ?2 AND h.move <> 'first'"
  " UNION ALL"
  " SELECT o.valid_from, (SELECT min(a.number) FROM account a WHERE a.client_id = o.client_id),"
  " c.name, (SELECT p.tier FROM tier_history p WHERE p.client_id = o.client_id"
  "  AND p.valid_from <= o.valid_from ORDER BY p.valid_from DESC LIMIT 1),"
  " o.tier, NULL, NULL, o.reason"
  " FROM tier_override o JOIN client c ON c.id = o.client_id"
  " WHERE o.valid_from BETWEEN ?1 AND ?2"
  " ORDER BY 1, 2, 8";

static const char *
get_reason (const char *move)
{
  if (g_str_equal (move, "up"))
    return _ ("Average equity reached the higher tier");
  if (g_str_equal (move, "down"))
    return _ ("Average equity was below the tier’s line in two runs");
  return move; /* an override says why itself */
}

static void
add_move (CltSheet *sheet, guint row, CltStmt *stmt)
{
  const char *move = clt_stmt_get_text (stmt, 7);

  clt_sheet_day (sheet, row, MOVE_DAY, CLT_STYLE_DAY, clt_stmt_get_day (stmt, 0));
  clt_sheet_text (sheet, row, MOVE_ACCOUNT, CLT_STYLE_TEXT, clt_stmt_get_text (stmt, 1));
  clt_sheet_text (sheet, row, MOVE_NAME, CLT_STYLE_GENERAL, clt_stmt_get_text (stmt, 2));
  clt_sheet_text (sheet, row, MOVE_FROM, CLT_STYLE_GENERAL,
                  clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, 3)));
  clt_sheet_text (sheet, row, MOVE_TO, CLT_STYLE_GENERAL,
                  clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, 4)));
  clt_sheet_money (sheet, row, MOVE_AVERAGE, CLT_STYLE_MONEY, clt_stmt_get_money (stmt, 5));
  if (!clt_stmt_is_null (stmt, 6))
    clt_sheet_number (sheet, row, MOVE_DAYS, CLT_STYLE_COUNT, (double) clt_stmt_get_int (stmt, 6));
  clt_sheet_text (sheet, row, MOVE_REASON, CLT_STYLE_NOTE, get_reason (move));
}

gboolean
clt_pack_fill_movers (CltPack *pack, GError **error)
{
  const char *titles[MOVE_N_COLUMNS] = { _ ("Day"),  _ ("Account"), _ ("Name"),
                                         _ ("From"), _ ("To"),      _ ("Average equity (yuan)"),
                                         _ ("Days"), _ ("Reason") };
  const CltStyle styles[MOVE_N_COLUMNS] = { CLT_STYLE_DAY,     CLT_STYLE_TEXT,    CLT_STYLE_GENERAL,
                                            CLT_STYLE_GENERAL, CLT_STYLE_GENERAL, CLT_STYLE_MONEY,
                                            CLT_STYLE_COUNT,   CLT_STYLE_NOTE };
  guint first =
    clt_pack_begin_list (pack, pack->movers, _ ("Movers"), titles, styles, MOVE_N_COLUMNS);
  guint n = 0;
  CltStmt *stmt =
    clt_conn_query (pack->conn, error, moves_sql, "ii", (gint64) pack->from, (gint64) pack->to);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    add_move (pack->movers, first + n++, stmt);
  if (step == CLT_STEP_ERROR)
    return FALSE;
  if (n == 0)
    clt_sheet_text (pack->movers, first, 0, CLT_STYLE_DIM,
                    _ ("Nobody changed the tier in this period."));
  clt_sheet_finish_list (pack->movers, n);
  return TRUE;
}

/* ---- clients ----------------------------------------------------------------------------- */

typedef struct
{
  CltSheet *sheet;
  const CltStyle *styles;
  guint first;
  const char *group; /* of the list of members: stands before each row */
} List;

static void
add_client (const CltTableCell *cells, guint n, guint index, gpointer data)
{
  const List *list = data;
  guint shift = list->group != NULL ? 1 : 0;

  if (list->group != NULL)
    clt_sheet_text (list->sheet, list->first + index, 0, CLT_STYLE_GENERAL, list->group);
  for (guint i = 0; i < n; i++)
    clt_sheet_cell (list->sheet, list->first + index, i + shift, list->styles[i + shift],
                    &cells[i]);
}

gboolean
clt_pack_fill_clients (CltPack *pack, GError **error)
{
  const char *titles[CLT_N_COLUMNS];
  CltStyle styles[CLT_N_COLUMNS];
  CltColumn columns[CLT_N_COLUMNS];
  List list = { pack->clients, styles, 1, NULL };

  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    {
      columns[i] = i;
      titles[i] = clt_column_get_title (i);
      styles[i] = clt_client_list_get_style (i);
    }
  clt_sheet_header (pack->clients, 0, titles, styles, CLT_N_COLUMNS);
  if (!clt_client_list_foreach (pack->conn, pack->client_ids, pack->to, columns, CLT_N_COLUMNS,
                                pack->options, 0.3, 0.6, add_client, &list, error))
    return FALSE;
  clt_sheet_finish_list (pack->clients, pack->client_ids->len);
  pack->rows = pack->client_ids->len;
  return TRUE;
}

/* ---- members ----------------------------------------------------------------------------- */

static const char *const member_groups[] = { "churn_hard",    "churn_soft",       "dormancy",
                                             "newly_dormant", "early_warning_90", "sleeping",
                                             "loss",          "satisfaction",     "complaint" };

gboolean
clt_pack_fill_members (CltPack *pack, GError **error)
{
  const char *titles[] = { _ ("Indicator"),     _ ("Account"),    _ ("Name"),      _ ("Tier"),
                           _ ("Equity (yuan)"), _ ("Last trade"), _ ("Specialist") };
  const CltStyle styles[] = { CLT_STYLE_GENERAL, CLT_STYLE_TEXT,  CLT_STYLE_GENERAL,
                              CLT_STYLE_GENERAL, CLT_STYLE_MONEY, CLT_STYLE_DAY,
                              CLT_STYLE_GENERAL };
  const CltColumn columns[] = { CLT_COLUMN_ACCOUNT, CLT_COLUMN_NAME,       CLT_COLUMN_TIER,
                                CLT_COLUMN_EQUITY,  CLT_COLUMN_LAST_TRADE, CLT_COLUMN_SPECIALIST };

  clt_sheet_header (pack->members, 0, titles, styles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < G_N_ELEMENTS (member_groups); i++)
    {
      List list = { pack->members, styles, 1 + pack->n_members,
                    clt_indicator_get_label (member_groups[i]) };
      double begin = 0.6 + 0.3 * i / G_N_ELEMENTS (member_groups);
      g_autoptr (GArray) ids = clt_indicators_members (pack->conn, member_groups[i], pack->from,
                                                       pack->to, NULL, FALSE, error);

      if (ids == NULL ||
          !clt_client_list_foreach (pack->conn, ids, pack->to, columns, G_N_ELEMENTS (columns),
                                    pack->options, begin, begin + 0.03, add_client, &list, error))
        return FALSE;
      pack->n_members += ids->len;
    }
  clt_sheet_finish_list (pack->members, pack->n_members);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"

struct _CltMatrix
{
  gatomicrefcount references;
  GHashTable *rows; /* product id -> CltRight[CLT_N_TIERS] */
};

static const CltRight nothing = { .kind = CLT_RIGHT_NONE, .channel = "" };

static CltRight *
get_row (CltMatrix *matrix, gint64 product_id)
{
  CltRight *row = g_hash_table_lookup (matrix->rows, &product_id);

  if (row != NULL)
    return row;
  row = g_new (CltRight, CLT_N_TIERS);
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    row[tier] = nothing;
  g_hash_table_insert (matrix->rows, g_memdup2 (&product_id, sizeof product_id), row);
  return row;
}

/* Cells come in the order of their days: the last one stays. */
CltMatrix *
clt_matrix_load (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (CltMatrix) matrix = g_new0 (CltMatrix, 1);
  CltStmt *stmt;
  CltStep step;

  g_atomic_ref_count_init (&matrix->references);
  matrix->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  stmt = clt_conn_query (conn, error,
                         "SELECT product_id, tier, kind, count, period, channel FROM entitlement e"
                         " WHERE valid_from <= ?1 AND " CLT_SQL_PRODUCT_IN_FORCE (
                           "e.product_id", "?1") " ORDER BY product_id, tier, valid_from",
                         "i", (gint64) day);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltRight *row = get_row (matrix, clt_stmt_get_int (stmt, 0));

      clt_right_set (&row[clt_stmt_get_int (stmt, 1)], clt_stmt_get_text (stmt, 2),
                     (int) clt_stmt_get_int (stmt, 3), clt_stmt_get_text (stmt, 4),
                     clt_stmt_get_text (stmt, 5));
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&matrix);
}

CltMatrix *
clt_matrix_ref (CltMatrix *matrix)
{
  g_atomic_ref_count_inc (&matrix->references);
  return matrix;
}

void
clt_matrix_unref (CltMatrix *matrix)
{
  if (!g_atomic_ref_count_dec (&matrix->references))
    return;
  g_hash_table_unref (matrix->rows);
  g_free (matrix);
}

const CltRight *
clt_matrix_get (const CltMatrix *matrix, gint64 product_id, CltTier tier)
{
  const CltRight *row = g_hash_table_lookup (matrix->rows, &product_id);

  return row == NULL || tier >= CLT_N_TIERS ? &nothing : &row[tier];
}

gboolean
clt_matrix_is_inverted (const CltMatrix *matrix, gint64 product_id, CltTier tier)
{
  const CltRight *right = clt_matrix_get (matrix, product_id, tier);

  if (tier == CLT_TIER_UNRATED)
    return FALSE;
  for (CltTier higher = tier + 1; higher <= CLT_TIER_HIGH_END; higher++)
    if (clt_right_compare (clt_matrix_get (matrix, product_id, higher), right) < 0)
      return TRUE;
  return FALSE;
}

/* Setting a cell */

static gboolean
check_right (CltConn *conn, const CltVersion *version, const CltRight *right, GError **error)
{
  if (right->kind == CLT_RIGHT_COUNT && (right->count < 1 || right->period == CLT_PERIOD_NONE))
    return clt_store_refuse (error, "%s",
                             _ ("A right to so many a period needs both. Nothing was changed."));
  if (*right->channel != '\0' && clt_version_find_channel (version, right->channel) == NULL)
    return clt_store_refuse (error,
                             /* Translators: the name of a product, then of a channel. */
                             _ ("“%s” is not delivered through the channel “%s”. "
                                "Nothing was changed."),
                             version->name, clt_channel_get_label (right->channel));
  return TRUE;
}

/* The highest minimum of the versions in force on @day and of those that follow. */
static gboolean
check_minimum (CltConn *conn, gint64 product_id, CltTier tier, CltDay day, GError **error)
{
  gint64 minimum;

  if (!clt_conn_get_int (
        conn, &minimum, 0, error,
        "SELECT max(v.min_tier) FROM product_version v WHERE v.product_id = ?1"
        " AND v.state <> 'draft' AND NOT EXISTS (SELECT 1 FROM product_version l WHERE"
        " l.product_id = ?1 AND l.state <> 'draft' AND l.valid_from <= ?2"
        " AND (l.valid_from > v.valid_from OR (l.valid_from = v.valid_from"
        " AND l.number > v.number)))",
        "ii", product_id, (gint64) day))
    return FALSE;
  if ((gint64) tier >= minimum)
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: %s is the name of a tier. */
                           _ ("The product is for clients of the tier “%s” and above. "
                              "Nothing was changed."),
                           clt_tier_get_label ((CltTier) minimum));
}

static gboolean
check_cell (CltConn *conn,
            gint64 product_id,
            CltTier tier,
            const CltRight *right,
            CltDay day,
            GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltVersion) version = NULL;

  if (tier == CLT_TIER_UNRATED || tier >= CLT_N_TIERS)
    return clt_store_refuse (error, "%s",
                             _ ("Unrated clients are promised nothing. Nothing was changed."));
  if (right->kind == CLT_RIGHT_NONE)
    return TRUE; /* taking away is always allowed */
  version = clt_version_get (conn, product_id, day, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (version == NULL)
    {
      g_autofree char *date = clt_day_format (day);

      return clt_store_refuse (error,
                               /* Translators: %s is a date. */
                               _ ("No version of the product is in force on %s: approve one "
                                  "before it is promised. Nothing was changed."),
                               date);
    }
  return check_right (conn, version, right, error) &&
         check_minimum (conn, product_id, tier, day, error);
}

gboolean
clt_matrix_set (CltConn *conn,
                gint64 product_id,
                CltTier tier,
                const CltRight *right,
                CltDay day,
                GError **error)
{
  const gboolean counts = right->kind == CLT_RIGHT_COUNT;
  gint64 id;

  if (!check_cell (conn, product_id, tier, right, day, error) ||
      !clt_conn_run (conn, error,
                     "DELETE FROM entitlement WHERE product_id = ? AND tier = ? AND valid_from > ?",
                     "iii", product_id, (gint64) tier, (gint64) day))
    return FALSE;
  id = clt_conn_new_id (conn, error);
  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count,"
                       " period, channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (product_id, tier, valid_from) DO UPDATE SET"
                       " kind = excluded.kind, count = excluded.count, period = excluded.period,"
                       " channel = excluded.channel",
                       "iiiititt", id, product_id, (gint64) tier, (gint64) day,
                       clt_right_kind_get_name (right->kind), (gint64) (counts ? right->count : 0),
                       counts ? clt_period_get_name (right->period) : "",
                       right->kind == CLT_RIGHT_NONE ? "" : right->channel);
}

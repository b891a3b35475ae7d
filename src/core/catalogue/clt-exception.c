/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-sql.h"

#define EXCEPTION_COLUMNS                                                                          \
  "id, client_id, product_id, kind, count, period, channel, reason, who, valid_from, valid_to"

void
clt_exception_free (CltException *exception)
{
  g_free (exception->reason);
  g_free (exception->who);
  g_free (exception);
}

static gpointer
read_exception (CltStmt *stmt)
{
  CltException *exception = g_new0 (CltException, 1);
  g_autofree char *kind = g_strdup (clt_stmt_get_text (stmt, 3));

  exception->id = clt_stmt_get_int (stmt, 0);
  exception->client_id = clt_stmt_get_int (stmt, 1);
  exception->product_id = clt_stmt_get_int (stmt, 2);
  clt_right_set (&exception->right, kind, (int) clt_stmt_get_int (stmt, 4),
                 clt_stmt_get_text (stmt, 5), clt_stmt_get_text (stmt, 6));
  exception->reason = g_strdup (clt_stmt_get_text (stmt, 7));
  exception->who = g_strdup (clt_stmt_get_text (stmt, 8));
  exception->valid_from = clt_stmt_get_day (stmt, 9);
  exception->valid_to = clt_stmt_get_day (stmt, 10);
  return exception;
}

GPtrArray *
clt_exception_list (CltConn *conn, gint64 client_id, gint64 product_id, CltDay day, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT " EXCEPTION_COLUMNS " FROM entitlement_exception"
                                  " WHERE (?1 = 0 OR client_id = ?1)"
                                  " AND (?2 = 0 OR product_id = ?2)"
                                  " AND (?3 IS NULL OR (valid_from <= ?3"
                                  " AND (valid_to IS NULL OR valid_to >= ?3)))"
                                  " ORDER BY client_id, product_id, valid_from, id",
                                  "iiy", client_id, product_id, day);

  return clt_stmt_read_all (stmt, read_exception, (GDestroyNotify) clt_exception_free, error);
}

/* Two exceptions of one client and product never hold on the same day: which one counts is then
 * no question. */
static gboolean
check_overlap (CltConn *conn, const CltException *exception, GError **error)
{
  gint64 from;
  g_autofree char *date = NULL;

  if (!clt_conn_get_int (conn, &from, CLT_DAY_NONE, error,
                         "SELECT min(valid_from) FROM entitlement_exception WHERE client_id = ?1"
                         " AND product_id = ?2 AND id <> ?3"
                         " AND (?5 IS NULL OR valid_from <= ?5)"
                         " AND (valid_to IS NULL OR valid_to >= ?4)",
                         "iiiiy", exception->client_id, exception->product_id, exception->id,
                         (gint64) exception->valid_from, exception->valid_to))
    return FALSE;
  if (from == CLT_DAY_NONE)
    return TRUE;
  date = clt_day_format ((CltDay) from);
  return clt_store_refuse (error,
                           /* Translators: %s is a date. */
                           _ ("The client has an exception for this product from %s on: end it "
                              "before another one begins. Nothing was changed."),
                           date);
}

static gboolean
check_exception (CltConn *conn, const CltException *exception, GError **error)
{
  const CltRight *right = &exception->right;
  gint64 client, product;

  if (!clt_conn_get_int (conn, &client, 0, error, "SELECT count(*) FROM client WHERE id = ?", "i",
                         exception->client_id) ||
      !clt_conn_get_int (conn, &product, 0, error, "SELECT count(*) FROM product WHERE id = ?", "i",
                         exception->product_id))
    return FALSE;
  if (client == 0)
    return clt_store_refuse (error, "%s",
                             _ ("This client is no longer in the file. Nothing was changed."));
  if (product == 0)
    return clt_store_refuse (error, "%s",
                             _ ("This product is no longer in the file. Nothing was changed."));
  if (exception->reason == NULL || *exception->reason == '\0')
    return clt_store_refuse (error, "%s", _ ("An exception needs a reason. Nothing was changed."));
  if (exception->who == NULL || *exception->who == '\0')
    return clt_store_refuse (error, "%s",
                             _ ("An exception needs somebody who made it. "
                                "Nothing was changed."));
  if (exception->valid_from == CLT_DAY_NONE ||
      (exception->valid_to != CLT_DAY_NONE && exception->valid_to < exception->valid_from))
    return clt_store_refuse (error, "%s",
                             _ ("An exception begins on a day and ends on that day or later. "
                                "Nothing was changed."));
  if (right->kind == CLT_RIGHT_COUNT && (right->count < 1 || right->period == CLT_PERIOD_NONE))
    return clt_store_refuse (error, "%s",
                             _ ("A right to so many a period needs both. Nothing was changed."));
  return check_overlap (conn, exception, error);
}

gboolean
clt_exception_save (CltConn *conn, CltException *exception, GError **error)
{
  const CltRight *right = &exception->right;
  gint64 id = exception->id;

  if (!check_exception (conn, exception, error))
    return FALSE;
  if (id == 0 && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  if (!clt_conn_run (conn, error,
                     "INSERT INTO entitlement_exception (" EXCEPTION_COLUMNS
                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, count = excluded.count,"
                     " period = excluded.period, channel = excluded.channel,"
                     " reason = excluded.reason, who = excluded.who,"
                     " valid_from = excluded.valid_from, valid_to = excluded.valid_to",
                     "iiitittttiy", id, exception->client_id, exception->product_id,
                     clt_right_kind_get_name (right->kind),
                     (gint64) (right->kind == CLT_RIGHT_COUNT ? right->count : 0),
                     right->kind == CLT_RIGHT_COUNT ? clt_period_get_name (right->period) : "",
                     right->channel == NULL ? "" : right->channel, exception->reason,
                     exception->who, (gint64) exception->valid_from, exception->valid_to))
    return FALSE;
  exception->id = id;
  return TRUE;
}

gboolean
clt_exception_end (CltConn *conn, gint64 id, CltDay last, GError **error)
{
  gint64 from;

  if (!clt_conn_get_int (conn, &from, CLT_DAY_NONE, error,
                         "SELECT valid_from FROM entitlement_exception WHERE id = ?", "i", id))
    return FALSE;
  if (from == CLT_DAY_NONE)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                           _ ("This exception is no longer in the file."));
      return FALSE;
    }
  if (last < from) /* it has not begun: nothing is left of it */
    return clt_conn_run (conn, error, "DELETE FROM entitlement_exception WHERE id = ?", "i", id);
  return clt_conn_run (conn, error, "UPDATE entitlement_exception SET valid_to = ? WHERE id = ?",
                       "ii", (gint64) last, id);
}

/* The right of one client */

#define SQL_TIER CLT_SQL_TIER_ON ("?1", "?3")

/* The row that counts first: an exception (rank 0) before the newest cell of the client's tier. */
static const char right_sql[] =
  "SELECT kind, count, period, channel FROM ("
  "SELECT 0 AS rank, kind, count, period, channel, valid_from, id FROM entitlement_exception"
  " WHERE client_id = ?1 AND product_id = ?2 AND valid_from <= ?3"
  " AND (valid_to IS NULL OR valid_to >= ?3)"
  " UNION ALL SELECT 1, kind, count, period, channel, valid_from, id FROM entitlement"
  " WHERE product_id = ?2 AND valid_from <= ?3 AND tier = " SQL_TIER
  ") AS rights WHERE " CLT_SQL_PRODUCT_IN_FORCE (
    "?2",
    "?3") " ORDER BY rank, valid_from DESC, id DESC LIMIT 1";

gboolean
clt_right_of_client (CltConn *conn,
                     gint64 client_id,
                     gint64 product_id,
                     CltDay day,
                     CltRight *right,
                     GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, right_sql, "iii", client_id, product_id, (gint64) day);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  *right = (CltRight){ .kind = CLT_RIGHT_NONE, .channel = "" };
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    {
      g_autofree char *kind = g_strdup (clt_stmt_get_text (stmt, 0));

      clt_right_set (right, kind, (int) clt_stmt_get_int (stmt, 1), clt_stmt_get_text (stmt, 2),
                     clt_stmt_get_text (stmt, 3));
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

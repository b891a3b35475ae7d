/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-absence.h"

#include "core/base/clt-i18n.h"

/* ---- who is away --------------------------------------------------------------------------- */

void
clt_absence_free (CltAbsence *absence)
{
  g_free (absence->staff);
  g_free (absence->stand_in);
  g_free (absence);
}

static gpointer
read_absence (CltStmt *stmt)
{
  CltAbsence *absence = g_new0 (CltAbsence, 1);

  absence->id = clt_stmt_get_int (stmt, 0);
  absence->staff_id = clt_stmt_get_int (stmt, 1);
  absence->staff = g_strdup (clt_stmt_get_text (stmt, 2));
  absence->stand_in_id = clt_stmt_get_int (stmt, 3);
  absence->stand_in = g_strdup (clt_stmt_get_text (stmt, 4));
  absence->first = clt_stmt_get_day (stmt, 5);
  absence->last = clt_stmt_get_day (stmt, 6);
  absence->n_calls = clt_stmt_get_int (stmt, 7);
  return absence;
}

GPtrArray *
clt_absence_list (CltConn *conn, CltDay day, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT a.id, a.staff_id, s.name, coalesce (a.stand_in_id, 0),"
                    " coalesce (b.name, ''), a.valid_from, a.valid_to,"
                    " (SELECT count(*) FROM call_task c WHERE c.staff_id = a.staff_id"
                    " AND c.state = 'open' AND c.due <= a.valid_to)"
                    " FROM absence a JOIN staff s ON s.id = a.staff_id"
                    " LEFT JOIN staff b ON b.id = a.stand_in_id"
                    " WHERE a.valid_to >= ? ORDER BY a.valid_from, s.name, a.id",
                    "y", day),
    read_absence, (GDestroyNotify) clt_absence_free, error);
}

gint64
clt_absence_add (CltConn *conn,
                 gint64 staff_id,
                 CltDay first,
                 CltDay last,
                 gint64 stand_in,
                 GError **error)
{
  gint64 id;

  if (last < first || stand_in == staff_id)
    {
      clt_store_refuse (error, "%s",
                        last < first ? _ ("The last day is before the first one; nothing was"
                                          " changed.")
                                     : _ ("Nobody stands in for himself; nothing was changed."));
      return 0;
    }
  id = clt_conn_new_id (conn, error);
  if (id == 0 || !clt_conn_run (conn, error,
                                "INSERT INTO absence (id, staff_id, valid_from, valid_to,"
                                " stand_in_id) VALUES (?, ?, ?, ?, nullif (?, 0))",
                                "iiyyi", id, staff_id, first, last, stand_in))
    return 0;
  return id;
}

gboolean
clt_absence_remove (CltConn *conn, gint64 id, GError **error)
{
  gint64 n;

  if (!clt_conn_run (conn, error, "DELETE FROM absence WHERE id = ?", "i", id) ||
      !clt_conn_get_int (conn, &n, 0, error, "SELECT changes ()", ""))
    return FALSE;
  return n == 1 || clt_store_refuse (error, _ ("There is no absence of this number any more;"
                                               " nothing was changed."));
}

/* ---- what is handed over ------------------------------------------------------------------- */

void
clt_open_work_free (CltOpenWork *work)
{
  g_free (work->staff);
  g_free (work);
}

static gpointer
read_work (CltStmt *stmt)
{
  CltOpenWork *work = g_new0 (CltOpenWork, 1);

  work->staff_id = clt_stmt_get_int (stmt, 0);
  work->staff = g_strdup (clt_stmt_get_text (stmt, 1));
  work->n_calls = clt_stmt_get_int (stmt, 2);
  work->n_tasks = clt_stmt_get_int (stmt, 3);
  return work;
}

GPtrArray *
clt_open_work_list (CltConn *conn, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT s.id, s.name, coalesce (c.n, 0), coalesce (t.n, 0) FROM staff s"
                    " LEFT JOIN (SELECT staff_id, count(*) n FROM call_task WHERE state = 'open'"
                    " GROUP BY staff_id) c ON c.staff_id = s.id"
                    " LEFT JOIN (SELECT owner_id, count(*) n FROM task WHERE state = 'open'"
                    " GROUP BY owner_id) t ON t.owner_id = s.id"
                    " WHERE c.n > 0 OR t.n > 0 ORDER BY s.name, s.id",
                    ""),
    read_work, (GDestroyNotify) clt_open_work_free, error);
}

gboolean
clt_call_hand_over (CltConn *conn,
                    gint64 from,
                    gint64 to,
                    gint64 *calls,
                    gint64 *tasks,
                    GError **error)
{
  if (from == to)
    return clt_store_refuse (error, _ ("Calls are handed over to somebody else; nothing was"
                                       " changed."));
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET staff_id = nullif (?, 0) WHERE state = 'open'"
                       " AND staff_id = ?",
                       "ii", to, from) &&
         clt_conn_get_int (conn, calls, 0, error, "SELECT changes ()", "") &&
         clt_conn_run (conn, error,
                       "UPDATE task SET owner_id = nullif (?, 0) WHERE state = 'open'"
                       " AND owner_id = ?",
                       "ii", to, from) &&
         clt_conn_get_int (conn, tasks, 0, error, "SELECT changes ()", "");
}

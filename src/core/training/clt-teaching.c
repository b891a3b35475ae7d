/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-teaching.h"

void
clt_teaching_free (CltTeaching *teaching)
{
  g_clear_pointer (&teaching->lecturer, clt_lecturer_free);
  g_free (teaching);
}

#define MEETINGS                                                                                   \
  " FROM meeting m JOIN course_session s ON s.id = m.session_id"                                   \
  " JOIN lecturer l ON l.id = coalesce(m.lecturer_id, s.lecturer_id) LEFT JOIN room r"             \
  " ON r.id = m.room_id WHERE m.starts >= ?1 AND m.starts < ?2 AND m.state <> 'cancelled'"         \
  " AND s.state <> 'cancelled' AND l.id = ?3"

static gboolean
load_figures (CltConn *conn, CltTeaching *teaching, gint64 from, gint64 to, GError **error)
{
  gint64 heads;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT count(*), coalesce(sum(m.ends - m.starts), 0) / 60,"
                    " coalesce(sum((m.ends - m.starts) * l.fee), 0) / 3600,"
                    " coalesce(sum((m.ends - m.starts) * coalesce(r.cost, 0)), 0) / 3600" MEETINGS,
                    "iii", from, to, teaching->lecturer->id);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  teaching->meetings = (int) clt_stmt_get_int (stmt, 0);
  teaching->minutes = (int) clt_stmt_get_int (stmt, 1);
  teaching->fees = clt_stmt_get_int (stmt, 2);
  teaching->rooms = clt_stmt_get_int (stmt, 3);
  clt_stmt_reset (stmt);
  if (!clt_conn_get_int (conn, &heads, 0, error,
                         "SELECT count(*) FROM enrolment e WHERE e.state IN ('enrolled', 'offered')"
                         " AND e.session_id IN (SELECT s.id" MEETINGS ")",
                         "iii", from, to, teaching->lecturer->id))
    return FALSE;
  teaching->heads = (int) heads;
  teaching->cost_per_head =
    heads == 0 ? CLT_MONEY_NONE : (teaching->fees + teaching->rooms + heads / 2) / heads;
  return TRUE;
}

GPtrArray *
clt_teaching_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (GPtrArray) lecturers = clt_lecturer_list (conn, FALSE, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_teaching_free);

  if (lecturers == NULL)
    return NULL;
  g_ptr_array_set_free_func (lecturers, NULL);
  for (guint i = 0; i < lecturers->len; i++)
    {
      CltTeaching *teaching = g_new0 (CltTeaching, 1);

      teaching->lecturer = lecturers->pdata[i];
      g_ptr_array_add (list, teaching);
    }
  for (guint i = 0; i < list->len; i++)
    if (!load_figures (conn, list->pdata[i], clt_day_get_instant (from, 0),
                       clt_day_get_instant (to + 1, 0), error))
      return NULL;
  return g_steal_pointer (&list);
}

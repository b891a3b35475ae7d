/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-answered.h"

#include "core/surveys/clt-response-sql.h"

/* ?1: the form, ?2: now. */
#define NEEDLESS                                                                                   \
  "SELECT t.id FROM response r JOIN call_task t ON t.client_id = r.client_id"                      \
  " AND t.survey_id = r.survey_id AND t.state = 'open' WHERE r.id = ?1 AND " CLT_RESPONSE_COUNTS   \
  " AND t.id IS NOT r.call_id AND NOT EXISTS (SELECT 1 FROM call_claim k WHERE k.call_id = t.id"   \
  " AND k.until > ?2)"

gboolean
clt_call_drop_answered (CltConn *conn, const CltTouched *touched, GError **error)
{
  const GArray *rows = clt_touched_get_rows (touched, "response");
  const gint64 now = clt_action_get_time (conn);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const gint64 id = g_array_index (rows, gint64, i);

      if (!clt_conn_run (conn, error,
                         "UPDATE response SET state = 'broken', finished = ?2 WHERE state = 'open'"
                         " AND call_id IN (" NEEDLESS ")",
                         "ii", id, now) ||
          !clt_conn_run (conn, error,
                         "UPDATE call_task SET state = 'dropped', closed = ?2"
                         " WHERE id IN (" NEEDLESS ")",
                         "ii", id, now))
        return FALSE;
    }
  return TRUE;
}

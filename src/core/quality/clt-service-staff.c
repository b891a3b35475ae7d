/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-service-staff.h"

typedef struct
{
  gint64 staff_id;
  CltDay from, to; /* to CLT_DAY_NONE: open; else the last day, included */
  int next;        /* of the same client, an earlier one; -1: none */
} Assignment;

struct _CltServiceStaff
{
  GArray *assignments; /* Assignment */
  int *last;           /* by person; -1: none */
};

CltServiceStaff *
clt_service_staff_load (CltConn *conn, const CltPopulation *population, GError **error)
{
  g_autoptr (CltServiceStaff) staff = g_new0 (CltServiceStaff, 1);
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT client_id, staff_id, valid_from, valid_to FROM assignment"
                                  " WHERE relation = 'service' ORDER BY valid_from, id",
                                  "");

  staff->assignments = g_array_new (FALSE, FALSE, sizeof (Assignment));
  staff->last = g_new (int, MAX (population->n, 1));
  for (int i = 0; i < population->n; i++)
    staff->last[i] = -1;
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int person = clt_population_find (population, clt_stmt_get_int (stmt, 0));
      Assignment row = { clt_stmt_get_int (stmt, 1), clt_stmt_get_day (stmt, 2),
                         clt_stmt_get_day (stmt, 3), -1 };

      if (person < 0)
        continue;
      row.next = staff->last[person];
      staff->last[person] = (int) staff->assignments->len;
      g_array_append_val (staff->assignments, row);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&staff);
}

void
clt_service_staff_free (CltServiceStaff *staff)
{
  g_array_unref (staff->assignments);
  g_free (staff->last);
  g_free (staff);
}

gint64
clt_service_staff_get (const CltServiceStaff *staff, int person, CltDay day)
{
  for (int i = staff->last[person]; i >= 0;)
    {
      const Assignment *row = &g_array_index (staff->assignments, Assignment, i);

      if (row->from <= day && (row->to == CLT_DAY_NONE || row->to >= day))
        return row->staff_id;
      i = row->next;
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-gate.h"
#include "core/clients/clt-client-sql.h"
#include "core/rules/clt-rules.h"
#include "core/training/clt-training-need.h"

/* Who there is, what each of them has passed and where he is enrolled, and what he may not take: the
 * same bars that stand before a seat. */

static guint8 *
find_flag (CltNeedScan *scan, gint64 client_id, gint64 course_id, gsize *place)
{
  guint learner = GPOINTER_TO_UINT (g_hash_table_lookup (scan->learners, &client_id));
  guint course = GPOINTER_TO_UINT (g_hash_table_lookup (scan->courses, &course_id));

  if (learner == 0 || course == 0)
    return NULL;
  *place = (gsize) (learner - 1) * scan->needs->courses->len + course - 1;
  return scan->flags + *place;
}

/* ---- people -------------------------------------------------------------------------------- */

/* ?7: the client, or 0. A client between two accounts learns nothing here. */
static const char people_sql[] =
  "SELECT k.client_id, c.name, k.accounts, " CLT_SQL_TIER ", CAST(substr(" CLT_SQL_GRADE
  ", 2) AS INTEGER), " CLT_SQL_GRADE_EXPIRES ", c.investor = 'professional', c.class = 'corporate',"
  " EXISTS (SELECT 1 FROM refusal f WHERE f.client_id = k.client_id"
  " AND f.scope IN ('all', 'training') AND f.valid_from <= ?1"
  " AND (f.valid_to IS NULL OR f.valid_to >= ?1))"
  " FROM search_key k JOIN client c ON c.id = k.client_id WHERE ?7 IN (0, k.client_id)"
  " AND (k.prospect = 1 OR (k.opened <= ?1 AND (k.closed IS NULL OR k.closed > ?1)))"
  " ORDER BY k.sort, k.client_id";

static gboolean
is_barred (const CltCourse *course, CltStmt *stmt, CltTier tier, int expired_from, CltDay day)
{
  const gboolean corporate = clt_stmt_get_int (stmt, 7) != 0;

  if (clt_stmt_get_int (stmt, 8) != 0)
    return TRUE;
  if (course->institution && !corporate && tier != CLT_TIER_HIGH_END)
    return TRUE;
  if (course->risk <= 1 || clt_stmt_get_int (stmt, 6) != 0)
    return FALSE;
  return clt_stmt_get_int (stmt, 4) < course->risk ||
         (course->risk >= expired_from && clt_stmt_get_int (stmt, 5) < (gint64) day);
}

static void
read_person (CltNeedScan *scan, CltStmt *stmt, int expired_from, GByteArray *flags)
{
  CltTrainingNeeds *needs = scan->needs;
  CltLearner *learner = g_new0 (CltLearner, 1);
  const char *accounts = clt_stmt_get_text (stmt, 2);

  learner->client_id = clt_stmt_get_int (stmt, 0);
  learner->name = g_strdup (clt_stmt_get_text (stmt, 1));
  learner->account = g_strndup (accounts, strcspn (accounts, " "));
  learner->tier = (CltTier) clt_stmt_get_int (stmt, 3);
  learner->expired = CLT_DAY_NONE;
  learner->needs = g_ptr_array_new_with_free_func (clt_training_need_free);
  learner->held = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < needs->courses->len; i++)
    {
      guint8 flag =
        is_barred (needs->courses->pdata[i], stmt, learner->tier, expired_from, needs->day)
          ? CLT_BARRED
          : 0;

      g_byte_array_append (flags, &flag, 1);
    }
  g_ptr_array_add (needs->learners, learner);
  g_hash_table_insert (scan->learners, &learner->client_id,
                       GUINT_TO_POINTER (needs->learners->len));
}

static gboolean
read_people (CltNeedScan *scan, GError **error)
{
  CltStmt *stmt = clt_conn_prepare (scan->conn, people_sql, error);
  g_autoptr (GByteArray) flags = g_byte_array_new ();
  CltStep step = CLT_STEP_ERROR;
  int expired_from;
  gsize n;

  if (stmt == NULL ||
      !clt_rules_get_count (scan->conn, "suitability.expired_from_risk", scan->needs->day,
                            &expired_from, error) ||
      !clt_client_sql_bind (scan->conn, stmt, NULL, scan->needs->day, error))
    return FALSE;
  clt_stmt_bind_int (stmt, 7, scan->client_id);
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    read_person (scan, stmt, expired_from, flags);
  if (step == CLT_STEP_ERROR)
    return FALSE;
  n = flags->len;
  scan->flags = g_byte_array_free (g_steal_pointer (&flags), FALSE);
  scan->expired = g_new (CltDay, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    scan->expired[i] = CLT_DAY_NONE;
  return TRUE;
}

/* ---- passed, enrolled ---------------------------------------------------------------------- */

static gboolean
read_passed (CltNeedScan *scan, GError **error)
{
  CltStmt *stmt = clt_conn_query (scan->conn, error,
                                  "SELECT client_id, course_id, max(coalesce (expires, 2147483647))"
                                  " FROM course_result WHERE result IN ('pass', 'distinction')"
                                  " AND ?1 IN (0, client_id) GROUP BY client_id, course_id",
                                  "i", scan->client_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gsize place;
      guint8 *flag =
        find_flag (scan, clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1), &place);
      CltDay expires = (CltDay) clt_stmt_get_int (stmt, 2);

      if (flag != NULL && expires >= scan->needs->day)
        *flag |= CLT_LEARNT;
      else if (flag != NULL)
        scan->expired[place] = expires;
    }
  return step == CLT_STEP_DONE;
}

static gboolean
read_enrolled (CltNeedScan *scan, GError **error)
{
  CltStmt *stmt = clt_conn_query (scan->conn, error,
                                  "SELECT e.client_id, s.course_id FROM enrolment e"
                                  " JOIN course_session s ON s.id = e.session_id"
                                  " WHERE s.state IN ('planned', 'published')"
                                  " AND e.state IN ('enrolled', 'waiting', 'offered')"
                                  " AND ?1 IN (0, e.client_id)",
                                  "i", scan->client_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gsize place;
      guint8 *flag =
        find_flag (scan, clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1), &place);

      if (flag != NULL)
        *flag |= CLT_BUSY;
    }
  return step == CLT_STEP_DONE;
}

/* ---- rights -------------------------------------------------------------------------------- */

#define GATE                                                                                       \
  (CLT_BLOCK_RISK | CLT_BLOCK_LOWEST | CLT_BLOCK_NO_GRADE | CLT_BLOCK_EXPIRED_GRADE |              \
   CLT_BLOCK_TIER | CLT_BLOCK_BANNED | CLT_BLOCK_NO_VERSION)

/* By the matrix, then by the exceptions in force, which stand above it. */
static gboolean
bar_unpromised (CltNeedScan *scan,
                const CltMatrix *matrix,
                const CltCourse *course,
                gboolean *allowed,
                GError **error)
{
  g_autoptr (GPtrArray) exceptions =
    clt_exception_list (scan->conn, scan->client_id, course->product_id, scan->needs->day, error);

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < scan->needs->learners->len; i++)
    {
      const CltLearner *learner = scan->needs->learners->pdata[i];

      allowed[i] =
        clt_matrix_get (matrix, course->product_id, learner->tier)->kind != CLT_RIGHT_NONE;
    }
  for (guint i = 0; i < exceptions->len; i++)
    {
      const CltException *exception = exceptions->pdata[i];
      guint learner =
        GPOINTER_TO_UINT (g_hash_table_lookup (scan->learners, &exception->client_id));

      if (learner != 0)
        allowed[learner - 1] = exception->right.kind != CLT_RIGHT_NONE;
    }
  return TRUE;
}

/* A course that is promised as a product is only for whom it is promised to, and whom the gate of
 * services lets it go to. */
static gboolean
bar_product (CltNeedScan *scan, const CltMatrix *matrix, const CltCourse *course, GError **error)
{
  const guint n = scan->needs->learners->len;
  const CltGateQuestion question = { .product_id = course->product_id,
                                     .channel = "onsite",
                                     .day = scan->needs->day };
  g_autofree gint64 *ids = g_new (gint64, MAX (n, 1));
  g_autofree gboolean *allowed = g_new0 (gboolean, MAX (n, 1));
  g_autoptr (GPtrArray) verdicts = NULL;

  for (guint i = 0; i < n; i++)
    ids[i] = ((CltLearner *) scan->needs->learners->pdata[i])->client_id;
  if (!bar_unpromised (scan, matrix, course, allowed, error))
    return FALSE;
  verdicts = clt_gate_check_all (scan->conn, &question, ids, n, error);
  for (guint i = 0; verdicts != NULL && i < n; i++)
    {
      gsize place;
      guint8 *flag = find_flag (scan, ids[i], course->id, &place);

      if (!allowed[i] || (((CltVerdict *) verdicts->pdata[i])->blocks & GATE) != 0)
        *flag |= CLT_BARRED;
    }
  return verdicts != NULL;
}

static gboolean
bar_products (CltNeedScan *scan, GError **error)
{
  g_autoptr (CltMatrix) matrix = clt_matrix_load (scan->conn, scan->needs->day, error);

  for (guint i = 0; matrix != NULL && i < scan->needs->courses->len; i++)
    {
      const CltCourse *course = scan->needs->courses->pdata[i];

      if (course->product_id != 0 && !course->archived &&
          !bar_product (scan, matrix, course, error))
        return FALSE;
    }
  return matrix != NULL;
}

gboolean
clt_need_scan_people (CltNeedScan *scan, GError **error)
{
  return read_people (scan, error) && read_passed (scan, error) && read_enrolled (scan, error) &&
         bar_products (scan, error);
}

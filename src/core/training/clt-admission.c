/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-admission.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-gate.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-client-sql.h"
#include "core/rules/clt-rules.h"
#include "core/training/clt-course.h"

static const struct
{
  const char *key;
  const char *label;
} bars[] = {
  { "done", NC_ ("bar", "has passed the course") },
  { "enrolled", NC_ ("bar", "is enrolled already") },
  { "elsewhere", NC_ ("bar", "is in another session of the course") },
  { "prerequisite", NC_ ("bar", "has not passed what comes first") },
  { "suitability", NC_ ("bar", "the suitability grade is too low, missing or expired") },
  { "institution", NC_ ("bar", "the course is for corporate and high-end clients") },
  { "tier", NC_ ("bar", "the tier is too low") },
  { "right", NC_ ("bar", "is not entitled to it") },
  { "refused", NC_ ("bar", "wants no training") },
  { "closed", NC_ ("bar", "has no open account") },
  { "busy", NC_ ("bar", "attends another session at that time") },
};

const char *
clt_bar_get_key (CltBar bar)
{
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    if (bar == 1u << i)
      return bars[i].key;
  return "";
}

char *
clt_bar_set_to_text (guint set)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    if (set & 1u << i)
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", bars[i].key);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
clt_bar_set_to_label (guint set)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    if (set & 1u << i)
      g_string_append_printf (text, "%s%s",
                              /* Translators: stands between two reasons */
                              text->len == 0 ? "" : C_ ("bar", "; "),
                              g_dpgettext2 (GETTEXT_PACKAGE, "bar", bars[i].label));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- one client ------------------------------------------------------------------------------ */

typedef struct
{
  CltConn *conn;
  gint64 session_id; /* 0: none yet */
  CltTier min_tier;
  CltCourse *course;
  CltDay day; /* as of */
  int expired_from;
  int notice; /* days before its end from which a certificate is renewed */
  gboolean asked;
} Asking;

static void
asking_clear (Asking *asking)
{
  g_clear_pointer (&asking->course, clt_course_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

#define PASSED                                                                                     \
  "r.client_id = k.client_id AND r.result IN ('pass', 'distinction')"                              \
  " AND (r.expires IS NULL OR r.expires >= ?1)"

/* What is about to run out may be taken again: the need for it is told from the same day on. */
#define HOLDS                                                                                      \
  "r.client_id = k.client_id AND r.result IN ('pass', 'distinction')"                              \
  " AND (r.expires IS NULL OR r.expires > ?1 + ?5)"

/* ?1 the day, ?2 client, ?3 session, ?4 course, ?5 days of notice */
static const char facts_sql[] =
  "SELECT k.prospect, k.class, k.investor, " CLT_SQL_TIER ", coalesce(" CLT_SQL_GRADE
  ", ''), coalesce(" CLT_SQL_GRADE_EXPIRES ", 0),"
  " EXISTS (SELECT 1 FROM spell s WHERE s.client_id = k.client_id AND "
  "s.opened <= ?1"
  " AND (s.closed IS NULL OR s.closed > ?1)),"
  " EXISTS (SELECT 1 FROM course_result r WHERE r.course_id = ?4 AND " HOLDS "),"
  " EXISTS (SELECT 1 FROM course_need n WHERE n.course_id = ?4 AND NOT EXISTS"
  " (SELECT 1 FROM course_result r WHERE r.course_id = n.requires_id "
  "AND " PASSED ")),"
  " EXISTS (SELECT 1 FROM enrolment e WHERE e.session_id = ?3 AND "
  "e.client_id = k.client_id"
  " AND e.state IN ('enrolled', 'waiting', 'offered')),"
  " EXISTS (SELECT 1 FROM enrolment e JOIN course_session s ON s.id = "
  "e.session_id"
  " WHERE e.client_id = k.client_id AND s.course_id = ?4 AND s.id <> ?3"
  " AND s.state IN ('planned', 'published') AND e.state IN ('enrolled', "
  "'waiting', 'offered')),"
  " EXISTS (SELECT 1 FROM refusal f WHERE f.client_id = k.client_id"
  " AND f.scope IN ('all', 'training') AND f.valid_from <= ?1"
  " AND (f.valid_to IS NULL OR f.valid_to >= ?1)),"
  " EXISTS (SELECT 1 FROM enrolment e CROSS JOIN meeting o CROSS JOIN "
  "course_session s"
  " WHERE e.client_id = k.client_id AND e.session_id <> ?3 AND e.state IN "
  "('enrolled', 'offered')"
  " AND o.session_id = e.session_id AND o.state <> 'cancelled' AND s.id = "
  "e.session_id"
  " AND s.state <> 'cancelled' AND EXISTS (SELECT 1 FROM meeting m WHERE "
  "m.session_id = ?3"
  " AND m.state = 'planned' AND m.starts < o.ends AND m.ends > o.starts))"
  " FROM (SELECT id AS client_id, prospect, class, investor FROM client "
  "WHERE id = ?2) k";

static gboolean
is_unsuitable (const Asking *asking, CltStmt *stmt)
{
  const char *grade = clt_stmt_get_text (stmt, 4);

  if (asking->course->risk <= 1 || g_str_equal (clt_stmt_get_text (stmt, 2), "professional"))
    return FALSE;
  if (grade[0] != 'C' || grade[1] - '0' < asking->course->risk)
    return TRUE;
  return asking->course->risk >= asking->expired_from &&
         clt_stmt_get_int (stmt, 5) < (gint64) asking->day;
}

static guint
read_bars (const Asking *asking, CltStmt *stmt)
{
  gboolean prospect = clt_stmt_get_int (stmt, 0) != 0;
  CltTier tier = (CltTier) clt_stmt_get_int (stmt, 3);
  guint set = 0;

  if (clt_stmt_get_int (stmt, 7) != 0)
    set |= CLT_BAR_DONE;
  if (clt_stmt_get_int (stmt, 9) != 0)
    set |= CLT_BAR_ENROLLED;
  if (clt_stmt_get_int (stmt, 10) != 0)
    set |= CLT_BAR_ELSEWHERE;
  if (clt_stmt_get_int (stmt, 8) != 0)
    set |= CLT_BAR_PREREQUISITE;
  if (is_unsuitable (asking, stmt))
    set |= CLT_BAR_SUITABILITY;
  if (asking->course->institution && tier != CLT_TIER_HIGH_END &&
      !g_str_equal (clt_stmt_get_text (stmt, 1), "corporate"))
    set |= CLT_BAR_INSTITUTION;
  if (tier < asking->min_tier)
    set |= CLT_BAR_TIER;
  if (!asking->asked && clt_stmt_get_int (stmt, 11) != 0)
    set |= CLT_BAR_REFUSED;
  if (!prospect && clt_stmt_get_int (stmt, 6) == 0)
    set |= CLT_BAR_CLOSED;
  if (clt_stmt_get_int (stmt, 12) != 0)
    set |= CLT_BAR_BUSY;
  return set;
}

static gboolean
ask (Asking *asking, gint64 client_id, guint *set, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (asking->conn, error, facts_sql, "iiiii", (gint64) asking->day, client_id,
                    asking->session_id, asking->course->id, (gint64) asking->notice);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltRight right;

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such client."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  *set = read_bars (asking, stmt);
  clt_stmt_reset (stmt);
  if (asking->course->product_id == 0)
    return TRUE;
  if (!clt_right_of_client (asking->conn, client_id, asking->course->product_id, asking->day,
                            &right, error))
    return FALSE;
  if (right.kind == CLT_RIGHT_NONE)
    *set |= CLT_BAR_RIGHT;
  return TRUE;
}

static gboolean
begin (Asking *asking, gint64 course_id, CltDay day, GError **error)
{
  asking->course = clt_course_load (asking->conn, course_id, error);
  asking->day = MAX (day, clt_today ());
  return asking->course != NULL &&
         clt_rules_get_count (asking->conn, "training.expiry_notice", asking->day, &asking->notice,
                              error) &&
         clt_rules_get_count (asking->conn, "suitability.expired_from_risk", asking->day,
                              &asking->expired_from, error);
}

/* What the gate of services says of the product that the course is; how it
 * would be told to the client, and whether he was told lately, is not asked
 * here. */
#define GATE_SUITABILITY                                                                           \
  (CLT_BLOCK_RISK | CLT_BLOCK_LOWEST | CLT_BLOCK_NO_GRADE | CLT_BLOCK_EXPIRED_GRADE)
#define GATE_RIGHT (CLT_BLOCK_TIER | CLT_BLOCK_BANNED | CLT_BLOCK_NO_VERSION)

static gboolean
ask_gate (const Asking *asking, const gint64 *ids, guint n_ids, GArray *sets, GError **error)
{
  const CltGateQuestion question = { .product_id = asking->course->product_id,
                                     .channel = "onsite",
                                     .day = asking->day };
  g_autoptr (GPtrArray) verdicts = NULL;

  if (question.product_id == 0 || n_ids == 0)
    return TRUE;
  verdicts = clt_gate_check_all (asking->conn, &question, ids, n_ids, error);
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      guint blocks = ((CltVerdict *) verdicts->pdata[i])->blocks;

      if (blocks & GATE_SUITABILITY)
        g_array_index (sets, guint, i) |= CLT_BAR_SUITABILITY;
      if (blocks & GATE_RIGHT)
        g_array_index (sets, guint, i) |= CLT_BAR_RIGHT;
    }
  return verdicts != NULL;
}

static GArray *
ask_all (Asking *asking, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GArray) sets = g_array_sized_new (FALSE, TRUE, sizeof (guint), n_ids);

  g_array_set_size (sets, n_ids);
  for (guint i = 0; i < n_ids; i++)
    if (!ask (asking, ids[i], &g_array_index (sets, guint, i), error))
      return NULL;
  return ask_gate (asking, ids, n_ids, sets, error) ? g_steal_pointer (&sets) : NULL;
}

GArray *
clt_admission_check (CltConn *conn,
                     gint64 session_id,
                     const gint64 *ids,
                     guint n_ids,
                     gboolean asked,
                     GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, session_id, error);
  g_auto (Asking) asking = { .conn = conn, .asked = asked, .session_id = session_id };

  if (session == NULL || !begin (&asking, session->course_id, session->first_day, error))
    return NULL;
  asking.min_tier = session->min_tier;
  return ask_all (&asking, ids, n_ids, error);
}

GArray *
clt_admission_check_course (CltConn *conn,
                            gint64 course_id,
                            CltDay day,
                            const gint64 *ids,
                            guint n_ids,
                            GError **error)
{
  g_auto (Asking) asking = { .conn = conn };

  return begin (&asking, course_id, day, error) ? ask_all (&asking, ids, n_ids, error) : NULL;
}

/* "B1 Rules of trading, B3 Simulated trading" */
static char *
dup_missing (CltConn *conn, const CltSession *session, gint64 client_id, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT c.code || ' ' || c.name FROM course_need n JOIN course c ON c.id "
                    "= n.requires_id,"
                    " (SELECT ?2 AS client_id) k WHERE n.course_id = ?3 AND NOT EXISTS"
                    " (SELECT 1 FROM course_result r WHERE r.course_id = n.requires_id "
                    "AND " PASSED ") ORDER BY c.code",
                    "iii", (gint64) MAX (session->first_day, clt_today ()), client_id,
                    session->course_id);

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    /* Translators: stands between two courses */
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : C_ ("list", ", "),
                            clt_stmt_get_text (stmt, 0));
  return step == CLT_STEP_ERROR ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_name (CltConn *conn, gint64 client_id)
{
  CltStmt *stmt =
    clt_conn_query (conn, NULL, "SELECT name FROM client WHERE id = ?", "i", client_id);
  char *name = g_strdup (
    stmt != NULL && clt_stmt_step (stmt, NULL) == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");

  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return name;
}

gboolean
clt_admission_require (CltConn *conn,
                       gint64 session_id,
                       gint64 client_id,
                       gboolean asked,
                       GError **error)
{
  g_autoptr (GArray) sets = clt_admission_check (conn, session_id, &client_id, 1, asked, error);
  g_autofree char *name = NULL, *reasons = NULL, *missing = NULL;
  g_autoptr (CltSession) session = NULL;
  guint set;

  if (sets == NULL)
    return FALSE;
  set = g_array_index (sets, guint, 0);
  if (set == 0)
    return TRUE;
  name = dup_name (conn, client_id);
  reasons = clt_bar_set_to_label (set);
  if ((set & CLT_BAR_PREREQUISITE) == 0)
    /* Translators: a client; why he may not be enrolled, e.g. "is enrolled
     * already" */
    return clt_store_refuse (error, _ ("%s was not enrolled: %s."), name, reasons);
  session = clt_session_load (conn, session_id, error);
  missing = session == NULL ? NULL : dup_missing (conn, session, client_id, error);
  return missing != NULL &&
         clt_store_refuse (error,
                           /* Translators: a client; why he may not be enrolled;
                           * courses that he has to pass before */
                           _ ("%s was not enrolled: %s. First comes: %s."), name, reasons, missing);
}

/* ---- whom to invite -------------------------------------------------------------------------- */

void
clt_invitee_free (CltInvitee *invitee)
{
  g_free (invitee->name);
  g_free (invitee->account);
  g_free (invitee->channel);
  g_free (invitee);
}

static GArray *
find_audience (CltConn *conn, const CltSession *session, const char *expression, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  gboolean both = *session->audience != '\0' && *expression != '\0';

  query->today = clt_today ();
  g_free (query->expression);
  query->expression = both ? g_strdup_printf ("(%s) and (%s)", session->audience, expression)
                           : g_strdup (*session->audience != '\0' ? session->audience : expression);
  if (*query->expression == '\0')
    for (int tier = session->min_tier; tier < CLT_N_TIERS; tier++)
      query->tiers |= 1u << tier;
  return clt_client_query_ids (conn, query, error);
}

static int
compare_invitees (gconstpointer a, gconstpointer b)
{
  const CltInvitee *x = *(CltInvitee *const *) a, *y = *(CltInvitee *const *) b;

  if ((x->bars == 0) != (y->bars == 0))
    return x->bars == 0 ? -1 : 1;
  if (x->tier != y->tier)
    return (int) y->tier - (int) x->tier;
  return 0; /* by name already; the sort is stable */
}

GPtrArray *
clt_admission_audience (CltConn *conn, gint64 session_id, const char *expression, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_invitee_free);
  g_autoptr (CltSession) session = clt_session_load (conn, session_id, error);
  g_autoptr (GArray) ids =
    session == NULL ? NULL : find_audience (conn, session, expression, error);
  g_autoptr (GArray) sets = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (ids != NULL)
    sets = clt_admission_check (conn, session_id, (const gint64 *) (gpointer) ids->data, ids->len,
                                FALSE, error);
  if (sets != NULL)
    rows =
      clt_client_query_rows (conn, (const gint64 *) (gpointer) ids->data, ids->len,
                             1u << CLT_COLUMN_NAME | 1u << CLT_COLUMN_ACCOUNT, clt_today (), error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];
      CltInvitee *invitee = g_new0 (CltInvitee, 1);

      invitee->client_id = row->id;
      invitee->name = g_strdup (row->cell[CLT_COLUMN_NAME]);
      invitee->account = g_strdup (row->cell[CLT_COLUMN_ACCOUNT]);
      invitee->channel = g_strdup ("");
      invitee->tier = row->tier;
      invitee->bars = g_array_index (sets, guint, i);
      g_ptr_array_add (list, invitee);
    }
  g_ptr_array_sort (list, compare_invitees);
  return g_steal_pointer (&list);
}

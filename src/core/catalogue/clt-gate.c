/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate-private.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-sql.h"

void
clt_verdict_free (CltVerdict *verdict)
{
  g_free (verdict->evidence);
  g_free (verdict);
}

/* ?1 … ?6 are those of clients/: ?1 the day. ?7 ids, ?8 consent, ?9 adviser or 0, ?10 product,
 * ?11 kind, ?12 and ?13 the days around the gap, ?14 version, ?15 own item, ?16 with plans. */

/* The client with the spell that began last; "k" as the pieces of clients/ want it. */
#define CLIENT_SQL                                                                                 \
  "(SELECT c.id AS client_id, c.prospect, c.investor, c.phone, c.email, s.opened, s.closed"        \
  " FROM client c LEFT JOIN spell s ON s.id = (SELECT z.id FROM spell z WHERE z.client_id = c.id"  \
  " AND z.opened <= ?1 ORDER BY z.opened DESC, z.id DESC LIMIT 1)) k"

#define ADVISER_SQL                                                                                \
  "CASE WHEN ?9 <> 0 THEN ?9 ELSE (SELECT n.staff_id FROM assignment n"                            \
  " WHERE n.client_id = k.client_id AND n.relation = 'adviser' AND n.valid_from <= ?1"             \
  " AND (n.valid_to IS NULL OR n.valid_to >= ?1) ORDER BY n.valid_from DESC, n.id DESC LIMIT 1)"   \
  " END"

#define CONSENTS_SQL                                                                               \
  "CASE WHEN k.prospect THEN (SELECT count(*) FROM consent n WHERE n.client_id = k.client_id"      \
  " AND n.given = 1 AND n.id = (SELECT m.id FROM consent m WHERE m.client_id = k.client_id"        \
  " AND m.channel = n.channel AND m.valid_from <= ?1"                                              \
  " ORDER BY m.valid_from DESC, m.id DESC LIMIT 1)) END"

#define EXCEPTION_SQL                                                                              \
  "(SELECT x.kind FROM entitlement_exception x WHERE x.client_id = k.client_id"                    \
  " AND x.product_id = ?10 AND x.valid_from <= ?1 AND (x.valid_to IS NULL OR x.valid_to >= ?1)"    \
  " ORDER BY x.valid_from DESC, x.id DESC LIMIT 1)"

#define REFUSALS_SQL                                                                               \
  "(SELECT ' ' || group_concat(r.scope, ' ') || ' ' FROM refusal r"                                \
  " WHERE r.client_id = k.client_id AND r.valid_from <= ?1"                                        \
  " AND (r.valid_to IS NULL OR r.valid_to >= ?1))"

/* The newest request for the version in force that he made with his present grade. */
#define REQUEST_SQL                                                                                \
  "(SELECT max(q.id) FROM client_request q WHERE q.client_id = k.client_id"                        \
  " AND q.product_id = ?10 AND q.version_id = ?14 AND q.day <= ?1 AND q.grade = g.level"           \
  " AND EXISTS (SELECT 1 FROM attachment f WHERE f.owner = 'client_request' AND f.owner_id = "     \
  "q.id))"

/* The nearest contact before, or the plan after the day. */
#define CONTACT_SQL(delivery, item)                                                                \
  "(SELECT max(day) FROM (SELECT d.day FROM delivery d WHERE d.client_id = k.client_id"            \
  " AND d.day > ?12 AND d.day <= ?1 AND d.requested = 0 AND d.push_item_id IS NOT ?15"             \
  " AND (SELECT m.medium FROM channel m WHERE m.key = d.channel) NOT IN ('website', 'software')"   \
  " AND " delivery " UNION ALL SELECT i.day FROM push_item i WHERE i.client_id = k.client_id"      \
  " AND i.day > ?12 AND ((i.state = 'queued' AND i.day <= ?1) OR (?16 <> 0 AND i.day < ?13"        \
  " AND i.state IN ('planned', 'queued'))) AND i.id IS NOT ?15"                                    \
  " AND (SELECT m.medium FROM channel m WHERE m.key = i.channel) NOT IN ('website', 'software')"   \
  " AND " item "))"

#define KIND_SQL(product)                                                                          \
  "(SELECT s.kind FROM product p JOIN service_category s ON s.id = p.category_id"                  \
  " WHERE p.id = " product ") = ?11"

/* An inquiry or a suggestion is no complaint. */
#define COMPLAINT_SQL                                                                              \
  "EXISTS (SELECT 1 FROM complaint o WHERE o.client_id = k.client_id AND o.kind = 'complaint'"     \
  " AND o.registered <= ?1 AND CASE WHEN o.state = 'closed' THEN o.closed > ?1"                    \
  " ELSE o.state NOT IN ('refused', 'withdrawn') END)"

#define VERDICT_SQL(contact, complaint)                                                            \
  "SELECT j.key, k.prospect, k.investor = 'professional', k.opened IS NOT NULL"                    \
  " AND (k.closed IS NULL OR k.closed > ?1), " CLT_SQL_STATUS " = 'dormant', " CLT_SQL_TIER        \
  ", CAST(substr(g.level, 2) AS INTEGER), g.lowest, g.assessed, g.expires, n.given, "              \
  "n.valid_from, " CONSENTS_SQL                                                                    \
  ", a.id, (a.entered IS NULL OR a.entered <= ?1) AND (a.left_on IS NULL"                          \
  " OR a.left_on > ?1), a.licence, " EXCEPTION_SQL ", " REFUSALS_SQL                               \
  ", k.phone <> '', k.email <> '', " contact ", " REQUEST_SQL ", " complaint                       \
  " FROM json_each(?7) j CROSS JOIN " CLIENT_SQL " ON k.client_id = j.value"                       \
  " LEFT JOIN grade g ON g.id = (SELECT h.id FROM grade h WHERE h.client_id = k.client_id"         \
  " AND h.assessed <= ?1 ORDER BY h.assessed DESC, h.id DESC LIMIT 1)"                             \
  " LEFT JOIN consent n ON n.id = (SELECT m.id FROM consent m WHERE m.client_id = k.client_id"     \
  " AND m.channel = ?8 AND m.valid_from <= ?1 ORDER BY m.valid_from DESC, m.id DESC LIMIT 1)"      \
  " LEFT JOIN staff a ON a.id = " ADVISER_SQL

static const char verdict_sql[] =
  VERDICT_SQL (CONTACT_SQL (KIND_SQL ("d.product_id"),
                            "(SELECT u.product_id FROM push u WHERE u.id = i.push_id) IN (SELECT"
                            " p.id FROM product p JOIN service_category s ON s.id = p.category_id"
                            " WHERE s.kind = ?11)"),
               "0");

/* A greeting is what a push with an occasion brings. */
static const char greeting_sql[] =
  VERDICT_SQL (CONTACT_SQL ("EXISTS (SELECT 1 FROM push_item o JOIN push u ON u.id = o.push_id"
                            " WHERE o.id = d.push_item_id AND u.occasion <> '' AND ?11 <> '')",
                            "(SELECT u.occasion FROM push u WHERE u.id = i.push_id) <> ''"),
               COMPLAINT_SQL);

static char *
ids_to_json (const gint64 *ids, guint n_ids)
{
  GString *text = g_string_sized_new (8 * n_ids + 2);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", ids[i]);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static gboolean
bind (CltConn *conn, CltStmt *stmt, const CltGateFacts *facts, const char *ids, GError **error)
{
  const CltGateQuestion *question = facts->question;

  if (!clt_client_sql_bind (conn, stmt, NULL, question->day, error))
    return FALSE;
  clt_stmt_bind_text (stmt, 7, ids);
  clt_stmt_bind_text (stmt, 8, facts->consent);
  clt_stmt_bind_int (stmt, 9, question->adviser_id);
  clt_stmt_bind_int (stmt, 10, question->product_id);
  clt_stmt_bind_text (stmt, 11, facts->kind);
  clt_stmt_bind_int (stmt, 12, facts->gap_before);
  clt_stmt_bind_int (stmt, 13, facts->gap_after);
  clt_stmt_bind_int (stmt, 14, facts->version_id);
  clt_stmt_bind_int (stmt, 15, question->push_item_id);
  clt_stmt_bind_int (stmt, 16, question->planning);
  return TRUE;
}

static void
read_client (CltStmt *stmt, const CltGateFacts *facts, CltGateClient *client)
{
  client->known = TRUE;
  client->prospect = clt_stmt_get_int (stmt, 1) != 0;
  client->professional = clt_stmt_get_int (stmt, 2) != 0;
  client->open = clt_stmt_get_int (stmt, 3) != 0;
  client->dormant = clt_stmt_get_int (stmt, 4) != 0;
  client->tier = (int) clt_stmt_get_int (stmt, 5);
  client->grade = (int) clt_stmt_get_int (stmt, 6);
  client->lowest = clt_stmt_get_int (stmt, 7) != 0;
  client->assessed = clt_stmt_get_day (stmt, 8);
  client->expires = clt_stmt_get_day (stmt, 9);
  if (client->grade != 0 && client->expires == CLT_DAY_NONE)
    client->expires = clt_day_add_months (client->assessed, facts->validity);
  client->consent = clt_stmt_get_int (stmt, 10) != 0;
  client->consent_since = clt_stmt_get_day (stmt, 11);
  client->n_consents = (int) clt_stmt_get_int (stmt, 12);
  client->adviser_id = clt_stmt_get_int (stmt, 13);
  client->adviser_here = clt_stmt_get_int (stmt, 14) != 0;
  client->licence = clt_stmt_get_text (stmt, 15);
  client->exception = clt_stmt_get_text (stmt, 16);
  client->refusals = clt_stmt_get_text (stmt, 17);
  client->has_phone = clt_stmt_get_int (stmt, 18) != 0;
  client->has_email = clt_stmt_get_int (stmt, 19) != 0;
  client->last_contact = clt_stmt_get_day (stmt, 20);
  client->request_id = clt_stmt_get_int (stmt, 21);
  client->complaint = clt_stmt_get_int (stmt, 22) != 0;
}

static void
set_verdict (CltVerdict *verdict, const CltGateFacts *facts, const CltGateClient *client)
{
  verdict->blocks = clt_gate_judge (facts, client);
  verdict->evidence = clt_gate_dup_evidence (facts, client, verdict->blocks);
}

static gboolean
check_all (CltConn *conn,
           const CltGateFacts *facts,
           const gint64 *ids,
           guint n_ids,
           GPtrArray *verdicts,
           GError **error)
{
  g_autofree char *json = ids_to_json (ids, n_ids);
  CltStmt *stmt =
    clt_conn_prepare (conn, facts->question->greeting ? greeting_sql : verdict_sql, error);
  CltStep step;

  if (stmt == NULL || !bind (conn, stmt, facts, json, error))
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltGateClient client = { 0 };

      read_client (stmt, facts, &client);
      set_verdict (verdicts->pdata[clt_stmt_get_int (stmt, 0)], facts, &client);
    }
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE;
}

/* One look-up by index for each fact and client; no table is read as a whole, so that a single
 * client costs microseconds and 50,000 cost what 50,000 look-ups cost. */
GPtrArray *
clt_gate_check_all (CltConn *conn,
                    const CltGateQuestion *question,
                    const gint64 *ids,
                    guint n_ids,
                    GError **error)
{
  const CltGateClient nobody = { .licence = "",
                                 .exception = "",
                                 .refusals = "",
                                 .last_contact = CLT_DAY_NONE };
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_full (n_ids, (GDestroyNotify) clt_verdict_free);
  g_auto (CltGateFacts) facts = { 0 };

  if (!clt_gate_facts_load (&facts, conn, question, error))
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    {
      CltVerdict *verdict = g_new0 (CltVerdict, 1);

      verdict->client_id = ids[i];
      g_ptr_array_add (verdicts, verdict);
    }
  if (!check_all (conn, &facts, ids, n_ids, verdicts, error))
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    if (((CltVerdict *) verdicts->pdata[i])->evidence == NULL)
      set_verdict (verdicts->pdata[i], &facts, &nobody);
  return g_steal_pointer (&verdicts);
}

static void
set_refusal (CltConn *conn,
             const CltGateQuestion *question,
             gint64 id,
             guint blocks,
             GError **error)
{
  g_autofree char *day = clt_day_format (question->day);
  g_autofree char *reasons = clt_block_set_to_label (blocks);
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce((SELECT v.name FROM product_version v WHERE v.product_id = ?1"
    " AND v.state <> 'draft' ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), p.code),"
    " coalesce((SELECT c.name FROM client c WHERE c.id = ?2), ?2) FROM product p WHERE p.id = ?1",
    "ii", question->product_id, id);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return;
  clt_store_refuse (error,
                    /* Translators: a product's name, a client's name, a date, reasons in a list, a
                     * sentence that says what to do. */
                    _ ("“%s” may not go to %s on %s: %s. Nothing was sent or written down. %s"),
                    clt_stmt_get_text (stmt, 0), clt_stmt_get_text (stmt, 1), day, reasons,
                    clt_block_set_get_remedy (blocks));
  clt_stmt_reset (stmt);
}

gboolean
clt_gate_check (CltConn *conn,
                const CltGateQuestion *question,
                gint64 client_id,
                guint override,
                GError **error)
{
  g_autoptr (GPtrArray) verdicts = clt_gate_check_all (conn, question, &client_id, 1, error);
  guint blocks;

  if (verdicts == NULL)
    return FALSE;
  blocks = ((CltVerdict *) verdicts->pdata[0])->blocks & ~(override & CLT_BLOCK_OVERRIDABLE);
  if (blocks == 0)
    return TRUE;
  set_refusal (conn, question, client_id, blocks, error);
  return FALSE;
}

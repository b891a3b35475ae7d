/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate-private.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-attachment.h"

gboolean
clt_gate_check_manager (CltConn *conn, const char *who, CltDay day, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM staff WHERE role = 'manager'"
                         " AND (number = ?1 OR name = ?1) AND (left_on IS NULL OR left_on > ?2)",
                         "ti", who, (gint64) day))
    return FALSE;
  if (n > 0)
    return TRUE;
  return clt_store_refuse (
    error,
    /* Translators: %s is the name of the person who acts. */
    _ ("Only a branch manager may do this, and “%s” is none. Nothing was changed. Choose a manager "
       "as the person at the desk, in the preferences."),
    who);
}

/* Refusals */

const char *const clt_refusal_scopes[] = { "all",      "targeted", "trading", "research",
                                           "training", "value",    NULL };

const char *
clt_refusal_scope_get_label (const char *scope)
{
  static const char *const labels[] = {
    NC_ ("refusal", "All pushes"),         NC_ ("refusal", "What is chosen by tier or behaviour"),
    NC_ ("refusal", "Quotes and trading"), NC_ ("refusal", "Research and information"),
    NC_ ("refusal", "Training"),           NC_ ("refusal", "Value-added services"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (scope, clt_refusal_scopes[i]) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "refusal", labels[i]);
  return scope;
}

void
clt_refusal_free (CltRefusal *refusal)
{
  g_free (refusal->source);
  g_free (refusal);
}

static gpointer
read_refusal (CltStmt *stmt)
{
  CltRefusal *refusal = g_new0 (CltRefusal, 1);

  refusal->scope = g_intern_string (clt_stmt_get_text (stmt, 0));
  refusal->from = clt_stmt_get_day (stmt, 1);
  refusal->source = g_strdup (clt_stmt_get_text (stmt, 2));
  return refusal;
}

GPtrArray *
clt_refusal_list (CltConn *conn, gint64 client_id, CltDay day, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            "SELECT scope, valid_from, source FROM refusal"
                                            " WHERE client_id = ?1 AND valid_from <= ?2"
                                            " AND (valid_to IS NULL OR valid_to >= ?2)"
                                            " ORDER BY valid_from, id",
                                            "iy", client_id, day),
                            read_refusal, (GDestroyNotify) clt_refusal_free, error);
}

gboolean
clt_refusal_add (CltConn *conn,
                 gint64 client_id,
                 const char *scope,
                 CltDay from,
                 const char *source,
                 GError **error)
{
  gint64 id;

  if (!g_strv_contains (clt_refusal_scopes, scope))
    return clt_store_refuse (error,
                             _ ("This is nothing that can be refused. Nothing was changed."));
  /* one that begins later gives way; one that holds already is continued by the new one */
  if (!clt_conn_run (conn, error,
                     "DELETE FROM refusal WHERE client_id = ? AND scope = ? AND valid_from >= ?",
                     "iti", client_id, scope, (gint64) from) ||
      !clt_conn_run (conn, error,
                     "UPDATE refusal SET valid_to = ?3 - 1 WHERE client_id = ?1 AND scope = ?2"
                     " AND (valid_to IS NULL OR valid_to >= ?3)",
                     "iti", client_id, scope, (gint64) from))
    return FALSE;
  id = clt_conn_new_id (conn, error);
  return id != 0 && clt_conn_run (conn, error,
                                  "INSERT INTO refusal (id, client_id, scope, valid_from, source)"
                                  " VALUES (?, ?, ?, ?, ?)",
                                  "iitit", id, client_id, scope, (gint64) from, source);
}

gboolean
clt_refusal_end (CltConn *conn, gint64 client_id, const char *scope, CltDay last, GError **error)
{
  return clt_conn_run (conn, error,
                       "DELETE FROM refusal WHERE client_id = ? AND scope = ? AND valid_from > ?",
                       "iti", client_id, scope, (gint64) last) &&
         clt_conn_run (conn, error,
                       "UPDATE refusal SET valid_to = ?3 WHERE client_id = ?1 AND scope = ?2"
                       " AND (valid_to IS NULL OR valid_to > ?3)",
                       "iti", client_id, scope, (gint64) last);
}

/* Requests */

typedef struct
{
  gint64 version_id, risk;
  char *grade; /* owned */
} Request;

/* Who may insist: a graded ordinary client below the product's risk, but not the lowest class. */
static gboolean
check_request (CltConn *conn,
               gint64 client_id,
               const CltGateFacts *facts,
               Request *request,
               GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT level, lowest, CAST(substr(level, 2) AS INTEGER), (SELECT investor FROM client"
    " WHERE id = ?1) = 'professional' FROM grade WHERE client_id = ?1 AND assessed <= ?2"
    " ORDER BY assessed DESC, id DESC LIMIT 1",
    "ii", client_id, (gint64) facts->question->day);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  gboolean lowest, fits;

  if (step == CLT_STEP_ERROR)
    return FALSE;
  if (step == CLT_STEP_DONE)
    return clt_store_refuse (error,
                             _ ("The client has no risk grade: assess him first. Nothing was "
                                "changed."));
  request->version_id = facts->version_id;
  request->risk = facts->risk;
  request->grade = g_strdup (clt_stmt_get_text (stmt, 0));
  lowest = clt_stmt_get_int (stmt, 1) != 0;
  fits = clt_stmt_get_int (stmt, 2) >= facts->risk || clt_stmt_get_int (stmt, 3) != 0;
  clt_stmt_reset (stmt);
  if (facts->version_id == 0)
    return clt_store_refuse (error,
                             _ ("The product is not approved on that day. Nothing was changed."));
  if (fits)
    return clt_store_refuse (error,
                             _ ("The product suits this client: no warning is needed. Nothing was "
                                "changed."));
  if (lowest)
    return clt_store_refuse (error,
                             _ (
                               "The client is of the lowest class and may not have a product above "
                               "R1, even at his own wish. Nothing was changed."));
  return TRUE;
}

gint64
clt_request_add (CltConn *conn,
                 gint64 client_id,
                 gint64 product_id,
                 CltDay day,
                 gint64 staff_id,
                 const char *name,
                 GBytes *warning,
                 const char *note,
                 GError **error)
{
  const CltGateQuestion question = { .product_id = product_id, .channel = "", .day = day };
  g_auto (CltGateFacts) facts = { 0 };
  Request request = { 0 };
  g_autofree char *grade = NULL;
  gboolean may;
  gint64 id;

  if (g_bytes_get_size (warning) == 0)
    {
      clt_store_refuse (error, _ ("The signed risk warning is empty. Nothing was changed."));
      return 0;
    }
  if (!clt_gate_facts_load (&facts, conn, &question, error))
    return 0;
  may = check_request (conn, client_id, &facts, &request, error);
  grade = request.grade;
  if (!may || (id = clt_conn_new_id (conn, error)) == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO client_request (id, client_id, product_id, version_id, day,"
                     " staff_id, grade, risk, note) VALUES (?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?)",
                     "iiiiiitit", id, client_id, product_id, request.version_id, (gint64) day,
                     staff_id, grade, request.risk, note) ||
      clt_attachment_add (conn, "client_request", id, name, warning, error) == 0)
    return 0;
  return id;
}

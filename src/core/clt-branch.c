/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clt-branch.h"

#include "core/calls/clt-bad-answer.h"
#include "core/calls/clt-call-answered.h"
#include "core/clients/clt-search-key.h"
#include "core/complaints/clt-complaint-follow.h"
#include "core/funds/clt-fact-check.h"
#include "core/funds/clt-rollup.h"
#include "core/funds/clt-scores.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-contact.h"
#include "core/quality/clt-figures.h"
#include "core/store/clt-action.h"
#include "core/store/clt-backup.h"
#include "core/store/clt-lookup.h"
#include "core/store/clt-schema.h"
#include "core/training/clt-enrolment.h"

/* What reads a branch knows only the newest layout: an older file is migrated first. */
static gboolean
bring_forward (CltConn *conn, const char *path, GError **error)
{
  g_autoptr (CltConn) writer = NULL;
  gint64 version;

  if (!clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version >= clt_schema_get_version ())
    return TRUE;
  writer = clt_conn_open (path, CLT_CONN_WRITE, error);
  return writer != NULL;
}

CltConn *
clt_branch_open (const char *path, CltConnMode mode, GError **error)
{
  g_autoptr (CltConn) conn = clt_conn_open (path, mode, error);

  if (conn == NULL || (mode == CLT_CONN_READ && !bring_forward (conn, path, error)))
    return NULL;
  clt_conn_add_consequence (conn, clt_complaint_follow);
  clt_conn_add_consequence (conn, clt_call_drop_answered);
  clt_conn_add_consequence (conn, clt_bad_answer_follow);
  clt_conn_add_derived (conn, clt_enrolment_guard);
  /* in this order: the later ones read what the earlier ones write */
  clt_conn_add_derived (conn, clt_rollup_derived);
  clt_figures_register (conn);
  clt_contact_figures_register (conn);
  clt_conn_add_derived (conn, clt_search_derived);
  clt_conn_add_derived (conn, clt_scores_derived);
  clt_conn_add_lookup (conn, clt_scores_names, clt_scores_lookup);
  clt_conn_add_lookup (conn, clt_contacts_names, clt_contacts_lookup);
  return g_steal_pointer (&conn);
}

GPtrArray *
clt_branch_check (const char *path, GError **error)
{
  clt_check_add (clt_fact_check);
  clt_check_add (clt_rollup_check);
  return clt_check (path, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch with three members of staff and a client whom one of them serves. */

#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-stage.h"

typedef struct
{
  Branch branch;
  gint64 client, other;
  gint64 lin, qian, manager; /* staff; Lin serves the client */
} Cases;

static inline void
cases_set_day (int yyyymmdd)
{
  g_autofree char *text =
    g_strdup_printf ("%" G_GINT64_FORMAT,
                     clt_day_get_instant (clt_day_from_yyyymmdd (yyyymmdd), 10 * 60));

  g_setenv ("CLT_NOW", text, TRUE);
}

/* @code inside an action that has to succeed. */
#define cases_change(cases, code)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    gboolean done;                                                                                 \
    branch_begin (&(cases)->branch);                                                               \
    done = (code) != 0;                                                                            \
    g_assert_no_error (change_error);                                                              \
    g_assert_true (done);                                                                          \
    branch_commit (&(cases)->branch);                                                              \
  }                                                                                                \
  G_STMT_END

/* @code inside an action that is refused. Its words hold @words. */
#define cases_refused(cases, code, words)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    branch_begin (&(cases)->branch);                                                               \
    g_assert_false ((code) != 0);                                                                  \
    clt_action_rollback ((cases)->branch.conn);                                                    \
    g_assert_error (change_error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);                       \
    g_assert_nonnull (strstr (change_error->message, words));                                      \
  }                                                                                                \
  G_STMT_END

static inline CltComplaint *
cases_load (Cases *cases, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CltComplaint *complaint = clt_complaint_load (cases->branch.conn, id, &error);

  g_assert_no_error (error);
  return complaint;
}

static inline gint64
cases_add (Cases *cases, gint64 client, const char *class_, const char *topic)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_new ();

  complaint->client_id = client;
  complaint->handler_id = cases->qian;
  clt_set_str (&complaint->class_, class_);
  clt_set_str (&complaint->topic, topic);
  cases_change (cases, clt_complaint_add (cases->branch.conn, complaint, error));
  return complaint->id;
}

static inline void
cases_set (Cases *cases, gint64 id, const char *field, const char *text)
{
  cases_change (cases, clt_complaint_set_field (cases->branch.conn, id, field, text, error));
}

static inline void
cases_move (Cases *cases, gint64 id, const char *state, const char *reason)
{
  cases_change (cases, clt_complaint_move (cases->branch.conn, id, state, 0, reason, "", error));
}

static inline gint64
cases_count (Cases *cases, const char *sql, gint64 id)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (cases->branch.conn, &n, -1, &error, sql, "i", id);
  g_assert_no_error (error);
  return n;
}

static inline void
cases_set_up (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;

  cases_set_day (20261118);
  branch_set_up (branch, NULL);
  branch_begin (branch);
  cases->client = service_add_client (branch, "1001");
  cases->other = service_add_client (branch, "1002");
  cases->lin = service_add_staff (branch, "Lin", "specialist", "");
  cases->qian = service_add_staff (branch, "Qian", "specialist", "");
  cases->manager = service_add_staff (branch, "Wu", "manager", "");
  service_assign (branch, cases->client, cases->lin, "service", 20250101);
  branch_commit (branch);
}

static inline void
cases_tear_down (Cases *cases, gconstpointer data)
{
  branch_tear_down (&cases->branch, NULL);
}

#define CASES_TEST(path, func) g_test_add (path, Cases, NULL, cases_set_up, func, cases_tear_down)

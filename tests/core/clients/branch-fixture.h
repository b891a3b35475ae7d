/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch file in a temporary folder, and rows in it. */

#include "core/clt-branch.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *folder, *path;
  CltConn *conn;
} Branch;

static inline void
branch_set_up (Branch *branch, gconstpointer data)
{
  branch->conn = clt_test_branch_new (&branch->folder);
  branch->path = g_strdup (clt_conn_get_path (branch->conn));
}

static inline void
branch_tear_down (Branch *branch, gconstpointer data)
{
  clt_test_branch_free (branch->conn, branch->folder);
  g_free (branch->path);
}

static inline void
branch_begin (Branch *branch)
{
  const CltActionInfo info = { "client.edit", "test", "tester" };
  g_autoptr (GError) error = NULL;

  clt_action_begin (branch->conn, &info, &error);
  g_assert_no_error (error);
}

static inline gint64
branch_commit (Branch *branch)
{
  g_autoptr (GError) error = NULL;
  gint64 action = 0;

  clt_action_commit (branch->conn, &action, &error);
  g_assert_no_error (error);
  return action;
}

/* Returns: an id of the file. */
static inline gint64
branch_new_id (Branch *branch)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_conn_new_id (branch->conn, &error);

  g_assert_no_error (error);
  return id;
}

#define branch_run(branch, sql, types, ...)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) run_error = NULL;                                                           \
    clt_conn_run ((branch)->conn, &run_error, sql, types, ##__VA_ARGS__);                          \
    g_assert_no_error (run_error);                                                                 \
  }                                                                                                \
  G_STMT_END

/* A client with one account, open from @opened on. Inside an action. */
static inline gint64
branch_add_client (Branch *branch, const char *name, const char *number, int opened)
{
  gint64 id = branch_new_id (branch), account = branch_new_id (branch),
         spell = branch_new_id (branch);

  branch_run (branch, "INSERT INTO client (id, name) VALUES (?, ?)", "it", id, name);
  branch_run (branch, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)", "iit",
              account, id, number);
  branch_run (branch, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)", "iii", spell,
              id, (gint64) clt_day_from_yyyymmdd (opened));
  return id;
}

/* One day of facts, as an import writes them. Inside an action. */
static inline void
branch_add_funds (Branch *branch, gint64 client, int day, gint64 equity, gint64 margin, gint64 lots)
{
  CltDay d = clt_day_from_yyyymmdd (day);

  branch_run (branch,
              "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin, lots,"
              " commission, exchange_fee, retained, batch)"
              " SELECT ?, a.id, ?, ?, ?, ?, ?, 1000, 400, 600, ? FROM account a"
              " WHERE a.client_id = ? ORDER BY a.id LIMIT 1",
              "iiiiiiii", (gint64) d, equity, equity, equity, margin, lots,
              clt_action_get_id (branch->conn), client);
  clt_action_note_bulk (branch->conn, "funds_daily", d, d);
}

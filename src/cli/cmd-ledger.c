/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"

/* What the printing needs to know of a client or a product, by id. */
typedef struct
{
  CltConn *conn;
  GHashTable *products; /* id -> code */
} Names;

static void
clear_names (Names *names)
{
  g_clear_pointer (&names->products, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, clear_names)

static gboolean
load_names (Names *names, CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, TRUE, error);

  if (products == NULL)
    return FALSE;
  names->conn = conn;
  names->products = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];

      g_hash_table_insert (names->products, g_memdup2 (&product->id, sizeof product->id),
                           g_strdup (product->code));
    }
  return TRUE;
}

static const char *
get_code (const Names *names, gint64 product)
{
  const char *code = g_hash_table_lookup (names->products, &product);

  return code == NULL ? "" : code;
}

/* (transfer full) */
static char *
dup_account (const Names *names, gint64 client)
{
  CltStmt *stmt =
    clt_conn_query (names->conn, NULL,
                    "SELECT number FROM account WHERE client_id = ? ORDER BY id LIMIT 1", "i",
                    client);
  char *account = NULL;

  if (stmt != NULL && clt_stmt_step (stmt, NULL) == CLT_STEP_ROW)
    account = g_strdup (clt_stmt_get_text (stmt, 0));
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return account == NULL ? g_strdup ("") : account;
}

/* By product and tier */

static void
build_line (JsonBuilder *json, const Names *names, const CltLedgerLine *line)
{
  g_autofree char *right = clt_right_format (&line->right);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "product", get_code (names, line->product_id));
  clt_cli_add_string (json, "tier", clt_tier_get_name (line->tier));
  clt_cli_add_string (json, "right", right);
  clt_cli_add_int (json, "first", clt_day_to_yyyymmdd (line->first));
  clt_cli_add_int (json, "last", clt_day_to_yyyymmdd (line->last));
  clt_cli_add_int (json, "members", line->members);
  clt_cli_add_int (json, "owed", line->owed);
  clt_cli_add_int (json, "delivered", line->delivered);
  clt_cli_add_int (json, "outstanding", line->outstanding);
  clt_cli_add_int (json, "surplus", line->surplus);
  clt_cli_add_int (json, "served", line->served);
  clt_cli_add_int (json, "minutes", line->minutes);
  clt_cli_add_int (json, "cost", line->cost);
  json_builder_end_object (json);
}

static void
print_line (const Names *names, const CltLedgerLine *line)
{
  g_autofree char *code = clt_cli_pad (get_code (names, line->product_id), 16);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (line->tier), 12);
  g_autofree char *right = clt_right_format (&line->right);
  g_autofree char *padded = clt_cli_pad (right, 16);

  /* Translators: product, tier and right of a line, then numbers. */
  clt_cli_print (_ ("%s %s %s %6d clients, %6d owed, %6d delivered, %6d outstanding"), code, tier,
                 padded, line->members, (int) line->owed, (int) line->delivered,
                 (int) line->outstanding);
}

static gboolean
show_lines (CltConn *conn,
            const Names *names,
            CltDay day,
            JsonBuilder *json,
            gboolean as_json,
            GError **error)
{
  g_autoptr (GPtrArray) lines = clt_ledger_load (conn, day, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (as_json)
      build_line (json, names, lines->pdata[i]);
    else
      print_line (names, lines->pdata[i]);
  return TRUE;
}

/* By client */

static void
build_debt (JsonBuilder *json, const Names *names, const CltDebt *debt)
{
  g_autofree char *account = dup_account (names, debt->client_id);
  g_autofree char *right = clt_right_format (&debt->right);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", account);
  clt_cli_add_string (json, "product", get_code (names, debt->product_id));
  clt_cli_add_string (json, "tier", clt_tier_get_name (debt->tier));
  clt_cli_add_string (json, "right", right);
  clt_cli_add_int (json, "first", clt_day_to_yyyymmdd (debt->first));
  clt_cli_add_int (json, "last", clt_day_to_yyyymmdd (debt->last));
  clt_cli_add_int (json, "owed", debt->owed);
  clt_cli_add_int (json, "delivered", debt->delivered);
  clt_cli_add_int (json, "outstanding", debt->outstanding);
  json_builder_end_object (json);
}

static void
print_debt (const Names *names, const CltDebt *debt)
{
  g_autofree char *account = dup_account (names, debt->client_id);
  g_autofree char *code = clt_cli_pad (get_code (names, debt->product_id), 16);
  g_autofree char *right = clt_right_format (&debt->right);
  g_autofree char *padded = clt_cli_pad (right, 16);
  g_autofree char *first = clt_day_format (debt->first);
  g_autofree char *last = clt_day_format (debt->last);

  /* Translators: account number, product, right, first and last day, then numbers. */
  clt_cli_print (_ ("%-12s %s %s %s – %s  %d owed, %d delivered, %d outstanding"), account, code,
                 padded, first, last, debt->owed, debt->delivered, debt->outstanding);
}

typedef struct
{
  const char *account; /* (nullable) */
  gint64 product_id;
  int periods;
  CltDay day;
} Ask;

static GPtrArray *
load_debts (CltConn *conn, const Ask *ask, GError **error)
{
  gint64 client;

  if (ask->account == NULL)
    return clt_ledger_debts (conn, ask->product_id, -1, ask->day, ask->periods, error);
  client = clt_client_find (conn, ask->account, error);
  return client == 0 ? NULL : clt_ledger_of_client (conn, client, ask->day, ask->periods, error);
}

static gboolean
show_debts (CltConn *conn,
            const Names *names,
            const Ask *ask,
            JsonBuilder *json,
            gboolean as_json,
            GError **error)
{
  g_autoptr (GPtrArray) debts = load_debts (conn, ask, error);

  if (debts == NULL)
    return FALSE;
  for (guint i = 0; i < debts->len; i++)
    if (as_json)
      build_debt (json, names, debts->pdata[i]);
    else
      print_debt (names, debts->pdata[i]);
  return TRUE;
}

int
clt_cmd_ledger (int argc, char **argv)
{
  CltCliCommon common;
  const char *by = NULL, *on = NULL, *account = NULL, *product = NULL;
  Ask ask = { .day = clt_today () };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_auto (Names) names = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("product (the default) or client"), "WHAT" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("As of this day"), "DATE" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &account, N_ ("All of one client"), "ACCOUNT" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &product, N_ ("Who is owed this one"), "CODE" },
    { "periods", 0, 0, G_OPTION_ARG_INT, &ask.periods, N_ ("And so many periods before"), "N" },
    { NULL },
  };
  gboolean debts, shown;

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) || !clt_cli_parse_day (on, &ask.day))
    return CLT_EXIT_USAGE;
  if (by != NULL && !g_str_equal (by, "product") && !g_str_equal (by, "client"))
    {
      g_printerr (_ ("clientele-cli: --by product or --by client\n"));
      return CLT_EXIT_USAGE;
    }
  ask.account = account;
  debts = g_strcmp0 (by, "client") == 0 || account != NULL || product != NULL;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL || !load_names (&names, conn, ask.day, &error) ||
      (product != NULL && (ask.product_id = clt_product_find (conn, product, &error)) == 0))
    return clt_cli_fail ("ledger", error);
  json_builder_begin_array (json);
  shown = debts ? show_debts (conn, &names, &ask, json, common.json, &error)
                : show_lines (conn, &names, ask.day, json, common.json, &error);
  json_builder_end_array (json);
  if (!shown)
    return clt_cli_fail ("ledger", error);
  if (common.json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

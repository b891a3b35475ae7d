/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/clt-test-work.h"

#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"

#define MAX_CLIENTS 60
#define MAX_STAFF 12
#define FIRST_DAY 20000
#define N_DAYS 40

typedef gboolean (*WorkFunc) (CltConn *conn, GRand *random, GError **error);

static gint64
pick (CltConn *conn, GRand *random, const char *table)
{
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autofree char *nth = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET ?", table);
  gint64 n = 0, id = 0;

  if (!clt_conn_get_int (conn, &n, 0, NULL, count, "") || n == 0)
    return 0;
  clt_conn_get_int (conn, &id, 0, NULL, nth, "i",
                    (gint64) g_rand_int_range (random, 0, (gint32) n));
  return id;
}

static gint64
count (CltConn *conn, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  gint64 n = 0;

  clt_conn_get_int (conn, &n, 0, NULL, sql, "");
  return n;
}

static gint64
number (GRand *random, int below)
{
  return g_rand_int_range (random, 0, below);
}

/* Clients */

static gboolean
add_client (CltConn *conn, GRand *random, GError **error)
{
  gint64 client = clt_conn_new_id (conn, error);
  gint64 account = clt_conn_new_id (conn, error);
  gint64 spell = clt_conn_new_id (conn, error);
  /* numbers from a small pool come back after an undo or a deletion */
  g_autofree char *text = g_strdup_printf ("%08d", (int) number (random, 4 * MAX_CLIENTS));
  gint64 taken = 0;

  if (client == 0 || account == 0 || spell == 0 ||
      !clt_conn_get_int (conn, &taken, 0, error, "SELECT 1 FROM account WHERE number = ?", "t",
                         text))
    return FALSE;
  if (taken || count (conn, "client") >= MAX_CLIENTS)
    return TRUE;
  return clt_conn_run (conn, error, "INSERT INTO client (id, name) VALUES (?, ?)", "it", client,
                       text) &&
         clt_conn_run (conn, error, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)",
                       "iit", account, client, text) &&
         clt_conn_run (conn, error, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)",
                       "iii", spell, client, (gint64) FIRST_DAY + number (random, N_DAYS));
}

static gboolean
edit_client (CltConn *conn, GRand *random, GError **error)
{
  static const char *const edits[] = {
    "UPDATE client SET name = 'n' || ? WHERE id = ?",
    "UPDATE client SET phone = '138' || ? WHERE id = ?",
    "UPDATE client SET note = ? WHERE id = ?",
    "UPDATE client SET birth_year = 1950 + ?, birth_month = 7, birth_day = 1 WHERE id = ?",
  };

  return clt_conn_run (conn, error, edits[number (random, G_N_ELEMENTS (edits))], "ii",
                       number (random, 50), pick (conn, random, "client"));
}

static gboolean
delete_client (CltConn *conn, GRand *random, GError **error)
{
  static const char *const children[] = {
    "DELETE FROM spell WHERE client_id = ?",
    "DELETE FROM assignment WHERE client_id = ?",
    "DELETE FROM client_tag WHERE client_id = ?",
    "DELETE FROM client_extra WHERE client_id = ?",
    "DELETE FROM tier_history WHERE client_id = ?",
    "DELETE FROM account WHERE client_id = ?",
    "DELETE FROM client WHERE id = ?",
  };
  gint64 client = pick (conn, random, "client");
  gint64 busy = 0;

  if (!clt_conn_get_int (conn, &busy, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM account AS a WHERE client_id = ? AND"
                         " (EXISTS (SELECT 1 FROM funds_daily WHERE account_id = a.id)"
                         " OR EXISTS (SELECT 1 FROM trade WHERE account_id = a.id)))",
                         "i", client))
    return FALSE;
  for (guint i = 0; !busy && i < G_N_ELEMENTS (children); i++)
    if (!clt_conn_run (conn, error, children[i], "i", client))
      return FALSE;
  return TRUE;
}

static gboolean
tag_client (CltConn *conn, GRand *random, GError **error)
{
  gint64 client = pick (conn, random, "client");
  g_autofree char *tag = g_strdup_printf ("tag %d", (int) number (random, 3));

  if (client == 0)
    return TRUE;
  if (number (random, 2) == 0)
    return clt_conn_run (conn, error, "DELETE FROM client_tag WHERE client_id = ? AND tag = ?",
                         "it", client, tag);
  return clt_conn_run (conn, error,
                       "INSERT INTO client_tag (client_id, tag) VALUES (?, ?)"
                       " ON CONFLICT DO NOTHING",
                       "it", client, tag);
}

static gboolean
bulk_edit (CltConn *conn, GRand *random, GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO client_extra (client_id, field, value)"
                       " SELECT id, 'f' || ?1, 'v' || ?2 FROM client WHERE id % 3 = ?1"
                       " ON CONFLICT (client_id, field) DO UPDATE SET value = excluded.value",
                       "ii", number (random, 3), number (random, 9));
}

static gboolean
tier_run (CltConn *conn, GRand *random, GError **error)
{
  gint64 day = FIRST_DAY + number (random, N_DAYS);

  return clt_conn_run (conn, error,
                       "INSERT INTO tier_run (day, clients, first, up, down) VALUES (?, 1, 0, 0, 0)"
                       " ON CONFLICT DO NOTHING",
                       "i", day) &&
         clt_conn_run (conn, error,
                       "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
                       " SELECT id, ?1, ?2, 'up', id, 20 FROM client WHERE id % 5 = ?2"
                       " ON CONFLICT DO NOTHING",
                       "ii", day, number (random, 5));
}

/* Staff, rules, settings, days */

static gboolean
change_staff (CltConn *conn, GRand *random, GError **error)
{
  g_autofree char *text = g_strdup_printf ("S%d", (int) number (random, MAX_STAFF));
  gint64 id = 0, busy = 0;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM staff WHERE number = ?", "t", text) ||
      !clt_conn_get_int (conn, &busy, 0, error, "SELECT 1 FROM assignment WHERE staff_id = ?", "i",
                         id))
    return FALSE;
  if (id != 0 && !busy && number (random, 2) == 0)
    return clt_conn_run (conn, error, "DELETE FROM staff WHERE id = ?", "i", id);
  if (id != 0)
    return clt_conn_run (conn, error, "UPDATE staff SET name = 'who ' || ? WHERE id = ?", "ii",
                         number (random, 9), id);
  id = clt_conn_new_id (conn, error);
  return id != 0 &&
         clt_conn_run (conn, error, "INSERT INTO staff (id, number, name) VALUES (?, ?, 'new')",
                       "it", id, text);
}

static gboolean
assign (CltConn *conn, GRand *random, GError **error)
{
  gint64 staff = pick (conn, random, "staff"), client = pick (conn, random, "client");
  gint64 id = clt_conn_new_id (conn, error);

  if (id == 0)
    return FALSE;
  if (number (random, 3) == 0)
    return clt_conn_run (conn, error, "DELETE FROM assignment WHERE id = ?", "i",
                         pick (conn, random, "assignment"));
  return staff == 0 || client == 0 || count (conn, "assignment") > MAX_CLIENTS ||
         clt_conn_run (conn, error,
                       "INSERT INTO assignment (id, client_id, staff_id, valid_from)"
                       " VALUES (?, ?, ?, ?)",
                       "iiii", id, client, staff, (gint64) FIRST_DAY);
}

static gboolean
set_rule (CltConn *conn, GRand *random, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO rule (id, name, valid_from, value)"
                       " VALUES (?, 'tier.major', ?, ?)"
                       " ON CONFLICT (name, valid_from) DO UPDATE SET value ="
                       " excluded.value",
                       "iii", id, FIRST_DAY + number (random, 10), 50000 + number (random, 10));
}

static gboolean
set_setting (CltConn *conn, GRand *random, GError **error)
{
  g_autofree char *name = g_strdup_printf ("s%d", (int) number (random, 6));

  if (number (random, 4) == 0)
    return clt_conn_run (conn, error, "DELETE FROM setting WHERE name = ?", "t", name);
  return clt_conn_run (conn, error,
                       "INSERT INTO setting (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                       "ti", name, number (random, 20));
}

static gboolean
change_days (CltConn *conn, GRand *random, GError **error)
{
  gint64 day = FIRST_DAY + number (random, N_DAYS);

  if (number (random, 3) == 0)
    return clt_conn_run (conn, error, "DELETE FROM trading_day WHERE day BETWEEN ? AND ?", "ii",
                         day, day + 3);
  for (int i = 0; i < 4; i++)
    if (!clt_conn_run (conn, error,
                       "INSERT INTO trading_day (day) VALUES (?) ON CONFLICT DO NOTHING", "i",
                       day + i))
      return FALSE;
  return TRUE;
}

/* Bulk batches */

static gboolean
import_funds (CltConn *conn, GRand *random, GError **error)
{
  gint64 day = FIRST_DAY + number (random, N_DAYS), residue = number (random, 4);
  gint64 batch = clt_action_get_id (conn);

  clt_action_note_bulk (conn, "funds_daily", (CltDay) day, (CltDay) day + 1);
  return clt_conn_run (conn, error,
                       "INSERT INTO funds_daily_old SELECT ?, * FROM funds_daily"
                       " WHERE day BETWEEN ? AND ? AND account_id % 4 = ?",
                       "iiii", batch, day, day + 1, residue) &&
         /* accounts whose turn is odd lose their row, the others get a new one */
         clt_conn_run (conn, error,
                       "DELETE FROM funds_daily WHERE day BETWEEN ? AND ? AND account_id % 4 = ?",
                       "iii", day, day + 1, residue) &&
         clt_conn_run (conn, error,
                       "INSERT INTO funds_daily (day, account_id, opening, balance, equity, batch)"
                       " SELECT d.column1, a.id, ?3, ?3, ?3, ?4 FROM account AS a,"
                       " (VALUES (?1), (?1 + 1)) AS d WHERE a.id % 4 = ?2 AND (a.id / 4 + ?3) % 3",
                       "iiii", day, residue, number (random, 1000), batch);
}

static gboolean
import_trades (CltConn *conn, GRand *random, GError **error)
{
  gint64 day = FIRST_DAY + number (random, N_DAYS);
  gint64 batch = clt_action_get_id (conn);

  clt_action_note_bulk (conn, "trade", (CltDay) day, (CltDay) day);
  return clt_conn_run (conn, error,
                       "INSERT INTO trade_old SELECT ?, * FROM trade WHERE day = ? AND number < ?",
                       "iit", batch, day, "5") &&
         clt_conn_run (conn, error, "DELETE FROM trade WHERE day = ? AND number < '5'", "i", day) &&
         clt_conn_run (conn, error,
                       "INSERT INTO trade (day, account_id, exchange, number, side, effect,"
                       " contract, lots, price, batch)"
                       " SELECT ?1, id, 'SHFE', id % 5, 'buy', 'open', 'rb2605', 1, ?2, ?3"
                       " FROM account WHERE id % 7 = ?2",
                       "iii", day, number (random, 7), batch);
}

/* One action that makes accounts and writes their bulk rows. */
static gboolean
import_statement (CltConn *conn, GRand *random, GError **error)
{
  return add_client (conn, random, error) && import_funds (conn, random, error) &&
         import_trades (conn, random, error);
}

/* Catalogue and matrix. What the rules forbid is no work. */

static gboolean
forgive (gboolean done, GError **failure, GError **error)
{
  if (done || g_error_matches (*failure, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (failure));
  return FALSE;
}

static gboolean
add_product (CltConn *conn, GRand *random, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (CltVersion) version = clt_version_new ();
  g_autoptr (GError) failure = NULL;

  /* codes from a small pool come back after an undo or a deletion */
  g_free (product->code);
  product->code = g_strdup_printf ("P%d", (int) number (random, 12));
  product->category_id = 1 + number (random, 4);
  version->minutes = (int) number (random, 60);
  clt_set_str (&version->name, product->code);
  clt_set_str (&version->deliverable, "a page");
  clt_set_str (&version->author, "writer");
  g_ptr_array_add (version->channels, clt_product_channel_new ("phone", NULL, NULL));
  if (!clt_product_save (conn, product, &failure))
    return forgive (FALSE, &failure, error);
  version->product_id = product->id;
  return clt_version_save (conn, version, error);
}

/* The draft changes, is approved or thrown away, a new one is made, or the product goes. */
static gboolean
edit_product (CltConn *conn, GRand *random, GError **error)
{
  gint64 id = pick (conn, random, "product");
  g_autoptr (CltProduct) product =
    id == 0 ? NULL : clt_product_load (conn, id, FIRST_DAY + N_DAYS, error);
  g_autoptr (GError) failure = NULL;
  CltVersion *version;
  gboolean done = TRUE;

  if (product == NULL)
    return id == 0;
  version = product->draft != NULL ? product->draft : product->latest;
  switch (number (random, 5))
    {
    case 0:
    case 1:
      version->minutes = (int) number (random, 60);
      clt_set_str (&version->author, "writer");
      done = clt_version_save (conn, version, &failure);
      break;
    case 2:
      done = clt_version_approve (conn, version->id, "reader",
                                  (CltDay) (FIRST_DAY + number (random, N_DAYS)), &failure);
      break;
    case 3:
      done = clt_version_delete (conn, version->id, &failure);
      break;
    default:
      done = clt_product_delete (conn, id, &failure);
      break;
    }
  return forgive (done, &failure, error);
}

static gboolean
set_right (CltConn *conn, GRand *random, GError **error)
{
  const CltRight right = { .kind = CLT_RIGHT_COUNT,
                           .count = 1 + (int) number (random, 5),
                           .period = CLT_PERIOD_MONTH,
                           .channel = "" };
  gint64 id = pick (conn, random, "product");
  g_autoptr (GError) failure = NULL;

  return id == 0 ||
         forgive (clt_matrix_set (conn, id, (CltTier) (1 + number (random, 4)), &right,
                                  (CltDay) (FIRST_DAY + number (random, N_DAYS)), &failure),
                  &failure, error);
}

static const struct
{
  const char *name;
  WorkFunc func;
} kinds[] = {
  { "client.create", add_client },    { "client.edit", edit_client },
  { "client.delete", delete_client }, { "client.tag", tag_client },
  { "client.bulk", bulk_edit },       { "tiers.run", tier_run },
  { "staff.edit", change_staff },     { "client.assign", assign },
  { "rules.set", set_rule },          { "settings.edit", set_setting },
  { "import.calendar", change_days }, { "import.funds", import_funds },
  { "import.trades", import_trades }, { "import.statement", import_statement },
  { "product.create", add_product },  { "product.edit", edit_product },
  { "entitlement.set", set_right },
};

guint
clt_test_work_get_n_kinds (void)
{
  return G_N_ELEMENTS (kinds);
}

const char *
clt_test_work_get_name (guint kind)
{
  return kinds[kind].name;
}

typedef struct
{
  GRand *random;
  guint kind;
} Work;

static gboolean
work (CltConn *conn, gpointer data, GError **error)
{
  Work *self = data;

  return kinds[self->kind].func (conn, self->random, error);
}

gboolean
clt_test_work_do_kind (CltConn *conn, GRand *random, guint kind, gint64 *id, GError **error)
{
  const CltActionInfo info = { kinds[kind].name, NULL, "tester" };
  Work self = { random, kind };

  return clt_action_run (conn, &info, work, &self, id, error);
}

gboolean
clt_test_work_do (CltConn *conn, GRand *random, gint64 *id, GError **error)
{
  return clt_test_work_do_kind (conn, random,
                                (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (kinds)), id,
                                error);
}

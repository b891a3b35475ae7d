/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as a contact, how long ago it was, and who is overdue. */
#include "core/quality/clt-contact.h"

#include <math.h>
#include <string.h>

#include "core/clients/clt-client-query.h"
#include "core/clients/clt-filter.h"

#include "../clients/branch-fixture.h"

/* A Wednesday; the file has no calendar, so weekdays are trading days. */
#define TODAY 20261118

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (TODAY);
}

static gint64
at_noon (CltDay day)
{
  return (gint64) day * 86400 + 4 * 3600;
}

static gint64
add_client (Branch *branch, const char *name, const char *number, CltTier tier)
{
  gint64 id = branch_add_client (branch, name, number, 20200101);

  if (tier != CLT_TIER_UNRATED)
    branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, ?, 'first', 0, 60)", "ii", id,
                (gint64) tier);
  return id;
}

static void
add_delivery (Branch *branch, gint64 client, CltDay day, const char *channel)
{
  branch_run (branch, "INSERT OR IGNORE INTO product (id, code, category_id) VALUES (900, 'P', 1)",
              "");
  branch_run (branch,
              "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
              " VALUES (?, ?, 900, ?, ?, ?)",
              "iiiit", branch_new_id (branch), client, (gint64) day, at_noon (day), channel);
}

static void
add_call (Branch *branch, gint64 client, CltDay day, const char *state)
{
  gboolean open = g_str_equal (state, "open");

  branch_run (branch,
              "INSERT INTO call_task (id, client_id, due, state, closed)"
              " VALUES (?, ?, ?, ?, nullif (?, 0))",
              "iiiti", branch_new_id (branch), client, (gint64) day, state,
              open ? (gint64) 0 : at_noon (day));
}

static void
add_visit (Branch *branch, gint64 client, CltDay day, const char *state)
{
  gint64 id = branch_new_id (branch);
  g_autofree char *uid = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  branch_run (branch,
              "INSERT INTO appointment (id, uid, client_id, starts, ends, subject, state)"
              " VALUES (?, ?, ?, ?, ?, 'visit', ?)",
              "itiiit", id, uid, client, at_noon (day), at_noon (day), state);
}

static void
add_event (Branch *branch, gint64 client, CltDay day, const char *state, int attended)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO event (id, kind, theme, starts, ends, state)"
              " VALUES (?, 'forum', 'iron ore', ?, ?, ?)",
              "iiit", id, at_noon (day), at_noon (day), state);
  branch_run (branch,
              "INSERT INTO event_guest (event_id, client_id, invited, attended)"
              " VALUES (?, ?, ?, nullif (?, -1))",
              "iiii", id, client, (gint64) day - 7, (gint64) attended);
}

static CltContacts *
load (Branch *branch, CltDay day)
{
  g_autoptr (GError) error = NULL;
  CltContacts *contacts = clt_contacts_load (branch->conn, day, &error);

  g_assert_no_error (error);
  return contacts;
}

static CltDay
get_last (Branch *branch, gint64 client)
{
  g_autoptr (CltContacts) contacts = load (branch, today ());
  const CltContact *contact = clt_contacts_find (contacts, client);

  return contact == NULL ? CLT_DAY_NONE : contact->last;
}

/* The names of those whom @expression finds. */
static char *
find (Branch *branch, const char *expression)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  query->today = today ();
  query->sort = query->sort2 = CLT_COLUMN_ACCOUNT;
  g_free (query->expression);
  query->expression = g_strdup (expression);
  ids = clt_client_query_ids (branch->conn, query, &error);
  g_assert_no_error (error);
  rows = clt_client_query_rows (branch->conn, (const gint64 *) ids->data, ids->len, CLT_COLUMNS_ALL,
                                today (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append (names, ((const CltClientRow *) rows->pdata[i])->cell[CLT_COLUMN_NAME]);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

#define assert_found(branch, expression, expected)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = find (branch, expression);                                            \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* A branch that writes no contacts down has nobody overdue. */
static void
test_nothing_known (Branch *branch, gconstpointer data)
{
  CltContactSummary tiers[CLT_N_TIERS];
  g_autoptr (CltContacts) contacts = NULL;

  branch_begin (branch);
  add_client (branch, "甲", "1", CLT_TIER_HIGH_END);
  branch_commit (branch);
  contacts = load (branch, today ());
  g_assert_cmpint (contacts->since, ==, CLT_DAY_NONE);
  g_assert_cmpuint (contacts->n, ==, 0);
  clt_contacts_summarise (contacts, tiers);
  g_assert_cmpint (tiers[CLT_TIER_HIGH_END].overdue, ==, 0);
  g_assert_true (isnan (tiers[CLT_TIER_HIGH_END].median));
  assert_found (branch, "contact_overdue > 0", "");
  assert_found (branch, "contact_gap is empty", "甲");
}

static void
test_what_counts (Branch *branch, gconstpointer data)
{
  static const char *const channels[] = { "email", "sms", "phone", "onsite", "wechat" };
  CltDay day = today () - 100;
  gint64 client;

  branch_begin (branch);
  client = add_client (branch, "甲", "1", CLT_TIER_MAJOR);
  branch_run (branch, "INSERT INTO channel (key, name, medium) VALUES ('wechat', '微信', 'log')",
              "");
  /* what does not */
  add_delivery (branch, client, day, "website");
  add_delivery (branch, client, day, "software");
  add_delivery (branch, client, today () + 1, "phone");
  add_call (branch, client, day, "open");
  add_call (branch, client, day, "dropped");
  add_visit (branch, client, day, "planned");
  add_visit (branch, client, day, "cancelled");
  add_event (branch, client, day, "held", -1);
  add_event (branch, client, day, "held", 0);
  add_event (branch, client, day, "cancelled", 1);
  branch_commit (branch);
  g_assert_cmpint (get_last (branch, client), ==, CLT_DAY_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      branch_begin (branch);
      add_delivery (branch, client, ++day, channels[i]);
      branch_commit (branch);
      g_assert_cmpint (get_last (branch, client), ==, day);
    }
  branch_begin (branch);
  add_call (branch, client, ++day, "done");
  branch_commit (branch);
  g_assert_cmpint (get_last (branch, client), ==, day);
  branch_begin (branch);
  add_visit (branch, client, ++day, "done");
  branch_commit (branch);
  g_assert_cmpint (get_last (branch, client), ==, day);
  branch_begin (branch);
  add_event (branch, client, ++day, "held", 1);
  /* the latest of all counts, not the one that was written down last */
  add_delivery (branch, client, day - 30, "phone");
  branch_commit (branch);
  g_assert_cmpint (get_last (branch, client), ==, day);
}

/* High-end: 10 trading days. 丙 was reached 10 of them ago, 丁 11; 戊 never, and the file knows of
 * contacts since the day of 丁; 己 came later than that. */
static void
test_overdue (Branch *branch, gconstpointer data)
{
  CltContactSummary tiers[CLT_N_TIERS];
  g_autoptr (CltContacts) contacts = NULL;
  gint64 due, late, never, fresh, unrated, closed;

  branch_begin (branch);
  due = add_client (branch, "丙", "1", CLT_TIER_HIGH_END);
  late = add_client (branch, "丁", "2", CLT_TIER_HIGH_END);
  never = add_client (branch, "戊", "3", CLT_TIER_HIGH_END);
  fresh = branch_add_client (branch, "己", "4", 20261112);
  branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, 4, 'first', 0, 60)", "i", fresh);
  unrated = add_client (branch, "庚", "5", CLT_TIER_UNRATED);
  closed = add_client (branch, "辛", "6", CLT_TIER_HIGH_END);
  branch_run (branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii", (gint64) today (),
              closed);
  add_delivery (branch, due, clt_day_from_yyyymmdd (20261104), "phone");
  add_delivery (branch, late, clt_day_from_yyyymmdd (20261103), "phone");
  branch_commit (branch);

  contacts = load (branch, today ());
  g_assert_cmpint (contacts->since, ==, clt_day_from_yyyymmdd (20261103));
  g_assert_cmpint (clt_contacts_find (contacts, due)->gap, ==, 10);
  g_assert_cmpint (clt_contacts_find (contacts, due)->overdue, ==, 0);
  g_assert_false (clt_contact_is_overdue (clt_contacts_find (contacts, due)));
  g_assert_cmpint (clt_contacts_find (contacts, late)->overdue, ==, 1);
  g_assert_true (clt_contact_is_overdue (clt_contacts_find (contacts, late)));
  g_assert_cmpint (clt_contacts_find (contacts, never)->last, ==, CLT_DAY_NONE);
  g_assert_cmpint (clt_contacts_find (contacts, never)->gap, ==, 11);
  g_assert_cmpint (clt_contacts_find (contacts, fresh)->gap, ==, 4);
  g_assert_cmpint (clt_contacts_find (contacts, unrated)->gap, ==, 11);
  g_assert_false (clt_contact_is_overdue (clt_contacts_find (contacts, unrated)));
  g_assert_null (clt_contacts_find (contacts, closed));

  clt_contacts_summarise (contacts, tiers);
  g_assert_cmpint (tiers[CLT_TIER_HIGH_END].clients, ==, 4);
  g_assert_cmpint (tiers[CLT_TIER_HIGH_END].overdue, ==, 2);
  g_assert_cmpfloat (tiers[CLT_TIER_HIGH_END].median, ==, 10.5);
  g_assert_cmpint (tiers[CLT_TIER_UNRATED].clients, ==, 1);
  g_assert_cmpint (tiers[CLT_TIER_UNRATED].overdue, ==, 0);

  assert_found (branch, "contact_overdue > 0", "丁戊");
  assert_found (branch, "contact_overdue between 0 and 1", "丙丁戊");
  assert_found (branch, "contact_overdue is empty", "庚");
  assert_found (branch, "contact_gap < 10", "己");
  assert_found (branch, "last_contact <= 20261103", "丁");
  assert_found (branch, "last_contact is empty", "戊己庚");
}

static void
test_cells (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 ids[3];
  g_autoptr (GPtrArray) rows = NULL;
  const CltClientRow *row;

  branch_begin (branch);
  ids[0] = add_client (branch, "甲", "1", CLT_TIER_HIGH_END);
  ids[1] = add_client (branch, "乙", "2", CLT_TIER_MAJOR);
  ids[2] = add_client (branch, "丙", "3", CLT_TIER_UNRATED);
  add_delivery (branch, ids[0], clt_day_from_yyyymmdd (20261103), "sms");
  add_delivery (branch, ids[1], clt_day_from_yyyymmdd (20261117), "sms");
  branch_commit (branch);
  rows = clt_client_query_rows (branch->conn, ids, G_N_ELEMENTS (ids), CLT_COLUMNS_ALL, today (),
                                &error);
  g_assert_no_error (error);
  row = rows->pdata[0];
  g_assert_cmpstr (row->cell[CLT_COLUMN_CONTACT], ==, "2026-11-03");
  g_assert_cmpstr (row->cell[CLT_COLUMN_OVERDUE], ==, "1");
  g_assert_cmpint (row->number[CLT_COLUMN_OVERDUE], ==, 1);
  row = rows->pdata[1];
  g_assert_cmpint (row->number[CLT_COLUMN_OVERDUE], ==, -19);
  row = rows->pdata[2];
  g_assert_cmpstr (row->cell[CLT_COLUMN_CONTACT], ==, "–");
  g_assert_cmpstr (row->cell[CLT_COLUMN_OVERDUE], ==, "–");
  g_assert_cmpint (row->number[CLT_COLUMN_OVERDUE], ==, CLT_MONEY_NONE);
}

/* What is kept must not outlive what it was worked out from, whoever writes: an action, the queue
 * of messages outside of actions, another connection. */
static void
test_fresh (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) other = NULL;
  gint64 client, action;

  branch_begin (branch);
  client = add_client (branch, "甲", "1", CLT_TIER_HIGH_END);
  add_delivery (branch, client, today () - 60, "phone");
  branch_commit (branch);
  other = clt_branch_open (branch->path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);

  /* scores are asked first, so that contacts are not the ones who notice */
  assert_found (branch, "r >= 0 or contact_overdue > 0", "甲");
  branch_begin (branch);
  add_delivery (branch, client, today () - 1, "phone");
  action = branch_commit (branch);
  assert_found (branch, "r >= 0 or contact_overdue > 0", "");
  clt_action_undo (branch->conn, action, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_found (branch, "r >= 0 or contact_overdue > 0", "甲");

  clt_conn_run (other, &error,
                "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                " VALUES (5, ?, 900, ?, 0, 'email')",
                "ii", client, (gint64) today ());
  g_assert_no_error (error);
  assert_found (branch, "r >= 0 or contact_overdue > 0", "");
  branch_run (branch, "DELETE FROM delivery WHERE id = 5", "");
  assert_found (branch, "contact_overdue > 0 or r >= 0", "甲");
}

/* Against a plain walk over what was written down. */
static void
test_random (Branch *branch, gconstpointer data)
{
  enum
  {
    N = 40,
  };
  static const int cadence[CLT_N_TIERS] = { 0, 120, 60, 20, 10 };
  gint64 clients[N];
  CltTier tiers[N];
  CltDay last[N], since = G_MAXINT32;
  g_autoptr (CltContacts) contacts = NULL;

  branch_begin (branch);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *number = g_strdup_printf ("%03u", i);

      tiers[i] = (CltTier) g_test_rand_int_range (0, CLT_N_TIERS);
      clients[i] = add_client (branch, number, number, tiers[i]);
      last[i] = CLT_DAY_NONE;
    }
  for (guint i = 0; i < 150; i++)
    {
      guint who = (guint) g_test_rand_int_range (0, N);
      CltDay day = today () - g_test_rand_int_range (-20, 300);

      if (g_test_rand_bit ())
        add_delivery (branch, clients[who], day, "email");
      else
        add_call (branch, clients[who], day, "done");
      if (day > today ())
        continue;
      last[who] = MAX (last[who], day);
      since = MIN (since, day);
    }
  branch_commit (branch);

  contacts = load (branch, today ());
  g_assert_cmpuint (contacts->n, ==, N);
  for (guint i = 0; i < N; i++)
    {
      const CltContact *contact = clt_contacts_find (contacts, clients[i]);
      int gap = 0;

      g_assert_cmpint (contact->last, ==, last[i]);
      for (CltDay d = (last[i] == CLT_DAY_NONE ? since : last[i]) + 1; d <= today (); d++)
        gap += clt_day_get_weekday (d) <= 5;
      g_assert_cmpint (contact->gap, ==, gap);
      if (tiers[i] != CLT_TIER_UNRATED)
        g_assert_cmpint (contact->overdue, ==, gap - cadence[tiers[i]]);
    }
}

static void
add (const char *path, void (*func) (Branch *, gconstpointer))
{
  g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/contact/nothing-known", test_nothing_known);
  add ("/contact/what-counts", test_what_counts);
  add ("/contact/overdue", test_overdue);
  add ("/contact/cells", test_cells);
  add ("/contact/fresh", test_fresh);
  add ("/contact/random", test_random);
  return g_test_run ();
}

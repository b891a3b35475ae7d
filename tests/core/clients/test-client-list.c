/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-list.h"

#include "branch-fixture.h"
#include "core/base/clt-text.h"

#define N 8

typedef struct
{
  Branch branch;
  gint64 clients[N];
} Lists;

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (20261118);
}

static void
set_up (Lists *lists, gconstpointer data)
{
  branch_set_up (&lists->branch, NULL);
  branch_begin (&lists->branch);
  for (int i = 0; i < N; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1001 + i);

      lists->clients[i] = branch_add_client (&lists->branch, number, number, 20200101 + i);
    }
  branch_commit (&lists->branch);
}

static void
tear_down (Lists *lists, gconstpointer data)
{
  branch_tear_down (&lists->branch, NULL);
}

/* A frozen list with the clients whose bits are set, each with the reason @name and his number. */
static gint64
add_frozen (Lists *lists, const char *name, guint bits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClientList) list = clt_client_list_new ();
  g_autoptr (GPtrArray) members =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_list_member_free);

  for (int i = 0; i < N; i++)
    if (bits & (1u << i))
      {
        g_autofree char *reason = g_strdup_printf ("%s%d", name, i);

        g_ptr_array_add (members, clt_list_member_new (lists->clients[i], reason));
      }
  clt_set_str (&list->name, name);
  branch_begin (&lists->branch);
  clt_client_list_save (lists->branch.conn, list, &error);
  g_assert_no_error (error);
  clt_client_list_add_members (lists->branch.conn, list->id, members, &error);
  g_assert_no_error (error);
  branch_commit (&lists->branch);
  return list->id;
}

static guint
get_bits (Lists *lists, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members =
    clt_client_list_get_members (lists->branch.conn, id, today (), &error);
  guint bits = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < members->len; i++)
    for (int j = 0; j < N; j++)
      if (((CltListMember *) members->pdata[i])->client_id == lists->clients[j])
        {
          g_assert_cmphex (bits & (1u << j), ==, 0);
          bits |= 1u << j;
        }
  return bits;
}

static char *
get_reason (Lists *lists, gint64 id, gint64 client)
{
  g_autoptr (GPtrArray) members =
    clt_client_list_get_members (lists->branch.conn, id, today (), NULL);

  for (guint i = 0; i < members->len; i++)
    if (((CltListMember *) members->pdata[i])->client_id == client)
      return g_strdup (((CltListMember *) members->pdata[i])->reason);
  return NULL;
}

static gint64
combine (Lists *lists, const char *name, gint64 a, CltListOperation operation, gint64 b)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  branch_begin (&lists->branch);
  id = clt_client_list_combine (lists->branch.conn, name, a, operation, b, today (), &error);
  g_assert_no_error (error);
  branch_commit (&lists->branch);
  return id;
}

/* Sets as bits know them. */
static void
test_sets (Lists *lists, gconstpointer data)
{
  for (int i = 0; i < 12; i++)
    {
      guint x = (guint) g_test_rand_int_range (0, 1 << N),
            y = (guint) g_test_rand_int_range (0, 1 << N);
      g_autofree char *names[5] = { NULL };
      gint64 a, b;

      for (int j = 0; j < 5; j++)
        names[j] = g_strdup_printf ("%c%d-", 'a' + j, i);
      a = add_frozen (lists, names[0], x);
      b = add_frozen (lists, names[1], y);
      g_assert_cmphex (get_bits (lists, a), ==, x);
      g_assert_cmphex (get_bits (lists, combine (lists, names[2], a, CLT_LIST_MINUS, b)), ==,
                       x & ~y);
      g_assert_cmphex (get_bits (lists, combine (lists, names[3], a, CLT_LIST_AND, b)), ==, x & y);
      g_assert_cmphex (get_bits (lists, combine (lists, names[4], a, CLT_LIST_OR, b)), ==, x | y);
      for (int j = 0; j < 5; j++)
        g_clear_pointer (&names[j], g_free);
    }
}

static void
test_reasons (Lists *lists, gconstpointer data)
{
  gint64 a = add_frozen (lists, "a", 0x3), b = add_frozen (lists, "b", 0x6);
  gint64 both = combine (lists, "both", a, CLT_LIST_AND, b);
  gint64 either = combine (lists, "either", a, CLT_LIST_OR, b);
  g_autofree char *joined = get_reason (lists, both, lists->clients[1]);
  g_autofree char *own = get_reason (lists, either, lists->clients[2]);

  g_assert_cmpstr (joined, ==, "a1; b1");
  g_assert_cmpstr (own, ==, "b2");
}

static void
test_live (Lists *lists, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClientList) list = clt_client_list_new ();
  gint64 frozen;

  list->live = TRUE;
  clt_set_str (&list->name, "new ones");
  clt_set_str (&list->query, "opened >= 20200103");
  branch_begin (&lists->branch);
  clt_client_list_save (lists->branch.conn, list, &error);
  g_assert_no_error (error);
  branch_commit (&lists->branch);
  g_assert_cmphex (get_bits (lists, list->id), ==, 0xfc);
  frozen = combine (lists, "as of today", list->id, CLT_LIST_OR, 0);
  branch_begin (&lists->branch);
  branch_run (&lists->branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii",
              (gint64) today (), lists->clients[7]);
  branch_commit (&lists->branch);
  g_assert_cmphex (get_bits (lists, list->id), ==, 0x7c); /* asked anew */
  g_assert_cmphex (get_bits (lists, frozen), ==, 0xfc);
  /* its members are what the filter finds */
  branch_begin (&lists->branch);
  g_assert_false (
    clt_client_list_remove_member (lists->branch.conn, list->id, lists->clients[3], &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
    clt_client_list_remove_member (lists->branch.conn, frozen, lists->clients[3], &error));
  branch_commit (&lists->branch);
  g_assert_cmphex (get_bits (lists, frozen), ==, 0xf4);
}

static void
assert_refused (Lists *lists, const char *name, gboolean live, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClientList) list = clt_client_list_new ();

  clt_set_str (&list->name, name);
  clt_set_str (&list->query, query);
  list->live = live;
  branch_begin (&lists->branch);
  g_assert_false (clt_client_list_save (lists->branch.conn, list, &error));
  g_assert_nonnull (error);
  clt_action_rollback (lists->branch.conn);
}

static void
test_refused (Lists *lists, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 a = add_frozen (lists, "a", 1);

  assert_refused (lists, " ", FALSE, "");
  assert_refused (lists, "a", FALSE, "");
  assert_refused (lists, "b", TRUE, "tier >>= 5");
  g_assert_cmpint (clt_client_list_find (lists->branch.conn, "a", &error), ==, a);
  g_assert_cmpint (clt_client_list_find (lists->branch.conn, "b", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/client-list/sets", Lists, NULL, set_up, test_sets, tear_down);
  g_test_add ("/client-list/reasons", Lists, NULL, set_up, test_reasons, tear_down);
  g_test_add ("/client-list/live", Lists, NULL, set_up, test_live, tear_down);
  g_test_add ("/client-list/refused", Lists, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}

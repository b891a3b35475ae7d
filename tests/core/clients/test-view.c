/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-view.h"

#include <string.h>

#include "branch-fixture.h"
#include "core/base/clt-text.h"

#define TODAY 20261118

static CltView *
new_view (const char *name)
{
  static const CltColumn columns[] = { CLT_COLUMN_NAME, CLT_COLUMN_EQUITY, CLT_COLUMN_TIER };
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  query->tiers = 1u << CLT_TIER_MAJOR | 1u << CLT_TIER_HIGH_END;
  query->with_closed = TRUE;
  clt_set_str (&query->expression, "equity > 10万 and not tag = “VIP”");
  clt_set_str (&query->search, "zw");
  query->sort = CLT_COLUMN_EQUITY;
  query->descending = TRUE;
  query->sort2 = CLT_COLUMN_ACCOUNT;
  return clt_view_new (name, query, columns, G_N_ELEMENTS (columns));
}

static gint64
save (Branch *branch, const char *name)
{
  g_autoptr (CltView) view = new_view (name);
  g_autoptr (GError) error = NULL;

  branch_begin (branch);
  clt_view_save (branch->conn, view, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  return view->id;
}

/* "A B* C": names in order, a star for the one to start with. */
static char *
list_names (Branch *branch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = clt_view_list (branch->conn, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < views->len; i++)
    {
      const CltView *view = views->pdata[i];

      g_string_append_printf (names, "%s%s%s", i > 0 ? " " : "", view->name,
                              view->is_default ? "*" : "");
    }
  return g_string_free (names, FALSE);
}

#define assert_names(branch, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *got = list_names (branch);                                                    \
    g_assert_cmpstr (got, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

/* Filter, columns and order come back as they were saved. */
static void
test_keep (Branch *branch, gconstpointer data)
{
  g_autoptr (CltView) view = new_view ("x");
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GError) error = NULL;
  const CltView *kept;

  save (branch, "  大户  ");
  views = clt_view_list (branch->conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (views->len, ==, 1);
  kept = views->pdata[0];
  g_assert_cmpstr (kept->name, ==, "大户");
  g_assert_true (clt_view_shows_same (kept, view));
  g_assert_cmpuint (kept->query->tiers, ==, view->query->tiers);
  g_assert_cmpstr (kept->query->expression, ==, view->query->expression);
  g_assert_cmpint (kept->query->sort, ==, CLT_COLUMN_EQUITY);
  g_assert_true (kept->query->descending);
  g_assert_cmpint (kept->query->sort2, ==, CLT_COLUMN_ACCOUNT);
  g_assert_cmpuint (kept->n_columns, ==, 3);
  g_assert_cmpint (kept->columns[1], ==, CLT_COLUMN_EQUITY);
}

/* Order, name, choice and removal, each undone in turn. */
static void
test_change (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 a = save (branch, "A");
  gint64 b = save (branch, "B");
  gint64 c = save (branch, "C");

  branch_begin (branch);
  g_assert_true (clt_view_move (branch->conn, c, -1, &error));
  branch_commit (branch);
  assert_names (branch, "A C B");
  branch_begin (branch);
  g_assert_true (clt_view_move (branch->conn, a, 100, &error));
  branch_commit (branch);
  assert_names (branch, "C B A");
  branch_begin (branch);
  g_assert_true (clt_view_set_default (branch->conn, b, &error));
  branch_commit (branch);
  assert_names (branch, "C B* A");
  branch_begin (branch);
  g_assert_true (clt_view_delete (branch->conn, b, &error));
  branch_commit (branch);
  assert_names (branch, "C A");

  clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_names (branch, "C B* A");
  for (guint i = 0; i < 3; i++)
    clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_names (branch, "A B C");
}

static void
test_names (Branch *branch, gconstpointer data)
{
  static const char *const names[] = { "", "  ", "A" };
  gint64 id = save (branch, "A");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CltView) view = new_view (names[i]);
      g_autoptr (GError) error = NULL;

      branch_begin (branch);
      g_assert_false (clt_view_save (branch->conn, view, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      clt_action_rollback (branch->conn);
      /* its own name is not taken */
      if (i == 2)
        {
          view->id = id;
          branch_begin (branch);
          g_assert_true (clt_view_save (branch->conn, view, NULL));
          branch_commit (branch);
        }
    }
}

/* Through a file into another branch; the person in charge goes by name. */
static void
test_share (Branch *branch, gconstpointer data)
{
  g_autoptr (CltView) view = new_view ("大户");
  g_autoptr (CltView) read = NULL;
  g_autoptr (CltView) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Branch other;

  branch_begin (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (77, 'S7', '李专员')", "");
  branch_commit (branch);
  view->query->staff_id = 77;
  text = clt_view_to_text (branch->conn, view, &error);
  g_assert_no_error (error);

  branch_set_up (&other, NULL);
  g_assert_null (clt_view_from_text (other.conn, text, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  branch_begin (&other);
  branch_run (&other, "INSERT INTO staff (id, number, name) VALUES (5, 'X', '李专员')", "");
  branch_commit (&other);
  read = clt_view_from_text (other.conn, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->query->staff_id, ==, 5);
  g_assert_cmpstr (read->name, ==, "大户");
  read->query->staff_id = 77;
  g_assert_true (clt_view_shows_same (read, view));

  branch_begin (&other);
  g_assert_true (clt_view_save (other.conn, read, NULL));
  branch_commit (&other);
  again = clt_view_from_text (other.conn, text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, "大户 2");
  branch_tear_down (&other, NULL);
}

/* Files that are none, and files that are damaged anywhere. */
static void
test_hostile (Branch *branch, gconstpointer data)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "null",
    "7",
    "\"x\"",
    "{}",
    "{\"clientele-view\":\"1\"}",
    "{\"clientele-view\":2}",
    "{\"clientele-view\":1,\"expression\":\"tier >\"}",
    "\xff\xfe",
  };
  static const char *const odd[] = {
    "{\"clientele-view\":1}",
    "{\"clientele-view\":1,\"name\":[],\"tiers\":{},\"columns\":7,\"sort\":[1,{\"column\":{}}]}",
    "{\"clientele-view\":1,\"tiers\":[[],null,\"major\"],\"columns\":[null,\"equity\",\"equity\"],"
    "\"status\":null,\"search\":{\"a\":1},\"prospects\":\"yes\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (clt_view_from_text (branch->conn, bad[i], &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltView) view = clt_view_from_text (branch->conn, odd[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (view->n_columns, ==, 1);
      g_assert_cmpint (*view->name, !=, '\0');
    }
}

/* The count of a view is the length of its list; a filter that cannot be read has none. */
static void
test_count (Branch *branch, gconstpointer data)
{
  static const char *const expressions[] = { "", "equity > 1000", "name contains 张",
                                             "phone is empty", "tier >" };
  static const gint64 expected[] = { 3, 1, 1, 3, -1 };
  static const CltColumn columns[] = { CLT_COLUMN_NAME };
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_view_free);
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first;

  branch_begin (branch);
  first = branch_add_client (branch, "张三", "1", 20220101);
  branch_add_client (branch, "李四", "2", 20220101);
  branch_add_client (branch, "王五", "3", 20220101);
  branch_add_funds (branch, first, TODAY, 500000, 100, 2);
  branch_commit (branch);
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      clt_set_str (&query->expression, expressions[i]);
      g_ptr_array_add (views, clt_view_new ("x", query, columns, 1));
    }
  counts = clt_view_count (branch->conn, views, clt_day_from_yyyymmdd (TODAY), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    g_assert_cmpint (g_array_index (counts, gint64, i), ==, expected[i]);
}

static void
add (const char *path, void (*func) (Branch *, gconstpointer))
{
  g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/view/keep", test_keep);
  add ("/view/change", test_change);
  add ("/view/names", test_names);
  add ("/view/share", test_share);
  add ("/view/hostile", test_hostile);
  add ("/view/count", test_count);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-segment.h"

#include <string.h>

#include "core/clients/clt-client-query.h"
#include "core/clients/clt-filter.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *dir;
  CltConn *conn;
  CltDay today;
} Fixture;

/* A small branch, invented anew in each run, with facts up to today. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->conn = clt_test_branch_new (&fixture->dir);
  fixture->today = clt_test_branch_fill (fixture->conn, 80, 130, (guint32) g_test_rand_int ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_branch_free (fixture->conn, fixture->dir);
}

static GPtrArray *
load (Fixture *fixture, CltDay day)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *segments = clt_segments_load (fixture->conn, day, &error);

  g_assert_no_error (error);
  return segments;
}

static GArray *
select_ids (Fixture *fixture, const char *expression)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  GArray *ids;

  g_free (query->expression);
  query->expression = g_strdup (expression);
  query->today = fixture->today;
  ids = clt_client_query_ids (fixture->conn, query, &error);
  g_assert_no_error (error);
  return ids;
}

typedef struct
{
  GPtrArray *segments;
  CltDay from;
} SetData;

static gboolean
set_segments (CltConn *conn, gpointer user_data, GError **error)
{
  const SetData *data = user_data;

  return clt_segments_set (conn, data->segments, data->from, error);
}

static gboolean
set (Fixture *fixture, GPtrArray *segments, CltDay from, GError **error)
{
  const CltActionInfo info = { .name = "segment.set", .who = "test" };
  SetData data = { segments, from };

  return clt_action_run (fixture->conn, &info, set_segments, &data, NULL, error);
}

/* The cell of every open client, and the filter by each label, tell the same: one segment each. */
static void
check_partition (Fixture *fixture)
{
  g_autoptr (GPtrArray) segments = load (fixture, fixture->today);
  g_autoptr (GArray) everybody = select_ids (fixture, ""), counts = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (everybody->len, >, 20);
  counts = clt_segments_count (fixture->conn, segments, fixture->today, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts->len, ==, segments->len);
  for (guint i = 0; i < segments->len; i++)
    {
      const char *label = clt_segment_get_label (segments->pdata[i]);
      g_autofree char *expression = g_strdup_printf ("segment = \"%s\"", label);
      g_autofree char *others = g_strdup_printf ("segment != \"%s\"", label);
      g_autoptr (GArray) ids = select_ids (fixture, expression);
      g_autoptr (GArray) rest = select_ids (fixture, others);

      g_assert_cmpint (ids->len, ==, g_array_index (counts, gint64, i));
      g_assert_cmpuint (ids->len + rest->len, ==, everybody->len);
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = clt_client_query_rows (fixture->conn, (const gint64 *) (gpointer) ids->data, ids->len,
                                    CLT_COLUMNS_ALL, fixture->today, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < ids->len; k++)
        {
          const CltClientRow *row = rows->pdata[k];

          g_assert_cmpstr (row->cell[CLT_COLUMN_SEGMENT], ==, label);
          g_assert_cmpuint (strlen (row->cell[CLT_COLUMN_SCORES]), ==, 3);
          /* never twice */
          g_assert_true (
            g_hash_table_add (seen, g_memdup2 (&g_array_index (ids, gint64, k), sizeof (gint64))));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, everybody->len);
  g_hash_table_foreach (seen, (GHFunc) (void (*) (void)) g_free, NULL);
}

static void
test_presets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) segments = load (fixture, fixture->today);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (segments->len, ==, 10);
  g_assert_true (clt_segments_check (segments, NULL, &error));
  g_assert_no_error (error);
  check_partition (fixture);
}

static char *
invent_rule (void)
{
  static const char *const rules[] = {
    "r >= #",
    "f <= #",
    "m = #",
    "equity >= #0000",
    "recency <= #",
    "window_result < -#",
    "win_rate > #0%",
    "no trade for # trading days",
    "trade_days > #",
    "not (r < # and m > 1)",
    "tier >= major",
    "status in (sleeping, dormant)",
    "grade is empty",
    "grade_expires <= today + #0 days",
    "frequency >= 0.#",
    "window_retained between # and 5000",
  };

  g_autoptr (GString) rule = g_string_new (rules[g_test_rand_int_range (0, G_N_ELEMENTS (rules))]);
  g_autofree char *number = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));

  g_string_replace (rule, "#", number, 0);
  return g_string_free (g_steal_pointer (&rule), FALSE);
}

/* Whatever rules there are, in whatever order. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 6; round++)
    {
      g_autoptr (GPtrArray) segments =
        g_ptr_array_new_with_free_func ((GDestroyNotify) clt_segment_free);
      g_autoptr (GError) error = NULL;
      int n = g_test_rand_int_range (0, 12);

      for (int i = 0; i < n; i++)
        {
          g_autofree char *name = g_strdup_printf ("分群 %d", i);
          g_autofree char *rule = invent_rule ();

          g_ptr_array_add (segments, clt_segment_new ("", name, rule));
        }
      g_ptr_array_add (segments, clt_segment_new ("", "其余", ""));
      set (fixture, segments, fixture->today, &error);
      g_assert_no_error (error);
      check_partition (fixture);
    }
}

/* Of two rules that hold, the first one takes the client. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) segments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_segment_free);
  g_autoptr (GArray) first = NULL, second = NULL, everybody = select_ids (fixture, "");
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (segments, clt_segment_new ("", "all", "m >= 1"));
  g_ptr_array_add (segments, clt_segment_new ("", "good", "m >= 4"));
  g_ptr_array_add (segments, clt_segment_new ("", "rest", ""));
  first = clt_segments_count (fixture->conn, segments, fixture->today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (first, gint64, 0), ==, everybody->len);
  g_assert_cmpint (g_array_index (first, gint64, 1), ==, 0);

  g_ptr_array_insert (segments, 0, g_ptr_array_steal_index (segments, 1));
  second = clt_segments_count (fixture->conn, segments, fixture->today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (second, gint64, 0), >, 0);
  g_assert_cmpint (g_array_index (second, gint64, 0) + g_array_index (second, gint64, 1), ==,
                   everybody->len);
  g_assert_cmpint (g_array_index (second, gint64, 2), ==, 0);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *rule, *last;
    guint bad;
    const char *says;
  } cases[] = {
    { "a", "r >=", "", 0, "filter ends where" },
    { "a", "r >= x", "", 0, "At character 6" },
    { "a", "rr >= 3", "", 0, "name of a field" },
    { "a", "", "", 0, "only the last segment" },
    { "a", "segment = b", "", 0, "segments itself" },
    { "a", "not (r > 1 or segment is empty)", "", 0, "segments itself" },
    { "a", "r > 1", "f > 1", 1, "everybody who is left" },
    { "", "r > 1", "", 0, "needs a name" },
    { " a", "r > 1", "", 0, "needs a name" },
    { "REST", "r > 1", "", 1, "two segments" },
  };
  g_autofree char *before = clt_test_hash_branch (fixture->conn), *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) segments =
        g_ptr_array_new_with_free_func ((GDestroyNotify) clt_segment_free);
      g_autoptr (GError) error = NULL;
      guint bad = 99;

      g_ptr_array_add (segments, clt_segment_new ("", cases[i].name, cases[i].rule));
      g_ptr_array_add (segments, clt_segment_new ("", "rest", cases[i].last));
      g_assert_false (clt_segments_check (segments, &bad, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      g_assert_cmpuint (bad, ==, cases[i].bad);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_clear_error (&error);
      g_assert_false (set (fixture, segments, fixture->today, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
  after = clt_test_hash_branch (fixture->conn);
  g_assert_cmpstr (before, ==, after);
}

/* A rule that parses and is too long for a statement is refused, or every list would fail. */
static void
test_too_much (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) segments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_segment_free);
  g_autoptr (GString) rule = g_string_new ("r = 1");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 999; i++)
    g_string_append (rule, " or r = 1");
  g_ptr_array_add (segments, clt_segment_new ("", "long", rule->str));
  g_ptr_array_add (segments, clt_segment_new ("", "rest", ""));
  g_assert_false (set (fixture, segments, fixture->today, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "too long"));
  check_partition (fixture);
}

/* Sets are dated, and undo brings the one before back. */
static void
test_dated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) segments = load (fixture, fixture->today);
  g_autoptr (GPtrArray) then = NULL, now = NULL, back = NULL;
  g_autofree char *before = clt_test_hash_branch (fixture->conn), *after = NULL;
  g_autoptr (GError) error = NULL;
  CltSegment *first = segments->pdata[0];

  g_free (first->name);
  first->name = g_strdup ("新朋友");
  g_ptr_array_remove_index (segments, 3);
  set (fixture, segments, fixture->today, &error);
  g_assert_no_error (error);
  then = load (fixture, fixture->today - 1);
  now = load (fixture, fixture->today);
  g_assert_cmpuint (then->len, ==, 10);
  g_assert_cmpuint (now->len, ==, 9);
  g_assert_cmpstr (clt_segment_get_label (then->pdata[0]), ==, "New");
  g_assert_cmpstr (clt_segment_get_label (now->pdata[0]), ==, "新朋友");
  g_assert_cmpint (clt_segments_find (now, "新朋友"), ==, 0);
  g_assert_cmpint (clt_segments_find (now, "new"), ==, 0); /* the stable key */
  g_assert_cmpint (clt_segments_find (now, "quiet MONEY"), ==, 2);
  check_partition (fixture);

  clt_action_undo (fixture->conn, 0, "test", NULL, NULL, &error);
  g_assert_no_error (error);
  back = load (fixture, fixture->today);
  g_assert_cmpuint (back->len, ==, 10);
  after = clt_test_hash_branch (fixture->conn);
  g_assert_cmpstr (before, ==, after);
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  g_free (query->expression);
  query->expression = g_strdup ("segment in (other, nowhere)");
  query->today = fixture->today;
  ids = clt_client_query_ids (fixture->conn, query, &error);
  g_assert_error (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "nowhere"));
}

/* The list sorts by segments in their own order, and by scores. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GPtrArray) segments = load (fixture, fixture->today), rows = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  int last = -1;

  query->today = fixture->today;
  query->sort = CLT_COLUMN_SEGMENT;
  query->sort2 = CLT_COLUMN_SCORES;
  query->descending2 = TRUE;
  ids = clt_client_query_ids (fixture->conn, query, &error);
  g_assert_no_error (error);
  rows = clt_client_query_rows (fixture->conn, (const gint64 *) (gpointer) ids->data, ids->len,
                                query->columns, fixture->today, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];
      const CltClientRow *before = i == 0 ? NULL : rows->pdata[i - 1];
      int segment = clt_segments_find (segments, row->cell[CLT_COLUMN_SEGMENT]);

      g_assert_cmpint (segment, >=, last);
      if (segment == last)
        g_assert_cmpint (g_ascii_strcasecmp (before->cell[CLT_COLUMN_SCORES],
                                             row->cell[CLT_COLUMN_SCORES]),
                         >=, 0);
      last = segment;
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/segment/presets", test_presets },   { "/segment/random", test_random },
    { "/segment/order", test_order },       { "/segment/refusals", test_refusals },
    { "/segment/too-much", test_too_much }, { "/segment/dated", test_dated },
    { "/segment/unknown", test_unknown },   { "/segment/sort", test_sort },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

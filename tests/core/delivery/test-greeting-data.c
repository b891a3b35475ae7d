/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Greetings of 2000-2049 against the Hong Kong Observatory's day-by-day table (folder
 * $CLT_TEST_DATA). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/delivery/clt-greeting.h"

#define FIRST_YEAR 2000
#define LAST_YEAR 2049

/* A day as the Observatory has it. */
typedef struct
{
  CltDay day;
  int year;        /* of the sun */
  int month, mday; /* lunar */
  gboolean leap;
  gboolean qingming, dongzhi;
} Row;

static GArray *
read_table (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("CLT_TEST_DATA"), "lunar", "hko_calendar_2000_2049.txt", NULL);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  int month = 11; /* the table begins on the 25th of lunar 1999's eleventh month */
  gboolean leap = FALSE;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), "\t", -1);
      Row row = { 0 };
      int m, d;

      if (*lines[i] == '#' || g_strv_length (cells) < 3)
        continue;
      g_assert_cmpint (sscanf (cells[0], "%d/%d/%d", &row.year, &m, &d), ==, 3);
      row.day = clt_day_from_ymd (row.year, m, d);
      row.mday = atoi (cells[1]);
      if (strstr (cells[1], "Lunar") != NULL)
        {
          leap = atoi (cells[1]) == month; /* the same number twice running */
          month = atoi (cells[1]);
          row.mday = 1;
        }
      row.month = month;
      row.leap = leap;
      row.qingming = cells[3] != NULL && strstr (cells[3], "Bright") != NULL;
      row.dongzhi = cells[3] != NULL && strstr (cells[3], "Winter Solstice") != NULL;
      g_array_append_val (rows, row);
    }
  g_assert_cmpuint (rows->len, ==, 18263);
  return rows;
}

/* What the table says of one festival in one year; 0: nothing. */
static CltDay
find_expected (const GArray *rows, const char *key, int month, int mday, int year)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gboolean laba = g_str_equal (key, "laba");
      gboolean december = (clt_day_get_month (row->day) % 12) == 11;

      if (row->year + (laba && december) != year)
        continue;
      if (g_str_equal (key, "qingming") ? row->qingming
          : g_str_equal (key, "winter-solstice")
            ? row->dongzhi
            : (!row->leap && row->month == month && row->mday == mday))
        return g_str_equal (key, "new-year-eve") ? row->day - 1 : row->day;
    }
  return 0;
}

static void
test_festivals (void)
{
  static const struct
  {
    const char *key;
    int month, mday;
  } lunar[] = {
    { "laba", 12, 8 },
    { "little-new-year-north", 12, 23 },
    { "little-new-year-south", 12, 24 },
    { "new-year-eve", 1, 1 },
    { "spring", 1, 1 },
    { "lantern", 1, 15 },
    { "dragon-head", 2, 2 },
    { "dragon-boat", 5, 5 },
    { "qixi", 7, 7 },
    { "mid-autumn", 8, 15 },
    { "double-ninth", 9, 9 },
    { "qingming", 0, 0 },
    { "winter-solstice", 0, 0 },
  };
  g_autoptr (GArray) rows = read_table ();

  for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
    for (guint i = 0; i < G_N_ELEMENTS (lunar); i++)
      {
        CltDay expected = find_expected (rows, lunar[i].key, lunar[i].month, lunar[i].mday, year);

        g_assert_cmpint (expected, !=, 0);
        g_assert_cmpint (clt_greeting_find_day (lunar[i].key, year), ==, expected);
      }
}

/* A client for every lunar birthday there is. */
static void
add_clients (Branch *branch, gint64 ids[13][31])
{
  branch_begin (branch);
  for (int month = 1; month <= 12; month++)
    for (int day = 1; day <= 30; day++)
      {
        g_autofree char *number = g_strdup_printf ("%02d%02d", month, day);

        ids[month][day] = branch_add_client (branch, number, number, 19900101);
        branch_run (branch,
                    "UPDATE client SET birth_calendar = 'lunar', birth_month = ?, birth_day = ?"
                    " WHERE id = ?",
                    "iii", (gint64) month, (gint64) day, ids[month][day]);
      }
  branch_commit (branch);
}

/* Each plan of a year, flattened: client -> days, in order. */
static GHashTable *
collect (Branch *branch, gint64 product)
{
  g_autoptr (GError) error = NULL;
  GHashTable *days =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) plans =
    clt_greeting_plan_birthdays (branch->conn, clt_day_from_ymd (FIRST_YEAR, 1, 1),
                                 clt_day_from_ymd (LAST_YEAR, 12, 31), product, "", "email",
                                 &error);

  g_assert_no_error (error);
  for (guint i = 0; i < plans->len; i++)
    {
      const GArray *targets = ((CltPushPlan *) plans->pdata[i])->targets;

      for (guint j = 0; j < targets->len; j++)
        {
          const CltPushTarget *target = &g_array_index (targets, CltPushTarget, j);
          GArray *list = g_hash_table_lookup (days, &target->client_id);

          if (list == NULL)
            {
              list = g_array_new (FALSE, FALSE, sizeof (CltDay));
              g_hash_table_insert (days, g_memdup2 (&target->client_id, sizeof target->client_id),
                                   list);
            }
          g_array_append_val (list, target->day);
        }
    }
  return days;
}

/* On his day of the ordinary month; born on the 30th, on the 29th of a short one. */
static void
test_birthdays (Branch *branch, gconstpointer data)
{
  static gint64 ids[13][31];
  static guint seen[13][31];
  g_autoptr (GArray) rows = read_table ();
  g_autoptr (GHashTable) days = NULL;
  gint64 product;

  branch_begin (branch);
  product = service_add_product (branch, "G", 4, 1);
  branch_run (branch, "UPDATE product_version SET valid_from = 0", "");
  branch_commit (branch);
  add_clients (branch, ids);
  days = collect (branch, product);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gboolean last = i + 1 == rows->len || g_array_index (rows, Row, i + 1).mday == 1;

      for (int mday = row->mday; !row->leap && mday <= (last && row->mday == 29 ? 30 : row->mday);
           mday++)
        {
          const GArray *list = g_hash_table_lookup (days, &ids[row->month][mday]);
          guint n = seen[row->month][mday]++;

          g_assert_nonnull (list);
          g_assert_cmpuint (n, <, list->len);
          g_assert_cmpint (g_array_index (list, CltDay, n), ==, row->day);
        }
    }
  for (int month = 1; month <= 12; month++)
    for (int mday = 1; mday <= 30; mday++)
      {
        const GArray *list = g_hash_table_lookup (days, &ids[month][mday]);

        /* no greeting more than the table has days */
        g_assert_cmpuint (list->len, ==, seen[month][mday]);
        g_assert_cmpuint (list->len, >=, LAST_YEAR - FIRST_YEAR);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/greeting-data/festivals", test_festivals);
  g_test_add ("/greeting-data/birthdays", Branch, NULL, branch_set_up, test_birthdays,
              branch_tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days of offices against the State Council's lists of 2007 … 2026 (folder $CLT_TEST_DATA),
 * which come as calendars and, told otherwise, as JSON. */
#include "core/catalogue/clt-workdays.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "support/clt-test-branch.h"

#include "../calendar/holiday-fixture.h"

#define FIRST 2007
#define LAST 2026

typedef struct
{
  char *dir;
  CltConn *conn;
  CltWorkdays *office;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "calendar.import", .who = "test" };
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_test_branch_new (&fixture->dir);
  g_assert_true (clt_action_begin (fixture->conn, &info, &error));
  for (int year = FIRST; year <= LAST; year++)
    take_holidays (fixture->conn, year);
  clt_action_commit (fixture->conn, NULL, &error);
  g_assert_no_error (error);
  fixture->office = clt_workdays_load_office (fixture->conn, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_workdays_free (fixture->office);
  clt_test_branch_free (fixture->conn, fixture->dir);
}

static CltDay
parse_day (const char *text)
{
  int year, month, day;

  g_assert_cmpint (sscanf (text, "%d-%d-%d", &year, &month, &day), ==, 3);
  return clt_day_from_ymd (year, month, day);
}

/* (element-type CltDay gboolean): what the list of @year says of single days, by day + 1; TRUE: off */
static void
add_listed (GHashTable *listed, int year)
{
  g_autofree char *name = g_strdup_printf ("%d.json", year);
  g_autofree char *path =
    g_build_filename (g_getenv ("CLT_TEST_DATA"), "ics", "holiday_cn", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *days;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  days =
    json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "days");
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      JsonObject *day = json_array_get_object_element (days, i);

      g_hash_table_insert (listed,
                           GINT_TO_POINTER (
                             parse_day (json_object_get_string_member (day, "date"))),
                           GINT_TO_POINTER (json_object_get_boolean_member (day, "isOffDay")));
    }
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);

  for (int year = FIRST; year <= LAST; year++)
    add_listed (listed, year);
  g_assert_cmpuint (g_hash_table_size (listed), >, 500);
  for (CltDay day = clt_day_from_ymd (FIRST, 1, 1); day <= clt_day_from_ymd (LAST, 12, 31); day++)
    {
      g_autofree char *text = clt_day_format (day);
      gpointer off;
      gboolean worked = clt_day_get_weekday (day) <= 5;

      if (g_hash_table_lookup_extended (listed, GINT_TO_POINTER (day), NULL, &off))
        worked = !GPOINTER_TO_INT (off);
      g_test_message ("%s", text);
      g_assert_cmpint (clt_workdays_has (fixture->office, day), ==, worked);
    }
}

/* By hand, around the two long holidays of 2026: 15 to 23 February off, 14 and 28 February worked; 1 to
 * 7 October off, 20 September and 10 October worked. */
static void
test_deadlines (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int from[3];
    int n;
    int to[3];
  } cases[] = {
    { { 2026, 2, 13 }, 1, { 2026, 2, 14 } },  { { 2026, 2, 13 }, 5, { 2026, 2, 27 } },
    { { 2026, 2, 13 }, 6, { 2026, 2, 28 } },  { { 2026, 2, 13 }, 7, { 2026, 3, 2 } },
    { { 2026, 2, 17 }, 1, { 2026, 2, 24 } },  { { 2026, 9, 18 }, 1, { 2026, 9, 20 } },
    { { 2026, 9, 30 }, 1, { 2026, 10, 8 } },  { { 2026, 9, 30 }, 3, { 2026, 10, 10 } },
    { { 2026, 9, 30 }, 4, { 2026, 10, 12 } }, { { 2026, 10, 8 }, -1, { 2026, 9, 30 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int *from = cases[i].from, *to = cases[i].to;
      CltDay due = clt_workdays_move (fixture->office, clt_day_from_ymd (from[0], from[1], from[2]),
                                      cases[i].n);

      g_assert_cmpint (due, ==, clt_day_from_ymd (to[0], to[1], to[2]));
    }
}

/* What no list tells of yet: the law's own days, and no day worked instead. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  g_assert_false (clt_workdays_has (fixture->office, clt_day_from_ymd (2030, 10, 1)));
  g_assert_true (clt_workdays_has (fixture->office, clt_day_from_ymd (2030, 10, 8)));
  g_assert_false (clt_workdays_has (fixture->office, clt_day_from_ymd (2030, 10, 12)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workdays/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/workdays/deadlines", Fixture, NULL, set_up, test_deadlines, tear_down);
  g_test_add ("/workdays/later", Fixture, NULL, set_up, test_later, tear_down);
  return g_test_run ();
}

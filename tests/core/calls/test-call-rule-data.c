/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When clients are called around the Spring Festival and the National Day of 2024, by hand: off were
 * 10 to 17 February and 1 to 7 October; offices worked on the Sundays 4 and 18 February and
 * 29 September and on Saturday 12 October, exchanges did not, nor on the eve of 9 February. Lists and
 * trading days are those of folder $CLT_TEST_DATA. */
#include "core/calls/clt-call-rule.h"

#include <json-glib/json-glib.h>

#include "core/catalogue/clt-workdays.h"
#include "core/rules/clt-rules.h"
#include "support/clt-test-branch.h"

#include "../calendar/holiday-fixture.h"

typedef struct
{
  char *dir;
  CltConn *conn;
  CltCallRules *rules, *sparing; /* without and with call.spare_trading */
} Fixture;

static void
take_trading_days (CltConn *conn)
{
  g_autofree char *path = g_build_filename (g_getenv ("CLT_TEST_DATA"), "futures_reference",
                                            "akshare_trading_calendar.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *days;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  days = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      const char *text = json_array_get_string_element (days, i);

      if (g_str_has_prefix (text, "2024"))
        {
          clt_conn_run (conn, &error, "INSERT INTO trading_day (day) VALUES (?)", "i",
                        (gint64) clt_day_from_yyyymmdd (atoi (text)));
          g_assert_no_error (error);
        }
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "calendar.import", .who = "test" };
  CltDay day = clt_day_from_ymd (2024, 1, 1);
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_test_branch_new (&fixture->dir);
  g_assert_true (clt_action_begin (fixture->conn, &info, &error));
  take_holidays (fixture->conn, 2024);
  take_trading_days (fixture->conn);
  fixture->rules = clt_call_rules_load (fixture->conn, day, &error);
  g_assert_no_error (error);
  clt_rules_set (fixture->conn, "call.spare_trading", 1, day, "", &error);
  g_assert_no_error (error);
  fixture->sparing = clt_call_rules_load (fixture->conn, day, &error);
  g_assert_no_error (error);
  clt_action_commit (fixture->conn, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_call_rules_free (fixture->rules);
  clt_call_rules_free (fixture->sparing);
  clt_test_branch_free (fixture->conn, fixture->dir);
}

/* "2024-02-09 19:00"; "": 0. */
static gint64
parse (const char *text)
{
  gint64 at = 0;

  g_assert_true (text == NULL || *text == '\0' || clt_instant_parse (text, &at));
  return at;
}

static void
test_hours (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *at;
    CltCallBar plain, sparing;
  } cases[] = {
    { "2024-02-04 10:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED }, /* Sunday, worked */
    { "2024-02-09 10:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED }, /* exchanges closed */
    { "2024-02-10 10:00", CLT_CALL_HOLIDAY, CLT_CALL_HOLIDAY },
    { "2024-02-17 10:00", CLT_CALL_HOLIDAY, CLT_CALL_HOLIDAY }, /* Saturday of the holiday */
    { "2024-02-18 10:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED },
    { "2024-02-19 10:00", CLT_CALL_ALLOWED, CLT_CALL_TRADING },
    { "2024-02-19 14:59", CLT_CALL_ALLOWED, CLT_CALL_TRADING },
    { "2024-02-19 15:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED },
    { "2024-02-24 10:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED }, /* an ordinary Saturday */
    { "2024-09-30 08:59", CLT_CALL_HOURS, CLT_CALL_HOURS },
    { "2024-09-30 09:00", CLT_CALL_ALLOWED, CLT_CALL_TRADING },
    { "2024-09-30 11:29", CLT_CALL_ALLOWED, CLT_CALL_TRADING },
    { "2024-09-30 11:30", CLT_CALL_NOON, CLT_CALL_NOON },
    { "2024-09-30 13:29", CLT_CALL_NOON, CLT_CALL_NOON },
    { "2024-09-30 13:30", CLT_CALL_ALLOWED, CLT_CALL_TRADING },
    { "2024-09-30 20:29", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED },
    { "2024-09-30 20:30", CLT_CALL_HOURS, CLT_CALL_HOURS },
    { "2024-10-01 10:00", CLT_CALL_HOLIDAY, CLT_CALL_HOLIDAY },
    { "2024-10-05 10:00", CLT_CALL_HOLIDAY, CLT_CALL_HOLIDAY },
    { "2024-10-07 10:00", CLT_CALL_HOLIDAY, CLT_CALL_HOLIDAY },
    { "2024-10-12 10:00", CLT_CALL_ALLOWED, CLT_CALL_ALLOWED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = parse (cases[i].at);

      g_test_message ("%s", cases[i].at);
      g_assert_cmpint (clt_call_rules_judge_hour (fixture->rules, -1, -1, at), ==, cases[i].plain);
      g_assert_cmpint (clt_call_rules_judge_hour (fixture->sparing, -1, -1, at), ==,
                       cases[i].sparing);
    }
}

static void
test_next (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *attempts[6];
    const char *from, *next;
    gboolean sparing;
    int own_from, own_to;
  } cases[] = {
    /* nobody has called yet */
    { { NULL }, "2024-02-09 19:00", "2024-02-09 19:00" },
    { { NULL }, "2024-02-09 20:30", "2024-02-18 09:00" },
    { { NULL }, "2024-02-13 10:00", "2024-02-18 09:00" },
    { { NULL }, "2024-02-24 10:00", "2024-02-26 09:00" },
    { { NULL }, "2024-09-30 11:30", "2024-09-30 13:30" },
    { { NULL }, "2024-10-01 00:00", "2024-10-08 09:00" },
    /* another part of the day, four hours apart, twice a day */
    { { "2024-02-09 10:00" }, "2024-02-09 10:05", "2024-02-09 14:00" },
    { { "2024-02-09 11:00" }, "2024-02-09 11:05", "2024-02-09 15:00" },
    { { "2024-02-09 15:00" }, "2024-02-09 15:05", "2024-02-09 19:00" },
    { { "2024-02-09 17:00" }, "2024-02-09 17:05", "2024-02-18 09:00" },
    { { "2024-02-09 10:00", "2024-02-09 14:10" }, "2024-02-09 14:15", "2024-02-18 09:00" },
    { { "2024-02-08 19:00" }, "2024-02-08 19:05", "2024-02-09 09:00" },
    { { "2024-09-30 15:00" }, "2024-09-30 15:01", "2024-09-30 19:00" },
    { { "2024-09-30 10:00", "2024-09-30 19:00" }, "2024-09-30 19:01", "2024-10-08 09:00" },
    { { "2024-09-27 09:00" }, "2024-09-27 20:30", "2024-09-29 09:00" },
    /* ten working days, the worked Sundays and the Saturday among them */
    { { "2024-02-05 09:00" }, "2024-02-22 15:00", "2024-02-22 15:00" },
    { { "2024-02-05 09:00" }, "2024-02-22 20:30", "" },
    { { "2024-02-04 09:00" }, "2024-02-21 20:00", "2024-02-21 20:00" },
    { { "2024-02-04 09:00" }, "2024-02-22 09:00", "" },
    { { "2024-09-27 09:00" }, "2024-10-15 20:29", "2024-10-15 20:29" },
    { { "2024-09-27 09:00" }, "2024-10-15 20:30", "" },
    /* five in all */
    { { "2024-09-27 09:00", "2024-09-27 14:00", "2024-09-29 09:00", "2024-09-29 14:00" },
      "2024-09-29 14:05",
      "2024-09-30 09:00" },
    { { "2024-09-27 09:00", "2024-09-27 14:00", "2024-09-29 09:00", "2024-09-29 14:00",
        "2024-09-30 09:00" },
      "2024-09-30 09:05",
      "" },
    /* after trading, where there is trading */
    { { NULL }, "2024-09-30 09:00", "2024-09-30 15:00", TRUE },
    { { NULL }, "2024-09-29 09:00", "2024-09-29 09:00", TRUE },
    { { NULL }, "2024-02-09 09:30", "2024-02-09 09:30", TRUE },
    { { NULL }, "2024-02-17 09:30", "2024-02-18 09:00", TRUE },
    { { "2024-02-18 19:00" }, "2024-02-18 19:10", "2024-02-19 15:00", TRUE },
    /* the client's own hours */
    { { NULL }, "2024-09-30 09:00", "2024-09-30 18:00", FALSE, 18 * 60, 20 * 60 },
    { { "2024-09-30 18:10" }, "2024-09-30 18:15", "2024-10-08 18:00", FALSE, 18 * 60, 20 * 60 },
    { { NULL }, "2024-09-30 10:00", "2024-10-08 09:00", FALSE, 0, 10 * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CltCallHistory) history = { g_array_new (FALSE, FALSE, sizeof (gint64)), -1, -1 };
      const CltCallRules *rules = cases[i].sparing ? fixture->sparing : fixture->rules;
      g_autofree char *text = NULL;
      gint64 next;

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].attempts) && cases[i].attempts[j] != NULL; j++)
        {
          gint64 at = parse (cases[i].attempts[j]);

          g_array_append_val (history.attempts, at);
        }
      if (cases[i].own_to > 0)
        {
          history.own_from = cases[i].own_from;
          history.own_to = cases[i].own_to;
        }
      g_test_message ("%u: from %s", i, cases[i].from);
      next = clt_call_rules_next (rules, &history, parse (cases[i].from));
      text = next == 0 ? g_strdup ("") : clt_instant_format (next);
      g_assert_cmpstr (text, ==, cases[i].next);
    }
}

/* Whatever has been tried: what comes next breaks no rule, falls on a working day of offices, and there
 * is nothing earlier. */
static void
test_property (Fixture *fixture, gconstpointer data)
{
  gint64 first = parse ("2024-01-29 09:00"), last = parse ("2024-02-26 09:00");

  for (int round = 0; round < 300; round++)
    {
      g_auto (CltCallHistory) history = { g_array_new (FALSE, FALSE, sizeof (gint64)), -1, -1 };
      const CltCallRules *rules = g_test_rand_bit () ? fixture->sparing : fixture->rules;
      gint64 at = first + 60 * g_test_rand_int_range (0, (gint32) ((last - first) / 60));

      for (int i = 0; i < 8; i++)
        {
          gint64 next = clt_call_rules_next (rules, &history, at);

          if (next == 0)
            {
              g_assert_cmpuint (history.attempts->len, >, 0);
              break;
            }
          g_assert_cmpuint (history.attempts->len, <, 5);
          g_assert_cmpint (next, >=, at);
          g_assert_cmpint (clt_call_rules_judge (rules, &history, next), ==, CLT_CALL_ALLOWED);
          g_assert_true (
            clt_workdays_has (clt_call_rules_get_workdays (rules), clt_instant_get_day (next)));
          for (gint64 earlier = (at + 59) / 60 * 60; earlier < next; earlier += 600)
            g_assert_true (clt_call_rules_judge (rules, &history, earlier) != CLT_CALL_ALLOWED ||
                           !clt_workdays_has (clt_call_rules_get_workdays (rules),
                                              clt_instant_get_day (earlier)));
          g_array_append_val (history.attempts, next);
          at = next + 60 * g_test_rand_int_range (1, 2000);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/call-rule/hours", Fixture, NULL, set_up, test_hours, tear_down);
  g_test_add ("/call-rule/next", Fixture, NULL, set_up, test_next, tear_down);
  g_test_add ("/call-rule/property", Fixture, NULL, set_up, test_property, tear_down);
  return g_test_run ();
}

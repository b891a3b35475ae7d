/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of recordings: what a rule may say, and what it makes of a talk. */
#include "core/calls/clt-recording.h"

#include "../clients/branch-fixture.h"

typedef struct
{
  const char *rule, *name; /* NULL: refused */
} Case;

static void
test_names (Branch *branch, gconstpointer data)
{
  static const Case cases[] = {
    { "{date}-{time}-{staff}.wav", "20260304-090507-K7.wav" },
    { "{account}_{date}{time}", "001_20260304090507" },
    { "{account}/{staff}_{call}.mp3", "001/K7_42.mp3" },
    { " {call} ", "42" },
    { "", "" },
    { "all.wav", NULL },
    { "{date}-{time}.wav", NULL },
    { "{date}.wav", NULL },
    { "{account}-{staff}-{date}.wav", NULL },
    { "{day}.wav", NULL },
    { "{call", NULL },
    { "{}{call}", NULL },
  };
  const gint64 start = clt_day_get_instant (clt_day_from_yyyymmdd (20260304), 9 * 60 + 5) + 7;
  g_autofree char *unknown = NULL;
  gint64 client, staff;

  branch_begin (branch);
  client = branch_add_client (branch, "甲", "001", 20200101);
  staff = branch_new_id (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (?, 'K7', 'K')", "i", staff);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = NULL;

      g_assert_cmpint (clt_recording_set_rule (branch->conn, cases[i].rule, &error), ==,
                       cases[i].name != NULL);
      if (cases[i].name == NULL)
        {
          g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      name = clt_recording_dup_name (branch->conn, 42, client, staff, start, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
  /* who called is not known: no name rather than a wrong one */
  g_assert_true (clt_recording_set_rule (branch->conn, "{staff}-{call}", NULL));
  unknown = clt_recording_dup_name (branch->conn, 42, client, 0, start, NULL);
  g_assert_cmpstr (unknown, ==, "");
  clt_action_rollback (branch->conn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/recording/names", Branch, NULL, branch_set_up, test_names, branch_tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line: whose contact it was, what is written down, and what comes next. */
#include "core/calls/clt-quick-contact.h"

#include "../clients/branch-fixture.h"

/* A Wednesday, twenty past ten. */
#define NOW "2026-03-04 10:20"

typedef struct
{
  Branch branch;
  gint64 fang, wang, wu; /* two are called alike */
  gint64 now;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  Branch *branch = &fixture->branch;

  branch_set_up (branch, data);
  branch_begin (branch);
  fixture->fang = branch_add_client (branch, "方志峰", "80001234", 20250102);
  fixture->wang = branch_add_client (branch, "王伟", "80001235", 20250102);
  fixture->wu = branch_add_client (branch, "王伟民", "80001236", 20250102);
  branch_commit (branch);
  g_assert_true (clt_instant_parse (NOW, &fixture->now));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  branch_tear_down (&fixture->branch, data);
}

static CltQuickContact *
parse (Fixture *fixture, const char *line, gint64 client, gboolean plans)
{
  g_autoptr (GError) error = NULL;
  CltQuickContact *quick =
    clt_quick_contact_parse (fixture->branch.conn, line, client, plans, fixture->now, &error);

  g_assert_no_error (error);
  return quick;
}

static void
test_understood (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *line;
    gint64 shown; /* the client that is shown anyway */
    gboolean plans;
    gint64 client;
    const char *note, *step, *day; /* day NULL: none */
    int time;
    gboolean takes_place, calls;
  } cases[] = {
    { "方志峰 来电 5分钟 手续费：嫌贵 > 明天下午三点回电", 0, FALSE, fixture->fang, "嫌贵", "",
      "2026-03-05", 900, TRUE, TRUE },
    { "fzf in phone asks > fri send the leaflet", 0, FALSE, fixture->fang, "asks",
      "send the leaflet", "2026-03-06", -1, TRUE, FALSE },
    { "80001235 busy > tomorrow 3pm", 0, FALSE, fixture->wang, "", "", "2026-03-05", 900, TRUE,
      TRUE },
    { "王伟 上门 送资料", 0, FALSE, fixture->wang, "送资料", "", NULL, -1, TRUE, FALSE },
    { "来电 问出金 > 后天前发公告", fixture->wu, FALSE, fixture->wu, "问出金", "发公告",
      "2026-03-06", -1, TRUE, FALSE },
    { "@fzf 短信 提醒换月", fixture->wu, FALSE, fixture->fang, "提醒换月", "", NULL, -1, TRUE,
      FALSE },
    { "asks about margin > send the leaflet", fixture->wu, FALSE, fixture->wu, "asks about margin",
      "send the leaflet", NULL, -1, TRUE, FALSE },
    { "> 明天下午三点", fixture->wu, FALSE, fixture->wu, "", "", "2026-03-05", 900, FALSE, TRUE },
    { "明天下午三点 谈套保方案", fixture->wu, TRUE, fixture->wu, "", "谈套保方案", "2026-03-05",
      900, FALSE, TRUE },
    { "fzf call 5 min fees: thinks they are high > call back tomorrow 3pm", 0, FALSE, fixture->fang,
      "thinks they are high", "", "2026-03-05", 900, TRUE, TRUE },
    { "fzf asks > send the leaflet by friday", 0, FALSE, fixture->fang, "asks", "send the leaflet",
      "2026-03-06", -1, TRUE, FALSE },
    { "来电 问出金 > 回电，明天下午三点", fixture->wu, FALSE, fixture->wu, "问出金", "",
      "2026-03-05", 900, TRUE, TRUE },
    { "来电 3 分钟 问出金 > 发公告 后天", fixture->wu, FALSE, fixture->wu, "问出金", "发公告",
      "2026-03-06", -1, TRUE, FALSE },
    { "asks > send lot 12", fixture->wu, FALSE, fixture->wu, "asks", "send lot 12", NULL, -1, TRUE,
      FALSE },
    { "asks > call back at 3pm", fixture->wu, FALSE, fixture->wu, "asks", "", "2026-03-04", 900,
      TRUE, TRUE },
    { "fzf tomorrow 3pm the roll-over", 0, TRUE, fixture->fang, "", "the roll-over", "2026-03-05",
      900, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltQuickContact) quick =
        parse (fixture, cases[i].line, cases[i].shown, cases[i].plans);
      g_autofree char *day = clt_day_format (quick->due);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpstr (quick->lack, ==, NULL);
      g_assert_cmpint (quick->entry->client_id, ==, cases[i].client);
      g_assert_cmpint (quick->takes_place, ==, cases[i].takes_place);
      g_assert_cmpstr (quick->entry->note, ==, cases[i].note);
      g_assert_cmpstr (quick->step, ==, cases[i].step);
      g_assert_cmpstr (day, ==, cases[i].day == NULL ? "–" : cases[i].day);
      g_assert_cmpint (quick->time, ==, cases[i].time);
      g_assert_cmpint (quick->calls, ==, cases[i].calls);
    }
}

static void
test_lacks (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    gboolean shown, plans;
  } cases[] = {
    { "", FALSE, FALSE },
    { "wangw asks", FALSE, FALSE }, /* two of them */
    { "赵钱孙 来电", FALSE, FALSE },
    { "fzf", FALSE, FALSE },
    { "fzf 来电 5分钟", FALSE, FALSE },
    { "fzf 来电 5分钟 > 明天回电", FALSE, FALSE }, /* or the call would be lost */
    { "> send the leaflet", TRUE, FALSE },
    { "谈套保方案", TRUE, TRUE },
    { "2020-01-01", TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltQuickContact) quick =
        parse (fixture, cases[i].line, cases[i].shown ? fixture->fang : 0, cases[i].plans);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_nonnull (quick->lack);
      branch_begin (&fixture->branch);
      g_assert_cmpint (clt_quick_contact_record (fixture->branch.conn, quick, 0, &error), ==, 0);
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      clt_action_rollback (fixture->branch.conn);
    }
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (clt_conn_get_int (fixture->branch.conn, &n, 0, &error, sql, ""));
  return n;
}

static void
record (Fixture *fixture, const char *line, gboolean plans)
{
  const CltActionInfo info = { "contact.add", "test", "tester", fixture->now };
  g_autoptr (CltQuickContact) quick = parse (fixture, line, 0, plans);
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_action_begin (fixture->branch.conn, &info, &error));
  clt_quick_contact_record (fixture->branch.conn, quick, 0, &error);
  g_assert_no_error (error);
  branch_commit (&fixture->branch);
}

static void
test_recorded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  record (fixture, "fzf busy > tomorrow 3pm", FALSE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact WHERE outcome = 'busy'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT due_time FROM call_task WHERE occasion = 'promise'"), ==,
                   900);
  record (fixture, "fzf asks > fri send the leaflet", FALSE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM task t JOIN contact c"
                                   " ON c.id = t.contact_id WHERE t.text = 'send the leaflet'"
                                   " AND c.note = 'asks'"),
                   ==, 1);
  record (fixture, "fzf tomorrow 3pm the roll-over", TRUE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM call_task WHERE occasion = 'plain'"
                                   " AND script = 'the roll-over'"),
                   ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact"), ==, 2);
  /* one action each */
  g_assert_true (clt_action_undo (fixture->branch.conn, 0, "tester", NULL, NULL, &error));
  g_assert_true (clt_action_undo (fixture->branch.conn, 0, "tester", NULL, NULL, &error));
  g_assert_cmpint (count (fixture, "SELECT (SELECT count(*) FROM contact)"
                                   " + (SELECT count(*) FROM call_task)"
                                   " + (SELECT count(*) FROM task)"),
                   ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/quick-contact/understood", Fixture, NULL, set_up, test_understood, tear_down);
  g_test_add ("/quick-contact/lacks", Fixture, NULL, set_up, test_lacks, tear_down);
  g_test_add ("/quick-contact/recorded", Fixture, NULL, set_up, test_recorded, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as people say them, in both languages. */
#include "core/calls/clt-when.h"

#include "core/store/clt-conn.h"

/* A Wednesday, twenty past ten. */
#define NOW "2026-03-04 10:20"

static void
test_understood (void)
{
  static const struct
  {
    const char *text, *day;
    int hour, minute; /* hour -1: none */
  } cases[] = {
    { "明天下午三点", "2026-03-05", 15, 0 },
    { "后天上午9点半", "2026-03-06", 9, 30 },
    { "下周一 10:00", "2026-03-09", 10, 0 },
    { "30分钟后", "2026-03-04", 10, 50 },
    { "半小时后", "2026-03-04", 10, 50 },
    { "两个小时后", "2026-03-04", 12, 20 },
    { "一个半小时后", "2026-03-04", 11, 50 },
    { "三天后", "2026-03-07", -1, 0 },
    { "今天下午两点", "2026-03-04", 14, 0 },
    { "今晚七点一刻", "2026-03-04", 19, 15 },
    { "明早九点", "2026-03-05", 9, 0 },
    { "明天", "2026-03-05", -1, 0 },
    { "大后天 14点", "2026-03-07", 14, 0 },
    { "周五下午3点20分", "2026-03-06", 15, 20 },
    { "星期三下午四点", "2026-03-04", 16, 0 },
    { "下周三上午十点", "2026-03-11", 10, 0 },
    { "这周五 9点", "2026-03-06", 9, 0 },
    { "下下周二上午十一点", "2026-03-17", 11, 0 },
    { "3月20日下午两点半", "2026-03-20", 14, 30 },
    { "1月5号 9点", "2027-01-05", 9, 0 },
    { "明天中午", "2026-03-05", 12, 0 },
    { "明天中午十二点半", "2026-03-05", 12, 30 },
    { "明天３点", "2026-03-05", 15, 0 },
    { "十二点", "2026-03-04", 12, 0 },
    { "二十点", "2026-03-04", 20, 0 },
    { "下午五点", "2026-03-04", 17, 0 },
    { "tomorrow 3pm", "2026-03-05", 15, 0 },
    { "Tomorrow at 3:30 pm", "2026-03-05", 15, 30 },
    { "in 2 hours", "2026-03-04", 12, 20 },
    { "in an hour", "2026-03-04", 11, 20 },
    { "in half an hour", "2026-03-04", 10, 50 },
    { "in 45 min", "2026-03-04", 11, 5 },
    { "in 3 days", "2026-03-07", -1, 0 },
    { "fri 14:00", "2026-03-06", 14, 0 },
    { "Friday 9am", "2026-03-06", 9, 0 },
    { "next monday 10", "2026-03-09", 10, 0 },
    { "on monday at 11", "2026-03-09", 11, 0 },
    { "wed 4pm", "2026-03-04", 16, 0 },
    { "today 16:15", "2026-03-04", 16, 15 },
    { "14:30", "2026-03-04", 14, 30 },
    { "3pm", "2026-03-04", 15, 0 },
    { "tomorrow afternoon 2:30", "2026-03-05", 14, 30 },
    { "day after tomorrow 12 pm", "2026-03-06", 12, 0 },
    { "2026-03-05 14:30", "2026-03-05", 14, 30 },
    { "20260310 9:15", "2026-03-10", 9, 15 },
    { "2026-03-20", "2026-03-20", -1, 0 },
  };
  gint64 now;

  g_assert_true (clt_instant_parse (NOW, &now));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      CltDay day = CLT_DAY_NONE;
      int minute = -2;

      g_test_message ("%u: %s", i, cases[i].text);
      clt_when_parse (cases[i].text, now, &day, &minute, &error);
      g_assert_no_error (error);
      text = clt_day_format (day);
      g_assert_cmpstr (text, ==, cases[i].day);
      g_assert_cmpint (minute, ==, cases[i].hour < 0 ? -1 : cases[i].hour * 60 + cases[i].minute);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "   ",
    "soon",
    "改天",
    "明天晚点再说",
    "tomorrow 25:00",
    "10:00",
    "today 9:00",
    "今天上午八点",
    "上午9点",
    "9点", /* over, or tonight at nine? */
    "明天下午",
    "tomorrow morning",
    "2025-03-05 10:00",
    "这周一 10:00",
    "2026-02-30 10:00",
    "2029-03-05",
    "13月1日",
    "in 0 minutes",
    "明天下午三点四点",
    "tomorrow 3:5",
    "in 99999 days",
    "上午十五点",
    "13 am",
    "周八 9:00",
  };
  gint64 now;

  g_assert_true (clt_instant_parse (NOW, &now));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      CltDay day;
      int minute;

      g_test_message ("%u: %s", i, texts[i]);
      g_assert_false (clt_when_parse (texts[i], now, &day, &minute, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
}

/* Whatever is typed: no crash, and what is understood is to come. */
static void
test_property (void)
{
  static const char *const pieces[] = { "明天", "下周",     "一",  "三点", "半", "下午", "3",
                                        "pm",   "tomorrow", " ",   ":",    "00", "in",   "hours",
                                        "后",   "分钟",     "fri", "月",   "日", "点",   "十" };
  gint64 now;

  g_assert_true (clt_instant_parse (NOW, &now));
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      CltDay day;
      int minute;

      for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (pieces))]);
      if (!clt_when_parse (text->str, now, &day, &minute, &error))
        {
          g_assert_nonnull (error);
          continue;
        }
      g_assert_cmpint (minute, >=, -1);
      g_assert_cmpint (minute, <=, 1440);
      g_assert_cmpint (clt_day_get_instant (day, minute < 0 ? 1439 : minute), >, now - 60);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when/understood", test_understood);
  g_test_add_func ("/when/refused", test_refused);
  g_test_add_func ("/when/property", test_property);
  return g_test_run ();
}

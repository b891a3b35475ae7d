/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-when.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/store/clt-conn.h"

#define MINUTES_A_DAY 1440
/* So far ahead a time may be agreed. */
#define FURTHEST 366

typedef enum
{
  PART_NONE,
  PART_MORNING,
  PART_NOON,
  PART_AFTERNOON,
  PART_EVENING
} Part;

typedef struct
{
  const char *rest;
  CltDay today;
  int minute_now;
  CltDay day; /* CLT_DAY_NONE: not said yet */
  Part part;
  int minute;    /* -1: not said yet */
  gboolean sure; /* which half of the day the hour is in */
} When;

typedef struct
{
  const char *word;
  int value;
} Word;

static void
skip_blanks (When *when)
{
  when->rest += strspn (when->rest, " ,");
}

/* A Latin word ends where its letters end. */
static gboolean
take (When *when, const char *word)
{
  gsize length = strlen (word);

  if (!g_str_has_prefix (when->rest, word) ||
      (g_ascii_isalpha (*word) && g_ascii_isalpha (when->rest[length])))
    return FALSE;
  when->rest += length;
  skip_blanks (when);
  return TRUE;
}

static gboolean
take_word (When *when, const Word *words, guint n, int *value)
{
  for (guint i = 0; i < n; i++)
    if (take (when, words[i].word))
      {
        *value = words[i].value;
        return TRUE;
      }
  return FALSE;
}

/* Chinese digits as they are said in times and counts: up to 99. Nothing of it is taken when it is no
 * number. */
static gboolean
take_chinese (When *when, int *n)
{
  static const char *const digits[] = {
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九"
  };
  const char *start = when->rest;
  int tens = -1, ones = -1;

  for (;;)
    {
      int digit = -1;

      for (int i = 0; i < 10; i++)
        if (g_str_has_prefix (when->rest, digits[i]))
          digit = i;
      if (g_str_has_prefix (when->rest, "两"))
        digit = 2;
      if (digit >= 0 && ones < 0)
        {
          ones = digit;
          when->rest += strlen ("一");
        }
      else if (g_str_has_prefix (when->rest, "十") && tens < 0)
        {
          tens = ones < 0 ? 1 : ones;
          ones = -1;
          when->rest += strlen ("十");
        }
      else
        break;
    }
  *n = MAX (tens, 0) * 10 + MAX (ones, 0);
  return when->rest != start;
}

static gboolean
take_number (When *when, int *n)
{
  gsize length = strspn (when->rest, "0123456789");

  if (length == 0)
    return take_chinese (when, n);
  if (length > 4)
    return FALSE;
  *n = (int) g_ascii_strtoll (when->rest, NULL, 10);
  when->rest += length;
  return TRUE;
}

/* ---- days ---------------------------------------------------------------------------------- */

static const Word relative_days[] = {
  { "大后天", 3 },
  { "后天", 2 },
  { "明天", 1 },
  { "明日", 1 },
  { "今天", 0 },
  { "今日", 0 },
  { "day after tomorrow", 2 },
  { "the day after tomorrow", 2 },
  { "tomorrow", 1 },
  { "today", 0 },
};

static const Word weekdays[] = {
  { "monday", 1 },   { "mon", 1 },       { "tuesday", 2 }, { "tues", 2 },
  { "tue", 2 },      { "wednesday", 3 }, { "wed", 3 },     { "thursday", 4 },
  { "thurs", 4 },    { "thu", 4 },       { "friday", 5 },  { "fri", 5 },
  { "saturday", 6 }, { "sat", 6 },       { "sunday", 7 },  { "sun", 7 },
};

static const Word chinese_weekdays[] = {
  { "一", 1 }, { "二", 2 }, { "三", 3 }, { "四", 4 }, { "五", 5 },
  { "六", 6 }, { "日", 7 }, { "天", 7 }, { "1", 1 },  { "2", 2 },
  { "3", 3 },  { "4", 4 },  { "5", 5 },  { "6", 6 },  { "7", 7 },
};

static const Word weeks[] = {
  { "下下周", 2 },   { "下下星期", 2 }, { "下下个星期", 2 }, { "下周", 1 },  { "下星期", 1 },
  { "下个星期", 1 }, { "下礼拜", 1 },   { "本周", 0 },       { "这周", 0 },  { "这星期", 0 },
  { "这个星期", 0 }, { "这礼拜", 0 },   { "周", -1 },        { "星期", -1 }, { "礼拜", -1 },
};

static void
take_weekday (When *when)
{
  const char *start = when->rest;
  int today = clt_day_get_weekday (when->today);
  CltDay monday = when->today - (today - 1);
  int week = -1, weekday;
  gboolean next;

  if (take_word (when, weeks, G_N_ELEMENTS (weeks), &week))
    {
      if (!take_word (when, chinese_weekdays, G_N_ELEMENTS (chinese_weekdays), &weekday))
        {
          when->rest = start;
          return;
        }
      when->day =
        week >= 0 ? monday + 7 * week + weekday - 1 : when->today + (weekday - today + 7) % 7;
      return;
    }
  next = take (when, "next");
  if (take_word (when, weekdays, G_N_ELEMENTS (weekdays), &weekday))
    when->day = next ? monday + 7 + weekday - 1 : when->today + (weekday - today + 7) % 7;
  else
    when->rest = start;
}

/* "2026-03-05", "3月5日", "3月5号". */
static void
take_date (When *when)
{
  const char *start = when->rest;
  gsize length = strspn (start, "0123456789-/");
  g_autofree char *text = g_strndup (start, length);
  int year, month, mday, this_month, this_mday;

  if (length >= 8 && clt_day_parse (text, &when->day))
    {
      when->rest += length;
      when->rest += *when->rest == 't';
      skip_blanks (when);
      return;
    }
  clt_day_get_ymd (when->today, &year, &this_month, &this_mday);
  if (take_number (when, &month) && take (when, "月") && take_number (when, &mday) &&
      (take (when, "日") || take (when, "号")))
    {
      when->day = clt_day_from_ymd (year, month, mday);
      if (when->day != CLT_DAY_NONE && when->day < when->today)
        when->day = clt_day_from_ymd (year + 1, month, mday);
      if (when->day != CLT_DAY_NONE)
        return;
    }
  when->rest = start;
}

/* ---- times --------------------------------------------------------------------------------- */

static const Word parts[] = {
  { "早上", PART_MORNING },
  { "上午", PART_MORNING },
  { "早晨", PART_MORNING },
  { "中午", PART_NOON },
  { "下午", PART_AFTERNOON },
  { "傍晚", PART_EVENING },
  { "晚上", PART_EVENING },
  { "晚", PART_EVENING },
  { "in the morning", PART_MORNING },
  { "morning", PART_MORNING },
  { "noon", PART_NOON },
  { "in the afternoon", PART_AFTERNOON },
  { "afternoon", PART_AFTERNOON },
  { "in the evening", PART_EVENING },
  { "evening", PART_EVENING },
  { "tonight", PART_EVENING },
  { "am", PART_MORNING },
  { "a.m.", PART_MORNING },
  { "pm", PART_AFTERNOON },
  { "p.m.", PART_AFTERNOON },
};

/* Minutes behind "点": "半", "一刻", "三刻", "20分", "20". */
static int
take_minutes (When *when)
{
  int n;

  if (take (when, "半"))
    return 30;
  if (take (when, "一刻"))
    return 15;
  if (take (when, "三刻"))
    return 45;
  if (take (when, "整") || !take_number (when, &n))
    return 0;
  (void) take (when, "分");
  skip_blanks (when);
  return n;
}

/* "14:30", "3点半", "三点一刻", "3pm", "at 3". FALSE: none here; the reading is where it was. */
static gboolean
take_time (When *when)
{
  const char *start = when->rest;
  int hour, minutes = 0;

  (void) (take (when, "at") || take (when, "@"));
  if (!take_number (when, &hour))
    {
      when->rest = start;
      return FALSE;
    }
  if (*when->rest == ':')
    {
      const char *clock = ++when->rest;

      if (strspn (clock, "0123456789") != 2 || !take_number (when, &minutes))
        hour = 99;
      when->sure = TRUE;
    }
  else if (take (when, "点钟"))
    ;
  else if (take (when, "点") || take (when, "时"))
    minutes = take_minutes (when);
  skip_blanks (when);
  if (when->part == PART_NONE)
    {
      int part;

      if (take_word (when, parts, G_N_ELEMENTS (parts), &part))
        when->part = (Part) part;
    }
  when->minute = hour > 24 || minutes > 59 ? MINUTES_A_DAY + 1 : hour * 60 + minutes;
  return TRUE;
}

/* "30分钟后", "半小时后", "两个小时后", "3天后", "in 2 hours", "in an hour". */
static gboolean
take_span (When *when, gint64 *minutes)
{
  static const Word units[] = {
    { "分钟", 1 },  { "分", 1 },      { "个半小时", 90 }, { "个小时", 60 },
    { "小时", 60 }, { "个钟头", 60 }, { "minutes", 1 },   { "minute", 1 },
    { "mins", 1 },  { "min", 1 },     { "hours", 60 },    { "hour", 60 },
    { "h", 60 },    { "天", 1440 },   { "days", 1440 },   { "day", 1440 },
  };
  const char *start = when->rest;
  gboolean english = take (when, "in");
  gboolean half = take (when, "半个") || take (when, "半") || take (when, "half an");
  int n = 1, unit;

  if ((half || take (when, "an") || take (when, "a") || take_number (when, &n)) &&
      (skip_blanks (when), take_word (when, units, G_N_ELEMENTS (units), &unit)) &&
      (english || take (when, "之后") || take (when, "以后") || take (when, "后") ||
       take (when, "later")))
    {
      /* “一个半小时”: one and a half */
      *minutes = half ? unit / 2 : unit == 90 ? n * 60 + 30 : (gint64) n * unit;
      return TRUE;
    }
  when->rest = start;
  return FALSE;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static gboolean
not_understood (const char *text, GError **error)
{
  /* Translators: %s is what somebody typed. */
  return clt_store_refuse (error,
                           _ ("“%s” is not understood as a time; write for instance"
                              " “tomorrow 3pm” or “2026-03-05 14:30”."),
                           text);
}

static gboolean
is_ambiguous (const char *text, GError **error)
{
  /* Translators: %s is what somebody typed. */
  return clt_store_refuse (error, _ ("“%s” may be before or after noon; say which."), text);
}

/* The hour said and the part of the day make one time. */
static gboolean
settle_hour (When *when, const char *text, GError **error)
{
  int hour = when->minute / 60;

  if (when->minute > MINUTES_A_DAY || (when->part != PART_NONE && hour > 23))
    return not_understood (text, error);
  switch (when->part)
    {
    case PART_MORNING:
      if (hour == 12)
        when->minute -= 720;
      return hour <= 12 || not_understood (text, error);
    case PART_NOON:
      if (hour >= 1 && hour <= 2)
        when->minute += 720;
      return (hour <= 2 && hour > 0) || (hour >= 11 && hour <= 14) || not_understood (text, error);
    case PART_AFTERNOON:
    case PART_EVENING:
      if (hour < 12)
        when->minute += 720;
      return hour > 0 || not_understood (text, error);
    case PART_NONE:
    default:
      break;
    }
  if (when->sure || hour == 0 || hour >= 12)
    return TRUE;
  if (hour <= 6)
    when->minute += 720;
  else if (when->day == when->today && when->minute <= when->minute_now)
    return is_ambiguous (text, error);
  return TRUE;
}

static void
take_pieces (When *when)
{
  for (;;)
    {
      const char *before = when->rest;
      int value;

      if (when->day == CLT_DAY_NONE && take (when, "今晚"))
        {
          when->day = when->today;
          when->part = PART_EVENING;
        }
      else if (when->day == CLT_DAY_NONE && take (when, "明早"))
        {
          when->day = when->today + 1;
          when->part = PART_MORNING;
        }
      else if (when->day == CLT_DAY_NONE && take (when, "明晚"))
        {
          when->day = when->today + 1;
          when->part = PART_EVENING;
        }
      else if (when->day == CLT_DAY_NONE &&
               take_word (when, relative_days, G_N_ELEMENTS (relative_days), &value))
        when->day = when->today + value;
      if (when->day == CLT_DAY_NONE)
        take_weekday (when);
      if (when->day == CLT_DAY_NONE)
        take_date (when);
      (void) take (when, "on");
      if (when->part == PART_NONE && when->minute < 0 &&
          take_word (when, parts, G_N_ELEMENTS (parts), &value))
        when->part = (Part) value;
      if (when->minute < 0)
        take_time (when);
      if (when->rest == before)
        return;
    }
}

gboolean
clt_when_parse (const char *text, gint64 now, CltDay *day, int *minute, GError **error)
{
  g_autofree char *normal = clt_text_normalize (text, -1);
  g_autofree char *lower = g_ascii_strdown (normal, -1);
  When when = { .rest = lower,
                .today = clt_instant_get_day (now),
                .day = CLT_DAY_NONE,
                .minute = -1 };
  gint64 span;

  when.minute_now = (int) ((now - clt_day_get_instant (when.today, 0)) / 60);
  if (take_span (&when, &span) && *when.rest == '\0')
    {
      gint64 at = now + span * 60;

      *day = clt_instant_get_day (at);
      *minute =
        span % MINUTES_A_DAY == 0 ? -1 : (int) ((at - clt_day_get_instant (*day, 0) + 59) / 60);
      return (span > 0 && span <= FURTHEST * MINUTES_A_DAY) || not_understood (text, error);
    }
  when.rest = lower;
  take_pieces (&when);
  if (*when.rest != '\0' || (when.day == CLT_DAY_NONE && when.minute < 0))
    return not_understood (text, error);
  /* a part of the day alone says neither the hour nor that any will do */
  if (when.minute < 0 && when.part == PART_NOON)
    when.minute = 720;
  else if (when.minute < 0 && when.part != PART_NONE)
    return clt_store_refuse (error, _ ("“%s” names no hour; say which."), text);
  if (when.day == CLT_DAY_NONE)
    when.day = when.today;
  if (when.minute >= 0 && !settle_hour (&when, text, error))
    return FALSE;
  if (when.day < when.today ||
      (when.day == when.today && when.minute >= 0 && when.minute <= when.minute_now))
    return clt_store_refuse (error, _ ("“%s” is over; say a time to come."), text);
  if (when.day - when.today > FURTHEST)
    return clt_store_refuse (error, _ ("“%s” is more than a year ahead."), text);
  *day = when.day;
  *minute = when.minute;
  return TRUE;
}

char *
clt_when_format (CltDay day, int minute)
{
  static const char *const names[] = { N_ ("Monday"),   N_ ("Tuesday"), N_ ("Wednesday"),
                                       N_ ("Thursday"), N_ ("Friday"),  N_ ("Saturday"),
                                       N_ ("Sunday") };
  g_autofree char *text =
    minute < 0 ? clt_day_format (day) : clt_instant_format (clt_day_get_instant (day, minute));

  /* Translators: a weekday; a day, or a day and a time. */
  return g_strdup_printf (C_ ("when", "%s, %s"), _ (names[clt_day_get_weekday (day) - 1]), text);
}

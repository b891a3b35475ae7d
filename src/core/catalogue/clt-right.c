/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"

#define MAX_COUNT 999
#define CHANNEL_SIGN " · "

static const char *const kind_names[] = { "none", "request", "count", "unlimited" };

static const struct
{
  const char *name;
  const char *letter, *character; /* of the short form, also as Chinese users type it */
  int a_year;
} periods[] = {
  [CLT_PERIOD_NONE] = { "", "", "", 0 },
  [CLT_PERIOD_WEEK] = { "week", "w", "周", 52 },
  [CLT_PERIOD_MONTH] = { "month", "m", "月", 12 },
  [CLT_PERIOD_QUARTER] = { "quarter", "q", "季", 4 },
  [CLT_PERIOD_YEAR] = { "year", "y", "年", 1 },
};

const char *
clt_right_kind_get_name (CltRightKind kind)
{
  return kind_names[kind];
}

const char *
clt_period_get_name (CltPeriodKind period)
{
  return periods[period].name;
}

int
clt_period_get_yearly (CltPeriodKind period)
{
  return periods[period].a_year;
}

void
clt_right_set (CltRight *right,
               const char *kind,
               int count,
               const char *period,
               const char *channel)
{
  *right = (CltRight){ .channel = g_intern_string (channel) };
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind, kind_names[i]))
      right->kind = i;
  if (right->kind != CLT_RIGHT_COUNT)
    return;
  right->count = count;
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (period, periods[i].name))
      right->period = i;
}

/* Monday of the week; 1970-01-05 was one. */
static CltDay
first_of_week (CltDay day)
{
  return day - (clt_day_get_weekday (day) - 1);
}

void
clt_period_bounds (CltPeriodKind period, CltDay day, CltDay *first, CltDay *last)
{
  int month = clt_day_get_month (day);

  switch (period)
    {
    case CLT_PERIOD_WEEK:
      *first = first_of_week (day);
      *last = *first + 6;
      break;
    case CLT_PERIOD_MONTH:
      *first = clt_month_first_day (month);
      *last = clt_month_last_day (month);
      break;
    case CLT_PERIOD_QUARTER:
      month -= month % 3;
      *first = clt_month_first_day (month);
      *last = clt_month_last_day (month + 2);
      break;
    case CLT_PERIOD_YEAR:
      month -= month % 12;
      *first = clt_month_first_day (month);
      *last = clt_month_last_day (month + 11);
      break;
    case CLT_PERIOD_NONE:
    default:
      *first = day;
      *last = day;
      break;
    }
}

static char *
format_count (int count, CltPeriodKind period)
{
  switch (period)
    {
    case CLT_PERIOD_WEEK:
      return g_strdup_printf (ngettext ("%d a week", "%d a week", count), count);
    case CLT_PERIOD_MONTH:
      return g_strdup_printf (ngettext ("%d a month", "%d a month", count), count);
    case CLT_PERIOD_QUARTER:
      return g_strdup_printf (ngettext ("%d a quarter", "%d a quarter", count), count);
    case CLT_PERIOD_YEAR:
    case CLT_PERIOD_NONE:
    default:
      return g_strdup_printf (ngettext ("%d a year", "%d a year", count), count);
    }
}

static char *
format_bare (const CltRight *right)
{
  switch (right->kind)
    {
    case CLT_RIGHT_REQUEST:
      return g_strdup (C_ ("right", "on request"));
    case CLT_RIGHT_COUNT:
      return format_count (right->count, right->period);
    case CLT_RIGHT_UNLIMITED:
      return g_strdup (C_ ("right", "unlimited"));
    case CLT_RIGHT_NONE:
    default:
      return g_strdup ("–");
    }
}

static gboolean
has_channel (const CltRight *right)
{
  return right->kind != CLT_RIGHT_NONE && right->channel != NULL && *right->channel != '\0';
}

char *
clt_right_format (const CltRight *right)
{
  g_autofree char *bare = format_bare (right);

  if (!has_channel (right))
    return g_steal_pointer (&bare);
  return g_strconcat (bare, CHANNEL_SIGN, clt_channel_get_label (right->channel), NULL);
}

char *
clt_right_format_short (const CltRight *right)
{
  g_autofree char *bare = NULL;

  switch (right->kind)
    {
    case CLT_RIGHT_REQUEST:
      bare = g_strdup ("r");
      break;
    case CLT_RIGHT_COUNT:
      bare = g_strdup_printf ("%d%s", right->count, periods[right->period].letter);
      break;
    case CLT_RIGHT_UNLIMITED:
      bare = g_strdup ("u");
      break;
    case CLT_RIGHT_NONE:
    default:
      bare = g_strdup ("-");
      break;
    }
  if (!has_channel (right))
    return g_steal_pointer (&bare);
  return g_strconcat (bare, " ", right->channel, NULL);
}

/* "2m", "1季": the number and the period. */
static gboolean
parse_short_count (const char *text, CltRight *right)
{
  char *end = NULL;
  gint64 count = g_ascii_strtoll (text, &end, 10);

  if (end == text || count < 1 || count > MAX_COUNT)
    return FALSE;
  for (CltPeriodKind period = CLT_PERIOD_WEEK; period <= CLT_PERIOD_YEAR; period++)
    if (g_str_equal (end, periods[period].letter) || g_str_equal (end, periods[period].character))
      {
        right->kind = CLT_RIGHT_COUNT;
        right->count = (int) count;
        right->period = period;
        return TRUE;
      }
  return FALSE;
}

/* What format_count() writes: its number is put back into each of its sentences. */
static gboolean
parse_long_count (const char *text, CltRight *right)
{
  const char *digits = strpbrk (text, "0123456789");
  gint64 count = digits == NULL ? 0 : g_ascii_strtoll (digits, NULL, 10);

  if (count < 1 || count > MAX_COUNT)
    return FALSE;
  for (CltPeriodKind period = CLT_PERIOD_WEEK; period <= CLT_PERIOD_YEAR; period++)
    {
      g_autofree char *sentence = format_count ((int) count, period);
      g_autofree char *plain = clt_text_normalize_header (sentence, -1);

      if (g_str_equal (plain, text))
        {
          right->kind = CLT_RIGHT_COUNT;
          right->count = (int) count;
          right->period = period;
          return TRUE;
        }
    }
  return FALSE;
}

/* @text is normalised as a header: no blanks, lower case. */
static gboolean
parse_bare (const char *text, CltRight *right)
{
  static const struct
  {
    const char *word;
    CltRightKind kind;
  } words[] = {
    { "", CLT_RIGHT_NONE },
    { "-", CLT_RIGHT_NONE },
    { "–", CLT_RIGHT_NONE },
    { "—", CLT_RIGHT_NONE },
    { "none", CLT_RIGHT_NONE },
    { "0", CLT_RIGHT_NONE },
    { "r", CLT_RIGHT_REQUEST },
    { "request", CLT_RIGHT_REQUEST },
    { "onrequest", CLT_RIGHT_REQUEST },
    { "u", CLT_RIGHT_UNLIMITED },
    { "unlimited", CLT_RIGHT_UNLIMITED },
  };
  static const CltRightKind kinds[] = { CLT_RIGHT_REQUEST, CLT_RIGHT_UNLIMITED };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i].word))
      {
        right->kind = words[i].kind;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const CltRight candidate = { .kind = kinds[i], .channel = "" };
      g_autofree char *sentence = format_bare (&candidate);
      g_autofree char *plain = clt_text_normalize_header (sentence, -1);

      if (g_str_equal (plain, text))
        {
          right->kind = kinds[i];
          return TRUE;
        }
    }
  return parse_short_count (text, right) || parse_long_count (text, right);
}

/* The key or the translated name of one of the six; else the key of one of the branch's own. */
static const char *
parse_channel (const char *text)
{
  static const char *const six[] = { "website", "software", "email", "sms", "phone", "onsite" };
  g_autofree char *plain = clt_text_normalize_header (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (six); i++)
    {
      g_autofree char *label = clt_text_normalize_header (clt_channel_get_label (six[i]), -1);

      if (g_str_equal (plain, six[i]) || g_str_equal (plain, label))
        return six[i];
    }
  return g_intern_string (text);
}

/* Where the channel begins in "2 a month · SMS" and "2m sms"; @length: of what comes before. */
static const char *
split_channel (const char *text, gsize *length)
{
  const char *sign = strstr (text, "·");

  if (sign != NULL)
    {
      *length = sign - text;
      return sign + strlen ("·");
    }
  sign = strrchr (text, ' ');
  *length = sign == NULL ? strlen (text) : (gsize) (sign - text);
  return sign == NULL ? NULL : sign + 1;
}

static gboolean
parse_with_channel (const char *text, CltRight *right)
{
  gsize length;
  const char *rest = split_channel (text, &length);
  g_autofree char *channel = rest == NULL ? NULL : clt_text_normalize (rest, -1);
  g_autofree char *bare = clt_text_normalize_header (text, (gssize) length);

  if (channel == NULL || !clt_text_is_key (channel) || !parse_bare (bare, right) ||
      right->kind == CLT_RIGHT_NONE)
    return FALSE;
  right->channel = parse_channel (channel);
  return TRUE;
}

gboolean
clt_right_parse (const char *text, CltRight *right, GError **error)
{
  g_autofree char *plain = clt_text_normalize_header (text, -1);
  g_autofree char *spaced = clt_text_normalize (text, -1);

  *right = (CltRight){ .channel = "" };
  if (parse_bare (plain, right) || parse_with_channel (spaced, right))
    return TRUE;
  *right = (CltRight){ .channel = "" };
  return clt_store_refuse (error,
                           /* Translators: %s is what was typed. The letters stay as they are. */
                           _ ("“%s” is no right. Write - for none, r for on request, u for "
                              "unlimited, or a number with w, m, q or y for so many a week, "
                              "month, quarter or year; a channel may follow: 2m sms."),
                           spaced);
}

int
clt_right_get_yearly (const CltRight *right)
{
  return right->kind == CLT_RIGHT_COUNT ? right->count * periods[right->period].a_year : 0;
}

int
clt_right_compare (const CltRight *a, const CltRight *b)
{
  int yearly_a = clt_right_get_yearly (a), yearly_b = clt_right_get_yearly (b);

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return yearly_a < yearly_b ? -1 : yearly_a > yearly_b;
}

gboolean
clt_right_equal (const CltRight *a, const CltRight *b)
{
  return a->kind == b->kind && a->count == b->count && a->period == b->period &&
         g_strcmp0 (a->channel, b->channel) == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-mask.h"

#include <string.h>

/* Pure functions, any thread, O(length). What is not secret by itself: a mobile's network segment
 * (its first three digits), an area or country code, the domain of an e-mail address, the part of
 * an address down to the district. Of the rest at most half is shown. */

static void
append_stars (GString *out, glong n)
{
  for (glong i = 0; i < n; i++)
    g_string_append_c (out, '*');
}

/* @head and @tail characters shown, a star for each one between. */
static char *
mask_middle (const char *value, glong head, glong tail)
{
  glong n = g_utf8_strlen (value, -1);
  GString *out = g_string_new (NULL);

  g_string_append_len (out, value, g_utf8_offset_to_pointer (value, head) - value);
  append_stars (out, n - head - tail);
  g_string_append (out, g_utf8_offset_to_pointer (value, n - tail));
  return g_string_free (out, FALSE);
}

static char *
mask_id (const char *value)
{
  glong shown = MIN (7, g_utf8_strlen (value, -1) / 2);
  glong head = shown * 3 / 7;

  return mask_middle (value, head, shown - head);
}

static char *
mask_card (const char *value)
{
  return mask_middle (value, 0, MIN (4, g_utf8_strlen (value, -1) / 2));
}

/* Phones */

/* Digits of @digits before the secret part: country code, then area code or network segment. */
static gsize
phone_open_digits (const char *digits, gboolean plus)
{
  gsize skip = 0;
  const char *rest;

  if (plus && g_str_has_prefix (digits, "86"))
    skip = 2;
  else if (g_str_has_prefix (digits, "0086"))
    skip = 4;
  rest = digits + skip;

  if (rest[0] == '1' && strlen (rest) == 11)
    return skip + 3;
  if (rest[0] == '0' && strlen (rest) >= 10 && strlen (rest) <= 12)
    return skip + (rest[1] == '1' || rest[1] == '2' ? 3 : 4);
  if (skip == 2 && strlen (rest) >= 9 && strlen (rest) <= 11)
    return skip + (rest[0] == '1' || rest[0] == '2' ? 2 : 3);
  return skip;
}

static char *
mask_phone (const char *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  gsize open, tail, seen = 0;

  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  open = digits->len <= 15 ? phone_open_digits (digits->str, value[0] == '+') : 0;
  tail = MIN (4, (digits->len - open) / 2);

  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p))
        {
          gboolean shown = seen < open || seen >= digits->len - tail;

          g_string_append_c (out, shown ? *p : '*');
          seen++;
        }
      else if (strchr ("+-() .", *p) != NULL)
        g_string_append_c (out, *p);
      else
        g_string_append_c (out, '*');
    }
  return g_string_free (out, FALSE);
}

static char *
mask_email (const char *value)
{
  const char *at = strrchr (value, '@');
  glong n = at == NULL ? g_utf8_strlen (value, -1) : g_utf8_strlen (value, at - value);
  GString *out = g_string_new (NULL);

  if (n >= 2)
    g_string_append_len (out, value, g_utf8_next_char (value) - value);
  g_string_append (out, "***");
  if (at != NULL)
    g_string_append (out, at);
  return g_string_free (out, FALSE);
}

/* Addresses */

/* 小区, 社区 … are housing estates and campuses, not districts. */
static gboolean
is_estate (const char *start, const char *mark)
{
  static const char *const before[] = { "小", "社", "校", "厂", "街", "库", "院", "矿" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    if (mark - start >= 3 && strncmp (mark - 3, before[i], 3) == 0)
      return TRUE;
  return FALSE;
}

/* The end of the administrative part that starts at @text and whose name ends with one of
 * @marks, or NULL. Names of such parts have 2 to 11 characters. */
static const char *
administrative_end (const char *text, const char *const *marks)
{
  const char *p = text;

  for (int n = 0; n < 11 && *p != '\0'; n++, p = g_utf8_next_char (p))
    {
      if (g_unichar_isdigit (g_utf8_get_char (p)) || g_unichar_isspace (g_utf8_get_char (p)))
        return NULL;
      for (guint i = 0; n > 0 && marks[i] != NULL; i++)
        if (g_str_has_prefix (p, marks[i]) && !is_estate (text, p))
          return p + strlen (marks[i]);
    }
  return NULL;
}

static char *
mask_address (const char *value)
{
  static const char *const province[] = { "省", "自治区", "特别行政区", NULL };
  static const char *const city[] = { "市", "自治州", "地区", "盟", NULL };
  static const char *const district[] = { "区", "县", "旗", "市", NULL };
  static const char *const streets[] = { "路", "街", "道", "巷", "弄", "村", "镇", "号", NULL };
  const char *const *const levels[] = { province, city, district };
  const char *end = value;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      const char *next = administrative_end (end, levels[i]);
      const char *street = administrative_end (end, streets);

      /* a street before the mark: the mark belongs to something further down */
      if (next != NULL && (street == NULL || street > next))
        end = next;
    }
  return g_strdup_printf ("%.*s***", (int) (end - value), value);
}

static char *
mask_name (const char *value)
{
  glong n = g_utf8_strlen (value, -1);
  GString *out = g_string_new (NULL);

  if (n >= 2)
    g_string_append_len (out, value, g_utf8_next_char (value) - value);
  append_stars (out, CLAMP (n - 1, 1, 3));
  return g_string_free (out, FALSE);
}

char *
clt_mask (CltMaskKind kind, const char *value)
{
  static char *(*const masks[]) (const char *) = {
    [CLT_MASK_PHONE] = mask_phone, [CLT_MASK_ID] = mask_id,           [CLT_MASK_CARD] = mask_card,
    [CLT_MASK_EMAIL] = mask_email, [CLT_MASK_ADDRESS] = mask_address, [CLT_MASK_NAME] = mask_name,
  };
  g_autofree char *valid = NULL;

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (masks), NULL);

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  valid = g_utf8_make_valid (value, -1);
  return masks[kind](valid);
}

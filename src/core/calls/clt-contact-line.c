/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-contact-log.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A contact in one line, as people type it. */

typedef struct
{
  const char *word, *value;
} Word;

static const Word directions[] = {
  { "in", "in" },   { "out", "out" },  { "来电", "in" },  { "呼入", "in" },
  { "来访", "in" }, { "去电", "out" }, { "呼出", "out" },
};

static const Word channels[] = {
  { "phone", "phone" }, { "call", "phone" },    { "tel", "phone" },    { "电话", "phone" },
  { "email", "email" }, { "mail", "email" },    { "邮件", "email" },   { "sms", "sms" },
  { "短信", "sms" },    { "onsite", "onsite" }, { "visit", "onsite" }, { "上门", "onsite" },
  { "拜访", "onsite" }, { "面谈", "onsite" },
};

/* Of the outcomes' own names those that begin no sentence. */
static const Word outcomes[] = {
  { "reached", "complete" },
  { "no-answer", "no-answer" },
  { "busy", "busy" },
  { "declined", "declined" },
  { "no-number", "no-number" },
  { "not-client", "not-client" },
  { "wrong-number", "wrong-number" },
  { "接通", "complete" },
  { "未接", "no-answer" },
  { "没接", "no-answer" },
  { "无人接听", "no-answer" },
  { "占线", "busy" },
  { "忙线", "busy" },
  { "关机", "off" },
  { "停机", "suspended" },
  { "空号", "no-number" },
  { "拒接", "declined" },
  { "拒访", "declined" },
  { "非本人", "not-client" },
  { "错号", "wrong-number" },
};

/* "5m", "5 min", "90s", "5分钟", "90 秒"; the unit may stand apart. */
static gboolean
parse_length (const char *word, gint64 *seconds)
{
  static const struct
  {
    const char *unit;
    gint64 seconds;
  } units[] = { { "s", 1 },   { "sec", 1 },   { "秒", 1 },   { "m", 60 },     { "min", 60 },
                { "分", 60 }, { "分钟", 60 }, { "h", 3600 }, { "小时", 3600 } };
  char *end;
  guint64 n = g_ascii_strtoull (word, &end, 10);

  if (!g_ascii_isdigit (*word) || n > 24 * 3600)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end, units[i].unit))
      {
        *seconds = (gint64) n * units[i].seconds;
        return TRUE;
      }
  return FALSE;
}

/* Takes the first word away when it is one of @words. */
static const char *
take_word (const char **rest, const Word *known, guint n)
{
  gsize length = strcspn (*rest, " ");
  g_autofree char *word = g_ascii_strdown (*rest, (gssize) length);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (word, known[i].word))
      {
        *rest += length + strspn (*rest + length, " ");
        return known[i].value;
      }
  return NULL;
}

static gboolean
take_length (const char **rest, gint64 *seconds)
{
  const gsize digits = strspn (*rest, "0123456789");
  const gsize blank = digits > 0 && (*rest)[digits] == ' ';
  const gsize length = digits + blank + strcspn (*rest + digits + blank, " ");
  g_autofree char *number = g_strndup (*rest, digits);
  g_autofree char *unit = g_strndup (*rest + digits + blank, length - digits - blank);
  g_autofree char *word = g_strconcat (number, unit, NULL);

  if (!parse_length (word, seconds))
    return FALSE;
  *rest += length + strspn (*rest + length, " ");
  return TRUE;
}

static void
take_topic (CltContactEntry *entry, char *text)
{
  const char *wide = strstr (text, "："), *narrow = strchr (text, ':');
  const char *colon = wide != NULL && (narrow == NULL || wide < narrow) ? wide : narrow;
  g_autofree char *topic = NULL;

  if (colon == NULL || g_utf8_strlen (text, colon - text) > 40)
    {
      clt_set_str (&entry->note, g_strstrip (text));
      return;
    }
  topic = g_strndup (text, (gsize) (colon - text));
  clt_set_str (&entry->topic, g_strstrip (topic));
  text += (colon - text) + (colon == wide ? (gssize) strlen ("：") : 1);
  clt_set_str (&entry->note, g_strstrip (text));
}

gboolean
clt_contact_entry_parse (CltContactEntry *entry, const char *line, GError **error)
{
  g_autofree char *clean = clt_text_clean (line, -1);
  const char *rest = clean, *word, *next;
  g_autofree char *text = NULL;

  if ((word = take_word (&rest, directions, G_N_ELEMENTS (directions))) != NULL)
    clt_set_str (&entry->direction, word);
  if ((word = take_word (&rest, channels, G_N_ELEMENTS (channels))) != NULL)
    clt_set_str (&entry->channel, word);
  if (g_str_equal (entry->channel, "phone") &&
      (word = take_word (&rest, outcomes, G_N_ELEMENTS (outcomes))) != NULL)
    clt_set_str (&entry->outcome, word);
  take_length (&rest, &entry->seconds);
  next = strchr (rest, '>');
  text = next == NULL ? g_strdup (rest) : g_strndup (rest, (gsize) (next - rest));
  if (next != NULL)
    {
      g_autofree char *step = g_strdup (next + 1);

      clt_set_str (&entry->next_step, g_strstrip (step));
    }
  take_topic (entry, text);
  return *entry->outcome != '\0' || *entry->note != '\0' || *entry->topic != '\0' ||
         clt_store_refuse (error, _ ("Say in a few words what it was about; nothing was written"
                                     " down."));
}

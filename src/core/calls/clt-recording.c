/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-recording.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/rules/clt-settings.h"

#define RULE "call.recording"

char *
clt_recording_get_rule (CltConn *conn, GError **error)
{
  return clt_settings_get (conn, RULE, error);
}

/* The word in the braces with which @text begins; NULL: there is no end to them. (transfer full) */
static char *
dup_word (const char *text)
{
  const char *end = strchr (text, '}');

  return end == NULL ? NULL : g_strndup (text + 1, (gsize) (end - text - 1));
}

typedef enum
{
  HAS_DATE = 1 << 0,
  HAS_TIME = 1 << 1,
  HAS_ACCOUNT = 1 << 2,
  HAS_STAFF = 1 << 3,
  HAS_CALL = 1 << 4,
} Pieces;

/* Two people may begin to talk in the same second, and one has many talks. */
static gboolean
names_one_talk (Pieces pieces)
{
  const Pieces when = HAS_DATE | HAS_TIME;

  return (pieces & HAS_CALL) != 0 ||
         ((pieces & when) == when && (pieces & (HAS_ACCOUNT | HAS_STAFF)) != 0);
}

static gboolean
check_rule (const char *rule, GError **error)
{
  static const char *const words[] = { "date", "time", "account", "staff", "call" };
  Pieces pieces = 0;

  for (const char *at = strchr (rule, '{'); at != NULL; at = strchr (at + 1, '{'))
    {
      g_autofree char *word = dup_word (at);
      guint i = 0;

      while (i < G_N_ELEMENTS (words) && g_strcmp0 (word, words[i]) != 0)
        i++;
      if (i == G_N_ELEMENTS (words))
        return clt_store_refuse (error, _ ("A name of recordings knows {date}, {time}, {account},"
                                           " {staff} and {call} only; nothing was changed."));
      pieces |= 1 << i;
    }
  return names_one_talk (pieces) ||
         clt_store_refuse (error, _ ("Several recordings would have one name: put {call} in it, or"
                                     " {date}, {time} and one of {staff} and {account}; nothing was"
                                     " changed."));
}

gboolean
clt_recording_set_rule (CltConn *conn, const char *rule, GError **error)
{
  g_autofree char *clean = clt_text_clean (rule, -1);

  return (*clean == '\0' || check_rule (clean, error)) &&
         clt_settings_set (conn, RULE, clean, error);
}

typedef struct
{
  CltConn *conn;
  gint64 call_id, client_id, staff_id, start;
} Talk;

static char *
read_text (CltConn *conn, const char *sql, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, sql, "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  g_autofree char *text = NULL;

  if (step == CLT_STEP_ERROR)
    return NULL;
  text = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  clt_stmt_reset (stmt);
  return g_steal_pointer (&text);
}

/* "": not known. (transfer full): NULL on error. */
static char *
dup_value (const Talk *talk, const char *word, GError **error)
{
  const CltDay day = clt_instant_get_day (talk->start);
  const int second = (int) (talk->start - clt_day_get_instant (day, 0));

  if (g_str_equal (word, "date"))
    return g_strdup_printf ("%d", clt_day_to_yyyymmdd (day));
  if (g_str_equal (word, "time"))
    return g_strdup_printf ("%02d%02d%02d", second / 3600, second / 60 % 60, second % 60);
  if (g_str_equal (word, "call"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, talk->call_id);
  if (g_str_equal (word, "staff"))
    return read_text (talk->conn, "SELECT number FROM staff WHERE id = ?", talk->staff_id, error);
  return read_text (talk->conn,
                    "SELECT number FROM account WHERE client_id = ? ORDER BY id LIMIT 1",
                    talk->client_id, error);
}

char *
clt_recording_dup_name (CltConn *conn,
                        gint64 call_id,
                        gint64 client_id,
                        gint64 staff_id,
                        gint64 start,
                        GError **error)
{
  const Talk talk = { conn, call_id, client_id, staff_id, start };
  g_autofree char *rule = clt_recording_get_rule (conn, error);
  g_autoptr (GString) name = g_string_new (NULL);
  const char *rest = rule;

  while (rest != NULL && *rest != '\0')
    {
      const gsize plain = strcspn (rest, "{");
      g_autofree char *word = NULL;
      g_autofree char *value = NULL;

      g_string_append_len (name, rest, (gssize) plain);
      rest += plain;
      if (*rest == '\0' || (word = dup_word (rest)) == NULL)
        break;
      value = dup_value (&talk, word, error);
      if (value == NULL)
        return NULL;
      if (*value == '\0')
        return g_strdup ("");
      g_string_append (name, value);
      rest += strlen (word) + 2;
    }
  return rule == NULL ? NULL : g_strdup (name->str);
}

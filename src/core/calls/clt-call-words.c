/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-words.h"

#include "core/calls/clt-call-private.h"
#include "core/rules/clt-settings.h"

/* The note has a column of the call; the others are settings that go with its end. */
static const char *const names[CLT_N_CALL_WORDS] = {
  [CLT_CALL_WORDS_NEXT_STEP] = "next-step",
  [CLT_CALL_WORDS_PROMISE] = "promise",
  [CLT_CALL_WORDS_DUE] = "promise-due",
};

static char *
dup_setting (gint64 call_id, int which)
{
  return g_strdup_printf ("call.%" G_GINT64_FORMAT ".%s", call_id, names[which]);
}

static gboolean
set_words (CltConn *conn, gint64 call_id, int which, const char *words, GError **error)
{
  g_autofree char *setting = dup_setting (call_id, which);

  return clt_settings_set (conn, setting, words, error);
}

gboolean
clt_call_keep_words (CltConn *conn, gint64 call_id, const char *const *words, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load_open (conn, call_id, error);

  if (call == NULL || !clt_conn_run (conn, error, "UPDATE call_task SET note = ? WHERE id = ?",
                                     "ti", words[CLT_CALL_WORDS_NOTE], call_id))
    return FALSE;
  for (int i = CLT_CALL_WORDS_NEXT_STEP; i < CLT_N_CALL_WORDS; i++)
    if (!set_words (conn, call_id, i, words[i], error))
      return FALSE;
  return TRUE;
}

gboolean
clt_call_forget_words (CltConn *conn, gint64 call_id, GError **error)
{
  for (int i = CLT_CALL_WORDS_NEXT_STEP; i < CLT_N_CALL_WORDS; i++)
    if (!set_words (conn, call_id, i, "", error))
      return FALSE;
  return TRUE;
}

/* The same column holds what was said in the last attempt, which the contact has, too. */
static char *
dup_note (CltConn *conn, const CltCall *call, GError **error)
{
  gint64 known;

  if (!clt_conn_get_int (conn, &known, 0, error,
                         "SELECT count(*) FROM contact WHERE call_id = ? AND note = ?", "it",
                         call->id, call->note))
    return NULL;
  return g_strdup (known > 0 ? "" : call->note);
}

char **
clt_call_dup_kept_words (CltConn *conn, const CltCall *call, GError **error)
{
  g_auto (GStrv) words = g_new0 (char *, CLT_N_CALL_WORDS + 1);

  words[CLT_CALL_WORDS_NOTE] = dup_note (conn, call, error);
  if (words[CLT_CALL_WORDS_NOTE] == NULL)
    return NULL;
  for (int i = CLT_CALL_WORDS_NEXT_STEP; i < CLT_N_CALL_WORDS; i++)
    {
      g_autofree char *setting = dup_setting (call->id, i);

      words[i] = clt_settings_get (conn, setting, error);
      if (words[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&words);
}

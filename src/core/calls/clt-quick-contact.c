/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-quick-contact.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-task.h"
#include "core/calls/clt-when.h"
#include "core/clients/clt-client-query.h"
#include "core/delivery/clt-call.h"

#define MOST_NAMED 3    /* of those that fit */
#define LONGEST_TIME 60 /* bytes */

void
clt_quick_contact_free (CltQuickContact *quick)
{
  clt_contact_entry_free (quick->entry);
  g_free (quick->client);
  g_free (quick->account);
  g_free (quick->step);
  g_free (quick->lack);
  g_free (quick);
}

static CltQuickContact *
quick_new (gint64 now)
{
  CltQuickContact *quick = g_new0 (CltQuickContact, 1);

  quick->entry = clt_contact_entry_new ();
  quick->entry->at = now;
  quick->entry->day = clt_instant_get_day (now);
  quick->client = g_strdup ("");
  quick->account = g_strdup ("");
  quick->step = g_strdup ("");
  quick->due = CLT_DAY_NONE;
  quick->time = -1;
  return quick;
}

/* ---- the client ---------------------------------------------------------------------------- */

static void
take_hit (CltQuickContact *quick, const CltSearchHit *hit)
{
  quick->entry->client_id = hit->id;
  clt_set_str (&quick->client, hit->name);
  clt_set_str (&quick->account, hit->account == NULL ? "" : hit->account);
}

/* Several have it: who they are, so that one more sign decides. */
static char *
dup_choice (const GPtrArray *hits)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (hits->len, MOST_NAMED); i++)
    {
      const CltSearchHit *hit = hits->pdata[i];

      g_string_append_printf (names, "%s%s%s%s", i == 0 ? "" : C_ ("list", ", "), hit->name,
                              hit->account == NULL ? "" : " ",
                              hit->account == NULL ? "" : hit->account);
    }
  if (hits->len > MOST_NAMED)
    g_string_append (names, "…");
  /* Translators: names of clients. */
  return g_strdup_printf (_ ("Which client: %s?"), names->str);
}

/* Exactly the word, where another one only begins with it. */
static const CltSearchHit *
choose_hit (const GPtrArray *hits, const char *word)
{
  const CltSearchHit *exact = NULL;
  guint n = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      const CltSearchHit *hit = hits->pdata[i];

      if (g_str_equal (hit->name, word) || g_strcmp0 (hit->account, word) == 0)
        {
          exact = hit;
          n++;
        }
    }
  return hits->len == 1 ? hits->pdata[0] : n == 1 ? exact : NULL;
}

static gboolean
find_client (CltConn *conn, CltQuickContact *quick, const char *word, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  const CltSearchHit *hit;

  if (*word == '\0')
    {
      quick->lack = g_strdup (_ ("Begin with the client: a name, its initials or an account."));
      return TRUE;
    }
  hits = clt_search (conn, word, MOST_NAMED * 2, today, error);
  if (hits == NULL)
    return FALSE;
  hit = choose_hit (hits, word);
  if (hit != NULL)
    take_hit (quick, hit);
  else if (hits->len > 0)
    quick->lack = dup_choice (hits);
  else
    /* Translators: what was typed. */
    quick->lack = g_strdup_printf (_ ("No client is called “%s”."), word);
  return TRUE;
}

static gboolean
name_client (CltConn *conn, CltQuickContact *quick, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT name, coalesce ((SELECT min (number) FROM account"
                                  " WHERE client_id = client.id), '') FROM client WHERE id = ?",
                                  "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step != CLT_STEP_ROW)
    return step == CLT_STEP_DONE &&
           clt_store_refuse (error, _ ("There is no such client; nothing was written down."));
  quick->entry->client_id = id;
  clt_set_str (&quick->client, clt_stmt_get_text (stmt, 0));
  clt_set_str (&quick->account, clt_stmt_get_text (stmt, 1));
  clt_stmt_reset (stmt);
  return TRUE;
}

/* @rest: what follows. */
static gboolean
take_client (CltConn *conn,
             CltQuickContact *quick,
             gint64 client_id,
             const char **rest,
             CltDay today,
             GError **error)
{
  const gboolean called = **rest == '@';
  g_autofree char *word = NULL;
  gsize length;

  if (client_id != 0 && !called)
    return name_client (conn, quick, client_id, error);
  *rest += called;
  length = strcspn (*rest, " >");
  word = g_strndup (*rest, length);
  *rest += length + strspn (*rest + length, " ");
  return find_client (conn, quick, word, today, error);
}

/* ---- the next step ------------------------------------------------------------------------- */

/* A time may end where a word does, or between two signs of which one is Chinese. */
static gboolean
is_seam (const char *text, const char *at)
{
  const char *before = g_utf8_prev_char (at);

  return *at == '\0' || *at == ' ' ||
         (at > text && ((guchar) *at >= 0x80 || (guchar) *before >= 0x80));
}

/* “下周五前发方案”: by then; but “明天前往” is a journey. “明天回电” says no more than its time. */
static char *
dup_words (const char *text)
{
  static const char *const by[] = { "之前", "以前", "前" };
  static const char *const journeys[] = { "前往", "前来", "前台", "前去", "前期" };
  static const char *const mere[] = { "回电", "再打", "打电话",    "再联系",
                                      "电话", "call", "call back", NULL };
  g_autofree char *clean = clt_text_clean (text, -1);
  const char *words = clean;

  for (guint i = 0; i < G_N_ELEMENTS (journeys); i++)
    if (g_str_has_prefix (clean, journeys[i]))
      return g_steal_pointer (&clean);
  for (guint i = 0; words == clean && i < G_N_ELEMENTS (by); i++)
    if (g_str_has_prefix (clean, by[i]))
      words += strlen (by[i]) + strspn (words + strlen (by[i]), " ");
  return g_strdup (g_strv_contains (mere, words) ? "" : words);
}

static void
set_words (CltQuickContact *quick, char *words)
{
  g_free (quick->step);
  quick->step = words;
}

/* “tomorrow 3pm call back”: the longest beginning of @step that is a time; what is left are its
 * words. */
static gboolean
take_leading_time (CltQuickContact *quick, const char *step, gint64 now)
{
  for (const char *at = step + strlen (step); at > step; at = g_utf8_prev_char (at))
    {
      g_autofree char *begin = NULL;

      if (at - step > LONGEST_TIME || !is_seam (step, at))
        continue;
      begin = g_strndup (step, (gsize) (at - step));
      if (!clt_when_parse (begin, now, &quick->due, &quick->time, NULL))
        continue;
      set_words (quick, dup_words (at));
      return TRUE;
    }
  return FALSE;
}

/* Cuts @end off @words. */
static gboolean
drop_end (char *words, const char *end)
{
  if (!g_str_has_suffix (words, end))
    return FALSE;
  words[strlen (words) - strlen (end)] = '\0';
  g_strchomp (words);
  return TRUE;
}

/* “send it by friday”, “回电，明天”: without the “by” and the comma. */
static char *
dup_words_before (const char *step, const char *time)
{
  static const char *const ends[] = { "，", ",", "、", " by", " on", " at", " until", "在", "于" };
  char *words = g_strchomp (g_strndup (step, (gsize) (time - step)));

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (drop_end (words, ends[i]))
      break;
  return words;
}

/* A mere number is how many of them, or a price. */
static gboolean
is_number (const char *text)
{
  return text[strspn (text, "0123456789., ")] == '\0';
}

/* “call back tomorrow 3pm”: the longest end of @step that is a time. */
static gboolean
take_trailing_time (CltQuickContact *quick, const char *step, gint64 now)
{
  const gsize length = strlen (step);

  for (const char *at = step; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gboolean after_seam = at > step && (at[-1] == ' ' || is_seam (step, at));
      g_autofree char *words = NULL;

      if (!after_seam || *at == ' ' || (gsize) (at - step) + LONGEST_TIME < length ||
          is_number (at) || !clt_when_parse (at, now, &quick->due, &quick->time, NULL))
        continue;
      words = dup_words_before (step, at);
      set_words (quick, dup_words (words));
      return TRUE;
    }
  return FALSE;
}

static void
take_time (CltQuickContact *quick, const char *step, gint64 now)
{
  if (take_leading_time (quick, step, now) || take_trailing_time (quick, step, now))
    return;
  quick->due = CLT_DAY_NONE;
  quick->time = -1;
  clt_set_str (&quick->step, step);
}

static gboolean
speaks_of_call (const char *words)
{
  static const char *const calls[] = { "回电", "再打",   "打电话", "致电",  "电话",
                                       "回访", "再联系", "call",   "phone", "ring" };
  g_autofree char *folded = g_utf8_casefold (words, -1);

  if (*words == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (strstr (folded, calls[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
take_next (CltQuickContact *quick, gboolean plans, gint64 now)
{
  take_time (quick, quick->entry->next_step, now);
  quick->calls = quick->due != CLT_DAY_NONE && (plans || speaks_of_call (quick->step));
  if (quick->lack != NULL)
    return;
  if (plans && quick->due == CLT_DAY_NONE)
    quick->lack = g_strdup (_ ("Say when: “tomorrow 3pm”, “fri 14:00”, “2026-11-24”."));
  else if (!quick->takes_place && quick->due == CLT_DAY_NONE)
    quick->lack = g_strdup (_ ("Say in a few words what it was about."));
}

/* How long and by which way, but not what about: that is no contact yet. */
static void
take_contact (CltQuickContact *quick, const char *rest)
{
  quick->takes_place = clt_contact_entry_parse (quick->entry, rest, NULL);
  if (!quick->takes_place && *rest != '>' && quick->lack == NULL)
    quick->lack = g_strdup (_ ("Say in a few words what it was about."));
}

/* ---- the line ------------------------------------------------------------------------------ */

CltQuickContact *
clt_quick_contact_parse (CltConn *conn,
                         const char *line,
                         gint64 client_id,
                         gboolean plans,
                         gint64 now,
                         GError **error)
{
  g_autoptr (CltQuickContact) quick = quick_new (now);
  g_autofree char *clean = clt_text_clean (line, -1);
  const char *rest = clean;

  if (!take_client (conn, quick, client_id, &rest, clt_instant_get_day (now), error))
    return NULL;
  if (plans)
    clt_set_str (&quick->entry->next_step,
                 rest + (*rest == '>') + strspn (rest + (*rest == '>'), " "));
  else if (*rest != '\0')
    take_contact (quick, rest);
  take_next (quick, plans, now);
  return g_steal_pointer (&quick);
}

/* ---- shown back ---------------------------------------------------------------------------- */

char *
clt_quick_contact_describe (const CltQuickContact *quick)
{
  const CltContactEntry *entry = quick->entry;
  g_autoptr (GString) text = NULL;

  if (!quick->takes_place)
    return g_strdup ("");
  text = g_string_new (clt_contact_entry_get_way (entry));
  if (*entry->outcome != '\0')
    g_string_append_printf (text, "%s%s", C_ ("list", ", "),
                            clt_call_outcome_get_label (entry->outcome));
  if (entry->seconds > 0)
    {
      g_autofree char *length = clt_contact_entry_format_length (entry);

      g_string_append_printf (text, "%s%s", C_ ("list", ", "), length);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
clt_quick_contact_describe_next (const CltQuickContact *quick)
{
  g_autofree char *when = NULL;
  g_autofree char *day = NULL;

  if (quick->due == CLT_DAY_NONE)
    return g_strdup (quick->step);
  day = clt_day_format (quick->due);
  when = quick->time < 0
           ? g_strdup (day)
           : g_strdup_printf ("%s %02d:%02d", day, quick->time / 60, quick->time % 60);
  if (*quick->step == '\0')
    /* Translators: a day, perhaps with a time of it. */
    return g_strdup_printf (_ ("Call on %s"), when);
  if (quick->calls)
    /* Translators: a day, perhaps with a time of it; what it is about. */
    return g_strdup_printf (_ ("Call on %s: %s"), when, quick->step);
  /* Translators: a day; what was promised. */
  return g_strdup_printf (_ ("Promised for %s: %s"), day, quick->step);
}

/* ---- writing ------------------------------------------------------------------------------- */

static gint64
plan_call (CltConn *conn, const CltQuickContact *quick, gint64 staff_id, GError **error)
{
  const CltCall plan = { .client_id = quick->entry->client_id,
                         .staff_id = staff_id,
                         .occasion = quick->takes_place ? (char *) "promise" : (char *) "plain",
                         .script = quick->step,
                         .due = quick->due,
                         .due_time = quick->time };

  return clt_call_plan (conn, &plan, error);
}

static gint64
promise (CltConn *conn, const CltQuickContact *quick, gint64 staff_id, GError **error)
{
  g_autoptr (CltTask) task = clt_task_new ("promise");

  task->client_id = quick->entry->client_id;
  task->owner_id = staff_id;
  task->contact_id = quick->entry->id;
  task->due = quick->due;
  clt_set_str (&task->text, quick->step);
  return clt_task_add (conn, task, error) ? task->id : 0;
}

gint64
clt_quick_contact_record (CltConn *conn, CltQuickContact *quick, gint64 staff_id, GError **error)
{
  gint64 next;

  if (quick->lack != NULL)
    return clt_store_refuse (error, "%s", quick->lack);
  quick->entry->staff_id = staff_id;
  if (quick->takes_place && !clt_contact_log_add (conn, quick->entry, error))
    return 0;
  if (quick->due == CLT_DAY_NONE)
    return quick->entry->id;
  next = quick->calls ? plan_call (conn, quick, staff_id, error)
                      : promise (conn, quick, staff_id, error);
  return next != 0 && quick->takes_place ? quick->entry->id : next;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-response.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Paper is keyed twice, by two people: where both agree, neither has slipped. */

static gpointer
read_text (CltStmt *stmt)
{
  return g_strdup (clt_stmt_get_text (stmt, 0));
}

/* “care-1”, as it is printed on all forms of the survey. */
static char *
load_code (CltConn *conn, gint64 survey_id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error,
                                            "SELECT n.key || '-' || v.number FROM survey s"
                                            " JOIN questionnaire_version v ON v.id = s.version_id"
                                            " JOIN questionnaire n ON n.id = v.questionnaire_id"
                                            " WHERE s.id = ?",
                                            "i", survey_id),
                            read_text, _ ("There is no such survey."), error);
}

/* @number: (out): what stands behind the last dash; 0: no number does. */
static gboolean
has_code (const char *text, const char *code, guint64 *number)
{
  const char *dash = strrchr (text, '-');

  *number = 0;
  if (dash != NULL)
    g_ascii_string_to_unsigned (dash + 1, 10, 1, G_MAXINT64, number, NULL);
  return *number > 0 && strlen (code) == (gsize) (dash - text) &&
         g_ascii_strncasecmp (text, code, strlen (code)) == 0;
}

gboolean
clt_response_read_reference (CltConn *conn,
                             gint64 survey_id,
                             const char *typed,
                             char **reference,
                             gint64 *client_id,
                             GError **error)
{
  g_autofree char *text = clt_text_normalize (typed, -1);
  g_autofree char *code = load_code (conn, survey_id, error);
  guint64 number;

  if (code == NULL)
    return FALSE;
  *client_id = 0;
  if (has_code (text, code, &number))
    {
      if (!clt_conn_get_int (conn, client_id, 0, error,
                             "SELECT client_id FROM survey_member WHERE survey_id = ?"
                             " AND client_id = ? AND excluded = ''",
                             "ii", survey_id, (gint64) number))
        return FALSE;
      if (*client_id == 0)
        return clt_store_refuse (error,
                                 /* Translators: the number on a form. */
                                 _ ("“%s” is no form of this survey: no client with that number is"
                                    " asked in it. Look at the paper again."),
                                 text);
      *reference = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, code, number);
      return TRUE;
    }
  if (g_ascii_strcasecmp (text, code) == 0)
    return clt_store_refuse (error,
                             _ ("“%s” stands on all forms of this survey. Write a number on the"
                                " form, without a dash, and enter that."),
                             text);
  if (number > 0 || g_str_has_prefix (text, code))
    return clt_store_refuse (error,
                             /* Translators: what was typed, then what the numbers begin with. */
                             _ ("“%s” is no form of this survey: its numbers begin with “%s-”. A"
                                " form without a name gets a number of its own, without a dash."),
                             text, code);
  *reference = g_steal_pointer (&text);
  return TRUE;
}

gboolean
clt_response_find_keyed (CltConn *conn,
                         gint64 version_id,
                         gint64 survey_id,
                         const char *reference,
                         int keyed,
                         gint64 *id,
                         GError **error)
{
  return clt_conn_get_int (conn, id, 0, error,
                           "SELECT id FROM response WHERE version_id = ?1 AND reference = ?2"
                           " AND coalesce (survey_id, 0) = ?3 AND keyed = ?4 ORDER BY id LIMIT 1",
                           "itii", version_id, reference, survey_id, (gint64) keyed);
}

static void
difference_free (gpointer data)
{
  CltKeyingDifference *difference = data;

  g_free (difference->part);
  g_free (difference->first);
  g_free (difference->second);
  g_free (difference);
}

static gpointer
read_difference (CltStmt *stmt)
{
  CltKeyingDifference *difference = g_new0 (CltKeyingDifference, 1);

  difference->question_id = clt_stmt_get_int (stmt, 0);
  difference->part = g_strdup (clt_stmt_get_text (stmt, 1));
  difference->first = g_strdup (clt_stmt_get_text (stmt, 2));
  difference->second = g_strdup (clt_stmt_get_text (stmt, 3));
  return difference;
}

#define SAID(a)                                                                                    \
  "coalesce (nullif (" a ".mark, '')," a ".value || CASE " a ".note WHEN '' THEN '' ELSE ' ' ||" a \
  ".note END, '')"

GPtrArray *
clt_response_compare (CltConn *conn, gint64 first, gint64 second, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT place.question_id, place.part, " SAID ("a") ", " SAID (
                      "b") " FROM (SELECT DISTINCT question_id, part FROM answer"
                           " WHERE response_id IN (?1, ?2)) AS place"
                           " JOIN question q ON q.id = place.question_id"
                           " LEFT JOIN answer a ON a.response_id = ?1"
                           " AND a.question_id = place.question_id AND a.part = place.part"
                           " LEFT JOIN answer b ON b.response_id = ?2"
                           " AND b.question_id = place.question_id AND b.part = place.part"
                           " WHERE " SAID ("a") " <> " SAID (
                             "b") " ORDER BY q.position, place.part",
                    "ii", first, second),
    read_difference, difference_free, error);
}

/* What @from says and @to says otherwise. */
static gboolean
take_over (CltConn *conn,
           const CltResponse *from,
           const CltResponse *to,
           const CltQuestion *question,
           const CltAnswerChange *reason,
           GError **error)
{
  for (guint i = 0; i < from->answers->len; i++)
    {
      const CltResponseAnswer *answer = from->answers->pdata[i];
      const CltResponseAnswer *other =
        clt_response_find_answer (to, answer->question_id, answer->part);
      const CltAnswerChange change = { .part = answer->part,
                                       .value = answer->value,
                                       .mark = answer->mark,
                                       .note = answer->note,
                                       .reason = reason->reason,
                                       .staff_id = reason->staff_id };

      if (answer->question_id != question->id ||
          (other != NULL && clt_response_answer_equal (answer, other)))
        continue;
      if (!clt_response_set (conn, to->id, question, &change, error))
        return FALSE;
    }
  return TRUE;
}

/* What only @to says. */
static gboolean
give_up (CltConn *conn,
         const CltResponse *from,
         const CltResponse *to,
         const CltQuestion *question,
         const CltAnswerChange *reason,
         GError **error)
{
  for (guint i = 0; i < to->answers->len; i++)
    {
      const CltResponseAnswer *answer = to->answers->pdata[i];
      const CltAnswerChange change = { .part = answer->part,
                                       .reason = reason->reason,
                                       .staff_id = reason->staff_id };

      if (answer->question_id == question->id &&
          clt_response_find_answer (from, question->id, answer->part) == NULL &&
          !clt_response_set (conn, to->id, question, &change, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_response_settle (CltConn *conn,
                     gint64 from,
                     gint64 to,
                     const CltQuestion *question,
                     const char *reason,
                     gint64 staff_id,
                     GError **error)
{
  const CltAnswerChange change = { .reason = reason, .staff_id = staff_id };
  g_autoptr (CltResponse) response = clt_response_load (conn, from, error);
  g_autoptr (CltResponse) before = NULL, after = NULL;

  if (response == NULL || (before = clt_response_load (conn, to, error)) == NULL ||
      !take_over (conn, response, before, question, &change, error))
    return FALSE;
  /* a mark has put the parts away by now, and a part the mark */
  after = clt_response_load (conn, to, error);
  return after != NULL && give_up (conn, response, after, question, &change, error);
}

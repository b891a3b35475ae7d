/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-questionnaire.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

const char *const clt_occasions[] = { "plain",        "new-account", "sample",
                                      "suitability",  "complaint",   "training",
                                      "satisfaction", "nps",         NULL };

const char *
clt_occasion_get_label (const char *occasion)
{
  static const char *const labels[] = {
    NC_ ("occasion", "Any"),
    NC_ ("occasion", "New account"),
    NC_ ("occasion", "Yearly sample"),
    NC_ ("occasion", "Suitability"),
    NC_ ("occasion", "After a complaint"),
    NC_ ("occasion", "After training"),
    NC_ ("occasion", "Satisfaction"),
    NC_ ("occasion", "Recommendation"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (clt_occasions[i], occasion))
      return g_dpgettext2 (NULL, "occasion", labels[i]);
  return occasion;
}

CltQuestionnaire *
clt_questionnaire_new (const char *key, const char *name, const char *occasion)
{
  CltQuestionnaire *questionnaire = g_new0 (CltQuestionnaire, 1);

  questionnaire->key = g_strdup (key);
  questionnaire->name = g_strdup (name);
  questionnaire->occasion = g_strdup (occasion);
  return questionnaire;
}

void
clt_questionnaire_free (CltQuestionnaire *questionnaire)
{
  g_free (questionnaire->key);
  g_free (questionnaire->name);
  g_free (questionnaire->occasion);
  g_free (questionnaire);
}

/* ---- reading ------------------------------------------------------------------------------- */

#define SELECT_QUESTIONNAIRE                                                                       \
  "SELECT q.id, q.key, q.name, q.occasion, q.archived, count(v.id),"                               \
  " coalesce(max(v.number) FILTER (WHERE v.state = 'published'), 0),"                              \
  " count(*) FILTER (WHERE v.state = 'draft'), (SELECT count(*) FROM response r"                   \
  " JOIN questionnaire_version w ON w.id = r.version_id WHERE w.questionnaire_id = q.id)"          \
  " FROM questionnaire q LEFT JOIN questionnaire_version v ON v.questionnaire_id = q.id "

static gpointer
read_questionnaire (CltStmt *stmt)
{
  CltQuestionnaire *questionnaire =
    clt_questionnaire_new (clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2),
                           clt_stmt_get_text (stmt, 3));

  questionnaire->id = clt_stmt_get_int (stmt, 0);
  questionnaire->archived = clt_stmt_get_int (stmt, 4) != 0;
  questionnaire->n_versions = (int) clt_stmt_get_int (stmt, 5);
  questionnaire->published = (int) clt_stmt_get_int (stmt, 6);
  questionnaire->has_draft = clt_stmt_get_int (stmt, 7) != 0;
  questionnaire->n_responses = clt_stmt_get_int (stmt, 8);
  return questionnaire;
}

GPtrArray *
clt_questionnaire_list (CltConn *conn, gboolean archived, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            SELECT_QUESTIONNAIRE
                                            "WHERE ? OR q.archived = 0 GROUP BY q.id"
                                            " ORDER BY q.archived, q.position, q.key",
                                            "i", (gint64) archived),
                            read_questionnaire, (GDestroyNotify) clt_questionnaire_free, error);
}

CltQuestionnaire *
clt_questionnaire_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error,
                                            SELECT_QUESTIONNAIRE "WHERE q.id = ? GROUP BY q.id",
                                            "i", id),
                            read_questionnaire, _ ("This questionnaire is no longer in the file."),
                            error);
}

gint64
clt_questionnaire_find (CltConn *conn, const char *key, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM questionnaire WHERE key = ? COLLATE NOCASE", "t", key))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 _ ("There is no questionnaire “%s”."), key);
  return id;
}

gboolean
clt_questionnaire_for_occasion (CltConn *conn, const char *occasion, gint64 *id, GError **error)
{
  return clt_conn_get_int (conn, id, 0, error,
                           "SELECT q.id FROM questionnaire q WHERE q.occasion = ?"
                           " AND q.archived = 0 AND EXISTS (SELECT 1 FROM questionnaire_version v"
                           " WHERE v.questionnaire_id = q.id AND v.state = 'published')"
                           " ORDER BY q.position, q.key LIMIT 1",
                           "t", occasion);
}

/* ---- writing ------------------------------------------------------------------------------- */

static gboolean
check_questionnaire (CltConn *conn, const CltQuestionnaire *questionnaire, GError **error)
{
  gint64 same, open;

  if (!clt_text_is_key (questionnaire->key))
    return clt_store_refuse (error,
                             _ ("“%s” cannot name a questionnaire: a key has 1 to 32 characters, "
                                "no blanks and no separators. Nothing was changed."),
                             questionnaire->key);
  if (*questionnaire->name == '\0')
    return clt_store_refuse (error, "%s", _ ("A questionnaire needs a name. Nothing was changed."));
  if (!g_strv_contains (clt_occasions, questionnaire->occasion))
    {
      g_autofree char *known = g_strjoinv (" ", (char **) clt_occasions);

      return clt_store_refuse (error,
                               /* Translators: what was typed, and the words that may be. */
                               _ ("“%s” is no occasion of a questionnaire; there are: %s. "
                                  "Nothing was changed."),
                               questionnaire->occasion, known);
    }
  if (!clt_conn_get_int (conn, &same, 0, error,
                         "SELECT count(*) FROM questionnaire WHERE key = ? COLLATE NOCASE"
                         " AND id <> ?",
                         "ti", questionnaire->key, questionnaire->id) ||
      !clt_conn_get_int (
        conn, &open, 0, error,
        "SELECT count(*) FROM survey s JOIN questionnaire_version v"
        " ON v.id = s.version_id WHERE v.questionnaire_id = ? AND s.state = 'open'",
        "i", questionnaire->id))
    return FALSE;
  if (same > 0)
    return clt_store_refuse (error,
                             _ ("Another questionnaire has the key “%s”. Nothing was changed."),
                             questionnaire->key);
  if (questionnaire->archived && open > 0)
    return clt_store_refuse (error,
                             _ ("“%s” is being put to clients: close its surveys first. "
                                "Nothing was changed."),
                             questionnaire->name);
  return TRUE;
}

gboolean
clt_questionnaire_save (CltConn *conn, CltQuestionnaire *questionnaire, GError **error)
{
  gint64 id = questionnaire->id;

  if (!check_questionnaire (conn, questionnaire, error) ||
      (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO questionnaire (id, key, name, occasion, position, archived)"
                     " VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1"
                     " FROM questionnaire), ?)"
                     " ON CONFLICT (id) DO UPDATE SET key = excluded.key, name = excluded.name,"
                     " occasion = excluded.occasion, archived = excluded.archived",
                     "ittti", id, questionnaire->key, questionnaire->name, questionnaire->occasion,
                     (gint64) questionnaire->archived))
    return FALSE;
  questionnaire->id = id;
  return TRUE;
}

gboolean
clt_questionnaire_set_archived (CltConn *conn, gint64 id, gboolean archived, GError **error)
{
  g_autoptr (CltQuestionnaire) questionnaire = clt_questionnaire_load (conn, id, error);

  if (questionnaire == NULL)
    return FALSE;
  questionnaire->archived = archived;
  return clt_questionnaire_save (conn, questionnaire, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts, and how one is published. */

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-check.h"

gint64
clt_questionnaire_get_version (CltConn *conn, gint64 id, GError **error)
{
  gint64 version;

  if (!clt_conn_get_int (conn, &version, 0, error,
                         "SELECT id FROM questionnaire_version WHERE questionnaire_id = ?"
                         " ORDER BY state <> 'published', state <> 'draft', number DESC LIMIT 1",
                         "i", id))
    return 0;
  if (version == 0)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This questionnaire has no version."));
  return version;
}

gint64
clt_questionnaire_find_version (CltConn *conn, gint64 id, int number, GError **error)
{
  gint64 version;

  if (!clt_conn_get_int (conn, &version, 0, error,
                         "SELECT id FROM questionnaire_version WHERE questionnaire_id = ?"
                         " AND number = ?",
                         "ii", id, (gint64) number))
    return 0;
  if (version == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 _ ("This questionnaire has no version %d."), number);
  return version;
}

static gboolean
find_draft (CltConn *conn, gint64 id, gint64 *version, GError **error)
{
  return clt_conn_get_int (conn, version, 0, error,
                           "SELECT id FROM questionnaire_version v WHERE questionnaire_id = ?"
                           " AND state = 'draft' AND NOT EXISTS (SELECT 1 FROM response r"
                           " WHERE r.version_id = v.id) ORDER BY number DESC LIMIT 1",
                           "i", id);
}

/* What @form becomes when all is stored anew, in @questionnaire_id. */
static gint64
store_copy (CltConn *conn, const CltForm *form, gint64 questionnaire_id, GError **error)
{
  g_autoptr (CltForm) copy = clt_form_new ();

  copy->questionnaire_id = questionnaire_id;
  clt_set_str (&copy->greeting, form->greeting);
  clt_set_str (&copy->closing, form->closing);
  for (guint i = 0; i < form->questions->len; i++)
    g_ptr_array_add (copy->questions, clt_question_copy (form->questions->pdata[i]));
  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];

      g_ptr_array_add (copy->dimensions, clt_dimension_new (dimension->name, dimension->weight));
    }
  return clt_form_save (conn, copy, error) ? copy->version_id : 0;
}

gint64
clt_questionnaire_open_draft (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltForm) form = NULL;
  gint64 version;

  if (!find_draft (conn, id, &version, error))
    return 0;
  if (version != 0)
    return version;
  if ((version = clt_questionnaire_get_version (conn, id, error)) == 0 ||
      (form = clt_form_load (conn, version, error)) == NULL)
    return 0;
  return store_copy (conn, form, id, error);
}

gboolean
clt_questionnaire_discard_draft (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltForm) form = NULL;
  gint64 version, others;

  if (!find_draft (conn, id, &version, error) ||
      !clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM questionnaire_version WHERE questionnaire_id = ?"
                         " AND id <> ?",
                         "ii", id, version))
    return FALSE;
  if (version == 0 || others == 0)
    return clt_store_refuse (error, "%s",
                             _ ("There is no draft beside another version to throw away. "
                                "Nothing was changed."));
  if ((form = clt_form_load (conn, version, error)) == NULL)
    return FALSE;
  g_ptr_array_set_size (form->questions, 0);
  g_ptr_array_set_size (form->dimensions, 0);
  return clt_form_save (conn, form, error) &&
         clt_conn_run (conn, error, "DELETE FROM questionnaire_version WHERE id = ?", "i", version);
}

gint64
clt_questionnaire_create (CltConn *conn, CltQuestionnaire *questionnaire, GError **error)
{
  g_autoptr (CltForm) form = clt_form_new ();

  if (!clt_questionnaire_save (conn, questionnaire, error))
    return 0;
  form->questionnaire_id = questionnaire->id;
  return clt_form_save (conn, form, error) ? form->version_id : 0;
}

gint64
clt_questionnaire_copy (CltConn *conn, gint64 id, const char *key, const char *name, GError **error)
{
  g_autoptr (CltQuestionnaire) from = clt_questionnaire_load (conn, id, error);
  gint64 version = from == NULL ? 0 : clt_questionnaire_get_version (conn, id, error);
  g_autoptr (CltForm) form = version == 0 ? NULL : clt_form_load (conn, version, error);
  g_autoptr (CltQuestionnaire) to = NULL;

  if (form == NULL)
    return 0;
  to = clt_questionnaire_new (key, name, from->occasion);
  if (!clt_questionnaire_save (conn, to, error) || store_copy (conn, form, to->id, error) == 0)
    return 0;
  return to->id;
}

static gboolean
check_faults (const CltForm *form, GError **error)
{
  g_autoptr (GPtrArray) faults = clt_form_check (form);

  for (guint i = 0; i < faults->len; i++)
    {
      const CltFault *fault = faults->pdata[i];

      if (!fault->warning)
        return clt_store_refuse (error,
                                 /* Translators: %s is a sentence that says what is wrong. */
                                 _ ("This form cannot be put to clients yet. %s "
                                    "Nothing was changed."),
                                 fault->message);
    }
  return TRUE;
}

gboolean
clt_form_publish (CltConn *conn, CltForm *form, GError **error)
{
  const CltDay day = clt_action_get_day (conn);

  if (!check_faults (form, error) || !clt_form_save (conn, form, error) ||
      !clt_conn_run (conn, error,
                     "UPDATE questionnaire_version SET state = 'retired'"
                     " WHERE questionnaire_id = ? AND state = 'published'",
                     "i", form->questionnaire_id) ||
      !clt_conn_run (conn, error,
                     "UPDATE questionnaire_version SET state = 'published', published = ?"
                     " WHERE id = ?",
                     "yi", day, form->version_id))
    return FALSE;
  form->state = CLT_FORM_PUBLISHED;
  form->published = day;
  return TRUE;
}

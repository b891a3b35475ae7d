/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-training-store.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-ids.h"

/* Under which a prospect keeps the number by which the courses' lists know him. */
#define STUDENT_NUMBER "学号"

static gboolean
load_sessions (CltTrainingImport *self, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (self->import->conn, error,
                    "SELECT course_id || '/' || lower (code), id, first_day, last_day, seats"
                    " FROM course_session",
                    "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltTrainingSession session = { clt_stmt_get_int (stmt, 1), clt_stmt_get_day (stmt, 2),
                                           clt_stmt_get_day (stmt, 3), clt_stmt_get_int (stmt, 4) };

      g_hash_table_insert (self->sessions, g_strdup (clt_stmt_get_text (stmt, 0)),
                           g_memdup2 (&session, sizeof session));
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_training_import_set_up (CltTrainingImport *self, CltImport *import, GError **error)
{
  self->import = import;
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  if (self->accounts == NULL || !load_sessions (self, error))
    return FALSE;
  self->courses = clt_ids_read_by_text (clt_conn_query (import->conn, error,
                                                        "SELECT lower (code), id FROM course", ""),
                                        error);
  return self->courses != NULL &&
         clt_strangers_load (&self->students, import, STUDENT_NUMBER, error);
}

void
clt_training_import_clear (CltTrainingImport *self)
{
  g_clear_pointer (&self->accounts, clt_accounts_free);
  g_clear_pointer (&self->courses, g_hash_table_unref);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  clt_strangers_clear (&self->students);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
}

gboolean
clt_training_import_run (CltImport *import,
                         CltTrainingRowFunc take,
                         CltTrainingRowFunc finish,
                         GError **error)
{
  g_auto (CltTrainingImport) self = { 0 };
  int more;

  if (!clt_training_import_set_up (&self, import, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && clt_import_check_width (import) && !take (&self, error))
      return FALSE;
  if (more == 0 && finish != NULL && !finish (&self, error))
    return FALSE;
  clt_import_note_count (import, self.students.n_added,
                         /* Translators: %s is a count of people. */
                         _ ("%s unknown students are now prospects."));
  return more == 0;
}

/* ---- what a row names ---------------------------------------------------------------------- */

static gboolean
is_empty (const char *text)
{
  return text[strspn (text, "-")] == '\0';
}

gboolean
clt_training_import_find_course (CltTrainingImport *self,
                                 guint field,
                                 gboolean *accepted,
                                 GError **error)
{
  g_autofree char *code = clt_import_dup_text (self->import, field);
  g_autofree char *lower = g_ascii_strdown (code, -1);

  self->course_id = clt_ids_find (self->courses, lower);
  *accepted = self->course_id != 0;
  if (is_empty (code))
    clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, (int) field, NULL);
  else if (!*accepted)
    clt_import_reject (self->import, CLT_REASON_UNKNOWN_COURSE, (int) field, code);
  return TRUE;
}

gboolean
clt_training_import_find_session (CltTrainingImport *self,
                                  guint field,
                                  gboolean needed,
                                  gboolean *accepted,
                                  GError **error)
{
  g_autofree char *code = clt_import_dup_text (self->import, field);
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", self->course_id, lower);
  const CltTrainingSession *session = g_hash_table_lookup (self->sessions, key);
  const gboolean empty = is_empty (code);

  self->session =
    session == NULL ? (CltTrainingSession){ 0, CLT_DAY_NONE, CLT_DAY_NONE, 0 } : *session;
  *accepted = session != NULL || (empty && !needed);
  if (empty && needed)
    clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, (int) field, NULL);
  else if (!*accepted)
    clt_import_reject (self->import, CLT_REASON_UNKNOWN_SESSION, (int) field, code);
  return TRUE;
}

static gboolean
add_student (CltTrainingImport *self, const char *number, GError **error)
{
  g_autofree char *name = clt_import_dup_prose (self->import, CLT_STUDENT_NAME);

  self->client_id = clt_strangers_add (&self->students, number, is_empty (name) ? number : name,
                                       "new", _ ("Training"), error);
  return self->client_id != 0;
}

/* An account of the branch, or the number of somebody who came before. */
static gboolean
look_up_student (CltTrainingImport *self, const char *text, int account, GError **error)
{
  self->client_id = clt_strangers_find (&self->students, text);
  return account < 0 || clt_conn_get_int (self->import->conn, &self->client_id, 0, error,
                                          "SELECT client_id FROM account WHERE id = ?", "i",
                                          clt_accounts_get_ids (self->accounts)[account]);
}

gboolean
clt_training_import_find_student (CltTrainingImport *self, gboolean *accepted, GError **error)
{
  CltImport *import = self->import;
  g_autofree char *text = clt_import_dup_text (import, CLT_STUDENT_NUMBER);
  int index = -1;
  CltAccountState state =
    clt_accounts_resolve (self->accounts, text,
                          clt_import_is_workbook_number (import, CLT_STUDENT_NUMBER), &index, NULL);

  *accepted = FALSE;
  /* an account that has lost its zeros is nobody new */
  if (state == CLT_ACCOUNT_SHORT && index >= 0)
    clt_import_reject (import, CLT_REASON_ACCOUNT_SHORT, CLT_STUDENT_NUMBER, text);
  else if (state == CLT_ACCOUNT_SCIENTIFIC)
    clt_import_reject (import, CLT_REASON_ACCOUNT_SCIENTIFIC, CLT_STUDENT_NUMBER, text);
  else if (is_empty (text))
    clt_import_reject (import, CLT_REASON_MISSING_VALUE, CLT_STUDENT_NUMBER, NULL);
  else
    *accepted = TRUE;
  if (!*accepted)
    return TRUE;
  if (!look_up_student (self, text, state == CLT_ACCOUNT_FOUND ? index : -1, error))
    return FALSE;
  if (self->client_id != 0)
    return TRUE;
  if (!self->full)
    return add_student (self, text, error);
  *accepted = FALSE;
  clt_import_reject (import, CLT_REASON_NO_SEAT, CLT_STUDENT_NUMBER, text);
  return TRUE;
}

gboolean
clt_training_import_find_people (CltTrainingImport *self,
                                 gboolean needs_session,
                                 gboolean *accepted,
                                 GError **error)
{
  if (!clt_training_import_find_course (self, CLT_STUDENT_COURSE, accepted, error))
    return FALSE;
  return !*accepted || clt_training_import_find_session (self, CLT_STUDENT_SESSION, needs_session,
                                                         accepted, error);
}

/* ---- values -------------------------------------------------------------------------------- */

gboolean
clt_training_import_get_count (CltTrainingImport *self, guint field, gint64 *value)
{
  gint64 given;
  CltValue result = clt_import_get_number (self->import, field, &given);
  g_autofree char *text = NULL;

  if (result == CLT_VALUE_OK)
    *value = given;
  if (result != CLT_VALUE_BAD)
    return TRUE;
  text = clt_import_dup_text (self->import, field);
  clt_import_reject (self->import, CLT_REASON_BAD_VALUE, (int) field, text);
  return FALSE;
}

gboolean
clt_training_import_get_day (CltTrainingImport *self, guint field, int offset, CltDay *day)
{
  CltValue result = clt_import_get_day (self->import, field, day);
  gint64 days = G_MININT64;

  if (result == CLT_VALUE_BAD)
    {
      g_autofree char *text = clt_import_dup_text (self->import, field);

      clt_import_reject (self->import, CLT_REASON_BAD_DATE, (int) field, text);
      return FALSE;
    }
  if (result == CLT_VALUE_OK)
    return TRUE;
  *day = CLT_DAY_NONE;
  if (offset < 0)
    return TRUE;
  if (!clt_training_import_get_count (self, (guint) offset, &days))
    return FALSE;
  if (days != G_MININT64 && self->session.id != 0)
    *day = self->session.first + (CltDay) CLAMP (days, -100000, 100000);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-bulk.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-filter.h"
#include "core/people/clt-staff.h"

static const char *const possible[] = {
  "specialist", "adviser",       "stage",       "source",        "investor",
  "grade",      "grade_expires", "consent_sms", "consent_email", "consent_phone",
  "class",      "gender",        "introducer",  "note",          NULL,
};

CltBulkEdit *
clt_bulk_edit_new (const char *field, const char *value, CltDay today)
{
  CltBulkEdit *edit = g_new0 (CltBulkEdit, 1);

  edit->field = g_strdup (field);
  edit->value = clt_text_normalize (value, -1);
  edit->today = today;
  return edit;
}

void
clt_bulk_edit_free (CltBulkEdit *edit)
{
  g_free (edit->field);
  g_free (edit->value);
  g_free (edit);
}

CltBulkEdit *
clt_bulk_edit_parse (const char *text, CltDay today)
{
  const char *equals = strchr (text, '=');
  g_autofree char *field = equals != NULL ? g_strndup (text, equals - text) : NULL;

  if (field == NULL)
    return NULL;
  if (!g_str_equal (field, "tag"))
    return clt_client_bulk_field_is_possible (field) ? clt_bulk_edit_new (field, equals + 1, today)
                                                     : NULL;
  if (equals[1] == '+')
    return clt_bulk_edit_new (CLT_BULK_ADD_TAG, equals + 2, today);
  return equals[1] == '-' ? clt_bulk_edit_new (CLT_BULK_REMOVE_TAG, equals + 2, today) : NULL;
}

gboolean
clt_client_bulk_field_is_possible (const char *field)
{
  return g_strv_contains (possible, field);
}

static gboolean
is_tag (const CltBulkEdit *edit)
{
  return g_str_equal (edit->field, CLT_BULK_ADD_TAG) ||
         g_str_equal (edit->field, CLT_BULK_REMOVE_TAG);
}

/* For people */

static char *
dup_value_label (const char *field, const char *value)
{
  const CltClientField *known = clt_client_field_find (field);

  if (*value == '\0')
    return g_strdup ("–");
  if (known->kind == CLT_FIELD_CHOICE)
    return g_strdup (clt_client_choice_get_label (field, value));
  return g_strdup (value);
}

char *
clt_bulk_edit_describe (const CltBulkEdit *edit)
{
  g_autofree char *value = NULL;

  if (g_str_equal (edit->field, CLT_BULK_ADD_TAG))
    /* Translators: %s is a tag. */
    return g_strdup_printf (_ ("add the tag “%s”"), edit->value);
  if (g_str_equal (edit->field, CLT_BULK_REMOVE_TAG))
    /* Translators: %s is a tag. */
    return g_strdup_printf (_ ("remove the tag “%s”"), edit->value);
  value = dup_value_label (edit->field, edit->value);
  /* Translators: a field and its value: Specialist: 李明 */
  return g_strdup_printf (_ ("%s: %s"),
                          clt_client_field_get_label (clt_client_field_find (edit->field)), value);
}

void
clt_bulk_preview_free (CltBulkPreview *preview)
{
  g_ptr_array_unref (preview->groups);
  g_free (preview->after);
  g_free (preview);
}

static void
group_free (gpointer data)
{
  CltBulkGroup *group = data;

  g_free (group->before);
  g_free (group);
}

/* The value that is written, as the file holds it */

static gboolean
has_choice (const CltClientField *field, const char *value)
{
  g_auto (GStrv) all = g_strsplit (field->choices, " ", -1);

  return g_strv_contains ((const char *const *) all, value);
}

/* @plain: (out): what the file compares with; staff by name, days as numbers. */
static gboolean
check_value (CltConn *conn, const CltBulkEdit *edit, char **plain, GError **error)
{
  const CltClientField *field = clt_client_field_find (edit->field);
  CltDay day;

  *plain = g_strdup (edit->value);
  if (is_tag (edit))
    return *edit->value != '\0' ||
           clt_store_refuse (error, _ ("A tag is a word. Nothing was changed."));
  g_return_val_if_fail (clt_client_bulk_field_is_possible (edit->field), FALSE);
  if (field->kind == CLT_FIELD_CHOICE && !has_choice (field, edit->value) &&
      !(*edit->value == '\0' && g_str_equal (edit->field, "gender")))
    {
      /* Translators: the first %s is what was typed, the second a field's name. */
      return clt_store_refuse (error,
                               _ ("“%s” is no value of the field “%s”. Nothing was changed."),
                               edit->value, clt_client_field_get_label (field));
    }
  if (field->kind == CLT_FIELD_STAFF && *edit->value != '\0')
    {
      gint64 id = clt_staff_find (conn, edit->value, error);
      g_autoptr (CltStaff) person = id != 0 ? clt_staff_load (conn, id, error) : NULL;

      if (person == NULL)
        return FALSE;
      clt_set_str (plain, person->name);
    }
  if (field->kind == CLT_FIELD_DAY && *edit->value != '\0')
    {
      if (!clt_day_parse (edit->value, &day))
        return clt_store_refuse (error,
                                 _ ("This is no date: write 2026-11-18. Nothing was changed."));
      g_free (*plain);
      *plain = g_strdup_printf ("%d", day);
    }
  return TRUE;
}

/* Who has which value */

static const CltFilterField *
find_filter_field (const char *name)
{
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  g_return_val_if_reached (NULL);
}

static char *
ids_to_json (GArray *ids)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",",
                            g_array_index (ids, gint64, i));
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

/* "SELECT @columns …" over the clients @ids, ready to be stepped. In @columns "v" is the value as
 * text, "o" whether the field does not concern the client, and @filter follows. */
static CltStmt *
query_values (CltConn *conn,
              const CltBulkEdit *edit,
              GArray *ids,
              const char *columns,
              const char *filter,
              const char *plain,
              GError **error)
{
  g_autoptr (CltClientSql) sql = clt_client_sql_new ();
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *json = ids_to_json (ids);
  g_autofree char *text = NULL;
  const CltClientField *field = is_tag (edit) ? NULL : clt_client_field_find (edit->field);
  CltStmt *stmt;

  /* ?7 the ids, ?8 the new value */
  clt_client_sql_add_text (sql, json);
  clt_client_sql_add_text (sql, plain);
  if (field == NULL)
    g_string_append (value, "CASE WHEN EXISTS (SELECT 1 FROM client_tag t WHERE"
                            " t.client_id = k.client_id AND t.tag = ?8) THEN ?8 ELSE '' END");
  else
    g_string_append_printf (value, "CAST(coalesce(%s, '') AS TEXT)",
                            find_filter_field (edit->field)->sql);
  text = g_strdup_printf ("SELECT %s FROM (SELECT k.client_id AS id, %s AS v, %s AS o"
                          " FROM json_each(?7) j JOIN search_key k ON k.client_id = j.value"
                          " JOIN client c ON c.id = k.client_id) %s",
                          columns, value->str,
                          field != NULL && field->prospect ? "k.prospect = 0" : "0", filter);
  stmt = clt_conn_prepare (conn, text, error);
  return stmt != NULL && clt_client_sql_bind (conn, stmt, sql, edit->today, error) ? stmt : NULL;
}

/* What the value is afterwards: a removed tag leaves nothing. */
static const char *
get_after (const CltBulkEdit *edit, const char *plain)
{
  return g_str_equal (edit->field, CLT_BULK_REMOVE_TAG) ? "" : plain;
}

static char *
dup_stored_label (const CltBulkEdit *edit, const char *value)
{
  if (!is_tag (edit) && *value != '\0' &&
      clt_client_field_find (edit->field)->kind == CLT_FIELD_DAY)
    return clt_day_format ((CltDay) g_ascii_strtoll (value, NULL, 10));
  if (is_tag (edit))
    return g_strdup (*value == '\0' ? "–" : value);
  return dup_value_label (edit->field, value);
}

static gboolean
count_values (CltStmt *stmt,
              const CltBulkEdit *edit,
              CltBulkPreview *preview,
              const char *after,
              GError **error)
{
  CltStep step;

  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const char *value = clt_stmt_get_text (stmt, 0);
      gint64 n = clt_stmt_get_int (stmt, 2);
      CltBulkGroup *group;

      if (clt_stmt_get_int (stmt, 1))
        preview->n_outside += n;
      else if (g_str_equal (value, after))
        preview->n_same += n;
      else
        {
          group = g_new0 (CltBulkGroup, 1);
          group->before = dup_stored_label (edit, value);
          group->n = n;
          g_ptr_array_add (preview->groups, group);
          preview->n_changed += n;
        }
    }
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE;
}

CltBulkPreview *
clt_client_bulk_preview (CltConn *conn, const CltBulkEdit *edit, GArray *ids, GError **error)
{
  g_autoptr (CltBulkPreview) preview = g_new0 (CltBulkPreview, 1);
  g_autofree char *plain = NULL;
  CltStmt *stmt;

  preview->groups = g_ptr_array_new_with_free_func (group_free);
  if (!check_value (conn, edit, &plain, error))
    return NULL;
  preview->after = dup_stored_label (edit, get_after (edit, plain));
  stmt = query_values (conn, edit, ids, "v, o, count(*)", "GROUP BY v, o ORDER BY 3 DESC, v", plain,
                       error);
  if (stmt == NULL || !count_values (stmt, edit, preview, get_after (edit, plain), error))
    return NULL;
  return g_steal_pointer (&preview);
}

/* Doing it */

void
clt_bulk_outcome_clear (CltBulkOutcome *outcome)
{
  g_clear_pointer (&outcome->reason, g_free);
  outcome->n_changed = outcome->n_refused = 0;
}

/* Those who have another value. (transfer full) */
static GArray *
find_changed (CltConn *conn,
              const CltBulkEdit *edit,
              GArray *ids,
              const char *plain,
              GError **error)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *after = get_after (edit, plain);
  CltStmt *stmt = query_values (conn, edit, ids, "id, v", "WHERE NOT o", plain, error);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      if (!g_str_equal (clt_stmt_get_text (stmt, 1), after))
        g_array_append_val (changed, id);
    }
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE ? g_steal_pointer (&changed) : NULL;
}

static gboolean
change (CltConn *conn, const CltBulkEdit *edit, gint64 id, GError **error)
{
  if (g_str_equal (edit->field, CLT_BULK_ADD_TAG))
    return clt_client_add_tag (conn, id, edit->value, error);
  if (g_str_equal (edit->field, CLT_BULK_REMOVE_TAG))
    return clt_client_remove_tag (conn, id, edit->value, error);
  return clt_client_set_field (conn, id, edit->field, edit->value, edit->today, error);
}

/* A value that the rules refuse has changed nothing; any other failure ends it all. */
static gboolean
note_failure (CltBulkOutcome *outcome, GError *problem, GError **error)
{
  if (!g_error_matches (problem, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (outcome->n_refused++ == 0)
    outcome->reason = g_strdup (problem->message);
  g_error_free (problem);
  return TRUE;
}

gboolean
clt_client_bulk_apply (CltConn *conn,
                       const CltBulkEdit *edit,
                       GArray *ids,
                       void (*progress) (double fraction, gpointer data),
                       gpointer progress_data,
                       GCancellable *cancellable,
                       CltBulkOutcome *outcome,
                       GError **error)
{
  g_autofree char *plain = NULL;
  g_autoptr (GArray) changed = NULL;

  *outcome = (CltBulkOutcome){ 0 };
  if (!check_value (conn, edit, &plain, error))
    return FALSE;
  changed = find_changed (conn, edit, ids, plain, error);
  for (guint i = 0; changed != NULL && i < changed->len; i++)
    {
      GError *problem = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (change (conn, edit, g_array_index (changed, gint64, i), &problem))
        outcome->n_changed++;
      else if (!note_failure (outcome, problem, error))
        return FALSE;
      if (progress != NULL && i % 64 == 0)
        progress ((double) i / changed->len, progress_data);
    }
  return changed != NULL;
}

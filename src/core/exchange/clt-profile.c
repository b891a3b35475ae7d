/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/base/clt-i18n.h"

/* Which column is which field: what the person says, else what was saved for a header like this,
 * else the synonyms. Saved with every import that went in, so that the second file of a kind needs
 * no questions. */

/* Before the name of a field whose value was given for all rows; no column's name begins so. */
#define CONSTANT "="

typedef struct
{
  int field; /* -1: dropped */
  int rank;  /* of the synonym; -1 when it was said or saved */
} Claim;

/* Columns by hand: "COLUMN=FIELD"; the column's name may hold "=". */
static gboolean
claim_by_hand (CltImport *import, Claim *claims, GError **error)
{
  for (guint i = 0; import->options->map != NULL && import->options->map[i] != NULL; i++)
    {
      const char *equals = strrchr (import->options->map[i], '=');
      g_autofree char *name = NULL;
      gboolean found = FALSE;
      int field = -1;

      if (equals == NULL)
        {
          g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                       _ ("“%s” is no mapping; write COLUMN=FIELD"), import->options->map[i]);
          return FALSE;
        }
      if (equals[1] != '\0')
        field = clt_import_kind_find_field (import->kind, equals + 1);
      name = clt_text_normalize_header (import->options->map[i], equals - import->options->map[i]);
      for (guint column = 0; column < import->n_columns; column++)
        if (g_str_equal (import->names[column], name))
          {
            claims[column] = (Claim){ field, -1 };
            found = TRUE;
          }
      if (!found || (field < 0 && equals[1] != '\0'))
        {
          g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                       found ? _ ("“%s”: there is no such field")
                             : _ ("“%s”: the file has no such column"),
                       import->options->map[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static void
take_constants (CltImport *import, JsonObject *columns)
{
  for (guint i = 0; i < import->kind->n_fields; i++)
    {
      g_autofree char *name = g_strconcat (CONSTANT, import->kind->fields[i].name, NULL);
      const char *value = json_object_get_string_member_with_default (columns, name, NULL);

      if (value != NULL)
        clt_set_str (&import->fields[i].constant, value);
    }
}

static void
claim_from_json (CltImport *import, const char *json, Claim *claims, const gboolean *by_hand)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *columns;

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  columns = json_node_get_object (root);
  take_constants (import, columns);
  for (guint i = 0; i < import->n_columns; i++)
    if (!by_hand[i] && json_object_has_member (columns, import->names[i]))
      {
        const char *name =
          json_object_get_string_member_with_default (columns, import->names[i], "");

        claims[i] =
          (Claim){ *name == '\0' ? -1 : clt_import_kind_find_field (import->kind, name), -1 };
      }
}

static gboolean
claim_saved (CltImport *import, Claim *claims, GError **error)
{
  g_autofree gboolean *by_hand = g_new0 (gboolean, import->n_columns);
  const char *name = import->options->profile;
  CltStmt *stmt;
  CltStep step;

  for (guint i = 0; i < import->n_columns; i++)
    by_hand[i] = claims[i].rank == -1;
  stmt = name != NULL
           ? clt_conn_query (import->conn, error,
                             "SELECT mapping FROM import_profile WHERE kind = ? AND name = ?", "tt",
                             import->kind->name, name)
           : clt_conn_query (import->conn, error,
                             "SELECT mapping FROM import_profile WHERE kind = ? AND fingerprint = ?"
                             " ORDER BY used_at DESC LIMIT 1",
                             "tt", import->kind->name, import->fingerprint);
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    claim_from_json (import, clt_stmt_get_text (stmt, 0), claims, by_hand);
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

/* The best claim to a field wins: said or saved ones first, then the synonym that stands earlier in
 * its list, then the column that stands further left. */
static void
settle_claims (CltImport *import, const Claim *claims)
{
  g_autofree int *ranks = g_new (int, import->kind->n_fields);

  for (guint i = 0; i < import->kind->n_fields; i++)
    {
      import->fields[i].column = -1;
      ranks[i] = G_MAXINT;
    }
  for (guint column = 0; column < import->n_columns; column++)
    {
      int field = claims[column].field;

      if (field >= 0 && claims[column].rank < ranks[field])
        {
          import->fields[field].column = column;
          ranks[field] = claims[column].rank;
        }
    }
}

static gboolean
apply_constants (CltImport *import, GError **error)
{
  for (guint i = 0; import->options->set != NULL && import->options->set[i] != NULL; i++)
    {
      const char *text = import->options->set[i];
      const char *equals = strchr (text, '=');
      g_autofree char *name = g_strndup (text, equals == NULL ? 0 : equals - text);
      int field = clt_import_kind_find_field (import->kind, name);

      if (equals == NULL || field < 0)
        {
          g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                       _ ("“%s” sets no field of this kind of file; write FIELD=VALUE"), text);
          return FALSE;
        }
      g_free (import->fields[field].constant);
      import->fields[field].constant = g_strdup (equals + 1);
    }
  return TRUE;
}

static gboolean
check_needed (CltImport *import, GError **error)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < import->kind->n_fields; i++)
    if (import->kind->fields[i].needed && !clt_import_has_field (import, i))
      {
        const char *synonyms = import->kind->fields[i].synonyms;

        g_ptr_array_add (missing, g_strndup (synonyms, strcspn (synonyms, "|")));
        g_ptr_array_add (import->result->missing, (gpointer) &import->kind->fields[i]);
      }
  if (missing->len == 0 || (import->options->ask && import->options->dry_run))
    return TRUE;
  g_ptr_array_add (missing, NULL);
  list = g_strjoinv (", ", (char **) missing->pdata);
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
               _ ("The file has no column for: %s. Nothing was imported; name the columns by hand"
                  " or give a constant."),
               list);
  return FALSE;
}

gboolean
clt_profile_apply (CltImport *import, GError **error)
{
  g_autofree Claim *claims = g_new0 (Claim, MAX (import->n_columns, 1));

  for (guint i = 0; i < import->n_columns; i++)
    {
      claims[i].field = clt_import_is_reject_column (import->names[i])
                          ? -1
                          : clt_import_kind_match (import->kind, import->names[i], &claims[i].rank);
      claims[i].rank = MAX (claims[i].rank, 0);
    }
  if (!claim_by_hand (import, claims, error) || !claim_saved (import, claims, error))
    return FALSE;
  settle_claims (import, claims);
  return apply_constants (import, error) && check_needed (import, error);
}

/* A day, a survey or a version that was given for one file is not that of the next one. */
static gboolean
is_remembered (CltImport *import, guint field)
{
  return import->fields[field].column < 0 && import->fields[field].constant != NULL &&
         import->kind->fields[field].type != CLT_FIELD_DATE &&
         !g_str_equal (import->kind->fields[field].name, "survey") &&
         !g_str_equal (import->kind->fields[field].name, "version");
}

static char *
format_mapping (CltImport *import)
{
  g_autoptr (JsonObject) columns = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < import->n_columns; i++)
    if (*import->names[i] != '\0')
      json_object_set_string_member (columns, import->names[i], "");
  for (guint i = 0; i < import->kind->n_fields; i++)
    if (import->fields[i].column >= 0)
      json_object_set_string_member (columns, import->names[import->fields[i].column],
                                     import->kind->fields[i].name);
  for (guint i = 0; i < import->kind->n_fields; i++)
    if (is_remembered (import, i))
      {
        g_autofree char *name = g_strconcat (CONSTANT, import->kind->fields[i].name, NULL);

        json_object_set_string_member (columns, name, import->fields[i].constant);
      }
  json_node_set_object (root, columns);
  return json_to_string (root, FALSE);
}

gboolean
clt_profile_save (CltImport *import, GError **error)
{
  g_autofree char *mapping = NULL;
  g_autofree char *short_name = NULL;
  const char *name = import->options->profile;

  if (import->header == NULL)
    return TRUE;
  mapping = format_mapping (import);
  short_name = g_strndup (import->fingerprint, 12);
  return clt_conn_run (import->conn, error,
                       "INSERT INTO import_profile (kind, name, fingerprint, mapping, used_at)"
                       " VALUES (?, ?, ?, ?, ?)"
                       " ON CONFLICT (kind, name) DO UPDATE SET fingerprint = excluded.fingerprint,"
                       " mapping = excluded.mapping, used_at = excluded.used_at",
                       "tttti", import->kind->name, name != NULL ? name : short_name,
                       import->fingerprint, mapping, clt_now ());
}

char *
clt_profile_fingerprint (char **names)
{
  g_autofree char *joined = g_strjoinv ("\n", names);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);
}

/* The fingerprint of the names on @line. (transfer full) (nullable) */
static char *
fingerprint_line (CltSource *source, guint64 wanted, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const CltCell *cells;
  guint64 line;
  guint n;
  int more;

  while ((more = clt_source_next (source, &cells, &n, &line, error)) == 1 && line < wanted)
    ;
  for (guint i = 0; more == 1 && i < n; i++)
    {
      g_autofree char *raw = clt_source_dup_cell (source, &cells[i]);

      g_ptr_array_add (names, clt_text_normalize_header (raw, -1));
    }
  g_ptr_array_add (names, NULL);
  if (more < 0 || !clt_source_rewind (source, error))
    return NULL;
  return clt_profile_fingerprint ((char **) names->pdata);
}

gboolean
clt_profile_find_kind (CltConn *conn,
                       CltSource *source,
                       guint64 line,
                       const CltImportKind **kind,
                       GError **error)
{
  g_autofree char *fingerprint = fingerprint_line (source, line, error);
  CltStmt *stmt;
  CltStep step;

  *kind = NULL;
  if (fingerprint == NULL)
    return FALSE;
  stmt = clt_conn_query (conn, error,
                         "SELECT kind FROM import_profile WHERE fingerprint = ?"
                         " ORDER BY used_at DESC LIMIT 1",
                         "t", fingerprint);
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    *kind = clt_import_kind_find (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-segment.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-filter.h"
#include "core/store/clt-action.h"

static const struct
{
  const char *preset;
  const char *label;
} presets[] = {
  { "new", NC_ ("segment", "New") },
  { "dormant", NC_ ("segment", "Dormant") },
  { "quiet_money", NC_ ("segment", "Quiet money") },
  { "at_risk", NC_ ("segment", "At risk") },
  { "losing", NC_ ("segment", "Losing streak") },
  { "core", NC_ ("segment", "Core") },
  { "active", NC_ ("segment", "Active") },
  { "sleeping", NC_ ("segment", "Sleeping") },
  { "steady", NC_ ("segment", "Steady") },
  { "other", NC_ ("segment", "Other") },
};

CltSegment *
clt_segment_new (const char *preset, const char *name, const char *rule)
{
  CltSegment *segment = g_new0 (CltSegment, 1);

  segment->preset = g_strdup (preset == NULL ? "" : preset);
  segment->name = g_strdup (name == NULL ? "" : name);
  segment->rule = g_strdup (rule == NULL ? "" : rule);
  return segment;
}

CltSegment *
clt_segment_copy (const CltSegment *segment)
{
  return clt_segment_new (segment->preset, segment->name, segment->rule);
}

void
clt_segment_free (CltSegment *segment)
{
  g_free (segment->preset);
  g_free (segment->name);
  g_free (segment->rule);
  g_free (segment);
}

/* (nullable) */
static const char *
find_preset (const CltSegment *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (presets[i].preset, segment->preset))
      return presets[i].label;
  return NULL;
}

const char *
clt_segment_get_label (const CltSegment *segment)
{
  const char *label = find_preset (segment);

  if (*segment->name != '\0')
    return segment->name;
  return label == NULL ? segment->preset : g_dpgettext2 (GETTEXT_PACKAGE, "segment", label);
}

static gpointer
read_segment (CltStmt *stmt)
{
  return clt_segment_new (clt_stmt_get_text (stmt, 0), clt_stmt_get_text (stmt, 1),
                          clt_stmt_get_text (stmt, 2));
}

GPtrArray *
clt_segments_load (CltConn *conn, CltDay day, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT preset, name, rule FROM segment WHERE valid_from <= ?1"
                    " AND (valid_to IS NULL OR valid_to >= ?1) ORDER BY position, id",
                    "i", (gint64) day),
    read_segment, (GDestroyNotify) clt_segment_free, error);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1), *y = g_utf8_casefold (b, -1);

  return g_str_equal (x, y);
}

int
clt_segments_find (const GPtrArray *segments, const char *text)
{
  /* what people read comes before what the file is written with */
  for (guint i = 0; i < segments->len; i++)
    if (is_same_text (clt_segment_get_label (segments->pdata[i]), text))
      return (int) i;
  for (guint i = 0; i < segments->len; i++)
    {
      const CltSegment *segment = segments->pdata[i];
      const char *label = find_preset (segment);

      if (is_same_text (segment->preset, text) ||
          (label != NULL && *segment->name == '\0' && is_same_text (label, text)))
        return (int) i;
    }
  return -1;
}

/* Checking. All return FALSE. */

static gboolean
refuse_rule (GError **error, const CltSegment *segment, const char *why)
{
  return clt_store_refuse (error,
                           /* Translators: a segment's name, then what is wrong with its rule. */
                           _ ("The rule of segment “%s” does not hold: %s"),
                           clt_segment_get_label (segment), why);
}

static gboolean
check_rule (const CltSegment *segment, gboolean last, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (CltFilter) filter = NULL;

  if (last && *segment->rule != '\0')
    return clt_store_refuse (error, _ ("The last segment takes everybody who is left,"
                                       " so it has no rule."));
  if (last)
    return TRUE;
  if (*segment->rule == '\0')
    return refuse_rule (error, segment,
                        _ ("it is empty, and only the last segment takes everybody."));
  filter = clt_filter_parse (segment->rule, &problem);
  if (filter == NULL)
    return refuse_rule (error, segment, problem->message);
  if (clt_filter_uses (filter, "segment"))
    return refuse_rule (error, segment, _ ("it cannot speak of segments itself."));
  return TRUE;
}

static gboolean
check_name (const GPtrArray *segments, guint i, GError **error)
{
  const char *label = clt_segment_get_label (segments->pdata[i]);
  g_autofree char *stripped = g_strstrip (g_strdup (label));

  if (*stripped == '\0' || !g_str_equal (stripped, label))
    return clt_store_refuse (error, _ ("Every segment needs a name, without blanks around it."));
  for (guint k = 0; k < i; k++)
    if (is_same_text (clt_segment_get_label (segments->pdata[k]), label))
      return clt_store_refuse (error,
                               /* Translators: a segment's name. */
                               _ ("There are two segments “%s”; give one of them another name."),
                               label);
  return TRUE;
}

gboolean
clt_segments_check (const GPtrArray *segments, guint *bad, GError **error)
{
  if (bad != NULL)
    *bad = 0;
  if (segments->len == 0)
    return clt_store_refuse (error, _ ("There must be at least the segment that takes everybody."));
  for (guint i = 0; i < segments->len; i++)
    {
      if (bad != NULL)
        *bad = i;
      if (!check_name (segments, i, error) ||
          !check_rule (segments->pdata[i], i == segments->len - 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Writing */

static gboolean
insert (CltConn *conn, const CltSegment *segment, guint position, CltDay from, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO segment (id, preset, name, rule, position, valid_from)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "itttii", id, segment->preset, segment->name, segment->rule,
                       (gint64) position, (gint64) from);
}

static gboolean
is_same_set (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const CltSegment *x = a->pdata[i], *y = b->pdata[i];

      if (!g_str_equal (x->preset, y->preset) || !g_str_equal (x->name, y->name) ||
          !g_str_equal (x->rule, y->rule))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_segments_set (CltConn *conn, const GPtrArray *segments, CltDay from, GError **error)
{
  g_autoptr (GPtrArray) now = clt_segments_load (conn, from, error);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GArray) counts = NULL;

  if (now == NULL || !clt_segments_check (segments, NULL, error))
    return FALSE;
  /* a rule that parses can still be too much for a statement: better here than in every list */
  counts = clt_segments_count (conn, segments, from, &problem);
  if (counts == NULL && g_error_matches (problem, CLT_STORE_ERROR, CLT_STORE_ERROR_FAILED))
    return clt_store_refuse (
      error, _ ("The rules of the segments are too long; nothing was changed. Shorten"
                " them, or use tags."));
  if (counts == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (is_same_set (now, segments))
    return TRUE;
  if (!clt_conn_run (conn, error, "DELETE FROM segment WHERE valid_from >= ?", "i",
                     (gint64) from) ||
      !clt_conn_run (conn, error,
                     "UPDATE segment SET valid_to = ?1 - 1"
                     " WHERE valid_to IS NULL OR valid_to >= ?1",
                     "i", (gint64) from))
    return FALSE;
  for (guint i = 0; i < segments->len; i++)
    if (!insert (conn, segments->pdata[i], i + 1, from, error))
      return FALSE;
  return TRUE;
}

/* Reading clients */

gboolean
clt_segments_add_sql (const GPtrArray *segments,
                      CltConn *conn,
                      CltDay today,
                      CltClientSql *sql,
                      GError **error)
{
  if (!clt_segments_check (segments, NULL, error))
    return FALSE;
  g_string_append (sql->where, "(CASE WHEN k.prospect = 1 OR k.opened IS NULL OR k.opened > ?1"
                               " OR k.closed <= ?1 THEN NULL");
  for (guint i = 0; i + 1 < segments->len; i++)
    {
      const CltSegment *segment = segments->pdata[i];
      g_autoptr (CltFilter) filter = clt_filter_parse (segment->rule, error);

      if (filter == NULL)
        return FALSE;
      g_string_append (sql->where, " WHEN coalesce (");
      if (!clt_filter_add_sql (filter, conn, today, sql, error))
        return FALSE;
      g_string_append_printf (sql->where, ", 0) THEN %u", i + 1);
    }
  g_string_append_printf (sql->where, " ELSE %u END)", segments->len);
  return TRUE;
}

GArray *
clt_segments_count (CltConn *conn, const GPtrArray *segments, CltDay today, GError **error)
{
  g_autoptr (CltClientSql) sql = clt_client_sql_new ();
  g_autoptr (GArray) counts = g_array_sized_new (FALSE, TRUE, sizeof (gint64), segments->len);
  g_autofree char *text = NULL;
  CltStmt *stmt;
  CltStep step;

  if (!clt_segments_add_sql (segments, conn, today, sql, error))
    return NULL;
  text = g_strdup_printf ("SELECT %s, count(*) FROM search_key k%s WHERE k.prospect = 0 GROUP BY 1",
                          sql->where->str,
                          sql->needs_client ? " JOIN client c ON c.id = k.client_id" : "");
  g_array_set_size (counts, segments->len);
  stmt = clt_conn_prepare (conn, text, error);
  if (stmt == NULL || !clt_client_sql_bind (conn, stmt, sql, today, error))
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    if (!clt_stmt_is_null (stmt, 0))
      g_array_index (counts, gint64, clt_stmt_get_int (stmt, 0) - 1) = clt_stmt_get_int (stmt, 1);
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&counts);
}

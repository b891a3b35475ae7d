/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/research/clt-study-private.h"
#include "core/research/clt-study-template.h"

static const char *const kind_names[] = { "plan", "note" };
static const char *const state_names[] = { "draft", "review", "approved", "returned" };

void
clt_study_free (CltStudy *study)
{
  g_free (study->client);
  g_free (study->author);
  g_free (study->licence);
  g_free (study->title);
  g_free (study->reviewer);
  g_free (study->remark);
  g_free (study->channel);
  g_clear_pointer (&study->sections, g_ptr_array_unref);
  g_free (study);
}

const char *
clt_study_kind_get_label (CltStudyKind kind)
{
  return kind == CLT_STUDY_PLAN ? C_ ("study", "Risk plan") : C_ ("study", "Research note");
}

char *
clt_study_format_delivery (const CltStudy *study)
{
  const char *channel = clt_channel_get_label (study->channel);
  g_autofree char *day = clt_day_format (study->delivered);

  if (study->n_delivered == 1)
    /* Translators: a date, then the channel. */
    return g_strdup_printf (_ ("%s, %s"), day, channel);
  if (study->n_delivered > 1)
    /* Translators: a number of clients, then a date. */
    return g_strdup_printf (ngettext ("%u client, last on %s", "%u clients, last on %s",
                                      study->n_delivered),
                            study->n_delivered, day);
  if (study->n_open > 0)
    /* Translators: the channel. */
    return g_strdup_printf (_ ("On its way, %s"), channel);
  if (study->n_stopped > 0)
    /* Translators: the channel. */
    return g_strdup_printf (_ ("Did not arrive, %s"), channel);
  return g_strdup ("–");
}

const char *
clt_study_state_get_label (CltStudyState state)
{
  static const char *const labels[] = {
    [CLT_STUDY_DRAFT] = NC_ ("study", "Draft"),
    [CLT_STUDY_REVIEW] = NC_ ("study", "In review"),
    [CLT_STUDY_APPROVED] = NC_ ("study", "Approved"),
    [CLT_STUDY_RETURNED] = NC_ ("study", "Returned"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "study", labels[state]);
}

/* ---- new ----------------------------------------------------------------------------------- */

static gboolean
set_author (CltConn *conn, CltStudy *study, gint64 author_id, GError **error)
{
  g_autoptr (CltStaff) author = clt_staff_load (conn, author_id, error);

  if (author == NULL)
    return FALSE;
  study->author_id = author_id;
  study->author = g_strdup (author->name);
  study->licence = g_strdup (author->licence);
  return TRUE;
}

CltStudy *
clt_study_prepare (CltConn *conn,
                   CltStudyKind kind,
                   gint64 client_id,
                   gint64 author_id,
                   CltDay day,
                   GError **error)
{
  g_autoptr (CltStudy) study = g_new0 (CltStudy, 1);

  study->kind = kind;
  study->client_id = kind == CLT_STUDY_PLAN ? client_id : 0;
  study->number = 1;
  study->title = g_strdup (kind == CLT_STUDY_PLAN ? _ ("Risk-management plan") : "");
  study->client = g_strdup ("");
  study->reviewer = g_strdup ("");
  study->remark = g_strdup ("");
  study->channel = g_strdup ("");
  study->delivered = CLT_DAY_NONE;
  if (!set_author (conn, study, author_id, error) ||
      (kind == CLT_STUDY_PLAN &&
       !clt_study_facts_load (conn, client_id, day, &study->facts, error)))
    return NULL;
  study->sections = clt_study_template_fill (kind, &study->facts);
  return g_steal_pointer (&study);
}

/* ---- reading ------------------------------------------------------------------------------- */

static char *
sections_to_json (GPtrArray *sections)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (json);
  for (guint i = 0; i < sections->len; i++)
    {
      const CltStudySection *section = sections->pdata[i];

      json_builder_begin_object (json);
      json_builder_set_member_name (json, "key");
      json_builder_add_string_value (json, section->key);
      json_builder_set_member_name (json, "text");
      json_builder_add_string_value (json, section->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static GPtrArray *
sections_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, error);
  g_autoptr (GPtrArray) sections =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_section_free);
  JsonArray *array;

  if (root == NULL)
    return NULL;
  array = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (object != NULL)
        g_ptr_array_add (
          sections,
          clt_study_section_new (json_object_get_string_member_with_default (object, "key", ""),
                                 json_object_get_string_member_with_default (object, "text", "")));
    }
  return g_steal_pointer (&sections);
}

static guint
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return i;
  return 0;
}

/* What became of the pushes that bring a version; the channel is that of the last delivery. */
#define DELIVERIES                                                                                 \
  "SELECT t.version_id, count (d.id) AS n_done, max (d.day) AS day, i.channel,"                    \
  " sum (d.id IS NULL AND i.state IN ('planned', 'queued')) AS n_open,"                            \
  " sum (d.id IS NULL AND i.state IN ('dropped', 'blocked')) AS n_stopped"                         \
  " FROM push_study AS t JOIN push_item AS i ON i.push_id = t.push_id"                             \
  " LEFT JOIN delivery AS d ON d.client_id = i.client_id AND d.push_item_id = i.id GROUP BY 1"

#define SELECT_STUDY                                                                               \
  "SELECT p.id, v.id, p.kind, p.client_id, p.author_id, s.name, s.licence, p.title, v.number,"     \
  " v.state, v.sections, v.facts, v.created, v.reviewer, v.remark, v.reviewed,"                    \
  " coalesce (c.name, ''), coalesce (p.product_id, 0), x.n_done, x.n_open, x.n_stopped, x.day,"    \
  " coalesce (x.channel, '')"                                                                      \
  " FROM study AS p JOIN study_version AS v ON v.study_id = p.id"                                  \
  " JOIN staff AS s ON s.id = p.author_id LEFT JOIN client AS c ON c.id = p.client_id"             \
  " LEFT JOIN (" DELIVERIES ") AS x ON x.version_id = v.id "

static CltStudy *
read_study (CltStmt *stmt, GError **error)
{
  g_autoptr (CltStudy) study = g_new0 (CltStudy, 1);

  study->id = clt_stmt_get_int (stmt, 0);
  study->version_id = clt_stmt_get_int (stmt, 1);
  study->kind = find_name (kind_names, G_N_ELEMENTS (kind_names), clt_stmt_get_text (stmt, 2));
  study->client_id = clt_stmt_get_int (stmt, 3);
  study->author_id = clt_stmt_get_int (stmt, 4);
  study->author = g_strdup (clt_stmt_get_text (stmt, 5));
  study->licence = g_strdup (clt_stmt_get_text (stmt, 6));
  study->title = g_strdup (clt_stmt_get_text (stmt, 7));
  study->number = (int) clt_stmt_get_int (stmt, 8);
  study->state = find_name (state_names, G_N_ELEMENTS (state_names), clt_stmt_get_text (stmt, 9));
  study->created = clt_stmt_get_int (stmt, 12);
  study->reviewer = g_strdup (clt_stmt_get_text (stmt, 13));
  study->remark = g_strdup (clt_stmt_get_text (stmt, 14));
  study->reviewed = clt_stmt_get_int (stmt, 15);
  study->client = g_strdup (clt_stmt_get_text (stmt, 16));
  study->product_id = clt_stmt_get_int (stmt, 17);
  study->n_delivered = (guint) clt_stmt_get_int (stmt, 18);
  study->n_open = (guint) clt_stmt_get_int (stmt, 19);
  study->n_stopped = (guint) clt_stmt_get_int (stmt, 20);
  study->delivered = clt_stmt_get_day (stmt, 21);
  study->channel = g_strdup (clt_stmt_get_text (stmt, 22));
  study->sections = sections_from_json (clt_stmt_get_text (stmt, 10), error);
  if (study->sections == NULL ||
      !clt_study_facts_from_json (clt_stmt_get_text (stmt, 11), &study->facts, error))
    return NULL;
  return g_steal_pointer (&study);
}

CltStudy *
clt_study_load (CltConn *conn, gint64 version_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, SELECT_STUDY "WHERE v.id = ?", "i", version_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltStudy *study = NULL;

  if (step == CLT_STEP_ROW)
    study = read_study (stmt, error);
  else if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such plan or note any more."));
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return study;
}

static GPtrArray *
read_studies (CltStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) studies = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_free);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltStudy *study = read_study (stmt, error);

      if (study == NULL)
        {
          clt_stmt_reset (stmt);
          return NULL;
        }
      g_ptr_array_add (studies, study);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&studies) : NULL;
}

GPtrArray *
clt_study_list (CltConn *conn, gint64 client_id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    SELECT_STUDY
                    "WHERE (?1 = 0 OR p.client_id = ?1) AND v.number ="
                    " (SELECT max (n.number) FROM study_version AS n WHERE n.study_id = p.id)"
                    " ORDER BY v.created DESC, v.id DESC",
                    "i", client_id);

  return read_studies (stmt, error);
}

GPtrArray *
clt_study_list_versions (CltConn *conn, gint64 study_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, SELECT_STUDY "WHERE p.id = ? ORDER BY v.number DESC",
                                  "i", study_id);

  return read_studies (stmt, error);
}

/* ---- writing ------------------------------------------------------------------------------- */

static gboolean
insert_version (CltConn *conn, CltStudy *study, GError **error)
{
  g_autofree char *sections = sections_to_json (study->sections);
  g_autofree char *facts = clt_study_facts_to_json (&study->facts);

  study->version_id = clt_conn_new_id (conn, error);
  study->created = clt_action_get_time (conn);
  return study->version_id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO study_version (id, study_id, number, sections, facts, created)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "iiitti", study->version_id, study->id, (gint64) study->number, sections,
                       facts, study->created);
}

static gboolean
insert_study (CltConn *conn, CltStudy *study, GError **error)
{
  study->id = clt_conn_new_id (conn, error);
  return study->id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO study (id, kind, client_id, product_id, author_id, title,"
                       " created) VALUES (?, ?, nullif (?, 0), nullif (?, 0), ?, ?, ?)",
                       "itiiiti", study->id, kind_names[study->kind], study->client_id,
                       study->product_id, study->author_id, study->title,
                       clt_action_get_time (conn)) &&
         insert_version (conn, study, error);
}

static gboolean
update_draft (CltConn *conn, const CltStudy *study, GError **error)
{
  g_autofree char *sections = sections_to_json (study->sections);

  g_autofree char *facts = clt_study_facts_to_json (&study->facts);

  return clt_conn_run (conn, error,
                       "UPDATE study SET title = ?, product_id = nullif (?, 0) WHERE id = ?", "tii",
                       study->title, study->product_id, study->id) &&
         clt_conn_run (conn, error, "UPDATE study_version SET sections = ?, facts = ? WHERE id = ?",
                       "tti", sections, facts, study->version_id);
}

/* What the file says now: the record may be older than the last decision. */
static gboolean
check_state (CltConn *conn,
             gint64 version_id,
             CltStudyState wanted,
             const char *message,
             GError **error)
{
  g_autoptr (CltStudy) stored = clt_study_load (conn, version_id, error);

  if (stored == NULL)
    return FALSE;
  return stored->state == wanted || clt_store_refuse (error, "%s", message);
}

gboolean
clt_study_save (CltConn *conn, CltStudy *study, GError **error)
{
  if (*study->title == '\0')
    return clt_store_refuse (error, _ ("A plan or note needs a title; nothing was changed."));
  if (study->kind == CLT_STUDY_PLAN && study->client_id == 0)
    return clt_store_refuse (error, _ ("A plan needs its client; nothing was changed."));
  if (study->id == 0)
    return insert_study (conn, study, error);
  return check_state (conn, study->version_id, CLT_STUDY_DRAFT,
                      _ ("Only a draft can be changed: make a new version of it."), error) &&
         update_draft (conn, study, error);
}

static CltStudySection *
find_section (GPtrArray *sections, const char *key)
{
  for (guint i = 0; i < sections->len; i++)
    if (g_str_equal (((CltStudySection *) sections->pdata[i])->key, key))
      return sections->pdata[i];
  return NULL;
}

static gboolean
take_new_facts (CltConn *conn, CltStudy *study, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) before = clt_study_template_fill (study->kind, &study->facts);
  g_autoptr (GPtrArray) after = NULL;

  if (study->kind != CLT_STUDY_PLAN)
    return TRUE;
  if (!clt_study_facts_load (conn, study->client_id, day, &study->facts, error))
    return FALSE;
  after = clt_study_template_fill (study->kind, &study->facts);
  for (guint i = 0; i < before->len; i++)
    {
      const CltStudySection *old = before->pdata[i], *new = after->pdata[i];
      CltStudySection *section = find_section (study->sections, old->key);

      if (section != NULL && g_str_equal (section->text, old->text))
        clt_set_str (&section->text, new->text);
    }
  return TRUE;
}

gboolean
clt_study_refresh (CltConn *conn, gint64 version_id, CltDay day, GError **error)
{
  g_autoptr (CltStudy) study = clt_study_load (conn, version_id, error);

  return study != NULL && take_new_facts (conn, study, day, error) &&
         clt_study_save (conn, study, error);
}

gint64
clt_study_revise (CltConn *conn, gint64 version_id, CltDay day, GError **error)
{
  g_autoptr (CltStudy) study = clt_study_load (conn, version_id, error);
  gint64 undecided, newest;

  if (study == NULL ||
      !clt_conn_get_int (conn, &undecided, 0, error,
                         "SELECT count(*) FROM study_version WHERE study_id = ?"
                         " AND state IN ('draft', 'review')",
                         "i", study->id) ||
      !clt_conn_get_int (conn, &newest, 0, error,
                         "SELECT max (number) FROM study_version WHERE study_id = ?", "i",
                         study->id))
    return 0;
  if (undecided > 0)
    {
      clt_store_refuse (
        error, _ ("There is a newer version that is not decided yet; nothing was changed."));
      return 0;
    }
  study->number = (int) newest + 1;
  if (!take_new_facts (conn, study, day, error) || !insert_version (conn, study, error))
    return 0;
  return study->version_id;
}

const char *
clt_study_find_promise (const char *text)
{
  static const char *const promises[] = {
    "保证盈利",
    "保证收益",
    "承诺收益",
    "保本",
    "稳赚",
    "包赚",
    "稳赢",
    "必涨",
    "必跌",
    "无风险",
    "零风险",
    "guaranteed profit",
    "guaranteed return",
    "risk-free",
    "without any risk",
  };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (promises); i++)
    if (strstr (lower, promises[i]) != NULL)
      return promises[i];
  return NULL;
}

static gboolean
check_section (const CltStudySection *section, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (section->text));
  const char *promise = clt_study_find_promise (section->text);

  if (*stripped == '\0')
    clt_store_refuse (error, /* Translators: the heading of a section. */
                      _ ("“%s” is still empty; the draft was not handed in."),
                      clt_study_section_get_label (section->key));
  else if (promise != NULL)
    clt_store_refuse (error, /* Translators: the heading of a section, then the words. */
                      _ (
                        "“%s” says “%s”: a promise of profit is forbidden. The draft was not handed"
                        " in."),
                      clt_study_section_get_label (section->key), promise);
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_state (CltConn *conn, gint64 version_id, CltStudyState state, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE study_version SET state = ? WHERE id = ?", "ti",
                       state_names[state], version_id);
}

gboolean
clt_study_submit (CltConn *conn, gint64 version_id, GError **error)
{
  g_autoptr (CltStudy) study = clt_study_load (conn, version_id, error);

  if (study == NULL)
    return FALSE;
  if (study->state != CLT_STUDY_DRAFT)
    return clt_store_refuse (error, _ ("Only a draft can be handed in; nothing was changed."));
  if (*study->licence == '\0')
    {
      clt_store_refuse (
        error, /* Translators: the adviser's name. */
        _ ("%s has no qualification number, so this cannot be signed. Enter the number"
           " with the staff first."),
        study->author);
      return FALSE;
    }
  for (guint i = 0; i < study->sections->len; i++)
    if (!check_section (study->sections->pdata[i], error))
      return FALSE;
  return set_state (conn, version_id, CLT_STUDY_REVIEW, error);
}

/* People act under their name or number. */
static gboolean
is_author (CltConn *conn, const CltStudy *study, const char *who, gboolean *same, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM staff WHERE id = ? AND (name = ? OR number = ?)",
                         "itt", study->author_id, who, who))
    return FALSE;
  *same = n > 0;
  return TRUE;
}

gboolean
clt_study_review (CltConn *conn,
                  gint64 version_id,
                  const char *who,
                  gboolean approve,
                  const char *remark,
                  GError **error)
{
  g_autoptr (CltStudy) study = clt_study_load (conn, version_id, error);
  gboolean same;

  if (study == NULL || !is_author (conn, study, who, &same, error))
    return FALSE;
  if (study->state != CLT_STUDY_REVIEW)
    return clt_store_refuse (error,
                             _ ("Only what was handed in can be reviewed; nothing was changed."));
  if (same || *who == '\0')
    return clt_store_refuse (error,
                             _ ("Another person than the author reviews it; nothing was changed."));
  if (!approve && (remark == NULL || *remark == '\0'))
    return clt_store_refuse (error,
                             _ (
                               "Say what is to be mended when returning it; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE study_version SET state = ?, reviewer = ?, reviewed = ?, remark = ?"
                       " WHERE id = ?",
                       "ttiti", state_names[approve ? CLT_STUDY_APPROVED : CLT_STUDY_RETURNED], who,
                       clt_action_get_time (conn), remark == NULL ? "" : remark, version_id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-paper.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"
#include "core/research/clt-paper-template.h"

static const char *const kind_names[] = { "plan", "note" };
static const char *const state_names[] = { "draft", "review", "approved", "returned" };

void
clt_paper_free (CltPaper *paper)
{
  g_free (paper->author);
  g_free (paper->licence);
  g_free (paper->title);
  g_free (paper->reviewer);
  g_free (paper->remark);
  g_clear_pointer (&paper->sections, g_ptr_array_unref);
  g_free (paper);
}

const char *
clt_paper_state_get_label (CltPaperState state)
{
  static const char *const labels[] = {
    [CLT_PAPER_DRAFT] = NC_ ("paper", "Draft"),
    [CLT_PAPER_REVIEW] = NC_ ("paper", "In review"),
    [CLT_PAPER_APPROVED] = NC_ ("paper", "Approved"),
    [CLT_PAPER_RETURNED] = NC_ ("paper", "Returned"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "paper", labels[state]);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID, message);
  return FALSE;
}

/* ---- new ----------------------------------------------------------------------------------- */

static gboolean
set_author (CltConn *conn, CltPaper *paper, gint64 author_id, GError **error)
{
  g_autoptr (CltStaff) author = clt_staff_load (conn, author_id, error);

  if (author == NULL)
    return FALSE;
  paper->author_id = author_id;
  paper->author = g_strdup (author->name);
  paper->licence = g_strdup (author->licence);
  return TRUE;
}

CltPaper *
clt_paper_prepare (CltConn *conn,
                   CltPaperKind kind,
                   gint64 client_id,
                   gint64 author_id,
                   CltDay day,
                   GError **error)
{
  g_autoptr (CltPaper) paper = g_new0 (CltPaper, 1);

  paper->kind = kind;
  paper->client_id = kind == CLT_PAPER_PLAN ? client_id : 0;
  paper->number = 1;
  paper->title = g_strdup (kind == CLT_PAPER_PLAN ? _ ("Risk-management plan") : "");
  paper->reviewer = g_strdup ("");
  paper->remark = g_strdup ("");
  if (!set_author (conn, paper, author_id, error) ||
      (kind == CLT_PAPER_PLAN &&
       !clt_paper_facts_load (conn, client_id, day, &paper->facts, error)))
    return NULL;
  paper->sections = clt_paper_template_fill (kind, &paper->facts);
  return g_steal_pointer (&paper);
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
      const CltPaperSection *section = sections->pdata[i];

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
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_paper_section_free);
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
          clt_paper_section_new (json_object_get_string_member_with_default (object, "key", ""),
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

#define SELECT_PAPER                                                                               \
  "SELECT p.id, v.id, p.kind, p.client_id, p.author_id, s.name, s.licence, p.title, v.number,"     \
  " v.state, v.sections, v.facts, v.created, v.reviewer, v.remark, v.reviewed"                     \
  " FROM paper AS p JOIN paper_version AS v ON v.paper_id = p.id"                                  \
  " JOIN staff AS s ON s.id = p.author_id "

static CltPaper *
read_paper (CltStmt *stmt, GError **error)
{
  g_autoptr (CltPaper) paper = g_new0 (CltPaper, 1);

  paper->id = clt_stmt_get_int (stmt, 0);
  paper->version_id = clt_stmt_get_int (stmt, 1);
  paper->kind = find_name (kind_names, G_N_ELEMENTS (kind_names), clt_stmt_get_text (stmt, 2));
  paper->client_id = clt_stmt_get_int (stmt, 3);
  paper->author_id = clt_stmt_get_int (stmt, 4);
  paper->author = g_strdup (clt_stmt_get_text (stmt, 5));
  paper->licence = g_strdup (clt_stmt_get_text (stmt, 6));
  paper->title = g_strdup (clt_stmt_get_text (stmt, 7));
  paper->number = (int) clt_stmt_get_int (stmt, 8);
  paper->state = find_name (state_names, G_N_ELEMENTS (state_names), clt_stmt_get_text (stmt, 9));
  paper->created = clt_stmt_get_int (stmt, 12);
  paper->reviewer = g_strdup (clt_stmt_get_text (stmt, 13));
  paper->remark = g_strdup (clt_stmt_get_text (stmt, 14));
  paper->reviewed = clt_stmt_get_int (stmt, 15);
  paper->sections = sections_from_json (clt_stmt_get_text (stmt, 10), error);
  if (paper->sections == NULL ||
      !clt_paper_facts_from_json (clt_stmt_get_text (stmt, 11), &paper->facts, error))
    return NULL;
  return g_steal_pointer (&paper);
}

CltPaper *
clt_paper_load (CltConn *conn, gint64 version_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, SELECT_PAPER "WHERE v.id = ?", "i", version_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltPaper *paper = NULL;

  if (step == CLT_STEP_ROW)
    paper = read_paper (stmt, error);
  else if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such plan or note any more."));
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return paper;
}

GPtrArray *
clt_paper_list (CltConn *conn, gint64 client_id, GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_paper_free);
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    SELECT_PAPER
                    "WHERE (?1 = 0 OR p.client_id = ?1) AND v.number ="
                    " (SELECT max (n.number) FROM paper_version AS n WHERE n.paper_id = p.id)"
                    " ORDER BY v.created DESC, v.id DESC",
                    "i", client_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltPaper *paper = read_paper (stmt, error);

      if (paper == NULL)
        {
          clt_stmt_reset (stmt);
          return NULL;
        }
      g_ptr_array_add (papers, paper);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&papers) : NULL;
}

/* ---- writing ------------------------------------------------------------------------------- */

static gboolean
insert_version (CltConn *conn, CltPaper *paper, GError **error)
{
  g_autofree char *sections = sections_to_json (paper->sections);
  g_autofree char *facts = clt_paper_facts_to_json (&paper->facts);

  paper->version_id = clt_conn_new_id (conn, error);
  paper->created = clt_now ();
  return paper->version_id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO paper_version (id, paper_id, number, sections, facts, created)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "iiitti", paper->version_id, paper->id, (gint64) paper->number, sections,
                       facts, paper->created);
}

static gboolean
insert_paper (CltConn *conn, CltPaper *paper, GError **error)
{
  paper->id = clt_conn_new_id (conn, error);
  return paper->id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO paper (id, kind, client_id, author_id, title, created)"
                       " VALUES (?, ?, nullif (?, 0), ?, ?, ?)",
                       "itiiti", paper->id, kind_names[paper->kind], paper->client_id,
                       paper->author_id, paper->title, clt_now ()) &&
         insert_version (conn, paper, error);
}

static gboolean
update_draft (CltConn *conn, const CltPaper *paper, GError **error)
{
  g_autofree char *sections = sections_to_json (paper->sections);

  return clt_conn_run (conn, error, "UPDATE paper SET title = ? WHERE id = ?", "ti", paper->title,
                       paper->id) &&
         clt_conn_run (conn, error, "UPDATE paper_version SET sections = ? WHERE id = ?", "ti",
                       sections, paper->version_id);
}

/* What the file says now: the record may be older than the last decision. */
static gboolean
check_state (CltConn *conn,
             gint64 version_id,
             CltPaperState wanted,
             const char *message,
             GError **error)
{
  g_autoptr (CltPaper) stored = clt_paper_load (conn, version_id, error);

  if (stored == NULL)
    return FALSE;
  return stored->state == wanted || refuse (error, message);
}

gboolean
clt_paper_save (CltConn *conn, CltPaper *paper, GError **error)
{
  if (*paper->title == '\0')
    return refuse (error, _ ("A plan or note needs a title; nothing was changed."));
  if (paper->kind == CLT_PAPER_PLAN && paper->client_id == 0)
    return refuse (error, _ ("A plan needs its client; nothing was changed."));
  if (paper->id == 0)
    return insert_paper (conn, paper, error);
  return check_state (conn, paper->version_id, CLT_PAPER_DRAFT,
                      _ ("Only a draft can be changed: make a new version of it."), error) &&
         update_draft (conn, paper, error);
}

gint64
clt_paper_revise (CltConn *conn, gint64 version_id, CltDay day, GError **error)
{
  g_autoptr (CltPaper) paper = clt_paper_load (conn, version_id, error);
  gint64 undecided, newest;

  if (paper == NULL ||
      !clt_conn_get_int (conn, &undecided, 0, error,
                         "SELECT count(*) FROM paper_version WHERE paper_id = ?"
                         " AND state IN ('draft', 'review')",
                         "i", paper->id) ||
      !clt_conn_get_int (conn, &newest, 0, error,
                         "SELECT max (number) FROM paper_version WHERE paper_id = ?", "i",
                         paper->id))
    return 0;
  if (undecided > 0)
    {
      refuse (error, _ ("There is a newer version that is not decided yet; nothing was changed."));
      return 0;
    }
  paper->number = (int) newest + 1;
  if ((paper->kind == CLT_PAPER_PLAN &&
       !clt_paper_facts_load (conn, paper->client_id, day, &paper->facts, error)) ||
      !insert_version (conn, paper, error))
    return 0;
  return paper->version_id;
}

const char *
clt_paper_find_promise (const char *text)
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
check_section (const CltPaperSection *section, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (section->text));
  const char *promise = clt_paper_find_promise (section->text);

  if (*stripped == '\0')
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                 /* Translators: the heading of a section. */
                 _ ("“%s” is still empty; the draft was not handed in."),
                 clt_paper_section_get_label (section->key));
  else if (promise != NULL)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                 /* Translators: the heading of a section, then the words. */
                 _ ("“%s” says “%s”: a promise of profit is forbidden. The draft was not handed"
                    " in."),
                 clt_paper_section_get_label (section->key), promise);
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_state (CltConn *conn, gint64 version_id, CltPaperState state, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE paper_version SET state = ? WHERE id = ?", "ti",
                       state_names[state], version_id);
}

gboolean
clt_paper_submit (CltConn *conn, gint64 version_id, GError **error)
{
  g_autoptr (CltPaper) paper = clt_paper_load (conn, version_id, error);

  if (paper == NULL)
    return FALSE;
  if (paper->state != CLT_PAPER_DRAFT)
    return refuse (error, _ ("Only a draft can be handed in; nothing was changed."));
  if (*paper->licence == '\0')
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                   /* Translators: the adviser's name. */
                   _ ("%s has no qualification number, so this cannot be signed. Enter the number"
                      " with the staff first."),
                   paper->author);
      return FALSE;
    }
  for (guint i = 0; i < paper->sections->len; i++)
    if (!check_section (paper->sections->pdata[i], error))
      return FALSE;
  return set_state (conn, version_id, CLT_PAPER_REVIEW, error);
}

/* People act under their name or number. */
static gboolean
is_author (CltConn *conn, const CltPaper *paper, const char *who, gboolean *same, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM staff WHERE id = ? AND (name = ? OR number = ?)",
                         "itt", paper->author_id, who, who))
    return FALSE;
  *same = n > 0;
  return TRUE;
}

gboolean
clt_paper_review (CltConn *conn,
                  gint64 version_id,
                  const char *who,
                  gboolean approve,
                  const char *remark,
                  GError **error)
{
  g_autoptr (CltPaper) paper = clt_paper_load (conn, version_id, error);
  gboolean same;

  if (paper == NULL || !is_author (conn, paper, who, &same, error))
    return FALSE;
  if (paper->state != CLT_PAPER_REVIEW)
    return refuse (error, _ ("Only what was handed in can be reviewed; nothing was changed."));
  if (same || *who == '\0')
    return refuse (error, _ ("Another person than the author reviews it; nothing was changed."));
  if (!approve && (remark == NULL || *remark == '\0'))
    return refuse (error, _ ("Say what is to be mended when returning it; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE paper_version SET state = ?, reviewer = ?, reviewed = ?, remark = ?"
                       " WHERE id = ?",
                       "ttiti", state_names[approve ? CLT_PAPER_APPROVED : CLT_PAPER_RETURNED], who,
                       clt_now (), remark == NULL ? "" : remark, version_id);
}

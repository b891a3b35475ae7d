/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-product.h"

#define MAX_NAME 100

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "trading", NC_ ("service category", "Quotes and trading") },
  { "research", NC_ ("service category", "Research and information") },
  { "training", NC_ ("service category", "Training") },
  { "value", NC_ ("service category", "Value-added services") },
};

const char *
clt_category_get_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i].kind))
      return g_dpgettext2 (GETTEXT_PACKAGE, "service category", kinds[i].label);
  return "";
}

void
clt_category_free (CltCategory *category)
{
  g_free (category->kind);
  g_free (category->name);
  g_free (category);
}

static CltCategory *
read_category (CltStmt *stmt)
{
  CltCategory *category = g_new0 (CltCategory, 1);
  const char *name = clt_stmt_get_text (stmt, 3);

  category->id = clt_stmt_get_int (stmt, 0);
  category->parent_id = clt_stmt_get_int (stmt, 1);
  category->kind = g_strdup (clt_stmt_get_text (stmt, 2));
  category->name = g_strdup (*name == '\0' ? clt_category_get_label (category->kind) : name);
  category->position = (int) clt_stmt_get_int (stmt, 4);
  category->archived = clt_stmt_get_int (stmt, 5) != 0;
  return category;
}

/* Moves @parent_id's children from @rows, where siblings are in order, to the end of @list, each
 * followed by its own. */
static void
add_children (GPtrArray *list, GPtrArray *rows, gint64 parent_id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CltCategory *category = rows->pdata[i];

      if (category == NULL || category->parent_id != parent_id)
        continue;
      rows->pdata[i] = NULL;
      g_ptr_array_add (list, category);
      add_children (list, rows, category->id);
    }
}

GPtrArray *
clt_category_list (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_category_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT id, parent_id, kind, name, position, archived"
                                  " FROM service_category ORDER BY position, id",
                                  "");
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (rows, read_category (stmt));
  /* clt_category_save() lets no circle come into being: every row hangs below one of the four */
  add_children (list, rows, 0);
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

/* Takes over the parent's kind; refuses a parent that is missing or lies below the category. */
static gboolean
check_parent (CltConn *conn, CltCategory *category, GError **error)
{
  CltStmt *stmt;
  g_autofree char *kind = NULL;
  gint64 circle;

  stmt = clt_conn_query (conn, error, "SELECT kind FROM service_category WHERE id = ?", "i",
                         category->parent_id);
  if (stmt == NULL)
    return FALSE;
  switch (clt_stmt_step (stmt, error))
    {
    case CLT_STEP_ROW:
      kind = g_strdup (clt_stmt_get_text (stmt, 0));
      clt_stmt_reset (stmt);
      break;
    case CLT_STEP_DONE:
      return clt_store_refuse (error, "%s",
                               _ ("A category belongs below one of the four that the catalogue "
                                  "has, or below one of theirs. Nothing was changed."));
    case CLT_STEP_ERROR:
    default:
      return FALSE;
    }
  if (!clt_conn_get_int (conn, &circle, 0, error,
                         "WITH RECURSIVE up (id) AS (VALUES (?1)"
                         " UNION SELECT c.parent_id FROM up JOIN service_category c ON c.id = up.id"
                         " WHERE c.parent_id IS NOT NULL)"
                         " SELECT count(*) FROM up WHERE id = ?2",
                         "ii", category->parent_id, category->id))
    return FALSE;
  if (circle != 0)
    return clt_store_refuse (error, "%s",
                             _ ("A category cannot lie below itself. Nothing was changed."));
  clt_set_str (&category->kind, kind);
  return TRUE;
}

static gboolean
check_archived (CltConn *conn, const CltCategory *category, GError **error)
{
  gint64 n;

  if (!category->archived)
    return TRUE;
  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT (SELECT count(*) FROM product WHERE category_id = ?1 AND archived "
                         "= 0) + (SELECT count(*) FROM service_category WHERE parent_id = ?1 AND"
                         " archived = 0)",
                         "i", category->id))
    return FALSE;
  if (n > 0)
    return clt_store_refuse (error,
                             /* Translators: %s is the name of a category. */
                             _ ("“%s” still holds products or categories. Move or archive them "
                                "first. Nothing was changed."),
                             category->name);
  return TRUE;
}

static gboolean
check_category (CltConn *conn, CltCategory *category, GError **error)
{
  if (*category->name == '\0')
    return clt_store_refuse (error, "%s", _ ("A category needs a name. Nothing was changed."));
  if (g_utf8_strlen (category->name, -1) > MAX_NAME)
    return clt_store_refuse (error,
                             _ ("The name of a category has at most %d characters. "
                                "Nothing was changed."),
                             MAX_NAME);
  if (category->position < 0)
    return clt_store_refuse (error, "%s", _ ("A position is not below zero. Nothing was changed."));
  return check_archived (conn, category, error);
}

/* One of the four: its kind and its place above all others stay. */
static gboolean
save_top (CltConn *conn, CltCategory *category, GError **error)
{
  const char *name = category->name;
  gint64 known;

  if (!clt_conn_get_int (conn, &known, 0, error,
                         "SELECT count(*) FROM service_category WHERE id = ? AND kind = ?"
                         " AND parent_id IS NULL",
                         "it", category->id, category->kind))
    return FALSE;
  if (known == 0 || category->archived)
    return clt_store_refuse (error, "%s",
                             _ ("The catalogue has four categories; further ones lie below "
                                "them. Nothing was changed."));
  if (g_str_equal (name, clt_category_get_label (category->kind)))
    name = "";
  return clt_conn_run (conn, error,
                       "UPDATE service_category SET name = ?, position = ? WHERE id = ?", "tii",
                       name, (gint64) category->position, category->id);
}

/* What lies below a category that has moved to another of the four follows it. */
static gboolean
hand_down_kind (CltConn *conn, const CltCategory *category, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE service_category SET kind = ?2 WHERE kind <> ?2 AND id IN ("
                       "WITH RECURSIVE below (id) AS (VALUES (?1) UNION SELECT c.id FROM below b"
                       " JOIN service_category c ON c.parent_id = b.id) SELECT id FROM below)",
                       "it", category->id, category->kind);
}

gboolean
clt_category_save (CltConn *conn, CltCategory *category, GError **error)
{
  gint64 id = category->id;

  if (!check_category (conn, category, error))
    return FALSE;
  if (category->parent_id == 0)
    return save_top (conn, category, error);
  if (!check_parent (conn, category, error))
    return FALSE;
  if (id == 0 && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  if (!clt_conn_run (conn, error,
                     "INSERT INTO service_category (id, parent_id, kind, name, position, archived)"
                     " VALUES (?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id,"
                     " kind = excluded.kind, name = excluded.name, position = excluded.position,"
                     " archived = excluded.archived",
                     "iittii", id, category->parent_id, category->kind, category->name,
                     (gint64) category->position, (gint64) category->archived))
    return FALSE;
  category->id = id;
  return hand_down_kind (conn, category, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-product.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/store/clt-ids.h"

#define PRODUCT_COLUMNS                                                                            \
  "p.id, p.code, p.category_id, c.kind, p.owner_id, p.position, p.archived"                        \
  " FROM product p JOIN service_category c ON c.id = p.category_id"

CltProduct *
clt_product_new (void)
{
  CltProduct *product = g_new0 (CltProduct, 1);

  product->code = g_strdup ("");
  product->kind = g_strdup ("");
  return product;
}

void
clt_product_free (CltProduct *product)
{
  g_clear_pointer (&product->current, clt_version_free);
  g_clear_pointer (&product->draft, clt_version_free);
  g_clear_pointer (&product->latest, clt_version_free);
  g_free (product->code);
  g_free (product->kind);
  g_free (product);
}

const CltVersion *
clt_product_get_version (const CltProduct *product)
{
  if (product->current != NULL)
    return product->current;
  return product->latest != NULL ? product->latest : product->draft;
}

static gpointer
read_product (CltStmt *stmt)
{
  CltProduct *product = g_new0 (CltProduct, 1);

  product->id = clt_stmt_get_int (stmt, 0);
  product->code = g_strdup (clt_stmt_get_text (stmt, 1));
  product->category_id = clt_stmt_get_int (stmt, 2);
  product->kind = g_strdup (clt_stmt_get_text (stmt, 3));
  product->owner_id = clt_stmt_get_int (stmt, 4);
  product->position = (int) clt_stmt_get_int (stmt, 5);
  product->archived = clt_stmt_get_int (stmt, 6) != 0;
  return product;
}

/* The newest version of the kind that @sql asks for; @version stays NULL when there is none. */
static gboolean
load_newest (CltConn *conn,
             const char *sql,
             gint64 product_id,
             CltVersion **version,
             GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, sql, "i", product_id))
    return FALSE;
  if (id != 0)
    *version = clt_version_load (conn, id, error);
  return id == 0 || *version != NULL;
}

static gboolean
load_versions (CltConn *conn, CltProduct *product, CltDay day, GError **error)
{
  g_autoptr (GError) failure = NULL;

  product->current = clt_version_get (conn, product->id, day, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return load_newest (conn,
                      "SELECT id FROM product_version WHERE product_id = ? AND state = 'draft'"
                      " ORDER BY number DESC LIMIT 1",
                      product->id, &product->draft, error) &&
         load_newest (conn,
                      "SELECT id FROM product_version WHERE product_id = ? AND state <> 'draft'"
                      " ORDER BY valid_from DESC, number DESC LIMIT 1",
                      product->id, &product->latest, error);
}

/* Where each category stands in the tree. */
static GHashTable *
rank_categories (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) categories = clt_category_list (conn, error);
  g_autoptr (GHashTable) ranks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (categories == NULL)
    return NULL;
  for (guint i = 0; i < categories->len; i++)
    {
      const CltCategory *category = categories->pdata[i];

      g_hash_table_insert (ranks, g_memdup2 (&category->id, sizeof category->id),
                           GUINT_TO_POINTER (i));
    }
  return g_steal_pointer (&ranks);
}

static int
compare_place (gconstpointer a, gconstpointer b, gpointer ranks)
{
  const CltProduct *x = *(CltProduct *const *) a, *y = *(CltProduct *const *) b;
  guint rank_x = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, &x->category_id));
  guint rank_y = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, &y->category_id));

  if (rank_x != rank_y)
    return rank_x < rank_y ? -1 : 1;
  if (x->position != y->position)
    return x->position < y->position ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

GPtrArray *
clt_product_list (CltConn *conn, CltDay day, gboolean archived, GError **error)
{
  g_autoptr (GHashTable) ranks = rank_categories (conn, error);
  CltStmt *stmt = ranks == NULL ? NULL
                                : clt_conn_query (conn, error,
                                                  "SELECT " PRODUCT_COLUMNS
                                                  " WHERE p.archived = 0 OR ? = 1 ORDER BY p.id",
                                                  "i", (gint64) archived);
  g_autoptr (GPtrArray) list =
    clt_stmt_read_all (stmt, read_product, (GDestroyNotify) clt_product_free, error);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!load_versions (conn, list->pdata[i], day, error))
      return NULL;
  g_ptr_array_sort_with_data (list, compare_place, ranks);
  return g_steal_pointer (&list);
}

CltProduct *
clt_product_load (CltConn *conn, gint64 id, CltDay day, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " PRODUCT_COLUMNS " WHERE p.id = ?", "i", id);
  g_autoptr (CltProduct) product =
    clt_stmt_read_one (stmt, read_product, _ ("This product is no longer in the file."), error);

  if (product == NULL || !load_versions (conn, product, day, error))
    return NULL;
  return g_steal_pointer (&product);
}

gint64
clt_product_find (CltConn *conn, const char *code, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM product WHERE code = ?", "t", code))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: %s is what was typed. */
                 _ ("There is no product with the code “%s”."), code);
  return id;
}

static gboolean
check_category (CltConn *conn, const CltProduct *product, GError **error)
{
  gint64 archived;

  if (!clt_conn_get_int (conn, &archived, -1, error,
                         "SELECT archived FROM service_category WHERE id = ?", "i",
                         product->category_id))
    return FALSE;
  if (archived < 0)
    return clt_store_refuse (error, "%s", _ ("A product needs a category. Nothing was changed."));
  if (archived > 0 && !product->archived)
    return clt_store_refuse (error, "%s", _ ("This category is archived. Nothing was changed."));
  return TRUE;
}

/* What is archived is out of sight: it must not go on being promised and delivered. */
static gboolean
check_archived (CltConn *conn, const CltProduct *product, GError **error)
{
  gint64 approved;

  if (!product->archived || product->id == 0)
    return TRUE;
  if (!clt_conn_get_int (conn, &approved, 0, error,
                         "SELECT state = 'approved' FROM product_version WHERE product_id = ?"
                         " AND state <> 'draft' ORDER BY valid_from DESC, number DESC LIMIT 1",
                         "i", product->id))
    return FALSE;
  if (approved != 0)
    return clt_store_refuse (error,
                             /* Translators: %s is the code of a product. */
                             _ ("“%s” is in force. Retire it before it goes to the archive. "
                                "Nothing was changed."),
                             product->code);
  return TRUE;
}

static gboolean
check_product (CltConn *conn, const CltProduct *product, GError **error)
{
  gint64 other, owner;

  if (!clt_text_is_key (product->code))
    return clt_store_refuse (error, "%s",
                             _ ("The code of a product has 1 to 32 characters without blanks "
                                "and punctuation. Nothing was changed."));
  if (!clt_conn_get_int (conn, &other, 0, error,
                         "SELECT id FROM product WHERE code = ? AND id <> ?", "ti", product->code,
                         product->id))
    return FALSE;
  if (other != 0)
    return clt_store_refuse (error,
                             /* Translators: %s is the code of a product. */
                             _ ("Another product has the code “%s”. Nothing was changed."),
                             product->code);
  if (!clt_conn_get_int (conn, &owner, 0, error, "SELECT count(*) FROM staff WHERE id = ?", "i",
                         product->owner_id))
    return FALSE;
  if (product->owner_id != 0 && owner == 0)
    return clt_store_refuse (error, "%s",
                             _ ("The owner of a product is a member of staff. "
                                "Nothing was changed."));
  return check_category (conn, product, error) && check_archived (conn, product, error);
}

gboolean
clt_product_save (CltConn *conn, CltProduct *product, GError **error)
{
  gint64 id = product->id;

  if (!check_product (conn, product, error))
    return FALSE;
  if (id == 0 && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  if (!clt_conn_run (conn, error,
                     "INSERT INTO product (id, code, category_id, owner_id, position, archived)"
                     " VALUES (?, ?, ?, nullif (?, 0), ?, ?)"
                     " ON CONFLICT (id) DO UPDATE SET code = excluded.code,"
                     " category_id = excluded.category_id, owner_id = excluded.owner_id,"
                     " position = excluded.position, archived = excluded.archived",
                     "itiiii", id, product->code, product->category_id, product->owner_id,
                     (gint64) product->position, (gint64) product->archived))
    return FALSE;
  product->id = id;
  return TRUE;
}

/* @ids in their new order: only rows whose position changes are written. */
static gboolean
write_positions (CltConn *conn, const char *sql, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!clt_conn_run (conn, error, sql, "ii", (gint64) i + 1, g_array_index (ids, gint64, i)))
      return FALSE;
  return TRUE;
}

static void
place (GArray *ids, gint64 id, guint index)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      g_array_remove_index (ids, i);
  g_array_insert_val (ids, MIN (index, ids->len), id);
}

gboolean
clt_product_move (CltConn *conn, gint64 id, gint64 category_id, guint index, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_load (conn, id, CLT_DAY_NONE, error);
  g_autoptr (GArray) ids = NULL;

  if (product == NULL)
    return FALSE;
  product->category_id = category_id;
  if (!clt_product_save (conn, product, error))
    return FALSE;
  ids = clt_ids_read (clt_conn_query (conn, error,
                                      "SELECT id FROM product WHERE category_id = ?"
                                      " ORDER BY archived, position, id",
                                      "i", category_id),
                      error);
  if (ids == NULL)
    return FALSE;
  place (ids, id, index);
  return write_positions (conn, "UPDATE product SET position = ?1 WHERE id = ?2 AND position <> ?1",
                          ids, error);
}

gboolean
clt_category_move (CltConn *conn, gint64 id, gint64 parent_id, guint index, GError **error)
{
  g_autoptr (GPtrArray) categories = clt_category_list (conn, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (categories == NULL)
    return FALSE;
  for (guint i = 0; i < categories->len; i++)
    {
      CltCategory *category = categories->pdata[i];

      if (category->id == id)
        {
          category->parent_id = parent_id;
          if (!clt_category_save (conn, category, error))
            return FALSE;
        }
      else if (category->parent_id == parent_id)
        g_array_append_val (ids, category->id);
    }
  place (ids, id, index);
  return write_positions (
    conn, "UPDATE service_category SET position = ?1 WHERE id = ?2 AND position <> ?1", ids, error);
}

static gboolean
is_used (CltConn *conn, gint64 id, gboolean *used, GError **error)
{
  static const char *const queries[] = {
    "SELECT count(*) FROM product_version WHERE product_id = ? AND state <> 'draft'",
    "SELECT count(*) FROM entitlement WHERE product_id = ?",
    "SELECT count(*) FROM entitlement_exception WHERE product_id = ?",
    "SELECT count(*) FROM client_request WHERE product_id = ?",
    "SELECT count(*) FROM push WHERE product_id = ?",
    "SELECT count(*) FROM message WHERE product_id = ?",
    "SELECT count(*) FROM call_task WHERE product_id = ?",
    "SELECT count(*) FROM appointment WHERE product_id = ?",
    "SELECT count(*) FROM bulletin WHERE product_id = ?",
    "SELECT count(*) FROM delivery WHERE product_id = ?",
    "SELECT count(*) FROM study WHERE product_id = ?",
    "SELECT count(*) FROM event WHERE product_id = ?",
    "SELECT count(*) FROM course WHERE product_id = ?",
  };

  *used = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (queries) && !*used; i++)
    {
      gint64 n;

      if (!clt_conn_get_int (conn, &n, 0, error, queries[i], "i", id))
        return FALSE;
      *used = n > 0;
    }
  return TRUE;
}

gboolean
clt_product_delete (CltConn *conn, gint64 id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM product_channel WHERE version_id IN"
    " (SELECT id FROM product_version WHERE product_id = ?)",
    "DELETE FROM message_template WHERE version_id IN"
    " (SELECT id FROM product_version WHERE product_id = ?)",
    "DELETE FROM attachment WHERE owner = 'product_version' AND owner_id IN"
    " (SELECT id FROM product_version WHERE product_id = ?)",
    "DELETE FROM product_version WHERE product_id = ?",
    "DELETE FROM attachment WHERE owner = 'product' AND owner_id = ?",
    "DELETE FROM product WHERE id = ?",
  };
  gboolean used;

  if (!is_used (conn, id, &used, error))
    return FALSE;
  if (used)
    return clt_store_refuse (error, "%s",
                             _ ("This product has been approved, promised or delivered: its "
                                "history stays. Retire and archive it instead. Nothing was "
                                "changed."));
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!clt_conn_run (conn, error, statements[i], "i", id))
      return FALSE;
  return TRUE;
}

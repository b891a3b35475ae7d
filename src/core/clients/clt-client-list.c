/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-list.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-filter.h"

#define LIST_COLUMNS "id, name, kind = 'live', query, created, position"

CltClientList *
clt_client_list_new (void)
{
  CltClientList *list = g_new0 (CltClientList, 1);

  list->name = g_strdup ("");
  list->query = g_strdup ("");
  return list;
}

void
clt_client_list_free (CltClientList *list)
{
  g_free (list->name);
  g_free (list->query);
  g_free (list);
}

CltListMember *
clt_list_member_new (gint64 client_id, const char *reason)
{
  CltListMember *member = g_new (CltListMember, 1);

  member->client_id = client_id;
  member->reason = g_strdup (reason);
  return member;
}

void
clt_list_member_free (CltListMember *member)
{
  g_free (member->reason);
  g_free (member);
}

/* Reading */

static gpointer
read_list (CltStmt *stmt)
{
  CltClientList *list = g_new0 (CltClientList, 1);

  list->id = clt_stmt_get_int (stmt, 0);
  list->name = g_strdup (clt_stmt_get_text (stmt, 1));
  list->live = clt_stmt_get_int (stmt, 2) != 0;
  list->query = g_strdup (clt_stmt_get_text (stmt, 3));
  list->created = clt_stmt_get_int (stmt, 4);
  list->position = (int) clt_stmt_get_int (stmt, 5);
  return list;
}

GPtrArray *
clt_client_list_load_all (CltConn *conn, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " LIST_COLUMNS " FROM client_list ORDER BY position, id",
                    "");

  return clt_stmt_read_all (stmt, read_list, (GDestroyNotify) clt_client_list_free, error);
}

CltClientList *
clt_client_list_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " LIST_COLUMNS " FROM client_list WHERE id = ?", "i", id);

  return clt_stmt_read_one (stmt, read_list, _ ("This list is no longer in the file."), error);
}

gint64
clt_client_list_find (CltConn *conn, const char *name, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM client_list WHERE name = ?", "t",
                         name))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: %s is what was typed. */
                 _ ("There is no list of clients called “%s”."), name);
  return id;
}

static GPtrArray *
ask_live (CltConn *conn, const CltClientList *list, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) members =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_list_member_free);
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GArray) ids = NULL;

  clt_set_str (&query->expression, list->query);
  query->today = today;
  ids = clt_client_query_ids (conn, query, error);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (members, clt_list_member_new (g_array_index (ids, gint64, i), list->query));
  return g_steal_pointer (&members);
}

static GPtrArray *
read_frozen (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) members =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_list_member_free);
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT m.client_id, m.reason FROM client_list_member m"
                                  " LEFT JOIN search_key k ON k.client_id = m.client_id"
                                  " WHERE m.list_id = ? ORDER BY k.sort, m.client_id",
                                  "i", id);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (members,
                     clt_list_member_new (clt_stmt_get_int (stmt, 0), clt_stmt_get_text (stmt, 1)));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&members);
}

GPtrArray *
clt_client_list_get_members (CltConn *conn, gint64 id, CltDay today, GError **error)
{
  g_autoptr (CltClientList) list = clt_client_list_load (conn, id, error);

  if (list == NULL)
    return NULL;
  return list->live ? ask_live (conn, list, today, error) : read_frozen (conn, id, error);
}

/* Writing */

static gboolean
check_list (CltConn *conn, const CltClientList *list, GError **error)
{
  g_autofree char *name = clt_text_clean (list->name, -1);
  gint64 other;

  if (*name == '\0')
    return clt_store_refuse (error, _ ("A list needs a name. Nothing was changed."));
  if (!clt_conn_get_int (conn, &other, 0, error,
                         "SELECT id FROM client_list WHERE name = ? AND id <> ?", "ti", list->name,
                         list->id))
    return FALSE;
  if (other != 0)
    return clt_store_refuse (error, _ ("There is another list of this name. Nothing was changed."));
  if (list->live)
    {
      g_autoptr (CltFilter) filter = clt_filter_parse (list->query, error);

      return filter != NULL;
    }
  return TRUE;
}

gboolean
clt_client_list_save (CltConn *conn, CltClientList *list, GError **error)
{
  gint64 id = list->id;

  if (!check_list (conn, list, error) || (id == 0 && (id = clt_conn_new_id (conn, error)) == 0))
    return FALSE;
  if (list->created == 0)
    list->created = clt_now ();
  if (!clt_conn_run (conn, error,
                     "INSERT INTO client_list (id, name, kind, query, created, position)"
                     " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                     " name = excluded.name, query = excluded.query, position = excluded.position",
                     "itttii", id, list->name, list->live ? "live" : "frozen", list->query,
                     list->created, (gint64) list->position))
    return FALSE;
  list->id = id;
  return TRUE;
}

gboolean
clt_client_list_delete (CltConn *conn, gint64 id, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM client_list_member WHERE list_id = ?", "i", id) &&
         clt_conn_run (conn, error, "DELETE FROM client_list WHERE id = ?", "i", id);
}

static gboolean
check_frozen (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltClientList) list = clt_client_list_load (conn, id, error);

  if (list == NULL)
    return FALSE;
  return !list->live ||
         clt_store_refuse (
           error, _ ("A live list is what its filter finds: freeze it to change its members. "
                     "Nothing was changed."));
}

gboolean
clt_client_list_add_members (CltConn *conn, gint64 id, GPtrArray *members, GError **error)
{
  if (!check_frozen (conn, id, error))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const CltListMember *member = members->pdata[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO client_list_member (list_id, client_id, reason)"
                         " VALUES (?, ?, ?) ON CONFLICT (list_id, client_id)"
                         " DO UPDATE SET reason = excluded.reason",
                         "iit", id, member->client_id, member->reason))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_client_list_remove_member (CltConn *conn, gint64 id, gint64 client_id, GError **error)
{
  return check_frozen (conn, id, error) &&
         clt_conn_run (conn, error,
                       "DELETE FROM client_list_member WHERE list_id = ? AND client_id = ?", "ii",
                       id, client_id);
}

/* Sets */

static CltListMember *
join_reasons (const CltListMember *a, const CltListMember *b)
{
  g_autofree char *both = NULL;

  if (*a->reason == '\0' || *b->reason == '\0' || g_str_equal (a->reason, b->reason))
    return clt_list_member_new (a->client_id, *a->reason == '\0' ? b->reason : a->reason);
  /* Translators: stands between two reasons. */
  both = g_strconcat (a->reason, _ ("; "), b->reason, NULL);
  return clt_list_member_new (a->client_id, both);
}

/* (element-type CltListMember) (transfer full): in the order of @a, then of @b. */
static GPtrArray *
combine (GPtrArray *a, CltListOperation operation, GPtrArray *b)
{
  g_autoptr (GHashTable) in_a = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) in_b = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_list_member_free);

  for (guint i = 0; i < a->len; i++)
    g_hash_table_insert (in_a, &((CltListMember *) a->pdata[i])->client_id, a->pdata[i]);
  for (guint i = 0; i < b->len; i++)
    g_hash_table_insert (in_b, &((CltListMember *) b->pdata[i])->client_id, b->pdata[i]);
  for (guint i = 0; i < a->len; i++)
    {
      const CltListMember *member = a->pdata[i];
      const CltListMember *other = g_hash_table_lookup (in_b, &member->client_id);

      if (other != NULL && operation != CLT_LIST_MINUS)
        g_ptr_array_add (result, join_reasons (member, other));
      else if (other == NULL && operation != CLT_LIST_AND)
        g_ptr_array_add (result, clt_list_member_new (member->client_id, member->reason));
    }
  for (guint i = 0; operation == CLT_LIST_OR && i < b->len; i++)
    {
      const CltListMember *member = b->pdata[i];

      if (!g_hash_table_contains (in_a, &member->client_id))
        g_ptr_array_add (result, clt_list_member_new (member->client_id, member->reason));
    }
  return result;
}

static char *
describe (const CltClientList *a, CltListOperation operation, const CltClientList *b)
{
  if (b == NULL)
    /* Translators: %s is the name of a list. */
    return g_strdup_printf (_ ("“%s”"), a->name);
  switch (operation)
    {
    case CLT_LIST_MINUS:
      /* Translators: names of two lists; who is in the first and not in the second. */
      return g_strdup_printf (_ ("“%s” without “%s”"), a->name, b->name);
    case CLT_LIST_AND:
      /* Translators: names of two lists; who is in both. */
      return g_strdup_printf (_ ("both “%s” and “%s”"), a->name, b->name);
    case CLT_LIST_OR:
      /* Translators: names of two lists; who is in either. */
      return g_strdup_printf (_ ("“%s” or “%s”"), a->name, b->name);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

gint64
clt_client_list_combine (CltConn *conn,
                         const char *name,
                         gint64 a,
                         CltListOperation operation,
                         gint64 b,
                         CltDay today,
                         GError **error)
{
  g_autoptr (CltClientList) first = clt_client_list_load (conn, a, error);
  g_autoptr (CltClientList) second =
    first == NULL || b == 0 ? NULL : clt_client_list_load (conn, b, error);
  g_autoptr (CltClientList) list = clt_client_list_new ();
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) members = NULL;

  if (first == NULL || (b != 0 && second == NULL))
    return 0;
  ours = clt_client_list_get_members (conn, a, today, error);
  theirs = b == 0 ? g_ptr_array_new () : clt_client_list_get_members (conn, b, today, error);
  if (ours == NULL || theirs == NULL)
    return 0;
  members = combine (ours, b == 0 ? CLT_LIST_OR : operation, theirs);
  g_free (list->query);
  list->query = describe (first, operation, second);
  clt_set_str (&list->name, name);
  if (!clt_client_list_save (conn, list, error) ||
      !clt_client_list_add_members (conn, list->id, members, error))
    return 0;
  return list->id;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-lookup.h"

#include "core/store/clt-conn-private.h"

typedef struct
{
  const char *const *names;
  CltLookupFunc func;
  guint64 asked; /* moment of the last question */
} Lookup;

static Lookup *
find (CltConn *conn, const char *name)
{
  for (guint i = 0; name != NULL && i < conn->lookups->len; i++)
    {
      Lookup *lookup = conn->lookups->pdata[i];

      if (g_strv_contains (lookup->names, name))
        return lookup;
    }
  return NULL;
}

static void
on_lookup_cb (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  CltConn *conn = sqlite3_user_data (context);
  Lookup *lookup = sqlite3_get_auxdata (context, 1);
  const char *name = (const char *) sqlite3_value_text (arguments[1]);
  g_autoptr (GError) error = NULL;
  gint64 value = CLT_MONEY_NONE;
  guint64 moment = conn->moment;

  /* found once a statement: the name is a constant there */
  if (lookup == NULL)
    {
      lookup = find (conn, name);
      sqlite3_set_auxdata (context, 1, lookup, NULL);
    }
  if (lookup != NULL && !lookup->func (conn, sqlite3_value_int64 (arguments[0]), name,
                                       (CltDay) sqlite3_value_int64 (arguments[2]),
                                       lookup->asked != moment, &value, &error))
    {
      /* being cancelled is told by its code: the words would make an error of it */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        sqlite3_result_error_code (context, SQLITE_INTERRUPT);
      else
        sqlite3_result_error (context, error->message, -1);
      return;
    }
  /* the statements that it ran itself do not count */
  conn->moment = moment;
  if (lookup != NULL)
    lookup->asked = moment;
  if (value == CLT_MONEY_NONE)
    sqlite3_result_null (context);
  else
    sqlite3_result_int64 (context, value);
}

gboolean
clt_lookup_register (CltConn *conn, GError **error)
{
  conn->lookups = g_ptr_array_new_with_free_func (g_free);
  if (sqlite3_create_function_v2 (conn->db, "clt_lookup", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, conn,
                                  on_lookup_cb, NULL, NULL, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "set up");
  return TRUE;
}

void
clt_conn_add_lookup (CltConn *conn, const char *const *names, CltLookupFunc func)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->names = names;
  lookup->func = func;
  g_ptr_array_add (conn->lookups, lookup);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-schema.h"

#include <gio/gio.h>
#include <sqlite3.h>

#define PREFIX "/io/github/clientele/Clientele/schema/"

/* Numbered, in order, never edited after a release. */
static const char *const migrations[] = {
  PREFIX "0001-initial.sql",
};

/* The resource sits in a static library: naming it here keeps the linker from dropping it. */
extern GResource *clt_core_get_resource (void);

int
clt_schema_get_version (void)
{
  return G_N_ELEMENTS (migrations);
}

static gboolean
apply (CltConn *conn, int version, GError **error)
{
  g_autoptr (GBytes) sql = NULL;
  g_autofree char *script = NULL;

  sql = g_resource_lookup_data (clt_core_get_resource (), migrations[version - 1],
                                G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (sql == NULL)
    return FALSE;

  script = g_strdup_printf ("BEGIN IMMEDIATE;%.*s;PRAGMA user_version = %d;COMMIT",
                            (int) g_bytes_get_size (sql),
                            (const char *) g_bytes_get_data (sql, NULL), version);
  if (sqlite3_exec (clt_conn_get_sqlite (conn), script, NULL, NULL, NULL) != SQLITE_OK)
    {
      clt_conn_set_error (conn, error, "migrate");
      sqlite3_exec (clt_conn_get_sqlite (conn), "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
clt_schema_migrate (CltConn *conn, GError **error)
{
  gint64 version;

  if (!clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  for (int next = (int) version + 1; next <= clt_schema_get_version (); next++)
    if (!apply (conn, next, error))
      return FALSE;
  return TRUE;
}

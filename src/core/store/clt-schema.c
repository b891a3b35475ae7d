/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-schema.h"

#include <sqlite3.h>

#include "core/base/clt-resource.h"

#define PREFIX "/io/github/clientele/Clientele/schema/"

/* Numbered, in order, never edited after a release. */
static const struct
{
  const char *script;
  gboolean additive; /* only new tables, rows and columns at the end that may be left out: what was
                        recorded before still applies */
} migrations[] = {
  { PREFIX "0001-initial.sql", FALSE },    { PREFIX "0002-services.sql", TRUE },
  { PREFIX "0003-segments.sql", TRUE },    { PREFIX "0004-training.sql", TRUE },
  { PREFIX "0005-studies.sql", TRUE },     { PREFIX "0006-events.sql", TRUE },
  { PREFIX "0007-contacts.sql", TRUE },    { PREFIX "0008-indexes.sql", TRUE },
  { PREFIX "0009-invitations.sql", TRUE }, { PREFIX "0010-questionnaires.sql", TRUE },
  { PREFIX "0011-callbacks.sql", TRUE },   { PREFIX "0012-complaints.sql", TRUE },
  { PREFIX "0013-ranks.sql", TRUE },
};

int
clt_schema_get_version (void)
{
  return G_N_ELEMENTS (migrations);
}

int
clt_schema_get_undo_floor (void)
{
  int version = clt_schema_get_version ();

  while (version > 1 && migrations[version - 1].additive)
    version--;
  return version;
}

static gboolean
apply (CltConn *conn, int version, GError **error)
{
  g_autoptr (GBytes) sql = NULL;
  g_autofree char *script = NULL;

  sql = clt_resource_load (migrations[version - 1].script, error);
  if (sql == NULL)
    return FALSE;

  script = g_strdup_printf ("%.*s;PRAGMA user_version = %d", (int) g_bytes_get_size (sql),
                            (const char *) g_bytes_get_data (sql, NULL), version);
  if (sqlite3_exec (clt_conn_get_sqlite (conn), script, NULL, NULL, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "migrate");
  return TRUE;
}

/* One transaction a layout. Another program may have been faster: the version is read in it. */
static gboolean
step (CltConn *conn, gboolean *done, GError **error)
{
  gint64 version;

  if (!clt_conn_run (conn, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  if (clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    {
      *done = version >= clt_schema_get_version ();
      if ((*done || apply (conn, (int) version + 1, error)) &&
          clt_conn_run (conn, error, "COMMIT", ""))
        return TRUE;
    }
  sqlite3_exec (clt_conn_get_sqlite (conn), "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
clt_schema_migrate (CltConn *conn, GError **error)
{
  gint64 version;
  gboolean done;

  if (!clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  done = version >= clt_schema_get_version ();
  while (!done)
    if (!step (conn, &done, error))
      return FALSE;
  return TRUE;
}

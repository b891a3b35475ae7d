/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-strangers.h"

#include "core/store/clt-ids.h"

gboolean
clt_strangers_load (CltStrangers *self, CltImport *import, const char *field, GError **error)
{
  self->conn = import->conn;
  self->field = field;
  self->ids = clt_ids_read_by_text (
    clt_conn_query (self->conn, error, "SELECT value, client_id FROM client_extra WHERE field = ?",
                    "t", field),
    error);
  return self->ids != NULL;
}

void
clt_strangers_clear (CltStrangers *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

gint64
clt_strangers_find (const CltStrangers *self, const char *key)
{
  return clt_ids_find (self->ids, key);
}

gint64
clt_strangers_add (CltStrangers *self,
                   const char *key,
                   const char *name,
                   const char *stage,
                   const char *source,
                   GError **error)
{
  const gint64 id = clt_conn_new_id (self->conn, error);

  if (id == 0 ||
      !clt_conn_run (self->conn, error,
                     "INSERT INTO client (id, prospect, name, stage, source)"
                     " VALUES (?, 1, ?, ?, ?)",
                     "ittt", id, name, stage, source) ||
      !clt_conn_run (self->conn, error,
                     "INSERT INTO client_extra (client_id, field, value) VALUES (?, ?, ?)", "itt",
                     id, self->field, key))
    return 0;
  self->n_added++;
  clt_ids_add (self->ids, key, id);
  return id;
}

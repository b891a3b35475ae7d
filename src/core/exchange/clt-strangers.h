/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* People of a file who have no account of this branch: they become prospects, each of whom keeps the key
 * by which files of that kind know him, so that the next file finds him again. */

#include "core/exchange/clt-import-private.h"

G_BEGIN_DECLS

typedef struct
{
  CltConn *conn;     /* borrowed */
  const char *field; /* static: under which they keep their key */
  GHashTable *ids;   /* owned: key -> gint64 client id */
  guint64 n_added;
} CltStrangers;

gboolean
clt_strangers_load (CltStrangers *self, CltImport *import, const char *field, GError **error);
void clt_strangers_clear (CltStrangers *self);

gint64 clt_strangers_find (const CltStrangers *self, const char *key); /* 0: nobody */
/* Returns: the client's id, 0 on error. */
gint64 clt_strangers_add (CltStrangers *self,
                          const char *key,
                          const char *name,
                          const char *stage,
                          const char *source,
                          GError **error);

G_END_DECLS

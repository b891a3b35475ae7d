/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The places of the window, in the order of the sidebar. A place is built on its first visit, so
 * a line here costs nothing at start. */

#include "app/widgets/clt-command.h"
#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *title; /* msgid */
  const char *icon_name;
  GType (*get_type) (void);
  /* The place's own keys, or NULL. */
  const CltCommandGroup *(*get_commands) (void);
  /* What waits there for @who, for the sidebar; runs in a worker. NULL: no number. -1: error. */
  gint64 (*count) (CltConn *conn, const char *who, GError **error);
} CltPlace;

const CltPlace *clt_places_get (guint *n_places);
/* (nullable) */
const CltPlace *clt_places_find (const char *name, guint *index);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct _CltRecording CltRecording;

struct _CltConn
{
  sqlite3 *db; /* owned */
  char *path;  /* owned */
  CltConnMode mode;
  GHashTable *statements;    /* owned: sql -> CltStmt */
  GCancellable *cancellable; /* owned */
  CltRecording *recording;   /* owned: the running action, see clt-action.c */
  GPtrArray *derived;        /* owned: CltDerivedFunc */
  CltTouched *last_touched;  /* owned */
};

struct _CltStmt
{
  sqlite3_stmt *stmt; /* owned */
  CltConn *conn;      /* borrowed */
};

G_END_DECLS

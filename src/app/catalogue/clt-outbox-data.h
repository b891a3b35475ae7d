/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the outbox reads and writes: functions for the threads of the store. */

#include "core/delivery/clt-message.h"
#include "core/lists/clt-key-list.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* How things stand. */
typedef struct
{
  CltOutboxSummary all, mail, sms;
  char *paused;      /* who has paused it; "": nobody */
  gboolean has_web;  /* short messages go through the web */
  gboolean has_mail; /* there is a mail server */
} CltOutboxFacts;

void clt_outbox_facts_free (CltOutboxFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltOutboxFacts, clt_outbox_facts_free)
/* A CltStoreFunc; needs no data. */
gpointer
clt_outbox_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* A row of the list; its record belongs to a CltKeyList. */
typedef enum
{
  CLT_OUTBOX_CLIENT,
  CLT_OUTBOX_PRODUCT,
  CLT_OUTBOX_ADDRESS,
  CLT_OUTBOX_STATE,
  CLT_OUTBOX_AT,
  CLT_OUTBOX_ANSWER,
  CLT_N_OUTBOX_COLUMNS,
} CltOutboxColumn;

typedef struct
{
  gatomicrefcount refs;
  gint64 id, client_id;
  CltMessageState state;
  char *subject;
  char *cell[CLT_N_OUTBOX_COLUMNS];
} CltOutboxRow;

typedef struct
{
  int state; /* -1: all but the sent ones */
  char *words;
} CltOutboxQuery;
extern const CltKeyListSource clt_outbox_source;

/* What a person says of some messages, and takes back. */
typedef struct
{
  GArray *ids; /* gint64 */
  CltSettlement settlement;
  char *who;
} CltOutboxVerdict;

void clt_outbox_verdict_free (gpointer verdict);
/* CltStoreFuncs of the writer. The first settles as many as it can and gives CltSettled of each
 * (element-type CltSettled), with an error only where it could settle none; the second takes that as
 * its data. */
gpointer
clt_outbox_verdict_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
gpointer
clt_outbox_unsettle_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* CltActionFuncs; @data is the name of who acts. */
gboolean clt_outbox_pause_run (CltConn *conn, gpointer data, GError **error);
gboolean clt_outbox_resume_run (CltConn *conn, gpointer data, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of contacts reads: its list, the sums over it, and who may be chosen. */

#include "core/calls/clt-contact-log.h"
#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CONTACT_WHEN,
  CLT_CONTACT_CLIENT,
  CLT_CONTACT_STAFF,
  CLT_CONTACT_WAY,
  CLT_CONTACT_OUTCOME,
  CLT_CONTACT_LENGTH,
  CLT_CONTACT_ABOUT,
  CLT_CONTACT_NEXT,
  CLT_N_CONTACT_COLUMNS
} CltContactColumn;

/* Flat, so that it is copied as it is. */
typedef struct
{
  gint64 staff_id;               /* 0: of anybody */
  CltDay from, to;               /* CLT_DAY_NONE: open */
  const char *channel, *outcome; /* static: see CltContactQuery */
  char words[160];
} CltContactQuestion;

CltContactQuery clt_contact_question_get_query (const CltContactQuestion *question);

typedef struct
{
  gatomicrefcount refs;
  gint64 id, client_id;
  char *recording, *override_reason;
  char *cell[CLT_N_CONTACT_COLUMNS];
} CltContactRow;

/* The query is a CltContactQuestion. */
extern const CltKeyListSource clt_contact_source;

typedef struct
{
  CltContactSums *sums;
  GPtrArray *staff; /* CltStaff: all who ever were */
  gint64 all;       /* contacts in the file */
} CltContactFacts;

void clt_contact_facts_free (CltContactFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltContactFacts, clt_contact_facts_free)
/* A CltStoreFunc; @data: CltContactQuestion */
gpointer
clt_contact_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* One sentence. (transfer full) */
char *clt_contact_facts_dup_sentence (const CltContactFacts *facts);

G_END_DECLS

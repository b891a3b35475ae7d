/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/charts/clt-chart.h"
#include "core/clients/clt-client-query.h"
#include "core/funds/clt-behaviour.h"
#include "core/funds/clt-tiers.h"

G_BEGIN_DECLS

/* Everything that the card of one client shows, read in one worker job. */
typedef struct
{
  CltClient *client;
  gboolean has_distance;
  CltTierDistance distance;
  CltChart *equity;       /* the last 12 months, or all when the file ends earlier */
  gboolean has_behaviour; /* not of prospects, and not before the first facts */
  CltBehaviour behaviour; /* up to the last day with facts */
  CltClientRow *row;      /* his cells of the list, segment and scores among them */
  GPtrArray *timeline;    /* CltTimelineItem */
  GPtrArray *staff;       /* CltStaff: those who can be in charge today */
} CltCardData;

/* A CltStoreFunc; @data is a gint64* id, the result a CltCardData. */
gpointer
clt_card_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
void clt_card_data_free (CltCardData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCardData, clt_card_data_free)

/* How far to the next tier and whether a fall is near, as a sentence; NULL: nothing to say.
 * (transfer full) */
char *clt_card_data_dup_distance (const CltCardData *data);
/* When the client was last reached and whether the next contact is due; NULL: the file knows of no
 * contact, or nobody is promised one. (transfer full) */
char *clt_card_data_dup_contact (const CltCardData *data);

G_END_DECLS

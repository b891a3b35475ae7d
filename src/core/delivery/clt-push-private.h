/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a preview comes about. Private to delivery/. */

#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-workdays.h"
#include "core/delivery/clt-push.h"

G_BEGIN_DECLS

/* One delivery on its way into the plan. */
typedef struct
{
  gint64 client_id;
  CltRight right;      /* what he is promised; kind none where nobody asked */
  int delivered;       /* of the running period */
  CltDay first, last;  /* it may happen between */
  CltDay asked;        /* the day for which the gate was asked; CLT_DAY_NONE: not yet */
  CltDay day;          /* planned */
  const char *channel; /* interned */
  gint64 specialist_id, adviser_id;
  guint blocks;
  char *evidence; /* owned */
} CltPushDraft;

typedef struct
{
  CltConn *conn;
  const CltPushPlan *plan;
  CltVersion *version;   /* (nullable) owned: in force on the first day */
  CltWorkdays *workdays; /* owned */
  gboolean targeted;
  gboolean placed; /* days are given: what has none stays blocked */
  GArray *drafts;  /* CltPushDraft */
} CltPushWork;

/* (element-type CltPushDraft) (transfer full): empty. */
GArray *clt_push_drafts_new (void);
/* Fills the drafts: one for each client of the audience. */
gboolean clt_push_load_audience (CltPushWork *work, GError **error);
/* Chooses channels and asks the gate for drafts that were not asked about their day yet. */
gboolean clt_push_judge (CltPushWork *work, GError **error);
/* One draft for each delivery that is promised between the days of the plan. */
void clt_push_repeat (CltPushWork *work);
/* Gives days and people to the drafts that are free, and the sums of time to the preview. */
gboolean clt_push_schedule (CltPushWork *work, CltPushPreview *preview, GError **error);

G_END_DECLS

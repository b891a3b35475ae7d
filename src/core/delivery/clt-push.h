/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The push centre: one product to one audience, planned over working days, carried out channel by
 * channel, every decision kept with its evidence. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 product_id;
  char *channel;    /* "": the right's or the product's order of preference, client by client */
  char *expression; /* filter expression of the audience; "": every client who is promised it */
  gint64 list_id;   /* client_list; 0: none */
  gint64 owner_id;  /* only clients of this specialist or adviser; 0: all */
  gboolean owed;    /* only who is still owed it */
  char *occasion;   /* "" or birthday:2026, festival:mid-autumn:2026 */
  char *name;
  CltDay first, last; /* spread over the working days between */
} CltPushPlan;

CltPushPlan *clt_push_plan_new (void);
void clt_push_plan_free (CltPushPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushPlan, clt_push_plan_free)

typedef struct
{
  gint64 client_id;
  char *channel;
  CltDay day; /* CLT_DAY_NONE of a blocked one */
  gint64 specialist_id, adviser_id;
  guint blocks;
  char *evidence;
} CltPushLine;

typedef struct
{
  GPtrArray *lines; /* CltPushLine: those who get it by day, then the blocked */
  guint n_free, n_blocked;
  guint by_block[16];       /* clients by bit of CltBlock */
  gint64 minutes, cost;     /* of all deliveries */
  gint64 capacity, planned; /* minutes of staff over the days; already planned */
  GArray *day_minutes;      /* gint64 a working day from first on: planned with this */
} CltPushPreview;
void clt_push_preview_free (CltPushPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushPreview, clt_push_preview_free)

/* Who would get it and who is blocked, and when. Reads only. */
CltPushPreview *clt_push_preview (CltConn *conn, const CltPushPlan *plan, GError **error);
/* Inside an action: keeps the plan: push, its items (the blocked ones with their reasons).
 * Returns: its id, 0 on error. */
gint64 clt_push_create (CltConn *conn,
                        const CltPushPlan *plan,
                        const CltPushPreview *preview,
                        const char *who,
                        GError **error);
/* Inside an action: what is due up to @day is handed to its channel (a message to the queue, a call
 * task, an appointment, a bulletin) or, of a channel that only logs, written into the log. Every item
 * passes clt_gate_check() once more; who is blocked by now becomes blocked.
 * @queued, @blocked: (out) (optional) */
gboolean clt_push_release (CltConn *conn,
                           gint64 push_id,
                           CltDay day,
                           const char *who,
                           guint *queued,
                           guint *blocked,
                           GError **error);
/* Inside an action: only CLT_BLOCK_GAP, only a manager, with a reason. */
gboolean clt_push_override (CltConn *conn,
                            gint64 item_id,
                            const char *who,
                            const char *reason,
                            GError **error);
gboolean clt_push_cancel (CltConn *conn, gint64 push_id, GError **error);

typedef struct
{
  gint64 id;
  char *name, *product, *state, *who;
  CltDay first, last;
  guint planned, queued, done, dropped, blocked;
} CltPush;
void clt_push_free (CltPush *push);
/* Newest first. (element-type CltPush) (transfer full) */
GPtrArray *clt_push_list (CltConn *conn, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The push centre: one product to one audience, planned over working days, carried out channel by
 * channel, every decision kept with its evidence. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

/* One client on one day, of an audience that is given one by one (greetings). */
typedef struct
{
  gint64 client_id;
  CltDay day;
} CltPushTarget;

/* An audience is whoever the parts below name together: members of the list who match the expression,
 * are this owner's and are still owed it. Without list and expression: whoever is promised it. */
typedef struct
{
  gint64 product_id;
  char *channel;    /* "": the right's or the product's order of preference, client by client */
  char *expression; /* filter expression; "": none */
  gint64 list_id;   /* client_list; 0: none */
  gint64 owner_id;  /* only clients of this specialist or adviser; 0: all */
  gint64 signer_id; /* the adviser who signs what is delivered; 0: each client's own */
  gboolean owed;    /* only who is still owed it */
  gboolean repeat;  /* as often as each is promised in every period between; else once */
  GArray *targets;  /* (nullable) CltPushTarget: these and nobody else, each on his day */
  char *occasion;   /* "" or birthday:2026, festival:mid-autumn:2026 */
  char *name;
  CltDay first, last; /* spread over the working days between */
} CltPushPlan;

CltPushPlan *clt_push_plan_new (void);
void clt_push_plan_free (CltPushPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushPlan, clt_push_plan_free)

/* The plan is for these and nobody else, each on the first working day from @from on. */
gboolean clt_push_plan_invite (CltConn *conn,
                               CltPushPlan *plan,
                               const gint64 *ids,
                               guint n_ids,
                               CltDay from,
                               GError **error);

typedef struct
{
  gint64 client_id;
  char *channel;
  CltDay day;                       /* CLT_DAY_NONE of a blocked one */
  gint64 specialist_id, adviser_id; /* 0: nobody */
  guint blocks;
  char *evidence;
} CltPushLine;

/* A working day of a plan. */
typedef struct
{
  CltDay day;
  gint64 minutes, capacity; /* planned, with this push; what the staff has */
} CltPushDay;

typedef struct
{
  GPtrArray *lines;  /* CltPushLine: those who get it by day, then the blocked */
  gboolean targeted; /* chosen by tier or behaviour */
  guint n_free, n_blocked;
  guint by_block[16];       /* blocked lines by bit of CltBlock */
  gint64 minutes, cost;     /* of all deliveries */
  gint64 capacity, planned; /* minutes of staff over the days; planned of them, with this push */
  GArray *days;             /* CltPushDay: the working days from first on */
} CltPushPreview;
/* Of nobody. */
CltPushPreview *clt_push_preview_new (void);
void clt_push_preview_free (CltPushPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushPreview, clt_push_preview_free)
/* client -> CltPushLine of the preview. (transfer full) */
GHashTable *clt_push_preview_index (const CltPushPreview *preview);

/* Who would get it and who is blocked, and when. Reads only. Each delivery goes to the day within
 * reach on which those who do the work have least to do. A client without a specialist (or adviser,
 * where one is needed) gets the one who has least to do. */
CltPushPreview *clt_push_preview (CltConn *conn, const CltPushPlan *plan, GError **error);
/* Inside an action: keeps the plan: push, its items (the blocked ones with their reasons).
 * Returns: its id, 0 on error. */
gint64 clt_push_create (CltConn *conn,
                        const CltPushPlan *plan,
                        const CltPushPreview *preview,
                        const char *who,
                        GError **error);
/* Inside an action: what is due up to @day, which is today, is handed to its channel (a message to
 * the queue, a call task, an appointment, a bulletin) or, of a channel that only logs, written into
 * the log. Every item passes clt_gate_check() once more; who is blocked by now becomes blocked, as
 * does who cannot be written to (no value for a placeholder, a wrong address).
 * @queued, @blocked: (out) (optional) */
gboolean clt_push_release (CltConn *conn,
                           gint64 push_id,
                           CltDay day,
                           guint *queued,
                           guint *blocked,
                           GError **error);
/* Inside an action: only of an item that nothing but CLT_BLOCK_GAP blocks, only by a manager (staff
 * number or name), with a reason. The item is planned again. */
gboolean clt_push_override (CltConn *conn,
                            gint64 item_id,
                            const char *who,
                            const char *reason,
                            GError **error);
/* Inside an action: nothing that has not gone out goes out any more. */
gboolean clt_push_cancel (CltConn *conn, gint64 push_id, GError **error);
/* The same for each push whose id @pushes tells. @pushes: NULL: the query failed, @error is set. */
gboolean clt_push_cancel_all (CltConn *conn, CltStmt *pushes, GError **error);

typedef struct
{
  gint64 id, product_id;
  char *name, *product, *occasion, *audience;
  char *state; /* planned active done cancelled */
  char *who;
  CltDay first, last;
  guint planned, queued, done, dropped, blocked;
} CltPush;
void clt_push_free (CltPush *push);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPush, clt_push_free)
/* Newest first. (element-type CltPush) (transfer full) */
GPtrArray *clt_push_list (CltConn *conn, GError **error);

typedef struct
{
  gint64 id, push_id, client_id;
  char *client, *account; /* name; first account number, "" of a prospect */
  CltDay day;
  char *channel;
  gint64 specialist_id, adviser_id; /* 0: nobody */
  char *state;                      /* planned queued done dropped blocked */
  guint blocks;
  char *override_reason, *override_who, *evidence;
} CltPushItem;
void clt_push_item_free (CltPushItem *item);
/* Of one push, by day; the blocked last. (element-type CltPushItem) (transfer full) */
GPtrArray *clt_push_get_items (CltConn *conn, gint64 push_id, GError **error);
/* What is planned for, or has gone to, those of @ids on @occasion ("festival:spring:2027"), by day.
 * (element-type CltPushItem) (transfer full) */
GPtrArray *clt_push_get_items_on (CltConn *conn,
                                  const char *occasion,
                                  const gint64 *ids,
                                  guint n_ids,
                                  GError **error);
/* Translated; "free" is what a preview would let go. */
const char *clt_push_item_state_get_label (const char *state);
/* The next delivery to @client_id that is planned for @from or later. @day: (out) CLT_DAY_NONE: none. */
gboolean clt_push_get_next (CltConn *conn,
                            gint64 client_id,
                            CltDay from,
                            CltDay *day,
                            gint64 *product_id,
                            GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Events for clients (domain rules 7.3): report meetings, forums, field trips; who is invited, who
 * comes, what a head has cost. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;         /* 0: not stored yet */
  char *kind;        /* report forum trip */
  gint64 product_id; /* as which it is delivered; 0: none */
  char *theme, *place;
  char *sectors;       /* of interest, keys of clt_event_sectors, space separated */
  gint64 starts, ends; /* Unix seconds */
  int capacity;        /* 0: not limited */
  CltTier min_tier;    /* CLT_TIER_UNRATED: any */
  gint64 budget;       /* fen */
  gint64 spent;        /* fen; CLT_MONEY_NONE: not known yet */
  gint64 host_id;      /* 0: nobody */
  char *safety;        /* of a trip: safety sheet and insurance */
  char *note;
  char *state; /* planned held cancelled */
} CltEvent;

CltEvent *clt_event_new (void);
void clt_event_free (CltEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEvent, clt_event_free)
/* Translated name of a kind. */
const char *clt_event_kind_get_label (const char *kind);
/* Stable names of the sectors, by CltSector; NULL-terminated. */
extern const char *const clt_event_sectors[];

/* Newest first. (element-type CltEvent) (transfer full) */
GPtrArray *clt_event_list (CltConn *conn, GError **error);
CltEvent *clt_event_load (CltConn *conn, gint64 id, GError **error);
/* Inside an action. A trip is not held without its safety sheet. */
gboolean clt_event_save (CltConn *conn, CltEvent *event, GError **error);

/* Whom to invite. */
typedef struct
{
  gint64 client_id;
  char *name, *account; /* "" without one */
  CltTier tier;
  gint64 lots; /* traded in the sectors of the event, in the window of rule behaviour.window_days */
  guint blocks; /* CltBlock of the event's product; 0: may be invited */
} CltEventCandidate;
void clt_event_candidate_free (CltEventCandidate *candidate);
/* Open clients of the event's tiers who trade its sectors (all, when it names none) and are not
 * invited yet: higher tiers first, then who trades more. (element-type CltEventCandidate) (transfer
 * full) */
GPtrArray *clt_event_find_candidates (CltConn *conn, gint64 event_id, CltDay day, GError **error);
/* Inside an action. Refused for whom the gate blocks. */
gboolean clt_event_invite (CltConn *conn,
                           gint64 event_id,
                           const gint64 *ids,
                           guint n_ids,
                           CltDay day,
                           GError **error);

typedef struct
{
  gint64 client_id;
  char *name, *account;
  CltTier tier; /* on the day of the event */
  CltDay invited;
  char *answer; /* "" yes no maybe waiting */
  int attended; /* -1: not known yet */
  char *note;
} CltEventGuest;
void clt_event_guest_free (CltEventGuest *guest);
/* Who comes first. (element-type CltEventGuest) (transfer full) */
GPtrArray *clt_event_get_guests (CltConn *conn, gint64 event_id, GError **error);
/* Inside an action. A yes to a full event is a place in the queue ("waiting"); a place that comes
 * free goes to the highest tier that waits, then to who was invited first. @given: (out) (optional):
 * the answer as it was noted, static. */
gboolean clt_event_answer (CltConn *conn,
                           gint64 event_id,
                           gint64 client_id,
                           const char *answer,
                           const char **given,
                           GError **error);
/* Inside an action: he was there, or not. An event with a product is a delivery to who was there, at
 * his own wish: he came. */
gboolean clt_event_attend (CltConn *conn,
                           gint64 event_id,
                           gint64 client_id,
                           gboolean attended,
                           GError **error);

typedef struct
{
  int invited, yes, no, maybe, waiting, open; /* open: no answer yet */
  int attended, absent;
  gint64 cost_per_head; /* fen, rounded; CLT_MONEY_NONE: nobody came, or the cost is not known */
} CltEventResult;
gboolean
clt_event_get_result (CltConn *conn, gint64 event_id, CltEventResult *result, GError **error);

G_END_DECLS

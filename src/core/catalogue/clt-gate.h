/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The suitability gate: may this product be pushed to this client through this channel on this day?
 * The rules are those of domain 3.3. Every door asks here; there is no other way to a delivery. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_BLOCK_RISK = 1 << 0,   /* R > C of an ordinary investor */
  CLT_BLOCK_LOWEST = 1 << 1, /* R > C of the lowest class: forbidden outright */
  CLT_BLOCK_NO_GRADE = 1 << 2,
  CLT_BLOCK_EXPIRED_GRADE = 1 << 3, /* and R from rule suitability.expired_from_risk on */
  CLT_BLOCK_NO_CONSENT = 1 << 4,    /* for the channel */
  CLT_BLOCK_REFUSED = 1 << 5,       /* the client's own no */
  CLT_BLOCK_CLOSED = 1 << 6,        /* or not opened yet */
  CLT_BLOCK_DORMANT = 1 << 7,
  CLT_BLOCK_LICENCE = 1 << 8,     /* the adviser is not qualified, or there is none */
  CLT_BLOCK_TIER = 1 << 9,        /* below the product's minimum */
  CLT_BLOCK_BANNED = 1 << 10,     /* by an exception */
  CLT_BLOCK_NO_VERSION = 1 << 11, /* the product is not approved on that day */
  CLT_BLOCK_CHANNEL = 1 << 12,    /* not one of the product's, or no address for it */
  CLT_BLOCK_GAP = 1 << 13,        /* contacted too recently: the only one a manager may override */
  CLT_BLOCK_PROSPECT = 1 << 14,   /* consent is what a prospect needs for any push */
  CLT_BLOCK_COMPLAINT = 1 << 15,  /* a complaint of his is open: he is not greeted (domain 7.2) */
} CltBlock;
#define CLT_BLOCK_OVERRIDABLE CLT_BLOCK_GAP

/* Stable key of a single block ("risk" "no-consent" …) and its translated sentence. */
const char *clt_block_get_key (CltBlock block);
const char *clt_block_get_label (CltBlock block);
/* Space separated keys of a set, and back; unknown keys are passed over. */
char *clt_block_set_to_text (guint blocks);
/* All reasons for people, in one line: "the account is dormant; contacted too recently". */
char *clt_block_set_to_label (guint blocks);
/* The first in a word or two, for a narrow column, and how many more there are: "dormant +1". */
char *clt_block_set_to_note (guint blocks);
/* What to do about the first of them, as a sentence; "" where there is none. */
const char *clt_block_set_get_remedy (guint blocks);
guint clt_block_set_from_text (const char *text);

typedef struct
{
  gint64 client_id;
  guint blocks;   /* CltBlock; 0: free to go */
  char *evidence; /* JSON: grade, risk, consent, gap, version and rules as they were looked at */
} CltVerdict;
void clt_verdict_free (CltVerdict *verdict);

typedef struct
{
  gint64 product_id;
  const char *channel;
  gint64 adviser_id; /* who signs; 0: each client's own adviser */
  CltDay day;
  gboolean targeted;   /* chosen by tier or behaviour (an automated decision) */
  gboolean push;       /* FALSE: the client asked for it: gap, consent, refusal and dormancy do not
                        apply, suitability does; R > C only with a client_request of this version
                        and of his present grade, with the signed warning attached */
  gboolean greeting;   /* the gap is rule greeting.gap, between greetings, in calendar days; an open
                        complaint holds it back */
  gboolean planning;   /* what other pushes have planned around the day counts as a contact */
  gint64 push_item_id; /* the item that asks: its own traces are no contact; 0: none */
} CltGateQuestion;

/* How the rules are read where domain 3.3 leaves room:
 *
 * - A grade is good up to and including the day on which it expires.
 * - Without a grade nothing goes to an ordinary client; a prospect, who is graded only when he
 *   opens an account, may get R1 (greetings, training). Professional investors need no grade.
 * - A prospect must have agreed to the channel, or, where the channel asks for no consent, to any.
 * - The gap: between a contact and the next lie push.gap trading days of the same category, counted
 *   as clt_workdays_count (contact + 1, day); at exactly so many the way is free. Bulletins (website,
 *   trading software) are fetched by the client: they are no contacts and know no gap; neither do
 *   deliveries that he asked for count.
 * - A personal grant (entitlement_exception) stands above the product's minimum tier.
 * - A channel that only logs (WeChat and the like) need not be listed by the product. */

/* One verdict a client, in the order of @ids; set-based, so that 50,000 clients take one pass.
 * (element-type CltVerdict) (transfer full) */
GPtrArray *clt_gate_check_all (CltConn *conn,
                               const CltGateQuestion *question,
                               const gint64 *ids,
                               guint n_ids,
                               GError **error);
/* The last moment's check: FALSE and CLT_STORE_ERROR_INVALID with all reasons in one sentence.
 * @override: CltBlock that a manager has set aside with a reason (only CLT_BLOCK_OVERRIDABLE). */
gboolean clt_gate_check (CltConn *conn,
                         const CltGateQuestion *question,
                         gint64 client_id,
                         guint override,
                         GError **error);

/* Is @who (staff number or name) a manager in office on @day? Else CLT_STORE_ERROR_INVALID. */
gboolean clt_gate_check_manager (CltConn *conn, const char *who, CltDay day, GError **error);

/* all targeted trading research training value; NULL-terminated. */
extern const char *const clt_refusal_scopes[];
/* Translated. */
const char *clt_refusal_scope_get_label (const char *scope);
typedef struct
{
  const char *scope; /* one of clt_refusal_scopes */
  CltDay from;
  char *source; /* how he said so */
} CltRefusal;
void clt_refusal_free (CltRefusal *refusal);
/* What the client refuses on @day. (element-type CltRefusal) (transfer full) */
GPtrArray *clt_refusal_list (CltConn *conn, gint64 client_id, CltDay day, GError **error);
/* Inside an action: the client's own refusal, and taking it back. */
gboolean clt_refusal_add (CltConn *conn,
                          gint64 client_id,
                          const char *scope,
                          CltDay from,
                          const char *source,
                          GError **error);
/* @last is the last day on which it holds. */
gboolean
clt_refusal_end (CltConn *conn, gint64 client_id, const char *scope, CltDay last, GError **error);

/* Inside an action: the client insists on a product above his grade after he was told that it does
 * not suit him (art. 19). @warning is the signed risk warning, kept as an attachment called @name.
 * Refused for the lowest class, without a grade, and where no warning is needed. Returns: its id, 0
 * on error. */
gint64 clt_request_add (CltConn *conn,
                        gint64 client_id,
                        gint64 product_id,
                        CltDay day,
                        gint64 staff_id,
                        const char *name,
                        GBytes *warning,
                        const char *note,
                        GError **error);

G_END_DECLS

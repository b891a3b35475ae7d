/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How an approved study reaches its client: as a push of the product that it is bound to, so that
 * the gate, the evidence, the channels and the ledger are those of every product. The paper is kept
 * with the version when it first goes out, byte for byte, and with each push that brings it. */

#include "core/catalogue/clt-entitlement.h"
#include "core/research/clt-study.h"

G_BEGIN_DECLS

/* One channel by which it may go. */
typedef struct
{
  char *channel, *name;
  guint blocks; /* CltBlock; 0: open */
} CltStudyWay;

typedef struct
{
  gint64 product_id;
  char *code, *product; /* name */
  char *right;          /* what the client is promised, in words */
  gboolean entitled;    /* by his tier or a grant of his own */
  GPtrArray *ways;      /* CltStudyWay, those of the product first, then those that only log */
} CltStudyOffer;

void clt_study_offer_free (CltStudyOffer *offer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStudyOffer, clt_study_offer_free)
/* As which products @client_id may get the study on @day, and by which ways: the one that it is bound
 * to first, then the research that an adviser must sign. (element-type CltStudyOffer) (transfer full) */
GPtrArray *clt_study_list_offers (CltConn *conn,
                                  const CltStudy *study,
                                  gint64 client_id,
                                  CltDay day,
                                  GError **error);

typedef struct
{
  gint64 version_id;
  gint64 product_id;     /* 0: the one that the study is bound to */
  GArray *clients;       /* gint64: of a note; a plan goes to its client */
  char *channel;         /* "": the first that is open to all */
  CltDay day;            /* one to come: the push centre releases it then */
  gboolean done;         /* the client has it already: only written down */
  gboolean follow_up;    /* a call, rule study.follow_up working days later */
  char *note;            /* of what is written down */
  char *override_reason; /* @who, a manager, sets "contacted too recently" aside; "" */
  char *who;
} CltStudyOrder;

CltStudyOrder *clt_study_order_new (gint64 version_id, const char *who);
void clt_study_order_free (CltStudyOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStudyOrder, clt_study_order_free)

/* Inside an action. Refused unless the version is the newest approved one, its author is an adviser
 * in office with a qualification number, the client of a plan is entitled to the product, and the gate
 * lets every client have it. @paper is kept when the version has none yet.
 * Returns: the push that brings it; 0 on error. */
gint64 clt_study_deliver (CltConn *conn, const CltStudyOrder *order, GBytes *paper, GError **error);

/* The paper as it went out first; NULL without an error: it has not gone out yet. */
GBytes *clt_study_load_paper (CltConn *conn, gint64 version_id, GError **error);

G_END_DECLS

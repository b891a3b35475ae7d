/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the gate looks at. Private to catalogue/. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

/* The same for all clients of a question. */
typedef struct
{
  const CltGateQuestion *question;
  char *code, *name; /* of the product */
  char *kind;        /* of its category */
  gboolean archived;
  gint64 version_id; /* in force on the day; 0: none */
  int number, risk, min_tier;
  gboolean needs_licence;

  gboolean channel_fits;
  char *medium, *consent; /* of the channel; "" where there is no such channel */

  int gap;                      /* days; trading days but for a greeting */
  CltDay gap_before, gap_after; /* a contact between the two, both excluded, is too close */
  int expired_from;             /* rule suitability.expired_from_risk */
  int validity;                 /* rule grade.validity_months */
} CltGateFacts;

gboolean clt_gate_facts_load (CltGateFacts *facts,
                              CltConn *conn,
                              const CltGateQuestion *question,
                              GError **error);
void clt_gate_facts_clear (CltGateFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltGateFacts, clt_gate_facts_clear)

/* One client, as he stands on the day. Texts live as long as the statement's row. */
typedef struct
{
  gboolean known; /* FALSE: no such client */
  gboolean prospect, professional, open, dormant;
  int tier;
  int grade; /* 1 … 5; 0: none */
  gboolean lowest;
  CltDay assessed, expires; /* expires: by its own date or by rule */
  gboolean consent;         /* to the channel */
  CltDay consent_since;     /* of that answer; CLT_DAY_NONE: never asked */
  int n_consents;           /* of a prospect: channels that he has agreed to */
  gint64 adviser_id;        /* who signs; 0: nobody */
  gboolean adviser_here;    /* in office on the day */
  const char *licence;
  const char *exception; /* kind; "": none */
  const char *refusals;  /* scopes, space separated, with a blank on both sides; "": none */
  gboolean has_phone, has_email;
  CltDay last_contact; /* the one that is too close; CLT_DAY_NONE: none */
  gint64 request_id;   /* a client_request that holds; 0: none */
  gboolean complaint;  /* one of his is open; only looked at for a greeting */
} CltGateClient;

/* The rules of domain 3.3. Pure. Returns: CltBlock. */
guint clt_gate_judge (const CltGateFacts *facts, const CltGateClient *client);
/* What was looked at, as JSON. */
char *clt_gate_dup_evidence (const CltGateFacts *facts, const CltGateClient *client, guint blocks);

G_END_DECLS

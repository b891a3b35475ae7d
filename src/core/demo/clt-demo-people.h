/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The rows of people: staff, clients with their dated histories, prospects. */

#include "core/demo/clt-demo-account.h"
#include "core/store/clt-conn.h"

G_BEGIN_DECLS

#define CLT_DEMO_BRANCH "示例营业部"

typedef struct
{
  guint32 seed;
  guint n_clients;
  GArray *days; /* CltDay: the days with facts */
  CltDay first, last;
  GArray *staff; /* CltDemoStaff, after clt_demo_people_add_staff() */
} CltDemoPeople;

typedef struct
{
  gint64 id;
  gboolean adviser;
  CltDay entered;
  CltDay left; /* CLT_DAY_NONE: still here */
} CltDemoStaff;

/* Lives of all accounts, ordered by opening; a few clients have a second account, which follows
 * the first (second is TRUE in the parallel array). */
typedef struct
{
  CltDemoAccount account;
  guint client;    /* stream of the client's own draws */
  gboolean second; /* another account of the client before */
} CltDemoLife;

void clt_demo_people_init (CltDemoPeople *people, guint32 seed, guint n_clients, GArray *days);
void clt_demo_people_clear (CltDemoPeople *people);

/* (element-type CltDemoLife) (transfer full) */
GArray *clt_demo_people_plan (const CltDemoPeople *people);
/* Inside an action. */
gboolean clt_demo_people_add_staff (CltDemoPeople *people, CltConn *conn, GError **error);
/* Inside an action: the @n lives from @from on; sets their account ids. */
gboolean clt_demo_people_add_clients (const CltDemoPeople *people,
                                      CltConn *conn,
                                      GArray *lives,
                                      guint from,
                                      guint n,
                                      GError **error);
/* Inside an action. */
gboolean clt_demo_people_add_prospects (const CltDemoPeople *people, CltConn *conn, GError **error);

G_END_DECLS

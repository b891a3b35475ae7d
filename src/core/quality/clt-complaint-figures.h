/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands beside the complaint rate (domain rules 2.6), of the complaints registered in a period:
 * which count, and what became of those. Clients' and prospects' are apart. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 registered;      /* all that came, of anybody */
  gint64 counted;         /* of clients, as in the rate */
  gint64 merged;          /* the same matter told again */
  gint64 dropped;         /* inquiries, suggestions, withdrawn before acceptance */
  gint64 prospects;       /* would count, but for being prospects' */
  gint64 nameless;        /* would count, but for nobody in the book */
  gint64 founded, judged; /* partly founded ones too; those with a finding */
  gint64 on_time, closed;
  gint64 reopened; /* of those that were closed once */
  gint64 closed_once;
  double median_days; /* from registered to closed; NAN: none */
} CltComplaintFigures;

gboolean clt_complaint_figures_load (CltConn *conn,
                                     CltDay from,
                                     CltDay to,
                                     CltComplaintFigures *figures,
                                     GError **error);

G_END_DECLS

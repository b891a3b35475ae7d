/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The contact gaps of the tiers on a day, worked out once and kept in contact_figure until something
 * that they rest on changes: the days on which a month or the present ends, see
 * clt_figures_refresh(). Stale rows are deleted inside the action that makes them stale, so what is
 * there is always right. */

#include "core/quality/clt-contact.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay day;
  CltDay since;                         /* as in CltContacts */
  CltContactSummary tiers[CLT_N_TIERS]; /* by CltTier */
} CltContactFigures;

/* Works out those of any day; writes nothing. */
gboolean
clt_contact_figures_compute (CltConn *conn, CltDay day, CltContactFigures *figures, GError **error);
/* The same from what is kept where it is. */
gboolean
clt_contact_figures_load (CltConn *conn, CltDay day, CltContactFigures *figures, GError **error);

/* The day of @month that is kept: its last one, or today. */
CltDay clt_contact_figures_get_day (int month);
gboolean clt_contact_figures_are_kept (CltConn *conn, CltDay day, gboolean *kept, GError **error);
/* Inside a transaction: keeps those of @day, in place of any other day of its month. */
gboolean clt_contact_figures_keep (CltConn *conn, CltDay day, GError **error);

/* Registers the hook that deletes what an action, an undo or a redo made stale, and the days that
 * it has to know. */
void clt_contact_figures_register (CltConn *conn);

G_END_DECLS

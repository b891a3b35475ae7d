/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who is away and who makes his calls meanwhile, and what somebody hands on for good. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 staff_id, stand_in_id; /* stand-in: 0: everybody */
  char *staff, *stand_in;       /* names; stand-in: "" for everybody */
  CltDay first, last;           /* both included */
  gint64 n_calls;               /* open calls of his that fall due up to the last day */
} CltAbsence;

void clt_absence_free (CltAbsence *absence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAbsence, clt_absence_free)

/* Those that end on @day or later, by their first day.
 * (element-type CltAbsence) (transfer full) */
GPtrArray *clt_absence_list (CltConn *conn, CltDay day, GError **error);
/* Inside an action: from @first to @last (both included) the calls of @staff_id are those of
 * @stand_in (0: everybody's). Returns: its id; 0 on error. */
gint64 clt_absence_add (CltConn *conn,
                        gint64 staff_id,
                        CltDay first,
                        CltDay last,
                        gint64 stand_in,
                        GError **error);
/* Inside an action: he is here after all. Refused where there is none of this id. */
gboolean clt_absence_remove (CltConn *conn, gint64 id, GError **error);

/* What somebody has open. */
typedef struct
{
  gint64 staff_id;
  char *staff; /* name */
  gint64 n_calls, n_tasks;
} CltOpenWork;

void clt_open_work_free (CltOpenWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltOpenWork, clt_open_work_free)

/* Those who have any, who are gone too; by name. (element-type CltOpenWork) (transfer full) */
GPtrArray *clt_open_work_list (CltConn *conn, GError **error);
/* Inside an action: all open calls and tasks of @from are @to's (0: everybody's).
 * @calls, @tasks: (out): how many. */
gboolean clt_call_hand_over (CltConn *conn,
                             gint64 from,
                             gint64 to,
                             gint64 *calls,
                             gint64 *tasks,
                             GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The branch's people and which client they look after, by date. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *number, *name;
  char *role; /* specialist adviser manager compliance admin */
  char *branch, *phone, *email, *licence, *note;
  CltDay entered, left; /* CLT_DAY_NONE: unknown, still here */
} CltStaff;

CltStaff *clt_staff_new (void);
void clt_staff_free (CltStaff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStaff, clt_staff_free)

CltStaff *clt_staff_load (CltConn *conn, gint64 id, GError **error);
/* By name. @on: only those not gone on this day; CLT_DAY_NONE: all.
 * (element-type CltStaff) (transfer full) */
GPtrArray *clt_staff_list (CltConn *conn, CltDay on, GError **error);
/* By number, else by name when only one bears it. Returns: 0 and an error
 * (CLT_STORE_ERROR_NOT_FOUND, _INVALID when several bear it). */
gint64 clt_staff_find (CltConn *conn, const char *number_or_name, GError **error);
/* Who sits at a desk. @who: (nullable): a number or a name. @staff_id: (out): 0: nobody of the staff.
 * @sees_all: (out): specialists and advisers see the work of their own, anybody else all of it. */
gboolean clt_staff_find_who (CltConn *conn,
                             const char *who,
                             gint64 *staff_id,
                             gboolean *sees_all,
                             GError **error);
/* Inside an action: stores a new one (id 0, which it then gets) or a changed one. */
gboolean clt_staff_save (CltConn *conn, CltStaff *staff, GError **error);
/* Inside an action. Refused while clients are or were theirs. */
gboolean clt_staff_delete (CltConn *conn, gint64 id, GError **error);
/* Translated. */
const char *clt_staff_role_get_label (const char *role);

/* Who is in charge of @client_id on @day; 0: nobody. @relation: service adviser development
 * maintenance introducer. */
gboolean clt_assignment_get (CltConn *conn,
                             gint64 client_id,
                             const char *relation,
                             CltDay day,
                             gint64 *staff_id,
                             GError **error);
/* Inside an action: from @day on @staff_id (0: nobody) is in charge; who was ends the day before.
 * Later assignments of the same relation give way. */
gboolean clt_assignment_set (CltConn *conn,
                             gint64 client_id,
                             const char *relation,
                             gint64 staff_id,
                             CltDay day,
                             GError **error);

G_END_DECLS

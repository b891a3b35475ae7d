/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The register of complaints as people look at it: with the time that each has left, and in views that
 * say what waits for whom. */

#include "core/complaints/clt-complaint-deadline.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_REGISTER_MINE, /* open and handled by the one who looks */
  CLT_REGISTER_OPEN,
  CLT_REGISTER_NEAR, /* rule complaint.amber of the time has gone */
  CLT_REGISTER_OVERDUE,
  CLT_REGISTER_WAITING, /* the clock stands */
  CLT_REGISTER_CLOSED,  /* refused and withdrawn, too */
  CLT_REGISTER_ALL,
  CLT_N_REGISTER_VIEWS,
} CltRegisterView;

/* Stable: mine open near overdue waiting closed all. */
const char *clt_register_view_get_name (CltRegisterView view);
const char *clt_register_view_get_label (CltRegisterView view);
gboolean clt_register_view_from_name (const char *name, CltRegisterView *view);

typedef struct
{
  CltComplaint *complaint;
  CltComplaintTime time;
} CltRegisterLine;
void clt_register_line_free (CltRegisterLine *line);
/* @staff_id: who looks; 0: nobody of the staff. */
gboolean clt_register_view_has (CltRegisterView view, const CltRegisterLine *line, gint64 staff_id);

typedef struct
{
  GPtrArray *lines; /* CltRegisterLine: open ones first, by the day on which they are due */
  guint counts[CLT_N_REGISTER_VIEWS];
} CltRegister;
/* @query: its group is not looked at; the counts are of all that it finds, without what is only kept. */
CltRegister *clt_register_load (CltConn *conn,
                                CltRegisterView view,
                                const CltComplaintQuery *query,
                                gint64 staff_id,
                                CltDay today,
                                GError **error);
void clt_register_free (CltRegister *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltRegister, clt_register_free)

/* Only those that are open; nothing is counted. @handler_id 0: of anybody.
 * (element-type CltRegisterLine) (transfer full) */
GPtrArray *clt_register_list_open (CltConn *conn, gint64 handler_id, CltDay today, GError **error);

/* How many are near their deadline or past it, of those that @who (nullable) handles or, where he sees
 * all, of all; -1 on error. */
gint64 clt_register_count_pressing (CltConn *conn, const char *who, CltDay today, GError **error);

/* Who could handle a complaint about @about_id: neither that one nor somebody about whom the client has
 * complained while it may still be the same matter. Whoever serves the client, else the specialist, then
 * anybody else, who has the fewest to handle. @staff_id: (out): 0: nobody is left. */
gboolean clt_complaint_suggest_handler (CltConn *conn,
                                        gint64 client_id,
                                        gint64 about_id,
                                        CltDay today,
                                        gint64 *staff_id,
                                        GError **error);

G_END_DECLS

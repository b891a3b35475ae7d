/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who teaches how much in a stretch of days, usually a quarter, and what a head costs. */

#include "core/training/clt-lecturer.h"

G_BEGIN_DECLS

typedef struct
{
  CltLecturer *lecturer;
  int meetings, minutes; /* that are not cancelled */
  gint64 fees, rooms;    /* fen, rounded down */
  int heads;             /* seats taken in the sessions of these meetings */
  gint64 cost_per_head;  /* of fees and rooms, fen, rounded; CLT_MONEY_NONE: nobody */
} CltTeaching;

void clt_teaching_free (CltTeaching *teaching);
/* Of every lecturer who is not archived, by name. (element-type CltTeaching) (transfer full) */
GPtrArray *clt_teaching_load (CltConn *conn, CltDay from, CltDay to, GError **error);

G_END_DECLS

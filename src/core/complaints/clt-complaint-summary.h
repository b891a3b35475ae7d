/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Complaints counted: by source, class, outcome and the like, in time or not, and how long they took
 * from being received to being registered and from there to being closed. */

#include "core/complaints/clt-complaint.h"

G_BEGIN_DECLS

typedef struct
{
  char *value; /* "" for none */
  gint64 n;
} CltComplaintCount;

/* state source kind class topic severity product finding outcome year (of receipt) timely disputed;
 * NULL-terminated. */
extern const char *const clt_complaint_groups[];

typedef struct
{
  gint64 n, same, negative, most; /* days: 0, below 0, the largest */
  double mean, median;            /* NAN: none */
} CltComplaintDays;

typedef struct
{
  gint64 n, open, stopped, amber, red;
  GPtrArray *groups[12];        /* as clt_complaint_groups: CltComplaintCount, most first */
  CltComplaintDays to_register; /* from received to registered */
  CltComplaintDays to_close;    /* from registered to closed */
} CltComplaintSummary;

/* Of those received in @from … @to (CLT_DAY_NONE: open). */
CltComplaintSummary *
clt_complaint_summary_load (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_complaint_summary_free (CltComplaintSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltComplaintSummary, clt_complaint_summary_free)

G_END_DECLS

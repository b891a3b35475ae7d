/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* By when a complaint must have come how far (domain rules 5.4): the dated rules complaint.* of the
 * day from which the time runs, in working days of offices with hard limits in calendar days. While
 * the client is waited for the clock stands: the day on which it stops does not count any more, the
 * day on which it goes on does. */

#include "core/complaints/clt-complaint.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay from, to; /* stopped on, going on; to CLT_DAY_NONE: still stopped */
} CltComplaintStop;

typedef struct
{
  const char *severity; /* general major group */
  CltDay registered;
  CltDay accepted; /* CLT_DAY_NONE: not yet; a clock that stands later does not move it */
  CltDay hotline;  /* on which 12386 passed it on; CLT_DAY_NONE: it did not */
  CltDay reopened; /* CLT_DAY_NONE: never; the time to close runs anew from it */
  const CltComplaintStop *stops;
  guint n_stops;
  int extended; /* days granted */
} CltComplaintCase;

typedef struct
{
  CltDay acknowledge; /* the receipt has gone out */
  CltDay accept;      /* accepted, or refused with a reason */
  CltDay close;
  /* 12386 has the answer. A clock of its own: the days to close, from when it was passed on; neither
   * the client nor a manager makes it wait. CLT_DAY_NONE: not asked for */
  CltDay hotline;
} CltComplaintDue;

typedef enum
{
  CLT_LIGHT_NONE, /* nothing is due any more */
  CLT_LIGHT_GREEN,
  CLT_LIGHT_AMBER, /* rule complaint.amber of the time has gone */
  CLT_LIGHT_RED,   /* overdue */
  CLT_LIGHT_STOPPED,
} CltComplaintLight;
/* Stable: none green amber red stopped. */
const char *clt_complaint_light_get_name (CltComplaintLight light);
const char *clt_complaint_light_get_label (CltComplaintLight light);

/* Working days of offices, read once. */
typedef struct _CltComplaintClock CltComplaintClock;
CltComplaintClock *clt_complaint_clock_load (CltConn *conn, GError **error);
void clt_complaint_clock_free (CltComplaintClock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltComplaintClock, clt_complaint_clock_free)

/* A clock that still stands is taken to go on on @today. */
gboolean clt_complaint_clock_compute (CltComplaintClock *clock,
                                      const CltComplaintCase *a_case,
                                      CltDay today,
                                      CltComplaintDue *due,
                                      GError **error);

typedef struct
{
  CltComplaintLight light;
  CltDay due;       /* what comes next: accepted, or closed; CLT_DAY_NONE: nothing */
  int left;         /* working days until then; negative: so many too late */
  gboolean hotline; /* what comes next is the answer to 12386 */
} CltComplaintTime;
/* Of a stored one; what is due of it as of @today goes into its record, too. */
gboolean clt_complaint_clock_tell (CltComplaintClock *clock,
                                   CltComplaint *complaint,
                                   CltDay today,
                                   CltComplaintTime *time,
                                   GError **error);

/* "3 working days left", "waiting for the client"; "" where nothing is due. (transfer full) */
char *clt_complaint_time_dup_words (const CltComplaintTime *time);

/* Into the record of a stored one only, which clt_complaint_load() does already: what is due as of
 * @today while it is open. It is not read from the file, which knows neither of a list of holidays that
 * came later or was taken back nor of the days for which the clock has been standing; what is done
 * keeps what it was judged by. */
gboolean clt_complaint_clock_set_due (CltComplaintClock *clock,
                                      CltComplaint *complaint,
                                      CltDay today,
                                      GError **error);
/* What comes next of an open one: accepted, closed, or the answer to 12386. */
CltDay clt_complaint_get_due (const CltComplaint *complaint);

/* Whether what is due is computed again when @before becomes @after. What is done was in time or late by the
 * rules and holidays of then: other words about it do not judge it anew. */
gboolean clt_complaint_is_judged (const CltComplaint *before, const CltComplaint *after);
/* Inside an action: writes what is due of a stored one, from its dates, stops and extension. */
gboolean clt_complaint_update_due (CltConn *conn, gint64 id, GError **error);
/* By when the receipt must have gone out. */
gboolean clt_complaint_get_acknowledge (CltConn *conn,
                                        const CltComplaint *complaint,
                                        CltDay *due,
                                        GError **error);

/* Inside an action: the client is waited for. Refused while the clock stands already. */
gboolean clt_complaint_stop (CltConn *conn, gint64 id, const char *reason, GError **error);
gboolean clt_complaint_resume (CltConn *conn, gint64 id, GError **error);
/* Inside an action: once, by a manager who is not the person complained about, the days of rule
 * complaint.extension. */
gboolean clt_complaint_extend (CltConn *conn,
                               gint64 id,
                               gint64 manager_id,
                               const char *reason,
                               GError **error);

G_END_DECLS

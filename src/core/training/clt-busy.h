/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who and what is taken, and when, in a stretch of days: meetings, appointments, events and the
 * entries of imported calendars. Read once, asked often: a look is O(spans of the one asked for).
 * A lecturer who belongs to the staff and an adviser are the same person here. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_BUSY_ROOM,
  CLT_BUSY_LECTURER, /* id of a lecturer */
  CLT_BUSY_STAFF,    /* id of a member of staff */
  CLT_BUSY_CLIENT,
  CLT_BUSY_EQUIPMENT,
  CLT_BUSY_EVERYBODY, /* a holiday of an imported calendar; id 0 */
} CltBusyKind;

typedef struct
{
  gint64 starts, ends;
  gint64 meeting_id; /* 0: not a meeting */
  int quantity;      /* of equipment; else 1 */
  char *what;        /* for people: what goes on */
} CltTaken;

typedef struct _CltBusy CltBusy;

/* Everything that touches @from … @to. */
CltBusy *clt_busy_load (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_busy_free (CltBusy *busy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltBusy, clt_busy_free)
/* What is planned but not stored yet. */
void clt_busy_add (CltBusy *busy,
                   CltBusyKind kind,
                   gint64 id,
                   gint64 starts,
                   gint64 ends,
                   int quantity,
                   gint64 meeting_id,
                   const char *what);
/* The first span that touches @starts … @ends, but of @meeting_id (0: of any). (transfer none)
 * (nullable): valid until the next clt_busy_add(). */
const CltTaken *clt_busy_find (const CltBusy *busy,
                               CltBusyKind kind,
                               gint64 id,
                               gint64 starts,
                               gint64 ends,
                               gint64 meeting_id);
/* How much of the equipment is in use at most at one time in @starts … @ends. */
int clt_busy_count (const CltBusy *busy,
                    gint64 equipment_id,
                    gint64 starts,
                    gint64 ends,
                    gint64 meeting_id);

G_END_DECLS

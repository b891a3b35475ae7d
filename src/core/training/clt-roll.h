/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The roll of a meeting. A mark is P present, L late, E excused, A absent; NUL:
 * not called yet. What writes belongs inside an action. */

#include "core/training/clt-session.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id;
  char *name, *account; /* account: "" without one */
  char *initials;       /* of the pinyin, to jump by; readings separated by blanks */
  gboolean prospect;
  char *place; /* room online */
  char mark;
} CltRollRow;

void clt_roll_row_free (CltRollRow *row);
/* Who is enrolled, and who was marked without being so, by name in pinyin
 * order. (element-type CltRollRow) (transfer full) */
GPtrArray *clt_roll_get (CltConn *conn, gint64 meeting_id, GError **error);

typedef struct
{
  int present, late, excused, absent, open; /* open: not called yet */
} CltRollTotals;
void clt_roll_count (const GPtrArray *rows, CltRollTotals *totals);
/* Translated name of a mark. */
const char *clt_roll_mark_get_label (char mark);

/* One mark; NUL takes it back. Refused before the day of the meeting, for a
 * cancelled one, and for who is not enrolled. The first mark of a planned
 * meeting notes that it was held. */
gboolean
clt_roll_mark (CltConn *conn, gint64 meeting_id, gint64 client_id, char mark, GError **error);
/* The same mark for all who are not called yet. @n: (out) (optional) */
gboolean clt_roll_mark_rest (CltConn *conn, gint64 meeting_id, char mark, guint *n, GError **error);
/* Somebody who came unannounced: @client_id, or a new prospect of the name
 * @name with @phone (""), is enrolled and present. Refused where no seat is
 * free and for whom a bar stands. Returns: the client's id, 0 on error. */
gint64 clt_roll_walk_in (CltConn *conn,
                         gint64 meeting_id,
                         gint64 client_id,
                         const char *name,
                         const char *phone,
                         GError **error);

G_END_DECLS

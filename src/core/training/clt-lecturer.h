/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who teaches: people of the branch, and guests. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;       /* 0: not stored yet */
  gint64 staff_id; /* 0: a guest */
  char *name;
  gint64 fee;   /* fen an hour */
  char *topics; /* codes of courses, space separated; "": all */
  char *note;
  gboolean archived;
} CltLecturer;

CltLecturer *clt_lecturer_new (void);
void clt_lecturer_free (CltLecturer *lecturer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLecturer, clt_lecturer_free)

/* By name. @archived: also those. (element-type CltLecturer) (transfer full) */
GPtrArray *clt_lecturer_list (CltConn *conn, gboolean archived, GError **error);
CltLecturer *clt_lecturer_load (CltConn *conn, gint64 id, GError **error);
/* By name. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_lecturer_find (CltConn *conn, const char *name, GError **error);
/* Inside an action: a new one (id 0, which it then gets) or a changed one. No two that are not
 * archived bear one name. */
gboolean clt_lecturer_save (CltConn *conn, CltLecturer *lecturer, GError **error);
/* Whether the lecturer teaches the course with @code. */
gboolean clt_lecturer_teaches (const CltLecturer *lecturer, const char *code);

/* What a lecturer teaches in a month: meetings that are not cancelled. */
typedef struct
{
  gint64 lecturer_id;
  char *name;
  int month; /* year * 12 + month - 1 */
  int meetings;
  int minutes;
  gint64 fees; /* fen, rounded */
} CltLecturerHours;
void clt_lecturer_hours_free (CltLecturerHours *hours);
/* Of meetings that begin on @from … @to, by month, then name. (element-type CltLecturerHours)
 * (transfer full) */
GPtrArray *clt_lecturer_get_hours (CltConn *conn, CltDay from, CltDay to, GError **error);

G_END_DECLS

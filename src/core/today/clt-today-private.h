/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/today/clt-today.h"

G_BEGIN_DECLS

typedef struct
{
  CltConn *conn;
  CltDay today;
  gint64 staff_id;  /* only clients of this one; 0: all */
  GPtrArray *items; /* of CltTodayItem */
} CltTodayList;

/* @key and @title: (transfer full). Urgency follows from @due. */
CltTodayItem *clt_today_add (CltTodayList *list,
                             const char *kind,
                             char *key,
                             char *title,
                             gint64 client_id,
                             CltDay due);
/* "12 calls are due", of which so many late, as a whole sentence. @all: (transfer full) */
char *clt_today_format_due (char *all, gint64 late);
/* A statement that ends with "AND <condition>" takes this piece in its place: clients who are
 * here today and, with a staff id bound to ?2, theirs. ?1 is today. */
#define CLT_TODAY_CLIENTS                                                                          \
  " k.prospect = 0 AND (k.closed IS NULL OR k.closed > ?1) AND (?2 = 0 OR EXISTS (SELECT 1"        \
  " FROM assignment n WHERE n.client_id = k.client_id AND n.staff_id = ?2 AND n.valid_from <= ?1"  \
  " AND (n.valid_to IS NULL OR n.valid_to >= ?1))) "

typedef gboolean (*CltTodaySource) (CltTodayList *list, GError **error);

/* Is @id one of CLT_TODAY_CLIENTS? */
gboolean clt_today_is_own_client (CltTodayList *list, gint64 id, gboolean *own, GError **error);

gboolean clt_today_add_birthdays (CltTodayList *list, GError **error);
gboolean clt_today_add_festivals (CltTodayList *list, GError **error);
gboolean clt_today_add_dormancy (CltTodayList *list, GError **error);
gboolean clt_today_add_contacts (CltTodayList *list, GError **error);
gboolean clt_today_add_margin (CltTodayList *list, GError **error);
gboolean clt_today_add_grades (CltTodayList *list, GError **error);
gboolean clt_today_add_overrides (CltTodayList *list, GError **error);
gboolean clt_today_add_pushes (CltTodayList *list, GError **error);
gboolean clt_today_add_messages (CltTodayList *list, GError **error);
gboolean clt_today_add_complaints (CltTodayList *list, GError **error);
gboolean clt_today_add_calls (CltTodayList *list, GError **error);
gboolean clt_today_add_tasks (CltTodayList *list, GError **error);
gboolean clt_today_add_visits (CltTodayList *list, GError **error);
gboolean clt_today_add_debts (CltTodayList *list, GError **error);
gboolean clt_today_add_versions (CltTodayList *list, GError **error);
gboolean clt_today_add_studies (CltTodayList *list, GError **error);
gboolean clt_today_add_tiers (CltTodayList *list, GError **error);
gboolean clt_today_add_files (CltTodayList *list, GError **error);
gboolean clt_today_add_calendar (CltTodayList *list, GError **error);

G_END_DECLS

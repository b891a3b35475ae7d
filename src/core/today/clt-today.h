/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The work list of the day, from what data there is: complaints that are near their deadline, past it
 * or wait for their receipt, clients who are overdue for a contact, visits, calls, tasks, pushes and
 * messages that are due, what is owed beyond its period, products and studies that
 * wait for somebody, birthdays and festivals ahead, margin alerts, clients who will turn dormant,
 * grades and overrides that expire, tier runs that are due and their moves, new files of the watched
 * export folder, a coming year without trading calendar.
 * Reads only; a few hundred milliseconds at 200,000 clients, so call it from a worker. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_URGENCY_NOW,  /* today, or overdue */
  CLT_URGENCY_SOON, /* within a week */
  CLT_URGENCY_LATER,
} CltUrgency;

typedef struct
{
  /* stable: with @due it names the line */
  char *key;
  /* contact complaint visit call task push message debt product study birthday festival dormancy margin
   * grade override tier-run tier-move file calendar */
  const char *kind;
  char *title;       /* translated sentence */
  gint64 client_id;  /* 0: none */
  char *path;        /* (nullable): of a file */
  char *filter;      /* (nullable): an expression, for a line about several clients, */
  gint64 staff_id;   /* and whose clients; 0: anybody's */
  GArray *clients;   /* (nullable) gint64: of a line about just these */
  char *command;     /* (nullable): action of @place that shows what the line is about */
  const char *place; /* static: "services" unless something else is said */
  CltUrgency urgency;
  CltDay due;
  int minute; /* of the day, when a time is agreed; 0: none */
  gboolean done;
} CltTodayItem;

void clt_today_item_free (CltTodayItem *item);
/* Translated name of a kind, for headings and filters. */
const char *clt_today_kind_get_label (const char *kind);

/* Open lines first, then by urgency, due day and the time that was agreed. @who: (nullable): number or name of a member of
 * staff; specialists and advisers see the lines of their own clients, anybody else all of them.
 * (element-type CltTodayItem) (transfer full) */
GPtrArray *clt_today_list (CltConn *conn, CltDay today, const char *who, GError **error);
/* How many open lines of it are for now; -1 on error. Costs nothing on the connection that has just
 * read the list. */
gint64 clt_today_count (CltConn *conn, CltDay today, const char *who, GError **error);
/* Inside an action ("today.done"): marks a line done, or open again. */
gboolean clt_today_set_done (CltConn *conn,
                             const char *key,
                             CltDay due,
                             gboolean done,
                             const char *who,
                             GError **error);
/* Outside any action, not undoable: a file of the watched folder was imported, or is not wanted. */
gboolean
clt_today_dismiss_file (CltConn *conn, const char *path, gboolean imported, GError **error);

G_END_DECLS

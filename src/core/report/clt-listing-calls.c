/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-call-queue.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-listing-private.h"

/* The calls that are due, in the order of the queue. Numbers of telephones are not in it: they are taken
 * call by call, and that is kept. */

static const CltListingColumn columns[] = {
  { NC_ ("call column", "Client name"), CLT_STYLE_TEXT },
  { NC_ ("call column", "Occasion"), CLT_STYLE_TEXT },
  { NC_ ("call column", "Due"), CLT_STYLE_DAY },
  { NC_ ("call column", "Agreed time"), CLT_STYLE_TEXT },
  { NC_ ("call column", "In whose queue"), CLT_STYLE_TEXT },
  { NC_ ("call column", "Attempts"), CLT_STYLE_COUNT },
  { NC_ ("call column", "Last outcome"), CLT_STYLE_TEXT },
  { NC_ ("call column", "Now"), CLT_STYLE_TEXT },
};

/* (transfer full): NULL on error. */
static char *
dup_owner (CltConn *conn, const CltQueueItem *item, GError **error)
{
  g_autoptr (CltStaff) owner = NULL;

  if (item->owner_id == 0 || item->shared)
    return g_strdup (C_ ("call column", "everybody’s"));
  owner = clt_staff_load (conn, item->owner_id, error);
  return owner == NULL ? NULL : g_strdup (owner->name);
}

static const char *
get_state (const CltQueueItem *item)
{
  if (item->claimed)
    return _ ("on the screen");
  if (item->waits)
    return C_ ("call column", "waits for its time");
  if (item->bar != CLT_CALL_ALLOWED)
    return clt_call_bar_get_label (item->bar);
  return item->overdue ? _ ("overdue") : C_ ("call column", "may be made");
}

static gboolean
add_row (CltListing *listing, CltConn *conn, const CltQueueItem *item, GError **error)
{
  const CltCall *call = item->call;
  g_autofree char *day = clt_day_format (call->due);
  g_autofree char *time =
    call->due_time < 0 ? g_strdup ("")
                       : g_strdup_printf ("%02d:%02d", call->due_time / 60, call->due_time % 60);
  g_autofree char *owner = dup_owner (conn, item, error);
  g_autofree char *attempts = g_strdup_printf ("%u", item->attempts);

  if (owner == NULL)
    return FALSE;
  clt_listing_add_text (listing, call->client);
  clt_listing_add_text (listing, clt_call_occasion_get_label (call->occasion));
  clt_listing_add_cell (listing, day, call->due);
  clt_listing_add_text (listing, time);
  clt_listing_add_text (listing, owner);
  clt_listing_add_cell (listing, attempts, item->attempts);
  clt_listing_add_text (listing,
                        *call->outcome == '\0' ? "" : clt_call_outcome_get_label (call->outcome));
  clt_listing_add_text (listing, get_state (item));
  return TRUE;
}

CltListing *
clt_listing_new_calls (CltConn *conn, const char *who, gint64 at, GError **error)
{
  const CltCallDesk desk = { clt_staff_find (conn, who, NULL), who, "" };
  g_autoptr (GPtrArray) queue = clt_call_queue_load (conn, &desk, at, error);
  g_autofree char *moment = clt_instant_format (at);
  /* Translators: a person, a day with its time. */
  g_autofree char *heading = g_strdup_printf (_ ("The queue of %s at %s"), who, moment);
  g_autoptr (CltListing) listing = NULL;

  if (queue == NULL)
    return NULL;
  listing = clt_listing_new ("calls", _ ("Calls That Are Due"), heading, clt_instant_get_day (at));
  clt_listing_add_columns (listing, "call column", columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < queue->len; i++)
    if (!add_row (listing, conn, queue->pdata[i], error))
      return NULL;
  return g_steal_pointer (&listing);
}

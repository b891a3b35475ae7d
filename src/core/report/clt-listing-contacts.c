/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/delivery/clt-call.h"
#include "core/report/clt-listing-private.h"

/* The log of contacts. The calls of a workbook can be imported again as a log of calls: in either
 * language the titles are names by which its columns are known there. */

static const CltListingColumn columns[] = {
  { NC_ ("contact column", "Account"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Client name"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Date"), CLT_STYLE_DAY },
  { NC_ ("contact column", "Time"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Direction"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Channel"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Outcome"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Seconds"), CLT_STYLE_COUNT },
  { NC_ ("contact column", "Calls"), CLT_STYLE_COUNT },
  { NC_ ("contact column", "Staff"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Topic"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Note"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Next step"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Recording"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Why against the rules"), CLT_STYLE_TEXT },
  { NC_ ("contact column", "Reference"), CLT_STYLE_TEXT },
};

/* To the second: by it a contact is known again. */
static char *
dup_time (const CltContactEntry *entry)
{
  const gint64 seconds = entry->at == 0 ? 0 : entry->at - clt_day_get_instant (entry->day, 0);

  if (entry->at == 0)
    return g_strdup ("");
  return g_strdup_printf ("%02d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                          (int) (seconds % 60));
}

static void
add_row (CltListing *listing, const CltContactEntry *entry)
{
  g_autofree char *time = dup_time (entry);

  clt_listing_add_text (listing, entry->account);
  clt_listing_add_text (listing, entry->client);
  clt_listing_add_day (listing, entry->day);
  clt_listing_add_text (listing, time);
  clt_listing_add_text (listing, g_str_equal (entry->direction, "in") ? C_ ("contact", "in")
                                                                      : C_ ("contact", "out"));
  clt_listing_add_text (listing, clt_channel_get_label (entry->channel));
  clt_listing_add_text (listing,
                        *entry->outcome == '\0' ? "" : clt_call_outcome_get_label (entry->outcome));
  clt_listing_add_number (listing, entry->seconds);
  clt_listing_add_number (listing, entry->attempts);
  clt_listing_add_text (listing, entry->staff);
  clt_listing_add_text (listing, entry->topic);
  clt_listing_add_text (listing, entry->note);
  clt_listing_add_text (listing, entry->next_step);
  clt_listing_add_text (listing, entry->recording);
  clt_listing_add_text (listing, entry->override_reason);
  clt_listing_add_text (listing, entry->reference);
}

static char *
dup_heading (const CltContactQuery *query)
{
  g_autofree char *from = clt_day_format (query->from);
  g_autofree char *to = clt_day_format (query->to);

  if (query->from == CLT_DAY_NONE && query->to == CLT_DAY_NONE)
    return g_strdup (_ ("All contacts"));
  /* Translators: two dates; a dash where one is open. */
  return g_strdup_printf (_ ("Contacts from %s to %s"), from, to);
}

CltListing *
clt_listing_new_contacts (CltConn *conn, const CltContactQuery *query, GError **error)
{
  g_autoptr (CltListing) listing = NULL;
  g_autofree char *heading = dup_heading (query);
  g_autoptr (GArray) ids = clt_contact_log_ids (conn, query, error);
  g_autoptr (GPtrArray) rows =
    ids == NULL
      ? NULL
      : clt_contact_log_rows (conn, (const gint64 *) (gpointer) ids->data, ids->len, error);

  if (rows == NULL)
    return NULL;
  listing = clt_listing_new ("callbacks", _ ("Log of Contacts"), heading, clt_today ());
  clt_listing_add_columns (listing, "contact column", columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < rows->len; i++)
    if (rows->pdata[i] != NULL)
      add_row (listing, rows->pdata[i]);
  return g_steal_pointer (&listing);
}

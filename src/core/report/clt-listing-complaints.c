/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-listing-private.h"

/* The register of complaints. What stands in a workbook can be imported again: the titles are the names
 * of the fields there. On paper there is room for what tells cases apart only. */

typedef struct
{
  const char *title; /* msgid */
  CltStyle style;
  gboolean on_paper;
  void (*write) (CltListing *listing, const CltComplaint *complaint);
} Column;

static void
add_word (CltListing *listing, const char *field, const char *value)
{
  clt_listing_add_text (listing,
                        *value == '\0' ? "" : clt_complaint_choice_get_label (field, value));
}

static void
add_flag (CltListing *listing, int flag)
{
  clt_listing_add_text (listing, flag < 0    ? ""
                                 : flag == 0 ? C_ ("complaint", "no")
                                             : C_ ("complaint", "yes"));
}

#define TEXT_COLUMN(member)                                                                        \
  static void write_##member (CltListing *listing, const CltComplaint *complaint)                  \
  {                                                                                                \
    clt_listing_add_text (listing, complaint->member);                                             \
  }
#define WORD_COLUMN(member, field)                                                                 \
  static void write_##member (CltListing *listing, const CltComplaint *complaint)                  \
  {                                                                                                \
    add_word (listing, field, complaint->member);                                                  \
  }
#define DAY_COLUMN(member)                                                                         \
  static void write_##member (CltListing *listing, const CltComplaint *complaint)                  \
  {                                                                                                \
    clt_listing_add_day (listing, complaint->member);                                              \
  }

TEXT_COLUMN (number)
TEXT_COLUMN (account)
TEXT_COLUMN (client)
TEXT_COLUMN (person)
TEXT_COLUMN (reference)
TEXT_COLUMN (topic)
TEXT_COLUMN (product)
TEXT_COLUMN (about)
TEXT_COLUMN (handler)
TEXT_COLUMN (facts)
TEXT_COLUMN (demand)
TEXT_COLUMN (cause)
TEXT_COLUMN (remedy)
TEXT_COLUMN (outcome)
TEXT_COLUMN (same_number)
WORD_COLUMN (source, "source")
WORD_COLUMN (kind, "kind")
WORD_COLUMN (class_, "class")
WORD_COLUMN (severity, "severity")
WORD_COLUMN (channel, "channel")
WORD_COLUMN (finding, "finding")
WORD_COLUMN (state, "state")
DAY_COLUMN (received)
DAY_COLUMN (registered)
DAY_COLUMN (happened)
DAY_COLUMN (accepted)
DAY_COLUMN (answered)
DAY_COLUMN (closed)
DAY_COLUMN (due_accept)
DAY_COLUMN (due_close)
DAY_COLUMN (due_hotline)

static void
write_payment (CltListing *listing, const CltComplaint *complaint)
{
  g_autofree char *text =
    complaint->payment == 0 ? g_strdup ("") : clt_money_format (complaint->payment);

  clt_listing_add_cell (listing, text,
                        complaint->payment == 0 ? CLT_MONEY_NONE : complaint->payment);
}

static void
write_timely (CltListing *listing, const CltComplaint *complaint)
{
  add_flag (listing, complaint->timely);
}

static void
write_disputed (CltListing *listing, const CltComplaint *complaint)
{
  add_flag (listing, complaint->disputed);
}

static void
write_satisfied (CltListing *listing, const CltComplaint *complaint)
{
  g_autofree char *text =
    complaint->satisfied == 0 ? g_strdup ("") : g_strdup_printf ("%d", complaint->satisfied);

  clt_listing_add_cell (listing, text,
                        complaint->satisfied == 0 ? CLT_MONEY_NONE : complaint->satisfied);
}

static void
write_reopened (CltListing *listing, const CltComplaint *complaint)
{
  g_autofree char *text = g_strdup_printf ("%d", complaint->reopened);

  clt_listing_add_cell (listing, text, complaint->reopened);
}

static const Column columns[] = {
  { N_ ("Number"), CLT_STYLE_TEXT, TRUE, write_number },
  { N_ ("Account"), CLT_STYLE_TEXT, FALSE, write_account },
  { N_ ("Client"), CLT_STYLE_TEXT, TRUE, write_client },
  { N_ ("Who complains"), CLT_STYLE_TEXT, TRUE, write_person },
  { N_ ("How it came"), CLT_STYLE_TEXT, FALSE, write_source },
  { N_ ("Their number"), CLT_STYLE_TEXT, FALSE, write_reference },
  { N_ ("Complaint, inquiry or suggestion"), CLT_STYLE_TEXT, FALSE, write_kind },
  { N_ ("Class"), CLT_STYLE_TEXT, TRUE, write_class_ },
  { N_ ("Topic"), CLT_STYLE_TEXT, FALSE, write_topic },
  { N_ ("Severity"), CLT_STYLE_TEXT, TRUE, write_severity },
  { N_ ("Product"), CLT_STYLE_TEXT, FALSE, write_product },
  { N_ ("Channel of the service"), CLT_STYLE_TEXT, FALSE, write_channel },
  { N_ ("Person complained about"), CLT_STYLE_TEXT, FALSE, write_about },
  { N_ ("Handled by"), CLT_STYLE_TEXT, TRUE, write_handler },
  { N_ ("Received"), CLT_STYLE_DAY, FALSE, write_received },
  { N_ ("Registered"), CLT_STYLE_DAY, TRUE, write_registered },
  { N_ ("Happened"), CLT_STYLE_DAY, FALSE, write_happened },
  { N_ ("Facts"), CLT_STYLE_TEXT, FALSE, write_facts },
  { N_ ("Demand"), CLT_STYLE_TEXT, FALSE, write_demand },
  { N_ ("State of the complaint"), CLT_STYLE_TEXT, TRUE, write_state },
  { N_ ("To be accepted by"), CLT_STYLE_DAY, FALSE, write_due_accept },
  { N_ ("To be closed by"), CLT_STYLE_DAY, TRUE, write_due_close },
  { N_ ("Answer to 12386 by"), CLT_STYLE_DAY, FALSE, write_due_hotline },
  { N_ ("Accepted on"), CLT_STYLE_DAY, FALSE, write_accepted },
  { N_ ("Answered on"), CLT_STYLE_DAY, FALSE, write_answered },
  { N_ ("Closed on"), CLT_STYLE_DAY, TRUE, write_closed },
  { N_ ("Finding"), CLT_STYLE_TEXT, TRUE, write_finding },
  { N_ ("Root cause"), CLT_STYLE_TEXT, FALSE, write_cause },
  { N_ ("Remedy"), CLT_STYLE_TEXT, FALSE, write_remedy },
  { N_ ("Payment (yuan)"), CLT_STYLE_MONEY, FALSE, write_payment },
  { N_ ("Outcome elsewhere"), CLT_STYLE_TEXT, FALSE, write_outcome },
  { N_ ("In time"), CLT_STYLE_TEXT, FALSE, write_timely },
  { N_ ("Disputed"), CLT_STYLE_TEXT, FALSE, write_disputed },
  { N_ ("Satisfied (1 to 5)"), CLT_STYLE_COUNT, FALSE, write_satisfied },
  { N_ ("Same matter as"), CLT_STYLE_TEXT, FALSE, write_same_number },
  { N_ ("Reopened (times)"), CLT_STYLE_COUNT, FALSE, write_reopened },
};
G_STATIC_ASSERT (G_N_ELEMENTS (columns) <= CLT_LISTING_MAX_COLUMNS);

/* What was looked for, in words. (transfer full) */
static char *
dup_filter (CltRegisterView view, const CltComplaintQuery *query)
{
  const char *label =
    view == CLT_REGISTER_ALL ? _ ("all complaints") : clt_register_view_get_label (view);

  return query->words == NULL || *query->words == '\0'
           ? g_strdup (label)
           : g_strdup_printf ("%s · %s", label, query->words);
}

CltListing *
clt_listing_new_complaints (CltConn *conn,
                            CltRegisterView view,
                            const CltComplaintQuery *query,
                            const char *who,
                            gboolean on_paper,
                            GError **error)
{
  g_autofree char *filter = dup_filter (view, query);
  g_autoptr (CltRegister) found = NULL;
  CltListing *listing;
  gboolean sees_all;
  gint64 staff_id;

  if (!clt_staff_find_who (conn, who, &staff_id, &sees_all, error))
    return NULL;
  found = clt_register_load (conn, view, query, staff_id, clt_today (), error);
  if (found == NULL)
    return NULL;
  listing = clt_listing_new ("complaints", _ ("Register of complaints"), filter, clt_today ());
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].on_paper || !on_paper)
      clt_listing_add_column (listing, g_dgettext (GETTEXT_PACKAGE, columns[i].title),
                              columns[i].style);
  for (guint row = 0; row < found->lines->len; row++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      if (columns[i].on_paper || !on_paper)
        columns[i].write (listing, ((const CltRegisterLine *) found->lines->pdata[row])->complaint);
  return listing;
}

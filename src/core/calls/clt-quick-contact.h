/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One line that says with whom one spoke, what about, and what comes next:
 *   方志峰 来电 5分钟 手续费：嫌贵 > 明天下午三点回电
 *   80001234 no-answer > tomorrow 3pm
 *   @fzf visit hedging: wants a plan > fri send the draft
 * The client comes first, by name, initials, account or the end of his number; then what
 * clt_contact_entry_parse() understands; behind “>” the next step, which may begin with a time as
 * clt_when_parse() knows it. With a time it becomes a call where its words speak of one or there are
 * none, else a promise; without one it is kept with the contact. A line that is all next step plans
 * without writing down a contact. */

#include "core/calls/clt-contact-log.h"

G_BEGIN_DECLS

typedef struct
{
  CltContactEntry *entry;
  gboolean takes_place;   /* there is a contact to write down */
  char *client, *account; /* "": not known yet */
  CltDay due;             /* of the next step; CLT_DAY_NONE: without a day */
  int time;               /* minutes; -1: any time of it */
  char *step;             /* the words of the next step behind its time, or "" */
  gboolean calls;         /* the next step is a call */
  char *lack;             /* what is missing still, for people; NULL: it can be recorded */
} CltQuickContact;
void clt_quick_contact_free (CltQuickContact *quick);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltQuickContact, clt_quick_contact_free)

/* @client_id: who is meant where the line does not begin with “@”; 0: the line begins with the client.
 * @plans: the line is all next step, “>” need not be typed. NULL: the file cannot be read. */
CltQuickContact *clt_quick_contact_parse (CltConn *conn,
                                          const char *line,
                                          gint64 client_id,
                                          gboolean plans,
                                          gint64 now,
                                          GError **error);
/* “Incoming call, 5 min, Completed”. (transfer full) */
char *clt_quick_contact_describe (const CltQuickContact *quick);
/* “Call on 2026-11-24 at 15:00: …”; "" without a next step. (transfer full) */
char *clt_quick_contact_describe_next (const CltQuickContact *quick);
/* Inside an action: the contact, and its call or promise, which are @staff_id's (0: nobody's). Returns:
 * the id of the contact, else of what was planned; 0 where something lacks, or on error. */
gint64
clt_quick_contact_record (CltConn *conn, CltQuickContact *quick, gint64 staff_id, GError **error);

G_END_DECLS

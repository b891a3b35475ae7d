/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The contact gap: how long ago each client was last spoken or written to, and how far that is
 * beyond what the rules cadence.small … cadence.high-end promise to the client's tier.
 *
 * A contact is what reached this one client: a delivery through any channel but the website and the
 * trading software (which speak to everybody at once); a call in which the client was reached; a
 * visit or an event that took place with the client there; what the contact log says of him. What is only planned, waits in a queue or
 * came back is none.
 *
 * The gap is counted in trading days after the last contact. For a client without one it counts
 * from the last opening of an account or, where that is later, from the first contact that the
 * file knows of anybody: what was not written down yet is not held against anyone. So a file
 * without any contact has no gaps at all. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id;
  CltTier tier; /* in force on the day */
  CltDay last;  /* CLT_DAY_NONE: never */
  int gap;      /* trading days */
  int overdue;  /* trading days beyond the cadence; negative: so many are left */
} CltContact;

typedef struct
{
  CltDay day;   /* of the question */
  CltDay since; /* the first contact in the file; CLT_DAY_NONE: none, and no gaps */
  guint n;
  CltContact *contacts; /* owned: of the clients of that day, by client_id; empty without "since" */

  gint64 version, changes; /* private: of what they were worked out from */
} CltContacts;

/* The unrated have no cadence: they have a gap and are never overdue. */
gboolean clt_contact_has_cadence (const CltContact *contact);
gboolean clt_contact_is_overdue (const CltContact *contact);

/* O(clients + contacts). */
CltContacts *clt_contacts_load (CltConn *conn, CltDay day, GError **error);
void clt_contacts_free (CltContacts *contacts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltContacts, clt_contacts_free)
/* The same, kept with the connection until something of it changes. (transfer none): valid until
 * the next call. */
const CltContacts *clt_contacts_get (CltConn *conn, CltDay day, GError **error);
/* (transfer none) (nullable): NULL is no client of that day. O(log n) */
const CltContact *clt_contacts_find (const CltContacts *contacts, gint64 client_id);

typedef struct
{
  int clients; /* with a gap */
  int overdue;
  double median; /* gap in trading days; the mean of the middle two; NAN: nobody */
} CltContactSummary;

/* Sorts @gaps (element-type int); NAN: none. */
double clt_contact_get_median (GArray *gaps);
/* "12 days", "10.5 days", "–". (transfer full) */
char *clt_contact_format_gap (double gap);
/* @tiers: (out): by CltTier. */
void clt_contacts_summarise (const CltContacts *contacts, CltContactSummary tiers[CLT_N_TIERS]);

/* For clt_conn_add_lookup(): last_contact (day), contact_gap, contact_overdue. */
extern const char *const clt_contacts_names[];
gboolean clt_contacts_lookup (CltConn *conn,
                              gint64 id,
                              const char *name,
                              CltDay day,
                              gboolean fresh,
                              gint64 *value,
                              GError **error);
/* Translated: how the gap is counted (features D14). */
const char *clt_contacts_get_definition (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-contact.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/clt-i18n.h"
#include "core/calls/clt-contact-log.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-population.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-visit.h"

#define CACHE_KEY "clt-contacts"

/* Instants are days of Asia/Shanghai. */
#define DAY_OF(instant) "((" instant " + 28800) / 86400)"

static const char *const contact_sql[] = {
  "SELECT clt_visit (client_id, day) FROM delivery WHERE day <= ?1 AND channel NOT IN"
  " (SELECT key FROM channel WHERE medium IN ('website', 'software'))",
  "SELECT clt_visit (client_id, " DAY_OF ("closed") ") FROM call_task"
                                                    " WHERE state = 'done' AND " DAY_OF (
                                                      "closed") " <= ?1",
  "SELECT clt_visit (client_id, " DAY_OF ("starts") ") FROM appointment"
                                                    " WHERE state = 'done' AND " DAY_OF (
                                                      "starts") " <= ?1",
  "SELECT clt_visit (g.client_id, " DAY_OF (
    "e.starts") ") FROM event e"
                " JOIN event_guest g ON g.event_id = e.id"
                " WHERE e.state = 'held' AND g.attended = 1 AND " DAY_OF ("e.starts") " <= ?1",
  "SELECT clt_visit (client_id, day) FROM contact WHERE day <= ?1 AND " CLT_CONTACT_SQL_REACHED,
};

typedef struct
{
  CltPopulation *population; /* owned */
  CltCalendar *calendar;     /* owned */
  CltTier *tiers;            /* owned: by person */
  CltDay *last;              /* owned: by person */
  CltDay since;
  int cadence[CLT_N_TIERS];
} Scan;

static void
scan_clear (Scan *scan)
{
  g_clear_pointer (&scan->population, clt_population_free);
  g_clear_pointer (&scan->calendar, clt_calendar_free);
  g_free (scan->tiers);
  g_free (scan->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

gboolean
clt_contact_has_cadence (const CltContact *contact)
{
  return contact->tier != CLT_TIER_UNRATED;
}

gboolean
clt_contact_is_overdue (const CltContact *contact)
{
  return clt_contact_has_cadence (contact) && contact->overdue > 0;
}

/* Loading */

static void
take_contact (const gint64 *values, gpointer data)
{
  Scan *scan = data;
  int person = clt_population_find (scan->population, values[0]);
  CltDay day = (CltDay) values[1];

  if (scan->since == CLT_DAY_NONE || day < scan->since)
    scan->since = day;
  if (person >= 0)
    scan->last[person] = MAX (scan->last[person], day);
}

static gboolean
read_contacts (Scan *scan, CltConn *conn, CltDay day, GError **error)
{
  scan->last = g_new (CltDay, MAX (scan->population->n, 1));
  for (int i = 0; i < scan->population->n; i++)
    scan->last[i] = CLT_DAY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (contact_sql); i++)
    {
      CltStmt *stmt = clt_conn_query (conn, error, contact_sql[i], "i", (gint64) day);

      if (stmt == NULL || !clt_stmt_visit (stmt, take_contact, scan, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_cadences (Scan *scan, CltConn *conn, CltDay day, GError **error)
{
  for (int tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *rule = g_strdup_printf ("cadence.%s", clt_tier_get_name ((CltTier) tier));

      if (!clt_rules_get_count (conn, rule, day, &scan->cadence[tier], error))
        return FALSE;
    }
  return TRUE;
}

static CltContact
judge (const Scan *scan, int person, CltDay day)
{
  CltDay opened = clt_population_get_spell (scan->population, person, day)->opened;
  CltTier tier = scan->tiers[person];
  CltContact contact = { .client_id = scan->population->people[person].id,
                         .tier = tier,
                         .last = scan->last[person] };
  CltDay from = contact.last != CLT_DAY_NONE ? contact.last : MAX (opened, scan->since);

  contact.gap = clt_calendar_count (scan->calendar, from + 1, day);
  if (tier != CLT_TIER_UNRATED)
    contact.overdue = contact.gap - scan->cadence[tier];
  return contact;
}

static int
compare_contacts (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const CltContact *) a)->client_id, y = ((const CltContact *) b)->client_id;

  return (x > y) - (x < y);
}

CltContacts *
clt_contacts_load (CltConn *conn, CltDay day, GError **error)
{
  g_auto (Scan) scan = { .since = CLT_DAY_NONE };
  g_autoptr (CltContacts) contacts = g_new0 (CltContacts, 1);

  contacts->day = day;
  scan.population = clt_population_load (conn, error);
  if (scan.population == NULL || !read_contacts (&scan, conn, day, error))
    return NULL;
  contacts->since = scan.since;
  if (scan.since == CLT_DAY_NONE)
    return g_steal_pointer (&contacts);
  scan.calendar = clt_calendar_load (conn, error);
  scan.tiers = g_new (CltTier, MAX (scan.population->n, 1));
  if (scan.calendar == NULL || !read_cadences (&scan, conn, day, error) ||
      !clt_population_get_tiers (scan.population, conn, day, scan.tiers, error))
    return NULL;
  contacts->contacts = g_new (CltContact, MAX (scan.population->n, 1));
  for (int i = 0; i < scan.population->n; i++)
    if (clt_population_has (scan.population, i, day))
      contacts->contacts[contacts->n++] = judge (&scan, i, day);
  qsort (contacts->contacts, contacts->n, sizeof (CltContact), compare_contacts);
  return g_steal_pointer (&contacts);
}

void
clt_contacts_free (CltContacts *contacts)
{
  g_free (contacts->contacts);
  g_free (contacts);
}

static void
free_cache (gpointer data)
{
  clt_contacts_free (data);
}

/* The queue of messages writes outside of actions and gives out no ids: any change counts. */
const CltContacts *
clt_contacts_get (CltConn *conn, CltDay day, GError **error)
{
  CltContacts *contacts = clt_conn_get_cache (conn, CACHE_KEY);
  gint64 version, changes;

  if (!clt_conn_get_data_version (conn, &version, error) ||
      !clt_conn_get_int (conn, &changes, 0, error, "SELECT total_changes ()", ""))
    return NULL;
  if (contacts != NULL && contacts->day == day && contacts->version == version &&
      contacts->changes == changes)
    return contacts;
  contacts = clt_contacts_load (conn, day, error);
  clt_conn_set_cache (conn, CACHE_KEY, contacts, free_cache);
  if (contacts != NULL)
    {
      contacts->version = version;
      contacts->changes = changes;
    }
  return contacts;
}

const CltContact *
clt_contacts_find (const CltContacts *contacts, gint64 client_id)
{
  const CltContact key = { .client_id = client_id };

  if (contacts->n == 0)
    return NULL;
  return bsearch (&key, contacts->contacts, contacts->n, sizeof key, compare_contacts);
}

/* Summary */

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

double
clt_contact_get_median (GArray *gaps)
{
  guint half = gaps->len / 2;

  if (gaps->len == 0)
    return NAN;
  g_array_sort (gaps, compare_gaps);
  if (gaps->len % 2 == 1)
    return g_array_index (gaps, int, half);
  return (g_array_index (gaps, int, half - 1) + g_array_index (gaps, int, half)) / 2.0;
}

char *
clt_contact_format_gap (double gap)
{
  gboolean half = gap != floor (gap);
  g_autofree char *number = NULL;

  if (isnan (gap))
    return g_strdup ("–");
  number = g_strdup_printf ("%.*f", half ? 1 : 0, gap);
  /* Translators: %s is a number of trading days, also 10.5. */
  return g_strdup_printf (ngettext ("%s day", "%s days", half ? 2 : (gulong) gap), number);
}

void
clt_contacts_summarise (const CltContacts *contacts, CltContactSummary tiers[CLT_N_TIERS])
{
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    {
      g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (int));

      tiers[tier] = (CltContactSummary){ 0 };
      for (guint i = 0; i < contacts->n; i++)
        {
          const CltContact *contact = &contacts->contacts[i];

          if (contact->tier != (CltTier) tier)
            continue;
          g_array_append_val (gaps, contact->gap);
          tiers[tier].overdue += clt_contact_is_overdue (contact);
        }
      tiers[tier].clients = (int) gaps->len;
      tiers[tier].median = clt_contact_get_median (gaps);
    }
}

/* Statements */

const char *const clt_contacts_names[] = { "last_contact", "contact_gap", "contact_overdue", NULL };

gboolean
clt_contacts_lookup (CltConn *conn,
                     gint64 id,
                     const char *name,
                     CltDay day,
                     gboolean fresh,
                     gint64 *value,
                     GError **error)
{
  const CltContacts *contacts = fresh ? NULL : clt_conn_get_cache (conn, CACHE_KEY);
  const CltContact *contact;

  if (contacts == NULL || contacts->day != day)
    contacts = clt_contacts_get (conn, day, error);
  if (contacts == NULL)
    return FALSE;
  contact = clt_contacts_find (contacts, id);
  if (contact == NULL)
    return TRUE;
  if (g_str_equal (name, "contact_gap"))
    *value = contact->gap;
  else if (g_str_equal (name, "contact_overdue") && clt_contact_has_cadence (contact))
    *value = contact->overdue;
  else if (g_str_equal (name, "last_contact") && contact->last != CLT_DAY_NONE)
    *value = contact->last;
  return TRUE;
}

const char *
clt_contacts_get_definition (void)
{
  return _ (
    "Trading days since the client was last reached: by e-mail, short message, call, visit,"
    " event, or a channel of his own; bulletins for everybody do not count. Where no contact"
    " is written down, since the account was opened or since the first contact of the file,"
    " whichever is later. The tier’s figure is the median of its clients on the day; overdue"
    " are those beyond the rule of their tier (cadence.small to cadence.high-end).");
}

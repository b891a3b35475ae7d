/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/rules/clt-rules.h"

CltComplaint *
clt_complaint_new (void)
{
  CltComplaint *complaint = g_new0 (CltComplaint, 1);
  char **const empty[] = { &complaint->number, &complaint->client,    &complaint->account,
                           &complaint->person, &complaint->reference, &complaint->class_,
                           &complaint->topic,  &complaint->product,   &complaint->channel,
                           &complaint->about,  &complaint->handler,   &complaint->facts,
                           &complaint->demand, &complaint->finding,   &complaint->cause,
                           &complaint->remedy, &complaint->outcome,   &complaint->same_number };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    *empty[i] = g_strdup ("");
  complaint->source = g_strdup ("phone");
  complaint->kind = g_strdup ("complaint");
  complaint->severity = g_strdup ("general");
  complaint->state = g_strdup (clt_complaint_states[0]);
  complaint->received = complaint->registered = complaint->happened = CLT_DAY_NONE;
  complaint->accepted = complaint->answered = complaint->closed = CLT_DAY_NONE;
  complaint->due_accept = complaint->due_close = complaint->due_hotline = CLT_DAY_NONE;
  complaint->timely = complaint->disputed = -1;
  return complaint;
}

void
clt_complaint_free (CltComplaint *complaint)
{
  g_free (complaint->number);
  g_free (complaint->client);
  g_free (complaint->account);
  g_free (complaint->person);
  g_free (complaint->source);
  g_free (complaint->reference);
  g_free (complaint->kind);
  g_free (complaint->class_);
  g_free (complaint->topic);
  g_free (complaint->severity);
  g_free (complaint->product);
  g_free (complaint->channel);
  g_free (complaint->about);
  g_free (complaint->handler);
  g_free (complaint->facts);
  g_free (complaint->demand);
  g_free (complaint->state);
  g_free (complaint->finding);
  g_free (complaint->cause);
  g_free (complaint->remedy);
  g_free (complaint->outcome);
  g_free (complaint->same_number);
  g_free (complaint);
}

gboolean
clt_complaint_is_open (const CltComplaint *complaint)
{
  static const char *const done[] = { "closed", "refused", "withdrawn", NULL };

  return !g_strv_contains (done, complaint->state);
}

/* ---- reading ------------------------------------------------------------------------------- */

#define OPEN_SQL "c.state NOT IN ('closed', 'refused', 'withdrawn')"
#define COMPLAINT_SQL                                                                              \
  "SELECT c.id, c.number, coalesce (c.client_id, 0), coalesce (k.name, ''), coalesce ((SELECT"     \
  " a.number FROM account a WHERE a.client_id = c.client_id ORDER BY a.id LIMIT 1), ''),"          \
  " coalesce (k.prospect, 0), c.person, c.source, c.reference, c.kind, c.class, c.topic,"          \
  " c.severity, c.product, c.channel, coalesce (c.about_id, 0), coalesce (c.handler_id, 0),"       \
  " coalesce (s.name, ''), coalesce (h.name, ''), c.received, c.registered, c.happened, c.facts,"  \
  " c.demand, c.state, c.accepted, c.answered, c.closed, c.due_accept, c.due_close, c.extended,"   \
  " c.finding, c.cause, c.remedy, c.payment, c.outcome, c.timely, c.disputed, c.satisfied,"        \
  " coalesce (c.same_as, 0), coalesce (o.number, ''), c.reopened, EXISTS (SELECT 1"                \
  " FROM complaint_stop t WHERE t.complaint_id = c.id AND t.to_day IS NULL)"                       \
  " FROM complaint c LEFT JOIN client k ON k.id = c.client_id"                                     \
  " LEFT JOIN staff s ON s.id = c.about_id LEFT JOIN staff h ON h.id = c.handler_id"               \
  " LEFT JOIN complaint o ON o.id = c.same_as"

static int
get_answer (CltStmt *stmt, int column, int none)
{
  return clt_stmt_is_null (stmt, column) ? none : (int) clt_stmt_get_int (stmt, column);
}

static gpointer
read_complaint (CltStmt *stmt)
{
  CltComplaint *complaint = g_new0 (CltComplaint, 1);
  int i = 0;

  complaint->id = clt_stmt_get_int (stmt, i++);
  complaint->number = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->client_id = clt_stmt_get_int (stmt, i++);
  complaint->client = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->account = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->prospect = clt_stmt_get_int (stmt, i++) != 0;
  complaint->person = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->source = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->reference = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->kind = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->class_ = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->topic = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->severity = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->product = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->channel = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->about_id = clt_stmt_get_int (stmt, i++);
  complaint->handler_id = clt_stmt_get_int (stmt, i++);
  complaint->about = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->handler = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->received = clt_stmt_get_day (stmt, i++);
  complaint->registered = clt_stmt_get_day (stmt, i++);
  complaint->happened = clt_stmt_get_day (stmt, i++);
  complaint->facts = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->demand = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->state = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->accepted = clt_stmt_get_day (stmt, i++);
  complaint->answered = clt_stmt_get_day (stmt, i++);
  complaint->closed = clt_stmt_get_day (stmt, i++);
  complaint->due_accept = clt_stmt_get_day (stmt, i++);
  complaint->due_close = clt_stmt_get_day (stmt, i++);
  complaint->due_hotline = CLT_DAY_NONE;
  complaint->extended = (int) clt_stmt_get_int (stmt, i++);
  complaint->finding = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->cause = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->remedy = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->payment = clt_stmt_get_int (stmt, i++);
  complaint->outcome = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->timely = get_answer (stmt, i++, -1);
  complaint->disputed = get_answer (stmt, i++, -1);
  complaint->satisfied = get_answer (stmt, i++, 0);
  complaint->same_as = clt_stmt_get_int (stmt, i++);
  complaint->same_number = g_strdup (clt_stmt_get_text (stmt, i++));
  complaint->reopened = (int) clt_stmt_get_int (stmt, i++);
  complaint->stopped = clt_stmt_get_int (stmt, i++) != 0;
  return complaint;
}

CltComplaint *
clt_complaint_load_on (CltConn *conn, gint64 id, CltDay day, GError **error)
{
  g_autoptr (CltComplaint) complaint =
    clt_stmt_read_one (clt_conn_query (conn, error, COMPLAINT_SQL " WHERE c.id = ?", "i", id),
                       read_complaint, _ ("There is no such complaint."), error);
  g_autoptr (CltComplaintClock) clock = NULL;

  if (complaint == NULL || !clt_complaint_is_open (complaint))
    return g_steal_pointer (&complaint);
  clock = clt_complaint_clock_load (conn, error);
  return clock != NULL && clt_complaint_clock_set_due (clock, complaint, day, error)
           ? g_steal_pointer (&complaint)
           : NULL;
}

CltComplaint *
clt_complaint_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_complaint_load_on (conn, id, clt_today (), error);
}

gint64
clt_complaint_find (CltConn *conn, const char *number, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM complaint WHERE number = ?", "t",
                         number))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: a number that somebody typed. */
                 _ ("There is no complaint “%s”."), number);
  return id;
}

/* Of what is open; the query has the others in order already. */
static int
compare_due (gconstpointer a, gconstpointer b)
{
  const CltComplaint *x = *(CltComplaint *const *) a, *y = *(CltComplaint *const *) b;
  const gboolean open = clt_complaint_is_open (x);
  CltDay due, other;

  if (open != clt_complaint_is_open (y))
    return open ? -1 : 1;
  if (!open)
    return 0;
  due = clt_complaint_get_due (x);
  other = clt_complaint_get_due (y);
  return (due > other) - (due < other);
}

/* Each with what is due of it today. (transfer full) */
static GPtrArray *
read_all (CltStmt *stmt, CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) all =
    clt_stmt_read_all (stmt, read_complaint, (GDestroyNotify) clt_complaint_free, error);
  g_autoptr (CltComplaintClock) clock = NULL;
  const CltDay today = clt_today ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      if (clock == NULL && clt_complaint_is_open (all->pdata[i]))
        clock = clt_complaint_clock_load (conn, error);
      if (clt_complaint_is_open (all->pdata[i]) &&
          (clock == NULL || !clt_complaint_clock_set_due (clock, all->pdata[i], today, error)))
        return NULL;
    }
  return g_steal_pointer (&all);
}

GPtrArray *
clt_complaint_list (CltConn *conn, const CltComplaintQuery *query, GError **error)
{
  const char *words = query->words == NULL ? "" : query->words;
  GPtrArray *complaints = read_all (
    clt_conn_query (
      conn, error,
      COMPLAINT_SQL
      " WHERE (?1 = 0 OR (?1 = 1) = (" OPEN_SQL ")) AND (?2 IS NULL OR c.state = ?2)"
      " AND ?3 IN (0, c.handler_id) AND ?4 IN (0, c.client_id)"
      " AND (?5 IS NULL OR c.registered >= ?5) AND (?6 IS NULL OR c.registered <= ?6)"
      " AND (?7 = '' OR instr (lower (c.number || ' ' || c.reference || ' ' || c.person || ' ' ||"
      " coalesce (k.name, '') || ' ' || c.topic || ' ' || c.class || ' ' || c.facts), lower (?7)))"
      " ORDER BY c.registered DESC, length (c.number) DESC, c.number DESC",
      "itiiyyt", (gint64) query->group, query->state, query->handler_id, query->client_id,
      query->from, query->to, words),
    conn, error);

  if (complaints != NULL)
    g_ptr_array_sort (complaints, compare_due);
  return complaints;
}

GPtrArray *
clt_complaint_find_repeats (CltConn *conn,
                            gint64 client_id,
                            const char *class_,
                            const char *topic,
                            CltDay day,
                            GError **error)
{
  int days;

  if (!clt_rules_get_count (conn, "complaint.repeat_days", day, &days, error))
    return NULL;
  return read_all (clt_conn_query (conn, error,
                                   COMPLAINT_SQL
                                   " WHERE c.client_id = ?1 AND c.kind = 'complaint'"
                                   " AND c.same_as IS NULL AND c.registered BETWEEN ?4 AND ?5"
                                   " AND (?2 = '' OR c.class IN ('', ?2))"
                                   " AND (?3 = '' OR c.topic IN ('', ?3))"
                                   " ORDER BY c.registered DESC, c.id DESC",
                                   "ittyy", client_id, class_, topic, day - days, day),
                   conn, error);
}

/* ---- writing ------------------------------------------------------------------------------- */

char *
clt_complaint_dup_next_number (CltConn *conn, CltDay day, GError **error)
{
  const int year = clt_day_get_month (day) / 12;
  g_autofree char *from = g_strdup_printf ("%d-", year);
  g_autofree char *to = g_strdup_printf ("%d.", year); /* the sign behind the dash */
  gint64 last;

  /* numbers of other registers, longer or with letters, do not count */
  if (!clt_conn_get_int (conn, &last, 0, error,
                         "SELECT coalesce (max (cast (substr (number, 6) AS INTEGER)), 0)"
                         " FROM complaint WHERE number > ? AND number < ?"
                         " AND length (number) <= 14 AND substr (number, 6) NOT GLOB '*[^0-9]*'",
                         "tt", from, to))
    return NULL;
  return g_strdup_printf ("%d-%05" G_GINT64_FORMAT, year, last + 1);
}

static gboolean
check_days (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  if (complaint->happened != CLT_DAY_NONE && complaint->happened > complaint->received)
    return clt_store_refuse (
      error, _ ("The complaint came before it happened: check the two days. Nothing was changed."));
  return TRUE;
}

static gboolean
check_same (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  gint64 behind;

  if (complaint->same_as == 0)
    return TRUE;
  if (complaint->same_as == complaint->id)
    return clt_store_refuse (error,
                             _ ("A complaint cannot be the same as itself; nothing was changed."));
  if (!clt_conn_get_int (conn, &behind, 0, error,
                         "SELECT count(*) FROM complaint WHERE (id = ?1 AND same_as IS NOT NULL)"
                         " OR (?2 <> 0 AND same_as = ?2)",
                         "ii", complaint->same_as, complaint->id))
    return FALSE;
  return behind == 0 ||
         clt_store_refuse (error, _ ("A matter that was told several times leads to where it was"
                                     " told first; choose that one. Nothing was changed."));
}

static gpointer
read_text (CltStmt *stmt)
{
  return g_strdup (clt_stmt_get_text (stmt, 0));
}

/* Whom another telling of the same matter is about does not handle this one, nor the other way round. */
static gboolean
check_matter (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  const gint64 first = complaint->same_as == 0 ? complaint->id : complaint->same_as;
  g_autoptr (GPtrArray) others = NULL;

  if (first == 0 || !clt_complaint_is_open (complaint))
    return TRUE;
  others = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT c.number FROM complaint c WHERE ?1 IN (c.id, c.same_as)"
                    " AND c.id <> ?2 AND (c.about_id = ?3 OR (c.handler_id = ?4 AND " OPEN_SQL "))"
                    " ORDER BY c.id LIMIT 1",
                    "iiii", first, complaint->id,
                    complaint->handler_id == 0 ? -1 : complaint->handler_id,
                    complaint->about_id == 0 ? -1 : complaint->about_id),
    read_text, g_free, error);
  if (others == NULL)
    return FALSE;
  return others->len == 0 ||
         clt_store_refuse (error,
                           /* Translators: the number of a complaint. */
                           _ ("Complaint %s tells the same matter, and nobody handles a matter in"
                              " which a complaint is about him. Nothing was changed; choose"
                              " somebody else to handle it."),
                           (const char *) others->pdata[0]);
}

gboolean
clt_complaint_check (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  if (complaint->about_id != 0 && complaint->about_id == complaint->handler_id)
    return clt_store_refuse (
      error,
      /* Translators: the name of a member of staff. */
      _ ("The complaint is about %s, who can therefore not be the one to handle it. Nothing was"
         " changed; choose somebody else."),
      *complaint->about == '\0' ? complaint->handler : complaint->about);
  return check_days (conn, complaint, error) && check_same (conn, complaint, error) &&
         check_matter (conn, complaint, error);
}

#define COLUMNS                                                                                    \
  "id, number, client_id, person, source, reference, kind, class, topic, severity, product,"       \
  " channel, about_id, handler_id, received, registered, happened, facts, demand, finding, cause," \
  " remedy, payment, outcome, timely, disputed, satisfied, same_as"
#define EXCLUDED                                                                                   \
  "excluded.id, excluded.number, excluded.client_id, excluded.person, excluded.source,"            \
  " excluded.reference, excluded.kind, excluded.class, excluded.topic, excluded.severity,"         \
  " excluded.product, excluded.channel, excluded.about_id, excluded.handler_id,"                   \
  " excluded.received, excluded.registered, excluded.happened, excluded.facts, excluded.demand,"   \
  " excluded.finding, excluded.cause, excluded.remedy, excluded.payment, excluded.outcome,"        \
  " excluded.timely, excluded.disputed, excluded.satisfied, excluded.same_as"

gboolean
clt_complaint_store (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  return clt_conn_run (
    conn, error,
    "INSERT INTO complaint (" COLUMNS ", due_accept, due_close)"
    " VALUES (?, ?, nullif (?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0), nullif (?, 0),"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, -1), nullif (?, -1), nullif (?, 0),"
    " nullif (?, 0), 0, 0) ON CONFLICT (id) DO UPDATE SET (" COLUMNS ") = (" EXCLUDED ")"
    " WHERE (" COLUMNS ") IS NOT (" EXCLUDED ")",
    "ititttttttttiiyyytttttitiiii", complaint->id, complaint->number, complaint->client_id,
    complaint->person, complaint->source, complaint->reference, complaint->kind, complaint->class_,
    complaint->topic, complaint->severity, complaint->product, complaint->channel,
    complaint->about_id, complaint->handler_id, complaint->received, complaint->registered,
    complaint->happened, complaint->facts, complaint->demand, complaint->finding, complaint->cause,
    complaint->remedy, complaint->payment, complaint->outcome, (gint64) complaint->timely,
    (gint64) complaint->disputed, (gint64) complaint->satisfied, complaint->same_as);
}

gboolean
clt_complaint_add (CltConn *conn, CltComplaint *complaint, GError **error)
{
  const CltDay today = clt_action_get_day (conn);

  if (complaint->registered == CLT_DAY_NONE)
    complaint->registered = today;
  if (complaint->received == CLT_DAY_NONE)
    complaint->received = complaint->registered;
  if (!clt_complaint_check (conn, complaint, error))
    return FALSE;
  if (*complaint->number == '\0')
    {
      g_free (complaint->number);
      complaint->number = clt_complaint_dup_next_number (conn, complaint->registered, error);
      if (complaint->number == NULL)
        {
          complaint->number = g_strdup ("");
          return FALSE;
        }
    }
  complaint->id = clt_conn_new_id (conn, error);
  return complaint->id != 0 && clt_complaint_store (conn, complaint, error) &&
         clt_complaint_note_step (conn, complaint->id, complaint->state, complaint->handler_id, "",
                                  "", error) &&
         clt_complaint_update_due (conn, complaint->id, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-delivery.h"
#include "core/delivery/clt-event.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-product.h"
#include "core/rules/clt-rules.h"

const char *const clt_event_sectors[] = {
  [CLT_SECTOR_OTHER] = "other",
  [CLT_SECTOR_NON_FERROUS] = "non-ferrous",
  [CLT_SECTOR_PRECIOUS] = "precious",
  [CLT_SECTOR_FERROUS] = "ferrous",
  [CLT_SECTOR_ENERGY] = "energy",
  [CLT_SECTOR_CHEMICALS] = "chemicals",
  [CLT_SECTOR_FARM] = "farm",
  [CLT_SECTOR_TIMBER] = "timber",
  [CLT_SECTOR_SHIPPING] = "shipping",
  [CLT_SECTOR_INDEX] = "index",
  [CLT_SECTOR_BONDS] = "bonds",
  [CLT_SECTOR_NEW_ENERGY] = "new-energy",
  [CLT_N_SECTORS] = NULL,
};

/* Invitations and attendance happen on site. */
#define CHANNEL "onsite"

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static CltDay
get_event_day (const CltEvent *event)
{
  return clt_instant_get_day (event->starts);
}

/* Candidates */

void
clt_event_candidate_free (CltEventCandidate *candidate)
{
  g_free (candidate->name);
  g_free (candidate->account);
  g_free (candidate);
}

/* Lots by client in the sectors of the event; NULL on error. */
static GHashTable *
load_lots (CltConn *conn, const CltEvent *event, CltDay day, GError **error)
{
  g_autoptr (GHashTable) lots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (GStrv) sectors = g_strsplit (event->sectors, " ", -1);
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  int window;
  CltStmt *stmt;
  CltStep step;

  if (calendar == NULL || !clt_rules_get_count (conn, "behaviour.window_days", day, &window, error))
    return NULL;
  stmt = clt_conn_query (
    conn, error,
    "SELECT a.client_id, t.exchange, t.contract, sum(t.lots) FROM trade t"
    " JOIN account a ON a.id = t.account_id WHERE t.day BETWEEN ? AND ? GROUP BY 1, 2, 3",
    "ii",
    (gint64) clt_calendar_move (calendar, clt_calendar_at_or_before (calendar, day), 1 - window),
    (gint64) day);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 client = clt_stmt_get_int (stmt, 0);
      CltSector sector = clt_sector_of (clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2));
      gint64 *sum = g_hash_table_lookup (lots, &client);

      if (!g_strv_contains ((const char *const *) sectors, clt_event_sectors[sector]))
        continue;
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (lots, g_memdup2 (&client, sizeof client), sum);
        }
      *sum += clt_stmt_get_int (stmt, 3);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&lots);
}

static GPtrArray *
load_people (CltConn *conn, const CltEvent *event, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_candidate_free);
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT * FROM (SELECT c.id, c.name, (SELECT a.number FROM account a WHERE a.client_id = c.id"
    " ORDER BY a.id LIMIT 1), coalesce((SELECT o.tier FROM tier_override o WHERE o.client_id = c.id"
    " AND o.valid_from <= ?2 AND o.valid_to >= ?2 ORDER BY o.valid_from DESC, o.id DESC LIMIT 1),"
    " (SELECT h.tier FROM tier_history h WHERE h.client_id = c.id AND h.valid_from <= ?2"
    " ORDER BY h.valid_from DESC LIMIT 1), 0) AS tier FROM client c WHERE c.prospect = 0"
    " AND EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id AND s.opened <= ?2"
    " AND (s.closed IS NULL OR s.closed > ?2)) AND NOT EXISTS (SELECT 1 FROM event_guest g"
    " WHERE g.event_id = ?1 AND g.client_id = c.id)) WHERE tier >= ?3 ORDER BY 1",
    "iii", event->id, (gint64) day, (gint64) event->min_tier);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltEventCandidate *candidate = g_new0 (CltEventCandidate, 1);

      candidate->client_id = clt_stmt_get_int (stmt, 0);
      candidate->name = g_strdup (clt_stmt_get_text (stmt, 1));
      candidate->account = g_strdup (clt_stmt_get_text (stmt, 2));
      candidate->tier = (CltTier) clt_stmt_get_int (stmt, 3);
      g_ptr_array_add (list, candidate);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

static void
keep_interested (GPtrArray *list, GHashTable *lots)
{
  for (guint i = list->len; i > 0; i--)
    {
      CltEventCandidate *candidate = list->pdata[i - 1];
      const gint64 *sum = g_hash_table_lookup (lots, &candidate->client_id);

      if (sum == NULL)
        g_ptr_array_remove_index (list, i - 1);
      else
        candidate->lots = *sum;
    }
}

/* An invitation is a push of the event's product; an event without one asks for the clients' will
 * only through the list of those who are invited. */
static gboolean
judge (CltConn *conn, const CltEvent *event, CltDay day, GPtrArray *list, GError **error)
{
  const CltGateQuestion question = { .product_id = event->product_id,
                                     .channel = CHANNEL,
                                     .day = day,
                                     .targeted = TRUE,
                                     .push = TRUE };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) verdicts = NULL;

  if (event->product_id == 0)
    return TRUE;
  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, ((CltEventCandidate *) list->pdata[i])->client_id);
  verdicts =
    clt_gate_check_all (conn, &question, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (verdicts == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    ((CltEventCandidate *) list->pdata[i])->blocks = ((CltVerdict *) verdicts->pdata[i])->blocks;
  return TRUE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CltEventCandidate *x = *(CltEventCandidate *const *) a;
  const CltEventCandidate *y = *(CltEventCandidate *const *) b;

  if (x->tier != y->tier)
    return (int) y->tier - (int) x->tier;
  return x->lots > y->lots ? -1 : x->lots < y->lots;
}

GPtrArray *
clt_event_find_candidates (CltConn *conn, gint64 event_id, CltDay day, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GPtrArray) list = event == NULL ? NULL : load_people (conn, event, day, error);

  if (list == NULL)
    return NULL;
  if (*event->sectors != '\0')
    {
      g_autoptr (GHashTable) lots = load_lots (conn, event, day, error);

      if (lots == NULL)
        return NULL;
      keep_interested (list, lots);
    }
  if (!judge (conn, event, day, list, error))
    return NULL;
  g_ptr_array_sort (list, compare_candidates);
  return g_steal_pointer (&list);
}

gboolean
clt_event_invite (CltConn *conn,
                  gint64 event_id,
                  const gint64 *ids,
                  guint n_ids,
                  CltDay day,
                  GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  CltGateQuestion question = { .channel = CHANNEL, .day = day, .targeted = TRUE, .push = TRUE };

  if (event == NULL)
    return FALSE;
  if (!g_str_equal (event->state, "planned"))
    return refuse (error, _ ("This event is over or was cancelled. Nobody was invited."));
  question.product_id = event->product_id;
  for (guint i = 0; i < n_ids; i++)
    if ((event->product_id != 0 && !clt_gate_check (conn, &question, ids[i], 0, error)) ||
        !clt_conn_run (conn, error,
                       "INSERT INTO event_guest (event_id, client_id, invited) VALUES (?, ?, ?)"
                       " ON CONFLICT (event_id, client_id) DO NOTHING",
                       "iii", event_id, ids[i], (gint64) day))
      return FALSE;
  return TRUE;
}

/* Guests */

void
clt_event_guest_free (CltEventGuest *guest)
{
  g_free (guest->name);
  g_free (guest->account);
  g_free (guest->answer);
  g_free (guest->note);
  g_free (guest);
}

#define GUEST_TIER                                                                                 \
  "coalesce((SELECT o.tier FROM tier_override o WHERE o.client_id = g.client_id"                   \
  " AND o.valid_from <= ?2 AND o.valid_to >= ?2 ORDER BY o.valid_from DESC, o.id DESC LIMIT 1),"   \
  " (SELECT h.tier FROM tier_history h WHERE h.client_id = g.client_id AND h.valid_from <= ?2"     \
  " ORDER BY h.valid_from DESC LIMIT 1), 0)"

GPtrArray *
clt_event_get_guests (CltConn *conn, gint64 event_id, GError **error)
{
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_guest_free);
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  CltStmt *stmt;
  CltStep step;

  if (event == NULL)
    return NULL;
  stmt = clt_conn_query (
    conn, error,
    "SELECT g.client_id, c.name, (SELECT a.number FROM account a WHERE a.client_id = c.id"
    " ORDER BY a.id LIMIT 1), " GUEST_TIER ", g.invited, g.answer, coalesce(g.attended, -1), g.note"
    " FROM event_guest g JOIN client c ON c.id = g.client_id WHERE g.event_id = ?1"
    " ORDER BY CASE g.answer WHEN 'yes' THEN 0 WHEN 'waiting' THEN 1 WHEN 'maybe' THEN 2 WHEN '' "
    "THEN 3"
    " ELSE 4 END, 4 DESC, g.invited, g.client_id",
    "ii", event_id, (gint64) get_event_day (event));
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltEventGuest *guest = g_new0 (CltEventGuest, 1);

      guest->client_id = clt_stmt_get_int (stmt, 0);
      guest->name = g_strdup (clt_stmt_get_text (stmt, 1));
      guest->account = g_strdup (clt_stmt_get_text (stmt, 2));
      guest->tier = (CltTier) clt_stmt_get_int (stmt, 3);
      guest->invited = clt_stmt_get_day (stmt, 4);
      guest->answer = g_strdup (clt_stmt_get_text (stmt, 5));
      guest->attended = (int) clt_stmt_get_int (stmt, 6);
      guest->note = g_strdup (clt_stmt_get_text (stmt, 7));
      g_ptr_array_add (list, guest);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

static gboolean
count_places (CltConn *conn, gint64 event_id, gint64 but, gint64 *taken, GError **error)
{
  return clt_conn_get_int (conn, taken, 0, error,
                           "SELECT count(*) FROM event_guest WHERE event_id = ? AND answer = 'yes'"
                           " AND client_id <> ?",
                           "ii", event_id, but);
}

/* As many as there are places for. */
static gboolean
move_up (CltConn *conn, const CltEvent *event, GError **error)
{
  gint64 taken;

  if (!count_places (conn, event->id, 0, &taken, error))
    return FALSE;
  return clt_conn_run (
    conn, error,
    "UPDATE event_guest SET answer = 'yes' WHERE event_id = ?1 AND client_id IN ("
    "SELECT g.client_id FROM event_guest g WHERE g.event_id = ?1 AND g.answer = 'waiting'"
    " ORDER BY " GUEST_TIER " DESC, g.invited, g.client_id LIMIT ?3)",
    "iii", event->id, (gint64) get_event_day (event),
    event->capacity == 0 ? -1 : MAX (event->capacity - taken, 0));
}

gboolean
clt_event_answer (CltConn *conn,
                  gint64 event_id,
                  gint64 client_id,
                  const char *answer,
                  const char **given,
                  GError **error)
{
  static const char *const answers[] = { "", "yes", "no", "maybe", NULL };
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  gint64 invited, taken;
  const char *noted = NULL;

  if (event == NULL ||
      !clt_conn_get_int (conn, &invited, 0, error,
                         "SELECT count(*) FROM event_guest WHERE event_id = ? AND client_id = ?",
                         "ii", event_id, client_id) ||
      !count_places (conn, event_id, client_id, &taken, error))
    return FALSE;
  if (invited == 0)
    return refuse (error, _ ("This client is not invited. Nothing was changed."));
  for (guint i = 0; answers[i] != NULL; i++)
    if (g_str_equal (answers[i], answer))
      noted = answers[i];
  if (noted == NULL)
    return refuse (error, _ ("An answer is yes, no or maybe. Nothing was changed."));
  if (g_str_equal (noted, "yes") && event->capacity > 0 && taken >= event->capacity)
    noted = "waiting";
  if (given != NULL)
    *given = noted;
  return clt_conn_run (conn, error,
                       "UPDATE event_guest SET answer = ? WHERE event_id = ? AND client_id = ?",
                       "tii", noted, event_id, client_id) &&
         move_up (conn, event, error);
}

/* Attendance */

static gboolean
find_delivery (CltConn *conn,
               const CltEvent *event,
               gint64 client_id,
               gint64 *delivery,
               GError **error)
{
  return clt_conn_get_int (conn, delivery, 0, error,
                           "SELECT id FROM delivery WHERE client_id = ? AND product_id = ?"
                           " AND day = ? AND channel = ? AND requested = 1 AND note = ?",
                           "iiitt", client_id, event->product_id, (gint64) get_event_day (event),
                           CHANNEL, event->theme);
}

/* Who came had what was promised; who was noted by mistake had not. */
static gboolean
log_attendance (CltConn *conn,
                const CltEvent *event,
                gint64 client_id,
                gboolean attended,
                GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  gint64 logged;

  if (event->product_id == 0)
    return TRUE;
  if (!find_delivery (conn, event, client_id, &logged, error))
    return FALSE;
  if ((logged != 0) == attended)
    return TRUE;
  if (!attended)
    return clt_delivery_delete (conn, logged, error);
  delivery->client_id = client_id;
  delivery->product_id = event->product_id;
  delivery->day = get_event_day (event);
  delivery->staff_id = event->host_id;
  delivery->requested = TRUE;
  g_free (delivery->channel);
  delivery->channel = g_strdup (CHANNEL);
  g_free (delivery->note);
  delivery->note = g_strdup (event->theme);
  return clt_delivery_save (conn, delivery, error);
}

gboolean
clt_event_attend (CltConn *conn,
                  gint64 event_id,
                  gint64 client_id,
                  gboolean attended,
                  GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);

  if (event == NULL)
    return FALSE;
  if (g_str_equal (event->state, "cancelled"))
    return refuse (error, _ ("This event was cancelled. Nothing was changed."));
  if (get_event_day (event) > clt_today ())
    return refuse (error, _ ("This event has not taken place yet. Nothing was changed."));
  /* somebody may come without an invitation */
  return clt_conn_run (conn, error,
                       "INSERT INTO event_guest (event_id, client_id, invited, attended)"
                       " VALUES (?, ?, ?, ?) ON CONFLICT (event_id, client_id)"
                       " DO UPDATE SET attended = excluded.attended",
                       "iiii", event_id, client_id, (gint64) get_event_day (event),
                       (gint64) attended) &&
         log_attendance (conn, event, client_id, attended, error);
}

gboolean
clt_event_get_result (CltConn *conn, gint64 event_id, CltEventResult *result, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GPtrArray) guests = NULL;

  *result = (CltEventResult){ .cost_per_head = CLT_MONEY_NONE };
  guests = event == NULL ? NULL : clt_event_get_guests (conn, event_id, error);
  if (guests == NULL)
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    {
      const CltEventGuest *guest = guests->pdata[i];

      result->invited++;
      result->yes += g_str_equal (guest->answer, "yes");
      result->no += g_str_equal (guest->answer, "no");
      result->maybe += g_str_equal (guest->answer, "maybe");
      result->waiting += g_str_equal (guest->answer, "waiting");
      result->open += *guest->answer == '\0';
      result->attended += guest->attended == 1;
      result->absent += guest->attended == 0;
    }
  if (result->attended > 0 && event->spent != CLT_MONEY_NONE)
    result->cost_per_head = (event->spent + result->attended / 2) / result->attended;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-busy.h"

#include "core/calendar/clt-agenda.h"

typedef struct
{
  CltBusyKind kind;
  gint64 id;
} Key;

struct _CltBusy
{
  GHashTable *spans;     /* Key -> GArray of CltTaken */
  GHashTable *lecturers; /* id -> id of the staff, both gint64 */
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_int64_hash (&key->id) * 31 + key->kind;
}

static gboolean
keys_equal (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->kind == y->kind && x->id == y->id;
}

static void
clear_span (gpointer data)
{
  g_free (((CltTaken *) data)->what);
}

void
clt_busy_free (CltBusy *busy)
{
  g_hash_table_unref (busy->spans);
  g_hash_table_unref (busy->lecturers);
  g_free (busy);
}

/* A lecturer of the branch is looked up as the member of staff that he is. */
static Key
make_key (const CltBusy *busy, CltBusyKind kind, gint64 id)
{
  const gint64 *staff =
    kind == CLT_BUSY_LECTURER ? g_hash_table_lookup (busy->lecturers, &id) : NULL;

  return staff == NULL ? (Key){ kind, id } : (Key){ CLT_BUSY_STAFF, *staff };
}

void
clt_busy_add (CltBusy *busy,
              CltBusyKind kind,
              gint64 id,
              gint64 starts,
              gint64 ends,
              int quantity,
              gint64 meeting_id,
              const char *what)
{
  const Key key = make_key (busy, kind, id);
  const CltTaken span = { starts, ends, meeting_id, quantity, g_strdup (what) };
  GArray *spans = g_hash_table_lookup (busy->spans, &key);

  if (spans == NULL)
    {
      spans = g_array_new (FALSE, FALSE, sizeof (CltTaken));
      g_array_set_clear_func (spans, clear_span);
      g_hash_table_insert (busy->spans, g_memdup2 (&key, sizeof key), spans);
    }
  g_array_append_val (spans, span);
}

static gboolean
touches (const CltTaken *span, gint64 starts, gint64 ends, gint64 meeting_id)
{
  return span->starts < ends && span->ends > starts &&
         (meeting_id == 0 || span->meeting_id != meeting_id);
}

const CltTaken *
clt_busy_find (const CltBusy *busy,
               CltBusyKind kind,
               gint64 id,
               gint64 starts,
               gint64 ends,
               gint64 meeting_id)
{
  const Key key = make_key (busy, kind, id);
  const GArray *spans = g_hash_table_lookup (busy->spans, &key);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    if (touches (&g_array_index (spans, CltTaken, i), starts, ends, meeting_id))
      return &g_array_index (spans, CltTaken, i);
  return NULL;
}

int
clt_busy_count (const CltBusy *busy,
                gint64 equipment_id,
                gint64 starts,
                gint64 ends,
                gint64 meeting_id)
{
  const Key key = { CLT_BUSY_EQUIPMENT, equipment_id };
  const GArray *spans = g_hash_table_lookup (busy->spans, &key);
  int most = 0;

  /* use is highest at a moment at which some use begins, or at the beginning of the stretch */
  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const CltTaken *first = &g_array_index (spans, CltTaken, i);
      gint64 moment = MAX (first->starts, starts);
      int sum = 0;

      if (!touches (first, starts, ends, meeting_id))
        continue;
      for (guint j = 0; j < spans->len; j++)
        {
          const CltTaken *span = &g_array_index (spans, CltTaken, j);

          if (touches (span, moment, moment + 1, meeting_id))
            sum += span->quantity;
        }
      most = MAX (most, sum);
    }
  return most;
}

/* ---- what the file knows ------------------------------------------------------------------- */

typedef struct
{
  CltBusyKind kind;
  const char *sql; /* id, starts, ends, quantity, meeting_id, what; ?1 … ?2: the stretch */
} Query;

#define LIVE_MEETING                                                                               \
  " FROM meeting m JOIN course_session s ON s.id = m.session_id"                                   \
  " JOIN course c ON c.id = s.course_id"
#define IN_STRETCH                                                                                 \
  " WHERE m.starts < ?2 AND m.ends > ?1 AND m.state <> 'cancelled' AND s.state <> 'cancelled'"
#define SESSION_NAME "c.code || '/' || s.code || ' ' || c.name"

static const Query queries[] = {
  { CLT_BUSY_ROOM,
    "SELECT m.room_id, m.starts, m.ends, 1, m.id, " SESSION_NAME LIVE_MEETING IN_STRETCH
    " AND m.room_id IS NOT NULL" },
  { CLT_BUSY_LECTURER, "SELECT coalesce(m.lecturer_id, s.lecturer_id) AS who, m.starts, m.ends, 1,"
                       " m.id, " SESSION_NAME LIVE_MEETING IN_STRETCH " AND who IS NOT NULL" },
  { CLT_BUSY_STAFF,
    "SELECT s.adviser_id, m.starts, m.ends, 1, m.id, " SESSION_NAME LIVE_MEETING IN_STRETCH
    " AND s.adviser_id IS NOT NULL" },
  { CLT_BUSY_CLIENT,
    "SELECT e.client_id, m.starts, m.ends, 1, m.id, " SESSION_NAME LIVE_MEETING
    " JOIN enrolment e ON e.session_id = s.id AND e.state IN ('enrolled', 'offered')" IN_STRETCH },
  { CLT_BUSY_EQUIPMENT,
    "SELECT q.equipment_id, m.starts, m.ends, q.quantity, m.id, " SESSION_NAME LIVE_MEETING
    " JOIN meeting_equipment q ON q.meeting_id = m.id" IN_STRETCH },
  { CLT_BUSY_STAFF,
    "SELECT staff_id, starts, ends, 1, 0, subject FROM appointment WHERE starts < ?2"
    " AND ends > ?1 AND state = 'planned' AND staff_id IS NOT NULL" },
  { CLT_BUSY_CLIENT,
    "SELECT client_id, starts, ends, 1, 0, subject FROM appointment WHERE starts < ?2"
    " AND ends > ?1 AND state = 'planned'" },
  { CLT_BUSY_STAFF, "SELECT host_id, starts, ends, 1, 0, theme FROM event WHERE starts < ?2"
                    " AND ends > ?1 AND state = 'planned' AND host_id IS NOT NULL" },
};

static gboolean
load_spans (CltConn *conn,
            CltBusy *busy,
            const Query *query,
            gint64 from,
            gint64 to,
            GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, query->sql, "ii", from, to);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_busy_add (busy, query->kind, clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1),
                  clt_stmt_get_int (stmt, 2), (int) clt_stmt_get_int (stmt, 3),
                  clt_stmt_get_int (stmt, 4), clt_stmt_get_text (stmt, 5));
  return step != CLT_STEP_ERROR;
}

static gboolean
load_calendars (CltConn *conn, CltBusy *busy, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) spans = clt_agenda_get_spans (conn, from, to, error);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const CltBusySpan *span = spans->pdata[i];

      if (span->room_id != 0)
        clt_busy_add (busy, CLT_BUSY_ROOM, span->room_id, span->starts, span->ends, 1, 0,
                      span->summary);
      if (span->lecturer_id != 0)
        clt_busy_add (busy, CLT_BUSY_LECTURER, span->lecturer_id, span->starts, span->ends, 1, 0,
                      span->summary);
      if (span->holiday)
        clt_busy_add (busy, CLT_BUSY_EVERYBODY, 0, span->starts, span->ends, 1, 0, span->summary);
    }
  return spans != NULL;
}

static gboolean
load_lecturers (CltConn *conn, CltBusy *busy, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT id, staff_id FROM lecturer WHERE staff_id IS NOT NULL",
                    "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0), staff = clt_stmt_get_int (stmt, 1);

      g_hash_table_insert (busy->lecturers, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&staff, sizeof staff));
    }
  return step != CLT_STEP_ERROR;
}

CltBusy *
clt_busy_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltBusy) busy = g_new0 (CltBusy, 1);
  gint64 first = clt_day_get_instant (from, 0), last = clt_day_get_instant (to + 1, 0);

  busy->spans =
    g_hash_table_new_full (hash_key, keys_equal, g_free, (GDestroyNotify) g_array_unref);
  busy->lecturers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (!load_lecturers (conn, busy, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (!load_spans (conn, busy, &queries[i], first, last, error))
      return NULL;
  return load_calendars (conn, busy, first, last, error) ? g_steal_pointer (&busy) : NULL;
}

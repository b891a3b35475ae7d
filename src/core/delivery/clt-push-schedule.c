/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-push-private.h"

#include "core/rules/clt-rules.h"

/* One delivery weighs its minutes, and a little more, so that work without any is spread, too. */
#define WEIGHT 1024

typedef struct
{
  gint64 id;
  gboolean adviser;
  gint64 capacity; /* minutes a day */
  gint64 total;    /* weight of all days */
  gint64 *load;    /* owned; weight by working day */
} Person;

typedef struct
{
  CltPushWork *work;
  CltDay first, last;
  GArray *days;      /* CltDay: working days of first … last */
  int *index;        /* owned; day - first -> index in days, -1: nobody works */
  GPtrArray *people; /* Person */
  GHashTable *by_id; /* id -> Person */
  gint64 specialist_minutes, adviser_minutes; /* of one delivery */
  gint64 *minutes;                            /* owned; by working day */
} Schedule;

static void
free_person (gpointer data)
{
  Person *person = data;

  g_free (person->load);
  g_free (person);
}

static void
clear_schedule (Schedule *schedule)
{
  g_clear_pointer (&schedule->days, g_array_unref);
  g_clear_pointer (&schedule->index, g_free);
  g_clear_pointer (&schedule->people, g_ptr_array_unref);
  g_clear_pointer (&schedule->by_id, g_hash_table_unref);
  g_clear_pointer (&schedule->minutes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Schedule, clear_schedule)

/* Days */

static void
load_days (Schedule *schedule)
{
  const CltPushPlan *plan = schedule->work->plan;

  schedule->first = plan->first;
  schedule->last = plan->last;
  for (guint i = 0; plan->targets != NULL && i < plan->targets->len; i++)
    {
      CltDay day = g_array_index (plan->targets, CltPushTarget, i).day;

      schedule->first = MIN (schedule->first, day);
      schedule->last = MAX (schedule->last, day);
    }
  schedule->days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  schedule->index = g_new (int, schedule->last - schedule->first + 1);
  for (CltDay day = schedule->first; day <= schedule->last; day++)
    {
      gboolean works = clt_workdays_has (schedule->work->workdays, day);

      schedule->index[day - schedule->first] = works ? (int) schedule->days->len : -1;
      if (works)
        g_array_append_val (schedule->days, day);
    }
  schedule->minutes = g_new0 (gint64, schedule->days->len + 1);
}

/* People */

static gboolean
load_people (Schedule *schedule, GError **error)
{
  CltDay day = schedule->work->plan->first;
  gint64 specialist, adviser;
  int minutes;
  CltStmt *stmt;
  CltStep step;

  if (!clt_rules_get_count (schedule->work->conn, "capacity.specialist", day, &minutes, error))
    return FALSE;
  specialist = minutes;
  if (!clt_rules_get_count (schedule->work->conn, "capacity.adviser", day, &minutes, error))
    return FALSE;
  adviser = minutes;
  schedule->people = g_ptr_array_new_with_free_func (free_person);
  schedule->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  stmt = clt_conn_query (schedule->work->conn, error,
                         "SELECT id, role = 'adviser' FROM staff"
                         " WHERE role IN ('specialist', 'adviser')"
                         " AND (entered IS NULL OR entered <= ?1)"
                         " AND (left_on IS NULL OR left_on > ?1) ORDER BY number",
                         "i", (gint64) day);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Person *person = g_new0 (Person, 1);

      person->id = clt_stmt_get_int (stmt, 0);
      person->adviser = clt_stmt_get_int (stmt, 1) != 0;
      person->capacity = person->adviser ? adviser : specialist;
      person->load = g_new0 (gint64, schedule->days->len + 1);
      g_ptr_array_add (schedule->people, person);
      g_hash_table_insert (schedule->by_id, &person->id, person);
    }
  return step == CLT_STEP_DONE;
}

/* @minutes of one delivery, for the specialist and for the adviser: two who work together share. */
static void
split_minutes (const char *provider, gint64 minutes, gint64 *specialist, gint64 *adviser)
{
  gboolean both = g_str_equal (provider, "both");

  *adviser = g_str_equal (provider, "adviser") ? minutes : both ? minutes / 2 : 0;
  *specialist = minutes - *adviser;
}

static void
add_load (Schedule *schedule, gint64 staff_id, CltDay day, gint64 minutes)
{
  Person *person = g_hash_table_lookup (schedule->by_id, &staff_id);
  int i = schedule->index[day - schedule->first];

  if (i < 0)
    return;
  schedule->minutes[i] += minutes;
  if (person == NULL)
    return;
  person->load[i] += minutes * WEIGHT + 1;
  person->total += minutes * WEIGHT + 1;
}

/* What other pushes have planned. */
static gboolean
load_planned (Schedule *schedule, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    schedule->work->conn, error,
    "SELECT i.day, coalesce(i.specialist_id, 0), coalesce(i.adviser_id, 0), v.minutes, v.provider"
    " FROM push_item i JOIN push u ON u.id = i.push_id"
    " JOIN product_version v ON v.id = u.version_id"
    " WHERE i.state IN ('planned', 'queued') AND i.day BETWEEN ? AND ?",
    "ii", (gint64) schedule->first, (gint64) schedule->last);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltDay day = clt_stmt_get_day (stmt, 0);
      gint64 specialist, adviser;

      split_minutes (clt_stmt_get_text (stmt, 4), clt_stmt_get_int (stmt, 3), &specialist,
                     &adviser);
      add_load (schedule, clt_stmt_get_int (stmt, 1), day, specialist);
      add_load (schedule, clt_stmt_get_int (stmt, 2), day, adviser);
    }
  return step == CLT_STEP_DONE;
}

/* Who looks after each client. */
static gboolean
load_assigned (Schedule *schedule, GError **error)
{
  GArray *drafts = schedule->work->drafts;
  g_autoptr (GString) ids = g_string_new ("[");
  CltStmt *stmt;
  CltStep step;

  for (guint i = 0; i < drafts->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",",
                            g_array_index (drafts, CltPushDraft, i).client_id);
  g_string_append_c (ids, ']');
  stmt = clt_conn_query (
    schedule->work->conn, error,
    "SELECT j.key, (SELECT n.staff_id FROM assignment n WHERE n.client_id = j.value"
    " AND n.relation = 'service' AND n.valid_from <= ?2 AND (n.valid_to IS NULL OR n.valid_to >= "
    "?2)"
    " ORDER BY n.valid_from DESC, n.id DESC LIMIT 1),"
    " (SELECT n.staff_id FROM assignment n WHERE n.client_id = j.value AND n.relation = 'adviser'"
    " AND n.valid_from <= ?2 AND (n.valid_to IS NULL OR n.valid_to >= ?2)"
    " ORDER BY n.valid_from DESC, n.id DESC LIMIT 1) FROM json_each(?1) j",
    "ti", ids->str, (gint64) schedule->work->plan->first);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltPushDraft *draft = &g_array_index (drafts, CltPushDraft, clt_stmt_get_int (stmt, 0));

      draft->specialist_id = clt_stmt_get_int (stmt, 1);
      draft->adviser_id = clt_stmt_get_int (stmt, 2);
    }
  return step == CLT_STEP_DONE;
}

/* Who has least to do; 0: nobody of this role. */
static gint64
find_idle (const Schedule *schedule, gboolean adviser)
{
  const Person *best = NULL;

  for (guint i = 0; i < schedule->people->len; i++)
    {
      const Person *person = schedule->people->pdata[i];

      if (person->adviser == adviser && (best == NULL || person->total < best->total))
        best = person;
    }
  return best == NULL ? 0 : best->id;
}

static void
assign (const Schedule *schedule, CltPushDraft *draft)
{
  gint64 signer = schedule->work->plan->signer_id;
  const CltVersion *version = schedule->work->version;
  gboolean advised = !g_str_equal (version->provider, "specialist");

  if (!advised && !version->needs_licence)
    draft->adviser_id = 0;
  /* who signs is the client's own adviser; anybody may help to carry it out */
  if (advised && !version->needs_licence && draft->adviser_id == 0)
    draft->adviser_id = find_idle (schedule, TRUE);
  if (g_str_equal (version->provider, "adviser"))
    draft->specialist_id = 0;
  else if (draft->specialist_id == 0)
    draft->specialist_id = find_idle (schedule, FALSE);
  if (signer != 0)
    draft->adviser_id = signer;
}

/* Placing */

static gint64
get_load (const Schedule *schedule, gint64 staff_id, int i)
{
  const Person *person = g_hash_table_lookup (schedule->by_id, &staff_id);

  return person == NULL ? 0 : person->load[i];
}

/* Calls and visits need people at work; all else may happen on the day itself. */
static CltDay
find_day_off (const Schedule *schedule, const CltPushDraft *draft)
{
  if (!g_str_equal (draft->channel, "phone") && !g_str_equal (draft->channel, "onsite"))
    return draft->first;
  return clt_workdays_at_or_before (schedule->work->workdays, draft->first);
}

static void
place (Schedule *schedule, CltPushDraft *draft)
{
  gint64 least = G_MAXINT64;

  assign (schedule, draft);
  for (CltDay day = draft->first; day <= draft->last; day++)
    {
      int i = schedule->index[day - schedule->first];
      gint64 load;

      if (i < 0)
        continue;
      load =
        get_load (schedule, draft->specialist_id, i) + get_load (schedule, draft->adviser_id, i);
      if (draft->specialist_id == 0 && draft->adviser_id == 0)
        load = schedule->minutes[i];
      if (load < least)
        {
          least = load;
          draft->day = day;
        }
    }
  if (draft->day == CLT_DAY_NONE)
    draft->day = find_day_off (schedule, draft);
  if (draft->day < schedule->first)
    return;
  add_load (schedule, draft->specialist_id, draft->day, schedule->specialist_minutes);
  add_load (schedule, draft->adviser_id, draft->day, schedule->adviser_minutes);
}

static void
add_days (const Schedule *schedule, CltPushPreview *preview)
{
  gint64 capacity = 0;

  for (guint i = 0; i < schedule->people->len; i++)
    capacity += ((const Person *) schedule->people->pdata[i])->capacity;
  for (guint i = 0; i < schedule->days->len; i++)
    {
      const CltPushDay day = { g_array_index (schedule->days, CltDay, i), schedule->minutes[i],
                               capacity };

      g_array_append_val (preview->days, day);
      preview->planned += day.minutes;
      preview->capacity += day.capacity;
    }
}

gboolean
clt_push_schedule (CltPushWork *work, CltPushPreview *preview, GError **error)
{
  g_auto (Schedule) schedule = { .work = work };

  load_days (&schedule);
  if (!load_people (&schedule, error) || !load_planned (&schedule, error) ||
      !load_assigned (&schedule, error))
    return FALSE;
  if (work->version != NULL)
    split_minutes (work->version->provider, work->version->minutes, &schedule.specialist_minutes,
                   &schedule.adviser_minutes);
  for (guint i = 0; i < work->drafts->len; i++)
    if (g_array_index (work->drafts, CltPushDraft, i).blocks == 0)
      place (&schedule, &g_array_index (work->drafts, CltPushDraft, i));
  add_days (&schedule, preview);
  return TRUE;
}

/* Repeating */

/* So many of @right are due up to @last in the period @begins … @ends. */
static int
count_due (const CltRight *right, CltDay last, CltDay begins, CltDay ends)
{
  if (last == ends)
    return right->count;
  return (int) ((gint64) right->count * (last - begins + 1) / (ends - begins + 1));
}

static void
repeat_draft (CltPushWork *work, const CltPushDraft *draft, GArray *drafts)
{
  CltDay day = work->plan->first;
  int delivered = draft->delivered;

  while (day <= work->plan->last)
    {
      CltDay begins, ends, last;
      int n;

      clt_period_bounds (draft->right.period, day, &begins, &ends);
      last = MIN (ends, work->plan->last);
      n = MAX (count_due (&draft->right, last, begins, ends) - delivered, 0);
      for (int i = 0; i < n; i++)
        {
          CltPushDraft copy = *draft;

          copy.first = day + (last - day + 1) * i / n;
          copy.last = MAX (day + (last - day + 1) * (i + 1) / n - 1, copy.first);
          copy.evidence = g_strdup (draft->evidence);
          g_array_append_val (drafts, copy);
        }
      delivered = 0;
      day = ends + 1;
    }
}

void
clt_push_repeat (CltPushWork *work)
{
  g_autoptr (GArray) old = g_steal_pointer (&work->drafts);

  work->drafts = clt_push_drafts_new ();
  for (guint i = 0; i < old->len; i++)
    {
      CltPushDraft *draft = &g_array_index (old, CltPushDraft, i);

      if (draft->blocks == 0 && draft->right.kind == CLT_RIGHT_COUNT)
        repeat_draft (work, draft, work->drafts);
      else
        {
          g_array_append_val (work->drafts, *draft);
          draft->evidence = NULL;
        }
    }
}

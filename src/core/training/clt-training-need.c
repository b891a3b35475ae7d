/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-need.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/funds/clt-product.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-ids.h"

void
clt_training_need_free (gpointer data)
{
  CltTrainingNeed *need = data;

  g_free (need->note);
  g_free (need);
}

static void
learner_free (gpointer data)
{
  CltLearner *learner = data;

  g_free (learner->name);
  g_free (learner->account);
  g_ptr_array_unref (learner->needs);
  g_array_unref (learner->held);
  g_free (learner);
}

void
clt_training_needs_free (CltTrainingNeeds *needs)
{
  g_clear_pointer (&needs->courses, g_ptr_array_unref);
  g_ptr_array_unref (needs->learners);
  g_free (needs);
}

const char *
clt_need_kind_get_name (CltNeedKind kind)
{
  static const char *const names[] = {
    "required", "asked", "expiring", "risk", "streak", "sector"
  };

  return names[kind];
}

/* ---- loading ------------------------------------------------------------------------------- */

static void
scan_clear (CltNeedScan *scan)
{
  g_clear_pointer (&scan->learners, g_hash_table_unref);
  g_clear_pointer (&scan->courses, g_hash_table_unref);
  g_clear_pointer (&scan->flags, g_free);
  g_clear_pointer (&scan->expired, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltNeedScan, scan_clear)

static guint8 *
get_flags (const CltNeedScan *scan, guint learner)
{
  return scan->flags + (gsize) learner * scan->needs->courses->len;
}

static guint
find_course (const CltNeedScan *scan, gint64 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (scan->courses, &id));
}

void
clt_need_scan_add (CltNeedScan *scan,
                   CltNeedKind kind,
                   gint64 client_id,
                   gint64 course_id,
                   CltDay day,
                   gint64 value,
                   const char *note)
{
  guint learner = GPOINTER_TO_UINT (g_hash_table_lookup (scan->learners, &client_id));
  guint course = find_course (scan, course_id);
  const CltCourse *info;
  CltTrainingNeed *need;
  guint8 flags;

  if (learner == 0 || course == 0)
    return;
  info = scan->needs->courses->pdata[course - 1];
  flags = get_flags (scan, learner - 1)[course - 1];
  if (info->archived || (flags & (CLT_BUSY | CLT_BARRED)) != 0 ||
      ((flags & CLT_LEARNT) != 0 && kind != CLT_NEED_EXPIRING))
    return;
  need = g_new0 (CltTrainingNeed, 1);
  *need = (CltTrainingNeed){ kind, info, day, value, g_strdup (note) };
  g_ptr_array_add (((CltLearner *) scan->needs->learners->pdata[learner - 1])->needs, need);
}

static gboolean
add_stored (CltNeedScan *scan, GError **error)
{
  CltStmt *stmt = clt_conn_query (scan->conn, error,
                                  "SELECT client_id, course_id, kind, day, note FROM training_need"
                                  " WHERE day <= ?1 AND (closed IS NULL OR closed > ?1)"
                                  " AND ?2 IN (0, client_id) ORDER BY kind DESC, day, id",
                                  "yi", scan->needs->day, scan->client_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_need_scan_add (scan,
                       g_str_equal (clt_stmt_get_text (stmt, 2), "required") ? CLT_NEED_REQUIRED
                                                                             : CLT_NEED_ASKED,
                       clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1),
                       clt_stmt_get_day (stmt, 3), 0, clt_stmt_get_text (stmt, 4));
  return step == CLT_STEP_DONE;
}

/* The certificate that lasts longest is the one that counts. */
static gboolean
add_expiring (CltNeedScan *scan, GError **error)
{
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt;
  int notice;

  if (!clt_rules_get_count (scan->conn, "training.expiry_notice", scan->needs->day, &notice, error))
    return FALSE;
  stmt = clt_conn_query (scan->conn, error,
                         "SELECT client_id, course_id, max(expires) FROM course_result"
                         " WHERE result IN ('pass', 'distinction') AND ?3 IN (0, client_id)"
                         " GROUP BY client_id, course_id"
                         " HAVING count(*) = count(expires) AND max(expires) BETWEEN ?1 AND ?2",
                         "iii", (gint64) scan->needs->day, (gint64) scan->needs->day + notice,
                         scan->client_id);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_need_scan_add (scan, CLT_NEED_EXPIRING, clt_stmt_get_int (stmt, 0),
                       clt_stmt_get_int (stmt, 1), clt_stmt_get_day (stmt, 2), 0, "");
  return step == CLT_STEP_DONE;
}

/* ---- what comes next ----------------------------------------------------------------------- */

static gboolean
is_open_for (const CltNeedScan *scan, const guint8 *flags, guint index)
{
  const CltCourse *course = scan->needs->courses->pdata[index];

  if (course->archived || flags[index] != 0)
    return FALSE;
  for (guint i = 0; i < course->needs->len; i++)
    {
      guint before = find_course (scan, g_array_index (course->needs, gint64, i));

      if (before == 0 || (flags[before - 1] & CLT_LEARNT) == 0)
        return FALSE;
    }
  return TRUE;
}

/* Does @course lead to @goal, over any number of others? There are no circles. */
static gboolean
leads_to (const GPtrArray *courses, const CltCourse *course, const CltCourse *goal)
{
  for (guint i = 0; i < goal->needs->len; i++)
    {
      const CltCourse *before =
        clt_course_list_get (courses, g_array_index (goal->needs, gint64, i));

      if (before == course || (before != NULL && leads_to (courses, course, before)))
        return TRUE;
    }
  return FALSE;
}

/* 2: wanted itself, 1: on the way to what is wanted, 0: neither. @need: (out) (optional). */
static int
judge_pull (const GPtrArray *courses,
            const CltLearner *learner,
            const CltCourse *course,
            const CltTrainingNeed **need)
{
  const CltTrainingNeed *way = NULL;

  for (guint i = 0; i < learner->needs->len; i++)
    {
      const CltTrainingNeed *wanted = learner->needs->pdata[i];

      if (wanted->course == course)
        {
          *need = wanted;
          return 2;
        }
      if (way == NULL && leads_to (courses, course, wanted->course))
        way = wanted;
    }
  *need = way;
  return way != NULL;
}

/* The lowest level with an open course; in it what is wanted, then what leads there, then the first. */
static void
choose_next (const CltNeedScan *scan, guint index)
{
  const GPtrArray *courses = scan->needs->courses;
  CltLearner *learner = scan->needs->learners->pdata[index];
  const guint8 *flags = get_flags (scan, index);
  int best = -1;

  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];
      const CltTrainingNeed *need;
      int pull;

      if (!is_open_for (scan, flags, i))
        continue;
      if (learner->next != NULL && learner->next->level_id != course->level_id)
        break;
      pull = judge_pull (courses, learner, course, &need);
      if (pull > best)
        {
          best = pull;
          learner->next = course;
          learner->expired = scan->expired[(gsize) index * courses->len + i];
        }
    }
}

static void
note_held (const CltNeedScan *scan, guint index)
{
  CltLearner *learner = scan->needs->learners->pdata[index];
  const guint8 *flags = get_flags (scan, index);

  for (guint i = 0; i < scan->needs->courses->len; i++)
    if ((flags[i] & CLT_LEARNT) != 0)
      g_array_append_val (learner->held, ((CltCourse *) scan->needs->courses->pdata[i])->id);
}

CltTrainingNeeds *
clt_training_needs_load (CltConn *conn, gint64 client_id, CltDay day, GError **error)
{
  g_autoptr (CltTrainingNeeds) needs = g_new0 (CltTrainingNeeds, 1);
  g_auto (CltNeedScan) scan = { .conn = conn, .needs = needs, .client_id = client_id };

  needs->day = day;
  needs->learners = g_ptr_array_new_with_free_func (learner_free);
  needs->courses = clt_course_list (conn, TRUE, error);
  if (needs->courses == NULL)
    return NULL;
  scan.learners = g_hash_table_new (g_int64_hash, g_int64_equal);
  scan.courses = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < needs->courses->len; i++)
    g_hash_table_insert (scan.courses, &((CltCourse *) needs->courses->pdata[i])->id,
                         GUINT_TO_POINTER (i + 1));
  if (!clt_need_scan_people (&scan, error) || !add_stored (&scan, error) ||
      !add_expiring (&scan, error) || !clt_need_scan_behaviour (&scan, error))
    return NULL;
  for (guint i = 0; i < needs->learners->len; i++)
    {
      choose_next (&scan, i);
      note_held (&scan, i);
    }
  return g_steal_pointer (&needs);
}

/* ---- words --------------------------------------------------------------------------------- */

char *
clt_training_need_format (const CltTrainingNeed *need)
{
  g_autofree char *day = clt_day_format (need->day);
  g_autofree char *ratio = NULL;

  switch (need->kind)
    {
    case CLT_NEED_REQUIRED:
      /* Translators: a permission that needs a course; stands behind a colon. */
      return *need->note != '\0' ? g_strdup_printf (_ ("needed for %s"), need->note)
                                 : g_strdup (_ ("needed for a permission"));
    case CLT_NEED_ASKED:
      /* Translators: a date; stands behind a colon. */
      return g_strdup_printf (_ ("asked for on %s"), day);
    case CLT_NEED_EXPIRING:
      /* Translators: a date; stands behind a colon. */
      return g_strdup_printf (_ ("the certificate expires on %s"), day);
    case CLT_NEED_RISK:
      if (need->value < 0)
        /* Translators: a date; stands behind a colon. */
        return g_strdup_printf (_ ("positions but no equity left on %s"), day);
      ratio = clt_percent_format ((double) need->value / 1e6, 1);
      /* Translators: a ratio (87.2 %), a date; stands behind a colon. */
      return g_strdup_printf (_ ("risk ratio of %s on %s"), ratio, day);
    case CLT_NEED_STREAK:
      /* Translators: a number of days, a date; stands behind a colon. */
      return g_strdup_printf (_ ("%d losing days in a row up to %s"), (int) need->value, day);
    case CLT_NEED_SECTOR:
    default:
      /* Translators: a sector of products, a date; stands behind a colon. */
      return g_strdup_printf (_ ("%s traded for the first time on %s"),
                              clt_sector_get_label ((CltSector) need->value), day);
    }
}

/* "B1, B2, B3" */
static char *
list_before (const CltTrainingNeeds *needs, const CltCourse *course)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *before =
        clt_course_list_get (needs->courses, g_array_index (course->needs, gint64, i));

      if (before != NULL)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : C_ ("list", ", "),
                                before->code);
    }
  return g_string_free (text, FALSE);
}

char *
clt_training_needs_format_next (const CltTrainingNeeds *needs, const CltLearner *learner)
{
  const CltTrainingNeed *need = NULL;
  const CltCourse *next = learner->next;
  g_autofree char *why = NULL, *day = NULL, *before = NULL;
  int pull;

  if (next == NULL)
    return NULL;
  pull = judge_pull (needs->courses, learner, next, &need);
  if (need != NULL)
    why = clt_training_need_format (need);
  if (pull == 2)
    /* Translators: code and name of a course, and why it is needed. */
    return g_strdup_printf (_ ("Next is %s %s: %s."), next->code, next->name, why);
  if (pull == 1)
    /* Translators: code and name of a course, of another one, and why that one is needed. */
    return g_strdup_printf (_ ("Next is %s %s, on the way to %s %s: %s."), next->code, next->name,
                            need->course->code, need->course->name, why);
  if (learner->expired != CLT_DAY_NONE)
    {
      day = clt_day_format (learner->expired);
      /* Translators: code and name of a course, a date. */
      return g_strdup_printf (_ ("Next is %s %s again: the certificate expired on %s."), next->code,
                              next->name, day);
    }
  if (next->needs->len == 0)
    /* Translators: code and name of a course. */
    return g_strdup_printf (_ ("Next is %s %s: nothing has to come before it."), next->code,
                            next->name);
  before = list_before (needs, next);
  /* Translators: code and name of a course, codes of those before it. */
  return g_strdup_printf (_ ("Next is %s %s: what comes before it is passed (%s)."), next->code,
                          next->name, before);
}

/* ---- who waits for what -------------------------------------------------------------------- */

gboolean
clt_learner_waits_for (const CltLearner *learner, gint64 course_id)
{
  if (learner->next != NULL && learner->next->id == course_id)
    return TRUE;
  for (guint i = 0; i < learner->needs->len; i++)
    if (((CltTrainingNeed *) learner->needs->pdata[i])->course->id == course_id)
      return TRUE;
  return FALSE;
}

GPtrArray *
clt_training_needs_list (const CltTrainingNeeds *needs, gint64 course_id, int tier)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < needs->learners->len; i++)
    {
      CltLearner *learner = needs->learners->pdata[i];

      if ((tier < 0 || (int) learner->tier == tier) && clt_learner_waits_for (learner, course_id))
        g_ptr_array_add (list, learner);
    }
  return list;
}

GPtrArray *
clt_training_needs_list_holders (const CltTrainingNeeds *needs, gint64 course_id)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < needs->learners->len; i++)
    if (clt_ids_contain (((const CltLearner *) needs->learners->pdata[i])->held, course_id))
      g_ptr_array_add (list, needs->learners->pdata[i]);
  return list;
}

/* ---- writing ------------------------------------------------------------------------------- */

gboolean
clt_training_need_add (CltConn *conn,
                       gint64 client_id,
                       gint64 course_id,
                       gboolean required,
                       CltDay day,
                       const char *note,
                       GError **error)
{
  const char *kind = required ? "required" : "asked";
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM training_need WHERE client_id = ? AND course_id = ?"
                         " AND kind = ? AND closed IS NULL",
                         "iit", client_id, course_id, kind) ||
      (id == 0 && (id = clt_conn_new_id (conn, error)) == 0))
    return FALSE;
  return clt_conn_run (conn, error,
                       "INSERT INTO training_need (id, client_id, course_id, kind, day, note)"
                       " VALUES (?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET note = excluded.note",
                       "iiityt", id, client_id, course_id, kind, day, note == NULL ? "" : note);
}

gboolean
clt_training_need_close (CltConn *conn,
                         gint64 client_id,
                         gint64 course_id,
                         CltDay day,
                         GError **error)
{
  gint64 open;

  if (!clt_conn_get_int (conn, &open, 0, error,
                         "SELECT count(*) FROM training_need WHERE client_id = ? AND course_id = ?"
                         " AND closed IS NULL AND day <= ?",
                         "iiy", client_id, course_id, day))
    return FALSE;
  if (open == 0)
    return clt_store_refuse (error, "%s",
                             _ ("The client has not asked for this course, and no permission needs "
                                "it. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE training_need SET closed = ?3 WHERE client_id = ?1"
                       " AND course_id = ?2 AND closed IS NULL AND day <= ?3",
                       "iiy", client_id, course_id, day);
}

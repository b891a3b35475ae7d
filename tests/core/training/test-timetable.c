/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-timetable.h"

#include <cairo.h>

#include "core/report/clt-paper.h"
#include "core/training/clt-teaching.h"
#include "training-fixture.h"

/* ---- lanes ------------------------------------------------------------------------------------- */

static gboolean
overlap (const CltLaneSpan *a, const CltLaneSpan *b)
{
  return a->starts < b->ends && b->starts < a->ends;
}

/* How many go on at one time at most: no fewer lanes are possible. */
static guint
count_most (const CltLaneSpan *spans, guint n)
{
  guint most = 0;

  for (guint i = 0; i < n; i++)
    {
      guint here = 0;

      for (guint j = 0; j < n; j++)
        here += spans[j].starts <= spans[i].starts && spans[j].ends > spans[i].starts;
      most = MAX (most, here);
    }
  return most;
}

/* Whatever overlaps stands side by side, in columns of one width, and no column is spent in vain. */
static void
test_lanes (void)
{
  for (int round = 0; round < 300; round++)
    {
      CltLaneSpan spans[40];
      guint n = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (spans) + 1), used = 0;

      for (guint i = 0; i < n; i++)
        {
          spans[i].starts = g_test_rand_int_range (0, 60);
          spans[i].ends = spans[i].starts + g_test_rand_int_range (1, 12);
        }
      clt_lanes_assign (spans, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (spans[i].lane, <, spans[i].n_lanes);
          used = MAX (used, spans[i].n_lanes);
          for (guint j = 0; j < i; j++)
            if (overlap (&spans[i], &spans[j]))
              {
                g_assert_cmpuint (spans[i].lane, !=, spans[j].lane);
                g_assert_cmpuint (spans[i].n_lanes, ==, spans[j].n_lanes);
              }
        }
      g_assert_cmpuint (used, ==, count_most (spans, n));
    }
}

/* ---- what is read ------------------------------------------------------------------------------- */

static CltTimetable *
load (Training *training, int from, int to)
{
  g_autoptr (GError) error = NULL;
  CltTimetable *table =
    clt_timetable_load (training->branch.conn, (CltDay) DAY (from), (CltDay) DAY (to), &error);

  g_assert_no_error (error);
  return table;
}

static void
test_load (Training *training, gconstpointer data)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261123, 3, 2);
  gint64 second = training_add_meeting (training, session, 20261124, 1600, 90);
  gint64 first = training_add_meeting (training, session, 20261123, 1600, 60);
  gint64 gone = training_add_meeting (training, session, 20261125, 1600, 60);
  g_autoptr (CltTimetable) table = NULL;
  const CltTimetableEntry *entry;
  g_autofree char *words = NULL;
  CltTimetableCell cell;

  training_change (training, clt_meeting_cancel (training->branch.conn, gone, error));
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  training_change (training, clt_enrol (training->branch.conn, session, training->clients[0],
                                        "room", "staff", NULL, error));
  table = load (training, 20261116, 20261130);
  g_assert_cmpuint (table->entries->len, ==, 2);
  entry = table->entries->pdata[0];
  g_assert_cmpint (entry->id, ==, first);
  g_assert_cmpint (((CltTimetableEntry *) table->entries->pdata[1])->id, ==, second);
  g_assert_cmpint (entry->seats, ==, 5);
  g_assert_cmpint (entry->taken, ==, 1);
  g_assert_cmpint (entry->meetings, ==, 2);
  g_assert_cmpstr (entry->state, ==, "published");
  words = clt_timetable_entry_describe (entry);
  g_assert_nonnull (strstr (words, "2026-11-23 16:00–17:00"));
  clt_timetable_sum (table, entry->level, clt_day_get_month ((CltDay) DAY (20261123)), &cell);
  g_assert_cmpuint (cell.sessions, ==, 1);
  g_assert_cmpuint (cell.meetings, ==, 2);
  g_assert_cmpint (cell.minutes, ==, 150);
  g_assert_cmpint (cell.taken, ==, 1);
  g_assert_cmpint (clt_timetable_get_day (table, (CltDay) DAY (20261121)), ==,
                   CLT_TIMETABLE_WORKING);
}

/* How many points of the printed overview of a year are amber, as the marks of its gaps are. */
static guint
count_amber (Training *training, int year)
{
  const CltExportOptions options = { .who = "王芳" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper =
    clt_paper_new_timetable (training->branch.conn, (CltDay) DAY (year * 10000 + 101),
                             (CltDay) DAY (year * 10000 + 1231), &options, &error);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1191, 842);
  cairo_t *cr = cairo_create (surface);
  const guchar *pixels;
  guint n = 0;

  g_assert_no_error (error);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  g_assert_cmpuint (clt_paper_lay_out (paper, 1191, 842), ==, 1);
  clt_paper_draw (paper, cr, 0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < 842; y++)
    for (int x = 0; x < 1191; x++)
      {
        guint32 point =
          ((const guint32 *) (pixels + y * cairo_image_surface_get_stride (surface)))[x];

        n += ((point >> 16) & 0xff) > (point & 0xff) + 60;
      }
  cairo_surface_destroy (surface);
  return n;
}

/* On paper as on the screen: a month to come in which a level has nothing is marked, one that is over
 * is not. */
static void
test_printed_gaps (Training *training, gconstpointer data)
{
  guint empty = count_amber (training, 2099);

  g_assert_cmpuint (empty, >, 1000);
  training_add_session (training, training->basics, "2099-1", 20990323, 3, 2);
  g_assert_cmpuint (count_amber (training, 2099), <, empty);
  g_assert_cmpuint (count_amber (training, 2020), ==, 0);
}

/* What has no meeting, or none any more, is there from its first day to its last. */
static void
test_untimed (Training *training, gconstpointer data)
{
  gint64 alone = training_add_session (training, training->basics, "2026-1", 20261123, 3, 2);
  gint64 timed = training_add_session (training, training->basics, "2026-2", 20261123, 3, 2);
  gint64 meeting = training_add_meeting (training, timed, 20261123, 1600, 60);
  g_autoptr (CltTimetable) table = load (training, 20261116, 20261130);
  g_autoptr (CltTimetable) later = NULL, bare = NULL;
  const CltTimetableEntry *entry;
  g_autofree char *words = NULL, *courses = NULL, *sessions = NULL, *none = NULL;
  CltTimetableCell cell;

  g_assert_cmpuint (table->entries->len, ==, 1);
  g_assert_cmpuint (table->untimed->len, ==, 1);
  entry = table->untimed->pdata[0];
  g_assert_true (entry->untimed);
  g_assert_cmpint (entry->id, ==, alone);
  g_assert_cmpint (entry->session_id, ==, alone);
  g_assert_cmpint (entry->starts, ==, clt_day_get_instant ((CltDay) DAY (20261123), 0));
  g_assert_cmpint (entry->ends, ==, clt_day_get_instant ((CltDay) DAY (20261124), 0));
  words = clt_timetable_entry_describe (entry);
  g_assert_nonnull (strstr (words, "2026-11-23 to 2026-11-23, no time of day"));
  clt_timetable_sum (table, entry->level, clt_day_get_month ((CltDay) DAY (20261123)), &cell);
  g_assert_cmpuint (cell.sessions, ==, 2);
  g_assert_cmpuint (cell.meetings, ==, 1);
  g_assert_cmpint (cell.minutes, ==, 60);
  courses = clt_timetable_list_month (table, entry->level,
                                      clt_day_get_month ((CltDay) DAY (20261123)), FALSE);
  g_assert_cmpstr (courses, ==, "A1");
  sessions = clt_timetable_list_month (table, entry->level,
                                       clt_day_get_month ((CltDay) DAY (20261123)), TRUE);
  g_assert_cmpstr (sessions, ==, "A1/2026-2, A1/2026-1");
  none = clt_timetable_list_month (table, entry->level, clt_day_get_month ((CltDay) DAY (20261223)),
                                   TRUE);
  g_assert_cmpstr (none, ==, "");
  later = load (training, 20261124, 20261130);
  g_assert_cmpuint (later->untimed->len, ==, 0);

  training_change (training, clt_meeting_cancel (training->branch.conn, meeting, error));
  training_change (training, clt_session_cancel (training->branch.conn, alone, error));
  bare = load (training, 20261116, 20261130);
  g_assert_cmpuint (bare->entries->len, ==, 0);
  g_assert_cmpuint (bare->untimed->len, ==, 1);
  g_assert_cmpint (((CltTimetableEntry *) bare->untimed->pdata[0])->session_id, ==, timed);
}

static void
test_holidays (Training *training, gconstpointer data)
{
  g_autoptr (CltTimetable) table = load (training, 20261228, 20270103);

  g_assert_cmpint (clt_timetable_get_day (table, (CltDay) DAY (20270101)), ==,
                   CLT_TIMETABLE_HOLIDAY);
  g_assert_cmpint (clt_timetable_get_day (table, (CltDay) DAY (20261229)), ==,
                   CLT_TIMETABLE_TRADING);
}

/* An hour and a half at 600 and 100 yuan an hour, for two heads. */
static void
test_teaching (Training *training, gconstpointer data)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261123, 3, 0);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) failure = NULL;
  const CltTeaching *teaching;

  training_add_meeting (training, session, 20261123, 1600, 90);
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  for (int i = 0; i < 2; i++)
    training_change (training, clt_enrol (training->branch.conn, session, training->clients[i],
                                          "room", "staff", NULL, error));
  list = clt_teaching_load (training->branch.conn, (CltDay) DAY (20261001), (CltDay) DAY (20261231),
                            &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (list->len, ==, 1);
  teaching = list->pdata[0];
  g_assert_cmpint (teaching->minutes, ==, 90);
  g_assert_cmpint (teaching->fees, ==, teaching->lecturer->fee * 3 / 2);
  g_assert_cmpint (teaching->heads, ==, 2);
  g_assert_cmpint (teaching->cost_per_head, ==, (teaching->fees + teaching->rooms + 1) / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timetable/lanes", test_lanes);
  TRAINING_TEST ("/timetable/load", test_load);
  TRAINING_TEST ("/timetable/untimed", test_untimed);
  TRAINING_TEST ("/timetable/printed-gaps", test_printed_gaps);
  TRAINING_TEST ("/timetable/holidays", test_holidays);
  TRAINING_TEST ("/timetable/teaching", test_teaching);
  return g_test_run ();
}

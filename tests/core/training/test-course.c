/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"
#include "core/store/clt-attachment.h"
#include "core/training/clt-course.h"

#include "../clients/branch-fixture.h"

#define N_COURSES 17

static gint64
add_level (Branch *branch, const char *code)
{
  g_autoptr (CltCourseLevel) level = clt_course_level_new ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&level->code, code);
  clt_set_str (&level->name, code);
  clt_course_level_save (branch->conn, level, &error);
  g_assert_no_error (error);
  return level->id;
}

static gint64
add_course (Branch *branch, gint64 level, const char *code)
{
  g_autoptr (CltCourse) course = clt_course_new ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&course->code, code);
  clt_set_str (&course->name, code);
  course->level_id = level;
  clt_course_save (branch->conn, course, &error);
  g_assert_no_error (error);
  return course->id;
}

static void
need (Branch *branch, gint64 course, gint64 needs)
{
  g_autoptr (GError) error = NULL;

  clt_course_add_need (branch->conn, course, needs, &error);
  g_assert_no_error (error);
}

static gboolean
add_preset (CltConn *conn, gpointer language, GError **error)
{
  return clt_course_add_preset (conn, language, error);
}

/* ---- the starter curriculum ---------------------------------------------------------------- */

static gboolean
has_chinese (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* "A1 A2 A3" */
static char *
list_needs (const GPtrArray *courses, const CltCourse *course)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < course->needs->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            clt_course_list_get (courses, g_array_index (course->needs, gint64, i))
                              ->code);
  return g_string_free (text, FALSE);
}

static void
test_preset (Branch *branch, gconstpointer language)
{
  static const struct
  {
    char level;
    const char *needs, *pass;
  } wanted[] = {
    ['A'] = { '0', "", "quiz" },         ['B'] = { '1', "A1 A2 A3", "quiz" },
    ['C'] = { '2', "B1 B2 B3", "case" }, ['D'] = { '3', "C1 C3", "exam" },
    ['E'] = { '4', "", "review" },
  };
  const CltActionInfo info = { .name = "course.preset", .who = "tester" };
  const gboolean chinese = g_str_equal (language, "zh_CN");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) courses = NULL, levels = NULL, none = NULL;

  g_assert_true (
    clt_action_run (branch->conn, &info, add_preset, (gpointer) language, NULL, &error));
  levels = clt_course_level_list (branch->conn, TRUE, &error);
  courses = clt_course_list (branch->conn, TRUE, &error);
  g_assert_cmpuint (levels->len, ==, 5);
  g_assert_cmpuint (courses->len, ==, N_COURSES);
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];
      const guint group = (guchar) *course->code;
      const gboolean simulated = g_str_equal (course->code, "B3");
      g_autofree char *needs = list_needs (courses, course);
      g_autofree char *pass = clt_course_format_pass (course);

      g_assert_cmpstr (needs, ==, wanted[group].needs);
      g_assert_cmpint (course->level[1], ==, wanted[group].level);
      g_assert_cmpstr (clt_course_pass_get_name (course->pass), ==,
                       simulated ? "simulation" : wanted[group].pass);
      g_assert_cmpint (course->risk, ==, group == 'D' && course->code[1] >= '2' ? 4 : 1);
      g_assert_cmpint (course->institution, ==, group == 'E');
      g_assert_cmpint (course->validity_months, ==, 24);
      g_assert_cmpint (has_chinese (course->name), ==, chinese);
      g_assert_cmpint (has_chinese (course->description), ==, chinese);
      g_assert_cmpint (has_chinese (course->materials), ==, chinese);
      g_assert_nonnull (strpbrk (pass, "0123456789"));
    }

  /* a second time it is refused, and one undo takes all of it away */
  g_assert_false (
    clt_action_run (branch->conn, &info, add_preset, (gpointer) language, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error));
  none = clt_course_list (branch->conn, TRUE, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* ---- what comes first ---------------------------------------------------------------------- */

static void
test_cycle (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 level, a, b, c;

  branch_begin (branch);
  level = add_level (branch, "L0");
  a = add_course (branch, level, "A");
  b = add_course (branch, level, "B");
  c = add_course (branch, level, "C");
  need (branch, b, a);
  need (branch, c, b);
  need (branch, c, b); /* twice is once */
  g_assert_false (clt_course_add_need (branch->conn, a, a, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (clt_course_add_need (branch->conn, a, c, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "C C → B B → A A"));
  g_clear_error (&error);
  g_assert_true (clt_course_remove_need (branch->conn, c, b, &error));
  need (branch, a, c);
  branch_commit (branch);
}

/* What is refused is exactly what would lead back; the table never holds a cycle. */
static void
test_acyclic (Branch *branch, gconstpointer unused)
{
  enum
  {
    N = 9
  };
  gboolean reach[N][N] = { { FALSE } };
  gint64 ids[N], level;

  branch_begin (branch);
  level = add_level (branch, "L0");
  for (guint i = 0; i < N; i++)
    {
      const char code[] = { (char) ('A' + i), '\0' };

      ids[i] = add_course (branch, level, code);
      reach[i][i] = TRUE;
    }
  for (guint step = 0; step < 150; step++)
    {
      int from = g_test_rand_int_range (0, N), to = g_test_rand_int_range (0, N);
      g_autoptr (GError) error = NULL;
      gboolean added = clt_course_add_need (branch->conn, ids[from], ids[to], &error);

      g_assert_cmpint (added, ==, !reach[to][from]);
      if (!added)
        {
          g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
          continue;
        }
      for (guint i = 0; i < N; i++)
        for (guint k = 0; k < N; k++)
          reach[i][k] |= reach[i][from] && reach[to][k];
    }
  branch_commit (branch);
}

/* ---- editing ------------------------------------------------------------------------------- */

static void
assert_refused (Branch *branch, CltCourse *course)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (clt_course_save (branch->conn, course, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

static void
test_edit (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCourse) course = NULL;
  g_autoptr (CltCourse) back = NULL;
  gint64 level, a, b;

  branch_begin (branch);
  level = add_level (branch, "L0");
  a = add_course (branch, level, "A");
  b = add_course (branch, level, "B");
  need (branch, b, a);
  course = clt_course_load (branch->conn, a, &error);
  course->pass = CLT_PASS_QUIZ;
  assert_refused (branch, course); /* no mark */
  course->pass_mark = 100.5;
  assert_refused (branch, course);
  course->pass_mark = 80;
  course->risk = 6;
  assert_refused (branch, course);
  course->risk = 4;
  clt_set_str (&course->methods, "webinar rain");
  assert_refused (branch, course);
  clt_set_str (&course->methods, "webinar video");
  clt_set_str (&course->code, "b");
  assert_refused (branch, course);
  clt_set_str (&course->code, "A 1");
  assert_refused (branch, course);
  clt_set_str (&course->code, "A1");
  course->product_id = 123456;
  assert_refused (branch, course);
  course->product_id = 0;
  course->minutes = 90;
  course->archived = TRUE;
  assert_refused (branch, course); /* B needs it */
  course->archived = FALSE;
  g_assert_true (clt_course_save (branch->conn, course, &error));
  back = clt_course_load (branch->conn, a, &error);
  g_assert_cmpstr (back->code, ==, "A1");
  g_assert_cmpstr (back->methods, ==, "webinar video");
  g_assert_cmpfloat (back->pass_mark, ==, 80);
  g_assert_cmpint (back->risk, ==, 4);
  g_assert_cmpint (back->minutes, ==, 90);
  branch_commit (branch);
}

/* What is still to be held stays; when nobody needs it any more and it was held, it may go. */
static void
test_archive (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (CltCourse) course = NULL;
  gint64 level, a, b;

  branch_begin (branch);
  level = add_level (branch, "L0");
  a = add_course (branch, level, "A");
  b = add_course (branch, level, "B");
  branch_run (branch,
              "INSERT INTO course_session (id, course_id, code, method, first_day, last_day)"
              " VALUES (?, ?, '1', 'lecture', 20000, 20001)",
              "ii", branch_new_id (branch), a);
  course = clt_course_load (branch->conn, a, &error);
  course->archived = TRUE;
  assert_refused (branch, course);
  branch_run (branch, "UPDATE course_session SET state = 'held'", "");
  g_assert_true (clt_course_save (branch->conn, course, &error));
  g_assert_false (clt_course_add_need (branch->conn, b, a, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  left = clt_course_list (branch->conn, FALSE, &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_false (clt_course_delete (branch->conn, a, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (clt_course_delete (branch->conn, b, &error));
  branch_commit (branch);
}

static char *
join_codes (Branch *branch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) courses = clt_course_list (branch->conn, FALSE, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < courses->len; i++)
    g_string_append (text, ((CltCourse *) courses->pdata[i])->code);
  return g_string_free (text, FALSE);
}

static void
test_order (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  gint64 low, high, c;

  branch_begin (branch);
  low = add_level (branch, "L0");
  high = add_level (branch, "L1");
  add_course (branch, low, "A");
  add_course (branch, low, "B");
  c = add_course (branch, high, "C");
  first = join_codes (branch);
  g_assert_cmpstr (first, ==, "ABC");
  g_assert_true (clt_course_move (branch->conn, c, low, 1, &error));
  second = join_codes (branch);
  g_assert_cmpstr (second, ==, "ACB");
  g_assert_true (clt_course_move (branch->conn, c, high, 0, &error));
  g_assert_true (clt_course_level_move (branch->conn, high, 0, &error));
  third = join_codes (branch);
  g_assert_cmpstr (third, ==, "CAB");
  branch_commit (branch);
}

/* Materials are files, too; deleting the course lets go of them, undo brings them back. */
static void
test_materials (Branch *branch, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("slides", 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL, none = NULL, back = NULL;
  gint64 a;

  branch_begin (branch);
  a = add_course (branch, add_level (branch, "L0"), "A");
  clt_attachment_add (branch->conn, "course", a, "slides.pdf", bytes, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  files = clt_attachment_list (branch->conn, "course", a, &error);
  g_assert_cmpuint (files->len, ==, 1);

  branch_begin (branch);
  g_assert_true (clt_course_delete (branch->conn, a, &error));
  branch_commit (branch);
  none = clt_attachment_list (branch->conn, "course", a, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error));
  back = clt_attachment_list (branch->conn, "course", a, &error);
  g_assert_cmpuint (back->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/course/preset/en", Branch, "en", branch_set_up, test_preset, branch_tear_down);
  g_test_add ("/course/preset/zh", Branch, "zh_CN", branch_set_up, test_preset, branch_tear_down);
  g_test_add ("/course/cycle", Branch, NULL, branch_set_up, test_cycle, branch_tear_down);
  g_test_add ("/course/acyclic", Branch, NULL, branch_set_up, test_acyclic, branch_tear_down);
  g_test_add ("/course/edit", Branch, NULL, branch_set_up, test_edit, branch_tear_down);
  g_test_add ("/course/archive", Branch, NULL, branch_set_up, test_archive, branch_tear_down);
  g_test_add ("/course/order", Branch, NULL, branch_set_up, test_order, branch_tear_down);
  g_test_add ("/course/materials", Branch, NULL, branch_set_up, test_materials, branch_tear_down);
  return g_test_run ();
}

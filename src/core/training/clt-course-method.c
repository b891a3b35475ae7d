/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course.h"

#include <math.h>

#include "core/base/clt-i18n.h"

const char *const clt_course_methods[] = { "lecture",   "evening",    "webinar",
                                           "video",     "simulation", "one-to-one",
                                           "telephone", "trip",       NULL };

const char *
clt_course_method_get_label (const char *method)
{
  /* in the order of clt_course_methods */
  static const char *const labels[] = {
    N_ ("lecture"),           N_ ("evening class"), N_ ("webinar"),   N_ ("video"),
    N_ ("simulated trading"), N_ ("one to one"),    N_ ("telephone"), N_ ("field trip"),
  };

  for (guint i = 0; clt_course_methods[i] != NULL; i++)
    if (g_str_equal (clt_course_methods[i], method))
      return g_dgettext (GETTEXT_PACKAGE, labels[i]);
  return method;
}

static const char *const pass_names[CLT_N_PASSES] = {
  [CLT_PASS_ATTEND] = "attend",         [CLT_PASS_QUIZ] = "quiz", [CLT_PASS_EXAM] = "exam",
  [CLT_PASS_SIMULATION] = "simulation", [CLT_PASS_CASE] = "case", [CLT_PASS_REVIEW] = "review",
};

const char *
clt_course_pass_get_name (CltCoursePass pass)
{
  return pass_names[pass];
}

const char *
clt_course_pass_get_label (CltCoursePass pass)
{
  static const char *const labels[CLT_N_PASSES] = {
    [CLT_PASS_ATTEND] = NC_ ("course pass", "Attendance"),
    [CLT_PASS_QUIZ] = NC_ ("course pass", "Quiz"),
    [CLT_PASS_EXAM] = NC_ ("course pass", "Exam"),
    [CLT_PASS_SIMULATION] = NC_ ("course pass", "Simulated trading"),
    [CLT_PASS_CASE] = NC_ ("course pass", "Case work"),
    [CLT_PASS_REVIEW] = NC_ ("course pass", "Review of a plan"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "course pass", labels[pass]);
}

gboolean
clt_course_pass_from_name (const char *name, CltCoursePass *pass)
{
  for (guint i = 0; i < CLT_N_PASSES; i++)
    if (g_str_equal (pass_names[i], name))
      {
        *pass = i;
        return TRUE;
      }
  return FALSE;
}

char *
clt_course_format_pass (const CltCourse *course)
{
  int mark = (int) lround (course->pass_mark);

  switch (course->pass)
    {
    case CLT_PASS_QUIZ:
      /* Translators: points of 100 */
      return g_strdup_printf (_ ("quiz, %d points"), mark);
    case CLT_PASS_EXAM:
      /* Translators: points of 100 */
      return g_strdup_printf (_ ("exam, %d points"), mark);
    case CLT_PASS_SIMULATION:
      /* Translators: numbers of trading days and of trades */
      return g_strdup_printf (_ ("%d days and %d trades on the simulator"), course->sim_days,
                              course->sim_trades);
    case CLT_PASS_CASE:
      /* Translators: points of 100 */
      return g_strdup_printf (_ ("case work, %d points"), mark);
    case CLT_PASS_REVIEW:
      /* Translators: a plan that the client has written is looked at; points of 100 */
      return g_strdup_printf (_ ("plan reviewed, %d points"), mark);
    case CLT_PASS_ATTEND:
    default:
      return g_strdup (_ ("attendance"));
    }
}

char *
clt_course_format_hours (const CltCourse *course)
{
  return course->minutes == 0 ? g_strdup ("–")
                              /* Translators: hours of teaching, e.g. 1.5 */
                              : g_strdup_printf (_ ("%.3g h"), course->minutes / 60.0);
}

char *
clt_course_format_methods (const CltCourse *course)
{
  g_auto (GStrv) keys = g_strsplit (course->methods, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0')
      g_string_append_printf (text, "%s%s",
                              /* Translators: stands between two ways of holding a course */
                              text->len == 0 ? "" : C_ ("list", ", "),
                              clt_course_method_get_label (keys[i]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-course-field.h"

#include <math.h>
#include <stdlib.h>
#include "app/widgets/clt-field-place.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* What most courses ask for (domain 6); a course that asks for something else says so beside. */
#define USUAL_MARK 80
#define USUAL_DAYS 10
#define USUAL_TRADES 20

#define TEXT CLT_COURSE_FIELD_TEXT
#define LONG CLT_COURSE_FIELD_LONG
#define CHOICE CLT_COURSE_FIELD_CHOICE
#define SWITCH CLT_COURSE_FIELD_SWITCH

const CltCourseField clt_course_fields[] = {
  { "name", NC_ ("course field", "Name"), CLT_COURSE_GROUP_COURSE, TEXT },
  { "code", NC_ ("course field", "Code"), CLT_COURSE_GROUP_COURSE, TEXT },
  { "level", NC_ ("course field", "Level"), CLT_COURSE_GROUP_COURSE, CHOICE },
  { "hours", NC_ ("course field", "Hours of teaching"), CLT_COURSE_GROUP_COURSE, TEXT },
  { "description", NC_ ("course field", "What is taught"), CLT_COURSE_GROUP_COURSE, LONG },
  { "materials", NC_ ("course field", "Materials"), CLT_COURSE_GROUP_COURSE, LONG },
  { "lecture", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "evening", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "webinar", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "video", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "simulation", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "one-to-one", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "telephone", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "trip", NULL, CLT_COURSE_GROUP_METHODS, SWITCH },
  { "pass", NC_ ("course field", "Passed by"), CLT_COURSE_GROUP_PASS, CHOICE },
  { "mark", NC_ ("course field", "Points of 100"), CLT_COURSE_GROUP_PASS, TEXT },
  { "sim_days", NC_ ("course field", "Trading days on the simulator"), CLT_COURSE_GROUP_PASS,
    TEXT },
  { "sim_trades", NC_ ("course field", "Trades on the simulator"), CLT_COURSE_GROUP_PASS, TEXT },
  { "attempts", NC_ ("course field", "Attempts (0: as many as wanted)"), CLT_COURSE_GROUP_PASS,
    TEXT },
  { "validity", NC_ ("course field", "Certificate good for months (0: for ever)"),
    CLT_COURSE_GROUP_PASS, TEXT },
  { "risk", NC_ ("course field", "Lowest risk grade"), CLT_COURSE_GROUP_PEOPLE, CHOICE },
  { "institution", NC_ ("course field", "Only corporate and high-end clients"),
    CLT_COURSE_GROUP_PEOPLE, SWITCH },
  { "product", NC_ ("course field", "Promised as"), CLT_COURSE_GROUP_PEOPLE, CHOICE },
};
const guint clt_n_course_fields = G_N_ELEMENTS (clt_course_fields);

const char *
clt_course_field_get_label (const CltCourseField *field)
{
  return field->label == NULL ? clt_course_method_get_label (field->name)
                              : g_dpgettext2 (NULL, "course field", field->label);
}

const char *
clt_course_group_get_label (CltCourseGroup group)
{
  switch (group)
    {
    case CLT_COURSE_GROUP_COURSE:
      return C_ ("course field", "Course");
    case CLT_COURSE_GROUP_METHODS:
      return C_ ("course field", "Ways of teaching");
    case CLT_COURSE_GROUP_PASS:
      return C_ ("course field", "Passing");
    case CLT_COURSE_GROUP_PEOPLE:
      return C_ ("course field", "Suitability");
    case CLT_N_COURSE_GROUPS:
    default:
      g_return_val_if_reached ("");
    }
}

static gboolean
has_mark (const CltCourse *course)
{
  return course->pass != CLT_PASS_ATTEND && course->pass != CLT_PASS_SIMULATION;
}

gboolean
clt_course_field_applies (const CltCourseField *field, const CltCourse *course)
{
  if (g_str_equal (field->name, "mark"))
    return has_mark (course);
  if (g_str_equal (field->name, "attempts"))
    return course->pass != CLT_PASS_ATTEND;
  return !g_str_has_prefix (field->name, "sim_") || course->pass == CLT_PASS_SIMULATION;
}

/* ---- what is kept where ---------------------------------------------------------------------- */

#define PLACE(member) G_STRUCT_OFFSET (CltCourse, member)

static const CltFieldPlace places[] = {
  { "name", CLT_PLACE_TEXT, PLACE (name) },
  { "code", CLT_PLACE_TEXT, PLACE (code) },
  { "level", CLT_PLACE_ID, PLACE (level_id) },
  { "description", CLT_PLACE_LINES, PLACE (description) },
  { "materials", CLT_PLACE_LINES, PLACE (materials) },
  { "sim_days", CLT_PLACE_COUNT, PLACE (sim_days) },
  { "sim_trades", CLT_PLACE_COUNT, PLACE (sim_trades) },
  { "attempts", CLT_PLACE_COUNT, PLACE (attempts) },
  { "validity", CLT_PLACE_COUNT, PLACE (validity_months) },
  { "risk", CLT_PLACE_COUNT, PLACE (risk) },
  { "institution", CLT_PLACE_COUNT, PLACE (institution) },
  { "product", CLT_PLACE_ID, PLACE (product_id) },
  { NULL },
};

static gboolean
has_method (const CltCourse *course, const char *method)
{
  g_auto (GStrv) keys = g_strsplit (course->methods, " ", -1);

  return g_strv_contains ((const char *const *) keys, method);
}

/* In the order of clt_course_methods, whatever the order in which they were chosen. */
static void
set_method (CltCourse *course, const char *method, gboolean on)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; clt_course_methods[i] != NULL; i++)
    {
      const char *key = clt_course_methods[i];

      if (g_str_equal (key, method) ? on : has_method (course, key))
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", key);
    }
  clt_set_str (&course->methods, text->str);
}

/* 1.5, without zeros behind. */
static char *
format_decimal (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.4g", value));
}

char *
clt_course_field_dup (const CltCourseField *field, const CltCourse *course)
{
  const CltFieldPlace *place = clt_field_place_find (places, field->name);

  if (place != NULL)
    return clt_field_place_dup (place, course);
  if (field->group == CLT_COURSE_GROUP_METHODS)
    return g_strdup (has_method (course, field->name) ? "1" : "0");
  if (g_str_equal (field->name, "hours"))
    return format_decimal (course->minutes / 60.0);
  return g_str_equal (field->name, "mark") ? format_decimal (course->pass_mark)
                                           : g_strdup (clt_course_pass_get_name (course->pass));
}

/* ---- what was typed -------------------------------------------------------------------------- */

static gboolean
parse_decimal (const char *text, double most, double *number, GError **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  char *end;
  double value = g_ascii_strtod (clean, &end);

  if (end != clean && *end == '\0' && value >= 0 && value <= most)
    {
      *number = value;
      return TRUE;
    }
  /* Translators: what was typed, the largest number that may be. */
  return clt_store_refuse (error, _ ("“%s” is not a number from 0 to %d. Write it like 1.5."), text,
                           (int) most);
}

static void
set_pass (CltCourse *course, const char *key)
{
  clt_course_pass_from_name (key, &course->pass);
  if (has_mark (course) && course->pass_mark <= 0)
    course->pass_mark = USUAL_MARK;
  if (course->pass == CLT_PASS_SIMULATION && course->sim_days + course->sim_trades == 0)
    {
      course->sim_days = USUAL_DAYS;
      course->sim_trades = USUAL_TRADES;
    }
}

static gboolean
set_hours (CltCourse *course, const char *text, GError **error)
{
  double hours;

  if (!parse_decimal (text, 500, &hours, error))
    return FALSE;
  course->minutes = (int) lround (hours * 60);
  return TRUE;
}

gboolean
clt_course_field_set (const CltCourseField *field,
                      CltCourse *course,
                      const char *text,
                      GError **error)
{
  const CltFieldPlace *place = clt_field_place_find (places, field->name);

  if (place != NULL)
    return clt_field_place_set (place, course, text, error);
  if (g_str_equal (field->name, "hours"))
    return set_hours (course, text, error);
  if (g_str_equal (field->name, "mark"))
    return parse_decimal (text, 100, &course->pass_mark, error);
  if (field->group == CLT_COURSE_GROUP_METHODS)
    set_method (course, field->name, g_str_equal (text, "1"));
  else
    set_pass (course, text);
  return TRUE;
}

/* ---- choices --------------------------------------------------------------------------------- */

const char *const *
clt_course_field_get_choices (const CltCourseField *field)
{
  static const char *const passes[] = { "attend", "quiz",   "exam", "simulation",
                                        "case",   "review", NULL };
  static const char *const grades[] = { "1", "2", "3", "4", "5", NULL };

  if (g_str_equal (field->name, "pass"))
    return passes;
  return g_str_equal (field->name, "risk") ? grades : NULL;
}

const char *
clt_course_choice_get_label (const CltCourseField *field, const char *key)
{
  static const char *const grades[] = { "C1", "C2", "C3", "C4", "C5" };
  CltCoursePass pass;

  if (g_str_equal (field->name, "risk"))
    return grades[CLAMP (atoi (key), 1, 5) - 1];
  return clt_course_pass_from_name (key, &pass) ? clt_course_pass_get_label (pass) : key;
}

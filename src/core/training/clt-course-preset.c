/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/base/clt-text.h"
#include "core/training/clt-course.h"

/* That it is well-formed is seen to by a test. */
#define STARTER "/io/github/clientele/Clientele/training/starter-curriculum.json"

static const char *
get_text (JsonObject *object, const char *member, const char *language)
{
  return json_object_get_string_member (json_object_get_object_member (object, member), language);
}

static int
get_count (JsonObject *object, const char *member, int fallback)
{
  return (int) json_object_get_int_member_with_default (object, member, fallback);
}

static gboolean
add_needs (CltConn *conn, JsonObject *object, gint64 course_id, GError **error)
{
  JsonArray *needs = json_object_get_array_member (object, "needs");

  for (guint i = 0; i < json_array_get_length (needs); i++)
    {
      gint64 id = clt_course_find (conn, json_array_get_string_element (needs, i), error);

      if (id == 0 || !clt_course_add_need (conn, course_id, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_course (CltConn *conn,
            JsonObject *object,
            const char *language,
            gint64 level_id,
            int position,
            GError **error)
{
  g_autoptr (CltCourse) course = clt_course_new ();

  clt_set_str (&course->code, json_object_get_string_member (object, "code"));
  clt_set_str (&course->name, get_text (object, "name", language));
  clt_set_str (&course->description, get_text (object, "description", language));
  clt_set_str (&course->materials, get_text (object, "materials", language));
  clt_set_str (&course->methods, json_object_get_string_member (object, "methods"));
  clt_course_pass_from_name (json_object_get_string_member (object, "pass"), &course->pass);
  course->level_id = level_id;
  course->minutes = get_count (object, "minutes", 0);
  course->pass_mark = get_count (object, "mark", 0);
  course->sim_days = get_count (object, "days", 0);
  course->sim_trades = get_count (object, "trades", 0);
  course->risk = get_count (object, "risk", 1);
  course->institution = json_object_get_boolean_member_with_default (object, "institution", FALSE);
  course->position = position;
  return clt_course_save (conn, course, error) && add_needs (conn, object, course->id, error);
}

static gboolean
add_level (CltConn *conn, JsonObject *object, const char *language, int position, GError **error)
{
  JsonArray *courses = json_object_get_array_member (object, "courses");
  g_autoptr (CltCourseLevel) level = clt_course_level_new ();

  clt_set_str (&level->code, json_object_get_string_member (object, "code"));
  clt_set_str (&level->name, get_text (object, "name", language));
  level->position = position;
  if (!clt_course_level_save (conn, level, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (courses); i++)
    if (!add_course (conn, json_array_get_object_element (courses, i), language, level->id,
                     (int) i + 1, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_course_add_preset (CltConn *conn, const char *language, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *levels;
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT (SELECT count(*) FROM course)"
                         " + (SELECT count(*) FROM course_level)",
                         ""))
    return FALSE;
  if (n > 0)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                           _ ("There are levels or courses already; the starter curriculum is for "
                              "an empty one. Nothing was changed."));
      return FALSE;
    }
  if ((root = clt_resource_load_json (STARTER, error)) == NULL)
    return FALSE;
  if (language == NULL)
    /* Translators: the language of the starter curriculum's texts, "en" or "zh_CN". */
    language = C_ ("starter curriculum", "en");
  levels = json_object_get_array_member (json_node_get_object (root), "levels");
  for (guint i = 0; i < json_array_get_length (levels); i++)
    if (!add_level (conn, json_array_get_object_element (levels, i), language, (int) i + 1, error))
      return FALSE;
  return TRUE;
}

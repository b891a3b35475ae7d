/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-curriculum-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-listing.h"

CltCurriculum *
clt_curriculum_ref (CltCurriculum *curriculum)
{
  g_atomic_ref_count_inc (&curriculum->refs);
  return curriculum;
}

void
clt_curriculum_unref (CltCurriculum *curriculum)
{
  if (!g_atomic_ref_count_dec (&curriculum->refs))
    return;
  g_clear_pointer (&curriculum->levels, g_ptr_array_unref);
  g_clear_pointer (&curriculum->products, g_ptr_array_unref);
  g_clear_pointer (&curriculum->needs, clt_training_needs_free);
  g_free (curriculum);
}

const char *const clt_curriculum_tables[] = {
  "course",
  "course_level",
  "course_need",
  "course_result",
  "training_need",
  "enrolment",
  "course_session",
  "client",
  "account",
  "tier_history",
  "tier_override",
  "refusal",
  "product",
  "product_version",
  "setting",
  "rule",
  NULL,
};

gpointer
clt_curriculum_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltCurriculum) curriculum = g_new0 (CltCurriculum, 1);

  g_atomic_ref_count_init (&curriculum->refs);
  curriculum->levels = clt_course_level_list (conn, TRUE, error);
  if (curriculum->levels == NULL)
    return NULL;
  curriculum->products = clt_product_list (conn, clt_today (), FALSE, error);
  if (curriculum->products == NULL)
    return NULL;
  curriculum->needs = clt_training_needs_load (conn, 0, clt_today (), error);
  return curriculum->needs == NULL ? NULL : g_steal_pointer (&curriculum);
}

const CltCourse *
clt_curriculum_find (const CltCurriculum *curriculum, gint64 course_id)
{
  return clt_course_list_get (curriculum->needs->courses, course_id);
}

const CltCourseLevel *
clt_curriculum_find_level (const CltCurriculum *curriculum, gint64 chosen)
{
  const CltCourse *course = clt_curriculum_find (curriculum, chosen);
  gint64 id = course == NULL ? -chosen : course->level_id;

  for (guint i = 0; i < curriculum->levels->len; i++)
    if (((CltCourseLevel *) curriculum->levels->pdata[i])->id == id)
      return curriculum->levels->pdata[i];
  return NULL;
}

/* ---- words ----------------------------------------------------------------------------------- */

char *
clt_course_format_validity (const CltCourse *course)
{
  if (course->validity_months == 0)
    return g_strdup (C_ ("certificate", "for ever"));
  return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) course->validity_months),
                          course->validity_months);
}

guint
clt_curriculum_count_waiting (const CltCurriculum *curriculum, const CltCourse *course)
{
  g_autoptr (GPtrArray) list = clt_training_needs_list (curriculum->needs, course->id, -1);

  return list->len;
}

guint
clt_curriculum_count_holders (const CltCurriculum *curriculum, const CltCourse *course)
{
  g_autoptr (GPtrArray) list = clt_training_needs_list_holders (curriculum->needs, course->id);

  return list->len;
}

char *
clt_curriculum_format_sentence (const CltCurriculum *curriculum)
{
  const GPtrArray *courses = curriculum->needs->courses;
  const CltCourse *most = NULL;
  guint n = 0, best = 0;
  g_autofree char *count = NULL, *waiting = NULL;

  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];
      guint here = course->archived ? 0 : clt_curriculum_count_waiting (curriculum, course);

      n += !course->archived;
      if (here > best)
        {
          best = here;
          most = course;
        }
    }
  count = clt_count_format (n);
  waiting = clt_count_format (best);
  if (most == NULL)
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s course; nobody waits for one.",
                                      "%s courses; nobody waits for one.", n),
                            count);
  /* Translators: a number of courses, a number of clients, code and name of a course. */
  return g_strdup_printf (ngettext ("%s course; most are waiting, %s clients, for %s %s.",
                                    "%s courses; most clients, %s, are waiting for %s %s.", n),
                          count, waiting, most->code, most->name);
}

/* ---- the ladder ------------------------------------------------------------------------------ */

/* "A1, A2, A3": those of @courses that @course needs, or (@up) that need it. (nullable) */
static char *
dup_neighbours (const GPtrArray *courses, const CltCourse *course, gboolean up)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *other = courses->pdata[i];
      const CltCourse *first = up ? course : other, *second = up ? other : course;

      for (guint k = 0; k < second->needs->len; k++)
        if (g_array_index (second->needs, gint64, k) == first->id)
          g_string_append_printf (text, "%s%s", text->len == 0 ? "" : C_ ("list", ", "),
                                  other->code);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* @sentence: (transfer full) */
static void
take_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", sentence);
  g_free (sentence);
}

/* All that the card shows, and the ways, in words. */
static char *
describe (const CltCurriculum *curriculum, const CltCourse *course, const char *counts)
{
  GString *text = g_string_new (NULL);
  g_autofree char *hours = clt_course_format_hours (course);
  g_autofree char *methods = clt_course_format_methods (course);
  g_autofree char *pass = clt_course_format_pass (course);
  g_autofree char *validity = clt_course_format_validity (course);
  g_autofree char *needs = dup_neighbours (curriculum->needs->courses, course, FALSE);
  g_autofree char *opens = dup_neighbours (curriculum->needs->courses, course, TRUE);

  /* Translators: %s is the code of a level. */
  take_sentence (text, g_strdup_printf (_ ("Level %s."), course->level));
  /* Translators: %s is a number of hours. */
  take_sentence (text, g_strdup_printf (_ ("Duration: %s."), hours));
  if (*methods != '\0')
    /* Translators: %s is a list of ways of teaching. */
    take_sentence (text, g_strdup_printf (_ ("Held as: %s."), methods));
  /* Translators: %s is what passes a course. */
  take_sentence (text, g_strdup_printf (_ ("Passed by: %s."), pass));
  /* Translators: %s is a number of months. */
  take_sentence (text, g_strdup_printf (_ ("The certificate is good for: %s."), validity));
  if (needs != NULL)
    /* Translators: %s is a list of codes of courses. */
    take_sentence (text, g_strdup_printf (_ ("Comes after: %s."), needs));
  if (opens != NULL)
    /* Translators: %s is a list of codes of courses. */
    take_sentence (text, g_strdup_printf (_ ("Leads to: %s."), opens));
  /* Translators: %s tells how many clients hold a course and wait for it. */
  take_sentence (text, g_strdup_printf (_ ("Clients: %s."), counts));
  return g_string_free (text, FALSE);
}

static char *
dup_counts (guint holders, guint waiting)
{
  g_autofree char *held = clt_count_format (holders);
  g_autofree char *waited = clt_count_format (waiting);

  /* Translators: two numbers of clients: who hold a course, who wait for it. Very short. */
  return g_strdup_printf (_ ("%s hold · %s wait"), held, waited);
}

static void
add_course (CltLadder *ladder, const CltCurriculum *curriculum, const CltCourse *course)
{
  guint waiting = clt_curriculum_count_waiting (curriculum, course);
  g_autofree char *hours = clt_course_format_hours (course);
  g_autofree char *validity = clt_course_format_validity (course);
  /* Translators: hours of a course, how long its certificate is good. */
  g_autofree char *first = g_strdup_printf (C_ ("course", "%s · %s"), hours, validity);
  g_autofree char *methods = clt_course_format_methods (course);
  g_autofree char *counts = dup_counts (clt_curriculum_count_holders (curriculum, course), waiting);
  g_autofree char *description = describe (curriculum, course, counts);
  g_autofree char *grade = course->risk > 1 ? g_strdup_printf ("C%d", course->risk) : NULL;
  const CltLadderCard card = {
    .id = course->id,
    .code = course->code,
    .name = course->name,
    .mark = grade,
    .facts = { first, methods, counts },
    .description = description,
    .strong = waiting > 0,
    .faint = course->archived,
  };

  clt_ladder_add_card (ladder, &card);
}

/* So that a level without courses can be gone to, changed and put away. */
static void
add_vacancy (CltLadder *ladder, const CltCourseLevel *level)
{
  const CltLadderCard card = {
    .id = -level->id,
    .code = level->code,
    .name = level->name,
    .facts = { level->archived ? _ ("Archived") : _ ("No course in use") },
    .description = level->archived ? _ ("Archived") : _ ("No course in use"),
    .faint = level->archived,
    .vacant = TRUE,
  };

  clt_ladder_add_card (ladder, &card);
}

static void
add_level (CltLadder *ladder,
           const CltCurriculum *curriculum,
           const CltCourseLevel *level,
           gboolean archive)
{
  const GPtrArray *courses = curriculum->needs->courses;
  guint before = clt_ladder_get_n_cards (ladder);

  clt_ladder_add_level (ladder, level->code, level->name, "");
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];

      if (course->level_id == level->id && (archive || !course->archived))
        add_course (ladder, curriculum, course);
    }
  if (clt_ladder_get_n_cards (ladder) == before)
    add_vacancy (ladder, level);
}

CltLadder *
clt_curriculum_build_ladder (const CltCurriculum *curriculum, gboolean archive)
{
  const GPtrArray *courses = curriculum->needs->courses;
  CltLadder *ladder = clt_ladder_new ();

  for (guint i = 0; i < curriculum->levels->len; i++)
    {
      const CltCourseLevel *level = curriculum->levels->pdata[i];

      if (!level->archived || archive)
        add_level (ladder, curriculum, level, archive);
    }
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];

      for (guint k = 0; k < course->needs->len; k++)
        clt_ladder_add_need (ladder, g_array_index (course->needs, gint64, k), course->id);
    }
  return ladder;
}

/* ---- files and paper ------------------------------------------------------------------------- */

CltPaper *
clt_curriculum_print (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltCurriculum) curriculum =
    clt_curriculum_load (conn, NULL, options->cancellable, error);
  g_autofree char *sentence = NULL;

  if (curriculum == NULL)
    return NULL;
  sentence = clt_curriculum_format_sentence (curriculum);
  return clt_paper_new_ladder (conn,
                               clt_curriculum_build_ladder (curriculum, *(const gboolean *) data),
                               sentence, options);
}

gboolean
clt_curriculum_export (CltConn *conn,
                       gpointer data,
                       const CltExportOptions *options,
                       GError **error)
{
  g_autoptr (CltListing) listing = NULL;
  g_autoptr (CltPaper) paper = NULL;

  if (g_str_has_suffix (options->path, ".xlsx") || g_str_has_suffix (options->path, ".csv"))
    {
      listing = clt_listing_new_curriculum (conn, *(const gboolean *) data, error);
      return listing != NULL && clt_export_listing (conn, listing, options, error);
    }
  paper = clt_curriculum_print (conn, data, options, error);
  return paper != NULL && clt_paper_export (paper, conn, options, error);
}

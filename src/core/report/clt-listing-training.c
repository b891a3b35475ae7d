/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/report/clt-listing-private.h"
#include "core/training/clt-course.h"

/* Ratios and means are texts that stand like numbers. */
static CltStyle
get_style (CltTallyColumn column)
{
  if (clt_tally_column_get_figure (column) != CLT_N_TALLIES)
    return CLT_STYLE_COUNT;
  return column < CLT_TALLY_COLUMN_REGISTERED ? CLT_STYLE_TEXT : CLT_STYLE_NOTE;
}

CltListing *
clt_listing_new_results (const GPtrArray *lines)
{
  CltListing *listing = clt_listing_new ("results", _ ("Results of Training"),
                                         _ ("courses and sessions"), clt_today ());

  for (CltTallyColumn i = 0; i < CLT_N_TALLY_COLUMNS; i++)
    clt_listing_add_column (listing, clt_tally_column_get_title (i), get_style (i));
  for (guint row = 0; row < lines->len; row++)
    for (CltTallyColumn i = 0; i < CLT_N_TALLY_COLUMNS; i++)
      {
        const CltTally *line = lines->pdata[row];
        CltTallyFigure figure = clt_tally_column_get_figure (i);
        g_autofree char *text = clt_tally_dup_cell (line, i);

        clt_listing_add_cell (listing, text,
                              figure == CLT_N_TALLIES ? CLT_MONEY_NONE : line->n[figure]);
      }
  return listing;
}

/* ---- the curriculum -------------------------------------------------------------------------- */

static char *
dup_needs (const GPtrArray *courses, const CltCourse *course)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *needed =
        clt_course_list_get (courses, g_array_index (course->needs, gint64, i));

      if (needed != NULL)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : C_ ("list", ", "),
                                needed->code);
    }
  return g_string_free (text, FALSE);
}

static const char *
get_level_name (const GPtrArray *levels, gint64 id)
{
  for (guint i = 0; i < levels->len; i++)
    if (((CltCourseLevel *) levels->pdata[i])->id == id)
      return ((CltCourseLevel *) levels->pdata[i])->name;
  return "";
}

static void
add_course (CltListing *listing,
            const GPtrArray *levels,
            const GPtrArray *courses,
            const CltCourse *course)
{
  g_autofree char *methods = clt_course_format_methods (course);
  g_autofree char *needs = dup_needs (courses, course);

  clt_listing_add_text (listing, course->level);
  clt_listing_add_text (listing, get_level_name (levels, course->level_id));
  clt_listing_add_text (listing, course->code);
  clt_listing_add_text (listing, course->name);
  clt_listing_add_text (listing, needs);
  clt_listing_add_number (listing, course->minutes);
  clt_listing_add_text (listing, methods);
  clt_listing_add_text (listing, clt_course_pass_get_label (course->pass));
  clt_listing_add_number (listing, (int) course->pass_mark);
  clt_listing_add_number (listing, course->attempts);
  clt_listing_add_number (listing, course->sim_days);
  clt_listing_add_number (listing, course->sim_trades);
  clt_listing_add_number (listing, course->risk);
  clt_listing_add_number (listing, course->validity_months);
  clt_listing_add_text (listing, course->institution ? _ ("Yes") : "");
  clt_listing_add_text (listing, course->archived ? _ ("Archived") : "");
  clt_listing_add_text (listing, course->description);
  clt_listing_add_text (listing, course->materials);
}

CltListing *
clt_listing_new_curriculum (CltConn *conn, gboolean archived, GError **error)
{
  static const CltListingColumn columns[] = {
    { NC_ ("curriculum sheet", "Level"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Level name"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Course code"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Course name"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Prerequisites"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Minutes"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Methods"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Assessment"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Pass mark"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Attempts"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Trading days on the simulator"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Trades on the simulator"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Risk level"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Validity months"), CLT_STYLE_COUNT },
    { NC_ ("curriculum sheet", "Institutions only"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "State"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Description"), CLT_STYLE_TEXT },
    { NC_ ("curriculum sheet", "Materials"), CLT_STYLE_TEXT },
  };
  g_autoptr (CltListing) listing =
    clt_listing_new ("curriculum", _ ("Curriculum"), _ ("levels and courses"), clt_today ());
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, TRUE, error);
  g_autoptr (GPtrArray) courses = NULL;

  if (levels == NULL)
    return NULL;
  courses = clt_course_list (conn, archived, error);
  if (courses == NULL)
    return NULL;
  clt_listing_add_columns (listing, "curriculum sheet", columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < courses->len; i++)
    add_course (listing, levels, courses, courses->pdata[i]);
  return g_steal_pointer (&listing);
}

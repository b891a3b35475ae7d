/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-need-grid.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-figure-grid.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* The columns: all tiers together, then from the highest down to those without. */
static const int tiers[] = {
  -1, CLT_TIER_HIGH_END, CLT_TIER_MAJOR, CLT_TIER_ORDINARY, CLT_TIER_SMALL, CLT_TIER_UNRATED,
};

static const char *
get_tier_label (int tier)
{
  return tier < 0 ? C_ ("tiers", "All") : clt_tier_get_label ((CltTier) tier);
}

static void
add_figure (GtkGrid *grid, const char *course, const CltNeedQuestion *question, guint n, int at)
{
  g_autofree char *count = clt_count_format (n);
  /* Translators: a course, a tier, a number of clients. */
  g_autofree char *name = g_strdup_printf (ngettext ("%s, %s: %s client", "%s, %s: %s clients", n),
                                           course, get_tier_label (question->tier), count);
  GtkWidget *button;
  int column = 1;

  while (tiers[column - 1] != question->tier)
    column++;
  if (n == 0)
    {
      clt_figure_grid_add_label (grid, column, at, "–", "dim-label");
      return;
    }
  button = clt_figure_grid_add_figure (grid, column, at, count, "need.show-list",
                                       g_variant_new ("(xi)", question->course_id, question->tier));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* @course: NULL for all together. */
static void
add_line (GtkGrid *grid, const CltCurriculum *curriculum, const CltCourse *course, int at)
{
  g_autofree char *name = course == NULL ? g_strdup (_ ("Any course"))
                                         : g_strdup_printf ("%s %s", course->code, course->name);

  clt_figure_grid_add_name (grid, at, name, course == NULL ? "heading" : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    {
      const CltNeedQuestion question = { course == NULL ? 0 : course->id, tiers[i] };

      add_figure (grid, name, &question, clt_need_question_count (&question, curriculum), at);
    }
}

static void
add_heads (GtkGrid *grid)
{
  clt_figure_grid_add_label (grid, 0, 0, C_ ("need", "Course"), "dim-label");
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    {
      GtkWidget *label =
        clt_figure_grid_add_label (grid, (int) i + 1, 0, get_tier_label (tiers[i]), "dim-label");

      /* the names of the courses may take two lines, these may not */
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
    }
}

void
clt_need_grid_fill (GtkGrid *grid, const CltCurriculum *curriculum)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (grid));
  const GPtrArray *courses = curriculum->needs->courses;
  GtkWidget *child;
  int column = 0, row = 0, at = 1;

  if (focused != NULL)
    gtk_grid_query_child (grid, focused, &column, &row, NULL, NULL);
  clt_figure_grid_clear (grid);
  add_heads (grid);
  add_line (grid, curriculum, NULL, at++);
  for (guint i = 0; i < courses->len; i++)
    if (!((CltCourse *) courses->pdata[i])->archived)
      add_line (grid, curriculum, courses->pdata[i], at++);
  child = focused == NULL ? NULL : gtk_grid_get_child_at (grid, column, row);
  if (child != NULL && !gtk_widget_grab_focus (child))
    clt_need_grid_focus (grid);
}

void
clt_need_grid_mark (GtkGrid *grid, const CltCurriculum *curriculum, const CltNeedQuestion *question)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gint64 course;
      int tier;

      if (!GTK_IS_BUTTON (child))
        continue;
      g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (child)), "(xi)",
                     &course, &tier);
      clt_css_class_set (child, "shown", course == question->course_id && tier == question->tier);
    }
}

gboolean
clt_need_grid_focus (GtkGrid *grid)
{
  return gtk_widget_child_focus (GTK_WIDGET (grid), GTK_DIR_TAB_FORWARD);
}

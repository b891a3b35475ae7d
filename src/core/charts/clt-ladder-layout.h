/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where everything of a curriculum's ladder stands: a rung a level, the shallow one at the bottom; in it
 * the courses as cards on one grid of columns; and the ways from each course to those that need it. A
 * way is drawn along and across, between the rows and through the gaps between the columns, so that it
 * never touches a third card. Courses that need the same ones share one line; lines that mean different
 * things never run on top of each other. Pure geometry: no text, no colour.
 *
 * O(courses x needs), a few microseconds a course. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint from, to; /* indices of courses: @from comes before @to */
} CltLadderNeed;

/* What is laid out. */
typedef struct
{
  guint n_levels;
  const guint *levels; /* of each course, in their order within it; 0 is the bottom */
  guint n_courses;
  const CltLadderNeed *needs;
  guint n_needs;
} CltLadderShape;

/* In units of the drawing. */
typedef struct
{
  double card_min, card_max; /* widths */
  double card_height;
  double gap;   /* between columns, where ways pass */
  double pad;   /* of a rung around its cards */
  double track; /* between two lines side by side */
  double label; /* width of what stands left of the cards */
} CltLadderMetrics;

typedef struct
{
  double x, y, width, height;
} CltLadderBox;

typedef struct
{
  double x, y;
} CltLadderPoint;

#define CLT_LADDER_MAX_POINTS 6

typedef struct
{
  CltLadderNeed need;
  guint n_points;
  /* From card to card; the last stretch has the arrow. */
  CltLadderPoint points[CLT_LADDER_MAX_POINTS];
} CltLadderWay;

typedef struct
{
  double width, height;
  guint n_rows, n_columns;
  GArray *rungs; /* CltLadderBox: of each level */
  GArray *cards; /* CltLadderBox: of each course */
  GArray *rows;  /* guint: of each course, counted from the bottom */
  GArray *ways;  /* CltLadderWay: of each need */
} CltLadderLayout;

/* As wide as @width, or as little more as one column asks for; @height is filled as far as that looks
 * well. A level with more courses than there are columns takes several rows. */
CltLadderLayout *clt_ladder_layout_new (const CltLadderShape *shape,
                                        const CltLadderMetrics *metrics,
                                        double width,
                                        double height);
void clt_ladder_layout_free (CltLadderLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLadderLayout, clt_ladder_layout_free)
double clt_ladder_metrics_get_min_width (const CltLadderMetrics *metrics);

typedef enum
{
  CLT_LADDER_LEFT,
  CLT_LADDER_RIGHT,
  CLT_LADDER_UP,         /* to a course that needs this one; none: the nearest one above */
  CLT_LADDER_DOWN,       /* to a course that this one needs; none: the nearest one below */
  CLT_LADDER_LEVEL_UP,   /* the nearest one of the next level that has courses */
  CLT_LADDER_LEVEL_DOWN, /* and of the one before */
  CLT_LADDER_FIRST,      /* of the level */
  CLT_LADDER_LAST,
} CltLadderStep;
/* The course where @step leads from @course; @course itself when there is none. */
guint clt_ladder_layout_step (const CltLadderLayout *layout,
                              const CltLadderShape *shape,
                              guint course,
                              CltLadderStep step);
/* Marks in @marks, one a course, what @course needs, over any number of others (@up: what needs it).
 * @course itself is not marked. */
void
clt_ladder_shape_mark (const CltLadderShape *shape, guint course, gboolean up, gboolean *marks);

G_END_DECLS

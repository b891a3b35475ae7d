/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of every ladder, of whatever courses and at whatever width: nothing on top of anything,
 * no way through a card, and no two lines on each other that could be read wrong. */
#include "core/charts/clt-ladder-layout.h"

#include <math.h>

static const CltLadderMetrics metrics = { 130, 240, 96, 20, 9, 6, 70 };

typedef struct
{
  CltLadderShape shape;
  guint levels[40];
  CltLadderNeed needs[400];
} Ladder;

/* Courses by level, as they are listed; needs along a hidden order, so that there is no circle but any
 * direction: up, down and beside. */
static void
make (Ladder *ladder)
{
  guint n = (guint) g_test_rand_int_range (0, 40);
  guint order[40];
  double density = g_test_rand_double_range (0, 0.4);

  ladder->shape =
    (CltLadderShape){ (guint) g_test_rand_int_range (1, 8), ladder->levels, n, ladder->needs, 0 };
  for (guint i = 0; i < n; i++)
    {
      ladder->levels[i] = i * ladder->shape.n_levels / n;
      order[i] = i;
    }
  for (guint i = 0; g_test_rand_bit () && i < n; i++)
    {
      guint other = (guint) g_test_rand_int_range (0, (int) n), kept = order[i];

      order[i] = order[other];
      order[other] = kept;
    }
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < i && ladder->shape.n_needs < G_N_ELEMENTS (ladder->needs); k++)
      if (g_test_rand_double () < density)
        ladder->needs[ladder->shape.n_needs++] = (CltLadderNeed){ order[k], order[i] };
}

static const CltLadderBox *
get_card (const CltLadderLayout *layout, guint i)
{
  return &g_array_index (layout->cards, CltLadderBox, i);
}

static gboolean
overlap (double a, double a_size, double b, double b_size)
{
  return a < b + b_size && b < a + a_size;
}

static void
check_cards (const Ladder *ladder, const CltLadderLayout *layout)
{
  for (guint i = 0; i < ladder->shape.n_courses; i++)
    {
      const CltLadderBox *box = get_card (layout, i);
      const CltLadderBox *rung = &g_array_index (layout->rungs, CltLadderBox, ladder->levels[i]);

      g_assert_cmpfloat (box->x, >=, metrics.label);
      g_assert_cmpfloat (box->x + box->width, <=, layout->width);
      g_assert_cmpfloat (box->width, >=, metrics.card_min);
      g_assert_cmpfloat (box->y, >=, rung->y);
      g_assert_cmpfloat (box->y + box->height, <=, rung->y + rung->height);
      for (guint k = 0; k < i; k++)
        {
          const CltLadderBox *other = get_card (layout, k);

          g_assert_false (overlap (box->x, box->width, other->x, other->width) &&
                          overlap (box->y, box->height, other->y, other->height));
        }
    }
}

static void
check_rungs (const Ladder *ladder, const CltLadderLayout *layout)
{
  for (guint i = 0; i < ladder->shape.n_levels; i++)
    {
      const CltLadderBox *rung = &g_array_index (layout->rungs, CltLadderBox, i);

      g_assert_cmpfloat (rung->y, >=, 0);
      g_assert_cmpfloat (rung->y + rung->height, <=, layout->height);
      if (i > 0) /* the deeper one above */
        g_assert_cmpfloat (rung->y + rung->height, <=,
                           g_array_index (layout->rungs, CltLadderBox, i - 1).y);
    }
}

/* Touches at its ends its own two cards, and nothing else. */
static void
check_way (const Ladder *ladder, const CltLadderLayout *layout, const CltLadderWay *way)
{
  const CltLadderPoint *last = &way->points[way->n_points - 1];
  const CltLadderBox *from = get_card (layout, way->need.from);
  const CltLadderBox *to = get_card (layout, way->need.to);

  g_assert_cmpuint (way->n_points, >=, 2);
  g_assert_cmpfloat (way->points[0].x, >=, from->x);
  g_assert_cmpfloat (way->points[0].x, <=, from->x + from->width);
  g_assert_true (last->y == to->y || last->y == to->y + to->height || last->x == to->x ||
                 last->x == to->x + to->width);
  for (guint i = 1; i < way->n_points; i++)
    {
      const CltLadderPoint *a = &way->points[i - 1], *b = &way->points[i];

      g_assert_true (a->x == b->x || a->y == b->y);
      g_assert_cmpfloat (MIN (a->x, b->x), >=, metrics.label);
      g_assert_cmpfloat (MAX (a->x, b->x), <=, layout->width);
      g_assert_cmpfloat (MIN (a->y, b->y), >=, 0);
      g_assert_cmpfloat (MAX (a->y, b->y), <=, layout->height);
      for (guint k = 0; k < ladder->shape.n_courses; k++)
        {
          const CltLadderBox *box = get_card (layout, k);

          g_assert_false (MIN (a->x, b->x) < box->x + box->width && MAX (a->x, b->x) > box->x &&
                          MIN (a->y, b->y) < box->y + box->height && MAX (a->y, b->y) > box->y);
        }
    }
}

static gboolean
is_needed (const Ladder *ladder, guint from, guint to)
{
  for (guint i = 0; i < ladder->shape.n_needs; i++)
    if (ladder->needs[i].from == from && ladder->needs[i].to == to)
      return TRUE;
  return FALSE;
}

static gboolean
run_on_each_other (const CltLadderWay *a, const CltLadderWay *b)
{
  for (guint i = 1; i < a->n_points; i++)
    for (guint k = 1; k < b->n_points; k++)
      {
        const CltLadderPoint *p = &a->points[i - 1], *q = &a->points[i];
        const CltLadderPoint *r = &b->points[k - 1], *s = &b->points[k];

        if (p->x == q->x && r->x == s->x && fabs (p->x - r->x) < 0.01 &&
            overlap (MIN (p->y, q->y), fabs (p->y - q->y), MIN (r->y, s->y), fabs (r->y - s->y)))
          return TRUE;
        if (p->y == q->y && r->y == s->y && fabs (p->y - r->y) < 0.01 &&
            overlap (MIN (p->x, q->x), fabs (p->x - q->x), MIN (r->x, s->x), fabs (r->x - s->x)))
          return TRUE;
      }
  return FALSE;
}

/* Where two ways share a line, whichever end one follows is true. */
static void
check_reading (const Ladder *ladder, const CltLadderLayout *layout)
{
  for (guint i = 0; i < layout->ways->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const CltLadderWay *a = &g_array_index (layout->ways, CltLadderWay, i);
        const CltLadderWay *b = &g_array_index (layout->ways, CltLadderWay, k);

        if (a->need.from != b->need.from && a->need.to != b->need.to && run_on_each_other (a, b))
          g_assert_true (is_needed (ladder, a->need.from, b->need.to) &&
                         is_needed (ladder, b->need.from, a->need.to));
      }
}

static void
check_steps (const Ladder *ladder, const CltLadderLayout *layout)
{
  const CltLadderShape *shape = &ladder->shape;

  for (guint i = 0; i < shape->n_courses; i++)
    {
      guint first = clt_ladder_layout_step (layout, shape, i, CLT_LADDER_FIRST);
      guint at = first, steps = 0;

      /* every course of the level, and then no further */
      while (clt_ladder_layout_step (layout, shape, at, CLT_LADDER_RIGHT) != at)
        {
          guint next = clt_ladder_layout_step (layout, shape, at, CLT_LADDER_RIGHT);

          g_assert_cmpuint (clt_ladder_layout_step (layout, shape, next, CLT_LADDER_LEFT), ==, at);
          at = next;
          steps++;
        }
      g_assert_cmpuint (at, ==, clt_ladder_layout_step (layout, shape, i, CLT_LADDER_LAST));
      g_assert_cmpuint (steps, ==, at - first);
      at = clt_ladder_layout_step (layout, shape, i, CLT_LADDER_LEVEL_UP);
      g_assert_true (at == i || ladder->levels[at] > ladder->levels[i]);
      at = clt_ladder_layout_step (layout, shape, i, CLT_LADDER_UP);
      g_assert_true (at == i || get_card (layout, at)->y < get_card (layout, i)->y);
    }
}

static void
test_random (void)
{
  for (int round = 0; round < 60; round++)
    {
      Ladder ladder;
      double width = g_test_rand_double_range (100, 2000);
      g_autoptr (CltLadderLayout) layout = NULL;

      make (&ladder);
      layout = clt_ladder_layout_new (&ladder.shape, &metrics, width,
                                      g_test_rand_double_range (100, 2000));
      g_assert_cmpfloat (layout->width, >=, width);
      check_rungs (&ladder, layout);
      check_cards (&ladder, layout);
      for (guint i = 0; i < layout->ways->len; i++)
        check_way (&ladder, layout, &g_array_index (layout->ways, CltLadderWay, i));
      check_reading (&ladder, layout);
      check_steps (&ladder, layout);
    }
}

/* Three courses that all need the same three share one line; the way past a level goes through a gap;
 * two neighbours are joined directly. */
static void
test_known (void)
{
  static const guint levels[] = { 0, 0, 0, 1, 1, 1, 2, 2 };
  static const CltLadderNeed needs[] = { { 0, 3 }, { 1, 3 }, { 2, 3 }, { 0, 4 },
                                         { 1, 4 }, { 2, 4 }, { 0, 6 }, { 6, 7 } };
  const CltLadderShape shape = { 3, levels, 8, needs, 8 };
  g_autoptr (CltLadderLayout) layout = clt_ladder_layout_new (&shape, &metrics, 700, 100);
  gboolean marks[8] = { FALSE };

  g_assert_cmpuint (layout->n_rows, ==, 3);
  g_assert_cmpuint (layout->n_columns, ==, 3);
  for (guint i = 1; i < 6; i++)
    g_assert_cmpfloat (g_array_index (layout->ways, CltLadderWay, i).points[2].y, ==,
                       g_array_index (layout->ways, CltLadderWay, 0).points[2].y);
  g_assert_cmpuint (g_array_index (layout->ways, CltLadderWay, 6).n_points, ==, 6);
  g_assert_cmpuint (g_array_index (layout->ways, CltLadderWay, 7).n_points, ==, 2);
  g_assert_cmpuint (clt_ladder_layout_step (layout, &shape, 1, CLT_LADDER_UP), ==, 4);
  g_assert_cmpuint (clt_ladder_layout_step (layout, &shape, 5, CLT_LADDER_DOWN), ==, 2);
  g_assert_cmpuint (clt_ladder_layout_step (layout, &shape, 7, CLT_LADDER_DOWN), ==, 4);
  clt_ladder_shape_mark (&shape, 7, FALSE, marks);
  g_assert_true (marks[6] && marks[0] && !marks[7] && !marks[3] && !marks[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ladder/known", test_known);
  g_test_add_func ("/ladder/random", test_random);
  return g_test_run ();
}

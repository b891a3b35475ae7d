/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/charts/clt-ladder-layout.h"

#include <math.h>

/* Where ways leave and enter a card, as parts of its width: each kind has its place, so that the
 * stretches of two cards above one another never meet. */
#define LEAVES_UP 0.42
#define ENTERS_UP 0.58
#define LEAVES_DOWN 0.22
#define ENTERS_DOWN 0.78

/* Empty room between rows is given out up to so many times what the lines need at least. */
#define MOST_ROOM 2.5
#define LEAST_TRACKS 4

/* A horizontal line in a channel: the room below row number @channel. */
typedef struct
{
  guint channel;
  double low, high;
  guint track;
} Line;

/* A vertical line through a gap: left of column number @gap. */
typedef struct
{
  guint gap, slot;
} Pass;

typedef struct
{
  gboolean direct; /* to the card beside it */
  gboolean leaves_up, enters_up;
  int line; /* from the card; or, where there is no other, to the other card as well */
  int pass; /* -1: none is needed */
  int last; /* the line to the other card */
} Route;

typedef struct
{
  const CltLadderShape *shape;
  const CltLadderMetrics *metrics;
  CltLadderLayout *layout;
  GArray *columns;    /* guint: of each course */
  GArray *row_levels; /* guint: of each row */
  GArray *row_filled; /* gboolean: has cards */
  GArray *routes;     /* Route: of each need */
  GArray *lines;      /* Line */
  GArray *passes;     /* Pass */
  GHashTable *keys;   /* char* -> index + 1 of lines and passes */
  guint *per_gap;     /* passes through each gap */
  guint *tracks;      /* of each channel */
} Plan;

#define ROW(plan, i) g_array_index ((plan)->layout->rows, guint, i)
#define COLUMN(plan, i) g_array_index ((plan)->columns, guint, i)
#define CARD(layout, i) g_array_index ((layout)->cards, CltLadderBox, i)

static void
plan_clear (Plan *plan)
{
  g_clear_pointer (&plan->columns, g_array_unref);
  g_clear_pointer (&plan->row_levels, g_array_unref);
  g_clear_pointer (&plan->row_filled, g_array_unref);
  g_clear_pointer (&plan->routes, g_array_unref);
  g_clear_pointer (&plan->lines, g_array_unref);
  g_clear_pointer (&plan->passes, g_array_unref);
  g_clear_pointer (&plan->keys, g_hash_table_unref);
  g_clear_pointer (&plan->per_gap, g_free);
  g_clear_pointer (&plan->tracks, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* ---- rows and columns ----------------------------------------------------------------------- */

static void
add_row (Plan *plan, guint level, gboolean filled)
{
  g_array_append_val (plan->row_levels, level);
  g_array_append_val (plan->row_filled, filled);
  plan->layout->n_rows++;
}

/* The courses of a level in rows of nearly the same length, the first row on top. */
static void
place_level (Plan *plan, guint level, guint n)
{
  const CltLadderShape *shape = plan->shape;
  guint n_rows = MAX ((n + plan->layout->n_columns - 1) / plan->layout->n_columns, 1);
  guint per_row = MAX ((n + n_rows - 1) / n_rows, 1);
  guint top = plan->layout->n_rows + n_rows - 1;
  guint index = 0;

  for (guint i = 0; i < n_rows; i++)
    add_row (plan, level, n > 0);
  for (guint i = 0; i < shape->n_courses; i++)
    if (shape->levels[i] == level)
      {
        ROW (plan, i) = top - index / per_row;
        COLUMN (plan, i) = index % per_row;
        index++;
      }
}

static void
place_courses (Plan *plan, double width)
{
  const CltLadderMetrics *metrics = plan->metrics;
  double pitch = metrics->card_min + metrics->gap;
  double room = width - metrics->label - metrics->gap;
  g_autofree guint *counts = g_new0 (guint, plan->shape->n_levels + 1);
  guint most = 1;

  for (guint i = 0; i < plan->shape->n_courses; i++)
    {
      guint n = ++counts[plan->shape->levels[i]];

      most = MAX (most, n);
    }
  plan->layout->n_columns = (guint) CLAMP (floor (room / pitch), 1, most);
  for (guint level = 0; level < plan->shape->n_levels; level++)
    place_level (plan, level, counts[level]);
}

static void
place_cards_across (Plan *plan, double width)
{
  const CltLadderMetrics *metrics = plan->metrics;
  double pitch = (width - metrics->label - metrics->gap) / plan->layout->n_columns;
  double card = floor (CLAMP (pitch - metrics->gap, metrics->card_min, metrics->card_max));

  plan->layout->width = MAX (width, clt_ladder_metrics_get_min_width (metrics));
  for (guint i = 0; i < plan->shape->n_courses; i++)
    {
      CltLadderBox *box = &CARD (plan->layout, i);

      box->x = metrics->label + metrics->gap + COLUMN (plan, i) * (card + metrics->gap);
      box->width = card;
      box->height = metrics->card_height;
    }
}

/* ---- which lines there are ------------------------------------------------------------------- */

/* The same key is the same line or pass. (transfer full: @key) */
static int
find_or_add (Plan *plan, char *key, GArray *array, gconstpointer item)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (plan->keys, key));

  if (known != 0)
    {
      g_free (key);
      return (int) known - 1;
    }
  g_array_append_vals (array, item, 1);
  g_hash_table_insert (plan->keys, key, GUINT_TO_POINTER (array->len));
  return (int) array->len - 1;
}

static int
add_line (Plan *plan, guint channel, char *key)
{
  const Line line = { channel, G_MAXDOUBLE, -G_MAXDOUBLE, 0 };

  return find_or_add (plan, key, plan->lines, &line);
}

/* What a course needs from rows below it, as a text that is the same for courses that need the same. */
static char *
dup_needs_below (const Plan *plan, guint course)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->shape->n_courses; i++)
    for (guint k = 0; ROW (plan, i) < ROW (plan, course) && k < plan->shape->n_needs; k++)
      if (plan->shape->needs[k].from == i && plan->shape->needs[k].to == course)
        {
          g_string_append_printf (text, "%u,", i);
          break;
        }
  return g_string_free (text, FALSE);
}

/* The gap that makes the way shortest, and among those the emptiest. */
static guint
choose_gap (const Plan *plan, double from, double to)
{
  const CltLadderMetrics *metrics = plan->metrics;
  const CltLadderBox *any = &CARD (plan->layout, 0);
  guint best = 0;
  double least = G_MAXDOUBLE;

  for (guint gap = 0; gap <= plan->layout->n_columns; gap++)
    {
      double x = metrics->label + gap * (any->width + metrics->gap) + metrics->gap / 2;
      double cost = fabs (x - from) + fabs (x - to) + plan->per_gap[gap] * metrics->track;

      if (cost < least)
        {
          least = cost;
          best = gap;
        }
    }
  return best;
}

static double
get_port (const Plan *plan, guint course, double part)
{
  const CltLadderBox *box = &CARD (plan->layout, course);

  return floor (box->x + box->width * part) + 0.5;
}

static double
get_leave (const Plan *plan, const CltLadderNeed *need, const Route *route)
{
  return get_port (plan, need->from, route->leaves_up ? LEAVES_UP : LEAVES_DOWN);
}

static double
get_enter (const Plan *plan, const CltLadderNeed *need, const Route *route)
{
  return get_port (plan, need->to, route->enters_up ? ENTERS_UP : ENTERS_DOWN);
}

static int
add_pass (Plan *plan, const CltLadderNeed *need, const Route *route)
{
  const Pass pass = {
    choose_gap (plan, get_leave (plan, need, route), get_enter (plan, need, route)), 0
  };
  guint before = plan->passes->len;
  int index = find_or_add (plan, g_strdup_printf ("pass %u %d", need->from, route->last),
                           plan->passes, &pass);

  if (plan->passes->len > before)
    g_array_index (plan->passes, Pass, index).slot = plan->per_gap[pass.gap]++;
  return index;
}

/* Up, over the row to one beside it, or down. */
static void
route_need (Plan *plan, const CltLadderNeed *need, Route *route)
{
  guint from = ROW (plan, need->from), to = ROW (plan, need->to);
  guint first, last;

  *route = (Route){ .leaves_up = to >= from, .enters_up = to > from, .line = -1, .pass = -1 };
  route->direct = from == to && (COLUMN (plan, need->from) + 1 == COLUMN (plan, need->to) ||
                                 COLUMN (plan, need->to) + 1 == COLUMN (plan, need->from));
  if (route->direct)
    return;
  first = route->leaves_up ? from + 1 : from;
  last = route->enters_up ? to : to + 1;
  if (route->enters_up)
    {
      g_autofree char *needs = dup_needs_below (plan, need->to);

      route->last = add_line (plan, last, g_strdup_printf ("up %u %s", to, needs));
    }
  else
    route->last =
      add_line (plan, last,
                g_strdup_printf ("%s %u %u", from == to ? "beside" : "down", last, need->from));
  if (first == last)
    return;
  route->pass = add_pass (plan, need, route);
  route->line =
    add_line (plan, first, g_strdup_printf ("from %u %d", need->from, route->leaves_up));
}

/* ---- where the lines run --------------------------------------------------------------------- */

static double
get_pass_x (const Plan *plan, int index)
{
  const Pass *pass = &g_array_index (plan->passes, Pass, index);
  const CltLadderMetrics *metrics = plan->metrics;
  double card = CARD (plan->layout, 0).width;
  double left = metrics->label + pass->gap * (card + metrics->gap);

  return left + metrics->gap * (pass->slot + 1) / (plan->per_gap[pass->gap] + 1);
}

static void
extend (Plan *plan, int line, double x)
{
  Line *item = &g_array_index (plan->lines, Line, line);

  item->low = MIN (item->low, x);
  item->high = MAX (item->high, x);
}

static void
extend_lines (Plan *plan)
{
  for (guint i = 0; i < plan->shape->n_needs; i++)
    {
      const CltLadderNeed *need = &plan->shape->needs[i];
      const Route *route = &g_array_index (plan->routes, Route, i);

      if (route->direct)
        continue;
      extend (plan, route->last, get_enter (plan, need, route));
      extend (plan, route->pass < 0 ? route->last : route->line, get_leave (plan, need, route));
      if (route->pass < 0)
        continue;
      extend (plan, route->line, get_pass_x (plan, route->pass));
      extend (plan, route->last, get_pass_x (plan, route->pass));
    }
}

/* The lowest track of its channel on which the line keeps clear of all before it. */
static void
choose_track (Plan *plan, guint index)
{
  Line *line = &g_array_index (plan->lines, Line, index);
  double clear = plan->metrics->track;
  gboolean taken = TRUE;

  for (line->track = 0; taken;)
    {
      taken = FALSE;
      for (guint i = 0; !taken && i < index; i++)
        {
          const Line *other = &g_array_index (plan->lines, Line, i);

          taken = other->channel == line->channel && other->track == line->track &&
                  other->low - clear < line->high && line->low - clear < other->high;
        }
      if (taken)
        line->track++;
    }
  plan->tracks[line->channel] = MAX (plan->tracks[line->channel], line->track + 1);
}

static void
plan_lines (Plan *plan)
{
  for (guint i = 0; i < plan->shape->n_needs; i++)
    route_need (plan, &plan->shape->needs[i], &g_array_index (plan->routes, Route, i));
  extend_lines (plan);
  for (guint i = 0; i < plan->lines->len; i++)
    choose_track (plan, i);
}

/* ---- heights --------------------------------------------------------------------------------- */

static double
get_row_height (const Plan *plan, guint row)
{
  return g_array_index (plan->row_filled, gboolean, row) ? plan->metrics->card_height
                                                         : plan->metrics->card_height / 2;
}

/* What lies between two rows: two rungs' borders, and the lines. Below the bottom and above the top
 * there are lines only where something loops. */
static double
get_channel_height (const Plan *plan, guint channel)
{
  const CltLadderMetrics *metrics = plan->metrics;
  guint n = plan->tracks[channel];
  gboolean inner = channel > 0 && channel < plan->layout->n_rows;

  if (inner)
    n = MAX (n, LEAST_TRACKS - 1);
  return 2 * metrics->pad + (n == 0 ? 0 : (n + 1) * metrics->track);
}

static void
place_rows (Plan *plan, double height, double *bottoms, double *rooms)
{
  CltLadderLayout *layout = plan->layout;
  double total = 0, extra = 0;
  double y;

  for (guint i = 0; i <= layout->n_rows; i++)
    total += get_channel_height (plan, i) + (i < layout->n_rows ? get_row_height (plan, i) : 0);
  if (layout->n_rows > 1 && height > total)
    extra = floor (MIN ((height - total) / (layout->n_rows - 1),
                        plan->metrics->track * LEAST_TRACKS * MOST_ROOM));
  layout->height = total + extra * (layout->n_rows > 1 ? layout->n_rows - 1 : 0);
  y = layout->height;
  for (guint i = 0; i <= layout->n_rows; i++)
    {
      gboolean inner = i > 0 && i < layout->n_rows;

      rooms[i] = get_channel_height (plan, i) + (inner ? extra : 0);
      bottoms[i] = y;
      y -= rooms[i] + (i < layout->n_rows ? get_row_height (plan, i) : 0);
    }
}

static void
place_down (Plan *plan, const double *bottoms, const double *rooms)
{
  CltLadderLayout *layout = plan->layout;
  double pad = plan->metrics->pad;

  for (guint i = 0; i < plan->shape->n_courses; i++)
    CARD (layout, i).y = bottoms[ROW (plan, i)] - rooms[ROW (plan, i)] - CARD (layout, i).height;
  for (guint row = 0; row < layout->n_rows; row++)
    {
      CltLadderBox *rung =
        &g_array_index (layout->rungs, CltLadderBox, g_array_index (plan->row_levels, guint, row));
      double bottom = bottoms[row] - rooms[row] + pad;
      double top = bottoms[row] - rooms[row] - get_row_height (plan, row) - pad;

      if (rung->height == 0)
        *rung = (CltLadderBox){ 0, top, layout->width, bottom - top };
      else
        {
          rung->height = rung->y + rung->height - top;
          rung->y = top;
        }
    }
}

/* ---- drawing the ways ------------------------------------------------------------------------ */

static double
get_line_y (const Plan *plan, int index, const double *bottoms, const double *rooms)
{
  const Line *line = &g_array_index (plan->lines, Line, index);
  double room = rooms[line->channel] - 2 * plan->metrics->pad;
  double step = room / (plan->tracks[line->channel] + 1);

  return floor (bottoms[line->channel] - plan->metrics->pad - step * (line->track + 1)) + 0.5;
}

static void
add_point (CltLadderWay *way, double x, double y)
{
  way->points[way->n_points++] = (CltLadderPoint){ x, y };
}

static void
draw_direct (const CltLadderLayout *layout, CltLadderWay *way)
{
  const CltLadderBox *from = &CARD (layout, way->need.from), *to = &CARD (layout, way->need.to);
  gboolean right = from->x < to->x;
  double y = floor (from->y + from->height / 2) + 0.5;

  add_point (way, right ? from->x + from->width : from->x, y);
  add_point (way, right ? to->x : to->x + to->width, y);
}

static void
draw_way (const Plan *plan, guint index, const double *bottoms, const double *rooms)
{
  const CltLadderNeed *need = &plan->shape->needs[index];
  const Route *route = &g_array_index (plan->routes, Route, index);
  const CltLadderBox *from = &CARD (plan->layout, need->from);
  const CltLadderBox *to = &CARD (plan->layout, need->to);
  CltLadderWay *way = &g_array_index (plan->layout->ways, CltLadderWay, index);
  double leave, enter, last;

  way->need = *need;
  if (route->direct)
    {
      draw_direct (plan->layout, way);
      return;
    }
  leave = get_leave (plan, need, route);
  enter = get_enter (plan, need, route);
  last = get_line_y (plan, route->last, bottoms, rooms);
  add_point (way, leave, route->leaves_up ? from->y : from->y + from->height);
  if (route->pass >= 0)
    {
      double line = get_line_y (plan, route->line, bottoms, rooms);
      double x = get_pass_x (plan, route->pass);

      add_point (way, leave, line);
      add_point (way, x, line);
      add_point (way, x, last);
    }
  else
    add_point (way, leave, last);
  add_point (way, enter, last);
  add_point (way, enter, route->enters_up ? to->y + to->height : to->y);
}

CltLadderLayout *
clt_ladder_layout_new (const CltLadderShape *shape,
                       const CltLadderMetrics *metrics,
                       double width,
                       double height)
{
  CltLadderLayout *layout = g_new0 (CltLadderLayout, 1);
  g_auto (Plan) plan = { .shape = shape, .metrics = metrics, .layout = layout };
  g_autofree double *bottoms = NULL, *rooms = NULL;

  width = MAX (width, clt_ladder_metrics_get_min_width (metrics));
  layout->rungs = g_array_new (FALSE, TRUE, sizeof (CltLadderBox));
  layout->cards = g_array_new (FALSE, TRUE, sizeof (CltLadderBox));
  layout->rows = g_array_new (FALSE, TRUE, sizeof (guint));
  layout->ways = g_array_new (FALSE, TRUE, sizeof (CltLadderWay));
  g_array_set_size (layout->rungs, shape->n_levels);
  g_array_set_size (layout->cards, shape->n_courses);
  g_array_set_size (layout->rows, shape->n_courses);
  g_array_set_size (layout->ways, shape->n_needs);
  plan.columns = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (plan.columns, shape->n_courses);
  plan.row_levels = g_array_new (FALSE, FALSE, sizeof (guint));
  plan.row_filled = g_array_new (FALSE, FALSE, sizeof (gboolean));
  plan.routes = g_array_new (FALSE, TRUE, sizeof (Route));
  g_array_set_size (plan.routes, shape->n_needs);
  plan.lines = g_array_new (FALSE, FALSE, sizeof (Line));
  plan.passes = g_array_new (FALSE, FALSE, sizeof (Pass));
  plan.keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  place_courses (&plan, width);
  place_cards_across (&plan, width);
  plan.per_gap = g_new0 (guint, layout->n_columns + 1);
  plan.tracks = g_new0 (guint, layout->n_rows + 1);
  plan_lines (&plan);
  bottoms = g_new0 (double, layout->n_rows + 1);
  rooms = g_new0 (double, layout->n_rows + 1);
  place_rows (&plan, height, bottoms, rooms);
  place_down (&plan, bottoms, rooms);
  for (guint i = 0; i < shape->n_needs; i++)
    draw_way (&plan, i, bottoms, rooms);
  return layout;
}

void
clt_ladder_layout_free (CltLadderLayout *layout)
{
  g_array_unref (layout->rungs);
  g_array_unref (layout->cards);
  g_array_unref (layout->rows);
  g_array_unref (layout->ways);
  g_free (layout);
}

double
clt_ladder_metrics_get_min_width (const CltLadderMetrics *metrics)
{
  return metrics->label + metrics->card_min + 2 * metrics->gap;
}

/* ---- going from card to card ----------------------------------------------------------------- */

static double
get_centre (const CltLadderLayout *layout, guint course)
{
  return CARD (layout, course).x + CARD (layout, course).width / 2;
}

/* Of those that @fits lets through, the one in the nearest row, then the nearest beside. */
static guint
find_nearest (const CltLadderLayout *layout, guint course, gboolean up, const gboolean *fits)
{
  guint best = course;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < layout->cards->len; i++)
    {
      int rows = (int) g_array_index (layout->rows, guint, i) -
                 (int) g_array_index (layout->rows, guint, course);
      double distance = fabs (get_centre (layout, i) - get_centre (layout, course));

      if (i == course || (fits != NULL && !fits[i]) || (up ? rows <= 0 : rows >= 0))
        continue;
      distance += ABS (rows) * 1e6;
      if (distance < least)
        {
          least = distance;
          best = i;
        }
    }
  return best;
}

static guint
step_along_needs (const CltLadderLayout *layout,
                  const CltLadderShape *shape,
                  guint course,
                  gboolean up)
{
  g_autofree gboolean *fits = g_new0 (gboolean, shape->n_courses);
  guint found;

  for (guint i = 0; i < shape->n_needs; i++)
    if (up && shape->needs[i].from == course)
      fits[shape->needs[i].to] = TRUE;
    else if (!up && shape->needs[i].to == course)
      fits[shape->needs[i].from] = TRUE;
  found = find_nearest (layout, course, up, fits);
  return found == course ? find_nearest (layout, course, up, NULL) : found;
}

static guint
step_to_level (const CltLadderLayout *layout,
               const CltLadderShape *shape,
               guint course,
               gboolean up)
{
  g_autofree gboolean *fits = g_new0 (gboolean, shape->n_courses);

  for (guint i = 0; i < shape->n_courses; i++)
    fits[i] = shape->levels[i] != shape->levels[course];
  return find_nearest (layout, course, up, fits);
}

/* Courses of a level stand in their order. */
static guint
step_within_level (const CltLadderShape *shape, guint course, CltLadderStep step)
{
  guint best = course;

  for (guint i = 0; i < shape->n_courses; i++)
    if (shape->levels[i] == shape->levels[course] &&
        ((step == CLT_LADDER_FIRST && i < best) || (step == CLT_LADDER_LAST && i > best) ||
         (step == CLT_LADDER_LEFT && i < course && (best == course || i > best)) ||
         (step == CLT_LADDER_RIGHT && i > course && best == course)))
      best = i;
  return best;
}

guint
clt_ladder_layout_step (const CltLadderLayout *layout,
                        const CltLadderShape *shape,
                        guint course,
                        CltLadderStep step)
{
  switch (step)
    {
    case CLT_LADDER_UP:
    case CLT_LADDER_DOWN:
      return step_along_needs (layout, shape, course, step == CLT_LADDER_UP);
    case CLT_LADDER_LEVEL_UP:
    case CLT_LADDER_LEVEL_DOWN:
      return step_to_level (layout, shape, course, step == CLT_LADDER_LEVEL_UP);
    case CLT_LADDER_LEFT:
    case CLT_LADDER_RIGHT:
    case CLT_LADDER_FIRST:
    case CLT_LADDER_LAST:
    default:
      return step_within_level (shape, course, step);
    }
}

void
clt_ladder_shape_mark (const CltLadderShape *shape, guint course, gboolean up, gboolean *marks)
{
  for (guint i = 0; i < shape->n_needs; i++)
    {
      const CltLadderNeed *need = &shape->needs[i];
      guint here = up ? need->from : need->to, there = up ? need->to : need->from;

      if (here != course || marks[there])
        continue;
      marks[there] = TRUE;
      clt_ladder_shape_mark (shape, there, up, marks);
    }
}

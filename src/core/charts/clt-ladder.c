/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/charts/clt-ladder.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "core/base/clt-pinyin.h"

typedef struct
{
  char *code, *name, *note;
} Level;

struct _CltLadder
{
  GPtrArray *levels; /* Level */
  GPtrArray *cards;  /* CltLadderCard */
  GArray *in_level;  /* guint: of each card */
  GArray *needs;     /* CltLadderNeed */
  CltLadderShape shape;
};

static void
level_free (gpointer data)
{
  Level *level = data;

  g_free (level->code);
  g_free (level->name);
  g_free (level->note);
  g_free (level);
}

static void
card_free (gpointer data)
{
  CltLadderCard *card = data;

  g_free ((char *) card->code);
  g_free ((char *) card->name);
  g_free ((char *) card->mark);
  g_free ((char *) card->description);
  for (guint i = 0; i < CLT_LADDER_FACTS; i++)
    g_free ((char *) card->facts[i]);
  g_free (card);
}

CltLadder *
clt_ladder_new (void)
{
  CltLadder *ladder = g_new0 (CltLadder, 1);

  ladder->levels = g_ptr_array_new_with_free_func (level_free);
  ladder->cards = g_ptr_array_new_with_free_func (card_free);
  ladder->in_level = g_array_new (FALSE, FALSE, sizeof (guint));
  ladder->needs = g_array_new (FALSE, FALSE, sizeof (CltLadderNeed));
  return ladder;
}

void
clt_ladder_free (CltLadder *ladder)
{
  g_ptr_array_unref (ladder->levels);
  g_ptr_array_unref (ladder->cards);
  g_array_unref (ladder->in_level);
  g_array_unref (ladder->needs);
  g_free (ladder);
}

void
clt_ladder_add_level (CltLadder *ladder, const char *code, const char *name, const char *note)
{
  Level *level = g_new0 (Level, 1);

  level->code = g_strdup (code);
  level->name = g_strdup (name);
  level->note = g_strdup (note);
  g_ptr_array_add (ladder->levels, level);
}

guint
clt_ladder_add_card (CltLadder *ladder, const CltLadderCard *card)
{
  CltLadderCard *copy = g_memdup2 (card, sizeof *card);
  guint level = ladder->levels->len - 1;

  g_return_val_if_fail (ladder->levels->len > 0, 0);

  copy->code = g_strdup (card->code);
  copy->name = g_strdup (card->name);
  copy->mark = g_strdup (card->mark);
  copy->description = g_strdup (card->description);
  for (guint i = 0; i < CLT_LADDER_FACTS; i++)
    copy->facts[i] = g_strdup (card->facts[i]);
  g_ptr_array_add (ladder->cards, copy);
  g_array_append_val (ladder->in_level, level);
  return ladder->cards->len - 1;
}

int
clt_ladder_find (const CltLadder *ladder, gint64 id)
{
  for (guint i = 0; i < ladder->cards->len; i++)
    if (clt_ladder_get_card (ladder, i)->id == id)
      return (int) i;
  return -1;
}

void
clt_ladder_add_need (CltLadder *ladder, gint64 from, gint64 to)
{
  int first = clt_ladder_find (ladder, from), second = clt_ladder_find (ladder, to);
  const CltLadderNeed need = { (guint) first, (guint) second };

  if (first >= 0 && second >= 0)
    g_array_append_val (ladder->needs, need);
}

const CltLadderShape *
clt_ladder_get_shape (CltLadder *ladder)
{
  ladder->shape = (CltLadderShape){
    ladder->levels->len, (const guint *) (gpointer) ladder->in_level->data,
    ladder->cards->len,  (const CltLadderNeed *) (gpointer) ladder->needs->data,
    ladder->needs->len,
  };
  return &ladder->shape;
}

guint
clt_ladder_get_n_cards (const CltLadder *ladder)
{
  return ladder->cards->len;
}

const CltLadderCard *
clt_ladder_get_card (const CltLadder *ladder, guint index)
{
  return ladder->cards->pdata[index];
}

/* ---- typing ahead ---------------------------------------------------------------------------- */

static gboolean
begins (const char *text, const char *beginning)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);

  return g_str_has_prefix (lower, beginning);
}

static gboolean
is_meant (const CltLadderCard *card, const char *typed)
{
  g_autofree char *full = clt_pinyin_full (card->name);
  g_autofree char *initials = clt_pinyin_initials (card->name);

  return begins (card->code, typed) || begins (card->name, typed) ||
         g_str_has_prefix (full, typed) || g_str_has_prefix (initials, typed);
}

int
clt_ladder_type_ahead (const CltLadder *ladder, const char *text, guint after)
{
  g_autofree char *typed = g_utf8_casefold (text, -1);
  guint n = ladder->cards->len;

  for (guint i = 0; i < n; i++)
    if (is_meant (ladder->cards->pdata[(after + i) % n], typed))
      return (int) ((after + i) % n);
  return -1;
}

/* ---- style ----------------------------------------------------------------------------------- */

#define FONT_FAMILY "Cantarell, Noto Sans CJK SC, Sans"
#define FONT_SIZE 12.0
#define SMALLEST 0.75 /* of it, for a word that must stay whole */
#define CARD_PADDING 9.0
#define RADIUS 9.0
#define ARROW 4.0

void
clt_ladder_style_init_paper (CltLadderStyle *style)
{
  *style = (CltLadderStyle){ .scale = 1 };
  style->ground = style->card = (CltColor){ 1, 1, 1 };
  style->rung = (CltColor){ 0.95, 0.95, 0.95 };
  style->dim = style->border = (CltColor){ 0.5, 0.5, 0.5 };
  style->accent = clt_color_get_default (0);
  style->warning = (CltColor){ 0.6, 0.3, 0 };
}

void
clt_ladder_style_get_metrics (const CltLadderStyle *style, CltLadderMetrics *metrics)
{
  double scale = style->scale;

  *metrics = (CltLadderMetrics){
    .card_min = 124 * scale,
    .card_max = 340 * scale,
    .card_height = 98 * scale,
    .gap = 16 * scale,
    .pad = 8 * scale,
    .track = 6 * scale,
    .label = 80 * scale,
  };
}

/* ---- text ------------------------------------------------------------------------------------ */

static PangoLayout *
layout_new (const CltLadderStyle *style, cairo_t *cr)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT_FAMILY);
  PangoLayout *layout =
    style->context != NULL ? pango_layout_new (style->context) : pango_cairo_create_layout (cr);

  if (style->context != NULL)
    {
      pango_font_description_free (g_steal_pointer (&font));
      font = pango_font_description_copy (pango_context_get_font_description (style->context));
    }
  pango_font_description_set_absolute_size (font, FONT_SIZE * style->scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* @color: (nullable) (transfer full); @lines: at most. Returns: the height. */
static double
show_text (PangoLayout *layout,
           const char *text,
           gboolean bold,
           PangoAttribute *color,
           double x,
           double y,
           double width,
           int lines,
           cairo_t *cr)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes,
                          pango_attr_weight_new (bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (color != NULL)
    pango_attr_list_insert (attributes, color);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_height (layout, -lines);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return (double) height / PANGO_SCALE;
}

static double
get_text_width (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_attributes (layout, NULL);
  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* Of Latin and Chinese letters alike, so that cards with and without them are the same. */
static double
get_line_height (PangoLayout *layout)
{
  int height;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, "0国", -1);
  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* ---- the ground ------------------------------------------------------------------------------ */

static void
add_round_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* The name of a level, a little smaller where its longest word would be cut in two: the room beside
 * the cards is the same for all. */
static void
shrink_to_words (PangoLayout *layout, const char *text, double width)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  const PangoFontDescription *given = pango_layout_get_font_description (layout);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_is_ascii (words[i])) /* Chinese breaks anywhere */
      widest = MAX (widest, get_text_width (layout, words[i]));
  if (widest > width)
    {
      g_autoptr (PangoFontDescription) font = pango_font_description_copy (given);
      double scale = MAX (width / widest, SMALLEST);

      pango_font_description_set_absolute_size (font,
                                                pango_font_description_get_size (given) * scale);
      pango_layout_set_font_description (layout, font);
    }
}

static void
draw_rung (const Level *level,
           const CltLadderBox *box,
           const CltLadderStyle *style,
           double label,
           cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = layout_new (style, cr);
  double x = box->x + 12 * style->scale, y = box->y + 12 * style->scale;
  double width = label - 12 * style->scale;

  add_round_box (cr, box->x, box->y, box->width, box->height, RADIUS * style->scale);
  clt_color_set (&style->rung, 1, cr);
  cairo_fill (cr);
  clt_color_set (&style->ink, 1, cr);
  y += show_text (layout, level->code, TRUE, NULL, x, y, width, 1, cr);
  shrink_to_words (layout, level->name, width);
  y += show_text (layout, level->name, FALSE, NULL, x, y, width, 3, cr);
  clt_color_set (&style->dim, 1, cr);
  show_text (layout, level->note, FALSE, NULL, x, y, width, 1, cr);
}

static void
add_way (const CltLadderWay *way, double radius, cairo_t *cr)
{
  const CltLadderPoint *points = way->points;

  cairo_new_sub_path (cr);
  cairo_move_to (cr, points[0].x, points[0].y);
  for (guint i = 1; i + 1 < way->n_points; i++)
    {
      const CltLadderPoint *a = &points[i - 1], *b = &points[i], *c = &points[i + 1];
      double before = MAX (ABS (b->x - a->x), ABS (b->y - a->y));
      double after = MAX (ABS (c->x - b->x), ABS (c->y - b->y));
      double r = MIN (radius, MIN (before, after) / 2);

      if (r < 0.5)
        {
          cairo_line_to (cr, b->x, b->y);
          continue;
        }
      cairo_line_to (cr, b->x + (a->x - b->x) * r / before, b->y + (a->y - b->y) * r / before);
      cairo_curve_to (cr, b->x, b->y, b->x, b->y, b->x + (c->x - b->x) * r / after,
                      b->y + (c->y - b->y) * r / after);
    }
  cairo_line_to (cr, points[way->n_points - 1].x, points[way->n_points - 1].y);
}

static void
draw_arrow (const CltLadderWay *way, double size, cairo_t *cr)
{
  const CltLadderPoint *tip = &way->points[way->n_points - 1];
  const CltLadderPoint *from = &way->points[way->n_points - 2];
  double dx = (tip->x > from->x) - (tip->x < from->x), dy = (tip->y > from->y) - (tip->y < from->y);

  cairo_move_to (cr, tip->x, tip->y);
  cairo_line_to (cr, tip->x - (dx * 1.5 + dy) * size, tip->y - (dy * 1.5 + dx) * size);
  cairo_line_to (cr, tip->x - (dx * 1.5 - dy) * size, tip->y - (dy * 1.5 - dx) * size);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_way (const CltLadderWay *way,
          const CltLadderStyle *style,
          const CltColor *color,
          double width,
          cairo_t *cr)
{
  clt_color_set (color, 1, cr);
  cairo_set_line_width (cr, width * style->scale);
  add_way (way, 6 * style->scale, cr);
  cairo_stroke (cr);
  draw_arrow (way, ARROW * style->scale, cr);
}

/* Those that stand out are drawn over the others. */
static void
draw_ways (CltLadder *ladder,
           const CltLadderLayout *layout,
           const CltLadderStyle *style,
           int chosen,
           cairo_t *cr)
{
  const CltLadderShape *shape = clt_ladder_get_shape (ladder);
  g_autofree gboolean *below = g_new0 (gboolean, shape->n_courses + 1);
  g_autofree gboolean *above = g_new0 (gboolean, shape->n_courses + 1);
  CltColor light =
    style->contrast ? style->accent : clt_color_mix (&style->ground, &style->accent, 0.6);
  CltColor plain = style->contrast ? style->ink : clt_color_mix (&style->ground, &style->ink, 0.35);

  if (chosen >= 0)
    {
      clt_ladder_shape_mark (shape, (guint) chosen, FALSE, below);
      clt_ladder_shape_mark (shape, (guint) chosen, TRUE, above);
      below[chosen] = above[chosen] = TRUE;
    }
  for (guint i = 0; i < layout->ways->len; i++)
    draw_way (&g_array_index (layout->ways, CltLadderWay, i), style, &plain, 1, cr);
  for (guint i = 0; i < layout->ways->len; i++)
    {
      const CltLadderWay *way = &g_array_index (layout->ways, CltLadderWay, i);

      if (above[way->need.from])
        draw_way (way, style, &light, 1.5, cr);
    }
  for (guint i = 0; i < layout->ways->len; i++)
    {
      const CltLadderWay *way = &g_array_index (layout->ways, CltLadderWay, i);

      if (below[way->need.to])
        draw_way (way, style, &style->accent, 2.5, cr);
    }
}

void
clt_ladder_draw_ground (CltLadder *ladder,
                        const CltLadderLayout *layout,
                        const CltLadderStyle *style,
                        int chosen,
                        cairo_t *cr)
{
  CltLadderMetrics metrics;

  clt_ladder_style_get_metrics (style, &metrics);
  for (guint i = 0; i < ladder->levels->len; i++)
    draw_rung (ladder->levels->pdata[i], &g_array_index (layout->rungs, CltLadderBox, i), style,
               metrics.label, cr);
  draw_ways (ladder, layout, style, chosen, cr);
}

/* ---- a card ---------------------------------------------------------------------------------- */

static void
draw_frame (const CltLadderBox *box,
            const CltLadderStyle *style,
            CltLadderState state,
            gboolean vacant,
            cairo_t *cr)
{
  const double dash = 4 * style->scale;
  double width = (state == CLT_LADDER_PLAIN ? 1 : state == CLT_LADDER_CHOSEN ? 2.5 : 1.5);
  CltColor tinted = clt_color_mix (&style->card, &style->accent, 0.12);

  width *= style->scale;
  cairo_save (cr);
  add_round_box (cr, width / 2, width / 2, box->width - width, box->height - width,
                 RADIUS * style->scale);
  clt_color_set (state == CLT_LADDER_CHOSEN ? &tinted : &style->card, 1, cr);
  if (vacant)
    cairo_set_dash (cr, &dash, 1, 0);
  else
    cairo_fill_preserve (cr);
  clt_color_set (state != CLT_LADDER_PLAIN ? &style->accent
                 : style->contrast         ? &style->ink
                                           : &style->border,
                 1, cr);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* "A1 What futures are", the code in its colour, on at most two lines. Returns: where that ends. */
static double
draw_head (const CltLadderCard *card,
           const CltLadderBox *box,
           const CltLadderStyle *style,
           PangoLayout *layout,
           cairo_t *cr)
{
  const CltColor *code = card->faint ? &style->dim : &style->accent;
  PangoAttribute *color =
    pango_attr_foreground_new ((guint16) (code->red * 65535), (guint16) (code->green * 65535),
                               (guint16) (code->blue * 65535));
  g_autofree char *text = g_strdup_printf ("%s %s", card->code, card->name);
  double pad = CARD_PADDING * style->scale, y = 7 * style->scale;

  color->end_index = (guint) strlen (card->code);
  clt_color_set (card->faint ? &style->dim : &style->ink, 1, cr);
  show_text (layout, text, TRUE, color, pad, y, box->width - 2 * pad, 2, cr);
  return y + 2 * get_line_height (layout);
}

/* The first fact shares its line with the mark. */
static void
draw_facts (const CltLadderCard *card,
            const CltLadderBox *box,
            const CltLadderStyle *style,
            PangoLayout *layout,
            double y,
            cairo_t *cr)
{
  double pad = CARD_PADDING * style->scale;
  double mark = card->mark == NULL ? 0 : get_text_width (layout, card->mark) + 2;

  for (guint i = 0; i < CLT_LADDER_FACTS; i++)
    {
      gboolean strong = i + 1 == CLT_LADDER_FACTS && card->strong;
      double room = box->width - 2 * pad - (i == 0 && mark > 0 ? mark + pad / 2 : 0);

      clt_color_set (strong ? &style->ink : &style->dim, 1, cr);
      if (card->facts[i] != NULL)
        show_text (layout, card->facts[i], FALSE, NULL, pad, y, room, 1, cr);
      if (i == 0 && mark > 0)
        {
          clt_color_set (&style->warning, 1, cr);
          show_text (layout, card->mark, TRUE, NULL, box->width - pad - mark, y, mark, 1, cr);
        }
      y += get_line_height (layout);
    }
}

void
clt_ladder_draw_card (const CltLadder *ladder,
                      guint index,
                      const CltLadderBox *box,
                      const CltLadderStyle *style,
                      CltLadderState state,
                      cairo_t *cr)
{
  const CltLadderCard *card = clt_ladder_get_card (ladder, index);
  g_autoptr (PangoLayout) layout = layout_new (style, cr);
  double y;

  draw_frame (box, style, state, card->vacant, cr);
  y = draw_head (card, box, style, layout, cr) + 2 * style->scale;
  draw_facts (card, box, style, layout, y, cr);
}

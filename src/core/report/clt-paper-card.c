/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One client on paper: who he is, his money, what is known of him and what has happened. */
#include "core/report/clt-paper-private.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-card-data.h"

#define FONT_SIZE 9.0
#define GAP 16.0 /* between two fields that stand beside one another */
#define LABEL 0.36
#define LINE_HEIGHT 13.2 /* of Chinese text, which is higher; lines without it keep step */
#define CHART_HEIGHT 150.0
#define SENTENCE_HEIGHT 16
#define HEADING_HEIGHT 26.0
#define DAY_WIDTH 86.0
#define WHO_WIDTH 90.0

typedef enum
{
  BLOCK_HEAD,
  BLOCK_CHART,
  BLOCK_HEADING,
  BLOCK_FIELDS, /* two beside one another */
  BLOCK_EVENT,
} BlockKind;

typedef struct
{
  BlockKind kind;
  guint index;
  guint page;
  double y, height;
} Block;

typedef struct
{
  char *label, *value;
} Field;

typedef struct
{
  CltCardData *data;
  char *line, *distance, *contact; /* owned (nullable) */
  char *badges;
  GPtrArray *fields; /* Field */
  GArray *blocks;    /* Block */
} Card;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->label);
  g_free (field->value);
  g_free (field);
}

static void
card_free (gpointer data)
{
  Card *card = data;

  clt_card_data_free (card->data);
  g_free (card->line);
  g_free (card->distance);
  g_free (card->contact);
  g_free (card->badges);
  g_ptr_array_unref (card->fields);
  g_array_unref (card->blocks);
  g_free (card);
}

/* ---- what is on it ----------------------------------------------------------------------- */

/* @value is taken; what is not known is not printed. */
static void
add_field (Card *card, const char *label, char *value)
{
  Field *field;

  if (*value == '\0')
    {
      g_free (value);
      return;
    }
  field = g_new (Field, 1);
  field->label = g_strdup (label);
  field->value = value;
  g_ptr_array_add (card->fields, field);
}

/* Said only where it is true. */
static gboolean
is_idle (const CltClient *client, const char *name)
{
  return g_str_equal (name, "name") || (g_str_equal (name, "birth_leap") && !client->birth_leap) ||
         (g_str_equal (name, "grade_lowest") && !client->grade_lowest) ||
         (g_str_equal (name, "birth_calendar") && client->birth_month == 0);
}

static void
add_fields (Card *card)
{
  const CltClient *client = card->data->client;

  for (const CltClientField *field = clt_client_fields; field->name != NULL; field++)
    {
      char *value;

      if ((field->prospect && !client->prospect) || is_idle (client, field->name))
        continue;
      value = clt_client_dup_field (client, field->name);
      if (field->kind == CLT_FIELD_CHOICE && *value != '\0')
        {
          g_autofree char *stored = value;

          value = g_strdup (clt_client_choice_get_label (field->name, stored));
        }
      add_field (card, clt_client_field_get_label (field), value);
    }
  for (guint i = 0; i < client->extras->len; i++)
    {
      const CltClientExtra *extra = client->extras->pdata[i];

      add_field (card, extra->field, g_strdup (extra->value));
    }
}

static char *
dup_badges (const CltClient *client)
{
  GString *text =
    g_string_new (client->prospect ? C_ ("badge", "Prospect") : clt_tier_get_label (client->tier));

  if (*client->grade != '\0')
    g_string_append_printf (text, " · %s", client->grade);
  for (guint i = 0; i < client->tags->len; i++)
    g_string_append_printf (text, " · %s", (char *) client->tags->pdata[i]);
  return g_string_free (text, FALSE);
}

static char *
dup_line (const CltClient *client)
{
  g_autofree char *accounts = g_strjoinv (", ", client->accounts);
  g_autofree char *opened = clt_day_format (client->opened);

  if (client->prospect)
    return g_strdup (client->source);
  /* Translators: account number(s), and the date on which the client came. */
  return g_strdup_printf (_ ("%s · client since %s"), accounts, opened);
}

static void
add_block (Card *card, BlockKind kind, guint index)
{
  const Block block = { .kind = kind, .index = index };

  g_array_append_val (card->blocks, block);
}

static void
add_blocks (Card *card)
{
  add_block (card, BLOCK_HEAD, 0);
  if (card->data->equity != NULL)
    add_block (card, BLOCK_CHART, 0);
  add_block (card, BLOCK_HEADING, 0);
  for (guint i = 0; i < card->fields->len; i += 2)
    add_block (card, BLOCK_FIELDS, i);
  if (card->data->timeline->len > 0)
    add_block (card, BLOCK_HEADING, 1);
  for (guint i = 0; i < card->data->timeline->len; i++)
    add_block (card, BLOCK_EVENT, i);
}

/* ---- layout ------------------------------------------------------------------------------ */

static double
get_field_width (const CltPaper *paper)
{
  return (clt_paper_get_inner_width (paper) - GAP) / 2;
}

static double
get_event_width (const CltPaper *paper)
{
  return clt_paper_get_inner_width (paper) - DAY_WIDTH - WHO_WIDTH;
}

static double
measure_field (CltInk *ink, const Field *field, double width)
{
  return fmax (clt_ink_measure_lines (ink, field->label, width * LABEL - 6, FONT_SIZE, FALSE),
               clt_ink_measure_lines (ink, field->value, width * (1 - LABEL), FONT_SIZE, FALSE));
}

static double
measure_block (const CltPaper *paper, CltInk *ink, const Block *block)
{
  const Card *card = paper->data;
  double width = get_field_width (paper), height = 0;

  switch (block->kind)
    {
    case BLOCK_HEAD:
      return 54 + SENTENCE_HEIGHT * ((card->distance != NULL) + (card->contact != NULL));
    case BLOCK_CHART:
      return CHART_HEIGHT + 8;
    case BLOCK_HEADING:
      return HEADING_HEIGHT;
    case BLOCK_FIELDS:
      for (guint i = block->index; i < MIN (block->index + 2, card->fields->len); i++)
        height = fmax (height, measure_field (ink, card->fields->pdata[i], width));
      return fmax (height, LINE_HEIGHT) + 4;
    case BLOCK_EVENT:
    default:
      {
        const CltTimelineItem *item = card->data->timeline->pdata[block->index];

        height =
          clt_ink_measure_lines (ink, item->title, get_event_width (paper), FONT_SIZE, FALSE);
        return fmax (height, LINE_HEIGHT) + 4;
      }
    }
}

static guint
lay_out (CltPaper *paper)
{
  Card *card = paper->data;
  g_auto (CltInk) ink = { 0 };
  double y = CLT_PAPER_MARGIN, bottom = clt_paper_get_bottom (paper) - 6;
  guint page = 0;

  clt_ink_init (&ink, NULL);
  for (guint i = 0; i < card->blocks->len; i++)
    {
      Block *block = &g_array_index (card->blocks, Block, i);
      double needed;

      block->height = needed = measure_block (paper, &ink, block);
      if (block->kind == BLOCK_HEADING && i + 1 < card->blocks->len)
        /* not alone at the foot of a page */
        needed += measure_block (paper, &ink, &g_array_index (card->blocks, Block, i + 1));
      if (y + needed > bottom && y > CLT_PAPER_MARGIN + 18)
        {
          page++;
          y = CLT_PAPER_MARGIN + 18;
        }
      block->page = page;
      block->y = y;
      y += block->height;
    }
  return page + 1;
}

/* ---- drawing ----------------------------------------------------------------------------- */

static void
draw_head (const CltPaper *paper, CltInk *ink, double y)
{
  const Card *card = paper->data;
  double x = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);

  clt_ink_put (ink, card->data->client->name, x, y, width * 0.6, 17, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (ink, paper->branch, x + width * 0.62, y + 7, width * 0.38, 9.5, FALSE, CLT_INK_DIM,
               1);
  clt_ink_put (ink, card->line, x, y + 27, width * 0.6, 9.5, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (ink, card->badges, x + width * 0.62, y + 27, width * 0.38, 9.5, TRUE, CLT_INK_TEXT,
               1);
  y += 43;
  if (card->distance != NULL)
    clt_ink_put (ink, card->distance, x, y, width, 9.5, FALSE, CLT_INK_TEXT, 0);
  y += card->distance != NULL ? SENTENCE_HEIGHT : 0;
  if (card->contact != NULL)
    clt_ink_put (ink, card->contact, x, y, width, 9.5, FALSE, CLT_INK_TEXT, 0);
}

static void
draw_chart (const CltPaper *paper, cairo_t *cr, double y)
{
  const CltChartStyle style = { .font_size = 8, .highlight = -1 };
  const Card *card = paper->data;

  cairo_save (cr);
  cairo_translate (cr, CLT_PAPER_MARGIN, y);
  clt_chart_draw (card->data->equity, cr, clt_paper_get_inner_width (paper), CHART_HEIGHT, &style);
  cairo_restore (cr);
}

static void
draw_fields (const CltPaper *paper, CltInk *ink, const Block *block)
{
  const Card *card = paper->data;
  double width = get_field_width (paper), x = CLT_PAPER_MARGIN;

  for (guint i = block->index; i < MIN (block->index + 2, card->fields->len); i++)
    {
      const Field *field = card->fields->pdata[i];

      clt_ink_put_lines (ink, field->label, x, block->y, width * LABEL - 6, FONT_SIZE, FALSE,
                         CLT_INK_DIM, 0);
      clt_ink_put_lines (ink, field->value, x + width * LABEL, block->y, width * (1 - LABEL),
                         FONT_SIZE, FALSE, CLT_INK_TEXT, 0);
      x += width + GAP;
    }
}

static void
draw_event (const CltPaper *paper, CltInk *ink, const Block *block)
{
  const Card *card = paper->data;
  const CltTimelineItem *item = card->data->timeline->pdata[block->index];
  g_autofree char *at = clt_instant_format (item->at);
  double x = CLT_PAPER_MARGIN, width = get_event_width (paper);

  if (*item->who == '\0')
    at[strlen ("2026-11-18")] = '\0';
  clt_ink_put_lines (ink, at, x, block->y, DAY_WIDTH, FONT_SIZE, FALSE, CLT_INK_DIM, 0);
  clt_ink_put_lines (ink, item->title, x + DAY_WIDTH, block->y, width, FONT_SIZE, FALSE,
                     CLT_INK_TEXT, 0);
  clt_ink_put (ink, item->who, x + DAY_WIDTH + width, block->y + 1, WHO_WIDTH, FONT_SIZE, FALSE,
               CLT_INK_DIM, 1);
}

static void
draw_block (const CltPaper *paper, CltInk *ink, const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_HEAD:
      draw_head (paper, ink, block->y);
      break;
    case BLOCK_CHART:
      draw_chart (paper, ink->cr, block->y);
      break;
    case BLOCK_HEADING:
      clt_ink_put (ink, block->index == 0 ? _ ("Details") : _ ("Timeline"), CLT_PAPER_MARGIN,
                   block->y + 6, clt_paper_get_inner_width (paper), 11, TRUE, CLT_INK_TEXT, 0);
      break;
    case BLOCK_FIELDS:
      draw_fields (paper, ink, block);
      break;
    case BLOCK_EVENT:
    default:
      draw_event (paper, ink, block);
    }
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const Card *card = paper->data;
  g_auto (CltInk) ink = { 0 };

  clt_ink_init (&ink, cr);
  if (page > 0)
    {
      g_autofree char *head =
        g_strdup_printf ("%s · %s · %s", paper->branch, card->data->client->name, card->line);

      clt_ink_put (&ink, head, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN,
                   clt_paper_get_inner_width (paper), 8, FALSE, CLT_INK_DIM, 0);
    }
  for (guint i = 0; i < card->blocks->len; i++)
    if (g_array_index (card->blocks, Block, i).page == page)
      draw_block (paper, &ink, &g_array_index (card->blocks, Block, i));
  clt_paper_draw_foot (paper, &ink, _ ("Phone, e-mail, address and identity number are masked."),
                       page);
}

static const CltPaperKind card_kind = { "card", lay_out, draw, card_free };

CltPaper *
clt_paper_new_card (CltConn *conn, gint64 client, const CltExportOptions *options, GError **error)
{
  CltCardData *data = clt_card_data_load (conn, &client, options->cancellable, error);
  Card *card;

  if (data == NULL)
    return NULL;
  card = g_new0 (Card, 1);
  card->data = data;
  card->line = dup_line (data->client);
  card->badges = dup_badges (data->client);
  card->distance = clt_card_data_dup_distance (data);
  card->contact = clt_card_data_dup_contact (data);
  card->fields = g_ptr_array_new_with_free_func (field_free);
  card->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  add_fields (card);
  add_blocks (card);
  return clt_paper_new (&card_kind, card, conn, g_strdup (data->client->name),
                        g_strdup_printf ("client %" G_GINT64_FORMAT, client), options);
}

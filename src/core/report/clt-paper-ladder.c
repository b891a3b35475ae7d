/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curriculum as a ladder, on one sheet: as large as it fits. */
#include "core/base/clt-i18n.h"
#include "core/report/clt-paper-private.h"

#define TITLE_SIZE 15.0
#define TEXT_SIZE 9.0
#define HEAD 44.0 /* title and sentence */
#define LARGEST 1.4
#define SMALLEST 0.2
#define STEP 0.05

typedef struct
{
  CltLadder *ladder;       /* owned */
  char *sentence;          /* owned: below the title */
  CltLadderLayout *layout; /* owned (nullable): of the present size */
  CltLadderStyle style;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  clt_ladder_free (sheet->ladder);
  g_clear_pointer (&sheet->layout, clt_ladder_layout_free);
  g_free (sheet->sentence);
  g_free (sheet);
}

static CltLadderLayout *
lay_out_at (Sheet *sheet, double scale, double width, double height)
{
  CltLadderMetrics metrics;

  sheet->style.scale = scale;
  clt_ladder_style_get_metrics (&sheet->style, &metrics);
  return clt_ladder_layout_new (clt_ladder_get_shape (sheet->ladder), &metrics, width, height);
}

/* Smaller cards stand in more columns: the height does not shrink in proportion, so it is tried. */
static guint
lay_out (CltPaper *paper)
{
  Sheet *sheet = paper->data;
  double width = clt_paper_get_inner_width (paper);
  double height = clt_paper_get_bottom (paper) - CLT_PAPER_MARGIN - HEAD - 8;

  for (double scale = LARGEST; scale >= SMALLEST; scale -= STEP)
    {
      g_clear_pointer (&sheet->layout, clt_ladder_layout_free);
      sheet->layout = lay_out_at (sheet, scale, width, height);
      if (sheet->layout->height <= height && sheet->layout->width <= width)
        break;
    }
  return 1;
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const Sheet *sheet = paper->data;
  double width = clt_paper_get_inner_width (paper);
  CltLadderStyle style = sheet->style;
  g_auto (CltInk) ink = { 0 };

  clt_ink_init (&ink, cr);
  clt_ink_put (&ink, paper->title, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN, width, TITLE_SIZE, TRUE,
               CLT_INK_TEXT, 0);
  clt_ink_put (&ink, sheet->sentence, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN + 24, width, TEXT_SIZE,
               FALSE, CLT_INK_DIM, 0);
  clt_paper_draw_foot (paper, &ink, "", page);
  /* its letters are as wide and high in the preview as on paper */
  style.context = pango_layout_get_context (ink.layout);
  pango_context_set_font_description (style.context,
                                      pango_layout_get_font_description (ink.layout));
  cairo_translate (cr, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN + HEAD);
  clt_ladder_draw_ground (sheet->ladder, sheet->layout, &style, -1, cr);
  for (guint i = 0; i < clt_ladder_get_n_cards (sheet->ladder); i++)
    {
      const CltLadderBox *box = &g_array_index (sheet->layout->cards, CltLadderBox, i);

      cairo_save (cr);
      cairo_translate (cr, box->x, box->y);
      clt_ladder_draw_card (sheet->ladder, i, box, &style, CLT_LADDER_PLAIN, cr);
      cairo_restore (cr);
    }
}

static const CltPaperKind ladder_kind = { "curriculum", lay_out, draw, sheet_free };

CltPaper *
clt_paper_new_ladder (CltConn *conn,
                      CltLadder *ladder,
                      const char *sentence,
                      const CltExportOptions *options)
{
  Sheet *sheet = g_new0 (Sheet, 1);
  CltPaper *paper;

  sheet->ladder = ladder;
  sheet->sentence = g_strdup (sentence);
  clt_ladder_style_init_paper (&sheet->style);
  paper =
    clt_paper_new (&ladder_kind, sheet, conn, g_strdup (_ ("Curriculum")), g_strdup (""), options);
  paper->rows = 0;
  paper->landscape = TRUE;
  return paper;
}

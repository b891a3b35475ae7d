/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets on which people sign: a heading, a row for each who is expected, and rows for who comes
 * unannounced. */
#include "core/base/clt-i18n.h"
#include "core/report/clt-paper-private.h"

#define ROW_HEIGHT 24.0 /* a signature needs so much */
#define HEAD_HEIGHT 92.0
#define TITLE_SIZE 15.0
#define TEXT_SIZE 10.0
#define LINE_HEIGHT 16.0
#define MIN_BLANK 6 /* the last page is filled with them */

struct _CltForm
{
  char *title;
  char *lines[CLT_FORM_LINES];
  const CltFormColumn *columns;
  const char *context; /* of the titles of the columns */
  guint n_columns;
  GPtrArray *rows; /* owned: GStrv: a text for each column but the number's */
  guint per_page;  /* of the last layout */
};

static void
form_free (gpointer data)
{
  CltPaperForm *form = data;

  g_free (form->title);
  for (guint i = 0; i < CLT_FORM_LINES; i++)
    g_free (form->lines[i]);
  g_ptr_array_unref (form->rows);
  g_free (form);
}

static guint
lay_out_form (CltPaper *paper)
{
  CltPaperForm *form = paper->data;
  double room = clt_paper_get_bottom (paper) - CLT_PAPER_MARGIN - HEAD_HEIGHT - ROW_HEIGHT - 8;

  form->per_page = (guint) MAX (room / ROW_HEIGHT, 1);
  return (form->rows->len + MIN_BLANK + form->per_page - 1) / form->per_page;
}

static void
draw_head (const CltPaper *paper, CltInk *ink, const CltPaperForm *form)
{
  double x = CLT_PAPER_MARGIN, y = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);

  clt_ink_put (ink, form->title, x, y, width, TITLE_SIZE, TRUE, CLT_INK_TEXT, 0);
  for (guint i = 0; i < CLT_FORM_LINES; i++)
    clt_ink_put (ink, form->lines[i], x, y + 26 + LINE_HEIGHT * i, width, TEXT_SIZE, FALSE,
                 CLT_INK_TEXT, 0);
}

static void
draw_cells (const CltPaper *paper, CltInk *ink, double y, const char *const *texts, gboolean bold)
{
  const CltPaperForm *form = paper->data;
  double x = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);

  for (guint i = 0; i < form->n_columns; i++)
    {
      double column = width * form->columns[i].share;

      clt_ink_put (ink, texts[i], x + 4, y + 7, column - 8, TEXT_SIZE, bold, CLT_INK_TEXT, 0);
      clt_ink_rule (ink, x, y, 0.5, ROW_HEIGHT);
      x += column;
    }
  clt_ink_rule (ink, x, y, 0.5, ROW_HEIGHT);
  clt_ink_rule (ink, CLT_PAPER_MARGIN, y + ROW_HEIGHT, width, 0.5);
}

static void
draw_row (const CltPaper *paper, CltInk *ink, double y, guint index)
{
  const CltPaperForm *form = paper->data;
  const char *const *row = index < form->rows->len ? form->rows->pdata[index] : NULL;
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  const char *texts[CLT_FORM_COLUMNS] = { number };

  for (guint i = 1; i < form->n_columns; i++)
    texts[i] = row == NULL ? "" : row[i - 1];
  draw_cells (paper, ink, y, texts, FALSE);
}

static void
draw_form (const CltPaper *paper, cairo_t *cr, guint page)
{
  const CltPaperForm *form = paper->data;
  const char *titles[CLT_FORM_COLUMNS];
  g_auto (CltInk) ink = { 0 };
  double y = CLT_PAPER_MARGIN + HEAD_HEIGHT;

  clt_ink_init (&ink, cr);
  draw_head (paper, &ink, form);
  for (guint i = 0; i < form->n_columns; i++)
    titles[i] = g_dpgettext2 (GETTEXT_PACKAGE, form->context, form->columns[i].title);
  clt_ink_rule (&ink, CLT_PAPER_MARGIN, y, clt_paper_get_inner_width (paper), 0.5);
  draw_cells (paper, &ink, y, titles, TRUE);
  for (guint i = 0; i < form->per_page; i++)
    draw_row (paper, &ink, y += ROW_HEIGHT, page * form->per_page + i);
  clt_paper_draw_foot (paper, &ink, _ ("Account numbers are masked."), page);
}

static const CltPaperKind kinds[] = {
  [CLT_FORM_SIGN_IN] = { "sign-in-sheet", lay_out_form, draw_form, form_free },
  [CLT_FORM_GUESTS] = { "guest-list", lay_out_form, draw_form, form_free },
};

CltPaperForm *
clt_paper_form_new (const char *context, const CltFormColumn *columns, guint n_columns)
{
  CltPaperForm *form = g_new0 (CltPaperForm, 1);

  g_return_val_if_fail (n_columns <= CLT_FORM_COLUMNS, NULL);
  form->context = context;
  form->columns = columns;
  form->n_columns = n_columns;
  form->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return form;
}

void
clt_paper_form_set_head (CltPaperForm *form, char *title, char *when, char *where, char *who)
{
  form->title = title;
  form->lines[0] = when;
  form->lines[1] = where;
  form->lines[2] = who;
}

void
clt_paper_form_add_row (CltPaperForm *form, const char *const *texts)
{
  GPtrArray *row = g_ptr_array_new ();

  for (guint i = 0; i + 1 < form->n_columns; i++)
    g_ptr_array_add (row, g_strdup (texts[i]));
  g_ptr_array_add (row, NULL);
  g_ptr_array_add (form->rows, g_ptr_array_free (row, FALSE));
}

CltPaper *
clt_paper_new_form (CltFormKind kind,
                    CltPaperForm *form,
                    CltConn *conn,
                    const CltExportOptions *options)
{
  CltPaper *paper =
    clt_paper_new (&kinds[kind], form, conn, g_strdup (form->title), g_strdup (""), options);

  paper->rows = form->rows->len;
  return paper;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A questionnaire to be filled in with a pen. Each question is kept together on one page; codes of
 * options stand in front of them, for who keys the answers in. What is drawn is measured by drawing
 * it where nobody looks. */

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-template.h"
#include "core/report/clt-paper-private.h"
#include "core/surveys/clt-flow-check.h"

#define TITLE_SIZE 16.0
#define SECTION_SIZE 12.5
#define TEXT_SIZE 10.0
#define SMALL_SIZE 8.5
#define LINE_HEIGHT 17.0
#define BOX 9.0
#define GAP 10.0    /* below a question */
#define INDENT 16.0 /* of answers */
#define N_LINES 3   /* for free words */

typedef struct
{
  char *title, *greeting, *closing, *code;
  CltForm *form;    /* texts filled in */
  GPtrArray *lines; /* CltOutlineLine, one a question */
  guint *pages;     /* of the last layout: a question, and the closing behind the last */
  double *places;   /* from the top of its page */
} Sheet;

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->title);
  g_free (sheet->greeting);
  g_free (sheet->closing);
  g_free (sheet->code);
  g_ptr_array_unref (sheet->lines);
  clt_form_free (sheet->form);
  g_free (sheet->pages);
  g_free (sheet->places);
  g_free (sheet);
}

/* ---- pieces; each returns its height ------------------------------------------------------- */

static double
put_text (CltInk *ink, const char *text, double x, double y, double width, gboolean bold)
{
  return clt_ink_put_lines (ink, text, x, y, width, TEXT_SIZE, bold, CLT_INK_TEXT, 0);
}

static double
put_note (CltInk *ink, const char *text, double x, double y, double width)
{
  return *text == '\0'
           ? 0
           : clt_ink_put_lines (ink, text, x, y, width, SMALL_SIZE, FALSE, CLT_INK_DIM, 0);
}

static void
put_box (CltInk *ink, double x, double y)
{
  clt_ink_set_color (ink, CLT_INK_TEXT);
  cairo_set_line_width (ink->cr, 0.7);
  cairo_rectangle (ink->cr, x, y + 1, BOX, BOX);
  cairo_stroke (ink->cr);
}

static void
put_rule (CltInk *ink, double x, double y, double width)
{
  clt_ink_set_color (ink, CLT_INK_DIM);
  cairo_rectangle (ink->cr, x, y, width, 0.5);
  cairo_fill (ink->cr);
}

/* A box, a code for who keys it in, and words. */
static double
put_option (CltInk *ink, const CltOption *option, double x, double y, double width, double code)
{
  double height;

  put_box (ink, x, y);
  clt_ink_put (ink, option->code, x + BOX + 4, y, code, SMALL_SIZE, FALSE, CLT_INK_DIM, 0);
  height = put_text (ink, option->label, x + BOX + 10 + code, y, width - BOX - 10 - code, FALSE);
  if (option->open)
    {
      double words = clt_ink_measure (ink, option->label, TEXT_SIZE, FALSE);

      if (words < width - BOX - code - 80)
        put_rule (ink, x + BOX + 16 + code + words, y + TEXT_SIZE + 2,
                  width - BOX - 16 - code - words);
    }
  return MAX (height + 4, LINE_HEIGHT);
}

static double
put_options (CltInk *ink, const CltQuestion *question, double x, double y, double width)
{
  double top = y, code = 0;

  for (guint i = 0; i < question->options->len; i++)
    code = MAX (code, clt_ink_measure (ink, ((CltOption *) question->options->pdata[i])->code,
                                       SMALL_SIZE, FALSE));
  for (guint i = 0; i < question->options->len; i++)
    y += put_option (ink, question->options->pdata[i], x, y, width, MIN (code, width / 4));
  return y - top;
}

static double
put_yesno (CltInk *ink, double x, double y)
{
  const char *words[] = { C_ ("answer", "Yes"), C_ ("answer", "No") };

  for (guint i = 0; i < 2; i++)
    {
      put_box (ink, x + 80 * i, y);
      clt_ink_put (ink, words[i], x + 80 * i + BOX + 5, y, 60, TEXT_SIZE, FALSE, CLT_INK_TEXT, 0);
    }
  return LINE_HEIGHT;
}

/* Points in a row, the meaning of the ends beside them. */
static double
put_scale (CltInk *ink, const CltQuestion *question, double x, double y, double width)
{
  int low, high;
  double step, at = x;

  clt_question_get_scale (question, &low, &high);
  at +=
    clt_ink_put (ink, question->low_label, x, y, width * 0.22, SMALL_SIZE, FALSE, CLT_INK_DIM, 0);
  at += at > x ? 8 : 0;
  step = MIN ((width * 0.75 - (at - x)) / (high - low + 1), 44);
  for (int i = low; i <= high; i++, at += step)
    {
      g_autofree char *number = g_strdup_printf ("%d", i);

      put_box (ink, at, y);
      clt_ink_put (ink, number, at + BOX + 3, y, step - BOX - 4, TEXT_SIZE, FALSE, CLT_INK_TEXT, 0);
    }
  clt_ink_put (ink, question->high_label, at + 4, y, x + width - at - 4, SMALL_SIZE, FALSE,
               CLT_INK_DIM, 0);
  return LINE_HEIGHT;
}

static double
put_matrix (CltInk *ink, const CltQuestion *question, double x, double y, double width)
{
  const double first = width * 0.34, step = (width - first) / question->options->len, top = y;
  double head = 0;

  for (guint i = 0; i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];

      head = MAX (head, clt_ink_put_lines (ink, option->label, x + first + step * i, y, step - 6,
                                           SMALL_SIZE, FALSE, CLT_INK_DIM, 0));
    }
  y += head + 4;
  for (guint k = 0; k < question->lines->len; k++)
    {
      const CltOption *line = question->lines->pdata[k];
      double height = put_text (ink, line->label, x, y, first - 8, FALSE);

      for (guint i = 0; i < question->options->len; i++)
        {
          put_box (ink, x + first + step * i, y);
          clt_ink_put (ink, ((CltOption *) question->options->pdata[i])->code,
                       x + first + step * i + BOX + 3, y, step - BOX - 4, SMALL_SIZE, FALSE,
                       CLT_INK_DIM, 0);
        }
      y += MAX (height + 4, LINE_HEIGHT);
    }
  return y - top;
}

static double
put_rules (CltInk *ink, guint n, double x, double y, double width)
{
  for (guint i = 0; i < n; i++)
    put_rule (ink, x, y + LINE_HEIGHT * (i + 1), width);
  return LINE_HEIGHT * n + 4;
}

static double
put_answer (CltInk *ink, const CltQuestion *question, double x, double y, double width)
{
  if (question->type == CLT_QUESTION_YESNO)
    return put_yesno (ink, x, y);
  if (clt_question_get_scale (question, NULL, NULL))
    return put_scale (ink, question, x, y, width);
  if (question->type == CLT_QUESTION_MATRIX)
    return put_matrix (ink, question, x, y, width);
  if (question->type == CLT_QUESTION_TEXT)
    return put_rules (ink, N_LINES, x, y, width);
  if (question->type == CLT_QUESTION_NUMBER || question->type == CLT_QUESTION_DATE)
    return put_rules (ink, 1, x, y, width * 0.3);
  return put_options (ink, question, x, y, width);
}

/* What is none of the answers and still is one. */
static double
put_marks (CltInk *ink, double x, double y)
{
  const char *words[] = { _ ("I would rather not say"), _ ("I do not know") };

  for (guint i = 0; i < 2; i++)
    {
      put_box (ink, x, y);
      x += BOX + 4;
      x += clt_ink_put (ink, words[i], x, y, 160, SMALL_SIZE, FALSE, CLT_INK_DIM, 0) + 14;
    }
  return LINE_HEIGHT;
}

static const char *
get_hint (const CltQuestion *question)
{
  if (question->type == CLT_QUESTION_SEVERAL)
    return _ ("Tick all that apply.");
  if (question->type == CLT_QUESTION_RANKING)
    return _ ("Write 1 for what matters most, then 2, and so on.");
  return "";
}

static double
put_question (CltInk *ink, const CltOutlineLine *line, double x, double y, double width)
{
  const CltQuestion *question = line->question;
  g_autofree char *text = line->number == 0
                            ? g_strdup (question->text)
                            : g_strdup_printf ("%d. %s", line->number, question->text);
  const double top = y;

  if (question->type == CLT_QUESTION_SECTION)
    {
      y += 6;
      y += clt_ink_put_lines (ink, text, x, y, width, SECTION_SIZE, TRUE, CLT_INK_TEXT, 0);
      y += put_note (ink, line->condition, x, y, width);
      return y - top + GAP;
    }
  y += put_text (ink, text, x, y, width, clt_question_is_asked (question)) + 3;
  y += put_note (ink, line->condition, x, y, width);
  y += put_note (ink, get_hint (question), x, y, width) + 2;
  if (!clt_question_is_asked (question))
    return y - top + GAP;
  /* beside what takes half a line, else below */
  if (question->type == CLT_QUESTION_YESNO)
    put_marks (ink, x + width / 2, y);
  y += put_answer (ink, question, x + INDENT, y, width - INDENT);
  if (question->type != CLT_QUESTION_YESNO)
    y += put_marks (ink, x + INDENT, y);
  return y - top + GAP;
}

static double
put_head (CltInk *ink, const Sheet *sheet, double x, double y, double width)
{
  const double top = y;

  y += clt_ink_put_lines (ink, sheet->title, x, y, width * 0.7, TITLE_SIZE, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (ink, sheet->code, x + width * 0.7, top + 4, width * 0.3, TEXT_SIZE, TRUE,
               CLT_INK_TEXT, 1);
  y += 6;
  if (*sheet->greeting != '\0')
    y += put_text (ink, sheet->greeting, x, y, width, FALSE) + 4;
  return y - top + GAP;
}

/* ---- pages --------------------------------------------------------------------------------- */

static guint
lay_out (CltPaper *paper)
{
  Sheet *sheet = paper->data;
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_auto (CltInk) ink = { 0 };
  const double x = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);
  const double bottom = clt_paper_get_bottom (paper) - 8;
  double y = CLT_PAPER_MARGIN;
  guint page = 0;

  clt_ink_init (&ink, cr);
  y += put_head (&ink, sheet, x, y, width);
  for (guint i = 0; i <= sheet->lines->len; i++)
    {
      const gboolean last = i == sheet->lines->len;
      double height = last ? put_text (&ink, sheet->closing, x, y, width, FALSE)
                           : put_question (&ink, sheet->lines->pdata[i], x, y, width);
      /* a heading does not stand alone at the foot */
      double keep = height;

      if (!last && i + 1 < sheet->lines->len &&
          ((CltOutlineLine *) sheet->lines->pdata[i])->question->type == CLT_QUESTION_SECTION)
        keep += put_question (&ink, sheet->lines->pdata[i + 1], x, y, width);
      if (y + keep > bottom && y > CLT_PAPER_MARGIN)
        {
          page++;
          y = CLT_PAPER_MARGIN;
        }
      sheet->pages[i] = page;
      sheet->places[i] = y;
      y += height;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return page + 1;
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const Sheet *sheet = paper->data;
  g_auto (CltInk) ink = { 0 };
  const double x = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);

  clt_ink_init (&ink, cr);
  if (page == 0)
    put_head (&ink, sheet, x, CLT_PAPER_MARGIN, width);
  for (guint i = 0; i < sheet->lines->len; i++)
    if (sheet->pages[i] == page)
      put_question (&ink, sheet->lines->pdata[i], x, sheet->places[i], width);
  if (sheet->pages[sheet->lines->len] == page)
    put_text (&ink, sheet->closing, x, sheet->places[sheet->lines->len], width, FALSE);
  clt_paper_draw_foot (paper, &ink, sheet->code, page);
}

static const CltPaperKind kind = { "questionnaire", lay_out, draw, free_sheet };

/* ---- texts --------------------------------------------------------------------------------- */

/* What is not known is left to the pen. */
static char *
blank_out (const char *text)
{
  GString *blank = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '{' && p[1] != '{')
      {
        inside = TRUE;
        g_string_append (blank, "________");
      }
    else if (inside && *p == '}')
      inside = FALSE;
    else if (!inside)
      g_string_append_unichar (blank, g_utf8_get_char (p));
  return g_string_free (blank, FALSE);
}

/* @text becomes what this client reads; of a blank form what everybody reads. */
static gboolean
fill (CltConn *conn, char **text, gint64 client_id, CltDay day, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autofree char *filled =
    client_id != 0 ? clt_template_fill (conn, *text, client_id, day, error)
                   : clt_template_fill_public (conn, *text, CLT_TIER_UNRATED, day, &missing);

  if (filled == NULL && client_id != 0)
    return FALSE;
  if (filled == NULL)
    filled = blank_out (*text);
  clt_set_str (text, filled);
  return TRUE;
}

static gboolean
fill_form (CltConn *conn, CltForm *form, gint64 client_id, CltDay day, GError **error)
{
  if (!fill (conn, &form->greeting, client_id, day, error) ||
      !fill (conn, &form->closing, client_id, day, error))
    return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    if (!fill (conn, &((CltQuestion *) form->questions->pdata[i])->text, client_id, day, error))
      return FALSE;
  return TRUE;
}

CltPaper *
clt_paper_new_questionnaire (CltConn *conn,
                             gint64 version_id,
                             gint64 client_id,
                             const CltExportOptions *options,
                             GError **error)
{
  g_autoptr (CltForm) form = clt_form_load (conn, version_id, error);
  g_autoptr (CltQuestionnaire) head =
    form == NULL ? NULL : clt_questionnaire_load (conn, form->questionnaire_id, error);
  Sheet *sheet;

  if (head == NULL || !fill_form (conn, form, client_id, clt_today (), error))
    return NULL;
  sheet = g_new0 (Sheet, 1);
  sheet->title = g_strdup (head->name);
  sheet->greeting = g_strdup (form->greeting);
  sheet->closing = g_strdup (form->closing);
  sheet->code = client_id == 0
                  ? g_strdup_printf ("%s-%d", head->key, form->number)
                  : g_strdup_printf ("%s-%d-%" G_GINT64_FORMAT, head->key, form->number, client_id);
  sheet->form = g_steal_pointer (&form);
  sheet->lines = clt_form_outline (sheet->form);
  sheet->pages = g_new0 (guint, sheet->lines->len + 1);
  sheet->places = g_new0 (double, sheet->lines->len + 1);
  return clt_paper_new (&kind, sheet, conn, g_strdup (head->name), g_strdup (sheet->code), options);
}

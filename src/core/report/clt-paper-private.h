/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-document.h"
#include "core/report/clt-ink.h"
#include "core/report/clt-letter.h"
#include "core/report/clt-paper.h"

G_BEGIN_DECLS

#define CLT_PAPER_MARGIN 36.0 /* half an inch: more than any printer leaves white */

typedef struct
{
  const char *name; /* in the export log: "clients", "card", "dashboard" */
  guint (*lay_out) (CltPaper *paper);
  void (*draw) (const CltPaper *paper, cairo_t *cr, guint page);
  void (*free) (gpointer data);
} CltPaperKind;

struct _CltPaper
{
  gatomicrefcount ref_count;
  const CltPaperKind *kind;
  gpointer data; /* owned: of the kind */
  char *title, *branch, *who, *filter;
  gint64 rows;
  gboolean landscape;
  double width, height; /* points; of the last layout */
  guint n_pages;
};

/* Takes @title and @filter. */
CltPaper *clt_paper_new (const CltPaperKind *kind,
                         gpointer data,
                         CltConn *conn,
                         char *title,
                         char *filter,
                         const CltExportOptions *options);
/* A flowing text. Takes @letter, @title and @filter. */
typedef enum
{
  CLT_LETTER_STUDY,
  CLT_LETTER_SERVICE_CARD,
  CLT_LETTER_COMPLAINT,
  CLT_LETTER_RESULTS,
} CltLetterKind;
CltPaper *clt_paper_new_letter (CltLetterKind kind,
                                CltLetter *letter,
                                CltConn *conn,
                                char *title,
                                char *filter,
                                const CltExportOptions *options);
/* A table that people sign. */
#define CLT_FORM_COLUMNS 6
#define CLT_FORM_LINES 3
typedef enum
{
  CLT_FORM_SIGN_IN,
  CLT_FORM_GUESTS,
} CltFormKind;
typedef struct
{
  const char *title; /* untranslated, of the context of the sheet */
  double share;      /* of the width */
} CltFormColumn;
typedef struct _CltForm CltPaperForm;
/* The first column numbers the rows. @context, @columns: static. */
CltPaperForm *
clt_paper_form_new (const char *context, const CltFormColumn *columns, guint n_columns);
/* Takes them. */
void clt_paper_form_set_head (CltPaperForm *sheet, char *title, char *when, char *where, char *who);
/* @texts: of the columns behind the number. */
void clt_paper_form_add_row (CltPaperForm *sheet, const char *const *texts);
/* Takes @sheet. */
CltPaper *clt_paper_new_form (CltFormKind kind,
                              CltPaperForm *sheet,
                              CltConn *conn,
                              const CltExportOptions *options);
/* The line below every page: who, when, what is masked, page x of y. */
void clt_paper_draw_foot (const CltPaper *paper, CltInk *ink, const char *note, guint page);
/* Where the foot begins, and how wide the page is between its margins. */
double clt_paper_get_bottom (const CltPaper *paper);
double clt_paper_get_inner_width (const CltPaper *paper);

G_END_DECLS

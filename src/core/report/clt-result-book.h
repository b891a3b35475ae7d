/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-book.h"
#include "core/surveys/clt-survey-result.h"

G_BEGIN_DECLS

/* What the sheets of results are made of. */
typedef struct
{
  CltConn *conn;
  const CltResultQuery *query;
  const CltSurveyResult *result;
  CltBook *book;
  const char *title;       /* the questionnaire */
  const char *description; /* which forms are counted */
} CltResultBook;

/* The head, dimensions and groups; every question a row; counts with their charts; what the figures
 * mean. */
void clt_result_book_add_summary (const CltResultBook *book);
void clt_result_book_add_questions (const CltResultBook *book);
void clt_result_book_add_counts (const CltResultBook *book);
void clt_result_book_add_definitions (const CltResultBook *book);

G_END_DECLS

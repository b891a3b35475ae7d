/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A flowing document on A4 upright: headings, paragraphs, label-value rows and charts, broken into
 * pages; each page carries the sender above and a line with its number below. Lengths in points. */

#include <cairo.h>

#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

#define CLT_LETTER_WIDTH 595.28
#define CLT_LETTER_HEIGHT 841.89

typedef struct _CltLetter CltLetter;

/* @sender stands above, @foot below on every page. */
CltLetter *clt_letter_new (const char *sender, const char *foot);
void clt_letter_free (CltLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLetter, clt_letter_free)

void clt_letter_add_title (CltLetter *letter, const char *text);
void clt_letter_add_heading (CltLetter *letter, const char *text);
/* Line breaks in @text are kept. */
void clt_letter_add_text (CltLetter *letter, const char *text);
/* Smaller and grey: what is said beside the matter. */
void clt_letter_add_note (CltLetter *letter, const char *text);
void clt_letter_add_row (CltLetter *letter, const char *label, const char *value);
/* @chart: its reference is kept. */
void clt_letter_add_chart (CltLetter *letter, CltChart *chart, double height);

/* After the last addition. A heading stays with what follows it. */
int clt_letter_get_n_pages (CltLetter *letter);
/* @page from 0. */
void clt_letter_draw (CltLetter *letter, cairo_t *cr, int page);

G_END_DECLS

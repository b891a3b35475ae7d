/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A flowing text for paper: headings, paragraphs, label-value rows and charts, broken into pages. The
 * foot of the page is the paper's. Lengths in points. */

#include <cairo.h>

#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

typedef struct _CltLetter CltLetter;

/* @sender stands above every page. */
CltLetter *clt_letter_new (const char *sender);
/* Before the first addition: smaller and closer, for what belongs on one page. */
void clt_letter_set_compact (CltLetter *letter);
void clt_letter_free (CltLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLetter, clt_letter_free)

void clt_letter_add_title (CltLetter *letter, const char *text);
void clt_letter_add_heading (CltLetter *letter, const char *text);
/* Line breaks in @text are kept. */
void clt_letter_add_text (CltLetter *letter, const char *text);
/* Smaller and grey: what is said beside the matter. */
void clt_letter_add_note (CltLetter *letter, const char *text);
void clt_letter_add_row (CltLetter *letter, const char *label, const char *value);
/* A line of three columns; what is said of it stands beside it, in grey. */
void clt_letter_add_item (CltLetter *letter, const char *name, const char *value, const char *note);
/* @chart: its reference is kept. */
void clt_letter_add_chart (CltLetter *letter, CltChart *chart, double height);

/* What follows begins a new page. */
void clt_letter_add_break (CltLetter *letter);

/* After the last addition: breaks it into pages whose text ends at @bottom, between margins of
 * @margin. A heading stays with what follows it. Returns: how many. */
guint clt_letter_lay_out (CltLetter *letter, double width, double bottom, double margin);
/* @page from 0. */
void clt_letter_draw (CltLetter *letter, cairo_t *cr, guint page);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the two files of CltFormView share: what stands in the form and is shown, and what a key does. */

#include "app/callbacks/clt-form-keys.h"
#include "app/callbacks/clt-form-view.h"

G_BEGIN_DECLS

struct _CltFormView
{
  AdwBin parent_instance;

  CltForm *form; /* owned (nullable) */
  CltFlow *flow; /* owned (nullable): of form */
  int index;     /* of the question on the screen; -1: the end */
  guint line;    /* of a matrix */
  gint64 since;  /* monotonic: what was before is counted already */
  gboolean asked_once;

  GtkWidget *body;
  GtkLabel *section_label;
  GtkLabel *place_label;
  GtkProgressBar *progress;
  GtkScrolledWindow *scroller;
  GtkWidget *stage;
  GtkLabel *question_label;
  GtkLabel *help_label;
  GtkLabel *line_label;
  CltFormKeys *keys;
  GtkEditable *entry;
  GtkLabel *hint_label;
  GtkLabel *problem_label;
  GtkWidget *back_button;
  GtkToggleButton *unknown_button;
  GtkLabel *unknown_key;
  GtkToggleButton *refused_button;
  GtkLabel *refused_key;
  GtkWidget *on_button;
  GtkLabel *on_label;
};

/* The one on the screen. (nullable): the end */
const CltQuestion *clt_form_view_get_question (CltFormView *self);
/* "": the end */
const char *clt_form_view_get_key_of (CltFormView *self, int index);
/* The part that is asked about now; "": the question has one value, or each answer is a part. */
const char *clt_form_view_get_part (CltFormView *self);
/* (nullable) */
const CltAnswer *clt_form_view_find_answer (CltFormView *self, const char *part);
/* "": blank */
const char *clt_form_view_get_value (CltFormView *self, const char *part);
gboolean clt_form_view_is_typed (const CltQuestion *question);
/* The option that is chosen and takes words; of several the first one. (nullable) */
const CltOption *clt_form_view_find_open_option (CltFormView *self);
guint clt_form_view_count_ranks (CltFormView *self);

void clt_form_view_show_problem (CltFormView *self, const char *text);
/* The answers to the question that is on the screen. */
void clt_form_view_show_answers (CltFormView *self);
/* That, and the question. */
void clt_form_view_show_question (CltFormView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltAudienceView: a filter, who may be invited, who is left out and why. What is asked, and what is
 * then done with those who may, is its owner's: the view asks again when the filter has been typed,
 * and has an answer only while that belongs to what stands in the form.
 *
 * Its owner's template may give it the children “beside”, which stands at the filter's right, and
 * “verbs”: buttons that are sensitive while there is somebody. */

#include <adwaita.h>

#include "app/widgets/clt-cell-rows.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* The answer. */
typedef struct
{
  CltCellRows *rows; /* by client: those who may first */
  GArray *free;      /* gint64: who may be invited */
  guint n_unreached; /* of these: no invitation would go to them, but they may be enrolled */
  guint n_out;
  char *summary; /* (nullable): said instead of how many may and how many are left out */
} CltAudience;

CltAudience *clt_audience_new (guint n_columns);
void clt_audience_free (gpointer audience);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAudience, clt_audience_free)

typedef struct
{
  CltStoreFunc load; /* gives a CltAudience */
  /* What load() gets. (transfer full) */
  gpointer (*make_question) (const char *expression, gpointer owner);
  GDestroyNotify question_free;
  const CltTableColumn *columns; /* titles in English, in the context @context */
  guint n_columns;
  const char *context;
} CltAudienceSource;

#define CLT_TYPE_AUDIENCE_VIEW (clt_audience_view_get_type ())
G_DECLARE_FINAL_TYPE (CltAudienceView, clt_audience_view, CLT, AUDIENCE_VIEW, AdwBin)

/* @source must live as long as the view (a static table), @owner too. */
void clt_audience_view_set_source (CltAudienceView *self,
                                   CltDesk *desk,
                                   const CltAudienceSource *source,
                                   gpointer owner);
/* Asks at once while it is on the screen, else when it comes there. */
void clt_audience_view_ask (CltAudienceView *self);
/* Empties the filter without asking. */
void clt_audience_view_clear (CltAudienceView *self);
/* (transfer full) */
char *clt_audience_view_dup_expression (CltAudienceView *self);
/* Who may be invited, and takes them off the screen's hands until the next answer. (element-type
 * gint64) (transfer full) (nullable): NULL while nobody may or an answer is awaited. */
GArray *clt_audience_view_take_ids (CltAudienceView *self);
/* Whether an invitation would reach anybody. The signal “answered” says that it may have changed. */
gboolean clt_audience_view_reaches (CltAudienceView *self);
/* The client chosen; 0: none. */
gint64 clt_audience_view_get_selected (CltAudienceView *self);
void clt_audience_view_focus (CltAudienceView *self);

G_END_DECLS

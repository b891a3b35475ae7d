/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ladder of a curriculum as a drawing: rungs, cards and the ways between them. A ladder is a value
 * that is made once, in a worker if need be, and then laid out and drawn at any size, on the screen and
 * on paper. */

#include <cairo.h>
#include <pango/pango.h>

#include "core/charts/clt-chart-colors.h"
#include "core/charts/clt-ladder-layout.h"

G_BEGIN_DECLS

typedef struct _CltLadder CltLadder;

CltLadder *clt_ladder_new (void);
void clt_ladder_free (CltLadder *ladder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLadder, clt_ladder_free)

#define CLT_LADDER_FACTS 3

typedef struct
{
  gint64 id;
  const char *code, *name;
  const char *mark;                    /* (nullable) beside the first fact: "C4" */
  const char *facts[CLT_LADDER_FACTS]; /* (nullable) a line each */
  const char *description;             /* (nullable) in words, for those who do not see it */
  gboolean strong;                     /* the last fact calls for attention */
  gboolean faint;                      /* not in use any more */
  gboolean vacant;                     /* no course: the place of a level that has none */
} CltLadderCard;

/* From the bottom up. All texts are copied. */
void clt_ladder_add_level (CltLadder *ladder, const char *code, const char *name, const char *note);
/* Into the level added last. Returns: its index. */
guint clt_ladder_add_card (CltLadder *ladder, const CltLadderCard *card);
/* By ids; passed over when one of them is not there. */
void clt_ladder_add_need (CltLadder *ladder, gint64 from, gint64 to);

/* (transfer none): valid until the next addition. */
const CltLadderShape *clt_ladder_get_shape (CltLadder *ladder);
guint clt_ladder_get_n_cards (const CltLadder *ladder);
const CltLadderCard *clt_ladder_get_card (const CltLadder *ladder, guint index);
/* -1: none. */
int clt_ladder_find (const CltLadder *ladder, gint64 id);
/* The card that what was typed leads to, from @after on and round: the beginning of its code or its
 * name, or of the pinyin of that. -1: none. */
int clt_ladder_type_ahead (const CltLadder *ladder, const char *text, guint after);

typedef struct
{
  PangoContext *context; /* (nullable): that of the screen */
  double scale;          /* 1: 12 units a line of facts */
  CltColor ink, dim, ground, rung, card, border, accent, warning;
  gboolean contrast; /* borders and ways as strong as the text */
} CltLadderStyle;

/* Black on white, for paper. */
void clt_ladder_style_init_paper (CltLadderStyle *style);
void clt_ladder_style_get_metrics (const CltLadderStyle *style, CltLadderMetrics *metrics);

typedef enum
{
  CLT_LADDER_PLAIN,
  CLT_LADDER_CHOSEN,
  CLT_LADDER_ON_WAY, /* it leads to the chosen course, or builds on it */
} CltLadderState;

/* Rungs, names of levels, and ways; those of @chosen (-1: none) stand out, less so where they lead up from it. */
void clt_ladder_draw_ground (CltLadder *ladder,
                             const CltLadderLayout *layout,
                             const CltLadderStyle *style,
                             int chosen,
                             cairo_t *cr);
/* Into a box of this size at the origin. */
void clt_ladder_draw_card (const CltLadder *ladder,
                           guint index,
                           const CltLadderBox *box,
                           const CltLadderStyle *style,
                           CltLadderState state,
                           cairo_t *cr);

G_END_DECLS

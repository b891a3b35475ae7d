/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the designer writes: one change, an action on the writer thread. Questions and options are
 * named, not counted, so that changes that follow each other quickly meet what they mean. */

#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

typedef enum
{
  /* one question; these also change a question that is not stored yet */
  CLT_DESIGN_SET,           /* field := text */
  CLT_DESIGN_ADD_OPTION,    /* text, at the end */
  CLT_DESIGN_SET_OPTION,    /* the words of code := text; "": it goes */
  CLT_DESIGN_MOVE_OPTION,   /* code, by step */
  CLT_DESIGN_FLAG_OPTION,   /* field ("exclusive", "open") of code is turned round */
  CLT_DESIGN_RECODE_OPTION, /* code := text */
  /* the questions of a form */
  CLT_DESIGN_ADD, /* added, at index */
  CLT_DESIGN_REMOVE,
  CLT_DESIGN_MOVE, /* by step */
  CLT_DESIGN_DUPLICATE,
  CLT_DESIGN_SET_FORM, /* field ("greeting", "closing", "dimensions") := text */
  /* questionnaires */
  CLT_DESIGN_SET_HEAD, /* field ("name", "key", "occasion") := text */
  CLT_DESIGN_CREATE,   /* from the preset field, "": empty; text: its name */
  CLT_DESIGN_COPY,     /* text: its name */
  CLT_DESIGN_ARCHIVE,  /* or brought back */
  CLT_DESIGN_OPEN_DRAFT,
  CLT_DESIGN_DISCARD,
  CLT_DESIGN_PUBLISH,
  CLT_DESIGN_IMPORT,  /* text: JSON */
  CLT_DESIGN_PRESETS, /* all that come with the program, published */
} CltDesignKind;

typedef struct
{
  CltDesignKind kind;
  gint64 questionnaire, version, question;
  gboolean lines; /* an option means a line of a matrix */
  char *field, *code, *text;
  int index, step;
  CltQuestion *added; /* owned (nullable) */
} CltDesignChange;

CltDesignChange *clt_design_change_new (CltDesignKind kind);
void clt_design_change_free (gpointer change);
/* For one of the first kinds: @question, whose codes never went beyond @highest. */
gboolean clt_design_change_apply (const CltDesignChange *change,
                                  CltQuestion *question,
                                  gint64 highest,
                                  GError **error);
/* A CltActionFunc; @data is a CltDesignChange. */
gboolean clt_design_change_run (CltConn *conn, gpointer data, GError **error);
/* The name of its action. */
const char *clt_design_change_get_action (const CltDesignChange *change);

G_END_DECLS

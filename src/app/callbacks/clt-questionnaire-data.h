/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of questionnaires reads: all questionnaires, and one version of one of them with how it
 * runs and what is wrong with it. */

#include "core/store/clt-store.h"
#include "core/surveys/clt-flow-check.h"

G_BEGIN_DECLS

/* What is asked for. */
typedef struct
{
  gint64 questionnaire; /* 0, or one that is not in the list: the first */
  int number;           /* of a version; 0: the draft, else the one that is put */
  gboolean archived;    /* lists those, too */
} CltDesignQuestion;

/* Immutable. */
typedef struct
{
  GPtrArray *list;              /* CltQuestionnaire */
  const CltQuestionnaire *head; /* borrowed (nullable): the one of @list that is shown */
  GPtrArray *versions;          /* CltForm of head, newest first */
  const CltForm *form;          /* borrowed (nullable): the version that is shown */
  gint64 n_responses;           /* to that version */
  GPtrArray *lines;             /* CltOutlineLine */
  GPtrArray *faults;            /* CltFault */
  gboolean counted;             /* n_paths is known */
  guint64 n_paths;
} CltDesign;

void clt_design_free (CltDesign *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltDesign, clt_design_free)
/* The tables that it is made of; ends in NULL. */
extern const char *const clt_design_tables[];
/* A CltStoreFunc; @data is a CltDesignQuestion. */
gpointer clt_design_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* The version that is shown may be changed. */
gboolean clt_design_is_draft (const CltDesign *design);
/* (nullable): by its id; @index: (out) (optional): its place among all. */
const CltQuestion *clt_design_find (const CltDesign *design, gint64 question, guint *index);
/* “2 faults”, “Nothing is wrong with it”, and in how many ways it can run. (transfer full) */
char *clt_design_format_check (const CltDesign *design);
/* “Version 2 · Draft · 3 answered forms” (transfer full) */
char *clt_design_format_state (const CltDesign *design);
/* What its line in the list says below the name. (transfer full) */
char *clt_design_format_note (const CltQuestionnaire *questionnaire);
/* What the outline says below a question: what is answered, and what becomes of it. (transfer full) */
char *clt_design_format_answers (const CltOutlineLine *line);
/* Of two readings of the same version: the question that came with the later one; 0: none.
 * @before: (nullable) */
gint64 clt_design_find_added (const CltDesign *before, const CltDesign *after);
/* What @question of the earlier reading is in the later one: another version has the same questions
 * under other ids. @before: (nullable) */
gint64 clt_design_find_same (const CltDesign *before, const CltDesign *after, gint64 question);
/* The id of the questionnaire that was made last; 0: there is none. */
gint64 clt_design_find_newest (const CltDesign *design);
/* (nullable): the first fault of a question behind @question, else the first of all. */
const CltFault *clt_design_find_next_fault (const CltDesign *design, gint64 question);
/* The number of faults, without hints. */
guint clt_design_count_faults (const CltDesign *design);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What people read when something failed: what happened, what is unchanged, what to do. */

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  char *title; /* what happened */
  char *body;  /* what is unchanged and what to do */
} CltProblem;

/* @error: of core; @path: the file it is about, or NULL. (transfer full) */
CltProblem *clt_problem_new (const GError *error, const char *path);
void clt_problem_free (CltProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProblem, clt_problem_free)

/* Both on @page. @path as above. */
void clt_problem_show (const GError *error, const char *path, AdwStatusPage *page);
/* Both in one line, for a toast. (transfer full) */
char *clt_problem_dup_sentence (const GError *error);

G_END_DECLS

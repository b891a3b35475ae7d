/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* All ways through a form at once. */

#include "core/surveys/clt-flow-condition.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean complete; /* FALSE: given up; nothing below is known */
  guint64 n_paths;
  gboolean *reached;   /* a question: some way comes by it */
  gboolean *satisfied; /* some answers, whatever the way, make its own condition true */
  gboolean *avoided;   /* its own condition is false on some way to it */
} CltPaths;

/* @conditions: one a question, each about earlier questions only. */
CltPaths *clt_paths_find (const CltForm *form, const GPtrArray *conditions);
void clt_paths_free (CltPaths *paths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPaths, clt_paths_free)

G_END_DECLS

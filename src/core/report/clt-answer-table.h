/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Answered forms as rows of a table: questions by their text, each option of several as “Question -
 * Option”, codes as they are stored and beside them what they are called. What a question was not
 * asked for stands apart from what was left blank. Versions share the columns of equal keys. */

#include "core/report/clt-table.h"
#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

typedef struct _CltAnswerTable CltAnswerTable;

/* @forms: CltForm, the newest first; they must outlive it. */
CltAnswerTable *clt_answer_table_new (CltConn *conn, const GPtrArray *forms);
void clt_answer_table_free (CltAnswerTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAnswerTable, clt_answer_table_free)

guint clt_answer_table_get_n_columns (const CltAnswerTable *table);
/* Of so many columns; the texts are @table's. */
void clt_answer_table_fill_titles (const CltAnswerTable *table, CltTableColumn *columns);
/* Of the form @id; the texts are @table's until the next one is read. */
gboolean
clt_answer_table_read (CltAnswerTable *table, gint64 id, CltTableCell *cells, GError **error);

G_END_DECLS

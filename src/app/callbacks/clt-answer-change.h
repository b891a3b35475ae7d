/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of results changes in answered forms: an answer, with the reason, and the tags of free
 * words. */

#include <gtk/gtk.h>

#include "app/callbacks/clt-answer-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* Asks what becomes of the answer to @question, and why. */
void clt_answer_change_ask (GtkWidget *parent,
                            CltDesk *desk,
                            const CltAnswerSheet *sheet,
                            const CltQuestion *question);
/* Asks for a tag, and gives it. */
void clt_answer_tag_ask (GtkWidget *parent,
                         CltDesk *desk,
                         gint64 response_id,
                         gint64 question_id,
                         const char *const *known);
/* Gives the tag, or takes it away. */
void clt_answer_tag_set (CltDesk *desk,
                         gint64 response_id,
                         gint64 question_id,
                         const char *tag,
                         gboolean on);

G_END_DECLS

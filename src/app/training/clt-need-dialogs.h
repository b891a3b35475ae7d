/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/training/clt-need-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* The short questionnaire: what @name wants to learn, in which words, and whether a permission asks
 * for it. @course_id: that is suggested, 0: the first. @client_id 0: it asks who, too. */
void clt_need_dialog_ask (GtkWidget *parent,
                          CltDesk *desk,
                          const CltCurriculum *curriculum,
                          gint64 course_id,
                          gint64 client_id,
                          const char *name);
/* In which days a session of @course is to be planned for @clients (element-type gint64, transfer
 * full). */
void
clt_need_dialog_plan (GtkWidget *parent, CltDesk *desk, const CltCourse *course, GArray *clients);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The questions that plans and notes ask: whose and by whom, what the reviewer says, and how one
 * reaches its client. */

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"
#include "core/research/clt-study.h"

G_BEGIN_DECLS

/* @client_id of a plan; 0: its account is asked for. */
void clt_study_dialog_new (GtkWidget *parent, CltDesk *desk, CltStudyKind kind, gint64 client_id);
void
clt_study_dialog_review (GtkWidget *parent, CltDesk *desk, const CltStudy *study, gboolean approve);
void clt_study_dialog_deliver (GtkWidget *parent, CltDesk *desk, gint64 version_id);

G_END_DECLS

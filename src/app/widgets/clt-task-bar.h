/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTaskBar: a bar at the foot of a window for one long piece of work: what runs, how far it is,
 * Cancel. It shows itself after a moment, so that short work does not flicker. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_TASK_BAR (clt_task_bar_get_type ())
G_DECLARE_FINAL_TYPE (CltTaskBar, clt_task_bar, CLT, TASK_BAR, GtkWidget)

/* What a worker thread writes its progress into; outlives the bar. */
typedef struct _CltProgress CltProgress;

CltProgress *clt_progress_ref (CltProgress *progress);
void clt_progress_unref (CltProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProgress, clt_progress_unref)
/* Any thread; has the shape of core's progress functions. */
void clt_progress_set (double fraction, gpointer progress);
GCancellable *clt_progress_get_cancellable (CltProgress *progress);

/* Starts showing @label. (transfer full): to be handed to the worker and to clt_task_bar_end(). */
CltProgress *clt_task_bar_begin (CltTaskBar *self, const char *label);
void clt_task_bar_end (CltTaskBar *self, CltProgress *progress);
/* What its button does. */
void clt_task_bar_cancel (CltTaskBar *self);
gboolean clt_task_bar_is_busy (CltTaskBar *self);

G_END_DECLS

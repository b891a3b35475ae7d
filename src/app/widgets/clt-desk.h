/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltDesk: what one window works on. It holds the open branch file, the view settings and the
 * person who acts, and is the one door through which screens write: clt_desk_act() runs an action
 * on the writer thread and tells the window, which answers with a toast and Undo. Main thread
 * only; nothing here waits. */

#include "core/store/clt-store.h"

G_BEGIN_DECLS

#define CLT_TYPE_DESK (clt_desk_get_type ())
G_DECLARE_FINAL_TYPE (CltDesk, clt_desk, CLT, DESK, GObject)

CltDesk *clt_desk_new (CltStore *store);

CltStore *clt_desk_get_store (CltDesk *self);
GSettings *clt_desk_get_settings (CltDesk *self);
/* The name that actions are signed with: chosen in the preferences, else that of the login. */
const char *clt_desk_get_who (CltDesk *self);
/* Told by "person-changed": the work that waits is another one. */
void clt_desk_set_who (CltDesk *self, const char *who);
/* File name without its ending, for titles. */
const char *clt_desk_get_title (CltDesk *self);
/* Whether a rise is shown in red (and a fall in green), as Chinese readers expect, or the other
 * way round. */
gboolean clt_desk_get_red_rises (CltDesk *self);

/* Runs @func inside an action @name about @detail. Success is told by the signal "acted"
 * (gint64 action, char *what), failure by "failed" (char *sentence); an action that changed
 * nothing tells nothing. */
void clt_desk_act (CltDesk *self,
                   const char *name,
                   const char *detail,
                   CltActionFunc func,
                   gpointer data,
                   GDestroyNotify data_free);
/* The same for a form that shows the error itself: no signal "failed". */
void clt_desk_act_async (CltDesk *self,
                         const char *name,
                         const char *detail,
                         CltActionFunc func,
                         gpointer data,
                         GDestroyNotify data_free,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean clt_desk_act_finish (CltDesk *self, GAsyncResult *result, GError **error);
/* The same for what the screen shows as it happens, as the marks of a roll: nothing is told.
 * @action: (out) (optional): 0: nothing changed. */
void clt_desk_act_quietly_async (CltDesk *self,
                                 const char *name,
                                 const char *detail,
                                 CltActionFunc func,
                                 gpointer data,
                                 GDestroyNotify data_free,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean
clt_desk_act_quietly_finish (CltDesk *self, GAsyncResult *result, gint64 *action, GError **error);

/* Undoes or redoes @action, 0: the newest one. Told by "undone" (gboolean redone, char *what, char
 * *name, gint64 record) or "failed"; @name is the action's key, @record the complaint that a
 * "complaint.…" is about, else the one client whose record it changed, or 0. */
void clt_desk_undo (CltDesk *self, gint64 action);
void clt_desk_redo (CltDesk *self, gint64 action);
/* Undoes, tells it in the same way, and calls @callback, which need not ask for more. */
void clt_desk_undo_async (CltDesk *self,
                          gint64 action,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* Says something for a moment ("told") or says why something did not work ("failed"). */
void clt_desk_tell (CltDesk *self, const char *sentence);
void clt_desk_fail (CltDesk *self, const GError *error);
/* An action that was committed elsewhere (an import): offers Undo for it. */
void clt_desk_note_acted (CltDesk *self, gint64 action, const char *what);

G_END_DECLS

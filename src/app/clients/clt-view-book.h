/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltViewBook: the saved views of the client list as the window knows them, with how many clients
 * each lists now. Reads and writes on the store's threads; main thread only.
 *
 * Signals: "loaded": other views, names or order; "counted": the counts are new. */

#include "app/widgets/clt-desk.h"
#include "core/clients/clt-view.h"

G_BEGIN_DECLS

#define CLT_TYPE_VIEW_BOOK (clt_view_book_get_type ())
G_DECLARE_FINAL_TYPE (CltViewBook, clt_view_book, CLT, VIEW_BOOK, GObject)

/* The one book of @desk, which begins to load when it is made. It follows the changes of the file by
 * itself. (transfer full) */
CltViewBook *clt_view_book_get (CltDesk *desk);
CltDesk *clt_view_book_get_desk (CltViewBook *self);
gboolean clt_view_book_is_loaded (CltViewBook *self);
void clt_view_book_reload (CltViewBook *self);
/* In order; empty until they are loaded. (transfer none) (element-type CltView) */
GPtrArray *clt_view_book_get_views (CltViewBook *self);
/* (nullable) */
const CltView *clt_view_book_find (CltViewBook *self, gint64 id);
const CltView *clt_view_book_find_named (CltViewBook *self, const char *name);
/* -1: not known. */
gint64 clt_view_book_get_count (CltViewBook *self, gint64 id);

/* Each is one action with its toast and Undo. */
void clt_view_book_save (CltViewBook *self, const CltView *view);
void clt_view_book_rename (CltViewBook *self, const CltView *view, const char *name);
void clt_view_book_remove (CltViewBook *self, const CltView *view);
void clt_view_book_move (CltViewBook *self, const CltView *view, int step);
/* @view NULL: the book starts with all clients. */
void clt_view_book_set_default (CltViewBook *self, const CltView *view);
/* Reads a shared view from @file, or writes one to it. */
void clt_view_book_import (CltViewBook *self, GFile *file);
void clt_view_book_share (CltViewBook *self, const CltView *view, GFile *file);

G_END_DECLS

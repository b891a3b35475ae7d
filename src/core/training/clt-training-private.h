/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of training/ share. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Writes a new order: @list with @within bound gives all ids in theirs, @id comes as the @index-th
 * among them, @update sets position ?1 of row ?2. Only rows that move are written. */
gboolean clt_training_place (CltConn *conn,
                             const char *list,
                             gint64 within,
                             const char *update,
                             gint64 id,
                             guint index,
                             GError **error);

G_END_DECLS

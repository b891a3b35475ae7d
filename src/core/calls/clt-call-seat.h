/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The name of the desk at which a program calls: the same after the program was killed and started
 * again, another one for each of those that have the same file open at once. A seat is a locked file
 * in the user's runtime folder, the lowest that nobody sits on; the system takes the lock away when
 * the program ends, however it ends. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CltCallSeat CltCallSeat;

/* Of the file at @path. NULL and an error where no file can be locked. */
CltCallSeat *clt_call_seat_new (const char *path, GError **error);
/* Gets up. */
void clt_call_seat_free (CltCallSeat *seat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCallSeat, clt_call_seat_free)
/* Names machine, user and seat. */
const char *clt_call_seat_get_desk (const CltCallSeat *seat);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of 64-bit keys that lie close together: one bit a key, in blocks of 256. Rows of many
 * accounts on one day cost a bit each. */
typedef struct _CltKeySet CltKeySet;

CltKeySet *clt_key_set_new (void);
void clt_key_set_free (CltKeySet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltKeySet, clt_key_set_free)
void clt_key_set_add (CltKeySet *set, guint64 key);
gboolean clt_key_set_contains (CltKeySet *set, guint64 key);

G_END_DECLS

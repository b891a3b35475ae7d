/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltClientEntry: a row in which a client is named as in the search: by name, its pinyin initials,
 * an account or the end of a phone number. The best matches are listed below it: arrows choose,
 * Enter takes the chosen one, Esc closes the list. Where several clients may be named they are
 * separated by commas. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENT_ENTRY (clt_client_entry_get_type ())
G_DECLARE_FINAL_TYPE (CltClientEntry, clt_client_entry, CLT, CLIENT_ENTRY, AdwEntryRow)

/* @prospects: also people without an account. */
GtkWidget *clt_client_entry_new (CltDesk *desk, gboolean several, gboolean prospects);
/* Names the client @id, who has @account (nullable). */
void clt_client_entry_set_client (CltClientEntry *self,
                                  gint64 id,
                                  const char *name,
                                  const char *account);
/* Those that are named, in their order. (element-type gint64) (transfer full) (nullable): NULL and
 * @unknown (transfer full) when what was typed there is not chosen from the list. */
GArray *clt_client_entry_dup_clients (CltClientEntry *self, char **unknown);

G_END_DECLS

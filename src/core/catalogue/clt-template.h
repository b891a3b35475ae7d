/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Texts of messages with placeholders such as {称呼}, filled in with one client's values. A text
 * with an unknown placeholder, or for a client who lacks a value, is refused: nobody gets a letter
 * that begins with “Dear {称呼}”. What is filled in is Chinese whatever the program speaks, for it
 * goes to the branch's clients. "{{" and "}}" stand for the braces themselves. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Chinese names, in the order in which an editor offers them; NULL-terminated. Each has an English
 * alias as well, clt_template_get_alias(). */
extern const char *const clt_template_placeholders[];
/* The English name of @placeholder; NULL when there is no such placeholder. */
const char *clt_template_get_alias (const char *placeholder);
/* The one of the two that people of this language read. (nullable) (transfer none) */
const char *clt_template_get_word (const char *placeholder);

/* FALSE and CLT_STORE_ERROR_INVALID that names the placeholder which is not known, or the brace
 * that has no partner. */
gboolean clt_template_check (const char *text, GError **error);

/* Whether it tells of an event or a session, which only an invitation has. */
gboolean clt_template_invites (const char *text);

/* The client's values of @day put in. Returns: (transfer full): NULL and CLT_STORE_ERROR_INVALID
 * that names the placeholder which is unknown or has no value. */
char *
clt_template_fill (CltConn *conn, const char *text, gint64 client_id, CltDay day, GError **error);

/* With what the push item that carries it knows beside: the event or the session to which it
 * invites. */
char *clt_template_fill_item (CltConn *conn,
                              const char *text,
                              gint64 client_id,
                              gint64 push_item_id,
                              CltDay day,
                              GError **error);

/* For readers who are not known one by one, such as those of the website: date, branch and the like,
 * and the tier as given. A placeholder that needs a client is refused with its name. */
char *clt_template_fill_public (CltConn *conn,
                                const char *text,
                                CltTier tier,
                                CltDay day,
                                GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Addresses as the networks want them. */

#include <glib.h>

G_BEGIN_DECLS

/* "Name@Firm.CN " as name@firm.cn would be written into an envelope: trimmed, one @, a domain in
 * ASCII, nothing that could begin another address or header. NULL: it cannot be right.
 * (transfer full) */
char *clt_address_parse_email (const char *text);
/* "+86 138-0013-8000" as 13800138000, a mobile number of the mainland; NULL: it is none.
 * (transfer full) */
char *clt_address_parse_mobile (const char *text);
/* What a dialler takes, "tel:+8613800138000": digits, with the country in front where it is known.
 * NULL: no number. (transfer full) */
char *clt_address_build_tel (const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clt_text_is_formula_like:
 *
 * Whether a spreadsheet that opens @text as a cell of a CSV file or from the clipboard might
 * carry it out: it begins with = + - @ tab or CR, in ASCII or in full width. Such text is written
 * with an apostrophe before it. Text that has apostrophes before such a sign counts too, so that
 * taking one apostrophe away always gives the original back. */
gboolean clt_text_is_formula_like (const char *text);

G_END_DECLS

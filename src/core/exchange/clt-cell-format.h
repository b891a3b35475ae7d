/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Numbers and dates of workbooks as text. Pure. */

#include <glib.h>

G_BEGIN_DECLS

#define CLT_CELL_TEXT_SIZE 40

typedef enum
{
  CLT_FORMAT_NUMBER,
  CLT_FORMAT_DATE,
  CLT_FORMAT_ELAPSED, /* [h]:mm, may exceed a day */
} CltFormat;

/* What a number format code makes of a number. */
CltFormat clt_format_from_code (const char *code);
/* The same for the formats that have a number only. */
CltFormat clt_format_from_builtin (guint id);

/* The shortest decimal that is exactly @number. From 1e15 up with an exponent, as a reminder that
 * the last digits of long numbers are gone. Returns: the length. */
gsize clt_format_number (double number, char buffer[CLT_CELL_TEXT_SIZE]);
/* YYYY-MM-DD, YYYY-MM-DD HH:MM:SS, or HH:MM:SS for a time without a day. Returns: 0 when @serial is
 * no date. */
gsize clt_format_serial (double serial,
                         gboolean since_1904,
                         CltFormat format,
                         char buffer[CLT_CELL_TEXT_SIZE]);

G_END_DECLS

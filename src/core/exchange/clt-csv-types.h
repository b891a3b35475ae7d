/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell of text looks like. For guessing dialects and headers only: real values are read by
 * base/clt-text.h. Pure, no allocation. */
typedef enum
{
  CLT_CSV_TYPE_EMPTY,
  CLT_CSV_TYPE_TEXT,
  CLT_CSV_TYPE_NUMBER, /* also money, percent, "--" */
  CLT_CSV_TYPE_DATE,   /* also with a time */
  CLT_CSV_TYPE_TIME,
  CLT_CSV_TYPE_ADDRESS, /* of mail or the web */
} CltCsvType;

CltCsvType clt_csv_type (const char *text, gsize length);

G_END_DECLS

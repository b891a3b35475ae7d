/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/base/clt-date.h"
#include "core/base/clt-types.h"

G_BEGIN_DECLS

/* NFKC, trimmed, every run of white space (U+3000, NBSP …) to one space. (transfer full) */
char *clt_text_normalize (const char *text, gssize length);
/* The same without NFKC, for names, addresses and notes, which keep their full-width signs.
 * (transfer full) */
char *clt_text_clean (const char *text, gssize length);
/* For comparing header names: NFKC, lower case, without any white space. (transfer full) */
char *clt_text_normalize_header (const char *text, gssize length);
/* What may name something in files and on the command line: 1 to 32 characters without blanks,
 * separators and control characters, and no dash in front. */
gboolean clt_text_is_key (const char *text);

typedef enum
{
  CLT_VALUE_OK,
  CLT_VALUE_NULL,
  CLT_VALUE_BAD
} CltValue;

/* Typed values with every pitfall of domain 4.4. Input is UTF-8, need not be NUL-terminated.
 * Plain ASCII takes a path without allocation. */
/* "1,234.50" "１，２３４．５０" "(123.45)" "123.45-" -> fen; "--" "-" "" "#N/A" -> NULL. Digits beyond the
 * fen must be zero. */
CltValue clt_value_parse_money (const char *text, gsize length, gint64 *fen);
/* Thousandths of a yuan. */
CltValue clt_value_parse_price (const char *text, gsize length, gint64 *thousandths);
CltValue clt_value_parse_integer (const char *text, gsize length, gint64 *value);
/* "8.07%" -> 0.0807; "0.0807" -> 0.0807. */
CltValue clt_value_parse_percent (const char *text, gsize length, double *ratio);
/* 20261118, 2026-11-18, 2026/11/18, Excel serial (only with @serial). */
CltValue clt_value_parse_date (const char *text, gsize length, gboolean serial, CltDay *day);

/* For people: "1,234.50", "−1,234.50" with the sign of arithmetic, "–" for CLT_MONEY_NONE. */
char *clt_money_format (gint64 fen);
/* The same in a sentence: "¥1,234.50", "−¥1,234.50". */
char *clt_yuan_format (gint64 fen);
/* Short: 万/亿 in Chinese, K/M in English; the exact figure is one hover away. */
char *clt_money_format_short (gint64 fen);
/* "8.1 %" with @decimals; "–" for NAN. */
char *clt_percent_format (double ratio, int decimals);
/* For running text: no line ends between number and sign. (transfer full) */
char *clt_percent_format_tied (double ratio, int decimals);
char *clt_count_format (gint64 count);

/* @text as the beginning of a sentence or a label: its first letter large where the script has such
 * letters. (transfer full) */
char *clt_text_begin_sentence (const char *text);

/* GLib 2.76's g_set_str(). Returns: TRUE when it changed. */
gboolean clt_set_str (char **pointer, const char *text);

G_END_DECLS

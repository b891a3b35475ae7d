/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the parser of filters share: how it fails, and the values that stand in a test. A
 * function that returns FALSE or NULL has set the error. */

#include "core/base/clt-parser.h"
#include "core/clients/clt-filter-private.h"

G_BEGIN_DECLS

/* @expected: for people. Always returns NULL. */
gpointer clt_filter_fail (CltParser *parser, const char *expected);

/* Appends a value of the node's field to it. */
gboolean clt_filter_read_value (CltParser *parser, CltFilter *node);
/* "20 trading days", "20个交易日"; "3 months" only with @months. */
gboolean clt_filter_read_length (CltParser *parser, gboolean months, gint64 *number, DayUnit *unit);

G_END_DECLS

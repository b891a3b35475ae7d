/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilterLine: one line of the filter builder: field, operator, values, and how many clients it
 * lets through. */

#include "app/clients/clt-filter-part.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILTER_LINE (clt_filter_line_get_type ())
G_DECLARE_FINAL_TYPE (CltFilterLine, clt_filter_line, CLT, FILTER_LINE, CltFilterPart)

/* See clt_filter_part_set_node(). */
CltFilterLine *clt_filter_line_new (CltFilterNode *node);

G_END_DECLS

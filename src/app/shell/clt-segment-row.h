/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSegmentRow: one segment as a row that opens: name, rule, what is wrong with them, and how many
 * clients it takes.
 *
 * Signals:
 *   "edited": something was typed, see clt_segment_row_dup_draft()
 *   "applied": what was typed shall hold
 *   "asked" (char *what): "up", "down", "remove" or "show" */

#include <adwaita.h>

#include "core/clients/clt-segment.h"

G_BEGIN_DECLS

#define CLT_TYPE_SEGMENT_ROW (clt_segment_row_get_type ())
G_DECLARE_FINAL_TYPE (CltSegmentRow, clt_segment_row, CLT, SEGMENT_ROW, AdwExpanderRow)

/* @segment NULL: a new one that nobody has typed yet. @last: it takes everybody who is left. */
GtkWidget *clt_segment_row_new (const CltSegment *segment, gboolean last);
/* What the file holds, (nullable), (transfer none). */
const CltSegment *clt_segment_row_get_segment (CltSegmentRow *self);
/* What is typed. (transfer full) */
CltSegment *clt_segment_row_dup_draft (CltSegmentRow *self);
/* Whether @segment is what the file holds here, or what is typed here: then it is held now. */
gboolean clt_segment_row_take (CltSegmentRow *self, const CltSegment *segment);
/* Takes what is typed and open in @other, which goes: the two are of the same segment. */
void clt_segment_row_replace (CltSegmentRow *self, CltSegmentRow *other);
/* -1: not known. */
void clt_segment_row_set_count (CltSegmentRow *self, gint64 count);
/* NULL: nothing is wrong. */
void clt_segment_row_set_error (CltSegmentRow *self, const char *message);
void clt_segment_row_focus (CltSegmentRow *self);

G_END_DECLS

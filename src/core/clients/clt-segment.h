/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Segments: named kinds of clients, each with a rule in the filter language. The first segment
 * whose rule holds takes the client, and the last one takes everybody who is left, so that every
 * open client is in exactly one. Sets of segments are dated: what was in force on a day stays. */

#include "core/clients/clt-client-sql.h"

G_BEGIN_DECLS

typedef struct
{
  char *preset; /* stable key of one of the first day's, or "" */
  char *name;   /* as a person named it; "": the preset's translated name */
  char *rule;   /* filter expression; "": everybody who is left, only the last one */
} CltSegment;

CltSegment *clt_segment_new (const char *preset, const char *name, const char *rule);
CltSegment *clt_segment_copy (const CltSegment *segment);
void clt_segment_free (CltSegment *segment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSegment, clt_segment_free)

/* What people read. */
const char *clt_segment_get_label (const CltSegment *segment);

/* Those in force on @day, in order. (element-type CltSegment) (transfer full) */
GPtrArray *clt_segments_load (CltConn *conn, CltDay day, GError **error);
/* The index of the segment that @text names by its label, its English label or its preset, in any
 * case; -1: none. */
int clt_segments_find (const GPtrArray *segments, const char *text);

/* Whether the set can stand: names that differ, rules that parse and do not speak of segments, and
 * one without a rule at the end. @bad: (out) (optional): index of the first that cannot.
 * CLT_STORE_ERROR_INVALID with a sentence for people. */
gboolean clt_segments_check (const GPtrArray *segments, guint *bad, GError **error);
/* Inside an action ("segment.set"): the set holds from @from on; what was planned for later days
 * is replaced. Refuses what clt_segments_check() refuses. */
gboolean clt_segments_set (CltConn *conn, const GPtrArray *segments, CltDay from, GError **error);

/* Appends the 1-based index of the client's segment to @sql->where as an expression; NULL for
 * prospects and for those who are not open on @today. */
gboolean clt_segments_add_sql (const GPtrArray *segments,
                               CltConn *conn,
                               CltDay today,
                               CltClientSql *sql,
                               GError **error);
/* How many open clients each one takes. (element-type gint64) (transfer full) */
GArray *clt_segments_count (CltConn *conn, const GPtrArray *segments, CltDay today, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* iCalendar (RFC 5545), read and written by libical. What libical does not tell is kept here: in
 * which line an entry begins, and its text as it came, so that it can go out again unchanged. */

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who wrote a calendar: stands in each that this program writes. */
#define CLT_ICS_PRODUCT "-//Clientele//Clientele//ZH"

/* "until" of an entry that is repeated for ever. */
#define CLT_ICS_FOREVER G_MAXINT64

typedef struct
{
  guint line; /* where it begins in its file, from 1 */
  char *uid;  /* one without a UID gets that of its text, the same at each reading */
  int sequence;
  gint64 recurrence;   /* instant of the occurrence that it replaces; 0: the entry itself */
  gint64 starts, ends; /* Unix seconds, of the first occurrence; times without a zone and whole days
                        * are the branch's */
  gint64 until;        /* end of the last occurrence; CLT_ICS_FOREVER */
  gboolean all_day;
  gboolean repeats;
  gboolean cancelled;
  char *summary, *place, *note;
  char *source; /* a calendar of its own: the entry as it came, with the zones that it names */
} CltIcsEntry;

typedef struct
{
  GPtrArray *entries; /* element-type CltIcsEntry, in order of the file */
  GPtrArray *refused; /* element-type char*: a sentence with line and reason */
} CltIcs;
void clt_ics_free (CltIcs *ics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltIcs, clt_ics_free)

/* Any number of calendars in a row; UTF-8, else GB18030, else Latin 1. NULL, with the line, when
 * it is no calendar, its components do not close, or it is empty. */
CltIcs *clt_ics_read (GBytes *bytes, GError **error);

typedef struct
{
  gint64 starts, ends; /* Unix seconds */
} CltIcsSpan;

/* Appends to @spans (element-type CltIcsSpan) the occurrences of a CltIcsEntry's source that touch
 * @from … @to (excluded), earliest first. FALSE: more of them than a calendar can mean. */
gboolean clt_ics_expand (const char *source, gint64 from, gint64 to, GArray *spans);

/* An entry to be written. Texts may be "". */
typedef struct
{
  const char *uid;
  int sequence;
  gint64 starts, ends; /* Unix seconds */
  const char *summary, *place, *note;
  gboolean cancelled;
} CltIcsItem;

/* (transfer full) */
GBytes *clt_ics_build (const CltIcsItem *items, guint n_items);
/* One calendar of the sources of entries (element-type char*). (transfer full) */
GBytes *clt_ics_join (GPtrArray *sources);

G_END_DECLS

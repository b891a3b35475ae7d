/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Each call, visit and mail with a client, either way: one line is enough to write it down. The
 * contact gap and the timeline of the client's card count those in which the client was reached. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 client_id;
  gint64 call_id, staff_id;       /* 0: none */
  char *client, *account, *staff; /* names, first account or ""; only of those that were read */
  CltDay day;
  gint64 at;            /* Unix seconds; 0: only the day is known */
  char *direction;      /* out in */
  char *channel, *line; /* line: mobile, landline, … as it came */
  char *outcome;        /* "" or one of clt_call_outcomes */
  int success;          /* 1, 0; -1: nothing was sought */
  gint64 seconds;       /* of talk */
  gint64 attempts;      /* calls that it stands for */
  gint64 since;         /* days since the contact before, as it came; -1: none */
  char *topic, *note, *next_step;
  char *recording; /* name of the sound file */
  char *override_reason, *reference;
} CltContactEntry;

/* The same as clt_contact_entry_is_reached() in a statement that reads the table contact. */
#define CLT_CONTACT_SQL_REACHED "outcome IN ('', 'complete', 'broken', 'declined', 'later')"

/* Today, now, outgoing, by telephone. */
CltContactEntry *clt_contact_entry_new (void);
void clt_contact_entry_free (CltContactEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltContactEntry, clt_contact_entry_free)
/* A call without an outcome counts; so does everything that is no call. */
gboolean clt_contact_entry_is_reached (const CltContactEntry *entry);
/* “Incoming call”, “E-mail sent”: translated. */
const char *clt_contact_entry_get_way (const CltContactEntry *entry);
/* “5 min”, "" without any. (transfer full) */
char *clt_contact_entry_format_length (const CltContactEntry *entry);
/* “fees: too high”, or one of the two. (transfer full) */
char *clt_contact_entry_dup_about (const CltContactEntry *entry);
/* What people type in one line, all but the note optional and in this order:
 *   in phone 5m margin call: asks what it means > send him the leaflet
 * direction (in, out, 来电, 去电 …), channel (its key, or 电话, 短信, 邮件, 上门 …), outcome of a call
 * (its key, or 未接, 占线 …), length (5m, 90s, 5分钟), topic before a colon, note, next step behind “>”.
 * FALSE: it holds neither words nor an outcome. */
gboolean clt_contact_entry_parse (CltContactEntry *entry, const char *line, GError **error);

/* Inside an action; @entry gets its id. Refused for days to come, for clients and channels that do
 * not exist, and where it says nothing. */
gboolean clt_contact_log_add (CltConn *conn, CltContactEntry *entry, GError **error);
/* Which contacts: 0, NULL, "" and CLT_DAY_NONE: any. */
typedef struct
{
  gint64 client_id, staff_id;
  CltDay from, to;
  const char *channel;
  const char *outcome; /* one of clt_call_outcomes, "reached", "in-vain" */
  const char *words;   /* in the client's name, topic, note, next step */
} CltContactQuery;
#define CLT_CONTACT_QUERY_INIT                                                                     \
  {                                                                                                \
    .from = CLT_DAY_NONE, .to = CLT_DAY_NONE                                                       \
  }

/* Newest first. (element-type gint64) (transfer full) */
GArray *clt_contact_log_ids (CltConn *conn, const CltContactQuery *query, GError **error);
/* Beside @ids; NULL: it has gone. (element-type CltContactEntry) (transfer full) */
GPtrArray *clt_contact_log_rows (CltConn *conn, const gint64 *ids, guint n_ids, GError **error);
/* Newest first. 0: any client, of anybody; CLT_DAY_NONE: from the first, to the last; @limit 0: all.
 * (element-type CltContactEntry) (transfer full) */
GPtrArray *clt_contact_log_list (CltConn *conn,
                                 gint64 client_id,
                                 gint64 staff_id,
                                 CltDay from,
                                 CltDay to,
                                 guint limit,
                                 GError **error);

/* A word of the log, and how often it stands there. */
typedef struct
{
  char *name;
  gint64 n;
} CltContactCount;

/* Of the calls among them, whichever way: domain rules 5.2. */
typedef struct
{
  gint64 contacts;
  gint64 judged, successes;             /* those that sought something, and got it */
  double success_low, success_high;     /* Wilson interval of the rate; NAN: nobody was judged */
  gint64 seconds, silent;               /* of talk; contacts without any */
  gint64 attempts, most_attempts;       /* calls in all, and for one contact */
  gint64 first_time;                    /* no contact before is known */
  gint64 attempted, reached;            /* different clients */
  double reached_low, reached_high;     /* Wilson interval */
  GPtrArray *lines, *outcomes, *months; /* CltContactCount, most first; months as YYYYMM by date */
} CltContactSums;

CltContactSums *clt_contact_log_sum (CltConn *conn, const CltContactQuery *query, GError **error);
void clt_contact_sums_free (CltContactSums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltContactSums, clt_contact_sums_free)

G_END_DECLS

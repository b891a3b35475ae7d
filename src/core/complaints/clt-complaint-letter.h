/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Letters to who complains, filled in from texts of the program; placeholders as in message templates
 * and, beside them, those of the complaint. Each version is kept; what has gone out is never changed. */

#include "core/complaints/clt-complaint.h"

G_BEGIN_DECLS

/* receipt accept refuse wait extend answer; NULL-terminated. */
extern const char *const clt_complaint_letter_kinds[];
const char *clt_complaint_letter_kind_get_label (const char *kind);
/* The placeholders of complaints, in Chinese; NULL-terminated. */
extern const char *const clt_complaint_placeholders[];

typedef struct
{
  gint64 id;
  char *kind;
  int number; /* version, within its kind */
  char *text;
  CltDay day;
  char *staff; /* or "" */
  CltDay sent; /* CLT_DAY_NONE: a draft */
} CltComplaintLetter;
void clt_complaint_letter_free (CltComplaintLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltComplaintLetter, clt_complaint_letter_free)

/* The program's own text in @language ("zh", "en"), with placeholders. (transfer full) */
char *clt_complaint_letter_dup_template (const char *kind, const char *language, GError **error);
/* @text filled in. Refuses unknown placeholders and those without a value. (transfer full) */
char *clt_complaint_letter_fill (CltConn *conn, gint64 id, const char *text, GError **error);
/* The same as far as it can be: what this complaint does not have yet stays as a placeholder, and other
 * braces stand for themselves. @gaps: (out) (transfer full): the placeholders that stay, for a sentence;
 * "": none. (transfer full) */
char *clt_complaint_letter_fill_known (CltConn *conn,
                                       gint64 id,
                                       const char *text,
                                       char **gaps,
                                       GError **error);
/* The placeholders that stand in @text still, for a sentence; "": none. (transfer full) */
char *clt_complaint_letter_dup_gaps (const char *text);
/* @text as one without placeholders: its braces stand for themselves. (transfer full) */
char *clt_complaint_letter_dup_plain (const char *text);
/* Inside an action: one version more. @text NULL: the program's, in @language. Returns: its id; 0 on
 * error. */
gint64 clt_complaint_letter_add (CltConn *conn,
                                 gint64 id,
                                 const char *kind,
                                 const char *language,
                                 const char *text,
                                 gint64 staff_id,
                                 GError **error);
/* Inside an action: one version more with the words of @text as they stand, placeholders too: a draft.
 * Returns: its id; 0 on error. */
gint64 clt_complaint_letter_keep (CltConn *conn,
                                  gint64 id,
                                  const char *kind,
                                  const char *text,
                                  gint64 staff_id,
                                  GError **error);
/* Inside an action: it has gone out. Refused while placeholders stand in it. */
gboolean clt_complaint_letter_send (CltConn *conn, gint64 letter_id, GError **error);
CltComplaintLetter *clt_complaint_letter_load (CltConn *conn, gint64 letter_id, GError **error);
/* By kind, then version. (element-type CltComplaintLetter) (transfer full) */
GPtrArray *clt_complaint_letter_list (CltConn *conn, gint64 id, GError **error);

G_END_DECLS

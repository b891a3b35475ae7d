/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tailored research for major and high-end clients: a client's own risk-management plan, and notes on
 * the products that clients trade. A paper goes draft -> review -> approved, or is returned with a
 * remark; an approved one is never changed: the next is a new version. Whoever signs needs the
 * qualification number of an adviser (domain 3.3, art. 63), and nobody reviews his own paper. */

#include "core/research/clt-paper-facts.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_PAPER_PLAN,
  CLT_PAPER_NOTE,
} CltPaperKind;

typedef enum
{
  CLT_PAPER_DRAFT,
  CLT_PAPER_REVIEW,
  CLT_PAPER_APPROVED,
  CLT_PAPER_RETURNED,
} CltPaperState;

typedef struct
{
  char *key; /* goals limits … warning */
  char *text;
} CltPaperSection;

/* One version of a paper. */
typedef struct
{
  gint64 id, version_id; /* 0: not stored yet */
  CltPaperKind kind;
  gint64 client_id; /* 0 of a note */
  gint64 author_id; /* staff */
  char *author, *licence;
  char *title;
  int number; /* from 1 */
  CltPaperState state;
  GPtrArray *sections; /* CltPaperSection, in order */
  CltPaperFacts facts; /* days 0 of a note */
  gint64 created;      /* Unix seconds */
  char *reviewer, *remark;
  gint64 reviewed; /* 0: not yet */
} CltPaper;

void clt_paper_free (CltPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPaper, clt_paper_free)
/* Translated. */
const char *clt_paper_state_get_label (CltPaperState state);
const char *clt_paper_section_get_label (const char *key);

/* A new paper from the template, with the client's figures as of @day in its sentences; not stored. */
CltPaper *clt_paper_prepare (CltConn *conn,
                             CltPaperKind kind,
                             gint64 client_id,
                             gint64 author_id,
                             CltDay day,
                             GError **error);
CltPaper *clt_paper_load (CltConn *conn, gint64 version_id, GError **error);
/* The newest version of each paper, newest first; @client_id 0: of all.
 * (element-type CltPaper) (transfer full) */
GPtrArray *clt_paper_list (CltConn *conn, gint64 client_id, GError **error);

/* Inside an action: a new paper or a draft; in any other state it is refused. Gives the ids. */
gboolean clt_paper_save (CltConn *conn, CltPaper *paper, GError **error);
/* Inside an action: the next version, a draft with the text of @version_id and the figures as of @day.
 * Refused while another version is not decided. Returns: its id; 0 on error. */
gint64 clt_paper_revise (CltConn *conn, gint64 version_id, CltDay day, GError **error);
/* Inside an action: hands a draft in. Refused without a qualification number, with an empty section, or
 * where the text promises a profit. */
gboolean clt_paper_submit (CltConn *conn, gint64 version_id, GError **error);
/* Inside an action: @who is not the author; a return needs a @remark. */
gboolean clt_paper_review (CltConn *conn,
                           gint64 version_id,
                           const char *who,
                           gboolean approve,
                           const char *remark,
                           GError **error);
/* The words in @text that promise a profit or call it safe (domain 3.3: art. 22-2), NULL: none.
 * (transfer none) */
const char *clt_paper_find_promise (const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tailored research for major and high-end clients: a client's own risk-management plan, and notes on
 * the products that clients trade. A study goes draft -> review -> approved, or is returned with a
 * remark; an approved one is never changed: the next is a new version. Whoever signs needs the
 * qualification number of an adviser (domain 3.3, art. 63), and nobody reviews his own study. */

#include "core/catalogue/clt-product.h"
#include "core/research/clt-study-facts.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_STUDY_PLAN,
  CLT_STUDY_NOTE,
} CltStudyKind;

typedef enum
{
  CLT_STUDY_DRAFT,
  CLT_STUDY_REVIEW,
  CLT_STUDY_APPROVED,
  CLT_STUDY_RETURNED,
} CltStudyState;

typedef struct
{
  char *key; /* goals limits … warning */
  char *text;
} CltStudySection;

/* One version of a study. */
typedef struct
{
  gint64 id, version_id; /* 0: not stored yet */
  CltStudyKind kind;
  gint64 client_id;  /* 0 of a note */
  char *client;      /* name; "" of a note */
  gint64 product_id; /* as which it is delivered; 0: not chosen yet */
  gint64 author_id;  /* staff */
  char *author, *licence;
  char *title;
  int number; /* from 1 */
  CltStudyState state;
  GPtrArray *sections; /* CltStudySection, in order */
  CltStudyFacts facts; /* days 0 of a note */
  gint64 created;      /* Unix seconds */
  char *reviewer, *remark;
  gint64 reviewed;                      /* 0: not yet */
  guint n_delivered, n_open, n_stopped; /* clients who got this version, will get it, did not */
  CltDay delivered;                     /* the last of them; CLT_DAY_NONE */
  char *channel;                        /* of that one, or of the one that is under way; "" */
} CltStudy;

void clt_study_free (CltStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStudy, clt_study_free)
/* Translated. */
const char *clt_study_kind_get_label (CltStudyKind kind);
const char *clt_study_state_get_label (CltStudyState state);
/* What became of this version: "2026-11-20, E-mail", "–". (transfer full) */
char *clt_study_format_delivery (const CltStudy *study);
const char *clt_study_section_get_label (const char *key);

/* A new study from the template, with the client's figures as of @day in its sentences; not stored. */
CltStudy *clt_study_prepare (CltConn *conn,
                             CltStudyKind kind,
                             gint64 client_id,
                             gint64 author_id,
                             CltDay day,
                             GError **error);
CltStudy *clt_study_load (CltConn *conn, gint64 version_id, GError **error);
/* The newest version of each study, newest first; @client_id 0: of all.
 * (element-type CltStudy) (transfer full) */
GPtrArray *clt_study_list (CltConn *conn, gint64 client_id, GError **error);

/* All versions of one study, newest first. (element-type CltStudy) (transfer full) */
GPtrArray *clt_study_list_versions (CltConn *conn, gint64 study_id, GError **error);
/* One line for each section and figure that differs, of a section no more than the lines between
 * the first and the last change. (element-type CltVersionChange) (transfer full) */
GPtrArray *clt_study_compare (const CltStudy *before, const CltStudy *after);

/* Inside an action: a new study or a draft; in any other state it is refused. Gives the ids. */
gboolean clt_study_save (CltConn *conn, CltStudy *study, GError **error);
/* Inside an action: the next version, a draft with the text of @version_id and the figures as of @day.
 * Refused while another version is not decided. Returns: its id; 0 on error. */
gint64 clt_study_revise (CltConn *conn, gint64 version_id, CltDay day, GError **error);
/* Inside an action: the client's figures of a draft as of @day. In either case sections that stand as
 * the template wrote them are written anew; what a person wrote is left alone. */
gboolean clt_study_refresh (CltConn *conn, gint64 version_id, CltDay day, GError **error);
/* Inside an action: hands a draft in. Refused without a qualification number, with an empty section, or
 * where the text promises a profit. */
gboolean clt_study_submit (CltConn *conn, gint64 version_id, GError **error);
/* Inside an action: @who is not the author; a return needs a @remark. */
gboolean clt_study_review (CltConn *conn,
                           gint64 version_id,
                           const char *who,
                           gboolean approve,
                           const char *remark,
                           GError **error);
/* The words in @text that promise a profit or call it safe (domain 3.3: art. 22-2), NULL: none.
 * (transfer none) */
const char *clt_study_find_promise (const char *text);

G_END_DECLS

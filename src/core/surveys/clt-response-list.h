/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Answered forms as lists: whose, when, by which channel; and what was said in free words. */

#include "core/base/clt-types.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-response.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 questionnaire_id, survey_id, client_id; /* 0: all */
  int state;                                     /* a CltResponseState; -1: any */
  int keyed;                                     /* 1, 2; 0: both */
} CltResponseQuery;

/* Newest first. (element-type gint64) (transfer full) */
GArray *clt_response_query_ids (CltConn *conn, const CltResponseQuery *query, GError **error);

typedef struct
{
  gint64 id, version_id, survey_id, client_id, staff_id; /* 0: none */
  char *account;                                         /* the first; "" without a name */
  char *client, *staff;                                  /* names; "" */
  char *survey;                                          /* name; "" */
  char *channel, *reference;
  CltTier tier; /* in force on @day */
  CltDay day;
  CltResponseState state;
  int keyed;
  int version;    /* number */
  gint64 seconds; /* of all questions, else from beginning to end; 0: not known */
  gint64 edits;   /* changes after it was complete */
} CltResponseLine;

void clt_response_line_free (CltResponseLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltResponseLine, clt_response_line_free)
CltResponseLine *clt_response_line_load (CltConn *conn, gint64 id, GError **error);

/* What the form says to @question of @form, its version, as people read it; @flow has its answers.
 * (transfer full) */
char *clt_response_format_answer (const CltResponse *response,
                                  const CltFlow *flow,
                                  const CltForm *form,
                                  const CltQuestion *question);

/* What one form says to a question in words of its own: the answer to a text, or what stands with an
 * open option. */
typedef struct
{
  gint64 response_id, question_id;
  char *text;
  char **tags; /* sorted */
} CltResponseWords;

/* Of the forms @ids (element-type gint64), in their order, to the question @key of any version.
 * (element-type CltResponseWords) (transfer full) */
GPtrArray *
clt_response_list_words (CltConn *conn, const GArray *ids, const char *key, GError **error);
/* Every tag that answers to the question @key of the questionnaire bear, those used most first.
 * (transfer full): NULL-terminated; NULL on error. */
char **clt_response_list_known_tags (CltConn *conn,
                                     gint64 questionnaire_id,
                                     const char *key,
                                     GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The answers to one form in memory, and what may be answered. Values are as in
 * clt-questionnaire.h; questions are named by key, so that answers outlive a version. */

#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_MARK_NONE,
  CLT_MARK_REFUSED,
  CLT_MARK_UNKNOWN, /* does not know */
} CltReplyMark;

/* "", "refused", "unknown", as the file stores it. */
const char *clt_reply_mark_get_name (CltReplyMark mark);
CltReplyMark clt_reply_mark_from_name (const char *name);
/* Translated. */
const char *clt_reply_mark_get_label (CltReplyMark mark);

typedef struct
{
  char *key;
  char *part; /* "": the question has one value */
  CltReplyMark mark;
  char *value; /* "" with a mark */
  char *note;  /* words that go with an open option */
} CltAnswer;

typedef struct _CltAnswers CltAnswers;

CltAnswers *clt_answers_new (void);
void clt_answers_free (CltAnswers *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAnswers, clt_answers_free)
/* @value "" or NULL: blank. Takes a mark of the question away. */
void clt_answers_set (CltAnswers *answers,
                      const char *key,
                      const char *part,
                      const char *value,
                      const char *note);
/* Takes all values of the question away; CLT_MARK_NONE: it is blank then. */
void clt_answers_set_mark (CltAnswers *answers, const char *key, CltReplyMark mark);
/* Makes the question blank. */
void clt_answers_clear (CltAnswers *answers, const char *key);
/* (transfer none) (nullable): NULL when it has none. */
const char *clt_answers_get (const CltAnswers *answers, const char *key, const char *part);
CltReplyMark clt_answers_get_mark (const CltAnswers *answers, const char *key);
/* All rows of a question, in the order in which they were given. (transfer container) */
GPtrArray *clt_answers_list (const CltAnswers *answers, const char *key);
/* Neither value nor mark. */
gboolean clt_answers_is_blank (const CltAnswers *answers, const char *key);

/* What was typed for a value of @question (one value, or one of @part) as it is stored: option codes
 * and labels, "y", full-width digits, 2026-1-8. @part "" for questions without parts.
 * Returns: (transfer full): "" for nothing typed; NULL and CLT_STORE_ERROR_INVALID that says what may
 * be answered. */
char *clt_question_parse_value (const CltQuestion *question,
                                const char *part,
                                const char *text,
                                GError **error);
/* The whole answer to one question may stand: required, fewest and most, exclusive options, all lines
 * of a required matrix, ranks without gaps. A mark always may. FALSE and a sentence otherwise. */
gboolean
clt_question_check (const CltQuestion *question, const CltAnswers *answers, GError **error);

G_END_DECLS

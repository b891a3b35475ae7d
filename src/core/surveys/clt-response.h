/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One form that is being filled or was filled. Every answer is stored as soon as it is given, with
 * the question that comes next, so that a form reopens where it was left. What writes belongs inside
 * an action. A form that is complete is only changed with a reason, and keeps what stood there. */

#include "core/surveys/clt-flow-answer.h"
#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_RESPONSE_OPEN,
  CLT_RESPONSE_COMPLETE,
  CLT_RESPONSE_BROKEN, /* left in the middle; may be reopened */
} CltResponseState;

/* "open", "complete", "broken", as the file stores it. */
const char *clt_response_state_get_name (CltResponseState state);
CltResponseState clt_response_state_from_name (const char *name);
/* Translated. */
const char *clt_response_state_get_label (CltResponseState state);

typedef struct
{
  gint64 question_id;
  char *part;  /* option or line; "" */
  char *mark;  /* "refused" or "unknown" instead of a value; "" */
  char *value; /* see clt-questionnaire.h */
  char *note;  /* words that go with an open option */
  gint64 seconds;
} CltResponseAnswer;

typedef struct
{
  gint64 id;
  gint64 version_id;
  gint64 survey_id, client_id, staff_id, call_id, session_id; /* 0: none */
  char *channel;
  CltResponseState state;
  int keyed;                /* 1; 2: the second keying of a paper form */
  CltDay day;               /* of the answers; CLT_DAY_NONE for a new one: the action's */
  gint64 started, finished; /* instants; 0: not known */
  char *at_key;             /* question that is asked next */
  char *reference;          /* its number on the paper or in the file that it came from */
  GPtrArray *answers;       /* CltResponseAnswer, by question and part; of a loaded one */
} CltResponse;

/* A first keying by @channel that is still to be stored. */
CltResponse *clt_response_new (gint64 version_id, const char *channel);
void clt_response_free (CltResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltResponse, clt_response_free)
CltResponse *clt_response_load (CltConn *conn, gint64 id, GError **error);
/* (transfer none) (nullable); @part NULL: "" */
const CltResponseAnswer *
clt_response_find_answer (const CltResponse *response, gint64 question_id, const char *part);
/* Both say the same. */
gboolean clt_response_answer_equal (const CltResponseAnswer *a, const CltResponseAnswer *b);
/* What it says, for a flow of @form, its version. (transfer full) */
CltAnswers *clt_response_dup_answers (const CltResponse *response, const CltForm *form);

/* Stores @response, which gets its id, as an open one. Answers are not looked at. */
gboolean clt_response_begin (CltConn *conn, CltResponse *response, GError **error);

/* A whole form that was filled elsewhere, with its answers, as it is: their values have to be sound. */
gboolean clt_response_store (CltConn *conn, CltResponse *response, GError **error);
/* (transfer none): a new one of @response; the texts are copied. */
CltResponseAnswer *clt_response_add_answer (CltResponse *response,
                                            gint64 question_id,
                                            const char *part,
                                            const char *mark,
                                            const char *value,
                                            const char *note);

/* What becomes of one question, or of one of its parts. Without value and mark it is blank. */
typedef struct
{
  const char *part;   /* (nullable): a mark, or none at all, concerns all parts */
  const char *value;  /* (nullable) */
  const char *mark;   /* (nullable): "refused", "unknown" */
  const char *note;   /* (nullable): the words stay while the answer stays the same */
  gint64 seconds;     /* that the question was on the screen this time: added up */
  const char *next;   /* (nullable): key of the question that is asked next */
  const char *reason; /* (nullable): needed where the form is complete */
  gint64 staff_id;    /* who changes a complete form; 0: not known */
} CltAnswerChange;

/* @question: of the form's version. An exclusive option puts the others away, and they it. Refuses
 * values that the question does not have. While a form is open, answers on a branch that was left wait
 * for its return; what a complete one no longer asks after a change goes with it. */
gboolean clt_response_set (CltConn *conn,
                           gint64 id,
                           const CltQuestion *question,
                           const CltAnswerChange *change,
                           GError **error);
/* Whether @value (of @part) is one of the question's as it is stored, which is what
 * clt_question_parse_value() makes of it; says why not. */
gboolean clt_response_check_value (const CltQuestion *question,
                                   const char *part,
                                   const char *value,
                                   GError **error);
/* Ends an open form. @state: complete, which is refused with the first question that still lacks what
 * it requires, and drops what was answered and is not asked; or broken, which keeps all. */
gboolean clt_response_finish (CltConn *conn, gint64 id, CltResponseState state, GError **error);
/* An open form is at another question, without an answer. @key: "": the end */
gboolean clt_response_turn_to (CltConn *conn, gint64 id, const char *key, GError **error);
/* A broken form goes on where it was left. @at_key: (out) (optional) (transfer full) */
gboolean clt_response_reopen (CltConn *conn, gint64 id, char **at_key, GError **error);

/* What was changed after a form was complete. */
typedef struct
{
  gint64 question_id;
  char *part, *before, *after; /* value, with the words behind it, or mark; "": blank */
  char *reason;
  gint64 staff_id; /* 0: not known */
  gint64 at;       /* instant */
} CltResponseEdit;
/* Oldest first. (element-type CltResponseEdit) (transfer full) */
GPtrArray *clt_response_list_edits (CltConn *conn, gint64 id, GError **error);

/* What people read for @said, as an edit or a difference of keyings holds it. @question: (nullable): it
 * is not known any more. (transfer full) */
char *clt_response_format_said (const CltQuestion *question, const char *said);

/* What a client said last to a question of that key, in whatever form it was asked. */
typedef struct
{
  gint64 response_id;
  CltDay day;
  char *questionnaire; /* name */
  char *value;
} CltLatestAnswer;
void clt_latest_answer_free (CltLatestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLatestAnswer, clt_latest_answer_free)
/* @answer: (out) (transfer full): NULL: he was not asked, or said nothing. */
gboolean clt_response_get_latest (CltConn *conn,
                                  gint64 client_id,
                                  const char *key,
                                  CltLatestAnswer **answer,
                                  GError **error);

/* What free words are about. */
gboolean clt_response_tag (CltConn *conn,
                           gint64 id,
                           gint64 question_id,
                           const char *tag,
                           gboolean on,
                           GError **error);
/* (transfer full): NULL-terminated, sorted; NULL on error. */
char **clt_response_list_tags (CltConn *conn, gint64 id, gint64 question_id, GError **error);

/* ---- paper that is keyed twice ------------------------------------------------------------- */

/* Whose form the number @typed stands on. A prefilled form bears the key of its questionnaire, the
 * number of the version and that of a client who is asked in the survey: “care-1-20731”; a form without
 * a name gets a number of its own. What belongs to another survey or to nobody in this one is refused.
 * @reference: (out) (transfer full): as it is printed; @client_id: (out): 0: a form without a name. */
gboolean clt_response_read_reference (CltConn *conn,
                                      gint64 survey_id,
                                      const char *typed,
                                      char **reference,
                                      gint64 *client_id,
                                      GError **error);

/* The form with that number on it. @survey_id 0: none. @id: (out): 0 when it is not there. */
gboolean clt_response_find_keyed (CltConn *conn,
                                  gint64 version_id,
                                  gint64 survey_id,
                                  const char *reference,
                                  int keyed,
                                  gint64 *id,
                                  GError **error);

typedef struct
{
  gint64 question_id;
  char *part;
  char *first, *second; /* value or mark, with the words behind it; "": blank */
} CltKeyingDifference;
/* Where two keyings differ, by the order of the questions; none: empty.
 * (element-type CltKeyingDifference) (transfer full) */
GPtrArray *clt_response_compare (CltConn *conn, gint64 first, gint64 second, GError **error);
/* What @from says to @question stands in @to as well; what differs is a change with @reason: that settles
 * a difference. Inside an action. */
gboolean clt_response_settle (CltConn *conn,
                              gint64 from,
                              gint64 to,
                              const CltQuestion *question,
                              const char *reason,
                              gint64 staff_id,
                              GError **error);

G_END_DECLS

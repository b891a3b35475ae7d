/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When a question is asked, as an expression over answers to earlier ones:
 *   q1 = yes and (q3 >= 4 or q2 has A)
 *   not (q1 is refused) and q4[price] <= 2
 *   q5 in (a, b, "c d") or q6 is answered
 * Tests: = != < <= > >=, in (…), has, is [not] answered|blank|refused|unknown. q4[price]: one line of
 * a matrix, or the rank of an option. A comparison needs an answer: of a question that is blank,
 * refused, unknown or not asked neither "= yes" nor "!= yes" is true. Numbers compare as numbers. What
 * is no bare word is quoted. Pure functions. */

#include "core/surveys/clt-flow-answer.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_TEST_IS,
  CLT_TEST_IS_NOT,
  CLT_TEST_BELOW,
  CLT_TEST_AT_MOST,
  CLT_TEST_ABOVE,
  CLT_TEST_AT_LEAST,
  CLT_TEST_HAS,      /* of several */
  CLT_TEST_ANSWERED, /* from here on without a value */
  CLT_TEST_BLANK,
  CLT_TEST_REFUSED,
  CLT_TEST_UNKNOWN,
} CltTestOperator;
#define CLT_N_TEST_OPERATORS 11

/* For a list to pick from: “is”, “is at least”. Translated. */
const char *clt_test_operator_get_label (CltTestOperator op);
gboolean clt_test_operator_has_value (CltTestOperator op);
/* It makes sense for a question of this type. */
gboolean clt_test_operator_suits (CltTestOperator op, CltQuestionType type);

/* One test, as it is picked: question, operator, value. */
typedef struct
{
  char *key;
  char *part; /* line of a matrix, option of a ranking; "": the question itself */
  CltTestOperator op;
  char *value; /* "" where the operator has none */
} CltTest;

CltTest *clt_test_new (const char *key, const char *part, CltTestOperator op, const char *value);
void clt_test_free (CltTest *test);
/* @answers NULL: nothing is answered. */
gboolean clt_test_holds (const CltTest *test, const CltAnswers *answers);
/* As it is written: q1 >= 4. (transfer full) */
char *clt_test_format (const CltTest *test);

typedef struct _CltCondition CltCondition;

/* @position: (out) (optional): the character, counted from 0, at which it went wrong. The message
 * names it, too. An empty text is always true. CLT_STORE_ERROR_INVALID */
CltCondition *clt_condition_parse (const char *text, guint *position, GError **error);
void clt_condition_free (CltCondition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCondition, clt_condition_free)
gboolean clt_condition_is_always (const CltCondition *condition);
/* Its tests from left to right. (element-type CltTest) (transfer container) */
GPtrArray *clt_condition_list_tests (const CltCondition *condition);
/* With @holds for the truth of each test. */
typedef gboolean (*CltTestFunc) (const CltTest *test, gpointer data);
gboolean clt_condition_evaluate (const CltCondition *condition, CltTestFunc holds, gpointer data);
/* The text that parses to the same. (transfer full) */
char *clt_condition_format (const CltCondition *condition);
/* For people, with the questions' numbers and the words of the answers: “1 is Yes, and 3 is at least
 * 4”. (transfer full) */
char *clt_condition_describe (const CltCondition *condition, const CltForm *form);

/* The condition as tests of which all (or, @any, one) must hold: what can be picked.
 * Returns: (transfer full) (nullable) (element-type CltTest): NULL when it takes an expression. */
GPtrArray *clt_condition_dup_picks (const CltCondition *condition, gboolean *any);
/* The expression for picked tests; "" for none. (transfer full) */
char *clt_picks_format (const GPtrArray *picks, gboolean any);

/* What the condition of a question can be about: an earlier question, or one part of it. */
typedef struct
{
  const CltQuestion *question; /* borrowed from the form */
  char *part;                  /* line of a matrix, option of a ranking; "" */
  char *label;                 /* “3. Are you satisfied?” */
} CltSubject;

/* Those of the question at @index, the nearest one last.
 * (transfer full) (element-type CltSubject) */
GPtrArray *clt_form_list_subjects (const CltForm *form, guint index);
/* Its index among @subjects; -1: none. */
int clt_subjects_find (const GPtrArray *subjects, const char *key, const char *part);
/* The answers to choose from, with their words; empty: the answer is typed.
 * (transfer full) (element-type CltOption) */
GPtrArray *clt_subject_list_values (const CltSubject *subject);
/* What a new test begins with: the subject is (has) its first answer, or is answered. */
CltTest *clt_subject_make_test (const CltSubject *subject);
/* clt_condition_dup_picks() of the expression @condition, where all of it can be picked from
 * @subjects. */
GPtrArray *clt_subjects_dup_picks (const GPtrArray *subjects, const char *condition, gboolean *any);

G_END_DECLS

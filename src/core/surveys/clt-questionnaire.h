/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Questionnaires in versions. A form is one version, whole: it is loaded, changed in memory and saved
 * as a whole. Only drafts are changed; answers stay bound to the version that they were given to.
 * Loading is a plain read; everything that writes belongs inside an action.
 *
 * An answer's value, as table answer keeps it: the code of an option (of each line of a matrix; "yes"
 * and "no"), a number as text (rating, NPS, number), YYYYMMDD, a rank, "1" for each option that is
 * chosen of several, words. A mark, "refused" or "unknown", stands instead of a value; blank has no
 * row. */

#include <json-glib/json-glib.h>

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* ---- records ------------------------------------------------------------------------------- */

typedef enum
{
  CLT_QUESTION_SECTION, /* a heading: not answered */
  CLT_QUESTION_INFO,    /* said or read: not answered */
  CLT_QUESTION_YESNO,
  CLT_QUESTION_CHOICE,  /* one option */
  CLT_QUESTION_SEVERAL, /* options; low and high: fewest and most */
  CLT_QUESTION_RATING,  /* low … high, 2 to 11 points */
  CLT_QUESTION_NPS,     /* 0 … 10 */
  CLT_QUESTION_MATRIX,  /* an option a line */
  CLT_QUESTION_RANKING, /* a rank an option, from 1 */
  CLT_QUESTION_NUMBER,  /* low … high, either may be missing */
  CLT_QUESTION_DATE,    /* low … high as YYYYMMDD */
  CLT_QUESTION_TEXT,    /* at most high characters */
} CltQuestionType;
#define CLT_N_QUESTION_TYPES 12

/* "section", "yesno" …, as the file stores it. */
const char *clt_question_type_get_name (CltQuestionType type);
gboolean clt_question_type_from_name (const char *name, CltQuestionType *type);
/* Translated. */
const char *clt_question_type_get_label (CltQuestionType type);

/* An option of a question, or a line of a matrix. */
typedef struct
{
  char *code;
  char *label;
  gboolean exclusive; /* "none of these": stands alone */
  gboolean open;      /* "other": words go with it */
} CltOption;

CltOption *clt_option_new (const char *code, const char *label);
void clt_option_free (CltOption *option);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltOption, clt_option_free)

typedef struct
{
  gint64 id;    /* 0: not stored yet */
  int position; /* from 1; set when it is loaded or saved */
  char *key;    /* the same in all versions, and wherever the same is asked */
  CltQuestionType type;
  char *text;
  char *help; /* for who asks, not read out */
  gboolean required;
  double low, high; /* NAN: no limit; see the types */
  char *low_label, *high_label;
  gboolean reverse;   /* a high rating is a bad one */
  char *dimension;    /* "": none */
  char *condition;    /* see clt-flow.h; "": always asked */
  gboolean identity;  /* is it really the client */
  char *bad;          /* values, separated by blanks, that open a compliance task */
  GPtrArray *options; /* CltOption; of a choice, several, ranking; columns of a matrix */
  GPtrArray *lines;   /* CltOption; of a matrix */
} CltQuestion;

CltQuestion *clt_question_new (const char *key, CltQuestionType type, const char *text);
/* A copy that is not stored yet. */
CltQuestion *clt_question_copy (const CltQuestion *question);
void clt_question_free (CltQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltQuestion, clt_question_free)
/* Sections and information are not. */
gboolean clt_question_is_asked (const CltQuestion *question);
/* Free words: a text, or an option that words go with. */
gboolean clt_question_has_words (const CltQuestion *question);
/* Its answer has a row an option (several, ranking) or line (matrix), named by column "part". */
gboolean clt_question_has_parts (const CltQuestion *question);
/* Rating and NPS: its answers are points. @low, @high: (out) (optional) */
gboolean clt_question_get_scale (const CltQuestion *question, int *low, int *high);
/* The options @part and @other of several cannot both be chosen: one of them stands alone. */
gboolean clt_question_excludes (const CltQuestion *question, const char *part, const char *other);
/* (transfer none) (nullable) */
const CltOption *clt_question_find_option (const CltQuestion *question, const char *code);
const CltOption *clt_question_find_line (const CltQuestion *question, const char *code);
/* What people read for a value: the option's label, "Yes", the day; the value itself otherwise.
 * (transfer full) */
char *clt_question_format_value (const CltQuestion *question, const char *value);
/* @value is one that opens a compliance task. */
gboolean clt_question_is_bad (const CltQuestion *question, const char *value);

typedef struct
{
  char *name;
  int weight; /* per cent; those of a form sum to 100 */
} CltDimension;

CltDimension *clt_dimension_new (const char *name, int weight);
void clt_dimension_free (CltDimension *dimension);

typedef enum
{
  CLT_FORM_DRAFT,
  CLT_FORM_PUBLISHED, /* the one that is put */
  CLT_FORM_RETIRED,
} CltFormState;

/* "draft", "published", "retired" */
const char *clt_form_state_get_name (CltFormState state);
/* Translated. */
const char *clt_form_state_get_label (CltFormState state);

/* One version of a questionnaire. */
typedef struct
{
  gint64 version_id; /* 0: not stored yet */
  gint64 questionnaire_id;
  int number; /* from 1 */
  CltFormState state;
  char *greeting, *closing; /* with placeholders as in catalogue/clt-template.h */
  CltDay published;         /* CLT_DAY_NONE: not yet */
  GPtrArray *questions;     /* CltQuestion, in order */
  GPtrArray *dimensions;    /* CltDimension, in order */
} CltForm;

/* An empty draft. */
CltForm *clt_form_new (void);
void clt_form_free (CltForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltForm, clt_form_free)
/* (transfer none) (nullable) */
CltQuestion *clt_form_find_question (const CltForm *form, const char *key);
CltQuestion *clt_form_find_question_by_id (const CltForm *form, gint64 id);
/* Its place among all, from 0; -1: not in it. */
int clt_form_index_of (const CltForm *form, const char *key);

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *key;
  char *name;
  char *occasion; /* see clt_occasions */
  gboolean archived;
  /* how it stands; of a loaded one */
  int n_versions;
  int published;      /* number of the version that is put; 0: none */
  gboolean has_draft; /* a newer version is being written */
  gint64 n_responses; /* over all versions */
} CltQuestionnaire;

CltQuestionnaire *clt_questionnaire_new (const char *key, const char *name, const char *occasion);
void clt_questionnaire_free (CltQuestionnaire *questionnaire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltQuestionnaire, clt_questionnaire_free)

/* plain new-account sample suitability complaint training satisfaction nps; NULL-terminated. */
extern const char *const clt_occasions[];
/* Translated; the key itself when this version does not know it. */
const char *clt_occasion_get_label (const char *occasion);

/* ---- reading ------------------------------------------------------------------------------- */

/* In their order. @archived: also those. (element-type CltQuestionnaire) (transfer full) */
GPtrArray *clt_questionnaire_list (CltConn *conn, gboolean archived, GError **error);
CltQuestionnaire *clt_questionnaire_load (CltConn *conn, gint64 id, GError **error);
/* By key. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_questionnaire_find (CltConn *conn, const char *key, GError **error);
/* The version that is put: the published one, else the newest draft, else the newest.
 * Returns: 0 and an error. */
gint64 clt_questionnaire_get_version (CltConn *conn, gint64 id, GError **error);
/* The version of that @number. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_questionnaire_find_version (CltConn *conn, gint64 id, int number, GError **error);
/* The one that callbacks of an occasion take: the first with a published version that is not in the
 * archive. @id: (out): 0 when there is none. FALSE on error. */
gboolean
clt_questionnaire_for_occasion (CltConn *conn, const char *occasion, gint64 *id, GError **error);
CltForm *clt_form_load (CltConn *conn, gint64 version_id, GError **error);
/* All versions, the newest first. (element-type CltForm) (transfer full) */
GPtrArray *clt_form_list (CltConn *conn, gint64 questionnaire_id, GError **error);
/* So many answered forms are bound to the version. */
gboolean clt_form_count_responses (CltConn *conn, gint64 version_id, gint64 *n, GError **error);

/* ---- writing ------------------------------------------------------------------------------- */

/* Stores a new one (id 0, which it then gets) at the end, or a changed one; no version. */
gboolean clt_questionnaire_save (CltConn *conn, CltQuestionnaire *questionnaire, GError **error);
/* @questionnaire with its first version, an empty draft. Returns: the version, 0 on error. */
gint64 clt_questionnaire_create (CltConn *conn, CltQuestionnaire *questionnaire, GError **error);
/* Another one that begins with the version that is put, as a draft. Returns: its id, 0 on error. */
gint64 clt_questionnaire_copy (CltConn *conn,
                               gint64 id,
                               const char *key,
                               const char *name,
                               GError **error);
/* Not while a survey of it is open. */
gboolean
clt_questionnaire_set_archived (CltConn *conn, gint64 id, gboolean archived, GError **error);
/* The draft that is being written; a new one with all questions of the published version when there
 * is none. Returns: the version, 0 on error. */
gint64 clt_questionnaire_open_draft (CltConn *conn, gint64 id, GError **error);
/* Throws the draft away; the published version stays. Not the only version. */
gboolean clt_questionnaire_discard_draft (CltConn *conn, gint64 id, GError **error);

/* Stores a draft as it is, new (version_id 0: as the next number of its questionnaire) or changed;
 * questions get their ids. Keys, codes and limits have to be sound; what else a form lacks is told
 * by clt_form_check(). Refused for what is not a draft or has answers. */
gboolean clt_form_save (CltConn *conn, CltForm *form, GError **error);
/* Its keys, codes, limits and weights are sound, each by itself; its flow is not looked at. */
gboolean clt_form_validate (const CltForm *form, GError **error);
/* Publishes a stored draft on the action's day; the version that was published is retired. Refused
 * with the first error that clt_form_check() finds. */
gboolean clt_form_publish (CltConn *conn, CltForm *form, GError **error);

/* ---- from and to files --------------------------------------------------------------------- */

/* All of one version, without ids. (transfer full) */
JsonNode *clt_form_to_json (const CltQuestionnaire *questionnaire, const CltForm *form);
/* What clt_form_to_json() wrote, or one of the presets, whose texts are {"en": …, "zh_CN": …}.
 * @questionnaire: (out): neither is stored. CLT_STORE_ERROR_INVALID says what is no form. */
CltForm *clt_form_from_json (JsonNode *node,
                             const char *language,
                             CltQuestionnaire **questionnaire,
                             GError **error);
/* One page that works without a network and is filled in by the keyboard, in the language of the
 * program. The answers come out as CSV as kind "answers" of the import reads them: question texts as
 * header, codes. Placeholders are filled for the public on @day; one that needs a client is refused.
 * @survey_id: of which the answers are; 0: of none. (transfer full) */
char *clt_form_to_html (CltConn *conn,
                        const CltQuestionnaire *questionnaire,
                        const CltForm *form,
                        gint64 survey_id,
                        CltDay day,
                        GError **error);
/* A new questionnaire, or a draft of the one that has its key. Returns: the version, 0 on error. */
gint64
clt_questionnaire_import (CltConn *conn, JsonNode *node, const char *language, GError **error);
/* Keys of the questionnaires that come with the program; each is an occasion. NULL-terminated. */
extern const char *const clt_questionnaire_presets[];
/* Adds one of them, published. @language: "en" or "zh_CN"; NULL: that of the program.
 * CLT_STORE_ERROR_EXISTS when there is one with its key. Returns: its id, 0 on error. */
gint64 clt_questionnaire_add_preset (CltConn *conn,
                                     const char *preset,
                                     const char *language,
                                     GError **error);
/* All of them whose keys there are not yet. */
gboolean
clt_questionnaire_add_missing_presets (CltConn *conn, const char *language, GError **error);
/* One of them as a draft of a new questionnaire, of which there may be any number. @name: "": that of the
 * preset. Returns: the questionnaire, 0 on error. */
gint64 clt_questionnaire_draft_preset (CltConn *conn,
                                       const char *preset,
                                       const char *name,
                                       const char *language,
                                       GError **error);

/* ---- in memory ----------------------------------------------------------------------------- */

/* Takes @question. */
void clt_form_insert_question (CltForm *form, guint index, CltQuestion *question);
/* Puts the question with @key as the @index-th of all, counted from 0. FALSE: there is none. */
gboolean clt_form_move_question (CltForm *form, const char *key, guint index);
gboolean clt_form_remove_question (CltForm *form, const char *key);

G_END_DECLS

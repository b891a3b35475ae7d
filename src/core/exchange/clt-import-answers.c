/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-answer-columns.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/store/clt-ids.h"

/* Answers to a questionnaire, a person a row. Every column that is no field is a question; where the
 * questionnaire does not exist, it is made of them. */

static const CltImportField fields[CLT_N_ANSWER_FIELDS] = {
  { "questionnaire", N_ ("Key of the questionnaire"), CLT_FIELD_TEXT, TRUE, "问卷|questionnaire" },
  { "create", N_ ("Make the questionnaire if there is none"), CLT_FIELD_BOOL, FALSE, "", "no yes" },
  { "name", N_ ("Name of the questionnaire"), CLT_FIELD_TEXT, FALSE, "", "" },
  { "reference", N_ ("Number of the form"), CLT_FIELD_TEXT, FALSE,
    "答卷编号|答卷id|问卷编号|序号|编号|提交序号|respondentid|respondent|responseid|reference|id" },
  { "account", N_ ("Account"), CLT_FIELD_ACCOUNT, FALSE,
    "客户号|客户编号|客户代码|资金账号|资金帐号|资金账户|投资者代码|account|clientno" },
  { "phone", N_ ("Phone"), CLT_FIELD_TEXT, FALSE,
    "手机|手机号|手机号码|联系电话|电话|phone|mobile" },
  { "client", N_ ("Name of the client"), CLT_FIELD_TEXT, FALSE,
    "姓名|客户姓名|客户名称|client|clientname" },
  { "day", N_ ("Day of the answers"), CLT_FIELD_DATE, FALSE,
    "提交答卷时间|提交时间|填写日期|调查日期|回访日期|日期|submitted|submittedon|enddate|day|"
    "date" },
  { "staff", N_ ("Who asked"), CLT_FIELD_TEXT, FALSE,
    "访问员|调查员|回访人|客服专员|interviewer|staff" },
  { "channel", N_ ("Channel"), CLT_FIELD_CHOICE, FALSE, "渠道|调查渠道|channel" },
  { "unknown", N_ ("Unknown clients: “refuse”, or “anonymous” without a name"), CLT_FIELD_CHOICE,
    FALSE, "", "refuse anonymous" },
  { "attribute", N_ ("Column that tells of the person, no rating"), CLT_FIELD_TEXT, FALSE, "" },
  { "survey", N_ ("Number or name of the survey"), CLT_FIELD_TEXT, FALSE, "调查|survey", "" },
  { "version", N_ ("Version of the questionnaire"), CLT_FIELD_TEXT, FALSE,
    "版本|版本号|问卷版本|version", "" },
};

const CltImportKind clt_import_kind_answers = {
  .name = "answers",
  .label = N_ ("Answers to a questionnaire"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .open = TRUE,
};

typedef struct
{
  CltImport *import;     /* borrowed */
  CltForm *form;         /* owned */
  GPtrArray *columns;    /* owned: CltAnswerColumn */
  CltAccounts *accounts; /* owned */
  GHashTable *before;    /* owned: reference -> gint64 id of the forms that are there */
  guint header_lines;
  gboolean anonymous;
  gint64 survey_id; /* 0: of none */
  char *mark;       /* owned: tells this very file from others */
  char *channel;    /* owned: of the row at hand */
  guint64 no_day;   /* rows whose day is 1970-01-01 */
  guint64 no_names; /* unknown clients whose answers were taken without a name */
} AnswersImport;

static void
answers_clear (AnswersImport *self)
{
  g_clear_pointer (&self->form, clt_form_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, clt_accounts_free);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self->channel);
  g_free (self->mark);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AnswersImport, answers_clear)

/* ---- the questionnaire --------------------------------------------------------------------- */

static gboolean
create_form (AnswersImport *self, const char *key, GError **error)
{
  CltImport *import = self->import;
  const char *named = import->fields[CLT_ANSWER_NAME].constant;
  g_autoptr (CltQuestionnaire) questionnaire =
    clt_questionnaire_new (key, named == NULL ? key : named, "plain");

  self->form = clt_form_new ();
  self->form->version_id = clt_questionnaire_create (import->conn, questionnaire, error);
  if (self->form->version_id == 0)
    return FALSE;
  self->form->questionnaire_id = questionnaire->id;
  return clt_answer_columns_infer (import, self->columns, self->header_lines, self->form, error) &&
         clt_form_publish (import->conn, self->form, error);
}

/* Columns without a question are told, and the questions that the file does not ask. */
static gboolean
match_form (AnswersImport *self, const char *key, GError **error)
{
  const guint n = clt_answer_columns_match (self->columns, self->form);
  guint64 lost = 0;

  if (n == 0)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                   _ ("No column of the file is a question of “%s”. Nothing was imported; check"
                      " the questionnaire."),
                   key);
      return FALSE;
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CltAnswerColumn *column = self->columns->pdata[i];

      if (!column->taken && column->role == CLT_ANSWER_NOTHING)
        lost++;
    }
  clt_import_note_count (self->import, lost,
                         /* Translators: %s is a count of columns. */
                         _ ("%s columns are no question of the questionnaire."));
  return TRUE;
}

static char *
refuse_keys (const char *message, GError **error)
{
  g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING, message);
  return NULL;
}

/* The constant, else what stands in the column of that name in all rows: a form that was filled in as
 * a web page says itself which one it is. @several: where the rows differ. @text: (out) (transfer full):
 * NULL: nothing says it. */
static gboolean
read_same (AnswersImport *self, guint field, const char *several, char **text, GError **error)
{
  CltImport *import = self->import;
  int more = 0;

  *text = g_strdup (import->fields[field].constant);
  if (*text != NULL || !clt_import_has_field (import, field))
    return TRUE;
  while ((more = clt_import_next (import, error)) == 1)
    {
      g_autofree char *other = clt_import_dup_text (import, field);

      if (import->line < import->header_line + self->header_lines || *other == '\0')
        continue;
      if (*text != NULL && !g_str_equal (*text, other))
        {
          refuse_keys (several, error);
          return FALSE;
        }
      clt_set_str (text, other);
    }
  return more == 0 && clt_import_rewind (import, error);
}

/* (transfer full) (nullable) */
static char *
dup_key (AnswersImport *self, GError **error)
{
  g_autofree char *key = NULL;

  if (!read_same (self, CLT_ANSWER_QUESTIONNAIRE,
                  _ ("The file has answers to several questionnaires. Nothing was "
                     "imported; import them one by one."),
                  &key, error))
    return NULL;
  if (key == NULL)
    return refuse_keys (_ ("Say which questionnaire the answers are of, as a constant."
                           " Nothing was imported."),
                        error);
  return g_steal_pointer (&key);
}

/* @version: (out): that which the survey put; 0: the answers are of none. */
static gboolean
find_survey (AnswersImport *self, const char *key, gint64 *version, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (CltSurvey) survey = NULL;

  *version = 0;
  if (!read_same (self, CLT_ANSWER_SURVEY,
                  _ ("The file has answers to several surveys. Nothing was imported; import them"
                     " one by one."),
                  &text, error))
    return FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;
  survey = clt_survey_find (self->import->conn, key, text, error);
  if (survey == NULL)
    return FALSE;
  self->survey_id = survey->id;
  *version = survey->version_id;
  return TRUE;
}

/* @version: (out): that which the file says; 0: it says none. */
static gboolean
read_version (AnswersImport *self, gint64 questionnaire, gint64 *version, GError **error)
{
  g_autofree char *text = NULL;
  gint64 number;

  *version = 0;
  if (!read_same (self, CLT_ANSWER_VERSION,
                  _ ("The file has answers to several versions of the questionnaire. Nothing was"
                     " imported; import them one by one."),
                  &text, error))
    return FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (!clt_answer_read_whole (text, &number) || number < 1 || number > G_MAXINT)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                   _ ("“%s” is no number of a version. Nothing was imported."), text);
      return FALSE;
    }
  *version =
    clt_questionnaire_find_version (self->import->conn, questionnaire, (int) number, error);
  return *version != 0;
}

/* Answers stay with the version that they were given to: where several were put, nobody guesses. */
static gboolean
choose_version (AnswersImport *self,
                const char *key,
                gint64 questionnaire,
                gint64 *version,
                GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (self->import->conn, &n, 0, error,
                         "SELECT count(*) FROM questionnaire_version v WHERE questionnaire_id = ?"
                         " AND (state <> 'draft' OR EXISTS (SELECT 1 FROM response r"
                         " WHERE r.version_id = v.id))",
                         "i", questionnaire))
    return FALSE;
  if (n > 1)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                   _ ("“%s” was put in several versions, and the file does not say which one it"
                      " answers. Nothing was imported; say the version or the survey as a"
                      " constant."),
                   key);
      return FALSE;
    }
  *version = clt_questionnaire_get_version (self->import->conn, questionnaire, error);
  return *version != 0;
}

static gboolean
find_version (AnswersImport *self,
              const char *key,
              gint64 questionnaire,
              gint64 *version,
              GError **error)
{
  gint64 said;

  if (!find_survey (self, key, version, error) || !read_version (self, questionnaire, &said, error))
    return FALSE;
  if (*version != 0 && said != 0 && *version != said)
    {
      refuse_keys (_ ("The survey asks another version of the questionnaire than the file says."
                      " Nothing was imported; look which of the two is right."),
                   error);
      return FALSE;
    }
  if (*version == 0)
    *version = said;
  return *version != 0 || choose_version (self, key, questionnaire, version, error);
}

static gboolean
find_form (AnswersImport *self, GError **error)
{
  CltImport *import = self->import;
  g_autofree char *key = dup_key (self, error);
  const char *create = import->fields[CLT_ANSWER_CREATE].constant;
  gboolean wanted = FALSE;
  gint64 id, version;

  if (key == NULL)
    return FALSE;
  if (create != NULL)
    clt_word_bool (create, &wanted);
  if (!clt_conn_get_int (import->conn, &id, 0, error, "SELECT id FROM questionnaire WHERE key = ?",
                         "t", key))
    return FALSE;
  if (id == 0 && wanted)
    return find_survey (self, key, &version, error) && create_form (self, key, error);
  if (id == 0)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                   _ ("There is no questionnaire “%s”. Nothing was imported; set create to yes to"
                      " make it of this file."),
                   key);
      return FALSE;
    }
  if (!find_version (self, key, id, &version, error))
    return FALSE;
  self->form = clt_form_load (import->conn, version, error);
  return self->form != NULL && match_form (self, key, error);
}

/* What stands for a form in AnswersImport.before. */
#define TAKEN 0            /* an earlier row of the file has told of it */
#define SEVERAL_SURVEYS -1 /* nothing says which of them is meant */

/* The numbers of one survey are not those of another. The form that is in the survey itself, or in none as
 * the file is, is last and stands. */
static gboolean
load_before (AnswersImport *self, GError **error)
{
  self->before = clt_ids_read_by_text (
    clt_conn_query (self->import->conn, error,
                    "SELECT reference, CASE WHEN ?2 = 0 AND survey_id <> "
                    " min (survey_id) OVER (PARTITION BY reference)"
                    " THEN " G_STRINGIFY (
                      SEVERAL_SURVEYS) " ELSE id END"
                                       " FROM response WHERE version_id = ?1"
                                       " AND reference <> '' AND keyed = 1"
                                       " AND (?2 = 0 OR coalesce (survey_id, ?2) = ?2)"
                                       " ORDER BY (survey_id IS NULL) = (?2 = 0), survey_id, id",
                    "ii", self->form->version_id, self->survey_id),
    error);
  return self->before != NULL;
}

static gboolean
set_up (AnswersImport *self, GError **error)
{
  const char *unknown = self->import->fields[CLT_ANSWER_UNKNOWN].constant;

  self->anonymous = g_strcmp0 (unknown, "anonymous") == 0;
  if (unknown != NULL && !self->anonymous && !g_str_equal (unknown, "refuse"))
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_MAPPING,
                   _ ("Unknown clients are “refuse” or “anonymous”, not “%s”. Nothing was"
                      " imported."),
                   unknown);
      return FALSE;
    }
  self->mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                              clt_source_get_digest (self->import->source), -1);
  self->accounts =
    clt_accounts_load (self->import->conn, self->import->options->pad_accounts, error);
  if (self->accounts == NULL)
    return FALSE;
  self->columns = clt_answer_columns_read (self->import, &self->header_lines, error);
  return self->columns != NULL && find_form (self, error) && load_before (self, error);
}

/* ---- who, when, how ------------------------------------------------------------------------ */

static gboolean
reject (AnswersImport *self, CltReason reason, guint field, const char *detail)
{
  clt_import_reject (self->import, reason, (int) field, detail);
  return FALSE;
}

/* By what one person alone has. @id: (out): 0 where nobody does. */
static gboolean
find_by (AnswersImport *self, const char *sql, const char *text, gint64 *id, GError **error)
{
  return clt_conn_get_int (self->import->conn, id, 0, error, sql, "t", text);
}

static gboolean
find_client (AnswersImport *self, gint64 *id, gboolean *accepted, GError **error)
{
  static const struct
  {
    guint field;
    const char *sql;
  } ways[] = {
    { CLT_ANSWER_ACCOUNT, "SELECT client_id FROM account WHERE number = ?" },
    { CLT_ANSWER_PHONE,
      "SELECT CASE count(*) WHEN 1 THEN min(id) END FROM client WHERE phone = ?" },
    { CLT_ANSWER_CLIENT,
      "SELECT CASE count(*) WHEN 1 THEN min(id) END FROM client WHERE name = ?" },
  };

  *id = 0;
  *accepted = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *text = clt_import_dup_text (self->import, ways[i].field);
      g_autofree char *number = NULL;
      int index = -1;

      if (clt_answer_read_mark (text) == CLT_ANSWER_BLANK)
        continue;
      if (i == 0)
        clt_accounts_resolve (self->accounts, text,
                              clt_import_is_workbook_number (self->import, CLT_ANSWER_ACCOUNT),
                              &index, &number);
      if (!find_by (self, ways[i].sql, number == NULL ? text : number, id, error))
        return FALSE;
      if (*id != 0)
        return TRUE;
      if (self->anonymous)
        {
          self->no_names++;
          return TRUE;
        }
      *accepted = reject (self, CLT_REASON_UNKNOWN_ACCOUNT, ways[i].field, text);
      return TRUE;
    }
  return TRUE;
}

static gboolean
read_day (AnswersImport *self, CltResponse *response)
{
  CltImport *import = self->import;
  CltDay day = CLT_DAY_NONE;

  switch (clt_import_get_day (import, CLT_ANSWER_DAY, &day))
    {
    case CLT_VALUE_BAD:
      {
        g_autofree char *text = clt_import_dup_text (import, CLT_ANSWER_DAY);

        return reject (self, CLT_REASON_BAD_DATE, CLT_ANSWER_DAY, text);
      }
    case CLT_VALUE_OK:
      /* what an empty date becomes in many programs */
      if (day == 0)
        self->no_day++;
      else
        response->day = day;
      return TRUE;
    case CLT_VALUE_NULL:
    default:
      return TRUE;
    }
}

static const char *
find_channel (const char *text)
{
  static const struct
  {
    const char *words, *key;
  } channels[] = {
    { "网站|网页|网络|微信|web|online", "website" }, { "交易软件|软件|app", "software" },
    { "邮件|电子邮件|e-mail|mail", "email" },        { "短信", "sms" },
    { "电话|回访|call|telephone", "phone" },         { "现场|上门|纸质|paper|visit", "onsite" },
  };
  g_autofree char *word = clt_text_normalize_header (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_auto (GStrv) words = g_strsplit (channels[i].words, "|", -1);

      if (g_strv_contains ((const char *const *) words, word))
        return channels[i].key;
    }
  return NULL;
}

/* Answers that come as a file come from a form in the web unless something else is said. */
static gboolean
read_channel (AnswersImport *self, gboolean *accepted, GError **error)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_ANSWER_CHANNEL);
  const char *known = find_channel (text);
  gint64 n;

  *accepted = TRUE;
  clt_set_str (&self->channel, *text == '\0' ? "website" : known == NULL ? text : known);
  if (!clt_conn_get_int (self->import->conn, &n, 0, error,
                         "SELECT count(*) FROM channel WHERE key = ?", "t", self->channel))
    return FALSE;
  if (n == 0)
    *accepted = reject (self, CLT_REASON_BAD_VALUE, CLT_ANSWER_CHANNEL, text);
  return TRUE;
}

static gboolean
read_staff (AnswersImport *self, gint64 *id)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_ANSWER_STAFF);

  *id = *text == '\0' ? 0 : clt_staff_find (self->import->conn, text, NULL);
  return *text == '\0' || *id != 0 || reject (self, CLT_REASON_BAD_VALUE, CLT_ANSWER_STAFF, text);
}

/* Without numbers of its own, a row is known by its place in this very file. */
static char *
dup_reference (AnswersImport *self)
{
  CltImport *import = self->import;
  char *text = clt_import_dup_text (import, CLT_ANSWER_REFERENCE);

  if (*text != '\0')
    return text;
  g_free (text);
  return g_strdup_printf ("%.8s:%" G_GUINT64_FORMAT, self->mark, import->line);
}

/* ---- answers ------------------------------------------------------------------------------- */

static char *
read_number (const CltQuestion *question, const char *text)
{
  gint64 whole;
  gsize digits = strspn (text, "0123456789");

  if (question->type == CLT_QUESTION_NUMBER)
    return clt_question_parse_value (question, "", text, NULL);
  if (clt_answer_read_whole (text, &whole))
    return g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  /* "5 very good", "4分" */
  if (digits > 0)
    return g_strndup (text, digits);
  if (*question->high_label != '\0' && g_str_equal (text, question->high_label))
    return g_strdup_printf ("%g", question->high);
  if (*question->low_label != '\0' && g_str_equal (text, question->low_label))
    return g_strdup_printf ("%g", question->low);
  return NULL;
}

/* The text of a cell as it is stored; NULL: no answer to this question. (transfer full) */
static char *
read_value (AnswersImport *self, const CltQuestion *question, const char *text)
{
  const CltOption *option;
  gboolean yes;
  CltDay day;

  switch (question->type)
    {
    case CLT_QUESTION_YESNO:
      return clt_word_bool (text, &yes) ? g_strdup (yes ? "yes" : "no") : NULL;
    case CLT_QUESTION_CHOICE:
    case CLT_QUESTION_MATRIX:
      option = clt_answer_find_option (question->options, text);
      return option == NULL ? NULL : g_strdup (option->code);
    case CLT_QUESTION_RATING:
    case CLT_QUESTION_NPS:
    case CLT_QUESTION_NUMBER:
    case CLT_QUESTION_RANKING:
      return read_number (question, text);
    case CLT_QUESTION_DATE:
      return clt_import_parse_day (self->import, text, &day) == CLT_VALUE_OK
               ? g_strdup_printf ("%d", clt_day_to_yyyymmdd (day))
               : NULL;
    case CLT_QUESTION_TEXT:
      return g_strdup (text);
    case CLT_QUESTION_SEVERAL:
    case CLT_QUESTION_SECTION:
    case CLT_QUESTION_INFO:
    default:
      return NULL;
    }
}

static gboolean
reject_cell (AnswersImport *self, const CltAnswerColumn *column, const char *text)
{
  clt_import_reject_column (self->import, self->import->line, CLT_REASON_BAD_VALUE, column->title,
                            text);
  return FALSE;
}

static gboolean
add_checked (AnswersImport *self,
             CltResponse *response,
             const CltAnswerColumn *column,
             const char *part,
             const char *value,
             const char *text)
{
  if (value == NULL || !clt_response_check_value (column->question, part, value, NULL))
    return reject_cell (self, column, text);
  if (clt_response_find_answer (response, column->question->id, part) == NULL)
    clt_response_add_answer (response, column->question->id, part, "", value, "");
  return TRUE;
}

/* "A;B": several in one cell. */
static gboolean
add_list (AnswersImport *self,
          CltResponse *response,
          const CltAnswerColumn *column,
          const char *text)
{
  g_autofree char *plain = g_strdup (text);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) list = g_string_new (text);

  g_string_replace (list, "┋", ";", 0);
  g_string_replace (list, "；", ";", 0);
  g_string_replace (list, "|", ";", 0);
  words = g_strsplit (list->str, ";", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const CltOption *option = clt_answer_find_option (column->question->options, words[i]);

      if (*g_strstrip (words[i]) == '\0')
        continue;
      if (option == NULL || !add_checked (self, response, column, option->code, "1", text))
        return option != NULL || reject_cell (self, column, text);
    }
  return TRUE;
}

/* The cell of one option of several: its name or a tick; other words go with an open one. */
static gboolean
add_tick (AnswersImport *self,
          CltResponse *response,
          const CltAnswerColumn *column,
          const char *text)
{
  const CltOption *option = clt_question_find_option (column->question, column->part);
  gboolean ticked = TRUE;

  if (clt_answer_read_tick (text, &ticked) && !ticked)
    return TRUE;
  if (!ticked && clt_answer_find_option (column->question->options, text) != option)
    {
      if (!option->open)
        return reject_cell (self, column, text);
      clt_response_add_answer (response, column->question->id, column->part, "", "1", text);
      return TRUE;
    }
  return add_checked (self, response, column, column->part, "1", text);
}

/* Words without their option are the option that is open. */
static gboolean
add_note (CltResponse *response, const CltAnswerColumn *column, const char *text)
{
  const CltQuestion *question = column->question;
  CltResponseAnswer *last = NULL;

  for (guint i = 0; i < response->answers->len; i++)
    {
      CltResponseAnswer *answer = response->answers->pdata[i];

      if (answer->question_id == question->id &&
          (column->part == NULL || g_str_equal (answer->part, column->part)))
        last = answer;
    }
  if (last == NULL && column->part != NULL)
    last = clt_response_add_answer (response, question->id, column->part, "", "1", "");
  for (guint i = 0; last == NULL && i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];

      if (option->open)
        last = clt_response_add_answer (response, question->id, "", "", option->code, "");
    }
  if (last != NULL)
    clt_set_str (&last->note, text);
  return TRUE;
}

/* A mark is of the whole question, whichever of its columns says so. */
static gboolean
add_mark (CltResponse *response, const CltAnswerColumn *column, CltAnswerMark mark)
{
  if (column->role != CLT_ANSWER_NOTE &&
      clt_response_find_answer (response, column->question->id, "") == NULL)
    clt_response_add_answer (response, column->question->id, "",
                             mark == CLT_ANSWER_REFUSED ? "refused" : "unknown", "", "");
  return TRUE;
}

/* An option that is called “Don’t know” is an option. */
static gboolean
is_option (const CltAnswerColumn *column, const char *text)
{
  return column->role == CLT_ANSWER_VALUE &&
         clt_answer_find_option (column->question->options, text) != NULL;
}

static gboolean
read_cell (AnswersImport *self,
           CltResponse *response,
           const CltAnswerColumn *column,
           const char *text)
{
  const CltQuestion *question = column->question;
  const CltAnswerMark mark = clt_answer_read_mark (text);
  g_autofree char *value = NULL;

  if (mark == CLT_ANSWER_BLANK)
    return TRUE;
  if (mark != CLT_ANSWER_SAID && !is_option (column, text) && question->type != CLT_QUESTION_TEXT)
    return add_mark (response, column, mark);
  if (mark != CLT_ANSWER_SAID && question->type == CLT_QUESTION_TEXT)
    return add_mark (response, column, mark);
  if (column->role == CLT_ANSWER_NOTE)
    return add_note (response, column, text);
  if (question->type == CLT_QUESTION_SEVERAL)
    return column->part == NULL ? add_list (self, response, column, text)
                                : add_tick (self, response, column, text);
  value = read_value (self, question, text);
  return add_checked (self, response, column, column->part == NULL ? "" : column->part, value,
                      text);
}

static gboolean
read_answers (AnswersImport *self, CltResponse *response)
{
  CltImport *import = self->import;

  for (guint i = 0; i < self->columns->len && i < import->n_cells; i++)
    {
      const CltAnswerColumn *column = self->columns->pdata[i];
      g_autofree char *raw = NULL;
      g_autofree char *text = NULL;

      if (column->role == CLT_ANSWER_NOTHING)
        continue;
      raw = clt_source_dup_cell (import->source, &import->cells[i]);
      text = clt_text_clean (raw, -1);
      if (!read_cell (self, response, column, text))
        return FALSE;
    }
  return TRUE;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static gboolean
set_answer (AnswersImport *self,
            gint64 id,
            const CltResponseAnswer *answer,
            gboolean gone,
            GError **error)
{
  const CltQuestion *question = clt_form_find_question_by_id (self->form, answer->question_id);
  const CltAnswerChange change = {
    .part = *answer->part == '\0' ? NULL : answer->part,
    .value = gone ? NULL : answer->value,
    .mark = gone ? NULL : answer->mark,
    .note = answer->note,
    .reason = _ ("Imported again"),
  };

  return clt_response_set (self->import->conn, id, question, &change, error);
}

/* A form that came without its survey gets it. */
static gboolean
enter_survey (AnswersImport *self, const CltResponse *before, gboolean *entered, GError **error)
{
  *entered = self->survey_id != 0 && before->survey_id == 0;
  return !*entered ||
         clt_conn_run (self->import->conn, error, "UPDATE response SET survey_id = ? WHERE id = ?",
                       "ii", self->survey_id, before->id);
}

/* A form of this number is there: what differs is changed, with the import as the reason. */
static gboolean
update (AnswersImport *self, gint64 id, const CltResponse *response, GError **error)
{
  g_autoptr (CltResponse) before = clt_response_load (self->import->conn, id, error);
  gboolean changed = FALSE;

  if (before == NULL)
    return FALSE;
  if (before->client_id != 0 && response->client_id != 0 &&
      before->client_id != response->client_id)
    {
      clt_import_reject (self->import, CLT_REASON_OTHER_CLIENT, CLT_ANSWER_REFERENCE,
                         response->reference);
      return TRUE;
    }
  if (!enter_survey (self, before, &changed, error))
    return FALSE;
  for (guint i = 0; i < before->answers->len; i++)
    {
      const CltResponseAnswer *old = before->answers->pdata[i];

      if (clt_response_find_answer (response, old->question_id, old->part) != NULL)
        continue;
      changed = TRUE;
      if (!set_answer (self, id, old, TRUE, error))
        return FALSE;
    }
  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];
      const CltResponseAnswer *old =
        clt_response_find_answer (before, answer->question_id, answer->part);

      if (old != NULL && clt_response_answer_equal (old, answer))
        continue;
      changed = TRUE;
      if (!set_answer (self, id, answer, FALSE, error))
        return FALSE;
    }
  if (changed)
    self->import->result->changed++;
  else
    self->import->result->same++;
  return TRUE;
}

static gboolean
store (AnswersImport *self, CltResponse *response, GError **error)
{
  const gint64 *before = g_hash_table_lookup (self->before, response->reference);

  if (before != NULL && *before <= TAKEN)
    {
      clt_import_reject (self->import,
                         *before == TAKEN ? CLT_REASON_DUPLICATE_CONFLICT
                                          : CLT_REASON_SEVERAL_SURVEYS,
                         CLT_ANSWER_REFERENCE, response->reference);
      return TRUE;
    }
  if (before != NULL)
    {
      if (!update (self, *before, response, error))
        return FALSE;
    }
  else
    {
      response->state = CLT_RESPONSE_COMPLETE;
      if (!clt_response_store (self->import->conn, response, error))
        return FALSE;
      self->import->result->added++;
    }
  /* a second row of the same number is no second form */
  clt_ids_add (self->before, response->reference, TAKEN);
  return TRUE;
}

static gboolean
take_row (AnswersImport *self, GError **error)
{
  g_autoptr (CltResponse) response = NULL;
  gboolean accepted;
  gint64 client, staff;

  if (!read_channel (self, &accepted, error))
    return FALSE;
  if (!accepted || !read_staff (self, &staff))
    return TRUE;
  response = clt_response_new (self->form->version_id, self->channel);
  response->staff_id = staff;
  response->survey_id = self->survey_id;
  g_free (response->reference);
  response->reference = dup_reference (self);
  if (!read_day (self, response) || !read_answers (self, response))
    return TRUE;
  if (!find_client (self, &client, &accepted, error))
    return FALSE;
  response->client_id = client;
  return !accepted || store (self, response, error);
}

static void
tell (AnswersImport *self)
{
  clt_import_note_count (self->import, self->no_day,
                         /* Translators: %s is a count of rows. */
                         _ ("%s rows have the date 1970-01-01, which is none; today stands for"
                            " it."));
  clt_import_note_count (self->import, self->no_names,
                         /* Translators: %s is a count of rows. */
                         _ ("%s rows name nobody of the branch; they were taken without a name."));
}

gboolean
clt_import_answers (CltImport *import, GError **error)
{
  g_auto (AnswersImport) self = { .import = import };
  int more;

  if (!set_up (&self, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    if (import->line >= import->header_line + self.header_lines &&
        clt_import_row_is_data (import) && clt_import_check_width (import) &&
        !take_row (&self, error))
      return FALSE;
  tell (&self);
  return more == 0;
}

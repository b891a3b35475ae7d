/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-response-list.h"

/* An answered form as people read it. */

static void
add_part (GString *text, const CltQuestion *question, const CltResponseAnswer *answer)
{
  const gboolean matrix = question->type == CLT_QUESTION_MATRIX;
  const CltOption *option = matrix ? clt_question_find_line (question, answer->part)
                                   : clt_question_find_option (question, answer->part);
  const char *label = option == NULL ? answer->part : option->label;
  g_autofree char *value = clt_question_format_value (question, answer->value);

  if (text->len > 0)
    g_string_append (text, C_ ("list of answers", "; "));
  if (question->type == CLT_QUESTION_SEVERAL)
    g_string_append (text, label);
  else if (question->type == CLT_QUESTION_RANKING)
    g_string_append_printf (text, "%s. %s", answer->value, label);
  else
    /* Translators: the line of a table of questions, and what was answered. */
    g_string_append_printf (text, C_ ("list of answers", "%s: %s"), label, value);
  if (*answer->note != '\0')
    g_string_append_printf (text, C_ ("list of answers", " “%s”"), answer->note);
}

static char *
format_parts (const CltResponse *response, const CltQuestion *question)
{
  const GPtrArray *parts =
    question->type == CLT_QUESTION_MATRIX ? question->lines : question->options;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const CltResponseAnswer *answer =
        clt_response_find_answer (response, question->id, ((CltOption *) parts->pdata[i])->code);

      if (answer != NULL)
        add_part (text, question, answer);
    }
  return g_string_free (text, FALSE);
}

static char *
format_value (const CltQuestion *question, const CltResponseAnswer *answer)
{
  g_autofree char *value = clt_question_format_value (question, answer->value);

  return *answer->note == '\0'
           ? g_steal_pointer (&value)
           : g_strdup_printf (C_ ("list of answers", "%s “%s”"), value, answer->note);
}

char *
clt_response_format_answer (const CltResponse *response,
                            const CltFlow *flow,
                            const CltForm *form,
                            const CltQuestion *question)
{
  const CltResponseAnswer *whole = clt_response_find_answer (response, question->id, "");
  g_autofree char *text = NULL;

  if (whole != NULL && *whole->mark != '\0')
    return g_strdup (clt_reply_mark_get_label (clt_reply_mark_from_name (whole->mark)));
  text = whole != NULL ? format_value (question, whole) : format_parts (response, question);
  if (*text != '\0')
    return g_steal_pointer (&text);
  return g_strdup (clt_flow_is_relevant (flow, clt_form_index_of (form, question->key))
                     ? C_ ("answer", "Blank")
                     : C_ ("answer", "Skipped"));
}

char *
clt_response_format_said (const CltQuestion *question, const char *said)
{
  const CltReplyMark mark = clt_reply_mark_from_name (said);
  const char *blank =
    question == NULL || !clt_question_has_words (question) || question->type == CLT_QUESTION_TEXT
      ? NULL
      : strchr (said, ' '); /* codes have none */
  g_autofree char *code =
    blank == NULL ? g_strdup (said) : g_strndup (said, (gsize) (blank - said));
  g_autofree char *value = NULL;

  if (*said == '\0')
    return g_strdup (C_ ("answer", "Blank"));
  if (mark != CLT_MARK_NONE)
    return g_strdup (clt_reply_mark_get_label (mark));
  if (question == NULL)
    return g_strdup (said);
  value = question->type == CLT_QUESTION_SEVERAL && g_str_equal (code, "1")
            ? g_strdup (C_ ("answer", "Chosen"))
            : clt_question_format_value (question, code);
  return blank == NULL ? g_steal_pointer (&value)
                       : g_strdup_printf (C_ ("list of answers", "%s “%s”"), value, blank + 1);
}

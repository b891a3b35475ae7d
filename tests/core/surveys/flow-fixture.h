/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Questions of a form that no file holds. */

#include "core/base/clt-text.h"
#include "core/surveys/clt-flow.h"

static inline CltQuestion *
add (CltForm *form, const char *key, CltQuestionType type, const char *condition)
{
  CltQuestion *question = clt_question_new (key, type, key);

  clt_set_str (&question->condition, condition);
  g_ptr_array_add (form->questions, question);
  return question;
}

/* One for each character of @codes. */
static inline void
add_options (GPtrArray *options, const char *codes)
{
  for (const char *p = codes; *p != '\0'; p++)
    {
      char code[] = { *p, '\0' };
      g_autofree char *label = g_strdup_printf ("label %c", *p);

      g_ptr_array_add (options, clt_option_new (code, label));
    }
}

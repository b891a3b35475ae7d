/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFormKeys: the answers that a question offers, each a button with the key that gives it.
 *
 * Signal "chosen" (uint index): a button was pressed. */

#include <adwaita.h>

#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

#define CLT_TYPE_FORM_KEYS (clt_form_keys_get_type ())
G_DECLARE_FINAL_TYPE (CltFormKeys, clt_form_keys, CLT, FORM_KEYS, AdwBin)

/* Those of @question: options, yes and no, points; none where words are typed. */
void clt_form_keys_show (CltFormKeys *self, const CltQuestion *question);
/* @n answers of one's own, in @columns, line by line. */
void clt_form_keys_show_choices (CltFormKeys *self,
                                 const char *const *values,
                                 const char *const *labels,
                                 guint n,
                                 guint columns);
/* The value (of several and rankings: the part) that stands at @index; NULL: none. */
const char *clt_form_keys_get_value (CltFormKeys *self, guint index);
/* @badge: (nullable): stands at the end of a chosen one: its rank. */
void clt_form_keys_set_chosen (CltFormKeys *self, guint index, gboolean chosen, const char *badge);
/* -1: no answer has this key. */
int clt_form_keys_find (CltFormKeys *self, guint keyval);

G_END_DECLS

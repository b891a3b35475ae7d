/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltRuleEditor: gives one rule, or the three tier thresholds together, a new value from a day on.
 * What was in force before stays so for the days before. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/rules/clt-rules.h"

G_BEGIN_DECLS

#define CLT_TYPE_RULE_EDITOR (clt_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (CltRuleEditor, clt_rule_editor, CLT, RULE_EDITOR, AdwWindow)

/* @rules: all dated rows of the file (element-type CltRule); @names: which rules to edit. */
void clt_rule_editor_present (GtkWindow *parent,
                              CltDesk *desk,
                              GPtrArray *rules,
                              const char *const *names);

/* "500,000 yuan", "80 %", "60 days". (transfer full) */
char *clt_rule_format_value (const char *name, double value);

G_END_DECLS

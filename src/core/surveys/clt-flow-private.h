/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the flow share. */

#include "core/surveys/clt-flow-condition.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CONDITION_ALWAYS,
  CLT_CONDITION_TEST,
  CLT_CONDITION_AND,
  CLT_CONDITION_OR,
  CLT_CONDITION_NOT, /* of left */
} CltConditionKind;

struct _CltCondition
{
  CltConditionKind kind;
  CltTest *test;
  CltCondition *left, *right;
};

/* Takes @left and @right. */
CltCondition *clt_condition_new (CltConditionKind kind, CltCondition *left, CltCondition *right);
/* May stand in a condition without quotes. */
gboolean clt_condition_is_bare (const char *text);

G_END_DECLS

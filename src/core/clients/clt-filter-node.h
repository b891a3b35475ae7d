/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A filter expression as the filter builder shows it: groups of lines, each a field, an operator
 * and values as they are typed. Text and tree turn into each other, so that the builder and the
 * expression are two ways to write the same filter. Main thread or worker; no file is needed. */

#include "core/clients/clt-filter.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_FILTER_NODE_ALL, /* every line of the group holds */
  CLT_FILTER_NODE_ANY, /* at least one does */
  CLT_FILTER_NODE_TEST,
} CltFilterNodeKind;

typedef enum
{
  CLT_FILTER_IS,
  CLT_FILTER_IS_NOT,
  CLT_FILTER_LESS,
  CLT_FILTER_AT_MOST,
  CLT_FILTER_MORE,
  CLT_FILTER_AT_LEAST,
  CLT_FILTER_BETWEEN,
  CLT_FILTER_CONTAINS,
  CLT_FILTER_STARTS,
  CLT_FILTER_IN,
  CLT_FILTER_EMPTY,
  CLT_FILTER_FILLED,
  CLT_FILTER_SOME_IN,  /* "has trade in 20 trading days" */
  CLT_FILTER_NONE_FOR, /* "no trade for 20 trading days" */
  CLT_N_FILTER_OPERATORS
} CltFilterOperator;

typedef struct
{
  CltFilterNodeKind kind;
  gboolean negated;
  GPtrArray *children; /* CltFilterNode, of groups */

  const CltFilterField *field; /* of tests; static */
  CltFilterOperator op;
  char *values[2]; /* as typed; several of "in" apart by commas; "" for none */
} CltFilterNode;

/* A group without lines. */
CltFilterNode *clt_filter_node_new_group (CltFilterNodeKind kind);
/* A line with the first operator of @field and no value yet. */
CltFilterNode *clt_filter_node_new_test (const CltFilterField *field);
void clt_filter_node_free (CltFilterNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFilterNode, clt_filter_node_free)

/* What @text says; always a group, an empty one for an empty text. Errors as clt_filter_parse(). */
CltFilterNode *clt_filter_node_parse (const char *text, GError **error);
/* The text of a node; lines that still lack a value are left out. "" when nothing is left.
 * (transfer full) */
char *clt_filter_node_to_text (const CltFilterNode *node);
/* What a filter asks for, as people say it: “Opened up to 2026-10-20 and Tier is Major”; one that
 * cannot be read as it stands. (transfer full) */
char *clt_filter_describe (const char *expression);
/* A line has all its values; a group has at least one line that has. */
gboolean clt_filter_node_is_complete (const CltFilterNode *node);
/* What is wrong with the values of a line; TRUE while it is incomplete. */
gboolean clt_filter_node_check (const CltFilterNode *node, GError **error);

/* Whether @field can be asked for with @op, and how many values that takes. */
gboolean clt_filter_operator_fits (CltFilterOperator op, const CltFilterField *field);
guint clt_filter_operator_get_n_values (CltFilterOperator op);
/* Translated, with the wording that fits the field's type. */
const char *clt_filter_operator_get_label (CltFilterOperator op, const CltFilterField *field);
/* Of CLT_FILTER_CHOICE and CLT_FILTER_TIER: the values to choose from; translated label of one.
 * (transfer full) */
char **clt_filter_field_dup_choices (const CltFilterField *field);
const char *clt_filter_field_get_choice_label (const CltFilterField *field, const char *choice);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is wrong with a form before it is put, and how it runs, in words. Nothing is written, no
 * database is touched. */

#include "core/catalogue/clt-product.h"
#include "core/surveys/clt-flow-condition.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_FAULT_CONDITION,     /* cannot be read */
  CLT_FAULT_UNKNOWN,       /* asks about a question that there is not */
  CLT_FAULT_LATER,         /* asks about a later question */
  CLT_FAULT_LOOP,          /* two conditions wait for each other, or one for itself */
  CLT_FAULT_MISFIT,        /* a comparison or value that the question asked about cannot have */
  CLT_FAULT_CONTRADICTION, /* no answers make it true */
  CLT_FAULT_UNREACHABLE,   /* the way there is closed */
  CLT_FAULT_OPTIONS,       /* no options, lines, or only one */
  CLT_FAULT_LABEL,         /* no text, or two options that read the same */
  CLT_FAULT_DIMENSION,     /* weights do not sum to 100, or one that there is not */
  CLT_FAULT_BAD,           /* a value that calls compliance and cannot be given */
  CLT_FAULT_KEY,           /* keys, codes and limits: see clt_form_validate() */
  CLT_FAULT_EMPTY,         /* nothing is asked */
  CLT_FAULT_PLACEHOLDER,   /* in braces, and nobody knows it; in a question a warning, for its words
                            * may have come from elsewhere */
  CLT_FAULT_NEEDLESS,      /* warning: a condition that always holds */
} CltFaultKind;

/* "condition", "unreachable" … for JSON. */
const char *clt_fault_kind_get_name (CltFaultKind kind);

typedef struct
{
  CltFaultKind kind;
  gboolean warning; /* may be published all the same */
  char *key;        /* of the question; "": the form */
  char *message;    /* a sentence */
} CltFault;

void clt_fault_free (CltFault *fault);

/* In the order of the form; empty when it is sound.
 * (transfer full) (element-type CltFault) */
GPtrArray *clt_form_check (const CltForm *form);

/* In how many ways different questions come one after the other; all answers that lead the same way
 * are one. G_MAXUINT64 and more is G_MAXUINT64. FALSE: too many conditions hang together to count. */
gboolean clt_form_count_paths (const CltForm *form, guint64 *n);

/* One line of the outline. */
typedef struct
{
  const CltQuestion *question;
  int number;      /* of questions that are answered; 0: section or information */
  char *answers;   /* “one of: A, B”, “1 (bad) to 5 (good)” */
  char *condition; /* “only if “…” is Yes”; "": always */
} CltOutlineLine;

/* (transfer full) (element-type CltOutlineLine); the lines borrow from @form. */
GPtrArray *clt_form_outline (const CltForm *form);
/* The same as text, a paragraph a question. (transfer full) */
char *clt_form_format_outline (const CltForm *form);

/* How a version differs from an older one; questions are the same that have the same key.
 * (transfer full) (element-type CltVersionChange) */
GPtrArray *clt_form_compare (const CltForm *before, const CltForm *after);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The lists of a case, each in its group: what may be the same matter, letters, corrective actions, and
 * what was done. Rows that can be opened ask the page for it. */

#include <adwaita.h>

#include "app/complaints/clt-complaint-data.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CASE_REPEATS,
  CLT_CASE_LETTERS,
  CLT_CASE_REMEDIES,
  CLT_CASE_STEPS,
  CLT_N_CASE_LISTS,
} CltCaseList;

typedef struct _CltComplaintRows CltComplaintRows;

/* @group owns the widgets; to be freed before it goes. */
CltComplaintRows *clt_complaint_rows_new (AdwPreferencesGroup *group, CltCaseList list);
void clt_complaint_rows_free (CltComplaintRows *rows);
void clt_complaint_rows_fill (CltComplaintRows *rows, const CltCase *a_case);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the place of complaints reads: functions for the threads of the store. */

#include "app/widgets/clt-cell-rows.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-register.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/people/clt-staff.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* ---- the register -------------------------------------------------------------------------- */

typedef enum
{
  CLT_CASE_NUMBER,
  CLT_CASE_CLIENT,
  CLT_CASE_RECEIVED,
  CLT_CASE_MATTER, /* with the severity, where it is more than usual, and how the facts begin */
  CLT_CASE_STAGE,
  CLT_CASE_HANDLER,
  CLT_CASE_DUE,     /* how many days are left, or when it was closed */
  CLT_CASE_DUE_DAY, /* when that is, or whether it was in time */
  CLT_CASE_URGENCY, /* no column: the name of the light */
  CLT_N_CASE_CELLS,
} CltCaseCell;

typedef enum
{
  CLT_CASES_ANY_TIME,
  CLT_CASES_THIS_MONTH,
  CLT_CASES_THIS_QUARTER,
  CLT_CASES_THIS_YEAR,
  CLT_CASES_LAST_YEAR,
} CltCasesPeriod;

/* The days of @period as of @today; CLT_DAY_NONE: open. */
void clt_cases_period_get_days (CltCasesPeriod period, CltDay today, CltDay *from, CltDay *to);

/* One piece, for g_free(). */
typedef struct
{
  CltRegisterView view;
  CltCasesPeriod period;
  gint64 kept;  /* in view, and therefore in the list, whatever was done to it; 0: none */
  gsize words;  /* where the words to be found begin in texts */
  char texts[]; /* who looks; the words */
} CltCasesQuestion;

CltCasesQuestion *clt_cases_question_new (CltRegisterView view,
                                          CltCasesPeriod period,
                                          const char *who,
                                          const char *words);

typedef struct
{
  guint counts[CLT_N_REGISTER_VIEWS];
  gboolean any; /* whether the branch has complaints at all */
  CltCellRows *rows;
} CltCases;

void clt_cases_free (gpointer cases);
/* A CltStoreFunc; @data is a CltCasesQuestion. */
gpointer clt_cases_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- one ----------------------------------------------------------------------------------- */

typedef struct
{
  CltComplaint *complaint;
  CltComplaintTime time;
  CltDay acknowledge;  /* the receipt has gone out by then; CLT_DAY_NONE: it has, or need not */
  GPtrArray *steps;    /* CltComplaintStep */
  GPtrArray *letters;  /* CltComplaintLetter */
  GPtrArray *remedies; /* CltComplaintRemedy */
  GPtrArray *files;    /* CltAttachment */
  GPtrArray *calls;    /* CltCall: callbacks after closing, latest first */
  GPtrArray *repeats;  /* CltComplaint: may be the same matter */
  GPtrArray *staff;    /* CltStaff who are here */
} CltCase;

void clt_case_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCase, clt_case_free)
/* A CltStoreFunc; @data is a gint64* id. */
gpointer clt_case_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* By when it has to be how far, or when it was closed; "": neither. (transfer full) */
char *clt_case_dup_due (const CltCase *a_case);
/* (transfer none) (nullable) */
const CltStaff *clt_staff_array_find (const GPtrArray *staff, gint64 id);

/* Who complains: the client, else the person, else words for nobody. (transfer none) */
const char *clt_complaint_get_who (const CltComplaint *complaint);
/* Of one that is closed: whether in time, as it was said elsewhere or by the dates here. (transfer none) */
const char *clt_complaint_get_timely_label (const CltComplaint *complaint);
/* Class and topic in one. (transfer full) */
char *clt_complaint_dup_matter (const CltComplaint *complaint);

/* ---- a new one ----------------------------------------------------------------------------- */

/* What the form of a new complaint is told while it is typed. One piece, for g_free(). */
typedef struct
{
  gint64 client_id, about_id;
  char class_[];
} CltIntakeQuestion;

CltIntakeQuestion *clt_intake_question_new (gint64 client_id, gint64 about_id, const char *class_);

typedef struct
{
  gint64 handler_id; /* suggested; 0: nobody is left */
  CltDay acknowledge, accept;
  GPtrArray *repeats; /* CltComplaint */
} CltIntakeAnswer;

void clt_intake_answer_free (gpointer answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltIntakeAnswer, clt_intake_answer_free)
/* A CltStoreFunc; @data is a CltIntakeQuestion. */
gpointer
clt_intake_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

typedef struct
{
  GPtrArray *staff; /* CltStaff who are here */
  gint64 client_id; /* 0: none */
  char *client, *account;
} CltIntakeStart;

void clt_intake_start_free (gpointer start);
/* A CltStoreFunc; @data is a gint64* client. */
gpointer
clt_intake_start_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS

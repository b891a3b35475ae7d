/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One row of a client master against the book, inside an action: new and changed values go in,
 * empty ones leave what is stored, dated things (grade, consent, assignment, opening and closing)
 * add or correct dated rows. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

enum
{
  CLT_RECORD_NAME,
  CLT_RECORD_CLASS,
  CLT_RECORD_ID_TYPE,
  CLT_RECORD_ID_NUMBER,
  CLT_RECORD_GENDER,
  CLT_RECORD_BIRTH_CALENDAR,
  CLT_RECORD_PHONE,
  CLT_RECORD_EMAIL,
  CLT_RECORD_ADDRESS,
  CLT_RECORD_INTRODUCER,
  CLT_RECORD_INVESTOR,
  CLT_RECORD_NOTE,
  CLT_N_RECORD_TEXTS
};

enum
{
  CLT_CONSENT_SMS,
  CLT_CONSENT_EMAIL,
  CLT_CONSENT_PHONE,
  CLT_N_CONSENTS
};

typedef struct
{
  const char *account;                                   /* as the branch writes it */
  const char *texts[CLT_N_RECORD_TEXTS];                 /* "" leaves what is stored */
  gint64 birth_year, birth_month, birth_day, birth_leap; /* CLT_MONEY_NONE: not given */
  CltDay opened, closed;                                 /* CLT_DAY_NONE: not given */
  const char *grade;                                     /* or NULL */
  int lowest;                                            /* -1: not given */
  CltDay assessed;
  int consents[CLT_N_CONSENTS];     /* -1: not given */
  gint64 specialist_id, adviser_id; /* 0: not given */
  const char *const *extra_fields;  /* names, NULL-terminated */
  const char *const *extra_values;
} CltClientRecord;

typedef enum
{
  CLT_CLIENT_NEW,
  CLT_CLIENT_CHANGED,
  CLT_CLIENT_SAME
} CltClientState;

/* @by_id_number: client with the same identity document, who gets the account when the branch
 * does not have it; 0: none. @client_id: (out). */
gboolean clt_client_store_record (CltConn *conn,
                                  const CltClientRecord *record,
                                  gint64 by_id_number,
                                  CltDay today,
                                  gint64 *client_id,
                                  CltClientState *state,
                                  GError **error);

G_END_DECLS

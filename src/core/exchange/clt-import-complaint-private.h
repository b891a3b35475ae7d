/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the import of complaints share: the fields of a register, and reading one row. */

#include "core/complaints/clt-complaint.h"
#include "core/exchange/clt-import-private.h"

G_BEGIN_DECLS

enum
{
  CLT_COMPLAINT_FIELD_NUMBER,
  CLT_COMPLAINT_FIELD_ACCOUNT,
  CLT_COMPLAINT_FIELD_PERSON,
  CLT_COMPLAINT_FIELD_SOURCE,
  CLT_COMPLAINT_FIELD_REFERENCE,
  CLT_COMPLAINT_FIELD_KIND,
  CLT_COMPLAINT_FIELD_CLASS,
  CLT_COMPLAINT_FIELD_TOPIC,
  CLT_COMPLAINT_FIELD_SEVERITY,
  CLT_COMPLAINT_FIELD_PRODUCT,
  CLT_COMPLAINT_FIELD_CHANNEL,
  CLT_COMPLAINT_FIELD_ABOUT,
  CLT_COMPLAINT_FIELD_HANDLER,
  CLT_COMPLAINT_FIELD_RECEIVED,
  CLT_COMPLAINT_FIELD_REGISTERED,
  CLT_COMPLAINT_FIELD_HAPPENED,
  CLT_COMPLAINT_FIELD_FACTS,
  CLT_COMPLAINT_FIELD_DEMAND,
  CLT_COMPLAINT_FIELD_FINDING,
  CLT_COMPLAINT_FIELD_CAUSE,
  CLT_COMPLAINT_FIELD_REMEDY,
  CLT_COMPLAINT_FIELD_PAYMENT,
  CLT_COMPLAINT_FIELD_OUTCOME,
  CLT_COMPLAINT_FIELD_STATE,
  CLT_COMPLAINT_FIELD_ACCEPTED,
  CLT_COMPLAINT_FIELD_ANSWERED,
  CLT_COMPLAINT_FIELD_CLOSED,
  CLT_COMPLAINT_FIELD_TIMELY,
  CLT_COMPLAINT_FIELD_DISPUTED,
  CLT_COMPLAINT_FIELD_SATISFIED,
  CLT_COMPLAINT_FIELD_UNKNOWN,
  CLT_N_COMPLAINT_FIELDS
};

/* The row at hand into @complaint, which may be one that is known. FALSE: it was rejected. Who complains
 * is not looked at. */
gboolean clt_import_read_complaint (CltImport *import, CltComplaint *complaint);
/* Rejects the row at hand for that field. Returns: FALSE. */
gboolean clt_import_reject_complaint (CltImport *import, guint field, CltReason reason);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exchange/clt-source-private.h"

G_BEGIN_DECLS

/* A binary workbook (.xls) as .xlsx, by LibreOffice where it is installed. Blocks for seconds.
 * Errors: CLT_EXCHANGE_ERROR_OLD_EXCEL. */
CltBytes *clt_old_excel_convert (const CltBytes *bytes, GError **error);

G_END_DECLS

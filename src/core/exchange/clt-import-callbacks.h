/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Logs of calls: one contact a row. Who was called is an account of the branch, or the key of a
 * prospect who came with such a log before; --set client={row} (also with words around it, as
 * bank-{row}) makes the number of the data row that key. --set unknown=prospect turns those whom
 * nobody knows into prospects; unknown=refuse, the default, rejects their rows. The day is one column,
 * or day and month are two and the year is a third or a constant (--set year=2010). */

#include "core/exchange/clt-import-private.h"

G_BEGIN_DECLS

extern const CltImportKind clt_import_kind_callbacks;

gboolean clt_import_callbacks (CltImport *import, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Thresholds, windows and targets live in the dated table "rule"; old periods are judged by the
 * rules of their day. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* The value of rule @name in force on @day. A rule that the file lacks is an error
 * (CLT_STORE_ERROR_NOT_FOUND): there are no thresholds in code. */
gboolean clt_rules_get (CltConn *conn, const char *name, CltDay day, double *value, GError **error);
/* The same for a rule in yuan, as fen. */
gboolean
clt_rules_get_money (CltConn *conn, const char *name, CltDay day, gint64 *fen, GError **error);
/* Inside an action: sets @name to @value from @from on (replaces a row of the same day).
 * Refuses unknown names and values that break the order of the tier thresholds. */
gboolean clt_rules_set (CltConn *conn,
                        const char *name,
                        double value,
                        CltDay from,
                        const char *note,
                        GError **error);

typedef struct
{
  char *name;
  CltDay valid_from;
  double value;
  char *note;
} CltRule;

void clt_rule_free (CltRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltRule, clt_rule_free)
/* By name, then date. (element-type CltRule) (transfer full) */
GPtrArray *clt_rules_list (CltConn *conn, GError **error);
/* Translated name of a rule, and its unit ("yuan", "days", "months", "ratio"). */
const char *clt_rule_get_label (const char *name);
const char *clt_rule_get_unit (const char *name);

G_END_DECLS

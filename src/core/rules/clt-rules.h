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
/* The same for a rule in days, months or runs. */
gboolean
clt_rules_get_count (CltConn *conn, const char *name, CltDay day, int *count, GError **error);
/* The same for a ratio, as millionths: ratios are compared exactly, in integers. */
gboolean
clt_rules_get_ppm (CltConn *conn, const char *name, CltDay day, gint64 *ppm, GError **error);

typedef struct
{
  const char *name;
  double value;
} CltRuleValue;

/* Inside an action: sets the @n rules @values from @from on (replaces rows of the same day).
 * Refuses unknown names, values outside their limits, and tier thresholds that are out of order
 * on @from or any later day; the order is looked at after all of them are set, so that all
 * thresholds can move at once. */
gboolean clt_rules_set_all (CltConn *conn,
                            const CltRuleValue *values,
                            guint n,
                            CltDay from,
                            const char *note,
                            GError **error);
/* One rule. */
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
/* Translated name of a rule, and its unit ("yuan", "days", "months", "runs", "ratio"); a rule
 * that this version does not know has its own name and no unit (""). */
const char *clt_rule_get_label (const char *name);
const char *clt_rule_get_unit (const char *name);
/* Translated unit of the value as it is stored; "" for a ratio. */
const char *clt_rule_get_unit_label (const char *name);

G_END_DECLS

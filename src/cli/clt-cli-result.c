/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-result.h"

#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"

/* What can be told without the file. */
static gboolean
fill_plain (const CltCliResult *result, const char *command, CltResultQuery *query)
{
  CltTier tier;

  *query = (CltResultQuery){ .from = CLT_DAY_NONE,
                             .to = CLT_DAY_NONE,
                             .channel = result->channel,
                             .pooled = result->pooled,
                             .careful = result->careful,
                             .survey_id = result->survey };
  if (!clt_cli_parse_day (result->from, &query->from) ||
      !clt_cli_parse_day (result->to, &query->to))
    return FALSE;
  if (result->tier != NULL && !clt_tier_from_name (result->tier, &tier))
    {
      /* Translators: a command, and what was typed. */
      g_printerr (_ ("clientele-cli %s: there is no tier “%s”\n"), command, result->tier);
      return FALSE;
    }
  query->tiers = result->tier == NULL ? 0 : 1u << tier;
  if (result->by == NULL || clt_result_by_from_name (result->by, &query->by))
    return TRUE;
  g_printerr (_ ("clientele-cli %s: --by must be tier, staff, channel, version or month\n"),
              command);
  return FALSE;
}

static gboolean
find (const CltCliResult *result, CltConn *conn, CltResultQuery *query, GError **error)
{
  query->questionnaire_id = clt_questionnaire_find (conn, result->questionnaire, error);
  if (query->questionnaire_id == 0)
    return FALSE;
  if (result->version > 0 &&
      (query->version_id = clt_questionnaire_find_version (conn, query->questionnaire_id,
                                                           result->version, error)) == 0)
    return FALSE;
  return result->staff == NULL ||
         (query->staff_id = clt_staff_find (conn, result->staff, error)) != 0;
}

int
clt_cli_result_fill (const CltCliResult *result,
                     const char *command,
                     CltConn *conn,
                     CltResultQuery *query)
{
  g_autoptr (GError) error = NULL;

  if (!fill_plain (result, command, query))
    return CLT_EXIT_USAGE;
  return find (result, conn, query, &error) ? CLT_EXIT_DONE : clt_cli_fail (command, error);
}

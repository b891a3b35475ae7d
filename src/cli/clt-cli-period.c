/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"

int
clt_cli_choose_period (const char *command,
                       CltConn *conn,
                       const char *from_text,
                       const char *to_text,
                       CltDay *from,
                       CltDay *to)
{
  g_autoptr (GError) error = NULL;
  gint64 last;

  if (!clt_cli_parse_day (from_text, from) || !clt_cli_parse_day (to_text, to))
    return CLT_EXIT_USAGE;

  if (from_text == NULL && to_text == NULL)
    {
      if (!clt_conn_get_int (conn, &last, clt_today (), &error, "SELECT max (day) FROM funds_daily",
                             ""))
        return clt_cli_fail (command, error);
      /* a month that is not over has no figures for its last day yet */
      *to = (CltDay) last;
    }
  else if (to_text == NULL)
    *to = clt_month_last_day (clt_day_get_month (*from));
  if (from_text == NULL)
    *from = clt_month_first_day (clt_day_get_month (*to));

  if (*from > *to)
    {
      g_printerr (_ ("clientele-cli %s: the period ends before it begins\n"), command);
      return CLT_EXIT_USAGE;
    }
  return CLT_EXIT_DONE;
}

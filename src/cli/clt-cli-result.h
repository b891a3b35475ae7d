/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/clt-cli.h"
#include "core/surveys/clt-survey-result.h"

G_BEGIN_DECLS

/* Which answers are counted, as the options of a command name them; NULL, 0: all. Borrowed. */
typedef struct
{
  const char *questionnaire; /* key */
  const char *by, *from, *to, *channel, *tier, *staff;
  int version;
  gint64 survey;
  gboolean pooled, careful;
} CltCliResult;

/* Returns an exit code; told already unless CLT_EXIT_DONE. */
int clt_cli_result_fill (const CltCliResult *result,
                         const char *command,
                         CltConn *conn,
                         CltResultQuery *query);

G_END_DECLS

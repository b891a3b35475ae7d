/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-source.h"

#include <string.h>

#include "core/base/clt-i18n.h"

gboolean
clt_cli_parse_source (const char *encoding, const char *delimiter, CltSourceOptions *options)
{
  options->quote = -1;
  options->header = -1;
  if (encoding != NULL)
    {
      options->encoding_forced = TRUE;
      if (!clt_encoding_from_name (encoding, &options->encoding))
        {
          g_printerr (_ ("clientele-cli: there is no encoding “%s” here (UTF-8, GB18030, UTF-16LE, "
                         "UTF-16BE, Windows-1252)\n"),
                      encoding);
          return FALSE;
        }
    }
  if (delimiter != NULL && g_str_equal (delimiter, "\\t"))
    delimiter = "\t";
  if (delimiter != NULL && (strlen (delimiter) != 1 || (guchar) *delimiter >= 0x80))
    {
      g_printerr (_ ("clientele-cli: the delimiter must be one ASCII character\n"));
      return FALSE;
    }
  options->delimiter = delimiter != NULL ? *delimiter : 0;
  return TRUE;
}

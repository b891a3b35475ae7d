/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/report/clt-paper.h"

gboolean
clt_export_dashboard (CltConn *conn,
                      CltDay from,
                      CltDay to,
                      const CltExportOptions *options,
                      GError **error)
{
  g_autoptr (CltPaper) paper = NULL;

  if (!g_str_has_suffix (options->path, ".pdf") && !g_str_has_suffix (options->path, ".png"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” ends in neither .pdf nor .png. Nothing was exported."), options->path);
      return FALSE;
    }
  paper = clt_paper_new_dashboard (conn, from, to, options, error);
  return paper != NULL && clt_paper_export (paper, conn, options, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-questionnaire.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-document.h"
#include "core/report/clt-paper.h"
#include "core/surveys/clt-questionnaire.h"

static gboolean
export_paper (CltConn *conn,
              gint64 version_id,
              gint64 client_id,
              const CltExportOptions *options,
              GError **error)
{
  g_autoptr (CltPaper) paper =
    clt_paper_new_questionnaire (conn, version_id, client_id, options, error);

  return paper != NULL && clt_paper_export (paper, conn, options, error);
}

gboolean
clt_export_questionnaire (CltConn *conn,
                          gint64 version_id,
                          gint64 client_id,
                          const CltExportOptions *options,
                          GError **error)
{
  g_autoptr (CltForm) form = NULL;
  g_autoptr (CltQuestionnaire) head = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CltExportRecord record = { .kind = "questionnaire", .masked = TRUE };
  char *text = NULL;

  if (g_str_has_suffix (options->path, ".pdf"))
    return export_paper (conn, version_id, client_id, options, error);
  if ((form = clt_form_load (conn, version_id, error)) == NULL ||
      (head = clt_questionnaire_load (conn, form->questionnaire_id, error)) == NULL)
    return FALSE;
  if (g_str_has_suffix (options->path, ".html"))
    text = clt_form_to_html (conn, head, form, 0, clt_today (), error);
  else if (g_str_has_suffix (options->path, ".json"))
    {
      g_autoptr (JsonNode) node = clt_form_to_json (head, form);

      text = json_to_string (node, TRUE);
    }
  else
    clt_store_refuse (error, _ ("“%s” ends with none of .json, .html and .pdf."), options->path);
  if (text == NULL)
    return FALSE;
  bytes = g_bytes_new_take (text, strlen (text));
  record.filter = head->key;
  return clt_document_write (conn, bytes, &record, options, error);
}

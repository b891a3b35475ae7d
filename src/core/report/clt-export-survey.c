/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-survey.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-document.h"
#include "core/report/clt-listing-private.h"
#include "core/report/clt-paper.h"
#include "core/surveys/clt-response.h"
#include "core/surveys/clt-survey.h"

static void
add_member (CltListing *listing, const CltSurveyMember *member)
{
  clt_listing_add_text (listing, member->account);
  clt_listing_add_text (listing, member->name);
  clt_listing_add_text (listing, clt_tier_get_label (member->tier));
  clt_listing_add_text (listing, clt_survey_reason_get_label (member->excluded));
  clt_listing_add_text (listing, *member->response == '\0'
                                   ? ""
                                   : clt_response_state_get_label (
                                       clt_response_state_from_name (member->response)));
  clt_listing_add_day (listing, member->answered);
}

static CltListing *
make_listing (CltConn *conn, const CltSurvey *survey, gint64 *rows, GError **error)
{
  g_autoptr (GPtrArray) members = clt_survey_list_members (conn, survey->id, "*", error);
  CltListing *listing;

  if (members == NULL)
    return NULL;
  listing = clt_listing_new ("survey", _ ("Survey"), survey->name, clt_today ());
  clt_listing_add_column (listing, C_ ("survey", "Account"), CLT_STYLE_TEXT);
  clt_listing_add_column (listing, C_ ("survey", "Client"), CLT_STYLE_TEXT);
  clt_listing_add_column (listing, C_ ("survey", "Tier"), CLT_STYLE_TEXT);
  clt_listing_add_column (listing, C_ ("survey", "Is asked or not"), CLT_STYLE_TEXT);
  clt_listing_add_column (listing, C_ ("survey", "Form"), CLT_STYLE_TEXT);
  clt_listing_add_column (listing, C_ ("survey", "Answered on"), CLT_STYLE_DAY);
  for (guint i = 0; i < members->len; i++)
    add_member (listing, members->pdata[i]);
  if (rows != NULL)
    *rows = members->len;
  return listing;
}

static gboolean
export_html (CltConn *conn,
             const CltSurvey *survey,
             const CltExportOptions *options,
             GError **error)
{
  const CltExportRecord record = { .kind = "survey", .filter = survey->name, .masked = TRUE };
  const gint64 id = clt_questionnaire_find (conn, survey->questionnaire, error);
  g_autoptr (CltQuestionnaire) questionnaire =
    id == 0 ? NULL : clt_questionnaire_load (conn, id, error);
  g_autoptr (CltForm) form =
    questionnaire == NULL ? NULL : clt_form_load (conn, survey->version_id, error);
  char *html = form == NULL
                 ? NULL
                 : clt_form_to_html (conn, questionnaire, form, survey->id, clt_today (), error);
  g_autoptr (GBytes) bytes = html == NULL ? NULL : g_bytes_new_take (html, strlen (html));

  return bytes != NULL && clt_document_write (conn, bytes, &record, options, error);
}

/* For everybody who is asked and has not answered yet. */
static gboolean
export_paper (CltConn *conn,
              const CltSurvey *survey,
              const CltExportOptions *options,
              GError **error)
{
  g_autoptr (GPtrArray) members = clt_survey_list_members (conn, survey->id, NULL, error);
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CltPaper) paper = NULL;

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const CltSurveyMember *member = members->pdata[i];

      if (!g_str_equal (member->response, "complete"))
        g_array_append_val (clients, member->client_id);
    }
  if (members != NULL)
    paper = clt_paper_new_questionnaires (conn, survey->version_id, clients, options, error);
  return paper != NULL && clt_paper_export (paper, conn, options, error);
}

gboolean
clt_export_survey_members (CltConn *conn,
                           gint64 survey_id,
                           const CltExportOptions *options,
                           gint64 *rows,
                           GError **error)
{
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, survey_id, error);
  g_autoptr (CltListing) listing = NULL;

  if (survey == NULL)
    return FALSE;
  if (rows != NULL)
    *rows = 0;
  if (g_str_has_suffix (options->path, ".html"))
    return export_html (conn, survey, options, error);
  if (g_str_has_suffix (options->path, ".pdf"))
    return export_paper (conn, survey, options, error);
  listing = make_listing (conn, survey, rows, error);
  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

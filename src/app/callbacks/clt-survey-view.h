/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSurveyView: one run: how far it is by tier, who is left out and why, its quotas; and the clients
 * behind each figure, with who has answered. */

#include "app/callbacks/clt-survey-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_SURVEY_VIEW (clt_survey_view_get_type ())
G_DECLARE_FINAL_TYPE (CltSurveyView, clt_survey_view, CLT, SURVEY_VIEW, AdwBin)

void clt_survey_view_set_desk (CltSurveyView *self, CltDesk *desk);
/* Borrowed until the next call; NULL: none. Reads its people anew. */
void clt_survey_view_show (CltSurveyView *self, const CltSurveyRun *run);
/* Lists these of its clients. @reason: of those left out; "": any. */
void clt_survey_view_list (CltSurveyView *self, CltSurveyWhich which, int tier, const char *reason);
/* (nullable): the client that is chosen. */
const CltSurveyMember *clt_survey_view_get_member (CltSurveyView *self);
/* (nullable): that of @tier (-1: any) and @channel ("": any). */
const CltSurveyQuota *
clt_survey_view_find_quota (CltSurveyView *self, int tier, const char *channel);
void clt_survey_view_focus (CltSurveyView *self);

G_END_DECLS

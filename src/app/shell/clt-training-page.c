/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-training-page.h"

#include "app/training/clt-curriculum-pane.h"
#include "app/training/clt-need-pane.h"
#include "app/training/clt-training-calendar-pane.h"
#include "app/training/clt-session-pane.h"
#include "app/training/clt-result-pane.h"
#include "core/base/clt-i18n.h"

static const CltTab tabs[] = {
  { "curriculum", NC_ ("training tab", "Curriculum"), clt_curriculum_pane_get_type,
    clt_curriculum_pane_get_commands },
  { "need", NC_ ("training tab", "Needs"), clt_need_pane_get_type, clt_need_pane_get_commands },
  { "training-calendar", NC_ ("training tab", "Calendar"), clt_training_calendar_pane_get_type,
    clt_training_calendar_pane_get_commands },
  { "session", NC_ ("training tab", "Sessions"), clt_session_pane_get_type,
    clt_session_pane_get_commands },
  { "result", NC_ ("training tab", "Results"), clt_result_pane_get_type,
    clt_result_pane_get_commands },
};

/* What other places and tabs ask for, by id. */
static const CltTabRequest requests[] = {
  { "curriculum.show", "x" },
  { "need.show", "x" },
  { "training-calendar.show", "(ii)" },
  { "session.show", "x" },
};

CLT_DEFINE_TAB_PLACE (CltTrainingPage, clt_training_page, "training", N_ ("Training"))

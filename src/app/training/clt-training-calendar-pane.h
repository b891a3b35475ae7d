/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/clt-command.h"
#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

/* The tab “Calendar” of Training: weeks, months and a year of sessions, and the plan of a quarter that
 * is proposed in them. */

#define CLT_TYPE_TRAINING_CALENDAR_PANE (clt_training_calendar_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltTrainingCalendarPane,
                      clt_training_calendar_pane,
                      CLT,
                      TRAINING_CALENDAR_PANE,
                      CltPane)

const CltCommandGroup *clt_training_calendar_pane_get_commands (void);

G_END_DECLS

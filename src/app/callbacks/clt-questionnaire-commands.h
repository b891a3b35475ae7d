/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The commands of the tab of questionnaires with their keys. */

#include "app/widgets/clt-command.h"

G_BEGIN_DECLS

extern const CltCommandGroup clt_questionnaire_commands;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltRulesPage: the dated rules of the branch, each with its value in force. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_RULES_PAGE (clt_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (CltRulesPage, clt_rules_page, CLT, RULES_PAGE, AdwPreferencesPage)

void clt_rules_page_set_desk (CltRulesPage *self, CltDesk *desk);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-services-page.h"

#include "app/catalogue/clt-catalogue-pane.h"
#include "app/catalogue/clt-event-pane.h"
#include "app/catalogue/clt-greeting-pane.h"
#include "app/catalogue/clt-ledger-pane.h"
#include "app/catalogue/clt-matrix-pane.h"
#include "app/catalogue/clt-outbox-pane.h"
#include "app/catalogue/clt-push-pane.h"
#include "app/research/clt-research-pane.h"
#include "core/base/clt-i18n.h"

static const CltTab tabs[] = {
  { "catalogue", NC_ ("services tab", "Catalogue"), clt_catalogue_pane_get_type,
    clt_catalogue_pane_get_commands },
  { "matrix", NC_ ("services tab", "Matrix"), clt_matrix_pane_get_type,
    clt_matrix_pane_get_commands },
  { "push", NC_ ("services tab", "Push Centre"), clt_push_pane_get_type,
    clt_push_pane_get_commands },
  { "outbox", NC_ ("services tab", "Outbox"), clt_outbox_pane_get_type,
    clt_outbox_pane_get_commands },
  { "ledger", NC_ ("services tab", "Ledger"), clt_ledger_pane_get_type,
    clt_ledger_pane_get_commands },
  { "event", NC_ ("services tab", "Events"), clt_event_pane_get_type, clt_event_pane_get_commands },
  { "greeting", NC_ ("services tab", "Greetings"), clt_greeting_pane_get_type,
    clt_greeting_pane_get_commands },
  { "research", NC_ ("services tab", "Research"), clt_research_pane_get_type,
    clt_research_pane_get_commands },
};

/* What other places ask for, by id. */
static const CltTabRequest requests[] = {
  { "catalogue.show", "x" },
  { "push.show", "x" },
  { "research.write-plan", "x" },
};

CLT_DEFINE_TAB_PLACE (CltServicesPage, clt_services_page, "services", N_ ("Services"))

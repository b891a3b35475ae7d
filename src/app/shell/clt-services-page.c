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

static const CltCommand own_commands[] = {
  { "services.previous-tab", N_ ("_Previous Tab"), "<Control>Page_Up", FALSE, CLT_KEY_FIRST },
  { "services.next-tab", N_ ("Ne_xt Tab"), "<Control>Page_Down", FALSE, CLT_KEY_FIRST },
};

static const CltTabTable table = {
  .context = "services tab",
  .tabs = tabs,
  .n_tabs = G_N_ELEMENTS (tabs),
  .requests = requests,
  .n_requests = G_N_ELEMENTS (requests),
  .commands = own_commands,
  .n_commands = G_N_ELEMENTS (own_commands),
  .show_tab = "services.show-tab",
};

struct _CltServicesPage
{
  CltTabPage parent_instance;
};

G_DEFINE_FINAL_TYPE (CltServicesPage, clt_services_page, CLT_TYPE_TAB_PAGE)

const CltCommandGroup *
clt_services_page_get_commands (void)
{
  static CltCommandGroup group;

  if (group.commands == NULL)
    group = clt_tab_table_collect (&table, N_ ("Services"));
  return &group;
}

static void
clt_services_page_class_init (CltServicesPageClass *klass)
{
  clt_tab_page_class_set_table (CLT_TAB_PAGE_CLASS (klass), &table);
}

static void
clt_services_page_init (CltServicesPage *self)
{
}

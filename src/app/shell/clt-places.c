/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-places.h"

#include "app/shell/clt-callbacks-page.h"
#include "app/shell/clt-services-page.h"
#include "app/shell/clt-training-page.h"
#include "app/clients/clt-clients-page.h"
#include "app/complaints/clt-complaints-page.h"
#include "app/dashboard/clt-dashboard-page.h"
#include "app/today/clt-today-page.h"
#include "core/base/clt-i18n.h"

static const CltPlace places[] = {
  { "today", N_ ("Today"), "clt-today-symbolic", clt_today_page_get_type,
    clt_today_page_get_commands, clt_today_page_count },
  { "dashboard", N_ ("Dashboard"), "clt-dashboard-symbolic", clt_dashboard_page_get_type,
    clt_dashboard_page_get_commands, NULL },
  { "clients", N_ ("Clients"), "clt-clients-symbolic", clt_clients_page_get_type,
    clt_clients_page_get_commands, NULL },
  { "services", N_ ("Services"), "clt-services-symbolic", clt_services_page_get_type,
    clt_services_page_get_commands, NULL },
  { "training", N_ ("Training"), "clt-training-symbolic", clt_training_page_get_type,
    clt_training_page_get_commands, NULL },
  { "callbacks", N_ ("Callbacks"), "clt-callbacks-symbolic", clt_callbacks_page_get_type,
    clt_callbacks_page_get_commands, clt_callbacks_page_count },
  { "complaints", N_ ("Complaints"), "clt-complaints-symbolic", clt_complaints_page_get_type,
    clt_complaints_page_get_commands, clt_complaints_page_count },
};

const CltPlace *
clt_places_get (guint *n_places)
{
  *n_places = G_N_ELEMENTS (places);
  return places;
}

const CltPlace *
clt_places_find (const char *name, guint *index)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].name, name))
      {
        if (index != NULL)
          *index = i;
        return &places[i];
      }
  return NULL;
}

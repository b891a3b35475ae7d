/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of an event, each kept as soon as it is left; a refusal stands below its row. */

#include <adwaita.h>

#include "app/catalogue/clt-event-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_EVENT_FORM (clt_event_form_get_type ())
G_DECLARE_FINAL_TYPE (CltEventForm, clt_event_form, CLT, EVENT_FORM, AdwBin)

void clt_event_form_set_desk (CltEventForm *self, CltDesk *desk);
/* Reads @data only during the call. */
void clt_event_form_show (CltEventForm *self, const CltEventData *data);

/* Into the first field. */
void clt_event_form_focus (CltEventForm *self);

G_END_DECLS

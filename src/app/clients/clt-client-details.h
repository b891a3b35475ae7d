/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/clients/clt-client.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENT_DETAILS (clt_client_details_get_type ())
G_DECLARE_FINAL_TYPE (CltClientDetails,
                      clt_client_details,
                      CLT,
                      CLIENT_DETAILS,
                      AdwPreferencesGroup)

/* The fields of the record, each kept when Enter is pressed or the row is left. A refusal stands
 * below its field, and what was typed stays. Masked values stay masked; the eye asks for a reason and shows one for 60 seconds. */
/* @staff: CltStaff, those who can be in charge. What was typed for the client shown before and not
 * kept yet is kept. */
void clt_client_details_set_client (CltClientDetails *self,
                                    CltDesk *desk,
                                    const CltClient *client,
                                    const GPtrArray *staff);
/* Puts the focus into the first field. */
void clt_client_details_edit (CltClientDetails *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCallPersonView: who is called, beside the script: name and tier, what was said the last three
 * times, what is open. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALL_PERSON_VIEW (clt_call_person_view_get_type ())
G_DECLARE_FINAL_TYPE (CltCallPersonView, clt_call_person_view, CLT, CALL_PERSON_VIEW, AdwBin)

void clt_call_person_view_set_desk (CltCallPersonView *self, CltDesk *desk);
/* Reads it again where it is shown already; 0: nobody. */
void clt_call_person_view_show (CltCallPersonView *self, gint64 client_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A push being planned: one product, one audience, some days; below it who would get it, who is
 * blocked and why, and what work it is. The preview follows every change. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/delivery/clt-push.h"

G_BEGIN_DECLS

#define CLT_TYPE_PUSH_FORM (clt_push_form_get_type ())
G_DECLARE_FINAL_TYPE (CltPushForm, clt_push_form, CLT, PUSH_FORM, AdwBin)

/* Signal "created": the push was kept. */
void clt_push_form_set_desk (CltPushForm *self, CltDesk *desk);
/* Reads products, lists and staff anew, and asks again. */
/* What is planned in it. (transfer full) (nullable): NULL while something is missing or wrong. */
CltPushPlan *clt_push_form_dup_plan (CltPushForm *self);
void clt_push_form_refresh (CltPushForm *self);
void clt_push_form_create (CltPushForm *self);
void clt_push_form_focus (CltPushForm *self);

G_END_DECLS

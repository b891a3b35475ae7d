/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writing one delivery down: at once, with the least that there is to say, or with all of it. Either
 * is one action. */

#include "app/widgets/clt-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whose delivery of what. */
typedef struct
{
  gint64 client_id, product_id;
  const char *client, *product; /* names */
  const char *past;             /* (nullable): the period that it is owed for, when that is over */
} CltDeliverySubject;

/* One of today by the person at the desk, through the channel that is promised. @parent: (nullable)
 * where a refusal, and what to do about it, is told in a dialog; NULL: in passing. */
void
clt_delivery_dialog_record (GtkWidget *parent, CltDesk *desk, const CltDeliverySubject *subject);
/* Asks for channel, day, person, minutes and a note first. */
void
clt_delivery_dialog_present (GtkWidget *parent, CltDesk *desk, const CltDeliverySubject *subject);

G_END_DECLS

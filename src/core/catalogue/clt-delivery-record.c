/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/people/clt-staff.h"

char *
clt_delivery_dup_channel (CltConn *conn,
                          gint64 client_id,
                          gint64 product_id,
                          CltDay day,
                          GError **error)
{
  g_autoptr (CltVersion) version = NULL;
  g_autoptr (GError) failure = NULL;
  CltRight right;

  if (!clt_right_of_client (conn, client_id, product_id, day, &right, error))
    return NULL;
  if (*right.channel != '\0')
    return g_strdup (right.channel);
  version = clt_version_get (conn, product_id, day, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (version != NULL && version->channels->len > 0)
    return g_strdup (((CltProductChannel *) version->channels->pdata[0])->channel);
  clt_store_refuse (error, _ ("This product is not in force on this day. Nothing was changed."));
  return NULL;
}

gboolean
clt_delivery_record (CltConn *conn,
                     gint64 client_id,
                     gint64 product_id,
                     CltDay day,
                     const char *who,
                     GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  g_autofree char *channel = clt_delivery_dup_channel (conn, client_id, product_id, day, error);

  if (channel == NULL)
    return FALSE;
  delivery->client_id = client_id;
  delivery->product_id = product_id;
  delivery->day = day;
  clt_set_str (&delivery->channel, channel);
  /* who is at the desk need not be a member of staff: then nobody is named */
  delivery->staff_id = clt_staff_find (conn, who, NULL);
  return clt_delivery_save (conn, delivery, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-head.h"

#include <string.h>

#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

#define SECONDS_SHOWN 60

struct _CltCallHead
{
  AdwBin parent_instance;

  CltDesk *desk;           /* owned (nullable) */
  CltCallRequest *request; /* owned (nullable): of the call */
  char *masked;            /* owned (nullable) */
  gint64 since;            /* instant */
  guint clock, cover;      /* sources; 0: none */

  GtkLabel *phone_label;
  GtkLabel *clock_label;
};

G_DEFINE_FINAL_TYPE (CltCallHead, clt_call_head, ADW_TYPE_BIN)

/* ---- the clock ----------------------------------------------------------------------------- */

static gboolean
on_second_cb (gpointer data)
{
  CltCallHead *self = data;
  const int seconds = (int) (clt_now () - self->since);
  g_autofree char *text = g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);

  gtk_label_set_label (self->clock_label, text);
  return G_SOURCE_CONTINUE;
}

void
clt_call_head_set_since (CltCallHead *self, gint64 since)
{
  g_return_if_fail (CLT_IS_CALL_HEAD (self));

  self->since = since;
  on_second_cb (self);
}

/* ---- the number ---------------------------------------------------------------------------- */

static gboolean
on_minute_over_cb (gpointer data)
{
  CltCallHead *self = data;

  self->cover = 0;
  gtk_label_set_label (self->phone_label, self->masked);
  return G_SOURCE_REMOVE;
}

static gpointer
read_number (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallRequest *request = data;

  return clt_call_dial (conn, request->call_id, request->who, error);
}

typedef struct
{
  CltCallHead *head; /* owned */
  gint64 call_id;
} Dialling;

static void
dialling_free (Dialling *dialling)
{
  g_object_unref (dialling->head);
  g_free (dialling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dialling, dialling_free)

static void
show_number (CltCallHead *self, const char *number)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), number);
  gtk_label_set_label (self->phone_label, number);
  g_clear_handle_id (&self->cover, g_source_remove);
  self->cover = g_timeout_add_seconds (SECONDS_SHOWN, on_minute_over_cb, self);
  clt_desk_tell (self->desk, _ ("The number is on the clipboard; that you took it is kept"));
}

static void
on_number_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Dialling) dialling = user_data;
  CltCallHead *self = dialling->head;
  g_autoptr (GError) error = NULL;
  g_autofree char *tel = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (self->request == NULL || self->request->call_id != dialling->call_id)
    return; /* another client by now */
  if (tel == NULL)
    clt_desk_fail (self->desk, error);
  else
    show_number (self, g_str_has_prefix (tel, "tel:") ? tel + strlen ("tel:") : tel);
}

void
clt_call_head_dial (CltCallHead *self)
{
  const CltCallRequest *request;
  Dialling *dialling;

  g_return_if_fail (CLT_IS_CALL_HEAD (self));

  request = self->request;
  if (request == NULL)
    return;
  dialling = g_new (Dialling, 1);
  dialling->head = g_object_ref (self);
  dialling->call_id = request->call_id;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       read_number,
                       clt_call_request_new (request->who, request->desk, request->call_id),
                       clt_call_request_free, g_free, NULL, on_number_read_cb, dialling);
}

/* ---- the call ------------------------------------------------------------------------------ */

void
clt_call_head_clear (CltCallHead *self)
{
  g_return_if_fail (CLT_IS_CALL_HEAD (self));

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->cover, g_source_remove);
  if (self->phone_label != NULL && self->masked != NULL)
    gtk_label_set_label (self->phone_label, self->masked);
  g_clear_pointer (&self->request, clt_call_request_free);
  g_clear_pointer (&self->masked, g_free);
}

void
clt_call_head_show (CltCallHead *self, CltCallRequest *request, const char *masked, gint64 since)
{
  g_return_if_fail (CLT_IS_CALL_HEAD (self));

  clt_call_head_clear (self);
  self->request = request;
  self->masked = g_strdup (masked);
  gtk_label_set_label (self->phone_label, masked);
  clt_call_head_set_since (self, since);
  self->clock = g_timeout_add_seconds (1, on_second_cb, self);
}

void
clt_call_head_set_desk (CltCallHead *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_CALL_HEAD (self));

  g_set_object (&self->desk, desk);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_call_head_dispose (GObject *object)
{
  CltCallHead *self = CLT_CALL_HEAD (object);

  clt_call_head_clear (self);
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_CALL_HEAD);
  G_OBJECT_CLASS (clt_call_head_parent_class)->dispose (object);
}

static void
clt_call_head_class_init (CltCallHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_call_head_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-head.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallHead, phone_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallHead, clock_label);
}

static void
clt_call_head_init (CltCallHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

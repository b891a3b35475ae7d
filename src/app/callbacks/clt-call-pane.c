/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-pane.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-date.h"
#include "core/calls/clt-call-queue.h"

struct _CltCallPane
{
  CltPane parent_instance;

  AdwStatusPage *due_page;
};

G_DEFINE_FINAL_TYPE (CltCallPane, clt_call_pane, CLT_TYPE_PANE)

static const CltCommandGroup command_group = { N_ ("Calls"), NULL, 0 };

const CltCommandGroup *
clt_call_pane_get_commands (void)
{
  return &command_group;
}

static gpointer
read_queue (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallDesk everybody = { 0, "", "" };

  return clt_call_queue_load (conn, &everybody, clt_now (), error);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const GPtrArray *) record)->len == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  g_autoptr (GPtrArray) queue = record;
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u call is due", "%u calls are due", queue->len), queue->len);

  adw_status_page_set_title (CLT_CALL_PANE (pane)->due_page, title);
}

static void
clt_call_pane_class_init (CltCallPaneClass *klass)
{
  static const char *const tables[] = { "call_task", "contact", "client", "absence", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  pane_class->read = read_queue;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) g_ptr_array_unref;
  pane_class->tables = tables;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallPane, due_page);
}

static void
clt_call_pane_init (CltCallPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

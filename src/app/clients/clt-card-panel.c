/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-card-panel.h"
#include "app/widgets/clt-reading.h"

typedef struct
{
  CltDesk *desk; /* owned (nullable) */
  gint64 client_id;
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  GPtrArray *rows;           /* owned: borrowed rows of the group */
} CltCardPanelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CltCardPanel, clt_card_panel, ADW_TYPE_PREFERENCES_GROUP)

static CltCardPanelPrivate *
get_private (CltCardPanel *self)
{
  return clt_card_panel_get_instance_private (self);
}

/* ---- rows ------------------------------------------------------------------------------------- */

GtkWidget *
clt_card_panel_new_row (const char *title,
                        const char *subtitle,
                        const char *place,
                        const char *open)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (open == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", place, open);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-in");
  return row;
}

void
clt_card_panel_take_row (CltCardPanel *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (get_private (self)->rows, row);
}

guint
clt_card_panel_count_rows (CltCardPanel *self)
{
  return get_private (self)->rows->len;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static void
show (CltCardPanel *self, gconstpointer record)
{
  GPtrArray *rows = get_private (self)->rows;

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), CLT_CARD_PANEL_GET_CLASS (self)->fill (self, record));
}

static void
on_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCardPanel) self = user_data;
  gpointer record = clt_store_run_finish (CLT_STORE (object), result, NULL);

  if (record == NULL)
    return;
  if (get_private (self)->desk != NULL)
    show (self, record);
  CLT_CARD_PANEL_GET_CLASS (self)->record_free (record);
}

void
clt_card_panel_set_client (CltCardPanel *self, CltDesk *desk, gint64 id)
{
  CltCardPanelPrivate *priv = get_private (self);
  CltCardPanelClass *klass = CLT_CARD_PANEL_GET_CLASS (self);

  g_return_if_fail (CLT_IS_CARD_PANEL (self));

  if (priv->client_id != id)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_set_object (&priv->desk, desk);
  priv->client_id = id;
  clt_reading_start (&priv->cancellable);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       klass->read, g_memdup2 (&id, sizeof id), g_free, klass->record_free,
                       priv->cancellable, on_read_cb, g_object_ref (self));
}

/* ---- the class -------------------------------------------------------------------------------- */

static void
clt_card_panel_dispose (GObject *object)
{
  CltCardPanelPrivate *priv = get_private (CLT_CARD_PANEL (object));

  clt_reading_stop (&priv->cancellable);
  g_clear_object (&priv->desk);
  G_OBJECT_CLASS (clt_card_panel_parent_class)->dispose (object);
}

static void
clt_card_panel_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (CLT_CARD_PANEL (object))->rows);
  G_OBJECT_CLASS (clt_card_panel_parent_class)->finalize (object);
}

static void
clt_card_panel_class_init (CltCardPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_card_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_card_panel_finalize;
}

static void
clt_card_panel_init (CltCardPanel *self)
{
  get_private (self)->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

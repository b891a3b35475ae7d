/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-filter-part.h"

#include "app/widgets/clt-template.h"
#include "core/base/clt-text.h"

typedef struct
{
  CltFilterNode *node; /* borrowed */
  gboolean quiet;
  GtkToggleButton *not_button;
  GtkLabel *count_label;
} CltFilterPartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CltFilterPart, clt_filter_part, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static CltFilterPartPrivate *
get_private (CltFilterPart *self)
{
  return clt_filter_part_get_instance_private (self);
}

static void
on_not_toggled_cb (CltFilterPart *self)
{
  CltFilterPartPrivate *priv = get_private (self);

  if (priv->quiet)
    return;
  priv->node->negated = gtk_toggle_button_get_active (priv->not_button);
  clt_filter_part_tell_changed (self);
}

void
clt_filter_part_set_node (CltFilterPart *self,
                          CltFilterNode *node,
                          GtkToggleButton *not_button,
                          GtkLabel *count_label)
{
  CltFilterPartPrivate *priv;

  g_return_if_fail (CLT_IS_FILTER_PART (self));
  g_return_if_fail (node != NULL);

  priv = get_private (self);
  priv->node = node;
  priv->not_button = not_button;
  priv->count_label = count_label;
  gtk_toggle_button_set_active (not_button, node->negated);
  g_signal_connect_object (not_button, "toggled", G_CALLBACK (on_not_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

CltFilterNode *
clt_filter_part_get_node (CltFilterPart *self)
{
  g_return_val_if_fail (CLT_IS_FILTER_PART (self), NULL);

  return get_private (self)->node;
}

void
clt_filter_part_show_count (CltFilterPart *self, gint64 n)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CLT_IS_FILTER_PART (self));

  text = n < 0 ? g_strdup ("–") : clt_count_format (n);
  gtk_label_set_label (get_private (self)->count_label, text);
}

void
clt_filter_part_set_quiet (CltFilterPart *self, gboolean quiet)
{
  g_return_if_fail (CLT_IS_FILTER_PART (self));

  get_private (self)->quiet = quiet;
}

gboolean
clt_filter_part_is_quiet (CltFilterPart *self)
{
  g_return_val_if_fail (CLT_IS_FILTER_PART (self), TRUE);

  return get_private (self)->quiet;
}

void
clt_filter_part_tell_changed (CltFilterPart *self)
{
  g_return_if_fail (CLT_IS_FILTER_PART (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
clt_filter_part_tell_removed (CltFilterPart *self)
{
  g_return_if_fail (CLT_IS_FILTER_PART (self));

  g_signal_emit (self, signals[REMOVED], 0);
}

static void
clt_filter_part_dispose (GObject *object)
{
  get_private (CLT_FILTER_PART (object))->quiet = TRUE;
  clt_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  G_OBJECT_CLASS (clt_filter_part_parent_class)->dispose (object);
}

static void
clt_filter_part_class_init (CltFilterPartClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_filter_part_dispose;
  signals[CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] =
    g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
clt_filter_part_init (CltFilterPart *self)
{
  get_private (self)->quiet = TRUE;
}

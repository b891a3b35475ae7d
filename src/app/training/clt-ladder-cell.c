/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-ladder-cell.h"

struct _CltLadderCell
{
  GtkWidget parent_instance;

  const CltLadder *ladder;     /* borrowed */
  const CltLadderStyle *style; /* borrowed */
  guint index;
  CltLadderState state;
};

G_DEFINE_FINAL_TYPE (CltLadderCell, clt_ladder_cell, GTK_TYPE_WIDGET)

static void
clt_ladder_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CltLadderCell *self = CLT_LADDER_CELL (widget);
  const CltLadderBox box = { 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) box.width,
                                                                          (float) box.height));

  clt_ladder_draw_card (self->ladder, self->index, &box, self->style, self->state, cr);
  cairo_destroy (cr);
}

guint
clt_ladder_cell_get_index (CltLadderCell *self)
{
  g_return_val_if_fail (CLT_IS_LADDER_CELL (self), 0);

  return self->index;
}

void
clt_ladder_cell_set_state (CltLadderCell *self, CltLadderState state)
{
  g_return_if_fail (CLT_IS_LADDER_CELL (self));

  if (self->state == state)
    return;
  self->state = state;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               state == CLT_LADDER_CHOSEN, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
clt_ladder_cell_new (const CltLadder *ladder, guint index, const CltLadderStyle *style)
{
  CltLadderCell *self = g_object_new (CLT_TYPE_LADDER_CELL, NULL);
  const CltLadderCard *card = clt_ladder_get_card (ladder, index);
  g_autofree char *name = g_strdup_printf ("%s %s", card->code, card->name);

  self->ladder = ladder;
  self->index = index;
  self->style = style;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, card->description, -1);
  return GTK_WIDGET (self);
}

static void
clt_ladder_cell_class_init (CltLadderCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = clt_ladder_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ladder-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_OPTION);
}

static void
clt_ladder_cell_init (CltLadderCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-segment-row.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltSegmentRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *rule_row;
  GtkWidget *error_row;
  GtkLabel *error_label;
  GtkLabel *count_label;

  CltSegment *segment; /* owned (nullable) */
  gboolean last;
  gboolean quiet; /* the program sets the rows */
};

G_DEFINE_FINAL_TYPE (CltSegmentRow, clt_segment_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  EDITED,
  APPLIED,
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_head (CltSegmentRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *title =
    self->segment != NULL ? clt_segment_get_label (self->segment) : _ ("New segment");
  const char *rule = self->segment != NULL ? self->segment->rule : "";

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 self->last ? _ ("Everybody who is left") : rule);
  gtk_widget_action_set_enabled (widget, "segment.up", !self->last && self->segment != NULL);
  gtk_widget_action_set_enabled (widget, "segment.down", !self->last && self->segment != NULL);
  gtk_widget_action_set_enabled (widget, "segment.remove", !self->last);
  gtk_widget_action_set_enabled (widget, "segment.show", self->segment != NULL);
}

const CltSegment *
clt_segment_row_get_segment (CltSegmentRow *self)
{
  g_return_val_if_fail (CLT_IS_SEGMENT_ROW (self), NULL);

  return self->segment;
}

/* A preset keeps its translated name until somebody types another one. */
CltSegment *
clt_segment_row_dup_draft (CltSegmentRow *self)
{
  const char *preset = self->segment != NULL ? self->segment->preset : "";
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name_row)));
  g_autofree char *rule = g_strstrip (g_strdup (get_text (self->rule_row)));
  g_autoptr (CltSegment) plain = clt_segment_new (preset, "", "");

  if (*preset != '\0' && g_str_equal (name, clt_segment_get_label (plain)))
    return clt_segment_new (preset, "", rule);
  /* without a name it is told so rather than named by its preset */
  return clt_segment_new (*name == '\0' ? "" : preset, name, rule);
}

static gboolean
is_same (const CltSegment *a, const CltSegment *b)
{
  return g_str_equal (a->preset, b->preset) && g_str_equal (a->name, b->name) &&
         g_str_equal (a->rule, b->rule);
}

gboolean
clt_segment_row_take (CltSegmentRow *self, const CltSegment *segment)
{
  g_autoptr (CltSegment) draft = NULL;

  g_return_val_if_fail (CLT_IS_SEGMENT_ROW (self), FALSE);

  draft = clt_segment_row_dup_draft (self);
  if (self->segment != NULL && is_same (self->segment, segment))
    return TRUE;
  if (!is_same (draft, segment))
    return FALSE;
  g_clear_pointer (&self->segment, clt_segment_free);
  self->segment = clt_segment_copy (segment);
  clt_segment_row_set_error (self, NULL);
  show_head (self);
  return TRUE;
}

void
clt_segment_row_replace (CltSegmentRow *self, CltSegmentRow *other)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (self);

  g_return_if_fail (CLT_IS_SEGMENT_ROW (self));
  g_return_if_fail (CLT_IS_SEGMENT_ROW (other));

  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), get_text (other->name_row));
  gtk_editable_set_text (GTK_EDITABLE (self->rule_row), get_text (other->rule_row));
  self->quiet = FALSE;
  if (gtk_widget_get_visible (other->error_row))
    clt_segment_row_set_error (self, gtk_label_get_label (other->error_label));
  adw_expander_row_set_expanded (row, adw_expander_row_get_expanded (ADW_EXPANDER_ROW (other)));
}

void
clt_segment_row_set_count (CltSegmentRow *self, gint64 count)
{
  g_autofree char *text = count < 0 ? g_strdup ("") : clt_count_format (count);

  g_return_if_fail (CLT_IS_SEGMENT_ROW (self));

  gtk_label_set_label (self->count_label, text);
}

void
clt_segment_row_set_error (CltSegmentRow *self, const char *message)
{
  g_return_if_fail (CLT_IS_SEGMENT_ROW (self));

  gtk_label_set_label (self->error_label, message == NULL ? "" : message);
  gtk_widget_set_visible (self->error_row, message != NULL);
}

void
clt_segment_row_focus (CltSegmentRow *self)
{
  g_return_if_fail (CLT_IS_SEGMENT_ROW (self));

  if (self->segment == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_text_changed_cb (CltSegmentRow *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
on_row_apply_cb (CltSegmentRow *self)
{
  g_signal_emit (self, signals[APPLIED], 0);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ASKED], 0, action + strlen ("segment."));
}

static void
clt_segment_row_dispose (GObject *object)
{
  CltSegmentRow *self = CLT_SEGMENT_ROW (object);

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SEGMENT_ROW);
  g_clear_pointer (&self->segment, clt_segment_free);

  G_OBJECT_CLASS (clt_segment_row_parent_class)->dispose (object);
}

static void
clt_segment_row_class_init (CltSegmentRowClass *klass)
{
  static const struct
  {
    const char *action;
    guint key;
    GdkModifierType modifiers;
  } actions[] = {
    { "segment.up", GDK_KEY_Up, GDK_ALT_MASK },
    { "segment.down", GDK_KEY_Down, GDK_ALT_MASK },
    { "segment.remove", GDK_KEY_Delete, 0 },
    { "segment.show", GDK_KEY_Return, GDK_CONTROL_MASK },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_segment_row_dispose;
  signals[EDITED] =
    g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[APPLIED] =
    g_signal_new ("applied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-segment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSegmentRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, CltSegmentRow, rule_row);
  gtk_widget_class_bind_template_child (widget_class, CltSegmentRow, error_row);
  gtk_widget_class_bind_template_child (widget_class, CltSegmentRow, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltSegmentRow, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_apply_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].action, NULL, ask);
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                           actions[i].action, NULL);
    }
}

static void
clt_segment_row_init (CltSegmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->count_label));
}

GtkWidget *
clt_segment_row_new (const CltSegment *segment, gboolean last)
{
  CltSegmentRow *self = g_object_new (CLT_TYPE_SEGMENT_ROW, NULL);

  self->last = last;
  self->quiet = TRUE;
  if (segment != NULL)
    {
      self->segment = clt_segment_copy (segment);
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), clt_segment_get_label (segment));
      gtk_editable_set_text (GTK_EDITABLE (self->rule_row), segment->rule);
    }
  self->quiet = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->rule_row), !last);
  show_head (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-period-picker.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltPeriodPicker
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkToggleButton *kind_month;
  GtkToggleButton *kind_quarter;
  GtkToggleButton *kind_year;
  GtkToggleButton *kind_custom;
  GtkEntry *from_entry;
  GtkEntry *to_entry;
  GtkWidget *custom_box;

  CltPeriod period;
  gboolean quiet; /* the program sets the toggles */
};

G_DEFINE_FINAL_TYPE (CltPeriodPicker, clt_period_picker, GTK_TYPE_WIDGET)

static guint changed_signal;

static GtkToggleButton *
get_toggle (CltPeriodPicker *self, CltPeriodKind kind)
{
  GtkToggleButton *toggles[] = { self->kind_month, self->kind_quarter, self->kind_year,
                                 self->kind_custom };

  return toggles[kind];
}

static void
show_period (CltPeriodPicker *self)
{
  g_autofree char *label = clt_period_format (&self->period);
  g_autofree char *from = clt_day_format (self->period.from);
  g_autofree char *to = clt_day_format (self->period.to);
  /* Translators: %s is a period such as 2026-11. */
  g_autofree char *name = g_strdup_printf (_ ("Period: %s"), label);

  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  self->quiet = TRUE;
  gtk_toggle_button_set_active (get_toggle (self, self->period.kind), TRUE);
  self->quiet = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->from_entry), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to_entry), to);
  gtk_widget_remove_css_class (GTK_WIDGET (self->from_entry), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->to_entry), "error");
}

static void
choose (CltPeriodPicker *self, CltPeriod period)
{
  self->period = period;
  show_period (self);
  g_signal_emit (self, changed_signal, 0);
}

void
clt_period_picker_set_period (CltPeriodPicker *self, const CltPeriod *period)
{
  g_return_if_fail (CLT_IS_PERIOD_PICKER (self));

  self->period = *period;
  show_period (self);
}

const CltPeriod *
clt_period_picker_get_period (CltPeriodPicker *self)
{
  g_return_val_if_fail (CLT_IS_PERIOD_PICKER (self), NULL);

  return &self->period;
}

void
clt_period_picker_step (CltPeriodPicker *self, int n)
{
  g_return_if_fail (CLT_IS_PERIOD_PICKER (self));

  choose (self, clt_period_move (&self->period, n));
}

void
clt_period_picker_popup (CltPeriodPicker *self)
{
  g_return_if_fail (CLT_IS_PERIOD_PICKER (self));

  gtk_menu_button_popup (self->button);
}

static void
on_earlier_clicked_cb (CltPeriodPicker *self)
{
  clt_period_picker_step (self, -1);
}

static void
on_later_clicked_cb (CltPeriodPicker *self)
{
  clt_period_picker_step (self, 1);
}

static void
on_kind_toggled_cb (CltPeriodPicker *self, GtkToggleButton *toggle)
{
  if (self->quiet || !gtk_toggle_button_get_active (toggle))
    return;
  for (guint kind = CLT_PERIOD_MONTH; kind < CLT_PERIOD_CUSTOM; kind++)
    if (get_toggle (self, kind) == toggle)
      choose (self, clt_period_around (kind, self->period.to));
  if (toggle == self->kind_custom)
    gtk_widget_grab_focus (GTK_WIDGET (self->from_entry));
}

static gboolean
read_day (GtkEntry *entry, CltDay *day)
{
  gboolean good = clt_day_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), day);

  clt_css_class_set (GTK_WIDGET (entry), "error", !good);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  return good;
}

static void
on_entry_activate_cb (CltPeriodPicker *self)
{
  CltDay from, to;
  gboolean good = read_day (self->from_entry, &from);

  good = read_day (self->to_entry, &to) && good;
  if (!good)
    return;
  choose (self, clt_period_custom (from, to));
  gtk_menu_button_popdown (self->button);
}

static void
clt_period_picker_dispose (GObject *object)
{
  clt_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_PERIOD_PICKER);

  G_OBJECT_CLASS (clt_period_picker_parent_class)->dispose (object);
}

static void
clt_period_picker_class_init (CltPeriodPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_period_picker_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-period-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, button);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, kind_month);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, kind_quarter);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, kind_year);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, kind_custom);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, from_entry);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, to_entry);
  gtk_widget_class_bind_template_child (widget_class, CltPeriodPicker, custom_box);
  gtk_widget_class_bind_template_callback (widget_class, on_earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_later_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
}

static void
clt_period_picker_init (CltPeriodPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->period = clt_period_around (CLT_PERIOD_MONTH, clt_today ());
  show_period (self);
}

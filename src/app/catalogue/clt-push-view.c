/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-view.h"

#include "app/catalogue/clt-push-data.h"
#include "app/catalogue/clt-push-table.h"
#include "app/widgets/clt-focus-order.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltPushView
{
  AdwBin parent_instance;

  CltDesk *desk;     /* owned (nullable) */
  CltReader *reader; /* owned (nullable) */
  gint64 id;
  char *name; /* owned */

  GtkWidget *head;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *count_label;
  GtkWidget *release_button;
  GtkWidget *cancel_button;
  CltPushTable *table;
};

G_DEFINE_FINAL_TYPE (CltPushView, clt_push_view, ADW_TYPE_BIN)

static void
take (gpointer owner, gpointer record)
{
  g_autoptr (CltPushLines) lines = record;

  clt_push_table_show (CLT_PUSH_VIEW (owner)->table, lines, CLT_PUSH_ALL);
}

static const CltReaderKind reader_kind = { .read = clt_push_items_load,
                                           .record_free = (GDestroyNotify) clt_push_lines_unref,
                                           .take = take };

static char *
dup_counts (const CltPush *push)
{
  /* Translators: how many deliveries of a push are in each state. */
  return g_strdup_printf (_ (
                            "%u planned · %u handed over · %u delivered · %u blocked · %u dropped"),
                          push->planned, push->queued, push->done, push->blocked, push->dropped);
}

void
clt_push_view_show (CltPushView *self, const CltPush *push)
{
  g_autofree char *first = clt_day_format (push->first);
  g_autofree char *last = clt_day_format (push->last);
  g_autofree char *counts = dup_counts (push);
  /* Translators: state, product, first and last day, and the person who made a push. */
  g_autofree char *state =
    g_strdup_printf (_ ("%s · %s · %s to %s · %s"), clt_push_get_state_label (push), push->product,
                     first, last, push->who);
  gboolean open = g_str_equal (push->state, "planned") || g_str_equal (push->state, "active");

  self->id = push->id;
  clt_set_str (&self->name, push->name);
  gtk_label_set_label (self->name_label, push->name);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->count_label, counts);
  gtk_widget_set_sensitive (self->release_button, open && push->planned > 0);
  gtk_widget_set_sensitive (self->cancel_button, open);
  clt_reader_ask (self->reader, self->id);
}

void
clt_push_view_release (CltPushView *self)
{
  if (self->id != 0 && gtk_widget_get_sensitive (self->release_button))
    clt_desk_act (self->desk, "push.release", self->name, clt_push_order_release,
                  clt_push_order_new (self->id, clt_desk_get_who (self->desk)),
                  clt_push_order_free);
}

void
clt_push_view_cancel (CltPushView *self)
{
  if (self->id != 0 && gtk_widget_get_sensitive (self->cancel_button))
    clt_desk_act (self->desk, "push.cancel", self->name, clt_push_order_cancel,
                  clt_push_order_new (self->id, clt_desk_get_who (self->desk)),
                  clt_push_order_free);
}

/* ---- a manager sets "contacted too recently" aside ---------------------------------------------------------- */

typedef struct
{
  gint64 item_id;
  char *client;
} Override;

static void
override_free (gpointer data)
{
  Override *override = data;

  g_free (override->client);
  g_free (override);
}

static void
apply_override (CltFormDialog *form)
{
  const Override *override = clt_form_dialog_get_data (form);
  CltPushOrder *order =
    clt_push_order_new (override->item_id, clt_desk_get_who (clt_form_dialog_get_desk (form)));
  g_autofree char *client = g_strdup (override->client);

  order->reason = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, "push.override", client, clt_push_order_override, order,
                       clt_push_order_free);
}

void
clt_push_view_override (CltPushView *self)
{
  const CltPushRow *row = clt_push_table_get_chosen (self->table);
  Override *override;
  CltFormDialog *form;

  if (row == NULL || row->blocks == 0)
    {
      clt_desk_tell (self->desk, _ ("Choose a client who is blocked first"));
      return;
    }
  if ((row->blocks & ~CLT_BLOCK_OVERRIDABLE) != 0)
    {
      clt_desk_tell (self->desk,
                     _ ("Only “contacted too recently” can be set aside; nobody can set aside the "
                        "rest"));
      return;
    }
  override = g_new0 (Override, 1);
  override->item_id = row->item_id;
  override->client = g_strdup (row->cell[CLT_PUSH_CLIENT]);
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Push All the Same"),
                              _ ("Only a manager may do so, and the reason stays in the record."));
  clt_form_dialog_set_data (form, override, override_free);
  clt_form_dialog_add_entry (form, _ ("_Reason"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Set Aside"), apply_override);
}

void
clt_push_view_focus (CltPushView *self)
{
  clt_push_table_focus (self->table);
}

void
clt_push_view_set_desk (CltPushView *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
  clt_push_table_set_desk (self->table, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
}

/* The clients come before the buttons about the push. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  CltPushView *self = CLT_PUSH_VIEW (widget);
  GtkWidget *const parts[] = { GTK_WIDGET (self->table), self->head };

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return clt_focus_order_move (parts, G_N_ELEMENTS (parts), direction);
  return GTK_WIDGET_CLASS (clt_push_view_parent_class)->focus (widget, direction);
}

/* ---- the class ------------------------------------------------------------------------------------------------ */

static void
clt_push_view_dispose (GObject *object)
{
  CltPushView *self = CLT_PUSH_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_PUSH_VIEW);
  G_OBJECT_CLASS (clt_push_view_parent_class)->dispose (object);
}

static void
clt_push_view_class_init (CltPushViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_push_view_dispose;
  widget_class->focus = focus;
  g_type_ensure (CLT_TYPE_PUSH_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-push-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPushView, head);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, release_button);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CltPushView, table);
}

static void
clt_push_view_init (CltPushView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

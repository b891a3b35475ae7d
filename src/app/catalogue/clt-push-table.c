/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-table.h"

#include "app/widgets/clt-data-table.h"
#include "core/base/clt-i18n.h"

struct _CltPushTable
{
  AdwBin parent_instance;

  CltDataTable *table;  /* borrowed */
  GtkLabel *held_label; /* borrowed */
  CltPushLines *lines;  /* owned (nullable) */
  CltRow *chosen;       /* owned (nullable): the row whose reasons are told */
};

G_DEFINE_FINAL_TYPE (CltPushTable, clt_push_table, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_PUSH_CLIENT, NC_ ("push", "Client"), 156, FALSE, FALSE, TRUE },
  { CLT_PUSH_DAY, NC_ ("push", "Day"), 88, FALSE, FALSE },
  { CLT_PUSH_CHANNEL, NC_ ("push", "Channel"), 120, FALSE, FALSE },
  { CLT_PUSH_STATE, NC_ ("push", "State"), 98, FALSE, FALSE },
  { CLT_PUSH_STAFF, NC_ ("push", "By"), 62, FALSE, FALSE },
  { CLT_PUSH_REASONS, NC_ ("push", "What blocks"), 104, FALSE, FALSE, TRUE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltPushRow *) record)->cell[column];
}

const CltPushRow *
clt_push_table_get_chosen (CltPushTable *self)
{
  return clt_data_table_get_record (self->table);
}

/* The row has room for a word or two only. */
static void
show_held (CltPushTable *self)
{
  const CltPushRow *row = clt_push_table_get_chosen (self);
  gboolean held = row != NULL && row->blocks != 0;
  g_autofree char *reasons = held ? clt_block_set_to_label (row->blocks) : NULL;
  g_autofree char *text =
    held ? g_strdup_printf (
             /* Translators: one reason or several, then a sentence that says what to do. */
             _ ("Held back: %s. %s"), reasons, clt_block_set_get_remedy (row->blocks))
         : NULL;

  gtk_label_set_label (self->held_label, held ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->held_label), held);
}

/* What a row says may come, or become another, after it was chosen. */
static void
follow_chosen (CltPushTable *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);
  guint place = clt_key_list_find (keys, clt_data_table_get_selected (self->table));
  g_autoptr (CltRow) row =
    place == GTK_INVALID_LIST_POSITION ? NULL : g_list_model_get_item (G_LIST_MODEL (keys), place);

  if (row != self->chosen && self->chosen != NULL)
    g_signal_handlers_disconnect_by_data (self->chosen, self);
  if (g_set_object (&self->chosen, row) && row != NULL)
    g_signal_connect_object (row, "notify::record", G_CALLBACK (show_held), self,
                             G_CONNECT_SWAPPED);
  show_held (self);
}

static void
on_row_opened_cb (CltPushTable *self, gint64 key)
{
  const CltPushRow *row = clt_push_table_get_chosen (self);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", row->client_id);
}

void
clt_push_table_filter (CltPushTable *self, guint wanted)
{
  g_autoptr (CltPushQuery) query = NULL;

  if (self->lines == NULL)
    return;
  query = clt_push_query_new (self->lines, wanted);
  clt_key_list_set_query (clt_data_table_get_list (self->table), query);
}

void
clt_push_table_show (CltPushTable *self, CltPushLines *lines, guint wanted)
{
  gtk_widget_set_visible (GTK_WIDGET (self->table), lines != NULL);
  if (lines == NULL)
    return;
  clt_push_lines_ref (lines);
  g_clear_pointer (&self->lines, clt_push_lines_unref);
  self->lines = lines;
  clt_push_table_filter (self, wanted);
}

void
clt_push_table_set_desk (CltPushTable *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys =
    clt_key_list_new (clt_desk_get_store (desk), &clt_push_query_source);

  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (follow_chosen), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  clt_data_table_set_list (self->table, keys);
}

void
clt_push_table_hide_state (CltPushTable *self)
{
  clt_data_table_set_column_visible (self->table, CLT_PUSH_STATE, FALSE);
}

void
clt_push_table_focus (CltPushTable *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
clt_push_table_dispose (GObject *object)
{
  CltPushTable *self = CLT_PUSH_TABLE (object);

  g_clear_pointer (&self->lines, clt_push_lines_unref);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (clt_push_table_parent_class)->dispose (object);
}

static void
clt_push_table_class_init (CltPushTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_push_table_dispose;
}

static void
clt_push_table_init (CltPushTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->table = CLT_DATA_TABLE (clt_data_table_new ());
  self->held_label =
    g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "xalign", 0.0, "wrap", TRUE, "margin-start", 12,
                  "margin-end", 12, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->held_label), "dim-label");
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->held_label));
  clt_data_table_set_titled_columns (self->table, "push", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  g_signal_connect_object (self->table, "row-opened", G_CALLBACK (on_row_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "row-selected", G_CALLBACK (follow_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), box);
}

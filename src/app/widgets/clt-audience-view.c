/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-audience-view.h"

#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A filter that is being typed is asked for when the person has paused. */
#define ASK_AFTER_MS 300

struct _CltAudienceView
{
  AdwBin parent_instance;

  CltDesk *desk; /* owned (nullable) */
  const CltAudienceSource *source;
  gpointer owner;
  GCancellable *cancellable; /* owned (nullable): of the question under way */
  CltAudience *audience;     /* owned (nullable): the answer to what stands in the form */
  guint ask_id;
  gboolean filling, stale;

  AdwEntryRow *filter_row;
  GtkLabel *result_label;
  AdwBin *beside;
  AdwBin *verbs;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltAudienceView, clt_audience_view, ADW_TYPE_BIN)

enum
{
  PROP_BESIDE = 1,
  PROP_VERBS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint answered_signal;

CltAudience *
clt_audience_new (guint n_columns)
{
  CltAudience *audience = g_new0 (CltAudience, 1);

  audience->rows = clt_cell_rows_new (n_columns);
  audience->free = g_array_new (FALSE, FALSE, sizeof (gint64));
  return audience;
}

void
clt_audience_free (gpointer data)
{
  CltAudience *audience = data;

  clt_cell_rows_unref (audience->rows);
  g_array_unref (audience->free);
  g_free (audience->summary);
  g_free (audience);
}

/* ---- asking --------------------------------------------------------------------------------------- */

static void
show_result (CltAudienceView *self)
{
  const CltAudience *audience = self->audience;
  g_autofree char *may = clt_count_format (audience->free->len);
  g_autofree char *out = clt_count_format (audience->n_out);
  /* Translators: number of clients who may be invited, number of those who are left out. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s may be invited; %s left out", "%s may be invited; %s left out",
                               audience->free->len),
                     may, out);

  gtk_label_set_label (self->result_label, audience->summary != NULL ? audience->summary : text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verbs), audience->free->len > 0);
  clt_key_list_set_query (clt_data_table_get_list (self->table), audience->rows);
  g_signal_emit (self, answered_signal, 0);
}

static void
on_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltAudienceView) self = user_data;
  g_autoptr (GError) error = NULL;
  CltAudience *audience = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&audience, clt_audience_free);
      return;
    }
  g_clear_pointer (&self->audience, clt_audience_free);
  self->audience = audience;
  if (audience != NULL)
    {
      show_result (self);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  gtk_label_set_label (self->result_label, sentence);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  CltAudienceView *self = user_data;
  g_autofree char *expression = clt_audience_view_dup_expression (self);
  gpointer question;

  self->ask_id = 0;
  clt_reading_stop (&self->cancellable);
  question = self->desk == NULL ? NULL : self->source->make_question (expression, self->owner);
  if (question == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       self->source->load, question, self->source->question_free, clt_audience_free,
                       self->cancellable, on_answered_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What is done is done with those whom the answer on the screen names: nobody while another is
 * awaited. */
void
clt_audience_view_ask (CltAudienceView *self)
{
  g_return_if_fail (CLT_IS_AUDIENCE_VIEW (self));

  if (self->filling)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->verbs), FALSE);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask_due_cb, self);
}

static void
clt_audience_view_map (GtkWidget *widget)
{
  CltAudienceView *self = CLT_AUDIENCE_VIEW (widget);

  GTK_WIDGET_CLASS (clt_audience_view_parent_class)->map (widget);
  if (self->stale)
    clt_audience_view_ask (self);
}

/* ---- for the owner ---------------------------------------------------------------------------------- */

void
clt_audience_view_set_source (CltAudienceView *self,
                              CltDesk *desk,
                              const CltAudienceSource *source,
                              gpointer owner)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_AUDIENCE_VIEW (self));

  g_set_object (&self->desk, desk);
  self->source = source;
  self->owner = owner;
  clt_data_table_set_titled_columns (self->table, source->context, source->columns,
                                     source->n_columns, clt_cell_rows_get_text);
  clt_data_table_set_list (self->table, keys);
}

void
clt_audience_view_clear (CltAudienceView *self)
{
  g_return_if_fail (CLT_IS_AUDIENCE_VIEW (self));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->filter_row), "");
  self->filling = FALSE;
}

char *
clt_audience_view_dup_expression (CltAudienceView *self)
{
  g_return_val_if_fail (CLT_IS_AUDIENCE_VIEW (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->filter_row))));
}

GArray *
clt_audience_view_take_ids (CltAudienceView *self)
{
  g_return_val_if_fail (CLT_IS_AUDIENCE_VIEW (self), NULL);

  if (self->audience == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->verbs)))
    return NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self->verbs), FALSE);
  /* the button that was pressed cannot keep the focus */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->verbs)) != NULL ||
      gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return g_array_copy (self->audience->free);
}

gboolean
clt_audience_view_reaches (CltAudienceView *self)
{
  g_return_val_if_fail (CLT_IS_AUDIENCE_VIEW (self), FALSE);

  return self->audience != NULL && self->audience->free->len > self->audience->n_unreached;
}

gint64
clt_audience_view_get_selected (CltAudienceView *self)
{
  g_return_val_if_fail (CLT_IS_AUDIENCE_VIEW (self), 0);

  return clt_data_table_get_selected (self->table);
}

void
clt_audience_view_focus (CltAudienceView *self)
{
  g_return_if_fail (CLT_IS_AUDIENCE_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter_row));
}

static void
on_row_opened_cb (CltAudienceView *self, gint64 client)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", client);
}

/* ---- the class ----------------------------------------------------------------------------------------- */

static void
clt_audience_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltAudienceView *self = CLT_AUDIENCE_VIEW (object);

  g_value_set_object (value, adw_bin_get_child (id == PROP_VERBS ? self->verbs : self->beside));
}

static void
clt_audience_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CltAudienceView *self = CLT_AUDIENCE_VIEW (object);
  AdwBin *bin = id == PROP_VERBS ? self->verbs : self->beside;

  adw_bin_set_child (bin, g_value_get_object (value));
  gtk_widget_set_visible (GTK_WIDGET (bin), adw_bin_get_child (bin) != NULL);
}

static void
clt_audience_view_dispose (GObject *object)
{
  CltAudienceView *self = CLT_AUDIENCE_VIEW (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->audience, clt_audience_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_AUDIENCE_VIEW);
  G_OBJECT_CLASS (clt_audience_view_parent_class)->dispose (object);
}

static void
clt_audience_view_class_init (CltAudienceViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = clt_audience_view_get_property;
  object_class->set_property = clt_audience_view_set_property;
  object_class->dispose = clt_audience_view_dispose;
  widget_class->map = clt_audience_view_map;

  properties[PROP_BESIDE] =
    g_param_spec_object ("beside", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_VERBS] =
    g_param_spec_object ("verbs", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  answered_signal = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-audience-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltAudienceView, filter_row);
  gtk_widget_class_bind_template_child (widget_class, CltAudienceView, result_label);
  gtk_widget_class_bind_template_child (widget_class, CltAudienceView, beside);
  gtk_widget_class_bind_template_child (widget_class, CltAudienceView, verbs);
  gtk_widget_class_bind_template_child (widget_class, CltAudienceView, table);
  gtk_widget_class_bind_template_callback (widget_class, clt_audience_view_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_audience_view_init (CltAudienceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-mark-view.h"

#include <math.h>

#include "app/training/clt-session-data.h"
#include "app/training/clt-session-order.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"

struct _CltMarkView
{
  AdwBin parent_instance;

  CltDesk *desk;     /* owned (nullable) */
  CltReader *reader; /* owned (nullable) */
  CltMarkData *data; /* owned (nullable) */
  gint64 session_id;
  gint64 typed_for; /* client whose mark is being typed */
  gboolean anew, wants_focus;

  GtkLabel *rule_label;
  GtkLabel *count_label;
  GtkWidget *close_button;
  GtkLabel *client_label;
  GtkDropDown *kind_drop;
  GtkEntry *mark_entry;
  GtkEntry *days_entry;
  GtkEntry *trades_entry;
  GtkLabel *error_label;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltMarkView, clt_mark_view, ADW_TYPE_BIN)

enum
{
  KIND_COURSE, /* what passes the course */
  KIND_BEFORE,
};

static const CltTableColumn columns[] = {
  { CLT_MARK_CLIENT, NC_ ("marks", "Client"), 190, FALSE, FALSE, TRUE },
  { CLT_MARK_ACCOUNT, NC_ ("marks", "Account"), 100, FALSE, FALSE },
  { CLT_MARK_ATTENDED, NC_ ("marks", "Attended"), 90, TRUE, FALSE },
  { CLT_MARK_BEFORE, NC_ ("marks", "First test"), 90, TRUE, FALSE },
  { CLT_MARK_ATTEMPTS, NC_ ("marks", "Attempts"), 80, TRUE, FALSE },
  { CLT_MARK_BEST, NC_ ("marks", "Best"), 130, TRUE, FALSE },
  { CLT_MARK_GAIN, NC_ ("marks", "Gain"), 70, TRUE, FALSE },
  { CLT_MARK_OUTCOME, NC_ ("marks", "Result"), 210, FALSE, FALSE, TRUE },
};

/* ---- showing ------------------------------------------------------------------------------- */

static gboolean
is_before (CltMarkView *self)
{
  return gtk_drop_down_get_selected (self->kind_drop) == KIND_BEFORE;
}

static gboolean
is_simulation (CltMarkView *self)
{
  return self->data != NULL && self->data->course->pass == CLT_PASS_SIMULATION && !is_before (self);
}

static GtkWidget *
get_first_entry (CltMarkView *self)
{
  return GTK_WIDGET (is_simulation (self) ? self->days_entry : self->mark_entry);
}

static void
show_entries (CltMarkView *self)
{
  gboolean simulation = is_simulation (self);

  gtk_widget_set_visible (GTK_WIDGET (self->mark_entry), !simulation);
  gtk_widget_set_visible (GTK_WIDGET (self->days_entry), simulation);
  gtk_widget_set_visible (GTK_WIDGET (self->trades_entry), simulation);
}

static void
show_head (CltMarkView *self)
{
  const CltMarkData *data = self->data;
  g_autofree char *rule = clt_course_format_pass (data->course);
  /* Translators: what passes a course, e.g. “quiz, 80 points”. */
  g_autofree char *rule_text = g_strdup_printf (_ ("Passes: %s. The best attempt counts."), rule);
  g_autofree char *count = NULL;

  if (data->n_gains == 0)
    /* Translators: how many people may pass, of how many; how many have a result. */
    count = g_strdup_printf (_ ("%u of %u may pass · %u with a result"), data->n_fulfilled, data->n,
                             data->n_results);
  else
    /* Translators: how many people may pass, of how many; how many have a result; by how many points
     * the best mark is above the first one, in the mean of how many people. */
    count =
      g_strdup_printf (_ ("%u of %u may pass · %u with a result · gain %+.1f points (n = %u)"),
                       data->n_fulfilled, data->n, data->n_results, data->gain, data->n_gains);
  gtk_label_set_label (self->rule_label, rule_text);
  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_sensitive (self->close_button, data->n_results < data->n);
}

static const char *
get_name (CltMarkView *self, gint64 client)
{
  const char *name = self->data == NULL ? NULL : g_hash_table_lookup (self->data->names, &client);

  return name == NULL ? "" : name;
}

static void
show_chosen (CltMarkView *self)
{
  gint64 client = clt_data_table_get_selected (self->table);

  if (client == 0)
    return;
  gtk_label_set_label (self->client_label, get_name (self, client));
  if (client != self->typed_for)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->mark_entry), "");
      gtk_editable_set_text (GTK_EDITABLE (self->days_entry), "");
      gtk_editable_set_text (GTK_EDITABLE (self->trades_entry), "");
    }
  self->typed_for = client;
}

static void
take (gpointer owner, gpointer record)
{
  CltMarkView *self = owner;
  CltMarkData *data = record;
  gint64 chosen = clt_data_table_get_selected (self->table);

  g_clear_pointer (&self->data, clt_mark_data_free);
  self->data = data;
  show_head (self);
  show_entries (self);
  clt_key_list_set_query (clt_data_table_get_list (self->table), data->rows);
  if (chosen != 0 && !self->anew)
    clt_data_table_select (self->table, chosen);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (get_first_entry (self));
  self->wants_focus = FALSE;
}

static void
on_list_loading_cb (CltMarkView *self)
{
  CltKeyList *list = clt_data_table_get_list (self->table);
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);
  if (loading || g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    return;
  if (self->anew)
    clt_data_table_select (self->table, clt_key_list_get_id (list, 0));
  self->anew = FALSE;
}

static const CltReaderKind reader_kind = {
  .read = clt_mark_data_load,
  .record_free = clt_mark_data_free,
  .take = take,
};

void
clt_mark_view_show (CltMarkView *self, gint64 session)
{
  g_return_if_fail (CLT_IS_MARK_VIEW (self));

  self->anew |= session != self->session_id;
  self->session_id = session;
  clt_reader_ask (self->reader, session);
}

void
clt_mark_view_focus (CltMarkView *self)
{
  g_return_if_fail (CLT_IS_MARK_VIEW (self));

  self->wants_focus = self->data == NULL || clt_reader_is_waiting (self->reader);
  gtk_widget_grab_focus (get_first_entry (self));
}

GArray *
clt_mark_view_dup_chosen (CltMarkView *self)
{
  g_return_val_if_fail (CLT_IS_MARK_VIEW (self), NULL);

  return clt_data_table_dup_selected (self->table);
}

/* ---- typing -------------------------------------------------------------------------------- */

static void
refuse (CltMarkView *self, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence == NULL ? "" : sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* FALSE: said. */
static gboolean
read_number (CltMarkView *self, GtkEntry *entry, double max, double *number)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && *number >= 0 && *number <= max)
    return TRUE;
  if (max > 100)
    refuse (self, _ ("Write how many, as a number."));
  else
    refuse (self, _ ("A mark lies between 0 and 100 points."));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

static const char *
get_kind (CltMarkView *self)
{
  if (is_before (self))
    return "before";
  switch (self->data->course->pass)
    {
    case CLT_PASS_EXAM:
      return "exam";
    case CLT_PASS_SIMULATION:
      return "simulation";
    case CLT_PASS_CASE:
      return "case";
    case CLT_PASS_REVIEW:
      return "review";
    case CLT_PASS_ATTEND:
    case CLT_PASS_QUIZ:
    default:
      return "quiz";
    }
}

/* (transfer full) (nullable): NULL: it was said what is wrong. */
static CltAttempt *
read_attempt (CltMarkView *self, gint64 client)
{
  g_autoptr (CltAttempt) attempt = clt_attempt_new ();
  double days, trades;

  attempt->client_id = client;
  attempt->course_id = self->data->course->id;
  attempt->session_id = self->session_id;
  attempt->day = clt_today ();
  g_free (attempt->kind);
  attempt->kind = g_strdup (get_kind (self));
  if (!is_simulation (self))
    return read_number (self, self->mark_entry, 100, &attempt->mark) ? g_steal_pointer (&attempt)
                                                                     : NULL;
  if (!read_number (self, self->days_entry, G_MAXINT, &days) ||
      !read_number (self, self->trades_entry, G_MAXINT, &trades))
    return NULL;
  attempt->days = (int) days;
  attempt->trades = (int) trades;
  return g_steal_pointer (&attempt);
}

typedef struct
{
  CltMarkView *view; /* owned */
  char *name;
} Keeping;

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = user_data;
  g_autoptr (GError) error = NULL;

  if (!clt_desk_act_quietly_finish (CLT_DESK (source), result, NULL, &error) &&
      keeping->view->desk != NULL)
    {
      g_autofree char *problem = clt_problem_dup_sentence (error);
      /* Translators: a client; what went wrong. */
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), keeping->name, problem);

      refuse (keeping->view, text);
    }
  g_object_unref (keeping->view);
  g_free (keeping->name);
  g_free (keeping);
}

static void
keep (CltMarkView *self)
{
  gint64 client = clt_data_table_get_selected (self->table);
  CltAttempt *attempt = self->data == NULL || client == 0 ? NULL : read_attempt (self, client);
  CltSessionOrder *order;
  Keeping *keeping;

  if (self->data != NULL && client == 0 && clt_data_table_count_selected (self->table) > 1)
    refuse (self, _ ("Choose one person: a mark is somebody’s own."));
  if (attempt == NULL)
    return;
  refuse (self, NULL);
  order = clt_session_order_new (self->session_id, client);
  order->attempt = attempt;
  keeping = g_new0 (Keeping, 1);
  keeping->view = g_object_ref (self);
  keeping->name = g_strdup (get_name (self, client));
  clt_desk_act_quietly_async (self->desk, "attempt.add", keeping->name, clt_session_order_attempt,
                              order, clt_session_order_free, on_kept_cb, keeping);
  self->typed_for = 0;
  clt_data_table_move (self->table, 1);
  show_chosen (self); /* also at the end of the list */
  gtk_widget_grab_focus (get_first_entry (self));
}

static void
on_days_activate_cb (CltMarkView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->trades_entry));
}

static gboolean
on_entry_key_cb (CltMarkView *self, guint keyval, guint keycode, GdkModifierType state)
{
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;

  if (step == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  clt_data_table_move (self->table, step);
  return GDK_EVENT_STOP;
}

static void
on_row_opened_cb (CltMarkView *self, gint64 client)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", client);
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_mark_view_set_desk (CltMarkView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_MARK_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->table, keys);
  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_list_loading_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
clt_mark_view_dispose (GObject *object)
{
  CltMarkView *self = CLT_MARK_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->data, clt_mark_data_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_MARK_VIEW);
  G_OBJECT_CLASS (clt_mark_view_parent_class)->dispose (object);
}

static void
clt_mark_view_class_init (CltMarkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_mark_view_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-mark-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, rule_label);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, close_button);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, client_label);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, mark_entry);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, days_entry);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, trades_entry);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltMarkView, table);
  gtk_widget_class_bind_template_callback (widget_class, show_entries);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, keep);
  gtk_widget_class_bind_template_callback (widget_class, on_days_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_mark_view_init (CltMarkView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_multiple (self->table, TRUE);
  clt_data_table_set_titled_columns (self->table, "marks", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
}

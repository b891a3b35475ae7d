/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-member-pane.h"

#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/quality/clt-contact.h"
#include "core/report/clt-listing.h"

struct _CltMemberPane
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *total_label;
  CltDataTable *table;

  CltFigureList *figures; /* owned (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (CltMemberPane, clt_member_pane, GTK_TYPE_WIDGET)

/* ---- how the key list asks ----------------------------------------------------------------- */

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  return clt_figure_list_load ((CltFigureList *) query, conn, error);
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  return clt_figure_list_get_rows ((CltFigureList *) query, conn, ids, n_ids, error);
}

static gpointer
record_ref (gpointer record)
{
  return clt_figure_row_ref (record);
}

static void
record_unref (gpointer record)
{
  clt_figure_row_unref (record);
}

static gpointer
query_copy (gconstpointer query)
{
  return clt_figure_list_ref ((CltFigureList *) query);
}

static void
query_free (gpointer query)
{
  clt_figure_list_unref (query);
}

static const CltKeyListSource source = {
  load_keys, load_rows, record_ref, record_unref, query_copy, query_free,
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltFigureRow *) record)->cell[column];
}

/* ---- showing ------------------------------------------------------------------------------ */

static char *
dup_total (const CltFigureTotals *totals, CltFigureColumn column)
{
  if (column == CLT_FIGURE_EVENTS)
    return clt_count_format (totals->events);
  return clt_money_format (column == CLT_FIGURE_EQUITY ? totals->equity : totals->retained);
}

static void
show_totals (CltMemberPane *self)
{
  const CltFigureQuestion *question = clt_figure_list_get_question (self->figures);
  CltFigureColumn column = clt_figure_get_sum_column (question->figure);
  CltFigureTotals totals;
  g_autofree char *count = NULL;
  g_autofree char *clients = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *text = NULL;

  clt_figure_list_get_totals (self->figures, &totals);
  count = clt_count_format (totals.count);
  /* Translators: %s is a number. */
  clients = g_strdup_printf (ngettext ("%s client", "%s clients", totals.count), count);
  if (clt_figure_is_contact (question->figure))
    {
      sum = clt_contact_format_gap (totals.gap);
      /* Translators: number of clients, then the median of "12 days". */
      text = g_strdup_printf (_ ("%s · median %s"), clients, sum);
    }
  else if (column != CLT_N_FIGURE_COLUMNS)
    {
      sum = dup_total (&totals, column);
      /* Translators: number of clients, title of a column, total of that column. */
      text = g_strdup_printf (_ ("%s · %s %s"), clients, clt_figure_column_get_title (column), sum);
    }
  gtk_label_set_label (self->total_label, text != NULL ? text : clients);
}

static void
on_list_notify_loading_cb (CltMemberPane *self)
{
  gboolean loading;

  g_object_get (clt_data_table_get_list (self->table), "loading", &loading, NULL);
  if (!loading && self->figures != NULL)
    show_totals (self);
}

static void
ask (CltMemberPane *self, const CltFigureQuestion *question)
{
  CltFigureList *figures = clt_figure_list_new (question);

  g_clear_pointer (&self->figures, clt_figure_list_unref);
  self->figures = figures;
  clt_data_table_set_sort (self->table, question->sort, question->descending);
  clt_key_list_set_query (clt_data_table_get_list (self->table), figures);
}

void
clt_member_pane_ask (CltMemberPane *self, const CltFigureQuestion *question, const char *title)
{
  g_return_if_fail (CLT_IS_MEMBER_PANE (self));

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->total_label, "");
  for (CltFigureColumn i = 0; i < CLT_N_FIGURE_COLUMNS; i++)
    if (i != CLT_FIGURE_COMMISSION)
      clt_data_table_set_column_visible (self->table, i,
                                         clt_figure_has_column (question->figure, i));
  ask (self, question);
}

GArray *
clt_member_pane_dup_ids (CltMemberPane *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltKeyList *list;

  g_return_val_if_fail (CLT_IS_MEMBER_PANE (self), ids);

  list = clt_data_table_get_list (self->table);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      gint64 id = clt_key_list_get_id (list, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* ---- paper and files ---------------------------------------------------------------------- */

typedef struct
{
  CltFigureQuestion question; /* with a figure of its own */
  char *title;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_free (listing->question.figure);
  g_free (listing->title);
  g_free (listing);
}

static Listing *
listing_new (CltMemberPane *self)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->question = *clt_figure_list_get_question (self->figures);
  listing->question.figure = g_strdup (listing->question.figure);
  listing->title = g_strdup (gtk_label_get_label (self->title_label));
  return listing;
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Listing *listing = data;
  g_autoptr (CltListing) list =
    clt_listing_new_figure (conn, &listing->question, listing->title, error);

  return list != NULL && clt_export_listing (conn, list, options, error);
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Listing *listing = data;
  g_autoptr (CltListing) list =
    clt_listing_new_figure (conn, &listing->question, listing->title, error);

  return list == NULL ? NULL : clt_paper_new_listing (conn, list, options, error);
}

CltExportJob *
clt_member_pane_create_export (CltMemberPane *self)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltExportJob *job;

  g_return_val_if_fail (CLT_IS_MEMBER_PANE (self) && self->figures != NULL, NULL);

  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export the List"));
  job->name = g_strdup (gtk_label_get_label (self->title_label));
  job->endings = endings;
  job->run = run_export;
  job->data = listing_new (self);
  job->data_free = listing_free;
  return job;
}

CltPrintJob *
clt_member_pane_create_print (CltMemberPane *self)
{
  g_return_val_if_fail (CLT_IS_MEMBER_PANE (self) && self->figures != NULL, NULL);

  return clt_print_job_new (read_paper, listing_new (self), listing_free);
}

const char *
clt_member_pane_get_title (CltMemberPane *self)
{
  g_return_val_if_fail (CLT_IS_MEMBER_PANE (self), NULL);

  return gtk_label_get_label (self->title_label);
}

void
clt_member_pane_reload (CltMemberPane *self)
{
  g_return_if_fail (CLT_IS_MEMBER_PANE (self));

  if (self->figures != NULL)
    clt_data_table_reload (self->table);
}

gboolean
clt_member_pane_get_totals (CltMemberPane *self, CltFigureTotals *totals)
{
  gboolean loading;

  g_return_val_if_fail (CLT_IS_MEMBER_PANE (self), FALSE);

  g_object_get (clt_data_table_get_list (self->table), "loading", &loading, NULL);
  if (loading || self->figures == NULL)
    return FALSE;
  clt_figure_list_get_totals (self->figures, totals);
  return TRUE;
}

static void
on_table_sort_changed_cb (CltMemberPane *self, guint column, gboolean descending)
{
  CltFigureQuestion question;

  if (self->figures == NULL)
    return;
  question = *clt_figure_list_get_question (self->figures);
  question.sort = column;
  question.descending = descending;
  ask (self, &question);
}

static void
on_table_row_opened_cb (CltMemberPane *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", id);
}

void
clt_member_pane_set_desk (CltMemberPane *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) list = clt_key_list_new (clt_desk_get_store (desk), &source);

  g_return_if_fail (CLT_IS_MEMBER_PANE (self));

  g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_list_notify_loading_cb), self,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_list (self->table, list);
}

static void
set_columns (CltMemberPane *self)
{
  static const int widths[] = { 96, 96, 88, 120, 104, 104, 104, 128, 100, 88 };
  CltTableColumn columns[] = {
    { CLT_FIGURE_ACCOUNT }, { CLT_FIGURE_NAME },     { CLT_FIGURE_TIER },
    { CLT_FIGURE_EQUITY },  { CLT_FIGURE_RETAINED }, { CLT_FIGURE_NET_PL },
    { CLT_FIGURE_GAP },     { CLT_FIGURE_OVERDUE },  { CLT_FIGURE_EVENTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      columns[i].title = clt_figure_column_get_title (columns[i].id);
      columns[i].width = widths[columns[i].id];
      columns[i].numeric = columns[i].id >= CLT_FIGURE_EQUITY;
      columns[i].sortable = TRUE;
    }
  clt_data_table_set_columns (self->table, columns, G_N_ELEMENTS (columns), get_cell_text);
}

static gboolean
clt_member_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CLT_MEMBER_PANE (widget)->table));
}

static void
clt_member_pane_dispose (GObject *object)
{
  CltMemberPane *self = CLT_MEMBER_PANE (object);

  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_MEMBER_PANE);
  g_clear_pointer (&self->figures, clt_figure_list_unref);

  G_OBJECT_CLASS (clt_member_pane_parent_class)->dispose (object);
}

static void
clt_member_pane_class_init (CltMemberPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_member_pane_dispose;
  widget_class->grab_focus = clt_member_pane_grab_focus;

  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-member-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMemberPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltMemberPane, total_label);
  gtk_widget_class_bind_template_child (widget_class, CltMemberPane, table);
  gtk_widget_class_bind_template_callback (widget_class, on_table_sort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_table_row_opened_cb);
}

static void
clt_member_pane_init (CltMemberPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_columns (self);
}

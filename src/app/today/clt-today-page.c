/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/clt-today-page.h"

#include <string.h>

#include <adwaita.h>

#include "app/today/clt-today-line.h"
#include "app/today/clt-today-row.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-listing.h"

struct _CltTodayPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListView *view;
  GtkSingleSelection *selection;
  GtkLabel *summary_label; /* shown in the header bar */

  CltDesk *desk;         /* owned (nullable) */
  GListStore *lines;     /* owned: CltTodayLine */
  GCancellable *loading; /* owned (nullable) */
  guint wanted;          /* position to select after a reload */
};

static void page_interface_init (CltPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltTodayPage,
                               clt_today_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_interface_init))

static const CltCommand commands[] = {
  { "today.open", N_ ("_Open"), "Return", FALSE },
  { "today.mark-done", N_ ("Mark as _Done"), "space d", TRUE },
};
static const CltCommandGroup command_group = { N_ ("Today"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_today_page_get_commands (void)
{
  return &command_group;
}

gint64
clt_today_page_count (CltConn *conn, const char *who, GError **error)
{
  return clt_today_count (conn, clt_today (), who, error);
}

/* ---- loading ------------------------------------------------------------------------------- */

static gpointer
list_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_today_list (conn, clt_today (), data, error);
}

static const char *
get_heading (const CltTodayItem *item)
{
  if (item->done)
    return _ ("Done");
  switch (item->urgency)
    {
    case CLT_URGENCY_NOW:
      return _ ("Today");
    case CLT_URGENCY_SOON:
      return _ ("Within a week");
    case CLT_URGENCY_LATER:
    default:
      return _ ("Later");
    }
}

static void
show_summary (CltTodayPage *self, GPtrArray *items)
{
  guint open = 0;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < items->len; i++)
    open += !((const CltTodayItem *) items->pdata[i])->done;
  count = clt_count_format (open);
  /* Translators: %s is a number: lines of the work list that are not done. */
  text = g_strdup_printf (ngettext ("%s open", "%s open", open), count);
  gtk_label_set_label (self->summary_label, text);
}

/* Takes the items out of @items. */
static void
show_items (CltTodayPage *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  const char *heading = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  show_summary (self, items);
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      CltTodayItem *item = items->pdata[i];

      if (heading != get_heading (item))
        {
          heading = get_heading (item);
          g_ptr_array_add (lines, clt_today_line_new_heading (heading));
        }
      g_ptr_array_add (lines, clt_today_line_new (item));
    }
  g_list_store_splice (self->lines, 0, n, lines->pdata, lines->len);
  gtk_stack_set_visible_child_name (self->stack, lines->len == 0 ? "empty" : "list");
}

/* The line below a heading rather than the heading. */
static void
select_near (CltTodayPage *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (position = MIN (position, n > 0 ? n - 1 : 0); position < n; position++)
    {
      g_autoptr (CltTodayLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

      if (clt_today_line_get_item (line) != NULL)
        {
          gtk_single_selection_set_selected (self->selection, position);
          /* with the heading above it */
          gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u",
                                      position > 0 ? position - 1 : 0);
          return;
        }
    }
}

/* The focus is where the selection is: by itself GTK 4.8 leaves it on the list, or on a row that
 * has taken the place of another. */
static void
focus_selected (CltTodayPage *self)
{
  CltTodayLine *line = gtk_single_selection_get_selected_item (self->selection);

  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->view)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (line != NULL && row != NULL && clt_today_row_get_line (CLT_TODAY_ROW (row)) == line)
        {
          gtk_widget_grab_focus (item);
          return;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_store_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = clt_store_run_finish (CLT_STORE (source), result, &error);
  gboolean had_focus;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (items == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;
  show_items (self, items);
  select_near (self, self->wanted);
  if (had_focus)
    focus_selected (self);
}

static void
load (CltTodayPage *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  clt_reading_start (&self->loading);
  self->wanted = selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       list_in_worker, g_strdup (clt_desk_get_who (self->desk)), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->loading, on_store_listed_cb,
                       g_object_ref (self));
}

/* ---- what a line is about ------------------------------------------------------------------ */

/* The sentence of a line as the name of a list. (transfer full) */
static char *
dup_list_name (const char *sentence)
{
  static const char *const ends[] = { ".", "。" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (sentence, ends[i]))
      return g_strndup (sentence, strlen (sentence) - strlen (ends[i]));
  return g_strdup (sentence);
}

static void
open_item (CltTodayPage *self, const CltTodayItem *item)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *name = dup_list_name (item->title);

  if (item->command != NULL)
    gtk_widget_activate_action (widget, "win.show-in", "(ss)", item->place, item->command);
  else if (item->client_id != 0)
    gtk_widget_activate_action (widget, "win.show-client", "x", item->client_id);
  else if (item->clients != NULL)
    gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", name,
                                g_variant_new_fixed_array (G_VARIANT_TYPE_INT64,
                                                           item->clients->data, item->clients->len,
                                                           sizeof (gint64)));
  else if (item->filter != NULL)
    gtk_widget_activate_action (widget, "win.show-filtered", "(sx)", item->filter, item->staff_id);
  else if (item->path != NULL)
    gtk_widget_activate_action (widget, "win.import-file", "s", item->path);
  else if (g_str_equal (item->kind, "tier-run"))
    gtk_widget_activate_action (widget, "win.tier-run", NULL);
  else if (g_str_equal (item->kind, "calendar"))
    gtk_widget_activate_action (widget, "win.preferences-page", "s", "calendar");
  else if (g_str_equal (item->kind, "file"))
    gtk_widget_activate_action (widget, "win.preferences-page", "s", "files");
}

static void
on_view_activate_cb (CltTodayPage *self, guint position)
{
  g_autoptr (CltTodayLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line != NULL && clt_today_line_get_item (line) != NULL)
    open_item (self, clt_today_line_get_item (line));
}

static void
open_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTodayPage *self = CLT_TODAY_PAGE (widget);

  on_view_activate_cb (self, gtk_single_selection_get_selected (self->selection));
}

/* ---- marking done -------------------------------------------------------------------------- */

typedef struct
{
  char *key;
  CltDay due;
  gboolean done;
  char *who;
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->key);
  g_free (mark->who);
  g_free (mark);
}

static gboolean
set_done_in_worker (CltConn *conn, gpointer data, GError **error)
{
  const Mark *mark = data;

  return clt_today_set_done (conn, mark->key, mark->due, mark->done, mark->who, error);
}

static const char *
find_title (CltTodayPage *self, const char *key, CltDay due)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (CltTodayLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);
      const CltTodayItem *item = clt_today_line_get_item (line);

      if (item != NULL && item->due == due && g_str_equal (item->key, key))
        return item->title;
    }
  return "";
}

static void
set_done (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTodayPage *self = CLT_TODAY_PAGE (widget);
  Mark *mark = g_new0 (Mark, 1);

  g_variant_get (parameter, "(sib)", &mark->key, &mark->due, &mark->done);
  mark->who = g_strdup (clt_desk_get_who (self->desk));
  clt_desk_act (self->desk, "today.done", find_title (self, mark->key, mark->due),
                set_done_in_worker, mark, mark_free);
}

static void
mark_done (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTodayPage *self = CLT_TODAY_PAGE (widget);
  CltTodayLine *line = gtk_single_selection_get_selected_item (self->selection);
  const CltTodayItem *item = line != NULL ? clt_today_line_get_item (line) : NULL;

  if (item != NULL)
    gtk_widget_activate_action (widget, "today.set-done", "(sib)", item->key, (gint32) item->due,
                                !item->done);
}

/* Before the list takes Space for its selection. */
static gboolean
on_view_key_pressed_cb (CltTodayPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_space && keyval != GDK_KEY_d)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "today.mark-done", NULL);
  return GDK_EVENT_STOP;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static void
on_factory_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (CLT_TYPE_TODAY_ROW, NULL));
}

static void
on_factory_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  CltTodayLine *line = gtk_list_item_get_item (item);
  gboolean is_line = clt_today_line_get_item (line) != NULL;

  gtk_list_item_set_activatable (item, is_line);
  gtk_list_item_set_selectable (item, is_line);
  clt_today_row_set_line (CLT_TODAY_ROW (gtk_list_item_get_child (item)), line);
}

static void
on_factory_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  clt_today_row_set_line (CLT_TODAY_ROW (gtk_list_item_get_child (item)), NULL);
}

/* ---- page ---------------------------------------------------------------------------------- */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltTodayPage *self = CLT_TODAY_PAGE (page);

  g_set_object (&self->desk, desk);
  load (self);
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  load (CLT_TODAY_PAGE (page));
}

static GtkWidget *
get_header (CltPage *page)
{
  return GTK_WIDGET (CLT_TODAY_PAGE (page)->summary_label);
}

static void
take_focus (CltPage *page)
{
  focus_selected (CLT_TODAY_PAGE (page));
}

/* Of the chosen line; of one about several clients nobody. */
static gint64
get_client (CltPage *page)
{
  CltTodayLine *line = gtk_single_selection_get_selected_item (CLT_TODAY_PAGE (page)->selection);
  const CltTodayItem *item = line == NULL ? NULL : clt_today_line_get_item (line);

  return item == NULL ? 0 : item->client_id;
}

/* ---- paper and files ----------------------------------------------------------------------- */

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = clt_listing_new_today (conn, clt_today (), data, error);

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = clt_listing_new_today (conn, clt_today (), data, error);

  return listing == NULL ? NULL : clt_paper_new_listing (conn, listing, options, error);
}

static CltExportJob *
create_export (CltPage *page)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  g_autofree char *day = clt_day_format (clt_today ());
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Work List"));
  /* Translators: name of a file without ending; %s is a date. */
  job->name = g_strdup_printf (_ ("Today %s"), day);
  job->endings = endings;
  job->run = run_export;
  job->data = g_strdup (clt_desk_get_who (CLT_TODAY_PAGE (page)->desk));
  job->data_free = g_free;
  return job;
}

static CltPrintJob *
create_print (CltPage *page)
{
  return clt_print_job_new (read_paper, g_strdup (clt_desk_get_who (CLT_TODAY_PAGE (page)->desk)),
                            g_free);
}

static void
page_interface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->get_header = get_header;
  iface->take_focus = take_focus;
  iface->get_client = get_client;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

/* ---- class --------------------------------------------------------------------------------- */

static void
clt_today_page_dispose (GObject *object)
{
  CltTodayPage *self = CLT_TODAY_PAGE (object);

  clt_reading_stop (&self->loading);
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TODAY_PAGE);
  g_clear_object (&self->lines);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (clt_today_page_parent_class)->dispose (object);
}

static void
clt_today_page_class_init (CltTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_today_page_dispose;

  g_type_ensure (CLT_TYPE_TODAY_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/today/clt-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTodayPage, view);
  gtk_widget_class_bind_template_child (widget_class, CltTodayPage, selection);
  gtk_widget_class_bind_template_child (widget_class, CltTodayPage, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, on_view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_view_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_factory_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_factory_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_factory_unbind_cb);
  gtk_widget_class_install_action (widget_class, "today.open", NULL, open_selected);
  gtk_widget_class_install_action (widget_class, "today.mark-done", NULL, mark_done);
  gtk_widget_class_install_action (widget_class, "today.set-done", "(sib)", set_done);
}

static void
clt_today_page_init (CltTodayPage *self)
{
  self->lines = g_list_store_new (CLT_TYPE_TODAY_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->lines));
}

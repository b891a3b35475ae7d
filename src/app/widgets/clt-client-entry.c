/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-client-entry.h"

#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"

/* Lines of the list. */
#define MAX_HITS 6
/* Asked of the search, which finds prospects, too. */
#define MAX_FOUND 24

/* Of the list in its frame, both sides. */
#define MARGINS 24

#define SEPARATORS ",;，；、"

struct _CltClientEntry
{
  AdwEntryRow parent_instance;

  CltDesk *desk; /* owned (nullable) */
  gboolean several, prospects;
  gboolean quiet;
  gboolean taking;           /* Enter was pressed before the answer came */
  GCancellable *cancellable; /* owned (nullable): of the search under way */
  GHashTable *named;         /* owned: char* what stands in the row -> gint64* client */
  GPtrArray *hits;           /* owned (nullable): CltSearchHit, one a line of the list */
  GtkWidget *popover;        /* owned as a child */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CltClientEntry, clt_client_entry, ADW_TYPE_ENTRY_ROW)

/* ---- what stands in the row ------------------------------------------------------------------ */

static gboolean
is_separator (const char *at)
{
  return g_utf8_strchr (SEPARATORS, -1, g_utf8_get_char (at)) != NULL;
}

/* Where the piece begins that is being typed. */
static const char *
find_last_piece (CltClientEntry *self, const char *text)
{
  const char *begin = text;

  for (const char *at = text; self->several && *at != '\0'; at = g_utf8_next_char (at))
    if (is_separator (at))
      begin = g_utf8_next_char (at);
  while (g_ascii_isspace (*begin))
    begin++;
  return begin;
}

static char *
dup_piece (CltClientEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  return g_strstrip (g_strdup (find_last_piece (self, text)));
}

static void
name_client (CltClientEntry *self, const char *piece, gint64 id)
{
  g_hash_table_insert (self->named, g_strdup (piece), g_memdup2 (&id, sizeof id));
}

static char *
dup_name (const char *name, const char *account)
{
  return account == NULL || *account == '\0' ? g_strdup (name)
                                             : g_strdup_printf ("%s %s", name, account);
}

static void
set_text (CltClientEntry *self, const char *text)
{
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  self->quiet = FALSE;
}

void
clt_client_entry_set_client (CltClientEntry *self, gint64 id, const char *name, const char *account)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CLT_IS_CLIENT_ENTRY (self));

  text = dup_name (name, account);
  name_client (self, text, id);
  set_text (self, text);
}

static gboolean
add_piece (CltClientEntry *self, GArray *ids, const char *begin, const char *end, char **unknown)
{
  g_autofree char *piece = g_strstrip (g_strndup (begin, (gsize) (end - begin)));
  const gint64 *id = g_hash_table_lookup (self->named, piece);

  if (id != NULL)
    g_array_append_val (ids, *id);
  else if (*piece != '\0')
    *unknown = g_steal_pointer (&piece);
  return *unknown == NULL;
}

GArray *
clt_client_entry_dup_clients (CltClientEntry *self, char **unknown)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *begin, *at;

  g_return_val_if_fail (CLT_IS_CLIENT_ENTRY (self), NULL);

  *unknown = NULL;
  begin = gtk_editable_get_text (GTK_EDITABLE (self));
  for (at = begin; *at != '\0'; at = g_utf8_next_char (at))
    if (self->several && is_separator (at))
      {
        if (!add_piece (self, ids, begin, at, unknown))
          return NULL;
        begin = g_utf8_next_char (at);
      }
  return add_piece (self, ids, begin, at, unknown) ? g_steal_pointer (&ids) : NULL;
}

/* ---- the list -------------------------------------------------------------------------------- */

static gboolean
is_list_open (CltClientEntry *self)
{
  return gtk_widget_get_visible (self->popover);
}

static void
close_list (CltClientEntry *self)
{
  self->taking = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* What is being typed becomes the client of @index. */
static void
take_hit (CltClientEntry *self, guint index)
{
  const CltSearchHit *hit = self->hits->pdata[index];
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autofree char *name = dup_name (hit->name, hit->account);
  g_autofree char *before = g_strndup (text, (gsize) (find_last_piece (self, text) - text));
  g_autofree char *whole = g_strconcat (before, name, self->several ? ", " : NULL, NULL);

  name_client (self, name, hit->id);
  close_list (self);
  set_text (self, whole);
}

static void
on_row_activated_cb (CltClientEntry *self, GtkListBoxRow *row)
{
  take_hit (self, (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
new_line (const CltSearchHit *hit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (hit->name);
  GtkWidget *account = gtk_label_new (hit->account == NULL ? _ ("prospect") : hit->account);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (account, "dim-label");
  gtk_widget_add_css_class (account, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), account);
  return box;
}

static void
fill_list (CltClientEntry *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->hits->len; i++)
    gtk_list_box_append (self->list, new_line (self->hits->pdata[i]));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
move (CltClientEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row == NULL ? 0 : gtk_list_box_row_get_index (row) + step;

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

/* ---- searching ------------------------------------------------------------------------------- */

static void
stop (CltClientEntry *self)
{
  clt_reading_stop (&self->cancellable);
}

static gpointer
search_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_search (conn, data, MAX_FOUND, clt_today (), error);
}

/* The best ones; @found is taken over. */
static void
keep_hits (CltClientEntry *self, GPtrArray *found)
{
  for (guint i = found->len; !self->prospects && i > 0; i--)
    if (((CltSearchHit *) found->pdata[i - 1])->account == NULL)
      g_ptr_array_remove_index (found, i - 1);
  if (found->len > MAX_HITS)
    g_ptr_array_set_size (found, MAX_HITS);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = found;
}

/* A whole account names its client without another key. */
static void
name_by_account (CltClientEntry *self)
{
  g_autofree char *piece = dup_piece (self);

  for (guint i = 0; i < self->hits->len; i++)
    {
      const CltSearchHit *hit = self->hits->pdata[i];

      if (g_strcmp0 (hit->account, piece) == 0)
        name_client (self, piece, hit->id);
    }
}

static void
on_searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientEntry) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&found, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->cancellable);
  if (found == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  keep_hits (self, found);
  name_by_account (self);
  if (found->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    close_list (self);
  else if (self->taking)
    take_hit (self, 0);
  else
    {
      fill_list (self);
      gtk_widget_set_size_request (GTK_WIDGET (self->list),
                                   gtk_widget_get_width (GTK_WIDGET (self)) - MARGINS, -1);
      gtk_popover_popup (GTK_POPOVER (self->popover));
    }
}

static void
on_changed_cb (CltClientEntry *self)
{
  g_autofree char *piece = dup_piece (self);

  stop (self);
  self->taking = FALSE;
  if (self->quiet || self->desk == NULL)
    return;
  if (*piece == '\0' || g_hash_table_contains (self->named, piece))
    {
      close_list (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       search_in_worker, g_steal_pointer (&piece), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_searched_cb,
                       g_object_ref (self));
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* TRUE: the key was for the list. */
static gboolean
take_chosen (CltClientEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->cancellable != NULL)
    self->taking = TRUE;
  else if (is_list_open (self) && row != NULL)
    take_hit (self, (guint) gtk_list_box_row_get_index (row));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   CltClientEntry *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return take_chosen (self);
  if (!is_list_open (self))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      take_chosen (self);
      return GDK_EVENT_PROPAGATE;
    case GDK_KEY_Escape:
      close_list (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_focus_left_cb (CltClientEntry *self)
{
  close_list (self);
}

/* ---- class ----------------------------------------------------------------------------------- */

static void
clt_client_entry_dispose (GObject *object)
{
  CltClientEntry *self = CLT_CLIENT_ENTRY (object);

  stop (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (clt_client_entry_parent_class)->dispose (object);
}

static void
clt_client_entry_finalize (GObject *object)
{
  CltClientEntry *self = CLT_CLIENT_ENTRY (object);

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_hash_table_unref (self->named);
  G_OBJECT_CLASS (clt_client_entry_parent_class)->finalize (object);
}

static void
clt_client_entry_class_init (CltClientEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = clt_client_entry_dispose;
  object_class->finalize = clt_client_entry_finalize;
}

static void
make_list (CltClientEntry *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clients found"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
clt_client_entry_init (CltClientEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  make_list (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed_cb), NULL);
}

GtkWidget *
clt_client_entry_new (CltDesk *desk, gboolean several, gboolean prospects)
{
  CltClientEntry *self = g_object_new (CLT_TYPE_CLIENT_ENTRY, NULL);

  self->desk = g_object_ref (desk);
  self->several = several;
  self->prospects = prospects;
  return GTK_WIDGET (self);
}

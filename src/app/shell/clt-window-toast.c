/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: one at a time. A queue would tell of the past, in other places; Ctrl+Z still undoes what
 * an earlier one offered to. What comes while a message stands takes its place: libadwaita 1.2 loses
 * its memory when a toast is told to go while it comes. */
#include "app/shell/clt-window-private.h"

/* Nobody is hurried who is about to use it. */
#define USED_TOAST_MS 1000

static gboolean
is_used (CltWindow *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->toasts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (self->toasts) &&
        (gtk_widget_get_state_flags (child) &
         (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN)) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
on_time_up_cb (gpointer user_data)
{
  CltWindow *self = user_data;

  self->toast_id = 0;
  if (is_used (self))
    self->toast_id = g_timeout_add (USED_TOAST_MS, on_time_up_cb, self);
  else
    adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

static void
on_toast_dismissed_cb (CltWindow *self)
{
  self->toast_leaves = TRUE;
  g_clear_handle_id (&self->toast_id, g_source_remove);
}

static void
start_time (CltWindow *self)
{
  g_clear_handle_id (&self->toast_id, g_source_remove);
  self->toast_id = g_timeout_add (CLT_TOAST_MS, on_time_up_cb, self);
}

static void on_toast_gone (gpointer data, GObject *toast);

/* Takes @toast. */
static void
add (CltWindow *self, AdwToast *toast)
{
  self->toast = toast;
  self->toast_leaves = FALSE;
  adw_toast_set_timeout (toast, 0);
  g_object_weak_ref (G_OBJECT (toast), on_toast_gone, self);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  start_time (self);
}

static gboolean
on_idle_cb (gpointer user_data)
{
  CltWindow *self = user_data;

  self->toast_id = 0;
  if (self->next_toast != NULL)
    add (self, g_steal_pointer (&self->next_toast));
  return G_SOURCE_REMOVE;
}

/* Comes from within the overlay, which is not ready for the next one. */
static void
on_toast_gone (gpointer data, GObject *toast)
{
  CltWindow *self = data;

  self->toast = NULL;
  self->toast_id = g_idle_add (on_idle_cb, self);
}

static void
fill (AdwToast *toast, const char *text, const char *button, const char *action, GVariant *target)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, title);
  adw_toast_set_button_label (toast, button);
  /* the action and its target are of one type at any time */
  adw_toast_set_action_name (toast, NULL);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_action_name (toast, action);
}

void
clt_window_toast (CltWindow *self,
                  const char *text,
                  const char *button,
                  const char *action,
                  GVariant *target)
{
  g_autoptr (GVariant) owned = target == NULL ? NULL : g_variant_ref_sink (target);

  if (self->teller != NULL && gtk_widget_get_mapped (self->teller))
    return;
  if (self->toast != NULL && !self->toast_leaves)
    {
      fill (self->toast, text, button, action, owned);
      start_time (self);
      return;
    }
  g_clear_object (&self->next_toast);
  self->next_toast = adw_toast_new ("");
  fill (self->next_toast, text, button, action, owned);
  if (self->toast == NULL && self->toast_id == 0)
    add (self, g_steal_pointer (&self->next_toast));
}

void
clt_window_drop_toasts (CltWindow *self)
{
  if (self->toast != NULL)
    g_object_weak_unref (G_OBJECT (self->toast), on_toast_gone, self);
  self->toast = NULL;
  g_clear_object (&self->next_toast);
  g_clear_weak_pointer (&self->teller);
  g_clear_handle_id (&self->toast_id, g_source_remove);
}

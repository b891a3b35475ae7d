/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-focus-order.h"

/* Where the focus is; -1: in none. */
static int
find_part (GtkWidget *const *parts, guint n_parts)
{
  GtkRoot *root = gtk_widget_get_root (parts[0]);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < n_parts; i++)
    if (focus == parts[i] || gtk_widget_is_ancestor (focus, parts[i]))
      return (int) i;
  return -1;
}

gboolean
clt_focus_order_move (GtkWidget *const *parts, guint n_parts, GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  int at = find_part (parts, n_parts);

  if (at < 0)
    at = back ? (int) n_parts - 1 : 0;
  for (; at >= 0 && at < (int) n_parts; at += back ? -1 : 1)
    if (gtk_widget_child_focus (parts[at], direction))
      return TRUE;
  return FALSE;
}

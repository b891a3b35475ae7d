/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-placeholders.h"

#include "core/catalogue/clt-template.h"

GMenuModel *
clt_placeholders_build_menu (const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; clt_template_placeholders[i] != NULL; i++)
    {
      const char *word = clt_template_get_word (clt_template_placeholders[i]);
      g_autofree char *label = g_strdup_printf ("{%s}", word);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, action, "s", word);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

void
clt_placeholders_insert (CltFieldRow *row, const char *placeholder)
{
  GtkTextView *view = clt_field_row_get_text_view (row);
  g_autofree char *text = g_strdup_printf ("{%s}", placeholder);

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (view), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

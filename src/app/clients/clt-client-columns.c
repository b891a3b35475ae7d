/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-columns.h"

#include "core/base/clt-i18n.h"

/* Pixels; a Chinese character takes about 14. The seven that are shown at first fit beside a card
 * in a window 1280 wide. */
static const int widths[CLT_N_COLUMNS] = {
  [CLT_COLUMN_NAME] = 96,      [CLT_COLUMN_ACCOUNT] = 104,   [CLT_COLUMN_TIER] = 76,
  [CLT_COLUMN_STATUS] = 76,    [CLT_COLUMN_GRADE] = 90,      [CLT_COLUMN_EQUITY] = 120,
  [CLT_COLUMN_RETAINED] = 98,  [CLT_COLUMN_LAST_TRADE] = 90, [CLT_COLUMN_SPECIALIST] = 90,
  [CLT_COLUMN_ADVISER] = 90,   [CLT_COLUMN_OPENED] = 92,     [CLT_COLUMN_PHONE] = 120,
  [CLT_COLUMN_BIRTHDAY] = 120, [CLT_COLUMN_SEGMENT] = 96,    [CLT_COLUMN_SCORES] = 76,
  [CLT_COLUMN_CONTACT] = 92,   [CLT_COLUMN_OVERDUE] = 84,
};

/* Exports carry the full title; between narrow columns the figure explains itself. */
static const char *
get_title (CltColumn column)
{
  if (column == CLT_COLUMN_RETAINED)
    return C_ ("column", "Retained (¥)");
  if (column == CLT_COLUMN_OVERDUE)
    return C_ ("column", "Overdue by");
  return clt_column_get_title (column);
}

static const char *
get_cell (gconstpointer record, guint column)
{
  return ((const CltClientRow *) record)->cell[column];
}

guint
clt_client_columns_get_shown (CltDataTable *table, CltColumn columns[CLT_N_COLUMNS])
{
  guint shown[CLT_N_COLUMNS];
  guint n = clt_data_table_get_shown_columns (table, shown, CLT_N_COLUMNS);

  for (guint i = 0; i < n; i++)
    columns[i] = shown[i];
  return n;
}

guint
clt_client_columns_get_bits (CltDataTable *table)
{
  CltColumn columns[CLT_N_COLUMNS];

  return clt_columns_get_bits (columns, clt_client_columns_get_shown (table, columns));
}

static void
show (CltDataTable *table, GSettings *settings)
{
  g_auto (GStrv) names = g_settings_get_strv (settings, "client-columns");
  guint shown[CLT_N_COLUMNS];
  guint n = 0;

  for (guint i = 0; names[i] != NULL && n < CLT_N_COLUMNS; i++)
    {
      CltColumn column;

      if (clt_column_from_name (names[i], &column))
        shown[n++] = column;
    }
  clt_data_table_show_columns (table, shown, n);
}

static void
keep_shown (CltDataTable *table, GSettings *settings)
{
  const char *names[CLT_N_COLUMNS + 1] = { NULL };
  CltColumn shown[CLT_N_COLUMNS];
  guint n = clt_client_columns_get_shown (table, shown);

  for (guint i = 0; i < n; i++)
    names[i] = clt_column_get_name (shown[i]);
  g_settings_set_strv (settings, "client-columns", names);
}

void
clt_client_columns_set_shown (CltDataTable *table,
                              GSettings *settings,
                              const CltColumn *columns,
                              guint n_columns)
{
  guint shown[CLT_N_COLUMNS];

  g_return_if_fail (n_columns <= CLT_N_COLUMNS);

  for (guint i = 0; i < n_columns; i++)
    shown[i] = columns[i];
  clt_data_table_show_columns (table, shown, n_columns);
  keep_shown (table, settings);
}

void
clt_client_columns_toggle (CltDataTable *table, GSettings *settings, const char *name)
{
  CltColumn shown[CLT_N_COLUMNS], now[CLT_N_COLUMNS], column;
  guint n = clt_client_columns_get_shown (table, shown), n_now = 0;

  if (!clt_column_from_name (name, &column))
    return;
  for (guint i = 0; i < n; i++)
    if (shown[i] != column)
      now[n_now++] = shown[i];
  if (n_now == n)
    now[n_now++] = column;
  clt_client_columns_set_shown (table, settings, now, n_now);
}

void
clt_client_columns_set_up (CltDataTable *table, GSettings *settings)
{
  g_autoptr (GVariant) kept = g_settings_get_value (settings, "client-column-widths");
  CltTableColumn columns[CLT_N_COLUMNS];

  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    {
      columns[i] = (CltTableColumn){ .id = i,
                                     .title = get_title (i),
                                     .width = widths[i],
                                     .numeric = clt_column_is_numeric (i),
                                     .sortable = TRUE };
      g_variant_lookup (kept, clt_column_get_name (i), "i", &columns[i].width);
    }
  clt_data_table_set_columns (table, columns, CLT_N_COLUMNS, get_cell);
  show (table, settings);
}

/* Only widths that somebody has changed, so that better ones of a later version come through. */
static void
keep_widths (CltDataTable *table, GSettings *settings)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));

  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    {
      int width = clt_data_table_get_column_width (table, i);

      if (width > 0 && width != widths[i])
        g_variant_builder_add (&builder, "{si}", clt_column_get_name (i), width);
    }
  g_settings_set_value (settings, "client-column-widths", g_variant_builder_end (&builder));
}

void
clt_client_columns_keep (CltDataTable *table, GSettings *settings)
{
  keep_shown (table, settings);
  keep_widths (table, settings);
}

GMenuModel *
clt_client_columns_build_menu (void)
{
  g_autoptr (GMenu) section = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = CLT_COLUMN_ACCOUNT; i < CLT_N_COLUMNS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (clt_column_get_title (i), NULL);

      g_menu_item_set_action_and_target (item, "clients.toggle-column", "s",
                                         clt_column_get_name (i));
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, _ ("Show or Hide"), G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

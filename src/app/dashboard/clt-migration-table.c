/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-migration-table.h"

#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltMigrationTable
{
  GtkWidget parent_instance;

  GtkLabel *summary_label;
  GtkGrid *grid;

  GtkButton *cells[CLT_N_TIERS][CLT_N_TIERS]; /* borrowed; by clt_tier_order */
};

G_DEFINE_FINAL_TYPE (CltMigrationTable, clt_migration_table, GTK_TYPE_WIDGET)

static void
show_cell (CltMigrationTable *self, int row, int column, int count)
{
  GtkButton *cell = self->cells[row][column];
  CltTier from = clt_tier_order[row], to = clt_tier_order[column];
  g_autofree char *number = clt_count_format (count);
  /* Translators: a figure for the screen reader: tier before, tier after, number of clients. */
  g_autofree char *name = g_strdup_printf (_ ("From %s to %s: %s"), clt_tier_get_label (from),
                                           clt_tier_get_label (to), number);

  gtk_button_set_label (cell, count == 0 ? "·" : number);
  gtk_widget_set_sensitive (GTK_WIDGET (cell), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(sii)", "migration", (int) from,
                                    (int) to);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), count > 0 ? "dashboard.open-list" : NULL);
  if (row == column)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "dim-label");
}

void
clt_migration_table_show (CltMigrationTable *self, const CltDashboard *dashboard)
{
  g_autofree char *up = clt_count_format (dashboard->moved_up);
  g_autofree char *down = clt_count_format (dashboard->moved_down);
  /* Translators: numbers of clients who moved to a higher and to a lower tier. */
  g_autofree char *summary = g_strdup_printf (_ ("▲ %s up · ▼ %s down"), up, down);

  g_return_if_fail (CLT_IS_MIGRATION_TABLE (self));

  gtk_label_set_label (self->summary_label, summary);
  for (int row = 0; row < CLT_N_TIERS; row++)
    for (int column = 0; column < CLT_N_TIERS; column++)
      show_cell (self, row, column, dashboard->matrix[clt_tier_order[row]][clt_tier_order[column]]);
}

static void
add_title (GtkGrid *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), row == 0 ? 0.5f : 0.0f);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
fill_grid (CltMigrationTable *self)
{
  for (int i = 0; i < CLT_N_TIERS; i++)
    {
      const char *name = clt_tier_get_label (clt_tier_order[i]);

      add_title (self->grid, name, i + 1, 0);
      add_title (self->grid, name, 0, i + 1);
    }
  for (int row = 0; row < CLT_N_TIERS; row++)
    for (int column = 0; column < CLT_N_TIERS; column++)
      {
        GtkWidget *cell = gtk_button_new ();

        gtk_widget_add_css_class (cell, "flat");
        gtk_widget_add_css_class (cell, "figure");
        gtk_widget_add_css_class (cell, "numeric");
        gtk_widget_set_hexpand (cell, TRUE);
        self->cells[row][column] = GTK_BUTTON (cell);
        gtk_grid_attach (self->grid, cell, column + 1, row + 1, 1, 1);
      }
}

static void
clt_migration_table_dispose (GObject *object)
{
  clt_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_MIGRATION_TABLE);

  G_OBJECT_CLASS (clt_migration_table_parent_class)->dispose (object);
}

static void
clt_migration_table_class_init (CltMigrationTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_migration_table_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-migration-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMigrationTable, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CltMigrationTable, grid);
}

static void
clt_migration_table_init (CltMigrationTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_grid (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-matrix-pane.h"

#include "app/catalogue/clt-matrix-grid.h"
#include "app/catalogue/clt-matrix-sheet.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltMatrixPane
{
  CltPane parent_instance;

  CltMatrixSheet *sheet; /* owned (nullable) */
  gboolean overtaken;    /* the file changed while something was typed */
  CltDay day;

  CltMatrixGrid *grid;
  GtkEntry *day_entry;
  GtkButton *inverted_button;
  GtkLabel *cell_label;
  GtkLabel *cost_label;
};

G_DEFINE_FINAL_TYPE (CltMatrixPane, clt_matrix_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "matrix.fill", N_ ("_Fill the Range, or to the Right"), "<Control>d", TRUE },
  { "matrix.copy-row", N_ ("_Copy the Row"), "<Control>c", TRUE, CLT_KEY_SHARED },
  { "matrix.paste-row", N_ ("_Paste the Row"), "<Control>v", TRUE, CLT_KEY_SHARED },
  { "matrix.fix", N_ ("_Raise Higher Tiers to This One"), "F4", TRUE },
  { "matrix.next-inverted", N_ ("Go to the Next _Upside-Down Promise"), "F8", TRUE },
  { "matrix.revert", N_ ("_Take Back What Was Typed"), "Escape", FALSE },
  { "matrix.choose-day", N_ ("_Choose the Day"), "<Alt>d", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Matrix"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_matrix_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltMatrixPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- the foot: what the cell holds, and what a change costs -------------------------------------- */

static char *
format_hours (double minutes)
{
  /* Translators: a number of hours. */
  return g_strdup_printf (_ ("%.1f h"), ABS (minutes) / 60.0);
}

static char *
dup_capacity (double left)
{
  g_autofree char *hours = format_hours (left);

  if (left < 0)
    /* Translators: %s is a number of hours. */
    return g_strdup_printf (_ ("%s more than the staff of the month has"), hours);
  /* Translators: %s is a number of hours. */
  return g_strdup_printf (_ ("%s of the month’s capacity left"), hours);
}

static char *
dup_cost (const CltMatrixCost *cost)
{
  g_autofree char *count = clt_count_format (cost->clients);
  g_autofree char *hours = format_hours (cost->minutes);
  g_autofree char *money = clt_money_format ((gint64) ABS (cost->cost));
  g_autofree char *left = dup_capacity (cost->left_minutes);

  if (cost->minutes == 0 && cost->cost == 0)
    /* Translators: number of clients; a phrase about the capacity that is left. */
    return g_strdup_printf (ngettext ("%s client, no work that is owed · %s",
                                      "%s clients, no work that is owed · %s",
                                      (gulong) cost->clients),
                            count, left);
  if (cost->minutes >= 0)
    /* Translators: number of clients, hours, yuan; a phrase about the capacity that is left. */
    return g_strdup_printf (ngettext ("Adds %2$s and ¥%3$s a month for %1$s client · %4$s",
                                      "Adds %2$s and ¥%3$s a month for %1$s clients · %4$s",
                                      (gulong) cost->clients),
                            count, hours, money, left);
  /* Translators: number of clients, hours, yuan; a phrase about the capacity that is left. */
  return g_strdup_printf (ngettext ("Saves %2$s and ¥%3$s a month for %1$s client · %4$s",
                                    "Saves %2$s and ¥%3$s a month for %1$s clients · %4$s",
                                    (gulong) cost->clients),
                          count, hours, money, left);
}

static void
show_cost (CltMatrixPane *self)
{
  CltMatrixCost cost;
  g_autofree char *text = NULL;

  clt_matrix_sheet_get_cost (self->sheet, &cost);
  text =
    clt_matrix_sheet_is_changed (self->sheet) ? dup_cost (&cost) : dup_capacity (cost.left_minutes);
  gtk_label_set_label (self->cost_label, text);
  clt_css_class_set (GTK_WIDGET (self->cost_label), "warning", cost.left_minutes < 0);
}

static char *
dup_cell_sentence (CltMatrixPane *self, guint row, CltTier tier)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (self->sheet, row);
  char *refusal = clt_matrix_sheet_dup_refusal (self->sheet, row, tier);
  g_autofree char *text = NULL;

  if (refusal != NULL)
    return refusal;
  text = clt_right_format (&line->shown[tier]);
  if (clt_matrix_sheet_is_inverted (self->sheet, row, tier))
    /* Translators: product, tier, what it is promised. F4 is a key. */
    return g_strdup_printf (_ ("%s, %s: %s, but a higher tier gets less. F4 raises it."),
                            line->name, clt_tier_get_label (tier), text);
  /* Translators: product, tier, what the tier is promised. */
  return g_strdup_printf (_ ("%s, %s: %s"), line->name, clt_tier_get_label (tier), text);
}

static guint
count_inverted (CltMatrixPane *self)
{
  guint n = 0;

  for (guint row = 0; row < self->sheet->rows->len; row++)
    for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
      n += clt_matrix_sheet_is_inverted (self->sheet, row, tier);
  return n;
}

static void
show_inverted (CltMatrixPane *self)
{
  guint n = count_inverted (self);
  /* Translators: %u is a number of cells of the matrix. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u promise is more than a higher tier gets",
                               "%u promises are more than a higher tier gets", n),
                     n);

  gtk_button_set_label (self->inverted_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->inverted_button), n > 0);
}

/* Runs with every keystroke: only arithmetic and a few labels. */
static void
show_foot (CltMatrixPane *self)
{
  g_autofree char *sentence = NULL;
  guint row;
  CltTier tier;

  if (self->sheet == NULL)
    return;
  if (clt_matrix_grid_get_cell (self->grid, &row, &tier))
    sentence = dup_cell_sentence (self, row, tier);
  gtk_label_set_label (self->cell_label, sentence == NULL ? "" : sentence);
  show_cost (self);
  show_inverted (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matrix.revert",
                                 clt_matrix_sheet_is_changed (self->sheet));
  if (!self->overtaken || clt_matrix_sheet_is_changed (self->sheet))
    return;
  self->overtaken = FALSE;
  clt_pane_load (CLT_PANE (self));
}

/* ---- reading ------------------------------------------------------------------------------------- */

static void
take (CltPane *pane, gpointer record)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (pane);
  CltMatrixSheet *sheet = record;

  /* what is being typed is not overtaken by somebody else's change */
  if (self->sheet != NULL && clt_matrix_sheet_is_changed (self->sheet) &&
      self->sheet->day == sheet->day)
    {
      clt_matrix_sheet_free (sheet);
      self->overtaken = TRUE;
      return;
    }
  self->overtaken = FALSE;
  clt_matrix_grid_set_sheet (self->grid, sheet);
  g_clear_pointer (&self->sheet, clt_matrix_sheet_free);
  self->sheet = sheet;
  show_foot (self);
}

static void
show_day (CltMatrixPane *self)
{
  g_autofree char *text = clt_day_format (self->day);

  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->day_entry), "error");
}

static void
on_day_activated_cb (CltMatrixPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day_entry));
  CltDay day;

  if (!clt_day_parse (text, &day))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->day_entry), "error");
      return;
    }
  self->day = day;
  show_day (self);
  clt_pane_load (CLT_PANE (self));
  clt_page_take_focus (CLT_PAGE (self));
}

/* ---- keeping ------------------------------------------------------------------------------------- */

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltMatrixPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error) || get_desk (self) == NULL)
    return;
  clt_desk_fail (get_desk (self), error);
  clt_pane_load (CLT_PANE (self));
}

static void
on_grid_keep_cb (CltMatrixPane *self)
{
  guint row;
  CltTier tier;
  const char *name = "";

  if (clt_matrix_grid_get_cell (self->grid, &row, &tier))
    name = clt_matrix_sheet_get_row (self->sheet, row)->name;
  clt_desk_act_async (get_desk (self), "entitlement.set", name, clt_matrix_changes_run,
                      clt_matrix_sheet_take_changes (self->sheet), clt_matrix_changes_free,
                      on_kept_cb, g_object_ref (self));
  self->overtaken = FALSE; /* it is read again after the writing */
  clt_matrix_grid_update (self->grid);
  show_foot (self);
}

/* ---- actions ------------------------------------------------------------------------------------- */

static void
fill (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_matrix_grid_fill (CLT_MATRIX_PANE (widget)->grid);
}

gboolean
clt_matrix_pane_take_back (CltMatrixPane *self)
{
  if (self->sheet == NULL || !clt_matrix_sheet_is_changed (self->sheet))
    return FALSE;
  clt_matrix_sheet_revert (self->sheet);
  clt_matrix_grid_set_sheet (self->grid, self->sheet);
  show_foot (self);
  return TRUE;
}

static void
revert (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_matrix_pane_take_back (CLT_MATRIX_PANE (widget));
}

static void
fix (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (widget);
  guint row;
  CltTier tier;

  if (self->sheet == NULL || !clt_matrix_grid_get_cell (self->grid, &row, &tier))
    return;
  clt_matrix_sheet_fix (self->sheet, row);
  clt_matrix_grid_update (self->grid);
  show_foot (self);
}

static void
go_to_inverted (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (widget);
  guint row = 0, n;
  CltTier tier = CLT_TIER_UNRATED;

  if (self->sheet == NULL || !clt_matrix_grid_get_cell (self->grid, &row, &tier))
    return;
  n = self->sheet->rows->len * CLT_N_TIERS;
  for (guint i = 1; i <= n; i++)
    {
      guint index = (row * CLT_N_TIERS + (guint) tier + i) % n;
      CltTier other = (CltTier) (index % CLT_N_TIERS);

      if (other == CLT_TIER_UNRATED ||
          !clt_matrix_sheet_is_inverted (self->sheet, index / CLT_N_TIERS, other))
        continue;
      clt_matrix_grid_focus_cell (self->grid, index / CLT_N_TIERS, other);
      return;
    }
  clt_desk_tell (get_desk (self), _ ("No higher tier gets less than a lower one"));
}

/* As text that a table program takes, and that comes back into another row. */
static void
copy_row (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (widget);
  g_autoptr (GString) text = g_string_new (NULL);
  const CltMatrixRow *line;
  guint row;
  CltTier tier;

  if (self->sheet == NULL || !clt_matrix_grid_get_cell (self->grid, &row, &tier))
    return;
  line = clt_matrix_sheet_get_row (self->sheet, row);
  for (CltTier t = CLT_TIER_SMALL; t < CLT_N_TIERS; t++)
    {
      g_autofree char *cell = clt_right_format_short (&line->shown[t]);

      g_string_append_printf (text, t == CLT_TIER_SMALL ? "%s" : "\t%s", cell);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  clt_desk_tell (get_desk (self), _ ("Copied the row; Ctrl+V puts it into another one"));
}

static void
paste_text (CltMatrixPane *self, const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\r\n"));
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  g_autoptr (GError) error = NULL;
  guint row;
  CltTier tier;

  if (!clt_matrix_grid_get_cell (self->grid, &row, &tier))
    return;
  for (CltTier t = CLT_TIER_SMALL; t < CLT_N_TIERS && cells[t - 1] != NULL; t++)
    {
      CltRight right;

      if (!clt_right_parse (cells[t - 1], &right, &error))
        {
          clt_desk_fail (get_desk (self), error);
          return;
        }
      if (right.channel != NULL && *right.channel != '\0' &&
          !g_strv_contains ((const char *const *) clt_matrix_sheet_get_row (self->sheet, row)
                              ->channels,
                            right.channel))
        right.channel = "";
      clt_matrix_sheet_set (self->sheet, row, t, &right);
    }
  clt_matrix_grid_update (self->grid);
  show_foot (self);
}

static void
on_clipboard_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltMatrixPane) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (text != NULL && self->sheet != NULL)
    paste_text (self, text);
}

static void
paste_row (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_clipboard_read_cb,
                                 g_object_ref (CLT_MATRIX_PANE (widget)));
}

static void
choose_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_MATRIX_PANE (widget)->day_entry));
}

static void
show_exceptions (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (widget);
  const CltMatrixRow *row;
  g_autofree char *name = NULL;
  GVariant *ids;

  if (self->sheet == NULL)
    return;
  row = clt_matrix_sheet_get_row (self->sheet, g_variant_get_uint32 (parameter));
  /* Translators: %s is the name of a product. */
  name = g_strdup_printf (_ ("Exceptions for “%s”"), row->name);
  ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, row->exceptions->data,
                                   row->exceptions->len, sizeof (gint64));
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", name, ids);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (pane);

  self->day = clt_today ();
  show_day (self);
}

static gpointer
dup_question (CltPane *pane)
{
  return g_memdup2 (&CLT_MATRIX_PANE (pane)->day, sizeof (CltDay));
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltMatrixSheet *) record)->rows->len == 0;
}

static void
take_focus (CltPane *pane)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (pane);
  guint row;
  CltTier tier;

  /* where the focus was for a moment while the tab came up */
  gtk_editable_select_region (GTK_EDITABLE (self->day_entry), 0, 0);
  if (clt_matrix_grid_get_cell (self->grid, &row, &tier))
    clt_matrix_grid_focus_cell (self->grid, row, tier);
}

static CltExportJob *
create_export (CltPane *pane)
{
  return clt_services_export_catalogue (CLT_MATRIX_PANE (pane)->day);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  return clt_services_print_cards (CLT_MATRIX_PANE (pane)->day);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
clt_matrix_pane_dispose (GObject *object)
{
  CltMatrixPane *self = CLT_MATRIX_PANE (object);

  if (self->grid != NULL)
    clt_matrix_grid_set_sheet (self->grid, NULL);
  g_clear_pointer (&self->sheet, clt_matrix_sheet_free);
  G_OBJECT_CLASS (clt_matrix_pane_parent_class)->dispose (object);
}

static void
clt_matrix_pane_class_init (CltMatrixPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_matrix_pane_dispose;
  pane_class->read = clt_matrix_sheet_load;
  pane_class->queue = CLT_STORE_ANALYSIS;
  pane_class->record_free = (GDestroyNotify) clt_matrix_sheet_free;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_MATRIX_GRID);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-matrix-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMatrixPane, grid);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixPane, day_entry);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixPane, inverted_button);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixPane, cell_label);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixPane, cost_label);
  gtk_widget_class_bind_template_callback (widget_class, on_day_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_grid_keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_foot);

  gtk_widget_class_install_action (widget_class, "matrix.fill", NULL, fill);
  gtk_widget_class_install_action (widget_class, "matrix.copy-row", NULL, copy_row);
  gtk_widget_class_install_action (widget_class, "matrix.paste-row", NULL, paste_row);
  gtk_widget_class_install_action (widget_class, "matrix.fix", NULL, fix);
  gtk_widget_class_install_action (widget_class, "matrix.next-inverted", NULL, go_to_inverted);
  gtk_widget_class_install_action (widget_class, "matrix.revert", NULL, revert);
  gtk_widget_class_install_action (widget_class, "matrix.choose-day", NULL, choose_day);
  gtk_widget_class_install_action (widget_class, "matrix.show-exceptions", "u", show_exceptions);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_matrix_pane_init (CltMatrixPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

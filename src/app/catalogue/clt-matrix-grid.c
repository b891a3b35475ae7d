/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-matrix-grid.h"

#include "app/catalogue/clt-matrix-sheet.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define NAME_COLUMN 0
#define EXCEPTION_COLUMN CLT_N_TIERS /* tiers stand in the columns of their numbers */

typedef struct
{
  GtkWidget *box;
  GtkWidget *icon;
  GtkLabel *label;
} Cell;

struct _CltMatrixGrid
{
  GtkWidget parent_instance;

  GtkGrid *head;
  GtkGrid *grid;
  GtkScrolledWindow *scroller;

  CltMatrixSheet *sheet; /* borrowed (nullable) */
  GArray *cells;         /* owned: Cell, CLT_N_TIERS a row */
  GtkSizeGroup *columns[EXCEPTION_COLUMN + 1];
  guint row; /* of the cell that has the focus, and its tier */
  CltTier tier;
  guint anchor_row; /* of the range: its other corner */
  CltTier anchor_tier;
  int typed; /* the number being typed */
};

G_DEFINE_FINAL_TYPE (CltMatrixGrid, clt_matrix_grid, GTK_TYPE_WIDGET)

enum
{
  TYPED,
  KEEP,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Cell *
get_cell (CltMatrixGrid *self, guint row, CltTier tier)
{
  return &g_array_index (self->cells, Cell, row * CLT_N_TIERS + tier);
}

/* ---- showing -------------------------------------------------------------------------------- */

static gboolean
is_in_range (CltMatrixGrid *self, guint row, CltTier tier)
{
  return row >= MIN (self->row, self->anchor_row) && row <= MAX (self->row, self->anchor_row) &&
         tier >= MIN (self->tier, self->anchor_tier) && tier <= MAX (self->tier, self->anchor_tier);
}

static void
update_cell (CltMatrixGrid *self, guint row, CltTier tier)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (self->sheet, row);
  Cell *cell = get_cell (self, row, tier);
  g_autofree char *text = clt_right_format (&line->shown[tier]);
  g_autofree char *refusal = clt_matrix_sheet_dup_refusal (self->sheet, row, tier);
  gboolean inverted = clt_matrix_sheet_is_inverted (self->sheet, row, tier);
  gboolean one = self->row == self->anchor_row && self->tier == self->anchor_tier;
  /* Translators: product, tier, what the tier is promised. */
  g_autofree char *name =
    g_strdup_printf (_ ("%s, %s: %s"), line->name, clt_tier_get_label (tier), text);

  gtk_label_set_label (cell->label, text);
  gtk_widget_set_visible (cell->icon, inverted);
  clt_css_class_set (cell->box, "closed", refusal != NULL);
  clt_css_class_set (cell->box, "changed",
                     !clt_right_equal (&line->kept[tier], &line->shown[tier]));
  clt_css_class_set (cell->box, "none", line->shown[tier].kind == CLT_RIGHT_NONE);
  clt_css_class_set (cell->box, "ranged", !one && is_in_range (self, row, tier));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->box), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
clt_matrix_grid_update (CltMatrixGrid *self)
{
  for (guint row = 0; self->sheet != NULL && row < self->sheet->rows->len; row++)
    for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
      update_cell (self, row, tier);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_cell_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *box)
{
  gtk_widget_grab_focus (box);
}

static void
on_cell_entered_cb (GtkEventControllerFocus *controller, CltMatrixGrid *self)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (box), "clt-index"));
  guint row = index / CLT_N_TIERS;
  CltTier tier = index % CLT_N_TIERS;

  if (row == self->row && tier == self->tier)
    return;
  self->row = self->anchor_row = row;
  self->tier = self->anchor_tier = tier;
  self->typed = 0;
  clt_matrix_grid_update (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
add_cell (CltMatrixGrid *self, guint row, CltTier tier, int at)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Cell cell;

  cell.box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  cell.icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  cell.label = GTK_LABEL (new_label (NULL, "numeric"));
  gtk_widget_add_css_class (cell.icon, "warning");
  gtk_widget_set_hexpand (GTK_WIDGET (cell.label), TRUE);
  gtk_box_append (GTK_BOX (cell.box), GTK_WIDGET (cell.label));
  gtk_box_append (GTK_BOX (cell.box), cell.icon);
  gtk_widget_add_css_class (cell.box, "matrix-cell");
  gtk_widget_set_focusable (cell.box, TRUE);
  g_object_set_data (G_OBJECT (cell.box), "clt-index",
                     GUINT_TO_POINTER (row * CLT_N_TIERS + (guint) tier));
  g_signal_connect (click, "pressed", G_CALLBACK (on_cell_pressed_cb), cell.box);
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_cell_entered_cb), self, 0);
  gtk_widget_add_controller (cell.box, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (cell.box, focus);
  gtk_size_group_add_widget (self->columns[tier], cell.box);
  gtk_grid_attach (self->grid, cell.box, (int) tier, at, 1, 1);
  *get_cell (self, row, tier) = cell;
}

static void
add_exceptions (CltMatrixGrid *self, const CltMatrixRow *line, guint row, int at)
{
  g_autofree char *count = clt_count_format (line->exceptions->len);
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *button;

  gtk_widget_add_css_class (bin, "matrix-head");
  gtk_size_group_add_widget (self->columns[EXCEPTION_COLUMN], bin);
  gtk_grid_attach (self->grid, bin, EXCEPTION_COLUMN, at, 1, 1);
  if (line->exceptions->len == 0)
    return;
  button = gtk_button_new_with_label (count);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (bin), button);
  gtk_widget_set_tooltip_text (button, _ ("Clients with a right of their own"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "matrix.show-exceptions");
}

static int
add_row (CltMatrixGrid *self, guint row, int at)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (self->sheet, row);
  GtkWidget *name = new_label (line->name, line->in_force ? NULL : "dim-label");

  if (line->category != NULL)
    {
      GtkWidget *heading = new_label (line->category, "heading");

      gtk_widget_add_css_class (heading, "matrix-heading");
      gtk_grid_attach (self->grid, heading, NAME_COLUMN, at++, EXCEPTION_COLUMN + 1, 1);
    }
  gtk_widget_set_tooltip_text (name, line->name);
  gtk_widget_add_css_class (name, "matrix-name");
  gtk_size_group_add_widget (self->columns[NAME_COLUMN], name);
  gtk_grid_attach (self->grid, name, NAME_COLUMN, at, 1, 1);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    add_cell (self, row, tier, at);
  add_exceptions (self, line, row, at);
  return at + 1;
}

static void
clear (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static GtkWidget *
new_tier_head (const CltMatrixSheet *sheet, CltTier tier)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *count = clt_count_format (sheet->base.clients[tier]);
  /* Translators: %s is a number. */
  g_autofree char *clients =
    g_strdup_printf (ngettext ("%s client", "%s clients", (gulong) sheet->base.clients[tier]),
                     count);
  GtkWidget *label = new_label (clients, "dim-label");

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), new_label (clt_tier_get_label (tier), "heading"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "matrix-head");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
fill_head (CltMatrixGrid *self)
{
  GtkWidget *corner = new_label (C_ ("ledger", "Product"), "heading");
  GtkWidget *exceptions = new_label (_ ("Exceptions"), "dim-label");

  clear (self->head);
  gtk_widget_add_css_class (corner, "matrix-name");
  gtk_widget_set_valign (corner, GTK_ALIGN_START);
  gtk_size_group_add_widget (self->columns[NAME_COLUMN], corner);
  gtk_grid_attach (self->head, corner, NAME_COLUMN, 0, 1, 1);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      GtkWidget *head = new_tier_head (self->sheet, tier);

      gtk_size_group_add_widget (self->columns[tier], head);
      gtk_grid_attach (self->head, head, (int) tier, 0, 1, 1);
    }
  gtk_widget_set_valign (exceptions, GTK_ALIGN_START);
  gtk_widget_add_css_class (exceptions, "matrix-head");
  gtk_size_group_add_widget (self->columns[EXCEPTION_COLUMN], exceptions);
  gtk_grid_attach (self->head, exceptions, EXCEPTION_COLUMN, 0, 1, 1);
}

static gboolean
is_same_frame (const CltMatrixSheet *a, const CltMatrixSheet *b)
{
  if (a == NULL || b == NULL || a->rows->len != b->rows->len)
    return FALSE;
  for (guint i = 0; i < a->rows->len; i++)
    {
      const CltMatrixRow *x = a->rows->pdata[i], *y = b->rows->pdata[i];

      if (x->product_id != y->product_id || !g_str_equal (x->name, y->name) ||
          g_strcmp0 (x->category, y->category) != 0 || x->in_force != y->in_force ||
          x->exceptions->len != y->exceptions->len)
        return FALSE;
    }
  return memcmp (a->base.clients, b->base.clients, sizeof a->base.clients) == 0;
}

void
clt_matrix_grid_set_sheet (CltMatrixGrid *self, CltMatrixSheet *sheet)
{
  gboolean same = is_same_frame (self->sheet, sheet);
  int at = 0;

  self->sheet = sheet;
  self->typed = 0;
  if (!same)
    {
      clear (self->grid);
      g_array_set_size (self->cells, 0);
    }
  if (sheet == NULL)
    return;
  if (!same)
    {
      g_array_set_size (self->cells, sheet->rows->len * CLT_N_TIERS);
      fill_head (self);
      for (guint row = 0; row < sheet->rows->len; row++)
        at = add_row (self, row, at);
      self->row = self->anchor_row =
        MIN (self->row, sheet->rows->len > 0 ? sheet->rows->len - 1 : 0);
    }
  clt_matrix_grid_update (self);
}

/* ---- keys ------------------------------------------------------------------------------------ */

gboolean
clt_matrix_grid_get_cell (CltMatrixGrid *self, guint *row, CltTier *tier)
{
  if (self->sheet == NULL || self->row >= self->sheet->rows->len)
    return FALSE;
  *row = self->row;
  *tier = self->tier;
  return TRUE;
}

void
clt_matrix_grid_focus_cell (CltMatrixGrid *self, guint row, CltTier tier)
{
  if (self->sheet != NULL && row < self->sheet->rows->len)
    gtk_widget_grab_focus (get_cell (self, row, tier)->box);
}

static void
keep (CltMatrixGrid *self)
{
  self->typed = 0;
  if (self->sheet != NULL && clt_matrix_sheet_is_changed (self->sheet))
    g_signal_emit (self, signals[KEEP], 0);
}

static void
move (CltMatrixGrid *self, int down, int right)
{
  int row = CLAMP ((int) self->row + down, 0, (int) self->sheet->rows->len - 1);
  int tier = CLAMP ((int) self->tier + right, CLT_TIER_SMALL, CLT_TIER_HIGH_END);

  keep (self);
  clt_matrix_grid_focus_cell (self, (guint) row, (CltTier) tier);
}

/* The corner opposite the focus moves; the focus, whose value a fill takes, stays. */
static void
stretch (CltMatrixGrid *self, int down, int right)
{
  self->anchor_row =
    (guint) CLAMP ((int) self->anchor_row + down, 0, (int) self->sheet->rows->len - 1);
  self->anchor_tier =
    (CltTier) CLAMP ((int) self->anchor_tier + right, CLT_TIER_SMALL, CLT_TIER_HIGH_END);
  clt_matrix_grid_update (self);
}

void
clt_matrix_grid_fill (CltMatrixGrid *self)
{
  CltTier last = MAX (self->tier, self->anchor_tier);
  guint first_row = MIN (self->row, self->anchor_row);
  CltTier first = MIN (self->tier, self->anchor_tier);

  if (self->sheet == NULL || self->sheet->rows->len == 0)
    return;
  if (self->row == self->anchor_row && self->tier == self->anchor_tier)
    last = CLT_TIER_HIGH_END;
  clt_matrix_sheet_fill (self->sheet, first_row, first, MAX (self->row, self->anchor_row), last);
  clt_matrix_grid_update (self);
  g_signal_emit (self, signals[TYPED], 0);
}

gboolean
clt_matrix_grid_type (CltMatrixGrid *self, gunichar key)
{
  if (self->sheet == NULL || self->sheet->rows->len == 0)
    return FALSE;
  if (!clt_matrix_sheet_type (self->sheet, self->row, self->tier, key, &self->typed))
    {
      g_autofree char *refusal = clt_matrix_sheet_dup_refusal (self->sheet, self->row, self->tier);

      if (refusal != NULL)
        gtk_widget_error_bell (GTK_WIDGET (self));
      return FALSE;
    }
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    update_cell (self, self->row, tier);
  g_signal_emit (self, signals[TYPED], 0);
  return TRUE;
}

static gboolean
move_by_key (CltMatrixGrid *self, guint keyval, gboolean shift)
{
  static const struct
  {
    guint keyval;
    int down, right;
  } keys[] = {
    { GDK_KEY_Up, -1, 0 },      { GDK_KEY_Down, 1, 0 },      { GDK_KEY_Left, 0, -1 },
    { GDK_KEY_Right, 0, 1 },    { GDK_KEY_Page_Up, -10, 0 }, { GDK_KEY_Page_Down, 10, 0 },
    { GDK_KEY_Home, 0, -9 },    { GDK_KEY_End, 0, 9 },       { GDK_KEY_Return, 1, 0 },
    { GDK_KEY_KP_Enter, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean enter = keys[i].keyval == GDK_KEY_Return || keys[i].keyval == GDK_KEY_KP_Enter;

      if (keys[i].keyval != keyval)
        continue;
      if (shift && !enter)
        stretch (self, keys[i].down, keys[i].right);
      else
        move (self, shift ? -keys[i].down : keys[i].down, keys[i].right);
      return TRUE;
    }
  return FALSE;
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   CltMatrixGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gunichar key;

  if (self->sheet == NULL || self->sheet->rows->len == 0 || focus == NULL ||
      !gtk_widget_has_css_class (focus, "matrix-cell") ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (move_by_key (self, keyval, (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_STOP;
  key = keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace
          ? 'n'
          : g_unichar_tolower (gdk_keyval_to_unicode (keyval));
  return key != 0 && clt_matrix_grid_type (self, key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* What was typed is kept when the grid is left. */
static void
on_left_cb (CltMatrixGrid *self)
{
  keep (self);
}

/* ---- the class -------------------------------------------------------------------------------- */

static void
clt_matrix_grid_dispose (GObject *object)
{
  CltMatrixGrid *self = CLT_MATRIX_GRID (object);

  self->sheet = NULL;
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_MATRIX_GRID);
  g_clear_pointer (&self->cells, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  G_OBJECT_CLASS (clt_matrix_grid_parent_class)->dispose (object);
}

static void
clt_matrix_grid_class_init (CltMatrixGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_matrix_grid_dispose;
  signals[TYPED] =
    g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEEP] =
    g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-matrix-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMatrixGrid, head);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, CltMatrixGrid, scroller);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
clt_matrix_grid_init (CltMatrixGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->tier = self->anchor_tier = CLT_TIER_SMALL;
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), focus);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-ladder-view.h"

#include <adwaita.h>
#include <math.h>

#include "app/training/clt-ladder-cell.h"
#include "core/base/clt-i18n.h"

#define MIN_ZOOM 0.6
#define MAX_ZOOM 2.0
/* Letters that follow one another faster are one word. */
#define TYPING_PAUSE (G_USEC_PER_SEC)

struct _CltLadderView
{
  GtkWidget parent_instance;

  CltLadder *ladder;       /* owned */
  CltLadderLayout *layout; /* owned (nullable): of the present size */
  CltLadderStyle style;
  double zoom;
  gint64 chosen;    /* 0: none */
  GPtrArray *cards; /* owned: borrowed children, one a course */
  GString *typed;   /* owned */
  gint64 typed_at;  /* monotonic */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CltLadderView, clt_ladder_view, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- style ----------------------------------------------------------------------------------- */

/* A named colour of the theme, over @ground where it is translucent. */
static CltColor
get_color (GtkWidget *widget, const char *name, const CltColor *ground)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1.0f };

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  return clt_color_mix (ground, &(CltColor){ color.red, color.green, color.blue }, color.alpha);
}

static void
update_style (CltLadderView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  double resolution = pango_cairo_context_get_resolution (context);
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  const CltColor black = { 0, 0, 0 };
  CltLadderStyle *style = &self->style;

  style->context = context;
  style->scale = self->zoom * (resolution > 0 ? resolution / 96 : 1);
  style->contrast = contrast;
  style->ground = get_color (widget, "window_bg_color", &black);
  style->ink = get_color (widget, "window_fg_color", &style->ground);
  style->card = get_color (widget, "card_bg_color", &style->ground);
  style->accent = get_color (widget, "accent_color", &style->ground);
  style->warning = get_color (widget, "warning_color", &style->ground);
  style->rung = clt_color_mix (&style->ground, &style->ink, 0.06);
  style->dim = clt_color_mix (&style->card, &style->ink, contrast ? 0.9 : 0.65);
  style->border = clt_color_mix (&style->card, &style->ink, 0.2);
}

static void
on_theme_changed_cb (CltLadderView *self)
{
  update_style (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_queue_draw (self->cards->pdata[i]);
}

static CltLadderLayout *
lay_out (CltLadderView *self, double width, double height)
{
  CltLadderMetrics metrics;

  clt_ladder_style_get_metrics (&self->style, &metrics);
  return clt_ladder_layout_new (clt_ladder_get_shape (self->ladder), &metrics, width, height);
}

/* ---- which course is chosen ------------------------------------------------------------------ */

static int
get_index (CltLadderView *self)
{
  return clt_ladder_find (self->ladder, self->chosen);
}

static void
update_states (CltLadderView *self)
{
  const CltLadderShape *shape = clt_ladder_get_shape (self->ladder);
  g_autofree gboolean *marks = g_new0 (gboolean, shape->n_courses + 1);
  int index = get_index (self);

  if (index >= 0)
    {
      g_autofree gboolean *above = g_new0 (gboolean, shape->n_courses + 1);

      clt_ladder_shape_mark (shape, (guint) index, FALSE, marks);
      clt_ladder_shape_mark (shape, (guint) index, TRUE, above);
      for (guint i = 0; i < shape->n_courses; i++)
        marks[i] = marks[i] || above[i];
    }
  for (guint i = 0; i < self->cards->len; i++)
    clt_ladder_cell_set_state (self->cards->pdata[i], (int) i == index ? CLT_LADDER_CHOSEN
                                                      : marks[i]       ? CLT_LADDER_ON_WAY
                                                                       : CLT_LADDER_PLAIN);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_chosen (CltLadderView *self, gint64 id)
{
  if (self->chosen == id)
    return;
  self->chosen = id;
  update_states (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
go_to (CltLadderView *self, guint index)
{
  if (index < self->cards->len)
    gtk_widget_grab_focus (self->cards->pdata[index]);
}

void
clt_ladder_view_focus (CltLadderView *self)
{
  int index;

  g_return_if_fail (CLT_IS_LADDER_VIEW (self));

  index = get_index (self);
  go_to (self, index < 0 ? 0 : (guint) index);
}

gint64
clt_ladder_view_get_chosen (CltLadderView *self)
{
  g_return_val_if_fail (CLT_IS_LADDER_VIEW (self), 0);

  return self->chosen;
}

void
clt_ladder_view_choose (CltLadderView *self, gint64 id)
{
  int index;

  g_return_if_fail (CLT_IS_LADDER_VIEW (self));

  index = clt_ladder_find (self->ladder, id);
  if (clt_ladder_get_n_cards (self->ladder) == 0)
    self->chosen = id; /* until the ladder comes */
  if (index < 0)
    return;
  set_chosen (self, id);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    go_to (self, (guint) index);
}

/* ---- keys and pointer ------------------------------------------------------------------------ */

static gboolean
on_step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CltLadderView *self = CLT_LADDER_VIEW (widget);
  int index = get_index (self);

  if (index < 0)
    return GDK_EVENT_PROPAGATE;
  /* a new ladder came and has no place yet: no key is lost for that */
  if (self->layout == NULL)
    self->layout = lay_out (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  go_to (self,
         clt_ladder_layout_step (self->layout, clt_ladder_get_shape (self->ladder), (guint) index,
                                 (CltLadderStep) g_variant_get_int32 (arguments)));
  return GDK_EVENT_STOP;
}

static gboolean
on_open_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (widget, signals[OPENED], 0);
  return GDK_EVENT_STOP;
}

/* -1: no course begins so. A first letter goes on from the chosen one, further ones may stay. */
static int
find_typed (CltLadderView *self)
{
  int index = get_index (self);

  return clt_ladder_type_ahead (self->ladder, self->typed->str,
                                index < 0 ? 0 : (guint) index + (self->typed->len == 1));
}

/* Letters that lead nowhere together begin anew with the last one. FALSE: that leads nowhere either. */
static gboolean
type (CltLadderView *self, gunichar letter)
{
  gint64 now = g_get_monotonic_time ();
  int found;

  if (now - self->typed_at > TYPING_PAUSE)
    g_string_truncate (self->typed, 0);
  self->typed_at = now;
  g_string_append_unichar (self->typed, letter);
  found = find_typed (self);
  if (found < 0)
    {
      g_string_truncate (self->typed, 0);
      g_string_append_unichar (self->typed, letter);
      found = find_typed (self);
    }
  if (found >= 0)
    go_to (self, (guint) found);
  return found >= 0;
}

/* A letter with which no course begins is left to the commands. */
static gboolean
on_key_pressed_cb (CltLadderView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || letter == 0 ||
      !g_unichar_isgraph (letter) || self->cards->len == 0)
    return GDK_EVENT_PROPAGATE;
  return type (self, letter) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
on_scroll_cb (CltLadderView *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  clt_ladder_view_set_zoom (self, self->zoom * (dy < 0 ? 1.1 : 1 / 1.1));
  return GDK_EVENT_STOP;
}

static void
on_card_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CltLadderView *self)
{
  gtk_widget_grab_focus (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  if (n_press == 2)
    g_signal_emit (self, signals[OPENED], 0);
}

static void
on_card_entered_cb (GtkEventControllerFocus *controller, CltLadderView *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (!self->filling)
    set_chosen (self, clt_ladder_get_card (self->ladder,
                                           clt_ladder_cell_get_index (CLT_LADDER_CELL (card)))
                        ->id);
}

/* ---- what is shown --------------------------------------------------------------------------- */

static void
add_card (CltLadderView *self, guint index)
{
  GtkWidget *card = clt_ladder_cell_new (self->ladder, index, &self->style);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_card_pressed_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_card_entered_cb), self, 0);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (card, focus);
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_ptr_array_add (self->cards, card);
}

static void
clear_cards (CltLadderView *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_unparent (self->cards->pdata[i]);
  g_ptr_array_set_size (self->cards, 0);
}

/* The course that was chosen is not there any more: the one that stands in its place now. */
static void
choose_near (CltLadderView *self, int before)
{
  guint n = clt_ladder_get_n_cards (self->ladder);
  guint index = MIN ((guint) MAX (before, 0), n - 1);

  self->chosen = 0;
  if (n > 0)
    set_chosen (self, clt_ladder_get_card (self->ladder, index)->id);
}

void
clt_ladder_view_take_ladder (CltLadderView *self, CltLadder *ladder)
{
  gboolean focused;
  int before;

  g_return_if_fail (CLT_IS_LADDER_VIEW (self));

  before = get_index (self);
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  self->filling = TRUE;
  clear_cards (self);
  g_clear_pointer (&self->layout, clt_ladder_layout_free);
  g_clear_pointer (&self->ladder, clt_ladder_free);
  self->ladder = ladder;
  update_style (self);
  for (guint i = 0; i < clt_ladder_get_n_cards (ladder); i++)
    add_card (self, i);
  self->filling = FALSE;
  if (get_index (self) < 0)
    choose_near (self, before);
  update_states (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (focused)
    clt_ladder_view_focus (self);
}

double
clt_ladder_view_get_zoom (CltLadderView *self)
{
  g_return_val_if_fail (CLT_IS_LADDER_VIEW (self), 1);

  return self->zoom;
}

void
clt_ladder_view_set_zoom (CltLadderView *self, double zoom)
{
  g_return_if_fail (CLT_IS_LADDER_VIEW (self));

  self->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  update_style (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  on_theme_changed_cb (self);
}

/* ---- GtkWidget ------------------------------------------------------------------------------- */

static GtkSizeRequestMode
clt_ladder_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
clt_ladder_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CltLadderView *self = CLT_LADDER_VIEW (widget);
  CltLadderMetrics metrics;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      clt_ladder_style_get_metrics (&self->style, &metrics);
      *minimum = *natural = (int) ceil (clt_ladder_metrics_get_min_width (&metrics));
    }
  else
    {
      g_autoptr (CltLadderLayout) layout = lay_out (self, for_size, 0);

      *minimum = *natural = (int) ceil (layout->height);
    }
}

static void
clt_ladder_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CltLadderView *self = CLT_LADDER_VIEW (widget);

  g_clear_pointer (&self->layout, clt_ladder_layout_free);
  self->layout = lay_out (self, width, height);
  for (guint i = 0; i < self->cards->len; i++)
    {
      const CltLadderBox *box = &g_array_index (self->layout->cards, CltLadderBox, i);
      GskTransform *place =
        gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) box->x, (float) box->y));

      gtk_widget_allocate (self->cards->pdata[i], (int) box->width, (int) box->height, -1, place);
    }
}

static void
clt_ladder_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CltLadderView *self = CLT_LADDER_VIEW (widget);
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  clt_ladder_draw_ground (self->ladder, self->layout, &self->style, get_index (self), cr);
  cairo_destroy (cr);
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_snapshot_child (widget, self->cards->pdata[i], snapshot);
}

/* Tab comes to the chosen course and then leaves the ladder. */
static gboolean
clt_ladder_view_focus_child (GtkWidget *widget, GtkDirectionType direction)
{
  CltLadderView *self = CLT_LADDER_VIEW (widget);

  if (gtk_widget_get_focus_child (widget) != NULL || self->cards->len == 0)
    return FALSE;
  clt_ladder_view_focus (self);
  return TRUE;
}

static gboolean
clt_ladder_view_grab_focus (GtkWidget *widget)
{
  clt_ladder_view_focus (CLT_LADDER_VIEW (widget));
  return gtk_widget_get_focus_child (widget) != NULL;
}

static void
clt_ladder_view_dispose (GObject *object)
{
  CltLadderView *self = CLT_LADDER_VIEW (object);

  self->filling = TRUE;
  if (self->cards != NULL)
    clear_cards (self);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_ladder_view_parent_class)->dispose (object);
}

static void
clt_ladder_view_finalize (GObject *object)
{
  CltLadderView *self = CLT_LADDER_VIEW (object);

  g_clear_pointer (&self->layout, clt_ladder_layout_free);
  g_clear_pointer (&self->ladder, clt_ladder_free);
  g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (clt_ladder_view_parent_class)->finalize (object);
}

static void
add_step (GtkWidgetClass *widget_class, guint keyval, CltLadderStep step)
{
  gtk_widget_class_add_binding (widget_class, keyval, 0, on_step_cb, "i", (int) step);
}

static void
clt_ladder_view_class_init (CltLadderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = clt_ladder_view_dispose;
  object_class->finalize = clt_ladder_view_finalize;
  widget_class->get_request_mode = clt_ladder_view_get_request_mode;
  widget_class->measure = clt_ladder_view_measure;
  widget_class->size_allocate = clt_ladder_view_size_allocate;
  widget_class->snapshot = clt_ladder_view_snapshot;
  widget_class->focus = clt_ladder_view_focus_child;
  widget_class->grab_focus = clt_ladder_view_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", CLT_TYPE_LADDER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", CLT_TYPE_LADDER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "ladder");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_BOX);
  add_step (widget_class, GDK_KEY_Left, CLT_LADDER_LEFT);
  add_step (widget_class, GDK_KEY_Right, CLT_LADDER_RIGHT);
  add_step (widget_class, GDK_KEY_Up, CLT_LADDER_UP);
  add_step (widget_class, GDK_KEY_Down, CLT_LADDER_DOWN);
  add_step (widget_class, GDK_KEY_Page_Up, CLT_LADDER_LEVEL_UP);
  add_step (widget_class, GDK_KEY_Page_Down, CLT_LADDER_LEVEL_DOWN);
  add_step (widget_class, GDK_KEY_Home, CLT_LADDER_FIRST);
  add_step (widget_class, GDK_KEY_End, CLT_LADDER_LAST);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_open_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_open_cb, NULL);
}

static void
clt_ladder_view_init (CltLadderView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->ladder = clt_ladder_new ();
  self->cards = g_ptr_array_new ();
  self->typed = g_string_new (NULL);
  self->zoom = 1;
  update_style (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Courses, from shallow to deep"), -1);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (on_theme_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (on_theme_changed_cb), self, G_CONNECT_SWAPPED);
}

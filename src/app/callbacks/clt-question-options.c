/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-question-options.h"

#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-widget-tree.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire-change.h"

struct _CltQuestionOptions
{
  AdwBin parent_instance;

  gboolean lines;
  CltQuestionType type;
  GPtrArray *rows;  /* owned: CltFieldRow; those beyond the options are hidden */
  GPtrArray *codes; /* owned: of the options that are shown */
  char *follow;     /* owned (nullable): the code whose row gets the focus when it has moved */

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *new_row;
};

G_DEFINE_FINAL_TYPE (CltQuestionOptions, clt_question_options, ADW_TYPE_BIN)

enum
{
  PROP_LINES = 1,
};

enum
{
  CHANGE,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (CltQuestionOptions *self,
      CltDesignKind kind,
      const char *code,
      const char *field,
      const char *text,
      int step)
{
  g_signal_emit (self, signals[CHANGE], 0, (int) kind, code, field, text, step);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static GtkWidget *
get_widget (CltQuestionOptions *self, guint index)
{
  return clt_field_row_get_widget (self->rows->pdata[index]);
}

static void
on_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltQuestionOptions *self = user_data;
  g_autofree char *clean = clt_text_clean (text, -1);
  guint index;

  if (g_ptr_array_find (self->rows, row, &index) && index < self->codes->len)
    tell (self, CLT_DESIGN_SET_OPTION, self->codes->pdata[index], "", clean, 0);
}

/* On to the next row. */
static void
on_entered_cb (CltFieldRow *row, gpointer user_data)
{
  CltQuestionOptions *self = user_data;
  guint index;

  if (g_ptr_array_find (self->rows, row, &index) && index + 1 < self->codes->len)
    clt_field_row_focus (self->rows->pdata[index + 1]);
  else
    gtk_widget_grab_focus (self->new_row);
}

static GMenuModel *
build_menu (CltQuestionOptions *self, const CltOption *option)
{
  const struct
  {
    const char *label, *action;
    gboolean shown;
  } items[] = {
    { option->exclusive ? _ ("Goes with _Others") : _ ("_Stands Alone"), "option.alone",
      self->type == CLT_QUESTION_SEVERAL },
    { option->open ? _ ("Without _Words") : _ ("With _Words of One’s Own"), "option.words",
      self->type == CLT_QUESTION_SEVERAL || self->type == CLT_QUESTION_CHOICE },
    { _ ("Change the _Code…"), "option.recode", TRUE },
    { _ ("Move _Up"), "option.up", TRUE },
    { _ ("Move _Down"), "option.down", TRUE },
    { _ ("_Take Away"), "option.remove", TRUE },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (items[i].label, NULL);

      if (!items[i].shown)
        continue;
      g_menu_item_set_action_and_target (item, items[i].action, "s", option->code);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
add_row (CltQuestionOptions *self)
{
  CltFieldRow *row = clt_field_row_new (self->list, "", CLT_FIELD_ROW_ENTRY, on_committed_cb, self);
  GtkWidget *button = gtk_menu_button_new ();

  clt_field_row_set_entered (row, on_entered_cb);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("What can be done with this answer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can be done with this answer"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (clt_field_row_get_widget (row)), button);
  g_object_set_data (G_OBJECT (clt_field_row_get_widget (row)), "clt-menu", button);
  g_ptr_array_add (self->rows, row);
}

/* The code, and what else is to be known of it. */
static char *
dup_title (const CltOption *option)
{
  return g_strconcat (option->code, option->exclusive ? " · " : "",
                      option->exclusive ? _ ("stands alone") : "", option->open ? " · " : "",
                      option->open ? _ ("with words of one’s own") : "", NULL);
}

static void
show_option (CltQuestionOptions *self, guint index, const CltOption *option)
{
  const gboolean known = index < self->codes->len;
  const gboolean same = known && g_str_equal (self->codes->pdata[index], option->code);
  g_autoptr (GMenuModel) menu = build_menu (self, option);
  g_autofree char *title = dup_title (option);
  GtkWidget *widget;

  while (self->rows->len <= index)
    add_row (self);
  widget = get_widget (self, index);
  clt_field_row_show (self->rows->pdata[index], option->label, same);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  gtk_menu_button_set_menu_model (g_object_get_data (G_OBJECT (widget), "clt-menu"), menu);
  gtk_widget_set_visible (widget, TRUE);
}

static void
follow (CltQuestionOptions *self)
{
  g_autofree char *code = g_steal_pointer (&self->follow);
  CltFieldRow *row = code == NULL ? NULL : clt_question_options_find_row (self, code);

  if (row != NULL)
    clt_field_row_focus (row);
}

/* What is added above pushes the row for a new one down: it stays in sight while it is typed in. */
static gboolean
on_grown_cb (gpointer user_data)
{
  CltQuestionOptions *self = user_data;

  if (self->new_row != NULL && clt_widget_has_focus_inside (self->new_row))
    clt_widget_bring_into_view (self->new_row, 24);
  return G_SOURCE_REMOVE;
}

void
clt_question_options_show (CltQuestionOptions *self, const CltQuestion *question, gboolean same)
{
  const GPtrArray *options;

  g_return_if_fail (CLT_IS_QUESTION_OPTIONS (self));

  options = self->lines ? question->lines : question->options;
  self->type = question->type;
  if (!same)
    {
      g_ptr_array_set_size (self->codes, 0);
      gtk_editable_set_text (GTK_EDITABLE (self->new_row), "");
      g_clear_pointer (&self->follow, g_free);
    }
  for (guint i = 0; i < options->len; i++)
    show_option (self, i, options->pdata[i]);
  for (guint i = options->len; i < self->rows->len; i++)
    gtk_widget_set_visible (get_widget (self, i), FALSE);
  g_ptr_array_set_size (self->codes, 0);
  for (guint i = 0; i < options->len; i++)
    g_ptr_array_add (self->codes, g_strdup (((CltOption *) options->pdata[i])->code));
  follow (self);
  if (clt_widget_has_focus_inside (self->new_row))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_grown_cb, g_object_ref (self), g_object_unref);
}

CltFieldRow *
clt_question_options_find_row (CltQuestionOptions *self, const char *code)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (g_str_equal (self->codes->pdata[i], code))
      return self->rows->pdata[i];
  return NULL;
}

/* ---- the new one ---------------------------------------------------------------------------- */

/* TRUE: there was something to add. */
static gboolean
add_typed (CltQuestionOptions *self)
{
  g_autofree char *text = clt_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->new_row)), -1);

  if (*text == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->new_row), "");
  tell (self, CLT_DESIGN_ADD_OPTION, "", "", text, 0);
  return TRUE;
}

static void
on_new_entered_cb (CltQuestionOptions *self)
{
  if (!add_typed (self))
    g_signal_emit (self, signals[FINISHED], 0);
}

static void
on_new_left_cb (CltQuestionOptions *self)
{
  add_typed (self);
}

static void
add_new_row (CltQuestionOptions *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->new_row = adw_entry_row_new ();
  g_signal_connect_swapped (self->new_row, "entry-activated", G_CALLBACK (on_new_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_new_left_cb), self);
  gtk_widget_add_controller (self->new_row, focus);
  gtk_list_box_append (self->list, self->new_row);
}

void
clt_question_options_focus_new (CltQuestionOptions *self)
{
  gtk_widget_grab_focus (self->new_row);
}

void
clt_question_options_flush (CltQuestionOptions *self)
{
  for (guint i = 0; i < self->codes->len; i++)
    clt_field_row_flush (self->rows->pdata[i]);
  add_typed (self);
}

/* ---- commands ------------------------------------------------------------------------------- */

/* The row for a new one stays last. */
static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  const CltQuestionOptions *self = user_data;

  return ((GtkWidget *) a == self->new_row) - ((GtkWidget *) b == self->new_row);
}

/* (nullable): the option whose row has the focus. */
static const char *
find_focused (CltQuestionOptions *self)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (clt_widget_has_focus_inside (get_widget (self, i)))
      return self->codes->pdata[i];
  return NULL;
}

/* By a key it is the one that has the focus, from a menu the one of the menu. */
static void
change_option (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionOptions *self = CLT_QUESTION_OPTIONS (widget);
  static const struct
  {
    const char *action;
    CltDesignKind kind;
    const char *field;
    int step;
  } changes[] = {
    { "option.alone", CLT_DESIGN_FLAG_OPTION, "exclusive", 0 },
    { "option.words", CLT_DESIGN_FLAG_OPTION, "open", 0 },
    { "option.recode", CLT_DESIGN_RECODE_OPTION, "", 0 },
    { "option.up", CLT_DESIGN_MOVE_OPTION, "", -1 },
    { "option.down", CLT_DESIGN_MOVE_OPTION, "", 1 },
    { "option.remove", CLT_DESIGN_SET_OPTION, "", 0 },
  };
  const char *named = g_variant_get_string (parameter, NULL);
  const char *code = *named != '\0' ? named : find_focused (self);
  g_autofree char *kept = g_strdup (code); /* the rows may change meanwhile */

  for (guint i = 0; kept != NULL && i < G_N_ELEMENTS (changes); i++)
    {
      if (!g_str_equal (changes[i].action, action))
        continue;
      clt_field_row_flush (clt_question_options_find_row (self, kept));
      if (changes[i].kind == CLT_DESIGN_MOVE_OPTION)
        clt_set_str (&self->follow, kept);
      tell (self, changes[i].kind, kept, changes[i].field, "", changes[i].step);
    }
}

/* ---- class ---------------------------------------------------------------------------------- */

static void
clt_question_options_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  CltQuestionOptions *self = CLT_QUESTION_OPTIONS (object);

  self->lines = g_value_get_boolean (value);
  self->list = clt_field_list_new (self->group, self->lines ? C_ ("question", "Lines")
                                                            : C_ ("question", "Answers"));
  gtk_list_box_set_sort_func (self->list, compare_rows, self, NULL);
  add_new_row (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->new_row),
                                 self->lines ? _ ("Another line") : _ ("Another answer"));
}

static void
clt_question_options_dispose (GObject *object)
{
  CltQuestionOptions *self = CLT_QUESTION_OPTIONS (object);

  if (self->rows != NULL)
    g_ptr_array_foreach (self->rows, (GFunc) clt_field_row_free, NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->follow, g_free);
  if (self->new_row != NULL)
    g_signal_handlers_disconnect_by_data (self->new_row, self);
  self->new_row = NULL;
  G_OBJECT_CLASS (clt_question_options_parent_class)->dispose (object);
}

static void
clt_question_options_class_init (CltQuestionOptionsClass *klass)
{
  static const char *const actions[] = { "option.alone", "option.words", "option.recode",
                                         "option.up",    "option.down",  "option.remove" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = clt_question_options_dispose;
  object_class->set_property = clt_question_options_set_property;
  g_object_class_install_property (object_class, PROP_LINES,
                                   g_param_spec_boolean ("lines", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                           G_PARAM_STATIC_STRINGS));
  signals[CHANGE] =
    g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                  G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT);
  signals[FINISHED] =
    g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", change_option);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "option.up", "s",
                                       "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "option.down", "s",
                                       "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK,
                                       "option.remove", "s", "");
}

static void
clt_question_options_init (CltQuestionOptions *self)
{
  self->rows = g_ptr_array_new ();
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

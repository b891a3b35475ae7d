/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-outline.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-label.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltQuestionnaireOutline
{
  AdwBin parent_instance;

  gboolean quiet;
  GArray *ids; /* owned: gint64, one a row */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CltQuestionnaireOutline, clt_questionnaire_outline, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  OPENED,
  LEFT,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- rows ----------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  const char *number;
  const char *text;
  const char *answers;
  const char *condition;
  const char *fault;
  gboolean section, warning;
} Line;

/* The widgets of a row, which owns this. */
typedef struct
{
  GtkLabel *number, *text, *answers, *condition, *fault;
} Labels;

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, css_class);
    }
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkListBoxRow *
add_row (CltQuestionnaireOutline *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *number = gtk_label_new (NULL);
  Labels *labels = g_new0 (Labels, 1);

  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_add_css_class (box, "outline-row");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), column);
  labels->number = GTK_LABEL (number);
  labels->text = add_label (column, NULL);
  labels->answers = add_label (column, "dim-label");
  labels->condition = add_label (column, "accent");
  labels->fault = add_label (column, "error");
  gtk_label_set_lines (labels->answers, 2);
  gtk_label_set_ellipsize (labels->answers, PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (row), "clt-labels", labels, g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  return GTK_LIST_BOX_ROW (row);
}

static void
name_row (GtkListBoxRow *row, const Line *line)
{
  g_autoptr (GString) name = g_string_new (line->number);
  const char *const parts[] = { line->text, line->answers, line->condition, line->fault };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (name, "%s%s", name->len == 0 ? "" : ". ", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
}

static void
show_line (CltQuestionnaireOutline *self, const Line *line)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) self->ids->len);
  const Labels *labels;

  if (row == NULL)
    row = add_row (self);
  labels = g_object_get_data (G_OBJECT (row), "clt-labels");
  gtk_label_set_label (labels->number, line->number);
  gtk_label_set_label (labels->text, *line->text == '\0' ? "–" : line->text);
  clt_css_class_set (GTK_WIDGET (labels->text), "heading", line->section);
  clt_label_show (labels->answers, line->answers);
  clt_label_show (labels->condition, line->condition);
  clt_label_show (labels->fault, line->fault);
  clt_css_class_set (GTK_WIDGET (labels->fault), "error", !line->warning);
  clt_css_class_set (GTK_WIDGET (labels->fault), "warning", line->warning);
  name_row (row, line);
  g_array_append_val (self->ids, line->id);
}

/* The first fault of the question, else the first hint; NULL: none. */
static const CltFault *
find_fault (const CltDesign *design, const char *key)
{
  const CltFault *found = NULL;

  for (guint i = 0; i < design->faults->len; i++)
    {
      const CltFault *fault = design->faults->pdata[i];

      if (g_str_equal (fault->key, key) && (found == NULL || (found->warning && !fault->warning)))
        found = fault;
    }
  return found;
}

static void
show_end (CltQuestionnaireOutline *self, gint64 id, const char *title, const char *text)
{
  Line line = { .id = id, .number = "", .text = title, .answers = text, .section = TRUE };

  line.condition = line.fault = "";
  show_line (self, &line);
}

static void
show_question (CltQuestionnaireOutline *self,
               const CltDesign *design,
               const CltOutlineLine *outline)
{
  const CltFault *fault = find_fault (design, outline->question->key);
  g_autofree char *number =
    outline->number == 0 ? g_strdup ("") : g_strdup_printf ("%d", outline->number);
  g_autofree char *answers = clt_design_format_answers (outline);
  const Line line = {
    .id = outline->question->id,
    .number = number,
    .text = outline->question->text,
    .answers = answers,
    .condition = outline->condition,
    .fault = fault == NULL ? "" : fault->message,
    .section = outline->question->type == CLT_QUESTION_SECTION,
    .warning = fault != NULL && fault->warning,
  };

  show_line (self, &line);
}

static void
truncate_rows (CltQuestionnaireOutline *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) self->ids->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* -1: none. */
static int
find_index (CltQuestionnaireOutline *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return (int) i;
  return -1;
}

/* The focus follows where it is in the list. */
static void
select_index (CltQuestionnaireOutline *self, int index)
{
  const gboolean focused = clt_widget_has_focus_inside (GTK_WIDGET (self->list));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  gtk_list_box_select_row (self->list, row);
  if (focused && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
clt_questionnaire_outline_show (CltQuestionnaireOutline *self,
                                const CltDesign *design,
                                gint64 chosen)
{
  GtkListBoxRow *row;
  int index;

  g_return_if_fail (CLT_IS_QUESTIONNAIRE_OUTLINE (self));

  row = gtk_list_box_get_selected_row (self->list);
  index = row == NULL ? 0 : gtk_list_box_row_get_index (row);
  self->quiet = TRUE;
  g_array_set_size (self->ids, 0);
  if (design->form != NULL)
    {
      show_end (self, CLT_OUTLINE_GREETING, _ ("Greeting"), design->form->greeting);
      for (guint i = 0; i < design->lines->len; i++)
        show_question (self, design, design->lines->pdata[i]);
      show_end (self, CLT_OUTLINE_CLOSING, _ ("Closing words"), design->form->closing);
    }
  if (find_index (self, chosen) >= 0)
    index = find_index (self, chosen);
  else if (self->ids->len > 2) /* rather a question than the closing words */
    index = CLAMP (index, 1, (int) self->ids->len - 2);
  else
    index = 0;
  select_index (self, MIN (index, (int) self->ids->len - 1));
  truncate_rows (self);
  self->quiet = FALSE;
}

gint64
clt_questionnaire_outline_get_chosen (CltQuestionnaireOutline *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CLT_IS_QUESTIONNAIRE_OUTLINE (self), 0);

  row = gtk_list_box_get_selected_row (self->list);
  return row == NULL ? 0 : g_array_index (self->ids, gint64, gtk_list_box_row_get_index (row));
}

void
clt_questionnaire_outline_choose (CltQuestionnaireOutline *self, gint64 id)
{
  const int index = find_index (self, id);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (index < 0)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* ---- choosing ------------------------------------------------------------------------------- */

static void
on_row_selected_cb (CltQuestionnaireOutline *self, GtkListBoxRow *row)
{
  if (!self->quiet && row != NULL)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_row_activated_cb (CltQuestionnaireOutline *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

/* Tab goes on to the question and Shift+Tab back, not through all rows; so does Escape. */
static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   CltQuestionnaireOutline *self)
{
  const gboolean plain = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0;
  const gboolean back = keyval == GDK_KEY_ISO_Left_Tab || keyval == GDK_KEY_Escape;

  if (!plain || (!back && keyval != GDK_KEY_Tab))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[back ? BACK : LEFT], 0);
  return GDK_EVENT_STOP;
}

/* ---- class ---------------------------------------------------------------------------------- */

static gboolean
clt_questionnaire_outline_grab_focus (GtkWidget *widget)
{
  CltQuestionnaireOutline *self = CLT_QUESTIONNAIRE_OUTLINE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

static void
clt_questionnaire_outline_dispose (GObject *object)
{
  CLT_QUESTIONNAIRE_OUTLINE (object)->quiet = TRUE;
  G_OBJECT_CLASS (clt_questionnaire_outline_parent_class)->dispose (object);
}

static void
clt_questionnaire_outline_finalize (GObject *object)
{
  g_array_unref (CLT_QUESTIONNAIRE_OUTLINE (object)->ids);
  G_OBJECT_CLASS (clt_questionnaire_outline_parent_class)->finalize (object);
}

static void
clt_questionnaire_outline_class_init (CltQuestionnaireOutlineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_questionnaire_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_questionnaire_outline_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = clt_questionnaire_outline_grab_focus;
  signals[CHOSEN] =
    g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] =
    g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] =
    g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BACK] =
    g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clt_questionnaire_outline_init (CltQuestionnaireOutline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Questions"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

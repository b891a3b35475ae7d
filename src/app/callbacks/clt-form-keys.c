/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-form-keys.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* In the order of the answers; without those of “refused” and “does not know”. */
static const char letters[] = "1234567890-=abcefghijklmnopqstuvwxyz";

typedef struct
{
  char *value;
  char key;          /* NUL: none is left for it */
  char letter;       /* that gives it, too; NUL: none */
  GtkWidget *button; /* borrowed */
  GtkLabel *badge;   /* borrowed (nullable) */
} Answer;

struct _CltFormKeys
{
  AdwBin parent_instance;

  GArray *answers; /* owned: Answer */
};

G_DEFINE_FINAL_TYPE (CltFormKeys, clt_form_keys, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
answer_clear (gpointer data)
{
  g_free (((Answer *) data)->value);
}

static Answer *
get_answer (CltFormKeys *self, guint index)
{
  return &g_array_index (self->answers, Answer, index);
}

static void
on_button_clicked_cb (CltFormKeys *self, GtkWidget *button)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (get_answer (self, i)->button == button)
      {
        g_signal_emit (self, signals[CHOSEN], 0, i);
        return;
      }
}

/* What stands on the key. */
static char *
dup_key_name (char key)
{
  return key == '-' ? g_strdup ("−") : g_strdup_printf ("%c", g_ascii_toupper (key));
}

static GtkWidget *
make_key (char key)
{
  g_autofree char *name = dup_key_name (key);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "keycap");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (label, key != '\0');
  return label;
}

static void
add_answer (CltFormKeys *self, GtkWidget *child, Answer *answer, const char *label)
{
  g_autofree char *name = dup_key_name (answer->key);
  /* Translators: a key, and the answer that it gives. */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), name, label);

  answer->button = gtk_toggle_button_new ();
  /* who uses the mouse as well goes on with Enter all the same */
  gtk_widget_set_focus_on_click (answer->button, FALSE);
  gtk_button_set_child (GTK_BUTTON (answer->button), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  answer->key == '\0' ? label : text, -1);
  g_signal_connect_swapped (answer->button, "clicked", G_CALLBACK (on_button_clicked_cb), self);
  g_array_append_val (self->answers, *answer);
}

/* (transfer floating) */
static GtkWidget *
add_line (CltFormKeys *self, const char *value, const char *label, char letter)
{
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (label);
  GtkWidget *badge = gtk_label_new (NULL);
  Answer answer = { .value = g_strdup (value), .letter = letter, .badge = GTK_LABEL (badge) };

  if (self->answers->len < strlen (letters))
    answer.key = letters[self->answers->len];
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_visible (badge, FALSE);
  gtk_box_append (GTK_BOX (child), make_key (answer.key));
  gtk_box_append (GTK_BOX (child), make_key (answer.letter));
  gtk_box_append (GTK_BOX (child), text);
  gtk_box_append (GTK_BOX (child), badge);
  add_answer (self, child, &answer, label);
  return answer.button;
}

static GtkWidget *
add_point (CltFormKeys *self, int point, char key)
{
  g_autofree char *value = g_strdup_printf ("%d", point);
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *number = gtk_label_new (value);
  Answer answer = { .value = g_strdup (value), .key = key };

  gtk_widget_add_css_class (number, "title-3");
  gtk_widget_set_halign (child, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (child), number);
  if (point > 9 || key != '0' + point) /* else the number is the key */
    gtk_box_append (GTK_BOX (child), make_key (key));
  add_answer (self, child, &answer, value);
  return answer.button;
}

/* What lies at the two ends of a scale. */
static GtkWidget *
make_ends (const CltQuestion *question)
{
  GtkWidget *box = gtk_center_box_new ();
  GtkWidget *low = gtk_label_new (question->low_label);
  GtkWidget *high = gtk_label_new (question->high_label);

  gtk_widget_add_css_class (low, "dim-label");
  gtk_widget_add_css_class (high, "dim-label");
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (box), low);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (box), high);
  return box;
}

/* The key of a point is its digit, and minus is 10; scales that leave these are counted from 1. */
static GtkWidget *
make_scale (CltFormKeys *self, const CltQuestion *question)
{
  static const char points[] = "0123456789-";
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  int low = 0, high = 0;

  clt_question_get_scale (question, &low, &high);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_widget_add_css_class (row, "scale");
  for (int i = low; i <= high; i++)
    gtk_box_append (GTK_BOX (row),
                    add_point (self, i, low >= 0 && high <= 10 ? points[i] : letters[i - low]));
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), make_ends (question));
  return box;
}

static GtkWidget *
make_list (CltFormKeys *self, const CltQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (question->type == CLT_QUESTION_YESNO)
    {
      gtk_box_append (GTK_BOX (box), add_line (self, "yes", C_ ("answer", "Yes"), 'y'));
      gtk_box_append (GTK_BOX (box), add_line (self, "no", C_ ("answer", "No"), 'n'));
    }
  for (guint i = 0; i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];

      gtk_box_append (GTK_BOX (box), add_line (self, option->code, option->label, '\0'));
    }
  return box;
}

void
clt_form_keys_show (CltFormKeys *self, const CltQuestion *question)
{
  g_return_if_fail (CLT_IS_FORM_KEYS (self));

  g_array_set_size (self->answers, 0);
  adw_bin_set_child (ADW_BIN (self), clt_question_get_scale (question, NULL, NULL)
                                       ? make_scale (self, question)
                                       : make_list (self, question));
  gtk_widget_set_visible (GTK_WIDGET (self), self->answers->len > 0);
}

void
clt_form_keys_show_choices (CltFormKeys *self,
                            const char *const *values,
                            const char *const *labels,
                            guint n,
                            guint columns)
{
  GtkWidget *grid = gtk_grid_new ();

  g_return_if_fail (CLT_IS_FORM_KEYS (self) && columns > 0);

  g_array_set_size (self->answers, 0);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < n; i++)
    gtk_grid_attach (GTK_GRID (grid), add_line (self, values[i], labels[i], '\0'),
                     (int) (i % columns), (int) (i / columns), 1, 1);
  adw_bin_set_child (ADW_BIN (self), grid);
}

const char *
clt_form_keys_get_value (CltFormKeys *self, guint index)
{
  g_return_val_if_fail (CLT_IS_FORM_KEYS (self), NULL);

  return index < self->answers->len ? get_answer (self, index)->value : NULL;
}

void
clt_form_keys_set_chosen (CltFormKeys *self, guint index, gboolean chosen, const char *badge)
{
  Answer *answer;

  g_return_if_fail (CLT_IS_FORM_KEYS (self) && index < self->answers->len);

  answer = get_answer (self, index);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (answer->button), chosen);
  if (answer->badge == NULL)
    return;
  gtk_label_set_label (answer->badge, badge == NULL ? "" : badge);
  gtk_widget_set_visible (GTK_WIDGET (answer->badge), badge != NULL);
}

int
clt_form_keys_find (CltFormKeys *self, guint keyval)
{
  const gunichar typed = g_unichar_tolower (gdk_keyval_to_unicode (keyval));

  g_return_val_if_fail (CLT_IS_FORM_KEYS (self), -1);

  for (guint i = 0; typed != 0 && typed < 128 && i < self->answers->len; i++)
    if (get_answer (self, i)->key == (char) typed || get_answer (self, i)->letter == (char) typed)
      return (int) i;
  return -1;
}

static void
clt_form_keys_finalize (GObject *object)
{
  g_array_unref (CLT_FORM_KEYS (object)->answers);
  G_OBJECT_CLASS (clt_form_keys_parent_class)->finalize (object);
}

static void
clt_form_keys_class_init (CltFormKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_form_keys_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", CLT_TYPE_FORM_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
clt_form_keys_init (CltFormKeys *self)
{
  self->answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  g_array_set_clear_func (self->answers, answer_clear);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-form.h"

#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltEventForm
{
  AdwBin parent_instance;

  CltDesk *desk;    /* owned (nullable) */
  gint64 id;        /* of the event */
  char *theme;      /* owned */
  GPtrArray *rows;  /* owned: Row, one a field or a choice of a list */
  GtkListBox *list; /* borrowed */
};

G_DEFINE_FINAL_TYPE (CltEventForm, clt_event_form, ADW_TYPE_BIN)

/* A row of the form: a field, or one word of a field that holds a list. */
typedef struct
{
  CltEventForm *form; /* borrowed */
  const CltEventField *field;
  char *word; /* owned (nullable) */
  CltFieldRow *row;
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->word);
  clt_field_row_free (row->row);
  g_free (row);
}

/* ---- keeping ----------------------------------------------------------------------------------- */

/* What was handed over, until the answer comes. */
typedef struct
{
  CltEventForm *form; /* owned */
  gint64 event_id;
  guint index; /* of the row */
  char *text;  /* as the row holds it */
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->form);
  g_free (attempt->text);
  g_free (attempt);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  CltEventForm *self = attempt->form;
  gboolean kept = clt_desk_act_finish (CLT_DESK (object), result, &error);
  g_autofree char *sentence = kept ? NULL : clt_problem_dup_sentence (error);
  Row *row;

  if (self->desk == NULL || self->id != attempt->event_id)
    {
      if (!kept)
        clt_desk_fail (CLT_DESK (object), error);
      return;
    }
  row = self->rows->pdata[attempt->index];
  if (kept)
    clt_field_row_accept (row->row, attempt->text);
  else
    clt_field_row_refuse (row->row, sentence);
}

/* The words that are switched on now. */
static char *
dup_list (CltEventForm *self, const CltEventField *field)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];
      g_autofree char *on = row->field == field ? clt_field_row_dup_text (row->row) : NULL;

      if (on != NULL && g_str_equal (on, "1"))
        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", row->word);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
on_committed_cb (CltFieldRow *field_row, const char *text, gpointer user_data)
{
  Row *row = user_data;
  CltEventForm *self = row->form;
  Attempt *attempt;
  CltEventOrder *order;
  guint index;

  if (self->desk == NULL || self->id == 0 || !g_ptr_array_find (self->rows, row, &index))
    return;
  order = clt_event_order_new (self->id, text, clt_desk_get_who (self->desk));
  order->field = row->field;
  if (row->word != NULL)
    {
      g_free (order->text);
      order->text = dup_list (self, row->field);
    }
  attempt = g_new0 (Attempt, 1);
  attempt->form = g_object_ref (self);
  attempt->event_id = self->id;
  attempt->index = index;
  attempt->text = g_strdup (text);
  clt_desk_act_async (self->desk, "event.save", self->theme, clt_event_order_set, order,
                      clt_event_order_free, on_kept_cb, attempt);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static Row *
add_row (CltEventForm *self, const CltEventField *field, const char *word)
{
  Row *row = g_new0 (Row, 1);

  row->form = self;
  row->field = field;
  row->word = g_strdup (word);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_list (CltEventForm *self, const CltEventField *field, const CltEventFields *fields)
{
  const GPtrArray *choices = clt_event_fields_get_choices (fields, field);
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ (field->label));
  gtk_list_box_append (self->list, expander);
  for (guint i = 0; i < choices->len; i++)
    {
      const CltEventChoice *choice = choices->pdata[i];
      Row *row = add_row (self, field, choice->value);

      row->row = clt_field_row_new_in_expander (ADW_EXPANDER_ROW (expander), choice->label,
                                                CLT_FIELD_ROW_SWITCH, on_committed_cb, row);
    }
  g_object_set_data (G_OBJECT (self->list), field->name, expander);
}

static CltFieldRowKind
get_kind (const CltEventField *field)
{
  switch (field->kind)
    {
    case CLT_EVENT_FIELD_LONG:
      return CLT_FIELD_ROW_TEXT;
    case CLT_EVENT_FIELD_FLAG:
      return CLT_FIELD_ROW_SWITCH;
    case CLT_EVENT_FIELD_CHOICE:
      return CLT_FIELD_ROW_CHOICE;
    case CLT_EVENT_FIELD_TEXT:
    case CLT_EVENT_FIELD_COUNT:
    case CLT_EVENT_FIELD_MONEY:
    case CLT_EVENT_FIELD_TIME:
    case CLT_EVENT_FIELD_LIST:
    default:
      return CLT_FIELD_ROW_ENTRY;
    }
}

static void
make_rows (CltEventForm *self, const CltEventFields *fields)
{
  const CltEventField *field;

  for (guint i = 0; (field = clt_event_field_get (i)) != NULL; i++)
    {
      Row *row;

      if (field->kind == CLT_EVENT_FIELD_LIST)
        {
          add_list (self, field, fields);
          continue;
        }
      row = add_row (self, field, NULL);
      row->row =
        clt_field_row_new (self->list, _ (field->label), get_kind (field), on_committed_cb, row);
    }
}

static void
fill_choices (const Row *row, const CltEventFields *fields)
{
  const GPtrArray *choices = clt_event_fields_get_choices (fields, row->field);
  g_autofree const char **keys = g_new0 (const char *, choices->len + 1);
  g_autofree const char **labels = g_new0 (const char *, choices->len + 1);

  for (guint i = 0; i < choices->len; i++)
    {
      keys[i] = ((CltEventChoice *) choices->pdata[i])->value;
      labels[i] = ((CltEventChoice *) choices->pdata[i])->label;
    }
  clt_field_row_set_choices (row->row, keys, labels);
}

/* The words of a list, for people, in its folded row. */
static void
show_list (CltEventForm *self, const CltEventFields *fields, const Row *row, const char *value)
{
  const GPtrArray *choices = clt_event_fields_get_choices (fields, row->field);
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const CltEventChoice *choice = choices->pdata[i];

      if (g_strv_contains ((const char *const *) words, choice->value))
        g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("list", ", ") : "",
                                choice->label);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (
                                   g_object_get_data (G_OBJECT (self->list), row->field->name)),
                                 text->len > 0 ? text->str : C_ ("event", "Any"));
  clt_field_row_show (row->row,
                      g_strv_contains ((const char *const *) words, row->word) ? "1" : "0", FALSE);
}

void
clt_event_form_show (CltEventForm *self, const CltEventData *data)
{
  gboolean same = self->id == data->event->id;

  if (self->rows->len == 0)
    make_rows (self, data->fields);
  self->id = 0; /* what is filled in is no change */
  clt_set_str (&self->theme, data->event->theme);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];
      g_autofree char *value = clt_event_fields_dup_value (data->fields, row->field, data->event);

      if (row->word != NULL)
        {
          show_list (self, data->fields, row, value);
          continue;
        }
      if (row->field->kind == CLT_EVENT_FIELD_CHOICE)
        fill_choices (row, data->fields);
      clt_field_row_show (row->row, value, same);
    }
  self->id = data->event->id;
}

void
clt_event_form_focus (CltEventForm *self)
{
  if (self->rows->len > 0)
    clt_field_row_focus (((Row *) self->rows->pdata[0])->row);
}

void
clt_event_form_set_desk (CltEventForm *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
clt_event_form_dispose (GObject *object)
{
  CltEventForm *self = CLT_EVENT_FORM (object);

  self->id = 0;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_event_form_parent_class)->dispose (object);
}

static void
clt_event_form_finalize (GObject *object)
{
  g_free (CLT_EVENT_FORM (object)->theme);
  G_OBJECT_CLASS (clt_event_form_parent_class)->finalize (object);
}

static void
clt_event_form_class_init (CltEventFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_event_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_event_form_finalize;
}

static void
clt_event_form_init (CltEventForm *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->theme = g_strdup ("");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-product-editor.h"

#include "app/catalogue/clt-channel-row.h"
#include "app/widgets/clt-file-group.h"
#include "app/catalogue/clt-version-rows.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

struct _CltProductEditor
{
  AdwBin parent_instance;

  CltDesk *desk; /* owned (nullable) */
  gint64 id;
  CltProductData *data;      /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  CltFieldRow **rows;        /* owned: one a field, clt_n_product_fields of them */
  GPtrArray *channel_rows;   /* owned: borrowed rows of channels_group */
  char *next_channel;        /* owned (nullable): has the focus when the rows are made anew */
  gboolean next_is_new;      /* it was just added: its text comes next */
  GPtrArray *version_rows;   /* owned: borrowed rows of versions_group */

  GtkStack *stack;
  AdwStatusPage *none_page;
  AdwStatusPage *error_page;
  GtkScrolledWindow *scroller;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *badge_label;
  GtkLabel *missing_label;
  GtkWidget *approve_button;
  AdwPreferencesGroup *product_group;
  AdwPreferencesGroup *standard_group;
  AdwPreferencesGroup *suitability_group;
  AdwPreferencesGroup *channels_group;
  GtkMenuButton *channel_button;
  CltFileGroup *files_group;
  AdwPreferencesGroup *versions_group;
};

G_DEFINE_FINAL_TYPE (CltProductEditor, clt_product_editor, ADW_TYPE_BIN)

static const char *
get_name (CltProductEditor *self)
{
  return *self->data->version->name != '\0' ? self->data->version->name : self->data->product->code;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* Whose answer is awaited: a field, or a channel's text. */
typedef struct
{
  CltProductEditor *editor; /* owned */
  gint64 product_id;
  CltProductChangeKind kind;
  const CltProductField *field; /* (nullable) */
  char *channel;                /* (nullable) */
  char *text;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->editor);
  g_free (attempt->channel);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static CltChannelRow *
find_channel_row (CltProductEditor *self, const char *key)
{
  for (guint i = 0; i < self->channel_rows->len; i++)
    if (g_str_equal (clt_channel_row_get_key (self->channel_rows->pdata[i]), key))
      return self->channel_rows->pdata[i];
  return NULL;
}

/* @sentence: why it was refused, NULL: it was kept. Returns: FALSE when no row can tell. */
static gboolean
answer (const Attempt *attempt, const char *sentence)
{
  CltProductEditor *self = attempt->editor;
  CltChannelRow *channel;

  if (self->rows == NULL || self->id != attempt->product_id)
    return FALSE;
  if (attempt->field != NULL)
    {
      CltFieldRow *row = self->rows[attempt->field - clt_product_fields];

      if (sentence == NULL)
        clt_field_row_accept (row, attempt->text);
      else
        clt_field_row_refuse (row, sentence);
      return TRUE;
    }
  channel = attempt->channel == NULL ? NULL : find_channel_row (self, attempt->channel);
  if (channel == NULL ||
      (attempt->kind != CLT_PRODUCT_SET_BODY && attempt->kind != CLT_PRODUCT_SET_SUBJECT))
    return FALSE;
  clt_channel_row_answer (channel, attempt->kind, attempt->text, sentence);
  return TRUE;
}

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error))
    {
      answer (attempt, NULL);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  if (!answer (attempt, sentence))
    clt_desk_fail (CLT_DESK (object), error);
}

static void
change (CltProductEditor *self,
        CltProductChangeKind kind,
        const CltProductField *field,
        const char *channel,
        const char *text,
        int step)
{
  CltProductChange *job = clt_product_change_new (kind, self->id);
  Attempt *attempt = g_new0 (Attempt, 1);

  job->field = field;
  job->channel = g_strdup (channel);
  job->text = g_strdup (text);
  job->step = step;
  job->who = g_strdup (clt_desk_get_who (self->desk));
  attempt->editor = g_object_ref (self);
  attempt->product_id = self->id;
  attempt->kind = kind;
  attempt->field = field;
  attempt->channel = g_strdup (channel);
  attempt->text = g_strdup (text);
  clt_desk_act_async (self->desk, "product.edit", get_name (self), clt_product_change_run, job,
                      clt_product_change_free, on_kept_cb, attempt);
}

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltProductEditor *self = user_data;

  for (guint i = 0; i < clt_n_product_fields; i++)
    if (self->rows[i] == row && self->data != NULL)
      change (self, CLT_PRODUCT_SET, &clt_product_fields[i], NULL, text, 0);
}

/* The rows are made anew after this: the focus stays with the channel, or with its neighbour. */
static void
note_next_channel (CltProductEditor *self, CltProductChangeKind kind, const char *channel)
{
  guint i = 0;

  if (kind != CLT_PRODUCT_MOVE_CHANNEL && kind != CLT_PRODUCT_REMOVE_CHANNEL)
    return;
  while (i < self->channel_rows->len &&
         !g_str_equal (clt_channel_row_get_key (self->channel_rows->pdata[i]), channel))
    i++;
  if (kind == CLT_PRODUCT_REMOVE_CHANNEL)
    i = i + 1 < self->channel_rows->len ? i + 1 : i - 1;
  self->next_is_new = FALSE;
  clt_set_str (&self->next_channel, i < self->channel_rows->len
                                      ? clt_channel_row_get_key (self->channel_rows->pdata[i])
                                      : "");
}

static void
on_channel_change_cb (CltProductEditor *self,
                      int kind,
                      const char *channel,
                      const char *text,
                      int step)
{
  CltChannelRow *row = find_channel_row (self, channel);

  if (self->data == NULL)
    return;
  if (kind == CLT_PRODUCT_MOVE_CHANNEL)
    /* what is being typed goes first: a row made anew would hold, and later keep, the text before it */
    clt_channel_row_flush (row);
  note_next_channel (self, (CltProductChangeKind) kind, channel);
  change (self, (CltProductChangeKind) kind, NULL, channel, text, step);
}

static void
on_files_change_cb (CltProductEditor *self, gboolean add, const char *text)
{
  if (self->data != NULL)
    change (self, add ? CLT_PRODUCT_ADD_FILE : CLT_PRODUCT_REMOVE_FILE, NULL, NULL, text, 0);
}

static void
add_channel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltProductEditor *self = CLT_PRODUCT_EDITOR (widget);
  const char *channel = g_variant_get_string (parameter, NULL);

  if (self->data == NULL)
    return;
  clt_set_str (&self->next_channel, channel);
  self->next_is_new = TRUE;
  change (self, CLT_PRODUCT_ADD_CHANNEL, NULL, channel, "", 0);
}

/* ---- head ----------------------------------------------------------------------------------- */

static char *
dup_state (const CltVersion *version)
{
  g_autofree char *from = clt_day_format (version->valid_from);
  g_autofree char *to = clt_day_format (version->valid_to);

  if (version->state == CLT_VERSION_DRAFT)
    /* Translators: number of a version, name of a person. */
    return g_strdup_printf (_ ("Version %d, a draft of %s"), version->number, version->author);
  if (version->valid_to != CLT_DAY_NONE)
    /* Translators: number of a version, two dates. */
    return g_strdup_printf (_ ("Version %d, in force from %s to %s"), version->number, from, to);
  /* Translators: number of a version, a date, the name of a person. */
  return g_strdup_printf (_ ("Version %d, in force from %s, approved by %s"), version->number, from,
                          version->approver);
}

static const char *
get_badge (const CltProductData *data, const char **css_class)
{
  *css_class = NULL;
  if (data->product->archived)
    return C_ ("product", "Archived");
  if (data->version->state == CLT_VERSION_DRAFT)
    {
      *css_class = "warning";
      return data->product->current != NULL ? C_ ("product", "Changed") : C_ ("product", "Draft");
    }
  if (data->product->current == NULL)
    return C_ ("product", "Not in force");
  *css_class = "success";
  return C_ ("product", "Approved");
}

static void
fill_head (CltProductEditor *self)
{
  const CltProductData *data = self->data;
  gboolean draft = data->version->state == CLT_VERSION_DRAFT;
  g_autofree char *state = dup_state (data->version);
  g_autofree char *sentence = clt_product_data_dup_gaps (data);
  const char *css_class;
  const char *badge = get_badge (data, &css_class);

  gtk_label_set_label (self->name_label, get_name (self));
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->badge_label, badge);
  gtk_widget_remove_css_class (GTK_WIDGET (self->badge_label), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->badge_label), "success");
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge_label), css_class);
  gtk_label_set_label (self->missing_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), *data->gaps != '\0');
  gtk_widget_set_visible (self->approve_button, draft && !data->product->archived);
}

/* ---- fields --------------------------------------------------------------------------------- */

static void
fill_choices (CltProductEditor *self, CltFieldRow *row, const CltProductField *field)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  gboolean owner = g_str_equal (field->name, "owner");

  if (clt_product_field_get_choices (field) != NULL)
    return;
  if (owner)
    {
      g_ptr_array_add (keys, g_strdup ("0"));
      g_ptr_array_add (labels, g_strdup (C_ ("in charge", "Nobody")));
    }
  for (guint i = 0; owner && i < self->data->staff->len; i++)
    {
      const CltStaff *person = self->data->staff->pdata[i];

      g_ptr_array_add (keys, g_strdup_printf ("%" G_GINT64_FORMAT, person->id));
      g_ptr_array_add (labels, g_strdup (person->name));
    }
  for (guint i = 0; !owner && i < self->data->categories->len; i++)
    {
      const CltCategory *category = self->data->categories->pdata[i];

      if (category->archived && category->id != self->data->product->category_id)
        continue;
      g_ptr_array_add (keys, g_strdup_printf ("%" G_GINT64_FORMAT, category->id));
      g_ptr_array_add (labels, g_strdup (category->name));
    }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (row, (const char *const *) keys->pdata,
                             (const char *const *) labels->pdata);
}

static void
fill_fields (CltProductEditor *self, gboolean same)
{
  for (guint i = 0; i < clt_n_product_fields; i++)
    {
      const CltProductField *field = &clt_product_fields[i];
      g_autofree char *value =
        clt_product_field_dup (field, self->data->product, self->data->version);

      if (field->kind == CLT_PRODUCT_FIELD_CHOICE)
        fill_choices (self, self->rows[i], field);
      clt_field_row_show (self->rows[i], value, same);
    }
}

static void
set_fixed_choices (CltFieldRow *row, const CltProductField *field)
{
  const char *const *keys = clt_product_field_get_choices (field);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) clt_product_choice_get_label (field, keys[i]));
  g_ptr_array_add (labels, NULL);
  if (keys != NULL)
    clt_field_row_set_choices (row, keys, (const char *const *) labels->pdata);
}

static CltFieldRowKind
get_row_kind (const CltProductField *field)
{
  switch (field->kind)
    {
    case CLT_PRODUCT_FIELD_LONG:
      return CLT_FIELD_ROW_TEXT;
    case CLT_PRODUCT_FIELD_CHOICE:
      return CLT_FIELD_ROW_CHOICE;
    case CLT_PRODUCT_FIELD_SWITCH:
      return CLT_FIELD_ROW_SWITCH;
    case CLT_PRODUCT_FIELD_TEXT:
    case CLT_PRODUCT_FIELD_COUNT:
    case CLT_PRODUCT_FIELD_MONEY:
    default:
      return CLT_FIELD_ROW_ENTRY;
    }
}

static void
make_rows (CltProductEditor *self)
{
  AdwPreferencesGroup *groups[] = { self->product_group, self->standard_group,
                                    self->suitability_group };
  GtkListBox *lists[CLT_N_PRODUCT_GROUPS];

  for (guint i = 0; i < CLT_N_PRODUCT_GROUPS; i++)
    lists[i] = clt_field_list_new (groups[i], clt_product_group_get_label (i));
  self->rows = g_new0 (CltFieldRow *, clt_n_product_fields);
  for (guint i = 0; i < clt_n_product_fields; i++)
    {
      const CltProductField *field = &clt_product_fields[i];

      self->rows[i] = clt_field_row_new (lists[field->group], clt_product_field_get_label (field),
                                         get_row_kind (field), on_field_committed_cb, self);
      set_fixed_choices (self->rows[i], field);
    }
}

/* ---- channels ------------------------------------------------------------------------------- */

static void
fill_channel_menu (CltProductEditor *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->data->channels->len; i++)
    {
      const CltChannel *channel = self->data->channels->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (channel->name, NULL);

      if (channel->archived || clt_version_find_channel (self->data->version, channel->key) != NULL)
        continue;
      g_menu_item_set_action_and_target (item, "catalogue.add-channel", "s", channel->key);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->channel_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_button),
                            g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static gboolean
has_same_channels (CltProductEditor *self)
{
  const GPtrArray *channels = self->data->version->channels;

  if (channels->len != self->channel_rows->len)
    return FALSE;
  for (guint i = 0; i < channels->len; i++)
    if (!g_str_equal (((CltProductChannel *) channels->pdata[i])->channel,
                      clt_channel_row_get_key (self->channel_rows->pdata[i])))
      return FALSE;
  return TRUE;
}

static void
make_channel_rows (CltProductEditor *self)
{
  for (guint i = 0; i < self->channel_rows->len; i++)
    adw_preferences_group_remove (self->channels_group, self->channel_rows->pdata[i]);
  g_ptr_array_set_size (self->channel_rows, 0);
  for (guint i = 0; i < self->data->version->channels->len; i++)
    {
      const CltProductChannel *channel = self->data->version->channels->pdata[i];
      const CltChannel *known = clt_product_data_find_channel (self->data, channel->channel);
      GtkWidget *row;

      g_assert (known != NULL); /* the file refers to it */
      row = clt_channel_row_new (known);
      g_signal_connect_object (row, "change", G_CALLBACK (on_channel_change_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->channels_group, row);
      g_ptr_array_add (self->channel_rows, row);
    }
}

static void
focus_next_channel (CltProductEditor *self)
{
  g_autofree char *key = g_steal_pointer (&self->next_channel);
  CltChannelRow *row = key == NULL ? NULL : find_channel_row (self, key);

  if (row != NULL && self->next_is_new)
    clt_channel_row_open (row);
  else if (row != NULL)
    clt_channel_row_focus (row);
  else if (key != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->channel_button));
}

static void
fill_channels (CltProductEditor *self, gboolean same)
{
  gboolean made = !same || !has_same_channels (self);

  if (made)
    {
      make_channel_rows (self);
      same = FALSE;
    }
  for (guint i = 0; i < self->channel_rows->len; i++)
    clt_channel_row_show (self->channel_rows->pdata[i], self->data,
                          self->data->version->channels->pdata[i], i, same);
  fill_channel_menu (self);
  if (made)
    focus_next_channel (self);
}

/* ---- reading -------------------------------------------------------------------------------- */

static void
fill_versions (CltProductEditor *self)
{
  for (guint i = 0; i < self->version_rows->len; i++)
    adw_preferences_group_remove (self->versions_group, self->version_rows->pdata[i]);
  g_ptr_array_set_size (self->version_rows, 0);
  for (guint i = 0; i < self->data->versions->len; i++)
    {
      GtkWidget *row = clt_version_row_new (self->data->versions, i);

      adw_preferences_group_add (self->versions_group, row);
      g_ptr_array_add (self->version_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->versions_group), self->data->versions->len > 0);
}

static void
show_error (CltProductEditor *self, const GError *error)
{
  clt_problem_show (error, NULL, self->error_page);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltProductEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProductData) data = clt_store_run_finish (CLT_STORE (object), result, &error);
  gboolean same;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (data == NULL)
    {
      show_error (self, error);
      return;
    }
  /* an older answer: what is typed would go to another product than the tree shows */
  if (data->product->id != self->id)
    {
      clt_product_editor_refresh (self);
      return;
    }
  same = self->data != NULL && self->data->product->id == data->product->id;
  g_clear_pointer (&self->data, clt_product_data_free);
  self->data = g_steal_pointer (&data);
  fill_head (self);
  fill_fields (self, same);
  fill_channels (self, same);
  clt_file_group_show (self->files_group, self->data->files);
  fill_versions (self);
  gtk_stack_set_visible_child_name (self->stack, "product");
}

void
clt_product_editor_refresh (CltProductEditor *self)
{
  clt_reading_stop (&self->cancellable);
  if (self->id == 0 || self->desk == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       clt_product_data_load, g_memdup2 (&self->id, sizeof self->id), g_free,
                       (GDestroyNotify) clt_product_data_free, self->cancellable, on_loaded_cb,
                       g_object_ref (self));
}

/* What was typed for the product shown so far is not lost with it. */
static void
flush (CltProductEditor *self)
{
  for (guint i = 0; self->data != NULL && i < clt_n_product_fields; i++)
    clt_field_row_flush (self->rows[i]);
  for (guint i = 0; self->data != NULL && i < self->channel_rows->len; i++)
    clt_channel_row_flush (self->channel_rows->pdata[i]);
}

void
clt_product_editor_show (CltProductEditor *self, gint64 id, const char *category)
{
  if (self->id == id && id != 0)
    return;
  if (self->id != 0)
    flush (self);
  g_clear_pointer (&self->next_channel, g_free);
  self->id = id;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  clt_product_editor_refresh (self);
  if (id != 0)
    return;
  g_clear_pointer (&self->data, clt_product_data_free);
  adw_status_page_set_title (self->none_page,
                             category != NULL ? category : _ ("No Product Chosen"));
  gtk_stack_set_visible_child_name (self->stack, "none");
}

const CltProductData *
clt_product_editor_get_data (CltProductEditor *self)
{
  return self->data;
}

void
clt_product_editor_set_desk (CltProductEditor *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
  clt_file_group_set_desk (self->files_group, desk);
}

void
clt_product_editor_focus (CltProductEditor *self)
{
  if (self->data != NULL)
    clt_field_row_focus (self->rows[0]);
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_product_editor_dispose (GObject *object)
{
  CltProductEditor *self = CLT_PRODUCT_EDITOR (object);

  clt_reading_stop (&self->cancellable);
  for (guint i = 0; self->rows != NULL && i < clt_n_product_fields; i++)
    clt_field_row_free (self->rows[i]);
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->data, clt_product_data_free);
  g_clear_pointer (&self->next_channel, g_free);
  g_clear_pointer (&self->channel_rows, g_ptr_array_unref);
  g_clear_pointer (&self->version_rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PRODUCT_EDITOR);
  G_OBJECT_CLASS (clt_product_editor_parent_class)->dispose (object);
}

static void
clt_product_editor_class_init (CltProductEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_product_editor_dispose;
  g_type_ensure (CLT_TYPE_FILE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-product-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, none_page);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, error_page);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, badge_label);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, missing_label);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, approve_button);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, product_group);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, standard_group);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, suitability_group);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, channels_group);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, channel_button);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, files_group);
  gtk_widget_class_bind_template_child (widget_class, CltProductEditor, versions_group);
  gtk_widget_class_bind_template_callback (widget_class, on_files_change_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "catalogue.leave", NULL);
  gtk_widget_class_install_action (widget_class, "catalogue.add-channel", "s", add_channel);
}

static void
clt_product_editor_init (CltProductEditor *self)
{
  self->channel_rows = g_ptr_array_new ();
  self->version_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
}

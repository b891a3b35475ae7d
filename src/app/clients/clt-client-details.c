/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-details.h"

#include "app/clients/clt-reveal.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

/* One field on the screen. */
typedef struct
{
  CltClientDetails *details; /* borrowed */
  const CltClientField *field;
  CltFieldRow *row; /* owned */
} Field;

struct _CltClientDetails
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk; /* owned */
  gint64 client_id;
  char *name;       /* owned: of the client, for the history */
  GtkListBox *list; /* borrowed */
  GPtrArray *rows;  /* owned: Field, one a field of clt_client_fields */
};

G_DEFINE_FINAL_TYPE (CltClientDetails, clt_client_details, ADW_TYPE_PREFERENCES_GROUP)

static void
field_free (gpointer data)
{
  Field *field = data;

  clt_field_row_free (field->row);
  g_free (field);
}

/* Keeping a field */

typedef struct
{
  gint64 client_id;
  const char *field; /* static */
  char *text;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->text);
  g_free (edit);
}

static gboolean
run_edit (CltConn *conn, gpointer data, GError **error)
{
  Edit *edit = data;

  return clt_client_set_field (conn, edit->client_id, edit->field, edit->text, clt_today (), error);
}

/* Whose answer is awaited. */
typedef struct
{
  CltClientDetails *details; /* owned */
  Field *field;              /* borrowed from details */
  gint64 client_id;
  char *text;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->details);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  CltDesk *desk = CLT_DESK (object);
  gboolean kept = clt_desk_act_finish (desk, result, &error);

  if (attempt->details->rows == NULL || attempt->details->client_id != attempt->client_id)
    {
      /* the card shows somebody else by now */
      if (!kept)
        clt_desk_fail (desk, error);
      return;
    }
  if (kept)
    {
      clt_field_row_accept (attempt->field->row, attempt->text);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  clt_field_row_refuse (attempt->field->row, sentence);
}

static void
keep (CltFieldRow *row, const char *text, gpointer user_data)
{
  Field *field = user_data;
  CltClientDetails *self = field->details;
  Edit *edit;
  Attempt *attempt;

  if (self->desk == NULL)
    return;
  edit = g_new0 (Edit, 1);
  edit->client_id = self->client_id;
  edit->field = field->field->name;
  edit->text = g_strdup (text);
  attempt = g_new0 (Attempt, 1);
  attempt->details = g_object_ref (self);
  attempt->field = field;
  attempt->client_id = self->client_id;
  attempt->text = g_strdup (text);
  clt_desk_act_async (self->desk, "client.edit", self->name, run_edit, edit, edit_free, on_kept_cb,
                      attempt);
}

static void
on_reveal_clicked_cb (GtkButton *button, Field *field)
{
  clt_reveal_in_row (ADW_ENTRY_ROW (clt_field_row_get_widget (field->row)), field->details->desk,
                     field->details->client_id, field->field->name);
}

/* Rows */

static void
add_reveal_button (Field *field)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-reveal-symbolic");
  /* Translators: %s is a field: phone, address … */
  g_autofree char *label =
    g_strdup_printf (_ ("Show %s"), clt_client_field_get_label (field->field));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_reveal_clicked_cb), field);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (clt_field_row_get_widget (field->row)), button);
  clt_field_row_set_alias (field->row, clt_reveal_get_shown);
}

/* What a choice row offers. */
typedef struct
{
  GPtrArray *keys, *labels; /* element-type utf8, borrowed */
} Choices;

static void
add_choice (Choices *choices, const char *key, const char *label)
{
  g_ptr_array_add (choices->keys, (gpointer) key);
  g_ptr_array_add (choices->labels, (gpointer) label);
}

/* Takes what @choices holds. */
static void
offer (Field *field, Choices *choices)
{
  add_choice (choices, NULL, NULL);
  clt_field_row_set_choices (field->row, (const char *const *) choices->keys->pdata,
                             (const char *const *) choices->labels->pdata);
  g_ptr_array_unref (choices->keys);
  g_ptr_array_unref (choices->labels);
}

/* The field's values, and nothing where nothing may be known. */
static void
offer_values (Field *field)
{
  static const char *const may_be_unset[] = { "gender", "grade", "close_reason", NULL };
  g_auto (GStrv) values = g_strsplit (field->field->choices, " ", -1);
  Choices choices = { g_ptr_array_new (), g_ptr_array_new () };

  if (g_strv_contains (may_be_unset, field->field->name))
    add_choice (&choices, "", C_ ("client field", "Not known"));
  for (guint i = 0; values[i] != NULL; i++)
    add_choice (&choices, values[i], clt_client_choice_get_label (field->field->name, values[i]));
  offer (field, &choices);
}

static const char *
get_key (const CltStaff *person)
{
  return *person->number != '\0' ? person->number : person->name;
}

/* Nobody, those in service today, and who is in charge although he is gone. Returns: the key of
 * @name. */
static const char *
offer_staff (Field *field, const GPtrArray *staff, const char *name)
{
  Choices choices = { g_ptr_array_new (), g_ptr_array_new () };
  const char *key = *name == '\0' ? "" : NULL;

  add_choice (&choices, "", C_ ("in charge", "Nobody"));
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      add_choice (&choices, get_key (person), person->name);
      if (key == NULL && g_str_equal (person->name, name))
        key = get_key (person);
    }
  if (key == NULL)
    {
      key = name;
      add_choice (&choices, name, name);
    }
  offer (field, &choices);
  return key;
}

static Field *
field_new (CltClientDetails *self, const CltClientField *info)
{
  gboolean choice = info->kind == CLT_FIELD_CHOICE || info->kind == CLT_FIELD_STAFF;
  Field *field = g_new0 (Field, 1);

  field->details = self;
  field->field = info;
  field->row = clt_field_row_new (self->list, clt_client_field_get_label (info),
                                  choice ? CLT_FIELD_ROW_CHOICE : CLT_FIELD_ROW_ENTRY, keep, field);
  if (info->kind == CLT_FIELD_CHOICE)
    offer_values (field);
  else if (info->kind == CLT_FIELD_SECRET)
    add_reveal_button (field);
  return field;
}

static void
clt_client_details_init (CltClientDetails *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));

  self->rows = g_ptr_array_new_with_free_func (field_free);
  for (const CltClientField *info = clt_client_fields; info->name != NULL; info++)
    g_ptr_array_add (self->rows, field_new (self, info));
}

static gboolean
is_wanted (const CltClientField *field, const CltClient *client)
{
  static const char *const of_clients[] = {
    "adviser", "investor", "grade",        "grade_lowest", "grade_expires",
    "opened",  "closed",   "close_reason", "introducer",   NULL,
  };

  if (client->prospect)
    return !g_strv_contains (of_clients, field->name);
  return !field->prospect;
}

static void
fill_row (Field *field, const CltClient *client, const GPtrArray *staff, gboolean same)
{
  g_autofree char *value = clt_client_dup_field (client, field->field->name);
  const char *key = value;

  if (field->field->kind == CLT_FIELD_STAFF)
    key = offer_staff (field, staff, value);
  gtk_widget_set_visible (clt_field_row_get_widget (field->row), is_wanted (field->field, client));
  clt_field_row_show (field->row, key, same);
}

void
clt_client_details_set_client (CltClientDetails *self,
                               CltDesk *desk,
                               const CltClient *client,
                               const GPtrArray *staff)
{
  gboolean same = self->client_id == client->id;

  g_set_object (&self->desk, desk);
  for (guint i = 0; !same && self->client_id != 0 && i < self->rows->len; i++)
    clt_field_row_flush (((Field *) self->rows->pdata[i])->row);
  self->client_id = client->id;
  clt_set_str (&self->name, client->name);
  for (guint i = 0; i < self->rows->len; i++)
    fill_row (self->rows->pdata[i], client, staff, same);
}

void
clt_client_details_edit (CltClientDetails *self)
{
  clt_field_row_focus (((Field *) self->rows->pdata[0])->row);
}

static void
clt_client_details_dispose (GObject *object)
{
  CltClientDetails *self = CLT_CLIENT_DETAILS (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (clt_client_details_parent_class)->dispose (object);
}

static void
clt_client_details_class_init (CltClientDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_client_details_dispose;
}

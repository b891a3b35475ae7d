/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-servers-page.h"

#include <string.h>

#include "app/catalogue/clt-outbox-run.h"
#include "app/shell/clt-channel-group.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-entry-keep.h"
#include "app/widgets/clt-password.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/delivery/clt-sms.h"
#include "core/rules/clt-rules.h"
#include "core/rules/clt-settings.h"

/* Where a row stands. */
typedef enum
{
  GROUP_SERVER,
  GROUP_SENDER,
  GROUP_TEXT,
  GROUP_WEB,
  GROUP_FILE,
  GROUP_RESULTS,
  N_GROUPS
} Group;

typedef struct
{
  Group group;
  const char *name;  /* of the setting, with its prefix; of a rule: without */
  const char *title; /* msgid */
  /* values and what they are called, in turn, ending in NULL; NULL: a text */
  const char *const *choices;
  const char *standard; /* value where nobody has set it */
} Field;

static const char *const securities[] = {
  "starttls", N_ ("STARTTLS (port 587)"),
  "tls",      N_ ("TLS from the start (port 465)"),
  "none",     N_ ("None, only to this computer (port 25)"),
  NULL,
};
static const char *const types[] = { "form", N_ ("Form"), "json", "JSON", NULL };
static const char *const formats[] = {
  "csv", "CSV", "txt", N_ ("Text with a separator"), NULL,
};
static const char *const encodings[] = { "utf-8", "UTF-8", "gb18030", "GB18030", NULL };
static const char *const switches[] = { "yes", N_ ("Yes"), "no", N_ ("No"), NULL };

#define RATE "mail.per_minute"

static const Field fields[] = {
  { GROUP_SERVER, "mail.host", N_ ("Server"), NULL, NULL },
  { GROUP_SERVER, "mail.security", N_ ("Safe connection"), securities, "starttls" },
  { GROUP_SERVER, "mail.port", N_ ("Port, where it is another one"), NULL, NULL },
  { GROUP_SERVER, "mail.user", N_ ("User, where the server asks for one"), NULL, NULL },
  { GROUP_SERVER, "mail.ca-file", N_ ("File of a further certificate authority"), NULL, NULL },
  { GROUP_SENDER, "mail.from", N_ ("Address of the sender"), NULL, NULL },
  { GROUP_SENDER, "mail.from-name", N_ ("Name of the sender"), NULL, NULL },
  { GROUP_SENDER, "mail.unsubscribe", N_ ("Where clients unsubscribe: an address, or https://…"),
    NULL, NULL },
  { GROUP_SENDER, RATE, N_ ("At most so many messages a minute"), NULL, NULL },
  { GROUP_TEXT, "sms.signature", N_ ("Signature, without 【】"), NULL, NULL },
  { GROUP_TEXT, "sms.opt-out", N_ ("How to opt out, at the end of a text"), NULL, NULL },
  { GROUP_WEB, "sms.url", N_ ("Address, with {phone} {text} {id} {user} {password}"), NULL, NULL },
  { GROUP_WEB, "sms.body", N_ ("Body of a POST; none: a GET"), NULL, NULL },
  { GROUP_WEB, "sms.type", N_ ("Kind of body"), types, "form" },
  { GROUP_WEB, "sms.success", N_ ("Sign of success in the answer"), NULL, NULL },
  { GROUP_WEB, "sms.user", N_ ("User"), NULL, NULL },
  { GROUP_FILE, "sms.format", N_ ("Format"), formats, "csv" },
  { GROUP_FILE, "sms.encoding", N_ ("Encoding"), encodings, "utf-8" },
  { GROUP_FILE, "sms.separator", N_ ("Separator of text: a character, or tab"), NULL, NULL },
  { GROUP_FILE, "sms.columns", N_ ("Columns: 手机号=phone,内容=text,编号=id"), NULL, NULL },
  { GROUP_FILE, "sms.header", N_ ("Headings in the first line"), switches, "yes" },
  { GROUP_RESULTS, "sms.result-id", N_ ("Column of the message’s number"), NULL, NULL },
  { GROUP_RESULTS, "sms.result-status", N_ ("Column of the status"), NULL, NULL },
  { GROUP_RESULTS, "sms.result-sent", N_ ("Status of a message that arrived"), NULL, NULL },
  { GROUP_RESULTS, "sms.result-failed", N_ ("Status of one that failed"), NULL, NULL },
  { GROUP_RESULTS, "sms.result-open", N_ ("Status of one that is under way"), NULL, NULL },
};

#define N_FIELDS G_N_ELEMENTS (fields)

struct _CltServersPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *groups[N_GROUPS]; /* borrowed from the page */
  GtkWidget *rows[N_FIELDS];             /* borrowed from the groups */
  GtkLabel *problems[N_FIELDS];          /* borrowed: what is wrong with a value, below its row */
  AdwActionRow *test_row;
  CltChannelGroup *channels;

  CltDesk *desk;             /* owned (nullable) */
  char **values;             /* owned (nullable): as the file has them */
  GCancellable *cancellable; /* owned (nullable): of the test under way */
  gboolean quiet;            /* the program sets the rows */
};

G_DEFINE_FINAL_TYPE (CltServersPage, clt_servers_page, ADW_TYPE_PREFERENCES_PAGE)

/* ---- the file ------------------------------------------------------------------------------- */

static char *
load_value (CltConn *conn, const Field *field, GError **error)
{
  int rate;

  if (!g_str_equal (field->name, RATE))
    return clt_settings_get (conn, field->name, error);
  return clt_rules_get_count (conn, RATE, clt_today (), &rate, error) ? g_strdup_printf ("%d", rate)
                                                                      : NULL;
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) values = g_new0 (char *, N_FIELDS + 1);

  for (guint i = 0; i < N_FIELDS; i++)
    if ((values[i] = load_value (conn, &fields[i], error)) == NULL)
      return NULL;
  return g_steal_pointer (&values);
}

typedef struct
{
  const Field *field;
  char *value;
} Edit;

static void
edit_free (gpointer data)
{
  g_free (((Edit *) data)->value);
  g_free (data);
}

static gboolean
set_rate (CltConn *conn, const char *value, GError **error)
{
  guint64 rate;

  if (!g_ascii_string_to_unsigned (value, 10, 1, 10000, &rate, NULL))
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is no number of messages (1 to 10000); nothing was changed."),
                             value);
  return clt_rules_set (conn, RATE, (double) rate, clt_today (), "", error);
}

static gboolean
edit_in_worker (CltConn *conn, gpointer data, GError **error)
{
  const Edit *edit = data;
  const char *name = edit->field->name;

  if (g_str_equal (name, RATE))
    return set_rate (conn, edit->value, error);
  if (g_str_has_prefix (name, "mail."))
    return clt_mail_server_set (conn, name + strlen ("mail."), edit->value, error);
  return clt_sms_gateway_set (conn, name + strlen ("sms."), edit->value, error);
}

/* ---- showing -------------------------------------------------------------------------------- */

static void
show_choice (AdwComboRow *row, const Field *field, const char *value)
{
  const char *shown = *value == '\0' ? field->standard : value;

  for (guint i = 0; field->choices[2 * i] != NULL; i++)
    if (g_str_equal (field->choices[2 * i], shown))
      adw_combo_row_set_selected (row, i);
}

/* What is being typed stays; what stands there already, set again, would be offered to be applied. */
static void
show_text (GtkEditable *row, const char *before, const char *value)
{
  const char *text = gtk_editable_get_text (row);

  if (!g_str_equal (text, value) && (before == NULL || g_str_equal (text, before)))
    gtk_editable_set_text (row, value);
}

static void
take_values (CltServersPage *self, char **values)
{
  self->quiet = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].choices != NULL)
      show_choice (ADW_COMBO_ROW (self->rows[i]), &fields[i], values[i]);
    else
      show_text (GTK_EDITABLE (self->rows[i]), self->values == NULL ? NULL : self->values[i],
                 values[i]);
  self->quiet = FALSE;
  g_strfreev (self->values);
  self->values = values;
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltServersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  char **values = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (values != NULL && self->desk != NULL)
    take_values (self, values);
  else
    g_strfreev (values);
}

static void
load (CltServersPage *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, NULL, NULL, (GDestroyNotify) g_strfreev, NULL,
                       on_store_loaded_cb, g_object_ref (self));
}

/* ---- editing -------------------------------------------------------------------------------- */

static const char *
get_value (CltServersPage *self, const char *name)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (fields[i].name, name))
      return self->values == NULL ? "" : self->values[i];
  return "";
}

/* @sentence NULL: the value is good. */
static void
show_problem (CltServersPage *self, guint index, const char *sentence)
{
  GtkWidget *label = GTK_WIDGET (self->problems[index]);

  gtk_label_set_label (self->problems[index], sentence == NULL ? "" : sentence);
  gtk_widget_set_visible (gtk_widget_get_parent (label), sentence != NULL);
  clt_css_class_set (self->rows[index], "error", sentence != NULL);
}

typedef struct
{
  CltServersPage *self; /* owned */
  guint index;
} Waiting;

static void
on_edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (CltServersPage) self = waiting->self;
  g_autoptr (GError) error = NULL;
  gboolean done = clt_desk_act_finish (CLT_DESK (source), result, &error);

  if (self->desk != NULL)
    show_problem (self, waiting->index, done ? NULL : error->message);
}

static void
edit (CltServersPage *self, guint index, const char *value)
{
  Edit *edit;
  Waiting *waiting;
  const char *name = fields[index].name;

  if (self->quiet || self->desk == NULL)
    return;
  /* it belongs to another server or another user */
  if (g_str_equal (name, "mail.host") || g_str_equal (name, "mail.user"))
    {
      const CltPasswordKey key = { "mail", get_value (self, "mail.host"),
                                   get_value (self, "mail.user") };

      clt_password_forget (&key);
    }
  edit = g_new (Edit, 1);
  edit->field = &fields[index];
  edit->value = g_strstrip (g_strdup (value));
  waiting = g_new (Waiting, 1);
  waiting->self = g_object_ref (self);
  waiting->index = index;
  clt_desk_act_async (self->desk, g_str_equal (name, RATE) ? "rules.set" : "settings.edit",
                      _ (fields[index].title), edit_in_worker, edit, edit_free, on_edited_cb,
                      waiting);
}

static guint
find_row (CltServersPage *self, gpointer row)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->rows[i] == row)
      return i;
  return 0;
}

static void
on_row_apply_cb (GtkEditable *row, CltServersPage *self)
{
  edit (self, find_row (self, row), gtk_editable_get_text (row));
}

static void
on_row_notify_selected_cb (AdwComboRow *row, GParamSpec *pspec, CltServersPage *self)
{
  guint index = find_row (self, row);

  edit (self, index, fields[index].choices[2 * adw_combo_row_get_selected (row)]);
}

/* ---- the test mail -------------------------------------------------------------------------- */

static void
on_tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltServersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = clt_outbox_test_finish (result, &error);
  g_autofree char *text = NULL;

  g_clear_object (&self->cancellable);
  if (self->desk == NULL)
    return;
  /* Translators: the server's words. */
  text = answer != NULL ? g_strdup_printf (_ ("The server took it: %s"), answer)
                        : g_strdup (error->message);
  adw_action_row_set_subtitle (self->test_row, text);
}

static void
on_test_clicked_cb (CltServersPage *self)
{
  /* one at a time; the button stays sensitive, which keeps the focus on it */
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  adw_action_row_set_subtitle (self->test_row, _ ("Sending…"));
  clt_outbox_test_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         clt_store_get_path (clt_desk_get_store (self->desk)), self->cancellable,
                         on_tested_cb, g_object_ref (self));
}

/* ---- building ------------------------------------------------------------------------------- */

static const struct
{
  const char *title;       /* msgid */
  const char *description; /* msgid */
} groups[N_GROUPS] = {
  [GROUP_SERVER] = { N_ ("Mail Server"),
                     N_ ("The password is kept in the keyring, never in the file.") },
  [GROUP_SENDER] = { N_ ("Mails"), N_ ("Who sends them, and how fast.") },
  [GROUP_TEXT] = { N_ ("Short Messages"), N_ ("What stands in every text.") },
  [GROUP_WEB] = { N_ ("SMS Gateway on the Web"),
                  N_ ("One request a message. Without an address they go into a file.") },
  [GROUP_FILE] = { N_ ("File for the SMS Gateway"), N_ ("What the gateway expects.") },
  [GROUP_RESULTS] = { N_ ("File from the SMS Gateway"),
                      N_ ("Columns by heading or number; statuses as regular expressions. Empty: "
                          "what is usual.") },
};

static GtkWidget *
new_text_row (CltServersPage *self)
{
  GtkWidget *row = adw_entry_row_new ();

  clt_entry_keep (ADW_ENTRY_ROW (row));
  g_signal_connect (row, "apply", G_CALLBACK (on_row_apply_cb), self);
  return row;
}

static GtkWidget *
new_choice_row (CltServersPage *self, const Field *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; field->choices[2 * i] != NULL; i++)
    gtk_string_list_append (names, _ (field->choices[2 * i + 1]));
  self->quiet = TRUE;
  clt_combo_show_long (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  /* at the end of the row a longer choice would be cut off */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  self->quiet = FALSE;
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_row_notify_selected_cb), self);
  return row;
}

/* In a row of its own, so that it stands below the one that it is about. */
static void
add_problem_row (CltServersPage *self, guint index)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "problem");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_visible (row, FALSE);
  self->problems[index] = GTK_LABEL (label);
  adw_preferences_group_add (self->groups[fields[index].group], row);
}

static void
add_test_row (CltServersPage *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Send a Test Mail to _Myself"));

  self->test_row = ADW_ACTION_ROW (row);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_test_clicked_cb), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Do the settings work?"));
  adw_action_row_set_subtitle (self->test_row,
                               _ ("A mail to the sender’s own address; the server’s words stand"
                                  " here."));
  adw_action_row_add_suffix (self->test_row, button);
  adw_preferences_group_add (self->groups[GROUP_SENDER], row);
}

static void
add_group (CltServersPage *self, Group group)
{
  self->groups[group] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->groups[group], _ (groups[group].title));
  adw_preferences_group_set_description (self->groups[group], _ (groups[group].description));
  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].group == group)
      {
        self->rows[i] =
          fields[i].choices == NULL ? new_text_row (self) : new_choice_row (self, &fields[i]);
        adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (fields[i].title));
        adw_preferences_group_add (self->groups[group], self->rows[i]);
        add_problem_row (self, i);
      }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->groups[group]);
}

void
clt_servers_page_set_desk (CltServersPage *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_SERVERS_PAGE (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  clt_channel_group_set_desk (self->channels, desk);
  load (self);
}

static void
clt_servers_page_dispose (GObject *object)
{
  CltServersPage *self = CLT_SERVERS_PAGE (object);

  self->quiet = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->values, g_strfreev);

  G_OBJECT_CLASS (clt_servers_page_parent_class)->dispose (object);
}

static void
clt_servers_page_class_init (CltServersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_servers_page_dispose;
}

static void
clt_servers_page_init (CltServersPage *self)
{
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "sending");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("S_ending"));
  adw_preferences_page_set_use_underline (ADW_PREFERENCES_PAGE (self), TRUE);
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "mail-send-symbolic");
  for (Group group = 0; group < N_GROUPS; group++)
    add_group (self, group);
  add_test_row (self);
  self->channels = g_object_new (CLT_TYPE_CHANNEL_GROUP, NULL);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->channels));
}

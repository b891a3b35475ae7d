/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-person-view.h"

#include "app/callbacks/clt-call-data.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltCallPersonView
{
  AdwBin parent_instance;

  CltReader *reader; /* owned (nullable) */
  gint64 client_id;
  char *tier_class; /* owned (nullable): of the badge */

  GtkWidget *body;
  GtkLabel *name_label;
  GtkLabel *tier_label;
  GtkLabel *account_label;
  GtkLabel *staff_label;
  GtkBox *contacts;
  GtkBox *matters;
};

G_DEFINE_FINAL_TYPE (CltCallPersonView, clt_call_person_view, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, const char *css_class, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wraps);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* A line of what it is, and below it what it says. */
static void
add (GtkBox *box, const char *head, gboolean urgent, const char *text)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = new_label (head, "caption-heading", TRUE);

  gtk_widget_add_css_class (label, urgent ? "warning" : "dim-label");
  gtk_box_append (GTK_BOX (entry), label);
  if (*text != '\0')
    gtk_box_append (GTK_BOX (entry), new_label (text, NULL, TRUE));
  gtk_box_append (box, entry);
}

/* "2026-11-18 · Completed · new account"; then note and next step. */
static void
add_contact (CltCallPersonView *self, const CltContactEntry *contact)
{
  g_autofree char *day = clt_day_format (contact->day);
  g_autoptr (GString) head = g_string_new (day);
  g_autoptr (GString) text = g_string_new (contact->note);

  if (*contact->outcome != '\0')
    g_string_append_printf (head, " · %s", clt_call_outcome_get_label (contact->outcome));
  if (*contact->topic != '\0')
    g_string_append_printf (head, " · %s", contact->topic);
  if (*contact->next_step != '\0')
    g_string_append_printf (text, "%s→ %s", text->len > 0 ? "\n" : "", contact->next_step);
  add (self->contacts, head->str, FALSE, text->str);
}

static void
add_matter (CltCallPersonView *self, const CltOpenMatter *matter)
{
  g_autofree char *day = clt_day_format (matter->due);
  /* Translators: a task, a complaint or a service; the day by which it is due. */
  g_autofree char *head = matter->due == CLT_DAY_NONE
                            ? g_strdup (matter->what)
                            : g_strdup_printf (_ ("%s, by %s"), matter->what, day);

  add (self->matters, head, matter->due != CLT_DAY_NONE && matter->due <= clt_today (),
       matter->text);
}

static void
add_more (CltCallPersonView *self, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more service is owed later",
                                                     "%u more services are owed later", n),
                                           n);

  if (n > 0)
    gtk_box_append (self->matters, new_label (text, "dim-label", TRUE));
}

static void
show_tier (CltCallPersonView *self, const CltClient *client)
{
  GtkWidget *badge = GTK_WIDGET (self->tier_label);

  if (self->tier_class != NULL)
    gtk_widget_remove_css_class (badge, self->tier_class);
  g_free (self->tier_class);
  self->tier_class = g_strconcat ("tier-", clt_tier_get_name (client->tier), NULL);
  gtk_widget_add_css_class (badge, self->tier_class);
  gtk_label_set_label (self->tier_label,
                       client->prospect ? _ ("Prospect") : clt_tier_get_label (client->tier));
}

static void
show_client (CltCallPersonView *self, const CltClient *client)
{
  g_autofree char *staff = NULL;

  gtk_label_set_label (self->name_label, client->name);
  gtk_label_set_label (self->account_label, client->accounts[0] == NULL ? "" : client->accounts[0]);
  show_tier (self, client);
  if (*client->specialist != '\0')
    /* Translators: the specialist who is in charge of a client. */
    staff = g_strdup_printf (_ ("Specialist %s"), client->specialist);
  gtk_label_set_label (self->staff_label, staff == NULL ? "" : staff);
  gtk_widget_set_visible (GTK_WIDGET (self->staff_label), staff != NULL);
}

static void
take (gpointer owner, gpointer record)
{
  CltCallPersonView *self = owner;
  g_autoptr (CltCallPerson) person = record;

  if (person->client->id != self->client_id)
    return;
  show_client (self, person->client);
  clear (self->contacts);
  for (guint i = 0; i < person->contacts->len; i++)
    add_contact (self, person->contacts->pdata[i]);
  if (person->contacts->len == 0)
    gtk_box_append (self->contacts, new_label (_ ("Never spoken to yet"), "dim-label", TRUE));
  clear (self->matters);
  for (guint i = 0; i < person->matters->len; i++)
    add_matter (self, person->matters->pdata[i]);
  if (person->matters->len == 0)
    gtk_box_append (self->matters, new_label (_ ("Nothing is open"), "dim-label", TRUE));
  add_more (self, person->n_more_services);
  gtk_widget_set_visible (self->body, TRUE);
}

static const CltReaderKind reader_kind = {
  .read = clt_call_person_read,
  .record_free = clt_call_person_free,
  .take = take,
};

void
clt_call_person_view_set_desk (CltCallPersonView *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_CALL_PERSON_VIEW (self));

  g_clear_pointer (&self->reader, clt_reader_free);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
}

void
clt_call_person_view_show (CltCallPersonView *self, gint64 client_id)
{
  g_return_if_fail (CLT_IS_CALL_PERSON_VIEW (self));

  self->client_id = client_id;
  if (client_id == 0)
    gtk_widget_set_visible (self->body, FALSE);
  else
    clt_reader_ask (self->reader, client_id);
}

static void
on_card_clicked_cb (CltCallPersonView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", self->client_id);
}

static void
clt_call_person_view_dispose (GObject *object)
{
  g_clear_pointer (&CLT_CALL_PERSON_VIEW (object)->reader, clt_reader_free);
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_CALL_PERSON_VIEW);
  G_OBJECT_CLASS (clt_call_person_view_parent_class)->dispose (object);
}

static void
clt_call_person_view_finalize (GObject *object)
{
  g_free (CLT_CALL_PERSON_VIEW (object)->tier_class);
  G_OBJECT_CLASS (clt_call_person_view_parent_class)->finalize (object);
}

static void
clt_call_person_view_class_init (CltCallPersonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_call_person_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_call_person_view_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-person-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, body);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, tier_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, account_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, staff_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, contacts);
  gtk_widget_class_bind_template_child (widget_class, CltCallPersonView, matters);
  gtk_widget_class_bind_template_callback (widget_class, on_card_clicked_cb);
}

static void
clt_call_person_view_init (CltCallPersonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-roll-person.h"

#include <string.h>

#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltRollPerson
{
  GtkFlowBoxChild parent_instance;

  gint64 client;
  char *folded;   /* owned: the name, for comparing */
  char *initials; /* owned: readings, separated by blanks */
  char mark;

  GtkLabel *number_label;
  GtkLabel *name_label;
  GtkLabel *account_label;
  GtkLabel *note_label;
  GtkLabel *mark_label;
};

G_DEFINE_FINAL_TYPE (CltRollPerson, clt_roll_person, GTK_TYPE_FLOW_BOX_CHILD)

gint64
clt_roll_person_get_client (CltRollPerson *self)
{
  return self->client;
}

const char *
clt_roll_person_get_name (CltRollPerson *self)
{
  return gtk_label_get_label (self->name_label);
}

char
clt_roll_person_get_mark (CltRollPerson *self)
{
  return self->mark;
}

static const char *
get_mark_class (char mark)
{
  switch (mark)
    {
    case 'P':
      return "roll-present";
    case 'L':
      return "roll-late";
    case 'E':
      return "roll-excused";
    case 'A':
      return "roll-absent";
    default:
      return "roll-open";
    }
}

static void
describe (CltRollPerson *self)
{
  /* Translators: a client in a roll, how he is marked. */
  g_autofree char *text =
    g_strdup_printf (_ ("%s: %s"), clt_roll_person_get_name (self),
                     self->mark == '\0' ? C_ ("roll", "not called yet")
                                        : clt_roll_mark_get_label (self->mark));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
clt_roll_person_set_mark (CltRollPerson *self, char mark)
{
  g_return_if_fail (CLT_IS_ROLL_PERSON (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self->mark_label), get_mark_class (self->mark));
  gtk_widget_add_css_class (GTK_WIDGET (self->mark_label), get_mark_class (mark));
  self->mark = mark;
  gtk_label_set_label (self->mark_label, mark == '\0' ? "" : clt_roll_mark_get_label (mark));
  describe (self);
}

gboolean
clt_roll_person_matches (CltRollPerson *self, const char *words)
{
  g_auto (GStrv) readings = g_strsplit (self->initials, " ", -1);

  for (guint i = 0; readings[i] != NULL; i++)
    if (*readings[i] != '\0' && g_str_has_prefix (readings[i], words))
      return TRUE;
  return strstr (self->folded, words) != NULL ||
         strstr (gtk_label_get_label (self->account_label), words) != NULL;
}

static void
clt_roll_person_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_ROLL_PERSON);
  G_OBJECT_CLASS (clt_roll_person_parent_class)->dispose (object);
}

static void
clt_roll_person_finalize (GObject *object)
{
  CltRollPerson *self = CLT_ROLL_PERSON (object);

  g_free (self->folded);
  g_free (self->initials);
  G_OBJECT_CLASS (clt_roll_person_parent_class)->finalize (object);
}

static void
clt_roll_person_class_init (CltRollPersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_roll_person_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_roll_person_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-roll-person.ui");
  gtk_widget_class_bind_template_child (widget_class, CltRollPerson, number_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollPerson, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollPerson, account_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollPerson, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollPerson, mark_label);
}

static void
clt_roll_person_init (CltRollPerson *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
clt_roll_person_new (const CltRollRow *row, guint number)
{
  CltRollPerson *self = g_object_new (CLT_TYPE_ROLL_PERSON, NULL);
  g_autofree char *text = g_strdup_printf ("%u", number);

  self->client = row->client_id;
  self->folded = g_utf8_casefold (row->name, -1);
  self->initials = g_strdup (row->initials);
  gtk_label_set_label (self->number_label, text);
  gtk_label_set_label (self->name_label, row->name);
  gtk_label_set_label (self->account_label, row->account);
  gtk_label_set_label (self->note_label, row->prospect                        ? _ ("prospect")
                                         : g_str_equal (row->place, "online") ? _ ("online")
                                                                              : "");
  clt_roll_person_set_mark (self, row->mark);
  return GTK_WIDGET (self);
}

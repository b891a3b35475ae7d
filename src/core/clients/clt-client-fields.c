/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include "core/base/clt-i18n.h"

const CltClientField clt_client_fields[] = {
  { "name", N_ ("Name"), CLT_FIELD_TEXT, NULL, FALSE, FALSE },
  { "class", N_ ("Client class"), CLT_FIELD_CHOICE, "natural corporate special", FALSE, FALSE },
  { "specialist", N_ ("Specialist"), CLT_FIELD_STAFF, NULL, TRUE, FALSE },
  { "adviser", N_ ("Adviser"), CLT_FIELD_STAFF, NULL, TRUE, FALSE },
  { "phone", N_ ("Phone"), CLT_FIELD_SECRET, NULL, FALSE, FALSE },
  { "email", N_ ("E-mail"), CLT_FIELD_SECRET, NULL, FALSE, FALSE },
  { "address", N_ ("Address"), CLT_FIELD_SECRET, NULL, FALSE, FALSE },
  { "gender", N_ ("Gender"), CLT_FIELD_CHOICE, "male female", FALSE, FALSE },
  { "birthday", N_ ("Birthday"), CLT_FIELD_TEXT, NULL, FALSE, FALSE },
  { "birth_calendar", N_ ("Birthday by calendar"), CLT_FIELD_CHOICE, "solar lunar", FALSE, FALSE },
  { "birth_leap", N_ ("Born in a leap month"), CLT_FIELD_CHOICE, "no yes", FALSE, FALSE },
  { "id_type", N_ ("Kind of identity document"), CLT_FIELD_TEXT, NULL, FALSE, FALSE },
  { "id_number", N_ ("Identity number"), CLT_FIELD_SECRET, NULL, FALSE, FALSE },
  { "investor", N_ ("Investor"), CLT_FIELD_CHOICE, "ordinary professional", FALSE, FALSE },
  { "grade", N_ ("Risk grade"), CLT_FIELD_CHOICE, "C1 C2 C3 C4 C5", TRUE, FALSE },
  { "grade_lowest", N_ ("Lowest class"), CLT_FIELD_CHOICE, "no yes", TRUE, FALSE },
  { "grade_expires", N_ ("Risk grade expires"), CLT_FIELD_DAY, NULL, FALSE, FALSE },
  { "consent_sms", N_ ("Consent to SMS"), CLT_FIELD_CHOICE, "no yes", TRUE, FALSE },
  { "consent_email", N_ ("Consent to e-mail"), CLT_FIELD_CHOICE, "no yes", TRUE, FALSE },
  { "consent_phone", N_ ("Consent to calls"), CLT_FIELD_CHOICE, "no yes", TRUE, FALSE },
  { "opened", N_ ("Opened"), CLT_FIELD_DAY, NULL, FALSE, FALSE },
  { "closed", N_ ("Closed"), CLT_FIELD_DAY, NULL, FALSE, FALSE },
  { "close_reason", N_ ("Reason of closing"), CLT_FIELD_CHOICE, "transferred non_service", FALSE,
    FALSE },
  { "introducer", N_ ("Introducer"), CLT_FIELD_TEXT, NULL, FALSE, FALSE },
  { "stage", N_ ("Stage"), CLT_FIELD_CHOICE, "new contacted interested simulating opening won lost",
    FALSE, TRUE },
  { "source", N_ ("Source"), CLT_FIELD_TEXT, NULL, FALSE, TRUE },
  { "lost_reason", N_ ("Why lost"), CLT_FIELD_TEXT, NULL, FALSE, TRUE },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, NULL, FALSE, FALSE },
  { NULL },
};

static const struct
{
  const char *value;
  const char *label;
} choices[] = {
  { "natural", NC_ ("client field", "Natural person") },
  { "corporate", NC_ ("client field", "Corporate") },
  { "special", NC_ ("client field", "Special corporate") },
  { "male", NC_ ("client field", "Male") },
  { "female", NC_ ("client field", "Female") },
  { "solar", NC_ ("client field", "Solar calendar") },
  { "lunar", NC_ ("client field", "Lunar calendar") },
  { "no", NC_ ("client field", "No") },
  { "yes", NC_ ("client field", "Yes") },
  { "ordinary", NC_ ("client field", "Ordinary investor") },
  { "professional", NC_ ("client field", "Professional investor") },
  { "transferred", NC_ ("client field", "Transferred to another branch") },
  { "non_service", NC_ ("client field", "Died or closed by law") },
  { "new", NC_ ("client field", "New") },
  { "contacted", NC_ ("client field", "Contacted") },
  { "interested", NC_ ("client field", "Interested") },
  { "simulating", NC_ ("client field", "Simulated trading") },
  { "opening", NC_ ("client field", "Opening an account") },
  { "won", NC_ ("client field", "Won") },
  { "lost", NC_ ("client field", "Lost") },
  { "intraday", NC_ ("client field", "Intraday") },
  { "swing", NC_ ("client field", "Swing") },
  { "position", NC_ ("client field", "Position") },
  { "hedger", NC_ ("client field", "Hedger") },
};

const CltClientField *
clt_client_field_find (const char *name)
{
  for (const CltClientField *field = clt_client_fields; field->name != NULL; field++)
    if (g_strcmp0 (field->name, name) == 0)
      return field;
  return NULL;
}

const char *
clt_client_field_get_label (const CltClientField *field)
{
  return g_dgettext (GETTEXT_PACKAGE, field->label);
}

const char *
clt_client_choice_get_label (const char *field, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (choices[i].value, value) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "client field", choices[i].label);
  return value; /* C1 … C5 */
}

static char *
format_birthday (const CltClient *client)
{
  if (client->birth_month == 0 || client->birth_day == 0)
    return g_strdup ("");
  if (client->birth_year == 0)
    return g_strdup_printf ("%02d-%02d", client->birth_month, client->birth_day);
  return g_strdup_printf ("%04d-%02d-%02d", client->birth_year, client->birth_month,
                          client->birth_day);
}

static char *
format_day (CltDay day)
{
  return day == CLT_DAY_NONE ? g_strdup ("") : clt_day_format (day);
}

static const char *
yes_or_no (gboolean value)
{
  return value ? "yes" : "no";
}

char *
clt_client_dup_field (const CltClient *client, const char *field)
{
  const struct
  {
    const char *name, *value;
  } texts[] = {
    { "name", client->name },
    { "class", client->class_ },
    { "specialist", client->specialist },
    { "adviser", client->adviser },
    { "gender", client->gender },
    { "birth_calendar", client->birth_calendar },
    { "birth_leap", yes_or_no (client->birth_leap) },
    { "id_type", client->id_type },
    { "investor", client->investor },
    { "grade", client->grade },
    { "grade_lowest", yes_or_no (client->grade_lowest) },
    { "consent_sms", yes_or_no (client->consent_sms) },
    { "consent_email", yes_or_no (client->consent_email) },
    { "consent_phone", yes_or_no (client->consent_phone) },
    { "close_reason", client->close_reason },
    { "introducer", client->introducer },
    { "stage", client->stage },
    { "source", client->source },
    { "lost_reason", client->lost_reason },
    { "note", client->note },
  };
  const CltClientField *known = clt_client_field_find (field);

  g_return_val_if_fail (known != NULL, NULL);

  if (known->kind == CLT_FIELD_SECRET)
    return clt_client_dup_masked (client, field);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (field, texts[i].name))
      return g_strdup (texts[i].value);
  if (g_str_equal (field, "birthday"))
    return format_birthday (client);
  if (g_str_equal (field, "grade_expires"))
    return format_day (client->grade_expires);
  return format_day (g_str_equal (field, "opened") ? client->opened : client->closed);
}

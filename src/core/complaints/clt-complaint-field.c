/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/people/clt-staff.h"

#define SOURCES                                                                                    \
  "phone visit letter email web software fax 12386 regulator head-office referral media other"
#define CHANNELS "website software email sms phone onsite"

const CltComplaintField clt_complaint_fields[] = {
  { "client", N_ ("Client"), CLT_COMPLAINT_CLIENT },
  { "person", N_ ("Who complains"), CLT_COMPLAINT_TEXT },
  { "source", N_ ("How it came"), CLT_COMPLAINT_CHOICE, SOURCES },
  { "reference", N_ ("Their number"), CLT_COMPLAINT_TEXT },
  { "kind", N_ ("Complaint, inquiry or suggestion"), CLT_COMPLAINT_CHOICE,
    "complaint inquiry suggestion" },
  { "class", N_ ("Class"), CLT_COMPLAINT_CHOICE,
    "brokerage orders settlement service advice fees software staff other", TRUE },
  { "topic", N_ ("Topic"), CLT_COMPLAINT_TEXT },
  { "severity", N_ ("Severity"), CLT_COMPLAINT_CHOICE, "general major group" },
  { "product", N_ ("Product"), CLT_COMPLAINT_TEXT },
  { "channel", N_ ("Channel of the service"), CLT_COMPLAINT_CHOICE, CHANNELS, TRUE },
  { "about", N_ ("Person complained about"), CLT_COMPLAINT_STAFF },
  { "handler", N_ ("Handled by"), CLT_COMPLAINT_STAFF },
  { "received", N_ ("Received"), CLT_COMPLAINT_DAY },
  { "registered", N_ ("Registered"), CLT_COMPLAINT_DAY },
  { "happened", N_ ("Happened"), CLT_COMPLAINT_DAY },
  { "facts", N_ ("Facts"), CLT_COMPLAINT_LONG },
  { "demand", N_ ("Demand"), CLT_COMPLAINT_LONG },
  { "finding", N_ ("Finding"), CLT_COMPLAINT_CHOICE, "founded partly unfounded" },
  { "cause", N_ ("Root cause"), CLT_COMPLAINT_LONG },
  { "remedy", N_ ("Remedy"), CLT_COMPLAINT_LONG },
  { "payment", N_ ("Payment (yuan)"), CLT_COMPLAINT_MONEY },
  { "outcome", N_ ("Outcome elsewhere"), CLT_COMPLAINT_TEXT },
  { "same_as", N_ ("Same matter as"), CLT_COMPLAINT_NUMBER },
  { NULL },
};

const CltComplaintField *
clt_complaint_field_find (const char *name)
{
  for (guint i = 0; clt_complaint_fields[i].name != NULL; i++)
    if (g_str_equal (clt_complaint_fields[i].name, name))
      return &clt_complaint_fields[i];
  return NULL;
}

const char *
clt_complaint_field_get_label (const CltComplaintField *field)
{
  return g_dgettext (GETTEXT_PACKAGE, field->label);
}

static const struct
{
  const char *field, *value, *label;
} choices[] = {
  { "source", "phone", NC_ ("complaint", "telephone") },
  { "source", "visit", NC_ ("complaint", "visit") },
  { "source", "letter", NC_ ("complaint", "letter") },
  { "source", "email", NC_ ("complaint", "e-mail") },
  { "source", "web", NC_ ("complaint", "website") },
  { "source", "software", NC_ ("complaint", "trading software") },
  { "source", "fax", NC_ ("complaint", "fax") },
  { "source", "12386", NC_ ("complaint", "12386 hotline") },
  { "source", "regulator", NC_ ("complaint", "regulator") },
  { "source", "head-office", NC_ ("complaint", "head office") },
  { "source", "referral", NC_ ("complaint", "referral") },
  { "source", "media", NC_ ("complaint", "media") },
  { "source", "other", NC_ ("complaint", "other") },
  { "kind", "complaint", NC_ ("complaint", "complaint") },
  { "kind", "inquiry", NC_ ("complaint", "inquiry") },
  { "kind", "suggestion", NC_ ("complaint", "suggestion") },
  { "class", "brokerage", NC_ ("complaint", "brokerage business") },
  { "class", "orders", NC_ ("complaint", "trading orders") },
  { "class", "settlement", NC_ ("complaint", "trading and settlement") },
  { "class", "service", NC_ ("complaint", "service") },
  { "class", "advice", NC_ ("complaint", "investment advice") },
  { "class", "fees", NC_ ("complaint", "fees") },
  { "class", "software", NC_ ("complaint", "software") },
  { "class", "staff", NC_ ("complaint", "conduct of staff") },
  { "class", "other", NC_ ("complaint", "other") },
  { "severity", "general", NC_ ("complaint", "general") },
  { "severity", "major", NC_ ("complaint", "major") },
  { "severity", "group", NC_ ("complaint", "of a group") },
  { "channel", "website", NC_ ("complaint", "website") },
  { "channel", "software", NC_ ("complaint", "trading software") },
  { "channel", "email", NC_ ("complaint", "e-mail") },
  { "channel", "sms", NC_ ("complaint", "SMS") },
  { "channel", "phone", NC_ ("complaint", "telephone") },
  { "channel", "onsite", NC_ ("complaint", "on site") },
  { "finding", "founded", NC_ ("complaint", "founded") },
  { "finding", "partly", NC_ ("complaint", "partly founded") },
  { "finding", "unfounded", NC_ ("complaint", "unfounded") },
  { "state", "registered", NC_ ("complaint", "registered") },
  { "state", "accepted", NC_ ("complaint", "accepted") },
  { "state", "refused", NC_ ("complaint", "not accepted") },
  { "state", "investigating", NC_ ("complaint", "investigating") },
  { "state", "proposal", NC_ ("complaint", "proposal") },
  { "state", "answered", NC_ ("complaint", "answered") },
  { "state", "agreed", NC_ ("complaint", "client agrees") },
  { "state", "disagreed", NC_ ("complaint", "client disagrees") },
  { "state", "mediation", NC_ ("complaint", "mediation") },
  { "state", "escalated", NC_ ("complaint", "escalated") },
  { "state", "closed", NC_ ("complaint", "closed") },
  { "state", "withdrawn", NC_ ("complaint", "withdrawn") },
  { "state", "reopened", NC_ ("complaint", "reopened") },
  { "state", "stopped", NC_ ("complaint", "waiting for the client") },
  { "state", "resumed", NC_ ("complaint", "going on") },
  { "state", "extended", NC_ ("complaint", "extended") },
  { "state", "asked", NC_ ("complaint", "client asked after closing") },
  { "timely", "1", NC_ ("complaint", "in time") },
  { "timely", "0", NC_ ("complaint", "late") },
};

const char *
clt_complaint_choice_get_label (const char *field, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].field, field) && g_str_equal (choices[i].value, value))
      return g_dpgettext2 (GETTEXT_PACKAGE, "complaint", choices[i].label);
  return value;
}

/* ---- where a field stands in the record ---------------------------------------------------- */

#define AT(member) G_STRUCT_OFFSET (CltComplaint, member)

static const struct
{
  const char *name;
  gsize offset;
} places[] = {
  { "client", AT (account) },      { "person", AT (person) },
  { "source", AT (source) },       { "reference", AT (reference) },
  { "kind", AT (kind) },           { "class", AT (class_) },
  { "topic", AT (topic) },         { "severity", AT (severity) },
  { "product", AT (product) },     { "channel", AT (channel) },
  { "about", AT (about) },         { "handler", AT (handler) },
  { "received", AT (received) },   { "registered", AT (registered) },
  { "happened", AT (happened) },   { "facts", AT (facts) },
  { "demand", AT (demand) },       { "finding", AT (finding) },
  { "cause", AT (cause) },         { "remedy", AT (remedy) },
  { "payment", AT (payment) },     { "outcome", AT (outcome) },
  { "same_as", AT (same_number) },
};

static gpointer
get_place (const CltComplaint *complaint, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].name, field))
      return G_STRUCT_MEMBER_P (complaint, places[i].offset);
  return NULL;
}

static char *
dup_money (gint64 fen)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", fen / 100, (int) (fen % 100));
}

char *
clt_complaint_dup_field (const CltComplaint *complaint, const char *name)
{
  const CltComplaintField *field = clt_complaint_field_find (name);
  gconstpointer place = get_place (complaint, name);

  g_return_val_if_fail (field != NULL && place != NULL, NULL);
  if (field->kind == CLT_COMPLAINT_MONEY)
    return complaint->payment == 0 ? g_strdup ("") : dup_money (complaint->payment);
  if (field->kind != CLT_COMPLAINT_DAY)
    return g_strdup (*(char *const *) place);
  return *(const CltDay *) place == CLT_DAY_NONE ? g_strdup ("")
                                                 : clt_day_format (*(const CltDay *) place);
}

static gboolean
refuse (const CltComplaintField *field, const char *text, GError **error)
{
  /* Translators: what was typed, then the name of a field. */
  return clt_store_refuse (error, _ ("“%s” does not fit “%s”. Nothing was changed."), text,
                           clt_complaint_field_get_label (field));
}

/* By value or by the words for people; "" where nothing need be said. */
static gboolean
apply_choice (const CltComplaintField *field, const char *text, char **value, GError **error)
{
  g_auto (GStrv) values = g_strsplit (field->choices, " ", -1);

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], text) ||
        g_str_equal (clt_complaint_choice_get_label (field->name, values[i]), text))
      {
        clt_set_str (value, values[i]);
        return TRUE;
      }
  if (!field->open && (*text != '\0' || !g_str_equal (field->name, "finding")))
    return refuse (field, text, error);
  clt_set_str (value, text);
  return TRUE;
}

static gboolean
apply_day (const CltComplaintField *field, const char *text, CltDay *day, GError **error)
{
  if (*text == '\0' && g_str_equal (field->name, "happened"))
    {
      *day = CLT_DAY_NONE;
      return TRUE;
    }
  return clt_day_parse (text, day) || refuse (field, text, error);
}

static gboolean
apply_staff (CltConn *conn, const char *text, gint64 *id, char **name, GError **error)
{
  g_autoptr (CltStaff) staff = NULL;

  *id = 0;
  clt_set_str (name, "");
  if (*text == '\0')
    return TRUE;
  *id = clt_staff_find (conn, text, error);
  staff = *id == 0 ? NULL : clt_staff_load (conn, *id, error);
  if (staff != NULL)
    clt_set_str (name, staff->name);
  return staff != NULL;
}

static gboolean
apply_client (CltConn *conn, CltComplaint *complaint, const char *text, GError **error)
{
  g_autoptr (CltClient) client = NULL;
  gint64 id = *text == '\0' ? 0 : clt_client_find (conn, text, error);

  if (*text != '\0' && id == 0)
    return FALSE;
  client = id == 0 ? NULL : clt_client_load (conn, id, clt_today (), error);
  if (id != 0 && client == NULL)
    return FALSE;
  complaint->client_id = id;
  complaint->prospect = client != NULL && client->prospect;
  clt_set_str (&complaint->account, text);
  clt_set_str (&complaint->client, client == NULL ? "" : client->name);
  return TRUE;
}

static gboolean
apply_same (CltConn *conn, CltComplaint *complaint, const char *text, GError **error)
{
  gint64 id = *text == '\0' ? 0 : clt_complaint_find (conn, text, error);

  if (*text != '\0' && id == 0)
    return FALSE;
  complaint->same_as = id;
  clt_set_str (&complaint->same_number, text);
  return TRUE;
}

static gboolean
apply_money (const CltComplaintField *field, const char *text, gint64 *fen, GError **error)
{
  CltValue found = clt_value_parse_money (text, strlen (text), fen);

  if (found == CLT_VALUE_NULL)
    *fen = 0;
  return (found != CLT_VALUE_BAD && *fen >= 0) || refuse (field, text, error);
}

gboolean
clt_complaint_apply_field (CltConn *conn,
                           CltComplaint *complaint,
                           const char *name,
                           const char *text,
                           GError **error)
{
  const CltComplaintField *field = clt_complaint_field_find (name);
  gpointer place = field == NULL ? NULL : get_place (complaint, name);

  if (field == NULL)
    /* Translators: what somebody typed for the name of a field. */
    return clt_store_refuse (error, _ ("A complaint has no field “%s”; nothing was changed."),
                             name);
  switch (field->kind)
    {
    case CLT_COMPLAINT_CHOICE:
      return apply_choice (field, text, place, error);
    case CLT_COMPLAINT_DAY:
      return apply_day (field, text, place, error);
    case CLT_COMPLAINT_MONEY:
      return apply_money (field, text, place, error);
    case CLT_COMPLAINT_STAFF:
      return g_str_equal (name, "about")
               ? apply_staff (conn, text, &complaint->about_id, place, error)
               : apply_staff (conn, text, &complaint->handler_id, place, error);
    case CLT_COMPLAINT_CLIENT:
      return apply_client (conn, complaint, text, error);
    case CLT_COMPLAINT_NUMBER:
      return apply_same (conn, complaint, text, error);
    case CLT_COMPLAINT_TEXT:
    case CLT_COMPLAINT_LONG:
    default:
      clt_set_str (place, text);
      return TRUE;
    }
}

gboolean
clt_complaint_set_field (CltConn *conn,
                         gint64 id,
                         const char *field,
                         const char *text,
                         GError **error)
{
  g_autoptr (CltComplaint) before = clt_complaint_load (conn, id, error);
  g_autoptr (CltComplaint) complaint = before == NULL ? NULL : clt_complaint_load (conn, id, error);

  return complaint != NULL && clt_complaint_apply_field (conn, complaint, field, text, error) &&
         clt_complaint_check (conn, complaint, error) &&
         clt_complaint_store (conn, complaint, error) &&
         (!clt_complaint_is_judged (before, complaint) ||
          clt_complaint_update_due (conn, id, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate-private.h"

#include <string.h>

/* Level for level: C_k may take R_1 … R_k (domain 3.3). Professional investors stand outside. */
static guint
judge_suitability (const CltGateFacts *facts, const CltGateClient *client)
{
  guint blocks = 0;

  if (client->professional)
    return 0;
  if (client->grade == 0)
    return client->prospect && facts->risk == 1 ? 0 : CLT_BLOCK_NO_GRADE;
  if (facts->risk >= facts->expired_from && client->expires < facts->question->day)
    blocks |= CLT_BLOCK_EXPIRED_GRADE;
  if (facts->risk <= client->grade)
    return blocks;
  if (client->lowest)
    blocks |= CLT_BLOCK_LOWEST;
  /* a push is never free to go above the grade; what the client insists on is, once warned */
  if (facts->question->push || client->request_id == 0)
    blocks |= CLT_BLOCK_RISK;
  return blocks;
}

static gboolean
has_refused (const CltGateClient *client, const char *scope)
{
  g_autofree char *word = g_strdup_printf (" %s ", scope);

  return strstr (client->refusals, word) != NULL;
}

/* What only a push must respect: the client's own will, and his peace. */
static guint
judge_will (const CltGateFacts *facts, const CltGateClient *client)
{
  gboolean agreed = *facts->consent == '\0' || client->consent;
  guint blocks = 0;

  if (*client->refusals != '\0' &&
      (has_refused (client, "all") || has_refused (client, facts->kind) ||
       (facts->question->targeted && has_refused (client, "targeted"))))
    blocks |= CLT_BLOCK_REFUSED;
  if (!agreed)
    blocks |= CLT_BLOCK_NO_CONSENT;
  if (client->prospect && (!agreed || client->n_consents == 0))
    blocks |= CLT_BLOCK_PROSPECT;
  if (client->complaint)
    blocks |= CLT_BLOCK_COMPLAINT;
  if (client->dormant)
    blocks |= CLT_BLOCK_DORMANT;
  if (client->last_contact != CLT_DAY_NONE)
    blocks |= CLT_BLOCK_GAP;
  return blocks;
}

static gboolean
has_address (const CltGateFacts *facts, const CltGateClient *client)
{
  if (g_str_equal (facts->medium, "email"))
    return client->has_email;
  if (g_str_equal (facts->medium, "sms") || g_str_equal (facts->medium, "phone"))
    return client->has_phone;
  return TRUE;
}

static guint
judge_product (const CltGateFacts *facts, const CltGateClient *client)
{
  gboolean ban = g_str_equal (client->exception, "none");
  gboolean grant = *client->exception != '\0' && !ban;
  guint blocks = 0;

  if (ban)
    blocks |= CLT_BLOCK_BANNED;
  if (client->tier < facts->min_tier && !grant)
    blocks |= CLT_BLOCK_TIER;
  if (facts->needs_licence && (!client->adviser_here || *client->licence == '\0'))
    blocks |= CLT_BLOCK_LICENCE;
  if (!facts->channel_fits || !has_address (facts, client))
    blocks |= CLT_BLOCK_CHANNEL;
  return blocks;
}

guint
clt_gate_judge (const CltGateFacts *facts, const CltGateClient *client)
{
  gboolean push = facts->question->push;
  guint blocks = 0;

  if (!client->known || (!client->prospect && !client->open))
    blocks |= CLT_BLOCK_CLOSED;
  if (!client->known)
    return blocks;
  if (push)
    blocks |= judge_will (facts, client);
  /* without a version there is no risk to compare, no channel, no tier */
  if (facts->version_id == 0)
    return blocks | CLT_BLOCK_NO_VERSION;
  if (push && facts->archived)
    blocks |= CLT_BLOCK_NO_VERSION;
  return blocks | judge_suitability (facts, client) | judge_product (facts, client);
}

/* Evidence */

static void
add_int (GString *json, const char *name, gint64 value)
{
  g_string_append_printf (json, ",\"%s\":%" G_GINT64_FORMAT, name, value);
}

static void
add_day (GString *json, const char *name, CltDay day)
{
  if (day != CLT_DAY_NONE)
    add_int (json, name, clt_day_to_yyyymmdd (day));
}

static void
add_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":\"", name);
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf (json, "\\%c", *text);
    else if ((guchar) *text < 0x20)
      g_string_append_printf (json, "\\u%04x", *text);
    else
      g_string_append_c (json, *text);
  g_string_append_c (json, '"');
}

static void
add_suitability (GString *json, const CltGateClient *client)
{
  char grade[] = "C0";

  grade[1] = (char) ('0' + client->grade);
  add_text (json, "investor", client->professional ? "professional" : "ordinary");
  if (client->grade != 0)
    {
      add_text (json, "grade", grade);
      add_int (json, "lowest", client->lowest);
      add_day (json, "assessed", client->assessed);
      add_day (json, "expires", client->expires);
    }
  if (client->request_id != 0)
    add_int (json, "request", client->request_id);
}

static void
add_rules (GString *json, const CltGateFacts *facts)
{
  g_string_append_printf (json,
                          ",\"rules\":{\"%s\":%d,\"suitability.expired_from_risk\":%d,"
                          "\"grade.validity_months\":%d}",
                          facts->question->greeting ? "greeting.gap" : "push.gap", facts->gap,
                          facts->expired_from, facts->validity);
}

/* Written by hand: a JSON tree for each of 50,000 clients would cost more than the questions. */
char *
clt_gate_dup_evidence (const CltGateFacts *facts, const CltGateClient *client, guint blocks)
{
  const CltGateQuestion *question = facts->question;
  GString *json = g_string_sized_new (512);
  g_autofree char *keys = clt_block_set_to_text (blocks);

  g_string_append_printf (json, "{\"day\":%d", clt_day_to_yyyymmdd (question->day));
  add_text (json, "asked", question->push ? "push" : "request");
  add_text (json, "product", facts->code);
  add_int (json, "version", facts->number);
  add_int (json, "risk", facts->risk);
  add_text (json, "channel", question->channel);
  add_text (json, "person", client->prospect ? "prospect" : client->open ? "client" : "closed");
  add_text (json, "tier", clt_tier_get_name ((CltTier) client->tier));
  add_suitability (json, client);
  if (*facts->consent != '\0')
    {
      add_int (json, "consent", client->consent);
      add_day (json, "consent_since", client->consent_since);
    }
  if (*client->refusals != '\0')
    add_text (json, "refusals", client->refusals);
  if (*client->exception != '\0')
    add_text (json, "exception", client->exception);
  if (facts->needs_licence)
    {
      add_int (json, "adviser", client->adviser_id);
      add_text (json, "licence", client->licence);
    }
  if (facts->question->greeting)
    add_int (json, "complaint", client->complaint);
  add_day (json, "last_contact", client->last_contact);
  add_rules (json, facts);
  add_text (json, "blocks", keys);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

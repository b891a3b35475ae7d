/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-product-field.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/people/clt-staff.h"

enum
{
  CODE,
  CATEGORY,
  NAME,
  DESCRIPTION,
  DELIVERABLE,
  FREQUENCY,
  LEAD_DAYS,
  PROVIDER,
  NEEDS_LICENCE,
  RISK,
  MIN_TIER,
  MINUTES,
  COST,
  OWNER,
  CHANNELS,
  FIRST_TEMPLATE,
};

/* The labels of templates are put together from the channel's. */
static const struct
{
  CltProductField field;
  const char *label;
} list[] = {
  [CODE] = { { "code", CLT_PRODUCT_FIELD_TEXT, FALSE }, NC_ ("product", "Code") },
  [CATEGORY] = { { "category", CLT_PRODUCT_FIELD_CHOICE, FALSE }, NC_ ("product", "Category") },
  [NAME] = { { "name", CLT_PRODUCT_FIELD_TEXT, TRUE }, NC_ ("product", "Name") },
  [DESCRIPTION] = { { "description", CLT_PRODUCT_FIELD_TEXT, TRUE },
                    NC_ ("product", "Description") },
  [DELIVERABLE] = { { "deliverable", CLT_PRODUCT_FIELD_TEXT, TRUE },
                    NC_ ("product", "Deliverable") },
  [FREQUENCY] = { { "frequency", CLT_PRODUCT_FIELD_TEXT, TRUE }, NC_ ("product", "Frequency") },
  [LEAD_DAYS] = { { "lead_days", CLT_PRODUCT_FIELD_COUNT, TRUE },
                  NC_ ("product", "Lead time (working days)") },
  [PROVIDER] = { { "provider", CLT_PRODUCT_FIELD_CHOICE, TRUE }, NC_ ("product", "Provided by") },
  [NEEDS_LICENCE] = { { "needs_licence", CLT_PRODUCT_FIELD_CHOICE, TRUE },
                      NC_ ("product", "Needs a qualified adviser") },
  [RISK] = { { "risk", CLT_PRODUCT_FIELD_CHOICE, TRUE }, NC_ ("product", "Risk level") },
  [MIN_TIER] = { { "min_tier", CLT_PRODUCT_FIELD_CHOICE, TRUE }, NC_ ("product", "Minimum tier") },
  [MINUTES] = { { "minutes", CLT_PRODUCT_FIELD_COUNT, TRUE },
                NC_ ("product", "Minutes for one delivery") },
  [COST] = { { "cost", CLT_PRODUCT_FIELD_MONEY, TRUE },
             NC_ ("product", "Cost of one delivery (yuan)") },
  [OWNER] = { { "owner", CLT_PRODUCT_FIELD_CHOICE, FALSE }, NC_ ("product", "Owner") },
  [CHANNELS] = { { "channels", CLT_PRODUCT_FIELD_LIST, TRUE }, NC_ ("product", "Channels") },
  [FIRST_TEMPLATE] = { { "website.subject", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "website.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "software.subject", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "software.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "email.subject", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "email.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "sms.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "phone.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
  { { "onsite.body", CLT_PRODUCT_FIELD_TEXT, TRUE }, NULL },
};

struct _CltProductFields
{
  GPtrArray *choices[G_N_ELEMENTS (list)]; /* CltProductChoice, or NULL */
};

static void
choice_free (CltProductChoice *choice)
{
  g_free (choice->value);
  g_free (choice->label);
  g_free (choice);
}

static guint
get_index (const CltProductField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    if (g_str_equal (field->name, list[i].field.name))
      return i;
  g_return_val_if_reached (0);
}

/* Takes over @label. */
static void
add_choice (CltProductFields *fields, guint index, const char *value, char *label, gint64 id)
{
  CltProductChoice *choice = g_new0 (CltProductChoice, 1);

  choice->value = g_strdup (value);
  choice->label = label;
  choice->id = id;
  if (fields->choices[index] == NULL)
    fields->choices[index] = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  g_ptr_array_add (fields->choices[index], choice);
}

static void
add_fixed_choices (CltProductFields *fields)
{
  static const char *const providers[] = { "specialist", "adviser", "both" };

  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    add_choice (fields, PROVIDER, providers[i], g_strdup (clt_provider_get_label (providers[i])),
                0);
  add_choice (fields, NEEDS_LICENCE, "no", g_strdup (_ ("No")), 0);
  add_choice (fields, NEEDS_LICENCE, "yes", g_strdup (_ ("Yes")), 0);
  for (int risk = 1; risk <= 5; risk++)
    {
      g_autofree char *value = g_strdup_printf ("R%d", risk);

      add_choice (fields, RISK, value, g_strdup (value), 0);
    }
  add_choice (fields, MIN_TIER, "any", g_strdup (C_ ("minimum tier", "Any")), 0);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    add_choice (fields, MIN_TIER, clt_tier_get_name (tier), g_strdup (clt_tier_get_label (tier)),
                0);
}

/* "Value-added services / Events" of the @index-th category. */
static char *
dup_path (const GPtrArray *categories, guint index)
{
  const CltCategory *category = categories->pdata[index];

  for (guint i = 0; i < index; i++)
    {
      const CltCategory *parent = categories->pdata[i];

      if (parent->id == category->parent_id)
        {
          g_autofree char *above = dup_path (categories, i);

          return g_strconcat (above, " / ", category->name, NULL);
        }
    }
  return g_strdup (category->name);
}

static gboolean
add_categories (CltProductFields *fields, CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) categories = clt_category_list (conn, error);

  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      const CltCategory *category = categories->pdata[i];
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, category->id);

      add_choice (fields, CATEGORY, category->parent_id == 0 ? category->kind : id,
                  dup_path (categories, i), category->id);
    }
  return categories != NULL;
}

static gboolean
add_branch_choices (CltProductFields *fields, CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) staff = clt_staff_list (conn, CLT_DAY_NONE, error);
  g_autoptr (GPtrArray) channels = staff == NULL ? NULL : clt_channel_list (conn, error);

  if (channels == NULL)
    return FALSE;
  add_choice (fields, OWNER, "", g_strdup (""), 0);
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      add_choice (fields, OWNER, person->number,
                  g_strdup_printf ("%s %s", person->number, person->name), person->id);
    }
  for (guint i = 0; i < channels->len; i++)
    {
      const CltChannel *channel = channels->pdata[i];

      add_choice (fields, CHANNELS, channel->key, g_strdup (channel->name), 0);
    }
  return add_categories (fields, conn, error);
}

CltProductFields *
clt_product_fields_load (CltConn *conn, GError **error)
{
  g_autoptr (CltProductFields) fields = g_new0 (CltProductFields, 1);

  add_fixed_choices (fields);
  return add_branch_choices (fields, conn, error) ? g_steal_pointer (&fields) : NULL;
}

void
clt_product_fields_free (CltProductFields *fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    g_clear_pointer (&fields->choices[i], g_ptr_array_unref);
  g_free (fields);
}

const CltProductField *
clt_product_field_get (guint index)
{
  return index < G_N_ELEMENTS (list) ? &list[index].field : NULL;
}

const CltProductField *
clt_product_field_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    if (g_str_equal (name, list[i].field.name))
      return &list[i].field;
  return NULL;
}

/* The channel of a template's field, and whether it is the subject. NULL: it is no template. */
static char *
dup_channel (const CltProductField *field, gboolean *subject)
{
  const char *dot = strchr (field->name, '.');

  if (dot == NULL)
    return NULL;
  *subject = g_str_equal (dot, ".subject");
  return g_strndup (field->name, dot - field->name);
}

char *
clt_product_field_dup_label (const CltProductField *field)
{
  const guint index = get_index (field);
  gboolean subject = FALSE;
  g_autofree char *channel = dup_channel (field, &subject);

  if (channel == NULL)
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "product", list[index].label));
  if (subject)
    /* Translators: %s is the name of a channel. */
    return g_strdup_printf (_ ("Subject (%s)"), clt_channel_get_label (channel));
  /* Translators: %s is the name of a channel. */
  return g_strdup_printf (_ ("Template (%s)"), clt_channel_get_label (channel));
}

const GPtrArray *
clt_product_fields_get_choices (const CltProductFields *fields, const CltProductField *field)
{
  return fields->choices[get_index (field)];
}

/* Reading records */

/* The value of the choice with this id. */
static char *
dup_value_of_id (const CltProductFields *fields, guint index, gint64 id)
{
  for (guint i = 0; i < fields->choices[index]->len; i++)
    {
      const CltProductChoice *choice = fields->choices[index]->pdata[i];

      if (choice->id == id)
        return g_strdup (choice->value);
    }
  return g_strdup ("");
}

static char *
dup_channels (const CltVersion *version)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", channel->channel);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_template (const CltProductField *field, const CltVersion *version)
{
  gboolean subject = FALSE;
  g_autofree char *key = dup_channel (field, &subject);
  const CltProductChannel *channel = clt_version_find_channel (version, key);
  const char *text = channel == NULL ? NULL : (subject ? channel->subject : channel->body);

  return g_strdup (text == NULL ? "" : text);
}

/* As a text field keeps it: one kind of line end, no blanks at the end. */
static char *
dup_plain (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  char *plain = g_strjoinv ("\n", lines);

  return g_strchomp (plain);
}

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static char *
dup_money (gint64 fen)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", fen / 100, (int) (fen % 100));
}

char *
clt_product_fields_dup_value (const CltProductFields *fields,
                              const CltProductField *field,
                              const CltProduct *product,
                              const CltVersion *version)
{
  switch (get_index (field))
    {
    case CODE:
      return g_strdup (product->code);
    case CATEGORY:
      return dup_value_of_id (fields, CATEGORY, product->category_id);
    case NAME:
      return dup_plain (version->name);
    case DESCRIPTION:
      return dup_plain (version->description);
    case DELIVERABLE:
      return dup_plain (version->deliverable);
    case FREQUENCY:
      return dup_plain (version->frequency);
    case LEAD_DAYS:
      return dup_number (version->lead_days);
    case PROVIDER:
      return g_strdup (version->provider);
    case NEEDS_LICENCE:
      return g_strdup (version->needs_licence ? "yes" : "no");
    case RISK:
      return g_strdup_printf ("R%d", version->risk);
    case MIN_TIER:
      return g_strdup (
        version->min_tier == CLT_TIER_UNRATED ? "any" : clt_tier_get_name (version->min_tier));
    case MINUTES:
      return dup_number (version->minutes);
    case COST:
      return dup_money (version->cost);
    case OWNER:
      return dup_value_of_id (fields, OWNER, product->owner_id);
    case CHANNELS:
      return dup_channels (version);
    default:
      {
        g_autofree char *text = dup_template (field, version);

        return dup_plain (text);
      }
    }
}

/* Values as texts */

static const CltProductChoice *
find_choice (const CltProductFields *fields, guint index, const char *text)
{
  g_autofree char *plain = clt_text_normalize_header (text, -1);

  for (guint i = 0; i < fields->choices[index]->len; i++)
    {
      const CltProductChoice *choice = fields->choices[index]->pdata[i];
      g_autofree char *value = clt_text_normalize_header (choice->value, -1);
      g_autofree char *label = clt_text_normalize_header (choice->label, -1);

      if (g_str_equal (plain, value) || g_str_equal (plain, label))
        return choice;
    }
  return NULL;
}

static char *
dup_list_text (const CltProductFields *fields, guint index, const char *value)
{
  g_auto (GStrv) keys = g_strsplit (value, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const CltProductChoice *choice = find_choice (fields, index, keys[i]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : C_ ("list of channels", ", "),
                              choice == NULL ? keys[i] : choice->label);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
clt_product_fields_dup_text (const CltProductFields *fields,
                             const CltProductField *field,
                             const char *value)
{
  const guint index = get_index (field);
  const CltProductChoice *choice;

  if (field->kind == CLT_PRODUCT_FIELD_LIST)
    return dup_list_text (fields, index, value);
  if (field->kind != CLT_PRODUCT_FIELD_CHOICE)
    return g_strdup (value);
  choice = find_choice (fields, index, value);
  return g_strdup (choice == NULL ? value : choice->label);
}

static char *
refuse_value (const CltProductField *field, const char *text, GError **error)
{
  g_autofree char *label = clt_product_field_dup_label (field);

  clt_store_refuse (error,
                    /* Translators: what was written, then the name of the field. */
                    _ ("“%s” is no value of “%s”."), text, label);
  return NULL;
}

/* "SMS, E-mail", "短信、邮件", "sms email". */
static char *
parse_list (const CltProductFields *fields,
            const CltProductField *field,
            const char *text,
            GError **error)
{
  g_autofree char *plain = clt_text_normalize (text, -1);
  const char *separators =
    strpbrk (plain, ",;") != NULL || strstr (plain, "、") != NULL ? ",;" : " ";
  g_auto (GStrv) pieces = g_strsplit (plain, "、", -1);
  g_autofree char *joined = g_strjoinv (",", pieces);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) value = g_string_new (NULL);
  const CltProductChoice *whole = find_choice (fields, get_index (field), plain);

  if (whole != NULL)
    return g_strdup (whole->value);
  parts = g_strsplit_set (joined, separators, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const CltProductChoice *choice;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      choice = find_choice (fields, get_index (field), parts[i]);
      if (choice == NULL)
        return refuse_value (field, parts[i], error);
      g_string_append_printf (value, "%s%s", value->len == 0 ? "" : " ", choice->value);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
parse_number (const CltProductField *field, const char *text, GError **error)
{
  gint64 number = 0;
  CltValue found = field->kind == CLT_PRODUCT_FIELD_MONEY
                     ? clt_value_parse_money (text, strlen (text), &number)
                     : clt_value_parse_integer (text, strlen (text), &number);

  if (found == CLT_VALUE_BAD || number < 0 || number > G_GINT64_CONSTANT (1000000000000))
    return refuse_value (field, text, error);
  if (found == CLT_VALUE_NULL)
    number = 0;
  return field->kind == CLT_PRODUCT_FIELD_MONEY ? dup_money (number) : dup_number (number);
}

char *
clt_product_fields_parse (const CltProductFields *fields,
                          const CltProductField *field,
                          const char *text,
                          GError **error)
{
  const CltProductChoice *choice;

  switch (field->kind)
    {
    case CLT_PRODUCT_FIELD_COUNT:
    case CLT_PRODUCT_FIELD_MONEY:
      return parse_number (field, text, error);
    case CLT_PRODUCT_FIELD_LIST:
      return parse_list (fields, field, text, error);
    case CLT_PRODUCT_FIELD_CHOICE:
      choice = find_choice (fields, get_index (field), text);
      return choice == NULL ? refuse_value (field, text, error) : g_strdup (choice->value);
    case CLT_PRODUCT_FIELD_TEXT:
    default:
      return dup_plain (text);
    }
}

/* Changing records */

/* The channels of @value in their order; each that was there keeps its template. */
static void
apply_channels (const char *value, CltVersion *version)
{
  g_auto (GStrv) keys = g_strsplit (value, " ", -1);
  GPtrArray *channels = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_product_channel_free);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const CltProductChannel *old = clt_version_find_channel (version, keys[i]);

      if (*keys[i] != '\0')
        g_ptr_array_add (channels,
                         clt_product_channel_new (keys[i], old == NULL ? NULL : old->subject,
                                                  old == NULL ? NULL : old->body));
    }
  g_ptr_array_unref (version->channels);
  version->channels = channels;
}

static gboolean
apply_template (const CltProductField *field,
                const char *value,
                CltVersion *version,
                GError **error)
{
  gboolean subject = FALSE;
  g_autofree char *key = dup_channel (field, &subject);
  CltProductChannel *channel = (CltProductChannel *) clt_version_find_channel (version, key);

  if (channel == NULL)
    return *value == '\0' ||
           clt_store_refuse (error,
                             /* Translators: %s is the name of a channel. */
                             _ ("The product is not delivered through “%s”: add the channel "
                                "before its template."),
                             clt_channel_get_label (key));
  if (!subject && *value == '\0')
    g_clear_pointer (&channel->body, g_free);
  else
    clt_set_str (subject ? &channel->subject : &channel->body, value);
  return TRUE;
}

static gint64
get_id (const CltProductFields *fields, guint index, const char *value)
{
  const CltProductChoice *choice = find_choice (fields, index, value);

  return choice == NULL ? 0 : choice->id;
}

gboolean
clt_product_fields_apply (const CltProductFields *fields,
                          const CltProductField *field,
                          const char *value,
                          CltProduct *product,
                          CltVersion *version,
                          GError **error)
{
  const gint64 number = g_ascii_strtoll (value, NULL, 10);

  switch (get_index (field))
    {
    case CODE:
      clt_set_str (&product->code, value);
      break;
    case CATEGORY:
      product->category_id = get_id (fields, CATEGORY, value);
      break;
    case NAME:
      clt_set_str (&version->name, value);
      break;
    case DESCRIPTION:
      clt_set_str (&version->description, value);
      break;
    case DELIVERABLE:
      clt_set_str (&version->deliverable, value);
      break;
    case FREQUENCY:
      clt_set_str (&version->frequency, value);
      break;
    case LEAD_DAYS:
      version->lead_days = (int) MIN (number, G_MAXINT);
      break;
    case PROVIDER:
      clt_set_str (&version->provider, value);
      break;
    case NEEDS_LICENCE:
      version->needs_licence = g_str_equal (value, "yes");
      break;
    case RISK:
      version->risk = (int) g_ascii_strtoll (value + 1, NULL, 10);
      break;
    case MIN_TIER:
      version->min_tier = CLT_TIER_UNRATED;
      clt_tier_from_name (value, &version->min_tier);
      break;
    case MINUTES:
      version->minutes = (int) MIN (number, G_MAXINT);
      break;
    case COST:
      clt_value_parse_money (value, strlen (value), &version->cost);
      break;
    case OWNER:
      product->owner_id = get_id (fields, OWNER, value);
      break;
    case CHANNELS:
      apply_channels (value, version);
      break;
    default:
      return apply_template (field, value, version, error);
    }
  return TRUE;
}

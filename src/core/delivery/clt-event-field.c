/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-event-field.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/funds/clt-product.h"
#include "core/people/clt-staff.h"

/* Whose choices a field has. */
typedef enum
{
  KINDS,
  TIERS,
  SECTORS,
  PRODUCTS,
  PEOPLE,
  N_SETS,
} Set;

struct _CltEventFields
{
  GPtrArray *sets[N_SETS]; /* CltEventChoice */
};

/* Where the value stands in the record. */
typedef struct
{
  CltEventField field;
  gsize offset;
  Set set;
} Place;

#define AT(member) G_STRUCT_OFFSET (CltEvent, member)
#define QUOTA(tier) (AT (quota) + (tier) * sizeof (int))

static const Place places[] = {
  { { "theme", N_ ("Theme"), CLT_EVENT_FIELD_TEXT }, AT (theme) },
  { { "kind", N_ ("Kind of event"), CLT_EVENT_FIELD_CHOICE }, AT (kind), KINDS },
  { { "starts", N_ ("Begins"), CLT_EVENT_FIELD_TIME }, AT (starts) },
  { { "ends", N_ ("Ends"), CLT_EVENT_FIELD_TIME }, AT (ends) },
  { { "place", N_ ("Venue"), CLT_EVENT_FIELD_TEXT }, AT (place) },
  { { "product", N_ ("Delivered as"), CLT_EVENT_FIELD_CHOICE }, AT (product_id), PRODUCTS },
  { { "invitation", N_ ("Invited by messages of"), CLT_EVENT_FIELD_CHOICE },
    AT (invitation_id),
    PRODUCTS },
  { { "min_tier", N_ ("Lowest tier"), CLT_EVENT_FIELD_CHOICE }, AT (min_tier), TIERS },
  { { "sectors", N_ ("Sectors of interest"), CLT_EVENT_FIELD_LIST }, AT (sectors), SECTORS },
  { { "places", N_ ("Places in all"), CLT_EVENT_FIELD_COUNT }, AT (capacity) },
  { { "places.high-end", N_ ("Places for high-end clients"), CLT_EVENT_FIELD_COUNT },
    QUOTA (CLT_TIER_HIGH_END) },
  { { "places.major", N_ ("Places for major clients"), CLT_EVENT_FIELD_COUNT },
    QUOTA (CLT_TIER_MAJOR) },
  { { "places.ordinary", N_ ("Places for ordinary clients"), CLT_EVENT_FIELD_COUNT },
    QUOTA (CLT_TIER_ORDINARY) },
  { { "places.small", N_ ("Places for small clients"), CLT_EVENT_FIELD_COUNT },
    QUOTA (CLT_TIER_SMALL) },
  { { "budget", N_ ("Budget (yuan)"), CLT_EVENT_FIELD_MONEY }, AT (budget) },
  { { "spent", N_ ("Spent (yuan)"), CLT_EVENT_FIELD_MONEY }, AT (spent) },
  { { "host", N_ ("Host"), CLT_EVENT_FIELD_CHOICE }, AT (host_id), PEOPLE },
  { { "speaker", N_ ("Adviser who speaks"), CLT_EVENT_FIELD_CHOICE }, AT (speaker_id), PEOPLE },
  { { "warned", N_ ("The speech carried the risk warning"), CLT_EVENT_FIELD_FLAG }, AT (warned) },
  { { "safety", N_ ("Safety sheet and insurance (of a trip)"), CLT_EVENT_FIELD_LONG },
    AT (safety) },
  { { "note", N_ ("Note"), CLT_EVENT_FIELD_LONG }, AT (note) },
};

const CltEventField *
clt_event_field_get (guint index)
{
  return index < G_N_ELEMENTS (places) ? &places[index].field : NULL;
}

const CltEventField *
clt_event_field_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].field.name, name))
      return &places[i].field;
  return NULL;
}

/* The field is the first member of its place. */
static const Place *
get_place (const CltEventField *field)
{
  return (const Place *) field;
}

/* ---- choices --------------------------------------------------------------------------------------- */

static void
free_choice (gpointer data)
{
  CltEventChoice *choice = data;

  g_free (choice->value);
  g_free (choice->label);
  g_free (choice);
}

static void
add_choice (CltEventFields *fields, Set set, const char *value, const char *label, gint64 id)
{
  CltEventChoice *choice = g_new0 (CltEventChoice, 1);

  choice->value = g_strdup (value);
  choice->label = g_strdup (label);
  choice->id = id;
  g_ptr_array_add (fields->sets[set], choice);
}

static gboolean
load_products (CltEventFields *fields, CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, FALSE, error);

  if (products == NULL)
    return FALSE;
  add_choice (fields, PRODUCTS, "", C_ ("event", "None"), 0);
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];

      if (product->current != NULL && g_str_equal (product->kind, "value"))
        add_choice (fields, PRODUCTS, product->code, product->current->name, product->id);
    }
  return TRUE;
}

static gboolean
load_people (CltEventFields *fields, CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) people = clt_staff_list (conn, day, error);

  if (people == NULL)
    return FALSE;
  add_choice (fields, PEOPLE, "", C_ ("event", "Nobody"), 0);
  for (guint i = 0; i < people->len; i++)
    {
      const CltStaff *staff = people->pdata[i];

      add_choice (fields, PEOPLE, staff->number, staff->name, staff->id);
    }
  return TRUE;
}

CltEventFields *
clt_event_fields_load (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (CltEventFields) fields = g_new0 (CltEventFields, 1);

  for (int set = 0; set < N_SETS; set++)
    fields->sets[set] = g_ptr_array_new_with_free_func (free_choice);
  for (guint i = 0; clt_event_kinds[i] != NULL; i++)
    add_choice (fields, KINDS, clt_event_kinds[i], clt_event_kind_get_label (clt_event_kinds[i]),
                0);
  for (CltTier tier = CLT_TIER_UNRATED; tier < CLT_N_TIERS; tier++)
    add_choice (fields, TIERS, clt_tier_get_name (tier),
                tier == CLT_TIER_UNRATED ? C_ ("event", "Any") : clt_tier_get_label (tier), tier);
  for (CltSector sector = 0; sector < CLT_N_SECTORS; sector++)
    add_choice (fields, SECTORS, clt_event_sectors[sector], clt_sector_get_label (sector), 0);
  if (!load_products (fields, conn, day, error) || !load_people (fields, conn, day, error))
    return NULL;
  return g_steal_pointer (&fields);
}

void
clt_event_fields_free (CltEventFields *fields)
{
  for (int set = 0; set < N_SETS; set++)
    g_clear_pointer (&fields->sets[set], g_ptr_array_unref);
  g_free (fields);
}

const GPtrArray *
clt_event_fields_get_choices (const CltEventFields *fields, const CltEventField *field)
{
  return field->kind == CLT_EVENT_FIELD_CHOICE || field->kind == CLT_EVENT_FIELD_LIST
           ? fields->sets[get_place (field)->set]
           : NULL;
}

/* By value or by the words for people. */
static const CltEventChoice *
find_choice (const GPtrArray *choices, const char *text)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const CltEventChoice *choice = choices->pdata[i];

      if (g_str_equal (choice->value, text) || g_str_equal (choice->label, text))
        return choice;
    }
  return NULL;
}

/* ---- reading ----------------------------------------------------------------------------------------- */

static char *
dup_choice_of_id (const GPtrArray *choices, gint64 id)
{
  for (guint i = 0; i < choices->len; i++)
    if (((CltEventChoice *) choices->pdata[i])->id == id)
      return g_strdup (((CltEventChoice *) choices->pdata[i])->value);
  return g_strdup ("");
}

static char *
dup_choice (const CltEventFields *fields, const Place *place, gconstpointer at)
{
  if (place->set == KINDS)
    return g_strdup (*(char *const *) at);
  return dup_choice_of_id (fields->sets[place->set], place->set == TIERS
                                                       ? (gint64) * (const CltTier *) at
                                                       : *(const gint64 *) at);
}

/* None is no limit. */
static char *
dup_count (const Place *place, int count)
{
  gboolean limited = place->offset == AT (capacity) ? count > 0 : count >= 0;

  return limited ? g_strdup_printf ("%d", count) : g_strdup ("");
}

static char *
dup_money (const Place *place, gint64 fen)
{
  if (fen == CLT_MONEY_NONE || (place->offset == AT (budget) && fen == 0))
    return g_strdup ("");
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", fen / 100, (int) (fen % 100));
}

char *
clt_event_fields_dup_value (const CltEventFields *fields,
                            const CltEventField *field,
                            const CltEvent *event)
{
  const Place *place = get_place (field);
  gconstpointer at = G_STRUCT_MEMBER_P (event, place->offset);

  switch (field->kind)
    {
    case CLT_EVENT_FIELD_COUNT:
      return dup_count (place, *(const int *) at);
    case CLT_EVENT_FIELD_MONEY:
      return dup_money (place, *(const gint64 *) at);
    case CLT_EVENT_FIELD_TIME:
      return clt_instant_format (*(const gint64 *) at);
    case CLT_EVENT_FIELD_FLAG:
      return g_strdup (*(const gboolean *) at ? "1" : "0");
    case CLT_EVENT_FIELD_CHOICE:
      return dup_choice (fields, place, at);
    case CLT_EVENT_FIELD_TEXT:
    case CLT_EVENT_FIELD_LONG:
    case CLT_EVENT_FIELD_LIST:
    default:
      return g_strdup (*(char *const *) at);
    }
}

/* ---- writing ----------------------------------------------------------------------------------------- */

static gboolean
refuse (const CltEventField *field, const char *text, GError **error)
{
  /* Translators: what was typed, then the name of a field. */
  return clt_store_refuse (error, _ ("“%s” does not fit “%s”. Nothing was changed."), text,
                           g_dgettext (GETTEXT_PACKAGE, field->label));
}

static gboolean
apply_count (const Place *place, const char *text, int *count, GError **error)
{
  gint64 number = 0;
  CltValue found = clt_value_parse_integer (text, strlen (text), &number);

  if (found == CLT_VALUE_BAD || number < 0 || number > 100000)
    return refuse (&place->field, text, error);
  *count = found != CLT_VALUE_NULL ? (int) number : place->offset == AT (capacity) ? 0 : -1;
  return TRUE;
}

static gboolean
apply_money (const Place *place, const char *text, gint64 *fen, GError **error)
{
  gint64 money = 0;
  CltValue found = clt_value_parse_money (text, strlen (text), &money);

  if (found == CLT_VALUE_BAD || money < 0 || money > G_GINT64_CONSTANT (1000000000000))
    return refuse (&place->field, text, error);
  *fen = found != CLT_VALUE_NULL ? money : place->offset == AT (budget) ? 0 : CLT_MONEY_NONE;
  return TRUE;
}

static gboolean
apply_time (const Place *place, const char *text, CltEvent *event, GError **error)
{
  gint64 length = event->ends - event->starts, at;

  if (!clt_instant_parse (text, &at))
    return refuse (&place->field, text, error);
  if (place->offset == AT (starts))
    {
      event->starts = at;
      event->ends = at + length;
    }
  else
    event->ends = at;
  return TRUE;
}

static gboolean
apply_choice (const CltEventFields *fields,
              const Place *place,
              const char *text,
              gpointer at,
              GError **error)
{
  const CltEventChoice *choice = find_choice (fields->sets[place->set], text);

  if (choice == NULL)
    return refuse (&place->field, text, error);
  if (place->set == KINDS)
    clt_set_str (at, choice->value);
  else if (place->set == TIERS)
    *(CltTier *) at = (CltTier) choice->id;
  else
    *(gint64 *) at = choice->id;
  return TRUE;
}

static gboolean
apply_list (const CltEventFields *fields,
            const Place *place,
            const char *text,
            char **value,
            GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const CltEventChoice *choice =
        *words[i] == '\0' ? NULL : find_choice (fields->sets[place->set], words[i]);

      if (choice == NULL && *words[i] != '\0')
        return refuse (&place->field, words[i], error);
      if (choice != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", choice->value);
    }
  clt_set_str (value, list->str);
  return TRUE;
}

gboolean
clt_event_fields_apply (const CltEventFields *fields,
                        const CltEventField *field,
                        const char *value,
                        CltEvent *event,
                        GError **error)
{
  const Place *place = get_place (field);
  gpointer at = G_STRUCT_MEMBER_P (event, place->offset);

  switch (field->kind)
    {
    case CLT_EVENT_FIELD_COUNT:
      return apply_count (place, value, at, error);
    case CLT_EVENT_FIELD_MONEY:
      return apply_money (place, value, at, error);
    case CLT_EVENT_FIELD_TIME:
      return apply_time (place, value, event, error);
    case CLT_EVENT_FIELD_FLAG:
      *(gboolean *) at = g_str_equal (value, "1");
      return *(gboolean *) at || g_str_equal (value, "0") || refuse (field, value, error);
    case CLT_EVENT_FIELD_CHOICE:
      return apply_choice (fields, place, value, at, error);
    case CLT_EVENT_FIELD_LIST:
      return apply_list (fields, place, value, at, error);
    case CLT_EVENT_FIELD_TEXT:
    case CLT_EVENT_FIELD_LONG:
    default:
      clt_set_str (at, value);
      return TRUE;
    }
}

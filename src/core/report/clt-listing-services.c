/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/clients/clt-client-query.h"
#include "core/delivery/clt-greeting.h"
#include "core/delivery/clt-message.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-listing-private.h"
#include "core/research/clt-study.h"

/* Rows that are read at once. */
#define READ 256

static void
add_columns (CltListing *listing, const char *const *titles, guint n_titles)
{
  for (guint i = 0; i < n_titles; i++)
    clt_listing_add_column (listing, g_dpgettext2 (GETTEXT_PACKAGE, "listing", titles[i]),
                            CLT_STYLE_TEXT);
}

/* ---- clients -------------------------------------------------------------------------------- */

/* Rows of the clients @ids: id -> CltClientRow; 0 is nobody's. */
static GHashTable *
load_clients (CltConn *conn, const GArray *ids, GError **error)
{
  const guint wanted = 1u << CLT_COLUMN_NAME | 1u << CLT_COLUMN_ACCOUNT;
  g_autoptr (GHashTable) clients = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          (GDestroyNotify) clt_client_row_unref);
  g_autoptr (GPtrArray) rows =
    clt_client_query_rows (conn, (const gint64 *) ids->data, ids->len, wanted, clt_today (), error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CltClientRow *row = rows->pdata[i];

      if (row != NULL)
        g_hash_table_replace (clients, &row->id, clt_client_row_ref (row));
    }
  return rows == NULL ? NULL : g_steal_pointer (&clients);
}

/* The first two columns. */
static void
add_client (CltListing *listing, GHashTable *clients, gint64 id)
{
  const CltClientRow *row = g_hash_table_lookup (clients, &id);

  clt_listing_add_text (listing, row == NULL ? "" : row->cell[CLT_COLUMN_ACCOUNT]);
  clt_listing_add_text (listing, row == NULL ? "" : row->cell[CLT_COLUMN_NAME]);
}

/* ---- messages ------------------------------------------------------------------------------- */

static void
add_message (CltListing *listing, GHashTable *clients, const CltMessage *message)
{
  g_autofree char *at = message->at == 0 ? g_strdup ("") : clt_instant_format (message->at);

  add_client (listing, clients, message->client_id);
  clt_listing_add_text (listing, clt_message_state_get_label (message->state));
  clt_listing_add_text (listing, message->product);
  clt_listing_add_text (listing, clt_channel_get_label (message->channel));
  clt_listing_add_text (listing, message->address);
  clt_listing_add_text (listing, message->subject);
  clt_listing_add_text (listing, at);
  clt_listing_add_text (listing, message->answer);
}

static gboolean
add_messages (CltConn *conn, CltListing *listing, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) messages = clt_message_rows (conn, ids, n_ids, error);
  g_autoptr (GArray) of = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) clients = NULL;

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    if (messages->pdata[i] != NULL)
      g_array_append_val (of, ((CltMessage *) messages->pdata[i])->client_id);
  if (messages == NULL || (clients = load_clients (conn, of, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    if (messages->pdata[i] != NULL)
      add_message (listing, clients, messages->pdata[i]);
  return TRUE;
}

CltListing *
clt_listing_new_messages (CltConn *conn, int state, const char *words, GError **error)
{
  static const char *const titles[] = {
    NC_ ("listing", "Account"), NC_ ("listing", "Client"),  NC_ ("listing", "State"),
    NC_ ("listing", "Product"), NC_ ("listing", "Channel"), NC_ ("listing", "Address"),
    NC_ ("listing", "Subject"), NC_ ("listing", "When"),    NC_ ("listing", "What the server said"),
  };
  g_autoptr (GArray) ids = clt_message_ids (conn, state, words, error);
  const char *which =
    state < 0 ? C_ ("messages", "Not sent") : clt_message_state_get_label ((CltMessageState) state);
  g_autoptr (CltListing) listing = clt_listing_new ("messages", _ ("Outbox"), which, clt_today ());

  add_columns (listing, titles, G_N_ELEMENTS (titles));
  for (guint first = 0; ids != NULL && first < ids->len; first += READ)
    if (!add_messages (conn, listing, &g_array_index (ids, gint64, first),
                       MIN (READ, ids->len - first), error))
      return NULL;
  return ids == NULL ? NULL : g_steal_pointer (&listing);
}

/* ---- plans and notes ------------------------------------------------------------------------ */

static void
add_study (CltListing *listing, GHashTable *clients, const CltStudy *study)
{
  g_autofree char *number = g_strdup_printf ("%d", study->number);
  g_autofree char *delivery = clt_study_format_delivery (study);

  add_client (listing, clients, study->client_id);
  clt_listing_add_text (listing, study->title);
  clt_listing_add_text (listing, clt_study_kind_get_label (study->kind));
  clt_listing_add_text (listing, study->author);
  clt_listing_add_text (listing, number);
  clt_listing_add_text (listing, clt_study_state_get_label (study->state));
  clt_listing_add_text (listing, delivery);
}

/* (nullable) */
static const CltStudy *
find_study (const GPtrArray *studies, gint64 id)
{
  for (guint i = 0; i < studies->len; i++)
    if (((CltStudy *) studies->pdata[i])->id == id)
      return studies->pdata[i];
  return NULL;
}

CltListing *
clt_listing_new_studies (CltConn *conn, const GArray *ids, GError **error)
{
  static const char *const titles[] = {
    NC_ ("listing", "Account"), NC_ ("listing", "Client"),    NC_ ("listing", "Title"),
    NC_ ("listing", "Kind"),    NC_ ("listing", "Author"),    NC_ ("listing", "Version"),
    NC_ ("listing", "State"),   NC_ ("listing", "Delivered"),
  };
  g_autoptr (GPtrArray) studies = clt_study_list (conn, 0, error);
  g_autoptr (GArray) of = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) clients = NULL;
  g_autoptr (CltListing) listing =
    clt_listing_new ("studies", _ ("Plans and Notes"), "", clt_today ());

  add_columns (listing, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; studies != NULL && i < studies->len; i++)
    if (((CltStudy *) studies->pdata[i])->client_id != 0)
      g_array_append_val (of, ((CltStudy *) studies->pdata[i])->client_id);
  if (studies == NULL || (clients = load_clients (conn, of, error)) == NULL)
    return NULL;
  for (guint i = 0; i < (ids == NULL ? studies->len : ids->len); i++)
    {
      const CltStudy *study =
        ids == NULL ? studies->pdata[i] : find_study (studies, g_array_index (ids, gint64, i));

      if (study != NULL)
        add_study (listing, clients, study);
    }
  return g_steal_pointer (&listing);
}

/* ---- what to greet for ---------------------------------------------------------------------- */

static void
add_festival (CltListing *listing, const CltGreetingOccasion *occasion)
{
  clt_listing_add_day (listing, occasion->day);
  clt_listing_add_text (listing, clt_festival_get_label (occasion->name));
  clt_listing_add_text (listing, "");
  clt_listing_add_text (listing, "");
}

/* Those of one day stand together. @next: (inout): the first that is not listed yet. */
static void
add_birthdays (CltListing *listing,
               GHashTable *clients,
               const GArray *birthdays,
               CltDay day,
               guint *next)
{
  for (; *next < birthdays->len; (*next)++)
    {
      const CltGreetingBirthday *birthday = &g_array_index (birthdays, CltGreetingBirthday, *next);

      if (birthday->day > day)
        return;
      clt_listing_add_day (listing, birthday->day);
      clt_listing_add_text (listing, C_ ("listing", "Birthday"));
      add_client (listing, clients, birthday->client_id);
    }
}

CltListing *
clt_listing_new_greetings (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  static const char *const titles[] = { NC_ ("listing", "Occasion"), NC_ ("listing", "Account"),
                                        NC_ ("listing", "Client") };
  g_autofree char *first = clt_day_format (from), *last = clt_day_format (to);
  /* Translators: first and last day. */
  g_autofree char *heading = g_strdup_printf (C_ ("listing", "%s – %s"), first, last);
  g_autoptr (CltListing) listing = clt_listing_new ("greetings", _ ("Greetings"), heading, from);
  g_autoptr (GArray) occasions = clt_greeting_find_occasions (conn, from, to, error);
  g_autoptr (GArray) birthdays =
    occasions == NULL ? NULL : clt_greeting_find_birthdays (conn, from, to, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) clients = NULL;
  guint next = 0;

  clt_listing_add_column (listing, C_ ("listing", "Day"), CLT_STYLE_DAY);
  add_columns (listing, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; birthdays != NULL && i < birthdays->len; i++)
    g_array_append_val (ids, g_array_index (birthdays, CltGreetingBirthday, i).client_id);
  if (birthdays == NULL || (clients = load_clients (conn, ids, error)) == NULL)
    return NULL;
  for (guint i = 0; i < occasions->len; i++)
    {
      const CltGreetingOccasion *occasion = &g_array_index (occasions, CltGreetingOccasion, i);

      if (occasion->key != NULL)
        add_festival (listing, occasion);
      else
        add_birthdays (listing, clients, birthdays, occasion->day, &next);
    }
  return g_steal_pointer (&listing);
}

/* ---- what is planned ------------------------------------------------------------------------ */

static GHashTable *
load_staff (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) staff = clt_staff_list (conn, CLT_DAY_NONE, error);
  GHashTable *names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      g_hash_table_insert (names, g_memdup2 (&person->id, sizeof person->id),
                           g_strdup (person->name));
    }
  if (staff == NULL)
    g_clear_pointer (&names, g_hash_table_unref);
  return names;
}

/* What the columns need of a line of a preview, and of an item that is planned. */
typedef struct
{
  gint64 client_id, staff_id;
  CltDay day;
  const char *channel, *state;
  guint blocks;
} Planned;

static Planned
read_line (const CltPushLine *line)
{
  return (Planned){ .client_id = line->client_id,
                    .staff_id = line->specialist_id != 0 ? line->specialist_id : line->adviser_id,
                    .day = line->day,
                    .channel = line->channel,
                    .state = line->blocks == 0 ? "free" : "blocked",
                    .blocks = line->blocks };
}

static Planned
read_item (const CltPushItem *item)
{
  return (Planned){ .client_id = item->client_id,
                    .staff_id = item->specialist_id != 0 ? item->specialist_id : item->adviser_id,
                    .day = item->day,
                    .channel = item->channel,
                    .state = item->state };
}

/* (element-type Planned): those who would get it, those for whom it is planned, the blocked. */
static GArray *
collect_planned (const CltPushPreview *preview, const GPtrArray *items)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Planned));
  guint n_free = 0;

  for (guint i = 0; i < preview->lines->len; i++)
    {
      const Planned line = read_line (preview->lines->pdata[i]);

      g_array_append_val (lines, line);
      n_free += line.blocks == 0;
    }
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const Planned line = read_item (items->pdata[i]);

      g_array_insert_val (lines, n_free + i, line);
    }
  return lines;
}

static void
add_planned (CltListing *listing, GHashTable *clients, GHashTable *staff, const Planned *line)
{
  const char *name = g_hash_table_lookup (staff, &line->staff_id);
  g_autofree char *day = clt_day_format (line->day);
  g_autofree char *reasons = clt_block_set_to_label (line->blocks);

  add_client (listing, clients, line->client_id);
  clt_listing_add_text (listing, day);
  clt_listing_add_text (listing, clt_channel_get_label (line->channel));
  clt_listing_add_text (listing, clt_push_item_state_get_label (line->state));
  clt_listing_add_text (listing, name == NULL ? "" : name);
  clt_listing_add_text (listing, reasons);
}

CltListing *
clt_listing_new_preview (CltConn *conn,
                         const CltPushPreview *preview,
                         const GPtrArray *items,
                         const char *title,
                         GError **error)
{
  static const char *const titles[] = {
    NC_ ("listing", "Account"),
    NC_ ("listing", "Client"),
    NC_ ("listing", "Day"),
    NC_ ("listing", "Channel"),
    NC_ ("listing", "State"),
    NC_ ("listing", "By"),
    NC_ ("listing", "What holds him back"),
  };
  g_autoptr (GArray) lines = collect_planned (preview, items);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) staff = load_staff (conn, error);
  g_autoptr (GHashTable) clients = NULL;
  g_autoptr (CltListing) listing = clt_listing_new ("push", title, title, clt_today ());

  add_columns (listing, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < lines->len; i++)
    g_array_append_val (ids, g_array_index (lines, Planned, i).client_id);
  if (staff == NULL || (clients = load_clients (conn, ids, error)) == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    add_planned (listing, clients, staff, &g_array_index (lines, Planned, i));
  return g_steal_pointer (&listing);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-event.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-event-field.h"

/* ---- lists --------------------------------------------------------------------------------- */

static void
build_result (JsonBuilder *json, const CltEventResult *result)
{
  clt_cli_add_int (json, "invited", result->invited);
  clt_cli_add_int (json, "yes", result->yes);
  clt_cli_add_int (json, "no", result->no);
  clt_cli_add_int (json, "maybe", result->maybe);
  clt_cli_add_int (json, "waiting", result->waiting);
  clt_cli_add_int (json, "open", result->open);
  clt_cli_add_int (json, "attended", result->attended);
  clt_cli_add_int (json, "absent", result->absent);
  clt_cli_add_int (json, "followed", result->followed);
  json_builder_set_member_name (json, "cost_per_head");
  if (result->cost_per_head == CLT_MONEY_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, result->cost_per_head);
}

/* What the lists are made of. */
typedef struct
{
  CltEvent *event;
  CltEventResult result;
} Line;

static void
free_line (gpointer data)
{
  Line *line = data;

  clt_event_free (line->event);
  g_free (line);
}

static void
build_line (JsonBuilder *json, gconstpointer row)
{
  const Line *line = row;

  clt_cli_add_int (json, "event", line->event->id);
  clt_cli_add_string (json, "theme", line->event->theme);
  clt_cli_add_string (json, "kind", line->event->kind);
  clt_cli_add_string (json, "state", line->event->state);
  clt_cli_add_instant (json, "starts", line->event->starts);
  clt_cli_add_instant (json, "ends", line->event->ends);
  clt_cli_add_string (json, "place", line->event->place);
  build_result (json, &line->result);
}

static void
print_line (gconstpointer row)
{
  const Line *line = row;
  g_autofree char *starts = clt_instant_format (line->event->starts);
  g_autofree char *cost = line->result.cost_per_head == CLT_MONEY_NONE
                            ? g_strdup ("–")
                            : clt_money_format (line->result.cost_per_head);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s  %s", line->event->id, starts,
                 clt_event_state_get_label (line->event->state), line->event->theme);
  /* Translators: numbers of guests, then yuan. */
  clt_cli_print (_ ("          %d invited, %d yes, %d waiting, %d came; %s yuan a head"),
                 line->result.invited, line->result.yes, line->result.waiting,
                 line->result.attended, cost);
}

gboolean
clt_cli_list_events (CltConn *conn, const CltCliCommon *common, GError **error)
{
  g_autoptr (GPtrArray) events = clt_event_list (conn, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (free_line);

  if (events == NULL)
    return FALSE;
  g_ptr_array_set_free_func (events, NULL);
  for (guint i = 0; i < events->len; i++)
    {
      Line *line = g_new0 (Line, 1);

      line->event = events->pdata[i];
      g_ptr_array_add (lines, line);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = lines->pdata[i];

      if (!clt_event_get_result (conn, line->event->id, &line->result, error))
        return FALSE;
    }
  clt_cli_print_rows (common, lines, build_line, print_line);
  return TRUE;
}

static void
build_candidate (JsonBuilder *json, gconstpointer row)
{
  const CltEventCandidate *candidate = row;
  g_autofree char *blocks = clt_block_set_to_text (candidate->blocks);
  g_auto (GStrv) keys = g_strsplit (blocks, " ", -1);

  clt_cli_add_string (json, "account", candidate->account);
  clt_cli_add_string (json, "name", candidate->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (candidate->tier));
  clt_cli_add_int (json, "lots", candidate->lots);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  if (candidate->out & CLT_EVENT_OUT_TIER)
    json_builder_add_string_value (json, "event-tier");
  if (candidate->out & CLT_EVENT_OUT_INTEREST)
    json_builder_add_string_value (json, "event-sectors");
  for (guint i = 0; keys[i] != NULL; i++)
    json_builder_add_string_value (json, keys[i]);
  json_builder_end_array (json);
}

static void
print_candidate (gconstpointer row)
{
  const CltEventCandidate *candidate = row;
  g_autofree char *name = clt_cli_pad (candidate->name, 14);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (candidate->tier), 10);
  g_autofree char *reason = clt_event_candidate_dup_reason (candidate);

  clt_cli_print ("  %-12s %s %s %6" G_GINT64_FORMAT "  %s", candidate->account, name, tier,
                 candidate->lots, reason);
}

void
clt_cli_list_candidates (const CltCliCommon *common, GPtrArray *candidates)
{
  clt_cli_print_rows (common, candidates, build_candidate, print_candidate);
}

/* ---- one event ----------------------------------------------------------------------------- */

/* All that is told of it. */
typedef struct
{
  const CltEvent *event;
  CltEventFields *fields; /* owned */
  GPtrArray *guests;      /* owned */
  CltEventResult result;
  guint todo;
} Facts;

static void
facts_clear (Facts *facts)
{
  g_clear_pointer (&facts->fields, clt_event_fields_free);
  g_clear_pointer (&facts->guests, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static gboolean
facts_load (Facts *facts, CltConn *conn, GError **error)
{
  const gint64 id = facts->event->id;

  return (facts->fields = clt_event_fields_load (conn, clt_event_get_day (facts->event), error)) !=
           NULL &&
         (facts->guests = clt_event_get_guests (conn, id, error)) != NULL &&
         clt_event_get_result (conn, id, &facts->result, error) &&
         clt_event_get_todo (conn, facts->event, &facts->result, &facts->todo, error);
}

static void
build_guest (JsonBuilder *json, const CltEventGuest *guest)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", guest->account);
  clt_cli_add_string (json, "name", guest->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (guest->tier));
  clt_cli_add_day (json, "invited", guest->invited);
  clt_cli_add_string (json, "answer", guest->answer);
  json_builder_set_member_name (json, "attended");
  if (guest->attended < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_boolean_value (json, guest->attended == 1);
  clt_cli_add_string (json, "sent", guest->sent);
  json_builder_end_object (json);
}

static void
print_guest (const CltEventGuest *guest)
{
  g_autofree char *name = clt_cli_pad (guest->name, 14);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (guest->tier), 10);
  g_autofree char *answer = clt_cli_pad (clt_event_answer_get_label (guest->answer), 16);

  clt_cli_print ("  %-12s %s %s %s %s", guest->account, name, tier, answer,
                 guest->attended < 0    ? ""
                 : guest->attended == 1 ? _ ("was there")
                                        : _ ("was not there"));
}

static void
build_event (JsonBuilder *json, const Facts *facts)
{
  const CltEventField *field;

  json_builder_begin_object (json);
  clt_cli_add_int (json, "event", facts->event->id);
  clt_cli_add_string (json, "state", facts->event->state);
  build_result (json, &facts->result);
  for (guint i = 0; (field = clt_event_field_get (i)) != NULL; i++)
    {
      g_autofree char *value = clt_event_fields_dup_value (facts->fields, field, facts->event);

      clt_cli_add_string (json, field->name, value);
    }
  json_builder_set_member_name (json, "todo");
  json_builder_begin_array (json);
  for (guint bit = 1; bit <= CLT_EVENT_TODO_FULL; bit <<= 1)
    if ((facts->todo & bit) != 0)
      json_builder_add_string_value (json, clt_event_todo_get_label (bit));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "guests");
  json_builder_begin_array (json);
  for (guint i = 0; i < facts->guests->len; i++)
    build_guest (json, facts->guests->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_event (const Facts *facts)
{
  const CltEventField *field;

  for (guint i = 0; (field = clt_event_field_get (i)) != NULL; i++)
    {
      g_autofree char *value = clt_event_fields_dup_value (facts->fields, field, facts->event);

      clt_cli_print ("%s=%s", field->name, value);
    }
  for (guint bit = 1; bit <= CLT_EVENT_TODO_FULL; bit <<= 1)
    if ((facts->todo & bit) != 0)
      clt_cli_print ("! %s", clt_event_todo_get_label (bit));
  for (guint i = 0; i < facts->guests->len; i++)
    print_guest (facts->guests->pdata[i]);
}

gboolean
clt_cli_show_event (CltConn *conn,
                    const CltCliCommon *common,
                    const CltEvent *event,
                    GError **error)
{
  g_auto (Facts) facts = { .event = event };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!facts_load (&facts, conn, error))
    return FALSE;
  if (!common->json)
    {
      print_event (&facts);
      return TRUE;
    }
  build_event (json, &facts);
  clt_cli_print_json (json);
  return TRUE;
}

/* ---- what came of it ----------------------------------------------------------------------- */

static void
build_group (JsonBuilder *json, const char *name, const CltEventGroup *group)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", group->n);
  clt_cli_add_int (json, "trading_before", group->trading_before);
  clt_cli_add_int (json, "trading_after", group->trading_after);
  clt_cli_add_int (json, "lots_before", group->lots_before);
  clt_cli_add_int (json, "lots_after", group->lots_after);
  clt_cli_add_int (json, "net_deposit_before", group->net_before);
  clt_cli_add_int (json, "net_deposit_after", group->net_after);
  json_builder_end_object (json);
}

static void
print_group (const char *name, const CltEventGroup *group)
{
  g_autofree char *before = clt_money_format (group->net_before);
  g_autofree char *after = clt_money_format (group->net_after);

  clt_cli_print ("%s", name);
  /* Translators: numbers of clients before and after an event, then lots, then yuan. */
  clt_cli_print (_ ("  n = %d; trading %d → %d; lots %d → %d; net deposit %s → %s yuan"), group->n,
                 group->trading_before, group->trading_after, (int) group->lots_before,
                 (int) group->lots_after, before, after);
}

static void
build_effect (JsonBuilder *json, const CltEventEffect *effect)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "days", effect->days);
  clt_cli_add_day (json, "until", effect->until);
  clt_cli_add_bool (json, "complete", effect->complete);
  build_group (json, "came", &effect->came);
  build_group (json, "others", &effect->others);
  json_builder_end_object (json);
}

void
clt_cli_show_effect (const CltCliCommon *common, const CltEventEffect *effect)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (common->json)
    {
      build_effect (json, effect);
      clt_cli_print_json (json);
      return;
    }
  print_group (_ ("Were there:"), &effect->came);
  print_group (_ ("Invited, not there:"), &effect->others);
  if (!effect->complete)
    clt_cli_print ("%s", _ ("The facts do not reach to the end of these days yet."));
  clt_cli_print ("%s", _ ("What changed around an event need not have changed because of it."));
}

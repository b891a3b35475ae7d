/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When a client may be called, by whom, and when the next attempt is due (domain rules 5.1, 5.2). All
 * numbers are the dated rules call.*.
 *
 * Days. Nobody is called on a public holiday: a day off of the State Council's lists as far as they
 * were imported, bridges included, else one of the law. An ordinary weekend is no holiday: whoever
 * calls then breaks no rule; but what this file plans by itself falls on working days of offices, and
 * the days within which all attempts are made are counted in them, days worked instead included.
 * Trading days matter only with the rule call.spare_trading: calls then wait for the end of trading,
 * also on days on which offices work and exchanges do not, where they need not wait.
 *
 * Attempts are the calls of one task that did not end it, since the client last named a time himself:
 * at most so many a day, each in another part of it (morning, afternoon, evening) and some hours
 * apart, so many in all. An attempt that comes too late is better than none, but is the last one.
 *
 * Recusal. Callbacks that ask how the client was treated (new account, override, yearly sample,
 * complaint, survey) are not made by who advises the client now, nor by who ever introduced him or
 * won him: assignments “adviser” in force, “introducer” and “development” of any time, and a name or
 * staff number in the client's field “introducer”. Calls that bring a product, invite, or keep a
 * promise are those of the adviser himself.
 *
 * Opt-out. Who refused calls or all pushes is called only where the rules want it (duty) or he was
 * promised it. */

#include "core/catalogue/clt-workdays.h"
#include "core/delivery/clt-call.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CALL_ALLOWED,
  CLT_CALL_HOLIDAY,
  CLT_CALL_HOURS,
  CLT_CALL_NOON,
  CLT_CALL_OWN_HOURS, /* the client's */
  CLT_CALL_TRADING,
  CLT_CALL_DAY_ATTEMPTS,
  CLT_CALL_DAY_PART,
  CLT_CALL_GAP,
  CLT_CALL_TOTAL,
  CLT_CALL_OPTED_OUT,
  CLT_CALL_RECUSED,
} CltCallBar;

/* A sentence for people: why not. "" for CLT_CALL_ALLOWED. */
const char *clt_call_bar_get_label (CltCallBar bar);

/* Of one task. Instants are Unix seconds, times of day minutes. */
typedef struct
{
  GArray *attempts;     /* gint64, ascending */
  int own_from, own_to; /* the client's hours; -1: any */
} CltCallHistory;
void clt_call_history_clear (CltCallHistory *history);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltCallHistory, clt_call_history_clear)
gboolean
clt_call_history_load (CltConn *conn, const CltCall *call, CltCallHistory *history, GError **error);

typedef struct _CltCallRules CltCallRules;

/* As they are in force on @day, with the working days and trading days of the file. */
CltCallRules *clt_call_rules_load (CltConn *conn, CltDay day, GError **error);
void clt_call_rules_free (CltCallRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCallRules, clt_call_rules_free)

/* Whether the hour is one to call at all. */
CltCallBar
clt_call_rules_judge_hour (const CltCallRules *rules, int own_from, int own_to, gint64 at);
/* That, and the attempts before. */
CltCallBar
clt_call_rules_judge (const CltCallRules *rules, const CltCallHistory *history, gint64 at);
/* The earliest allowed moment not before @from; 0: none is left, the client is lost. */
gint64 clt_call_rules_next (const CltCallRules *rules, const CltCallHistory *history, gint64 from);

/* Minutes after midnight: first and last of a day. */
int clt_call_rules_get_open (const CltCallRules *rules);
int clt_call_rules_get_close (const CltCallRules *rules);
int clt_call_rules_get_shared_after (const CltCallRules *rules); /* minutes */
int clt_call_rules_get_lease (const CltCallRules *rules);        /* minutes */
int clt_call_rules_get_moves (const CltCallRules *rules);
const CltWorkdays *clt_call_rules_get_workdays (const CltCallRules *rules);

/* Everything at once: may @staff_id (0: nobody in particular) make this call at @at? */
gboolean clt_call_rule_check (CltConn *conn,
                              const CltCallRules *rules,
                              const CltCall *call,
                              gint64 staff_id,
                              gint64 at,
                              CltCallBar *bar,
                              GError **error);
/* The earliest allowed moment for the next attempt; 0: none is left. */
gboolean
clt_call_rule_next (CltConn *conn, gint64 call_id, gint64 from, gint64 *next, GError **error);
gboolean clt_call_rule_is_callback (const char *occasion);
gboolean clt_call_rule_is_recused (CltConn *conn,
                                   gint64 client_id,
                                   gint64 staff_id,
                                   CltDay day,
                                   gboolean *recused,
                                   GError **error);

/* Inside an action: the client is called only from @from to @to (minutes; -1: takes it away). Refused
 * where nothing would be left of the hours of the rules. */
gboolean clt_call_hours_set (CltConn *conn,
                             gint64 client_id,
                             int from,
                             int to,
                             const char *note,
                             GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One file per sub-command, cmd-<name>.c; the table in main.c lists them. A command parses its own
 * options from argv (argv[0] is the command's name), never asks, prints results on standard output,
 * reasons and progress on standard error. Exit codes below. */

#include <glib.h>
#include <json-glib/json-glib.h>

#include "core/base/clt-date.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

#define CLT_EXIT_DONE 0
#define CLT_EXIT_REFUSED 1 /* refused or partly refused, with reasons on standard error */
#define CLT_EXIT_USAGE 2

typedef int (*CltCommandFunc) (int argc, char **argv);

typedef struct
{
  const char *name;
  CltCommandFunc run;
  const char *usage;   /* "FILE [--json]" */
  const char *summary; /* msgid */
} CltCommand;

/* The whole table, or one command of it, on standard error. */
void clt_cli_print_usage (const char *command);

/* Parses @entries; takes the rest as @n_min … @n_max positional arguments into @args (transfer
 * none, in argv). Texts that @entries store belong to the program, too. --who and --json are added to
 * every command. FALSE: usage error, already told. */
typedef struct
{
  const char *command;
  const char *who; /* --who, else the login name */
  gboolean json;
  char **args;
  int n_args;
  char **rest; /* of @args what stands behind the verb */
  int n_rest;
  const char *detail; /* of a verb's action; NULL: what stands behind the verb */
  gint64 made;        /* by a verb, told by its number; 0: nothing */
  gint64 action;      /* what a verb's action became; 0: it changed nothing */
  /* (nullable): carried out before a verb with an action, and outside of that; without data */
  CltActionFunc first;
} CltCliCommon;

gboolean clt_cli_parse (int *argc,
                        char ***argv,
                        const GOptionEntry *entries,
                        int n_min,
                        int n_max,
                        CltCliCommon *common);

/* What a command does whose second word says so: COMMAND FILE VERB …. One name may stand in several
 * rows with different numbers of arguments. */
typedef struct
{
  const char *name;
  int n_min, n_max;   /* arguments behind the verb */
  const char *action; /* @run is in an action of this name; NULL: in none */
  CltActionFunc run;
  int (*tell) (gpointer data); /* (nullable): says what came of it; returns the exit code */
  gboolean writes;             /* without an action, too */
  const char *makes; /* (nullable): with --json, the name of the member that holds what was made,
                      * in an object that tells the action, too */
} CltCliVerb;
/* Opens the file and carries out the one of @verbs (ending with { NULL }) that @common asks for;
 * the first, when it names none.
 * Returns: the exit code; reasons are told. */
int clt_cli_run_verb (CltCliCommon *common, const CltCliVerb *verbs, gpointer data);

/* "clientele-cli COMMAND: sentence" for people, from core's error. Returns CLT_EXIT_REFUSED, or
 * CLT_EXIT_USAGE for a G_OPTION_ERROR. */
int clt_cli_fail (const char *command, const GError *error);
/* A date option; tells a usage error. @text NULL: not given, @day stays. */
gboolean clt_cli_parse_day (const char *text, gint32 *day);
/* The period that --from and --to (NULL: not given) name. Without either: the month of the last
 * facts, as far as they reach; with one: that day's month. Returns an exit code; told already
 * unless CLT_EXIT_DONE. */
int clt_cli_choose_period (const char *command,
                           CltConn *conn,
                           const char *from_text,
                           const char *to_text,
                           CltDay *from,
                           CltDay *to);
/* Prints @text and a newline to standard output. */
void clt_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* @text filled with blanks up to @columns of a terminal, where a Chinese character takes two; on
 * its left when @columns is negative. */
char *clt_cli_pad (const char *text, int columns);
/* Prints what @builder holds to standard output, indented. */
void clt_cli_print_json (JsonBuilder *builder);
/* @rows as objects of one JSON array, whose members @build adds, or by @print. */
typedef void (*CltCliBuildFunc) (JsonBuilder *json, gconstpointer row);
typedef void (*CltCliPrintFunc) (gconstpointer row);
void clt_cli_print_rows (const CltCliCommon *common,
                         GPtrArray *rows,
                         CltCliBuildFunc build,
                         CltCliPrintFunc print);
/* @rows as a member that is an array of objects, or of texts. */
void clt_cli_add_rows (JsonBuilder *json,
                       const char *name,
                       const GPtrArray *rows,
                       CltCliBuildFunc build);
void clt_cli_add_texts (JsonBuilder *json, const char *name, const GPtrArray *texts);
/* A CltCliBuildFunc of CltVersionChange. */
void clt_cli_build_change (JsonBuilder *json, gconstpointer row);
/* Members of an object. */
void clt_cli_add_string (JsonBuilder *json, const char *name, const char *value); /* NULL: null */
void clt_cli_add_int (JsonBuilder *json, const char *name, gint64 value);
void clt_cli_add_bool (JsonBuilder *json, const char *name, gboolean value);
void clt_cli_add_double (JsonBuilder *json, const char *name, double value); /* NAN: null */
void clt_cli_add_day (JsonBuilder *json, const char *name, CltDay day);      /* none: null */
void clt_cli_add_instant (JsonBuilder *json, const char *name, gint64 at);   /* 0: null */
void clt_cli_add_id (JsonBuilder *json, const char *name, gint64 id);        /* 0: null */
/* Progress on standard error when it is a terminal. */
void clt_cli_progress (double fraction, gpointer what);

/* After whatever @conn has written: the folder that calendar programs subscribe to holds it, too. That
 * it cannot be written is told, and undoes nothing. */
void clt_cli_tell_subscribers (const char *command, CltConn *conn);

int clt_cmd_demo (int argc, char **argv);
int clt_cmd_import (int argc, char **argv);
int clt_cmd_inspect (int argc, char **argv);
int clt_cmd_new (int argc, char **argv);
int clt_cmd_history (int argc, char **argv);
int clt_cmd_search (int argc, char **argv);
int clt_cmd_segments (int argc, char **argv);
int clt_cmd_room (int argc, char **argv);
int clt_cmd_session (int argc, char **argv);
int clt_cmd_enrol (int argc, char **argv);
int clt_cmd_plan (int argc, char **argv);
int clt_cmd_undo (int argc, char **argv);
int clt_cmd_redo (int argc, char **argv);
int clt_cmd_edit (int argc, char **argv);
int clt_cmd_export (int argc, char **argv);
int clt_cmd_backup (int argc, char **argv);
int clt_cmd_restore (int argc, char **argv);
int clt_cmd_catalogue (int argc, char **argv);
int clt_cmd_channel (int argc, char **argv);
int clt_cmd_check (int argc, char **argv);
int clt_cmd_mail (int argc, char **argv);
int clt_cmd_sms (int argc, char **argv);
int clt_cmd_calendars (int argc, char **argv);
int clt_cmd_calls (int argc, char **argv);
int clt_cmd_contact (int argc, char **argv);
int clt_cmd_appointments (int argc, char **argv);
int clt_cmd_bulletin (int argc, char **argv);
int clt_cmd_complaint (int argc, char **argv);
int clt_cmd_control (int argc, char **argv);
int clt_cmd_course (int argc, char **argv);
int clt_cmd_deliver (int argc, char **argv);
int clt_cmd_event (int argc, char **argv);
int clt_cmd_greet (int argc, char **argv);
int clt_cmd_ledger (int argc, char **argv);
int clt_cmd_lists (int argc, char **argv);
int clt_cmd_push (int argc, char **argv);
int clt_cmd_questionnaire (int argc, char **argv);
int clt_cmd_refuse (int argc, char **argv);
int clt_cmd_request (int argc, char **argv);
int clt_cmd_send_list (int argc, char **argv);
int clt_cmd_kpi (int argc, char **argv);
int clt_cmd_matrix (int argc, char **argv);
int clt_cmd_needs (int argc, char **argv);
int clt_cmd_product (int argc, char **argv);
int clt_cmd_research (int argc, char **argv);
int clt_cmd_response (int argc, char **argv);
int clt_cmd_results (int argc, char **argv);
int clt_cmd_rules (int argc, char **argv);
int clt_cmd_survey (int argc, char **argv);
int clt_cmd_task (int argc, char **argv);
int clt_cmd_tiers (int argc, char **argv);

G_END_DECLS

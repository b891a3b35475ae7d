/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <locale.h>
#include <signal.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

static const CltCommand commands[] = {
  { "import", clt_cmd_import,
    "FILE KIND SOURCE [--profile NAME] [--map COLUMN=FIELD]… [--set FIELD=VALUE]… [--encoding E]"
    " [--delimiter C] [--sheet S] [--pad-accounts N] [--dates ORDER] [--keep-extra] [--dry-run]"
    " [--rejects OUT.csv]",
    N_ ("Take a file of the counter, of staff or of clients into the branch") },
  { "inspect", clt_cmd_inspect, "SOURCE [--rows] [--encoding E] [--delimiter C] [--sheet S]",
    N_ ("Show how a file to be imported is understood") },
  { "new", clt_cmd_new, "FILE", N_ ("Make an empty branch file") },
  { "demo", clt_cmd_demo, "FILE [--clients N] [--days N] [--seed N] [--as-of DATE]",
    N_ ("Make a branch file with invented clients") },
  { "history", clt_cmd_history, "FILE [--limit N]", N_ ("List what was done, newest first") },
  { "undo", clt_cmd_undo, "FILE [ACTION]",
    N_ ("Undo the newest action, or the one that is named") },
  { "backup", clt_cmd_backup, "FILE DEST", N_ ("Make a verified copy") },
  { "restore", clt_cmd_restore, "FILE SOURCE [--dry-run]",
    N_ ("Put a copy back and keep the present state beside it") },
  { "check", clt_cmd_check, "FILE", N_ ("Look for damage in a branch file or a backup") },
  { "redo", clt_cmd_redo, "FILE [ACTION]", N_ ("Redo what was undone last") },
  { "kpi", clt_cmd_kpi,
    "FILE [--from DATE] [--to DATE] [--by tier|staff|month] [--members INDICATOR]",
    N_ ("Show the indicators, or who is behind one") },
  { "control", clt_cmd_control,
    "FILE INDICATOR [--from DATE] [--to DATE] [--kind p|u|laney|xmr] [--baseline N]"
    " [--improved DATE]…",
    N_ ("Tell whether an indicator moves by chance alone") },
  { "catalogue", clt_cmd_catalogue, "FILE [--as-of DATE] [--archived] [--starter]",
    N_ ("List the service products and who is promised them") },
  { "matrix", clt_cmd_matrix, "FILE [PRODUCT TIER RIGHT] [--from DATE] [--dry-run]",
    N_ ("Show the entitlement matrix, or set a cell and say what it costs") },
  { "product", clt_cmd_product,
    "FILE new|set|compare|approve|retire|archive|delete CODE [FIELD=VALUE]… [--from DATE]"
    " [--last DATE]",
    N_ ("Write, approve and retire a service product") },
  { "course", clt_cmd_course,
    "FILE [list [--archived] | preset | level CODE NAME | add CODE LEVEL NAME [FIELD=VALUE]… |"
    " set CODE FIELD=VALUE… | require CODE NEEDS… | unrequire CODE NEEDS… | move CODE LEVEL PLACE |"
    " move-level LEVEL PLACE | archive CODE | restore CODE | delete CODE |"
    " mark CODE ACCOUNT [MARK] [--kind KIND] [--days N] [--trades N] [--on DATE] | close CODE "
    "ACCOUNT [--on DATE] [--reason TEXT] |"
    " results [CODE [ACCOUNT]] | effect CODE [--on DATE]]",
    N_ ("The curriculum of training, marks, and how courses end") },
  { "questionnaire", clt_cmd_questionnaire,
    "FILE [list [--archived] | show KEY | outline KEY | check KEY | try KEY [QUESTION=VALUE]… |"
    " preset [PRESET…] | new KEY NAME [--occasion OCCASION] | copy KEY NEW-KEY NAME |"
    " edit KEY FIELD=VALUE… | draft KEY | discard KEY | publish KEY | archive KEY | restore KEY |"
    " add KEY QUESTION TYPE TEXT [FIELD=VALUE]… | set KEY QUESTION FIELD=VALUE… |"
    " remove KEY QUESTION | move KEY QUESTION PLACE | dimensions KEY [NAME=WEIGHT]… |"
    " export KEY OUT [--client ACCOUNT] | import SOURCE.json] [--version N]",
    N_ ("Write, check and publish questionnaires for callbacks and surveys") },
  { "needs", clt_cmd_needs,
    "FILE [matrix | who CODE [--tier TIER] | of ACCOUNT | add ACCOUNT CODE… [--required]"
    " [--note TEXT] | close ACCOUNT CODE | helps | help WHAT CODE] [--as-of DATE]",
    N_ ("What clients should learn, who waits for which course, and what comes next") },
  { "export", clt_cmd_export,
    "FILE KIND OUT [--filter EXPRESSION] [--from DATE] [--to DATE] [--sort COLUMN]"
    " [--columns A,B,C] [--gb18030] [--scale N] [--purpose TEXT]",
    N_ ("Write clients, catalogue, month-pack, dashboard, service-card or training to a file") },
  { "edit", clt_cmd_edit, "FILE --filter EXPRESSION [--prospects] FIELD=VALUE [--dry-run]",
    N_ ("Change one field of many clients at once") },
  { "channel", clt_cmd_channel,
    "FILE list | add NAME [--consent sms|email|phone] | archive KEY | restore KEY",
    N_ ("The ways to clients; beyond the six they are for the log") },
  { "mail", clt_cmd_mail,
    "FILE server [NAME=VALUE]… | test ADDRESS | send [--password-fd N] | pause | resume |"
    " list [--state S] [--limit N] | settle ID… --sent|--again|--bounced |"
    " queue PRODUCT ACCOUNT…",
    N_ ("Send the e-mails that wait, and see what became of them") },
  { "sms", clt_cmd_sms,
    "FILE gateway [NAME=VALUE]… | send [--password-fd N] | export OUT | results IN | pause |"
    " resume | list [--state S] [--limit N] | settle ID… --sent|--again | queue PRODUCT ACCOUNT…",
    N_ ("Send the short messages that wait, or write them to a file for the gateway") },
  { "contact", clt_cmd_contact,
    "FILE list [--client ACCOUNT] [--staff STAFF] [--from DATE] [--to DATE] [--limit N] |"
    " add ACCOUNT [LINE] [--in] [--channel C] [--topic TEXT] [--next TEXT] [--outcome O]"
    " [--minutes N] [--day DATE] [--staff STAFF] | note LINE [--plan] [--staff STAFF] | summary"
    " [--from DATE] [--to DATE] [--staff STAFF]",
    N_ ("The log of contacts: write one down, list them, sum them up") },
  { "calls", clt_cmd_calls,
    "FILE list [--due DATE] [--staff STAFF] [--closed] | add ACCOUNT [--product CODE]"
    " [--staff STAFF] [--due DATE] [--script TEXT] | dial ID |"
    " finish ID OUTCOME [--note TEXT] [--again WHEN] [--seconds N] [--reason TEXT] |"
    " queue [--staff STAFF] | take [ID] [--desk DESK] [--reason TEXT] | release ID |"
    " move ID WHEN [--reason TEXT] | hours ACCOUNT 18:00-20:00|any |"
    " absent STAFF [--from DATE] [--to DATE] [--stand-in STAFF] | absences | present ID |"
    " hand-over FROM [TO] | plan [--sample YEAR]",
    N_ ("The calls to make, and what came of them") },
  { "complaint", clt_cmd_complaint,
    "FILE list [--open|--done] [--state S] [--handler STAFF] [--client ACCOUNT] [--filter WORDS]"
    " [--from DATE] [--to DATE] | show N | add [FIELD=VALUE]… | set N FIELD=VALUE… |"
    " move N STATE [--reason TEXT] [--note TEXT] [--staff STAFF] | stop N REASON | resume N |"
    " extend N MANAGER REASON | asked N [--satisfied 1…5] [--not-solved] [--reason TEXT] |"
    " letter N KIND [--language zh|en] [--text TEXT] [--staff STAFF] | send LETTER |"
    " remedy N STAFF DATE TEXT | remedied TASK RESULT | attach N PATH | file N OUT.pdf |"
    " summary [--from DATE] [--to DATE]",
    N_ ("Take in complaints, see them through, count them") },
  { "task", clt_cmd_task,
    "FILE list [--owner STAFF] [--client ACCOUNT] [--closed] | add TEXT [--kind KIND]"
    " [--owner STAFF] [--client ACCOUNT] [--due WHEN] | done ID [--result TEXT] |"
    " drop ID --result TEXT | move ID WHEN | give ID STAFF",
    N_ ("What was promised, or must be put right") },
  { "calendars", clt_cmd_calendars,
    "FILE list | import SOURCE.ics [--name NAME] [--room ROOM] [--lecturer NAME] [--holiday] |"
    " export NAME OUT.ics | busy [--from DATE] [--to DATE] | remove NAME | folder |"
    " set-folder PATH",
    N_ ("Calendars of other programs that keep rooms and people busy") },
  { "appointments", clt_cmd_appointments,
    "FILE list [--from DATE] [--to DATE] | add ACCOUNT TIME --subject TEXT [--minutes N]"
    " [--place TEXT] [--note TEXT] [--product CODE] [--staff STAFF] | move ID [TIME] |"
    " finish ID | cancel ID | export OUT.ics | import SOURCE.ics",
    N_ ("Visits, also as a calendar that comes back") },
  { "bulletin", clt_cmd_bulletin,
    "FILE list | export OUT.html|OUT.txt [--channel C] [--day DATE] [--tier TIER] [--gb18030] |"
    " publish [--channel C] [--day DATE]",
    N_ ("What the website and the trading software show on a day") },
  { "search", clt_cmd_search, "FILE WORDS", N_ ("Find clients by name, pinyin, account or phone") },
  { "research", clt_cmd_research,
    "FILE list | plan | note TITLE | edit N SECTION=TEXT… | submit N | approve N | return N |"
    " revise N | refresh N | diff N [OLD] | pdf N OUT | offers N | deliver N [--client ACCOUNT]"
    " [--author STAFF] [--on DATE] [--remark TEXT] [--purpose TEXT] [--product CODE] [--channel C]"
    " [--done] [--note TEXT] [--set-aside REASON] [--no-follow-up]",
    N_ ("Write, review and print risk-management plans and research notes") },
  { "room", clt_cmd_room,
    "FILE rooms | lecturers | equipment | hours [--from DATE --to DATE] | add-room NAME SEATS |"
    " add-lecturer NAME | add-equipment NAME N | set-room NAME | set-lecturer NAME [--name NAME]"
    " [--seats N] [--archive] [--restore] [--place TEXT] [--staff STAFF] [--topics CODES]"
    " [--cost YUAN]",
    N_ ("Rooms, lecturers and equipment of the training") },
  { "session", clt_cmd_session,
    "FILE list | show SESSION | add COURSE CODE | edit SESSION | publish SESSION | hold SESSION |"
    " cancel SESSION | copy SESSION CODE DATE | meet SESSION TIME | move MEETING [TIME] |"
    " drop MEETING | repeat MEETING N | clashes [SESSION] | slots SESSION [--from DATE --to DATE]"
    " [--seats N] [--online N] [--method M] [--lecturer NAME] [--adviser STAFF] [--room NAME]"
    " [--equipment NAME=N]… [--minutes N] [--tier TIER] [--audience FILTER] [--every N] [--weeks]",
    N_ ("Hold courses: sessions, their meetings, what clashes") },
  { "enrol", clt_cmd_enrol,
    "FILE list SESSION | add SESSION ACCOUNT | cancel SESSION ACCOUNT | accept SESSION ACCOUNT |"
    " decline SESSION ACCOUNT | queue |"
    " audience SESSION | invite SESSION [--filter FILTER] [--channel CHANNEL] |"
    " roll MEETING [ACCOUNT=MARK]… | walk-in MEETING NAME | feedback SESSION [ACCOUNT] |"
    " sheet MEETING OUT | certificate RESULT OUT [--online] [--source SOURCE]",
    N_ ("Seats, the queue for them, the roll, feedback") },
  { "plan", clt_cmd_plan,
    "FILE propose | apply | publish [--need COURSE=FILTER]… [--from DATE --to DATE] [--prefix "
    "TEXT]",
    N_ ("Propose a quarter’s training, take it over, publish it") },
  { "segments", clt_cmd_segments, "FILE [--members NAME] [--as-of DATE]",
    N_ ("List the segments, or who is in one") },
  { "response", clt_cmd_response,
    "FILE [list [QUESTIONNAIRE] [--survey N] [--client ACCOUNT] [--state STATE] [--keyed N] |"
    " show N | change N KEY [VALUE] [--part CODE] [--mark MARK] [--reason TEXT] |"
    " tag N KEY TAG | untag N KEY TAG | compare N N | settle N N KEY 1|2]",
    N_ ("Answered forms: list, show, change, tag, compare two keyings") },
  { "results", clt_cmd_results,
    "FILE QUESTIONNAIRE [--by tier|staff|channel|version|month] [--from DATE] [--to DATE]"
    " [--channel CHANNEL] [--pooled] [--version N] [--survey N] [--tier TIER] [--staff STAFF]"
    " [--careful] [--forms WHAT]",
    N_ ("What was answered to a questionnaire, by question") },
  { "rules", clt_cmd_rules, "FILE [NAME=VALUE]… [--from DATE]",
    N_ ("List or set the dated rules") },
  { "survey", clt_cmd_survey,
    "FILE [list | new NAME QUESTIONNAIRE [--filter EXPRESSION] [--channel CHANNEL] [--from DATE]"
    " [--to DATE] [--owner STAFF] [--note TEXT] | draw N [--seed N] [--share S] [--all] |"
    " members N [--reason REASON] [--all] | open N | close N |"
    " quota N PLACES|none [--tier TIER] [--channel CHANNEL] [--notify] | coverage N |"
    " export N OUT]",
    N_ ("Put a questionnaire to an audience or to a drawn sample") },
  { "tiers", clt_cmd_tiers, "FILE [--as-of DATE] [--apply]",
    N_ ("Show or carry out the tier runs that are due") },
  { "ledger", clt_cmd_ledger,
    "FILE [--by product|client] [--on DATE] [--client ACCOUNT] [--product CODE] [--periods N]",
    N_ ("Show what is owed, delivered and outstanding") },
  { "deliver", clt_cmd_deliver,
    "FILE ACCOUNT PRODUCT [--channel C] [--day DATE] [--staff STAFF] [--note TEXT] [--requested]"
    " [--set-aside REASON]",
    N_ ("Write down that a product was delivered") },
  { "event", clt_cmd_event,
    "FILE list | show N | add THEME TIME [FIELD=VALUE…] | set N FIELD=VALUE… |"
    " candidates N [--filter EXPRESSION] [--channel C] |"
    " invite N [ACCOUNT…] [--filter EXPRESSION] [--channel C] | answer N ACCOUNT yes|no|maybe |"
    " attend N yes|no ACCOUNT… | close N held|cancelled | follow-up N [--due DATE] |"
    " effect N [--days N] | export N OUT | guests N OUT",
    N_ ("Report meetings, forums and trips: guests, attendance, result") },
  { "greet", clt_cmd_greet, "FILE [list | export OUT] [--from DATE] [--to DATE] [--gb18030]",
    N_ ("List the birthdays and festivals to come") },
  { "push", clt_cmd_push,
    "FILE [list | preview PRODUCT | create PRODUCT | items PUSH | release PUSH | override ITEM |"
    " cancel PUSH] [--filter E] [--list NAME] [--owner STAFF] [--owed] [--repeat] [--channel C]"
    " [--from DATE] [--to DATE] [--name NAME] [--reason TEXT] [--birthdays |"
    " --festival KEY --year Y]",
    N_ ("Plan, release and follow pushes and greetings") },
  { "send-list", clt_cmd_send_list,
    "FILE PUSH OUT [--channel C] [--purpose TEXT] | FILE --return IN",
    N_ ("Write whom to serve, or take the marked list back") },
  { "refuse", clt_cmd_refuse, "FILE ACCOUNT SCOPE [--from DATE] [--end DATE] [--note TEXT]",
    N_ ("Note what a client refuses, or take it back") },
  { "request", clt_cmd_request,
    "FILE ACCOUNT PRODUCT WARNING [--day DATE] [--staff STAFF] [--note TEXT]",
    N_ ("Note that a client insists on a product above his grade") },
  { "lists", clt_cmd_lists,
    "FILE [NAME | save NAME | freeze NAME NEW | minus A B NEW | and A B NEW | or A B NEW |"
    " delete NAME] [--filter E]",
    N_ ("Show, save and combine lists of clients") },
};

void
clt_cli_print_usage (const char *command)
{
  g_printerr ("%s\n\n", _ ("Usage: clientele-cli COMMAND FILE … [--who NAME] [--json]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (command == NULL || g_str_equal (command, commands[i].name))
      g_printerr ("  %s %s\n      %s\n", commands[i].name, commands[i].usage,
                  g_dgettext (GETTEXT_PACKAGE, commands[i].summary));
}

int
clt_cmd_new (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  if (!clt_cli_parse (&argc, &argv, NULL, 1, 1, &common))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_CREATE, &error);
  if (conn == NULL)
    return clt_cli_fail ("new", error);
  return CLT_EXIT_DONE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* a limit on file sizes shall be an error with a sentence, not a death */
  signal (SIGXFSZ, SIG_IGN);
  bindtextdomain (GETTEXT_PACKAGE, CLT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc >= 2)
    for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
      if (g_str_equal (argv[1], commands[i].name))
        return commands[i].run (argc - 1, argv + 1);

  clt_cli_print_usage (NULL);
  return CLT_EXIT_USAGE;
}

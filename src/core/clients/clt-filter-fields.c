/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter.h"

#include "core/base/clt-i18n.h"

#define CONSENT(channel)                                                                           \
  "CASE (SELECT n.given FROM consent n WHERE n.client_id = k.client_id AND n.channel = '" channel  \
  "' AND n.valid_from <= ?1 ORDER BY n.valid_from DESC, n.id DESC LIMIT 1) WHEN 1 THEN 'yes'"      \
  " ELSE 'no' END"

const CltFilterField clt_filter_fields[] = {
  { "name", N_ ("Name"), CLT_FILTER_TEXT, NULL, "k.name", FALSE },
  { "account", N_ ("Account"), CLT_FILTER_TEXT, NULL, "k.accounts", FALSE },
  { "tier", N_ ("Tier"), CLT_FILTER_TIER, NULL, CLT_SQL_TIER, FALSE },
  { "status", N_ ("Status"), CLT_FILTER_CHOICE, "active sleeping dormant closed", CLT_SQL_STATUS,
    FALSE },
  { "grade", N_ ("Risk grade"), CLT_FILTER_CHOICE, "C1 C2 C3 C4 C5", CLT_SQL_GRADE, FALSE },
  { "grade_assessed", N_ ("Risk grade assessed"), CLT_FILTER_DAY, NULL,
    CLT_SQL_GRADE_OF ("g.assessed"), FALSE },
  { "grade_expires", N_ ("Risk grade expires"), CLT_FILTER_DAY, NULL, CLT_SQL_GRADE_EXPIRES,
    FALSE },
  { "investor", N_ ("Investor"), CLT_FILTER_CHOICE, "ordinary professional", "c.investor", TRUE },
  { "class", N_ ("Client class"), CLT_FILTER_CHOICE, "natural corporate special", "c.class", TRUE },
  { "gender", N_ ("Gender"), CLT_FILTER_CHOICE, "male female", "nullif(c.gender, '')", TRUE },
  { "equity", N_ ("Equity"), CLT_FILTER_MONEY, NULL, CLT_SQL_EQUITY, FALSE },
  { "margin", N_ ("Margin occupied"), CLT_FILTER_MONEY, NULL, CLT_SQL_MARGIN, FALSE },
  { "retained", N_ ("Retained commission this year"), CLT_FILTER_MONEY, NULL, CLT_SQL_RETAINED,
    FALSE },
  { "risk", N_ ("Risk ratio"), CLT_FILTER_RATIO, NULL, CLT_SQL_RISK, FALSE },
  { "last_trade", N_ ("Last trade"), CLT_FILTER_DAY, NULL, CLT_SQL_LAST_TRADE, FALSE },
  { "last_position", N_ ("Last position"), CLT_FILTER_DAY, NULL, CLT_SQL_LAST_POSITION, FALSE },
  { "opened", N_ ("Opened"), CLT_FILTER_DAY, NULL, "k.opened", FALSE },
  { "closed", N_ ("Closed"), CLT_FILTER_DAY, NULL, "k.closed", FALSE },
  { "specialist", N_ ("Specialist"), CLT_FILTER_TEXT, NULL, CLT_SQL_SPECIALIST, FALSE },
  { "adviser", N_ ("Adviser"), CLT_FILTER_TEXT, NULL, CLT_SQL_ADVISER, FALSE },
  { "segment", N_ ("Segment"), CLT_FILTER_SEGMENT, NULL, "", FALSE },
  { "r", N_ ("Score: recency"), CLT_FILTER_NUMBER, NULL, CLT_SQL_LOOKUP ("r"), FALSE },
  { "f", N_ ("Score: frequency"), CLT_FILTER_NUMBER, NULL, CLT_SQL_LOOKUP ("f"), FALSE },
  { "m", N_ ("Score: commission"), CLT_FILTER_NUMBER, NULL, CLT_SQL_LOOKUP ("m"), FALSE },
  { "recency", N_ ("Trading days since the last trade"), CLT_FILTER_NUMBER, NULL,
    CLT_SQL_LOOKUP ("recency"), FALSE },
  { "trade_days", N_ ("Days with a trade in the window"), CLT_FILTER_NUMBER, NULL,
    CLT_SQL_LOOKUP ("trade_days"), FALSE },
  { "frequency", N_ ("Share of days with a trade in the window"), CLT_FILTER_RATIO, NULL,
    CLT_SQL_LOOKUP ("frequency") " / 1000000.0", FALSE },
  { "window_retained", N_ ("Retained commission in the window"), CLT_FILTER_MONEY, NULL,
    CLT_SQL_LOOKUP ("retained"), FALSE },
  { "window_result", N_ ("Profit or loss in the window"), CLT_FILTER_MONEY, NULL,
    CLT_SQL_LOOKUP ("result"), FALSE },
  { "win_rate", N_ ("Win rate in the window"), CLT_FILTER_RATIO, NULL,
    CLT_SQL_LOOKUP ("win_rate") " / 1000000.0", FALSE },
  { "style", N_ ("Holding style in the window"), CLT_FILTER_CHOICE,
    "intraday swing position hedger",
    "CASE " CLT_SQL_LOOKUP ("style") " WHEN 1 THEN 'intraday' WHEN 2 THEN 'swing'"
                                     " WHEN 3 THEN 'position' WHEN 4 THEN 'hedger' END",
    FALSE },
  { "concentration", N_ ("Concentration on sectors in the window"), CLT_FILTER_RATIO, NULL,
    CLT_SQL_LOOKUP ("concentration") " / 1000000.0", FALSE },
  { "margin_use", N_ ("Mean use of margin in the window"), CLT_FILTER_RATIO, NULL,
    CLT_SQL_LOOKUP ("margin_use") " / 1000000.0", FALSE },
  { "last_contact", N_ ("Last contact"), CLT_FILTER_DAY, NULL, CLT_SQL_LOOKUP ("last_contact"),
    FALSE },
  { "contact_gap", N_ ("Trading days since the last contact"), CLT_FILTER_NUMBER, NULL,
    CLT_SQL_LOOKUP ("contact_gap"), FALSE },
  { "contact_overdue", N_ ("Contact overdue by (trading days)"), CLT_FILTER_NUMBER, NULL,
    CLT_SQL_LOOKUP ("contact_overdue"), FALSE },
  { "tag", N_ ("Tag"), CLT_FILTER_SET, NULL,
    "SELECT 1 FROM client_tag t WHERE t.client_id = k.client_id AND t.tag", FALSE },
  { "birth_month", N_ ("Month of birth"), CLT_FILTER_NUMBER, NULL, "c.birth_month", TRUE },
  { "birth_year", N_ ("Year of birth"), CLT_FILTER_NUMBER, NULL, "c.birth_year", TRUE },
  { "introducer", N_ ("Introducer"), CLT_FILTER_TEXT, NULL, "c.introducer", TRUE },
  { "stage", N_ ("Stage"), CLT_FILTER_CHOICE,
    "new contacted interested simulating opening won lost", "nullif(c.stage, '')", TRUE },
  { "source", N_ ("Source"), CLT_FILTER_TEXT, NULL, "c.source", TRUE },
  { "note", N_ ("Note"), CLT_FILTER_TEXT, NULL, "c.note", TRUE },
  { "consent_sms", N_ ("Consent to SMS"), CLT_FILTER_CHOICE, "yes no", CONSENT ("sms"), FALSE },
  { "consent_email", N_ ("Consent to e-mail"), CLT_FILTER_CHOICE, "yes no", CONSENT ("email"),
    FALSE },
  { "consent_phone", N_ ("Consent to calls"), CLT_FILTER_CHOICE, "yes no", CONSENT ("phone"),
    FALSE },
  { "phone", N_ ("Phone"), CLT_FILTER_SECRET, NULL, "nullif(c.phone, '')", TRUE },
  { "email", N_ ("E-mail"), CLT_FILTER_SECRET, NULL, "nullif(c.email, '')", TRUE },
  { "address", N_ ("Address"), CLT_FILTER_SECRET, NULL, "nullif(c.address, '')", TRUE },
  { "id_number", N_ ("Identity number"), CLT_FILTER_SECRET, NULL, "nullif(c.id_number, '')", TRUE },
  { NULL },
};

const char *
clt_filter_field_get_label (const CltFilterField *field)
{
  return g_dgettext (GETTEXT_PACKAGE, field->label);
}

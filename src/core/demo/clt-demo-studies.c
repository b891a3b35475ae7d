/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-studies.h"

#include "core/base/clt-text.h"
#include "core/research/clt-study.h"

#define N_SECTIONS 6

typedef struct
{
  CltStudyKind kind;
  const char *product, *title;
  CltStudyState state;
  int client;                       /* of a plan: so many high-end clients are passed over */
  const char *sections[N_SECTIONS]; /* in the order of the template */
} Sketch;

#define WARNING                                                                                                                                   \
  "期货交易采用保证金制度，亏损可能超过投入本金。本文不构成收益承诺或交易要约，历史数据不代表未来" \
  "表"                                                                                                                                           \
  "现，决策及结果由客户自行承担。"

/* In Chinese whoever makes the branch: what the template writes follows the language of the program,
 * and the same options give the same branch. */
static const Sketch sketches[] = {
  { CLT_STUDY_PLAN,
    "R05",
    "年末风险管理方案",
    CLT_STUDY_APPROVED,
    0,
    { "在不追加资金的前提下，将最大回撤控制在权益的15%以内。",
      "近期持仓集中于黑色系品种，夜盘波动较大，风险度随行情起伏明显。",
      "风险度每日收盘后不高于60%；单一品种保证金占比不超过总保证金的40%。",
      "若主要持仓品种出现连续三日不利行情，先减至半仓，再评估是否继续持有。",
      "每周一与客户经理核对持仓与资金；节前五个交易日内主动降低风险度。", WARNING } },
  { CLT_STUDY_PLAN,
    "R05",
    "套保头寸风险管理方案",
    CLT_STUDY_REVIEW,
    1,
    { "以库存规模为上限建立卖出套保头寸，锁定加工利润。",
      "现货库存与期货头寸基本匹配，基差处于近三年中等水平。",
      "期货头寸不超过现货库存的八成；保证金占权益不超过50%。",
      "基差走弱超过两个标准差时，分批平仓并同步销售现货。",
      "每月末对账，基差与库存数据由客户提供，投资顾问出具调整意见。", WARNING } },
  { CLT_STUDY_NOTE,
    "R06",
    "螺纹钢季度供需展望",
    CLT_STUDY_DRAFT,
    0,
    { "供需双弱格局延续，价格以区间震荡为主。",
      "产量随利润收缩小幅下降，库存去化速度慢于往年同期。",
      "宏观政策与环保限产力度存在不确定性，或引发价格单边波动。", "", WARNING } },
};

static gboolean
fill (CltStudy *study, const Sketch *sketch)
{
  g_return_val_if_fail (study->sections->len <= N_SECTIONS, FALSE);

  clt_set_str (&study->title, sketch->title);
  for (guint i = 0; i < study->sections->len; i++)
    clt_set_str (&((CltStudySection *) study->sections->pdata[i])->text, sketch->sections[i]);
  return TRUE;
}

/* FALSE without an error: a branch so small has no such client. */
static gboolean
find_client (CltConn *conn, const Sketch *sketch, CltDay day, gint64 *client, GError **error)
{
  *client = 0;
  return sketch->kind == CLT_STUDY_NOTE ||
         (clt_conn_get_int (conn, client, 0, error,
                            "SELECT h.client_id FROM tier_history h WHERE h.tier = ?2"
                            " AND h.valid_from = (SELECT max(n.valid_from) FROM tier_history n"
                            " WHERE n.client_id = h.client_id AND n.valid_from <= ?1)"
                            " ORDER BY h.client_id LIMIT 1 OFFSET ?3",
                            "iii", (gint64) day, (gint64) CLT_TIER_HIGH_END,
                            (gint64) sketch->client) &&
          *client != 0);
}

static gboolean
write_study (CltConn *conn, const Sketch *sketch, CltDay day, const char *who, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (CltStudy) study = NULL;
  gint64 client, author;

  if (!find_client (conn, sketch, day, &client, &problem))
    {
      if (problem == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!clt_conn_get_int (conn, &author, 0, error,
                         "SELECT id FROM staff WHERE role = 'adviser' ORDER BY id LIMIT 1", ""))
    return FALSE;
  study = clt_study_prepare (conn, sketch->kind, client, author, day, error);
  if (study == NULL || !fill (study, sketch) ||
      (study->product_id = clt_product_find (conn, sketch->product, error)) == 0 ||
      !clt_study_save (conn, study, error))
    return FALSE;
  if (sketch->state == CLT_STUDY_DRAFT)
    return TRUE;
  return clt_study_submit (conn, study->version_id, error) &&
         (sketch->state == CLT_STUDY_REVIEW ||
          clt_study_review (conn, study->version_id, who, TRUE, "", error));
}

typedef struct
{
  CltDay last;
  const char *who;
} Desk;

static gboolean
write_studies (CltConn *conn, gpointer data, GError **error)
{
  const Desk *desk = data;

  for (guint i = 0; i < G_N_ELEMENTS (sketches); i++)
    if (!write_study (conn, &sketches[i], desk->last, desk->who, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_demo_studies_write (CltConn *conn, CltDay last, const CltActionInfo *info, GError **error)
{
  Desk desk = { last, NULL };
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT name FROM staff WHERE role = 'manager' ORDER BY id LIMIT 1", "");
  g_autofree char *manager = NULL;

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  desk.who = manager = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return clt_action_run (conn, info, write_studies, &desk, NULL, error);
}

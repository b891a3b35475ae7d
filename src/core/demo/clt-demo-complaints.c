/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-complaints.h"

#include "core/base/clt-text.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-stage.h"

#define STREAM_COMPLAINTS 6
#define LONGEST 24 /* steps of a course */

typedef enum
{
  COURSE_QUICK,
  COURSE_CLOSED,
  COURSE_LATE,
  COURSE_STOPPED,
  COURSE_EXTENDED,
  COURSE_REFUSED,
  COURSE_WITHDRAWN,
  COURSE_MEDIATED,
  COURSE_REOPENED,
  COURSE_INQUIRY,
  COURSE_SLOW, /* taken up, and nothing since */
  N_COURSES
} Course;

/* What becomes of a complaint: working days after it was registered. A word is a state, "letter:" one
 * that goes out, else what is done. */
typedef struct
{
  int days;
  const char *what, *words;
} Step;

static const Step courses[N_COURSES][LONGEST] = {
  [COURSE_QUICK] = { { 0, "letter:receipt", "" },
                     { 1, "accepted", "" },
                     { 1, "letter:accept", "" },
                     { 1, "investigating", "" },
                     { 2, "proposal", "" },
                     { 2, "answered", "" },
                     { 2, "letter:answer", "" },
                     { 3, "agreed", "客户电话中表示认可" },
                     { 3, "closed", "" },
                     { 3, "remedy", "" } },
  [COURSE_CLOSED] = { { 1, "letter:receipt", "" },
                      { 2, "accepted", "" },
                      { 2, "letter:accept", "" },
                      { 2, "investigating", "调取通话录音和系统日志" },
                      { 4, "proposal", "" },
                      { 4, "answered", "" },
                      { 4, "letter:answer", "" },
                      { 5, "agreed", "" },
                      { 5, "closed", "" },
                      { 5, "remedy", "" } },
  [COURSE_LATE] = { { 1, "letter:receipt", "" },
                    { 4, "accepted", "" },
                    { 4, "investigating", "" },
                    { 7, "proposal", "" },
                    { 8, "answered", "" },
                    { 8, "letter:answer", "" },
                    { 9, "disagreed", "客户要求书面说明计算过程" },
                    { 9, "investigating", "" },
                    { 11, "proposal", "" },
                    { 12, "answered", "" },
                    { 12, "letter:answer", "" },
                    { 13, "agreed", "" },
                    { 13, "closed", "" } },
  [COURSE_STOPPED] = { { 0, "letter:receipt", "" },
                       { 1, "accepted", "" },
                       { 1, "letter:accept", "" },
                       { 1, "investigating", "" },
                       { 2, "stop", "请补充出金时的手机截图和银行回单" },
                       { 2, "letter:wait", "" },
                       { 8, "resume", "" },
                       { 9, "proposal", "" },
                       { 10, "answered", "" },
                       { 10, "letter:answer", "" },
                       { 10, "agreed", "" },
                       { 10, "closed", "" } },
  [COURSE_EXTENDED] = { { 1, "letter:receipt", "" },
                        { 2, "accepted", "" },
                        { 2, "letter:accept", "" },
                        { 2, "investigating", "" },
                        { 5, "extend", "涉及交易软件供应商，需要等待其出具说明" },
                        { 5, "letter:extend", "" },
                        { 16, "proposal", "" },
                        { 17, "answered", "" },
                        { 17, "letter:answer", "" },
                        { 18, "agreed", "" },
                        { 18, "closed", "" } },
  [COURSE_REFUSED] = { { 0, "letter:receipt", "" },
                       { 2, "refused", "反映的是其他期货公司的账户，与本营业部无关" },
                       { 2, "letter:refuse", "" } },
  [COURSE_WITHDRAWN] = { { 0, "letter:receipt", "" },
                         { 1, "withdrawn", "客户核对结算单后自行撤回" } },
  [COURSE_MEDIATED] = { { 1, "letter:receipt", "" },
                        { 2, "accepted", "" },
                        { 2, "letter:accept", "" },
                        { 2, "investigating", "" },
                        { 4, "proposal", "" },
                        { 5, "answered", "" },
                        { 5, "letter:answer", "" },
                        { 6, "disagreed", "客户不接受，要求赔偿损失" },
                        { 7, "mediation", "客户向期货业协会申请调解" },
                        { 30, "agreed", "调解达成一致，客户撤回赔偿要求" },
                        { 30, "closed", "" } },
  [COURSE_REOPENED] = { { 0, "letter:receipt", "" },
                        { 1, "accepted", "" },
                        { 1, "investigating", "" },
                        { 2, "proposal", "" },
                        { 2, "answered", "" },
                        { 2, "letter:answer", "" },
                        { 3, "agreed", "" },
                        { 3, "closed", "" },
                        { 6, "investigating", "客户来电：同样的问题又出现了" },
                        { 9, "proposal", "" },
                        { 10, "answered", "" },
                        { 10, "letter:answer", "" },
                        { 10, "agreed", "" },
                        { 10, "closed", "" } },
  [COURSE_INQUIRY] = { { 0, "accepted", "" },
                       { 0, "investigating", "" },
                       { 1, "proposal", "" },
                       { 1, "answered", "" },
                       { 1, "agreed", "" },
                       { 1, "closed", "" } },
  [COURSE_SLOW] = { { 0, "letter:receipt", "" },
                    { 2, "accepted", "" },
                    { 2, "letter:accept", "" },
                    { 2, "investigating", "" } },
};

typedef enum
{
  BY_CLIENT,
  BY_SAME, /* the client of the complaint before it, who tells the same matter again */
  BY_NOBODY,
} By;

typedef struct
{
  int ago; /* working days before the last day on which it was registered */
  Course course;
  By by;
  const char *kind, *source, *class_, *severity, *topic;
  gboolean about; /* about whoever serves the client */
  const char *facts, *demand;
  const char *finding, *cause, *remedy;
  gint64 payment; /* yuan */
} Sketch;

#define CONFIRMED "手续费按合同约定收取，计算无误"
static const Sketch sketches[] = {
  { 236, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "fees", "general", "手续费标准", FALSE,
    "客户认为螺纹钢平今手续费高于开户时告知的标准。", "说明收费依据，退还多收部分", "partly",
    "调整手续费的通知只在网站公布，未逐一告知", "退还差额，今后调整时短信逐一告知", 186 },
  { 219, COURSE_QUICK, BY_CLIENT, "inquiry", "phone", "settlement", "general", "结算单", FALSE,
    "询问逐日盯市与逐笔对冲两种结算单的差别。", "讲解", "unfounded", "客户首次查看逐笔对冲结算单",
    "电话讲解并发送图示说明", 0 },
  { 204, COURSE_STOPPED, BY_CLIENT, "complaint", "software", "settlement", "general", "出金", FALSE,
    "客户反映出金申请提交后两小时未到账。", "尽快到账并解释原因", "partly",
    "银行系统维护，客服未主动告知", "维护前在软件首页和短信中公告", 0 },
  { 188, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "service", "general", "响应速度", TRUE,
    "客户三次留言，专员两天没有回电。", "尽快联系并改进", "founded", "专员休假未安排代班",
    "休假须登记代班人，留言当日回复", 0 },
  { 171, COURSE_LATE, BY_CLIENT, "complaint", "visit", "settlement", "general", "强行平仓", FALSE,
    "客户认为夜盘强行平仓没有提前通知，造成损失。", "赔偿损失", "unfounded",
    "当日已三次短信通知并有电话录音", "当面播放录音并给出书面说明", 0 },
  { 160, COURSE_REFUSED, BY_NOBODY, "complaint", "12386", "brokerage", "general", "销户", FALSE,
    "来电人称其在另一家公司的账户无法销户。", "协助销户", "", "", "", 0 },
  { 149, COURSE_QUICK, BY_CLIENT, "suggestion", "web", "service", "general", "培训安排", FALSE,
    "建议把期权课程安排在收盘以后。", "调整上课时间", "founded", "课程时间未考虑盘中交易的客户",
    "下季度起期权课程改在15:30以后", 0 },
  { 137, COURSE_REOPENED, BY_CLIENT, "complaint", "phone", "software", "general", "行情卡顿", FALSE,
    "客户反映交易软件在开盘时段频繁断线。", "保证交易通道稳定", "founded",
    "客户使用的旧版软件连接到已停用的站点", "协助升级软件，停用旧站点前提前一周通知", 0 },
  { 121, COURSE_EXTENDED, BY_CLIENT, "complaint", "letter", "orders", "major", "条件单", FALSE,
    "客户称条件单在价格触发后没有报出，损失约两万元。", "查明原因并赔偿", "partly",
    "条件单存放在客户电脑，触发时电脑休眠", "补偿部分手续费，软件增加休眠提醒", 1200 },
  { 108, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "fees", "general", "保证金标准", FALSE,
    "客户认为节前提高保证金没有提前告知。", "提前告知", "unfounded", "节前五日已公告并发送短信",
    "说明公告渠道，登记客户新手机号", 0 },
  { 96, COURSE_WITHDRAWN, BY_CLIENT, "complaint", "phone", "settlement", "general", "结算差额",
    FALSE, "客户认为结算价与软件显示不一致。", "核对", "", "", "", 0 },
  { 83, COURSE_MEDIATED, BY_CLIENT, "complaint", "12386", "staff", "major", "投资建议", TRUE,
    "客户称专员建议其持有多单，行情反向后亏损。", "赔偿全部损失", "unfounded",
    "录音显示专员只转述研报观点并提示风险", "不予赔偿，重申员工不得给出买卖建议", 0 },
  { 71, COURSE_QUICK, BY_CLIENT, "complaint", "email", "service", "general", "短信打扰", FALSE,
    "客户已退订短信，仍收到早评。", "停止发送", "founded", "退订登记后当日的名单已经生成",
    "退订即时生效，名单发送前再核对一次", 0 },
  { 58, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "brokerage", "general", "开户资料", FALSE,
    "客户更新银行卡后三天未生效。", "尽快处理", "founded", "资料影像不清，退回后无人跟进",
    "退回件当日电话告知客户", 0 },
  { 44, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "fees", "general", "手续费标准", FALSE,
    "客户要求说明股指期货平今手续费的计算。", "书面说明", "unfounded", CONFIRMED,
    "发送书面说明和计算示例", 0 },
  { 31, COURSE_CLOSED, BY_CLIENT, "complaint", "software", "software", "general", "登录", FALSE,
    "手机软件更新后无法用指纹登录。", "恢复指纹登录", "founded", "新版软件与部分机型不兼容",
    "供应商已发布修复版本，逐一告知受影响客户", 0 },
  { 19, COURSE_STOPPED, BY_CLIENT, "complaint", "phone", "settlement", "general", "出金", FALSE,
    "客户反映出金被退回，没有收到原因。", "说明原因", "partly", "银行卡已注销，退回短信发到旧号码",
    "更新客户手机号，退回时另行电话通知", 0 },
  { 11, COURSE_SLOW, BY_CLIENT, "complaint", "12386", "orders", "major", "平仓指令", FALSE,
    "客户称电话下单平仓时接单员确认有误，少平两手。", "赔偿差价", "", "", "", 0 },
  { 9, COURSE_SLOW, BY_CLIENT, "complaint", "phone", "service", "general", "回访时间", TRUE,
    "客户说明过只在收盘后接电话，仍在盘中被回访。", "不要再在盘中来电", "", "", "", 0 },
  { 8, COURSE_QUICK, BY_CLIENT, "complaint", "phone", "service", "general", "预约电话", FALSE,
    "客户约好下午三点通话，专员迟了一小时才打来。", "按约定时间来电", "founded",
    "上一通电话超时，没有事先告知", "约定时间无法接通时先发短信说明", 0 },
  { 4, COURSE_CLOSED, BY_CLIENT, "complaint", "web", "fees", "general", "交割费用", FALSE,
    "客户对棕榈油交割仓储费有疑问。", "说明费用构成", "unfounded", "仓储费由交易所规定，公司不加收",
    "发送交易所收费标准", 0 },
  { 4, COURSE_SLOW, BY_CLIENT, "complaint", "phone", "software", "general", "行情延迟", FALSE,
    "客户反映手机行情比电脑慢数秒。", "解决延迟", "", "", "", 0 },
  { 2, COURSE_SLOW, BY_SAME, "complaint", "12386", "software", "general", "行情延迟", FALSE,
    "客户再次反映手机行情延迟，并已拨打12386。", "尽快解决", "", "", "", 0 },
  { 3, COURSE_STOPPED, BY_CLIENT, "complaint", "email", "settlement", "general", "入金", FALSE,
    "客户反映夜盘入金二十分钟未到账，错过开仓。", "解释原因", "", "", "", 0 },
  { 0, COURSE_CLOSED, BY_CLIENT, "complaint", "phone", "advice", "major", "适当性", FALSE,
    "客户称开通期权权限时没有人向他讲解风险。", "查明并说明", "", "", "", 0 },
};

/* ---- who ----------------------------------------------------------------------------------- */

/* A client who is here on @day, and has not complained yet; 0: nobody is left. */
static gboolean
draw_client (CltDemoComplaints *self, CltConn *conn, CltDay day, gint64 *client, GError **error)
{
#define HERE                                                                                       \
  " FROM client c WHERE c.prospect = 0 AND EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id" \
  " AND s.opened <= ?1 AND s.closed IS NULL) AND NOT EXISTS (SELECT 1 FROM complaint k"            \
  " WHERE k.client_id = c.id)"
  gint64 n;

  *client = 0;
  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*)" HERE, "y", day))
    return FALSE;
  return n == 0 || clt_conn_get_int (conn, client, 0, error,
                                     "SELECT c.id" HERE " ORDER BY c.id LIMIT 1 OFFSET ?2", "yi",
                                     day, clt_random_range (&self->random, 0, n - 1));
}

/* The @nth of those with @role who are here on @day. */
static gboolean
find_staff (CltConn *conn, const char *role, gint64 nth, CltDay day, gint64 *id, GError **error)
{
#define ON_DAY " FROM staff WHERE role = ?1 AND (left_on IS NULL OR left_on > ?2)"
  gint64 n;

  return clt_conn_get_int (conn, &n, 0, error, "SELECT count(*)" ON_DAY, "ty", role, day) &&
         clt_conn_get_int (conn, id, 0, error, "SELECT id" ON_DAY " ORDER BY id LIMIT 1 OFFSET ?3",
                           "tyi", role, day, n == 0 ? 0 : nth % n);
}

/* Whoever serves the client is not the one to handle what is said about him. */
static gboolean
set_people (const Sketch *sketch,
            guint index,
            CltConn *conn,
            CltDay day,
            CltComplaint *complaint,
            GError **error)
{
  if (!find_staff (conn, "specialist", index, day, &complaint->handler_id, error))
    return FALSE;
  if (!sketch->about)
    return TRUE;
  return clt_conn_get_int (conn, &complaint->about_id, 0, error,
                           "SELECT staff_id FROM assignment WHERE client_id = ?1"
                           " AND relation = 'service' AND valid_from <= ?2"
                           " AND (valid_to IS NULL OR valid_to >= ?2)"
                           " ORDER BY valid_from DESC, id DESC LIMIT 1",
                           "iy", complaint->client_id, day) &&
         find_staff (conn, "compliance", 0, day, &complaint->handler_id, error);
}

/* ---- it comes ------------------------------------------------------------------------------ */

static gboolean
choose_client (CltDemoComplaints *self, guint index, CltConn *conn, CltDay day, GError **error)
{
  switch (sketches[index].by)
    {
    case BY_CLIENT:
      return draw_client (self, conn, day, &self->clients[index], error);
    case BY_SAME:
      self->clients[index] = self->clients[index - 1];
      return TRUE;
    case BY_NOBODY:
    default:
      return TRUE;
    }
}

static gboolean
take_in (CltDemoComplaints *self, guint index, CltConn *conn, CltDay day, GError **error)
{
  const Sketch *sketch = &sketches[index];
  g_autoptr (CltComplaint) complaint = clt_complaint_new ();

  if (!choose_client (self, index, conn, day, error))
    return FALSE;
  if (self->clients[index] == 0 && sketch->by != BY_NOBODY)
    return TRUE; /* a branch that small has nobody else */
  complaint->client_id = self->clients[index];
  complaint->received = complaint->registered = day;
  complaint->happened = day - (CltDay) clt_random_range (&self->random, 0, 3);
  complaint->same_as = sketch->by == BY_SAME ? self->complaints[index - 1] : 0;
  clt_set_str (&complaint->person, sketch->by == BY_NOBODY ? "某女士" : "");
  clt_set_str (&complaint->kind, sketch->kind);
  clt_set_str (&complaint->source, sketch->source);
  clt_set_str (&complaint->class_, sketch->class_);
  clt_set_str (&complaint->topic, sketch->topic);
  clt_set_str (&complaint->severity, sketch->severity);
  clt_set_str (&complaint->facts, sketch->facts);
  clt_set_str (&complaint->demand, sketch->demand);
  if (!set_people (sketch, index, conn, day, complaint, error) ||
      !clt_complaint_add (conn, complaint, error))
    return FALSE;
  self->complaints[index] = complaint->id;
  return TRUE;
}

/* ---- what becomes of it -------------------------------------------------------------------- */

static gboolean
conclude (const Sketch *sketch, CltConn *conn, gint64 id, GError **error)
{
  g_autofree char *payment = g_strdup_printf ("%" G_GINT64_FORMAT, sketch->payment);

  return clt_complaint_set_field (conn, id, "finding", sketch->finding, error) &&
         clt_complaint_set_field (conn, id, "cause", sketch->cause, error) &&
         clt_complaint_set_field (conn, id, "remedy", sketch->remedy, error) &&
         clt_complaint_set_field (conn, id, "payment", payment, error);
}

static gboolean
write_letter (CltConn *conn, gint64 id, const char *kind, gint64 staff_id, GError **error)
{
  const gint64 letter = clt_complaint_letter_add (conn, id, kind, "zh", NULL, staff_id, error);

  return letter != 0 && clt_complaint_letter_send (conn, letter, error);
}

static gboolean
add_remedy (CltDemoComplaints *self,
            const Sketch *sketch,
            CltConn *conn,
            const CltComplaint *complaint,
            CltDay day,
            GError **error)
{
  const CltDay due = clt_workdays_move (self->workdays, day, 10);
  const gint64 task = clt_complaint_add_remedy (conn, complaint->id, complaint->handler_id, due,
                                                sketch->remedy, error);

  return task != 0 && (due > self->last ||
                       clt_conn_run (conn, error,
                                     "UPDATE task SET state = 'done', done = ?, result = '已落实'"
                                     " WHERE id = ?",
                                     "yi", due, task));
}

static gboolean
do_step (CltDemoComplaints *self,
         guint index,
         const Step *step,
         CltConn *conn,
         CltDay day,
         GError **error)
{
  const Sketch *sketch = &sketches[index];
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, self->complaints[index], error);
  gint64 manager;

  if (complaint == NULL)
    return FALSE;
  if (g_str_has_prefix (step->what, "letter:"))
    return write_letter (conn, complaint->id, step->what + strlen ("letter:"),
                         complaint->handler_id, error);
  if (g_str_equal (step->what, "stop"))
    return clt_complaint_stop (conn, complaint->id, step->words, error);
  if (g_str_equal (step->what, "resume"))
    return clt_complaint_resume (conn, complaint->id, error);
  if (g_str_equal (step->what, "remedy"))
    return add_remedy (self, sketch, conn, complaint, day, error);
  if (g_str_equal (step->what, "extend"))
    return find_staff (conn, "manager", 0, day, &manager, error) &&
           clt_complaint_extend (conn, complaint->id, manager, step->words, error);
  if (g_str_equal (step->what, "proposal") && !conclude (sketch, conn, complaint->id, error))
    return FALSE;
  return clt_complaint_move (conn, complaint->id, step->what, complaint->handler_id, step->words,
                             "", error);
}

static gboolean
carry_on (CltDemoComplaints *self, guint index, CltConn *conn, CltDay day, GError **error)
{
  const Sketch *sketch = &sketches[index];
  const Step *steps = courses[sketch->course];
  const CltDay registered = clt_workdays_move (self->workdays, self->last, -sketch->ago);
  const int gone = day <= registered ? (day == registered ? 0 : -1)
                                     : clt_workdays_count (self->workdays, registered + 1, day);

  if (gone == 0 && !take_in (self, index, conn, day, error))
    return FALSE;
  for (int i = 0; i < LONGEST && steps[i].what != NULL && self->complaints[index] != 0; i++)
    if (steps[i].days == gone && !do_step (self, index, &steps[i], conn, day, error))
      return FALSE;
  return TRUE;
}

void
clt_demo_complaints_init (CltDemoComplaints *self,
                          const CltWorkdays *workdays,
                          CltDay last,
                          guint32 seed)
{
  *self = (CltDemoComplaints){
    .last = clt_workdays_at_or_before (workdays, last),
    .workdays = workdays,
    .random = clt_random_new (seed, STREAM_COMPLAINTS),
    .clients = g_new0 (gint64, G_N_ELEMENTS (sketches)),
    .complaints = g_new0 (gint64, G_N_ELEMENTS (sketches)),
  };
}

void
clt_demo_complaints_clear (CltDemoComplaints *self)
{
  g_clear_pointer (&self->clients, g_free);
  g_clear_pointer (&self->complaints, g_free);
}

gboolean
clt_demo_complaints_play (CltDemoComplaints *self, CltConn *conn, CltDay day, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sketches); i++)
    if (!carry_on (self, i, conn, day, error))
      return FALSE;
  return TRUE;
}

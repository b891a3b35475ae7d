/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-training-fields.h"

#include "core/base/clt-i18n.h"

static const CltImportField course_fields[CLT_N_COURSE_FIELDS] = {
  { "code", N_ ("Code of the course"), CLT_FIELD_TEXT, TRUE,
    "课程代码|课程编号|课程编码|coursecode|course|courseno" },
  { "name", N_ ("Name of the course"), CLT_FIELD_TEXT, FALSE,
    "课程名称|课程名|课程|coursename|title" },
  { "level", N_ ("Code of the level"), CLT_FIELD_TEXT, FALSE,
    "级别|课程级别|层级|阶段|level|courselevel" },
  { "minutes", N_ ("Minutes of teaching"), CLT_FIELD_INTEGER, FALSE,
    "课时分钟|时长(分钟)|时长|minutes|duration" },
  { "methods", N_ ("Methods"), CLT_FIELD_TEXT, FALSE, "授课方式|培训方式|methods|method" },
  { "pass", N_ ("What passes it"), CLT_FIELD_TEXT, FALSE, "考核方式|通过方式|pass|assessment" },
  { "mark", N_ ("Mark that passes"), CLT_FIELD_INTEGER, FALSE,
    "及格分|通过分数|合格分数|passmark|passingmark" },
  { "risk", N_ ("Grade that it needs"), CLT_FIELD_INTEGER, FALSE,
    "适当性等级|风险等级|risk|risklevel" },
  { "description", N_ ("Description"), CLT_FIELD_TEXT, FALSE, "课程简介|简介|内容|description" },
  { "level_name", N_ ("Name of the level"), CLT_FIELD_TEXT, FALSE, "级别名称|层级名称|levelname" },
  { "needs", N_ ("Courses that come first"), CLT_FIELD_TEXT, FALSE,
    "先修课程|前置课程|prerequisites|comesafter" },
  { "materials", N_ ("Materials"), CLT_FIELD_TEXT, FALSE, "教材|课程资料|资料|materials" },
  { "attempts", N_ ("Attempts"), CLT_FIELD_INTEGER, FALSE, "可考次数|考核次数|attempts" },
  { "sim_days", N_ ("Trading days on the simulator"), CLT_FIELD_INTEGER, FALSE,
    "模拟交易日|模拟天数|tradingdaysonthesimulator" },
  { "sim_trades", N_ ("Trades on the simulator"), CLT_FIELD_INTEGER, FALSE,
    "模拟笔数|模拟成交笔数|tradesonthesimulator" },
  { "validity", N_ ("Months that the certificate is good"), CLT_FIELD_INTEGER, FALSE,
    "证书有效月数|有效月数|validitymonths" },
  { "institution", N_ ("For corporate and high-end clients only"), CLT_FIELD_CHOICE, FALSE,
    "仅限机构与高端客户|机构专属|institutionsonly" },
};

#define COURSE_FIELD                                                                               \
  {                                                                                                \
    "course", N_ ("Code of the course"), CLT_FIELD_TEXT, TRUE,                                     \
      "课程代码|课程编号|课程编码|课程|coursecode|course|courseno"                   \
  }
#define SESSION_FIELD(is_needed)                                                                   \
  {                                                                                                \
    "session", N_ ("Session"), CLT_FIELD_TEXT, is_needed,                                          \
      "班次|期次|场次|班次编号|session|sessioncode|presentation"                         \
  }
#define STUDENT_FIELDS                                                                                                        \
  { "student", N_ ("Account or student number"), CLT_FIELD_TEXT, TRUE,                                                        \
    "学号|学员编号|学员|客户号|资金账号|资金帐号|投资者代码|资金账号或学号|student|studentno|" \
    "studentid|"                                                                                                              \
    "account|accountorstudentnumber" },                                                                                       \
  {                                                                                                                           \
    "name", N_ ("Name of the person"), CLT_FIELD_TEXT, FALSE,                                                                 \
      "姓名|学员姓名|客户姓名|客户名称|name|studentname"                                                        \
  }

static const CltImportField session_fields[CLT_N_SESSION_FIELDS] = {
  COURSE_FIELD,
  SESSION_FIELD (TRUE),
  { "first_day", N_ ("First day"), CLT_FIELD_DATE, FALSE,
    "开课日期|开始日期|开班日期|日期|firstday|startdate|start|from" },
  { "starts", N_ ("First days by the end of the code (B=02-01 J=10-01)"), CLT_FIELD_TEXT, FALSE,
    "开课规则|startrule" },
  { "length", N_ ("Length in days"), CLT_FIELD_INTEGER, FALSE,
    "天数|课程天数|length|days|presentationlength" },
  { "last_day", N_ ("Last day"), CLT_FIELD_DATE, FALSE,
    "结课日期|结束日期|lastday|enddate|end|to" },
  { "method", N_ ("Method"), CLT_FIELD_TEXT, FALSE, "授课方式|培训方式|method" },
  { "seats", N_ ("Seats in the room"), CLT_FIELD_INTEGER, FALSE,
    "座位|座位数|名额|人数上限|seats|capacity" },
  { "online_seats", N_ ("Online seats"), CLT_FIELD_INTEGER, FALSE,
    "线上名额|线上人数|onlineseats" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|note|notes|remark" },
};

static const CltImportField enrolment_fields[CLT_N_ENROLMENT_FIELDS] = {
  COURSE_FIELD,
  SESSION_FIELD (TRUE),
  STUDENT_FIELDS,
  { "day", N_ ("Enrolled on"), CLT_FIELD_DATE, FALSE,
    "报名日期|登记日期|enrolled|enrolledon|registered|registrationdate" },
  { "offset", N_ ("Enrolled so many days after the start"), CLT_FIELD_INTEGER, FALSE,
    "报名天数|registrationoffset" },
  { "left", N_ ("Cancelled on"), CLT_FIELD_DATE, FALSE,
    "取消日期|退课日期|退出日期|cancelled|cancelledon|left" },
  { "left_offset", N_ ("Cancelled so many days after the start"), CLT_FIELD_INTEGER, FALSE,
    "退课天数|unregistrationoffset" },
  { "place", N_ ("In the room or online"), CLT_FIELD_CHOICE, FALSE,
    "参加方式|听课方式|线上线下|place|attendanceby" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|note|notes|remark" },
};

static const CltImportField attendance_fields[CLT_N_ATTENDANCE_FIELDS] = {
  COURSE_FIELD,
  SESSION_FIELD (TRUE),
  STUDENT_FIELDS,
  { "day", N_ ("Day of the meeting"), CLT_FIELD_DATE, TRUE,
    "上课日期|签到日期|日期|meetingday|day|date" },
  { "mark", N_ ("Present, late, excused or absent"), CLT_FIELD_CHOICE, TRUE,
    "出勤|考勤|签到|点名|到课情况|出勤情况|attendance|attended|rollcall" },
};

static const CltImportField mark_fields[CLT_N_MARK_FIELDS] = {
  COURSE_FIELD,
  SESSION_FIELD (FALSE),
  STUDENT_FIELDS,
  { "kind", N_ ("Kind of test"), CLT_FIELD_CHOICE, FALSE,
    "测试类型|考核类型|考试类型|testkind|kindoftest|assessmenttype" },
  { "day", N_ ("Day of the test"), CLT_FIELD_DATE, FALSE,
    "考试日期|测试日期|日期|testday|day|date" },
  { "offset", N_ ("Taken so many days after the start"), CLT_FIELD_INTEGER, FALSE,
    "测试天数|datesubmitted" },
  { "mark", N_ ("Mark"), CLT_FIELD_TEXT, FALSE, "分数|得分|成绩|mark|score|points" },
  { "days", N_ ("Trading days on the simulator"), CLT_FIELD_INTEGER, FALSE,
    "模拟交易日|模拟天数|simulateddays" },
  { "trades", N_ ("Trades on the simulator"), CLT_FIELD_INTEGER, FALSE,
    "模拟笔数|模拟成交笔数|simulatedtrades" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|note|notes|remark" },
};

static const CltImportField result_fields[CLT_N_RESULT_FIELDS] = {
  COURSE_FIELD,
  SESSION_FIELD (FALSE),
  STUDENT_FIELDS,
  { "result", N_ ("Result"), CLT_FIELD_CHOICE, TRUE,
    "结果|考核结果|结业结果|是否通过|result|finalresult|outcome" },
  { "day", N_ ("Day of the result"), CLT_FIELD_DATE, FALSE,
    "结业日期|通过日期|日期|resultday|completedon|day|date" },
  { "certificate", N_ ("Certificate number"), CLT_FIELD_TEXT, FALSE,
    "证书编号|证书号|certificate|certificateno" },
  { "expires", N_ ("Certificate expires on"), CLT_FIELD_DATE, FALSE,
    "证书有效期|有效期至|到期日|expires|expireson|validuntil" },
};

#define KIND(fields) fields, G_N_ELEMENTS (fields)

const CltImportKind clt_import_kind_courses = { "courses", N_ ("Courses"), KIND (course_fields) };
const CltImportKind clt_import_kind_sessions = { "sessions", N_ ("Sessions of courses"),
                                                 KIND (session_fields) };
const CltImportKind clt_import_kind_enrolments = { "enrolments", N_ ("Enrolments"),
                                                   KIND (enrolment_fields) };
const CltImportKind clt_import_kind_attendance = { "attendance", N_ ("Attendance of courses"),
                                                   KIND (attendance_fields) };
const CltImportKind clt_import_kind_marks = { "marks", N_ ("Marks of tests"), KIND (mark_fields) };
const CltImportKind clt_import_kind_results = { "results", N_ ("Results of courses"),
                                                KIND (result_fields) };

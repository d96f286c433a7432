# 事项：状态、动作、来源、评价、时限

state-reported = 已上报
state-accepted = 已受理
state-awaiting-papers = 待补正
state-dispatched = 已派遣
state-handling = 处理中
state-reported-back = 已反馈，待核查
state-closed = 已结案
state-rated = 已评价
state-declined = 不予受理
state-withdrawn = 已撤回

action-report = 上报
action-accept = 受理
action-ask-papers = 通知补正
action-papers-complete = 材料补齐
action-decline = 不予受理
action-dispatch = 派遣
action-send-back = 退单
action-start = 签收办理
action-report-back = 反馈
action-rework = 返工
action-close = 核查结案
action-withdraw = 撤回
action-rate = 评价
action-note = 备注

source-terminal = 自助终端
source-window = 窗口
source-field = 网格员上报
source-phone = 电话
source-network = 网络
source-visit = 走访
source-suggestion-box = 信息采集箱
source-higher = 上级交办
source-open311 = 其他政务软件（Open311）

rating-very-satisfied = 非常满意
rating-satisfied = 满意
rating-fair = 基本满意
rating-dissatisfied = 不满意


item-illegal = 这件事项现在的状态是「{ $state }」，不能做「{ $action }」。请刷新页面后再看。
item-own-work = 核查人不能是承办人本人，请由其他人核查结案。
item-moved-on = 在您查看期间，这件事项有了新的进展。请先看最新情况再操作。
item-history-full = 这件事项的记录已达上限，请另立新件。
item-day-full = 今日编号已用完，请联系管理员。
item-service-retired = 该事项已停止办理，请选择其他事项或咨询窗口。
item-note-required = 请填写说明（依据、原因或结果）。
item-rating-required = 请选择评价。
item-recipient-required = 请选择承办人。
item-recipient-unfit = 该账号不能承办事项，请另选一位。
item-too-long = 内容太长或含有无法识别的字符，请修改。
photo-kind = 只能上传 JPEG 或 PNG 图片。
item-photo-closed = 事项已办结，不能再添加照片。
photo-unreadable = 图片无法读取或尺寸过大，请重新拍一张。
photo-too-many = 照片已达 9 张，请删减后再传。
visit-in-future = 走访时间不能晚于现在。
visit-place-required = 请选择走访的住户或网格。

clock-not-started = 受理后开始计算办理时限。
clock-same-day = { $start } 受理，当日办结，最晚 { $due }。
clock-runs = { $start } 起算（当日不计），{ $days } 个工作日，最晚 { $due } 办结。
clock-provisional = 明年放假安排尚未公布，时限为暂定。
clock-left = 还剩 { $days } 个工作日。
clock-last-day = 今天到期。
clock-over = 已逾期 { $days } 个工作日。
clock-over-today = 今天已过时限。
clock-in-time = { $at } 办结，未超时限。
clock-late = { $at } 办结，超过时限。
clock-dropped = { $at } 终止，不计时限。
clock-calendar = 按 { $version } 年工作日历计算。

desk-waiting = 待受理
desk-handling = 办理中
desk-reported-today = 今日上报
desk-closed-today = 今日办结
desk-reported = 累计上报
desk-accepted = 累计受理
desk-closed = 累计办结
desk-overdue = 逾期
desk-closed-share = 结案率
desk-in-time-share = 按期结案率
desk-satisfied-share = 满意率
desk-due-soon = 即将到期
share-none = 暂无

chain-ok = 办理记录完整，未被改动。
chain-missing = 第 { $seq } 条记录缺失。
chain-altered = 第 { $seq } 条记录被改动过。
chain-unlinked = 第 { $seq } 条记录与前一条不衔接。
chain-head = 事项与最后一条记录不一致。

audit-item-report = 事项：上报
audit-item-accept = 事项：受理
audit-item-ask-papers = 事项：通知补正
audit-item-papers-complete = 事项：材料补齐
audit-item-decline = 事项：不予受理
audit-item-dispatch = 事项：派遣
audit-item-send-back = 事项：退单
audit-item-start = 事项：签收办理
audit-item-report-back = 事项：反馈
audit-item-rework = 事项：返工
audit-item-close = 事项：核查结案
audit-item-withdraw = 事项：撤回
audit-item-rate = 事项：评价
audit-item-note = 事项：备注
audit-item-attach = 事项：添加照片
audit-visit-record = 走访：登记
items-withheld = 另有 { $n } 件保密事项不在此列出，交给您办理后才能看到。

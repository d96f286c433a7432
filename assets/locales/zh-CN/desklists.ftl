# 督办单、会办纪要、材料交接单；督办、回访、提醒、移交、批量办理、办理规则、窗口现场评价

# 督办单
paper-order-title = 督办单
paper-order-colour = 【{ $colour }】
paper-order-to = 承办人
paper-order-issuer = 签发人
paper-order-issued = 签发时间
paper-order-answer-due = 答复期限
paper-order-reason = 督办事由
paper-order-demand-label = 督办要求
paper-order-demand = 请立即查明原因，采取有效措施办理，并于 { $due } 前书面答复：办到哪一步、为什么延误、怎么整改、何时办结。
paper-order-answer = 承办答复
paper-order-answered = 答复人
paper-order-lifted = 解除督办
paper-order-lifter = 解除人（签名）：　　　　　　　　
paper-order-note = 督办须在答复期限内答复，逾期不答复的升为红牌督办。本单一式两份，签发人、承办人各存一份。

# 会办纪要
paper-minutes-title = 会办纪要
paper-minutes-level = 会办级别
paper-minutes-chair = 主持人
paper-minutes-convened = 召集时间
paper-minutes-convener = 召集人
paper-minutes-participants = 参加人
paper-minutes-topic = 议题
paper-minutes-opinions = 一、会办意见
paper-minutes-speaker = 发言人
paper-minutes-words = 意见
paper-minutes-none = 尚无意见
paper-minutes-conclusion = 二、会办结论
paper-minutes-raised = 本级未作结论，{ $name } 于 { $at } 提请上一级会办。
paper-minutes-chair-sign = 主持人（签名）：　　　　　　　　
paper-minutes-signatures = 三、签名

# 材料交接单
paper-custody-title = 代办材料交接单
paper-custody-resident = 材料所有人
paper-custody-papers = 材料份数
paper-custody-count = 共 { $all } 份，其中 { $out } 份尚未归还
paper-custody-printed = 打印日期
paper-custody-name = 材料名称
paper-custody-step = 环节
paper-custody-at = 时间
paper-custody-by = 经手人
paper-custody-note = 备注
paper-custody-taken = 代收交接
paper-custody-taken-text = 以上材料已由工作人员代收，用完即还。
paper-custody-returned = 归还交接
paper-custody-returned-text = 以上材料已如数归还，完好无缺。
paper-custody-signs = 居民（签名）：　　　　　　　　　工作人员（签名）：　　　　　　　
paper-custody-remark = 代办不收费。请妥善保管本单，凭单取回材料；如有疑问请拨打 { $phone }。本单一式两份。

# 菜单
office-supervisions = 督办
office-follow-ups = 回访
office-handovers = 工作移交
office-notices = 提醒
office-workflow = 办理规则

# 督办一览
supervision-open = 督办中
supervision-past = 已解除
supervision-none-open = 没有正在督办的事项。
supervision-none-past = 没有已解除的督办。
supervision-no-owner = 尚无承办人
supervision-unanswered = 未答复
supervision-answer-late = 逾期未答复

# 回访
weekday-1 = 星期一
weekday-2 = 星期二
weekday-3 = 星期三
weekday-4 = 星期四
weekday-5 = 星期五
weekday-6 = 星期六
weekday-7 = 星期日
follow-print = 打印回访单
follow-none = 今天没有要回访的事项。
follow-how = 点「记录回访」打开事项，把结果和政策依据告诉居民，再记下居民的评价。没联系上的选「未联系上」，会自动排到下一个回访日。
follow-coming = 下一个回访日 { $day }，已排 { $n } 件。
follow-count = { $n } 件
follow-missed = 已过回访日
follow-phone = 电话
follow-no-phone = 未留电话
follow-verdict = 居民评价
follow-tried = 已回访 { $n } 次未联系上，最近 { $at }
follow-own-work = 您是承办人，由他人回访

# 提醒
notice-unseen = 有 { $n } 条提醒未看
notice-see-all = 全部标为已看
notice-none = 没有提醒。
notice-at = 时间
notice-what = 提醒
notice-new = 未看
done-notices-seen = 已全部标为已看。

# 批量办理
bulk-bar = 勾选上面的事项，一次办理（最多 50 件）：
bulk-ticked = 已勾选 # 件：
bulk-all = 全选本页（Alt+A）
bulk-title = 批量{ $action }
bulk-outcome = 结果
bulk-done = 已办
bulk-all-done = { $n } 件全部办好。
bulk-some-done = 办好 { $done } 件，{ $failed } 件没有办成，原因见下表。没办成的仍然勾选着，可以修改后再试。
bulk-back = 返回列表
bulk-yellow = 批量督办下发黄牌；红牌请在事项页逐件下发。
bulk-dispatch-again = 改派已经派出的事项时必须写明原因。
bulk-no-action = 请选择要做的操作。
bulk-none = 请先勾选事项。
bulk-many = 一次最多办理 { $most } 件，请减少勾选。

# 移交
handover-who = 谁不在岗
handover-show = 查看
handover-closed = （已停用）
handover-nobody = 现在没有人名下有待办的事项、协办或会办。
handover-items = { $name }名下未办结的事项（{ $n } 件）
handover-no-items = 名下没有未办结的事项。
handover-not-given = 没有移交成的事项和原因
handover-to = 移交给
handover-why = 移交原因
handover-why-hint = 如：产假三个月、调离、轮岗。会写进每件事项的记录。
handover-give = 移交勾选的
handover-all = 全部移交（一次最多 { $most } 件）
handover-sure = 要把名下的事项全部移交给所选的人吗？
handover-waiting = 等他（她）答复的协办和会办
handover-waiting-how = 协办和会办是请本人答复的：请打开事项，取消后另请他人，或提级会办时另选主持人和参加人。
handover-chairs = 会办（主持）
handover-who-required = 请先选择谁不在岗。

# 窗口现场评价
rating-link = 请居民现场评价
rating-ask = 这件事办得怎么样？
rating-staff-back = 返回办件
rating-scan = 用窗口的平板或手机扫这个码，把屏幕转给居民
rating-open = 在本机打开评价页面
rating-ticket-hint = 评价页面只能评价这一件事，{ $n } 分钟内有效；里面看不到别的内容。
rating-over = 这个评价页面已过期
rating-over-what = 请工作人员在办件页面重新点“请居民现场评价”。
rating-told = 已在窗口当面告知办理结果，居民现场评价。
rating-basis-guide = 《{ $service }》办事指南
rating-not-now = 这件事项现在不能现场评价：只有已结案、还没有评价的才可以。
rating-thanks = 谢谢您的评价！
rating-already = 已经评价过了，谢谢！
rating-thanks-glad = 您的评价已记录，我们会继续努力。
rating-thanks-sorry = 很抱歉没有让您满意，我们会重新核实、尽快改进。

# 办理规则
workflow-about = 保存后只对以后的计算起作用：已经算好的时限、回访日、督办答复期限都不会变动。
workflow-range = 请填 { $least } 到 { $most } 之间的整数。
workflow-follow = 回访
workflow-follow-weekday = 回访日
workflow-follow-weekday-hint = 结案后的第一个回访日，打电话或上门回访。
workflow-follow-tries = 回访次数
workflow-follow-tries-hint = 连续几次未联系上，可以直接归档。
workflow-limits = 办理时限
workflow-collective-weekday = 集中办理日
workflow-collective-weekday-hint = 审批事务集中办理的，时限顺延到这一天。
workflow-every-day = 每天都办
workflow-extension-most = 延期最多（工作日）
workflow-extension-most-hint = 一个时限上累计最多延期几个工作日。
workflow-suspension-days = 缓办复查（天）
workflow-suspension-days-hint = 缓办满几天，提醒批准的领导复查；0 为不提醒。
workflow-supervision = 提醒和督办
workflow-remind-days = 提前提醒（工作日）
workflow-remind-days-hint = 到期前几个工作日提醒承办人；0 为不提醒。
workflow-supervise = 自动督办
workflow-supervise-hint = 时限将到或已过时，由系统下发督办。
workflow-supervise-yes = 开启
workflow-supervise-no = 关闭，只由人工下发
workflow-accept-days = 受理期限（工作日）
workflow-accept-days-hint = 上报后超过期限还没有受理，自动发黄牌；0 为不督办。
workflow-yellow-days = 黄牌提前（工作日）
workflow-yellow-days-hint = 到期前几个工作日自动发黄牌；0 为到期时发。
workflow-red-days = 超期发红牌（工作日）
workflow-red-days-hint = 超期几个工作日仍未办结，自动发红牌。
workflow-answer-days = 督办答复（工作日）
workflow-answer-days-hint = 督办下发后几个工作日内必须答复。
audit-workflow-save = 办理规则：保存
table-workflow = 办理规则

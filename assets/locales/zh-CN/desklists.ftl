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

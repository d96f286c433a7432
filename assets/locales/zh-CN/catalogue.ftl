# 服务事项目录的用语；键名为 catalogue-<词表>-<代码>。

catalogue-line-administration = 行政事务
catalogue-line-civil-affairs = 民政
catalogue-line-family-planning = 计划生育
catalogue-line-labour = 劳动保障
catalogue-line-clean-city = 双创
catalogue-line-petitions = 信访
catalogue-line-newcomers = 新市民接待
catalogue-line-public-order = 综治
catalogue-line-justice = 司法

catalogue-category-law-education = 法律法规宣传
catalogue-category-family-planning = 计划生育
catalogue-category-clean-city = 城市双创
catalogue-category-public-order = 综治安全
catalogue-category-social-security = 社会保障
catalogue-category-culture-education = 文化教育
catalogue-category-health = 医疗卫生
catalogue-category-low-income = 城市低保
catalogue-category-disability = 残疾人救助
catalogue-category-low-rent = 廉租房申报
catalogue-category-elder-care = 老人关护
catalogue-category-disputes = 矛盾纠纷排查
catalogue-category-correction = 社区矫正
catalogue-category-facilities = 公共设施管理

catalogue-situation-birth = 生孩子
catalogue-situation-school = 上学
catalogue-situation-work = 找工作、就业
catalogue-situation-illness = 看病
catalogue-situation-old-age = 养老
catalogue-situation-hardship = 生活困难
catalogue-situation-disability = 残疾帮扶
catalogue-situation-housing = 住房
catalogue-situation-moving = 搬家、新市民
catalogue-situation-neighbours = 邻里之间
catalogue-situation-repair = 报修
catalogue-situation-environment = 环境卫生
catalogue-situation-safety = 平安
catalogue-situation-veteran = 退役军人
catalogue-situation-party = 党员事务
catalogue-situation-law = 法律帮助
catalogue-situation-bereavement = 亲人离世

catalogue-type-immediate = 即办件
catalogue-type-promised = 承诺件
catalogue-type-joint = 联办件
catalogue-type-reply = 答复件

catalogue-mechanism-direct = 一般事务直接办理
catalogue-mechanism-committed = 重大事务承诺办理
catalogue-mechanism-cross-boundary = 辖外事务联合办理
catalogue-mechanism-declared = 特别事务申报办理
catalogue-mechanism-collective = 审批事务集中办理

catalogue-secrecy-household = 户内：持本户连心卡的都能查看
catalogue-secrecy-personal = 本人：只有申请人能查看
catalogue-secrecy-confidential = 保密：只有申请人和经办人员能查看
catalogue-secrecy-household-short = 户内
catalogue-secrecy-personal-short = 本人
catalogue-secrecy-confidential-short = 保密

catalogue-channel-kiosk = 大厅终端
catalogue-channel-window = 服务窗口
catalogue-channel-home = 上门
catalogue-channel-phone = 电话

catalogue-paper-receipt = 受理回执
catalogue-paper-materials-notice = 一次性告知书
catalogue-paper-commitment = 承诺单
catalogue-paper-supplement-notice = 补正通知书
catalogue-paper-refusal-notice = 不予受理告知书
catalogue-paper-closing-notice = 办结通知书
catalogue-paper-transfer-slip = 转办单
catalogue-paper-application-form = 申请表
catalogue-paper-introduction-letter = 介绍联系单
catalogue-paper-pregnancy-card = 孕妇联系卡
catalogue-fault = 目录有误：{ $fault }

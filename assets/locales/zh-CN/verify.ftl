# 回执验真

verify-title = 回执验真
verify-genuine = 这是真的回执
verify-genuine-by = 由{ $office }签发。
verify-false = 这份回执没有通过验证
verify-false-why = 可能是伪造或改动过的，也可能是扫码或输入有误。
verify-false-do = 请对准二维码重新扫一次。如果仍不通过，请不要付款、不要提供个人信息，并到社区窗口或拨打下面的电话核实。
verify-no-office = 本机尚未完成设置，暂时不能验真。
verify-no = 回执编号
verify-service = 事项
verify-state = 办理状态
verify-since = 更新日期
verify-reported = 上报日期
verify-accepted = 受理（起算）日期
verify-due = 办结时限
verify-due-provisional = { $due }（暂定）
verify-ended = 办结（终止）日期
verify-phone = 社区电话
verify-privacy = 本页不显示任何个人信息。

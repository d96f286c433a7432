# 呼叫工作人员：服务终端上的一页，办公室这边的铃
help-told = 已经通知工作人员，请稍等
help-wait = 铃已经在办公室响起。请在这里等一会儿，工作人员看到就会过来。
help-nothing-lost = 您刚才填的内容都还在，等的时候可以接着填。
help-late = 还没有人应答，工作人员可能正在忙。铃会继续响，您也可以：
help-coming-title = 工作人员知道了
help-coming = { $name }已经看到，会过来帮您。请在这里稍等。
help-coming-somebody = 工作人员已经看到，会过来帮您。请在这里稍等。
help-lapsed-title = 很抱歉，一直没有人应答
help-lapsed = 刚才的呼叫已经结束。您可以再呼叫一次，也可以：
help-quiet-title = 需要工作人员帮忙吗？
help-quiet = 按一下「呼叫工作人员」，办公室的铃就会响。
help-window = 到办公室窗口，请工作人员帮忙
help-phone = 打办公室电话
help-withdraw = 不用了
help-ring = 呼叫工作人员
help-back = 回到刚才的页面

call-unnamed = 服务终端
call-rings = { $where }：有居民请您帮忙
call-on-screen = 在「{ $spot }」页面
call-since = { $n ->
    [0] 刚刚
   *[other] 已等 { $n } 分钟
}
call-go = 我去
call-more = 还有更多呼叫
call-sound-on = 铃声：开
call-sound-off = 铃声：关
call-sound-wait = 铃声：点一下页面即响
call-answered-by-another = 这次呼叫已经有同事去了。
call-taken-back = 居民已经说不用了。
call-over = 这次呼叫已经超过 30 分钟，自动结束了。
done-call-answered = 已告诉居民您会过去。请现在就去。

office-calls = 求助呼叫
call-about = 居民在服务终端上按「请工作人员帮忙」，办公室打开的每个页面都会响铃，直到有人点「我去」。30 分钟没有人应答的呼叫自动结束。
call-none = 还没有人呼叫过。
call-at = 时间
call-where = 哪台终端
call-spot = 所在页面
call-waited = 等候
call-outcome = 结果
call-waited-seconds = { $n } 秒
call-waited-minutes = { $n } 分钟
call-state-open = 正在响
call-state-answered = { $name }去了
call-state-withdrawn = 居民说不用了
call-state-lapsed = 没有人应答

call-spot-home = 首页
call-spot-services = 选事项
call-spot-identity = 确认身份
call-spot-form = 填表
call-spot-photos = 拍照
call-spot-review = 核对
call-spot-receipt = 回执
call-spot-report = 反映问题
call-spot-track = 查进度
call-spot-rate = 评价
call-spot-grid = 找网格员
call-spot-other = 其他

audit-call-answer = 应答求助呼叫
table-call = 求助呼叫

# 各处通用
product = 连心
failure-not-found = 没有找到您要的内容，可能已被删除或地址有误。
failure-not-allowed = 您的账号没有这项权限。如确有需要，请联系管理员。
failure-signed-out = 登录已失效，请重新登录。
failure-invalid = 有内容填写不正确，请按提示修改后再提交。
failure-taken = 该内容已存在，不能重复。
failure-busy = 现在办理的人较多，请稍等片刻再试。
failure-broken = 系统出了点问题，您填写的内容没有丢失。请稍后再试，或请工作人员帮忙。
failure-reference = 编号：{ $ref }
failure-form-expired = 页面停留时间过长，请刷新页面后再提交。
failure-too-large = 提交的内容太大，请减少后再试。
failure-too-slow = 网络太慢，内容没有传完。请检查网络后再试一次。
failure-host = 不能用“{ $host }”打开。请改用本机的 IP 地址；如要用这个名字，请管理员写进“设置”或 lianxin.toml 的 names。
failure-too-many-tries = 尝试次数过多，请 { $minutes } 分钟后再试。
failure-method = 请从页面上的按钮操作。
store-recovering = 正在恢复保存，请稍等几秒再试，您填写的内容还在。
store-disk-full = 电脑磁盘已满，暂时无法保存。请联系管理员清理磁盘。
store-row-too-large = 内容太长，无法保存，请精简后再试。
field-required = 请填写此项。
field-invalid = 填写不正确，请检查。
field-too-long = 内容太长，最多 { $max } 个字。
field-name = 请填写姓名，不要含数字和特殊符号。
field-phone = 请填写正确的电话号码，如 138 开头的 11 位手机号。
field-citizen-number = 身份证号码不正确，请核对 18 位号码。
field-date = 请填写正确的日期，如 2026-11-21。
field-number = 请填写数字。
field-choice = 请选择一项。

# 对问题的回答
answer-yes = 是
answer-no = 否
answer-not-offered = 请从所列选项中选择。
answer-wrong-characters = 含有不能保存的字符。
answer-wrong-number = 请填写 { $min } 到 { $max } 之间的整数。
answer-wrong-money = 请填写金额，最多两位小数，如 1200 或 1200.50。
answer-wrong-day = 日期应在 { $from } 到 { $to } 之间。

# 读外来文件（收发室）：文件使读它的进程超出内存或时间而终止
mailroom-sheets = 没有读入“{ $file }”：它展开后太大或结构异常，超出了读取限额，系统不受影响。请用 Excel 或 WPS 打开，只留需要的一张表，删去表外的空行空列，另存为新的 .xlsx 后再上传。
mailroom-book = 没有读入“{ $file }”：它展开后太大或结构异常，超出了读取限额，系统不受影响。请用 Excel 或 WPS 打开，删去用不到的工作表和格式，另存为新的 .xlsx 后再上传。
mailroom-boundaries = 没有读入“{ $file }”：图形太复杂，超出了读取限额，系统不受影响。请在制图软件中简化边界线（抽稀）后重新导出，或分几次导入。
mailroom-text = 没有读入“{ $file }”：内容异常，超出了读取限额，系统不受影响。请核对是不是选错了文件。
mailroom-photo = 这张图片太大或文件异常，没有收下。请重新拍一张，或把尺寸调小后再传。

# 打印队列与后台事务

print-waiting = 等待打印
print-sending = 正在发送
print-printed = 已打印
print-failed = 打印失败
print-cancelled = 已取消
print-no-printer = 还没有设置打印机，请在设置里填写，或从浏览器打印。
print-done = 这份文件已经打印完成。
print-under-way = 这份文件正在发送给打印机，请稍候。
print-file-missing = 待打印的文件找不到了，请重新打印。
audit-print-enqueue = 打印：加入队列
audit-print-retry = 打印：重试
audit-print-cancel = 打印：取消
chore-backup = 备份
chore-second = 复制备份到第二处
chore-check = 数据检查
chore-sweep = 清理过期数据
chore-deadlines = 办件时限核对
chore-failed = 上次没有完成，系统会自动重试；详情见日志。
chore-store-damaged = 数据检查发现问题，请尽快联系维护人员，并保留现有备份。
chore-files-lost = 有照片或文件丢失或损坏，备份里也没有。请看“设备体检”里的办法。
chore-keys = 密钥文件丢失或被换过，没有备份。请看“设备体检”里的办法。
chore-backup-folder = 第二备份文件夹不存在，请检查 U 盘是否插好；本机备份已完成。
print-refused = 打印机拒绝了这个任务，请到打印机前查看。

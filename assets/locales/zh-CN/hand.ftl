# 手写板
hand-nothing = 还没有写字。
hand-too-much = 笔画太多了，请清掉重写，一次写一个字。
hand-unreadable = 没有读出笔画，请清掉重写。

import type { Fault } from '../core/form/check';

export const zh = {
  app: '通电 · 现场作业',
  back: '返回',
  cancel: '取消',
  retry: '再试一次',
  yes: '是',
  no: '否',
  none: '没有填写',
  of: (what: string, text: string) => `${what}：${text}`,
  aside: (text: string) => `（${text}）`,
  list: (all: string[]) => all.join('、'),
  time: (at: Date) => at.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false }),
  day: (at: Date) => at.toLocaleDateString('zh-CN', { month: 'long', day: 'numeric', weekday: 'short' }),
  moment: (at: Date) => at.toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }),
  metres: (m: number) => (m < 1000 ? `${Math.round(m)} 米` : `${(m / 1000).toFixed(1)} 公里`),
  bytes: (n: number) => (n < 1e6 ? `${Math.max(1, Math.round(n / 1024))} KB` : n < 1e9 ? `${(n / 1048576).toFixed(1)} MB` : `${(n / 1073741824).toFixed(1)} GB`),

  where: { kept: '存在本机', sending: '正在发送', safe: '已安全送达', trouble: '需要处理' },
  reach: {
    unknown: '正在连接',
    reached: '已连接',
    unreachable: '没有网络',
    'signed-out': '需要重新登录',
    refused: '服务器拒绝',
    full: '手机存储已满',
    sending: '正在发送',
    owes: (n: number) => `${n} 项待发送`,
    all: '全部已送达',
  },

  door: {
    signIn: '登录',
    signInWhy: '这台设备只需登录一次，之后用 PIN 打开。',
    user: '登录名',
    password: '密码',
    device: '设备名称',
    deviceHelp: '例如：勘查班 3 号手机。遗失时凭它清除数据。',
    signingIn: '正在登录…',
    code: '验证码（验证器应用里的 6 位数字）',
    wrongPassword: '登录名或密码不对。',
    noNetwork: '连不上服务器。登录需要网络，请到有信号的地方再试。',
    pin: '设置 PIN',
    pinWhy: '这台设备上的客户资料用 PIN 加密。没有 PIN，谁也看不到姓名、地址和照片，我们也不能。',
    newPin: 'PIN（至少 6 位，可用字母）',
    pinAgain: '再输一次',
    different: '两次输入不一致。',
    begin: '开始使用',
    working: '正在加密…',
    strength: { 'too-short': '至少 6 位', weak: '太容易猜：能防捡到手机的人，防不住会拆解的人', fair: '一般：再长一些更好', strong: '强' },
    unlock: '请输入 PIN',
    open: '打开',
    opening: '正在打开…',
    wrong: 'PIN 不对。',
    notOpened: '没能打开，请再试一次。',
    left: (n: number) => `还可以试 ${n} 次，之后要等待。`,
    wait: (time: string) => `错误次数太多，请在 ${time} 之后再试。`,
    forgot: '忘记 PIN',
    forgotWhat: 'PIN 不能找回。只能清除这台设备后重新登录；已经送达服务器的内容不受影响。',
    forgotLoses: (operations: number, files: number) =>
      `这台设备上还有没送达的内容：${operations} 项记录、最多 ${files} 个文件。清除后永远丢失。能想起 PIN 就先别清除；也可以先问同事。`,
    forgotSure: '我知道这些内容会永远丢失',
    wipe: '清除这台设备',
    elsewhere: '已在另一个窗口打开',
    elsewhereWhy: '为了不互相覆盖，同一时间只在一个窗口里工作。',
    takeOver: '在这里继续',
    wiped: '这台设备已被清除',
    wipedWhy: '公司远程清除了这台设备上的全部客户资料和密钥。如有疑问，请联系管理员。',
    again: '重新登录',
    noStorage: '浏览器不允许保存数据',
    noStorageWhy: '可能是无痕模式，或存储空间已满。请换普通窗口打开，或清理空间后再试。',
  },

  today: {
    title: '今天',
    empty: '今天没有安排的上门。',
    emptyWhy: '有新任务时会自动出现；也可以下拉或点刷新。',
    refresh: '刷新',
    updated: (at: string) => `${at} 更新`,
    never: '还没有更新过',
    mine: '我的任务',
    pool: '待领取',
    map: '位置示意',
    mapNote: '上方为北；不是真实道路。',
    urgent: '应急',
    green: '绿色通道',
    due: (at: string) => `${at} 前完成`,
    late: (at: string) => `已超期（${at}）`,
    paused: '已暂停',
    handedIn: '已提交',
    gone: '已不在你这里',
    noAppointment: '没有约定时间',
    agreed: '客户已确认',
    proposed: '待客户确认',
  },

  warn: {
    clock: (minutes: number) => `手机时间${minutes > 0 ? '慢' : '快'}了 ${Math.abs(minutes)} 分钟，请在系统设置里改成自动。记录会按服务器时间校正。`,
    full: '手机存储已满：新的内容没有存下来。请删除其他应用的照片或视频后再试；已存的内容都在。',
    notKept: '刚才的输入还没有存下来，请不要关闭。',
    storage: (left: string) => `手机只剩 ${left} 空间，照片可能存不下。`,
    signedOut: '服务器不认识这台设备了。请重新登录；本机的内容都会保留。',
    update: '有新版本，方便时重启应用。草稿都会保留。',
    restart: '现在重启',
    refused: '服务器不接受：',
    conflict: '有人同时改了同一环节，请选择保留哪边。',
    decide: '去选择',
  },

  visit: {
    call: '打电话',
    navigate: '导航',
    appointment: '约定时间',
    number: '编号',
    fillIn: '填写表单',
    goOn: '继续填写',
    look: '查看已填内容',
    next: '下一步',
    setOut: '出发',
    setOutDone: (at?: string) => (at ? `${at} 出发` : '已出发'),
    checkIn: '到场签到',
    checkInDone: (at?: string) => (at ? `${at} 到场` : '已到场'),
    locating: '正在定位…',
    far: (m: string) => `离地址 ${m}，已如实记录，不影响工作。`,
    near: (m: string) => `离地址 ${m}。`,
    accuracy: (m: number) => `精度 ±${m} 米`,
    noPlace: {
      refused: '没有定位权限：已签到，但没有位置。可在浏览器设置里允许定位。',
      unavailable: '收不到卫星信号：已签到，但没有位置。',
      timeout: '定位超时：已签到，但没有位置。',
      unsupported: '这台设备不能定位：已签到，但没有位置。',
    },
    pause: '暂停',
    pauseReason: '暂停原因',
    note: '说明',
    pauseNow: '确认暂停',
    resume: '恢复工作',
    known: '前面环节已知',
    documents: '图纸和文件',
    notice: '服务告知',
    duration: '预计时长',
    prepare: '客户需准备',
    standard: '服务标准',
    way: '进度',
    onDevice: '已在本机',
    notYet: '联网后下载',
    cannotOpen: '这份文件打不开，联网后再试。',
    handed: '已提交',
    handedWhy: '内容已收好，联网后自动送达。',
    arrived: '服务器已收到并核对了每个文件。',
    takeBack: '撤回修改',
    pausedNow: '工作已暂停。',
  },

  notice: {
    byLink: '客户不在场：发链接请客户签字',
    byLinkWhy: '先填好表单。客户收到报告和链接，签字后你再提交。',
    linkSent: '已发链接，等待客户签字',
    linkSigned: '客户已通过链接签字',
    signNotice: '请客户签收',
    signed: '客户已签收',
    statement: '客户签字表示已阅读服务告知单，并确认本次服务已按标准完成。',
    stepsOf: '作业步骤',
    assured: '我已逐项确认',
    assuredWhy: '逐项确认安全措施后，才显示其他内容。',
  },

  gone: {
    title: '这项工作已不在你这里',
    keeps: '你填的内容都还在本机，可以查看和带走。',
    save: '保存全部内容',
    saved: '已保存到下载文件夹，请交给协调员。',
    unreadable: (names: string[]) => `这些文件在本机上已损坏，没能保存：${names.join('、')}`,
    letGo: '删除本机内容',
    letGoSure: '已经交给协调员，确定删除吗？删除后不能恢复。',
    asks: '可以把内容交给协调员补录：先保存，再用短信或当面交。',
  },

  form: {
    title: '表单',
    safety: '安全确认',
    safetyWhy: '全部确认后才显示其他内容。',
    fields: '填写内容',
    photos: '照片',
    signatures: '签字',
    optional: '选填',
    from: { typed: '手填', measured: '实测', read: '识别', proposed: '建议', known: '系统已知' },
    read: (value: string, confidence: number) => `照片识别：${value}（${Math.round(confidence * 100)}%）`,
    use: '采用',
    choose: '请选择',
    now: '现在',
    add: '增加一行',
    row: (n: number) => `第 ${n} 行`,
    remove: '删除',
    removeSure: '删除这一行？',
    pass: '合格',
    fail: '不合格',
    'not-applicable': '不适用',
    remark: '问题和整改要求',
    judged: (n: number, all: number) => `已检 ${n}/${all}`,
    defects: (n: number) => `${n} 项不合格`,
    atItems: (n: number) => `另有 ${n} 张在检查项目中`,
    atServer: (n: number) => `服务器上的第 ${n} 份`,
    removeFileSure: '确定删除',
    itemPhotos: '缺陷照片',
    addFile: '选择文件',
    replace: '服务器不能接收这个文件，请删除后重新拍摄或选择：',
    complete: '提交',
    completeTitle: '确认提交',
    completeWhy: '提交后按顺序送达；没有网络也可以提交，联网后自动发送。',
    completeNow: '确认提交',
    completing: '正在定位并提交…',
    faults: (n: number) => `还差 ${n} 处`,
    faultsWhy: '点一下直接跳过去。',
    kept: '已存在本机',
    keeping: '正在保存…',
    readOnly: '已提交，不能修改。',
    statement: '签字表示以上内容属实。',
    signedBefore: '之前已签字',
    empty: '这个文件是空的。',
  },

  fault: (fault: Fault): string => {
    switch (fault.code) {
      case 'required':
        return '还没有填写';
      case 'number':
        return '请填数字';
      case 'whole':
        return '请填整数';
      case 'cents':
        return '最多两位小数';
      case 'below':
        return `不能小于 ${fault.value}`;
      case 'above':
        return `不能大于 ${fault.value}`;
      case 'pattern':
        return '格式不对';
      case 'too-short':
        return `至少 ${fault.value} 个字`;
      case 'too-long':
        return `最多 ${fault.value} 个字`;
      case 'rows-few':
        return `至少 ${fault.value} 行`;
      case 'rows-many':
        return `最多 ${fault.value} 行`;
      case 'not-judged':
        return '还没有检查';
      case 'remark':
        return '不合格时请写明问题';
      case 'files':
        return `还差 ${fault.value} 张`;
      case 'signature':
        return '还没有签字';
      case 'characters':
        return '含有不能用的字符';
    }
  },

  survey: {
    title: '勘查工具',
    calculation: '负荷与方案计算',
    plate: '电能表铭牌（照片识别）',
    sketch: '现场草图',
    draw: '画草图',
    track: '线路路径',
    measure: '照片测量',
    measureOn: (n: number) => `测量照片 ${n}`,
    noRules: '计算规则还没下载到本机，联网后会自动下载。',
  },

  conflict: {
    title: '两边都改了',
    why: (by: string, at: string) => `${by}在 ${at} 改了同一环节。两边的内容都保留着，请逐项选择用哪一边。`,
    mine: '我的',
    theirs: '对方的',
    both: '都保留',
    files: (n: number) => `${n} 个文件`,
    empty: '（空）',
    signed: '已签字',
    done: '按选择保存',
    left: (n: number) => `还有 ${n} 项没选`,
  },

  sending: {
    title: '送达情况',
    all: '全部已安全送达。',
    waiting: (operations: number, files: number) => `${operations} 项记录、${files} 个文件还在本机。`,
    sendNow: '立即发送',
    last: (at: string) => `上次连通 ${at}`,
    next: '没有网络时会自动重试，不用等在这里。',
    setAside: '不再发送',
    forget: '删除',
    kinds: { 'set-out': '出发', 'check-in': '到场签到', start: '开工', draft: '表单内容', complete: '提交', 'sign-notice': '客户签收', offer: '发链接签字', pause: '暂停', resume: '恢复' },
    aside: '已搁置',
    sendAgain: '再发一次',
    mend: '去修改',
    of: (sent: string, all: string) => `${sent} / ${all}`,
    damaged: '本机存储的这个文件已损坏，请重新拍摄。',
  },

  more: {
    title: '设置',
    language: '语言',
    lock: '锁定',
    lockWhy: '10 分钟不操作会自动锁定。',
    changePin: '更换 PIN',
    oldPin: '现在的 PIN',
    change: '更换',
    changed: 'PIN 已更换。',
    signOut: '退出登录',
    signOutWhy: '退出会清除这台设备上的全部资料。',
    signOutRefused: (n: number) => `还有 ${n} 项没有送达，现在不能退出。请先到有网络的地方等待发送完成。`,
    signOutSure: '确定退出并清除本机资料',
    person: '使用人',
    storage: '存储',
    left: (room: string) => `剩余 ${room}`,
    persisted: '浏览器不会自动清理',
    notPersisted: '空间紧张时浏览器可能清理：请把应用添加到主屏幕',
    company: '公司电话',
    offline: '离线工具',
    offlineReady: '已全部下载',
    offlineNot: '下载中',
  },
};

export type Words = typeof zh;

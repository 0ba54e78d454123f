/** Texts of a screen that waits to be paired. */
export const wallPairZh = {
  heading: '这块屏幕还没有配对',
  steps: '请管理员登录网格平台，打开“大屏”页，输入下面的配对码。',
  code: '配对码',
  validFor: (minutes: string, seconds: string) => `还有 ${minutes}:${seconds} 有效，到期自动换新`,
  renewing: '正在换新的配对码…',
  asking: '正在获取配对码…',
  unreachable: '暂时连不上服务器，正在自动重连…',
  starting: '正在连接服务器…',
  startingHint: '连上后自动显示，无需操作。',
}

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 180_000 })

// A site of its own: what is reported here would change the figures under the feet of other tests.
describeInBrowser('work on an incident', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 180_000)
  afterAll(() => site.stop())

  const DESK = { width: 1280, height: 800 }
  const PHONE = { width: 390, height: 844 }

  /** Somebody at the work screen. */
  async function at(account: string, query: string, viewport = DESK): Promise<Page> {
    const page = await newPage({ account: null, viewport, forgiven: /412 \(Precondition Failed\)/ })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/incidents?${query}`)
    return page
  }

  /** Takes an action with what `fill` gives, and waits until it is done. */
  async function take(
    page: Page,
    action: string,
    fill: (dialog: ReturnType<Page['locator']>) => Promise<void>,
  ) {
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: action, exact: true })
      .click({ timeout: 60_000 })
    const dialog = page.getByRole('dialog')
    await fill(dialog)
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
  }
  const nothing = async () => {}
  const note = (text: string) => (dialog: ReturnType<Page['locator']>) =>
    dialog.locator('textarea').fill(text)

  it('goes from the report to the closing by each role in turn, in both languages', async () => {
    const phone = await at('operator-130524100', 'lang=zh&report=1', PHONE)
    await phone.getByRole('button', { name: '取地图中心' }).click({ timeout: 60_000 })
    // The grid is said while picking.
    await phone.getByRole('status').filter({ hasText: '柏乡镇' }).waitFor()
    await phone.getByLabel('类别').selectOption('0402')
    await phone.getByLabel('标题').fill('幸福路路面塌陷')
    const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    await phone.getByLabel('照片（可不选').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await phone.getByText('留联系方式').click()
    await phone.getByLabel('电话').fill('138-0013-8000')
    await phone.getByLabel('称呼').fill('王大爷')
    await phone.getByRole('button', { name: '上报', exact: true }).click()
    await phone.getByRole('heading', { name: '幸福路路面塌陷' }).waitFor()
    const shownId = () => new URL(phone.url()).searchParams.get('incident')
    await expect.poll(shownId).toMatch(/^\d+$/)
    const id = shownId()

    const dispatcher = await at('dispatcher', `lang=en&incident=${id}`)
    await take(dispatcher, 'Accept', nothing)
    await dispatcher.getByText('Waiting for me').waitFor()
    // The office of the category is suggested.
    await take(dispatcher, 'Dispatch', async (dialog) => {
      await expect.poll(() => dialog.locator('select').inputValue()).toBe('housing')
    })
    await dispatcher.getByText('Dispatch · Housing and Construction').waitFor()
    await dispatcher.getByText('Only the handling unit can read how').waitFor()
    expect(await dispatcher.getByRole('button', { name: 'Show contact' }).count()).toBe(0)

    const handler = await at('handler-housing', `lang=zh&incident=${id}`)
    await handler.getByRole('img', { name: '照片 1，operator-130524100' }).waitFor({ timeout: 60_000 })
    expect(await handler.getByRole('link', { name: '态势' }).count()).toBe(0)
    // Others see at once that it was read, though what they have on the screen stays current.
    await handler.getByRole('button', { name: '查看联系方式' }).press('Enter')
    const call = handler.getByRole('link', { name: '138-0013-8000' })
    expect(await call.getAttribute('href')).toBe('tel:13800138000')
    await dispatcher.getByText('Contact details read').waitFor()
    await handler.keyboard.press('Enter')
    await call.waitFor({ state: 'detached' })
    await take(handler, '开始处置', nothing)
    await take(handler, '申请延期', async (dialog) => {
      await dialog.locator('input[type=number]').fill('3')
      await note('等沥青')(dialog)
    })
    await handler.getByText('等待审批').waitFor()

    const supervisor = await at('supervisor', `lang=en&reason=approve&incident=${id}`)
    await take(supervisor, 'Approve', nothing)
    await supervisor.getByText('extended by 3 working days').waitFor()

    await handler.reload()
    await take(handler, '反馈结果', note('已修补'))
    const verifier = await at('operator-130524100', `lang=zh&incident=${id}`, PHONE)
    await take(verifier, '核查通过，结案', nothing)
    await verifier.getByText('已结案').first().waitFor()
    await dispatcher.reload()
    await take(dispatcher, 'Rate', nothing)
    await dispatcher.getByText('Satisfied').first().waitFor()
  })

  /** Puts an incident on file as the person of a page does, but without the page; its id. */
  async function report(page: Page, title: string): Promise<number> {
    const session = (await (await page.request.get(`${site.url}/api/session`)).json()) as {
      viewer: { csrf: string }
    }
    const response = await page.request.post(`${site.url}/api/incidents`, {
      data: { category: '0402', title, lon: 114.69, lat: 37.49 },
      headers: { 'x-csrf-token': session.viewer.csrf },
    })
    return ((await response.json()) as { id: number }).id
  }

  it('says who was faster, and what they did', async () => {
    const first = await at('dispatcher', 'lang=zh')
    const id = await report(first, '两人同办')
    await first.goto(`${site.url}/incidents?lang=zh&incident=${id}`)
    const second = await at('dispatcher', `lang=zh&incident=${id}`)
    await second.getByRole('toolbar').getByRole('button', { name: '受理立案' }).click({ timeout: 60_000 })
    await take(first, '受理立案', nothing)
    const dialog = second.getByRole('dialog')
    await dialog.locator('button[type=submit]').click()
    const told = dialog.getByRole('alert')
    await told.getByText('受理立案', { exact: true }).waitFor()
    expect(await told.getByRole('listitem').innerText()).toContain('dispatcher · 派遣员')
    expect(await told.getByRole('row').allInnerTexts()).toEqual([
      '项目\t您看到的\t现在',
      '状态\t已上报\t已受理',
    ])
    await dialog.getByText('现在不能再“受理立案”了').waitFor()
    expect(await dialog.locator('button[type=submit]').count()).toBe(0)
    await dialog.getByRole('button', { name: '取消' }).click()
    await second.getByRole('toolbar').getByRole('button', { name: '派遣', exact: true }).waitFor()
  })

  it('shows every field that is another now, keeps what was typed, and lets it be sent all the same', async () => {
    const dispatcher = await at('dispatcher', 'lang=en')
    const id = await report(dispatcher, '边办边督')
    await dispatcher.goto(`${site.url}/incidents?lang=en&incident=${id}`)
    await dispatcher.getByRole('toolbar').getByRole('button', { name: 'Accept' }).click({ timeout: 60_000 })
    const dialog = dispatcher.getByRole('dialog')
    await note('seen on the spot')(dialog)
    const leader = await at('leader', `lang=zh&incident=${id}`)
    await take(leader, '催办', nothing)
    await take(leader, '督办', async (question) => {
      await question.locator('input[type=number]').fill('2')
      await note('尽快')(question)
    })
    await dialog.locator('button[type=submit]').click()
    const told = dialog.getByRole('alert')
    await told.getByText('尽快').waitFor()
    const rows = (await told.getByRole('row').allInnerTexts()).map((row) => row.split('\t'))
    expect(rows).toEqual([
      ['What', 'You saw', 'Now'],
      ['Supervised until', 'none', expect.stringMatching(/\d\d:\d\d/)],
      ['Urged', 'none', 'urged 1 time'],
    ])
    expect(await dialog.locator('textarea').inputValue()).toBe('seen on the spot')
    await dialog.getByRole('button', { name: 'Accept all the same' }).click()
    await dialog.waitFor({ state: 'detached' })
    await dispatcher.locator('ol').getByText('seen on the spot').waitFor()
  })

  it('takes from the screens of a unit what it has no more, without being asked', async () => {
    const dispatcher = await at('dispatcher', 'lang=zh')
    const id = await report(dispatcher, '不归公安')
    await dispatcher.goto(`${site.url}/incidents?lang=zh&incident=${id}`)
    await take(dispatcher, '受理立案', nothing)
    await take(dispatcher, '派遣', async (dialog) => {
      await dialog.locator('select').selectOption('police')
    })
    const handler = await at('handler-police', `lang=zh&incident=${id}`)
    await take(handler, '申请回退', note('不是我们的事'))
    await handler.getByText('等待审批').waitFor()
    await handler.locator('aside li').filter({ hasText: '不归公安' }).waitFor({ state: 'detached' })
    const supervisor = await at('supervisor', `lang=zh&incident=${id}`)
    await take(supervisor, '同意申请', nothing)
    await handler.getByText('这个事件已不在本单位').waitFor()
    await expect.poll(() => handler.locator('main').getByText('不归公安').count()).toBe(0)
    await supervisor.getByText('原承办：公安局').waitFor()
  })

  it('finds any incident by a filter that can be linked, and takes out what is shown', async () => {
    const page = await at('manager-130524103', 'lang=zh&all=1')
    const rows = page.locator('aside li')
    await rows.first().waitFor({ timeout: 60_000 })
    await page.getByLabel('状态').selectOption('open')
    await page.getByRole('searchbox').fill('路面')
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('路面')
    await expect
      // While it is being asked for there are none.
      .poll(async () => {
        const texts = await rows.allInnerTexts()
        return texts.length > 0 && texts.every((text) => text.includes('路面'))
      })
      .toBe(true)
    const shown = await rows.count()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(shown + 1)
    await page.reload()
    await expect.poll(() => rows.count()).toBe(shown)
    await page.getByRole('searchbox').fill('没有这样的事')
    await page.getByText('没有符合条件的事件').waitFor()
  })

  it('goes by the keyboard alone, and in bulk', async () => {
    const page = await at('dispatcher', 'lang=zh&reason=decide')
    for (const title of ['成批甲', '成批乙', '成批丙']) await report(page, title)
    await page.getByText('成批丙').waitFor({ timeout: 60_000 })
    const before = await page.locator('aside li').count()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByRole('toolbar', { name: '已选 2 件' }).waitFor()
    await page
      .getByRole('toolbar', { name: '已选 2 件' })
      .getByRole('button', { name: '受理立案' })
      .press('Enter')
    await page.getByRole('dialog').locator('button[type=submit]').press('Enter')
    await page.getByText('2 件已办理').waitFor()
    await expect.poll(() => page.locator('aside li').count()).toBe(before - 2)
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: '上报事件' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('从左侧选择一个事件').waitFor()
  })
})

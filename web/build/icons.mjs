// Draws the PNG icons of public/ from public/icon.svg: `node build/icons.mjs [path of a Chromium]`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const PUBLIC = join(import.meta.dirname, '../public')
// A maskable icon and Apple's fill the square, and keep the sign within the middle four fifths.
const ICONS = [
  { file: 'icon-192.png', size: 192, sign: 1, square: false },
  { file: 'icon-512.png', size: 512, sign: 1, square: false },
  { file: 'icon-180.png', size: 180, sign: 0.95, square: true },
  { file: 'icon-maskable-512.png', size: 512, sign: 0.8, square: true },
]

const svg = await readFile(join(PUBLIC, 'icon.svg'), 'utf8')
const ground = /<rect[^>]*fill="(#\w+)"/.exec(svg)[1]
const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { file, size, sign, square } of ICONS) {
  await page.setViewportSize({ width: size, height: size })
  const edge = Math.round(size * sign)
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${square ? ground : 'transparent'}">
     ${svg.replace('<svg', `<svg width="${edge}" height="${edge}"`)}`,
  )
  await page.screenshot({ path: join(PUBLIC, file), omitBackground: !square })
}
await browser.close()

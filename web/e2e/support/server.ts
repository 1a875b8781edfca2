/**
 * The real server, as a process of its own on data of its own; `npm run build` comes first, for it serves web/dist.
 *
 *   const server = await Server.start()
 *   const server = await Server.start({ accounts: true })     nobody is in yet; server.setupCode lets the first one in
 *   await server.kill()            as a power cut of the process: SIGKILL
 *   await server.start()           again, on the same data and the same port
 *   server.freeze() · thaw()       it stands still: what it is sent waits, unanswered
 *   server.fillDisk() · freeDisk() no file can grow any more: what it wants to store does not fit
 *   await server.remove()          ends it and deletes its data
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const COMMAND = process.env['CALLBOARD'] ?? resolve(import.meta.dirname, '../../../.venv/bin/callboard')
const PATIENCE = 30_000
/** Shows what the server is doing to whoever is not at its machine. */
export const METRICS_TOKEN = 'the token of these tests'
const ADDRESS = /Callboard is at http:\/\/[^\s:]+:(\d+)/
const CODE = /\/setup#(\S+)\n/

export interface ServerOptions {
  /** Whether people sign in; else everybody may edit. */
  readonly accounts?: boolean
  /** More settings, as the environment gives them. */
  readonly settings?: Readonly<Record<string, string>>
}

export class Server {
  readonly #data = mkdtempSync(join(tmpdir(), 'callboard-e2e-'))
  #process: ChildProcess | null = null
  readonly #accounts: boolean
  readonly #settings: Readonly<Record<string, string>>
  #port = 0
  #code = ''

  private constructor({ accounts = false, settings = {} }: ServerOptions) {
    this.#accounts = accounts
    this.#settings = settings
  }

  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options)
    await server.start()
    return server
  }

  /** What the first account of this server was, or is to be, made with; "" on an open one. */
  get setupCode(): string {
    return this.#code
  }

  get port(): number {
    return this.#port
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    const args = ['serve', ...(this.#accounts ? [] : ['--open']), '--data', this.#data, '--port', String(this.#port)]
    const env = { ...process.env, PYTHONUNBUFFERED: '1', CALLBOARD_HOSTS: 'callboard.test', CALLBOARD_METRICS_TOKEN: METRICS_TOKEN, ...this.#settings }
    const child = spawn(COMMAND, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    this.#process = child
    const said = await wordsOf(child, this.#accounts && this.#code === '' ? CODE : ADDRESS)
    this.#port = Number(ADDRESS.exec(said)?.[1])
    this.#code ||= CODE.exec(said)?.[1] ?? ''
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#process?.kill('SIGCONT')
  }

  fillDisk(): void {
    this.#limitFiles('1')
  }

  freeDisk(): void {
    this.#limitFiles('unlimited')
  }

  async remove(): Promise<void> {
    await this.#end('SIGKILL')
    rmSync(this.#data, { recursive: true, force: true })
  }

  /** Every write beyond so many bytes of a file fails from now on. */
  #limitFiles(bytes: string): void {
    execFileSync('prlimit', ['--pid', String(this.#process?.pid), `--fsize=${bytes}:unlimited`])
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    this.#process = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

/** What the server says until it has said what is awaited; an Error with its words when it does not start. */
const wordsOf = (child: ChildProcess, awaited: RegExp): Promise<string> =>
  new Promise((found, failed) => {
    let said = ''
    const timer = setTimeout(() => failed(new Error(`the server did not start in time:\n${said}`)), PATIENCE)
    const hear = (bytes: Buffer): void => {
      said += bytes.toString()
      if (!awaited.test(said)) return
      clearTimeout(timer)
      found(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${said}`)))
  })

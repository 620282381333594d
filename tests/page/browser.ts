/** A real Chromium, and the whole program behind the page: local Discord, bot, SQLite in a temporary folder. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Launch, launch } from '../../local-discord/launch.ts';
import { createPlayer } from '../../local-discord/play.ts';
import { readScript } from '../../local-discord/script.ts';
import { PATIENT } from '../local-discord/bot.ts';

/** A Saturday noon (UTC): every run tells the same dates. */
const BEGIN = Date.UTC(2026, 7, 1, 12);

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });

export interface Visit {
  readonly page: Page;
  /** Requests that left for anywhere but the local Discord. */
  readonly elsewhere: string[];
  /** What went wrong in the page by itself. */
  readonly errors: string[];
}

const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 720 };

interface Wishes extends BrowserContextOptions {
  /** Who one is from the beginning; else the page chooses. */
  readonly member?: string;
}

/** Opens the page in a browser window of its own, as somebody in Berlin would. */
export async function visit(browser: Browser, address: string, { member, ...wishes }: Wishes = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...wishes,
  });
  context.setDefaultTimeout(60_000);
  if (member !== undefined) {
    const place = JSON.stringify({ member, channel: '' });
    await context.addInitScript(`sessionStorage.setItem('local-discord-place', ${JSON.stringify(place)})`);
  }
  const page = await context.newPage();
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(address).host) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  await page
    .getByRole('navigation')
    .or(page.getByRole('button', { name: 'Channels and people' }))
    .first()
    .waitFor();
  return { page, elsewhere, errors };
}

export interface Study extends Launch {
  /** Plays lines of a script in #study, as the tour does. */
  play(script: string): Promise<void>;
}

const BUILT = ['node', 'dist/src/main.js'] as const;

const A_DAY = 'ana> /done 1 link:https://example.org/a\nskip 1 day\nben> /done 1 link:https://example.org/b';

/** A study group with the real bot in it. `opening` is played before anybody looks, `history` by "Play some weeks". */
export async function startStudy(opening = '', history = A_DAY): Promise<Study> {
  if (!existsSync(BUILT[1])) throw new Error('Build first: npm run build');
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  const stage: Launch = await launch({
    now: BEGIN,
    botName: 'Cairn',
    timing: PATIENT,
    playHistory: async (tell) => {
      tell('ana> /done 1', 0, 2);
      await play(history);
    },
  });
  const play = async (script: string): Promise<void> => {
    const player = createPlayer(stage, 'study', stage.local.world.clock.now());
    for (const step of readScript(script)) await player.play(step);
  };
  const env = { DATA_DIR: folder, REDIS_URL: undefined, ROADMAP: undefined, PORT: undefined, LOG_LEVEL: 'warn' };
  await stage.startBot({ command: BUILT, env });
  await stage.moveClock(BEGIN);
  await play(opening);
  const close = async (): Promise<void> => {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...stage, play, close };
}

/**
 * `npm run doctor`: checks everything that Cairn stands on, while it runs or before, and says what to do. Changes nothing.
 * Exits 0 when nothing is broken (warnings are allowed), else 1.
 */
import { commands } from '../../commands/index.ts';
import { createDiscordRest } from '../adapters/discord-rest.ts';
import { redact } from '../adapters/log.ts';
import { anythingBroken, broken, formatReport, type Section, warning } from '../domain/diagnosis.ts';
import { checkConfiguration } from './doctor/configuration.ts';
import { checkDiscord } from './doctor/discord.ts';
import { checkRoadmap } from './doctor/roadmap.ts';
import { checkSchedules } from './doctor/schedules.ts';
import { checkStore } from './doctor/store.ts';

async function checkUp(): Promise<readonly Section[]> {
  const { section: configuration, config, usable } = checkConfiguration(process.env);
  const discord = createDiscordRest(config);
  const definitions = commands.map(({ definition }) => definition);
  const [{ section: roadmapSection, roadmap }, store, atDiscord] = await Promise.all([
    checkRoadmap(config.roadmap),
    usable('REDIS_URL') ? checkStore(config) : { section: notChecked('Store', 'REDIS_URL'), stores: null },
    usable('DISCORD_API_URL')
      ? checkDiscord({ ...config, discord, token: usable('DISCORD_TOKEN'), definitions })
      : { section: notChecked('Discord', 'DISCORD_API_URL'), servers: null },
  ]);
  const sections = [configuration, roadmapSection, store.section, atDiscord.section];
  if (!store.stores) return sections;
  const { servers } = atDiscord;
  const parts = { stores: store.stores, place: discord.inspection.place, roadmap, now: Date.now() };
  const schedules = await checkSchedules({ ...parts, servers });
  await store.stores.close();
  return [...sections, schedules];
}

function notChecked(title: string, variable: string): Section {
  return { title, findings: [warning(`Not checked: mend ${variable} first`)] };
}

/** By their shape as in the log, and the very values that were given, whatever their shape. */
function withoutSecrets(text: string): string {
  const { DISCORD_TOKEN: token = '', REDIS_URL: url = '' } = process.env;
  const password = URL.canParse(url.trim()) ? new URL(url.trim()).password : '';
  const secrets = [token.trim(), password, decoded(password)].filter((secret) => secret.length > 5);
  return secrets.reduce((kept, secret) => kept.replaceAll(secret, '[secret]'), redact(text));
}

function decoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

/** A bug of the check-up's own is a sentence, too. */
function stumbled(error: unknown): readonly Section[] {
  const reason = error instanceof Error ? error.message : String(error);
  return [{ title: 'Doctor', findings: [broken(`The check-up itself failed: ${reason}`, 'Please report it')] }];
}

const sections = await checkUp().catch(stumbled);
// What still waits for an answer must not keep the program alive.
process.stdout.write(withoutSecrets(formatReport(sections)), () => process.exit(anythingBroken(sections) ? 1 : 0));

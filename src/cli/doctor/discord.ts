/** Checks the way to Discord: the network, the clock, the token, the commands. */

import type { Servers } from '../../adapters/discord-inspection.ts';
import { DiscordRefusedToken, type DiscordRest } from '../../adapters/discord-rest.ts';
import type { Definition } from '../../command.ts';
import { deliveryFinding } from '../../domain/delivery.ts';
import { broken, type Finding, fine, type Section, warning } from '../../domain/diagnosis.ts';
import { invitation } from '../../domain/permissions.ts';
import { clockFinding } from '../../domain/store-diagnosis.ts';
import { reasonOf } from '../../outage.ts';

interface Checked {
  readonly section: Section;
  /** Null: nothing more can be asked, since Discord does not answer or does not know the token. */
  readonly servers: Servers | null;
}

interface Parts {
  readonly discord: DiscordRest;
  readonly apiUrl: string;
  /** Whether there is a token to try. */
  readonly token: boolean;
  readonly publicKey: string | null;
  readonly definitions: readonly Definition[];
}

export async function checkDiscord({ discord, apiUrl, token, publicKey, definitions }: Parts): Promise<Checked> {
  const title = 'Discord';
  const findings: Finding[] = [];
  try {
    const ahead = await discord.clockAhead();
    findings.push(fine(`Discord at ${new URL(apiUrl).host} answers`));
    if (ahead !== null) findings.push(clockFinding(ahead, 'Discord’s'));
    if (!token) {
      const left = warning('Without a token commands, servers and permissions were not checked');
      return { section: { title, findings: [...findings, left] }, servers: null };
    }
    const application = await discord.application();
    const delivery = deliveryFinding({ ...application, publicKey });
    findings.push(fine(`The token belongs to “${application.name}”`), ...(delivery ? [delivery] : []));
    findings.push(await commandsFinding(discord, application.id, definitions));
    const servers = await discord.inspection.servers();
    findings.push(serversFinding(servers, application.id));
    return { section: { title, findings }, servers };
  } catch (error) {
    return { section: { title, findings: [...findings, failure(error, apiUrl)] }, servers: null };
  }
}

async function commandsFinding(
  discord: DiscordRest,
  application: string,
  definitions: readonly Definition[],
): Promise<Finding> {
  switch (await discord.registered(application, definitions)) {
    case 'these':
      return fine(`All ${definitions.length} commands are registered as in this version`);
    case 'others':
      return warning('The commands at Discord are not those of this version', 'Start Cairn once: it registers them');
    case 'none':
      return warning('No command is registered yet', 'Start Cairn once: it registers them');
  }
}

function serversFinding({ servers, whole }: Servers, application: string): Finding {
  if (!whole) return warning('Discord did not list all of the bot’s servers', 'Try again in a while');
  if (servers.length === 0) return warning('The bot is in no server yet', `Invite it: ${invitation(application)}`);
  return fine(`The bot is in ${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`);
}

function failure(error: unknown, apiUrl: string): Finding {
  if (error instanceof DiscordRefusedToken) {
    return broken('Discord refused DISCORD_TOKEN', 'Make a new one on the Bot page of the developer portal');
  }
  return broken(
    `Discord at ${new URL(apiUrl).host} does not answer as it should (${reasonOf(error).reason})`,
    'Is the network up, and DISCORD_API_URL right? Then look at discordstatus.com',
  );
}

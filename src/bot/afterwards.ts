/** What happens after an answer and off its path: display names are kept current, and owners are told what they have not seen. */
import { type APIInteractionResponseCallbackData, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Message } from '../message.ts';
import { noticesMessage } from '../messages/notices.ts';
import type { GuildStore, ProgressStore, Responder } from '../ports.ts';
import type { Interaction } from './interaction.ts';

interface AfterwardsParts {
  readonly progress: Pick<ProgressStore, 'rename'>;
  readonly guilds: Pick<GuildStore, 'get' | 'update'>;
  readonly responder: Pick<Responder, 'followUp'>;
}

/** Names this process has passed on already; beyond this many it begins anew, which only costs a write each. */
const REMEMBERED = 10_000;

/** @returns what dispatch runs once an interaction is answered. */
export function createAfterwards({
  progress,
  guilds,
  responder,
}: AfterwardsParts): (interaction: Interaction) => Promise<void> {
  const names = new Map<string, string>();

  async function keepName(guild: string, user: string, name: string): Promise<void> {
    const key = `${guild}:${user}`;
    if (names.get(key) === name) return;
    if (names.size >= REMEMBERED) names.clear();
    await progress.rename({ guild, user }, name);
    names.set(key, name);
  }

  /** Told first, forgotten then, and only what was told: an owner may read a notice twice, but never misses one. */
  async function tellNotices(guild: string, interaction: Interaction): Promise<void> {
    const notices = (await guilds.get(guild))?.notices ?? [];
    if (!notices.length) return;
    const message = noticesMessage(notices);
    await responder.followUp(interaction.handle, privately(message));
    const told = new Set(message.told.map(({ id }) => id));
    await guilds.update(guild, (document) => ({
      document: document && { ...document, notices: document.notices.filter(({ id }) => !told.has(id)) },
      outcome: null,
    }));
  }

  return async (interaction) => {
    const { guild, user, name, permissions } = interaction.asked;
    // While somebody types, nothing is answered that a follow-up could stand beside.
    if (!guild || interaction.kind === 'autocomplete') return;
    await keepName(guild, user, name);
    if (permissions & PermissionFlagsBits.ManageGuild) await tellNotices(guild, interaction);
  };
}

function privately(message: Message): APIInteractionResponseCallbackData {
  return {
    components: [...message.components],
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    allowed_mentions: { parse: [] },
  };
}

/** What can be chosen for a command's option: its own list, the bot's suggestions, people, roles, channels, yes or no. */
import type { Item } from './listbox.ts';
import { channels, people, roles } from './names.ts';
import type { Choice, CommandOption, Guild, World } from './types.ts';

/** Option types (developer docs, "Application Command Option Type"). */
const Type = { integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10 } as const;

export const isNumber = ({ type }: CommandOption): boolean => type === Type.integer || type === Type.number;

/** `asked`: the bot has to be asked; `none`: anything may be typed. */
export type Source = { readonly kind: 'list'; readonly items: readonly Item[] } | { readonly kind: 'asked' | 'none' };

export function sourceOf(option: CommandOption, world: World, guild: Guild): Source {
  const list = (items: readonly Item[]): Source => ({ kind: 'list', items });
  if (option.autocomplete) return { kind: 'asked' };
  if (option.choices !== undefined) return list(option.choices.map(choiceItem));
  switch (option.type) {
    case Type.boolean:
      return list([
        { value: 'true', label: 'True' },
        { value: 'false', label: 'False' },
      ]);
    case Type.user:
      return list(people(world, guild));
    case Type.channel:
      return list(channels(guild, option.channel_types));
    case Type.role:
      return list(roles(guild));
    case Type.mentionable:
      return list([...people(world, guild), ...roles(guild)]);
    default:
      return { kind: 'none' };
  }
}

export const choiceItem = ({ name, value }: Choice): Item => ({ value: String(value), label: name });

const bare = (text: string): string => text.toLowerCase().replace(/^[@#]/, '');

/** Those whose name holds what was typed, beginnings first; at most 25, as Discord shows. */
export function matching(items: readonly Item[], typed: string): Item[] {
  const wanted = bare(typed.trim());
  const found = items.filter(({ label }) => bare(label).includes(wanted));
  const begins = (item: Item): number => (bare(item.label).startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, 25);
}

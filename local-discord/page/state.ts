/** What the page knows: who one is, where one looks, what is there. Fetches it again when something happened; draws nothing. */
import { type Api, type Place, Refused } from './api.ts';
import type { Channel, Command, Guild, Message, MessageEvent, World } from './types.ts';

/** The conversation with the bot, which has no place in the server's channel list. */
export const DIRECT = 'dm';

/** A command that is on its way, or that nobody answered. */
export interface Pending {
  readonly id: number;
  readonly member: string;
  readonly channel: string;
  readonly words: string;
  state: 'sending' | 'failed';
}

export interface State {
  readonly world: World;
  readonly guild: Guild;
  /** Name of the acting member. */
  readonly me: string;
  /** A channel's id, or DIRECT. */
  readonly channel: string;
  readonly messages: readonly Message[];
  readonly commands: readonly Command[];
  readonly pending: readonly Pending[];
  /** Messages whose button nobody answered. */
  readonly failed: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
  /** Why there is nothing to see here, if so. */
  readonly closed: string | null;
}

/** How the place is called where one looks. */
export function placeName({ world, guild, channel }: State): string {
  if (channel === DIRECT) return `@${world.bot.name}`;
  return `#${guild.channels.find(({ id }) => id === channel)?.name ?? ''}`;
}

export type Store = ReturnType<typeof createStore>;

const KEPT = 'local-discord-place';

export function createStore(api: Api, draw: (state: State) => void, trouble: (error: unknown) => void) {
  const remembered = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<Place>;
  let place: Place = { member: remembered.member ?? '', channel: remembered.channel ?? '' };
  let seen: Pick<State, 'world' | 'guild' | 'messages' | 'commands' | 'closed'> | null = null;
  const dismissed = new Set<string>();
  const failed = new Set<string>();
  const unread = new Set<string>();
  let pending: Pending[] = [];
  let lastPending = 0;
  let running: Promise<void> | null = null;
  let again = false;

  async function load(): Promise<void> {
    const world = await api.world();
    const guild = world.guilds[0];
    if (guild === undefined) throw new Refused('There is no server here.');
    place = placeIn(guild, world, place);
    const asked = place;
    try {
      const [messages, commands] = await Promise.all([api.messages(asked), api.commands(asked)]);
      seen = { world, guild, messages, commands, closed: null };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      seen = { world, guild, messages: [], commands: [], closed: error.message };
    }
    if (asked !== place) again = true;
  }

  const redraw = (): void => {
    if (seen === null) return;
    const messages = seen.messages.filter(({ id }) => !dismissed.has(id));
    draw({ ...seen, messages, me: place.member, channel: place.channel, pending, failed, unread });
  };

  /** Resolves when what is drawn is at least as new as this call, or trouble was told of. */
  function refresh(): Promise<void> {
    if (running === null) running = loadAndDraw();
    else again = true;
    return running;
  }

  /** Never rejects. */
  async function loadAndDraw(): Promise<void> {
    try {
      do {
        again = false;
        await load();
      } while (again);
      redraw();
    } catch (error) {
      trouble(error);
    } finally {
      running = null;
    }
  }

  const go = (next: Partial<Place>): Promise<void> => {
    place = { ...place, ...next };
    sessionStorage.setItem(KEPT, JSON.stringify(place));
    unread.delete(place.channel);
    return refresh();
  };

  return {
    refresh,
    redraw,
    place: (): Place => place,
    world: (): World | null => seen?.world ?? null,
    guild: (): Guild | null => seen?.guild ?? null,
    become: (member: string) => go({ member }),
    enter: (channel: string) => go({ channel }),
    dismiss(message: string) {
      dismissed.add(message);
      redraw();
    },
    fail(message: string, yes: boolean) {
      if (yes) failed.add(message);
      else failed.delete(message);
      redraw();
    },
    /** Notes a message that came, for the channel list; the messages themselves are fetched. */
    hear({ kind, channel, visibleTo }: MessageEvent) {
      const mine = visibleTo === null || visibleTo === idOf(seen?.guild, place.member);
      const listed = seen?.guild.channels.some(({ id }) => id === channel) === true;
      if (kind === 'created' && mine && listed && channel !== place.channel) unread.add(channel);
    },
    sending(words: string): Pending {
      lastPending += 1;
      const one: Pending = { id: lastPending, ...place, words, state: 'sending' };
      pending = [...pending, one];
      return one;
    },
    forget(one: Pending) {
      pending = pending.filter((each) => each !== one);
      redraw();
    },
  };
}

const idOf = (guild: Guild | undefined, member: string): string | undefined =>
  guild?.members.find(({ name }) => name === member)?.id;

/** Somewhere that exists: what was asked for, else the first person with a role and the first channel. */
function placeIn(guild: Guild, world: World, wanted: Place): Place {
  const people = guild.members.filter(({ id }) => id !== world.bot.id);
  const somebody = people.find(({ roles }) => roles.length > 0) ?? people[0];
  const known = people.some(({ name }) => name === wanted.member);
  const there = wanted.channel === DIRECT || guild.channels.some(({ id }) => id === wanted.channel);
  const member = known ? wanted.member : (somebody?.name ?? '');
  const channel = there ? wanted.channel : (guild.channels.find(isText)?.id ?? DIRECT);
  return known && there ? wanted : { member, channel };
}

const TEXT = new Set([0, 5]);
const THREAD = new Set([10, 11, 12]);

export const isText = ({ type }: Channel): boolean => TEXT.has(type);
export const isThread = ({ type }: Channel): boolean => THREAD.has(type);

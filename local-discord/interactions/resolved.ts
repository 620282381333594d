/** Collects the `resolved` part of an interaction: the people, roles and channels its values name. */
import type { Local } from '../local.ts';
import { memberPayload, resolvedChannel, rolePayload, userPayload } from '../world/payloads.ts';
import type { Channel, Role, User } from '../world/types.ts';
import { permissionsIn } from '../world/world.ts';
import { CannotDo } from './cannot.ts';

export class Resolved {
  readonly #local: Local;
  readonly #place: Channel;
  readonly #actor: User;
  readonly #found: Record<string, Record<string, unknown>> = {};

  constructor(local: Local, place: Channel, actor: User) {
    this.#local = local;
    this.#place = place;
    this.#actor = actor;
  }

  /** People who are not in the server are resolved as users only. */
  user(user: User): string {
    this.#put('users', user.id, userPayload(user));
    const guild = this.#place.guild === null ? undefined : this.#local.world.guilds.get(this.#place.guild);
    const member = guild?.members.get(user.id);
    if (member !== undefined) {
      const { user: _, deaf: _d, mute: _m, ...partial } = memberPayload(this.#local.world, member);
      const permissions = permissionsIn(this.#local.world, this.#place, user.id).toString();
      this.#put('members', user.id, { ...partial, permissions });
    }
    return user.id;
  }

  role(role: Role | undefined): string {
    if (role === undefined) throw new CannotDo('there is no such role');
    this.#put('roles', role.id, rolePayload(role));
    return role.id;
  }

  channel(channel: Channel): string {
    this.#put('channels', channel.id, resolvedChannel(this.#local.world, channel, this.#actor.id));
    return channel.id;
  }

  /** null: nothing was resolved, and the field is absent. */
  payload(): Record<string, unknown> | null {
    return Object.keys(this.#found).length > 0 ? this.#found : null;
  }

  #put(kind: string, id: string, value: unknown): void {
    this.#found[kind] ??= {};
    this.#found[kind][id] = value;
  }
}

/** Whether Discord sends what members do to where this bot listens: over the gateway, or over HTTP. Knows no network. */
import { broken, type Finding, warning } from './diagnosis.ts';

export interface Delivery {
  /** DISCORD_PUBLIC_KEY; null: this bot listens at the gateway. */
  readonly publicKey: string | null;
  /** The application's public key as Discord has it. */
  readonly verifyKey: string;
  /** The application's Interactions Endpoint URL; null: Discord sends interactions to the gateway. */
  readonly endpoint: string | null;
}

const PAGE = 'on the General Information page of the developer portal';
const PATH = '/interactions';

/** @returns what keeps interactions from arriving; null: nothing. */
export function deliveryFinding({ publicKey, verifyKey, endpoint }: Delivery): Finding | null {
  if (publicKey === null) return endpoint === null ? null : elsewhere(endpoint);
  if (publicKey.toLowerCase() !== verifyKey.toLowerCase()) {
    return broken(
      'DISCORD_PUBLIC_KEY is not the public key of the application that the token belongs to',
      `Copy it ${PAGE}`,
    );
  }
  if (endpoint === null) {
    return broken(
      'Discord still sends what members do to the gateway, where nobody listens',
      `While Cairn runs, set “Interactions Endpoint URL” ${PAGE} to https://YOUR-HOST${PATH}, or leave DISCORD_PUBLIC_KEY out`,
    );
  }
  if (URL.canParse(endpoint) && !new URL(endpoint).pathname.endsWith(PATH)) {
    return warning(
      `Discord sends what members do to a path that does not end in ${PATH}`,
      `Unless a proxy maps it, mend “Interactions Endpoint URL” ${PAGE}`,
    );
  }
  return null;
}

function elsewhere(endpoint: string): Finding {
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : 'another address';
  return broken(
    `Discord sends everything that members do to ${host}, and nothing of it to Cairn`,
    `Empty “Interactions Endpoint URL” ${PAGE}, or set DISCORD_PUBLIC_KEY and let Cairn be what answers there`,
  );
}
